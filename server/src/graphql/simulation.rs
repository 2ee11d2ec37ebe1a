//! Trials of a version of the forwarding rules on past cases: how far they are and what they have counted.
use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entities::{
    ids::{CaseId, RuleSetId},
    rule_simulation,
};

use super::{
    errors::{bad_input, fault, internal},
    ids,
    loaders::Name,
    page::{Listed, PageArgs},
    rule_enums::SimulationStatus,
    rule_loaders::RuleSetById,
    rule_set::RuleSet,
    scalars::Date,
    simulation_result::{SimulatedMove, SimulationResult},
    view::{View, Viewer},
};
use crate::{
    authz::planning,
    domain::refusal::Refusal,
    store::simulations::{KEPT, MoveFilter, MovePage},
};

/// A trial of a version of the rules.
#[derive(Clone)]
pub struct RuleSimulation {
    /// The row.
    pub row: Arc<rule_simulation::Model>,
    /// The request.
    pub view: Viewer,
}

impl RuleSimulation {
    /// Of a row that the viewer may see.
    #[must_use]
    pub fn new(row: rule_simulation::Model, view: &Viewer) -> Self {
        Self { row: Arc::new(row), view: view.clone() }
    }

    async fn version(&self, id: RuleSetId) -> async_graphql::Result<Option<RuleSet>> {
        Ok(self.view.load(RuleSetById(id)).await?.map(|row| RuleSet::new(row, &self.view)))
    }
}

/// How many trials of a version to list.
///
/// # Errors
/// Out of range.
pub(super) fn most(view: &Viewer, first: Option<i32>) -> async_graphql::Result<usize> {
    let max = i64::try_from(KEPT).unwrap_or(i64::MAX);
    let wanted = first.map_or(max, i64::from);
    if !(1..=max).contains(&wanted) {
        return Err(bad_input(view.op.locale, &Refusal::OutOfRange { field: "first", min: 1, max }));
    }
    Ok(usize::try_from(wanted).unwrap_or(0))
}

/// A cursor of the list of moves is the id of the case: it tells nothing that the list does not.
fn cursor(case: CaseId) -> String {
    ids::case(case).to_string()
}

/// A trial of a version of the forwarding rules on past cases that its government sees, against the version that ran when
/// it was asked for. Nothing happens to the cases. Keepers of its government's rules.
#[Object]
impl RuleSimulation {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::simulation(self.row.id)
    }
    /// Where it stands.
    async fn status(&self) -> SimulationStatus {
        self.row.status.into()
    }
    /// The version under test.
    async fn rule_set(&self) -> async_graphql::Result<RuleSet> {
        self.version(self.row.rule_set_id).await?.ok_or_else(|| fault(self.view.op.locale))
    }
    /// The version that ran when it was asked for; null where there was none.
    async fn against(&self) -> async_graphql::Result<Option<RuleSet>> {
        match self.row.against_id {
            Some(id) => self.version(id).await,
            None => Ok(None),
        }
    }
    /// First day of filing of the cases.
    async fn from(&self) -> Date {
        Date(self.row.from_day)
    }
    /// Last day of filing of the cases.
    async fn until(&self) -> Date {
        Date(self.row.until_day)
    }
    /// Only cases of this topic or below it.
    async fn topic_code(&self) -> Option<&str> {
        self.row.topic_code.as_deref()
    }
    /// Only cases of this region or within it.
    async fn region_code(&self) -> Option<&str> {
        self.row.region_code.as_deref()
    }
    /// At most so many cases, spread evenly.
    async fn sample(&self) -> Option<i32> {
        self.row.sample
    }
    /// Cases decided so far.
    async fn done(&self) -> i64 {
        self.row.done
    }
    /// Cases to decide; 0 until they are counted.
    async fn total(&self) -> i64 {
        self.row.total
    }
    /// When it was asked for.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }
    /// When it was taken up; null while it waits for that.
    async fn started_at(&self) -> Option<DateTime<Utc>> {
        self.row.started_at
    }
    /// When it ended, in whatever way.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.row.finished_at
    }
    /// When it will be done if it goes on as until now; null before that can be said, and after its end.
    async fn estimated_end(&self) -> Option<DateTime<Utc>> {
        let (now, row) = (self.view.op.now(), &self.row);
        let left = row.total - row.done;
        row.started_at.filter(|started| row.status.is_unfinished() && row.done > 0 && now > *started).map(|started| {
            // Milliseconds of some hours times cases stay far below the limit.
            now + chrono::Duration::milliseconds((now - started).num_milliseconds().saturating_mul(left) / row.done)
        })
    }
    /// Who asked for it.
    async fn requested_by(&self) -> async_graphql::Result<Option<String>> {
        match self.row.requested_by {
            Some(account) => self.view.load(Name(account)).await,
            None => Ok(None),
        }
    }
    /// What was counted, also while it runs; null before it began.
    async fn result(&self) -> Option<SimulationResult> {
        self.row.started_at.map(|_| SimulationResult::of(&self.row, &self.view))
    }
    /// Cases that would go to another agency, oldest first; of a large trial the first 20,000.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay list")]
    async fn moves(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those from this agency, by code; an empty one stands for nobody.")] from: Option<String>,
        #[graphql(desc = "Only those to this agency, by code; an empty one stands for nobody.")] to: Option<String>,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<SimulatedMove>> {
        let op = &View::of(ctx)?.op;
        let wanted = PageArgs { first, after, last, before }.check(op)?;
        let (after, before) = wanted.bounds(op, ids::to_case)?;
        let page = MovePage { after, before, limit: wanted.limit(), backwards: wanted.backwards };
        let code = |code: Option<String>| code.map(|code| Some(code).filter(|code| !code.is_empty()));
        let filter = MoveFilter { from: code(from), to: code(to) };
        let rows = op.scoped.simulated_moves(&self.row, &filter, page).await.map_err(internal(op))?;
        Ok(wanted.connection(rows, |row| {
            (cursor(row.case_id), SimulatedMove { row, simulation: self.row.clone(), view: self.view.clone() })
        }))
    }
    /// Whether the viewer may stop it now.
    async fn viewer_can_cancel(&self) -> bool {
        self.row.status.is_unfinished() && planning::may_edit(self.view.op.actor(), self.row.government_id)
    }
}

/// Answer of `startSimulation` and `cancelSimulation`.
pub(super) struct SimulationAnswer {
    pub(super) simulation: Option<RuleSimulation>,
    pub(super) user_errors: Vec<super::errors::UserError>,
}

macro_rules! payload {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The trial after the act; after a refusal, as it is now.
            pub simulation: Option<RuleSimulation>,
            /// Refusals that the person can mend; empty on success.
            pub user_errors: Vec<super::errors::UserError>,
            /// As it was sent.
            pub client_mutation_id: Option<String>,
        }
        impl $name {
            pub(super) fn of(answer: SimulationAnswer, client_mutation_id: Option<String>) -> Self {
                Self { simulation: answer.simulation, user_errors: answer.user_errors, client_mutation_id }
            }
        }
    )+ };
}
payload! {
    /// Answer of `startSimulation`.
    StartSimulationPayload,
    /// Answer of `cancelSimulation`.
    CancelSimulationPayload,
}
