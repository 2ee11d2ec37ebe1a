//! Mutations of trials of forwarding rules.
use async_graphql::{Context, Object};
use entities::ids::SimulationId;

use super::{
    super::{
        errors::{internal, user_errors},
        ids,
        simulation::{CancelSimulationPayload, RuleSimulation, SimulationAnswer, StartSimulationPayload},
        simulation_query::{CancelSimulationInput, StartSimulationInput},
        view::{View, Viewer},
    },
    filled, key,
};
use crate::{
    domain::refusal::Refusal,
    store::simulations::Wanted,
    usecases::{Failure, simulations},
};

/// Mutations of trials of forwarding rules.
#[derive(Default)]
pub struct SimulationMutation;

/// Reads anew after the act, with loaders that have seen nothing before it; after a refusal, what the client asked about.
async fn answer(
    view: &Viewer,
    about: Option<SimulationId>,
    result: Result<SimulationId, Failure>,
) -> async_graphql::Result<SimulationAnswer> {
    let (id, user_errors) = match result {
        Ok(id) => (Some(id), vec![]),
        Err(failure) => (about, user_errors(view.op.locale, &failure)?),
    };
    let fresh: Viewer = std::sync::Arc::new(View::new(view.op.clone()));
    let row = match id {
        Some(id) => fresh.op.scoped.simulation(id).await.map_err(internal(&fresh.op))?,
        None => None,
    };
    Ok(SimulationAnswer { simulation: row.map(|row| RuleSimulation::new(row, &fresh)), user_errors })
}

#[Object]
impl SimulationMutation {
    /// Tries a version of the rules on past cases, against the one that runs, in the background; at most three trials of a
    /// government are unfinished at the same time. Coordinators of its government, the system administrator.
    async fn start_simulation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: StartSimulationInput,
    ) -> async_graphql::Result<StartSimulationPayload> {
        let view = View::of(ctx)?;
        let key = key("startSimulation", input.client_mutation_id.as_ref(), &input);
        let result = async {
            let id = ids::to_rule_set(&input.rule_set_id).ok_or(Refusal::Unknown("ruleSetId"))?;
            let wanted = Wanted {
                from: input.from.0,
                until: input.until.0,
                topic: filled(input.topic_code.clone()),
                region: filled(input.region_code.clone()),
                sample: input.sample,
            };
            simulations::start(&view.op, id, wanted, key.as_ref()).await
        }
        .await;
        Ok(StartSimulationPayload::of(answer(&view, None, result).await?, input.client_mutation_id))
    }

    /// Stops a trial that is not finished; what was counted stays. Coordinators of its government, the system
    /// administrator.
    async fn cancel_simulation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Input.")] input: CancelSimulationInput,
    ) -> async_graphql::Result<CancelSimulationPayload> {
        let view = View::of(ctx)?;
        let key = key("cancelSimulation", input.client_mutation_id.as_ref(), &input);
        let about = ids::to_simulation(&input.simulation_id);
        let result = async {
            let id = about.ok_or(Refusal::Unknown("simulationId"))?;
            simulations::cancel(&view.op, id, key.as_ref()).await
        }
        .await;
        Ok(CancelSimulationPayload::of(answer(&view, about, result).await?, input.client_mutation_id))
    }
}
