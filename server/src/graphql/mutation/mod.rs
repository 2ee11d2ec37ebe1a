//! Mutations: input in, use case, payload out. Each says who may; the policy decides. One file a subject.
use async_graphql::{ID, InputType, MergedObject};
use entities::ids::{AttachmentId, CaseId};

use super::ids;
use crate::{
    domain::refusal::Refusal,
    usecases::{ClientKey, Failure},
};

mod account;
mod people;
mod plans;
mod reporter;
mod rules;
mod sheets;
mod simulations;
mod verifying;
mod working;

/// Changes. Refusals that a person can mend come as `userErrors`; sign-in, authority and faults as
/// top-level errors with `extensions.code` (UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED, UNAVAILABLE, INTERNAL).
#[derive(MergedObject, Default)]
pub struct Mutation(
    account::AccountMutation,
    reporter::ReporterMutation,
    verifying::VerifyingMutation,
    working::WorkingMutation,
    plans::PlanMutation,
    people::PeopleMutation,
    sheets::SheetMutation,
    rules::RuleMutation,
    simulations::SimulationMutation,
);

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
