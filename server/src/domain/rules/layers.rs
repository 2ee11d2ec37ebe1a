//! Rules of governments, one after the other: the province decides on the government; then that government's own rules
//! decide within it. Never across the boundary: a target outside is lost, and what the province said stands.
use super::compiled::Compiled;
use super::directory::Directory;
use super::model::{Action, Scope};
use super::report::Report;
use super::trace::{Decision, PersonDecides};

/// What both said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layered {
    /// What counts.
    pub decision: Decision,
    /// What the province said, where a government's own rules have decided after it.
    pub province: Option<Decision>,
    /// Whose own rules were asked, by code.
    pub government: Option<String>,
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
    let chosen = first.lead.as_deref().filter(|_| first.action == Some(Action::Forward));
    let government = chosen
        .and_then(|code| directory.spot(code))
        .and_then(|spot| directory.government(spot))
        .map(|spot| directory.code(spot).to_owned());
    let rules = government.as_deref().and_then(own);
    let (Some(government), Some(rules)) = (government, rules) else {
        return Layered { decision: first, province: None, government: None };
    };
    if *rules.scope() != Scope::Government(government.clone()) {
        return Layered { decision: first, province: None, government: None };
    }
    let mut second = rules.evaluate(report, directory);
    let government = Some(government);
    if second.person == Some(PersonDecides::NoRule) {
        // Nothing of its own fits. What was lost on the way is still said.
        let mut decision = first.clone();
        decision.automatic &= second.lost.is_empty();
        decision.lost.extend(second.lost);
        return Layered { decision, province: None, government };
    }
    second.automatic &= first.automatic;
    second.lost.extend(first.lost.iter().cloned());
    second.urgency = second.urgency.max(first.urgency);
    Layered { decision: second, province: Some(first), government }
}
