//! What is wrong with a version of the forwarding rules now: held against the tree of this moment, all topics and regions.
use std::sync::Arc;

use chrono::NaiveDate;
use entities::{rule_set, vocab::RuleSetStatus};

use super::Failure;
use crate::{
    domain::{
        calendar::wita_date,
        rules::{Finding, RuleSet, Scope, Severity, World, lint},
    },
    op::Op,
    store::{StoreError, Work, router::Router, rule_document, rule_sets::RulesWorld},
};

/// What versions are held against, at one moment. Loaded before a transaction begins.
#[derive(Debug, Clone)]
pub struct Judge {
    /// The rules that run, with the agencies.
    pub router: Arc<Router>,
    world: RulesWorld,
}

impl Judge {
    /// What versions are held against now.
    ///
    /// # Errors
    /// Database.
    pub async fn of(op: &Op) -> Result<Self, StoreError> {
        Ok(Self { router: op.router().await?, world: op.scoped.rules_world().await? })
    }

    /// The rules of a version.
    ///
    /// # Errors
    /// A document that cannot be read, which was read when it was written.
    pub fn rules(&self, op: &Op, row: &rule_set::Model) -> Result<RuleSet, Failure> {
        let code = self.router.code(row.government_id).unwrap_or_default();
        read(row, rule_document::scope_of(code, &op.deps.government))
    }

    /// What is wrong with rules that run on a day.
    #[must_use]
    pub fn findings(&self, set: &RuleSet, day: NaiveDate) -> Vec<Finding> {
        let RulesWorld { topics, regions } = &self.world;
        lint(set, &World { directory: self.router.directory(), topics, regions, day })
    }

    /// What is wrong with a version, on the day on which it will run.
    ///
    /// # Errors
    /// As `rules`.
    pub fn findings_of(&self, op: &Op, row: &rule_set::Model) -> Result<Vec<Finding>, Failure> {
        let today = wita_date(op.now());
        let hour = row.activates_at.filter(|_| row.status == RuleSetStatus::Scheduled);
        Ok(self.findings(&self.rules(op, row)?, hour.map_or(today, wita_date).max(today)))
    }

    /// Whether the tree of the transaction is the one that it was loaded from: then it stays so until the transaction ends.
    pub(super) async fn holds(&self, work: &Work) -> Result<bool, StoreError> {
        Ok(work.tree_revision().await? == self.router.revision())
    }
}

/// The rules of a version; whose they are makes no difference to what is written.
pub(super) fn read(row: &rule_set::Model, scope: Scope) -> Result<RuleSet, Failure> {
    rule_document::read(&row.document, scope).map_err(|faults| {
        tracing::error!(rule_set.id = %row.id, faults = faults.len(), "rules.unreadable");
        Failure::Fault
    })
}

/// How many findings block it.
pub(super) fn errors(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.severity() == Severity::Error).count()
}

/// What is wrong with a version now.
///
/// # Errors
/// Database; a document that cannot be read.
pub async fn findings(op: &Op, row: &rule_set::Model) -> Result<Vec<Finding>, Failure> {
    Judge::of(op).await?.findings_of(op, row)
}
