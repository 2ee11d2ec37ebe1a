//! Reading who reported: with a reason, written down, shown to the reporter.
use entities::ids::CaseId;

use super::{Failure, desk::Desk, desk::Entry};
use crate::{
    domain::{
        act::Act,
        text::{self, Limits},
        workflow,
    },
    op::Op,
    store::guard::Identity,
};

/// Who reported. Never kept under a client's key: each reading is an event of its own.
///
/// # Errors
/// Input, right.
pub async fn reveal_identity(op: &Op, case: CaseId, reason: &str) -> Result<(CaseId, Identity), Failure> {
    let reason = text::clean_text("reason", reason, Limits::NOTE)?;
    let desk = match Desk::open(op, None, case, Act::RevealIdentity, None).await? {
        Entry::Fresh(desk) => *desk,
        Entry::Replay(_) => return Err(Failure::Fault),
    };
    let identity = desk.work.identity(&desk.opened).await?;
    let transition = workflow::reveal(&desk.opened.state, reason)?;
    desk.finish(transition).await?;
    Ok((case, identity))
}
