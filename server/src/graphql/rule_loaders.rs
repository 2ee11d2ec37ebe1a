//! Loaders of what hangs on versions of the rules. Keys carry the row (and, where rules are weighed, the rules as read): the
//! directory, the world and the newest cases are read once for all versions that a request asks about.
use std::{
    collections::{BTreeSet, HashMap},
    hash::{Hash, Hasher},
    sync::Arc,
};

use async_graphql::dataloader::Loader;
use entities::{
    ids::{AgencyId, RuleSetId},
    rule_set, rule_set_event,
    vocab::RuleSetStatus,
};

use super::{
    errors::Fault,
    loaders::{Source, key, loader},
};
use crate::{
    domain::{
        calendar::wita_date,
        rules::{Compiled, Desk, Finding, RuleSet, Scope, World, lint, verdict_in_layers},
    },
    store::{
        case_list::Listed,
        flagged::{Flagged, Outcomes},
        router::Router,
        rule_document,
        rule_sets::CaseFacts,
    },
};

/// Of so many of the newest cases a page says how many each rule would decide.
pub const RECENT: u64 = 1_000;

key! {
    /// A version that the viewer may see.
    RuleSetById(RuleSetId),
    /// History of a version as it is after so many edits.
    RuleSetEvents((RuleSetId, i64)),
    /// The version of a government that runs, if the viewer may see it.
    ActiveRules(AgencyId),
    /// What became of the suggestions of a version that the viewer sees.
    OutcomesOf(RuleSetId),
    /// A page of the flagged cases of a version that the viewer sees.
    FlaggedOf(Flagged),
}

/// A version with its rules.
#[derive(Debug, Clone)]
pub struct Version {
    /// The row.
    pub row: Arc<rule_set::Model>,
    /// Its rules.
    pub set: Arc<RuleSet>,
}

/// What tells versions apart: several edits of one request do not see each other's.
trait Marked {
    fn mark(&self) -> (RuleSetId, i64);
}
impl Marked for Arc<rule_set::Model> {
    fn mark(&self) -> (RuleSetId, i64) {
        (self.id, self.version)
    }
}
impl Marked for Version {
    fn mark(&self) -> (RuleSetId, i64) {
        self.row.mark()
    }
}

macro_rules! version_key {
    ($($(#[$m:meta])* $name:ident($inner:ty)),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(Debug, Clone)]
        pub struct $name(pub $inner);
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.mark() == other.0.mark()
            }
        }
        impl Eq for $name {}
        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.mark().hash(state);
            }
        }
    )+ };
}
version_key! {
    /// The rules of a version, read from its document.
    Rules(Arc<rule_set::Model>),
    /// What the lint finds in a version, errors first.
    Findings(Version),
    /// What a version would decide of the newest cases.
    Hits(Version),
}

/// How many of the newest cases each rule of a version would decide.
#[derive(Debug, Default)]
pub struct Counted {
    /// By rule, in their order.
    pub by_rule: Vec<usize>,
    /// How many cases were looked at.
    pub cases: usize,
}

impl Loader<Rules> for Source {
    type Value = Arc<RuleSet>;
    type Error = Fault;
    async fn load(&self, keys: &[Rules]) -> Result<HashMap<Rules, Arc<RuleSet>>, Fault> {
        let governments: BTreeSet<AgencyId> = keys.iter().map(|key| key.0.government_id).collect();
        let governments = self.0.agencies_by_id(&governments.into_iter().collect::<Vec<_>>()).await?;
        let mut found = HashMap::new();
        for key in keys {
            let Some(government) = governments.get(&key.0.government_id) else { continue };
            let scope = rule_document::scope_of(&government.code, &self.1.deps.government);
            match rule_document::read(&key.0.document, scope) {
                Ok(set) => {
                    found.insert(key.clone(), Arc::new(set));
                }
                // It was written by us: a fault of ours, not of the person who reads it.
                Err(faults) => tracing::error!(rule_set.id = %key.0.id, faults = faults.len(), "rules.unreadable"),
            }
        }
        Ok(found)
    }
}

impl Loader<Findings> for Source {
    type Value = Arc<Vec<Finding>>;
    type Error = Fault;
    async fn load(&self, keys: &[Findings]) -> Result<HashMap<Findings, Arc<Vec<Finding>>>, Fault> {
        let router = self.1.router().await?;
        let known = self.0.rules_world().await?;
        let (keys, today) = (keys.to_vec(), self.0.today());
        Ok(aside(move || {
            let found = keys.into_iter().map(|key| {
                // One that waits for its time is held against that day.
                let waits = key.0.row.status == RuleSetStatus::Scheduled;
                let day = key.0.row.activates_at.filter(|_| waits).map_or(today, wita_date).max(today);
                let world =
                    World { directory: router.directory(), topics: &known.topics, regions: &known.regions, day };
                let mut findings = lint(&key.0.set, &world);
                findings.sort_by_key(Finding::severity);
                (key, Arc::new(findings))
            });
            found.collect()
        })
        .await)
    }
}

impl Loader<Hits> for Source {
    type Value = Arc<Counted>;
    type Error = Fault;
    async fn load(&self, keys: &[Hits]) -> Result<HashMap<Hits, Arc<Counted>>, Fault> {
        let router = self.1.router().await?;
        let facts = self.0.recent_facts(RECENT).await?;
        let keys = keys.to_vec();
        Ok(aside(move || {
            let found = keys.into_iter().map(|key| {
                let counted = count(&key.0.set, &facts, &router);
                (key, Arc::new(counted))
            });
            found.collect()
        })
        .await)
    }
}

/// Weighing takes the processor, not the request's thread. What fails there is missing in the answer.
pub(super) async fn aside<K: Send + 'static, V: Send + 'static>(
    work: impl FnOnce() -> HashMap<K, V> + Send + 'static,
) -> HashMap<K, V> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::error!(error = %error, "rules.weighing");
        HashMap::new()
    })
}

/// Rules of a government are asked where the running rules of the province have chosen it.
fn count(set: &RuleSet, facts: &[CaseFacts], router: &Router) -> Counted {
    let compiled = Compiled::new(set);
    let mut desk = Desk::for_many();
    let mut by_rule = vec![0; set.rules().len()];
    for fact in facts {
        let report = fact.report();
        let rule = match &set.scope {
            Scope::Province => compiled.decide_at(&mut desk, &report, router.directory()).rule,
            Scope::Government(code) => router.province().and_then(|province| {
                let own = |asked: &str| (asked == code.as_str()).then_some(&compiled);
                let directory = router.directory();
                let (verdict, own) = verdict_in_layers(&province.compiled, own, &mut desk, &report, directory);
                verdict.rule.filter(|_| own)
            }),
        };
        if let Some(times) = rule.and_then(|at| by_rule.get_mut(at)) {
            *times += 1;
        }
    }
    Counted { by_rule, cases: facts.len() }
}

loader!(RuleSetById => rule_set::Model, |scoped, keys| {
    let ids: Vec<RuleSetId> = keys.iter().map(|key| key.0).collect();
    scoped.rule_sets_by_id(&ids).await?.into_iter().map(|row| (RuleSetById(row.id), row)).collect()
});
loader!(RuleSetEvents => Vec<rule_set_event::Model>, |scoped, keys| {
    let ids: Vec<RuleSetId> = keys.iter().map(|key| key.0.0).collect();
    let found = scoped.rule_set_events(&ids).await?;
    keys.iter().filter_map(|key| Some((key.clone(), found.get(&key.0.0)?.clone()))).collect()
});
loader!(ActiveRules => rule_set::Model, |scoped, keys| {
    let governments: Vec<AgencyId> = keys.iter().map(|key| key.0).collect();
    scoped.active_rule_sets(&governments).await?.into_iter().map(|(id, row)| (ActiveRules(id), row)).collect()
});
loader!(OutcomesOf => Outcomes, |scoped, keys| {
    let ids: Vec<RuleSetId> = keys.iter().map(|key| key.0).collect();
    scoped.rule_outcomes(&ids).await?.into_iter().map(|(id, outcomes)| (OutcomesOf(id), outcomes)).collect()
});
loader!(FlaggedOf => Vec<Listed>, |scoped, keys| {
    let pages: Vec<Flagged> = keys.iter().map(|key| key.0).collect();
    scoped.flagged_cases(&pages).await?.into_iter().map(|(page, cases)| (FlaggedOf(page), cases)).collect()
});
