//! Writing a sheet. A cell that a spreadsheet would take for a formula gets an apostrophe before it, which reading
//! takes off again.
use super::Column;

/// One row: a cell for each column, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry(pub [String; Column::ALL.len()]);

/// Signs with which a formula may begin.
fn begins_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell that no spreadsheet carries out.
#[must_use]
pub fn guard(cell: &str) -> String {
    if begins_a_formula(cell.trim_start_matches('\'')) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell as it was before `guard`.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// The rows as CSV with their header. A byte order mark tells spreadsheets that it is UTF-8.
///
/// # Errors
/// None in practice: it writes to memory.
pub fn csv(entries: &[Entry]) -> Result<Vec<u8>, ::csv::Error> {
    let mut out = Vec::with_capacity(entries.len() * 160 + 256);
    out.extend_from_slice("\u{feff}".as_bytes());
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(Column::ALL.map(Column::as_str))?;
    for Entry(cells) in entries {
        writer.write_record(cells.iter().map(|cell| guard(cell)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
