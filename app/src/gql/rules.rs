//! What pages ask of the rules at work: what they decide on a report, each rule that was tried, and the words found.
use super::fragments::AgencyBit;
use super::routing_enums::{PersonNeeded, RuleAction, TextPart, TriedOutcome};
use super::schema;

/// What the rules say of one report.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "RoutingDecision")]
pub struct RoutingDecisionBit {
    pub rule_position: Option<i32>,
    pub rule_name: Option<String>,
    pub action: Option<RuleAction>,
    pub lead: Option<AgencyBit>,
    pub supporting: Vec<AgencyBit>,
    pub informed: Vec<AgencyBit>,
    pub because: Option<String>,
    pub archive_reason_code: Option<String>,
    pub reply_code: Option<String>,
    /// Why a person decides, if so.
    pub person: Option<PersonNeeded>,
    /// What happens and why, in one sentence.
    pub sentence: String,
    /// The target of a rule that matches is no more.
    pub target_lost: bool,
    pub trace: Vec<TriedRuleBit>,
}

/// One rule and the report.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "TriedRule")]
pub struct TriedRuleBit {
    pub position: i32,
    pub name: String,
    /// Of the regency's or city's own rules.
    pub own: bool,
    pub outcome: TriedOutcome,
    pub sentence: String,
    /// The way to its target.
    pub steps: Vec<String>,
    pub words: Vec<MatchedWordBit>,
}

/// A word of a rule, where it stands in the report.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "MatchedWord")]
pub struct MatchedWordBit {
    pub part: TextPart,
    /// In characters.
    pub start: i32,
    pub end: i32,
    /// As the rule has it.
    pub keyword: String,
}
