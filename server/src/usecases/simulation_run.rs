//! Trials of rules are carried out in the background, in batches, while officers go on. Nothing is written on cases. Each
//! step is one short transaction behind a computation that holds none, so a server may stop anywhere: another one goes on
//! behind the last batch when the claim ends.
use std::sync::Arc;

use entities::{
    ids::{AgencyId, CaseId, RuleSetId, SimulationId},
    rule_simulation,
    vocab::SimulationStatus,
};
use uuid::Uuid;

use super::{
    Failure,
    simulations::{routers, versions},
};
use crate::{
    domain::rules::{Desk, Moved, Said, Tally},
    op::Op,
    store::{
        case_list::Key,
        router::Router,
        simulation_work::{MOVES, PastCase, ROUNDS, Reached},
        simulations::Kept,
    },
};

/// Keys that are looked at for one batch of a sample, at most so many batches' worth.
const SKIPPED: u64 = 20;

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing to do.
    Idle,
    /// There is more to do.
    More,
    /// All cases of a trial have been decided.
    Done(SimulationId),
    /// A trial ended in another way.
    Ended(SimulationId),
}

/// One server's hand at the work.
pub struct Worker {
    name: Uuid,
    run: Option<Run>,
}

/// What a worker has before it; all of it can be found again from the database.
struct Run {
    row: rule_simulation::Model,
    /// The version under test after so many edits, all of the same document.
    version: i64,
    kept: Kept,
    trial: Trial,
    cursor: Option<Key>,
    total: u64,
}

/// What cases are held against; goes to the thread that computes and comes back.
struct Trial {
    before: Arc<Router>,
    after: Arc<Router>,
    desk: Desk,
}

impl Default for Worker {
    fn default() -> Self {
        Self { name: Uuid::now_v7(), run: None }
    }
}

impl Worker {
    /// Lets go, so that another server need not wait.
    ///
    /// # Errors
    /// Database.
    pub async fn release(&mut self, op: &Op) -> Result<(), Failure> {
        self.run = None;
        Ok(op.scoped.release_simulations(self.name).await?)
    }

    /// One step of the work on trials.
    ///
    /// # Errors
    /// Database; then the round is counted, and after `ROUNDS` of them in a row the trial has failed.
    pub async fn step(&mut self, op: &Op) -> Result<Step, Failure> {
        let (id, done) = match self.run.take() {
            Some(run) => (run.row.id, self.go_on(op, run).await),
            None => match op.scoped.claim_simulation(self.name).await? {
                Some(row) => (row.id, self.open(op, row).await),
                None => return Ok(Step::Idle),
            },
        };
        if let Err(failure) = &done {
            tracing::error!(simulation.id = %id, ?failure, "simulation.round_failed");
            failed(op, id).await?;
        }
        done
    }

    /// Makes both versions ready and counts the cases, or goes on behind the last batch of another server.
    async fn open(&mut self, op: &Op, row: rule_simulation::Model) -> Result<Step, Failure> {
        let today = op.router().await?;
        let ids: Vec<RuleSetId> = versions(&row).collect();
        let rows = op.scoped.rule_sets_by_id(&ids).await?;
        let Some((before, after, mut kept)) = routers(&rows, &today, &row)? else {
            return end(op, row.id, SimulationStatus::Overtaken).await;
        };
        if row.status == SimulationStatus::Waiting {
            kept.population = op.scoped.count_past_cases(&row).await?;
            let tested = after.of_government(row.government_id).ok_or(Failure::Fault)?;
            kept.tally = Tally::new(tested.compiled.rules());
        }
        let sample = row.sample.and_then(|sample| u64::try_from(sample).ok());
        let total = sample.map_or(kept.population, |sample| sample.min(kept.population));
        let cursor = row.cursor_at.zip(row.cursor_id).map(|(at, id)| Key { at, id });
        let trial = Trial { before: Arc::new(before), after: Arc::new(after), desk: Desk::for_many() };
        let run = Run { version: row.rule_version, row, kept, trial, cursor, total };
        let work = op.scoped.begin().await?;
        let reached = Reached { cursor, done: run.kept.tally.cases, total, last: false };
        if !work.simulated(&run.row, self.name, &run.kept, reached).await? {
            return Ok(Step::More);
        }
        work.commit().await?;
        let started_at = run.row.started_at.or(Some(op.now()));
        self.run = Some(Run { row: rule_simulation::Model { started_at, ..run.row }, ..run });
        Ok(Step::More)
    }

    /// Decides the next batch.
    async fn go_on(&mut self, op: &Op, mut run: Run) -> Result<Step, Failure> {
        let batch = op.deps.simulating.batch.max(1);
        // A sample takes every so many: more keys make a whole batch.
        let stride = run.kept.population.checked_div(run.total).unwrap_or(1).clamp(1, SKIPPED);
        let limit = batch.saturating_mul(stride);
        let keys = op.scoped.past_keys(&run.row, run.cursor, limit).await?;
        let last = u64::try_from(keys.len()).unwrap_or(u64::MAX) < limit;
        let chosen: Vec<CaseId> = keys
            .iter()
            .zip(run.kept.scanned..)
            .filter(|(_, at)| is_chosen(*at, run.total, run.kept.population))
            .map(|(key, _)| key.id)
            .collect();
        run.kept.scanned += u64::try_from(keys.len()).unwrap_or(0);
        run.cursor = keys.last().copied().or(run.cursor);
        let cases = op.scoped.past_cases(&chosen, &run.trial.after).await?;
        let (government, tally) = (run.row.government_id, std::mem::take(&mut run.kept.tally));
        let Trial { before, after, mut desk } = run.trial;
        // It takes the processor, not the threads on which officers are answered.
        let work = move || {
            let mut tally = tally;
            let moves = decide(&before, &after, government, &mut desk, &mut tally, &cases);
            (Trial { before, after, desk }, tally, moves)
        };
        let (trial, tally, mut moves) = tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(error = %error, "simulation.deciding");
            Failure::Fault
        })?;
        (run.trial, run.kept.tally) = (trial, tally);
        let room = usize::try_from(MOVES.saturating_sub(run.kept.moves)).unwrap_or(0);
        moves.truncate(room);
        run.kept.moves += u64::try_from(moves.len()).unwrap_or(0);

        let tx = op.scoped.begin().await?;
        let version = tx.rules_version(run.row.rule_set_id).await?;
        if version != Some(run.version) {
            // Submitting and approving raise it too: only another document makes the trial worthless.
            let now = tx.open_rule_set(run.row.rule_set_id, None).await?;
            if !run.kept.is_of(&now) {
                tx.abandon().await?;
                return end(op, run.row.id, SimulationStatus::Overtaken).await;
            }
            run.version = now.version;
        }
        let done = run.kept.tally.cases;
        let reached = Reached { cursor: run.cursor, done, total: if last { done } else { run.total.max(done) }, last };
        if !tx.simulated(&run.row, self.name, &run.kept, reached).await? {
            // Another server's, or stopped.
            return Ok(Step::More);
        }
        tx.add_moves(run.row.id, &moves).await?;
        tx.commit().await?;
        if last {
            tracing::info!(simulation.id = %run.row.id, cases = done, moved = run.kept.tally.moved, "simulation.done");
            return Ok(Step::Done(run.row.id));
        }
        self.run = Some(run);
        Ok(Step::More)
    }
}

/// Whether the case at this place is in a sample of so many out of so many, spread evenly.
fn is_chosen(at: u64, sample: u64, population: u64) -> bool {
    let share = |at: u64| u128::from(at) * u128::from(sample) / u128::from(population.max(1));
    sample >= population || share(at + 1) > share(at)
}

/// Verdicts only: reasons are found when somebody looks at a case.
fn decide(
    before: &Router,
    after: &Router,
    government: AgencyId,
    desk: &mut Desk,
    tally: &mut Tally,
    cases: &[PastCase],
) -> Vec<(CaseId, Moved)> {
    let tested = after.of_government(government).map(|version| &version.compiled);
    let mut moves = vec![];
    for case in cases {
        let report = case.facts.report();
        let (old, by) = before.verdict_by(desk, &report);
        let old = Said::of(&old, by, None);
        let (new, by) = after.verdict_by(desk, &report);
        let new = Said::of(&new, by, tested);
        if let Some(moved) = tally.add(after.directory(), old, new, case.finisher.as_deref()) {
            moves.push((case.id, moved));
        }
    }
    moves
}

/// Ends a trial that is still worked on.
async fn end(op: &Op, id: SimulationId, status: SimulationStatus) -> Result<Step, Failure> {
    let work = op.scoped.begin().await?;
    let row = work.open_simulation(id).await?;
    if row.status.is_unfinished() {
        work.end_simulation(row, status).await?;
        work.commit().await?;
        tracing::info!(simulation.id = %id, %status, "simulation.ended");
    }
    Ok(Step::Ended(id))
}

/// Counts a round in which a trial could not go on; one that fails again and again has failed.
async fn failed(op: &Op, id: SimulationId) -> Result<(), Failure> {
    let work = op.scoped.begin().await?;
    if let Some(row) = work.count_failed_round(id).await?
        && row.failed_rounds >= ROUNDS
    {
        work.end_simulation(row, SimulationStatus::Failed).await?;
        tracing::error!(simulation.id = %id, "simulation.failed");
    }
    Ok(work.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::is_chosen;

    #[test]
    fn a_sample_is_spread_evenly_and_has_the_size_that_was_asked_for() {
        for (sample, population) in [(1, 1), (1, 10), (3, 10), (7, 10), (10, 10), (20, 10), (333, 1_000)] {
            let chosen: Vec<u64> = (0..population).filter(|at| is_chosen(*at, sample, population)).collect();
            let wanted = usize::try_from(sample.min(population)).unwrap_or(0);
            assert_eq!(chosen.len(), wanted, "{sample} of {population}");
            let widest = population.div_ceil(sample);
            assert!(chosen.windows(2).all(|pair| matches!(pair, [one, other] if other - one <= widest)));
        }
    }
}
