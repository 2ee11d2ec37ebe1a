//! Whether all reports of one rule are reports of another, by comparing conditions as sets. Sound, not complete: a "no"
//! means that it could not be shown.
use std::collections::HashSet;

use entities::vocab::{AgencyKind, Channel, Classification, Urgency};

use super::words::contains;
use crate::domain::rules::directory::Directory;
use crate::domain::rules::model::{Action, DAY, Rule, Scope, Target, TimeWindow, When, is_below};
use crate::domain::rules::normalise::normal_phrase;
use crate::domain::rules::report::Report;
use crate::domain::rules::resolve::resolve;

/// Conditions with their keywords in normal form.
#[derive(Debug, Clone)]
pub(super) struct Asked<'a> {
    pub when: &'a When,
    pub any: Vec<Vec<String>>,
    pub all: Vec<Vec<String>>,
    /// `any` to look into, and the length of its longest phrase.
    set: HashSet<Vec<String>>,
    longest: usize,
    /// A condition that nothing fulfils.
    pub never: bool,
}
impl<'a> Asked<'a> {
    pub fn new(when: &'a When) -> Self {
        let phrases = |list: &[String]| -> Vec<Vec<String>> {
            list.iter().map(|keyword| normal_phrase(keyword)).filter(|phrase| !phrase.is_empty()).collect()
        };
        let (any, all) = (phrases(&when.keywords_any), phrases(&when.keywords_all));
        let never = (any.is_empty() && !when.keywords_any.is_empty())
            || all.len() < when.keywords_all.len()
            || when.time.as_ref().is_some_and(TimeWindow::is_empty);
        let set = any.iter().cloned().collect();
        let longest = any.iter().map(Vec::len).max().unwrap_or(0);
        Self { when, any, all, set, longest, never }
    }

    /// Whether one of the phrases of `any` stands within this one.
    fn any_within(&self, phrase: &[String]) -> bool {
        (1..=self.longest.min(phrase.len())).any(|length| phrase.windows(length).any(|part| self.set.contains(part)))
    }

    /// How much work it is to compare an atom with it, in steps.
    pub fn work(&self, atom: &Atom<'_>) -> usize {
        let codes = [
            (self.when.topics.len(), atom.topics.len()),
            (self.when.regions.len(), atom.regions.len()),
            (self.when.named_agencies.len(), atom.named.len()),
            (1 + self.all.len(), atom.any.len()),
        ];
        1 + codes.iter().map(|(outer, inner)| outer * inner).sum::<usize>()
    }
}

/// Part of a rule's reports: one value or all of its values in each dimension.
#[derive(Debug, Clone)]
pub(super) struct Atom<'a> {
    pub topics: Vec<&'a str>,
    pub regions: Vec<&'a str>,
    pub classifications: Vec<Classification>,
    pub channels: Vec<Channel>,
    pub named: Vec<&'a str>,
    pub any: Vec<&'a Vec<String>>,
}
impl<'a> Atom<'a> {
    /// All reports of a rule.
    pub fn whole(asked: &'a Asked<'a>) -> Self {
        let when = asked.when;
        Self {
            topics: when.topics.iter().map(String::as_str).collect(),
            regions: when.regions.iter().map(String::as_str).collect(),
            classifications: when.classifications.clone(),
            channels: when.channels.clone(),
            named: when.named_agencies.iter().map(String::as_str).collect(),
            any: asked.any.iter().collect(),
        }
    }
}

/// Every code of `inner` lies at or below one of `outer`.
fn codes(outer: &[String], inner: &[&str], sign: char) -> bool {
    outer.is_empty()
        || (!inner.is_empty() && inner.iter().all(|code| outer.iter().any(|top| is_below(code, top, sign))))
}

/// Every value of `inner` is one of `outer`; a list of all values asks for nothing.
fn values<T: PartialEq>(outer: &[T], inner: &[T], all: &[T]) -> bool {
    outer.is_empty()
        || all.iter().all(|value| outer.contains(value))
        || (!inner.is_empty() && inner.iter().all(|value| outer.contains(value)))
}

/// Whether `outer` holds whenever the atom of `inner` holds.
pub(super) fn covers(outer: &Asked<'_>, inner: &Asked<'_>, atom: &Atom<'_>) -> bool {
    // Whistle-blowing reaches no rule, so a list without it may still be a list of all.
    let classes: Vec<Classification> =
        Classification::ALL.iter().copied().filter(|one| *one != Classification::WhistleBlowing).collect();
    !outer.never
        && codes(&outer.when.topics, &atom.topics, '.')
        && codes(&outer.when.regions, &atom.regions, '.')
        && codes(&outer.when.named_agencies, &atom.named, '-')
        && values(&outer.when.classifications, &atom.classifications, &classes)
        && values(&outer.when.channels, &atom.channels, Channel::ALL)
        && values(&outer.when.urgencies, &inner.when.urgencies, Urgency::ALL)
        && kinds(&outer.when.named_kinds, &inner.when.named_kinds)
        && times(outer.when.time.as_ref(), inner.when.time.as_ref())
        && words(outer, inner, atom)
}

/// A list of all kinds still asks that somebody is named.
fn kinds(outer: &[AgencyKind], inner: &[AgencyKind]) -> bool {
    outer.is_empty() || (!inner.is_empty() && inner.iter().all(|kind| outer.contains(kind)))
}

/// Windows change only where one of them opens or closes, and at midnight: it is enough to look there.
fn times(outer: Option<&TimeWindow>, inner: Option<&TimeWindow>) -> bool {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let (Some(outer), Some(inner)) = (outer, inner) else { return outer.is_none() };
    let minutes = [0, outer.from, outer.until, inner.from, inner.until];
    [Mon, Tue, Wed, Thu, Fri, Sat, Sun].into_iter().all(|day| {
        minutes
            .into_iter()
            .filter(|minute| *minute < DAY)
            .all(|minute| !inner.holds_at(day, minute) || outer.holds_at(day, minute))
    })
}

fn words(outer: &Asked<'_>, inner: &Asked<'_>, atom: &Atom<'_>) -> bool {
    // What is surely in the text when the atom holds: all of `all`, and one of `any`.
    let surely = |wanted: &dyn Fn(&Vec<String>) -> bool| {
        inner.all.iter().any(wanted) || (!atom.any.is_empty() && atom.any.iter().all(|phrase| wanted(phrase)))
    };
    let any = outer.any.is_empty() || surely(&|phrase| outer.any_within(phrase));
    any && outer.all.iter().all(|part| surely(&|phrase| contains(phrase, part)))
}

/// Whether the rule keeps every report of these regions that it matches: it forwards nothing, or its target is always there.
pub(super) fn always_takes(rule: &Rule, regions: &[&str], scope: &Scope, directory: &Directory) -> bool {
    if rule.then.action != Action::Forward {
        return true;
    }
    let Some(target) = &rule.then.forward_to else { return false };
    let resolves = |region: Option<&str>| {
        let report = Report { region, ..Report::of_text("", "") };
        resolve(target, &report, scope, directory).0.spot.is_some()
    };
    match target {
        Target::Named => false,
        // Without a region, only what is named by its code is left; that then serves everywhere.
        Target::Agency(_) => resolves(None),
        Target::Relative { .. } => {
            resolves(None)
                || (!regions.is_empty()
                    && regions.iter().all(|region| {
                        let is_area = Report { region: Some(region), ..Report::of_text("", "") }.regency().is_some();
                        is_area && resolves(Some(region))
                    }))
        }
    }
}
