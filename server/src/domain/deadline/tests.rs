//! Policies are chosen, counted and explained as the format says.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod counting;

use super::*;
use entities::vocab::{Classification, ClockStage};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}
fn calendar() -> Calendar {
    let name = "Isra Mikraj Nabi Muhammad SAW".to_owned();
    Calendar::new([(day("2026-01-01"), "Tahun Baru".to_owned()), (day("2026-01-16"), name)])
}
/// A general row for answering a report; the tests change what they are about.
fn general(id: &str) -> Policy {
    Policy {
        id: id.to_owned(),
        stage: PolicyStage::Complete,
        level: None,
        classification: None,
        severity: None,
        agency_code: None,
        scope: PolicyScope::All,
        amount: 14,
        unit: ClockUnit::WorkingDays,
        starts_at: StartsAt::Forwarded,
        legal_basis: "Uji".to_owned(),
        valid_from: None,
        valid_to: None,
    }
}
fn of_agency(id: &str, code: &str, scope: PolicyScope) -> Policy {
    Policy { agency_code: Some(code.to_owned()), scope, ..general(id) }
}
const UNIT: [ChainLink<'static>; 4] = [
    ChainLink::new("KALSEL-PUPR-BM", false),
    ChainLink::new("KALSEL-PUPR", false),
    ChainLink::new("KALSEL", true),
    ChainLink::new("NASIONAL", false),
];
const REGENCY_UNIT: [ChainLink<'static>; 4] = [
    ChainLink::new("BANJAR-PUPR", false),
    ChainLink::new("BANJAR", true),
    ChainLink::new("KALSEL", true),
    ChainLink::new("NASIONAL", false),
];
fn chosen(rows: &[Policy], chain: &[ChainLink<'_>]) -> String {
    chosen_for(rows, chain, Classification::ServiceComplaint, None, "2026-01-05")
}
fn chosen_for(
    rows: &[Policy],
    chain: &[ChainLink<'_>],
    classification: Classification,
    severity: Option<Severity>,
    on: &str,
) -> String {
    let policies = Policies::new(rows.to_vec());
    let found = policies.select(ClockStage::Complete, classification, severity, chain, day(on));
    found.map_or("none", |policy| &policy.id).to_owned()
}

#[test]
fn the_override_of_the_agency_beats_that_of_a_higher_unit_and_that_the_general_rule() {
    let rows = [
        general("general"),
        of_agency("province", "KALSEL", PolicyScope::OwnUnits),
        of_agency("department", "KALSEL-PUPR", PolicyScope::OwnUnits),
        of_agency("unit", "KALSEL-PUPR-BM", PolicyScope::ThisAgency),
    ];
    assert_eq!(chosen(&rows, &UNIT), "unit");
    assert_eq!(chosen(&rows[..3], &UNIT), "department");
    assert_eq!(chosen(&rows[..2], &UNIT), "province");
    assert_eq!(chosen(&rows[..1], &UNIT), "general");
    assert_eq!(chosen(&rows, &[]), "general");
}

#[test]
fn an_override_for_this_agency_does_not_reach_its_units() {
    let rows = [general("general"), of_agency("department", "KALSEL-PUPR", PolicyScope::ThisAgency)];
    assert_eq!(chosen(&rows, &UNIT), "general");
    assert_eq!(chosen(&rows, &UNIT[1..]), "department");
}

#[test]
fn an_override_of_the_province_never_flows_into_a_regency() {
    for scope in [PolicyScope::OwnUnits, PolicyScope::All] {
        let rows = [general("general"), of_agency("province", "KALSEL", scope)];
        assert_eq!(chosen(&rows, &REGENCY_UNIT), "general");
        assert_eq!(chosen(&rows, &REGENCY_UNIT[1..]), "general");
        assert_eq!(chosen(&rows, &UNIT), "province");
    }
}

#[test]
fn a_national_override_for_all_reaches_into_every_government_and_one_for_own_units_does_not() {
    let all = [general("general"), of_agency("national", "NASIONAL", PolicyScope::All)];
    assert_eq!(chosen(&all, &REGENCY_UNIT), "national");
    let own = [general("general"), of_agency("national", "NASIONAL", PolicyScope::OwnUnits)];
    assert_eq!(chosen(&own, &REGENCY_UNIT), "general");
    assert_eq!(chosen(&own, &[ChainLink::new("KSP", false), ChainLink::new("NASIONAL", false)]), "national");
}

#[test]
fn a_near_agency_beats_a_severity_that_is_set_further_up() {
    let minor =
        Policy { severity: Some(Severity::Minor), ..of_agency("province-minor", "KALSEL", PolicyScope::OwnUnits) };
    let rows = [minor, of_agency("department", "KALSEL-PUPR", PolicyScope::OwnUnits)];
    let found = chosen_for(&rows, &UNIT, Classification::ServiceComplaint, Some(Severity::Minor), "2026-01-05");
    assert_eq!(found, "department");
}

#[test]
fn a_set_severity_or_classification_beats_null_and_must_match() {
    let service = Some(Classification::ServiceComplaint);
    let rows = [
        general("general"),
        Policy { classification: service, ..general("service") },
        Policy { classification: service, severity: Some(Severity::Minor), ..general("minor") },
    ];
    let ask = |classification, severity| chosen_for(&rows, &UNIT, classification, severity, "2026-01-05");
    assert_eq!(ask(Classification::ServiceComplaint, Some(Severity::Minor)), "minor");
    assert_eq!(ask(Classification::ServiceComplaint, Some(Severity::Normative)), "service");
    assert_eq!(ask(Classification::ServiceComplaint, None), "service");
    assert_eq!(ask(Classification::Aspiration, Some(Severity::Minor)), "general");
}

#[test]
fn whistle_blowing_runs_under_the_supervisory_rows_unless_it_has_its_own() {
    let supervisory = Policy { classification: Some(Classification::SupervisoryComplaint), ..general("supervisory") };
    let own = Policy { classification: Some(Classification::WhistleBlowing), ..general("own") };
    let ask = |rows: &[Policy]| chosen_for(rows, &UNIT, Classification::WhistleBlowing, None, "2026-01-05");
    assert_eq!(ask(&[general("general"), supervisory.clone()]), "supervisory");
    assert_eq!(ask(&[supervisory, own]), "own");
    let service = Policy { classification: Some(Classification::ServiceComplaint), ..general("service") };
    assert_eq!(ask(&[service]), "none");
}

#[test]
fn a_row_counts_from_its_first_to_its_last_day_and_the_younger_of_two_wins() {
    let old = Policy { valid_from: Some(day("2019-01-01")), valid_to: Some(day("2025-04-30")), ..general("old") };
    let new = Policy { valid_from: Some(day("2025-05-01")), ..general("new") };
    let on = |date| chosen_for(&[new.clone(), old.clone()], &UNIT, Classification::Aspiration, None, date);
    assert_eq!(on("2018-12-31"), "none");
    assert_eq!(on("2019-01-01"), "old");
    assert_eq!(on("2025-04-30"), "old");
    assert_eq!(on("2025-05-01"), "new");
    let open = Policy { valid_to: None, ..old.clone() };
    assert_eq!(chosen(&[open, new.clone()], &UNIT), "new");
}

#[test]
fn a_legal_ceiling_never_replaces_a_policy_and_stands_beside_it() {
    let ceiling =
        Policy { level: Some(PolicyLevel::LegalCeiling), ..of_agency("ceiling", "KALSEL-PUPR-BM", PolicyScope::All) };
    assert_eq!(chosen(&[ceiling.clone(), general("general")], &UNIT), "general");
    assert_eq!(chosen(std::slice::from_ref(&ceiling), &UNIT), "none");
    let policies = Policies::new(vec![ceiling, general("general")]);
    let found = policies.ceiling(ClockStage::Complete, Classification::Aspiration, None, &UNIT, day("2026-01-05"));
    assert_eq!(found.unwrap().id, "ceiling");
}

#[test]
fn each_step_of_the_escalation_has_its_own_row() {
    let step = |level, amount| Policy {
        stage: PolicyStage::Escalation,
        level: Some(level),
        amount,
        ..general(&format!("{level}"))
    };
    let policies = Policies::new(vec![step(PolicyLevel::L1, 0), step(PolicyLevel::L2, 3)]);
    let amount = |level| {
        let found = policies.escalation(level, Classification::Aspiration, &UNIT, day("2026-01-05"));
        found.map(|policy| policy.amount)
    };
    assert_eq!(amount(PolicyLevel::L1), Some(0));
    assert_eq!(amount(PolicyLevel::L2), Some(3));
    assert_eq!(amount(PolicyLevel::L3), None);
}
