//! Trials of a version of the forwarding rules on past cases: asked for and stopped. Carrying them out is
//! `simulation_run`.
use chrono::NaiveDate;
use entities::{
    ids::{RuleSetId, SimulationId},
    rule_set, rule_simulation,
    vocab::SimulationStatus,
};

use super::{ClientKey, Failure, client_key::kept_key, unknown_as};
use crate::{
    authz::planning,
    domain::{calendar::wita_date, refusal::Refusal},
    op::Op,
    store::{
        Work, idempotency,
        router::Router,
        simulations::{Kept, Wanted},
    },
};

pub use super::simulation_run::{Step, Worker};

/// Largest sample.
pub const SAMPLE: i32 = 1_000_000;

/// Asks for a trial.
///
/// # Errors
/// Input, right; too many at once.
pub async fn start(op: &Op, id: RuleSetId, wanted: Wanted, key: Option<&ClientKey>) -> Result<SimulationId, Failure> {
    must_keep(op, "ruleSetId")?;
    check(op, &wanted).await?;
    let (work, kept) = match begin(op, key).await? {
        Entry::Replay(id) => return Ok(id),
        Entry::Fresh(work, kept) => (work, kept),
    };
    let tested = work.open_rule_set(id, None).await.map_err(unknown_as("ruleSetId"))?;
    let row = work.add_simulation(&tested, wanted).await.map_err(unknown_as("ruleSetId"))?;
    finish(*work, kept, row.id).await?;
    op.deps.simulating.due.notify_one();
    Ok(row.id)
}

/// Stops a trial.
///
/// # Errors
/// Right; one that has ended.
pub async fn cancel(op: &Op, id: SimulationId, key: Option<&ClientKey>) -> Result<SimulationId, Failure> {
    must_keep(op, "simulationId")?;
    let (work, kept) = match begin(op, key).await? {
        Entry::Replay(id) => return Ok(id),
        Entry::Fresh(work, kept) => (work, kept),
    };
    let row = work.open_simulation(id).await.map_err(unknown_as("simulationId"))?;
    if !row.status.is_unfinished() {
        return Err(Refusal::SimulationOver.into());
    }
    work.end_simulation(row, SimulationStatus::Cancelled).await?;
    finish(*work, kept, id).await?;
    Ok(id)
}

enum Entry {
    Replay(SimulationId),
    Fresh(Box<Work>, Option<idempotency::Key>),
}

async fn begin(op: &Op, key: Option<&ClientKey>) -> Result<Entry, Failure> {
    let key = kept_key(op, key)?;
    let work = op.scoped.begin().await?;
    if let Some(kept) = &key
        && let Some(answer) = work.claim(kept).await?
    {
        return Ok(Entry::Replay(serde_json::from_value(answer).map_err(|_| Failure::Fault)?));
    }
    Ok(Entry::Fresh(Box::new(work), key))
}

async fn finish(work: Work, key: Option<idempotency::Key>, id: SimulationId) -> Result<(), Failure> {
    if let Some(key) = &key {
        work.keep_answer(key, serde_json::to_value(id).map_err(|_| Failure::Fault)?).await?;
    }
    work.commit().await?;
    tracing::info!(simulation.id = %id, "simulation.act");
    Ok(())
}

/// Asked before anything is loaded for somebody who keeps no rules.
fn must_keep(op: &Op, field: &'static str) -> Result<(), Failure> {
    if op.actor().officer().is_none() {
        return Err(Failure::Unauthenticated);
    }
    if planning::keeps(op.actor()) { Ok(()) } else { Err(Refusal::Unknown(field).into()) }
}

/// Days, sample and codes, with all faults at once.
async fn check(op: &Op, wanted: &Wanted) -> Result<(), Failure> {
    let mut wrong = vec![];
    let today = wita_date(op.now());
    let range = |field, from, to| Refusal::DayOutOfRange { field, from, to };
    if wanted.from > today {
        wrong.push(range("from", NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(today), today));
    } else if wanted.until < wanted.from || wanted.until > today {
        wrong.push(range("until", wanted.from, today));
    }
    if wanted.sample.is_some_and(|sample| !(1..=SAMPLE).contains(&sample)) {
        wrong.push(Refusal::OutOfRange { field: "sample", min: 1, max: i64::from(SAMPLE) });
    }
    if let Some(code) = &wanted.topic
        && op.scoped.topics_by_code(std::slice::from_ref(code)).await?.is_empty()
    {
        wrong.push(Refusal::Unknown("topicCode"));
    }
    if let Some(code) = &wanted.region
        && op.scoped.regions_by_code(std::slice::from_ref(code)).await?.is_empty()
    {
        wrong.push(Refusal::Unknown("regionCode"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Refused(wrong)) }
}

/// The versions that a trial holds against each other.
pub fn versions(of: &rule_simulation::Model) -> impl Iterator<Item = RuleSetId> + use<> {
    std::iter::once(of.rule_set_id).chain(of.against_id)
}

/// Today's rules with the version that decided when a trial began, and with the one under test; `rows` has both.
/// None where the version has been edited since: what was counted does not speak of it.
///
/// # Errors
/// A document that cannot be read.
pub fn routers(
    rows: &[rule_set::Model],
    today: &Router,
    of: &rule_simulation::Model,
) -> Result<Option<(Router, Router, Kept)>, Failure> {
    let find = |id: RuleSetId| rows.iter().find(|row| row.id == id);
    let kept = Kept::read(of);
    let Some(tested) = find(of.rule_set_id).filter(|row| kept.is_of(row)) else { return Ok(None) };
    let before = match of.against_id.and_then(find) {
        Some(row) => today.with(row).ok_or(Failure::Fault)?,
        None => today.without(of.government_id),
    };
    let after = today.with(tested).ok_or(Failure::Fault)?;
    Ok(Some((before, after, kept)))
}
