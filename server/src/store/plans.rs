//! Reading plans, and the ground that they stand on: the part of the tree they touch, and what hangs on it.
//! Writing is `plan_write`, carrying out `reorganise`. Plans of other governments answer like unknown ones.
use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    agency,
    ids::{AgencyId, CaseId, PlanChangeId, PlanId},
    plan, plan_change, plan_event, plan_move, plan_work,
    vocab::PlanStatus,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, Query, UnionType},
};

use super::{
    Scoped, StoreError,
    case_list::{CaseFilter, Key, Page, Sort},
    case_view::CaseView,
    plan_facts::{Look, many_facts},
    plan_ground::{Ground, grounds},
};
use crate::{
    authz::planning::{self, Planning},
    domain::{
        reorganisation::{Applied, ChangeKind, Draft, Facts, RuleTarget},
        second_person::Hand,
    },
};

/// Whose hand submitted a plan: nobody who counts as the same person approves it.
#[must_use]
pub fn submitter(plan: &plan::Model) -> Option<Hand> {
    plan.submitted_by.map(|account| Hand { account, instead_of: plan.submitted_instead_of })
}

/// The changes of a plan as they are written down.
pub(super) fn drafts(changes: &[plan_change::Model]) -> Vec<Draft> {
    changes
        .iter()
        .map(|row| {
            serde_json::from_value(row.draft.clone()).unwrap_or_else(|_| Draft::new(ChangeKind::Rename, String::new()))
        })
        .collect()
}

impl Scoped {
    /// A plan that the actor may see.
    ///
    /// # Errors
    /// Database.
    pub async fn plan(&self, id: PlanId) -> Result<Option<plan::Model>, StoreError> {
        let row = plan::Entity::find_by_id(id).one(self.db()).await?;
        Ok(row.filter(|row| planning::may_see(&self.actor, row.government_id)))
    }

    /// The plan of a change that the actor may see.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_of_change(&self, id: PlanChangeId) -> Result<Option<plan::Model>, StoreError> {
        match plan_change::Entity::find_by_id(id).one(self.db()).await? {
            Some(row) => self.plan(row.plan_id).await,
            None => Ok(None),
        }
    }

    /// Plans that the actor may see.
    ///
    /// # Errors
    /// Database.
    pub async fn plans_by_id(&self, ids: &[PlanId]) -> Result<Vec<plan::Model>, StoreError> {
        let rows = plan::Entity::find().filter(plan::Column::Id.is_in(ids.iter().copied())).all(self.db()).await?;
        Ok(rows.into_iter().filter(|row| planning::may_see(&self.actor, row.government_id)).collect())
    }

    /// The plans that take these back, where there is one that was not given up.
    ///
    /// # Errors
    /// Database.
    pub async fn counter_plans(&self, of: &[PlanId]) -> Result<HashMap<PlanId, plan::Model>, StoreError> {
        let rows = plan::Entity::find()
            .filter(plan::Column::CounterOf.is_in(of.iter().copied()))
            .filter(plan::Column::Status.ne(PlanStatus::Discarded))
            .order_by_asc(plan::Column::CreatedAt)
            .all(self.db())
            .await?;
        let seen = rows.into_iter().filter(|row| planning::may_see(&self.actor, row.government_id));
        Ok(seen.filter_map(|row| Some((row.counter_of?, row))).collect())
    }

    /// A page of plans, newest first.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_page(&self, statuses: &[PlanStatus], page: Page) -> Result<Vec<plan::Model>, StoreError> {
        let mut query = plan::Entity::find();
        match planning::sees(&self.actor) {
            Planning::Nothing => return Ok(vec![]),
            Planning::Of(own) => query = query.filter(plan::Column::GovernmentId.eq(own)),
            Planning::All => {}
        }
        if !statuses.is_empty() {
            query = query.filter(plan::Column::Status.is_in(statuses.iter().copied()));
        }
        for (bound, older) in [(page.after, true), (page.before, false)] {
            let Some(Key { at, id: CaseId(id) }) = bound else { continue };
            let (at_column, id_column) = (plan::Column::CreatedAt, plan::Column::Id);
            let tie = Condition::all().add(at_column.eq(at));
            query = query.filter(if older {
                Condition::any().add(at_column.lt(at)).add(tie.add(id_column.lt(PlanId(id))))
            } else {
                Condition::any().add(at_column.gt(at)).add(tie.add(id_column.gt(PlanId(id))))
            });
        }
        let query = if page.backwards {
            query.order_by_asc(plan::Column::CreatedAt).order_by_asc(plan::Column::Id)
        } else {
            query.order_by_desc(plan::Column::CreatedAt).order_by_desc(plan::Column::Id)
        };
        let mut rows = query.limit(page.limit).all(self.db()).await?;
        if page.backwards {
            rows.reverse();
        }
        Ok(rows)
    }

    /// Approved plans whose day has come, oldest day first, but for large ones that are being worked out.
    ///
    /// # Errors
    /// Database.
    pub async fn plans_due(&self) -> Result<Vec<PlanId>, StoreError> {
        if planning::sees(&self.actor) != Planning::All {
            return Ok(vec![]);
        }
        let worked = plan_work::Entity::find()
            .select_only()
            .column(plan_work::Column::PlanId)
            .filter(plan_work::Column::Large.eq(true));
        Ok(plan::Entity::find()
            .select_only()
            .column(plan::Column::Id)
            .filter(plan::Column::Status.eq(PlanStatus::Scheduled))
            .filter(plan::Column::EffectiveOn.lte(self.today()))
            .filter(plan::Column::Id.not_in_subquery(worked.into_query()))
            .order_by_asc(plan::Column::EffectiveOn)
            .order_by_asc(plan::Column::CreatedAt)
            .into_tuple()
            .all(self.db())
            .await?)
    }

    /// The changes of a plan, in order.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_changes(&self, id: PlanId) -> Result<Vec<plan_change::Model>, StoreError> {
        changes_of(self.db(), id).await
    }

    /// The changes of several plans, in order.
    ///
    /// # Errors
    /// Database.
    pub async fn changes_of_plans(
        &self,
        ids: &[PlanId],
    ) -> Result<HashMap<PlanId, Vec<plan_change::Model>>, StoreError> {
        let mut found: HashMap<PlanId, Vec<plan_change::Model>> = HashMap::new();
        for row in plan_change::Entity::find()
            .filter(plan_change::Column::PlanId.is_in(ids.iter().copied()))
            .order_by_asc(plan_change::Column::Position)
            .order_by_asc(plan_change::Column::Id)
            .all(self.db())
            .await?
        {
            found.entry(row.plan_id).or_default().push(row);
        }
        Ok(found)
    }

    /// The history of plans, newest first, at most 200 lines of each.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_events(&self, ids: &[PlanId]) -> Result<HashMap<PlanId, Vec<plan_event::Model>>, StoreError> {
        let last =
            "plan_events.seq > (SELECT MAX(m.seq) FROM plan_events m WHERE m.plan_id = plan_events.plan_id) - 200";
        let mut found: HashMap<PlanId, Vec<plan_event::Model>> = HashMap::new();
        for row in plan_event::Entity::find()
            .filter(plan_event::Column::PlanId.is_in(ids.iter().copied()))
            .filter(Expr::cust(last))
            .order_by_desc(plan_event::Column::Seq)
            .all(self.db())
            .await?
        {
            found.entry(row.plan_id).or_default().push(row);
        }
        Ok(found)
    }

    /// Plans, neither published nor given up, that name agencies, newest first; of the newest thousand of their governments.
    ///
    /// # Errors
    /// Database.
    pub async fn plans_naming(
        &self,
        agencies: &[agency::Model],
    ) -> Result<HashMap<AgencyId, Vec<plan::Model>>, StoreError> {
        let governments: BTreeSet<AgencyId> = agencies
            .iter()
            .filter_map(|agency| agency.government_id)
            .filter(|&government| planning::may_see(&self.actor, government))
            .collect();
        if governments.is_empty() {
            return Ok(HashMap::new());
        }
        let open = plan::Entity::find()
            .filter(plan::Column::GovernmentId.is_in(governments))
            .filter(plan::Column::Status.is_not_in([PlanStatus::Discarded, PlanStatus::Published]))
            .order_by_desc(plan::Column::CreatedAt)
            .limit(1000)
            .all(self.db())
            .await?;
        let rows = plan_change::Entity::find()
            .filter(plan_change::Column::PlanId.is_in(open.iter().map(|row| row.id)))
            .all(self.db())
            .await?;
        let mut named: HashMap<PlanId, BTreeSet<String>> = HashMap::new();
        for row in &rows {
            let codes = named.entry(row.plan_id).or_default();
            for draft in drafts(std::slice::from_ref(row)) {
                codes.extend(draft.codes().map(str::to_owned));
            }
        }
        Ok(agencies
            .iter()
            .map(|agency| {
                let naming = open.iter().filter(|row| {
                    Some(row.government_id) == agency.government_id
                        && named.get(&row.id).is_some_and(|codes| codes.contains(&agency.code))
                });
                (agency.id, naming.cloned().collect())
            })
            .collect())
    }

    /// The grounds of plans: their changes with their days.
    ///
    /// # Errors
    /// Database.
    pub async fn grounds(&self, plans: &[(&[Draft], NaiveDate)]) -> Result<Vec<Ground>, StoreError> {
        grounds(self.db(), plans).await
    }

    /// What hangs on the grounds of plans.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_facts(
        &self,
        plans: &[(&Ground, &Applied, &plan::Model)],
        rules: &[RuleTarget],
    ) -> Result<Vec<Facts>, StoreError> {
        let viewer = self.actor.officer().and_then(|officer| officer.agency);
        many_facts(self.db(), plans, rules, Look { viewer, today: self.today() }).await
    }

    /// A few open cases that each of these agencies has, most urgent first, as far as the actor sees them.
    ///
    /// # Errors
    /// Database.
    pub async fn samples_of(&self, holders: &[AgencyId]) -> Result<HashMap<AgencyId, Vec<CaseView>>, StoreError> {
        let page = Page { after: None, before: None, limit: 5, backwards: false };
        let mut keys: Vec<(DateTime<Utc>, CaseId)> = vec![];
        // A part of the statement for each agency, and SQLite takes 500.
        for some in holders.chunks(200) {
            let mut ranges = some.iter().enumerate().filter_map(|(n, &holder)| {
                let filter = CaseFilter { held: Some(holder), open: Some(true), ..Default::default() };
                let mut range = Query::select();
                range
                    .columns([Alias::new("sort_key"), Alias::new("case_id")])
                    .from_subquery(self.keys(&filter, Sort::DueFirst, page)?, Alias::new(format!("range_{n}")));
                Some(range)
            });
            let Some(mut all) = ranges.next() else { continue };
            for range in ranges {
                all.union(UnionType::All, range);
            }
            for row in self.db().query_all(&all).await? {
                keys.push((row.try_get("", "sort_key")?, row.try_get("", "case_id")?));
            }
        }
        keys.sort();
        let ids: Vec<CaseId> = keys.iter().map(|(_, id)| *id).collect();
        let mut cases = self.cases_by_id(&ids).await?;
        let mut found: HashMap<AgencyId, Vec<CaseView>> = HashMap::new();
        for case in ids.iter().filter_map(|id| cases.remove(id)) {
            found.entry(case.state.holder).or_default().push(case);
        }
        Ok(found)
    }
}

pub(super) async fn changes_of<C: ConnectionTrait>(db: &C, id: PlanId) -> Result<Vec<plan_change::Model>, StoreError> {
    Ok(plan_change::Entity::find()
        .filter(plan_change::Column::PlanId.eq(id))
        .order_by_asc(plan_change::Column::Position)
        .order_by_asc(plan_change::Column::Id)
        .all(db)
        .await?)
}

pub(super) async fn origins<C: ConnectionTrait>(
    db: &C,
    of: PlanId,
    cases: &[CaseId],
) -> Result<HashMap<CaseId, AgencyId>, StoreError> {
    let rows = plan_move::Entity::find()
        .filter(plan_move::Column::PlanId.eq(of))
        .filter(plan_move::Column::CaseId.is_in(cases.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.case_id, row.from_id)).collect())
}
