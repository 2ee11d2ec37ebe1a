//! Two reports of one event: linked, or merged into the one that stays.
use entities::ids::CaseId;

use super::{ClientKey, Failure, Outcome, desk::desk};
use crate::{
    domain::{
        act::Act,
        refusal::Refusal,
        text::{self, Limits},
        tracking_code::TrackingCode,
        workflow,
    },
    op::Op,
};

/// Links or merges.
///
/// # Errors
/// Input, right, state, conflict; a number that the viewer does not see.
pub async fn link_duplicate(
    op: &Op,
    case: CaseId,
    version: i64,
    of: &str,
    merge: bool,
    note: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let note = text::optional_text("note", note, Limits::NOTE)?;
    let reference = TrackingCode::parse(of).map_err(|_| Refusal::Invalid("ofReference"))?.to_string();
    let stays = op.scoped.case_by_reference(&reference).await?.ok_or(Refusal::Unknown("ofReference"))?;
    let desk = desk!(op, key, case, Act::LinkDuplicate, Some(version));
    let transition = if merge {
        workflow::merge(&desk.opened.state, &stays.state, note, op.now())?
    } else {
        workflow::link(&desk.opened.state, stays.state.id, &reference, note)?
    };
    desk.work.link_cases(&desk.opened, stays.state.id, merge).await?;
    desk.finish(transition).await
}
