//! Anonymous and secret.
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

/// Handlers tighten, the reporter may loosen.
///
/// # Errors
/// Input, right, state, conflict; loosening by a handler.
pub async fn set_visibility(
    op: &Op,
    case: CaseId,
    version: i64,
    anonymous: bool,
    secret: bool,
    note: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let note = text::optional_text("note", note, Limits::NOTE)?;
    let desk = desk!(op, key, case, Act::SetVisibility, Some(version));
    let state = &desk.opened.state;
    let transition = if desk.opened.standing.is_reporter {
        workflow::loosen(state, anonymous, secret)?
    } else {
        workflow::tighten(state, anonymous, secret, note)?
    };
    desk.finish(transition).await
}
