//! What the rules said about cases, with all reasons, and what became of it. The rules run in `router`; who may see what
//! of it is asked before.
use std::collections::HashMap;

use entities::{
    case_routing,
    ids::{AgencyId, CaseId, RoutingId},
    vocab::{OtherReason, SuggestionState},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{Scoped, StoreError, Work, router::Router};
use crate::domain::rules::Layered;

/// All that was said; none for a row of an older form.
#[must_use]
pub fn said(row: &case_routing::Model) -> Option<Layered> {
    serde_json::from_value(row.trace.clone()).ok()
}

impl Work {
    /// Writes down what the rules say about a case now. What they said before, and nobody has decided on, is overtaken.
    ///
    /// # Errors
    /// Database.
    pub async fn add_routing(&self, case: CaseId, router: &Router, layered: &Layered) -> Result<(), StoreError> {
        case_routing::Entity::update_many()
            .col_expr(case_routing::Column::State, Expr::value(SuggestionState::Overtaken.as_str()))
            .col_expr(case_routing::Column::SettledAt, Expr::value(Some(self.now())))
            .filter(case_routing::Column::CaseId.eq(case))
            .filter(case_routing::Column::State.eq(SuggestionState::Open))
            .exec(&self.tx)
            .await?;
        let last: Option<i32> = case_routing::Entity::find()
            .select_only()
            .column_as(case_routing::Column::Seq.max(), "seq")
            .filter(case_routing::Column::CaseId.eq(case))
            .into_tuple::<Option<i32>>()
            .one(&self.tx)
            .await?
            .flatten();
        let decision = &layered.decision;
        let version = router.decided_by(layered);
        case_routing::ActiveModel {
            id: Set(RoutingId(Uuid::now_v7())),
            case_id: Set(case),
            seq: Set(last.unwrap_or(0) + 1),
            at: Set(self.now()),
            rule_set_id: Set(version.map(|version| version.id)),
            province_set_id: Set(router.province().map(|version| version.id)),
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
            trace: Set(serde_json::to_value(layered.clone().shortened()).unwrap_or_default()),
            state: Set(SuggestionState::Open),
            other_reason: Set(None),
            chosen_id: Set(None),
            settled_at: Set(None),
        }
        .insert(&self.tx)
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
