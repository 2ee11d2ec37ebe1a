//! What a plan would do now: carried out on paper, on the ground of this moment.
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use entities::{ids::PlanId, plan, plan_change, vocab::PlanStatus};

use super::Failure;
use crate::{
    domain::{
        calendar::wita_date,
        reorganisation::{self, Change, Draft, Finding, FindingCode, Head, Preview},
    },
    op::Op,
    store::{StoreError, Work, plan_ground::Ground, router::Router},
};

/// A plan carried out on paper.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The part of the tree that it touches.
    pub ground: Ground,
    /// Its changes, as far as they are complete.
    pub drafts: Vec<Draft>,
    /// The same, as they are carried out.
    pub changes: Vec<Change>,
    /// The tree of its day.
    pub applied: reorganisation::Applied,
    /// What it would do.
    pub preview: Preview,
    /// Places among its findings of those that are about one change, by the place of that change.
    about: HashMap<usize, Vec<usize>>,
}

impl Weighed {
    /// What the preview says of one change.
    pub fn findings_of(&self, change: usize) -> impl Iterator<Item = &Finding> {
        self.about.get(&change).into_iter().flatten().filter_map(|&at| self.preview.findings.get(at))
    }
}

fn head_of(plan: &plan::Model, today: NaiveDate, changes: usize) -> Head {
    // One that was approved in time may be carried out later: the server was away on its day.
    let has_reason = plan.past_reason.is_some() || plan.status == PlanStatus::Scheduled;
    Head { day: plan.effective_on, today, has_reason, changes }
}

fn written(rows: &[plan_change::Model]) -> (Vec<Draft>, Vec<Change>) {
    // What is kept was complete when it was written; a row of an older form would be left out and show as missing.
    let drafts: Vec<Draft> = rows.iter().filter_map(|row| serde_json::from_value(row.draft.clone()).ok()).collect();
    let changes = drafts.iter().filter_map(|draft| Change::try_from(draft).ok()).collect();
    (drafts, changes)
}

/// What plans would do now, by as many statements for many as for one.
///
/// # Errors
/// Database.
pub async fn previews(op: &Op, plans: &[plan::Model]) -> Result<HashMap<PlanId, Weighed>, StoreError> {
    let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
    let rows = op.scoped.changes_of_plans(&ids).await?;
    let written: Vec<(Vec<Draft>, Vec<Change>)> =
        plans.iter().map(|plan| written(rows.get(&plan.id).map(Vec::as_slice).unwrap_or_default())).collect();
    let asked: Vec<(&[Draft], NaiveDate)> =
        plans.iter().zip(&written).map(|(plan, (drafts, _))| (drafts.as_slice(), plan.effective_on)).collect();
    let grounds = op.scoped.grounds(&asked).await?;
    let applied: Vec<reorganisation::Applied> = plans
        .iter()
        .zip(&written)
        .zip(&grounds)
        .map(|((plan, (_, changes)), ground)| reorganisation::apply(&ground.tree, changes, plan.effective_on))
        .collect();
    let drawn: Vec<_> =
        grounds.iter().zip(&applied).zip(plans).map(|((ground, applied), plan)| (ground, applied, plan)).collect();
    let facts = op.scoped.plan_facts(&drawn, &op.router().await?.rule_targets()).await?;
    let today = wita_date(op.now());
    Ok(plans
        .iter()
        .zip(written)
        .zip(grounds.into_iter().zip(applied))
        .zip(facts)
        .map(|(((plan, (drafts, changes)), (ground, applied)), facts)| {
            let head = head_of(plan, today, changes.len());
            (plan.id, weighed(plan, ground, drafts, changes, applied, &facts, head))
        })
        .collect())
}

/// Agencies of another government are nobody's to plan here, also those that were made after the change was written.
fn weighed(
    plan: &plan::Model,
    ground: Ground,
    drafts: Vec<Draft>,
    changes: Vec<Change>,
    applied: reorganisation::Applied,
    facts: &reorganisation::Facts,
    head: Head,
) -> Weighed {
    let mut preview = reorganisation::assess(&ground.tree, &applied, facts, head);
    let mut first = vec![];
    let told: BTreeSet<&str> = preview
        .findings
        .iter()
        .filter(|finding| finding.code == FindingCode::BeforeLastPlan)
        .map(|finding| finding.agency.as_str())
        .collect();
    for (code, day) in ground.later.iter().filter(|(code, _)| !told.contains(code.as_str())) {
        first.push(Finding::new(FindingCode::BeforeLastPlan, code.clone()).other(day.to_string()));
    }
    for (index, draft) in drafts.iter().enumerate() {
        let known = draft.codes().filter_map(|code| ground.rows.get(code));
        for row in known.filter(|row| row.government_id != Some(plan.government_id)) {
            first.push(Finding::new(FindingCode::NotYours, row.code.clone()).at(index));
        }
    }
    preview.findings.splice(0..0, first);
    let mut about: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, finding) in preview.findings.iter().enumerate() {
        if let Some(change) = finding.change {
            about.entry(change).or_default().push(at);
        }
    }
    Weighed { ground, drafts, changes, applied, preview, about }
}

/// The same inside a transaction. The rules that run are loaded before it begins.
pub(super) async fn weigh(op: &Op, work: &Work, rules: &Router, plan: &plan::Model) -> Result<Weighed, Failure> {
    let (drafts, changes) = written(&work.plan_changes(plan.id).await?);
    let ground = work.ground(&drafts, plan.effective_on).await?;
    let applied = reorganisation::apply(&ground.tree, &changes, plan.effective_on);
    let facts = work.plan_facts(&ground, &applied, plan, &rules.rule_targets()).await?;
    let head = head_of(plan, wita_date(op.now()), changes.len());
    Ok(weighed(plan, ground, drafts, changes, applied, &facts, head))
}

/// How many findings block it.
pub(super) fn errors(weighed: &Weighed) -> usize {
    weighed.preview.findings.iter().filter(|finding| finding.severity() == reorganisation::Severity::Error).count()
}
