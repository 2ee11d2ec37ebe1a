//! What is wrong with a sheet, as data: `texts` makes a sentence of it that names the limit and the way out.
use super::Column;
use crate::domain::{reorganisation::Finding, text::TextFault};

/// Why a file is no sheet at all; nothing of it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRefusal {
    /// No bytes, or nothing but blanks.
    Empty,
    /// More bytes than the limit.
    TooLarge {
        /// The limit.
        max: usize,
    },
    /// A workbook or an archive.
    Workbook,
    /// UTF-16, as some spreadsheets write "Unicode text".
    Utf16,
    /// A byte that is no UTF-8.
    NotUtf8 {
        /// Line, counted from 1.
        line: usize,
        /// Byte of the file, counted from 1.
        byte: usize,
    },
    /// A byte of zero: no text.
    NotText {
        /// Line, counted from 1.
        line: usize,
    },
}

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, counted from 1; line breaks inside quotes count.
    pub line: usize,
    /// The heading of the column, where one is to blame.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Not one of the columns.
    UnknownColumn,
    /// There twice.
    ColumnTwice,
    /// Needed and not there.
    MissingColumn,
    /// Nothing below the header.
    NoRows,
    /// More rows than the limit.
    TooManyRows {
        /// The limit.
        max: usize,
    },
    /// Longer than the limit: often a quote that is not closed.
    LineTooLong {
        /// The limit in bytes.
        max: usize,
    },
    /// More or fewer cells than the header.
    Cells {
        /// How many there are.
        has: usize,
        /// How many the header has.
        wanted: usize,
    },
    /// A text that is missing, too short, too long, or holds a control character.
    Text(TextFault),
    /// Capital letters and digits in parts joined by hyphens.
    NotACode,
    /// Not one of the kinds.
    NotAKind,
    /// Not a day written YYYY-MM-DD.
    NotADay,
    /// Small letters, digits and underscores.
    NotAFunction(String),
    /// More in one cell than the limit.
    TooManyItems {
        /// The limit.
        max: usize,
    },
    /// The code stands on an earlier line.
    CodeTwice {
        /// That line.
        first: usize,
    },
    /// Neither in the tree nor in the sheet.
    UnknownParent(String),
    /// Neither in the tree nor in the sheet.
    UnknownSuccessor(String),
    /// No such region.
    UnknownRegion(String),
    /// These would hang below each other.
    Loop(Vec<String>),
    /// Deeper than the limit.
    TooDeep {
        /// The limit.
        max: usize,
    },
    /// Not of the government that the sheet is for.
    NotYours,
    /// A new unit cannot be closed already.
    NewIsClosed,
    /// A unit in force has no successor.
    SuccessorWithoutEnd,
    /// When a closed unit ended, and who inherited, is history.
    HistoryStands,
    /// A closed unit does not change; reopen it first.
    ClosedStands,
    /// The plan that would be made does not fit.
    Plan(Finding),
    /// More changes than one plan takes.
    TooManyChanges {
        /// How many.
        n: usize,
        /// The limit.
        max: usize,
    },
}

impl Fault {
    pub(super) const fn line(line: usize, reason: Reason) -> Self {
        Self { line, column: None, reason }
    }
    pub(super) fn cell(line: usize, column: Column, reason: Reason) -> Self {
        Self { line, column: Some(column.as_str().to_owned()), reason }
    }
}
