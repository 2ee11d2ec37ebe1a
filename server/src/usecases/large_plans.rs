//! Large plans are carried out in the background: cases are worked out in small batches into staged tables while
//! officers go on working, and one short last step makes everything visible at once. Each step is one transaction, so a
//! server may stop anywhere: another one takes over when the claim ends, and finds what was worked out so far.
//!
//! What is worked out holds as long as (1) nobody has acted on the case since: its stamp; (2) no other plan has
//! touched it: that plan takes it out; (3) what the plan itself changes of the tree is as it was: the digest of the
//! rehearsed tree. The last step checks all three under the lock that keeps every other act out.
use entities::{
    ids::{CaseId, PlanId},
    plan_work,
    vocab::{PlanEventKind, PlanPhase, PlanStatus},
};
use uuid::Uuid;

use super::{
    Failure,
    plan_weighing::{errors, weigh},
};
use crate::{
    domain::{calendar::wita_date, reorganisation},
    op::Op,
    store::projected::Projected,
};

/// A plan that the database refuses so often has failed.
pub const ROUNDS: i32 = 5;
/// Cases that officers have changed since are worked out again before the last step, at most so many times.
const PASSES: usize = 4;
/// Word in the history of a plan that the database refused again and again.
pub const REFUSED: &str = "refused";

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing to do.
    Idle,
    /// There is more to do.
    More,
    /// A plan became visible.
    Published(PlanId),
    /// A plan no longer fitted, or was taken back.
    Ended(PlanId),
}

/// One server's hand at the work.
pub struct Worker {
    name: Uuid,
    desk: Option<Desk>,
}

/// What a worker has before it; all of it can be found again from the database.
struct Desk {
    work: plan_work::Model,
    projected: Projected,
    all: Vec<CaseId>,
    todo: Vec<CaseId>,
    stamp: u64,
    passes: usize,
}

impl Default for Worker {
    fn default() -> Self {
        Self { name: Uuid::now_v7(), desk: None }
    }
}

impl Worker {
    /// Lets go, so that another server need not wait.
    ///
    /// # Errors
    /// Database.
    pub async fn release(&mut self, op: &Op) -> Result<(), Failure> {
        self.desk = None;
        Ok(op.scoped.release_work(self.name).await?)
    }

    /// One step of the work on large plans.
    ///
    /// # Errors
    /// Database; then the round is counted, and after `ROUNDS` of them the plan has failed.
    pub async fn step(&mut self, op: &Op) -> Result<Step, Failure> {
        let (plan, done) = match self.desk.take() {
            Some(desk) => (desk.work.plan_id, self.go_on(op, desk).await),
            None => match op.scoped.claim_work(self.name).await? {
                Some(work) => (work.plan_id, self.open(op, work).await),
                None if op.scoped.sweep_staged().await? > 0 => return Ok(Step::More),
                None => return Ok(Step::Idle),
            },
        };
        if let Err(failure) = &done {
            tracing::error!(plan.id = %plan, ?failure, "plan.round_failed");
            self.desk = None;
            refused(op, plan).await?;
        }
        done
    }

    /// Rehearses the tree of the plan and finds what is left to do.
    async fn open(&mut self, op: &Op, work: plan_work::Model) -> Result<Step, Failure> {
        let rules = op.router().await?;
        let tx = op.scoped.begin().await?;
        let plan = tx.open_plan(work.plan_id, None).await?;
        if plan.status != PlanStatus::Scheduled {
            tx.drop_work(plan.id).await?;
            tx.commit().await?;
            return Ok(Step::Ended(work.plan_id));
        }
        let weighed = weigh(op, &tx, &rules, &plan).await?;
        if errors(&weighed) > 0 {
            tx.abandon().await?;
            return self.finish(op, &work, vec![]).await;
        }
        let stamp = tx.tree_stamp().await?;
        let (projected, all) = tx.rehearse(&plan, &weighed.ground, &weighed.applied).await?;
        let tx = op.scoped.begin().await?;
        let work = match work.ground.as_deref() {
            Some(ground) if ground != projected.digest() => tx.begin_anew(work).await?,
            Some(_) | None => work,
        };
        let work = plan_work::Model { ground: Some(projected.digest().to_owned()), ..work };
        let (settled, _) = tx.settled(work.id).await?;
        let todo: Vec<CaseId> = all.iter().filter(|case| !settled.contains(case)).copied().collect();
        let done = (all.len() - todo.len(), all.len());
        if !tx.renew(&work, self.name, PlanPhase::WorkingOut, done).await? {
            return Ok(Step::More);
        }
        tx.commit().await?;
        self.desk = Some(Desk { work, projected, all, todo, stamp, passes: 0 });
        Ok(Step::More)
    }

    async fn go_on(&mut self, op: &Op, mut desk: Desk) -> Result<Step, Failure> {
        let tx = op.scoped.begin().await?;
        let left = desk.todo.len().saturating_sub(op.deps.publishing.batch);
        let batch = desk.todo.split_off(left);
        let done = (desk.all.len() - desk.todo.len(), desk.all.len());
        let phase = if batch.is_empty() && desk.passes >= PASSES { PlanPhase::LastStep } else { PlanPhase::WorkingOut };
        let ours = tx.renew(&desk.work, self.name, phase, done).await?;
        if !ours || tx.tree_stamp().await? != desk.stamp {
            // Another server's, given up, or on another tree: looked at anew from the beginning.
            return Ok(Step::More);
        }
        if !batch.is_empty() {
            tx.stage(desk.work.id, &mut desk.projected, &batch).await?;
            tx.commit().await?;
            self.desk = Some(desk);
            return Ok(Step::More);
        }
        let (settled, _) = tx.settled(desk.work.id).await?;
        let changed: Vec<CaseId> = desk.all.iter().filter(|case| !settled.contains(case)).copied().collect();
        if changed.len() > op.deps.publishing.batch && desk.passes < PASSES {
            desk.todo = changed;
            desk.passes += 1;
            tx.commit().await?;
            self.desk = Some(desk);
            return Ok(Step::More);
        }
        if phase != PlanPhase::LastStep {
            // Said before it is done: whoever looks meanwhile sees it.
            tx.renew(&desk.work, self.name, PlanPhase::LastStep, done).await?;
            desk.passes = PASSES;
            tx.commit().await?;
            self.desk = Some(desk);
            return Ok(Step::More);
        }
        let queues = tx.before_last_step(desk.work.id).await?;
        tx.commit().await?;
        self.finish(op, &desk.work, queues).await
    }

    /// Everything becomes visible, or the plan has failed. Nothing else acts meanwhile.
    async fn finish(
        &mut self,
        op: &Op,
        work: &plan_work::Model,
        queues: Vec<(entities::ids::AgencyId, CaseId)>,
    ) -> Result<Step, Failure> {
        let rules = op.router().await?;
        let begun = std::time::Instant::now();
        let mut tx = op.scoped.begin_tree().await?;
        let plan = tx.open_plan(work.plan_id, None).await?;
        let ours = tx.work_of(plan.id).await?.filter(|row| row.id == work.id && row.claimed_by == Some(self.name));
        if plan.status != PlanStatus::Scheduled || plan.effective_on > wita_date(op.now()) || ours.is_none() {
            tx.abandon().await?;
            return Ok(Step::More);
        }
        let id = plan.id;
        let weighed = weigh(op, &tx, &rules, &plan).await?;
        let errors = errors(&weighed);
        if errors > 0 {
            tx.move_plan(plan, PlanStatus::Failed, PlanEventKind::Failed, Some(errors.to_string())).await?;
            tx.commit().await?;
            tracing::warn!(plan.id = %id, errors, "plan.failed");
            return Ok(Step::Ended(id));
        }
        let undo = reorganisation::counter(&weighed.ground.tree, &weighed.changes);
        let fates = &weighed.preview.fates;
        let done = tx.last_step(plan, &weighed.ground, &weighed.applied, fates, undo, (work, queues)).await?;
        if done.is_none() {
            // The tree below it has changed: taken up again from its rehearsal, but not without end.
            tx.abandon().await?;
            refused(op, id).await?;
            return Ok(Step::More);
        }
        tx.commit().await?;
        let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(plan.id = %id, millis, "plan.published");
        Ok(Step::Published(id))
    }
}

/// Counts a round in which a plan could not be carried out; a plan that is refused again and again has failed.
///
/// # Errors
/// Database.
pub(super) async fn refused(op: &Op, id: PlanId) -> Result<(), Failure> {
    let tx = op.scoped.begin().await?;
    let plan = tx.open_plan(id, None).await?;
    if plan.status == PlanStatus::Scheduled && tx.count_refusal(id).await? >= ROUNDS {
        tx.move_plan(plan, PlanStatus::Failed, PlanEventKind::Failed, Some(REFUSED.to_owned())).await?;
        tracing::error!(plan.id = %id, "plan.refused_again_and_again");
    }
    Ok(tx.commit().await?)
}
