//! What the forwarding rules said about a case, as the viewer may know it: officers who see the case with its reasons, the
//! reporter in plain words. Words of the report are shown only to those who read it.
use std::sync::Arc;

use async_graphql::Object;
use chrono::{DateTime, Utc};
use entities::{case_routing, vocab};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    agency::Agency,
    enums::{OtherReason, SuggestionState},
    loaders::Routings,
    rule_set::RuleSet,
    rule_trace::RoutingDecision,
    view::Viewer,
};
use crate::{
    domain::rules::{Action, Lost, PersonDecides},
    op::Locale,
    store::case_view::CaseView,
    texts::rules::{
        Name,
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

    /// Who leads by it, as far as the viewer is told: a reporter is told nothing where a person decides, or decided
    /// otherwise.
    async fn told_lead(&self) -> async_graphql::Result<Option<Agency>> {
        let hidden = !self.is_officers()
            && (self.case.state.classification.is_supervisory() || self.row.state == vocab::SuggestionState::Other);
        match self.row.lead_id.filter(|_| !hidden) {
            Some(lead) => Agency::load(&self.view, lead).await,
            None => Ok(None),
        }
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
            Some(id) => RuleSet::load(&self.view, id).await,
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
        let lead = self.told_lead().await?;
        let with_rule = self.is_officers() && !self.tells_too_much();
        Ok(sentence(self.view.op.locale, &self.row, with_rule, lead.as_ref().map(|lead| lead.row.name.as_str())))
    }
    /// Who leads by it. Null where a person decides; for a reporter also where a person has decided otherwise, and where
    /// somebody in office is accused.
    async fn lead(&self) -> async_graphql::Result<Option<Agency>> {
        self.told_lead().await
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

/// A part of the kept decision.
fn kept<T: DeserializeOwned + Default>(row: &case_routing::Model, part: &str) -> T {
    let value = row.trace.get("decision").and_then(|decision| decision.get(part)).cloned();
    value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
}

/// The one place that knows how the texts want a kept row.
fn sentence(locale: Locale, row: &case_routing::Model, with_rule: bool, lead: Option<&str>) -> String {
    let person: Option<PersonDecides> = kept(row, "person");
    let lost: Vec<Lost> = kept(row, "lost");
    let archive_reason: Option<String> = kept(row, "archive_reason");
    let position = row.rule_position.and_then(|position| u32::try_from(position).ok());
    let said = Said {
        rule: position.zip(row.rule_name.as_deref()),
        action: row.action.as_deref().and_then(Action::parse),
        lead: row.lead_code.as_deref().filter(|_| lead.is_some()),
        urgency: row.urgency,
        automatic: row.automatic,
        because: row.because.as_deref(),
        archive_reason: archive_reason.as_deref(),
        person: person.as_ref(),
        lost: &lost,
        target_lost: row.target_lost,
    };
    let names = |name: Name<'_>| match name {
        Name::Agency(code) if row.lead_code.as_deref() == Some(code) => lead.map(str::to_owned),
        Name::Agency(_) | Name::Topic(_) | Name::Region(_) | Name::Reason(_) => None,
    };
    if with_rule { decision::sentence(locale, &said, &names) } else { decision::for_reporter(locale, &said, &names) }
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
