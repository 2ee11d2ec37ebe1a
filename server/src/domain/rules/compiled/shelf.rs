//! Rules in numbers, filed where a report finds them: what makes `decide` quick.
use entities::vocab::{AgencyKind, Channel, Classification, Urgency};

use crate::domain::rules::directory::Directory;
use crate::domain::rules::matcher::Pattern;
use crate::domain::rules::model::When;
use crate::domain::rules::normalise::table::Map;
use crate::domain::rules::report::Report;

/// Conditions in numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Lean {
    pub regions: Vec<u32>,
    pub named: Vec<u32>,
    pub classifications: u32,
    pub channels: u32,
    pub kinds: u32,
    pub urgencies: u32,
    pub any: Vec<Pattern>,
    pub all: Vec<Pattern>,
    /// Numbers of the keywords in the order in which they are written; none for what normalises to nothing.
    pub written_any: Vec<Option<Pattern>>,
    pub written_all: Vec<Option<Pattern>>,
    /// A keyword condition that nothing can fulfil.
    pub never: bool,
}

/// Lists of rules, each in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    pub by_topic: Map<Box<str>, Vec<u32>>,
    pub by_word: Map<Pattern, Vec<u32>>,
    pub by_region: Map<Box<str>, Vec<u32>>,
    pub by_named: Map<Box<str>, Vec<u32>>,
    pub rest: Vec<u32>,
}

/// One bit for each value; none set asks for nothing.
pub(super) fn bits<T: Copy + PartialEq>(all: &[T], chosen: &[T]) -> u32 {
    all.iter().zip(0_u32..).filter(|(value, _)| chosen.contains(value)).fold(0, |bits, (_, at)| bits | (1 << at))
}

fn bit<T: Copy + PartialEq>(all: &[T], value: T) -> u32 {
    bits(all, &[value])
}

/// What a report is, in bits.
pub(super) struct Facts {
    classification: u32,
    channel: u32,
    urgency: u32,
    kind: u32,
}
impl Facts {
    pub fn of(report: &Report<'_>, directory: &Directory) -> Self {
        let kind = report.named.and_then(|code| directory.get(code)).map(|seat| seat.kind);
        Self {
            classification: bit(Classification::ALL, report.classification),
            channel: bit(Channel::ALL, report.channel),
            urgency: bit(Urgency::ALL, report.urgency),
            kind: kind.map_or(0, |kind| bit(AgencyKind::ALL, kind)),
        }
    }
}

impl Lean {
    /// All but topic, time and words.
    pub fn holds(&self, facts: &Facts, regions: &[u32], named: &[u32]) -> bool {
        let asks = |wanted: u32, there: u32| wanted == 0 || wanted & there != 0;
        let lies = |wanted: &[u32], there: &[u32]| {
            wanted.is_empty() || there.iter().any(|code| wanted.binary_search(code).is_ok())
        };
        asks(self.classifications, facts.classification)
            && asks(self.channels, facts.channel)
            && asks(self.kinds, facts.kind)
            && asks(self.urgencies, facts.urgency)
            && lies(&self.regions, regions)
            && lies(&self.named, named)
    }

    /// Its words are among these.
    pub fn reads(&self, found: &[Pattern]) -> bool {
        let there = |pattern: &Pattern| found.binary_search(pattern).is_ok();
        self.all.iter().all(there)
            && (self.any.is_empty() || found.iter().any(|pattern| self.any.binary_search(pattern).is_ok()))
    }
}

impl Shelf {
    /// Files a rule where the fewest reports pass.
    pub fn file(&mut self, at: u32, when: &When, lean: &Lean) {
        let under = |list: &mut Map<Box<str>, Vec<u32>>, codes: &[String]| {
            for code in codes {
                list.entry(code.as_str().into()).or_default().push(at);
            }
        };
        if !when.topics.is_empty() {
            under(&mut self.by_topic, &when.topics);
        } else if let [first, ..] = lean.all.as_slice() {
            self.by_word.entry(*first).or_default().push(at);
        } else if !lean.any.is_empty() {
            for word in &lean.any {
                self.by_word.entry(*word).or_default().push(at);
            }
        } else if !when.named_agencies.is_empty() {
            under(&mut self.by_named, &when.named_agencies);
        } else if !when.regions.is_empty() {
            under(&mut self.by_region, &when.regions);
        } else {
            self.rest.push(at);
        }
    }
}
