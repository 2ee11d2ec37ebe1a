//! The tree as a workbook (XLSX). Cells are written as texts, never as formulas.
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::domain::sheet::{Column, Entry};

/// Width of a column, in characters.
const fn width(column: Column) -> f64 {
    match column {
        Column::Name => 56.0,
        Column::Code | Column::ParentCode | Column::SuccessorCode => 30.0,
        Column::ShortName | Column::Functions | Column::Note => 28.0,
        Column::Kind | Column::ServesRegions => 20.0,
        Column::RegionCode | Column::ValidFrom | Column::ValidTo | Column::Evidence => 12.0,
    }
}

/// One sheet with a frozen, bold header and a filter on every column.
///
/// # Errors
/// More rows than a sheet holds (1,048,576), or a cell of more than 32,767 characters.
pub fn of(entries: &[Entry]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Instansi")?;
    for (at, column) in (0u16..).zip(Column::ALL) {
        sheet.write_string_with_format(0, at, column.as_str(), &bold)?;
        sheet.set_column_width(at, width(column))?;
    }
    let mut last = 0;
    for (row, Entry(cells)) in (1u32..).zip(entries) {
        for (at, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, at, cell)?;
        }
        last = row;
    }
    sheet.set_freeze_panes(1, 0)?;
    let columns = u16::try_from(Column::ALL.len()).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, columns.saturating_sub(1))?;
    workbook.save_to_buffer()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_holds_texts_and_no_formula() {
        let mut cells: [String; Column::ALL.len()] = Default::default();
        *cells.first_mut().unwrap() = "=1+1".to_owned();
        let bytes = of(&[Entry(cells)]).unwrap();
        assert!(bytes.starts_with(b"PK\x03\x04"));
        assert!(!of(&[]).unwrap().is_empty());
    }
}
