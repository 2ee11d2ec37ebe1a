//! What the forwarding rules said about a case, as the viewer may know it: officers who see the case with its reasons, the
//! reporter in plain words. Words of the report are shown only to those who read it.
use std::sync::Arc;

use async_graphql::Object;
use chrono::{DateTime, Utc};
use entities::{case_routing, vocab};

use super::{
    agency::Agency,
    enums::{OtherReason, SuggestionState},
    loaders::Routings,
    rule_loaders::RuleSetById,
    rule_names::worded,
    rule_set::RuleSet,
    rule_trace::{RoutingDecision, Told},
    view::Viewer,
};
use crate::{store::case_view::CaseView, texts::rules::decision};

/// What the rules said about a case, and what became of it.
pub struct CaseRouting {
    row: case_routing::Model,
    case: Arc<CaseView>,
    view: Viewer,
}

impl CaseRouting {
    /// The newest about a case that the viewer sees.
    ///
    /// # Errors
    /// Database.
    pub async fn newest(view: &Viewer, case: &Arc<CaseView>) -> async_graphql::Result<Option<Self>> {
        let rows = view.load(Routings(case.state.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().next().map(|row| Self { row, case: case.clone(), view: view.clone() }))
    }

    /// Where a report probably goes, by what was said when it was filed: the same for a request that is sent again.
    ///
    /// # Errors
    /// Database.
    pub async fn probably(view: &Viewer, case: &Arc<CaseView>) -> async_graphql::Result<Option<Agency>> {
        let rows = view.load(Routings(case.state.id)).await?.unwrap_or_default();
        let first = rows.into_iter().next_back().filter(|row| row.person.is_none());
        match first.and_then(|row| row.lead_id).filter(|_| !case.state.classification.is_supervisory()) {
            Some(lead) => Agency::load(view, lead).await,
            None => Ok(None),
        }
    }

    fn is_officers(&self) -> bool {
        self.view.op.actor().officer().is_some()
    }

    /// Whether the reasons would tell more than the viewer reads of the case: how a rule fared tells of the accused unit.
    fn tells_too_much(&self) -> bool {
        let accuses = self.case.state.accused.is_some() || self.row.person.as_deref() == Some("conflict");
        self.case.told.is_none() && accuses
    }

    /// Whether the viewer is told who leads: a reporter not where somebody in office is accused, nor once a person has
    /// decided otherwise.
    fn tells_lead(&self) -> bool {
        self.is_officers()
            || !(self.case.state.classification.is_supervisory() || self.row.state == vocab::SuggestionState::Other)
    }
}

/// What the forwarding rules said about a case, and what became of it. Officers who see the case; for its reporter only
/// `sentence` and `lead` are filled.
#[Object]
impl CaseRouting {
    /// When the rules were asked.
    async fn at(&self) -> DateTime<Utc> {
        self.row.at
    }
    /// Number of the version of the rules that decided. Officers.
    async fn version(&self) -> Option<i32> {
        self.row.number.filter(|_| self.is_officers())
    }
    /// That version. Those who keep the rules of its government.
    async fn rule_set(&self) -> async_graphql::Result<Option<RuleSet>> {
        match self.row.rule_set_id.filter(|_| self.is_officers()) {
            Some(id) => Ok(self.view.load(RuleSetById(id)).await?.map(|row| RuleSet::new(row, &self.view))),
            None => Ok(None),
        }
    }
    /// The decision with each rule that was tried. Officers; without the rules tried for those who do not read the report,
    /// and null for these where it would tell who is accused.
    async fn decision(&self) -> async_graphql::Result<Option<RoutingDecision>> {
        if !self.is_officers() || self.tells_too_much() {
            return Ok(None);
        }
        let decision = RoutingDecision::of_row(&self.row, &self.view);
        Ok(Some(match &self.case.told {
            Some(told) => decision.reading(&told.title, &told.body),
            None => decision,
        }))
    }
    /// What happens and why, in one sentence; for the reporter without rules and their reasons.
    async fn sentence(&self) -> async_graphql::Result<String> {
        let mut told = Told::of_row(&self.row);
        if self.is_officers() && !self.tells_too_much() {
            let locale = self.view.op.locale;
            return worded(&self.view, |names| decision::sentence(locale, &told.said(), names)).await;
        }
        told.lead = told.lead.filter(|_| self.tells_lead());
        told.for_reporter(&self.view).await
    }
    /// Who leads by it. Null where a person decides; for a reporter also where a person has decided otherwise, and where
    /// somebody in office is accused.
    async fn lead(&self) -> async_graphql::Result<Option<Agency>> {
        match self.row.lead_id.filter(|_| self.tells_lead()) {
            Some(id) => Agency::load(&self.view, id).await,
            None => Ok(None),
        }
    }
    /// The target of a matching rule is no more: somebody should look at the rules. Officers; false for others.
    async fn target_lost(&self) -> bool {
        self.row.target_lost && self.is_officers() && !self.tells_too_much()
    }
    /// What became of it.
    async fn state(&self) -> SuggestionState {
        self.row.state.into()
    }
    /// Why a person chose another agency. Officers; null where it would tell more than they read of the report.
    async fn other_reason(&self) -> Option<OtherReason> {
        self.row.other_reason.filter(|_| self.is_officers() && !self.tells_too_much()).map(Into::into)
    }
    /// Which agency the case was forwarded to. Officers.
    async fn chosen(&self) -> async_graphql::Result<Option<Agency>> {
        match self.row.chosen_id.filter(|_| self.is_officers()) {
            Some(id) => Agency::load(&self.view, id).await,
            None => Ok(None),
        }
    }
    /// When it was taken, not taken or overtaken. Officers.
    async fn settled_at(&self) -> Option<DateTime<Utc>> {
        self.row.settled_at.filter(|_| self.is_officers())
    }
}
