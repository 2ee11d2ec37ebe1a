//! `deadlines.json`: the deadline policies, and their conversion for the domain.
//! To add a field: in `Raw`, in `DeadlineRow`, in `row` and in `Policy`.
use super::Known;
use super::fault::{Fault, finish};
use super::json::{self, Checker};
use super::words::Evidence;
use crate::domain::deadline::policy::{Policies, Policy};
use crate::domain::deadline::words::{PolicyLevel, PolicyScope, PolicyStage, Severity, StartsAt};
use chrono::NaiveDate;
use entities::vocab::{Classification, ClockUnit};
use serde::{Deserialize, Serialize};

/// One policy with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineRow {
    /// Unique.
    pub id: String,
    /// What is limited.
    pub stage: PolicyStage,
    /// Applies to this classification only.
    pub classification: Option<Classification>,
    /// Step of the escalation, or a legal ceiling.
    pub level: Option<PolicyLevel>,
    /// Applies to this severity only.
    pub severity: Option<Severity>,
    /// The agency of the override; `None` for the general rule.
    pub agency_code: Option<String>,
    /// How far the override reaches.
    pub scope: PolicyScope,
    /// How many units of time.
    pub amount: u16,
    /// The unit of time.
    pub unit: ClockUnit,
    /// The event that starts the clock.
    pub starts_at: StartsAt,
    /// Rule or instruction, in Indonesian.
    pub legal_basis: String,
    /// First day on which a clock may start under this row.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which a clock may start under this row.
    pub valid_to: Option<NaiveDate>,
    /// How sure the row is.
    pub evidence: Evidence,
    /// Remarks in Indonesian.
    pub note: Option<String>,
}

impl From<&DeadlineRow> for Policy {
    fn from(row: &DeadlineRow) -> Self {
        Self {
            id: row.id.clone(),
            stage: row.stage,
            level: row.level,
            classification: row.classification,
            severity: row.severity,
            agency_code: row.agency_code.clone(),
            scope: row.scope,
            amount: row.amount,
            unit: row.unit,
            starts_at: row.starts_at,
            legal_basis: row.legal_basis.clone(),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        }
    }
}

/// The policies of a file, ready for the domain.
#[must_use]
pub fn policies(rows: &[DeadlineRow]) -> Policies {
    Policies::new(rows.iter().map(Policy::from).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: String,
    stage: String,
    classification: Option<String>,
    level: Option<String>,
    severity: Option<String>,
    agency_code: Option<String>,
    scope: String,
    amount: u16,
    unit: String,
    starts_at: String,
    legal_basis: String,
    valid_from: Option<String>,
    valid_to: Option<String>,
    evidence: String,
    note: Option<String>,
}

/// Reads the file by itself: the agencies of overrides are not looked up.
pub fn parse_deadlines(text: &str) -> Result<Vec<DeadlineRow>, Vec<Fault>> {
    parse_deadlines_with(text, &Known::default())
}

/// Reads the file; overrides must name an agency that is known.
pub fn parse_deadlines_with(text: &str, known: &Known) -> Result<Vec<DeadlineRow>, Vec<Fault>> {
    let elements = json::open::<Raw>(text, "deadlines")?;
    let mut faults = elements.faults;
    let keys = elements.rows.iter().map(|(line, raw)| (*line, raw.id.as_str()));
    json::must_be_unique(keys, "id", &mut faults);
    let rows = elements
        .rows
        .into_iter()
        .filter_map(|(line, raw)| row(&mut Checker { line, faults: &mut faults }, raw, known))
        .collect();
    finish(rows, faults)
}

fn row(check: &mut Checker<'_>, raw: Raw, known: &Known) -> Option<DeadlineRow> {
    let id = check.text("id", raw.id);
    let stage = check.word("stage", &raw.stage, PolicyStage::ALL, PolicyStage::as_str);
    let classification = check.optional_word(
        "classification",
        raw.classification.as_deref(),
        Classification::ALL,
        Classification::as_str,
    );
    let level = check.optional_word("level", raw.level.as_deref(), PolicyLevel::ALL, PolicyLevel::as_str);
    let severity = check.optional_word("severity", raw.severity.as_deref(), Severity::ALL, Severity::as_str);
    let scope = check.word("scope", &raw.scope, PolicyScope::ALL, PolicyScope::as_str);
    let unit = check.word("unit", &raw.unit, ClockUnit::ALL, ClockUnit::as_str);
    let starts_at = check.word("starts_at", &raw.starts_at, StartsAt::ALL, StartsAt::as_str);
    let valid_from = check.optional_date("valid_from", raw.valid_from.as_deref());
    let valid_to = check.optional_date("valid_to", raw.valid_to.as_deref());
    let evidence = check.word("evidence", &raw.evidence, Evidence::OF_RULES, Evidence::as_str);
    let legal_basis = check.text("legal_basis", raw.legal_basis);

    if let (Some(Some(from)), Some(Some(to))) = (valid_from, valid_to)
        && to < from
    {
        check.fault("valid_to", format!("{to} is before valid_from {from}"));
    }
    let is_step = |level| matches!(level, Some(PolicyLevel::L1 | PolicyLevel::L2 | PolicyLevel::L3 | PolicyLevel::L4));
    if let (Some(stage), Some(level)) = (stage, level)
        && (stage == PolicyStage::Escalation) != is_step(level)
    {
        check.fault("level", "L1 to L4 belong to escalation, and escalation has one of them");
    }
    match (&raw.agency_code, scope) {
        (None, Some(PolicyScope::OwnUnits | PolicyScope::ThisAgency)) => {
            check.fault("scope", "the general rule has scope all");
        }
        (Some(code), _) if known.agencies.as_ref().is_some_and(|agencies| !agencies.contains(code)) => {
            check.fault("agency_code", format!("there is no agency \"{code}\""));
        }
        _ => {}
    }
    Some(DeadlineRow {
        id: id?,
        stage: stage?,
        classification: classification?,
        level: level?,
        severity: severity?,
        agency_code: raw.agency_code,
        scope: scope?,
        amount: raw.amount,
        unit: unit?,
        starts_at: starts_at?,
        legal_basis: legal_basis?,
        valid_from: valid_from?,
        valid_to: valid_to?,
        evidence: evidence?,
        note: raw.note,
    })
}
