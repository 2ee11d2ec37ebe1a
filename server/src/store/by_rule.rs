//! What the forwarding rules read of a case, and the cases that an automatic rule may route: opened for the system alone,
//! under `policy::by_rule`. What the rules said is `routings`.
use entities::{
    case, case_routing,
    ids::{AgencyId, CaseId, RoutingId},
    vocab::{CaseStatus, Channel, SuggestionState},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::{Scoped, StoreError, Work, case_view::state_of, case_write::Opened};
use crate::{
    authz::{
        actor::{Actor, SystemTask},
        policy::{self, Standing},
    },
    domain::act::Act,
};

/// What the rules read of a case beside its state.
#[derive(Debug, Clone)]
pub struct RuleFacts {
    /// Title.
    pub title: String,
    /// Body.
    pub body: String,
    /// How it came in.
    pub channel: Channel,
    /// Agency that the reporter named.
    pub named: Option<AgencyId>,
}

/// Whether a suggestion can be carried out as it stands.
fn runs(row: &case_routing::Model) -> bool {
    row.automatic && row.lead_id.is_some() && row.person.is_none() && !row.target_lost
}

impl Work {
    /// What the rules read of a case that was opened in this transaction.
    ///
    /// # Errors
    /// Database; `NotFound`.
    pub async fn rule_facts(&self, id: CaseId) -> Result<RuleFacts, StoreError> {
        let row = case::Entity::find_by_id(id).one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        Ok(RuleFacts { title: row.title, body: row.body, channel: row.channel, named: row.named_agency_id })
    }

    /// Loads a case with its open suggestion and asks the policy whether the system may do this to it.
    ///
    /// # Errors
    /// `NotFound` without an open suggestion; `Denied`.
    pub async fn open_by_rule(&self, id: CaseId, act: Act) -> Result<(Opened, case_routing::Model), StoreError> {
        let row = case::Entity::find_by_id(id).lock_exclusive().one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        let suggestion = self.open_routing(id).await?.ok_or(StoreError::NotFound)?;
        let state = state_of(&row);
        let standing = Standing::of(self.actor(), &state, None, None, row.due_at, self.now());
        let grant = policy::by_rule(self.actor(), act, &state, runs(&suggestion), self.now())?;
        let opened =
            Opened { state, reference: row.reference, reporter: row.reporter_id, standing, grant, seq: row.last_seq };
        Ok((opened, suggestion))
    }
}

impl Scoped {
    /// Cases that an automatic rule has not yet routed, behind a suggestion, oldest first: a server may have stopped
    /// between filing and forwarding. For the task that routes; empty for everybody else.
    ///
    /// # Errors
    /// Database.
    pub async fn left_to_rules(
        &self,
        after: Option<RoutingId>,
        limit: u64,
    ) -> Result<Vec<(RoutingId, CaseId)>, StoreError> {
        if !matches!(self.actor(), Actor::System(SystemTask::Route)) {
            return Ok(vec![]);
        }
        let untouched = case::Entity::find()
            .select_only()
            .column(case::Column::Id)
            .filter(case::Column::Status.eq(CaseStatus::Submitted))
            .filter(case::Column::VerifiedAt.is_null())
            .filter(case::Column::Secret.eq(false))
            .filter(case::Column::AssigneeId.is_null())
            .filter(case::Column::ArchiveProposedBy.is_null());
        let mut query = case_routing::Entity::find()
            .filter(case_routing::Column::State.eq(SuggestionState::Open))
            .filter(case_routing::Column::Automatic.eq(true))
            .filter(case_routing::Column::CaseId.in_subquery(untouched.into_query()));
        if let Some(after) = after {
            query = query.filter(case_routing::Column::Id.gt(after));
        }
        let rows = query.order_by_asc(case_routing::Column::Id).limit(limit).all(self.db()).await?;
        Ok(rows.into_iter().map(|row| (row.id, row.case_id)).collect())
    }
}
