//! What the published reports ask of the schema.
use chrono::{DateTime, Utc};

use crate::gql::enums::{CaseStatus, ReplyKind};
use crate::gql::fragments::{AgencyBit, PageInfo, RegionBit, TopicBit, ViewerBit};
use crate::gql::schema;

/// The filters; each is a value of the address.
#[derive(cynic::InputObject, Debug, Clone, Default)]
pub struct PublicCaseFilter {
    /// `topik`.
    pub topic_code: Option<String>,
    /// `wilayah`.
    pub region_code: Option<String>,
    /// `kata`.
    pub text: Option<String>,
    /// `keadaan`.
    pub status: Option<Vec<CaseStatus>>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct PublishedVars {
    pub filter: PublicCaseFilter,
    pub province: String,
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

/// The list and what its filters offer.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "PublishedVars")]
pub struct PublishedPage {
    pub viewer: ViewerBit,
    pub topics: Vec<TopicBit>,
    #[arguments(parentCode: $province)]
    pub regions: Vec<RegionBit>,
    #[arguments(filter: $filter, first: $first, after: $after, last: $last, before: $before)]
    pub public_cases: PublicRows,
}

/// A page of the list.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PublicCaseConnection")]
pub struct PublicRows {
    pub nodes: Vec<PublicRow>,
    pub page_info: PageInfo,
}

/// A report in a list.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PublicCase")]
pub struct PublicRow {
    pub reference: String,
    pub title: String,
    pub body: String,
    pub status: CaseStatus,
    pub topic: Option<TopicName>,
    pub region: Option<RegionName>,
    pub holder: AgencyBit,
    pub opened_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
}

/// A topic by name.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Topic")]
pub struct TopicName {
    pub name: String,
}

/// A place by name.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Region")]
pub struct RegionName {
    pub full_name: String,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct ReferenceVars {
    pub reference: String,
}

/// One published report.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "ReferenceVars")]
pub struct PublishedReport {
    pub viewer: ViewerBit,
    #[arguments(reference: $reference)]
    pub public_case: Option<PublicReport>,
}

/// All that is public of it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PublicCase")]
pub struct PublicReport {
    pub reference: String,
    pub title: String,
    pub body: String,
    pub status: CaseStatus,
    pub topic: Option<TopicName>,
    pub region: Option<RegionName>,
    pub holder: AgencyBit,
    pub opened_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    pub rating: Option<i32>,
    pub replies: Vec<PublicReply>,
}

/// What an agency wrote.
#[derive(cynic::QueryFragment, Debug)]
pub struct PublicReply {
    pub body: String,
    pub agency: AgencyBit,
    pub published_at: DateTime<Utc>,
    pub kind: ReplyKind,
}
