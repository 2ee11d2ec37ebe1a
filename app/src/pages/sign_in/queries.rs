//! What signing in and out asks of the schema.
use crate::gql::fragments::{UserErrorBit, ViewerBit};
use crate::gql::schema;

#[derive(cynic::InputObject, Debug)]
pub struct SignInInput {
    pub email: String,
    pub password: String,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct SignInVars {
    pub input: SignInInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SignInVars")]
pub struct SignIn {
    #[arguments(input: $input)]
    pub sign_in: SignInPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct SignInPayload {
    pub viewer: Option<ViewerBit>,
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
pub struct SignOut {
    #[arguments(input: $input)]
    #[expect(dead_code, reason = "signing out has nothing to tell")]
    pub sign_out: SignOutPayload,
}

#[derive(cynic::QueryFragment, Debug)]
#[expect(dead_code, reason = "asked for, because a payload without fields cannot be asked for")]
pub struct SignOutPayload {
    pub signed_out: bool,
}
