//! `agencies.csv`: the tree of agencies, past and present. Not here: how the tree is stored or moved.
//! To add a column: a field, its name in `COLUMNS`, a line in `row`.
use super::Known;
use super::fault::{Fault, finish};
use super::sheet::{Cells, Sheet};
use super::tree;
use super::words::Evidence;
use chrono::NaiveDate;
use entities::vocab::AgencyKind;
use serde::Serialize;

const COLUMNS: &[&str] = &[
    "code",
    "name",
    "short_name",
    "kind",
    "functions",
    "parent_code",
    "region_code",
    "serves_regions",
    "valid_from",
    "valid_to",
    "successor_code",
    "evidence",
    "note",
];

/// One agency or unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgencyRow {
    /// Stable code: capital letters, digits and hyphens.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Name for lists.
    pub short_name: String,
    /// What it is; governments are boundaries.
    pub kind: AgencyKind,
    /// Tasks that relative targets of forwarding rules ask for.
    pub functions: Vec<String>,
    /// One level up; `None` for a root.
    pub parent_code: Option<String>,
    /// Area of authority; `None` for the whole country.
    pub region_code: Option<String>,
    /// Further regencies or cities served.
    pub serves_regions: Vec<String>,
    /// First day of use.
    pub valid_from: NaiveDate,
    /// Last day of use; `None` means current.
    pub valid_to: Option<NaiveDate>,
    /// Unit that inherits the cases after `valid_to`.
    pub successor_code: Option<String>,
    /// How sure the row is.
    pub evidence: Evidence,
    /// Remarks in Indonesian.
    pub note: Option<String>,
}

/// Reads the file by itself: region codes are not looked up, parents and successors must be in the file.
/// Parents come before their children in the answer.
pub fn parse_agencies(text: &str) -> Result<Vec<AgencyRow>, Vec<Fault>> {
    parse_agencies_with(text, &Known::default())
}

/// Reads the file beside what the system has: region codes must be known, and parents and successors
/// may also be agencies that are there already. Circles that close only through those are not seen here.
pub fn parse_agencies_with(text: &str, known: &Known) -> Result<Vec<AgencyRow>, Vec<Fault>> {
    let mut sheet = Sheet::open(text, COLUMNS)?;
    let rows = sheet.rows(|cells| row(cells, known));
    sheet.must_be_unique("code");

    let mut faults = Vec::new();
    let codes = sheet.column("code");
    let mut depths = std::collections::HashMap::new();
    for column in ["successor_code", "parent_code"] {
        let pointers = tree::pointers(&codes, &sheet.column(column));
        tree::check_targets(&pointers, column, known.agencies.as_ref(), &mut faults);
        depths = tree::depths(&pointers, column, &mut faults);
    }
    let mut rows: Vec<AgencyRow> = rows.into_iter().map(|(_, row)| row).collect();
    rows.sort_by_key(|row| depths.get(row.code.as_str()).copied());
    faults.append(&mut sheet.faults);
    finish(rows, faults)
}

fn row(cells: &mut Cells<'_>, known: &Known) -> Option<AgencyRow> {
    let code = code(cells);
    let name = cells.text("name");
    let short_name = cells.text("short_name");
    let kind = cells.word("kind", AgencyKind::ALL, AgencyKind::as_str);
    let region_code = cells.optional("region_code");
    let serves_regions = cells.list("serves_regions");
    for (column, region) in region_code
        .iter()
        .map(|region| ("region_code", region))
        .chain(serves_regions.iter().map(|region| ("serves_regions", region)))
    {
        if known.regions.as_ref().is_some_and(|regions| !regions.contains(region)) {
            cells.fault(column, format!("there is no region \"{region}\""));
        }
    }
    let valid_from = cells.date("valid_from");
    let valid_to = cells.optional_date("valid_to");
    if let (Some(from), Some(Some(to))) = (valid_from, valid_to)
        && to < from
    {
        cells.fault("valid_to", format!("{to} is before valid_from {from}"));
    }
    let successor_code = cells.optional("successor_code");
    if successor_code.is_some() && valid_to == Some(None) {
        cells.fault("successor_code", "a current unit has no successor; set valid_to too");
    }
    let evidence = cells.word("evidence", Evidence::OF_AGENCIES, Evidence::as_str);
    Some(AgencyRow {
        functions: cells.list("functions"),
        parent_code: cells.optional("parent_code"),
        note: cells.optional("note"),
        code: code?,
        name: name?,
        short_name: short_name?,
        kind: kind?,
        region_code,
        serves_regions,
        valid_from: valid_from?,
        valid_to: valid_to?,
        successor_code,
        evidence: evidence?,
    })
}

/// A code of the tree; paths and rules rely on its shape.
fn code(cells: &mut Cells<'_>) -> Option<String> {
    let code = cells.text("code")?;
    let good =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if code.len() > 64 || !code.split('-').all(good) {
        let reason =
            format!("\"{code}\" is no code: capital letters and digits in parts joined by hyphens, at most 64");
        cells.fault("code", reason);
        return None;
    }
    Some(code)
}
