//! Versions of the forwarding rules: their head, their rules, what the lint says, their history.
use std::{collections::HashSet, sync::Arc};

use async_graphql::{ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entities::{rule_set, vocab};

use super::{
    agency::Agency,
    case::Case,
    errors::{bad_input, fault},
    ids,
    loaders::Name,
    page::{Listed, PageArgs, case_cursor, case_page},
    rule::{ForwardingRule, rules},
    rule_enums::{RuleSetAction, RuleSetEventKind, RuleSetStatus},
    rule_finding::{RuleChange, RuleFinding},
    rule_loaders::{
        ActiveRules, Counted, Findings, FlaggedOf, Hits, OutcomesOf, RuleSetById, RuleSetEvents, Rules, Version,
    },
    rule_outcomes::RuleOutcomes,
    simulation::{self, RuleSimulation},
    simulation_loaders::Simulations,
    view::Viewer,
};
use crate::{
    authz::planning,
    domain::{
        refusal::Refusal,
        rules::{Finding, Severity, difference},
    },
    store::{case_list::Page, flagged::Flagged, rule_sets},
    texts,
};

/// A version of the rules of one government.
#[derive(Clone)]
pub struct RuleSet {
    /// The row.
    pub row: Arc<rule_set::Model>,
    /// The request.
    pub view: Viewer,
}

/// A position as the schema has it.
pub(super) fn whole(position: u32) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}

impl RuleSet {
    /// Of a row that the viewer may see.
    #[must_use]
    pub fn new(row: rule_set::Model, view: &Viewer) -> Self {
        Self { row: Arc::new(row), view: view.clone() }
    }

    /// With its rules.
    ///
    /// # Errors
    /// Database; a document that cannot be read.
    pub async fn read(&self) -> async_graphql::Result<Version> {
        let set = self.view.load(Rules(self.row.clone())).await?.ok_or_else(|| fault(self.view.op.locale))?;
        Ok(Version { row: self.row.clone(), set })
    }

    /// What the lint finds in a version, once for each request.
    pub(super) async fn linted(view: &Viewer, version: &Version) -> async_graphql::Result<Arc<Vec<Finding>>> {
        view.load(Findings(version.clone())).await?.ok_or_else(|| fault(view.op.locale))
    }

    /// What a version would decide of the newest cases, once for each request.
    pub(super) async fn counted(view: &Viewer, version: &Version) -> async_graphql::Result<Arc<Counted>> {
        view.load(Hits(version.clone())).await?.ok_or_else(|| fault(view.op.locale))
    }

    async fn other(&self, id: entities::ids::RuleSetId) -> async_graphql::Result<Option<Self>> {
        Ok(self.view.load(RuleSetById(id)).await?.map(|row| Self::new(row, &self.view)))
    }
}

/// A version of the forwarding rules of one government: a document that is written, linted, approved by a second person,
/// and never changed once it has run. Coordinators of its government, its leadership, the system administrator.
#[Object]
impl RuleSet {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::rule_set(self.row.id)
    }
    /// Number of the version within its government; given once, gaps are fine.
    async fn number(&self) -> i32 {
        self.row.number
    }
    /// Where it stands.
    async fn status(&self) -> RuleSetStatus {
        self.row.status.into()
    }
    /// Title.
    async fn title(&self) -> &str {
        &self.row.title
    }
    /// Note.
    async fn note(&self) -> Option<&str> {
        self.row.note.as_deref()
    }
    /// Raised by each edit and each step; goes back into every act.
    async fn version(&self) -> i64 {
        self.row.version
    }
    /// Whose rules they are.
    async fn government(&self) -> async_graphql::Result<Agency> {
        Agency::must(&self.view, self.row.government_id).await
    }
    /// The version of which it began as a copy.
    async fn based_on(&self) -> async_graphql::Result<Option<RuleSet>> {
        match self.row.based_on {
            Some(id) => self.other(id).await,
            None => Ok(None),
        }
    }
    /// Another version has been published since it was begun: what that one changed may be missing here.
    async fn overtaken(&self) -> async_graphql::Result<bool> {
        if self.row.based_on.is_none() || self.row.status.is_final() {
            return Ok(false);
        }
        let active = self.view.load(ActiveRules(self.row.government_id)).await?;
        Ok(active.is_some_and(|active| {
            Some(active.id) != self.row.based_on && active.activated_at.is_some_and(|at| at > self.row.created_at)
        }))
    }
    /// How many rules it has.
    async fn rule_count(&self) -> i32 {
        self.row.rule_count
    }
    /// Its rules, in order.
    async fn rules(&self) -> async_graphql::Result<Vec<ForwardingRule>> {
        Ok(rules(&self.read().await?, &self.view))
    }
    /// The rule at a position; null where there is none.
    async fn rule(
        &self,
        #[graphql(desc = "Its position.")] position: i32,
    ) -> async_graphql::Result<Option<ForwardingRule>> {
        let all = rules(&self.read().await?, &self.view);
        Ok(all.into_iter().find(|one| whole(one.rule.position) == position))
    }
    /// What the lint says, held against the tree of today (of one that waits for its time: of that day); errors first.
    async fn findings(&self) -> async_graphql::Result<Vec<RuleFinding>> {
        let findings = Self::linted(&self.view, &self.read().await?).await?;
        RuleFinding::all(&self.view, &findings.iter().collect::<Vec<_>>()).await
    }
    /// How many of the findings are errors. Also of one that runs: a change of the tree may have closed a target.
    async fn error_count(&self) -> async_graphql::Result<i32> {
        let findings = Self::linted(&self.view, &self.read().await?).await?;
        let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error).count();
        Ok(i32::try_from(errors).unwrap_or(i32::MAX))
    }
    /// Cases that wait, and for which a rule of this version has lost its target: another rule or its fallback was
    /// suggested, and somebody should look. Those that wait longest first, as far as the viewer sees them.
    async fn flagged_cases(
        &self,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<Case>> {
        let view = &self.view;
        let wanted = PageArgs { first, after, last, before }.check(&view.op)?;
        let list = format!("flagged:{}", self.row.id);
        let page = case_page(&view.op, &wanted, &list)?;
        let Page { after, before, limit, backwards } = page;
        let flagged = Flagged { of: self.row.id, after, before, limit, backwards };
        let rows = view.load(FlaggedOf(flagged)).await?.unwrap_or_default();
        Ok(wanted.connection(rows, |row| (case_cursor(&list, row.key), Case::new(view, row.case))))
    }
    /// What became of its suggestions.
    async fn outcomes(&self) -> async_graphql::Result<RuleOutcomes> {
        Ok(self.view.load(OutcomesOf(self.row.id)).await?.unwrap_or_default().into())
    }
    /// What has changed since another version: removed rules first, then the rest in order. Empty without one.
    async fn changes(
        &self,
        #[graphql(desc = "The other version, by default the one that this began from; one that the viewer may see.")]
        against: Option<ID>,
    ) -> async_graphql::Result<Vec<RuleChange>> {
        let locale = self.view.op.locale;
        let before = match &against {
            None => match self.row.based_on {
                Some(id) => self.other(id).await?,
                None => None,
            },
            Some(id) => {
                let unknown = || bad_input(locale, &Refusal::Unknown("against"));
                let id = ids::to_rule_set(id).ok_or_else(unknown)?;
                Some(self.other(id).await?.ok_or_else(unknown)?)
            }
        };
        let Some(before) = before else { return Ok(vec![]) };
        let (old, new) = futures::future::try_join(before.read(), self.read()).await?;
        Ok(difference(&old.set, &new.set).into_iter().map(|change| RuleChange::of(change, locale)).collect())
    }
    /// Of how many of the newest cases `recentHits` of its rules speaks; at most 1,000, as far as the viewer's agency sees them.
    async fn recent_cases(&self) -> async_graphql::Result<i32> {
        let counted = Self::counted(&self.view, &self.read().await?).await?;
        Ok(i32::try_from(counted.cases).unwrap_or(i32::MAX))
    }
    /// When it was begun.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }
    /// When it will run, once approved for a time.
    async fn activates_at(&self) -> Option<DateTime<Utc>> {
        self.row.activates_at
    }
    /// Since when it runs, or ran.
    async fn activated_at(&self) -> Option<DateTime<Utc>> {
        self.row.activated_at
    }
    /// When another took its place.
    async fn retired_at(&self) -> Option<DateTime<Utc>> {
        self.row.retired_at
    }
    /// Its history, newest first; at most 200 lines.
    async fn events(&self) -> async_graphql::Result<Vec<RuleSetEvent>> {
        let rows = self.view.load(RuleSetEvents((self.row.id, self.row.version))).await?.unwrap_or_default();
        let accounts: HashSet<_> = rows.iter().filter_map(|row| row.account_id).collect();
        let names = accounts.into_iter().map(|account| async move {
            Ok::<_, async_graphql::Error>((account, self.view.load(Name(account)).await?))
        });
        let names: std::collections::HashMap<_, _> = futures::future::try_join_all(names).await?.into_iter().collect();
        let locale = self.view.op.locale;
        Ok(rows
            .into_iter()
            .map(|row| RuleSetEvent {
                kind: row.kind.into(),
                at: row.at,
                by: row.account_id.and_then(|account| names.get(&account).cloned().flatten()),
                // The system keeps a number: it speaks to each viewer in their language.
                text: match (row.kind, row.text.as_deref().map(str::parse)) {
                    (vocab::RuleSetEventKind::Failed, Some(Ok(errors))) => Some(texts::rules::failed(locale, errors)),
                    (vocab::RuleSetEventKind::Imported, Some(Ok(count))) => Some(texts::rules::imported(locale, count)),
                    (vocab::RuleSetEventKind::Retired, Some(Ok(by))) => Some(texts::rules::replaced(locale, by)),
                    _ => row.text,
                },
            })
            .collect())
    }
    /// Its trials on past cases, newest first; at most 20 are kept.
    async fn simulations(
        &self,
        #[graphql(desc = "At most so many, 1 to 20; by default 20.")] first: Option<i32>,
    ) -> async_graphql::Result<Vec<RuleSimulation>> {
        let most = simulation::most(&self.view, first)?;
        let rows = self.view.load(Simulations(self.row.id, most)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|row| RuleSimulation::new(row, &self.view)).collect())
    }
    /// The rules as JSON, in the form of forwarding_rules.json; `importRules` takes it back.
    async fn document(&self) -> &str {
        &self.row.document
    }
    /// What the viewer may do with it now.
    async fn viewer_can(&self) -> Vec<RuleSetAction> {
        use vocab::RuleSetStatus as S;
        let (actor, row) = (self.view.op.actor(), &self.row);
        if !planning::may_edit(actor, row.government_id) {
            return vec![];
        }
        let second = planning::may_approve(actor, row.government_id, rule_sets::submitter(row));
        let mut can = match row.status {
            S::Draft | S::Failed => vec![RuleSetAction::Edit, RuleSetAction::Submit, RuleSetAction::Discard],
            S::Proposed if second => vec![RuleSetAction::Approve, RuleSetAction::Return, RuleSetAction::Discard],
            S::Proposed | S::Scheduled => vec![RuleSetAction::Return, RuleSetAction::Discard],
            S::Active | S::Retired | S::Discarded => vec![],
        };
        can.push(RuleSetAction::Copy);
        can
    }
}

/// A line in the history of a version of the rules. Keepers of its government's rules.
#[derive(SimpleObject)]
pub struct RuleSetEvent {
    /// What.
    pub kind: RuleSetEventKind,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; null for the system.
    pub by: Option<String>,
    /// Words.
    pub text: Option<String>,
}
