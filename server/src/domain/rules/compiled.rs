//! A rule set made ready, once per version. Rules are filed under their topics; those without under their regions, words
//! or named agencies; so that a report meets only those that can concern it. `decide` answers quickly and says nothing;
//! `evaluate` (in `evaluate.rs`) gives the same answer with its reasons.
use entities::vocab::{AgencyKind, Channel, Classification, Urgency};

use super::directory::{Directory, Spot};
use super::matcher::{Matcher, Pattern, Room};
use super::model::{Action, Mode, Rule, RuleSet, Scope, When};
use super::normalise::table::Map;
use super::report::Report;
use super::resolve::{Deaf, walk};

mod evaluate;
mod shelf;

use shelf::{Facts, Lean, Shelf, bits};

/// Why a person decides, without the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Person {
    /// See `PersonDecides::Conflict`.
    Conflict,
    /// See `PersonDecides::Confidential`.
    Confidential,
    /// See `PersonDecides::NoRule`.
    NoRule,
}

/// A decision without its reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Which of the rules, counted from zero.
    pub rule: Option<usize>,
    /// What to do.
    pub action: Option<Action>,
    /// Who leads.
    pub lead: Option<Spot>,
    /// Never less than it is already.
    pub urgency: Urgency,
    /// The system may forward.
    pub automatic: bool,
    /// A person decides.
    pub person: Option<Person>,
    /// The target of a matching rule is no more.
    pub target_lost: bool,
}

/// Room to decide in, used again from report to report.
#[derive(Debug, Default)]
pub struct Desk {
    room: Room,
    found: Vec<Pattern>,
    by_word: Vec<u32>,
    regions: Vec<u32>,
    named: Vec<u32>,
}

impl Desk {
    /// A desk that stays open: it remembers words from report to report.
    #[must_use]
    pub fn for_many() -> Self {
        Self { room: Room::remembering(), ..Self::default() }
    }
}

/// A rule set, ready.
#[derive(Debug, Clone)]
pub struct Compiled {
    scope: Scope,
    rules: Vec<Rule>,
    lean: Vec<Lean>,
    shelf: Shelf,
    matcher: Matcher,
    regions: Map<Box<str>, u32>,
    named: Map<Box<str>, u32>,
}

/// The code and everything above it: `63.01.03`, `63.01`, `63`.
fn upward(code: &str, sign: char) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(code), move |code| code.rsplit_once(sign).map(|(above, _)| above))
}

fn number(numbers: &mut Map<Box<str>, u32>, code: &str) -> u32 {
    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    *numbers.entry(code.into()).or_insert(next)
}

impl Compiled {
    /// Makes a set ready. It never fails: what cannot work is found by `lint`, and here never matches.
    #[must_use]
    pub fn new(set: &RuleSet) -> Self {
        let mut compiled = Self {
            scope: set.scope.clone(),
            rules: set.rules().to_vec(),
            lean: Vec::with_capacity(set.rules().len()),
            shelf: Shelf::default(),
            matcher: Matcher::default(),
            regions: Map::default(),
            named: Map::default(),
        };
        for (rule, at) in set.rules().iter().zip(0_u32..) {
            let lean = compiled.lean_of(&rule.when);
            if rule.active && !lean.never {
                compiled.shelf.file(at, &rule.when, &lean);
            }
            compiled.lean.push(lean);
        }
        compiled
    }

    fn lean_of(&mut self, when: &When) -> Lean {
        let patterns = |matcher: &mut Matcher, words: &[String]| -> Vec<Option<Pattern>> {
            words.iter().map(|word| matcher.add(word)).collect()
        };
        let (any, all) =
            (patterns(&mut self.matcher, &when.keywords_any), patterns(&mut self.matcher, &when.keywords_all));
        let never = (!any.is_empty() && any.iter().all(Option::is_none)) || all.contains(&None);
        let sorted = |patterns: Vec<Option<u32>>| {
            let mut patterns: Vec<u32> = patterns.into_iter().flatten().collect();
            patterns.sort_unstable();
            patterns.dedup();
            patterns
        };
        Lean {
            regions: sorted(when.regions.iter().map(|code| Some(number(&mut self.regions, code))).collect()),
            named: sorted(when.named_agencies.iter().map(|code| Some(number(&mut self.named, code))).collect()),
            classifications: bits(Classification::ALL, &when.classifications),
            channels: bits(Channel::ALL, &when.channels),
            kinds: bits(AgencyKind::ALL, &when.named_kinds),
            urgencies: bits(Urgency::ALL, &when.urgencies),
            any: sorted(any.clone()),
            all: sorted(all.clone()),
            written_any: any,
            written_all: all,
            never,
        }
    }

    /// The rules, in order; a verdict points into them.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whose rules they are.
    #[must_use]
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// How many different keywords it looks for.
    #[must_use]
    pub const fn keywords(&self) -> u32 {
        self.matcher.patterns()
    }

    /// Who gets this report.
    #[must_use]
    pub fn decide(&self, report: &Report<'_>, directory: &Directory) -> Verdict {
        self.decide_at(&mut Desk::default(), report, directory)
    }

    /// The same, for many reports at one desk.
    #[must_use]
    pub fn decide_at(&self, desk: &mut Desk, report: &Report<'_>, directory: &Directory) -> Verdict {
        let nobody = Verdict {
            rule: None,
            action: None,
            lead: None,
            urgency: report.urgency,
            automatic: false,
            person: Some(Person::NoRule),
            target_lost: false,
        };
        if is_confidential(report) {
            return Verdict { person: Some(Person::Confidential), ..nobody };
        }
        let mut lost = false;
        let verdict = self.first(desk, report, directory, |at, rule| {
            let verdict = Verdict {
                rule: Some(at),
                action: Some(rule.then.action),
                urgency: report.urgency.max(rule.then.urgency),
                person: None,
                ..nobody
            };
            if rule.then.action != Action::Forward {
                return Some(verdict);
            }
            let found = walk(rule.then.forward_to.as_ref()?, report, &self.scope, directory, &mut Deaf);
            lost |= found.lost;
            let lead = found.spot?;
            if conflicts(lead, report, directory).is_some() {
                return Some(Verdict { person: Some(Person::Conflict), ..verdict });
            }
            Some(Verdict { lead: Some(lead), automatic: rule.mode == Mode::Automatic, ..verdict })
        });
        let verdict = verdict.unwrap_or(nobody);
        // Where a target is lost, nothing runs by itself until a person has looked.
        Verdict { target_lost: lost, automatic: verdict.automatic && !lost, ..verdict }
    }

    /// The first answer for a rule whose conditions hold.
    fn first<T>(
        &self,
        desk: &mut Desk,
        report: &Report<'_>,
        directory: &Directory,
        mut answer: impl FnMut(usize, &Rule) -> Option<T>,
    ) -> Option<T> {
        let Desk { room, found, by_word, regions, named } = desk;
        found.clear();
        by_word.clear();
        regions.clear();
        named.clear();
        let mut read = false;
        if !self.shelf.by_word.is_empty() {
            self.read(report, room, found);
            read = true;
            by_word.extend(found.iter().filter_map(|word| self.shelf.by_word.get(word)).flatten());
            by_word.sort_unstable();
        }
        regions.extend(
            report.region.into_iter().flat_map(|code| upward(code, '.')).filter_map(|code| self.regions.get(code)),
        );
        named.extend(
            report.named.into_iter().flat_map(|code| upward(code, '-')).filter_map(|code| self.named.get(code)),
        );
        let facts = Facts::of(report, directory);
        let mut lists: Vec<&[u32]> = vec![&self.shelf.rest, by_word];
        lists.extend(
            report
                .topic
                .into_iter()
                .flat_map(|code| upward(code, '.'))
                .filter_map(|code| self.shelf.by_topic.get(code))
                .map(Vec::as_slice),
        );
        lists.extend(
            report
                .region
                .into_iter()
                .flat_map(|code| upward(code, '.'))
                .filter_map(|code| self.shelf.by_region.get(code))
                .map(Vec::as_slice),
        );
        lists.extend(
            report
                .named
                .into_iter()
                .flat_map(|code| upward(code, '-'))
                .filter_map(|code| self.shelf.by_named.get(code))
                .map(Vec::as_slice),
        );
        while let Some(at) = lists.iter().filter_map(|list| list.first()).min().copied() {
            for list in &mut lists {
                while let [head, rest @ ..] = *list
                    && *head == at
                {
                    *list = rest;
                }
            }
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            let (Some(lean), Some(rule)) = (self.lean.get(at), self.rules.get(at)) else { continue };
            if !lean.holds(&facts, regions, named)
                || !rule.when.time.as_ref().is_none_or(|time| report.received.is_some_and(|at| time.holds(at)))
            {
                continue;
            }
            if !(lean.any.is_empty() && lean.all.is_empty()) {
                if !read {
                    self.read(report, room, found);
                    read = true;
                }
                if !lean.reads(found) {
                    continue;
                }
            }
            if let Some(answer) = answer(at, rule) {
                return Some(answer);
            }
        }
        None
    }

    /// The keywords of a report, in order, each once.
    fn read(&self, report: &Report<'_>, room: &mut Room, found: &mut Vec<Pattern>) {
        self.matcher.each(report, room, |pattern, _, _| found.push(pattern));
        found.sort_unstable();
        found.dedup();
    }
}

/// Whistle-blowing is not for rules.
fn is_confidential(report: &Report<'_>) -> bool {
    report.classification == Classification::WhistleBlowing
}

/// The accused unit, if this target may not have the report.
fn conflicts(target: Spot, report: &Report<'_>, directory: &Directory) -> Option<Spot> {
    let accused = directory.spot(report.accused_or_named()?)?;
    if report.accused.is_none() && directory.seat(accused).is_some_and(|seat| seat.kind.is_government()) {
        // Whoever names a whole government accuses somebody in it, not its inspectorate.
        return None;
    }
    let barred = target == accused || (report.classification.is_supervisory() && directory.is_barred(target, accused));
    barred.then_some(accused)
}
