//! Who takes a new report in. No report is ever without somebody responsible for it.
use entities::agency;

use super::Failure;
use crate::{
    domain::{agency_tree::is_barred, refusal::Refusal},
    op::Op,
    store::{
        Work,
        agencies::{is_open, place, receives},
    },
};

/// What decides it.
pub struct Wish<'a> {
    /// The agency that the reporter named.
    pub named: Option<&'a agency::Model>,
    /// The accused unit.
    pub accused: Option<&'a agency::Model>,
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
    let barred = |row: &agency::Model| {
        wish.accused.is_some_and(|accused| accused.id == row.id || is_barred(&place(row), &place(accused)))
    };
    if wish.confidential {
        let near = wish.accused.or(wish.named).and_then(|row| row.government_id);
        for government in [near, Some(coordinator.id)].into_iter().flatten() {
            if let Some(inspectorate) = work.inspectorate_of(government).await?
                && !barred(&inspectorate)
            {
                return Ok(inspectorate);
            }
        }
        return Ok(coordinator);
    }
    match wish.named {
        Some(named)
            if receives(named) && is_open(named, crate::domain::calendar::wita_date(op.now())) && !barred(named) =>
        {
            Ok(named.clone())
        }
        _ => Ok(coordinator),
    }
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
