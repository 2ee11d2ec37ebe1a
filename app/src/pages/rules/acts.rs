//! The mutations of forwarding rules. All payloads are alike: the version as it is now, and refusals; that somebody
//! else was quicker is a refusal with the code `CONFLICT`.
use chrono::{DateTime, Utc};
use cynic::{QueryFragment, QueryVariables};
use serde::{Serialize, de::DeserializeOwned};

use crate::gql::Fault;
use crate::gql::enums::{Channel, Classification, Urgency, UserErrorCode};
use crate::gql::fragments::UserErrorBit;
use crate::gql::plan_enums::AgencyKind;
use crate::gql::rule_enums::{RuleAction, RuleMode, Weekday};
use crate::gql::schema;
use crate::visit::Visit;

/// Enough of a version to go to its page.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSet")]
pub struct SetRef {
    pub id: cynic::Id,
}

/// What came of an act on a version.
#[derive(Debug)]
pub struct RuleOutcome {
    /// The version, where the viewer still sees it.
    pub set: Option<SetRef>,
    /// Refusals that the viewer can mend.
    pub errors: Vec<UserErrorBit>,
}

impl RuleOutcome {
    /// Whether somebody else was quicker.
    pub fn conflict(&self) -> bool {
        self.errors.iter().any(|error| error.code == UserErrorCode::Conflict)
    }
}

/// A mutation of forwarding rules.
pub trait RuleAct {
    /// Its payload in common terms.
    fn outcome(self) -> RuleOutcome;
}

/// Runs an act.
pub async fn run<M, V>(visit: &Visit, variables: V) -> Result<RuleOutcome, Fault>
where
    V: QueryVariables + Serialize,
    M: QueryFragment<VariablesFields = V::Fields> + DeserializeOwned + RuleAct,
    M::SchemaType: cynic::schema::MutationRoot,
{
    Ok(visit.mutate::<M, V>(variables).await?.outcome())
}

macro_rules! rule_acts {
    ($($op:ident.$field:ident),* $(,)?) => {
        $(impl RuleAct for $op {
            fn outcome(self) -> RuleOutcome {
                RuleOutcome { set: self.$field.rule_set, errors: self.$field.user_errors }
            }
        })*
    };
}

#[derive(cynic::InputObject, Debug, Clone, PartialEq, Eq)]
pub struct RuleTargetInput {
    pub agency_code: Option<String>,
    pub functions: Vec<String>,
    pub otherwise_code: Option<String>,
    pub named: bool,
}

#[derive(cynic::InputObject, Debug)]
pub struct RuleInput {
    pub position: i32,
    pub name: String,
    pub active: bool,
    pub mode: RuleMode,
    pub because: String,
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
    pub action: RuleAction,
    pub forward_to: Option<RuleTargetInput>,
    pub supporting: Vec<RuleTargetInput>,
    pub informed: Vec<RuleTargetInput>,
    pub urgency: Urgency,
    pub archive_reason_code: Option<String>,
    pub reply_code: Option<String>,
}

#[derive(cynic::InputObject, Debug)]
pub struct CreateRuleSetInput {
    pub government_code: Option<String>,
    pub based_on_id: Option<cynic::Id>,
    pub title: String,
    pub note: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct CreateRuleSetVars {
    pub input: CreateRuleSetInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct CreateRuleSetPayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "CreateRuleSetVars")]
pub struct CreateRuleSet {
    #[arguments(input: $input)]
    pub create_rule_set: CreateRuleSetPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct ImportRulesInput {
    pub government_code: Option<String>,
    pub title: String,
    pub note: Option<String>,
    pub document: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ImportRulesVars {
    pub input: ImportRulesInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ImportRulesPayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ImportRulesVars")]
pub struct ImportRules {
    #[arguments(input: $input)]
    pub import_rules: ImportRulesPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct UpdateRuleSetInput {
    pub rule_set_id: cynic::Id,
    pub version: i32,
    pub title: String,
    pub note: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct UpdateRuleSetVars {
    pub input: UpdateRuleSetInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct UpdateRuleSetPayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "UpdateRuleSetVars")]
pub struct UpdateRuleSet {
    #[arguments(input: $input)]
    pub update_rule_set: UpdateRuleSetPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct AddRuleInput {
    pub rule_set_id: cynic::Id,
    pub version: i32,
    pub rule: RuleInput,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct AddRuleVars {
    pub input: AddRuleInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct AddRulePayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "AddRuleVars")]
pub struct AddRule {
    #[arguments(input: $input)]
    pub add_rule: AddRulePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct UpdateRuleInput {
    pub rule_set_id: cynic::Id,
    pub version: i32,
    pub position: i32,
    pub rule: RuleInput,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct UpdateRuleVars {
    pub input: UpdateRuleInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct UpdateRulePayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "UpdateRuleVars")]
pub struct UpdateRule {
    #[arguments(input: $input)]
    pub update_rule: UpdateRulePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct MoveRuleInput {
    pub rule_set_id: cynic::Id,
    pub version: i32,
    pub position: i32,
    pub to: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct MoveRuleVars {
    pub input: MoveRuleInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct MoveRulePayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "MoveRuleVars")]
pub struct MoveRule {
    #[arguments(input: $input)]
    pub move_rule: MoveRulePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct RemoveRuleInput {
    pub rule_set_id: cynic::Id,
    pub version: i32,
    pub position: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct RemoveRuleVars {
    pub input: RemoveRuleInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct RemoveRulePayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RemoveRuleVars")]
pub struct RemoveRule {
    #[arguments(input: $input)]
    pub remove_rule: RemoveRulePayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct SubmitRuleSetInput {
    pub rule_set_id: cynic::Id,
    pub version: i32,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct SubmitRuleSetVars {
    pub input: SubmitRuleSetInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct SubmitRuleSetPayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "SubmitRuleSetVars")]
pub struct SubmitRuleSet {
    #[arguments(input: $input)]
    pub submit_rule_set: SubmitRuleSetPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct ApproveRuleSetInput {
    pub rule_set_id: cynic::Id,
    pub version: i32,
    pub activates_at: Option<DateTime<Utc>>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ApproveRuleSetVars {
    pub input: ApproveRuleSetInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ApproveRuleSetPayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ApproveRuleSetVars")]
pub struct ApproveRuleSet {
    #[arguments(input: $input)]
    pub approve_rule_set: ApproveRuleSetPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct ReturnRuleSetInput {
    pub rule_set_id: cynic::Id,
    pub version: i32,
    pub reason: String,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct ReturnRuleSetVars {
    pub input: ReturnRuleSetInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct ReturnRuleSetPayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "ReturnRuleSetVars")]
pub struct ReturnRuleSet {
    #[arguments(input: $input)]
    pub return_rule_set: ReturnRuleSetPayload,
}

#[derive(cynic::InputObject, Debug)]
pub struct DiscardRuleSetInput {
    pub rule_set_id: cynic::Id,
    pub version: i32,
    pub reason: Option<String>,
    pub client_mutation_id: Option<String>,
}
#[derive(cynic::QueryVariables, Debug)]
pub struct DiscardRuleSetVars {
    pub input: DiscardRuleSetInput,
}
#[derive(cynic::QueryFragment, Debug)]
pub struct DiscardRuleSetPayload {
    pub rule_set: Option<SetRef>,
    pub user_errors: Vec<UserErrorBit>,
}
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "DiscardRuleSetVars")]
pub struct DiscardRuleSet {
    #[arguments(input: $input)]
    pub discard_rule_set: DiscardRuleSetPayload,
}

rule_acts!(
    CreateRuleSet.create_rule_set,
    ImportRules.import_rules,
    UpdateRuleSet.update_rule_set,
    AddRule.add_rule,
    UpdateRule.update_rule,
    MoveRule.move_rule,
    RemoveRule.remove_rule,
    SubmitRuleSet.submit_rule_set,
    ApproveRuleSet.approve_rule_set,
    ReturnRuleSet.return_rule_set,
    DiscardRuleSet.discard_rule_set,
);
