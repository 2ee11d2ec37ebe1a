//! One verb, one file: load under a grant, apply the domain, save, tell. No SQL, no GraphQL here. To add
//! one: the transition in `domain::workflow`, its row in `authz::policy`, a file here, a resolver, a story.
use entities::ids::{AttachmentId, CaseId, EventId, ReplyId};
use serde::{Deserialize, Serialize};

use crate::{
    authz::policy::Denial,
    domain::{
        act::Act,
        media::MediaRefusal,
        refusal::Refusal,
        text::{FieldError, TextFault},
    },
    store::StoreError,
};

pub mod accepting;
pub mod account;
pub mod answer;
pub mod asking_again;
pub mod client_key;
pub mod deputies;
pub mod desk;
pub mod duplicates;
pub mod follow;
pub mod identity;
pub mod intake;
pub mod inviting;
pub mod large_plans;
pub mod letters;
pub mod notes;
pub mod people;
pub mod plan_input;
pub mod plan_weighing;
pub mod plans;
pub mod routing;
pub mod routing_itself;
mod rule_edits;
mod rule_input;
pub mod rule_sets;
pub mod rule_weighing;
pub mod sheets;
pub mod sign_in;
mod simulation_run;
pub mod simulations;
pub mod submit_report;
pub mod suggesting;
pub mod upload;
pub mod verifying;
pub mod visibility;

pub use client_key::ClientKey;

/// Why a use case did not do it.
#[derive(Debug)]
pub enum Failure {
    /// The person can mend these.
    Refused(Vec<Refusal>),
    /// Not theirs to do.
    Forbidden(Act),
    /// Sign in first.
    Unauthenticated,
    /// Somebody else changed the case since the version that was seen.
    Conflict {
        /// The case.
        case: CaseId,
        /// The version that was seen.
        seen: i64,
        /// The version now.
        current: i64,
    },
    /// A file that is not taken.
    Media(MediaRefusal),
    /// Busy or away; send again.
    Unavailable,
    /// A fault of ours; logged where it happened.
    Fault,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

impl From<FieldError> for Failure {
    fn from(error: FieldError) -> Self {
        Refusal::from(error).into()
    }
}

impl From<FieldError> for Refusal {
    fn from(FieldError { field, kind }: FieldError) -> Self {
        match kind {
            TextFault::Required => Self::Required(field),
            TextFault::TooShort { min, len } => Self::TooShort { field, min, len },
            TextFault::TooLong { max, len } => Self::TooLong { field, max, len },
            TextFault::ControlCharacter { position } => Self::ControlCharacter { field, position },
            TextFault::Invalid => Self::Invalid(field),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Refusal::Unknown("caseId").into(),
            StoreError::Denied(Denial::Role(act)) => Self::Forbidden(act),
            StoreError::Denied(Denial::Refused(refusal)) | StoreError::Refused(refusal) => refusal.into(),
            StoreError::Conflict { current } => Refusal::Conflict { current }.into(),
            StoreError::Unavailable(error) => {
                tracing::warn!(error = %error, "database.unavailable");
                Self::Unavailable
            }
            StoreError::Database(error) => {
                tracing::error!(error = %error, "database.fault");
                Self::Fault
            }
        }
    }
}

/// What an act answers; kept with the client's key so that a repeated request gets the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The case.
    pub case: CaseId,
    /// The first event of the act.
    pub event: EventId,
    /// The reply concerned.
    pub reply: Option<ReplyId>,
    /// Goes with the client's key into the tracking secret of a report.
    #[serde(default)]
    pub salt: Option<[u8; 16]>,
}

/// Which field an unknown id stands in, where it is not the case.
fn unknown_as(field: &'static str) -> impl Fn(StoreError) -> Failure {
    move |error| match error {
        StoreError::NotFound => Refusal::Unknown(field).into(),
        other => other.into(),
    }
}

/// Files of an act, within the limit.
///
/// # Errors
/// `TooMany`.
fn few_files(ids: &[AttachmentId]) -> Result<(), Refusal> {
    let max = crate::domain::media::MAX_PER_REPORT;
    if ids.len() > max { Err(Refusal::TooMany { field: "attachmentIds", max }) } else { Ok(()) }
}
