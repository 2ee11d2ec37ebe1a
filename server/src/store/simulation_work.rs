//! The work on trials of forwarding rules: who does it (claims with an end), and the facts of past cases in batches. The
//! cases are those whose text the coordination of the government may read; without whistle-blowing, which is for no rule.
use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use entities::{
    case,
    ids::{AgencyId, CaseId, RuleSetId, SimulationId},
    rule_set, rule_simulation, simulated_move,
    vocab::{CaseStatus, Classification, Relation, Role, SimulationStatus},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, TableRef},
};
use uuid::Uuid;

use super::{
    Scoped, StoreError, Work,
    agencies::{below, code, col},
    case_list::Key,
    router::Router,
    rule_sets::CaseFacts,
    simulations::Kept,
};
use crate::{
    authz::{
        planning::{self, Planning},
        scope,
    },
    domain::rules::Moved,
};

/// A claim that was not renewed ends then, and another server takes over.
const LEASE: Duration = Duration::minutes(2);
/// A trial that the database refuses so often has failed.
pub const ROUNDS: i32 = 5;
/// Moves that are written down of one trial; beyond that they are only counted.
pub const MOVES: u64 = 20_000;
/// Rows of one statement.
const CHUNK: usize = 500;

/// A past case: what rules may know of it, and who has finished it.
#[derive(Debug, Clone)]
pub struct PastCase {
    /// The case.
    pub id: CaseId,
    /// What rules may know.
    pub facts: CaseFacts,
    /// Code of the agency that has answered and finished it.
    pub finisher: Option<String>,
}

/// How far a step has come.
#[derive(Debug, Clone, Copy)]
pub struct Reached {
    /// The last case that was looked at.
    pub cursor: Option<Key>,
    /// Cases decided.
    pub done: u64,
    /// Cases to decide.
    pub total: u64,
    /// There are no more.
    pub last: bool,
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The cases of a trial, as a range of the audience of its government. Those that come in while it runs are left out.
fn range(of: &rule_simulation::Model) -> SelectStatement {
    let mut query = Query::select();
    let (always, _) = scope::relations(Role::ProvinceCoordinator);
    let relations: Vec<&str> = always.iter().map(|relation| relation.as_str()).collect();
    query
        .from_as(Alias::new("case_audience"), Alias::new("a"))
        .inner_join(
            TableRef::from(Alias::new("cases")).alias(Alias::new("c")),
            col("a", "case_id").equals((Alias::new("c"), Alias::new("id"))),
        )
        .and_where(col("a", "agency_id").eq(of.government_id))
        .and_where(col("a", "relation").is_in(relations))
        .and_where(col("a", "opened_at").gte(Scoped::day_start(of.from_day)))
        .and_where(col("a", "opened_at").lt(Scoped::day_start(of.until_day + Duration::days(1))))
        .and_where(col("a", "opened_at").lte(of.created_at))
        .and_where(col("c", "classification").ne(Classification::WhistleBlowing.as_str()))
        // The text of a secret case is not for those who only coordinate (`policy::reads_text`).
        .and_where(col("c", "secret").eq(false).or(col("a", "relation").ne(Relation::Coordination.as_str())));
    for (column, wanted) in [("topic_code", &of.topic_code), ("region_code", &of.region_code)] {
        // They were checked when it was asked for.
        if let Some(wanted) = wanted.as_deref().and_then(code) {
            let column = || col("c", column);
            query.cond_where(Condition::any().add(column().eq(wanted)).add(column().like(below(wanted))));
        }
    }
    query
}

impl Scoped {
    fn works_on_simulations(&self) -> bool {
        planning::sees(&self.actor) == Planning::All
    }

    /// Takes up the oldest trial that nobody works on, for a while.
    ///
    /// # Errors
    /// Database.
    pub async fn claim_simulation(&self, worker: Uuid) -> Result<Option<rule_simulation::Model>, StoreError> {
        use rule_simulation::Column;
        if !self.works_on_simulations() {
            return Ok(None);
        }
        let free = || {
            Condition::all().add(Column::Status.is_in([SimulationStatus::Waiting, SimulationStatus::Running])).add(
                Condition::any()
                    .add(Column::ClaimedUntil.is_null())
                    .add(Column::ClaimedUntil.lt(self.now))
                    .add(Column::ClaimedBy.eq(worker)),
            )
        };
        let found = rule_simulation::Entity::find()
            .filter(free())
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id)
            .one(self.db())
            .await?;
        let Some(row) = found else { return Ok(None) };
        let (tx, _permit) = self.store.write().await?;
        let taken = rule_simulation::Entity::update_many()
            .col_expr(Column::ClaimedBy, Expr::value(worker))
            .col_expr(Column::ClaimedUntil, Expr::value(self.now + LEASE))
            .filter(Column::Id.eq(row.id))
            .filter(free())
            .exec(&tx)
            .await?;
        // Read again under the claim: another server may have come further since.
        let row = rule_simulation::Entity::find_by_id(row.id).one(&tx).await?;
        tx.commit().await?;
        Ok(row.filter(|_| taken.rows_affected == 1))
    }

    /// Lets go of what this server has claimed: another one need not wait.
    ///
    /// # Errors
    /// Database.
    pub async fn release_simulations(&self, worker: Uuid) -> Result<(), StoreError> {
        use rule_simulation::Column;
        let (tx, _permit) = self.store.write().await?;
        rule_simulation::Entity::update_many()
            .col_expr(Column::ClaimedBy, Expr::value(None::<Uuid>))
            .col_expr(Column::ClaimedUntil, Expr::value(None::<DateTime<Utc>>))
            .filter(Column::ClaimedBy.eq(worker))
            .exec(&tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// How many cases there are to look at.
    ///
    /// # Errors
    /// Database.
    pub async fn count_past_cases(&self, of: &rule_simulation::Model) -> Result<u64, StoreError> {
        if !self.works_on_simulations() {
            return Ok(0);
        }
        let mut query = range(of);
        query.expr_as(Expr::cust("COUNT(*)"), Alias::new("n"));
        let n: i64 = match self.db().query_one(&query).await? {
            Some(row) => row.try_get("", "n")?,
            None => 0,
        };
        Ok(u64::try_from(n).unwrap_or(0))
    }

    /// The next cases behind a key, oldest first.
    ///
    /// # Errors
    /// Database.
    pub async fn past_keys(
        &self,
        of: &rule_simulation::Model,
        after: Option<Key>,
        limit: u64,
    ) -> Result<Vec<Key>, StoreError> {
        if !self.works_on_simulations() {
            return Ok(vec![]);
        }
        let (at, id) = (|| col("a", "opened_at"), || col("a", "case_id"));
        let mut query = range(of);
        if let Some(last) = after {
            // `opened_at >= at` first: a plain range for the index, the tie as a filter on it.
            query.and_where(at().gte(last.at)).and_where(at().gt(last.at).or(id().gt(last.id)));
        }
        query
            .expr_as(at(), Alias::new("at"))
            .expr_as(id(), Alias::new("case_id"))
            .order_by_expr(at(), Order::Asc)
            .order_by_expr(id(), Order::Asc)
            .limit(limit);
        let mut keys = vec![];
        for row in self.db().query_all(&query).await? {
            keys.push(Key { at: row.try_get("", "at")?, id: row.try_get("", "case_id")? });
        }
        Ok(keys)
    }

    /// What rules may know of these cases, in the order of their ids.
    ///
    /// # Errors
    /// Database.
    pub async fn past_cases(&self, ids: &[CaseId], router: &Router) -> Result<Vec<PastCase>, StoreError> {
        if !self.works_on_simulations() || ids.is_empty() {
            return Ok(vec![]);
        }
        let rows = case::Entity::find()
            .filter(case::Column::Id.is_in(ids.iter().copied()))
            .filter(case::Column::Classification.ne(Classification::WhistleBlowing))
            .all(self.db())
            .await?;
        let code = |id: AgencyId| router.code(id).map(str::to_owned);
        let mut found: HashMap<CaseId, PastCase> = rows
            .into_iter()
            .map(|row| {
                let rests = matches!(row.status, CaseStatus::AwaitingConfirmation | CaseStatus::Closed);
                let finished = rests && row.answered_at.is_some();
                let past = PastCase {
                    id: row.id,
                    finisher: code(row.holder_id).filter(|_| finished),
                    facts: CaseFacts {
                        title: row.title,
                        body: row.body,
                        named: row.named_agency_id.and_then(code),
                        accused: row.reported_agency_id.and_then(code),
                        topic: row.topic_code,
                        region: row.region_code,
                        classification: row.classification,
                        channel: row.channel,
                        urgency: row.urgency,
                        opened_at: row.opened_at,
                    },
                };
                (row.id, past)
            })
            .collect();
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }
}

impl Work {
    /// How often a version was edited so far.
    ///
    /// # Errors
    /// Database.
    pub async fn rules_version(&self, id: RuleSetId) -> Result<Option<i64>, StoreError> {
        Ok(rule_set::Entity::find_by_id(id)
            .select_only()
            .column(rule_set::Column::Version)
            .into_tuple()
            .one(&self.tx)
            .await?)
    }

    /// Writes down how far a trial has come and makes the claim last; false where it is another's, or has ended.
    ///
    /// # Errors
    /// Database.
    pub async fn simulated(
        &self,
        row: &rule_simulation::Model,
        worker: Uuid,
        kept: &Kept,
        reached: Reached,
    ) -> Result<bool, StoreError> {
        use rule_simulation::Column;
        let status = if reached.last { SimulationStatus::Done } else { SimulationStatus::Running };
        let (at, id) = (reached.cursor.map(|key| key.at), reached.cursor.map(|key| key.id));
        let until = (!reached.last).then(|| self.now() + LEASE);
        let renewed = rule_simulation::Entity::update_many()
            .col_expr(Column::Status, Expr::value(status.as_str()))
            .col_expr(Column::Done, Expr::value(number(reached.done)))
            .col_expr(Column::Total, Expr::value(number(reached.total)))
            .col_expr(Column::CursorAt, Expr::value(at))
            .col_expr(Column::CursorId, Expr::value(id))
            .col_expr(Column::Tally, Expr::value(kept.written()?))
            .col_expr(Column::FailedRounds, Expr::value(0))
            .col_expr(Column::StartedAt, Expr::value(row.started_at.or(Some(self.now()))))
            .col_expr(Column::FinishedAt, Expr::value(reached.last.then(|| self.now())))
            .col_expr(Column::ClaimedBy, Expr::value((!reached.last).then_some(worker)))
            .col_expr(Column::ClaimedUntil, Expr::value(until))
            .filter(Column::Id.eq(row.id))
            .filter(Column::ClaimedBy.eq(worker))
            .filter(Column::Status.is_in([SimulationStatus::Waiting, SimulationStatus::Running]))
            .exec(&self.tx)
            .await?;
        Ok(renewed.rows_affected == 1)
    }

    /// Writes down cases that would go elsewhere.
    ///
    /// # Errors
    /// Database.
    pub async fn add_moves(&self, of: SimulationId, moves: &[(CaseId, Moved)]) -> Result<(), StoreError> {
        for chunk in moves.chunks(CHUNK) {
            let rows = chunk.iter().map(|(case, moved)| simulated_move::ActiveModel {
                simulation_id: Set(of),
                case_id: Set(*case),
                from_code: Set(moved.from.clone()),
                to_code: Set(moved.to.clone()),
                right_before: Set(moved.right_before),
                right_after: Set(moved.right_after),
            });
            simulated_move::Entity::insert_many(rows).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }

    /// Counts a round in which a trial could not go on; answers the row where it is still to be worked on.
    ///
    /// # Errors
    /// Database.
    pub async fn count_failed_round(&self, id: SimulationId) -> Result<Option<rule_simulation::Model>, StoreError> {
        let row = rule_simulation::Entity::find_by_id(id).lock_exclusive().one(&self.tx).await?;
        let Some(row) = row.filter(|row| row.status.is_unfinished()) else { return Ok(None) };
        let rounds = row.failed_rounds + 1;
        let mut row = row.into_active_model();
        row.failed_rounds = Set(rounds);
        row.claimed_by = Set(None);
        row.claimed_until = Set(Some(self.now() + Duration::minutes(i64::from(rounds))));
        Ok(Some(row.update(&self.tx).await?))
    }
}
