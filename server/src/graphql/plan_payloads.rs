//! What mutations of plans answer.
use async_graphql::SimpleObject;

use super::{errors::UserError, plan::ReorganisationPlan};

/// The parts that these payloads share.
pub(super) struct PlanAnswer {
    pub(super) plan: Option<ReorganisationPlan>,
    pub(super) user_errors: Vec<UserError>,
}

macro_rules! plan_payload {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The plan after the act; after a refusal, as it is now.
            pub plan: Option<ReorganisationPlan>,
            /// Refusals that the person can mend; empty on success.
            pub user_errors: Vec<UserError>,
            /// As it was sent.
            pub client_mutation_id: Option<String>,
        }
        impl $name {
            pub(super) fn of(answer: PlanAnswer, client_mutation_id: Option<String>) -> Self {
                Self { plan: answer.plan, user_errors: answer.user_errors, client_mutation_id }
            }
        }
    )+ };
}
plan_payload! {
    /// Answer of `createPlan`.
    CreatePlanPayload,
    /// Answer of `updatePlan`.
    UpdatePlanPayload,
    /// Answer of `addPlanChange`.
    AddPlanChangePayload,
    /// Answer of `updatePlanChange`.
    UpdatePlanChangePayload,
    /// Answer of `removePlanChange`.
    RemovePlanChangePayload,
    /// Answer of `submitPlan`.
    SubmitPlanPayload,
    /// Answer of `approvePlan`.
    ApprovePlanPayload,
    /// Answer of `returnPlan`.
    ReturnPlanPayload,
    /// Answer of `discardPlan`.
    DiscardPlanPayload,
    /// Answer of `draftCounterPlan`.
    DraftCounterPlanPayload,
}
