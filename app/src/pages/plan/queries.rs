//! What the plan pages ask for: the list, one plan with its preview, and the agencies of its government.
use chrono::{DateTime, NaiveDate, Utc};

use crate::gql::enums::Role;
use crate::gql::fragments::*;
use crate::gql::plan_enums::*;
use crate::gql::schema;
use crate::pages::tree::queries::StandingViewer;

#[derive(cynic::QueryVariables, Debug)]
pub struct PlanListVars {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "PlanListVars")]
pub struct PlanListPage {
    pub viewer: ViewerBit,
    #[cynic(rename = "viewer", alias)]
    pub standing: StandingViewer,
    #[arguments(first: $first, after: $after, last: $last, before: $before)]
    pub reorganisation_plans: PlanList,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ReorganisationPlanConnection")]
pub struct PlanList {
    pub nodes: Vec<PlanRow>,
    pub page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ReorganisationPlan")]
pub struct PlanRow {
    pub id: cynic::Id,
    pub title: String,
    pub status: PlanStatus,
    pub effective_on: NaiveDate,
    pub legal_reference: String,
    pub government: AgencyBit,
    pub events: Vec<PlanEventBit>,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "PlanEvent")]
pub struct PlanEventBit {
    pub kind: PlanEventKind,
    pub at: DateTime<Utc>,
    pub by: Option<String>,
    pub text: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct PlanVars {
    pub id: cynic::Id,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "PlanVars")]
pub struct PlanPage {
    pub viewer: ViewerBit,
    #[arguments(id: $id)]
    pub reorganisation_plan: Option<PlanView>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ReorganisationPlan")]
pub struct PlanView {
    pub id: cynic::Id,
    pub title: String,
    pub legal_reference: String,
    pub note: Option<String>,
    pub past_reason: Option<String>,
    pub effective_on: NaiveDate,
    pub status: PlanStatus,
    pub version: i32,
    pub government: AgencyBit,
    pub changes: Vec<ChangeBit>,
    pub preview: Option<PreviewBit>,
    pub outcome: Option<OutcomeBit>,
    pub progress: Option<ProgressBit>,
    pub counter_of: Option<OtherPlan>,
    pub countered_by: Option<OtherPlan>,
    pub events: Vec<PlanEventBit>,
    pub viewer_can: Vec<PlanAction>,
}

impl PlanView {
    /// Whether the viewer may do this now.
    pub fn can(&self, action: PlanAction) -> bool {
        self.viewer_can.contains(&action)
    }
    /// How many findings block, and how many only warn.
    pub fn findings(&self) -> (usize, usize) {
        let all = self.preview.iter().flat_map(|preview| &preview.findings);
        let errors = all.clone().filter(|finding| finding.severity == FindingSeverity::Error).count();
        (errors, all.count() - errors)
    }
    /// Nothing stands in the way.
    pub fn publishable(&self) -> bool {
        self.preview.as_ref().is_some_and(|preview| preview.publishable)
    }
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ReorganisationPlan")]
pub struct OtherPlan {
    pub id: cynic::Id,
    pub title: String,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PlanOutcome")]
pub struct OutcomeBit {
    pub published_at: DateTime<Utc>,
    pub cases: i32,
    pub members: i32,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PlanProgress")]
pub struct ProgressBit {
    pub phase: PlanPhase,
    pub done: i32,
    pub total: i32,
    pub started_at: Option<DateTime<Utc>>,
    pub estimated_end: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PlanChange")]
pub struct ChangeBit {
    pub id: cynic::Id,
    pub version: i32,
    pub kind: ChangeKind,
    pub summary: String,
    pub code: String,
    pub name: Option<String>,
    pub short_name: Option<String>,
    pub agency_kind: Option<AgencyKind>,
    pub functions: Option<Vec<String>>,
    pub region_code: Option<String>,
    pub serves_regions: Option<Vec<String>>,
    pub parent_code: Option<String>,
    pub source_codes: Option<Vec<String>>,
    pub successor_code: Option<String>,
    pub heirs: Vec<HeirBit>,
    pub note: Option<String>,
    pub legal_reference: Option<String>,
    pub edited_by: Option<String>,
    pub findings: Vec<FindingBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PlanHeir")]
pub struct HeirBit {
    pub code: String,
    pub topic_codes: Vec<String>,
    pub region_codes: Vec<String>,
    pub unit_codes: Vec<String>,
    pub returned: bool,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PlanFinding")]
pub struct FindingBit {
    pub severity: FindingSeverity,
    pub message: String,
    pub change_id: Option<cynic::Id>,
    pub agency_code: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PlanPreview")]
pub struct PreviewBit {
    pub publishable: bool,
    pub findings: Vec<FindingBit>,
    pub handovers: Vec<HandoverBit>,
    pub members: Vec<FateBit>,
    pub tree: Vec<NodeBit>,
    pub open_cases: i32,
    pub closed_cases: i32,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Handover")]
pub struct HandoverBit {
    pub from: Option<AgencyBit>,
    pub from_code: String,
    pub from_name: String,
    pub to_code: Option<String>,
    pub to_name: Option<String>,
    pub open_cases: i32,
    pub closed_cases: i32,
    pub members: i32,
    pub rule_targets: i32,
    pub overrides: i32,
    pub sample: Vec<CaseRef>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "MemberFate")]
pub struct FateBit {
    pub name: String,
    pub role: Role,
    pub from_name: String,
    pub to_name: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PreviewNode")]
pub struct NodeBit {
    pub code: String,
    pub name: String,
    pub depth: i32,
    pub change: NodeChange,
    pub was: Option<String>,
    pub vacant: bool,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct PlanAgencyVars {
    pub under: Option<String>,
    pub search: Option<String>,
    pub open_only: bool,
    pub first: Option<i32>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "PlanAgencyVars")]
pub struct PlanAgencies {
    #[arguments(under: $under, search: $search, openOnly: $open_only, first: $first)]
    pub agencies: AgencyChoices,
}
