//! The shape of a set: limits, positions, the fallback, conditions that contradict themselves. Nothing is compared between rules.
use std::collections::{BTreeMap, HashSet};

use entities::vocab::Classification;

use super::finding::{CodeField, Finding, Kind, Limit};
use super::{Limits, World, about};
use crate::domain::rules::model::{Action, Mode, Rule, RuleSet, Scope, Target, is_below};

/// What is too large; each limit once a rule.
pub(super) fn limits(set: &RuleSet, findings: &mut Vec<Finding>) {
    if set.rules().len() > Limits::RULES {
        let kind = Kind::TooMuch { limit: Limit::Rules, most: Limits::RULES, there: set.rules().len() };
        findings.push(Finding { rule: None, kind });
        return;
    }
    let keywords = |rule: &Rule| rule.when.keywords_any.len() + rule.when.keywords_all.len();
    let there = set.rules().iter().map(keywords).sum();
    if there > Limits::ALL_KEYWORDS {
        let kind = Kind::TooMuch { limit: Limit::AllKeywords, most: Limits::ALL_KEYWORDS, there };
        findings.push(Finding { rule: None, kind });
    }
    for rule in set.rules() {
        let (when, then) = (&rule.when, &rule.then);
        let longest = |texts: &[String]| texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        let codes = [&when.topics, &when.regions, &when.named_agencies];
        let functions = |target: &Target| match target {
            Target::Relative { functions, .. } => functions.clone(),
            Target::Agency(_) | Target::Named => vec![],
        };
        let targets: Vec<&Target> = then.targets().collect();
        let named: Vec<String> = targets.iter().flat_map(|target| target.codes()).map(str::to_owned).collect();
        let tried: Vec<Vec<String>> = targets.iter().map(|target| functions(target)).collect();
        let code = codes.iter().map(|codes| longest(codes)).max().unwrap_or(0);
        let code = code.max(longest(&named)).max(longest(&tried.concat()));
        for (limit, most, there) in [
            (Limit::Keywords, Limits::KEYWORDS, keywords(rule)),
            (Limit::KeywordLength, Limits::KEYWORD, longest(&when.keywords_any).max(longest(&when.keywords_all))),
            (Limit::Codes, Limits::CODES, codes.iter().map(|codes| codes.len()).max().unwrap_or(0)),
            (Limit::CodeLength, Limits::CODE, code),
            (Limit::Targets, Limits::TARGETS, then.supporting.len().max(then.cc.len())),
            (Limit::Functions, Limits::FUNCTIONS, tried.iter().map(Vec::len).max().unwrap_or(0)),
            (Limit::NameLength, Limits::NAME, rule.name.chars().count()),
            (Limit::ReasonLength, Limits::REASON, rule.because.chars().count()),
        ] {
            if there > most {
                findings.push(about(rule, Kind::TooMuch { limit, most, there }));
            }
        }
    }
}

/// The set as a whole.
pub(super) fn set(set: &RuleSet, findings: &mut Vec<Finding>) {
    let mut positions = BTreeMap::new();
    for rule in set.rules() {
        *positions.entry(rule.position).or_insert(0_usize) += 1;
    }
    for rule in set.rules().iter().filter(|rule| positions.get(&rule.position).is_some_and(|times| *times > 1)) {
        findings.push(about(rule, Kind::PositionTwice));
    }
    // A government's own rules end with what the province has said.
    if set.scope == Scope::Province && set.fallback().is_none() {
        findings.push(Finding { rule: None, kind: Kind::NoFallback });
    }
}

/// Codes that there are.
pub(super) struct Known<'a> {
    topics: HashSet<&'a str>,
    regions: HashSet<&'a str>,
}
impl<'a> Known<'a> {
    /// Those of the world.
    pub fn of(world: &World<'a>) -> Self {
        Self {
            topics: world.topics.iter().map(|topic| topic.code.as_str()).collect(),
            regions: world.regions.iter().map(String::as_str).collect(),
        }
    }
}

/// One rule by itself.
pub(super) fn rule(rule: &Rule, set: &RuleSet, world: &World<'_>, known: &Known<'_>, findings: &mut Vec<Finding>) {
    let (when, then) = (&rule.when, &rule.then);
    let mut add = |kind| findings.push(about(rule, kind));
    if rule.name.trim().is_empty() {
        add(Kind::NoName);
    }
    if rule.because.trim().is_empty() {
        add(Kind::NoReason);
    }
    match (then.action, &then.forward_to) {
        (Action::Forward, None) => add(Kind::NoTarget),
        (Action::Refer | Action::AskSupplement | Action::Archive, Some(_)) => add(Kind::TargetWithoutForward),
        (Action::Forward, Some(_)) | (Action::Refer | Action::AskSupplement | Action::Archive, None) => {}
    }
    if rule.mode == Mode::Automatic && then.action != Action::Forward {
        add(Kind::AutomaticWithoutForward);
    }
    if when.time.as_ref().is_some_and(crate::domain::rules::model::TimeWindow::is_empty) {
        add(Kind::TimeEmpty);
    }
    if !when.classifications.is_empty() && when.classifications.iter().all(|one| *one == Classification::WhistleBlowing)
    {
        add(Kind::OnlyConfidential);
    }
    if !when.named_agencies.is_empty()
        && !when.named_kinds.is_empty()
        && !world.directory.any_named(&when.named_agencies, &when.named_kinds)
    {
        add(Kind::NamedContradicts);
    }
    for (field, codes, sign, known) in [
        (CodeField::Topics, &when.topics, '.', Some(&known.topics)),
        (CodeField::Regions, &when.regions, '.', Some(&known.regions)),
        (CodeField::NamedAgencies, &when.named_agencies, '-', None),
    ] {
        for (at, code) in codes.iter().enumerate() {
            let is_known =
                known.map_or_else(|| world.directory.spot(code).is_some(), |known| known.contains(code.as_str()));
            if !is_known {
                add(Kind::CodeUnknown { field, code: code.clone() });
            }
            let within = codes
                .iter()
                .enumerate()
                .find(|(other, top)| *other != at && is_below(code, top, sign) && (*top != code || *other < at));
            if let Some((_, within)) = within {
                add(Kind::CodeContained { field, code: code.clone(), within: within.clone() });
            }
        }
    }
    if let Scope::Government(government) = &set.scope
        && let Some(own) = world.directory.get(government).and_then(|seat| seat.region.as_deref())
    {
        for code in when.regions.iter().filter(|code| !is_below(code, own, '.') && !is_below(own, code, '.')) {
            add(Kind::RegionOutside { code: code.clone() });
        }
    }
}
