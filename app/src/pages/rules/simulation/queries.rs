//! What the pages of simulations ask for, and their two mutations.
use chrono::{DateTime, NaiveDate, Utc};

use super::super::queries::SetLink;
use crate::gql::enums::CaseStatus;
use crate::gql::fragments::*;
use crate::gql::rule_enums::*;
use crate::gql::rules::RoutingDecisionBit;
use crate::gql::schema;

#[derive(cynic::QueryVariables, Debug)]
pub struct SimulationListVars {
    pub id: cynic::Id,
    pub first: Option<i32>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "SimulationListVars")]
pub struct SimulationList {
    pub viewer: ViewerBit,
    #[arguments(id: $id)]
    pub rule_set: Option<SimulatedSet>,
}

/// A version and what was simulated with it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSet", variables = "SimulationListVars")]
pub struct SimulatedSet {
    pub id: cynic::Id,
    pub number: i32,
    pub title: String,
    pub status: RuleSetStatus,
    pub viewer_can: Vec<RuleSetAction>,
    #[arguments(first: $first)]
    pub simulations: Vec<SimulationBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSimulation")]
pub struct SimulationBit {
    pub id: cynic::Id,
    pub status: SimulationStatus,
    pub rule_set: SetLink,
    pub against: Option<SetLink>,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub topic_code: Option<String>,
    pub region_code: Option<String>,
    pub sample: Option<i32>,
    pub done: i32,
    pub total: i32,
    pub created_at: DateTime<Utc>,
    pub started_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
    pub estimated_end: Option<DateTime<Utc>>,
    pub requested_by: Option<String>,
    pub result: Option<ResultBit>,
    pub viewer_can_cancel: bool,
}

impl SimulationBit {
    /// Whether it waits or counts.
    pub fn goes_on(&self) -> bool {
        matches!(self.status, SimulationStatus::Waiting | SimulationStatus::Running)
    }
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "SimulationResult")]
pub struct ResultBit {
    pub cases: i32,
    pub finished: i32,
    pub right_before: i32,
    pub right_after: i32,
    pub fallback_before: i32,
    pub fallback_after: i32,
    pub moved: i32,
    pub flows: Vec<FlowBit>,
    pub rules: Vec<FiredBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "SimulationFlow")]
pub struct FlowBit {
    pub from: Option<AgencyBit>,
    pub to: Option<AgencyBit>,
    pub count: i32,
    pub became_right: i32,
    pub became_wrong: i32,
    pub unfinished: i32,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "SimulatedRule")]
pub struct FiredBit {
    pub position: i32,
    pub name: String,
    pub fired: i32,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct SimulationVars {
    pub id: cynic::Id,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "SimulationVars")]
pub struct SimulationPage {
    pub viewer: ViewerBit,
    #[arguments(id: $id)]
    pub rule_simulation: Option<SimulationBit>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct MovesVars {
    pub id: cynic::Id,
    pub from: Option<String>,
    pub to: Option<String>,
    pub first: Option<i32>,
    pub after: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "MovesVars")]
pub struct SimulationMoves {
    #[arguments(id: $id)]
    pub rule_simulation: Option<MovesOf>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSimulation", variables = "MovesVars")]
pub struct MovesOf {
    #[arguments(from: $from, to: $to, first: $first, after: $after)]
    pub moves: MoveList,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "SimulatedMoveConnection")]
pub struct MoveList {
    pub nodes: Vec<MoveRow>,
    pub page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "SimulatedMove")]
pub struct MoveRow {
    pub case: Option<MovedCase>,
    pub from: Option<AgencyBit>,
    pub to: Option<AgencyBit>,
    pub right_before: Option<bool>,
    pub right_after: Option<bool>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Case")]
pub struct MovedCase {
    pub id: cynic::Id,
    pub reference: String,
    pub title: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct SimulationCaseVars {
    pub simulation: cynic::Id,
    pub case: cynic::Id,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "SimulationCaseVars")]
pub struct SimulationCase {
    pub viewer: ViewerBit,
    #[arguments(id: $simulation)]
    pub rule_simulation: Option<VersionsOf>,
    #[arguments(simulationId: $simulation, caseId: $case)]
    pub simulated_move: Option<MoveView>,
}

/// Which versions a simulation compares.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSimulation")]
pub struct VersionsOf {
    pub id: cynic::Id,
    pub rule_set: SetLink,
    pub against: Option<SetLink>,
}

/// One case by both versions.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "SimulatedMove")]
pub struct MoveView {
    pub case: Option<ReadCase>,
    pub right_before: Option<bool>,
    pub right_after: Option<bool>,
    pub before: Option<RoutingDecisionBit>,
    pub after: Option<RoutingDecisionBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Case")]
pub struct ReadCase {
    pub reference: String,
    pub title: Option<String>,
    pub body: Option<String>,
    pub status: CaseStatus,
    pub holder: AgencyBit,
}

/// Enough of a simulation to go to its page.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSimulation")]
pub struct SimulationRef {
    pub id: cynic::Id,
}

#[derive(cynic::InputObject, Debug)]
pub struct StartSimulationInput {
    pub rule_set_id: cynic::Id,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub topic_code: Option<String>,
    pub region_code: Option<String>,
    pub sample: Option<i32>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct StartSimulationVars {
    pub input: StartSimulationInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct StartSimulationPayload {
    pub simulation: Option<SimulationRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "StartSimulationVars")]
pub struct StartSimulation {
    #[arguments(input: $input)]
    pub start_simulation: StartSimulationPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct CancelSimulationInput {
    pub simulation_id: cynic::Id,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct CancelSimulationVars {
    pub input: CancelSimulationInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct CancelSimulationPayload {
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "CancelSimulationVars")]
pub struct CancelSimulation {
    #[arguments(input: $input)]
    pub cancel_simulation: CancelSimulationPayload,
}
