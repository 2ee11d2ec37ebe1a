//! One query for the whole queue, one for the names of agencies to filter by.
use chrono::{DateTime, NaiveDate, Utc};

use crate::gql::enums::*;
use crate::gql::fragments::*;
use crate::gql::schema;

#[derive(cynic::InputObject, Debug, Default, Clone)]
#[cynic(graphql_type = "CaseFilter")]
pub struct CaseFilter {
    pub tab: Option<CaseTab>,
    pub agency_code: Option<String>,
    pub classification: Option<Vec<Classification>>,
    pub topic_code: Option<String>,
    pub region_code: Option<String>,
    pub text: Option<String>,
    pub overdue: Option<bool>,
    pub due_before: Option<NaiveDate>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct QueueVars {
    pub filter: CaseFilter,
    pub sort: CaseSort,
    pub province: Option<String>,
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "QueueVars")]
pub struct QueuePage {
    pub viewer: ViewerBit,
    pub case_counts: CaseCounts,
    #[arguments(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before)]
    pub cases: CaseConnection,
    pub topics: Vec<TopicBit>,
    #[arguments(parentCode: $province)]
    pub regions: Vec<RegionBit>,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct CaseCounts {
    pub tabs: Vec<TabCount>,
    pub overdue: i32,
    pub overdue_capped: bool,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct TabCount {
    pub tab: CaseTab,
    pub count: i32,
    pub capped: bool,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct CaseConnection {
    pub nodes: Vec<QueueRow>,
    pub page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Case")]
pub struct QueueRow {
    pub reference: String,
    pub title: Option<String>,
    pub status: CaseStatus,
    pub topic: Option<TopicBit>,
    pub region: Option<RegionBit>,
    pub urgency: Urgency,
    pub anonymous: bool,
    pub secret: bool,
    pub holder: AgencyBit,
    pub assignee: Option<OfficerName>,
    pub clock: Option<ClockBit>,
    pub return_count: i32,
    pub last_event: Option<LastEvent>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Officer")]
pub struct OfficerName {
    pub name: String,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CaseEvent")]
pub struct LastEvent {
    pub at: DateTime<Utc>,
    pub kind: EventKind,
    pub actor: ActorBit,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct BelowVars {
    pub under: Option<String>,
    pub first: Option<i32>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "BelowVars")]
pub struct AgenciesBelow {
    #[arguments(under: $under, openOnly: false, first: $first)]
    pub agencies: AgencyNames,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AgencyConnection")]
pub struct AgencyNames {
    pub nodes: Vec<AgencyBit>,
}
