//! Who takes a new report in. No report is ever without somebody responsible for it.
use entities::{agency, ids::AgencyId};

use super::Failure;
use crate::{
    domain::{agency_tree::is_barred, case_state::CaseState, refusal::Refusal},
    op::Op,
    store::{
        Work,
        agencies::{is_open, place, receives},
    },
};

/// Longer chains of heirs run in a circle.
const HEIRS_MAX: usize = 8;

/// What decides it.
pub struct Wish<'a> {
    /// The agency that the reporter named.
    pub named: Option<&'a agency::Model>,
    /// The accused unit.
    pub accused: Option<&'a agency::Model>,
    /// An accusation: the named agency is not its first reader.
    pub supervisory: bool,
    /// Filed as whistle-blowing.
    pub confidential: bool,
}

/// The agency that takes it in: for whistle-blowing the inspectorate of the accused unit's government;
/// else the named agency if it takes reports and is not the accused; else the coordinator.
///
/// # Errors
/// Database; a configuration without the coordinating government.
pub async fn taker(op: &Op, work: &Work, wish: &Wish<'_>) -> Result<agency::Model, Failure> {
    let coordinator = work
        .agencies_by_code(std::slice::from_ref(&op.deps.government))
        .await?
        .remove(&op.deps.government)
        .ok_or_else(|| {
            tracing::error!(agency.code = %op.deps.government, "intake.no_coordinator");
            Failure::Fault
        })?;
    if wish.confidential {
        // First an inspectorate that stands apart from the accused; a province that is accused as a whole has
        // none, and then its own takes it, unless the inspectorate itself is accused.
        let near = wish.accused.or(wish.named).and_then(|row| row.government_id);
        let mut last = None;
        for government in [near, Some(coordinator.id)].into_iter().flatten() {
            let Some(inspectorate) = work.inspectorate_of(government).await? else { continue };
            let (its, accused) = (place(&inspectorate), wish.accused.map(place));
            match accused {
                Some(accused) if accused.is_within(its.id) => {}
                Some(accused) if is_barred(&its, &accused) => last = Some(inspectorate),
                _ => return Ok(inspectorate),
            }
        }
        if let Some(inspectorate) = last {
            return Ok(inspectorate);
        }
        // The inspectorate itself is accused: the conflict rule leaves the coordinator.
        return Ok(coordinator);
    }
    let barred = |row: &agency::Model| {
        wish.accused.is_some_and(|accused| accused.id == row.id || is_barred(&place(row), &place(accused)))
    };
    match wish.named {
        Some(named)
            if !wish.supervisory
                && receives(named)
                && is_open(named, crate::domain::calendar::wita_date(op.now()))
                && !barred(named) =>
        {
            Ok(named.clone())
        }
        _ => Ok(coordinator),
    }
}

/// Who takes a case back: the one that is wanted, unless it is closed or accused by now; then whoever would
/// take it in today.
///
/// # Errors
/// Database.
pub async fn back_to(op: &Op, work: &Work, state: &CaseState, wanted: AgencyId) -> Result<AgencyId, Failure> {
    let ids: Vec<AgencyId> = std::iter::once(wanted).chain(state.accused).collect();
    let mut rows = work.places(&ids).await?;
    // Whoever closed since has an heir, if a plan named one.
    let mut wanted = wanted;
    for _ in 0..HEIRS_MAX {
        let Some(heir) = rows.get(&wanted).filter(|row| row.valid_to.is_some()).and_then(|row| row.successor_id) else {
            break;
        };
        rows.extend(work.places(&[heir]).await?);
        wanted = heir;
    }
    let accused = state.accused.and_then(|id| rows.get(&id));
    let barred = |row: &agency::Model| {
        state.classification.is_supervisory() && accused.is_some_and(|accused| is_barred(&place(row), &place(accused)))
    };
    let today = crate::domain::calendar::wita_date(op.now());
    if !state.is_confidential() && rows.get(&wanted).is_some_and(|row| is_open(row, today) && !barred(row)) {
        return Ok(wanted);
    }
    let supervisory = state.classification.is_supervisory();
    let wish = Wish { named: None, accused, supervisory, confidential: state.is_confidential() };
    Ok(taker(op, work, &wish).await?.id)
}

/// An agency named in an input.
///
/// # Errors
/// `Unknown`.
pub async fn named(work: &Work, code: Option<&str>, field: &'static str) -> Result<Option<agency::Model>, Failure> {
    let Some(code) = code.map(str::trim).filter(|code| !code.is_empty()) else { return Ok(None) };
    let code = code.to_owned();
    let found = work.agencies_by_code(std::slice::from_ref(&code)).await?.remove(&code);
    found.map(Some).ok_or_else(|| Refusal::Unknown(field).into())
}
