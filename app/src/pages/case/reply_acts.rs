//! The mutations of the case page on replies, and the reading of an identity.
use crate::gql::acts::case_acts;
use crate::gql::enums::{CaseAction, ReplyKind, ReplyState};
use crate::gql::fragments::{CaseRef, ConflictBit, UserErrorBit};
use crate::gql::schema;

#[derive(cynic::InputObject, Debug)]
pub struct ApproveReplyInput {
    pub reply_id: cynic::Id,
    pub version: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ApproveReplyVars {
    pub input: ApproveReplyInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ApproveReplyPayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ApproveReplyVars")]
pub struct ApproveReply {
    #[arguments(input: $input)]
    pub approve_reply: ApproveReplyPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct PublishReplyInput {
    pub reply_id: cynic::Id,
    pub version: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct PublishReplyVars {
    pub input: PublishReplyInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct PublishReplyPayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "PublishReplyVars")]
pub struct PublishReply {
    #[arguments(input: $input)]
    pub publish_reply: PublishReplyPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct DraftReplyInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub reply_id: Option<cynic::Id>,
    pub kind: ReplyKind,
    pub body: String,
    pub ask_approval: bool,
    pub attachment_ids: Vec<cynic::Id>,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct DraftReplyVars {
    pub input: DraftReplyInput,
}

/// Differs from the other acts: the draft is needed to publish it at once.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "DraftReplyVars")]
pub struct DraftReply {
    #[arguments(input: $input)]
    pub draft_reply: DraftReplyPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct DraftReplyPayload {
    pub case: Option<CaseRef>,
    pub reply: Option<Drafted>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Reply")]
pub struct Drafted {
    pub id: cynic::Id,
    pub state: ReplyState,
    pub version: i32,
    pub viewer_can: Vec<CaseAction>,
}

#[derive(cynic::InputObject, Debug)]
pub struct RevealIdentityInput {
    pub case_id: cynic::Id,
    pub reason: String,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RevealIdentityVars {
    pub input: RevealIdentityInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RevealIdentityVars")]
pub struct RevealIdentity {
    #[arguments(input: $input)]
    pub reveal_identity: RevealIdentityPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct RevealIdentityPayload {
    pub identity: Option<IdentityBit>,
    pub user_errors: Vec<UserErrorBit>,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Identity")]
pub struct IdentityBit {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

case_acts!(ApproveReply.approve_reply, PublishReply.publish_reply);
