//! Reading plans, and the ground that they stand on: the part of the tree they touch, and what hangs on it.
//! Writing is `plan_write`, carrying out `reorganise`. Plans of other governments answer like unknown ones.
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use entities::{
    agency,
    ids::{AgencyId, CaseId, PlanChangeId, PlanId},
    plan, plan_change, plan_event, plan_move,
    vocab::PlanStatus,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    Scoped, StoreError,
    case_list::{Key, Page},
    plan_ground::{Ground, Look, facts, ground},
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

    /// The plan that takes this one back, if there is one that was not given up.
    ///
    /// # Errors
    /// Database.
    pub async fn counter_plan(&self, of: PlanId) -> Result<Option<plan::Model>, StoreError> {
        let row = plan::Entity::find()
            .filter(plan::Column::CounterOf.eq(of))
            .filter(plan::Column::Status.ne(PlanStatus::Discarded))
            .order_by_desc(plan::Column::CreatedAt)
            .one(self.db())
            .await?;
        Ok(row.filter(|row| planning::may_see(&self.actor, row.government_id)))
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

    /// Approved plans whose day has come, oldest day first.
    ///
    /// # Errors
    /// Database.
    pub async fn plans_due(&self) -> Result<Vec<PlanId>, StoreError> {
        if planning::sees(&self.actor) != Planning::All {
            return Ok(vec![]);
        }
        Ok(plan::Entity::find()
            .select_only()
            .column(plan::Column::Id)
            .filter(plan::Column::Status.eq(PlanStatus::Scheduled))
            .filter(plan::Column::EffectiveOn.lte(self.today()))
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

    /// The history of a plan, newest first.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_events(&self, id: PlanId) -> Result<Vec<plan_event::Model>, StoreError> {
        Ok(plan_event::Entity::find()
            .filter(plan_event::Column::PlanId.eq(id))
            .order_by_desc(plan_event::Column::Seq)
            .limit(200)
            .all(self.db())
            .await?)
    }

    /// Plans, not given up, that name an agency, newest first.
    ///
    /// # Errors
    /// Database.
    pub async fn plans_naming(&self, agency: &agency::Model) -> Result<Vec<plan::Model>, StoreError> {
        let Some(government) = agency.government_id else { return Ok(vec![]) };
        if !planning::may_see(&self.actor, government) {
            return Ok(vec![]);
        }
        let open = plan::Entity::find()
            .filter(plan::Column::GovernmentId.eq(government))
            .filter(plan::Column::Status.is_not_in([PlanStatus::Discarded, PlanStatus::Published]))
            .order_by_desc(plan::Column::CreatedAt)
            .limit(100)
            .all(self.db())
            .await?;
        let rows = plan_change::Entity::find()
            .filter(plan_change::Column::PlanId.is_in(open.iter().map(|row| row.id)))
            .all(self.db())
            .await?;
        let naming: BTreeSet<PlanId> = rows
            .iter()
            .filter(|row| {
                drafts(std::slice::from_ref(row)).iter().any(|draft| draft.codes().any(|code| code == agency.code))
            })
            .map(|row| row.plan_id)
            .collect();
        Ok(open.into_iter().filter(|row| naming.contains(&row.id)).collect())
    }

    /// The ground of changes.
    ///
    /// # Errors
    /// Database.
    pub async fn ground(&self, drafts: &[Draft], day: NaiveDate) -> Result<Ground, StoreError> {
        ground(self.db(), drafts, day).await
    }

    /// What hangs on a plan's ground.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_facts(
        &self,
        ground: &Ground,
        applied: &Applied,
        plan: &plan::Model,
        rules: &[RuleTarget],
    ) -> Result<Facts, StoreError> {
        let viewer = self.actor.officer().and_then(|officer| officer.agency);
        facts(self.db(), ground, applied, plan, rules, Look { viewer, today: self.today() }).await
    }

    /// A few of the cases that an agency has, open ones first, as far as the actor sees them.
    ///
    /// # Errors
    /// Database.
    pub async fn sample_of(&self, holder: AgencyId) -> Result<Vec<super::case_view::CaseView>, StoreError> {
        let filter = super::case_list::CaseFilter { held: Some(holder), open: Some(true), ..Default::default() };
        let page = Page { after: None, before: None, limit: 5, backwards: false };
        let listed = self.case_page(&filter, super::case_list::Sort::DueFirst, page).await?;
        Ok(listed.into_iter().map(|row| row.case).collect())
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
