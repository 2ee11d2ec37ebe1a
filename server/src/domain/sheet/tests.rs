//! Sheets against the shipped tree: what is written reads back as no change, each fault is told at its place, and what a
//! sheet says is what its plan makes.
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entities::{ids::AgencyId, vocab::ChangeKind};
use proptest::prelude::*;

use super::*;
use crate::domain::{
    reorganisation::{Change, FindingCode, Node, Tree, apply},
    text::TextFault,
};

const SHIPPED: &str = include_str!("../../../data/agencies.csv");
const HEADER: &str = "code,name,short_name,kind,functions,parent_code,region_code,serves_regions,valid_from,valid_to,successor_code,evidence,note\n";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The tree of a sheet, as it stands today.
fn today_of(text: &str, government: &str) -> Today {
    let parsed = parse(text);
    let rows: Vec<Row> = parsed.lines.iter().filter_map(|line| line.row.clone()).collect();
    assert_eq!(rows.len(), parsed.lines.len(), "{:?}", parsed.faults);
    let by_code: HashMap<&str, (usize, &Row)> =
        rows.iter().enumerate().map(|(n, row)| (row.code.as_str(), (n, row))).collect();
    let id = |n: usize| AgencyId(i64::try_from(n).unwrap() + 1);
    let above = |code: &str| {
        let mut next = by_code.get(code);
        while let Some((n, row)) = next {
            if row.kind.is_government() {
                return Some(id(*n));
            }
            next = row.parent.as_deref().and_then(|parent| by_code.get(parent));
        }
        None
    };
    let now = day("2026-11-24");
    let node = |(n, row): (usize, &Row)| Node {
        id: Some(id(n)),
        code: row.code.clone(),
        name: row.name.clone(),
        short_name: row.short_name.clone().unwrap_or_else(|| row.name.clone()),
        kind: row.kind,
        functions: row.functions.clone().unwrap_or_default(),
        parent: row.parent.clone(),
        region: row.region.clone().flatten(),
        serves: row.serves.clone().unwrap_or_default(),
        open: row.valid_to.flatten().is_none_or(|last| last >= now),
        successor: row.successor.clone().flatten(),
        fictitious: row.evidence.as_deref() == Some("fictitious"),
        since: row.valid_from.unwrap(),
    };
    Today {
        tree: Tree::new(rows.iter().enumerate().map(node)),
        units: rows
            .iter()
            .map(|row| {
                let unit = Unit {
                    government: above(&row.code),
                    valid_from: row.valid_from.unwrap(),
                    valid_to: row.valid_to.flatten(),
                    evidence: row.evidence.clone().unwrap_or_default(),
                    note: row.note.clone().unwrap_or_default(),
                };
                (row.code.clone(), unit)
            })
            .collect(),
        regions: parsed.regions().into_iter().map(str::to_owned).collect(),
        government: id(by_code[government].0),
        day: now,
    }
}

fn shipped() -> Today {
    today_of(SHIPPED, "KALSEL")
}

fn check(text: &str) -> Difference {
    compare(&parse(text), &shipped())
}

/// Line, column and reason of the first fault.
fn first(found: &Difference) -> (usize, String, Reason) {
    let all = found.faults.iter().chain(found.lines.iter().flat_map(|line| &line.faults));
    let fault = all.min_by_key(|fault| fault.line).unwrap_or_else(|| panic!("no fault: {found:?}"));
    (fault.line, fault.column.clone().unwrap_or_default(), fault.reason.clone())
}

fn row(code: &str, name: &str, kind: &str, parent: &str) -> String {
    format!("{code},{name},,{kind},,{parent},63,,2026-01-01,,,recalled,\n")
}

#[test]
fn the_shipped_tree_written_and_read_again_changes_nothing() {
    let parsed = parse(SHIPPED);
    let cell = |text: &Option<String>| text.clone().unwrap_or_default();
    let list = |items: &Option<std::collections::BTreeSet<String>>| {
        items.clone().unwrap_or_default().into_iter().collect::<Vec<_>>().join(";")
    };
    let entries: Vec<Entry> = parsed
        .lines
        .iter()
        .map(|line| line.row.as_ref().unwrap())
        .map(|row| {
            Entry([
                row.code.clone(),
                row.name.clone(),
                cell(&row.short_name),
                row.kind.as_str().to_owned(),
                list(&row.functions),
                cell(&row.parent),
                cell(&row.region.clone().flatten()),
                list(&row.serves),
                row.valid_from.unwrap().to_string(),
                row.valid_to.flatten().map(|day| day.to_string()).unwrap_or_default(),
                cell(&row.successor.clone().flatten()),
                cell(&row.evidence),
                cell(&row.note),
            ])
        })
        .collect();
    let text = String::from_utf8(csv(&entries).unwrap()).unwrap();
    for text in [SHIPPED.to_owned(), text.clone(), text.replace('\n', "\r\n")] {
        let found = check(&text);
        assert!(found.is_sound() && found.drafts.is_empty() && found.missing.is_empty(), "{:?}", first(&found));
        assert!(found.lines.iter().all(|line| line.shifts.is_empty()));
        assert_eq!(found.lines.len(), entries.len());
    }
}

#[test]
fn a_cell_that_looks_like_a_formula_is_guarded_and_comes_back_as_it_was() {
    for text in ["=1+1", "+62", "-", "@a", "'=x", "''=x", "'biasa", "biasa", "", "\t=1"] {
        let guarded = guard(text);
        assert!(!guarded.starts_with(['=', '+', '-', '@', '\t']), "{guarded}");
        assert_eq!(unguard(&guarded), text);
    }
}

#[test]
fn semicolons_tabs_marks_and_line_breaks_in_quotes_are_read() {
    let wanted = row("KALSEL-BARU", "Dinas Baru", "department", "KALSEL");
    for (from, to) in [(",", ","), (",", ";"), (",", "\t")] {
        let text = format!(
            "\u{feff}{}\r\n",
            format!("{HEADER}{wanted}").replace(from, to).trim_end_matches('\n').replace('\n', "\r\n")
        );
        let found = check(&text);
        assert_eq!(found.lines[0].changes, [ChangeKind::Create], "{text}: {found:?}");
        assert_eq!((found.lines[0].line, found.drafts.len()), (2, 1));
    }
    let text = format!("sep=;\n{HEADER}{wanted}").replace(',', ";");
    assert_eq!(check(&text).lines[0].line, 3);
    // A line break inside quotes counts as a line of the file.
    let text = format!(
        "{HEADER}\n{}{}",
        wanted.replace("Dinas Baru", "\"Dinas\nBaru\""),
        row("X-", "Dinas", "bureau", "KALSEL")
    );
    let found = check(&text);
    assert_eq!((found.lines[0].line, found.lines[0].name.as_str()), (3, "Dinas\nBaru"));
    assert_eq!(first(&found), (5, "code".to_owned(), Reason::NotACode));
}

#[test]
fn a_file_that_is_no_sheet_is_told_with_its_place() {
    assert_eq!(text_of(b""), Err(FileRefusal::Empty));
    assert_eq!(text_of("\u{feff} \r\n".as_bytes()), Err(FileRefusal::Empty));
    assert_eq!(text_of(b"PK\x03\x04abc"), Err(FileRefusal::Workbook));
    assert_eq!(text_of(&[0xFF, 0xFE, 0x41, 0]), Err(FileRefusal::Utf16));
    assert_eq!(text_of(b"a\nb\xE9c"), Err(FileRefusal::NotUtf8 { line: 2, byte: 4 }));
    assert_eq!(text_of(b"a\nb\0c"), Err(FileRefusal::NotText { line: 2 }));
    assert_eq!(text_of(&vec![b'a'; MAX_BYTES + 1]), Err(FileRefusal::TooLarge { max: MAX_BYTES }));
}

#[test]
fn a_wrong_header_is_told_and_nothing_else_is_read() {
    let rest = row("KALSEL-BARU", "Dinas Baru", "department", "KALSEL");
    let tell = |header: &str| first(&check(&format!("{header}\n{rest}")));
    assert_eq!(tell("code,name,kind,parent_code,warna").2, Reason::UnknownColumn);
    assert_eq!(tell("code,name,kind"), (1, "parent_code".to_owned(), Reason::MissingColumn));
    assert_eq!(tell("code,name,kind,parent_code,name").2, Reason::ColumnTwice);
    assert_eq!(first(&check(HEADER)).2, Reason::NoRows);
    // The needed ones in any order are enough; what is left out stays.
    let found = check("parent_code,kind,name,code\nKALSEL,department,Dinas Baru,KALSEL-BARU\n");
    assert_eq!(found.drafts.len(), 1, "{found:?}");
}

#[test]
fn each_fault_names_line_column_and_reason() {
    let new = |code: &str, parent: &str| row(code, "Dinas Baru", "department", parent);
    let with = |cells: &str| format!("{HEADER}{cells}\n");
    let cases: Vec<(String, usize, &str, Reason)> = vec![
        (with(",Dinas,,department,,KALSEL,,,,,,,"), 2, "code", Reason::Text(TextFault::Required)),
        (with("kalsel-x,Dinas,,department,,KALSEL,,,,,,,"), 2, "code", Reason::NotACode),
        (with("KALSEL-X,Dinas,,dinas,,KALSEL,,,,,,,"), 2, "kind", Reason::NotAKind),
        (
            with("KALSEL-X,D,,department,,KALSEL,,,,,,,"),
            2,
            "name",
            Reason::Text(TextFault::TooShort { min: 2, len: 1 }),
        ),
        (
            with("KALSEL-X,Dinas,,department,Air Bersih,KALSEL,,,,,,,"),
            2,
            "functions",
            Reason::NotAFunction("Air Bersih".into()),
        ),
        (with("KALSEL-X,Dinas,,department,,,,,,,,,"), 2, "parent_code", Reason::Text(TextFault::Required)),
        (
            with("KALSEL-X,Dinas,,department,,KALSEL,99.99,,,,,,"),
            2,
            "region_code",
            Reason::UnknownRegion("99.99".into()),
        ),
        (
            with("KALSEL-X,Dinas,,department,,KALSEL,,99.98,,,,,"),
            2,
            "serves_regions",
            Reason::UnknownRegion("99.98".into()),
        ),
        (with("KALSEL-X,Dinas,,department,,KALSEL,,,31/12/2026,,,,"), 2, "valid_from", Reason::NotADay),
        (with("KALSEL-X,Dinas,,department,,KALSEL,,,,2026-12-31,,,"), 2, "valid_to", Reason::NewIsClosed),
        (
            with("KALSEL-X,Dinas,,department,,KALSEL,,,,,KALSEL-PUPR,,"),
            2,
            "successor_code",
            Reason::SuccessorWithoutEnd,
        ),
        (with("KALSEL-X,Dinas"), 2, "", Reason::Cells { has: 2, wanted: 13 }),
        (
            format!("{HEADER}{}{}", new("KALSEL-X", "KALSEL"), new("KALSEL-X", "KALSEL")),
            3,
            "code",
            Reason::CodeTwice { first: 2 },
        ),
        (
            format!("{HEADER}{}", new("KALSEL-X", "KALSEL-TIDAK-ADA")),
            2,
            "parent_code",
            Reason::UnknownParent("KALSEL-TIDAK-ADA".into()),
        ),
        (format!("{HEADER}{}", new("KALSEL-X", "BANJARMASIN-PUPR")), 2, "parent_code", Reason::NotYours),
        (format!("{HEADER}{}", new("BANJARMASIN-PUPR", "BANJARMASIN")), 2, "code", Reason::NotYours),
        (
            format!("{HEADER}{}{}", new("KALSEL-X", "KALSEL-Y"), new("KALSEL-Y", "KALSEL-X")),
            2,
            "parent_code",
            Reason::Loop(vec!["KALSEL-X".into(), "KALSEL-Y".into()]),
        ),
        (format!("{HEADER}KALSEL-X,\"{}\n", "x".repeat(MAX_LINE + 10)), 2, "", Reason::LineTooLong { max: MAX_LINE }),
    ];
    for (text, line, column, reason) in cases {
        let found = check(&text);
        assert_eq!(first(&found), (line, column.to_owned(), reason), "{text}");
        assert!(found.drafts.is_empty(), "nothing of a sheet with faults");
    }
}

#[test]
fn what_does_not_fit_as_a_plan_is_told_on_its_line() {
    let close = "KALSEL-PUPR,Dinas Pekerjaan Umum dan Penataan Ruang,,department,,KALSEL,,,,2026-12-31,KALSEL-DISDIK,,";
    let found = check(&format!(
        "code,name,short_name,kind,functions,parent_code,region_code,serves_regions,valid_from,valid_to,successor_code,evidence,note\n{close}\n"
    ));
    let (line, column, reason) = first(&found);
    assert!(matches!(&reason, Reason::Plan(finding) if finding.code == FindingCode::OpenUnits), "{reason:?}");
    assert_eq!((line, column.as_str()), (2, "valid_to"));
}

#[test]
fn more_rows_or_changes_than_the_limit_are_refused() {
    let many = |n: usize| {
        let rows = (0..n).map(|n| row(&format!("KALSEL-X{n}"), "Dinas Baru", "division", "KALSEL-PUPR"));
        format!("{HEADER}{}", rows.collect::<String>())
    };
    let found = check(&many(MAX_ROWS + 1));
    assert!(found.faults.iter().any(|fault| fault.reason == Reason::TooManyRows { max: MAX_ROWS }));
    let found = check(&many(5001));
    assert_eq!(first(&found).2, Reason::TooManyChanges { n: 5001, max: 5000 });
    assert!(check(&many(5000)).is_sound());
}

/// A row of the own government, edited.
#[derive(Debug, Clone)]
enum Edit {
    Rename(usize),
    Move(usize, usize),
    Add(usize),
    Close(usize, usize),
    Reopen(usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let n = 0usize..1000;
    let one = prop_oneof![
        n.clone().prop_map(Edit::Rename),
        (n.clone(), n.clone()).prop_map(|(a, b)| Edit::Move(a, b)),
        n.clone().prop_map(Edit::Add),
        (n.clone(), n.clone()).prop_map(|(a, b)| Edit::Close(a, b)),
        n.prop_map(Edit::Reopen),
    ];
    prop::collection::vec(one, 1..25)
}

fn edited(today: &Today, edits: &[Edit]) -> Vec<[String; 13]> {
    let mut reader = ::csv::Reader::from_reader(SHIPPED.as_bytes());
    let mut rows: Vec<[String; 13]> = reader
        .records()
        .map(|record| std::array::from_fn(|at| record.as_ref().unwrap().get(at).unwrap().to_owned()))
        .filter(|row: &[String; 13]| today.units[&row[0]].government == Some(today.government) && row[0] != "KALSEL")
        .collect();
    for (n, edit) in edits.iter().enumerate() {
        let len = rows.len();
        match *edit {
            Edit::Rename(at) => rows[at % len][1] = format!("Dinas Ganti {n}"),
            Edit::Move(at, to) => rows[at % len][5] = rows[to % len][0].clone(),
            Edit::Add(at) => {
                let parent = rows[at % len][0].clone();
                let mut row = rows[at % len].clone();
                row[0] = format!("KALSEL-UJI-{n}");
                row[2] = String::new();
                row[3] = "division".to_owned();
                row[4] = String::new();
                row[5] = parent;
                (row[9], row[10]) = (String::new(), String::new());
                rows.push(row);
            }
            Edit::Close(at, to) if rows[at % len][9].is_empty() => {
                let heir = rows[to % len][0].clone();
                let row = &mut rows[at % len];
                (row[9], row[10]) = ("2026-12-31".to_owned(), heir);
            }
            Edit::Reopen(at) => (rows[at % len][9], rows[at % len][10]) = (String::new(), String::new()),
            Edit::Close(..) => {}
        }
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_plan_of_a_sheet_makes_the_tree_of_the_sheet(edits in edits()) {
        let today = shipped();
        let rows = edited(&today, &edits);
        let text = String::from_utf8(csv(&rows.iter().cloned().map(Entry).collect::<Vec<_>>()).unwrap()).unwrap();
        let found = compare(&parse(&text), &today);
        if found.is_sound() {
            let changes: Vec<Change> = found.drafts.iter().map(|draft| Change::try_from(draft).unwrap()).collect();
            let applied = apply(&today.tree, &changes, today.day);
            for row in &rows {
                let node = applied.tree.get(&row[0]).unwrap();
                prop_assert_eq!(&node.name, &row[1]);
                prop_assert_eq!(node.parent.as_deref().unwrap_or_default(), &row[5]);
                prop_assert_eq!(node.open, row[9].is_empty(), "{}", row[0]);
            }
            let named: HashSet<&str> = rows.iter().map(|row| row[0].as_str()).collect();
            for node in today.tree.nodes().filter(|node| !named.contains(node.code.as_str())) {
                prop_assert_eq!(applied.tree.get(&node.code), Some(node), "what a sheet does not name stays");
            }
        } else {
            prop_assert!(found.drafts.is_empty());
            // Names and new units of what is in force never fail.
            let tame = edits.iter().all(|edit| matches!(edit, Edit::Rename(_) | Edit::Add(_)));
            let ended: HashSet<&str> = rows.iter().filter(|row| !row[9].is_empty()).map(|row| row[0].as_str()).collect();
            let by_code: HashMap<&str, &[String; 13]> = rows.iter().map(|row| (row[0].as_str(), row)).collect();
            for line in found.lines.iter().filter(|line| tame && !line.faults.is_empty()) {
                let excused = ended.contains(line.code.as_str()) || ended.contains(by_code[line.code.as_str()][5].as_str());
                prop_assert!(excused, "{:?}", line);
            }
        }
    }
}

#[test]
fn thirty_thousand_rows_are_read_and_compared_in_one_pass() {
    let rows =
        (0..29_000).map(|n| row(&format!("KALSEL-PUPR-U{n}"), "Bidang Uji Panjang Nama", "division", "KALSEL-PUPR"));
    let text = format!("{HEADER}{}", rows.collect::<String>());
    let base = today_of(&format!("{SHIPPED}{}", &text[HEADER.len()..]), "KALSEL");
    let began = std::time::Instant::now();
    let found = compare(&parse(&text.replace("Panjang", "Pendek").replacen("Pendek", "Panjang", 24_500)), &base);
    let took = began.elapsed();
    assert!(found.is_sound(), "{:?}", first(&found));
    assert_eq!(found.drafts.len(), 4_500);
    // Linear work takes well under a second; what is quadratic takes minutes.
    assert!(took < std::time::Duration::from_secs(20), "{took:?}");
}
