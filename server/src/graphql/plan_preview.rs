//! What a plan would do.
use std::{collections::BTreeSet, sync::Arc};

use async_graphql::{Enum, ID, Object, SimpleObject};
use entities::plan_change;

use super::{agency::Agency, case::Case, enums::Role, plan::Sheet, plan_loaders::Samples, view::Viewer};
use crate::{domain::reorganisation as domain, usecases::plan_weighing::Weighed};

/// Whether a finding blocks.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Severity")]
pub enum FindingSeverity {
    /// Blocks submitting and publishing.
    Error,
    /// To be read; the plan may go on.
    Warning,
}

/// Kinds of findings.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::FindingCode")]
pub enum FindingCode {
    /// No such code, today or by an earlier change of the plan.
    UnknownAgency,
    /// The code of a new agency is in use, or was.
    CodeTaken,
    /// It would hang below itself.
    Loop,
    /// The target is closed on that day.
    DeadTarget,
    /// It is closed, has cases, and nobody inherits.
    NoHeir,
    /// Two open units would have one function in one place.
    FunctionTwice,
    /// The change reaches from one government into another.
    CrossesGovernment,
    /// Units below it are still open.
    OpenUnits,
    /// An earlier change of the plan has closed or split it.
    TouchedTwice,
    /// Only an open agency can change so.
    NotOpen,
    /// Only a closed agency can be reopened.
    NotClosed,
    /// The heir takes no reports.
    NotAReceiver,
    /// Governments are made by law, not by a plan.
    GovernmentKind,
    /// A day in the past needs a reason.
    PastWithoutReason,
    /// Units of this plan have changed after its day already.
    BeforeLastPlan,
    /// No change at all.
    Empty,
    /// The change says what is so already.
    NothingChanges,
    /// A split needs exactly one share that takes the rest.
    NoDefaultHeir,
    /// A forwarding rule would point at nobody, or at several.
    RuleTargetDies,
    /// A forwarding rule follows the heir.
    RuleTargetMoves,
    /// A forwarding rule finds nobody with the function there any more: its reports fall back and are flagged.
    RuleTargetFallsBack,
    /// Nobody would be in office there.
    VacantAfter,
    /// Somebody would be without a role.
    MemberLosesPlace,
    /// Deadlines of its own would be lost.
    OverrideLost,
    /// Not within the government of the plan.
    NotYours,
    /// A unit of a split is not directly below the agency that is split, or goes to two heirs.
    NotBelow,
    /// A government would have none, or more than one, inspectorate directly below it.
    OneInspectorate,
}

/// What happens to an agency.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::NodeChange")]
pub enum NodeChange {
    /// Made by the plan.
    New,
    /// In force no longer.
    Closed,
    /// In force again.
    Reopened,
    /// Under another parent.
    Moved,
    /// Another name.
    Renamed,
    /// Another kind, function or area.
    Adjusted,
    /// As before.
    Kept,
}

/// Something that speaks against a plan.
#[derive(SimpleObject)]
pub struct PlanFinding {
    /// Whether it blocks.
    pub severity: FindingSeverity,
    /// What kind.
    pub code: FindingCode,
    /// In the viewer's language: what, why, and the way out.
    pub message: String,
    /// The change that it is about; null for the plan as a whole.
    pub change_id: Option<ID>,
    /// The agency that it is about.
    pub agency_code: Option<String>,
    /// How many cases, people, deadlines or units.
    pub count: Option<i64>,
}

/// What becomes of somebody's role.
#[derive(SimpleObject)]
pub struct MemberFate {
    /// Who.
    pub name: String,
    /// The role.
    pub role: Role,
    /// Where it was.
    pub from_code: String,
    /// Name of that agency.
    pub from_name: String,
    /// Where it goes; null: it ends.
    pub to_code: Option<String>,
    /// Name of that agency.
    pub to_name: Option<String>,
}

/// A node of the changed part of the tree.
#[derive(SimpleObject)]
pub struct PreviewNode {
    /// Code.
    pub code: String,
    /// Name afterwards.
    pub name: String,
    /// Depth within the drawn part, from zero.
    pub depth: i32,
    /// What happens to it.
    pub change: NodeChange,
    /// What it was called, or where it was; null where that stays.
    pub was: Option<String>,
    /// Nobody would be in office there.
    pub vacant: bool,
}

/// What a plan would do.
pub struct PlanPreview {
    /// Weighed.
    pub weighed: Arc<Weighed>,
    /// The plan.
    pub plan: Arc<Sheet>,
    /// Its changes.
    pub changes: Vec<plan_change::Model>,
}

impl PlanPreview {
    fn name(&self, code: &str) -> String {
        self.weighed.applied.tree.get(code).map_or_else(|| code.to_owned(), |node| node.name.clone())
    }

    /// A code that shows where a node hangs in the tree afterwards; closed ones stay where they were.
    fn line(&self, code: &str) -> Vec<String> {
        self.weighed.applied.tree.path(code).into_iter().map(str::to_owned).collect()
    }
}

/// What a plan would do, computed at this moment.
#[Object]
impl PlanPreview {
    /// Nothing blocks submitting and publishing.
    async fn publishable(&self) -> bool {
        self.weighed.preview.publishable()
    }
    /// What speaks against it, errors first.
    async fn findings(&self) -> Vec<PlanFinding> {
        let findings = &self.weighed.preview.findings;
        findings.iter().map(|finding| self.plan.finding(&self.weighed, finding, &self.changes)).collect()
    }
    /// Cases, people, rules and deadlines that change hands.
    async fn handovers(&self) -> Vec<Handover> {
        let flows = self.weighed.preview.flows.iter().cloned();
        flows
            .map(|flow| Handover {
                from_name: self
                    .weighed
                    .ground
                    .tree
                    .get(&flow.from)
                    .map_or_else(|| flow.from.clone(), |node| node.name.clone()),
                to_name: flow.to.as_deref().map(|code| self.name(code)),
                flow,
                weighed: self.weighed.clone(),
                view: self.plan.view.clone(),
            })
            .collect()
    }
    /// People whose role moves or ends.
    async fn members(&self) -> Vec<MemberFate> {
        let fates = self.weighed.preview.fates.iter();
        fates
            .map(|fate| MemberFate {
                name: fate.member.name.clone(),
                role: fate.member.role.into(),
                from_name: self.name(&fate.member.agency),
                from_code: fate.member.agency.clone(),
                to_name: fate.to.as_deref().map(|code| self.name(code)),
                to_code: fate.to.clone(),
            })
            .collect()
    }
    /// The changed part of the tree with the way to it, in tree order.
    async fn tree(&self) -> Vec<PreviewNode> {
        let (before, after) = (&self.weighed.ground.tree, &self.weighed.applied);
        let changed = |code: &str| after.change_of(before.get(code), code);
        let touched: Vec<&domain::Node> =
            after.tree.nodes().filter(|node| changed(&node.code) != domain::NodeChange::Kept).collect();
        let mut lines: Vec<Vec<String>> = vec![];
        for node in touched {
            let mut line = self.line(&node.code);
            // From the government down: what is above it is always the same.
            let from = line.iter().position(|code| after.tree.get(code).is_some_and(|node| node.kind.is_government()));
            line.drain(..from.unwrap_or(0));
            for end in 1..=line.len() {
                lines.extend(line.get(..end).map(<[String]>::to_vec));
            }
        }
        lines.sort();
        lines.dedup();
        let vacant: BTreeSet<&str> = self
            .weighed
            .preview
            .findings
            .iter()
            .filter(|finding| finding.code == domain::FindingCode::VacantAfter)
            .map(|finding| finding.agency.as_str())
            .collect();
        lines
            .iter()
            .filter_map(|line| {
                let code = line.last()?;
                let (node, old) = (after.tree.get(code)?, before.get(code));
                let change = changed(code);
                let was = match change {
                    domain::NodeChange::Renamed => old.map(|old| old.name.clone()),
                    domain::NodeChange::Moved => old
                        .and_then(|old| old.parent.as_deref())
                        .map(|parent| before.get(parent).map_or_else(|| parent.to_owned(), |node| node.name.clone())),
                    domain::NodeChange::New
                    | domain::NodeChange::Closed
                    | domain::NodeChange::Reopened
                    | domain::NodeChange::Adjusted
                    | domain::NodeChange::Kept => None,
                };
                Some(PreviewNode {
                    code: code.clone(),
                    name: node.name.clone(),
                    depth: i32::try_from(line.len()).unwrap_or(1) - 1,
                    change: change.into(),
                    was,
                    vacant: vacant.contains(code.as_str()),
                })
            })
            .collect()
    }
    /// Open cases that change hands, or have nobody to go to.
    async fn open_cases(&self) -> i64 {
        self.weighed.preview.flows.iter().map(|flow| flow.open).sum()
    }
    /// Cases at rest that change hands.
    async fn closed_cases(&self) -> i64 {
        self.weighed.preview.flows.iter().map(|flow| flow.closed).sum()
    }
}

/// What goes from one agency to another.
pub struct Handover {
    flow: domain::Flow,
    from_name: String,
    to_name: Option<String>,
    weighed: Arc<Weighed>,
    view: Viewer,
}

/// What goes from one agency to another.
#[Object]
impl Handover {
    /// From, as it is today.
    async fn from(&self) -> Option<Agency> {
        let row = self.weighed.ground.rows.get(&self.flow.from)?;
        Some(Agency::new(row.clone(), &self.view))
    }
    /// Its code.
    async fn from_code(&self) -> &str {
        &self.flow.from
    }
    /// Its name today.
    async fn from_name(&self) -> &str {
        &self.from_name
    }
    /// To, as it is today; null for nobody and for one that the plan makes.
    async fn to(&self) -> Option<Agency> {
        let row = self.weighed.ground.rows.get(self.flow.to.as_deref()?)?;
        Some(Agency::new(row.clone(), &self.view))
    }
    /// Its code; null: nobody inherits.
    async fn to_code(&self) -> Option<&str> {
        self.flow.to.as_deref()
    }
    /// Its name afterwards.
    async fn to_name(&self) -> Option<&str> {
        self.to_name.as_deref()
    }
    /// Open cases.
    async fn open_cases(&self) -> i64 {
        self.flow.open
    }
    /// Cases at rest.
    async fn closed_cases(&self) -> i64 {
        self.flow.closed
    }
    /// People.
    async fn members(&self) -> i64 {
        self.flow.members
    }
    /// Rule targets.
    async fn rule_targets(&self) -> i64 {
        self.flow.rules
    }
    /// Deadlines of its own.
    async fn overrides(&self) -> i64 {
        self.flow.overrides
    }
    /// Up to five of the open cases of the agency that they come from, most urgent first, as far as the viewer sees them.
    async fn sample(&self) -> async_graphql::Result<Vec<Case>> {
        let Some(row) = self.weighed.ground.rows.get(&self.flow.from).filter(|_| self.flow.open > 0) else {
            return Ok(vec![]);
        };
        let cases = self.view.load(Samples(row.id)).await?.unwrap_or_default();
        Ok(cases.into_iter().map(|case| Case::new(&self.view, case)).collect())
    }
}
