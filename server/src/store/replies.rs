//! Replies: drafts for those who handle the case, published ones for everybody who sees it.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entities::{
    ids::{AgencyId, CaseId, ReplyId},
    reply,
    vocab::{ActorKind, ReplyKind, ReplyState, Role},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{Scoped, StoreError, Work, case_view::CaseView, case_write::Opened, details::ActorView};
use crate::{
    authz::policy,
    domain::{act::Act, second_person::Hand},
};

/// A reply as the viewer may read it.
#[derive(Debug, Clone)]
pub struct ReplyView {
    /// Id.
    pub id: ReplyId,
    /// Its case.
    pub case: CaseId,
    /// The agency that answers.
    pub agency: AgencyId,
    /// Who wrote it.
    pub author: ActorView,
    /// Whose hand wrote it, for "nobody approves the own draft".
    pub hand: Hand,
    /// Kind.
    pub kind: ReplyKind,
    /// State.
    pub state: ReplyState,
    /// Text.
    pub body: String,
    /// A colleague must agree.
    pub needs_approval: bool,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// When published.
    pub published_at: Option<DateTime<Utc>>,
    /// Raised by each change.
    pub version: i64,
}

/// A draft to write or to change.
#[derive(Debug)]
pub struct Draft {
    /// The answering agency.
    pub agency: AgencyId,
    /// Its government.
    pub government: Option<AgencyId>,
    /// The author's role.
    pub role: Role,
    /// Kind.
    pub kind: ReplyKind,
    /// Text.
    pub body: String,
    /// A colleague must agree.
    pub needs_approval: bool,
}

impl Scoped {
    fn reply_view(&self, row: reply::Model, case: &CaseView) -> Option<ReplyView> {
        case.told.as_ref()?;
        let inside = policy::reads_notes(self.actor(), row.government_id, Some(row.agency_id));
        let visible = match (row.state, row.kind) {
            (ReplyState::Published, ReplyKind::PartAnswer) => self.actor().officer().is_some(),
            (ReplyState::Published, _) => true,
            (ReplyState::Draft | ReplyState::Approved, _) => inside,
        };
        if !visible {
            return None;
        }
        let colleague = policy::is_colleague(self.actor(), row.government_id, Some(row.agency_id))
            || self.account() == Some(row.author_id);
        Some(ReplyView {
            id: row.id,
            case: row.case_id,
            agency: row.agency_id,
            author: ActorView {
                kind: ActorKind::Officer,
                account: colleague.then_some(row.author_id),
                instead_of: row.author_instead_of_id.filter(|_| colleague),
                role: Some(row.author_role),
                agency: Some(row.agency_id),
            },
            hand: Hand { account: row.author_id, instead_of: row.author_instead_of_id },
            kind: row.kind,
            state: row.state,
            body: row.body,
            needs_approval: row.needs_approval,
            created_at: row.created_at,
            approved_at: row.approved_at,
            published_at: row.published_at,
            version: row.version,
        })
    }

    /// Replies of cases, oldest first.
    ///
    /// # Errors
    /// Database.
    pub async fn replies(&self, cases: &[&CaseView]) -> Result<HashMap<CaseId, Vec<ReplyView>>, StoreError> {
        let by_id: HashMap<CaseId, &CaseView> = cases.iter().map(|case| (case.state.id, *case)).collect();
        let rows = reply::Entity::find()
            .filter(reply::Column::CaseId.is_in(by_id.keys().copied()))
            .order_by_asc(reply::Column::CreatedAt)
            .order_by_asc(reply::Column::Id)
            .all(self.db())
            .await?;
        let mut found: HashMap<CaseId, Vec<ReplyView>> = HashMap::new();
        for row in rows {
            let Some(case) = by_id.get(&row.case_id) else { continue };
            if let Some(view) = self.reply_view(row, case) {
                found.entry(view.case).or_default().push(view);
            }
        }
        Ok(found)
    }

    /// One reply with its case, if the viewer may read both.
    ///
    /// # Errors
    /// Database.
    pub async fn reply(&self, id: ReplyId) -> Result<Option<(ReplyView, CaseView)>, StoreError> {
        let Some(row) = reply::Entity::find_by_id(id).one(self.db()).await? else { return Ok(None) };
        let case_id = row.case_id;
        let Some(case) = self.cases_by_id(&[case_id]).await?.remove(&case_id) else { return Ok(None) };
        Ok(self.reply_view(row, &case).map(|reply| (reply, case)))
    }
}

impl Work {
    /// A reply of a case opened for an act on replies, locked.
    ///
    /// # Errors
    /// `NotFound` for one of another case and for a draft of another government.
    pub async fn reply_of(&self, opened: &Opened, id: ReplyId) -> Result<reply::Model, StoreError> {
        let row = reply::Entity::find_by_id(id).lock_exclusive().one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        let inside = policy::reads_notes(self.actor(), row.government_id, Some(row.agency_id));
        if row.case_id != opened.state.id || !inside {
            return Err(StoreError::NotFound);
        }
        Ok(row)
    }

    /// Writes a new draft.
    ///
    /// # Errors
    /// Database; `NotFound` for a case opened for another act.
    pub async fn add_draft(&self, opened: &Opened, author: Hand, draft: Draft) -> Result<ReplyId, StoreError> {
        if opened.grant.act() != Act::DraftReply {
            return Err(StoreError::NotFound);
        }
        let id = ReplyId(Uuid::now_v7());
        reply::ActiveModel {
            id: Set(id),
            case_id: Set(opened.state.id),
            agency_id: Set(draft.agency),
            government_id: Set(draft.government),
            author_id: Set(author.account),
            author_instead_of_id: Set(author.instead_of),
            author_role: Set(draft.role),
            kind: Set(draft.kind),
            state: Set(ReplyState::Draft),
            body: Set(draft.body),
            needs_approval: Set(draft.needs_approval),
            approved_by: Set(None),
            approved_at: Set(None),
            published_at: Set(None),
            created_at: Set(self.now()),
            version: Set(1),
        }
        .insert(&self.tx)
        .await?;
        Ok(id)
    }

    /// Changes a draft; an approval before is void, and whoever changes it becomes its author.
    ///
    /// # Errors
    /// Database; `NotFound` for a case opened for another act.
    pub async fn change_draft(
        &self,
        opened: &Opened,
        row: &reply::Model,
        author: Hand,
        draft: Draft,
    ) -> Result<(), StoreError> {
        if opened.grant.act() != Act::DraftReply {
            return Err(StoreError::NotFound);
        }
        reply::ActiveModel {
            id: Unchanged(row.id),
            author_id: Set(author.account),
            author_instead_of_id: Set(author.instead_of),
            author_role: Set(draft.role),
            kind: Set(draft.kind),
            state: Set(ReplyState::Draft),
            body: Set(draft.body),
            needs_approval: Set(draft.needs_approval),
            approved_by: Set(None),
            approved_at: Set(None),
            version: Set(row.version + 1),
            ..Default::default()
        }
        .update(&self.tx)
        .await?;
        Ok(())
    }

    /// Marks a draft as approved or a reply as published, as the grant says.
    ///
    /// # Errors
    /// Database; `NotFound` for a case opened for another act.
    pub async fn advance_reply(&self, opened: &Opened, row: &reply::Model) -> Result<(), StoreError> {
        let mut change =
            reply::ActiveModel { id: Unchanged(row.id), version: Set(row.version + 1), ..Default::default() };
        match opened.grant.act() {
            Act::ApproveReply => {
                change.state = Set(ReplyState::Approved);
                change.approved_by = Set(self.actor().account());
                change.approved_at = Set(Some(self.now()));
            }
            Act::PublishReply => {
                change.state = Set(ReplyState::Published);
                change.published_at = Set(Some(self.now()));
            }
            _ => return Err(StoreError::NotFound),
        }
        change.update(&self.tx).await?;
        Ok(())
    }
}
