//! Two reports of one event: linked, or merged into the one that stays.
use entities::ids::CaseId;

use super::{ClientKey, Failure, Outcome, desk::desk, unknown_as};
use crate::{
    authz::policy,
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
    let (other, standing) = desk.work.other_case(stays.state.id).await.map_err(unknown_as("ofReference"))?;
    let transition = if merge {
        // The other one takes over: the officer must be able to act there as well.
        policy::decide(op.actor(), Act::LinkDuplicate, &other, standing)
            .map_err(|_| Refusal::BadDuplicate("ofReference"))?;
        // What takes two people to archive is not made to disappear by one.
        if desk.opened.state.archive_needs_two(false) {
            return Err(Refusal::SecondPerson.into());
        }
        workflow::merge(&desk.opened.state, &other, note, op.now())?
    } else {
        workflow::link(&desk.opened.state, &other, &reference, note)?
    };
    desk.work.link_cases(&desk.opened, stays.state.id, merge).await?;
    desk.finish(transition).await
}
