//! `demo_reports.json`: invented reports whose right agency is known, for the demo, training and tests.
//! To add a field: here and in `FORMATS.md`.
use super::fault::{Fault, finish};
use super::json;
use super::words::RuleAction;
use entities::vocab::{Channel, Classification, Urgency};
use serde::{Deserialize, Serialize};

/// The whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoReports {
    /// To be shown wherever the data appear.
    pub notice: String,
    /// The reports.
    pub reports: Vec<DemoReport>,
}

/// One invented report with the answers of a good verifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoReport {
    /// Unique.
    pub id: String,
    /// Title as the reporter wrote it.
    pub title: String,
    /// Text as the reporter wrote it.
    pub body: String,
    /// What a good verifier would set.
    pub classification: Classification,
    /// What a good verifier would set.
    pub topic_code: String,
    /// What a good verifier would set.
    pub region_code: String,
    /// How it came in.
    pub channel: Channel,
    /// Identity hidden from the public and from the reported party.
    pub anonymous: bool,
    /// Content hidden from the public.
    pub secret: bool,
    /// Agency that the reporter addressed or named; may be the wrong one.
    pub named_agency_code: Option<String>,
    /// Unit accused in the report.
    pub reported_agency_code: Option<String>,
    /// What should be done.
    pub expected_action: RuleAction,
    /// Agency that should lead.
    pub expected_agency_code: Option<String>,
    /// Unit below it that should do the work.
    pub expected_unit_code: Option<String>,
    /// Other agencies that count as right.
    pub also_acceptable: Vec<String>,
    /// Agencies that should help.
    pub supporting: Vec<String>,
    /// Agencies that should read.
    pub cc: Vec<String>,
    /// How urgent.
    pub urgency: Urgency,
    /// Units that must have no access, with everything below them.
    pub must_not_see: Vec<String>,
    /// Code of an archive reason.
    pub archive_reason_code: Option<String>,
    /// Reports with the same letter concern the same event.
    pub duplicate_group: Option<String>,
    /// Id of an earlier report that this one belongs to.
    pub linked_report: Option<String>,
    /// Teaching notes in Indonesian.
    pub notes: Option<String>,
}

/// Reads the file.
pub fn parse_demo_reports(text: &str) -> Result<DemoReports, Vec<Fault>> {
    let elements = json::open::<DemoReport>(text, "reports")?;
    let mut faults = elements.faults;
    let keys = elements.rows.iter().map(|(line, row)| (*line, row.id.as_str()));
    json::must_be_unique(keys, "id", &mut faults);
    let notice = elements.rest.get("notice").and_then(|notice| notice.as_str()).unwrap_or_default().to_owned();
    if notice.is_empty() {
        faults.push(Fault::cell(1, "notice", "must say that the data are invented"));
    }
    let reports = finish(elements.rows.into_iter().map(|(_, row)| row).collect(), faults)?;
    Ok(DemoReports { notice, reports })
}
