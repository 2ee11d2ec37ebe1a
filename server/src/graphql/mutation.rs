//! Mutations: input in, use case, payload out. Each says who may; the policy decides.
use async_graphql::{Context, ID, InputType, Object, SimpleObject};
use entities::ids::{AttachmentId, CaseId};

use super::{
    account::{AccessToken, ViewerNode},
    case::Case,
    errors::{UserError, query_error, user_errors},
    event::CaseEvent,
    ids,
    inputs::*,
    loaders::{Replies, Seen},
    reply::Reply,
    view::{View, Viewer},
};
use crate::{
    domain::refusal::Refusal,
    usecases::{
        ClientKey, Failure, Outcome, account, answer, duplicates, follow, identity, notes, routing, sign_in,
        submit_report, verifying, visibility,
    },
};

/// What has changed since the version that the viewer had seen.
#[derive(SimpleObject)]
pub struct Conflict {
    /// The version now (of the reply, where one was acted on).
    pub current_version: i64,
    /// The events since, as far as the viewer may read them.
    pub events: Vec<CaseEvent>,
}

/// The parts that payloads of acts on a case share.
struct Answer {
    case: Option<Case>,
    reply: Option<Reply>,
    conflict: Option<Conflict>,
    user_errors: Vec<UserError>,
}

/// Reads anew after the act, with loaders that have seen nothing before it.
async fn answer_of(view: &Viewer, result: Result<Outcome, Failure>) -> async_graphql::Result<Answer> {
    let fresh: Viewer = std::sync::Arc::new(View::new(view.op.clone()));
    match result {
        Ok(outcome) => {
            let case = Case::load(&fresh, outcome.case).await?;
            let reply = match (&case, outcome.reply) {
                (Some(case), Some(id)) => {
                    let rows = fresh.load(Replies(Seen(case.case.clone()))).await?.unwrap_or_default();
                    let row = rows.into_iter().find(|row| row.id == id);
                    row.map(|row| Reply { row, case: case.case.clone(), view: fresh.clone() })
                }
                _ => None,
            };
            Ok(Answer { case, reply, conflict: None, user_errors: vec![] })
        }
        Err(failure) => {
            let user_errors = user_errors(view.op.locale, &failure)?;
            let mut answer = Answer { case: None, reply: None, conflict: None, user_errors };
            if let Failure::Conflict { case, seen, current } = failure
                && let Some(case) = Case::load(&fresh, case).await?
            {
                let events = fresh
                    .op
                    .scoped
                    .events_since(&case.case, seen)
                    .await
                    .map_err(|error| query_error(view.op.locale, &error.into()))?;
                let events = events
                    .into_iter()
                    .map(|event| CaseEvent { event, case: case.case.clone(), view: fresh.clone() })
                    .collect();
                answer.conflict = Some(Conflict { current_version: current, events });
                answer.case = Some(case);
            }
            Ok(answer)
        }
    }
}

/// The client's key with its input in one form.
fn key<I: InputType>(mutation: &'static str, id: Option<&String>, input: &I) -> Option<ClientKey> {
    id.map(|id| ClientKey { id: id.clone(), mutation, input: input.to_value().to_string() })
}

fn case_id(id: &ID) -> Result<CaseId, Failure> {
    ids::to_case(id).ok_or_else(|| Refusal::Unknown("caseId").into())
}

fn files(ids: &[ID]) -> Result<Vec<AttachmentId>, Failure> {
    ids.iter().map(|id| ids::to_attachment(id).ok_or_else(|| Refusal::Unknown("attachmentIds").into())).collect()
}

/// An empty text of a form is no text.
fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

macro_rules! case_payload {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The case after the act; on a conflict, as it is now.
            pub case: Option<Case>,
            /// Set where somebody else changed the case since `version`.
            pub conflict: Option<Conflict>,
            /// Refusals that the person can mend; empty on success.
            pub user_errors: Vec<UserError>,
            /// As it was sent.
            pub client_mutation_id: Option<String>,
        }
        impl $name {
            fn of(answer: Answer, client_mutation_id: Option<String>) -> Self {
                Self { case: answer.case, conflict: answer.conflict, user_errors: answer.user_errors, client_mutation_id }
            }
        }
    )+ };
}
macro_rules! reply_payload {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The case after the act; on a conflict, as it is now.
            pub case: Option<Case>,
            /// The reply after the act.
            pub reply: Option<Reply>,
            /// Set where somebody else changed it since `version`.
            pub conflict: Option<Conflict>,
            /// Refusals that the person can mend; empty on success.
            pub user_errors: Vec<UserError>,
            /// As it was sent.
            pub client_mutation_id: Option<String>,
        }
        impl $name {
            fn of(answer: Answer, client_mutation_id: Option<String>) -> Self {
                Self {
                    case: answer.case,
                    reply: answer.reply,
                    conflict: answer.conflict,
                    user_errors: answer.user_errors,
                    client_mutation_id,
                }
            }
        }
    )+ };
}
macro_rules! viewer_payload {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// Who the viewer is from now on.
            pub viewer: Option<ViewerNode>,
            /// Refusals that the person can mend; empty on success.
            pub user_errors: Vec<UserError>,
            /// As it was sent.
            pub client_mutation_id: Option<String>,
        }
        impl $name {
            fn of(
                view: &Viewer,
                result: Result<crate::op::Op, Failure>,
                client_mutation_id: Option<String>,
            ) -> async_graphql::Result<Self> {
                Ok(match result {
                    Ok(op) => Self {
                        viewer: Some(ViewerNode(std::sync::Arc::new(View::new(op)))),
                        user_errors: vec![],
                        client_mutation_id,
                    },
                    Err(failure) => {
                        Self { viewer: None, user_errors: user_errors(view.op.locale, &failure)?, client_mutation_id }
                    }
                })
            }
        }
    )+ };
}
case_payload! {
    /// Answer of `supplementReport`.
    SupplementReportPayload,
    /// Answer of `addComment`.
    AddCommentPayload,
    /// Answer of `confirmAnswer`.
    ConfirmAnswerPayload,
    /// Answer of `rejectAnswer`.
    RejectAnswerPayload,
    /// Answer of `rateAnswer`.
    RateAnswerPayload,
    /// Answer of `reopenReport`.
    ReopenReportPayload,
    /// Answer of `setVisibility`.
    SetVisibilityPayload,
    /// Answer of `verifyCase`.
    VerifyCasePayload,
    /// Answer of `postponeCase`.
    PostponeCasePayload,
    /// Answer of `returnCase`.
    ReturnCasePayload,
    /// Answer of `archiveCase`.
    ArchiveCasePayload,
    /// Answer of `declineArchive`.
    DeclineArchivePayload,
    /// Answer of `forwardCase`.
    ForwardCasePayload,
    /// Answer of `finishFollowUp`.
    FinishFollowUpPayload,
    /// Answer of `addNote`.
    AddNotePayload,
    /// Answer of `linkDuplicate`.
    LinkDuplicatePayload,
    /// Answer of `assignCase`.
    AssignCasePayload,
}
reply_payload! {
    /// Answer of `draftReply`.
    DraftReplyPayload,
    /// Answer of `approveReply`.
    ApproveReplyPayload,
    /// Answer of `publishReply`.
    PublishReplyPayload,
}
viewer_payload! {
    /// Answer of `signIn`.
    SignInPayload,
    /// Answer of `registerAccount`.
    RegisterAccountPayload,
    /// Answer of `chooseRole`.
    ChooseRolePayload,
}

/// Answer of `signOut`.
#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// Always true on success.
    pub signed_out: bool,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Answer of `changePassword`.
#[derive(SimpleObject)]
pub struct ChangePasswordPayload {
    /// Whether it was changed; other sessions have ended then.
    pub changed: bool,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Answer of `openTrackedReport`.
#[derive(SimpleObject)]
pub struct OpenTrackedReportPayload {
    /// The case.
    pub case: Option<Case>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Answer of `createAccessToken`.
#[derive(SimpleObject)]
pub struct CreateAccessTokenPayload {
    /// The token.
    pub access_token: Option<AccessToken>,
    /// Shown once; sent as `Authorization: Bearer ..`.
    pub secret: Option<String>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Answer of `revokeAccessToken`.
#[derive(SimpleObject)]
pub struct RevokeAccessTokenPayload {
    /// The token.
    pub access_token: Option<AccessToken>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Answer of `submitReport`.
#[derive(SimpleObject)]
pub struct SubmitReportPayload {
    /// The case, as its reporter sees it.
    pub case: Option<Case>,
    /// Number of the report; with the secret it opens the case.
    pub tracking_code: Option<String>,
    /// Shown once; whoever holds it can follow and answer for the report.
    pub tracking_secret: Option<String>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Who reported.
#[derive(SimpleObject)]
pub struct Identity {
    /// Name.
    pub name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Phone, international form.
    pub phone: Option<String>,
}

/// Answer of `revealIdentity`.
#[derive(SimpleObject)]
pub struct RevealIdentityPayload {
    /// Who reported.
    pub identity: Option<Identity>,
    /// The case.
    pub case: Option<Case>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Changes. Refusals that a person can mend come as `userErrors`; sign-in, authority and faults as
/// top-level errors with `extensions.code`.
pub struct Mutation;

/// Changes. Refusals that a person can mend come as `userErrors`; sign-in, authority and faults as
/// top-level errors with `extensions.code` (UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED, UNAVAILABLE, INTERNAL).
#[Object]
impl Mutation {
    /// Signs in and sets the session cookie. Everybody.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "E-mail and password.")] input: SignInInput,
    ) -> async_graphql::Result<SignInPayload> {
        let view = View::of(ctx)?;
        let result = sign_in::sign_in(&view.op, &input.email, &input.password).await;
        SignInPayload::of(&view, result, input.client_mutation_id)
    }

    /// Signs out, here or everywhere. Everybody; `everywhere` needs an account.
    async fn sign_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Here or everywhere.")] input: SignOutInput,
    ) -> async_graphql::Result<SignOutPayload> {
        let view = View::of(ctx)?;
        let result = sign_in::sign_out(&view.op, input.everywhere).await;
        let signed_out = result.is_ok();
        let user_errors = result.err().map_or_else(|| Ok(vec![]), |failure| user_errors(view.op.locale, &failure))?;
        Ok(SignOutPayload { signed_out, user_errors, client_mutation_id: input.client_mutation_id })
    }

    /// Makes a citizen's account and signs in. Everybody.
    async fn register_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new account.")] input: RegisterAccountInput,
    ) -> async_graphql::Result<RegisterAccountPayload> {
        let view = View::of(ctx)?;
        let result =
            account::register(&view.op, &input.name, &input.email, input.phone.as_deref(), &input.password).await;
        RegisterAccountPayload::of(&view, result, input.client_mutation_id)
    }

    /// Sets a new password; other sessions end. Signed-in people, in a browser session.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Old and new password.")] input: ChangePasswordInput,
    ) -> async_graphql::Result<ChangePasswordPayload> {
        let view = View::of(ctx)?;
        let result = account::change_password(&view.op, &input.current, &input.new).await;
        let changed = result.is_ok();
        let user_errors = result.err().map_or_else(|| Ok(vec![]), |failure| user_errors(view.op.locale, &failure))?;
        Ok(ChangePasswordPayload { changed, user_errors, client_mutation_id: input.client_mutation_id })
    }

    /// Acts in another of the viewer's own roles from now on. Signed-in people, in a browser session.
    async fn choose_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The role.")] input: ChooseRoleInput,
    ) -> async_graphql::Result<ChooseRolePayload> {
        let view = View::of(ctx)?;
        let result = match ids::to_role_grant(&input.role_grant_id) {
            Some(grant) => sign_in::choose_role(&view.op, grant).await,
            None => Err(Refusal::Unknown("roleGrantId").into()),
        };
        ChooseRolePayload::of(&view, result, input.client_mutation_id)
    }

    /// Opens a report by tracking code and secret, for the whole browser session. Everybody.
    async fn open_tracked_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code and secret.")] input: OpenTrackedReportInput,
    ) -> async_graphql::Result<OpenTrackedReportPayload> {
        let view = View::of(ctx)?;
        let client_mutation_id = input.client_mutation_id;
        match sign_in::open_tracked(&view.op, &input.code, &input.secret).await {
            Ok(op) => {
                Ok(OpenTrackedReportPayload { case: tracked(op).await?, user_errors: vec![], client_mutation_id })
            }
            Err(failure) => {
                let user_errors = user_errors(view.op.locale, &failure)?;
                Ok(OpenTrackedReportPayload { case: None, user_errors, client_mutation_id })
            }
        }
    }

    /// Makes an access token for a program. Signed-in people.
    async fn create_access_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: CreateAccessTokenInput,
    ) -> async_graphql::Result<CreateAccessTokenPayload> {
        let view = View::of(ctx)?;
        let client_mutation_id = input.client_mutation_id;
        let grant = match &input.role_grant_id {
            None => Ok(None),
            Some(id) => ids::to_role_grant(id).map(Some).ok_or_else(|| Failure::from(Refusal::Unknown("roleGrantId"))),
        };
        let result = match grant {
            Ok(grant) => account::create_token(&view.op, &input.name, grant, input.expires_in_days).await,
            Err(failure) => Err(failure),
        };
        match result {
            Ok((row, secret)) => Ok(CreateAccessTokenPayload {
                access_token: Some(AccessToken { row, view }),
                secret: Some(secret),
                user_errors: vec![],
                client_mutation_id,
            }),
            Err(failure) => {
                let user_errors = user_errors(view.op.locale, &failure)?;
                Ok(CreateAccessTokenPayload { access_token: None, secret: None, user_errors, client_mutation_id })
            }
        }
    }

    /// Ends an access token. Its owner.
    async fn revoke_access_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: RevokeAccessTokenInput,
    ) -> async_graphql::Result<RevokeAccessTokenPayload> {
        let view = View::of(ctx)?;
        let client_mutation_id = input.client_mutation_id;
        let result = match ids::to_access_token(&input.id) {
            Some(id) => account::revoke_token(&view.op, id).await,
            None => Err(Refusal::Unknown("id").into()),
        };
        match result {
            Ok(row) => Ok(RevokeAccessTokenPayload {
                access_token: Some(AccessToken { row, view }),
                user_errors: vec![],
                client_mutation_id,
            }),
            Err(failure) => {
                let user_errors = user_errors(view.op.locale, &failure)?;
                Ok(RevokeAccessTokenPayload { access_token: None, user_errors, client_mutation_id })
            }
        }
    }

    /// Files a report. Everybody; officers enter walk-in, phone and pasted reports with it.
    async fn submit_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report.")] input: SubmitReportInput,
    ) -> async_graphql::Result<SubmitReportPayload> {
        let view = View::of(ctx)?;
        let key = key("submitReport", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let refused = |failure: &Failure, client_mutation_id| {
            let user_errors = user_errors(view.op.locale, failure)?;
            Ok(SubmitReportPayload {
                case: None,
                tracking_code: None,
                tracking_secret: None,
                user_errors,
                client_mutation_id,
            })
        };
        let report = match report(input) {
            Ok(report) => report,
            Err(failure) => return refused(&failure, client_mutation_id),
        };
        match submit_report::submit_report(&view.op, report, key.as_ref()).await {
            Ok(receipt) => {
                let op = view.op.as_actor(crate::authz::actor::Actor::Tracker { case: receipt.case });
                Ok(SubmitReportPayload {
                    case: tracked(op).await?,
                    tracking_code: Some(receipt.code),
                    tracking_secret: Some(receipt.secret),
                    user_errors: vec![],
                    client_mutation_id,
                })
            }
            Err(failure) => refused(&failure, client_mutation_id),
        }
    }

    /// Answers the question of a postponed case. The reporter.
    async fn supplement_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: SupplementReportInput,
    ) -> async_graphql::Result<SupplementReportPayload> {
        let view = View::of(ctx)?;
        let key = key("supplementReport", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match (case_id(&input.case_id), files(&input.attachment_ids)) {
            (Ok(case), Ok(files)) => {
                follow::supplement(&view.op, case, input.version, &input.body, &files, key.as_ref()).await
            }
            (Err(failure), _) | (_, Err(failure)) => Err(failure),
        };
        Ok(SupplementReportPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Writes to the handlers. The reporter.
    async fn add_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: AddCommentInput,
    ) -> async_graphql::Result<AddCommentPayload> {
        let view = View::of(ctx)?;
        let key = key("addComment", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match (case_id(&input.case_id), files(&input.attachment_ids)) {
            (Ok(case), Ok(files)) => follow::comment(&view.op, case, &input.body, &files, key.as_ref()).await,
            (Err(failure), _) | (_, Err(failure)) => Err(failure),
        };
        Ok(AddCommentPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Says that it is finished, and rates. The reporter.
    async fn confirm_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ConfirmAnswerInput,
    ) -> async_graphql::Result<ConfirmAnswerPayload> {
        let view = View::of(ctx)?;
        let key = key("confirmAnswer", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                follow::confirm(
                    &view.op,
                    case,
                    input.version,
                    input.rating,
                    input.rating_comment.as_deref(),
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(ConfirmAnswerPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Says that it is not finished; the agency's clock starts again. The reporter.
    async fn reject_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RejectAnswerInput,
    ) -> async_graphql::Result<RejectAnswerPayload> {
        let view = View::of(ctx)?;
        let key = key("rejectAnswer", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => follow::reject(&view.op, case, input.version, &input.reason, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(RejectAnswerPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Rates a closed case, once. The reporter.
    async fn rate_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RateAnswerInput,
    ) -> async_graphql::Result<RateAnswerPayload> {
        let view = View::of(ctx)?;
        let key = key("rateAnswer", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => follow::rate(&view.op, case, input.rating, input.comment.as_deref(), key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(RateAnswerPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Opens a closed case again, within 30 days: once freely, then through a verifier. The reporter.
    async fn reopen_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ReopenReportInput,
    ) -> async_graphql::Result<ReopenReportPayload> {
        let view = View::of(ctx)?;
        let key = key("reopenReport", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => follow::reopen(&view.op, case, input.version, &input.reason, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(ReopenReportPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Changes anonymous and secret. Handlers only tighten; the reporter may loosen.
    async fn set_visibility(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: SetVisibilityInput,
    ) -> async_graphql::Result<SetVisibilityPayload> {
        let view = View::of(ctx)?;
        let key = key("setVisibility", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                visibility::set_visibility(
                    &view.op,
                    case,
                    input.version,
                    input.anonymous,
                    input.secret,
                    input.note.as_deref(),
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(SetVisibilityPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Checks the report and states its facts. Agency admins, coordinators and the inspectorate, where they lead.
    async fn verify_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: VerifyCaseInput,
    ) -> async_graphql::Result<VerifyCasePayload> {
        let view = View::of(ctx)?;
        let key = key("verifyCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                verifying::verify(
                    &view.op,
                    case,
                    input.version,
                    verifying::Stated {
                        classification: input.classification.into(),
                        topic: filled(input.topic_code),
                        region: filled(input.region_code),
                        urgency: input.urgency.into(),
                        reported_agency: input.reported_agency_code,
                        note: input.note,
                    },
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(VerifyCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Asks the reporter for more; clocks rest. Liaison officers and verifiers, where they lead.
    async fn postpone_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: PostponeCaseInput,
    ) -> async_graphql::Result<PostponeCasePayload> {
        let view = View::of(ctx)?;
        let key = key("postponeCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => verifying::postpone(&view.op, case, input.version, &input.question, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(PostponeCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// "Not our authority": back to whoever forwarded it; the third time to the coordinator as a dispute. Liaison officers, agency admins and regency coordinators, where they lead.
    async fn return_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ReturnCaseInput,
    ) -> async_graphql::Result<ReturnCasePayload> {
        let view = View::of(ctx)?;
        let key = key("returnCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                routing::hand_back(
                    &view.op,
                    case,
                    input.version,
                    &input.reason,
                    input.suggested_agency_code.as_deref(),
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(ReturnCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Archives; where a second person is needed the first call proposes and the call of another officer agrees. Verifiers, where they lead.
    async fn archive_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ArchiveCaseInput,
    ) -> async_graphql::Result<ArchiveCasePayload> {
        let view = View::of(ctx)?;
        let key = key("archiveCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                verifying::archive(
                    &view.op,
                    case,
                    input.version,
                    &input.reason_code,
                    input.note.as_deref(),
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(ArchiveCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Declines a proposed archive. Verifiers, where they lead.
    async fn decline_archive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: DeclineArchiveInput,
    ) -> async_graphql::Result<DeclineArchivePayload> {
        let view = View::of(ctx)?;
        let key = key("declineArchive", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => verifying::decline_archive(&view.op, case, input.version, &input.note, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(DeclineArchivePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Hands the case to an agency, with others that help or read along. Verifiers; liaison officers within their own agency. Never to the accused unit.
    async fn forward_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ForwardCaseInput,
    ) -> async_graphql::Result<ForwardCasePayload> {
        let view = View::of(ctx)?;
        let key = key("forwardCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                routing::forward(
                    &view.op,
                    case,
                    input.version,
                    routing::Route {
                        target: input.target_code,
                        supporting: input.supporting_codes,
                        informed: input.informed_codes,
                        note: input.note,
                    },
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(ForwardCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Marks the follow-up as done; the reporter is asked. Needs a published substantive reply. Liaison officers and verifiers, where they lead.
    async fn finish_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: FinishFollowUpInput,
    ) -> async_graphql::Result<FinishFollowUpPayload> {
        let view = View::of(ctx)?;
        let key = key("finishFollowUp", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => answer::finish(&view.op, case, input.version, input.note.as_deref(), key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(FinishFollowUpPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// An internal note for colleagues of the same government. Everybody who works on the case.
    async fn add_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: AddNoteInput,
    ) -> async_graphql::Result<AddNotePayload> {
        let view = View::of(ctx)?;
        let key = key("addNote", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => notes::add_note(&view.op, case, &input.body, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(AddNotePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Links with another report of the same event, or merges into it. Verifiers, where they lead and see both.
    async fn link_duplicate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: LinkDuplicateInput,
    ) -> async_graphql::Result<LinkDuplicatePayload> {
        let view = View::of(ctx)?;
        let key = key("linkDuplicate", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                duplicates::link_duplicate(
                    &view.op,
                    case,
                    input.version,
                    &input.of_reference,
                    input.merge,
                    input.note.as_deref(),
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(LinkDuplicatePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Gives the case to an officer of its holder, or takes it back. Liaison officers and verifiers, where they lead.
    async fn assign_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: AssignCaseInput,
    ) -> async_graphql::Result<AssignCasePayload> {
        let view = View::of(ctx)?;
        let key = key("assignCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let who = match &input.officer_id {
            None => Ok(None),
            Some(id) => ids::to_officer(id).map(Some).ok_or_else(|| Failure::from(Refusal::Unknown("officerId"))),
        };
        let result = match (case_id(&input.case_id), who) {
            (Ok(case), Ok(who)) => routing::assign(&view.op, case, input.version, who, key.as_ref()).await,
            (Err(failure), _) | (_, Err(failure)) => Err(failure),
        };
        Ok(AssignCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Writes a reply or changes a draft. Officers of the lead; of supporting agencies for PART_ANSWER.
    async fn draft_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] input: DraftReplyInput,
    ) -> async_graphql::Result<DraftReplyPayload> {
        let view = View::of(ctx)?;
        let key = key("draftReply", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let reply = match &input.reply_id {
            None => Ok(None),
            Some(id) => ids::to_reply(id).map(Some).ok_or_else(|| Failure::from(Refusal::Unknown("replyId"))),
        };
        let result = match (case_id(&input.case_id), reply, files(&input.attachment_ids)) {
            (Ok(case), Ok(reply), Ok(files)) => {
                let typed = answer::Typed {
                    reply,
                    kind: input.kind.into(),
                    body: input.body,
                    ask_approval: input.ask_approval,
                    files,
                };
                answer::draft(&view.op, case, input.version, typed, key.as_ref()).await
            }
            (Err(failure), _, _) | (_, Err(failure), _) | (_, _, Err(failure)) => Err(failure),
        };
        Ok(DraftReplyPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Agrees with a colleague's draft; nobody approves the own one. Liaison officers and above.
    async fn approve_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reply.")] input: ApproveReplyInput,
    ) -> async_graphql::Result<ApproveReplyPayload> {
        let view = View::of(ctx)?;
        let key = key("approveReply", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match ids::to_reply(&input.reply_id) {
            Some(reply) => answer::approve(&view.op, reply, input.version, key.as_ref()).await,
            None => Err(Refusal::Unknown("replyId").into()),
        };
        Ok(ApproveReplyPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Sends a reply to the reporter. A pass-on stops the first-response clock only. Those who may draft it, once approved where that is needed.
    async fn publish_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reply.")] input: PublishReplyInput,
    ) -> async_graphql::Result<PublishReplyPayload> {
        let view = View::of(ctx)?;
        let key = key("publishReply", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match ids::to_reply(&input.reply_id) {
            Some(reply) => answer::publish(&view.op, reply, input.version, key.as_ref()).await,
            None => Err(Refusal::Unknown("replyId").into()),
        };
        Ok(PublishReplyPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Reads who reported: written into the history with its reason and shown to the reporter (not for
    /// whistle-blowing). Liaison officers and above where they lead; of anonymous reports only coordinators
    /// and the inspectorate.
    async fn reveal_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The case and the reason.")] input: RevealIdentityInput,
    ) -> async_graphql::Result<RevealIdentityPayload> {
        let view = View::of(ctx)?;
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => identity::reveal_identity(&view.op, case, &input.reason).await,
            Err(failure) => Err(failure),
        };
        match result {
            Ok((case, identity)) => {
                let fresh: Viewer = std::sync::Arc::new(View::new(view.op.clone()));
                let identity = Identity { name: identity.name, email: identity.email, phone: identity.phone };
                Ok(RevealIdentityPayload {
                    identity: Some(identity),
                    case: Case::load(&fresh, case).await?,
                    user_errors: vec![],
                    client_mutation_id,
                })
            }
            Err(failure) => {
                let user_errors = user_errors(view.op.locale, &failure)?;
                Ok(RevealIdentityPayload { identity: None, case: None, user_errors, client_mutation_id })
            }
        }
    }
}

/// The case of a tracker, read as the tracker.
async fn tracked(op: crate::op::Op) -> async_graphql::Result<Option<Case>> {
    let crate::authz::actor::Actor::Tracker { case } = *op.actor() else { return Ok(None) };
    let view: Viewer = std::sync::Arc::new(View::new(op));
    Case::load(&view, case).await
}

fn report(input: SubmitReportInput) -> Result<submit_report::Report, Failure> {
    let contact = input.contact.unwrap_or(ReporterContactInput { name: None, email: None, phone: None });
    Ok(submit_report::Report {
        files: files(&input.attachment_ids)?,
        title: input.title,
        body: input.body,
        classification: input.classification.into(),
        topic: filled(input.topic_code),
        region: filled(input.region_code),
        place: filled(input.place),
        occurred_on: input.occurred_on.map(|day| day.0),
        named_agency: filled(input.named_agency_code),
        reported_agency: filled(input.reported_agency_code),
        anonymous: input.anonymous,
        secret: input.secret,
        name: filled(contact.name),
        email: filled(contact.email),
        phone: filled(contact.phone),
        channel: input.channel.map(Into::into),
    })
}
