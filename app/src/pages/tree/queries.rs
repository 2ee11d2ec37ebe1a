//! What the tree and the agency page ask for: one query each (the tree asks first where the viewer stands,
//! if the address does not say which branches are open). The open branches are in `branches.rs`.
use chrono::NaiveDate;

use crate::gql::enums::*;
use crate::gql::fragments::*;
use crate::gql::plan_enums::*;
use crate::gql::schema;
use crate::pages::people::{InvitationBit, MemberRow};

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
pub struct TreeStart {
    pub viewer: StandingViewer,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Viewer")]
pub struct StandingViewer {
    pub acting_role: Option<StandingRole>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RoleGrant")]
pub struct StandingRole {
    pub agency: Option<StandingAgency>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Agency")]
pub struct StandingAgency {
    pub code: String,
    pub viewer_can: Vec<AgencyAction>,
    pub government: Option<StandingGovernment>,
    pub ancestors: Vec<AgencyBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Agency")]
pub struct StandingGovernment {
    pub viewer_can: Vec<AgencyAction>,
}

impl StandingViewer {
    /// The agency that the viewer acts for.
    pub fn agency(&self) -> Option<&StandingAgency> {
        self.acting_role.as_ref()?.agency.as_ref()
    }
    /// Whether the viewer may plan for the own government.
    pub fn plans(&self) -> bool {
        self.agency().is_some_and(|agency| {
            let above = agency.government.iter().flat_map(|government| &government.viewer_can);
            agency.viewer_can.iter().chain(above).any(|can| *can == AgencyAction::Plan)
        })
    }
}

#[derive(cynic::QueryFragment, Debug, Clone, Copy)]
#[cynic(graphql_type = "AgencyFigures")]
pub struct Figures {
    pub open: i32,
    pub overdue: i32,
    pub overdue_capped: bool,
    pub subtree_open: i32,
    pub subtree_overdue: i32,
    pub subtree_vacant: i32,
}

/// One line of the tree.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Agency")]
pub struct TreeNode {
    pub code: String,
    pub name: String,
    pub kind: AgencyKind,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub vacant: Option<bool>,
    pub figures: Option<Figures>,
    #[arguments(first: 1)]
    pub children: FirstChild,
}

impl TreeNode {
    /// Whether it is in force that day.
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
    /// Whether there are units below it.
    pub fn has_units(&self) -> bool {
        self.children.page_info.start_cursor.is_some()
    }
    /// Whether there is a place without anybody in office here or below.
    pub fn vacancies(&self) -> i32 {
        self.figures.map_or(i32::from(self.vacant == Some(true)), |figures| figures.subtree_vacant)
    }
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "AgencyConnection")]
pub struct FirstChild {
    pub page_info: PageInfo,
}

/// A line and what stands directly below it.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Agency")]
pub struct Branch {
    pub code: String,
    #[arguments(first: 100)]
    pub children: NodeList,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "AgencyConnection")]
pub struct NodeList {
    pub nodes: Vec<TreeNode>,
    pub page_info: PageInfo,
}

/// The first agency in tree order.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "AgencyConnection")]
pub struct TopList {
    pub nodes: Vec<TopNode>,
}

/// The top of the tree, always open.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Agency")]
pub struct TopNode {
    #[cynic(spread)]
    pub node: TreeNode,
    #[cynic(rename = "children", alias)]
    #[arguments(first: 100)]
    pub below: NodeList,
}

/// What a search finds, each with its path.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "AgencyConnection")]
pub struct FoundList {
    pub nodes: Vec<FoundNode>,
    pub page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Agency")]
pub struct FoundNode {
    pub ancestors: Vec<AgencyBit>,
    #[cynic(spread)]
    pub node: TreeNode,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct AgencyPageVars {
    pub code: String,
    pub as_of: Option<NaiveDate>,
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "AgencyPageVars")]
pub struct AgencyPage {
    pub viewer: ViewerBit,
    #[arguments(code: $code, asOf: $as_of)]
    pub agency: Option<AgencyView>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Agency", variables = "AgencyPageVars")]
pub struct AgencyView {
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub kind: AgencyKind,
    pub functions: Vec<String>,
    pub government: Option<AgencyBit>,
    pub region: Option<RegionBit>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub ancestors: Vec<AgencyBit>,
    pub officers_in_office: Option<i32>,
    pub vacant: Option<bool>,
    pub figures: Option<Figures>,
    pub heirs: Vec<AgencyBit>,
    pub members: Option<Vec<MemberRow>>,
    pub appointable_roles: Vec<Role>,
    pub invitations: Option<Vec<InvitationBit>>,
    pub rule_targets: Option<Vec<RuleTargetBit>>,
    pub deadline_overrides: Vec<OverrideBit>,
    pub plans: Option<Vec<PlanLink>>,
    pub versions: Vec<VersionBit>,
    pub viewer_can: Vec<AgencyAction>,
    #[arguments(first: $first, after: $after, last: $last, before: $before)]
    pub children: NodeList,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AgencyRuleTarget")]
pub struct RuleTargetBit {
    pub position: i32,
    pub name: String,
    pub by: RuleTargetKind,
    pub function: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "DeadlineOverride")]
pub struct OverrideBit {
    pub stage: String,
    pub classification: Option<Classification>,
    pub amount: i32,
    pub unit: ClockUnit,
    pub legal_basis: String,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
}

/// A plan as a link.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ReorganisationPlan")]
pub struct PlanLink {
    pub id: cynic::Id,
    pub title: String,
    pub status: PlanStatus,
    pub effective_on: NaiveDate,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AgencyVersion")]
pub struct VersionBit {
    pub name: String,
    pub kind: AgencyKind,
    pub parent: Option<AgencyBit>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub plan: Option<PlanLink>,
    pub plan_title: Option<String>,
    pub legal_reference: Option<String>,
}
