//! `regions.csv`: provinces, regencies, cities, districts and villages by their official codes.
//! To add a column: a field, its name in `COLUMNS`, a line in `row`.
use super::fault::{Fault, finish};
use super::sheet::{Cells, Sheet};
use super::tree;
use entities::vocab::RegionLevel;
use serde::Serialize;

const COLUMNS: &[&str] = &["code", "name", "level", "parent_code"];

/// One region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegionRow {
    /// Official code with dots, such as `63.01.01.2001`.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Level.
    pub level: RegionLevel,
    /// Code one level up; `None` for a province.
    pub parent_code: Option<String>,
}

/// Reads the file; parents come before their children in the answer.
pub fn parse_regions(text: &str) -> Result<Vec<RegionRow>, Vec<Fault>> {
    let mut sheet = Sheet::open(text, COLUMNS)?;
    let rows = sheet.rows(row);
    sheet.must_be_unique("code");
    let mut faults = Vec::new();
    let pointers = tree::pointers(&sheet.column("code"), &sheet.column("parent_code"));
    tree::check_targets(&pointers, "parent_code", None, &mut faults);
    let mut rows: Vec<RegionRow> = rows.into_iter().map(|(_, row)| row).collect();
    rows.sort_by_key(|row| row.code.split('.').count());
    faults.append(&mut sheet.faults);
    finish(rows, faults)
}

fn row(cells: &mut Cells<'_>) -> Option<RegionRow> {
    let code = cells.text("code");
    let name = cells.text("name");
    let level = cells.word("level", RegionLevel::ALL, RegionLevel::as_str);
    let parent_code = cells.optional("parent_code");
    let (code, level) = (code?, level?);
    let lengths: Vec<usize> = code.split('.').map(str::len).collect();
    let wanted: &[usize] = match level {
        RegionLevel::Province => &[2],
        RegionLevel::Regency | RegionLevel::City => &[2, 2],
        RegionLevel::District => &[2, 2, 2],
        RegionLevel::Village => &[2, 2, 2, 4],
    };
    if lengths != wanted || !code.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit()) {
        cells.fault("code", format!("\"{code}\" is not the code of a {level}"));
    } else if parent_code.as_deref() != code.rsplit_once('.').map(|(parent, _)| parent) {
        // A code contains the codes above it, so a circle cannot pass this check.
        let parent = parent_code.as_deref().unwrap_or_default();
        cells.fault("parent_code", format!("\"{parent}\" is not one level above \"{code}\""));
    }
    Some(RegionRow { code, name: name?, level, parent_code })
}
