//! Acts of the reporter.
use chrono::{DateTime, Duration, Utc};
use entities::ids::AgencyId;
use entities::vocab::{CaseStatus, ClockStage, EventAudience, EventKind};
use serde_json::json;

use super::{ClockOp, Happening, PartyOp, Transition, fits};
use crate::domain::{act::Act, case_state::CaseState, refusal::Refusal};

/// Calendar days after closing within which the reporter may reopen (deadlines.json, stage `reopen`).
pub const REOPEN_DAYS: i64 = 30;

/// Answers the question; the case goes on where it stopped.
///
/// # Errors
/// State.
pub fn supplement(case: &CaseState, text: String, now: DateTime<Utc>) -> Result<Transition, Refusal> {
    fits(case, Act::Supplement)?;
    let to = case.resume.unwrap_or(CaseStatus::Submitted);
    let happening = Happening::new(EventKind::Supplemented).text(Some(text));
    Ok(Transition::to(Act::Supplement, case, to, happening, now, |after| {
        after.resume = None;
        after.question = None;
        after.archive_proposal = None;
    })
    .clocks([ClockOp::Stop(ClockStage::Supplement), ClockOp::ResumeAll]))
}

/// A message to the handlers.
///
/// # Errors
/// State.
pub fn comment(case: &CaseState, text: String) -> Result<Transition, Refusal> {
    fits(case, Act::Comment)?;
    Ok(Transition::quiet(Act::Comment, case, Happening::new(EventKind::Commented).text(Some(text))))
}

/// It is finished.
///
/// # Errors
/// State.
pub fn confirm(
    case: &CaseState,
    rating: Option<i32>,
    comment: Option<String>,
    now: DateTime<Utc>,
) -> Result<Transition, Refusal> {
    fits(case, Act::Confirm)?;
    let happening = Happening::new(EventKind::Confirmed).data(json!({ "rating": rating })).text(comment.clone());
    Ok(Transition::to(Act::Confirm, case, CaseStatus::Closed, happening, now, |after| {
        after.closed_at = Some(now);
        if rating.is_some() {
            after.rating = rating;
            after.rating_comment = comment;
        }
    })
    .clocks([ClockOp::StopAll]))
}

/// It is not finished: the answer no longer counts, the agency's clock starts again.
///
/// # Errors
/// State.
pub fn reject(case: &CaseState, reason: String, now: DateTime<Utc>) -> Result<Transition, Refusal> {
    fits(case, Act::Reject)?;
    let happening = Happening::new(EventKind::Rejected).text(Some(reason));
    Ok(Transition::to(Act::Reject, case, CaseStatus::InProgress, happening, now, |after| {
        after.rejections += 1;
        after.answered_at = None;
    })
    .clocks([ClockOp::StopAll, ClockOp::Start(ClockStage::Complete)]))
}

/// One to five, once.
///
/// # Errors
/// State; rated already.
pub fn rate(case: &CaseState, rating: i32, comment: Option<String>) -> Result<Transition, Refusal> {
    fits(case, Act::Rate)?;
    if case.rating.is_some() {
        return Err(Refusal::AlreadyRated);
    }
    let happening = Happening::new(EventKind::Rated).data(json!({ "rating": rating })).text(comment.clone());
    Ok(Transition::change(Act::Rate, case, happening, |after| {
        after.rating = Some(rating);
        after.rating_comment = comment;
    }))
}

/// Opens a closed case again: the first time it goes straight back to its holder (or to whoever follows one that is
/// closed), later through a verifier.
///
/// # Errors
/// State; too late.
pub fn reopen(
    case: &CaseState,
    holder: AgencyId,
    verifier: AgencyId,
    reason: String,
    now: DateTime<Utc>,
) -> Result<Transition, Refusal> {
    fits(case, Act::Reopen)?;
    if case.closed_at.is_none_or(|closed| now - closed > Duration::days(REOPEN_DAYS)) {
        return Err(Refusal::TooLate { days: REOPEN_DAYS });
    }
    let free = case.reopenings == 0 && holder == case.holder;
    let verifier = if case.reopenings == 0 { holder } else { verifier };
    let happening =
        Happening::new(EventKind::Reopened).text(Some(reason)).agency(if free { case.holder } else { verifier });
    let transition = Transition::to(Act::Reopen, case, CaseStatus::Reopened, happening, now, |after| {
        after.reopenings += 1;
        after.closed_at = None;
        after.answered_at = None;
        after.rating = None;
        after.rating_comment = None;
        if !free {
            after.holder = verifier;
            after.verified_at = None;
            after.assignee = None;
            after.forwarded_from = None;
            // A new round: where it belongs is asked anew, so nothing decided in the last one binds.
            after.returns = 0;
        }
    });
    Ok(if free {
        transition.clocks([ClockOp::Start(ClockStage::Complete)])
    } else {
        let holder = transition.after.holder;
        transition.clocks([ClockOp::Start(ClockStage::Verify)]).parties(vec![PartyOp::Lead(holder)])
    })
}

/// The reporter may hide and show.
///
/// # Errors
/// Whistle-blowing stays hidden.
pub fn loosen(case: &CaseState, anonymous: bool, secret: bool) -> Result<Transition, Refusal> {
    fits(case, Act::SetVisibility)?;
    if case.is_confidential() && !(anonymous && secret) {
        return Err(Refusal::StaysConfidential);
    }
    Ok(visibility(case, anonymous, secret, None))
}

pub(super) fn visibility(case: &CaseState, anonymous: bool, secret: bool, note: Option<String>) -> Transition {
    let happening = Happening::new(EventKind::VisibilityChanged)
        .data(json!({ "anonymous": anonymous, "secret": secret }))
        .text(note)
        .seen_by(EventAudience::All);
    Transition::change(Act::SetVisibility, case, happening, |after| {
        after.anonymous = anonymous;
        after.secret = secret;
    })
}
