//! Trials of versions of the forwarding rules on past cases, as rows: asked for, stopped, read. Those of other governments
//! answer like unknown ones. Working on them is `simulation_work`.
use std::collections::HashMap;

use chrono::NaiveDate;
use entities::{
    ids::{CaseId, RuleSetId, SimulationId},
    rule_set, rule_simulation, simulated_move,
    vocab::SimulationStatus,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Scoped, StoreError, Work};
use crate::{
    authz::planning,
    domain::{refusal::Refusal, rules::Tally},
    secrets,
};

/// Unfinished trials of one government at the same time.
pub const AT_ONCE: usize = 3;
/// Trials that are kept of a version.
pub const KEPT: u64 = 20;

/// What a trial keeps while it runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Digest of the document under test: another one is another version.
    pub document: String,
    /// Cases that there are.
    pub population: u64,
    /// Cases that were looked at, with those that a sample leaves out.
    pub scanned: u64,
    /// Moves that were written down.
    pub moves: u64,
    /// What was counted.
    pub tally: Tally,
}

impl Kept {
    /// Nothing yet, of a document.
    #[must_use]
    pub fn of(document: &str) -> Self {
        Self { document: secrets::digest(&[document.as_bytes()]), ..Self::default() }
    }

    /// Of a row; empty where it cannot be read.
    #[must_use]
    pub fn read(row: &rule_simulation::Model) -> Self {
        serde_json::from_value(row.tally.clone()).unwrap_or_default()
    }

    /// As it is kept.
    ///
    /// # Errors
    /// A value that has no JSON; there is none in it.
    pub fn written(&self) -> Result<serde_json::Value, StoreError> {
        serde_json::to_value(self).map_err(|error| StoreError::Database(sea_orm::DbErr::Custom(error.to_string())))
    }

    /// Whether this is still the document that it was begun with.
    #[must_use]
    pub fn is_of(&self, row: &rule_set::Model) -> bool {
        self.document == secrets::digest(&[row.document.as_bytes()])
    }
}

/// What a trial is asked to look at.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// First day of filing.
    pub from: NaiveDate,
    /// Last day of filing.
    pub until: NaiveDate,
    /// Topic, with those below it.
    pub topic: Option<String>,
    /// Region, with all in it.
    pub region: Option<String>,
    /// At most so many cases.
    pub sample: Option<i32>,
}

/// Which moves to list. An inner `None` is nobody.
#[derive(Debug, Clone, Default)]
pub struct MoveFilter {
    /// From this agency, by code.
    pub from: Option<Option<String>>,
    /// To this agency, by code.
    pub to: Option<Option<String>>,
}

/// A page of moves, in the order of the cases.
#[derive(Debug, Clone, Copy)]
pub struct MovePage {
    /// Behind this case.
    pub after: Option<CaseId>,
    /// Before this case.
    pub before: Option<CaseId>,
    /// Rows.
    pub limit: u64,
    /// From the end.
    pub backwards: bool,
}

impl Scoped {
    /// A trial that the actor may see.
    ///
    /// # Errors
    /// Database.
    pub async fn simulation(&self, id: SimulationId) -> Result<Option<rule_simulation::Model>, StoreError> {
        let row = rule_simulation::Entity::find_by_id(id).one(self.db()).await?;
        Ok(row.filter(|row| planning::may_see(&self.actor, row.government_id)))
    }

    /// Trials of versions, newest first, at most so many of each.
    ///
    /// # Errors
    /// Database.
    pub async fn simulations_of(
        &self,
        sets: &[RuleSetId],
        most: u64,
    ) -> Result<HashMap<RuleSetId, Vec<rule_simulation::Model>>, StoreError> {
        let newer = format!(
            "(SELECT COUNT(*) FROM rule_simulations n WHERE n.rule_set_id = rule_simulations.rule_set_id \
             AND (n.created_at > rule_simulations.created_at \
             OR (n.created_at = rule_simulations.created_at AND n.id > rule_simulations.id))) < {most}"
        );
        let rows = rule_simulation::Entity::find()
            .filter(rule_simulation::Column::RuleSetId.is_in(sets.iter().copied()))
            .filter(Expr::cust(newer))
            .order_by_desc(rule_simulation::Column::CreatedAt)
            .order_by_desc(rule_simulation::Column::Id)
            .all(self.db())
            .await?;
        let mut found: HashMap<RuleSetId, Vec<rule_simulation::Model>> = HashMap::new();
        for row in rows.into_iter().filter(|row| planning::may_see(&self.actor, row.government_id)) {
            found.entry(row.rule_set_id).or_default().push(row);
        }
        Ok(found)
    }

    /// A page of the cases that would go elsewhere. The caller has asked whether the trial is seen.
    ///
    /// # Errors
    /// Database.
    pub async fn simulated_moves(
        &self,
        of: &rule_simulation::Model,
        filter: &MoveFilter,
        page: MovePage,
    ) -> Result<Vec<simulated_move::Model>, StoreError> {
        use simulated_move::Column;
        if !planning::may_see(&self.actor, of.government_id) {
            return Ok(vec![]);
        }
        let mut query = simulated_move::Entity::find().filter(Column::SimulationId.eq(of.id));
        for (column, wanted) in [(Column::FromCode, &filter.from), (Column::ToCode, &filter.to)] {
            query = match wanted {
                None => query,
                Some(None) => query.filter(column.is_null()),
                Some(Some(code)) => query.filter(column.eq(code.as_str())),
            };
        }
        if let Some(after) = page.after {
            query = query.filter(Column::CaseId.gt(after));
        }
        if let Some(before) = page.before {
            query = query.filter(Column::CaseId.lt(before));
        }
        let query =
            if page.backwards { query.order_by_desc(Column::CaseId) } else { query.order_by_asc(Column::CaseId) };
        let mut rows = query.limit(page.limit).all(self.db()).await?;
        if page.backwards {
            rows.reverse();
        }
        Ok(rows)
    }

    /// One of them.
    ///
    /// # Errors
    /// Database.
    pub async fn simulated_move(
        &self,
        of: &rule_simulation::Model,
        case: CaseId,
    ) -> Result<Option<simulated_move::Model>, StoreError> {
        if !planning::may_see(&self.actor, of.government_id) {
            return Ok(None);
        }
        Ok(simulated_move::Entity::find_by_id((of.id, case)).one(self.db()).await?)
    }
}

impl Work {
    /// Asks for a trial of a version, against the one that decides now. What is too old to be kept goes.
    ///
    /// # Errors
    /// `NotFound` where the actor does not keep these rules; `SimulationsRunning`.
    pub async fn add_simulation(
        &self,
        tested: &rule_set::Model,
        wanted: Wanted,
    ) -> Result<rule_simulation::Model, StoreError> {
        let government = tested.government_id;
        if !planning::may_edit(self.actor(), government) {
            return Err(StoreError::NotFound);
        }
        self.queue_up(government).await?;
        let unfinished = rule_simulation::Entity::find()
            .filter(rule_simulation::Column::GovernmentId.eq(government))
            .filter(rule_simulation::Column::Status.is_in([SimulationStatus::Waiting, SimulationStatus::Running]))
            .count(&self.tx)
            .await?;
        if usize::try_from(unfinished).unwrap_or(usize::MAX) >= AT_ONCE {
            return Err(Refusal::SimulationsRunning { max: AT_ONCE }.into());
        }
        let against = self.active_rule_set(government).await?.map(|row| row.id);
        let row = rule_simulation::ActiveModel {
            id: Set(SimulationId(Uuid::now_v7())),
            rule_set_id: Set(tested.id),
            against_id: Set(against),
            government_id: Set(government),
            from_day: Set(wanted.from),
            until_day: Set(wanted.until),
            topic_code: Set(wanted.topic),
            region_code: Set(wanted.region),
            sample: Set(wanted.sample),
            rule_version: Set(tested.version),
            status: Set(SimulationStatus::Waiting),
            done: Set(0),
            total: Set(0),
            cursor_at: Set(None),
            cursor_id: Set(None),
            tally: Set(Kept::of(&tested.document).written()?),
            failed_rounds: Set(0),
            claimed_by: Set(None),
            claimed_until: Set(None),
            requested_by: Set(self.actor().account()),
            created_at: Set(self.now()),
            started_at: Set(None),
            finished_at: Set(None),
        }
        .insert(&self.tx)
        .await?;
        self.forget_simulations(tested.id).await?;
        Ok(row)
    }

    async fn forget_simulations(&self, of: RuleSetId) -> Result<(), StoreError> {
        let old: Vec<(SimulationId, SimulationStatus)> = rule_simulation::Entity::find()
            .select_only()
            .column(rule_simulation::Column::Id)
            .column(rule_simulation::Column::Status)
            .filter(rule_simulation::Column::RuleSetId.eq(of))
            .order_by_desc(rule_simulation::Column::CreatedAt)
            .order_by_desc(rule_simulation::Column::Id)
            .offset(KEPT)
            // Both engines want a limit with an offset; there are never more.
            .limit(KEPT)
            .into_tuple()
            .all(&self.tx)
            .await?;
        let old: Vec<SimulationId> =
            old.into_iter().filter(|(_, status)| !status.is_unfinished()).map(|(id, _)| id).collect();
        if old.is_empty() {
            return Ok(());
        }
        simulated_move::Entity::delete_many()
            .filter(simulated_move::Column::SimulationId.is_in(old.iter().copied()))
            .exec(&self.tx)
            .await?;
        rule_simulation::Entity::delete_many().filter(rule_simulation::Column::Id.is_in(old)).exec(&self.tx).await?;
        Ok(())
    }

    /// A trial, locked, as far as the actor keeps its rules.
    ///
    /// # Errors
    /// `NotFound` for unknown and for hidden alike.
    pub async fn open_simulation(&self, id: SimulationId) -> Result<rule_simulation::Model, StoreError> {
        let row = rule_simulation::Entity::find_by_id(id).lock_exclusive().one(&self.tx).await?;
        row.filter(|row| planning::may_edit(self.actor(), row.government_id)).ok_or(StoreError::NotFound)
    }

    /// Ends a trial that is not finished; whoever works on it finds that it is no longer theirs.
    ///
    /// # Errors
    /// Database.
    pub async fn end_simulation(
        &self,
        row: rule_simulation::Model,
        status: SimulationStatus,
    ) -> Result<rule_simulation::Model, StoreError> {
        let mut row = row.into_active_model();
        row.status = Set(status);
        row.finished_at = Set(Some(self.now()));
        row.claimed_by = Set(None);
        row.claimed_until = Set(None);
        Ok(row.update(&self.tx).await?)
    }
}
