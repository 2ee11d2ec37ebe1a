//! The mutation that files a report for somebody else.
use chrono::NaiveDate;

use crate::gql::enums::{Channel, Classification};
use crate::gql::fragments::{CaseRef, UserErrorBit};
use crate::gql::schema;

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
    pub occurred_on: Option<NaiveDate>,
    pub named_agency_code: Option<String>,
    pub anonymous: bool,
    pub secret: bool,
    pub contact: Option<ReporterContactInput>,
    pub channel: Option<Channel>,
    pub attachment_ids: Vec<cynic::Id>,
    pub client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct EnterVars {
    pub input: SubmitReportInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "EnterVars")]
pub struct EnterReport {
    #[arguments(input: $input)]
    pub submit_report: SubmitReportPayload,
}

#[derive(cynic::QueryFragment, Debug)]
pub struct SubmitReportPayload {
    pub case: Option<CaseRef>,
    pub tracking_code: Option<String>,
    pub tracking_secret: Option<String>,
    pub user_errors: Vec<UserErrorBit>,
}
