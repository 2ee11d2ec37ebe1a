//! Random rules and reports over few words, so that they meet.
use chrono::Weekday;
use entities::vocab::{AgencyKind, Channel, Classification, Urgency};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::at;
use crate::domain::rules::model::{Action, Mode, Rule, RuleSet, Scope, Target, Then, TimeWindow, When};
use crate::domain::rules::report::Report;

/// Known topics.
pub const TOPICS: &[&str] = &["roads", "roads.pothole", "roads.bridge", "water", "water.pipe", "land"];
/// Known regions.
pub const REGIONS: &[&str] = &["63", "63.01", "63.01.02", "63.71", "63.71.02", "63.72"];
const CODES: &[&str] = &[
    "N",
    "MIN",
    "MIN-KANWIL-1",
    "P",
    "P-KOM",
    "P-PU",
    "P-PU-BM",
    "P-OLD",
    "P-GONE",
    "P-RS",
    "A",
    "A-PU",
    "B-PU",
    "XYZ",
];
const FUNCTIONS: &[&str] = &["roads", "lights", "land", "secretariat", "inspectorate", "nothing"];
const KEYWORDS: &[&str] =
    &["jalan", "jln rusak", "lubang", "jalan rusak parah", "lampu", "kerusakan", "air mati", "?!", "mati"];
const TEXTS: &[&str] =
    &["jalan", "jl", "rusak", "kerusakan", "berlubang", "parah", "lampu", "air", "mati", "kematian", ".", "kada", "x"];

fn some(list: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<String>> {
    let none = Just(vec![]);
    let few = subsequence(list, 1..=most).prop_map(|few| few.into_iter().map(str::to_owned).collect());
    prop_oneof![2 => none, 2 => few]
}

fn few<T: Clone + std::fmt::Debug + 'static>(list: &'static [T], most: usize) -> impl Strategy<Value = Vec<T>> {
    prop_oneof![4 => Just(vec![]), 1 => subsequence(list, 1..=most)]
}

fn target() -> impl Strategy<Value = Target> {
    let code = || select(CODES).prop_map(str::to_owned);
    prop_oneof![
        4 => code().prop_map(Target::Agency),
        4 => (subsequence(FUNCTIONS, 1..=2), proptest::option::of(code())).prop_map(|(functions, otherwise)| {
            Target::Relative { functions: functions.into_iter().map(str::to_owned).collect(), otherwise }
        }),
        1 => Just(Target::Named),
    ]
}

fn time() -> impl Strategy<Value = Option<TimeWindow>> {
    let days = subsequence(&[Weekday::Mon, Weekday::Tue, Weekday::Sun][..], 0..=2);
    let window = (days, 0..25_u16, 0..25_u16)
        .prop_map(|(weekdays, from, until)| Some(TimeWindow { weekdays, from: from * 60, until: until * 60 }));
    prop_oneof![6 => Just(None), 1 => window]
}

fn when() -> impl Strategy<Value = When> {
    let codes = (some(TOPICS, 3), some(REGIONS, 2), prop_oneof![4 => Just(vec![]), 1 => some(CODES, 2)]);
    let lists = (few(Classification::ALL, 3), few(Channel::ALL, 10), few(AgencyKind::ALL, 6), few(Urgency::ALL, 3));
    let words = (some(KEYWORDS, 3), prop_oneof![3 => Just(vec![]), 1 => some(KEYWORDS, 2)]);
    (codes, lists, time(), words).prop_map(|(codes, lists, time, words)| When {
        topics: codes.0,
        regions: codes.1,
        named_agencies: codes.2,
        classifications: lists.0,
        channels: lists.1,
        named_kinds: lists.2,
        urgencies: lists.3,
        time,
        keywords_any: words.0,
        keywords_all: words.1,
    })
}

fn rule() -> impl Strategy<Value = Rule> {
    let then = prop_oneof![
        5 => (target(), select(Urgency::ALL)).prop_map(|(target, urgency)| Then { urgency, ..Then::forward(target) }),
        1 => select(&[Action::Refer, Action::Archive, Action::Forward][..]).prop_map(Then::only),
    ];
    (1..400_u32, when(), then, prop::bool::weighted(0.9), any::<bool>()).prop_map(
        |(position, when, then, active, auto)| {
            let mode = if auto { Mode::Automatic } else { Mode::Suggest };
            Rule { active, mode, ..Rule::new(position, format!("rule {position}"), when, then) }
        },
    )
}

/// A random set, with positions of its own, and now and then a fallback.
pub fn rule_set() -> impl Strategy<Value = RuleSet> {
    let scope = prop_oneof![5 => Just(Scope::Province), 1 => Just(Scope::Government("A".to_owned()))];
    (scope, proptest::collection::vec(rule(), 0..12), any::<bool>()).prop_map(|(scope, mut rules, ends)| {
        for (rule, at) in rules.iter_mut().zip(1..) {
            rule.position = rule.position * 100 + at;
        }
        if ends {
            rules.push(super::fallback());
            rules.last_mut().unwrap().position = 1_000_000;
        }
        RuleSet::new(scope, rules)
    })
}

/// A report that owns its text.
#[derive(Debug, Clone)]
pub struct Owned {
    title: String,
    body: String,
    rest: Report<'static>,
}
impl Owned {
    /// Borrowed.
    pub fn report(&self) -> Report<'_> {
        Report { title: &self.title, body: &self.body, ..self.rest }
    }
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(TEXTS), 0..8).prop_map(|words| words.join(" "))
}

/// A random report with known topic.
pub fn a_report() -> impl Strategy<Value = Owned> {
    let place = (proptest::option::weighted(0.9, select(TOPICS)), proptest::option::weighted(0.9, select(REGIONS)));
    let kinds = (select(Classification::ALL), select(Channel::ALL), select(Urgency::ALL));
    let codes = (proptest::option::of(select(CODES)), proptest::option::weighted(0.2, select(CODES)));
    let received = proptest::option::weighted(0.9, (1..29_u32, 0..24_u32, 0..60_u32));
    (text(), text(), place, kinds, codes, received).prop_map(|(title, body, place, kinds, codes, received)| Owned {
        title,
        body,
        rest: Report {
            title: "",
            body: "",
            topic: place.0,
            region: place.1,
            classification: kinds.0,
            channel: kinds.1,
            urgency: kinds.2,
            named: codes.0,
            accused: codes.1,
            received: received.map(|(day, hour, minute)| at(day, hour, minute)),
        },
    })
}
