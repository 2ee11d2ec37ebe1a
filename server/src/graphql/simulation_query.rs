//! Root queries of trials of forwarding rules, and the inputs of their mutations.
use async_graphql::{Context, ID, InputObject, Object};

use super::{
    errors::internal,
    ids,
    scalars::Date,
    simulation::RuleSimulation,
    simulation_result::SimulatedMove,
    view::{View, Viewer},
};

/// The questions of this file.
#[derive(Default)]
pub struct SimulationQuery;

async fn find(view: &Viewer, id: &ID) -> async_graphql::Result<Option<RuleSimulation>> {
    let Some(id) = ids::to_simulation(id) else { return Ok(None) };
    let row = view.op.scoped.simulation(id).await.map_err(internal(&view.op))?;
    Ok(row.map(|row| RuleSimulation::new(row, view)))
}

#[Object]
impl SimulationQuery {
    /// A trial of a version of the rules by its id; null when unknown or not the viewer's to see. Coordinators of its
    /// government, its leadership, the system administrator.
    async fn rule_simulation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id.")] id: ID,
    ) -> async_graphql::Result<Option<RuleSimulation>> {
        find(&View::of(ctx)?, &id).await
    }

    /// A case of a trial that would go to another agency; null where it would not, and where the viewer does not see the
    /// trial. Coordinators of its government, its leadership, the system administrator.
    async fn simulated_move(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id of the trial.")] simulation_id: ID,
        #[graphql(desc = "Global id of the case.")] case_id: ID,
    ) -> async_graphql::Result<Option<SimulatedMove>> {
        let view = View::of(ctx)?;
        let (Some(of), Some(case)) = (find(&view, &simulation_id).await?, ids::to_case(&case_id)) else {
            return Ok(None);
        };
        let row = view.op.scoped.simulated_move(&of.row, case).await.map_err(internal(&view.op))?;
        Ok(row.map(|row| SimulatedMove { row, simulation: of.row, view }))
    }
}

/// Input of `startSimulation`.
#[derive(InputObject, Debug, Clone)]
pub struct StartSimulationInput {
    /// The version of the rules to try.
    pub rule_set_id: ID,
    /// First day of filing of the cases.
    pub from: Date,
    /// Last day of filing; not after today.
    pub until: Date,
    /// Only cases of this topic or below it.
    pub topic_code: Option<String>,
    /// Only cases of this region or within it.
    pub region_code: Option<String>,
    /// At most so many cases, spread evenly; 1 to 1,000,000. By default all.
    pub sample: Option<i32>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `cancelSimulation`.
#[derive(InputObject, Debug, Clone)]
pub struct CancelSimulationInput {
    /// The trial.
    pub simulation_id: ID,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}
