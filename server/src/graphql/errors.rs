//! From `Failure` to what a client sees: refusals that a person can mend become `userErrors`, everything
//! else a top-level error with `extensions.code`. Nothing internal leaks.
use std::sync::Arc;

use async_graphql::{Error, ErrorExtensions, SimpleObject};

use super::enums::UserErrorCode;
use crate::{domain::refusal::Refusal, op::Locale, store::StoreError, texts, usecases::Failure};

/// A refusal that the person can mend.
#[derive(Debug, Clone, SimpleObject)]
pub struct UserError {
    /// What kind of refusal it is.
    pub code: UserErrorCode,
    /// In the viewer's language; names the limit and the way out.
    pub message: String,
    /// Path into the input, e.g. `["input", "title"]`; empty for the whole request.
    pub path: Vec<String>,
}

/// A store error that loaders can share.
#[derive(Debug, Clone)]
pub struct Fault(Arc<StoreError>);

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self(Arc::new(error))
    }
}

impl Fault {
    /// As a top-level error.
    #[must_use]
    pub fn error(&self, locale: Locale) -> Error {
        match &*self.0 {
            StoreError::Unavailable(error) => {
                tracing::warn!(error = %error, "database.unavailable");
                unavailable(locale)
            }
            other => {
                tracing::error!(error = ?other, "database.fault");
                fault(locale)
            }
        }
    }
}

fn coded(message: String, code: &'static str) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code))
}

/// A fault of ours.
#[must_use]
pub fn fault(locale: Locale) -> Error {
    coded(texts::fault(locale), "INTERNAL")
}

/// Busy or away.
#[must_use]
pub fn unavailable(locale: Locale) -> Error {
    coded(texts::unavailable(locale), "UNAVAILABLE")
}

/// Sign in first.
#[must_use]
pub fn unauthenticated(locale: Locale) -> Error {
    coded(texts::unauthenticated(locale), "UNAUTHENTICATED")
}

/// A bad argument of a query, named.
#[must_use]
pub fn bad_input(locale: Locale, refusal: &Refusal) -> Error {
    let mut error = coded(texts::refusal(locale, refusal), "BAD_USER_INPUT");
    if let Some(field) = refusal.field() {
        error = error.extend_with(|_, extensions| extensions.set("argument", field));
    }
    error
}

/// A failure of a query: every refusal is a top-level error there.
#[must_use]
pub fn query_error(locale: Locale, failure: &Failure) -> Error {
    match failure {
        Failure::Refused(refusals) => match refusals.first() {
            Some(refusal @ Refusal::RateLimited { .. }) => coded(texts::refusal(locale, refusal), "RATE_LIMITED"),
            Some(refusal) => bad_input(locale, refusal),
            None => fault(locale),
        },
        Failure::Forbidden(act) => coded(texts::forbidden(locale, *act), "FORBIDDEN"),
        Failure::Unauthenticated => unauthenticated(locale),
        Failure::Media(refusal) => coded(texts::media(locale, refusal), "BAD_USER_INPUT"),
        Failure::Unavailable => unavailable(locale),
        Failure::Conflict { current, .. } => bad_input(locale, &Refusal::Conflict { current: *current }),
        Failure::Fault => fault(locale),
    }
}

/// As `userErrors`, or as a top-level error where the person cannot mend it.
///
/// # Errors
/// Sign-in, authority and faults.
pub fn user_errors(locale: Locale, failure: &Failure) -> Result<Vec<UserError>, Error> {
    match failure {
        Failure::Refused(refusals) => Ok(refusals.iter().map(|refusal| user_error(locale, refusal)).collect()),
        Failure::Conflict { current, .. } => Ok(vec![user_error(locale, &Refusal::Conflict { current: *current })]),
        Failure::Media(_)
        | Failure::Forbidden(_)
        | Failure::Unauthenticated
        | Failure::Unavailable
        | Failure::Fault => Err(query_error(locale, failure)),
    }
}

fn user_error(locale: Locale, refusal: &Refusal) -> UserError {
    // A dot leads into an object of the input: `contact.name`.
    let path = refusal
        .field()
        .map(|field| std::iter::once("input").chain(field.split('.')).map(str::to_owned).collect())
        .unwrap_or_default();
    UserError { code: code(refusal), message: texts::refusal(locale, refusal), path }
}

const fn code(refusal: &Refusal) -> UserErrorCode {
    match refusal {
        Refusal::Required(_) => UserErrorCode::Required,
        Refusal::TooShort { .. } => UserErrorCode::TooShort,
        Refusal::TooLong { .. } => UserErrorCode::TooLong,
        Refusal::ControlCharacter { .. }
        | Refusal::Invalid(_)
        | Refusal::OutOfRange { .. }
        | Refusal::BadDuplicate(_)
        | Refusal::NotAReceiver(_)
        | Refusal::AlreadyThere(_)
        | Refusal::DayOutOfRange { .. }
        | Refusal::RoleDoesNotFit(_)
        | Refusal::SamePerson(_) => UserErrorCode::Invalid,
        Refusal::Unknown(_) | Refusal::NotInOffice(_) | Refusal::DeadLink(_) => UserErrorCode::Unknown,
        Refusal::SheetFile(_) | Refusal::SheetFaulty { .. } => UserErrorCode::Invalid,
        Refusal::Document { .. } | Refusal::NoRoom(_) => UserErrorCode::Invalid,
        Refusal::RuleGone(_) => UserErrorCode::Unknown,
        Refusal::TooMany { .. } => UserErrorCode::TooMany,
        Refusal::WrongState { .. }
        | Refusal::NotVerified
        | Refusal::DecisionBinds
        | Refusal::NotAnswered
        | Refusal::AlreadyPublished
        | Refusal::TooLate { .. }
        | Refusal::AlreadyRated
        | Refusal::Merged
        | Refusal::PlanState(_)
        | Refusal::PlanBlocked { .. }
        | Refusal::AlreadyCountered
        | Refusal::KeptByPlans
        | Refusal::RoleState
        | Refusal::LastCoordinator
        | Refusal::InvitationState => UserErrorCode::WrongState,
        Refusal::SheetSame => UserErrorCode::WrongState,
        Refusal::RuleSetState(_) | Refusal::RulesBlocked { .. } | Refusal::SimulationOver => UserErrorCode::WrongState,
        Refusal::SimulationsRunning { .. } => UserErrorCode::TooMany,
        Refusal::ClosedAgency(_) => UserErrorCode::ClosedAgency,
        Refusal::OutOfReach(_)
        | Refusal::OnlyReporterLoosens
        | Refusal::StaysConfidential
        | Refusal::OfficersOnly(_)
        | Refusal::NotYours(_)
        | Refusal::RoleNotYours(_)
        | Refusal::OwnRights(_)
        | Refusal::OwnRole => UserErrorCode::NotAllowed,
        Refusal::ConflictOfInterest(_) => UserErrorCode::ConflictOfInterest,
        Refusal::SecondPerson | Refusal::OwnProposal | Refusal::ApprovalNeeded => UserErrorCode::SecondPersonNeeded,
        Refusal::OwnDraft => UserErrorCode::OwnDraft,
        Refusal::KeyReused => UserErrorCode::KeyReused,
        Refusal::Conflict { .. } => UserErrorCode::Conflict,
        Refusal::WrongCredentials | Refusal::WrongTracking => UserErrorCode::WrongCredentials,
        Refusal::RateLimited { .. } => UserErrorCode::RateLimited,
        Refusal::Taken(_) | Refusal::HoldsItAlready(_) | Refusal::InvitedAlready(_) => UserErrorCode::Taken,
    }
}

/// A fault of the store, in the viewer's language.
pub fn internal(op: &crate::op::Op) -> impl Fn(StoreError) -> async_graphql::Error {
    let locale = op.locale;
    move |error| Fault::from(error).error(locale)
}
