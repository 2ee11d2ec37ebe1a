//! The shipped files are right, and each fault of a broken file is told on its line.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod other_files;
mod shipped;

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
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let windows = format!("\u{feff}{}", embedded::AGENCIES.replace('\n', "\r\n"));
    assert_eq!(parse_agencies(&windows), parse_agencies(embedded::AGENCIES));
    let windows = format!("\u{feff}{}", embedded::DEADLINES.replace('\n', "\r\n"));
    assert_eq!(parse_deadlines(&windows), parse_deadlines(embedded::DEADLINES));
}

#[test]
fn columns_may_come_in_another_order() {
    let rows = parse_maladministration("name_en,code,name_id\nDelay,delay,Penundaan\n").unwrap();
    assert_eq!((rows[0].code.as_str(), rows[0].name_id.as_str()), ("delay", "Penundaan"));
}

#[test]
fn a_file_separated_by_semicolons_is_told_so() {
    let text = agencies_with("A,A,A,board,,ROOT,,,2017-01-01,,,recalled,").replace(',', ";");
    assert_eq!(
        only_fault(parse_agencies(&text)),
        told(1, "", "the columns are separated by semicolons; save the file as CSV with commas")
    );
    let text = agencies_with("").replace(',', "\t");
    assert!(only_fault(parse_agencies(&text)).2.contains("tabs"));
}

#[test]
fn missing_unknown_and_doubled_columns_are_all_told() {
    let faults = parse_regions("code,code,nama,level\n63,63,Kalsel,province\n").unwrap_err();
    let columns: Vec<_> = faults.iter().map(|fault| fault.column.clone().unwrap()).collect();
    assert_eq!(columns, ["code", "name", "parent_code", "nama"]);
    assert!(only_fault(parse_regions("")).2.contains("empty"));
}

#[test]
fn a_row_with_too_few_cells_is_told_with_its_line_counting_blank_and_quoted_lines() {
    let text = "code,name_id,name_en\n\n\nok,\"Satu\",Good\nbad,Kurang\n";
    assert_eq!(only_fault(parse_maladministration(text)), told(5, "", "has 2 cells, the header has 3"));
    let text = "code,name_id,name_en\r\n\r\nok,Satu,Good\r\nbad,Kurang\r\n";
    assert_eq!(only_fault(parse_maladministration(text)).0, 4);
}

#[test]
fn a_line_break_inside_a_cell_is_refused_and_does_not_shift_the_lines_below() {
    let text = "code,name_id,name_en\none,\"Sa\ntu\",Good\ntwo,,Empty\n";
    let faults = parse_maladministration(text).unwrap_err();
    let lines: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column.clone().unwrap())).collect();
    assert_eq!(lines, [(2, "name_id".to_owned()), (4, "name_id".to_owned())]);
}

#[test]
fn a_word_outside_the_closed_list_is_told_with_the_words_that_are_right() {
    let (line, column, reason) = agency_fault("A,A,A,dinas,,ROOT,,,2017-01-01,,,recalled,");
    assert_eq!((line, column.as_str()), (3, "kind"));
    assert!(reason.starts_with("\"dinas\" is not one of national, province_government,"), "{reason}");
    let (_, column, reason) = agency_fault("A,A,A,board,,ROOT,,,2017-01-01,,,V,");
    assert_eq!((column.as_str(), reason.as_str()), ("evidence", "\"V\" is not one of sighted, recalled, fictitious"));
}

#[test]
fn an_unknown_parent_is_told_unless_the_system_has_it() {
    let row = "A,A,A,board,,NOBODY,,,2017-01-01,,,recalled,";
    assert_eq!(agency_fault(row), told(3, "parent_code", "there is no \"NOBODY\""));
    let known = Known { regions: None, agencies: Some(HashSet::from(["NOBODY".to_owned()])) };
    assert_eq!(parse_agencies_with(&agencies_with(row), &known).unwrap().len(), 2);
}

#[test]
fn a_doubled_code_is_told_on_its_second_line() {
    let row = "ROOT,Lagi,Lagi,board,,,,,2017-01-01,,,recalled,";
    assert_eq!(agency_fault(row), told(3, "code", "\"ROOT\" is already on line 2"));
}

#[test]
fn parents_that_form_a_circle_are_told_once() {
    let rows = "A,A,A,board,,B,,,2017-01-01,,,recalled,\nB,B,B,board,,A,,,2017-01-01,,,recalled,";
    assert_eq!(agency_fault(rows), told(3, "parent_code", "these form a circle: A > B > A"));
}

#[test]
fn a_day_that_is_none_is_told() {
    for day in ["2025-02-29", "1-2-2025", "2025-1-1", "01/02/2025", "kemarin"] {
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
    assert_eq!(agency_fault("A,A,A,board,,ROOT,,,2017-01-01,,ROOT,recalled,").1, "successor_code");
    assert_eq!(
        agency_fault("A,A,A,board,,ROOT,,,2017-01-01,2020-01-01,A,recalled,"),
        told(3, "successor_code", "these form a circle: A > A")
    );
}

#[test]
fn an_unknown_region_is_told_where_regions_are_known() {
    let known = Known { regions: Some(HashSet::from(["63".to_owned()])), agencies: None };
    let text = agencies_with("A,A,A,board,,ROOT,63,63;99.01,2017-01-01,,,recalled,");
    let fault = only_fault(parse_agencies_with(&text, &known));
    assert_eq!(fault, told(3, "serves_regions", "there is no region \"99.01\""));
    assert_eq!(parse_agencies(&text).unwrap()[1].serves_regions, ["63", "99.01"]);
}

#[test]
fn a_code_in_small_letters_is_told() {
    for code in ["dinas", "A B", "A--B", "-A", "A/B"] {
        assert_eq!(agency_fault(&format!("{code},A,A,board,,ROOT,,,2017-01-01,,,recalled,")).1, "code");
    }
}

#[test]
fn all_faults_of_a_file_are_told_at_once_in_the_order_of_the_lines() {
    let text = agencies_with(",,,dinas,,NOBODY,,,besok,,,,\nROOT,Lagi,Lagi,board,,,,,2017-01-01,,,recalled,");
    let faults = parse_agencies(&text).unwrap_err();
    let places: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column.clone().unwrap())).collect();
    for column in ["code", "name", "short_name", "kind", "parent_code", "valid_from", "evidence"] {
        assert_eq!(places.iter().filter(|(line, told)| (*line, told.as_str()) == (3, column)).count(), 1, "{column}");
    }
    assert_eq!(places.last().unwrap(), &(4, "code".to_owned()));
    assert_eq!(places.len(), 8);
}

#[test]
fn files_that_are_not_utf_8_are_told_apart() {
    assert_eq!(text_of("baik".as_bytes()), Ok("baik"));
    assert!(only_fault(text_of(&[0xFF, 0xFE, b'a', 0])).2.contains("UTF-16"));
    assert_eq!(only_fault(text_of(b"code\nTanah \xE9\n")).0, 2);
}
