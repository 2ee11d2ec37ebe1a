//! What the forwarding rules said about a case, as the viewer may know it: officers who see the case with its reasons, the
//! reporter in plain words. Words of the report are shown only to those who read it.
use std::sync::Arc;

use async_graphql::Object;
use chrono::{DateTime, Utc};
use entities::{case_routing, vocab};
use serde_json::Value;

use super::{
    agency::Agency,
    enums::{OtherReason, SuggestionState},
    loaders::Routings,
    rule_loaders::RuleSetById,
    rule_names::worded,
    rule_set::RuleSet,
    rule_trace::RoutingDecision,
    view::Viewer,
};
use crate::{
    domain::rules::Action,
    op::Locale,
    store::{case_view::CaseView, routings},
    texts::rules::{
        Names,
        decision::{self, Said},
    },
};

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
    /// The decision with each rule that was tried. Officers; without matched words for those who do not read the report,
    /// and null for these where it would tell who is accused.
    async fn decision(&self) -> async_graphql::Result<Option<RoutingDecision>> {
        if !self.is_officers() || self.tells_too_much() {
            return Ok(None);
        }
        let mut row = self.row.clone();
        if self.case.told.is_none() {
            forget_words(&mut row.trace);
        }
        Ok(Some(RoutingDecision::of_row(&row, &self.view)))
    }
    /// What happens and why, in one sentence; for the reporter without rules and their reasons.
    async fn sentence(&self) -> async_graphql::Result<String> {
        let with_rule = self.is_officers() && !self.tells_too_much();
        let (locale, with_lead) = (self.view.op.locale, self.tells_lead());
        worded(&self.view, |names| sentence(locale, &self.row, with_rule, with_lead, names)).await
    }
    /// Who leads by it. Null where a person decides; for a reporter also where a person has decided otherwise, and where
    /// somebody in office is accused.
    async fn lead(&self) -> async_graphql::Result<Option<Agency>> {
        match self.row.lead_id.filter(|_| self.tells_lead()) {
            Some(id) => Agency::load(&self.view, id).await,
            None => Ok(None),
        }
    }
    /// What became of it.
    async fn state(&self) -> SuggestionState {
        self.row.state.into()
    }
    /// Why a person chose another agency. Officers.
    async fn other_reason(&self) -> Option<OtherReason> {
        self.row.other_reason.filter(|_| self.is_officers()).map(Into::into)
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

/// Takes the words of the report out of a kept trace, wherever they stand in it.
fn forget_words(kept: &mut Value) {
    match kept {
        Value::Object(fields) => {
            for (name, value) in fields {
                if name == "words" { *value = Value::Array(vec![]) } else { forget_words(value) }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(forget_words),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The one place that knows how the texts want a kept row.
fn sentence(locale: Locale, row: &case_routing::Model, with_rule: bool, with_lead: bool, names: &Names<'_>) -> String {
    let kept = routings::said(row).map(|said| said.decision);
    let position = row.rule_position.and_then(|position| u32::try_from(position).ok());
    let said = Said {
        rule: position.zip(row.rule_name.as_deref()),
        action: row.action.as_deref().and_then(Action::parse),
        lead: row.lead_code.as_deref().filter(|_| with_lead),
        urgency: row.urgency,
        automatic: row.automatic,
        because: row.because.as_deref(),
        archive_reason: kept.as_ref().and_then(|kept| kept.archive_reason.as_deref()),
        person: kept.as_ref().and_then(|kept| kept.person.as_ref()),
        lost: kept.as_ref().map(|kept| kept.lost.as_slice()).unwrap_or_default(),
        target_lost: row.target_lost,
    };
    if with_rule { decision::sentence(locale, &said, names) } else { decision::for_reporter(locale, &said, names) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_matched_word_is_left_in_a_trace_for_those_who_do_not_read_the_report() {
        let tried = json!([{ "position": 10, "name": "Jalan", "words": [{ "part": "body", "keyword": "trikora" }] }]);
        let mut kept = json!({ "decision": { "lead": "A", "trace": { "tried": tried } }, "province": { "trace": { "tried": tried } } });
        forget_words(&mut kept);
        let text = kept.to_string();
        assert!(!text.contains("trikora") && text.contains("Jalan"), "{text}");
    }
}
