//! Writing plans down. Each edit raises the version of the plan and leaves a line in its history; rights are asked
//! here, so that no edit can be made without them. Carrying out is `reorganise`.
use entities::{
    agency,
    ids::{AccountId, AgencyId, PlanChangeId, PlanId},
    plan, plan_change, plan_event,
    vocab::{PlanEventKind, PlanStatus},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{StoreError, Work, plans};
use crate::{
    authz::planning,
    domain::{
        refusal::Refusal,
        reorganisation::{Draft, MAX_CHANGES},
    },
};

/// The head of a plan, cleaned.
#[derive(Debug, Clone)]
pub struct PlanHead {
    /// Title.
    pub title: String,
    /// Law.
    pub legal_reference: String,
    /// Note.
    pub note: Option<String>,
    /// Why a day in the past.
    pub past_reason: Option<String>,
    /// Its day.
    pub effective_on: chrono::NaiveDate,
}

/// A change, cleaned.
#[derive(Debug, Clone)]
pub struct NewChange {
    /// What is written down.
    pub draft: Draft,
    /// Note.
    pub note: Option<String>,
    /// Law.
    pub legal_reference: Option<String>,
}

impl Work {
    fn planner(&self) -> Result<AccountId, StoreError> {
        self.actor().account().ok_or(StoreError::NotFound)
    }

    /// A plan, locked, as far as the actor sees it; with a version, the one that was seen.
    ///
    /// # Errors
    /// `NotFound` for unknown and for hidden alike; `Conflict`.
    pub async fn open_plan(&self, id: PlanId, version: Option<i64>) -> Result<plan::Model, StoreError> {
        let row = plan::Entity::find_by_id(id).lock_exclusive().one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        if !planning::may_see(self.actor(), row.government_id) {
            return Err(StoreError::NotFound);
        }
        match version {
            Some(seen) if seen != row.version => Err(StoreError::Conflict { current: row.version }),
            _ => Ok(row),
        }
    }

    /// The plan of a change, locked, with the change.
    ///
    /// # Errors
    /// `NotFound` for unknown and for hidden alike; `Conflict` on the version of the change.
    pub async fn open_change(
        &self,
        id: PlanChangeId,
        version: i64,
    ) -> Result<(plan::Model, plan_change::Model), StoreError> {
        let change = plan_change::Entity::find_by_id(id).one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        let plan = self.open_plan(change.plan_id, None).await?;
        // Read again: the lock on the plan may have been waited for.
        let change = plan_change::Entity::find_by_id(id).one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        if change.version != version {
            return Err(StoreError::Conflict { current: change.version });
        }
        Ok((plan, change))
    }

    /// Begins a plan for a government.
    ///
    /// # Errors
    /// `Unknown("governmentCode")` where the actor may not plan.
    pub async fn add_plan(
        &self,
        government: AgencyId,
        head: PlanHead,
        counter_of: Option<PlanId>,
    ) -> Result<plan::Model, StoreError> {
        if !planning::may_edit(self.actor(), government) {
            return Err(Refusal::Unknown("governmentCode").into());
        }
        let row = plan::ActiveModel {
            id: Set(PlanId(Uuid::now_v7())),
            government_id: Set(government),
            title: Set(head.title),
            legal_reference: Set(head.legal_reference),
            note: Set(head.note),
            past_reason: Set(head.past_reason),
            effective_on: Set(head.effective_on),
            status: Set(PlanStatus::Draft),
            version: Set(1),
            created_by: Set(self.planner()?),
            created_at: Set(self.now()),
            submitted_by: Set(None),
            submitted_instead_of: Set(None),
            approved_by: Set(None),
            published_at: Set(None),
            counter_of: Set(counter_of),
            cases_moved: Set(0),
            members_moved: Set(0),
            undo: Set(None),
        }
        .insert(&self.tx)
        .await?;
        self.plan_event(row.id, PlanEventKind::Created, None).await?;
        Ok(row)
    }

    /// The government that the actor plans for, or the one of a code.
    ///
    /// # Errors
    /// `Unknown("governmentCode")` for what is none, or not the actor's.
    pub async fn planned_government(&self, code: Option<&str>) -> Result<AgencyId, StoreError> {
        let unknown = || StoreError::from(Refusal::Unknown("governmentCode"));
        match code {
            None => match planning::sees(self.actor()) {
                planning::Planning::Of(own) => Ok(own),
                planning::Planning::All => Err(Refusal::Required("governmentCode").into()),
                planning::Planning::Nothing => Err(unknown()),
            },
            Some(code) => {
                let code = super::agencies::code(code).ok_or_else(unknown)?;
                let row = agency::Entity::find().filter(agency::Column::Code.eq(code)).one(&self.tx).await?;
                row.filter(|row| row.kind.is_government()).map(|row| row.id).ok_or_else(unknown)
            }
        }
    }

    /// Changes the head of a plan that is being written.
    ///
    /// # Errors
    /// `NotFound`; `PlanFinished` or `PlanSubmitted`.
    pub async fn change_head(&self, plan: plan::Model, head: PlanHead) -> Result<plan::Model, StoreError> {
        self.editable(&plan)?;
        let mut row = plan.into_active_model();
        row.title = Set(head.title);
        row.legal_reference = Set(head.legal_reference);
        row.note = Set(head.note);
        row.past_reason = Set(head.past_reason);
        row.effective_on = Set(head.effective_on);
        self.edited(row).await
    }

    /// Adds a change at the end.
    ///
    /// # Errors
    /// As `change_head`; `TooMany`.
    pub async fn add_change(&self, plan: plan::Model, new: NewChange) -> Result<plan::Model, StoreError> {
        self.editable(&plan)?;
        let n = plan_change::Entity::find().filter(plan_change::Column::PlanId.eq(plan.id)).count(&self.tx).await?;
        if n >= MAX_CHANGES as u64 {
            return Err(Refusal::TooMany { field: "change", max: MAX_CHANGES }.into());
        }
        let last = plan_change::Entity::find()
            .filter(plan_change::Column::PlanId.eq(plan.id))
            .order_by_desc(plan_change::Column::Position)
            .one(&self.tx)
            .await?;
        let position = last.map_or(1, |row| row.position + 1);
        self.insert_changes(plan.id, position, vec![new]).await?;
        self.edited(plan.into_active_model()).await
    }

    /// Adds many changes to a plan that was just begun.
    ///
    /// # Errors
    /// Database.
    pub async fn insert_changes(&self, plan: PlanId, first: i32, new: Vec<NewChange>) -> Result<(), StoreError> {
        let by = self.planner()?;
        let rows: Vec<plan_change::ActiveModel> = (first..)
            .zip(new)
            .map(|(position, new)| plan_change::ActiveModel {
                id: Set(PlanChangeId(Uuid::now_v7())),
                plan_id: Set(plan),
                position: Set(position),
                kind: Set(new.draft.kind),
                draft: Set(serde_json::to_value(&new.draft).unwrap_or_default()),
                note: Set(new.note),
                legal_reference: Set(new.legal_reference),
                version: Set(1),
                edited_by: Set(by),
                edited_at: Set(self.now()),
            })
            .collect();
        for chunk in rows.chunks(500) {
            plan_change::Entity::insert_many(chunk.iter().cloned()).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }

    /// Writes a change anew.
    ///
    /// # Errors
    /// As `change_head`.
    pub async fn rewrite_change(
        &self,
        plan: plan::Model,
        change: plan_change::Model,
        new: NewChange,
    ) -> Result<plan::Model, StoreError> {
        self.editable(&plan)?;
        plan_change::ActiveModel {
            id: Unchanged(change.id),
            plan_id: Unchanged(change.plan_id),
            position: Unchanged(change.position),
            kind: Set(new.draft.kind),
            draft: Set(serde_json::to_value(&new.draft).unwrap_or_default()),
            note: Set(new.note),
            legal_reference: Set(new.legal_reference),
            version: Set(change.version + 1),
            edited_by: Set(self.planner()?),
            edited_at: Set(self.now()),
        }
        .update(&self.tx)
        .await?;
        self.edited(plan.into_active_model()).await
    }

    /// Takes a change out.
    ///
    /// # Errors
    /// As `change_head`.
    pub async fn remove_change(
        &self,
        plan: plan::Model,
        change: &plan_change::Model,
    ) -> Result<plan::Model, StoreError> {
        self.editable(&plan)?;
        plan_change::Entity::delete_by_id(change.id).exec(&self.tx).await?;
        self.edited(plan.into_active_model()).await
    }

    fn editable(&self, plan: &plan::Model) -> Result<(), StoreError> {
        if !planning::may_edit(self.actor(), plan.government_id) {
            return Err(StoreError::NotFound);
        }
        if plan.status.is_editable() { Ok(()) } else { Err(Refusal::PlanState(plan.status).into()) }
    }

    /// An edit of a plan that had failed makes a draft of it again.
    async fn edited(&self, mut row: plan::ActiveModel) -> Result<plan::Model, StoreError> {
        row.status = Set(PlanStatus::Draft);
        row.submitted_by = Set(None);
        row.submitted_instead_of = Set(None);
        row.approved_by = Set(None);
        let row = self.raise(row).await?;
        self.plan_event(row.id, PlanEventKind::Edited, None).await?;
        Ok(row)
    }

    async fn raise(&self, mut row: plan::ActiveModel) -> Result<plan::Model, StoreError> {
        let version = *row.version.as_ref();
        row.version = Set(version + 1);
        Ok(row.update(&self.tx).await?)
    }

    /// Moves a plan to another state, with a line in its history. The caller has asked the rights.
    ///
    /// # Errors
    /// Database.
    pub async fn move_plan(
        &self,
        plan: plan::Model,
        status: PlanStatus,
        kind: PlanEventKind,
        text: Option<String>,
    ) -> Result<plan::Model, StoreError> {
        // Nothing but an approved plan is worked on; what was staged is swept.
        self.drop_work(plan.id).await?;
        let mut row = plan.into_active_model();
        row.status = Set(status);
        match kind {
            PlanEventKind::Submitted => {
                row.submitted_by = Set(self.actor().account());
                row.submitted_instead_of = Set(self.actor().instead_of());
            }
            PlanEventKind::Approved => row.approved_by = Set(self.actor().account()),
            PlanEventKind::Returned => row.submitted_by = Set(None),
            PlanEventKind::Created
            | PlanEventKind::Edited
            | PlanEventKind::Published
            | PlanEventKind::Failed
            | PlanEventKind::Discarded
            | PlanEventKind::Countered => {}
        }
        let row = self.raise(row).await?;
        self.plan_event(row.id, kind, text).await?;
        Ok(row)
    }

    /// A line in the history of a plan.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_event(&self, plan: PlanId, kind: PlanEventKind, text: Option<String>) -> Result<(), StoreError> {
        let last: Option<i32> = plan_event::Entity::find()
            .select_only()
            .column_as(plan_event::Column::Seq.max(), "seq")
            .filter(plan_event::Column::PlanId.eq(plan))
            .into_tuple::<Option<i32>>()
            .one(&self.tx)
            .await?
            .flatten();
        plan_event::ActiveModel {
            id: Set(Uuid::now_v7()),
            plan_id: Set(plan),
            seq: Set(last.unwrap_or(0) + 1),
            at: Set(self.now()),
            kind: Set(kind),
            account_id: Set(self.actor().account()),
            text: Set(text),
        }
        .insert(&self.tx)
        .await?;
        Ok(())
    }

    /// Whether a plan that takes this one back stands already.
    ///
    /// # Errors
    /// Database.
    pub async fn is_countered(&self, of: PlanId) -> Result<bool, StoreError> {
        let n = plan::Entity::find()
            .filter(plan::Column::CounterOf.eq(of))
            .filter(plan::Column::Status.ne(PlanStatus::Discarded))
            .count(&self.tx)
            .await?;
        Ok(n > 0)
    }

    /// The changes of a plan, in order.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_changes(&self, id: PlanId) -> Result<Vec<plan_change::Model>, StoreError> {
        plans::changes_of(&self.tx, id).await
    }
}
