//! What a trial of a version has counted, and the cases that would go elsewhere.
use std::sync::Arc;

use async_graphql::{Object, SimpleObject};
use entities::{rule_simulation, simulated_move};

use super::{
    agency::Agency,
    case::Case,
    loaders::ByCode,
    rule_set::whole,
    rule_trace::{RoutingDecision, Told},
    simulation_loaders::Replayed,
    view::Viewer,
};
use crate::{
    domain::rules::{
        Layered, Tally,
        tally::{Fired, Flow},
    },
    store::simulations::Kept,
};

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// An agency by the code that was kept; an empty one stands for nobody.
async fn agency(view: &Viewer, code: &str) -> async_graphql::Result<Option<Agency>> {
    if code.is_empty() {
        return Ok(None);
    }
    Ok(view.load(ByCode(code.to_owned())).await?.map(|row| Agency::new(row, view)))
}

/// What a trial has counted.
pub struct SimulationResult {
    tally: Tally,
    view: Viewer,
}

impl SimulationResult {
    pub(super) fn of(row: &rule_simulation::Model, view: &Viewer) -> Self {
        Self { tally: Kept::read(row).tally, view: view.clone() }
    }
}

/// What a trial has counted. Keepers of the rules.
#[Object]
impl SimulationResult {
    /// Cases decided.
    async fn cases(&self) -> i64 {
        count(self.tally.cases)
    }
    /// Those that an agency has answered and finished: only of these it is known where they belong.
    async fn finished(&self) -> i64 {
        count(self.tally.finished)
    }
    /// Finished ones that the version that ran leads to the agency that finished them, or above or below it in its
    /// department.
    async fn right_before(&self) -> i64 {
        count(self.tally.right_before)
    }
    /// The same, of the version under test.
    async fn right_after(&self) -> i64 {
        count(self.tally.right_after)
    }
    /// Decided by the rule that catches everything, or by none, by the version that ran.
    async fn fallback_before(&self) -> i64 {
        count(self.tally.fallback_before)
    }
    /// The same, of the version under test.
    async fn fallback_after(&self) -> i64 {
        count(self.tally.fallback_after)
    }
    /// Cases that another agency would lead.
    async fn moved(&self) -> i64 {
        count(self.tally.moved)
    }
    /// From where to where, largest first.
    async fn flows(&self) -> Vec<SimulationFlow> {
        let flow = |(from, to, flow): (&str, &str, Flow)| SimulationFlow {
            from: from.to_owned(),
            to: to.to_owned(),
            flow,
            view: self.view.clone(),
        };
        self.tally.largest().into_iter().map(flow).collect()
    }
    /// Each rule of the version under test, in order, as it was when the trial began.
    async fn rules(&self) -> Vec<SimulatedRule> {
        let rule = |Fired { position, name, fired }: &Fired| SimulatedRule {
            position: whole(*position),
            name: name.clone(),
            fired: count(*fired),
        };
        self.tally.rules.iter().map(rule).collect()
    }
}

/// Cases that would go from one agency to another.
pub struct SimulationFlow {
    from: String,
    to: String,
    flow: Flow,
    view: Viewer,
}

/// Cases that would go from one agency to another. Keepers of the rules.
#[Object]
impl SimulationFlow {
    /// Who leads by the version that ran; null for nobody.
    async fn from(&self) -> async_graphql::Result<Option<Agency>> {
        agency(&self.view, &self.from).await
    }
    /// Who leads by the version under test; null for nobody.
    async fn to(&self) -> async_graphql::Result<Option<Agency>> {
        agency(&self.view, &self.to).await
    }
    /// How many.
    async fn count(&self) -> i64 {
        count(self.flow.count)
    }
    /// Finished ones that would now go to the right line.
    async fn became_right(&self) -> i64 {
        count(self.flow.became_right)
    }
    /// Finished ones that would no longer go to the right line.
    async fn became_wrong(&self) -> i64 {
        count(self.flow.became_wrong)
    }
    /// Those that nobody has finished: nobody knows.
    async fn unfinished(&self) -> i64 {
        count(self.flow.unfinished)
    }
}

/// How often a rule of the version under test decided. Keepers of the rules.
#[derive(SimpleObject)]
pub struct SimulatedRule {
    /// Its position.
    pub position: i32,
    /// Its name.
    pub name: String,
    /// How often.
    pub fired: i64,
}

/// A case that would go to another agency.
pub struct SimulatedMove {
    /// The row.
    pub row: simulated_move::Model,
    /// The trial.
    pub simulation: Arc<rule_simulation::Model>,
    /// The request.
    pub view: Viewer,
}

impl SimulatedMove {
    /// Asked anew; none where the viewer does not read the case, or the version has been edited since.
    async fn decision(&self, after: bool) -> async_graphql::Result<Option<RoutingDecision>> {
        let key = Replayed(self.simulation.clone(), self.row.case_id);
        let Some(replay) = self.view.load(key).await? else { return Ok(None) };
        let (layered, because): &(Layered, Option<String>) = if after { &replay.after } else { &replay.before };
        let told = Told::of_layered(layered, because.clone(), Some(replay.text.clone()));
        Ok(Some(RoutingDecision::new(&self.view, told)))
    }
}

/// A case that would go to another agency. Keepers of the rules.
#[Object]
impl SimulatedMove {
    /// The case; null where the viewer may not see it.
    async fn case(&self) -> async_graphql::Result<Option<Case>> {
        Case::load(&self.view, self.row.case_id).await
    }
    /// Who leads by the version that ran; null for nobody.
    async fn from(&self) -> async_graphql::Result<Option<Agency>> {
        agency(&self.view, self.row.from_code.as_deref().unwrap_or_default()).await
    }
    /// Who leads by the version under test; null for nobody.
    async fn to(&self) -> async_graphql::Result<Option<Agency>> {
        agency(&self.view, self.row.to_code.as_deref().unwrap_or_default()).await
    }
    /// Whether the first is in the line of the agency that finished the case; null while nobody has.
    async fn right_before(&self) -> Option<bool> {
        self.row.right_before
    }
    /// Whether the second is.
    async fn right_after(&self) -> Option<bool> {
        self.row.right_after
    }
    /// What the version that ran says about the case as it is now, and why. Those who read the report; null once the
    /// version under test has been edited.
    async fn before(&self) -> async_graphql::Result<Option<RoutingDecision>> {
        self.decision(false).await
    }
    /// The same, of the version under test.
    async fn after(&self) -> async_graphql::Result<Option<RoutingDecision>> {
        self.decision(true).await
    }
}
