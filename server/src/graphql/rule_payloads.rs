//! What mutations of forwarding rules answer.
use async_graphql::SimpleObject;

use super::{errors::UserError, rule_set::RuleSet};

/// The parts that these payloads share.
pub(super) struct RuleAnswer {
    pub(super) rule_set: Option<RuleSet>,
    pub(super) user_errors: Vec<UserError>,
}

macro_rules! rule_payload {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The version of the rules after the act; after a refusal, as it is now.
            pub rule_set: Option<RuleSet>,
            /// Refusals that the person can mend; empty on success.
            pub user_errors: Vec<UserError>,
            /// As it was sent.
            pub client_mutation_id: Option<String>,
        }
        impl $name {
            pub(super) fn of(answer: RuleAnswer, client_mutation_id: Option<String>) -> Self {
                Self { rule_set: answer.rule_set, user_errors: answer.user_errors, client_mutation_id }
            }
        }
    )+ };
}
rule_payload! {
    /// Answer of `createRuleSet`.
    CreateRuleSetPayload,
    /// Answer of `importRules`.
    ImportRulesPayload,
    /// Answer of `updateRuleSet`.
    UpdateRuleSetPayload,
    /// Answer of `addRule`.
    AddRulePayload,
    /// Answer of `updateRule`.
    UpdateRulePayload,
    /// Answer of `moveRule`.
    MoveRulePayload,
    /// Answer of `removeRule`.
    RemoveRulePayload,
    /// Answer of `submitRuleSet`.
    SubmitRuleSetPayload,
    /// Answer of `approveRuleSet`.
    ApproveRuleSetPayload,
    /// Answer of `returnRuleSet`.
    ReturnRuleSetPayload,
    /// Answer of `discardRuleSet`.
    DiscardRuleSetPayload,
}
