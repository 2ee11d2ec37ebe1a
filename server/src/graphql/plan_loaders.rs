//! Loaders of what hangs on agencies and on plans of the tree.
use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
    sync::Arc,
};

use async_graphql::dataloader::Loader;
use entities::{
    agency,
    ids::{AgencyId, PlanId},
    plan, plan_change, plan_event, plan_work,
};

use super::{
    errors::Fault,
    loaders::{Source, key, loader},
};
use crate::{
    domain::reorganisation::RuleTarget,
    reference::DeadlineRow,
    store::{case_view::CaseView, tree::VersionView},
    usecases::plan_weighing::{self, Weighed},
};

key! {
    /// Versions of an agency.
    Versions(AgencyId),
    /// Deadlines of an agency's own, by its code.
    Overrides(String),
    /// A plan.
    PlanById(PlanId),
    /// The plan that takes a plan back.
    CounterPlan(PlanId),
    /// Changes of a plan in a version: several edits of one request do not see each other's.
    PlanChanges((PlanId, i64)),
    /// History of a plan in a version.
    PlanEvents((PlanId, i64)),
    /// How far the work on a plan is.
    Progress(PlanId),
    /// A few of the open cases that an agency has.
    Samples(AgencyId),
}

/// Plans that name an agency, which carry its row: who may see them hangs on its government.
#[derive(Debug, Clone)]
pub struct PlansNaming(pub agency::Model);
impl PartialEq for PlansNaming {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}
impl Eq for PlansNaming {}
impl Hash for PlansNaming {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

/// Whom the forwarding rules that run mean: the same for all agencies of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RunningTargets;

impl Loader<RunningTargets> for Source {
    type Value = Arc<Vec<RuleTarget>>;
    type Error = Fault;
    async fn load(&self, keys: &[RunningTargets]) -> Result<HashMap<RunningTargets, Arc<Vec<RuleTarget>>>, Fault> {
        let targets = Arc::new(self.1.router().await?.rule_targets());
        Ok(keys.iter().map(|key| (*key, Arc::clone(&targets))).collect())
    }
}

/// What a plan would do now; the key carries its row.
#[derive(Debug, Clone)]
pub struct Weighing(pub plan::Model);
impl PartialEq for Weighing {
    fn eq(&self, other: &Self) -> bool {
        (self.0.id, self.0.version) == (other.0.id, other.0.version)
    }
}
impl Eq for Weighing {}
impl Hash for Weighing {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.id, self.0.version).hash(state);
    }
}

impl Loader<Weighing> for Source {
    type Value = Arc<Weighed>;
    type Error = Fault;
    async fn load(&self, keys: &[Weighing]) -> Result<HashMap<Weighing, Arc<Weighed>>, Fault> {
        let plans: Vec<plan::Model> = keys.iter().map(|key| key.0.clone()).collect();
        let weighed = plan_weighing::previews(&self.1, &plans).await?;
        let weighed: HashMap<PlanId, Arc<Weighed>> =
            weighed.into_iter().map(|(id, weighed)| (id, Arc::new(weighed))).collect();
        Ok(keys.iter().filter_map(|key| Some((key.clone(), weighed.get(&key.0.id)?.clone()))).collect())
    }
}
loader!(Samples => Vec<CaseView>, |scoped, keys| {
    let ids: Vec<AgencyId> = keys.iter().map(|key| key.0).collect();
    scoped.samples_of(&ids).await?.into_iter().map(|(id, rows)| (Samples(id), rows)).collect()
});

loader!(Versions => Vec<VersionView>, |scoped, keys| {
    let ids: Vec<AgencyId> = keys.iter().map(|key| key.0).collect();
    scoped.versions_of(&ids).await?.into_iter().map(|(id, rows)| (Versions(id), rows)).collect()
});
loader!(Overrides => Vec<DeadlineRow>, |scoped, keys| {
    // Few rows, read whole: the keys only say that they are wanted.
    let _ = keys;
    scoped.deadline_overrides().await?.into_iter().map(|(code, rows)| (Overrides(code), rows)).collect()
});
loader!(PlanById => plan::Model, |scoped, keys| {
    let ids: Vec<PlanId> = keys.iter().map(|key| key.0).collect();
    scoped.plans_by_id(&ids).await?.into_iter().map(|row| (PlanById(row.id), row)).collect()
});
loader!(CounterPlan => plan::Model, |scoped, keys| {
    let ids: Vec<PlanId> = keys.iter().map(|key| key.0).collect();
    scoped.counter_plans(&ids).await?.into_iter().map(|(id, row)| (CounterPlan(id), row)).collect()
});
loader!(PlanChanges => Vec<plan_change::Model>, |scoped, keys| {
    let ids: Vec<PlanId> = keys.iter().map(|key| key.0.0).collect();
    let found = scoped.changes_of_plans(&ids).await?;
    keys.iter().filter_map(|key| Some((key.clone(), found.get(&key.0.0)?.clone()))).collect()
});
loader!(PlanEvents => Vec<plan_event::Model>, |scoped, keys| {
    let ids: Vec<PlanId> = keys.iter().map(|key| key.0.0).collect();
    let found = scoped.plan_events(&ids).await?;
    keys.iter().filter_map(|key| Some((key.clone(), found.get(&key.0.0)?.clone()))).collect()
});
loader!(Progress => plan_work::Model, |scoped, keys| {
    let ids: Vec<PlanId> = keys.iter().map(|key| key.0).collect();
    scoped.plan_progress(&ids).await?.into_iter().map(|(id, row)| (Progress(id), row)).collect()
});
loader!(PlansNaming => Vec<plan::Model>, |scoped, keys| {
    let rows: Vec<agency::Model> = keys.iter().map(|key| key.0.clone()).collect();
    let mut found = scoped.plans_naming(&rows).await?;
    keys.iter().filter_map(|key| Some((key.clone(), found.remove(&key.0.id)?))).collect()
});
