//! The mutations of people: invitations, and the acts on a role. The acts on a role all answer alike.
use chrono::NaiveDate;
use cynic::{QueryFragment, QueryVariables};
use serde::{Serialize, de::DeserializeOwned};

use super::queries::{InvitationBit, PersonLink};
use crate::gql::Fault;
use crate::gql::enums::{Role, UserErrorCode};
use crate::gql::fragments::{UserErrorBit, ViewerBit};
use crate::gql::schema;
use crate::visit::Visit;

/// Whether somebody else was quicker.
pub fn conflict(errors: &[UserErrorBit]) -> bool {
    errors.iter().any(|error| error.code == UserErrorCode::Conflict)
}

#[derive(cynic::InputObject, Debug)]
pub struct InvitePersonInput {
    pub agency_id: cynic::Id,
    pub role: Role,
    pub name: String,
    pub email: String,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct InviteVars {
    pub input: InvitePersonInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct InvitePersonPayload {
    pub invitation: Option<InvitationBit>,
    pub link: Option<String>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "InviteVars")]
pub struct Invite {
    #[arguments(input: $input)]
    pub invite_person: InvitePersonPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct RenewInvitationInput {
    pub invitation_id: cynic::Id,
    pub version: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct RenewVars {
    pub input: RenewInvitationInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RenewVars")]
pub struct Renew {
    #[arguments(input: $input)]
    pub renew_invitation: InvitePersonPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct WithdrawInvitationInput {
    pub invitation_id: cynic::Id,
    pub version: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct WithdrawVars {
    pub input: WithdrawInvitationInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct WithdrawInvitationPayload {
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "WithdrawVars")]
pub struct Withdraw {
    #[arguments(input: $input)]
    pub withdraw_invitation: WithdrawInvitationPayload,
}

/// The token of the link goes only to the schema: it is never logged.
#[derive(cynic::InputObject)]
pub struct AcceptInvitationInput {
    pub token: String,
    pub password: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables)]
pub struct AcceptVars {
    pub input: AcceptInvitationInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct AcceptInvitationPayload {
    pub viewer: Option<ViewerBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "AcceptVars")]
pub struct Accept {
    #[arguments(input: $input)]
    pub accept_invitation: AcceptInvitationPayload,
}

/// The role after the act, where the viewer still sees whose it is.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Member")]
pub struct MemberRef {
    pub person: Option<PersonLink>,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct RolePayload {
    pub member: Option<MemberRef>,
    pub user_errors: Vec<UserErrorBit>,
}

/// A mutation of a role.
pub trait RoleAct {
    /// Its payload.
    fn payload(self) -> RolePayload;
}

/// Runs an act on a role.
pub async fn run<M, V>(visit: &Visit, variables: V) -> Result<RolePayload, Fault>
where
    V: QueryVariables + Serialize,
    M: QueryFragment<VariablesFields = V::Fields> + DeserializeOwned + RoleAct,
    M::SchemaType: cynic::schema::MutationRoot,
{
    Ok(visit.mutate::<M, V>(variables).await?.payload())
}

macro_rules! role_acts {
    ($($op:ident.$field:ident),* $(,)?) => {
        $(impl RoleAct for $op {
            fn payload(self) -> RolePayload {
                self.$field
            }
        })*
    };
}

#[derive(cynic::InputObject, Debug)]
pub struct MoveRoleInput {
    pub member_id: cynic::Id,
    pub version: i32,
    pub to_agency_id: cynic::Id,
    pub from: Option<NaiveDate>,
    pub reason: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct MoveRoleVars {
    pub input: MoveRoleInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "MoveRoleVars")]
pub struct MoveRole {
    #[arguments(input: $input)]
    pub move_role: RolePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct EndRoleInput {
    pub member_id: cynic::Id,
    pub version: i32,
    pub last_day: Option<NaiveDate>,
    pub reason: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct EndRoleVars {
    pub input: EndRoleInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "EndRoleVars")]
pub struct EndRole {
    #[arguments(input: $input)]
    pub end_role: RolePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct SuspendRoleInput {
    pub member_id: cynic::Id,
    pub version: i32,
    pub reason: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct SuspendRoleVars {
    pub input: SuspendRoleInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SuspendRoleVars")]
pub struct SuspendRole {
    #[arguments(input: $input)]
    pub suspend_role: RolePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct ResumeRoleInput {
    pub member_id: cynic::Id,
    pub version: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ResumeRoleVars {
    pub input: ResumeRoleInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ResumeRoleVars")]
pub struct ResumeRole {
    #[arguments(input: $input)]
    pub resume_role: RolePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct NameDeputyInput {
    pub member_id: cynic::Id,
    pub version: i32,
    pub deputy_email: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub reason: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct NameDeputyVars {
    pub input: NameDeputyInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "NameDeputyVars")]
pub struct NameDeputy {
    #[arguments(input: $input)]
    pub name_deputy: RolePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct EndDeputyInput {
    pub member_id: cynic::Id,
    pub version: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct EndDeputyVars {
    pub input: EndDeputyInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "EndDeputyVars")]
pub struct EndDeputy {
    #[arguments(input: $input)]
    pub end_deputy: RolePayload,
}

role_acts!(
    MoveRole.move_role,
    EndRole.end_role,
    SuspendRole.suspend_role,
    ResumeRole.resume_role,
    NameDeputy.name_deputy,
    EndDeputy.end_deputy,
);
