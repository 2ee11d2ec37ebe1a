//! What the account page asks of the schema.
use chrono::{DateTime, Utc};

use crate::gql::fragments::{RoleGrantBit, UserErrorBit, ViewerBit};
use crate::gql::schema;

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
pub struct AccountPage {
    pub viewer: ViewerBit,
    /// The same viewer with what only this page shows.
    #[cynic(rename = "viewer", alias)]
    pub more: TokenHolder,
    pub limits: PasswordLimit,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Viewer")]
pub struct TokenHolder {
    pub account: Option<AccountTokens>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Account")]
pub struct AccountTokens {
    pub access_tokens: Vec<TokenView>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Limits")]
pub struct PasswordLimit {
    pub password_min: i32,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AccessToken")]
pub struct TokenView {
    pub id: cynic::Id,
    pub name: String,
    pub role_grant: Option<RoleGrantBit>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

macro_rules! outcome {
    ($($op:ident.$field:ident),* $(,)?) => { $(impl $op { pub fn errors(self) -> Vec<UserErrorBit> { self.$field.user_errors } })* };
}

#[derive(cynic::InputObject, Debug)]
pub struct ChooseRoleInput {
    pub role_grant_id: cynic::Id,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ChooseRoleVars {
    pub input: ChooseRoleInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ChooseRoleVars")]
pub struct ChooseRole {
    #[arguments(input: $input)]
    pub choose_role: ChooseRolePayload,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ChooseRolePayload {
    pub user_errors: Vec<UserErrorBit>,
}

#[derive(cynic::InputObject, Debug)]
pub struct ChangePasswordInput {
    pub current: String,
    pub new: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ChangePasswordVars {
    pub input: ChangePasswordInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ChangePasswordVars")]
pub struct ChangePassword {
    #[arguments(input: $input)]
    pub change_password: ChangePasswordPayload,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ChangePasswordPayload {
    pub user_errors: Vec<UserErrorBit>,
}

#[derive(cynic::InputObject, Debug)]
pub struct RevokeAccessTokenInput {
    pub id: cynic::Id,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct RevokeVars {
    pub input: RevokeAccessTokenInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RevokeVars")]
pub struct RevokeToken {
    #[arguments(input: $input)]
    pub revoke_access_token: RevokeAccessTokenPayload,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct RevokeAccessTokenPayload {
    pub user_errors: Vec<UserErrorBit>,
}

#[derive(cynic::InputObject, Debug)]
pub struct SignOutInput {
    pub everywhere: bool,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct SignOutVars {
    pub input: SignOutInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SignOutVars")]
pub struct SignOutEverywhere {
    #[arguments(input: $input)]
    pub sign_out: SignOutPayload,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct SignOutPayload {
    pub user_errors: Vec<UserErrorBit>,
}

#[derive(cynic::InputObject, Debug)]
pub struct CreateAccessTokenInput {
    pub name: String,
    pub role_grant_id: Option<cynic::Id>,
    pub expires_in_days: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct CreateTokenVars {
    pub input: CreateAccessTokenInput,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "CreateTokenVars")]
pub struct CreateToken {
    #[arguments(input: $input)]
    pub create_access_token: CreateAccessTokenPayload,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct CreateAccessTokenPayload {
    pub secret: Option<String>,
    pub user_errors: Vec<UserErrorBit>,
}

outcome!(
    ChooseRole.choose_role,
    ChangePassword.change_password,
    RevokeToken.revoke_access_token,
    SignOutEverywhere.sign_out
);
