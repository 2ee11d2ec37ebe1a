//! What is wrong with a file, in words for the person who has to mend it.
//! Not here: how faults are printed in a page. To add a check: push a `Fault` in the parser it belongs to.
use std::fmt;

/// One thing to mend in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, counted from 1.
    pub line: usize,
    /// Column of a CSV file or field of a JSON file, where one is to blame.
    pub column: Option<String>,
    /// What is wrong, and what would be right.
    pub reason: String,
}

impl Fault {
    pub(super) fn line(line: usize, reason: impl Into<String>) -> Self {
        Self { line, column: None, reason: reason.into() }
    }
    pub(super) fn cell(line: usize, column: &str, reason: impl Into<String>) -> Self {
        Self { line, column: Some(column.to_owned()), reason: reason.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "line {}, {column}: {}", self.line, self.reason),
            None => write!(f, "line {}: {}", self.line, self.reason),
        }
    }
}

/// The text of an uploaded or opened file. Old code pages and UTF-16 are told apart from damage.
pub fn text_of(bytes: &[u8]) -> Result<&str, Vec<Fault>> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(vec![Fault::line(1, "the file is UTF-16; save it as UTF-8")]);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
        vec![Fault::line(line, "the file is not UTF-8; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")")]
    })
}

/// All rows, or all faults in the order of their lines.
pub(super) fn finish<T>(rows: Vec<T>, mut faults: Vec<Fault>) -> Result<Vec<T>, Vec<Fault>> {
    if faults.is_empty() {
        return Ok(rows);
    }
    faults.sort_by_key(|fault| fault.line);
    Err(faults)
}
