//! The shipped files are right, and each fault of a broken file is told on its line.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]
use super::*;
use std::collections::HashSet;

const HEADER: &str = "code,name,short_name,kind,functions,parent_code,region_code,serves_regions,valid_from,valid_to,successor_code,evidence,note";

/// A file of agencies with this second row; the first is a good root.
fn agencies_with(row: &str) -> String {
    format!("{HEADER}\nROOT,Akar,Akar,national,,,,,2017-01-01,,,recalled,\n{row}\n")
}
/// The only fault of a file, as line, column and reason.
fn only_fault<T: std::fmt::Debug>(answer: Result<T, Vec<Fault>>) -> (usize, String, String) {
    let faults = answer.unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let fault = faults[0].clone();
    (fault.line, fault.column.unwrap_or_default(), fault.reason)
}
fn agency_fault(row: &str) -> (usize, String, String) {
    only_fault(parse_agencies(&agencies_with(row)))
}
fn told(line: usize, column: &str, reason: &str) -> (usize, String, String) {
    (line, column.to_owned(), reason.to_owned())
}

#[test]
fn the_shipped_files_are_without_fault_and_complete() {
    assert_eq!(embedded::regions().unwrap().len(), 2186);
    assert_eq!(embedded::agencies().unwrap().len(), 440);
    assert_eq!(embedded::topics().unwrap().len(), 188);
    assert_eq!(embedded::archive_reasons().unwrap().len(), 12);
    assert_eq!(embedded::maladministration().unwrap().len(), 11);
    assert_eq!(embedded::holidays().unwrap().len(), 108);
    assert_eq!(embedded::deadlines().unwrap().len(), 26);
    assert_eq!(embedded::standard_replies().unwrap().len(), 14);
    assert_eq!(embedded::forwarding_rules().unwrap().len(), 60);
    let demo = embedded::demo_reports().unwrap();
    assert_eq!(demo.reports.len(), 36);
    assert!(demo.notice.starts_with("DATA CONTOH"));
}

#[test]
fn every_code_in_the_demo_reports_exists_in_the_other_shipped_files() {
    let agencies: HashSet<_> = embedded::agencies()
        .unwrap()
        .into_iter()
        .map(|row| row.code)
        .collect();
    let regions: HashSet<_> = embedded::regions()
        .unwrap()
        .into_iter()
        .map(|row| row.code)
        .collect();
    let topics: HashSet<_> = embedded::topics()
        .unwrap()
        .into_iter()
        .map(|row| row.code)
        .collect();
    let reasons: HashSet<_> = embedded::archive_reasons()
        .unwrap()
        .into_iter()
        .map(|row| row.code)
        .collect();
    for report in embedded::demo_reports().unwrap().reports {
        let named = [
            &report.named_agency_code,
            &report.reported_agency_code,
            &report.expected_agency_code,
            &report.expected_unit_code,
        ];
        let lists = [
            &report.also_acceptable,
            &report.supporting,
            &report.cc,
            &report.must_not_see,
        ];
        for code in named
            .into_iter()
            .flatten()
            .chain(lists.into_iter().flatten())
        {
            assert!(agencies.contains(code), "{}: {code}", report.id);
        }
        assert!(regions.contains(&report.region_code), "{}", report.id);
        assert!(topics.contains(&report.topic_code), "{}", report.id);
        assert!(
            report
                .archive_reason_code
                .iter()
                .all(|code| reasons.contains(code)),
            "{}",
            report.id
        );
    }
}

#[test]
fn parents_come_before_children_in_the_shipped_files_and_in_one_turned_upside_down() {
    let mut lines: Vec<_> = embedded::AGENCIES.lines().collect();
    lines[1..].reverse();
    for rows in [
        embedded::agencies().unwrap(),
        parse_agencies(&lines.join("\n")).unwrap(),
    ] {
        let mut seen = HashSet::new();
        for row in &rows {
            assert!(
                row.parent_code.iter().all(|parent| seen.contains(parent)),
                "{}",
                row.code
            );
            seen.insert(row.code.clone());
        }
        assert_eq!(seen.len(), 440);
    }
    let mut seen = HashSet::new();
    for row in embedded::regions().unwrap() {
        assert!(row.parent_code.iter().all(|parent| seen.contains(parent)));
        seen.insert(row.code);
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let windows = format!("\u{feff}{}", embedded::AGENCIES.replace('\n', "\r\n"));
    assert_eq!(parse_agencies(&windows), parse_agencies(embedded::AGENCIES));
    let windows = format!("\u{feff}{}", embedded::DEADLINES.replace('\n', "\r\n"));
    assert_eq!(
        parse_deadlines(&windows),
        parse_deadlines(embedded::DEADLINES)
    );
}

#[test]
fn columns_may_come_in_another_order() {
    let rows = parse_maladministration("name_en,code,name_id\nDelay,delay,Penundaan\n").unwrap();
    assert_eq!(
        (rows[0].code.as_str(), rows[0].name_id.as_str()),
        ("delay", "Penundaan")
    );
}

#[test]
fn a_file_separated_by_semicolons_is_told_so() {
    let text = agencies_with("A,A,A,board,,ROOT,,,2017-01-01,,,recalled,").replace(',', ";");
    assert_eq!(
        only_fault(parse_agencies(&text)),
        told(
            1,
            "",
            "the columns are separated by semicolons; save the file as CSV with commas"
        )
    );
    let text = agencies_with("").replace(',', "\t");
    assert!(only_fault(parse_agencies(&text)).2.contains("tabs"));
}

#[test]
fn missing_unknown_and_doubled_columns_are_all_told() {
    let faults = parse_regions("code,code,nama,level\n63,63,Kalsel,province\n").unwrap_err();
    let columns: Vec<_> = faults
        .iter()
        .map(|fault| fault.column.clone().unwrap())
        .collect();
    assert_eq!(columns, ["code", "name", "parent_code", "nama"]);
    assert!(only_fault(parse_regions("")).2.contains("empty"));
}

#[test]
fn a_row_with_too_few_cells_is_told_with_its_line_counting_blank_and_quoted_lines() {
    let text = "code,name_id,name_en\n\n\nok,\"Satu\",Good\nbad,Kurang\n";
    assert_eq!(
        only_fault(parse_maladministration(text)),
        told(5, "", "has 2 cells, the header has 3")
    );
    let text = "code,name_id,name_en\r\n\r\nok,Satu,Good\r\nbad,Kurang\r\n";
    assert_eq!(only_fault(parse_maladministration(text)).0, 4);
}

#[test]
fn a_line_break_inside_a_cell_is_refused_and_does_not_shift_the_lines_below() {
    let text = "code,name_id,name_en\none,\"Sa\ntu\",Good\ntwo,,Empty\n";
    let faults = parse_maladministration(text).unwrap_err();
    let lines: Vec<_> = faults
        .iter()
        .map(|fault| (fault.line, fault.column.clone().unwrap()))
        .collect();
    assert_eq!(
        lines,
        [(2, "name_id".to_owned()), (4, "name_id".to_owned())]
    );
}

#[test]
fn a_word_outside_the_closed_list_is_told_with_the_words_that_are_right() {
    let (line, column, reason) = agency_fault("A,A,A,dinas,,ROOT,,,2017-01-01,,,recalled,");
    assert_eq!((line, column.as_str()), (3, "kind"));
    assert!(
        reason.starts_with("\"dinas\" is not one of national, province_government,"),
        "{reason}"
    );
    let (_, column, reason) = agency_fault("A,A,A,board,,ROOT,,,2017-01-01,,,V,");
    assert_eq!(
        (column.as_str(), reason.as_str()),
        (
            "evidence",
            "\"V\" is not one of sighted, recalled, fictitious"
        )
    );
}

#[test]
fn an_unknown_parent_is_told_unless_the_system_has_it() {
    let row = "A,A,A,board,,NOBODY,,,2017-01-01,,,recalled,";
    assert_eq!(
        agency_fault(row),
        told(3, "parent_code", "there is no \"NOBODY\"")
    );
    let known = Known {
        regions: None,
        agencies: Some(HashSet::from(["NOBODY".to_owned()])),
    };
    assert_eq!(
        parse_agencies_with(&agencies_with(row), &known)
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_doubled_code_is_told_on_its_second_line() {
    let row = "ROOT,Lagi,Lagi,board,,,,,2017-01-01,,,recalled,";
    assert_eq!(
        agency_fault(row),
        told(3, "code", "\"ROOT\" is already on line 2")
    );
}

#[test]
fn parents_that_form_a_circle_are_told_once() {
    let rows = "A,A,A,board,,B,,,2017-01-01,,,recalled,\nB,B,B,board,,A,,,2017-01-01,,,recalled,";
    assert_eq!(
        agency_fault(rows),
        told(3, "parent_code", "these form a circle: A > B > A")
    );
}

#[test]
fn a_day_that_is_none_is_told() {
    for day in [
        "2025-02-29",
        "1-2-2025",
        "2025-1-1",
        "01/02/2025",
        "kemarin",
    ] {
        let row = format!("A,A,A,board,,ROOT,,,{day},,,recalled,");
        let reason = format!("\"{day}\" is not a day written YYYY-MM-DD");
        assert_eq!(agency_fault(&row), told(3, "valid_from", &reason));
    }
}

#[test]
fn an_agency_may_not_end_before_it_began() {
    assert_eq!(
        agency_fault("A,A,A,board,,ROOT,,,2020-01-02,2020-01-01,,recalled,"),
        told(3, "valid_to", "2020-01-01 is before valid_from 2020-01-02")
    );
    let one_day = agencies_with("A,A,A,board,,ROOT,,,2020-01-02,2020-01-02,,recalled,");
    assert_eq!(parse_agencies(&one_day).unwrap().len(), 2);
}

#[test]
fn a_successor_must_exist_belong_to_a_closed_unit_and_lead_somewhere() {
    assert_eq!(
        agency_fault("A,A,A,board,,ROOT,,,2017-01-01,2020-01-01,GONE,recalled,"),
        told(3, "successor_code", "there is no \"GONE\"")
    );
    assert_eq!(
        agency_fault("A,A,A,board,,ROOT,,,2017-01-01,,ROOT,recalled,").1,
        "successor_code"
    );
    assert_eq!(
        agency_fault("A,A,A,board,,ROOT,,,2017-01-01,2020-01-01,A,recalled,"),
        told(3, "successor_code", "these form a circle: A > A")
    );
}

#[test]
fn an_unknown_region_is_told_where_regions_are_known() {
    let known = Known {
        regions: Some(HashSet::from(["63".to_owned()])),
        agencies: None,
    };
    let text = agencies_with("A,A,A,board,,ROOT,63,63;99.01,2017-01-01,,,recalled,");
    let fault = only_fault(parse_agencies_with(&text, &known));
    assert_eq!(
        fault,
        told(3, "serves_regions", "there is no region \"99.01\"")
    );
    assert_eq!(
        parse_agencies(&text).unwrap()[1].serves_regions,
        ["63", "99.01"]
    );
}

#[test]
fn a_code_in_small_letters_is_told() {
    for code in ["dinas", "A B", "A--B", "-A", "A/B"] {
        assert_eq!(
            agency_fault(&format!("{code},A,A,board,,ROOT,,,2017-01-01,,,recalled,")).1,
            "code"
        );
    }
}

#[test]
fn all_faults_of_a_file_are_told_at_once_in_the_order_of_the_lines() {
    let text = agencies_with(
        ",,,dinas,,NOBODY,,,besok,,,,\nROOT,Lagi,Lagi,board,,,,,2017-01-01,,,recalled,",
    );
    let faults = parse_agencies(&text).unwrap_err();
    let places: Vec<_> = faults
        .iter()
        .map(|fault| (fault.line, fault.column.clone().unwrap()))
        .collect();
    for column in [
        "code",
        "name",
        "short_name",
        "kind",
        "parent_code",
        "valid_from",
        "evidence",
    ] {
        assert_eq!(
            places
                .iter()
                .filter(|(line, told)| (*line, told.as_str()) == (3, column))
                .count(),
            1,
            "{column}"
        );
    }
    assert_eq!(places.last().unwrap(), &(4, "code".to_owned()));
    assert_eq!(places.len(), 8);
}

#[test]
fn regions_must_have_the_code_of_their_level_below_their_parent() {
    let header = "code,name,level,parent_code\n63,Kalsel,province,\n";
    let fault = |row: &str| only_fault(parse_regions(&format!("{header}{row}\n")));
    assert_eq!(
        fault("63.1,X,regency,63"),
        told(3, "code", "\"63.1\" is not the code of a regency")
    );
    assert_eq!(fault("63.01,X,district,63").1, "code");
    assert_eq!(
        fault("62.01,X,regency,63"),
        told(3, "parent_code", "\"63\" is not one level above \"62.01\"")
    );
    assert_eq!(
        fault("63.01.01,X,district,63.01"),
        told(3, "parent_code", "there is no \"63.01\"")
    );
}

#[test]
fn topics_have_two_levels_and_a_yes_or_no() {
    let header = "code,parent_code,name_id,name_en,default_classification,sensitive\nroads,,Jalan,Roads,,false\n";
    let fault = |row: &str| only_fault(parse_topics(&format!("{header}{row}\n")));
    assert_eq!(fault("roads.a.b,roads,X,X,,false").1, "code");
    assert_eq!(
        fault("roads.a,,X,X,,false"),
        told(3, "parent_code", "\"\" is not the top topic of \"roads.a\"")
    );
    assert_eq!(
        fault("water.a,water,X,X,,false"),
        told(3, "parent_code", "there is no \"water\"")
    );
    assert_eq!(
        fault("roads.a,roads,X,X,,ya"),
        told(3, "sensitive", "\"ya\" is not one of true, false")
    );
    assert_eq!(
        fault("roads.a,roads,X,X,complaint,true").1,
        "default_classification"
    );
}

#[test]
fn a_day_is_a_holiday_once() {
    let text = "date,kind,name,decree,evidence\n2026-01-01,national_holiday,Tahun Baru,,V\n2026-01-01,joint_leave,Cuti,,V\n";
    assert_eq!(
        only_fault(parse_holidays(text)),
        told(3, "date", "\"2026-01-01\" is already on line 2")
    );
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
    assert_eq!(
        doubled,
        told(21, "id", "\"2018-verify\" is already on line 4")
    );
    assert_eq!(broken_deadlines("\"amount\": 3", "\"amount\": -3").0, 4);
    assert_eq!(broken_deadlines("\"amount\"", "\"amout\"").1, "amout");
    assert_eq!(broken_deadlines("2025-04-30", "2018-04-30").1, "valid_to");
    assert_eq!(
        broken_deadlines("\"scope\": \"all\"", "\"scope\": \"own_units\"").1,
        "scope"
    );
    assert_eq!(
        broken_deadlines("\"level\": null", "\"level\": \"L2\"").1,
        "level"
    );
    assert_eq!(
        broken_deadlines("\"version\": 1", "\"version\": 2").1,
        "version"
    );
    let syntax = broken_deadlines("\"stage\": \"verify\",", "\"stage\": \"verify\"");
    assert_eq!(syntax.0, 7);
}

#[test]
fn an_override_of_an_unknown_agency_is_told_where_agencies_are_known() {
    let known = Known {
        regions: None,
        agencies: Some(HashSet::from(["KALSEL".to_owned()])),
    };
    let faults = parse_deadlines_with(embedded::DEADLINES, &known).unwrap_err();
    assert_eq!(faults.len(), 2);
    assert!(
        faults
            .iter()
            .all(|fault| fault.reason == "there is no agency \"KALSEL-RSUD-CONTOH\"")
    );
}

#[test]
fn placeholders_that_differ_from_the_text_are_told() {
    let text = embedded::STANDARD_REPLIES.replacen("{nomor_laporan}", "{nomor}", 1);
    let fault = only_fault(parse_standard_replies(&text));
    assert_eq!((fault.0, fault.1.as_str()), (4, "placeholders"));
    assert_eq!(
        placeholders_of("{b} {a} {b} {} {A} {not closed"),
        ["a", "b"]
    );
}

#[test]
fn a_rule_without_a_target_and_a_misspelt_condition_are_told() {
    let text =
        embedded::FORWARDING_RULES.replacen("\"action\": \"refer\"", "\"action\": \"forward\"", 1);
    assert_eq!(only_fault(parse_forwarding_rules(&text)).1, "forward_to");
    let text = embedded::FORWARDING_RULES.replacen("\"topics\"", "\"topic\"", 1);
    assert_eq!(only_fault(parse_forwarding_rules(&text)).1, "topic");
}

#[test]
fn files_that_are_not_utf_8_are_told_apart() {
    assert_eq!(text_of("baik".as_bytes()), Ok("baik"));
    assert!(
        only_fault(text_of(&[0xFF, 0xFE, b'a', 0]))
            .2
            .contains("UTF-16")
    );
    assert_eq!(only_fault(text_of(b"code\nTanah \xE9\n")).0, 2);
}

#[test]
fn every_kind_knows_its_word_and_its_shipped_file() {
    for kind in Kind::ALL {
        assert_eq!(kind.as_str().parse::<Kind>().as_ref(), Ok(kind));
        assert!(
            kind.check(kind.embedded(), &Known::default()).unwrap() > 10,
            "{kind}"
        );
    }
    let message = "agency".parse::<Kind>().unwrap_err().to_string();
    assert!(Kind::ALL.iter().all(|kind| message.contains(kind.as_str())));
}

#[test]
fn the_shipped_policies_give_the_limits_of_the_handbook() {
    use crate::domain::deadline::{ChainLink, PolicyLevel, Severity};
    use entities::vocab::{Classification, ClockStage};
    let policies = deadlines::policies(&embedded::deadlines().unwrap());
    let day = "2026-11-02".parse().unwrap();
    let province = [
        ChainLink::new("KALSEL-PUPR", false),
        ChainLink::new("KALSEL", true),
        ChainLink::new("NASIONAL", false),
    ];
    let regency = [
        ChainLink::new("BANJAR", true),
        ChainLink::new("KALSEL", true),
        ChainLink::new("NASIONAL", false),
    ];
    let hospital = [
        ChainLink::new("KALSEL-RSUD-CONTOH", false),
        ChainLink::new("KALSEL", true),
        ChainLink::new("NASIONAL", false),
    ];
    let amount = |stage: ClockStage, classification, severity, chain: &[ChainLink<'_>]| {
        policies
            .select(stage, classification, severity, chain, day)
            .unwrap()
            .amount
    };
    let service = Classification::ServiceComplaint;
    assert_eq!(
        amount(ClockStage::FirstResponse, service, None, &province),
        3
    );
    assert_eq!(
        amount(ClockStage::FirstResponse, service, None, &regency),
        5
    );
    assert_eq!(
        amount(
            ClockStage::Complete,
            service,
            Some(Severity::Minor),
            &hospital
        ),
        3
    );
    assert_eq!(amount(ClockStage::Complete, service, None, &hospital), 14);
    // No report may stand without a clock, whatever it is and wherever it lies.
    for stage in ClockStage::ALL {
        for classification in Classification::ALL {
            for chain in [&province[..], &regency[..], &hospital[..], &[]] {
                assert!(
                    policies
                        .select(*stage, *classification, None, chain, day)
                        .is_some(),
                    "{stage} {classification}"
                );
            }
        }
    }
    for level in [
        PolicyLevel::L1,
        PolicyLevel::L2,
        PolicyLevel::L3,
        PolicyLevel::L4,
    ] {
        assert!(
            policies
                .escalation(level, service, &province, day)
                .is_some(),
            "{level}"
        );
    }
    let ceiling = policies
        .ceiling(ClockStage::Complete, service, None, &province, day)
        .unwrap();
    assert_eq!((ceiling.id.as_str(), ceiling.amount), ("legal-ceiling", 60));
}
