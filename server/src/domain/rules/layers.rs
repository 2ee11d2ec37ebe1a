//! Rules of governments, one after the other: the province decides on the government; then that government's own rules
//! decide within it. Never across the boundary: a target outside is lost, and what the province said stands.
use serde::{Deserialize, Serialize};

use super::compiled::{Compiled, Desk, Person, Verdict};
use super::directory::{Directory, Spot};
use super::model::{Action, Scope};
use super::report::Report;
use super::trace::{Decision, PersonDecides};

/// What both said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layered {
    /// What counts.
    pub decision: Decision,
    /// What the province said, where a government's own rules have decided after it.
    pub province: Option<Decision>,
    /// Whose own rules were asked, by code.
    pub government: Option<String>,
    /// Whether the province's rules, and then those of the government, have lost a target.
    #[serde(default)]
    pub lost_in: (bool, bool),
}

impl Layered {
    /// Whether a government's own rules decided, after the province had chosen it.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        self.province.is_some()
    }
    /// Without the rules that were not looked at and would not have fitted either: what is kept with a case.
    #[must_use]
    pub fn shortened(mut self) -> Self {
        self.decision.trace.shorten();
        if let Some(province) = &mut self.province {
            province.trace.shorten();
        }
        self
    }
}

/// Asks the province's rules, then those of the government that they chose, if it has any.
#[must_use]
pub fn decide_in_layers<'a>(
    province: &Compiled,
    own: impl Fn(&str) -> Option<&'a Compiled>,
    report: &Report<'_>,
    directory: &Directory,
) -> Layered {
    let first = province.evaluate(report, directory);
    let lead = first.lead.as_deref().and_then(|code| directory.spot(code));
    let Some((government, rules)) = own_rules(lead, first.action, own, directory) else {
        let lost_in = (!first.lost.is_empty(), false);
        return Layered { decision: first, province: None, government: None, lost_in };
    };
    let mut second = rules.evaluate(report, directory);
    let government = Some(government.to_owned());
    let lost_in = (!first.lost.is_empty(), !second.lost.is_empty());
    if second.person == Some(PersonDecides::NoRule) {
        // Nothing of its own fits. What was lost on the way is still said.
        let mut decision = first.clone();
        decision.automatic &= second.lost.is_empty();
        decision.lost.extend(second.lost);
        return Layered { decision, province: None, government, lost_in };
    }
    second.automatic &= first.automatic;
    second.lost.extend(first.lost.iter().cloned());
    second.urgency = second.urgency.max(first.urgency);
    Layered { decision: second, province: Some(first), government, lost_in }
}

/// The same answer without its reasons, and whether a government's own rules gave it (its rule is then one of theirs).
#[must_use]
pub fn verdict_in_layers<'a>(
    province: &Compiled,
    own: impl Fn(&str) -> Option<&'a Compiled>,
    desk: &mut Desk,
    report: &Report<'_>,
    directory: &Directory,
) -> (Verdict, bool) {
    let (verdict, own) = verdict_by(province, own, desk, report, directory);
    (verdict, own.is_some())
}

/// The same, with the government's own rules where they gave it.
#[must_use]
pub fn verdict_by<'a>(
    province: &Compiled,
    own: impl Fn(&str) -> Option<&'a Compiled>,
    desk: &mut Desk,
    report: &Report<'_>,
    directory: &Directory,
) -> (Verdict, Option<&'a Compiled>) {
    let first = province.decide_at(desk, report, directory);
    let Some((_, rules)) = own_rules(first.lead, first.action, own, directory) else { return (first, None) };
    let second = rules.decide_at(desk, report, directory);
    let target_lost = first.target_lost || second.target_lost;
    if second.person == Some(Person::NoRule) {
        return (Verdict { target_lost, automatic: first.automatic && !second.target_lost, ..first }, None);
    }
    let urgency = second.urgency.max(first.urgency);
    (Verdict { target_lost, urgency, automatic: first.automatic && second.automatic, ..second }, Some(rules))
}

/// The rules of the government that the province has chosen; a set of somebody else is not taken for them.
fn own_rules<'a, 'd>(
    lead: Option<Spot>,
    action: Option<Action>,
    own: impl Fn(&str) -> Option<&'a Compiled>,
    directory: &'d Directory,
) -> Option<(&'d str, &'a Compiled)> {
    let chosen = lead.filter(|_| action == Some(Action::Forward))?;
    let government = directory.code(directory.government(chosen)?);
    let rules = own(government)?;
    matches!(rules.scope(), Scope::Government(code) if code == government).then_some((government, rules))
}
