//! The short lists: `archive_reasons.csv`, `maladministration.csv` and `holidays.csv`.
//! To add a list: a row type and a parser of a few lines like these.
use super::fault::{Fault, finish};
use super::sheet::{Cells, Sheet};
use super::topics::slug;
use super::words::{Evidence, HolidayKind};
use crate::domain::calendar::Calendar;
use chrono::NaiveDate;
use serde::Serialize;

/// Why a report may be archived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArchiveReasonRow {
    /// Slug.
    pub code: String,
    /// Name in Indonesian.
    pub name_id: String,
    /// Name in English.
    pub name_en: String,
    /// Another officer must agree; for supervisory and anonymous reports this is always required.
    pub needs_second_person: bool,
}

/// A form of maladministration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MaladministrationRow {
    /// Slug.
    pub code: String,
    /// Name in Indonesian.
    pub name_id: String,
    /// Name in English.
    pub name_en: String,
}

/// A day on which nobody works, besides Saturdays and Sundays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HolidayRow {
    /// The day.
    pub date: NaiveDate,
    /// Why.
    pub kind: HolidayKind,
    /// Name in Indonesian.
    pub name: String,
    /// Joint decree that sets the day.
    pub decree: Option<String>,
    /// How sure the row is.
    pub evidence: Evidence,
}

/// Reads `archive_reasons.csv`.
pub fn parse_archive_reasons(text: &str) -> Result<Vec<ArchiveReasonRow>, Vec<Fault>> {
    parse(text, &["code", "name_id", "name_en", "needs_second_person"], |cells| {
        let (code, name_id, name_en) = (slug(cells, "code"), cells.text("name_id"), cells.text("name_en"));
        let needs_second_person = cells.boolean("needs_second_person");
        Some(ArchiveReasonRow {
            code: code?,
            name_id: name_id?,
            name_en: name_en?,
            needs_second_person: needs_second_person?,
        })
    })
}

/// Reads `maladministration.csv`.
pub fn parse_maladministration(text: &str) -> Result<Vec<MaladministrationRow>, Vec<Fault>> {
    parse(text, &["code", "name_id", "name_en"], |cells| {
        let (code, name_id, name_en) = (slug(cells, "code"), cells.text("name_id"), cells.text("name_en"));
        Some(MaladministrationRow { code: code?, name_id: name_id?, name_en: name_en? })
    })
}

/// Reads `holidays.csv`; the answer is in the order of the days.
pub fn parse_holidays(text: &str) -> Result<Vec<HolidayRow>, Vec<Fault>> {
    let mut rows = parse(text, &["date", "kind", "name", "decree", "evidence"], |cells| {
        let date = cells.date("date");
        let kind = cells.word("kind", HolidayKind::ALL, HolidayKind::as_str);
        let name = cells.text("name");
        let decree = cells.optional("decree");
        let evidence = cells.word("evidence", Evidence::OF_HOLIDAYS, Evidence::as_str);
        Some(HolidayRow { date: date?, kind: kind?, name: name?, decree, evidence: evidence? })
    })?;
    rows.sort_by_key(|row| row.date);
    Ok(rows)
}

/// The working days that these holidays leave.
#[must_use]
pub fn calendar(rows: &[HolidayRow]) -> Calendar {
    Calendar::new(rows.iter().map(|row| (row.date, row.name.clone())))
}

/// The first column is the key of a list.
fn parse<T>(text: &str, columns: &[&str], row: impl Fn(&mut Cells<'_>) -> Option<T>) -> Result<Vec<T>, Vec<Fault>> {
    let mut sheet = Sheet::open(text, columns)?;
    let rows = sheet.rows(row).into_iter().map(|(_, row)| row).collect();
    sheet.must_be_unique(columns.first().copied().unwrap_or_default());
    finish(rows, sheet.faults)
}
