//! The agency tree as a sheet (the form of `agencies.csv`), as values: reading a sheet that people have edited, the
//! difference to the tree of today line by line, and the changes of a plan that make the tree of the sheet, in an order
//! in which they can be carried out. A unit that a sheet does not name stays as it is. Loading is `store::sheets`.
//! To add a column: a variant of `Column`, its cell in `row`, its comparison in `compare`, its place in `Entry`.
mod column;
mod compare;
mod draft;
mod fault;
mod order;
mod read;
mod row;
mod write;

pub use column::Column;
pub use compare::{Difference, Line, Shift, Today, Unit, compare};
pub use fault::{Fault, FileRefusal, Reason};
pub use read::text_of;
pub use row::{Parsed, Row, RowLine, parse};
pub use write::{Entry, csv, guard, unguard};

/// The largest sheet that is taken, in bytes (8 MiB): three times a sheet of the whole country.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// Most rows of a sheet.
pub const MAX_ROWS: usize = 30_000;
/// Longest row, in bytes: beyond it a quote was opened and never closed.
pub const MAX_LINE: usize = 20_000;
/// Most functions or regions in one cell.
pub const MAX_ITEMS: usize = 200;

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests;
