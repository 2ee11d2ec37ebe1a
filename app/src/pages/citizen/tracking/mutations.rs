//! The mutations of a reporter, one block each: input, variables, mutation, payload. Their payloads are
//! alike and become an [`Outcome`]. (A macro cannot write them: cynic's derives need fields of their own.)
use super::acts::Outcome;
use crate::gql::fragments::{ConflictBit, UserErrorBit};
use crate::gql::schema;

#[derive(cynic::InputObject, Debug)]
pub struct SupplementReportInput {
    pub case_id: cynic::Id,
    pub version: Option<i32>,
    pub body: String,
    pub attachment_ids: Vec<cynic::Id>,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct SupplementVars {
    pub input: SupplementReportInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SupplementVars")]
pub struct SupplementReport {
    #[arguments(input: $input)]
    pub supplement_report: SupplementReportPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct SupplementReportPayload {
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
}

impl From<SupplementReportPayload> for Outcome {
    fn from(payload: SupplementReportPayload) -> Self {
        Self { errors: payload.user_errors, conflict: payload.conflict }
    }
}

#[derive(cynic::InputObject, Debug)]
pub struct AddCommentInput {
    pub case_id: cynic::Id,
    pub body: String,
    pub attachment_ids: Vec<cynic::Id>,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct CommentVars {
    pub input: AddCommentInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "CommentVars")]
pub struct AddComment {
    #[arguments(input: $input)]
    pub add_comment: AddCommentPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct AddCommentPayload {
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
}

impl From<AddCommentPayload> for Outcome {
    fn from(payload: AddCommentPayload) -> Self {
        Self { errors: payload.user_errors, conflict: payload.conflict }
    }
}

#[derive(cynic::InputObject, Debug)]
pub struct ConfirmAnswerInput {
    pub case_id: cynic::Id,
    pub version: Option<i32>,
    pub rating: Option<i32>,
    pub rating_comment: Option<String>,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct ConfirmVars {
    pub input: ConfirmAnswerInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ConfirmVars")]
pub struct ConfirmAnswer {
    #[arguments(input: $input)]
    pub confirm_answer: ConfirmAnswerPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct ConfirmAnswerPayload {
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
}

impl From<ConfirmAnswerPayload> for Outcome {
    fn from(payload: ConfirmAnswerPayload) -> Self {
        Self { errors: payload.user_errors, conflict: payload.conflict }
    }
}

#[derive(cynic::InputObject, Debug)]
pub struct RejectAnswerInput {
    pub case_id: cynic::Id,
    pub version: Option<i32>,
    pub reason: String,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RejectVars {
    pub input: RejectAnswerInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RejectVars")]
pub struct RejectAnswer {
    #[arguments(input: $input)]
    pub reject_answer: RejectAnswerPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct RejectAnswerPayload {
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
}

impl From<RejectAnswerPayload> for Outcome {
    fn from(payload: RejectAnswerPayload) -> Self {
        Self { errors: payload.user_errors, conflict: payload.conflict }
    }
}

#[derive(cynic::InputObject, Debug)]
pub struct RateAnswerInput {
    pub case_id: cynic::Id,
    pub rating: i32,
    pub comment: Option<String>,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RateVars {
    pub input: RateAnswerInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RateVars")]
pub struct RateAnswer {
    #[arguments(input: $input)]
    pub rate_answer: RateAnswerPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct RateAnswerPayload {
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
}

impl From<RateAnswerPayload> for Outcome {
    fn from(payload: RateAnswerPayload) -> Self {
        Self { errors: payload.user_errors, conflict: payload.conflict }
    }
}

#[derive(cynic::InputObject, Debug)]
pub struct ReopenReportInput {
    pub case_id: cynic::Id,
    pub version: Option<i32>,
    pub reason: String,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct ReopenVars {
    pub input: ReopenReportInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ReopenVars")]
pub struct ReopenReport {
    #[arguments(input: $input)]
    pub reopen_report: ReopenReportPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct ReopenReportPayload {
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
}

impl From<ReopenReportPayload> for Outcome {
    fn from(payload: ReopenReportPayload) -> Self {
        Self { errors: payload.user_errors, conflict: payload.conflict }
    }
}

#[derive(cynic::InputObject, Debug)]
pub struct SetVisibilityInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub anonymous: bool,
    pub secret: bool,
    pub note: Option<String>,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct VisibilityVars {
    pub input: SetVisibilityInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "VisibilityVars")]
pub struct SetVisibility {
    #[arguments(input: $input)]
    pub set_visibility: SetVisibilityPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct SetVisibilityPayload {
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
}

impl From<SetVisibilityPayload> for Outcome {
    fn from(payload: SetVisibilityPayload) -> Self {
        Self { errors: payload.user_errors, conflict: payload.conflict }
    }
}
