//! Reading who reported: with a reason, written down, shown to the reporter.
use entities::ids::CaseId;

use super::{ClientKey, Failure, desk::Desk, desk::Entry};
use crate::{
    domain::{
        act::Act,
        text::{self, Limits},
        workflow,
    },
    op::Op,
    store::guard::Identity,
};

/// Who reported. Under a client's key it is told again without a second event, if it may still be told.
///
/// # Errors
/// Input, right.
pub async fn reveal_identity(
    op: &Op,
    case: CaseId,
    reason: &str,
    key: Option<&ClientKey>,
) -> Result<(CaseId, Identity), Failure> {
    let reason = text::clean_text("reason", reason, Limits::NOTE)?;
    let desk = match Desk::open(op, key, case, Act::RevealIdentity, None).await? {
        Entry::Fresh(desk) => *desk,
        // Its right is asked anew; the desk is left without an act.
        Entry::Replay(outcome) => match Desk::open(op, None, outcome.case, Act::RevealIdentity, None).await? {
            Entry::Fresh(desk) => return Ok((case, desk.work.identity(&desk.opened).await?)),
            Entry::Replay(_) => return Err(Failure::Fault),
        },
    };
    let identity = desk.work.identity(&desk.opened).await?;
    let transition = workflow::reveal(&desk.opened.state, reason)?;
    desk.finish(transition).await?;
    Ok((case, identity))
}
