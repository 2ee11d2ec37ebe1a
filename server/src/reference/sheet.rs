//! Reading a CSV file cell by cell, collecting faults. Knows nothing of what the columns mean.
//! To add a type of cell: a method of `Cells` that answers `None` after it has told its fault.
use super::fault::Fault;
use chrono::NaiveDate;
use std::collections::HashMap;

/// A file whose header is right.
pub(super) struct Sheet {
    columns: Vec<String>,
    rows: Vec<(usize, csv::StringRecord)>,
    /// What was found on the way.
    pub(super) faults: Vec<Fault>,
}

impl Sheet {
    /// Reads the file; columns may come in any order, but all of them must be there and no others.
    pub(super) fn open(text: &str, columns: &[&str]) -> Result<Self, Vec<Fault>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
        let header = text.lines().next().unwrap_or_default();
        refuse_other_separators(header)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut sheet = Self { columns: Vec::new(), rows: Vec::new(), faults: Vec::new() };
        for record in reader.records() {
            let record = record.map_err(|error| vec![Fault::line(1, error.to_string())])?;
            let line = line_of(&text, &record);
            if sheet.columns.is_empty() {
                check_header(&record, columns)?;
                sheet.columns = record.iter().map(str::to_owned).collect();
            } else if record.len() == sheet.columns.len() {
                sheet.rows.push((line, record));
            } else {
                let reason = format!("has {} cells, the header has {}", record.len(), sheet.columns.len());
                sheet.faults.push(Fault::line(line, reason));
            }
        }
        if sheet.columns.is_empty() {
            return Err(vec![Fault::line(1, format!("the file is empty; expected the header {}", columns.join(",")))]);
        }
        Ok(sheet)
    }

    /// Builds the rows. `row` asks for every cell before it gives up, so that no fault hides another.
    pub(super) fn rows<T>(&mut self, row: impl Fn(&mut Cells<'_>) -> Option<T>) -> Vec<(usize, T)> {
        let mut built = Vec::with_capacity(self.rows.len());
        for (line, record) in &self.rows {
            let cells: HashMap<&str, &str> = self.columns.iter().map(String::as_str).zip(record.iter()).collect();
            let mut cells = Cells { line: *line, cells, faults: &mut self.faults };
            if let Some(row) = row(&mut cells) {
                built.push((*line, row));
            }
        }
        built
    }

    /// The cells of one column with their lines, also of rows that have faults.
    pub(super) fn column(&self, name: &str) -> Vec<(usize, &str)> {
        let Some(at) = self.columns.iter().position(|column| column == name) else {
            return Vec::new();
        };
        self.rows.iter().map(|(line, record)| (*line, record.get(at).unwrap_or_default())).collect()
    }

    /// Tells every value of the column that an earlier line has already.
    pub(super) fn must_be_unique(&mut self, name: &str) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        let mut found = Vec::new();
        for (line, value) in self.column(name) {
            if let Some(earlier) = first.get(value).filter(|_| !value.is_empty()) {
                found.push(Fault::cell(line, name, format!("\"{value}\" is already on line {earlier}")));
            } else {
                first.insert(value, line);
            }
        }
        self.faults.extend(found);
    }
}

/// The cells of one row.
pub(super) struct Cells<'a> {
    line: usize,
    cells: HashMap<&'a str, &'a str>,
    faults: &'a mut Vec<Fault>,
}

impl Cells<'_> {
    /// Tells a fault of a cell of this row.
    pub(super) fn fault(&mut self, column: &str, reason: impl Into<String>) {
        self.faults.push(Fault::cell(self.line, column, reason));
    }
    /// The text of a cell; empty means not set.
    pub(super) fn optional(&mut self, column: &str) -> Option<String> {
        let text = self.cells.get(column).copied().filter(|text| !text.is_empty())?.to_owned();
        if text.chars().any(char::is_control) {
            self.fault(column, "holds a line break or another control character");
        }
        Some(text)
    }
    /// The text of a cell that must be set.
    pub(super) fn text(&mut self, column: &str) -> Option<String> {
        let text = self.optional(column);
        if text.is_none() {
            self.fault(column, "is empty");
        }
        text
    }
    /// The parts of a list separated by semicolons.
    pub(super) fn list(&mut self, column: &str) -> Vec<String> {
        let text = self.optional(column).unwrap_or_default();
        text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }
    /// A word of a closed list; the outer `None` is a fault, the inner an empty cell.
    pub(super) fn optional_word<T: Copy>(
        &mut self,
        column: &str,
        all: &[T],
        show: fn(T) -> &'static str,
    ) -> Option<Option<T>> {
        let Some(text) = self.optional(column) else {
            return Some(None);
        };
        let found = word(&text, all, show);
        found.map_err(|reason| self.fault(column, reason)).ok().map(Some)
    }
    /// A word of a closed list.
    pub(super) fn word<T: Copy>(&mut self, column: &str, all: &[T], show: fn(T) -> &'static str) -> Option<T> {
        self.text(column)?;
        self.optional_word(column, all, show).flatten()
    }
    /// A day, or an empty cell.
    pub(super) fn optional_date(&mut self, column: &str) -> Option<Option<NaiveDate>> {
        let Some(text) = self.optional(column) else {
            return Some(None);
        };
        date(&text).map_err(|reason| self.fault(column, reason)).ok().map(Some)
    }
    /// A day.
    pub(super) fn date(&mut self, column: &str) -> Option<NaiveDate> {
        self.text(column)?;
        self.optional_date(column).flatten()
    }
    /// `true` or `false`.
    pub(super) fn boolean(&mut self, column: &str) -> Option<bool> {
        self.word(column, &[true, false], |value| if value { "true" } else { "false" })
    }
}

/// A word of a closed list, or the words that would be right.
pub(super) fn word<T: Copy>(text: &str, all: &[T], show: fn(T) -> &'static str) -> Result<T, String> {
    all.iter().copied().find(|value| show(*value) == text).ok_or_else(|| {
        let words: Vec<_> = all.iter().map(|value| show(*value)).collect();
        format!("\"{text}\" is not one of {}", words.join(", "))
    })
}

/// A day written `YYYY-MM-DD`.
pub(super) fn date(text: &str) -> Result<NaiveDate, String> {
    let wrong = || format!("\"{text}\" is not a day written YYYY-MM-DD");
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    if parts != [4, 2, 2] {
        return Err(wrong());
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| wrong())
}

fn refuse_other_separators(header: &str) -> Result<(), Vec<Fault>> {
    let separator = match header {
        header if header.contains(',') => return Ok(()),
        header if header.contains(';') => "semicolons",
        header if header.contains('\t') => "tabs",
        _ => return Ok(()),
    };
    let reason = format!("the columns are separated by {separator}; save the file as CSV with commas");
    Err(vec![Fault::line(1, reason)])
}

fn check_header(header: &csv::StringRecord, wanted: &[&str]) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    for column in wanted {
        match header.iter().filter(|name| name == column).count() {
            0 => faults.push(Fault::cell(1, column, "this column is missing")),
            1 => {}
            _ => faults.push(Fault::cell(1, column, "this column is there twice")),
        }
    }
    for name in header.iter().filter(|name| !wanted.contains(name)) {
        let reason = format!("unknown column; expected {}", wanted.join(", "));
        faults.push(Fault::cell(1, name, reason));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// The reader's position stands before the blank lines that it skips.
fn line_of(text: &str, record: &csv::StringRecord) -> usize {
    let Some(position) = record.position() else {
        return 1;
    };
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let rest = text.get(number(position.byte())..).unwrap_or_default();
    let blank = rest.bytes().take_while(|byte| *byte == b'\n').count();
    number(position.line()).saturating_add(blank)
}
