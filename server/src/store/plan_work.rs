//! How far the work on large plans is, and who does it: claims with an end, so that another server takes over from one
//! that stopped. Also how often a plan was refused by the database. What is worked out is `staging`.
use std::collections::HashMap;

use chrono::Duration;
use entities::{
    case_count,
    ids::{AgencyId, PlanId},
    plan, plan_work, staged_case,
    vocab::{PlanPhase, PlanStatus, Relation},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::Expr,
};
use uuid::Uuid;

use super::{Scoped, StoreError, Work, plan_ground::Ground};
use crate::{
    authz::planning::{self, Planning},
    domain::reorganisation::{Applied, NodeChange},
};
use entities::{ids::CaseId, vocab::AgencyKind};

/// A claim that was not renewed ends then, and another server takes over.
const LEASE: Duration = Duration::minutes(2);
/// Cases whose staged rows are swept together.
const SWEPT: u64 = 500;

impl Scoped {
    /// How far the work on plans is.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_progress(&self, ids: &[PlanId]) -> Result<HashMap<PlanId, plan_work::Model>, StoreError> {
        let rows = plan_work::Entity::find()
            .filter(plan_work::Column::PlanId.is_in(ids.iter().copied()))
            .filter(plan_work::Column::Large.eq(true))
            .all(self.db())
            .await?;
        Ok(rows.into_iter().map(|row| (row.plan_id, row)).collect())
    }

    /// Takes up the oldest work that nobody else does, for a while.
    ///
    /// # Errors
    /// Database.
    pub async fn claim_work(&self, worker: Uuid) -> Result<Option<plan_work::Model>, StoreError> {
        if planning::sees(&self.actor) != Planning::All {
            return Ok(None);
        }
        let free = || {
            Condition::any()
                .add(plan_work::Column::ClaimedUntil.is_null())
                .add(plan_work::Column::ClaimedUntil.lt(self.now))
                .add(plan_work::Column::ClaimedBy.eq(worker))
        };
        let found = plan_work::Entity::find()
            .filter(plan_work::Column::Large.eq(true))
            .filter(free())
            .order_by_asc(plan_work::Column::CreatedAt)
            .order_by_asc(plan_work::Column::Id)
            .one(self.db())
            .await?;
        let Some(row) = found else { return Ok(None) };
        let (tx, _permit) = self.store.write().await?;
        let taken = plan_work::Entity::update_many()
            .col_expr(plan_work::Column::ClaimedBy, Expr::value(worker))
            .col_expr(plan_work::Column::ClaimedUntil, Expr::value(self.now + LEASE))
            .filter(plan_work::Column::Id.eq(row.id))
            .filter(free())
            .exec(&tx)
            .await?;
        tx.commit().await?;
        Ok((taken.rows_affected == 1).then_some(row))
    }

    /// Lets go of what this server has claimed: another one need not wait.
    ///
    /// # Errors
    /// Database.
    pub async fn release_work(&self, worker: Uuid) -> Result<(), StoreError> {
        let (tx, _permit) = self.store.write().await?;
        plan_work::Entity::update_many()
            .col_expr(plan_work::Column::ClaimedBy, Expr::value(None::<Uuid>))
            .col_expr(plan_work::Column::ClaimedUntil, Expr::value(None::<chrono::DateTime<chrono::Utc>>))
            .filter(plan_work::Column::ClaimedBy.eq(worker))
            .exec(&tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Removes some of what was worked out for plans that nobody works on any more; answers how many cases.
    ///
    /// # Errors
    /// Database.
    pub async fn sweep_staged(&self) -> Result<usize, StoreError> {
        let alive = plan_work::Entity::find().select_only().column(plan_work::Column::Id).into_query();
        let left: Vec<(Uuid, CaseId)> = staged_case::Entity::find()
            .select_only()
            .column(staged_case::Column::WorkId)
            .column(staged_case::Column::CaseId)
            .filter(staged_case::Column::WorkId.not_in_subquery(alive))
            .limit(SWEPT)
            .into_tuple()
            .all(self.db())
            .await?;
        let mut works: HashMap<Uuid, Vec<CaseId>> = HashMap::new();
        for (work, case) in &left {
            works.entry(*work).or_default().push(*case);
        }
        if works.is_empty() {
            return Ok(0);
        }
        let tx = self.begin().await?;
        for (work, cases) in works {
            tx.unstage(work, &cases).await?;
        }
        tx.commit().await?;
        Ok(left.len())
    }
}

impl Work {
    /// About how many cases a plan touches, from the kept totals: at or below whatever changes its place or closes,
    /// and all of a government whose inspectorate changes.
    ///
    /// # Errors
    /// Database.
    pub async fn load_of(&self, ground: &Ground, applied: &Applied) -> Result<i64, StoreError> {
        let mut agencies: Vec<AgencyId> = applied.handovers.keys().filter_map(|code| ground.id(code)).collect();
        for node in applied.tree.nodes() {
            let Some(row) = ground.rows.get(&node.code) else { continue };
            match applied.change_of(ground.tree.get(&node.code), &node.code) {
                NodeChange::Kept | NodeChange::New | NodeChange::Renamed => continue,
                NodeChange::Adjusted if row.kind == node.kind => {}
                NodeChange::Adjusted | NodeChange::Closed | NodeChange::Reopened | NodeChange::Moved => {
                    agencies.push(row.id);
                }
            }
            if node.kind == AgencyKind::Inspectorate || row.kind == AgencyKind::Inspectorate {
                agencies.extend(row.government_id);
            }
        }
        agencies.sort_unstable();
        agencies.dedup();
        let mut n = 0;
        for chunk in agencies.chunks(10_000) {
            let rows = case_count::Entity::find()
                .filter(case_count::Column::AgencyId.is_in(chunk.iter().copied()))
                .filter(case_count::Column::Relation.is_in([Relation::Holder, Relation::AboveHolder]))
                .all(&self.tx)
                .await?;
            n += rows.iter().map(|row| row.n).sum::<i64>();
        }
        Ok(n)
    }

    /// The work on a plan, locked.
    ///
    /// # Errors
    /// Database.
    pub async fn work_of(&self, plan: PlanId) -> Result<Option<plan_work::Model>, StoreError> {
        let found = plan_work::Entity::find().filter(plan_work::Column::PlanId.eq(plan));
        Ok(found.lock_exclusive().one(&self.tx).await?)
    }

    /// A large plan is to be worked out; twice is as good as once.
    ///
    /// # Errors
    /// Database.
    pub async fn queue_work(&self, plan: PlanId) -> Result<(), StoreError> {
        match self.work_of(plan).await? {
            Some(row) if row.large => {}
            Some(row) => {
                let mut row = row.into_active_model();
                row.large = Set(true);
                row.update(&self.tx).await?;
            }
            None => {
                self.new_work(plan, true, 0).insert(&self.tx).await?;
            }
        }
        Ok(())
    }

    fn new_work(&self, plan: PlanId, large: bool, failed: i32) -> plan_work::ActiveModel {
        plan_work::ActiveModel {
            id: Set(Uuid::now_v7()),
            plan_id: Set(plan),
            large: Set(large),
            phase: Set(PlanPhase::Waiting),
            done: Set(0),
            total: Set(0),
            ground: Set(None),
            failed_rounds: Set(failed),
            claimed_by: Set(None),
            claimed_until: Set(None),
            started_at: Set(None),
            created_at: Set(self.now()),
        }
    }

    /// Begins at zero what stands on another tree than before, under the same claim; answers the new work.
    ///
    /// # Errors
    /// Database.
    pub async fn begin_anew(&self, old: plan_work::Model) -> Result<plan_work::Model, StoreError> {
        plan_work::Entity::delete_by_id(old.id).exec(&self.tx).await?;
        let fresh = plan_work::ActiveModel {
            claimed_by: Set(old.claimed_by),
            claimed_until: Set(old.claimed_until),
            created_at: Set(old.created_at),
            ..self.new_work(old.plan_id, true, old.failed_rounds)
        };
        Ok(fresh.insert(&self.tx).await?)
    }

    /// Nobody works on the plan any more.
    ///
    /// # Errors
    /// Database.
    pub async fn drop_work(&self, plan: PlanId) -> Result<(), StoreError> {
        plan_work::Entity::delete_many().filter(plan_work::Column::PlanId.eq(plan)).exec(&self.tx).await?;
        Ok(())
    }

    /// Writes down how far the work is and makes the claim last; false where it is another's, or gone.
    ///
    /// # Errors
    /// Database.
    pub async fn renew(
        &self,
        work: &plan_work::Model,
        worker: Uuid,
        phase: PlanPhase,
        (done, total): (usize, usize),
    ) -> Result<bool, StoreError> {
        let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let renewed = plan_work::Entity::update_many()
            .col_expr(plan_work::Column::Phase, Expr::value(phase.as_str()))
            .col_expr(plan_work::Column::Done, Expr::value(n(done)))
            .col_expr(plan_work::Column::Total, Expr::value(n(total)))
            .col_expr(plan_work::Column::Ground, Expr::value(work.ground.clone()))
            .col_expr(plan_work::Column::StartedAt, Expr::value(work.started_at.or(Some(self.now()))))
            .col_expr(plan_work::Column::ClaimedUntil, Expr::value(self.now() + LEASE))
            .filter(plan_work::Column::Id.eq(work.id))
            .filter(plan_work::Column::ClaimedBy.eq(worker))
            .exec(&self.tx)
            .await?;
        Ok(renewed.rows_affected == 1)
    }

    /// Counts a round in which the plan could not be carried out; answers how many there were.
    ///
    /// # Errors
    /// Database.
    pub async fn count_refusal(&self, plan: PlanId) -> Result<i32, StoreError> {
        let row = match self.work_of(plan).await? {
            Some(row) => row,
            None => self.new_work(plan, false, 0).insert(&self.tx).await?,
        };
        let (rounds, large) = (row.failed_rounds + 1, row.large);
        let mut row = row.into_active_model();
        row.failed_rounds = Set(rounds);
        row.claimed_by = Set(None);
        // Small plans are looked at once a minute anyway.
        row.claimed_until = Set(large.then(|| self.now() + Duration::minutes(i64::from(rounds))));
        row.update(&self.tx).await?;
        Ok(rounds)
    }

    /// How many plans have changed the tree so far: another number means another tree.
    ///
    /// # Errors
    /// Database.
    pub async fn tree_stamp(&self) -> Result<u64, StoreError> {
        Ok(plan::Entity::find().filter(plan::Column::Status.eq(PlanStatus::Published)).count(&self.tx).await?)
    }

    /// Gives the transaction up.
    ///
    /// # Errors
    /// Database.
    pub async fn abandon(self) -> Result<(), StoreError> {
        Ok(self.tx.rollback().await?)
    }
}
