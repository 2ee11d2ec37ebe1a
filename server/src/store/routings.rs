//! What the rules said about cases, with all reasons, and what became of it. The rules run in `router`; who may see what
//! of it is asked before. Lists and figures of it are in `flagged`.
use std::collections::HashMap;

use entities::{
    case_routing,
    ids::{AgencyId, CaseId, RoutingId, RuleSetId},
    vocab::{OtherReason, SuggestionState},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, TransactionTrait, sea_query::Expr,
};
use uuid::Uuid;

use super::{Scoped, StoreError, Work, router::Router};
use crate::domain::{
    act::Act,
    case_state::CaseState,
    rules::{Action, Layered},
};

/// All that was said; none for a row of an older form.
#[must_use]
pub fn said(row: &case_routing::Model) -> Option<Layered> {
    serde_json::from_value(row.trace.clone()).ok()
}

/// The versions behind what was said, in the order of `Router::asked`.
#[must_use]
pub const fn asked_of(row: &case_routing::Model) -> [Option<RuleSetId>; 4] {
    [row.rule_set_id, row.province_set_id, row.lost_in_id, row.lost_in_own_id]
}

impl Work {
    /// Writes down what the rules say about a case now. What they said before, and nobody has decided on, is overtaken.
    ///
    /// The rules never stand in the way of a report: where this cannot be written, the act it belongs to stands all the
    /// same, without a suggestion.
    ///
    /// # Errors
    /// When the database does not answer any more.
    pub async fn add_routing(&self, case: CaseId, router: &Router, layered: &Layered) -> Result<(), StoreError> {
        let apart = self.tx.begin().await?;
        match self.write_routing(&apart, case, router, layered).await {
            Ok(()) => Ok(apart.commit().await?),
            Err(error) => {
                apart.rollback().await?;
                tracing::error!(case.id = %case, error = %error, "routing.not_written");
                Ok(())
            }
        }
    }

    async fn write_routing(
        &self,
        tx: &DatabaseTransaction,
        case: CaseId,
        router: &Router,
        layered: &Layered,
    ) -> Result<(), StoreError> {
        case_routing::Entity::update_many()
            .col_expr(case_routing::Column::State, Expr::value(SuggestionState::Overtaken.as_str()))
            .col_expr(case_routing::Column::SettledAt, Expr::value(Some(self.now())))
            .filter(case_routing::Column::CaseId.eq(case))
            .filter(case_routing::Column::State.eq(SuggestionState::Open))
            .exec(tx)
            .await?;
        let last: Option<i32> = case_routing::Entity::find()
            .select_only()
            .column_as(case_routing::Column::Seq.max(), "seq")
            .filter(case_routing::Column::CaseId.eq(case))
            .into_tuple::<Option<i32>>()
            .one(tx)
            .await?
            .flatten();
        let decision = &layered.decision;
        let version = router.decided_by(layered);
        let [rule_set_id, province_set_id, lost_in_id, lost_in_own_id] = router.asked(layered);
        case_routing::ActiveModel {
            id: Set(RoutingId(Uuid::now_v7())),
            case_id: Set(case),
            seq: Set(last.unwrap_or(0) + 1),
            at: Set(self.now()),
            rule_set_id: Set(rule_set_id),
            province_set_id: Set(province_set_id),
            number: Set(version.map(|version| version.number)),
            own: Set(layered.is_own()),
            rule_position: Set(decision.rule.as_ref().and_then(|(position, _)| i32::try_from(*position).ok())),
            rule_name: Set(decision.rule.as_ref().map(|(_, name)| name.clone())),
            because: Set(router.because(layered)),
            action: Set(decision.action.map(|action| action.as_str().to_owned())),
            lead_id: Set(decision.lead.as_deref().and_then(|code| router.agency(code))),
            lead_code: Set(decision.lead.clone()),
            supporting: Set(serde_json::Value::from(decision.supporting.clone())),
            informed: Set(serde_json::Value::from(decision.cc.clone())),
            urgency: Set(decision.urgency),
            automatic: Set(decision.automatic),
            person: Set(decision.person.as_ref().map(|person| person.as_str().to_owned())),
            target_lost: Set(!decision.lost.is_empty()),
            lost_in_id: Set(lost_in_id),
            lost_in_own_id: Set(lost_in_own_id),
            basis: Set(router.mark()),
            trace: Set(serde_json::to_value(layered.clone().shortened()).unwrap_or_default()),
            state: Set(SuggestionState::Open),
            other_reason: Set(None),
            chosen_id: Set(None),
            settled_at: Set(None),
        }
        .insert(tx)
        .await?;
        Ok(())
    }

    /// What the rules said about a case and nobody has decided on.
    ///
    /// # Errors
    /// Database.
    pub async fn open_routing(&self, case: CaseId) -> Result<Option<case_routing::Model>, StoreError> {
        Ok(case_routing::Entity::find()
            .filter(case_routing::Column::CaseId.eq(case))
            .filter(case_routing::Column::State.eq(SuggestionState::Open))
            .order_by_desc(case_routing::Column::Seq)
            .one(&self.tx)
            .await?)
    }

    /// Writes down what became of it.
    ///
    /// # Errors
    /// Database.
    pub async fn settle_routing(
        &self,
        row: case_routing::Model,
        state: SuggestionState,
        reason: Option<OtherReason>,
        chosen: Option<AgencyId>,
    ) -> Result<(), StoreError> {
        let mut row = row.into_active_model();
        row.state = Set(state);
        row.other_reason = Set(reason);
        row.chosen_id = Set(chosen);
        row.settled_at = Set(Some(self.now()));
        row.update(&self.tx).await?;
        Ok(())
    }
}

impl Work {
    /// A case that is at rest waits for no suggestion any more. An archive may be what the rules said; whoever answered it
    /// without forwarding has chosen their own agency.
    pub(super) async fn end_routing(&self, act: Act, after: &CaseState) -> Result<(), StoreError> {
        let Some(row) = self.open_routing(after.id).await? else { return Ok(()) };
        let action = row.action.as_deref().and_then(Action::parse).filter(|_| row.person.is_none());
        let archives = matches!(action, Some(Action::Archive | Action::Refer));
        let (state, reason, chosen) = match act {
            Act::Archive if archives => (SuggestionState::Taken, None, None),
            Act::Archive | Act::LinkDuplicate => (SuggestionState::Overtaken, None, None),
            _ if row.lead_id == Some(after.holder) => (SuggestionState::Taken, None, Some(after.holder)),
            _ => (SuggestionState::Other, Some(OtherReason::Unsaid), Some(after.holder)),
        };
        self.settle_routing(row, state, reason, chosen).await
    }
}

impl Scoped {
    /// What the rules said about cases, newest first. The caller has asked whether they are seen.
    ///
    /// # Errors
    /// Database.
    pub async fn routings(&self, cases: &[CaseId]) -> Result<HashMap<CaseId, Vec<case_routing::Model>>, StoreError> {
        let mut found: HashMap<CaseId, Vec<case_routing::Model>> = HashMap::new();
        for row in case_routing::Entity::find()
            .filter(case_routing::Column::CaseId.is_in(cases.iter().copied()))
            .order_by_desc(case_routing::Column::Seq)
            .all(self.db())
            .await?
        {
            found.entry(row.case_id).or_default().push(row);
        }
        Ok(found)
    }
}
