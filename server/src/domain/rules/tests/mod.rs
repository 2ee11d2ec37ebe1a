//! Rules as a whole, on a small world: what decides, what is said about it, and that the quick way agrees with the plain one.
use std::sync::LazyLock;

use chrono::{NaiveDate, NaiveDateTime};
use entities::vocab::{AgencyKind, Channel, Classification, Urgency};

use super::directory::{Directory, Seat};
use super::model::{Rule, RuleSet, Target, Then, When};
use super::report::Report;

mod conflict;
mod deciding;
mod difference;
mod equal;
mod layers;
pub(super) mod random;
mod resolving;
mod tracing;

/// One agency: code, kind, functions, parent, region.
pub(super) fn seat(code: &str, kind: AgencyKind, functions: &str, parent: &str, region: &str) -> Seat {
    Seat {
        code: code.to_owned(),
        kind,
        functions: functions.split(';').filter(|one| !one.is_empty()).map(str::to_owned).collect(),
        parent: (!parent.is_empty()).then(|| parent.to_owned()),
        region: (!region.is_empty()).then(|| region.to_owned()),
        serves: vec![],
        open: true,
        closes: None,
        successor: None,
        fictitious: false,
    }
}

/// A province `P` with departments, two cities `A` (63.71) and `B` (63.72), a regency `C` (63.01) without roads, a
/// national line, and three that are closed: one with an heir, one without, and one that has left its function in `C`.
pub(super) fn seats() -> Vec<Seat> {
    use AgencyKind::{
        Department, Division, Hospital, Inspectorate, National, ProvinceGovernment, RegencyGovernment, VerticalAgency,
    };
    vec![
        seat("N", National, "", "", ""),
        seat("MIN", National, "", "N", ""),
        seat("MIN-KANWIL", VerticalAgency, "", "MIN", "63"),
        Seat {
            serves: vec!["63.71".to_owned(), "63.72".to_owned()],
            ..seat("MIN-KANWIL-1", VerticalAgency, "land", "MIN-KANWIL", "63")
        },
        seat("P", ProvinceGovernment, "", "N", "63"),
        seat("P-KOM", Department, "coordinator", "P", "63"),
        seat("P-INSP", Inspectorate, "inspectorate", "P", "63"),
        seat("P-PU", Department, "roads", "P", "63"),
        seat("P-PU-BM", Division, "", "P-PU", "63"),
        seat("P-PU-SDA", Division, "", "P-PU", "63"),
        Seat { fictitious: true, ..seat("P-RS", Hospital, "roads", "P", "63.71") },
        Seat { open: false, successor: Some("P-PU".to_owned()), ..seat("P-OLD", Department, "", "P", "63") },
        Seat { open: false, ..seat("P-GONE", Department, "", "P", "63") },
        seat("A", RegencyGovernment, "", "P", "63.71"),
        seat("A-INSP", Inspectorate, "inspectorate", "A", "63.71"),
        seat("A-PU", Department, "roads;lights", "A", "63.71"),
        seat("A-PU-1", Division, "", "A-PU", "63.71"),
        seat("B", RegencyGovernment, "", "P", "63.72"),
        seat("B-PU", Department, "roads", "B", "63.72"),
        seat("B-LA", Department, "lights", "B", "63.72"),
        seat("B-LB", Department, "lights", "B", "63.72"),
        seat("C", RegencyGovernment, "", "P", "63.01"),
        seat("C-SETDA", AgencyKind::Secretariat, "secretariat", "C", "63.01"),
        Seat { open: false, ..seat("C-PU", Department, "roads", "C", "63.01") },
    ]
}

pub(super) static WORLD: LazyLock<Directory> = LazyLock::new(|| Directory::new(seats()));

pub(super) fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(|one| (*one).to_owned()).collect()
}

pub(super) fn topics(list: &[&str]) -> When {
    When { topics: strings(list), ..When::default() }
}

pub(super) fn words(list: &[&str]) -> When {
    When { keywords_any: strings(list), ..When::default() }
}

pub(super) fn to(code: &str) -> Then {
    Then::forward(Target::agency(code))
}

pub(super) fn fallback() -> Rule {
    Rule::new(9_000, "Lainnya", When::default(), to("P-KOM"))
}

/// A province's set of these rules and the fallback.
pub(super) fn set(rules: Vec<Rule>) -> RuleSet {
    RuleSet::province(rules.into_iter().chain([fallback()]).collect())
}

pub(super) fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

/// A report about a broken road in city A.
pub(super) fn report() -> Report<'static> {
    Report {
        title: "Jalan rusak",
        body: "Jln Merdeka berlubang, mohon diperbaiki.",
        topic: Some("roads.pothole"),
        region: Some("63.71.02"),
        classification: Classification::ServiceComplaint,
        channel: Channel::Web,
        urgency: Urgency::Normal,
        named: None,
        accused: None,
        received: Some(at(23, 10, 0)),
    }
}
