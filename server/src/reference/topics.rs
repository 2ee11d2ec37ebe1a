//! `topics.csv`: what reports are about, in two levels.
//! To add a column: a field, its name in `COLUMNS`, a line in `row`.
use super::fault::{Fault, finish};
use super::sheet::{Cells, Sheet};
use super::tree;
use entities::vocab::Classification;
use serde::Serialize;

const COLUMNS: &[&str] = &["code", "parent_code", "name_id", "name_en", "default_classification", "sensitive"];

/// One topic or sub-topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicRow {
    /// Slug; `top.sub` for sub-topics.
    pub code: String,
    /// The top topic; `None` for a top topic.
    pub parent_code: Option<String>,
    /// Name in Indonesian.
    pub name_id: String,
    /// Name in English.
    pub name_en: String,
    /// Suggestion for the verifier, never a decision.
    pub default_classification: Option<Classification>,
    /// Suggest marking the report secret.
    pub sensitive: bool,
}

/// Reads the file; top topics come before sub-topics in the answer.
pub fn parse_topics(text: &str) -> Result<Vec<TopicRow>, Vec<Fault>> {
    let mut sheet = Sheet::open(text, COLUMNS)?;
    let rows = sheet.rows(row);
    sheet.must_be_unique("code");
    let mut faults = Vec::new();
    let pointers = tree::pointers(&sheet.column("code"), &sheet.column("parent_code"));
    tree::check_targets(&pointers, "parent_code", None, &mut faults);
    let mut rows: Vec<TopicRow> = rows.into_iter().map(|(_, row)| row).collect();
    rows.sort_by_key(|row| row.parent_code.is_some());
    faults.append(&mut sheet.faults);
    finish(rows, faults)
}

fn row(cells: &mut Cells<'_>) -> Option<TopicRow> {
    let code = slug(cells, "code");
    let parent_code = cells.optional("parent_code");
    let name_id = cells.text("name_id");
    let name_en = cells.text("name_en");
    let default_classification =
        cells.optional_word("default_classification", Classification::ALL, Classification::as_str);
    let sensitive = cells.boolean("sensitive");
    let code = code?;
    let levels = code.split('.').count();
    if levels > 2 {
        cells.fault("code", format!("\"{code}\" has {levels} levels; two are allowed"));
    } else if parent_code.as_deref() != code.split_once('.').map(|(top, _)| top) {
        // A code contains its parent's, so a circle cannot pass this check.
        let parent = parent_code.as_deref().unwrap_or_default();
        cells.fault("parent_code", format!("\"{parent}\" is not the top topic of \"{code}\""));
    }
    Some(TopicRow {
        code,
        parent_code,
        name_id: name_id?,
        name_en: name_en?,
        default_classification: default_classification?,
        sensitive: sensitive?,
    })
}

/// A slug: small letters, digits and underscores, in parts joined by dots.
pub(super) fn slug(cells: &mut Cells<'_>, column: &str) -> Option<String> {
    let code = cells.text(column)?;
    let good = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    if code.len() > 64 || !code.split('.').all(good) {
        let reason = format!("\"{code}\" is no code: small letters, digits and underscores, at most 64");
        cells.fault(column, reason);
        return None;
    }
    Some(code)
}
