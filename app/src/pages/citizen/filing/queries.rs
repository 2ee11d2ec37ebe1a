//! What filing a report asks of the schema.
use crate::gql::enums::Classification;
use crate::gql::fragments::{AgencyBit, ClockBit, Limits, TopicBit, UserErrorBit, ViewerBit};
use crate::gql::schema;

/// What every step shows.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
pub struct FilePage {
    pub viewer: ViewerBit,
    pub limits: Limits,
    pub topics: Vec<TopicBit>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct CodeVars {
    pub code: String,
}

/// An agency chosen in an earlier round.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "CodeVars")]
pub struct ChosenAgency {
    #[arguments(code: $code)]
    pub agency: Option<AgencyBit>,
}

/// A place chosen in an earlier round.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "CodeVars")]
pub struct ChosenRegion {
    #[arguments(code: $code)]
    pub region: Option<PlaceName>,
}

/// The whole name of a place.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Region")]
pub struct PlaceName {
    pub full_name: String,
}

#[derive(cynic::InputObject, Debug)]
pub struct ReporterContactInput {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

#[derive(cynic::InputObject, Debug)]
pub struct SubmitReportInput {
    pub title: String,
    pub body: String,
    pub classification: Classification,
    pub topic_code: Option<String>,
    pub region_code: Option<String>,
    pub place: Option<String>,
    pub occurred_on: Option<chrono::NaiveDate>,
    pub named_agency_code: Option<String>,
    pub reported_agency_code: Option<String>,
    pub anonymous: bool,
    pub secret: bool,
    pub contact: Option<ReporterContactInput>,
    pub attachment_ids: Vec<cynic::Id>,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct SubmitVars {
    pub input: SubmitReportInput,
}

/// Sends the report.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SubmitVars")]
pub struct SubmitReport {
    #[arguments(input: $input)]
    pub submit_report: SubmitReportPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct SubmitReportPayload {
    pub case: Option<FiledCase>,
    pub tracking_code: Option<String>,
    pub tracking_secret: Option<String>,
    /// Where it probably goes.
    pub probably: Option<AgencyBit>,
    pub user_errors: Vec<UserErrorBit>,
}

/// What the receipt tells of the report.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Case")]
pub struct FiledCase {
    pub reference: String,
    pub holder: AgencyBit,
    pub clock: Option<ClockBit>,
}
