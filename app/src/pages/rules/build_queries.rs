//! What the builder asks for: the version, the rule that is edited, and the lists of its form.
use super::queries::FindingBit;
use crate::gql::enums::{Channel, Classification, Urgency};
use crate::gql::fragments::*;
use crate::gql::plan_enums::AgencyKind;
use crate::gql::rule_enums::*;
use crate::gql::schema;

#[derive(cynic::QueryVariables, Debug)]
pub struct RuleBuildVars {
    pub id: cynic::Id,
    pub position: i32,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RuleBuildVars")]
pub struct RuleBuild {
    pub viewer: ViewerBit,
    #[arguments(id: $id)]
    pub rule_set: Option<BuildSet>,
    pub topics: Vec<TopicBit>,
    pub archive_reasons: Vec<CodeName>,
    pub standard_replies: Vec<ReplyName>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSet", variables = "RuleBuildVars")]
pub struct BuildSet {
    pub id: cynic::Id,
    pub number: i32,
    pub title: String,
    pub version: i32,
    pub rules: Vec<RuleSpot>,
    #[arguments(position: $position)]
    pub rule: Option<RuleBody>,
    pub viewer_can: Vec<RuleSetAction>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ForwardingRule")]
pub struct RuleSpot {
    pub position: i32,
    pub name: String,
    pub fallback: bool,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "ArchiveReason")]
pub struct CodeName {
    pub code: String,
    pub name: String,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "StandardReply")]
pub struct ReplyName {
    pub code: String,
    pub name: String,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ForwardingRule")]
pub struct RuleBody {
    pub position: i32,
    pub name: String,
    pub active: bool,
    pub mode: RuleMode,
    pub because: String,
    pub when: ConditionBit,
    pub then: ConsequenceBit,
    pub findings: Vec<FindingBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleConditions")]
pub struct ConditionBit {
    pub topic_codes: Vec<String>,
    pub region_codes: Vec<String>,
    pub classifications: Vec<Classification>,
    pub channels: Vec<Channel>,
    pub named_agency_codes: Vec<String>,
    pub named_kinds: Vec<AgencyKind>,
    pub urgencies: Vec<Urgency>,
    pub weekdays: Vec<Weekday>,
    pub from: Option<String>,
    pub until: Option<String>,
    pub keywords_any: Vec<String>,
    pub keywords_all: Vec<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleConsequence")]
pub struct ConsequenceBit {
    pub action: RuleAction,
    pub forward_to: Option<TargetBit>,
    pub supporting: Vec<TargetBit>,
    pub informed: Vec<TargetBit>,
    pub urgency: Urgency,
    pub archive_reason_code: Option<String>,
    pub reply_code: Option<String>,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "RuleTarget")]
pub struct TargetBit {
    pub agency_code: Option<String>,
    pub functions: Vec<String>,
    pub otherwise_code: Option<String>,
    pub named: bool,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct RuleAgencyVars {
    pub code: String,
}

/// The name of an agency whose code stands in the form already.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "RuleAgencyVars")]
pub struct RuleAgency {
    #[arguments(code: $code)]
    pub agency: Option<AgencyBit>,
}
