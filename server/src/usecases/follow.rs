//! Acts of the reporter: supplement, comment, confirm, reject, rate, reopen.
use entities::ids::{AttachmentId, CaseId};

use super::{ClientKey, Failure, Outcome, desk::desk, few_files};
use crate::{
    domain::{
        act::Act,
        refusal::Refusal,
        text::{self, Limits},
        workflow,
    },
    op::Op,
};

fn stars(rating: i32, field: &'static str) -> Result<i32, Refusal> {
    if (1..=5).contains(&rating) { Ok(rating) } else { Err(Refusal::OutOfRange { field, min: 1, max: 5 }) }
}

/// Answers the question of a postponed case.
///
/// # Errors
/// Input, right, state, conflict.
pub async fn supplement(
    op: &Op,
    case: CaseId,
    version: Option<i64>,
    body: &str,
    files: &[AttachmentId],
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let body = text::clean_text("body", body, Limits::NOTE)?;
    few_files(files)?;
    let desk = desk!(op, key, case, Act::Supplement, version);
    let transition = workflow::supplement(&desk.opened.state, body, op.now())?;
    desk.finish_with(transition, None, files).await
}

/// Writes to the handlers.
///
/// # Errors
/// Input, right, state.
pub async fn comment(
    op: &Op,
    case: CaseId,
    body: &str,
    files: &[AttachmentId],
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let body = text::clean_text("body", body, Limits::NOTE)?;
    few_files(files)?;
    let desk = desk!(op, key, case, Act::Comment, None);
    let transition = workflow::comment(&desk.opened.state, body)?;
    desk.finish_with(transition, None, files).await
}

/// It is finished.
///
/// # Errors
/// Input, right, state, conflict.
pub async fn confirm(
    op: &Op,
    case: CaseId,
    version: Option<i64>,
    rating: Option<i32>,
    words: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let rating = rating.map(|rating| stars(rating, "rating")).transpose()?;
    let words = text::optional_text("ratingComment", words, Limits::NOTE)?;
    let desk = desk!(op, key, case, Act::Confirm, version);
    let transition = workflow::confirm(&desk.opened.state, rating, words, op.now())?;
    desk.finish(transition).await
}

/// It is not finished.
///
/// # Errors
/// Input, right, state, conflict.
pub async fn reject(
    op: &Op,
    case: CaseId,
    version: Option<i64>,
    reason: &str,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let reason = text::clean_text("reason", reason, Limits::NOTE)?;
    let desk = desk!(op, key, case, Act::Reject, version);
    let transition = workflow::reject(&desk.opened.state, reason, op.now())?;
    desk.finish(transition).await
}

/// One to five.
///
/// # Errors
/// Input, right, state.
pub async fn rate(
    op: &Op,
    case: CaseId,
    rating: i32,
    words: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let rating = stars(rating, "rating")?;
    let words = text::optional_text("comment", words, Limits::NOTE)?;
    let desk = desk!(op, key, case, Act::Rate, None);
    let transition = workflow::rate(&desk.opened.state, rating, words)?;
    desk.finish(transition).await
}

/// Opens a closed case again.
///
/// # Errors
/// Input, right, state, conflict.
pub async fn reopen(
    op: &Op,
    case: CaseId,
    version: Option<i64>,
    reason: &str,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let reason = text::clean_text("reason", reason, Limits::NOTE)?;
    let desk = desk!(op, key, case, Act::Reopen, version);
    let state = &desk.opened.state;
    let verifier = super::intake::back_to(op, &desk.work, state, state.intake).await?;
    // Whoever had it may be closed by now: then whoever follows has it.
    let holder = super::intake::back_to(op, &desk.work, state, state.holder).await?;
    let transition = workflow::reopen(state, holder, verifier, reason, op.now())?;
    desk.finish(transition).await
}
