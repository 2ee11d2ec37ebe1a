//! Topics and places for which an ordinary report reaches the fallback only: of the kind that is usual for the topic,
//! through the web, naming nobody, with none of the keywords. It is tried, not concluded.
use entities::vocab::Classification;

use super::World;
use super::finding::{Finding, Kind};
use crate::domain::rules::compiled::{Compiled, Desk};
use crate::domain::rules::model::{RuleSet, Scope};
use crate::domain::rules::report::Report;

/// One finding about the fallback, with all pairs.
pub(super) fn only_fallback(set: &RuleSet, world: &World<'_>, findings: &mut Vec<Finding>) {
    let Some(fallback) = set.fallback().filter(|_| set.scope == Scope::Province) else { return };
    let compiled = Compiled::new(set);
    let areas = world.areas(&set.scope);
    let mut desk = Desk::default();
    let (mut pairs, mut count) = (vec![], 0);
    for topic in world.topics {
        let mut here = vec![];
        for area in &areas {
            let report = Report {
                topic: Some(&topic.code),
                region: Some(area),
                classification: topic.usually.unwrap_or(Classification::ServiceComplaint),
                ..Report::of_text("", "")
            };
            let rule = compiled.decide_at(&mut desk, &report, world.directory).rule;
            if rule.and_then(|at| compiled.rules().get(at)).is_some_and(|rule| rule.position == fallback.position) {
                here.push((*area).to_owned());
            }
        }
        if !here.is_empty() {
            count += here.len();
            pairs.push((topic.code.clone(), if here.len() == areas.len() { vec![] } else { here }));
        }
    }
    if count > 0 {
        findings.push(super::about(fallback, Kind::OnlyFallback { pairs, count }));
    }
}
