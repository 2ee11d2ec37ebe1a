//! A case as one actor may read it. Text that the actor may not read is not in the value at all, so no
//! later line can show it by mistake.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    case, case_audience,
    ids::{AccountId, AgencyId, CaseId, ReporterId},
    vocab::{Channel, ClockStage, Relation},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Scoped, StoreError};
use crate::{
    authz::{
        policy::{self, Standing},
        scope::Scope,
    },
    domain::case_state::{ArchiveProposal, CaseState},
};

/// What was reported; only for those who may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Title.
    pub title: String,
    /// Body.
    pub body: String,
    /// Where, in the reporter's words.
    pub place: Option<String>,
    /// What the reporter said with the rating.
    pub rating_comment: Option<String>,
    /// What the reporter was asked.
    pub question: Option<String>,
}

/// A case as one actor may read it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// Number that people use.
    pub reference: String,
    /// Workflow state (its text fields are emptied where the text may not be read).
    pub state: CaseState,
    /// What was reported.
    pub told: Option<Told>,
    /// How the actor stands to it.
    pub standing: Standing,
    /// How it came in.
    pub channel: Channel,
    /// Day of the event.
    pub occurred_on: Option<NaiveDate>,
    /// Agency that the reporter named.
    pub named_agency: Option<AgencyId>,
    /// End of the nearest running clock.
    pub due_at: Option<DateTime<Utc>>,
    /// Its stage.
    pub due_stage: Option<ClockStage>,
    /// Filed with an account.
    pub has_account: bool,
    pub(super) reporter: ReporterId,
}

/// The workflow's part of a row.
#[must_use]
pub fn state_of(row: &case::Model) -> CaseState {
    let archive_proposal = match (&row.archive_reason_code, row.archive_proposed_by, row.archive_proposed_at) {
        (Some(reason), Some(by), Some(at)) => Some(ArchiveProposal {
            reason: reason.clone(),
            note: row.archive_note.clone(),
            by,
            instead_of: row.archive_proposed_instead_of,
            at,
        }),
        _ => None,
    };
    let archive_reason = if archive_proposal.is_some() { None } else { row.archive_reason_code.clone() };
    CaseState {
        id: row.id,
        version: row.version,
        status: row.status,
        resume: row.resume_status,
        status_since: row.status_since,
        classification: row.classification,
        topic: row.topic_code.clone(),
        region: row.region_code.clone(),
        urgency: row.urgency,
        anonymous: row.anonymous,
        secret: row.secret,
        opened_at: row.opened_at,
        verified_at: row.verified_at,
        closed_at: row.closed_at,
        holder: row.holder_id,
        intake: row.intake_id,
        forwarded_from: row.forwarded_from_id,
        assignee: row.assignee_id,
        accused: row.reported_agency_id,
        returns: row.return_count,
        rejections: row.reject_count,
        reopenings: row.reopen_count,
        answered_at: row.answered_at,
        rating: row.rating,
        rating_comment: row.rating_comment.clone(),
        archive_proposal,
        archive_reason,
        question: row.question.clone(),
        merged_into: row.merged_into_id,
        published_at: row.published_at,
    }
}

impl Scoped {
    /// How this actor stands to a row, and whether it may know of it.
    pub(super) fn standing(&self, row: &case::Model, relation: Option<Relation>) -> Option<Standing> {
        let standing =
            Standing::of(&self.actor, &state_of(row), row.reporter_account_id, relation, row.due_at, self.now);
        policy::sees(&self.actor, standing).then_some(standing)
    }

    /// The view of a row; `None` where the actor may not know of it.
    pub(super) fn view(&self, row: case::Model, relation: Option<Relation>) -> Option<CaseView> {
        let standing = self.standing(&row, relation)?;
        let mut state = state_of(&row);
        let reads = policy::reads_text(&self.actor, &state, standing);
        if !reads {
            state.question = None;
            state.rating_comment = None;
            if let Some(proposal) = &mut state.archive_proposal {
                proposal.note = None;
            }
        }
        Some(CaseView {
            reference: row.reference,
            told: reads.then_some(Told {
                title: row.title,
                body: row.body,
                place: row.place,
                rating_comment: row.rating_comment,
                question: row.question,
            }),
            state,
            standing,
            channel: row.channel,
            occurred_on: row.occurred_on,
            named_agency: row.named_agency_id,
            due_at: row.due_at,
            due_stage: row.due_stage,
            has_account: row.reporter_account_id.is_some(),
            reporter: row.reporter_id,
        })
    }

    /// Cases by id, as far as this actor sees them: one statement for the rows, one for the relations.
    ///
    /// # Errors
    /// Database.
    pub async fn cases_by_id(&self, ids: &[CaseId]) -> Result<HashMap<CaseId, CaseView>, StoreError> {
        if ids.is_empty() || self.scope == Scope::Nothing {
            return Ok(HashMap::new());
        }
        let rows = case::Entity::find().filter(case::Column::Id.is_in(ids.iter().copied())).all(self.db()).await?;
        let relations = self.relations(ids).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let id = row.id;
                Some((id, self.view(row, relations.get(&id).copied())?))
            })
            .collect())
    }

    /// A case by its number, if this actor sees it.
    ///
    /// # Errors
    /// Database.
    pub async fn case_by_reference(&self, reference: &str) -> Result<Option<CaseView>, StoreError> {
        if self.scope == Scope::Nothing {
            return Ok(None);
        }
        let Some(row) = case::Entity::find().filter(case::Column::Reference.eq(reference)).one(self.db()).await? else {
            return Ok(None);
        };
        let id = row.id;
        let relations = self.relations(&[id]).await?;
        Ok(self.view(row, relations.get(&id).copied()))
    }

    /// Relations of the actor's agency.
    async fn relations(&self, ids: &[CaseId]) -> Result<HashMap<CaseId, Relation>, StoreError> {
        let Scope::Audience { agency, .. } = &self.scope else { return Ok(HashMap::new()) };
        Ok(case_audience::Entity::find()
            .filter(case_audience::Column::AgencyId.eq(*agency))
            .filter(case_audience::Column::CaseId.is_in(ids.iter().copied()))
            .all(self.db())
            .await?
            .into_iter()
            .map(|row| (row.case_id, row.relation))
            .collect())
    }

    /// The account behind the actor, if any.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        self.actor.account()
    }
}
