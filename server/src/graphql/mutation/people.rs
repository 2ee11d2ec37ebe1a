//! Mutations of people in office: inviting, roles, deputies.
use async_graphql::{Context, ID, Object};
use entities::ids::{InvitationId, RoleGrantId};

use super::{
    super::{
        account::ViewerNode,
        errors::{internal, user_errors},
        ids::{self, Named},
        invitation::Invitation,
        people::Member,
        people_inputs::*,
        people_payloads::*,
        view::{View, Viewer},
    },
    key,
};
use crate::{
    domain::refusal::Refusal,
    usecases::{
        Failure, accepting,
        deputies::{self, TypedDeputy},
        inviting::{self, Invited, TypedInvitation},
        people,
    },
};

/// Mutations of people in office.
#[derive(Default)]
pub struct PeopleMutation;

fn member_id(id: &ID) -> Result<RoleGrantId, Failure> {
    ids::to_role_grant(id).ok_or_else(|| Refusal::Unknown("memberId").into())
}

fn invitation_id(id: &ID) -> Result<InvitationId, Failure> {
    ids::to_invitation(id).ok_or_else(|| Refusal::Unknown("invitationId").into())
}

fn agency_code(id: &ID, field: &'static str) -> Result<String, Failure> {
    match ids::decode(id) {
        Some(Named::Agency(code)) => Ok(code),
        _ => Err(Refusal::Unknown(field).into()),
    }
}

/// The role that the client should see, also after a refusal.
async fn role_answer(
    view: &Viewer,
    about: Option<RoleGrantId>,
    result: Result<RoleGrantId, Failure>,
    client_mutation_id: Option<String>,
) -> async_graphql::Result<RolePayload> {
    let (id, user_errors) = match result {
        Ok(id) => (Some(id), vec![]),
        Err(failure) => (about, user_errors(view.op.locale, &failure)?),
    };
    let member = match id {
        Some(id) => Member::fresh(view, id).await.map_err(internal(&view.op))?,
        None => None,
    };
    Ok(RolePayload { member, client_mutation_id, user_errors })
}

async fn invitation_answer(
    view: &Viewer,
    about: Option<InvitationId>,
    result: Result<Invited, Failure>,
    client_mutation_id: Option<String>,
) -> async_graphql::Result<InvitePersonPayload> {
    let (id, link, user_errors) = match result {
        Ok(invited) => (Some(invited.id), invited.link, vec![]),
        Err(failure) => (about, None, user_errors(view.op.locale, &failure)?),
    };
    let invitation = match id {
        Some(id) => Invitation::fresh(view, id).await.map_err(internal(&view.op))?,
        None => None,
    };
    Ok(InvitePersonPayload { invitation, link, client_mutation_id, user_errors })
}

#[Object]
impl PeopleMutation {
    /// Invites somebody to a role by a one-time link. Coordinators within their government, agency admins for their own
    /// agency and below, the system administrator.
    async fn invite_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: InvitePersonInput,
    ) -> async_graphql::Result<InvitePersonPayload> {
        let view = View::of(ctx)?;
        let key = key("invitePerson", input.client_mutation_id.as_ref(), &input);
        let op = &view.op;
        let result = async {
            let agency = agency_code(&input.agency_id, "agencyId");
            let agency = if op.actor().officer().is_none() { String::new() } else { agency? };
            let typed = TypedInvitation {
                agency: &agency,
                role: input.role.into(),
                name: &input.name,
                email: &input.email,
                from: input.valid_from.map(|day| day.0),
                to: input.valid_to.map(|day| day.0),
            };
            inviting::invite(op, typed, key.as_ref()).await
        }
        .await;
        invitation_answer(&view, None, result, input.client_mutation_id).await
    }

    /// Makes a new link; the old one is dead. Those who may give the role.
    async fn renew_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: RenewInvitationInput,
    ) -> async_graphql::Result<InvitePersonPayload> {
        let view = View::of(ctx)?;
        let key = key("renewInvitation", input.client_mutation_id.as_ref(), &input);
        let (op, about) = (&view.op, ids::to_invitation(&input.invitation_id));
        let result =
            async { inviting::renew(op, invitation_id(&input.invitation_id)?, input.version, key.as_ref()).await }
                .await;
        invitation_answer(&view, about, result, input.client_mutation_id).await
    }

    /// Takes an invitation back; its link is dead. Those who may give the role.
    async fn withdraw_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: WithdrawInvitationInput,
    ) -> async_graphql::Result<WithdrawInvitationPayload> {
        let view = View::of(ctx)?;
        let key = key("withdrawInvitation", input.client_mutation_id.as_ref(), &input);
        let (op, about) = (&view.op, ids::to_invitation(&input.invitation_id));
        let result = async {
            let id = inviting::withdraw(op, invitation_id(&input.invitation_id)?, input.version, key.as_ref()).await?;
            Ok(Invited { id, link: None })
        }
        .await;
        let InvitePersonPayload { invitation, client_mutation_id, user_errors, .. } =
            invitation_answer(&view, about, result, input.client_mutation_id).await?;
        Ok(WithdrawInvitationPayload { invitation, client_mutation_id, user_errors })
    }

    /// Takes the role of a link, and signs the person in with it. Whoever holds the link, in a browser session.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: AcceptInvitationInput,
    ) -> async_graphql::Result<AcceptInvitationPayload> {
        let view = View::of(ctx)?;
        let key = key("acceptInvitation", input.client_mutation_id.as_ref(), &input);
        let result = accepting::accept(&view.op, &input.token, &input.password, key.as_ref()).await;
        let (viewer, user_errors) = match result {
            Ok(op) => (Some(ViewerNode(std::sync::Arc::new(View::new(op)))), vec![]),
            Err(failure) => (None, user_errors(view.op.locale, &failure)?),
        };
        Ok(AcceptInvitationPayload { viewer, client_mutation_id: input.client_mutation_id, user_errors })
    }

    /// Gives a role at another agency instead. Those who may give it at both.
    async fn move_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: MoveRoleInput,
    ) -> async_graphql::Result<RolePayload> {
        let view = View::of(ctx)?;
        let key = key("moveRole", input.client_mutation_id.as_ref(), &input);
        let (op, about) = (&view.op, ids::to_role_grant(&input.member_id));
        let result = async {
            let id = member_id(&input.member_id)?;
            let to = agency_code(&input.to_agency_id, "toAgencyId")?;
            let from = input.from.map(|day| day.0);
            people::move_to(op, id, input.version, &to, from, &input.reason, key.as_ref()).await
        }
        .await;
        role_answer(&view, about, result, input.client_mutation_id).await
    }

    /// Ends a role, at once or on a day. Those who may give it, and the person.
    async fn end_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: EndRoleInput,
    ) -> async_graphql::Result<RolePayload> {
        let view = View::of(ctx)?;
        let key = key("endRole", input.client_mutation_id.as_ref(), &input);
        let (op, about) = (&view.op, ids::to_role_grant(&input.member_id));
        let result = async {
            let id = member_id(&input.member_id)?;
            let last = input.last_day.map(|day| day.0);
            people::end(op, id, input.version, last, &input.reason, key.as_ref()).await
        }
        .await;
        role_answer(&view, about, result, input.client_mutation_id).await
    }

    /// Lets a role rest: it counts nowhere from the next request on. Those who may give it.
    async fn suspend_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: SuspendRoleInput,
    ) -> async_graphql::Result<RolePayload> {
        let view = View::of(ctx)?;
        let key = key("suspendRole", input.client_mutation_id.as_ref(), &input);
        let (op, about) = (&view.op, ids::to_role_grant(&input.member_id));
        let result = async {
            let id = member_id(&input.member_id)?;
            people::suspend(op, id, input.version, &input.reason, key.as_ref()).await
        }
        .await;
        role_answer(&view, about, result, input.client_mutation_id).await
    }

    /// Takes a resting role up again. Those who may give it.
    async fn resume_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: ResumeRoleInput,
    ) -> async_graphql::Result<RolePayload> {
        let view = View::of(ctx)?;
        let key = key("resumeRole", input.client_mutation_id.as_ref(), &input);
        let (op, about) = (&view.op, ids::to_role_grant(&input.member_id));
        let result = async {
            let id = member_id(&input.member_id)?;
            people::resume(op, id, input.version, key.as_ref()).await
        }
        .await;
        role_answer(&view, about, result, input.client_mutation_id).await
    }

    /// Names a deputy for an absence. Those who may give the role, and the person.
    async fn name_deputy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: NameDeputyInput,
    ) -> async_graphql::Result<RolePayload> {
        let view = View::of(ctx)?;
        let key = key("nameDeputy", input.client_mutation_id.as_ref(), &input);
        let (op, about) = (&view.op, ids::to_role_grant(&input.member_id));
        let result = async {
            let id = member_id(&input.member_id)?;
            let (from, to) = (input.from.0, input.to.0);
            let typed = TypedDeputy { email: &input.deputy_email, from, to, reason: &input.reason };
            deputies::name(op, id, input.version, typed, key.as_ref()).await
        }
        .await;
        role_answer(&view, about, result, input.client_mutation_id).await
    }

    /// Ends a deputy at once. Those who may give the role, the person who was absent, and the deputy.
    async fn end_deputy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: EndDeputyInput,
    ) -> async_graphql::Result<RolePayload> {
        let view = View::of(ctx)?;
        let key = key("endDeputy", input.client_mutation_id.as_ref(), &input);
        let (op, about) = (&view.op, ids::to_role_grant(&input.member_id));
        let result = async {
            let id = member_id(&input.member_id)?;
            deputies::end(op, id, input.version, key.as_ref()).await
        }
        .await;
        role_answer(&view, about, result, input.client_mutation_id).await
    }
}
