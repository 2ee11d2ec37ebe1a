//! Inputs of the mutations of plans.
use async_graphql::{ID, InputObject};

use super::{
    enums::{AgencyKind, ChangeKind},
    scalars::Date,
};

/// Input of `createPlan`.
#[derive(InputObject, Debug, Clone)]
pub struct CreatePlanInput {
    /// 5 to 200 characters.
    pub title: String,
    /// Its day (WITA). A day in the past needs `pastReason`.
    pub effective_on: Date,
    /// Law, decree or draft; 3 to 300 characters.
    pub legal_reference: String,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// Why a day in the past; 5 to 4,000 characters.
    pub past_reason: Option<String>,
    /// Whose tree it changes; by default the viewer's own government. The system administrator must name one.
    pub government_code: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `updatePlan`.
#[derive(InputObject, Debug, Clone)]
pub struct UpdatePlanInput {
    /// The plan.
    pub plan_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 5 to 200 characters.
    pub title: String,
    /// Its day (WITA). A day in the past needs `pastReason`.
    pub effective_on: Date,
    /// Law, decree or draft; 3 to 300 characters.
    pub legal_reference: String,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// Why a day in the past; 5 to 4,000 characters.
    pub past_reason: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// One share of a split: all cases that match; exactly one share without conditions takes the rest.
#[derive(InputObject, Debug, Clone)]
pub struct PlanHeirInput {
    /// Who takes it; the code of the split agency itself, if it stays.
    pub code: String,
    /// Cases of these topics, with their sub-topics.
    #[graphql(default)]
    pub topic_codes: Vec<String>,
    /// Cases of these regions, with everything in them.
    #[graphql(default)]
    pub region_codes: Vec<String>,
    /// Units of the split agency that go along.
    #[graphql(default)]
    pub unit_codes: Vec<String>,
    /// In a plan that takes another back: only cases that it had taken from this agency.
    #[graphql(default)]
    pub returned: bool,
}

/// A change. Which fields a kind needs: CREATE name, agencyKind, parentCode; RENAME name; ADJUST what changes; MOVE
/// parentCode; MERGE sourceCodes; SPLIT two or more heirs; CLOSE successorCode, unless it has no open case; REOPEN none.
#[derive(InputObject, Debug, Clone)]
pub struct PlanChangeInput {
    /// Kind.
    pub kind: ChangeKind,
    /// Code of the agency that changes; of a merger, the one that stays; of a new one, in capitals, never used before.
    pub code: String,
    /// New name; 2 to 200 characters.
    pub name: Option<String>,
    /// New short name; 2 to 200 characters.
    pub short_name: Option<String>,
    /// New kind.
    pub agency_kind: Option<AgencyKind>,
    /// New functions, all of them.
    pub functions: Option<Vec<String>>,
    /// New area of authority.
    pub region_code: Option<String>,
    /// New further regencies or cities served, all of them.
    pub serves_regions: Option<Vec<String>>,
    /// New parent.
    pub parent_code: Option<String>,
    /// Of a merger: those that become part of `code`.
    pub source_codes: Option<Vec<String>>,
    /// Of a closing: who inherits.
    pub successor_code: Option<String>,
    /// Of a split: who takes what.
    pub heirs: Option<Vec<PlanHeirInput>>,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// Law of this change, where it has one of its own.
    pub legal_reference: Option<String>,
}

/// Input of `addPlanChange`.
#[derive(InputObject, Debug, Clone)]
pub struct AddPlanChangeInput {
    /// The plan.
    pub plan_id: ID,
    /// The change.
    pub change: PlanChangeInput,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `updatePlanChange`.
#[derive(InputObject, Debug, Clone)]
pub struct UpdatePlanChangeInput {
    /// The change.
    pub change_id: ID,
    /// Version of the change that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// The change.
    pub change: PlanChangeInput,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `removePlanChange`.
#[derive(InputObject, Debug, Clone)]
pub struct RemovePlanChangeInput {
    /// The change.
    pub change_id: ID,
    /// Version of the change that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `submitPlan`.
#[derive(InputObject, Debug, Clone)]
pub struct SubmitPlanInput {
    /// The plan.
    pub plan_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `approvePlan`.
#[derive(InputObject, Debug, Clone)]
pub struct ApprovePlanInput {
    /// The plan.
    pub plan_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `returnPlan`.
#[derive(InputObject, Debug, Clone)]
pub struct ReturnPlanInput {
    /// The plan.
    pub plan_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 5 to 4,000 characters.
    pub reason: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `discardPlan`.
#[derive(InputObject, Debug, Clone)]
pub struct DiscardPlanInput {
    /// The plan.
    pub plan_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 5 to 4,000 characters.
    pub reason: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `draftCounterPlan`.
#[derive(InputObject, Debug, Clone)]
pub struct DraftCounterPlanInput {
    /// The plan.
    pub plan_id: ID,
    /// Day of the new plan.
    pub effective_on: Date,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}
