//! `forwarding_rules.json`: its structure only. Not here: matching reports, or looking its codes up.
//! To add a condition: a field of `When`.
use super::fault::{Fault, finish};
use super::json;
use super::words::{RuleAction, RuleMode, Weekday};
use entities::vocab::{AgencyKind, Channel, Classification, Urgency};
use serde::{Deserialize, Serialize};

/// One rule; the first active one that matches suggests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleRow {
    /// Order, unique.
    pub position: u32,
    /// Name in Indonesian.
    pub name: String,
    /// `false` skips the rule.
    pub active: bool,
    /// Whether it forwards by itself; `suggest` where it is not set.
    #[serde(default, skip_serializing_if = "RuleMode::is_suggest")]
    pub mode: RuleMode,
    /// Conditions, all of which must hold.
    pub when: When,
    /// The suggestion.
    pub then: Then,
    /// The reason, in Indonesian.
    pub because: String,
    /// How sure the row is.
    pub evidence: super::words::Evidence,
}

/// Conditions; an empty one always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct When {
    /// Topic codes, each with everything below it.
    pub topics: Vec<String>,
    /// Region codes, each with everything below it.
    pub regions: Vec<String>,
    /// Classifications.
    pub classifications: Vec<Classification>,
    /// One of these words or phrases.
    pub keywords_any: Vec<String>,
    /// All of these words or phrases.
    pub keywords_all: Vec<String>,
    /// Channels.
    pub channels: Vec<Channel>,
    /// Agencies named by the reporter, each with its units.
    pub named_agencies: Vec<String>,
    /// Kinds of the agency named by the reporter.
    pub named_kinds: Vec<AgencyKind>,
    /// Urgencies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urgencies: Vec<Urgency>,
    /// Days and hours at which it came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeRow>,
}

/// Days and hours, in local time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeRow {
    /// Days on which it opens; empty means every day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<Weekday>,
    /// `HH:MM`.
    pub from: String,
    /// `HH:MM`, no longer within it; before `from` it means the next day. `24:00` is the end of the day.
    pub until: String,
}

/// What a rule suggests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Then {
    /// What to do.
    pub action: RuleAction,
    /// Target that leads.
    pub forward_to: Option<Target>,
    /// Targets that help.
    pub supporting: Vec<Target>,
    /// Targets that only read.
    pub cc: Vec<Target>,
    /// How urgent.
    pub urgency: Urgency,
    /// Suggested archive reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive_reason: Option<String>,
    /// Suggested standard reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_code: Option<String>,
}

/// Who is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Target {
    /// This agency.
    Agency(String),
    /// The agency with a function in the regency or city of the report.
    Relative(RelativeTarget),
    /// The agency named by the reporter.
    Named(NamedTarget),
}

/// A target found by its function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelativeTarget {
    /// What is looked for.
    pub relative: Function,
    /// Another function tried next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise_relative: Option<String>,
    /// Agency used when nothing is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
}

/// A task of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// Name of the task, as in `agencies.csv`.
    pub function: String,
}

/// `{"named_agency": true}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedTarget {
    /// Always `true`.
    pub named_agency: bool,
}

/// The version of the format that is written.
const VERSION: u64 = 1;

#[derive(Serialize)]
struct File<'a> {
    version: u64,
    rules: &'a [RuleRow],
}

/// The file of these rows, as short as it can be written.
#[must_use]
pub fn write_forwarding_rules(rows: &[RuleRow]) -> String {
    // Nothing in a row can fail to be written: no maps with odd keys, no readers.
    serde_json::to_string(&File { version: VERSION, rules: rows }).unwrap_or_default()
}

/// Reads the file; the answer is in the order of the positions.
pub fn parse_forwarding_rules(text: &str) -> Result<Vec<RuleRow>, Vec<Fault>> {
    let elements = json::open::<RuleRow>(text, "rules")?;
    let mut faults = elements.faults;
    let positions: Vec<_> = elements.rows.iter().map(|(line, row)| (*line, row.position.to_string())).collect();
    let keys = positions.iter().map(|(line, position)| (*line, position.as_str()));
    json::must_be_unique(keys, "position", &mut faults);
    for (line, row) in &elements.rows {
        if (row.then.action == RuleAction::Forward) != row.then.forward_to.is_some() {
            faults.push(Fault::cell(*line, "forward_to", "is set for the action forward, and for no other"));
        }
    }
    let mut rows: Vec<RuleRow> = elements.rows.into_iter().map(|(_, row)| row).collect();
    rows.sort_by_key(|row| row.position);
    finish(rows, faults)
}
