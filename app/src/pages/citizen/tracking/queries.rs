//! What a reporter's own pages ask of the schema.
use chrono::{DateTime, NaiveDate, Utc};

use crate::gql::enums::*;
use crate::gql::fragments::{
    AgencyBit, AttachmentBit, CaseLink, CaseRef, ClockBit, EventPage, Limits, UserErrorBit, ViewerBit,
};
use crate::gql::routing_enums::SuggestionState;
use crate::gql::schema;

/// Who asks, and the report opened in this browser.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
pub struct TrackPage {
    pub viewer: ViewerBit,
    #[cynic(rename = "viewer", alias)]
    pub tracked: TrackedCase,
}

/// The report opened by its code.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Viewer")]
pub struct TrackedCase {
    pub tracked_case: Option<CaseLink>,
}

#[derive(cynic::InputObject, Debug)]
pub struct OpenTrackedReportInput {
    pub code: String,
    pub secret: String,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct OpenVars {
    pub input: OpenTrackedReportInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "OpenVars")]
pub struct OpenTrackedReport {
    #[arguments(input: $input)]
    pub open_tracked_report: OpenTrackedReportPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct OpenTrackedReportPayload {
    pub case: Option<CaseRef>,
    pub user_errors: Vec<UserErrorBit>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct ReportVars {
    pub reference: String,
    pub last: Option<i32>,
    pub before: Option<String>,
}

/// The page of one report.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "ReportVars")]
pub struct ReportPage {
    pub viewer: ViewerBit,
    pub limits: Limits,
    #[arguments(reference: $reference)]
    pub case: Option<Report>,
}

/// A report, as its reporter sees it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Case", variables = "ReportVars")]
pub struct Report {
    pub id: cynic::Id,
    pub reference: String,
    pub title: Option<String>,
    pub body: Option<String>,
    pub status: CaseStatus,
    pub classification: Classification,
    pub topic: Option<Named>,
    pub region: Option<Placed>,
    pub place: Option<String>,
    pub occurred_on: Option<NaiveDate>,
    pub urgency: Urgency,
    pub anonymous: bool,
    pub secret: bool,
    pub opened_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub holder: AgencyBit,
    pub named_agency: Option<AgencyBit>,
    pub clock: Option<ClockBit>,
    pub clocks: Vec<ClockBit>,
    pub parties: Vec<Party>,
    #[arguments(last: $last, before: $before)]
    pub events: EventPage,
    pub replies: Vec<ReportReply>,
    pub attachments: Vec<AttachmentBit>,
    pub reporter: ReporterBit,
    pub duplicate_of: Option<CaseRef>,
    pub rating: Option<i32>,
    pub rating_comment: Option<String>,
    pub archive_reason: Option<ReasonName>,
    pub question: Option<String>,
    pub published: bool,
    pub routing: Option<WhereTo>,
    pub viewer_can: Vec<CaseAction>,
}

/// Where it probably goes, in plain words.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CaseRouting")]
pub struct WhereTo {
    pub sentence: String,
    pub state: SuggestionState,
}

/// A topic by name.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Topic")]
pub struct Named {
    pub name: String,
}

/// A place by its whole name.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Region")]
pub struct Placed {
    pub full_name: String,
}

/// Why it was archived.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ArchiveReason")]
pub struct ReasonName {
    pub name: String,
}

/// An agency that takes part.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CaseParty")]
pub struct Party {
    pub agency: AgencyBit,
    pub part: PartyRole,
    pub ended_at: Option<DateTime<Utc>>,
}

/// What an agency wrote.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Reply")]
pub struct ReportReply {
    pub kind: ReplyKind,
    pub state: ReplyState,
    pub body: String,
    pub agency: AgencyBit,
    pub published_at: Option<DateTime<Utc>>,
    pub attachments: Vec<AttachmentBit>,
}

/// Whether it is the viewer's own.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Reporter")]
pub struct ReporterBit {
    pub is_viewer: bool,
    pub name: Option<String>,
}
