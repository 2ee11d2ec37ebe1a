//! Writing versions of the forwarding rules down. Each edit raises the version of the row and leaves a line in its
//! history; rights are asked here, so that no edit can be made without them. What has decided on cases never changes.
use entities::{
    agency,
    ids::{AgencyId, RuleSetId},
    rule_set, rule_set_event,
    vocab::{RuleSetEventKind, RuleSetStatus},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QuerySelect, sea_query::LockType,
};
use uuid::Uuid;

use super::{StoreError, Work, rule_document};
use crate::{
    authz::planning,
    domain::{
        refusal::Refusal,
        rules::{RuleSet, Scope},
    },
};

/// What the version is called that comes with the program.
const SHIPPED: &str = "Aturan penerusan bawaan";

fn count_of(set: &RuleSet) -> i32 {
    i32::try_from(set.rules().len()).unwrap_or(i32::MAX)
}

fn document_of(set: &RuleSet) -> Result<String, StoreError> {
    let document = rule_document::write(set);
    let (len, max) = (document.len(), rule_document::BYTES);
    if len > max { Err(Refusal::TooLong { field: "document", max, len }.into()) } else { Ok(document) }
}

impl Work {
    /// A version, locked, as far as the actor sees it; with a number of edits, the one that was seen.
    ///
    /// # Errors
    /// `NotFound` for unknown and for hidden alike; `Conflict`.
    pub async fn open_rule_set(&self, id: RuleSetId, version: Option<i64>) -> Result<rule_set::Model, StoreError> {
        let row = rule_set::Entity::find_by_id(id).lock_exclusive().one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        if !planning::may_see(self.actor(), row.government_id) {
            return Err(StoreError::NotFound);
        }
        match version {
            Some(seen) if seen != row.version => Err(StoreError::Conflict { current: row.version }),
            _ => Ok(row),
        }
    }

    /// The version that decides for a government.
    ///
    /// # Errors
    /// Database.
    pub async fn active_rule_set(&self, government: AgencyId) -> Result<Option<rule_set::Model>, StoreError> {
        Ok(rule_set::Entity::find()
            .filter(rule_set::Column::GovernmentId.eq(government))
            .filter(rule_set::Column::Status.eq(RuleSetStatus::Active))
            .one(&self.tx)
            .await?)
    }

    /// One at a time: two that are made, or begin to decide, at the same moment must not get one number or one place.
    pub(super) async fn queue_up(&self, government: AgencyId) -> Result<(), StoreError> {
        // Not against those who only point at the agency, as every new case does.
        agency::Entity::find_by_id(government).lock(LockType::NoKeyUpdate).one(&self.tx).await?;
        Ok(())
    }

    /// Begins a version for a government.
    ///
    /// # Errors
    /// `Unknown("governmentCode")` where the actor may not keep its rules; `TooLong`.
    pub async fn add_rule_set(
        &self,
        government: AgencyId,
        title: String,
        note: Option<String>,
        set: &RuleSet,
        based_on: Option<RuleSetId>,
    ) -> Result<rule_set::Model, StoreError> {
        if !planning::may_edit(self.actor(), government) {
            return Err(Refusal::Unknown("governmentCode").into());
        }
        self.insert_rule_set(government, (title, note), set, based_on, RuleSetStatus::Draft).await
    }

    async fn insert_rule_set(
        &self,
        government: AgencyId,
        (title, note): (String, Option<String>),
        set: &RuleSet,
        based_on: Option<RuleSetId>,
        status: RuleSetStatus,
    ) -> Result<rule_set::Model, StoreError> {
        let document = document_of(set)?;
        self.queue_up(government).await?;
        let last: Option<i32> = rule_set::Entity::find()
            .select_only()
            .column_as(rule_set::Column::Number.max(), "number")
            .filter(rule_set::Column::GovernmentId.eq(government))
            .into_tuple::<Option<i32>>()
            .one(&self.tx)
            .await?
            .flatten();
        let row = rule_set::ActiveModel {
            id: Set(RuleSetId(Uuid::now_v7())),
            government_id: Set(government),
            number: Set(last.unwrap_or(0) + 1),
            status: Set(status),
            based_on: Set(based_on),
            title: Set(title),
            note: Set(note),
            document: Set(document),
            rule_count: Set(count_of(set)),
            version: Set(1),
            created_by: Set(self.actor().account()),
            created_at: Set(self.now()),
            submitted_by: Set(None),
            submitted_instead_of: Set(None),
            approved_by: Set(None),
            activates_at: Set(None),
            activated_at: Set((status == RuleSetStatus::Active).then(|| self.now())),
            retired_at: Set(None),
        }
        .insert(&self.tx)
        .await?;
        self.rule_set_event(row.id, RuleSetEventKind::Created, None).await?;
        Ok(row)
    }

    /// Writes the rules of a version anew.
    ///
    /// # Errors
    /// `NotFound`; `RuleSetState`; `TooLong`.
    pub async fn rewrite_rules(&self, row: rule_set::Model, set: &RuleSet) -> Result<rule_set::Model, StoreError> {
        self.editable_rules(&row)?;
        let document = document_of(set)?;
        let mut row = row.into_active_model();
        row.document = Set(document);
        row.rule_count = Set(count_of(set));
        self.edited_rules(row).await
    }

    /// Changes title and note.
    ///
    /// # Errors
    /// As `rewrite_rules`.
    pub async fn rule_set_head(
        &self,
        row: rule_set::Model,
        title: String,
        note: Option<String>,
    ) -> Result<rule_set::Model, StoreError> {
        self.editable_rules(&row)?;
        let mut row = row.into_active_model();
        row.title = Set(title);
        row.note = Set(note);
        self.edited_rules(row).await
    }

    fn editable_rules(&self, row: &rule_set::Model) -> Result<(), StoreError> {
        if !planning::may_edit(self.actor(), row.government_id) {
            return Err(StoreError::NotFound);
        }
        if row.status.is_editable() { Ok(()) } else { Err(Refusal::RuleSetState(row.status).into()) }
    }

    /// An edit of a version that had failed makes a draft of it again.
    async fn edited_rules(&self, mut row: rule_set::ActiveModel) -> Result<rule_set::Model, StoreError> {
        row.status = Set(RuleSetStatus::Draft);
        row.submitted_by = Set(None);
        row.submitted_instead_of = Set(None);
        row.approved_by = Set(None);
        row.activates_at = Set(None);
        let row = self.raise_rules(row).await?;
        self.rule_set_event(row.id, RuleSetEventKind::Edited, None).await?;
        Ok(row)
    }

    async fn raise_rules(&self, mut row: rule_set::ActiveModel) -> Result<rule_set::Model, StoreError> {
        let version = *row.version.as_ref();
        row.version = Set(version + 1);
        Ok(row.update(&self.tx).await?)
    }

    /// Moves a version to another state, with a line in its history; its hour is taken from the row. The caller has asked
    /// the rights. To make one decide: `activate`.
    ///
    /// # Errors
    /// Database.
    pub async fn move_rule_set(
        &self,
        row: rule_set::Model,
        status: RuleSetStatus,
        kind: RuleSetEventKind,
        text: Option<String>,
    ) -> Result<rule_set::Model, StoreError> {
        let hour = row.activates_at;
        let mut row = row.into_active_model();
        row.status = Set(status);
        match kind {
            RuleSetEventKind::Submitted => {
                row.submitted_by = Set(self.actor().account());
                row.submitted_instead_of = Set(self.actor().instead_of());
                row.approved_by = Set(None);
            }
            RuleSetEventKind::Approved => {
                row.approved_by = Set(self.actor().account());
                row.activates_at = Set(hour);
            }
            RuleSetEventKind::Returned => {
                row.submitted_by = Set(None);
                row.submitted_instead_of = Set(None);
                row.approved_by = Set(None);
                row.activates_at = Set(None);
            }
            RuleSetEventKind::Activated => row.activated_at = Set(Some(self.now())),
            RuleSetEventKind::Retired => row.retired_at = Set(Some(self.now())),
            RuleSetEventKind::Created
            | RuleSetEventKind::Edited
            | RuleSetEventKind::Imported
            | RuleSetEventKind::Failed
            | RuleSetEventKind::Discarded => {}
        }
        let row = self.raise_rules(row).await?;
        self.rule_set_event(row.id, kind, text).await?;
        Ok(row)
    }

    /// From here on this version decides, and the one that did so far is retired.
    ///
    /// # Errors
    /// Database.
    pub async fn activate(&self, row: rule_set::Model) -> Result<rule_set::Model, StoreError> {
        self.queue_up(row.government_id).await?;
        if let Some(old) = self.active_rule_set(row.government_id).await? {
            let by = Some(row.number.to_string());
            self.move_rule_set(old, RuleSetStatus::Retired, RuleSetEventKind::Retired, by).await?;
        }
        self.move_rule_set(row, RuleSetStatus::Active, RuleSetEventKind::Activated, None).await
    }

    /// A line in the history of a version.
    ///
    /// # Errors
    /// Database.
    pub async fn rule_set_event(
        &self,
        id: RuleSetId,
        kind: RuleSetEventKind,
        text: Option<String>,
    ) -> Result<(), StoreError> {
        let last: Option<i32> = rule_set_event::Entity::find()
            .select_only()
            .column_as(rule_set_event::Column::Seq.max(), "seq")
            .filter(rule_set_event::Column::RuleSetId.eq(id))
            .into_tuple::<Option<i32>>()
            .one(&self.tx)
            .await?
            .flatten();
        rule_set_event::ActiveModel {
            id: Set(Uuid::now_v7()),
            rule_set_id: Set(id),
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

    /// The rules that come with the program, for a government that has none at all; they decide at once. Answers what was
    /// written, if anything was.
    ///
    /// # Errors
    /// Database.
    pub async fn seed_rules(&self, government: &str, document: &str) -> Result<Option<rule_set::Model>, StoreError> {
        let Some(code) = super::agencies::code(government) else { return Ok(None) };
        let row = agency::Entity::find().filter(agency::Column::Code.eq(code)).one(&self.tx).await?;
        let Some(government) = row.filter(|row| row.kind.is_government()).map(|row| row.id) else { return Ok(None) };
        self.queue_up(government).await?;
        let there = rule_set::Entity::find().filter(rule_set::Column::GovernmentId.eq(government));
        if there.count(&self.tx).await? > 0 {
            return Ok(None);
        }
        let set = match rule_document::read(document, Scope::Province) {
            Ok(set) => set,
            Err(faults) => {
                for fault in faults {
                    tracing::error!(fault = %fault, "rules.shipped");
                }
                return Ok(None);
            }
        };
        let title = (SHIPPED.to_owned(), None);
        let row = self.insert_rule_set(government, title, &set, None, RuleSetStatus::Active).await?;
        self.rule_set_event(row.id, RuleSetEventKind::Activated, None).await?;
        Ok(Some(row))
    }
}
