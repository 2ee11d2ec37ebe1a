//! What the pages of forwarding rules ask for: the list, one version, the difference of two, the document, and what a version would do with a report.
use chrono::{DateTime, Utc};

use crate::gql::enums::Classification;
use crate::gql::fragments::*;
use crate::gql::plan_enums::FindingSeverity;
use crate::gql::routing_enums::OtherReason;
use crate::gql::rule_enums::*;
use crate::gql::rules::RoutingDecisionBit;
use crate::gql::schema;
use crate::pages::tree::queries::StandingViewer;

#[derive(cynic::QueryVariables, Debug)]
pub struct RuleListVars {
    pub government: Option<String>,
    pub in_force: Option<Vec<RuleSetStatus>>,
    pub most: Option<i32>,
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RuleListVars")]
pub struct RuleListPage {
    pub viewer: ViewerBit,
    #[cynic(rename = "viewer", alias)]
    pub standing: StandingViewer,
    #[arguments(governmentCode: $government, first: $first, after: $after, last: $last, before: $before)]
    pub rule_sets: SetList,
    /// The versions in force, wherever in the list they stand.
    #[cynic(rename = "ruleSets", alias)]
    #[arguments(governmentCode: $government, status: $in_force, first: $most)]
    pub active: SetList,
    /// What is wrong with those: a change of the tree may have closed a target.
    #[cynic(rename = "ruleSets", alias)]
    #[arguments(governmentCode: $government, status: $in_force, first: $most)]
    pub checked: CheckedList,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSetConnection")]
pub struct CheckedList {
    pub nodes: Vec<CheckedRow>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSet")]
pub struct CheckedRow {
    pub id: cynic::Id,
    pub number: i32,
    pub government: AgencyBit,
    pub error_count: i32,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RuleVersionVars {
    pub government: Option<String>,
    pub in_force: Option<Vec<RuleSetStatus>>,
    pub first: Option<i32>,
}

/// The versions of one government: the newest, and the one in force.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RuleVersionVars")]
pub struct RuleVersions {
    #[arguments(governmentCode: $government, first: $first)]
    pub rule_sets: SetList,
    #[cynic(rename = "ruleSets", alias)]
    #[arguments(governmentCode: $government, status: $in_force, first: 1)]
    pub active: SetList,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSetConnection")]
pub struct SetList {
    pub nodes: Vec<SetRow>,
    pub page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "RuleSet")]
pub struct SetRow {
    pub id: cynic::Id,
    pub number: i32,
    pub title: String,
    pub status: RuleSetStatus,
    pub government: AgencyBit,
    pub rule_count: i32,
    pub created_at: DateTime<Utc>,
    pub activates_at: Option<DateTime<Utc>>,
    pub activated_at: Option<DateTime<Utc>>,
    pub retired_at: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RuleSetVars {
    pub id: cynic::Id,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RulePageVars {
    pub id: cynic::Id,
    /// Flagged cases of one page, and behind which.
    pub flagged: Option<i32>,
    pub after: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RulePageVars")]
pub struct RulePage {
    pub viewer: ViewerBit,
    #[arguments(id: $id)]
    pub rule_set: Option<SetView>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSet", variables = "RulePageVars")]
pub struct SetView {
    pub id: cynic::Id,
    pub number: i32,
    pub status: RuleSetStatus,
    pub title: String,
    pub note: Option<String>,
    pub version: i32,
    pub government: AgencyBit,
    pub based_on: Option<SetLink>,
    pub overtaken: bool,
    pub rules: Vec<RuleRow>,
    pub findings: Vec<FindingBit>,
    pub changes: Vec<DifferenceBit>,
    pub recent_cases: i32,
    #[arguments(first: $flagged, after: $after)]
    pub flagged_cases: FlaggedList,
    pub outcomes: OutcomesBit,
    pub created_at: DateTime<Utc>,
    pub activates_at: Option<DateTime<Utc>>,
    pub activated_at: Option<DateTime<Utc>>,
    pub retired_at: Option<DateTime<Utc>>,
    pub events: Vec<SetEventBit>,
    pub viewer_can: Vec<RuleSetAction>,
}

impl SetView {
    /// Whether the viewer may do this now.
    pub fn can(&self, action: RuleSetAction) -> bool {
        self.viewer_can.contains(&action)
    }
    /// How many findings block, and how many only warn.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.findings.iter().filter(|finding| finding.blocks()).count();
        (errors, self.findings.len() - errors)
    }
    /// How the rule at that position differs from the version that this one began from.
    pub fn change_at(&self, position: i32) -> Option<RuleChangeKind> {
        self.changes.iter().find(|change| change.to == Some(position)).map(|change| change.kind)
    }
}

/// Cases that wait and for which a rule of the version has lost its target.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CaseConnection")]
pub struct FlaggedList {
    pub nodes: Vec<CaseLink>,
    pub page_info: PageInfo,
}

/// What became of the suggestions of the version.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleOutcomes")]
pub struct OutcomesBit {
    pub taken: i32,
    pub other: i32,
    pub open: i32,
    pub automatic: i32,
    pub reasons: Vec<ReasonBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "OtherReasonCount")]
pub struct ReasonBit {
    pub reason: OtherReason,
    pub count: i32,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "RuleSet")]
pub struct SetLink {
    pub id: cynic::Id,
    pub number: i32,
    pub title: String,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "RuleSetEvent")]
pub struct SetEventBit {
    pub kind: RuleSetEventKind,
    pub at: DateTime<Utc>,
    pub by: Option<String>,
    pub text: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ForwardingRule")]
pub struct RuleRow {
    pub position: i32,
    pub name: String,
    pub active: bool,
    pub mode: RuleMode,
    pub because: String,
    pub fallback: bool,
    pub summary: String,
    pub target_summary: String,
    pub when: KeywordBit,
    pub findings: Vec<FindingBit>,
    pub recent_hits: i32,
}

/// The summary shortens long lists of words; looking for a rule must not.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleConditions")]
pub struct KeywordBit {
    pub keywords_any: Vec<String>,
    pub keywords_all: Vec<String>,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "RuleFinding")]
pub struct FindingBit {
    pub severity: FindingSeverity,
    pub code: String,
    pub message: String,
    pub position: Option<i32>,
    pub move_to: Option<i32>,
}

impl FindingBit {
    /// Whether it must be mended before publishing.
    pub fn blocks(&self) -> bool {
        self.severity == FindingSeverity::Error
    }
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleChange")]
pub struct DifferenceBit {
    pub kind: RuleChangeKind,
    pub name: String,
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub fields: Vec<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RuleCompareVars {
    pub id: cynic::Id,
    pub against: Option<cynic::Id>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RuleCompareVars")]
pub struct RuleCompare {
    pub viewer: ViewerBit,
    #[arguments(id: $id)]
    pub rule_set: Option<ComparedSet>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSet", variables = "RuleCompareVars")]
pub struct ComparedSet {
    pub id: cynic::Id,
    pub number: i32,
    pub title: String,
    pub government: AgencyBit,
    pub based_on: Option<SetLink>,
    #[arguments(against: $against)]
    pub changes: Vec<DifferenceBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RuleSetVars")]
pub struct RuleDocument {
    pub viewer: ViewerBit,
    #[arguments(id: $id)]
    pub rule_set: Option<DocumentSet>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSet")]
pub struct DocumentSet {
    pub number: i32,
    pub government: AgencyBit,
    pub document: String,
}

#[derive(cynic::InputObject, Debug)]
pub struct TestRoutingInput {
    pub rule_set_id: Option<cynic::Id>,
    pub title: String,
    pub body: String,
    pub topic_code: Option<String>,
    pub region_code: Option<String>,
    pub classification: Option<Classification>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RuleTestVars {
    pub input: TestRoutingInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RuleTestVars")]
pub struct RuleTest {
    #[arguments(input: $input)]
    pub test_routing: Option<TestBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RoutingTest")]
pub struct TestBit {
    pub decision: RoutingDecisionBit,
}
