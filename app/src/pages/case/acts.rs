//! The mutations of the case page on the case itself; those on replies are in `reply_acts.rs`.
use crate::gql::acts::case_acts;
use crate::gql::enums::{Classification, Urgency};
use crate::gql::fragments::{CaseRef, ConflictBit, UserErrorBit};
use crate::gql::routing_enums::OtherReason;
use crate::gql::schema;

#[derive(cynic::InputObject, Debug)]
pub struct VerifyCaseInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub classification: Classification,
    pub topic_code: Option<String>,
    pub region_code: Option<String>,
    pub urgency: Urgency,
    pub reported_agency_code: Option<String>,
    pub note: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct VerifyCaseVars {
    pub input: VerifyCaseInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct VerifyCasePayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "VerifyCaseVars")]
pub struct VerifyCase {
    #[arguments(input: $input)]
    pub verify_case: VerifyCasePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct PostponeCaseInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub question: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct PostponeCaseVars {
    pub input: PostponeCaseInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct PostponeCasePayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "PostponeCaseVars")]
pub struct PostponeCase {
    #[arguments(input: $input)]
    pub postpone_case: PostponeCasePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct ReturnCaseInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub reason: String,
    pub suggested_agency_code: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ReturnCaseVars {
    pub input: ReturnCaseInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ReturnCasePayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ReturnCaseVars")]
pub struct ReturnCase {
    #[arguments(input: $input)]
    pub return_case: ReturnCasePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct ArchiveCaseInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub reason_code: String,
    pub note: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ArchiveCaseVars {
    pub input: ArchiveCaseInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ArchiveCasePayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ArchiveCaseVars")]
pub struct ArchiveCase {
    #[arguments(input: $input)]
    pub archive_case: ArchiveCasePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct DeclineArchiveInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub note: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct DeclineArchiveVars {
    pub input: DeclineArchiveInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct DeclineArchivePayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "DeclineArchiveVars")]
pub struct DeclineArchive {
    #[arguments(input: $input)]
    pub decline_archive: DeclineArchivePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct ForwardCaseInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub target_code: String,
    pub supporting_codes: Vec<String>,
    pub informed_codes: Vec<String>,
    pub note: Option<String>,
    pub other_reason: Option<OtherReason>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ForwardCaseVars {
    pub input: ForwardCaseInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ForwardCasePayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ForwardCaseVars")]
pub struct ForwardCase {
    #[arguments(input: $input)]
    pub forward_case: ForwardCasePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct AssignCaseInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub officer_id: Option<cynic::Id>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct AssignCaseVars {
    pub input: AssignCaseInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct AssignCasePayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "AssignCaseVars")]
pub struct AssignCase {
    #[arguments(input: $input)]
    pub assign_case: AssignCasePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct FinishFollowUpInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub note: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct FinishFollowUpVars {
    pub input: FinishFollowUpInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct FinishFollowUpPayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "FinishFollowUpVars")]
pub struct FinishFollowUp {
    #[arguments(input: $input)]
    pub finish_follow_up: FinishFollowUpPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct AddNoteInput {
    pub case_id: cynic::Id,
    pub body: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct AddNoteVars {
    pub input: AddNoteInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct AddNotePayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "AddNoteVars")]
pub struct AddNote {
    #[arguments(input: $input)]
    pub add_note: AddNotePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct LinkDuplicateInput {
    pub case_id: cynic::Id,
    pub version: i32,
    pub of_reference: String,
    pub merge: bool,
    pub note: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct LinkDuplicateVars {
    pub input: LinkDuplicateInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct LinkDuplicatePayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "LinkDuplicateVars")]
pub struct LinkDuplicate {
    #[arguments(input: $input)]
    pub link_duplicate: LinkDuplicatePayload,
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
pub struct SetVisibilityVars {
    pub input: SetVisibilityInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct SetVisibilityPayload {
    pub case: Option<CaseRef>,
    pub conflict: Option<ConflictBit>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SetVisibilityVars")]
pub struct SetVisibility {
    #[arguments(input: $input)]
    pub set_visibility: SetVisibilityPayload,
}

case_acts!(
    VerifyCase.verify_case,
    PostponeCase.postpone_case,
    ReturnCase.return_case,
    ArchiveCase.archive_case,
    DeclineArchive.decline_archive,
    ForwardCase.forward_case,
    AssignCase.assign_case,
    FinishFollowUp.finish_follow_up,
    AddNote.add_note,
    LinkDuplicate.link_duplicate,
    SetVisibility.set_visibility
);
