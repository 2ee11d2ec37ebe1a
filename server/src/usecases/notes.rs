//! Internal notes.
use entities::ids::CaseId;

use super::{ClientKey, Failure, Outcome, desk::desk};
use crate::{
    domain::{
        act::Act,
        text::{self, Limits},
        workflow,
    },
    op::Op,
};

/// A note for colleagues of the same government.
///
/// # Errors
/// Input, right, state.
pub async fn add_note(op: &Op, case: CaseId, body: &str, key: Option<&ClientKey>) -> Result<Outcome, Failure> {
    let body = text::clean_text("body", body, Limits::NOTE)?;
    let desk = desk!(op, key, case, Act::Note, None);
    let transition = workflow::note(&desk.opened.state, body)?;
    desk.finish(transition).await
}
