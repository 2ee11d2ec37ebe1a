//! Faults of regions, topics, lists, deadlines, replies and rules.
use super::*;

#[test]
fn regions_must_have_the_code_of_their_level_below_their_parent() {
    let header = "code,name,level,parent_code\n63,Kalsel,province,\n";
    let fault = |row: &str| only_fault(parse_regions(&format!("{header}{row}\n")));
    assert_eq!(fault("63.1,X,regency,63"), told(3, "code", "\"63.1\" is not the code of a regency"));
    assert_eq!(fault("63.01,X,district,63").1, "code");
    assert_eq!(fault("62.01,X,regency,63"), told(3, "parent_code", "\"63\" is not one level above \"62.01\""));
    assert_eq!(fault("63.01.01,X,district,63.01"), told(3, "parent_code", "there is no \"63.01\""));
}

#[test]
fn topics_have_two_levels_and_a_yes_or_no() {
    let header = "code,parent_code,name_id,name_en,default_classification,sensitive\nroads,,Jalan,Roads,,false\n";
    let fault = |row: &str| only_fault(parse_topics(&format!("{header}{row}\n")));
    assert_eq!(fault("roads.a.b,roads,X,X,,false").1, "code");
    assert_eq!(fault("roads.a,,X,X,,false"), told(3, "parent_code", "\"\" is not the top topic of \"roads.a\""));
    assert_eq!(fault("water.a,water,X,X,,false"), told(3, "parent_code", "there is no \"water\""));
    assert_eq!(fault("roads.a,roads,X,X,,ya"), told(3, "sensitive", "\"ya\" is not one of true, false"));
    assert_eq!(fault("roads.a,roads,X,X,complaint,true").1, "default_classification");
}

#[test]
fn a_day_is_a_holiday_once() {
    let text =
        "date,kind,name,decree,evidence\n2026-01-01,national_holiday,Tahun Baru,,V\n2026-01-01,joint_leave,Cuti,,V\n";
    assert_eq!(only_fault(parse_holidays(text)), told(3, "date", "\"2026-01-01\" is already on line 2"));
}

/// The shipped policies with one text replaced in their first row.
fn broken_deadlines(from: &str, to: &str) -> (usize, String, String) {
    assert!(embedded::DEADLINES.contains(from));
    only_fault(parse_deadlines(&embedded::DEADLINES.replacen(from, to, 1)))
}

#[test]
fn faults_of_deadlines_are_told_on_the_line_where_the_row_begins() {
    let stage = broken_deadlines("\"stage\": \"verify\"", "\"stage\": \"verifikasi\"");
    assert_eq!((stage.0, stage.1.as_str()), (4, "stage"));
    let doubled = broken_deadlines("\"2025-verify\"", "\"2018-verify\"");
    assert_eq!(doubled, told(21, "id", "\"2018-verify\" is already on line 4"));
    assert_eq!(broken_deadlines("\"amount\": 3", "\"amount\": -3").0, 4);
    assert_eq!(broken_deadlines("\"amount\"", "\"amout\"").1, "amout");
    assert_eq!(broken_deadlines("2025-04-30", "2018-04-30").1, "valid_to");
    assert_eq!(broken_deadlines("\"scope\": \"all\"", "\"scope\": \"own_units\"").1, "scope");
    assert_eq!(broken_deadlines("\"level\": null", "\"level\": \"L2\"").1, "level");
    assert_eq!(broken_deadlines("\"version\": 1", "\"version\": 2").1, "version");
    let syntax = broken_deadlines("\"stage\": \"verify\",", "\"stage\": \"verify\"");
    assert_eq!(syntax.0, 7);
}

#[test]
fn an_override_of_an_unknown_agency_is_told_where_agencies_are_known() {
    let known = Known { regions: None, agencies: Some(HashSet::from(["KALSEL".to_owned()])) };
    let faults = parse_deadlines_with(embedded::DEADLINES, &known).unwrap_err();
    assert_eq!(faults.len(), 2);
    assert!(faults.iter().all(|fault| fault.reason == "there is no agency \"KALSEL-RSUD-CONTOH\""));
}

#[test]
fn placeholders_that_differ_from_the_text_are_told() {
    let text = embedded::STANDARD_REPLIES.replacen("{nomor_laporan}", "{nomor}", 1);
    let fault = only_fault(parse_standard_replies(&text));
    assert_eq!((fault.0, fault.1.as_str()), (4, "placeholders"));
    assert_eq!(placeholders_of("{b} {a} {b} {} {A} {not closed"), ["a", "b"]);
}

#[test]
fn a_rule_without_a_target_and_a_misspelt_condition_are_told() {
    let text = embedded::FORWARDING_RULES.replacen("\"action\": \"refer\"", "\"action\": \"forward\"", 1);
    assert_eq!(only_fault(parse_forwarding_rules(&text)).1, "forward_to");
    let text = embedded::FORWARDING_RULES.replacen("\"topics\"", "\"topic\"", 1);
    assert_eq!(only_fault(parse_forwarding_rules(&text)).1, "topic");
}
