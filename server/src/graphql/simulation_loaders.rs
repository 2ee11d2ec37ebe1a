//! Loaders of trials of forwarding rules: the newest of many versions at once, and what both versions say about cases, asked
//! anew when somebody looks.
use std::{
    collections::{BTreeSet, HashMap},
    hash::{Hash, Hasher},
    sync::Arc,
};

use async_graphql::dataloader::Loader;
use entities::{
    ids::{AgencyId, CaseId, RuleSetId},
    rule_simulation,
};

use super::{
    errors::Fault,
    loaders::{Source, loader},
    rule_loaders::aside,
    rule_trace::Texts,
};
use crate::{
    domain::rules::Layered,
    store::{router::Router, rule_sets::CaseFacts},
    usecases::simulations,
};

/// The newest trials of a version, at most so many.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Simulations(pub RuleSetId, pub usize);

/// What both versions of a trial say about a case.
#[derive(Debug, Clone)]
pub struct Replayed(pub Arc<rule_simulation::Model>, pub CaseId);
impl PartialEq for Replayed {
    fn eq(&self, other: &Self) -> bool {
        (self.0.id, self.1) == (other.0.id, other.1)
    }
}
impl Eq for Replayed {}
impl Hash for Replayed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.id, self.1).hash(state);
    }
}

/// Both decisions, each with the reason of the rule that decided, and the text as the viewer reads it.
#[derive(Debug)]
pub struct Replay {
    /// By the version that decided when the trial began.
    pub before: (Layered, Option<String>),
    /// By the version under test.
    pub after: (Layered, Option<String>),
    /// Title and body.
    pub text: Arc<Texts>,
}

loader!(Simulations => Vec<rule_simulation::Model>, |scoped, keys| {
    let sets: BTreeSet<RuleSetId> = keys.iter().map(|key| key.0).collect();
    let sets: Vec<RuleSetId> = sets.into_iter().collect();
    let most = keys.iter().map(|key| key.1).max().unwrap_or(0);
    let found = scoped.simulations_of(&sets, u64::try_from(most).unwrap_or(0)).await?;
    let of = |key: &Simulations| Some((key.clone(), found.get(&key.0)?.iter().take(key.1).cloned().collect::<Vec<_>>()));
    keys.iter().filter_map(of).collect()
});

impl Loader<Replayed> for Source {
    type Value = Arc<Replay>;
    type Error = Fault;
    async fn load(&self, keys: &[Replayed]) -> Result<HashMap<Replayed, Arc<Replay>>, Fault> {
        let today = self.1.router().await?;
        let ids: BTreeSet<CaseId> = keys.iter().map(|key| key.1).collect();
        // As the viewer reads them: who may not read the text of a case is told no reasons.
        let cases = self.0.cases_by_id(&ids.into_iter().collect::<Vec<_>>()).await?;
        let code = |id: Option<AgencyId>| id.and_then(|id| today.code(id)).map(str::to_owned);
        let facts: HashMap<CaseId, CaseFacts> =
            cases.into_iter().filter_map(|(id, case)| Some((id, CaseFacts::of(case, code)?))).collect();
        let mut trials: HashMap<_, (Arc<rule_simulation::Model>, Vec<Replayed>)> = HashMap::new();
        for key in keys.iter().filter(|key| facts.contains_key(&key.1)) {
            let trial = trials.entry(key.0.id).or_insert_with(|| (key.0.clone(), vec![]));
            trial.1.push(key.clone());
        }
        if trials.is_empty() {
            return Ok(HashMap::new());
        }
        let sets: BTreeSet<RuleSetId> = trials.values().flat_map(|(row, _)| simulations::versions(row)).collect();
        let rows = self.0.rule_sets_by_id(&sets.into_iter().collect::<Vec<_>>()).await?;
        Ok(aside(move || {
            let mut found = HashMap::new();
            for (row, keys) in trials.into_values() {
                // An edited version says something else by now: nothing is told in its name.
                let Ok(Some((before, after, _))) = simulations::routers(&rows, &today, &row) else { continue };
                for key in keys {
                    let Some(facts) = facts.get(&key.1) else { continue };
                    found.insert(key, Arc::new(replay(&before, &after, facts)));
                }
            }
            found
        })
        .await)
    }
}

fn replay(before: &Router, after: &Router, facts: &CaseFacts) -> Replay {
    let report = facts.report();
    let said = |router: &Router| {
        let layered = router.decide(&report);
        let because = router.because(&layered);
        (layered, because)
    };
    Replay { before: said(before), after: said(after), text: Arc::new((facts.title.clone(), facts.body.clone())) }
}
