//! The rules read aloud, one after the other, without an index: what `compiled` must agree with.
use entities::vocab::Classification;

use super::compiled::{Person, Verdict};
use super::directory::Directory;
use super::model::{Action, Mode, RuleSet, When, is_below};
use super::normalise::normal_phrase;
use super::report::Report;
use super::resolve::resolve;

/// Who gets this report.
pub fn decide(set: &RuleSet, report: &Report<'_>, directory: &Directory) -> Verdict {
    let mut verdict = Verdict {
        rule: None,
        action: None,
        lead: None,
        urgency: report.urgency,
        automatic: false,
        person: Some(Person::NoRule),
        target_lost: false,
    };
    if report.classification == Classification::WhistleBlowing {
        verdict.person = Some(Person::Confidential);
        return verdict;
    }
    for (at, rule) in set.rules().iter().enumerate() {
        if !rule.active || !holds(&rule.when, report, directory) {
            continue;
        }
        let mut lead = None;
        if rule.then.action == Action::Forward {
            let Some(target) = &rule.then.forward_to else { continue };
            let (found, _) = resolve(target, report, &set.scope, directory);
            verdict.target_lost |= found.lost;
            let Some(spot) = found.spot else { continue };
            lead = Some(spot);
        }
        verdict.rule = Some(at);
        verdict.action = Some(rule.then.action);
        verdict.urgency = report.urgency.max(rule.then.urgency);
        verdict.person = None;
        if let Some(spot) = lead {
            if is_conflict(report, directory, directory.code(spot)) {
                verdict.person = Some(Person::Conflict);
            } else {
                verdict.lead = lead;
                verdict.automatic = rule.mode == Mode::Automatic && !verdict.target_lost;
            }
        }
        return verdict;
    }
    verdict
}

fn is_conflict(report: &Report<'_>, directory: &Directory, target: &str) -> bool {
    let supervisory = report.classification.is_supervisory();
    let named = report.named.filter(|code| directory.get(code).is_some_and(|seat| !seat.kind.is_government()));
    let Some(accused) = report.accused.or(if supervisory { named } else { None }) else { return false };
    if directory.get(accused).is_none() {
        return false;
    }
    // Chains of codes from the unit to the root.
    let chain = |code: &str| -> Vec<String> {
        let mut chain = vec![];
        let mut next = directory.get(code);
        while let Some(seat) = next {
            chain.push(seat.code.clone());
            next = seat.parent.as_deref().and_then(|parent| directory.get(parent));
        }
        chain
    };
    let below = chain(target).iter().any(|code| code == accused);
    let mut department = chain(accused);
    match department.iter().position(|code| directory.get(code).is_some_and(|seat| seat.kind.is_government())) {
        Some(government) => department.truncate(government),
        None => {
            department.pop();
        }
    }
    target == accused || (supervisory && (below || department.iter().any(|code| code == target)))
}

/// Whether all conditions hold.
pub fn holds(when: &When, report: &Report<'_>, directory: &Directory) -> bool {
    let title: Vec<String> = normal_phrase(report.title);
    let body: Vec<String> = normal_phrase(report.body);
    let contains = |keyword: &String| {
        let phrase = normal_phrase(keyword);
        !phrase.is_empty()
            && [&title, &body].into_iter().any(|text| text.windows(phrase.len()).any(|part| part == phrase))
    };
    let kind = report.named.and_then(|code| directory.get(code)).map(|seat| seat.kind);
    (when.topics.is_empty() || report.topic.is_some_and(|code| when.topics.iter().any(|top| is_below(code, top, '.'))))
        && (when.regions.is_empty()
            || report.region.is_some_and(|code| when.regions.iter().any(|top| is_below(code, top, '.'))))
        && (when.classifications.is_empty() || when.classifications.contains(&report.classification))
        && (when.channels.is_empty() || when.channels.contains(&report.channel))
        && (when.named_agencies.is_empty()
            || report.named.is_some_and(|code| when.named_agencies.iter().any(|top| is_below(code, top, '-'))))
        && (when.named_kinds.is_empty() || kind.is_some_and(|kind| when.named_kinds.contains(&kind)))
        && (when.urgencies.is_empty() || when.urgencies.contains(&report.urgency))
        && when.time.as_ref().is_none_or(|time| report.received.is_some_and(|at| time.holds(at)))
        && (when.keywords_any.is_empty() || when.keywords_any.iter().any(contains))
        && when.keywords_all.iter().all(contains)
}
