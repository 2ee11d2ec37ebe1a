//! What the rules decided about one report, and why: for the test box and for the page of a case alike.
//!
//! `Told` is what there is to tell; `RoutingDecision::new(&view, told)` shows it. It comes from `Told::of_layered`, where
//! the rules have just been asked, or from `Told::of_row`, where it was kept with a case. `text` is title and body as
//! typed: without it no rules that were tried are shown, because how a rule fared tells which of its words the text has,
//! and that is how it must be for somebody who may not read the text of the case.
//! `RoutingDecision::of_row(&row, &view)` is without it; `.reading(title, body)` adds it.
use std::{ops::Range, sync::Arc};

use async_graphql::{Object, SimpleObject};
use entities::{case_routing, vocab};

use super::{
    agency::Agency,
    enums::Urgency,
    loaders::ByCode,
    rule_enums::{PersonNeeded, RuleAction, TextPart, TriedOutcome},
    rule_names::worded,
    rule_set::whole,
    view::Viewer,
};
use crate::{
    domain::rules::{Action, Layered, Lost, Part, PersonDecides, Trace, Tried},
    store::routings,
    texts::rules::{
        decision::{self, Said},
        trace,
    },
};

/// Title and body of a report, as typed.
pub type Texts = (String, String);

/// What there is to tell of a decision.
#[derive(Debug, Clone)]
pub struct Told {
    /// Position and name of the rule that decided.
    pub rule: Option<(u32, String)>,
    /// What to do.
    pub action: Option<Action>,
    /// Code of the agency that leads.
    pub lead: Option<String>,
    /// Codes of those that help.
    pub supporting: Vec<String>,
    /// Codes of those that read.
    pub informed: Vec<String>,
    /// How urgent.
    pub urgency: vocab::Urgency,
    /// The system may forward, or has forwarded.
    pub automatic: bool,
    /// The reason that the rule gives.
    pub because: Option<String>,
    /// Suggested reason to archive.
    pub archive_reason: Option<String>,
    /// Suggested standard reply.
    pub reply_code: Option<String>,
    /// Why a person decides.
    pub person: Option<PersonDecides>,
    /// Targets that are no more, where they are known.
    pub lost: Vec<Lost>,
    /// A target of a matching rule is no more.
    pub target_lost: bool,
    /// The traces, in the order in which the rules were asked; `true` for those of a government's own.
    pub layers: Vec<(bool, Trace)>,
    /// Title and body, for those who may read them.
    pub text: Option<Arc<Texts>>,
}

impl Told {
    /// What the rules have just said. `because` is the reason of the rule that decided.
    #[must_use]
    pub fn of_layered(layered: &Layered, because: Option<String>, text: Option<Arc<Texts>>) -> Self {
        let decision = &layered.decision;
        let mut traces = vec![];
        if let Some(province) = &layered.province {
            traces.push((false, province.trace.clone()));
        }
        traces.push((layered.province.is_some(), decision.trace.clone()));
        Self {
            rule: decision.rule.clone(),
            action: decision.action,
            lead: decision.lead.clone(),
            supporting: decision.supporting.clone(),
            informed: decision.cc.clone(),
            urgency: decision.urgency,
            automatic: decision.automatic,
            because,
            archive_reason: decision.archive_reason.clone(),
            reply_code: decision.reply_code.clone(),
            person: decision.person.clone(),
            lost: decision.lost.clone(),
            target_lost: !decision.lost.is_empty(),
            layers: traces,
            text,
        }
    }

    /// What was kept with a case. A row whose reasons cannot be read any more still tells what was decided.
    #[must_use]
    pub fn of_row(row: &case_routing::Model) -> Self {
        if let Some(layered) = routings::said(row) {
            return Self::of_layered(&layered, row.because.clone(), None);
        }
        let codes = |list: &serde_json::Value| serde_json::from_value(list.clone()).unwrap_or_default();
        let position = row.rule_position.and_then(|position| u32::try_from(position).ok());
        Self {
            rule: position.zip(row.rule_name.clone()),
            action: row.action.as_deref().and_then(Action::parse),
            lead: row.lead_code.clone(),
            supporting: codes(&row.supporting),
            informed: codes(&row.informed),
            urgency: row.urgency,
            automatic: row.automatic,
            because: row.because.clone(),
            archive_reason: None,
            reply_code: None,
            person: row.person.as_deref().and_then(|word| match word {
                // Whom it concerned is not known any more.
                "conflict" => Some(PersonDecides::Conflict { target: String::new(), accused: String::new() }),
                "confidential" => Some(PersonDecides::Confidential),
                "no_rule" => Some(PersonDecides::NoRule),
                _ => None,
            }),
            lost: vec![],
            target_lost: row.target_lost,
            layers: vec![],
            text: None,
        }
    }

    /// For the sentences.
    #[must_use]
    pub fn said(&self) -> Said<'_> {
        Said {
            rule: self.rule.as_ref().map(|(position, name)| (*position, name.as_str())),
            action: self.action,
            lead: self.lead.as_deref(),
            urgency: self.urgency,
            automatic: self.automatic,
            because: self.because.as_deref(),
            archive_reason: self.archive_reason.as_deref(),
            person: self.person.as_ref(),
            lost: &self.lost,
            target_lost: self.target_lost,
        }
    }

    /// One sentence for the reporter: where it goes, without rules and their reasons.
    ///
    /// # Errors
    /// Database.
    pub async fn for_reporter(&self, view: &Viewer) -> async_graphql::Result<String> {
        let locale = view.op.locale;
        worded(view, |names| decision::for_reporter(locale, &self.said(), names)).await
    }
}

/// What the rules decided about one report, and why.
pub struct RoutingDecision {
    told: Arc<Told>,
    view: Viewer,
}

impl RoutingDecision {
    /// Of what there is to tell.
    #[must_use]
    pub fn new(view: &Viewer, told: Told) -> Self {
        Self { told: Arc::new(told), view: view.clone() }
    }

    /// As it was kept with a case, without the words of its text.
    #[must_use]
    pub fn of_row(row: &case_routing::Model, view: &Viewer) -> Self {
        Self::new(view, Told::of_row(row))
    }

    /// With the words of the text, for somebody who may read it.
    #[must_use]
    pub fn reading(self, title: &str, body: &str) -> Self {
        let text = Some(Arc::new((title.to_owned(), body.to_owned())));
        Self::new(&self.view, Told { text, ..Told::clone(&self.told) })
    }

    async fn agency(&self, code: &str) -> async_graphql::Result<Option<Agency>> {
        let row = self.view.load(ByCode(code.to_owned())).await?;
        Ok(row.map(|row| Agency::new(row, &self.view)))
    }

    async fn agencies(&self, codes: &[String]) -> async_graphql::Result<Vec<Agency>> {
        let found = futures::future::try_join_all(codes.iter().map(|code| self.agency(code))).await?;
        Ok(found.into_iter().flatten().collect())
    }
}

/// What the rules decided about one report, and why. Keepers of rules (test box); officers of the case.
#[Object]
impl RoutingDecision {
    /// Position of the rule that decided; null where none did.
    async fn rule_position(&self) -> Option<i32> {
        self.told.rule.as_ref().map(|rule| whole(rule.0))
    }
    /// Name of the rule that decided.
    async fn rule_name(&self) -> Option<&str> {
        self.told.rule.as_ref().map(|rule| rule.1.as_str())
    }
    /// What to do; null where a person decides without a rule.
    async fn action(&self) -> Option<RuleAction> {
        self.told.action.map(Into::into)
    }
    /// Who leads; null where nobody is to get it by rule.
    async fn lead(&self) -> async_graphql::Result<Option<Agency>> {
        match &self.told.lead {
            Some(code) => self.agency(code).await,
            None => Ok(None),
        }
    }
    /// Who helps.
    async fn supporting(&self) -> async_graphql::Result<Vec<Agency>> {
        self.agencies(&self.told.supporting).await
    }
    /// Who reads along.
    async fn informed(&self) -> async_graphql::Result<Vec<Agency>> {
        self.agencies(&self.told.informed).await
    }
    /// How urgent it becomes; never less than it was.
    async fn urgency(&self) -> Urgency {
        self.told.urgency.into()
    }
    /// The system may forward it by itself.
    async fn automatic(&self) -> bool {
        self.told.automatic
    }
    /// The reason that the rule gives, in Indonesian.
    async fn because(&self) -> Option<&str> {
        self.told.because.as_deref()
    }
    /// Suggested reason to archive.
    async fn archive_reason_code(&self) -> Option<&str> {
        self.told.archive_reason.as_deref()
    }
    /// Suggested standard reply.
    async fn reply_code(&self) -> Option<&str> {
        self.told.reply_code.as_deref()
    }
    /// Why a person must decide; null where none must.
    async fn person(&self) -> Option<PersonNeeded> {
        self.told.person.as_ref().map(Into::into)
    }
    /// In the viewer's language: what happens and why.
    async fn sentence(&self) -> async_graphql::Result<String> {
        let locale = self.view.op.locale;
        worded(&self.view, |names| decision::sentence(locale, &self.told.said(), names)).await
    }
    /// A target of a matching rule is no more: the rule needs mending, and nothing runs by itself until then.
    async fn target_lost(&self) -> bool {
        self.told.target_lost
    }
    /// Each rule that was looked at, in order: those of the province, then those of the government that they chose. Empty for
    /// those who may not read the text: how a rule fared tells of its words.
    async fn trace(&self) -> Vec<TriedRule> {
        let layers = self.told.layers.iter().filter(|_| self.told.text.is_some());
        layers
            .flat_map(|(own, trace)| trace.tried.iter().map(move |tried| (*own, tried)))
            .map(|(own, tried)| TriedRule {
                tried: tried.clone(),
                own,
                text: self.told.text.clone(),
                view: self.view.clone(),
            })
            .collect()
    }
}

/// One rule and the report.
pub struct TriedRule {
    tried: Tried,
    own: bool,
    text: Option<Arc<Texts>>,
    view: Viewer,
}

/// One rule and the report that was held against it. Keepers of rules (test box); officers of the case.
#[Object]
impl TriedRule {
    /// Position of the rule.
    async fn position(&self) -> i32 {
        whole(self.tried.position)
    }
    /// Name of the rule.
    async fn name(&self) -> &str {
        &self.tried.name
    }
    /// It is one of the own rules of the government that the province's rules chose.
    async fn own(&self) -> bool {
        self.own
    }
    /// What became of it.
    async fn outcome(&self) -> TriedOutcome {
        (&self.tried.outcome).into()
    }
    /// The same in the viewer's language; of a condition that does not hold, which.
    async fn sentence(&self) -> String {
        trace::outcome(self.view.op.locale, &self.tried.outcome)
    }
    /// The way to its targets, step by step, in the viewer's language.
    async fn steps(&self) -> async_graphql::Result<Vec<String>> {
        let locale = self.view.op.locale;
        worded(&self.view, |names| trace::steps(locale, &self.tried.outcome, names)).await
    }
    /// Its words that were found in the text, the first 20, even where another condition failed; empty for those who may not
    /// read the text.
    async fn words(&self) -> Vec<MatchedWord> {
        let Some(text) = &self.text else { return vec![] };
        let found = self.tried.words.iter();
        found
            .filter_map(|word| {
                let (part, whole_text) = match word.part {
                    Part::Title => (TextPart::Title, &text.0),
                    Part::Body => (TextPart::Body, &text.1),
                };
                let (start, end, text) = characters(whole_text, &word.range)?;
                Some(MatchedWord { part, start, end, text, keyword: word.keyword.clone() })
            })
            .collect()
    }
}

/// A word or phrase of a rule that was found. Those who may read the text.
#[derive(SimpleObject)]
pub struct MatchedWord {
    /// Where.
    pub part: TextPart,
    /// First character of the title or text, counted from 0.
    pub start: usize,
    /// The character behind its last.
    pub end: usize,
    /// As it stands there.
    pub text: String,
    /// As the rule has it.
    pub keyword: String,
}

/// From bytes to characters, with the piece itself; `None` where the bytes are not of this text.
fn characters(text: &str, bytes: &Range<usize>) -> Option<(usize, usize, String)> {
    let piece = text.get(bytes.clone())?;
    let start = text.get(..bytes.start)?.chars().count();
    Some((start, start + piece.chars().count(), piece.to_owned()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::rules::{Compiled, Directory, Report, Rule, RuleSet, Target, Then, When};

    #[test]
    fn places_are_told_in_characters() {
        let text = "É lampu “gang” mati";
        let bytes = text.find("gang").unwrap();
        assert_eq!(characters(text, &(bytes..bytes + 4)), Some((9, 13, "gang".to_owned())));
        assert_eq!(characters(text, &(0..2)), Some((0, 1, "É".to_owned())));
        assert_eq!(characters(text, &(1..2)), None, "half a character");
        assert_eq!(characters(text, &(0..500)), None, "another text");
        assert_eq!(characters("", &(0..0)), Some((0, 0, String::new())));
    }

    #[test]
    fn found_words_stand_where_the_schema_says() {
        let words = When { keywords_any: vec!["lampu".to_owned()], ..When::default() };
        let rule = Rule::new(10, "Lampu", words, Then::forward(Target::Named));
        let compiled = Compiled::new(&RuleSet::province(vec![rule]));
        let (title, body) = ("“Gelap”: é", "Ïni lampu, itu lampu.");
        let decision = compiled.evaluate(&Report::of_text(title, body), &Directory::default());
        let tried = decision.trace.tried.first().unwrap();
        let places: Vec<_> = tried
            .words
            .iter()
            .map(|word| characters(body, &word.range).unwrap())
            .map(|(at, end, _)| (at, end))
            .collect();
        assert_eq!(places, [(4, 9), (15, 20)]);
    }
}
