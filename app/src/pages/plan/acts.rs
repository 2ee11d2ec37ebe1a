//! The mutations of plans. All payloads are alike: the plan as it is now, and refusals; that somebody else
//! was quicker is a refusal with the code `CONFLICT`.
use chrono::NaiveDate;
use cynic::{QueryFragment, QueryVariables};
use serde::{Serialize, de::DeserializeOwned};

use crate::gql::Fault;
use crate::gql::enums::UserErrorCode;
use crate::gql::fragments::UserErrorBit;
use crate::gql::plan_enums::{AgencyKind, ChangeKind};
use crate::gql::schema;
use crate::visit::Visit;

/// Enough of a plan to go to its page.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ReorganisationPlan")]
pub struct PlanRef {
    pub id: cynic::Id,
}

/// What came of an act on a plan.
#[derive(Debug)]
pub struct PlanOutcome {
    /// The plan, where the viewer still sees it.
    pub plan: Option<PlanRef>,
    /// Refusals that the viewer can mend.
    pub errors: Vec<UserErrorBit>,
}

impl PlanOutcome {
    /// Whether somebody else was quicker.
    pub fn conflict(&self) -> bool {
        self.errors.iter().any(|error| error.code == UserErrorCode::Conflict)
    }
}

/// A mutation of plans.
pub trait PlanAct {
    /// Its payload in common terms.
    fn outcome(self) -> PlanOutcome;
}

/// Runs an act.
pub async fn run<M, V>(visit: &Visit, variables: V) -> Result<PlanOutcome, Fault>
where
    V: QueryVariables + Serialize,
    M: QueryFragment<VariablesFields = V::Fields> + DeserializeOwned + PlanAct,
    M::SchemaType: cynic::schema::MutationRoot,
{
    Ok(visit.mutate::<M, V>(variables).await?.outcome())
}

macro_rules! plan_acts {
    ($($op:ident.$field:ident),* $(,)?) => {
        $(impl PlanAct for $op {
            fn outcome(self) -> PlanOutcome {
                PlanOutcome { plan: self.$field.plan, errors: self.$field.user_errors }
            }
        })*
    };
}

#[derive(cynic::InputObject, Debug, PartialEq, Eq)]
pub struct PlanHeirInput {
    pub code: String,
    pub topic_codes: Vec<String>,
    pub region_codes: Vec<String>,
    pub unit_codes: Vec<String>,
    pub returned: bool,
}

#[derive(cynic::InputObject, Debug)]
pub struct PlanChangeInput {
    pub kind: ChangeKind,
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
    pub heirs: Option<Vec<PlanHeirInput>>,
    pub note: Option<String>,
    pub legal_reference: Option<String>,
}

#[derive(cynic::InputObject, Debug)]
pub struct CreatePlanInput {
    pub government_code: Option<String>,
    pub title: String,
    pub effective_on: NaiveDate,
    pub legal_reference: String,
    pub note: Option<String>,
    pub past_reason: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct CreatePlanVars {
    pub input: CreatePlanInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct CreatePlanPayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "CreatePlanVars")]
pub struct CreatePlan {
    #[arguments(input: $input)]
    pub create_plan: CreatePlanPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct UpdatePlanInput {
    pub plan_id: cynic::Id,
    pub version: i32,
    pub title: String,
    pub effective_on: NaiveDate,
    pub legal_reference: String,
    pub note: Option<String>,
    pub past_reason: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct UpdatePlanVars {
    pub input: UpdatePlanInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct UpdatePlanPayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "UpdatePlanVars")]
pub struct UpdatePlan {
    #[arguments(input: $input)]
    pub update_plan: UpdatePlanPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct AddPlanChangeInput {
    pub plan_id: cynic::Id,
    pub change: PlanChangeInput,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct AddPlanChangeVars {
    pub input: AddPlanChangeInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct AddPlanChangePayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "AddPlanChangeVars")]
pub struct AddPlanChange {
    #[arguments(input: $input)]
    pub add_plan_change: AddPlanChangePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct UpdatePlanChangeInput {
    pub change_id: cynic::Id,
    pub version: i32,
    pub change: PlanChangeInput,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct UpdatePlanChangeVars {
    pub input: UpdatePlanChangeInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct UpdatePlanChangePayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "UpdatePlanChangeVars")]
pub struct UpdatePlanChange {
    #[arguments(input: $input)]
    pub update_plan_change: UpdatePlanChangePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct RemovePlanChangeInput {
    pub change_id: cynic::Id,
    pub version: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct RemovePlanChangeVars {
    pub input: RemovePlanChangeInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct RemovePlanChangePayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RemovePlanChangeVars")]
pub struct RemovePlanChange {
    #[arguments(input: $input)]
    pub remove_plan_change: RemovePlanChangePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct SubmitPlanInput {
    pub plan_id: cynic::Id,
    pub version: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct SubmitPlanVars {
    pub input: SubmitPlanInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct SubmitPlanPayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SubmitPlanVars")]
pub struct SubmitPlan {
    #[arguments(input: $input)]
    pub submit_plan: SubmitPlanPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct ApprovePlanInput {
    pub plan_id: cynic::Id,
    pub version: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ApprovePlanVars {
    pub input: ApprovePlanInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ApprovePlanPayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ApprovePlanVars")]
pub struct ApprovePlan {
    #[arguments(input: $input)]
    pub approve_plan: ApprovePlanPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct ReturnPlanInput {
    pub plan_id: cynic::Id,
    pub version: i32,
    pub reason: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ReturnPlanVars {
    pub input: ReturnPlanInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ReturnPlanPayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ReturnPlanVars")]
pub struct ReturnPlan {
    #[arguments(input: $input)]
    pub return_plan: ReturnPlanPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct DiscardPlanInput {
    pub plan_id: cynic::Id,
    pub version: i32,
    pub reason: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct DiscardPlanVars {
    pub input: DiscardPlanInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct DiscardPlanPayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "DiscardPlanVars")]
pub struct DiscardPlan {
    #[arguments(input: $input)]
    pub discard_plan: DiscardPlanPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct DraftCounterPlanInput {
    pub plan_id: cynic::Id,
    pub effective_on: NaiveDate,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct DraftCounterPlanVars {
    pub input: DraftCounterPlanInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct DraftCounterPlanPayload {
    pub plan: Option<PlanRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "DraftCounterPlanVars")]
pub struct DraftCounterPlan {
    #[arguments(input: $input)]
    pub draft_counter_plan: DraftCounterPlanPayload,
}

plan_acts!(
    CreatePlan.create_plan,
    UpdatePlan.update_plan,
    AddPlanChange.add_plan_change,
    UpdatePlanChange.update_plan_change,
    RemovePlanChange.remove_plan_change,
    SubmitPlan.submit_plan,
    ApprovePlan.approve_plan,
    ReturnPlan.return_plan,
    DiscardPlan.discard_plan,
    DraftCounterPlan.draft_counter_plan,
);
