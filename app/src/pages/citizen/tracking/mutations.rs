//! The mutations of a reporter, one block each: input, variables, mutation, payload.
use crate::gql::acts::case_acts;
use crate::gql::fragments::{CaseRef, ConflictBit, UserErrorBit};
use crate::gql::schema;

case_acts!(
    SupplementReport.supplement_report,
    AddComment.add_comment,
    ConfirmAnswer.confirm_answer,
    RejectAnswer.reject_answer,
    RateAnswer.rate_answer,
    ReopenReport.reopen_report,
    SetVisibility.set_visibility,
);

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
    case: Option<CaseRef>,
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
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
    case: Option<CaseRef>,
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
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
    case: Option<CaseRef>,
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
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
    case: Option<CaseRef>,
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
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
    case: Option<CaseRef>,
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
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
    case: Option<CaseRef>,
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
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
    case: Option<CaseRef>,
    conflict: Option<ConflictBit>,
    user_errors: Vec<UserErrorBit>,
}
