//! Inputs of the mutations of forwarding rules, and of the test box.
use async_graphql::{ID, InputObject};
use chrono::{DateTime, Utc};

use super::{
    enums::{AgencyKind, Channel, Classification, Urgency},
    rule_enums::{RuleAction, RuleMode, Weekday},
};

/// A report that nobody has filed, to try the rules on.
#[derive(InputObject, Debug, Clone)]
pub struct TestRoutingInput {
    /// A version to try in place of the one that runs; by default the one that runs for the viewer's government.
    pub rule_set_id: Option<ID>,
    /// Up to 150 characters; may be empty.
    pub title: String,
    /// 1 to 10,000 characters.
    pub body: String,
    /// A topic code.
    pub topic_code: Option<String>,
    /// A region code.
    pub region_code: Option<String>,
    /// Kind of report; by default a service complaint.
    pub classification: Option<Classification>,
    /// How it came in; by default through the portal.
    pub channel: Option<Channel>,
    /// How urgent it is; by default normal.
    pub urgency: Option<Urgency>,
    /// Code of the agency that the reporter named.
    pub named_agency_code: Option<String>,
    /// Code of the accused unit.
    pub reported_agency_code: Option<String>,
}

/// Who is meant: exactly one of `agencyCode`, `functions` and `named`.
#[derive(InputObject, Debug, Clone, Default)]
pub struct RuleTargetInput {
    /// Code of an agency.
    pub agency_code: Option<String>,
    /// Functions looked for in the regency or city of the report, tried in this order; at most two.
    #[graphql(default)]
    pub functions: Vec<String>,
    /// Code of the agency used where nobody has the function.
    pub otherwise_code: Option<String>,
    /// The agency named by the reporter.
    #[graphql(default = false)]
    pub named: bool,
}

/// A rule. Of conditions all must hold; an empty list always holds.
#[derive(InputObject, Debug, Clone)]
pub struct RuleInput {
    /// 1 to 99,999. Where another rule stands, that one and those right behind it make room.
    pub position: i32,
    /// 1 to 200 characters, in Indonesian.
    pub name: String,
    /// Whether it is used.
    #[graphql(default = true)]
    pub active: bool,
    /// Whether it suggests or forwards by itself.
    #[graphql(default_with = "RuleMode::Suggest")]
    pub mode: RuleMode,
    /// The legal or organisational reason in one sentence, in Indonesian; 1 to 1,000 characters.
    pub because: String,
    /// Topics, each with its sub-topics; at most 200.
    #[graphql(default)]
    pub topic_codes: Vec<String>,
    /// Regions, each with everything in it; at most 200.
    #[graphql(default)]
    pub region_codes: Vec<String>,
    /// Kinds of report.
    #[graphql(default)]
    pub classifications: Vec<Classification>,
    /// How the report came in.
    #[graphql(default)]
    pub channels: Vec<Channel>,
    /// Agencies named by the reporter, each with its units; at most 200.
    #[graphql(default)]
    pub named_agency_codes: Vec<String>,
    /// Kinds of the agency named by the reporter.
    #[graphql(default)]
    pub named_kinds: Vec<AgencyKind>,
    /// How urgent the report is.
    #[graphql(default)]
    pub urgencies: Vec<Urgency>,
    /// Days on which it came in; empty with hours means every day.
    #[graphql(default)]
    pub weekdays: Vec<Weekday>,
    /// First minute of the day (WITA), HH:MM; by default 00:00.
    pub from: Option<String>,
    /// First minute after it, HH:MM up to 24:00, which is the default; before `from` it runs past midnight.
    pub until: Option<String>,
    /// One of these words or phrases; spelling and affixes are forgiven. Both lists together at most 200, each up to 200 characters.
    #[graphql(default)]
    pub keywords_any: Vec<String>,
    /// All of these words or phrases.
    #[graphql(default)]
    pub keywords_all: Vec<String>,
    /// What to do.
    #[graphql(default_with = "RuleAction::Forward")]
    pub action: RuleAction,
    /// Who leads; for FORWARD, and for no other action.
    pub forward_to: Option<RuleTargetInput>,
    /// Who helps; at most 20.
    #[graphql(default)]
    pub supporting: Vec<RuleTargetInput>,
    /// Who reads along; at most 20.
    #[graphql(default)]
    pub informed: Vec<RuleTargetInput>,
    /// How urgent the report becomes; never less than it is.
    #[graphql(default_with = "Urgency::Normal")]
    pub urgency: Urgency,
    /// Suggested reason to archive.
    pub archive_reason_code: Option<String>,
    /// Suggested standard reply.
    pub reply_code: Option<String>,
}

/// Input of `createRuleSet`.
#[derive(InputObject, Debug, Clone)]
pub struct CreateRuleSetInput {
    /// Whose rules; by default those of the viewer's own government. The system administrator must name one.
    pub government_code: Option<String>,
    /// The version to copy; without one the draft has no rules yet.
    pub based_on_id: Option<ID>,
    /// 5 to 200 characters.
    pub title: String,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `importRules`.
#[derive(InputObject, Debug, Clone)]
pub struct ImportRulesInput {
    /// Whose rules; by default those of the viewer's own government. The system administrator must name one.
    pub government_code: Option<String>,
    /// 5 to 200 characters.
    pub title: String,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// JSON in the form of forwarding_rules.json; at most 1 MiB.
    pub document: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `updateRuleSet`.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateRuleSetInput {
    /// The version of the rules.
    pub rule_set_id: ID,
    /// `version` that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 5 to 200 characters.
    pub title: String,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `addRule`.
#[derive(InputObject, Debug, Clone)]
pub struct AddRuleInput {
    /// The version of the rules.
    pub rule_set_id: ID,
    /// `version` that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// The rule.
    pub rule: RuleInput,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `updateRule`.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateRuleInput {
    /// The version of the rules.
    pub rule_set_id: ID,
    /// `version` that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// Where the rule stands now.
    pub position: i32,
    /// The rule as it shall be; another position moves it.
    pub rule: RuleInput,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `moveRule`.
#[derive(InputObject, Debug, Clone)]
pub struct MoveRuleInput {
    /// The version of the rules.
    pub rule_set_id: ID,
    /// `version` that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// Where the rule stands now.
    pub position: i32,
    /// Where it shall stand, 1 to 99,999. Where another rule stands, that one and those right behind it make room.
    pub to: i32,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `removeRule`.
#[derive(InputObject, Debug, Clone)]
pub struct RemoveRuleInput {
    /// The version of the rules.
    pub rule_set_id: ID,
    /// `version` that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// Where the rule stands.
    pub position: i32,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `submitRuleSet`.
#[derive(InputObject, Debug, Clone)]
pub struct SubmitRuleSetInput {
    /// The version of the rules.
    pub rule_set_id: ID,
    /// `version` that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `approveRuleSet`.
#[derive(InputObject, Debug, Clone)]
pub struct ApproveRuleSetInput {
    /// The version of the rules.
    pub rule_set_id: ID,
    /// `version` that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// When it shall run; without one, or where that has passed, at once.
    pub activates_at: Option<DateTime<Utc>>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `returnRuleSet`.
#[derive(InputObject, Debug, Clone)]
pub struct ReturnRuleSetInput {
    /// The version of the rules.
    pub rule_set_id: ID,
    /// `version` that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 5 to 4,000 characters.
    pub reason: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `discardRuleSet`.
#[derive(InputObject, Debug, Clone)]
pub struct DiscardRuleSetInput {
    /// The version of the rules.
    pub rule_set_id: ID,
    /// `version` that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 5 to 4,000 characters.
    pub reason: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}
