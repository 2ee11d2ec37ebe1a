//! From cells to rows whose every cell is what its column asks for; all faults of a row at once.
use std::{
    collections::{BTreeSet, HashMap},
    str::FromStr,
};

use chrono::NaiveDate;
use entities::vocab::AgencyKind;

use super::{
    Column, Fault, MAX_ITEMS, Reason,
    read::{Table, read},
    unguard,
};
use crate::domain::text::{self, Bounds, Limits, TextFault};

/// One row. Where the column is not in the sheet, nothing is said; an inner nothing is an empty cell.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the columns")]
pub struct Row {
    pub code: String,
    pub name: String,
    pub short_name: Option<String>,
    pub kind: AgencyKind,
    pub functions: Option<BTreeSet<String>>,
    pub parent: Option<String>,
    pub region: Option<Option<String>>,
    pub serves: Option<BTreeSet<String>>,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<Option<NaiveDate>>,
    pub successor: Option<Option<String>>,
    pub evidence: Option<String>,
    pub note: Option<String>,
}

/// A line of the file that holds a row, good or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLine {
    /// Line of the file.
    pub line: usize,
    /// The code as it is written.
    pub code: String,
    /// The name as it is written.
    pub name: String,
    /// The row, where all its cells are good.
    pub row: Option<Row>,
}

/// A sheet that was read.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// Its rows, in the order of the file.
    pub lines: Vec<RowLine>,
    /// What was found on the way.
    pub faults: Vec<Fault>,
}

impl Parsed {
    /// The regions that it names.
    #[must_use]
    pub fn regions(&self) -> BTreeSet<&str> {
        let rows = self.lines.iter().filter_map(|line| line.row.as_ref());
        rows.flat_map(|row| row.region.iter().flatten().chain(row.serves.iter().flatten()))
            .map(String::as_str)
            .collect()
    }
}

/// Reads a sheet.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    let mut table = read(text);
    let mut faults = std::mem::take(&mut table.faults);
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut lines = Vec::with_capacity(table.rows.len());
    for (line, record) in &table.rows {
        let mut cells = Cells { table: &table, record, line: *line, faults: &mut faults };
        let (code, name) = (cells.raw(Column::Code).unwrap_or_default(), cells.raw(Column::Name).unwrap_or_default());
        let mut row = cells.row();
        if !code.is_empty() {
            match first.get(code) {
                Some(&first) => {
                    faults.push(Fault::cell(*line, Column::Code, Reason::CodeTwice { first }));
                    row = None;
                }
                None => {
                    first.insert(code.to_owned(), *line);
                }
            }
        }
        let short = |text: &str| text.chars().take(200).collect::<String>();
        lines.push(RowLine { line: *line, code: short(code), name: short(name), row });
    }
    Parsed { lines, faults }
}

struct Cells<'a, 'f> {
    table: &'a Table,
    record: &'a csv::StringRecord,
    line: usize,
    faults: &'f mut Vec<Fault>,
}

impl<'a> Cells<'a, '_> {
    fn raw(&self, column: Column) -> Option<&'a str> {
        self.table.cell(self.record, column).map(unguard)
    }

    fn fault(&mut self, column: Column, reason: Reason) {
        self.faults.push(Fault::cell(self.line, column, reason));
    }

    /// A text; the outer nothing is a fault.
    fn text(&mut self, column: Column, bounds: Bounds) -> Option<Option<String>> {
        let Some(raw) = self.raw(column).filter(|raw| !raw.is_empty()) else { return Some(None) };
        match text::clean_line("", raw, bounds) {
            Ok(text) => Some(Some(text)),
            Err(error) => {
                self.fault(column, Reason::Text(error.kind));
                None
            }
        }
    }

    fn needed<T>(&mut self, column: Column, found: Option<Option<T>>) -> Option<T> {
        if matches!(found, Some(None)) {
            self.fault(column, Reason::Text(TextFault::Required));
        }
        found.flatten()
    }

    fn code(&mut self, column: Column) -> Option<Option<String>> {
        let Some(raw) = self.raw(column).filter(|raw| !raw.is_empty()) else { return Some(None) };
        if is_code(raw) {
            return Some(Some(raw.to_owned()));
        }
        self.fault(column, Reason::NotACode);
        None
    }

    fn day(&mut self, column: Column) -> Option<Option<NaiveDate>> {
        let Some(raw) = self.raw(column).filter(|raw| !raw.is_empty()) else { return Some(None) };
        let plain = raw.len() == 10 && raw.split('-').map(str::len).eq([4, 2, 2]);
        match NaiveDate::from_str(raw).ok().filter(|_| plain) {
            Some(day) => Some(Some(day)),
            None => {
                self.fault(column, Reason::NotADay);
                None
            }
        }
    }

    fn list(
        &mut self,
        column: Column,
        good: fn(&str) -> bool,
        wrong: fn(String) -> Reason,
    ) -> Option<BTreeSet<String>> {
        let raw = self.raw(column).unwrap_or_default();
        let items: BTreeSet<&str> = raw.split(';').map(str::trim).filter(|item| !item.is_empty()).collect();
        if items.len() > MAX_ITEMS {
            self.fault(column, Reason::TooManyItems { max: MAX_ITEMS });
            return None;
        }
        if let Some(item) = items.iter().find(|item| !good(item)) {
            let reason = wrong(item.chars().take(64).collect());
            self.fault(column, reason);
            return None;
        }
        Some(items.into_iter().map(str::to_owned).collect())
    }

    fn row(&mut self) -> Option<Row> {
        let code = self.code(Column::Code);
        let code = self.needed(Column::Code, code);
        let name = self.text(Column::Name, Limits::AGENCY_NAME);
        let name = self.needed(Column::Name, name);
        let short_name = self.text(Column::ShortName, Limits::AGENCY_NAME);
        let kind = self.kind();
        let functions = self.list(Column::Functions, is_function, Reason::NotAFunction);
        let parent = self.code(Column::ParentCode);
        let region = self.region();
        let serves = self.list(Column::ServesRegions, is_region, Reason::UnknownRegion);
        let (valid_from, valid_to) = (self.day(Column::ValidFrom), self.day(Column::ValidTo));
        let successor = self.code(Column::SuccessorCode);
        if matches!(successor, Some(Some(_))) && valid_to == Some(None) && self.table.has(Column::ValidTo) {
            self.fault(Column::SuccessorCode, Reason::SuccessorWithoutEnd);
        }
        let evidence = self.text(Column::Evidence, Limits::AGENCY_NAME);
        let note = self.text(Column::Note, Bounds { min: 0, ..Limits::NOTE });
        let has = |column| self.table.has(column);
        Some(Row {
            code: code?,
            name: name?,
            short_name: short_name?,
            kind: kind?,
            functions: has(Column::Functions).then_some(functions?),
            parent: parent?,
            region: has(Column::RegionCode).then_some(region?),
            serves: has(Column::ServesRegions).then_some(serves?),
            valid_from: valid_from?,
            valid_to: has(Column::ValidTo).then_some(valid_to?),
            successor: has(Column::SuccessorCode).then_some(successor?),
            evidence: evidence?,
            note: note?,
        })
    }

    fn region(&mut self) -> Option<Option<String>> {
        let Some(raw) = self.raw(Column::RegionCode).filter(|raw| !raw.is_empty()) else { return Some(None) };
        if is_region(raw) {
            return Some(Some(raw.to_owned()));
        }
        self.fault(Column::RegionCode, Reason::UnknownRegion(raw.chars().take(64).collect()));
        None
    }

    fn kind(&mut self) -> Option<AgencyKind> {
        let raw = self.raw(Column::Kind).unwrap_or_default();
        let kind = AgencyKind::ALL.iter().copied().find(|kind| kind.as_str() == raw);
        if kind.is_none() {
            let reason = if raw.is_empty() { Reason::Text(TextFault::Required) } else { Reason::NotAKind };
            self.fault(Column::Kind, reason);
        }
        kind
    }
}

/// Capital letters and digits in parts joined by hyphens, at most 64 signs.
fn is_code(code: &str) -> bool {
    let good = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    code.len() <= 64 && code.split('-').all(good)
}

fn is_function(item: &str) -> bool {
    item.len() <= 64 && item.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn is_region(item: &str) -> bool {
    item.len() <= 64 && item.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}
