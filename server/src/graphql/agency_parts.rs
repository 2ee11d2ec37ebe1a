//! What hangs on an agency: versions, figures, people, rules, deadlines.
use async_graphql::{Enum, Object, SimpleObject};

use super::{
    agency::Agency,
    enums::{AgencyKind, Classification, ClockUnit},
    plan::ReorganisationPlan,
    scalars::Date,
    view::Viewer,
};
use crate::{
    authz::planning,
    domain::reorganisation::{RuleTarget, RuleTargetBy},
    reference::DeadlineRow,
    store::{
        tree::VersionView,
        tree_figures::{Figures, OVERDUE_MAX},
    },
};

/// What the viewer may do at an agency.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyAction {
    /// Write plans that change it.
    Plan,
    /// See who holds which role.
    SeeMembers,
}

/// What an agency was from one day to another. Public.
pub struct AgencyVersion {
    /// The version.
    pub version: VersionView,
    /// The request.
    pub view: Viewer,
}

/// What an agency was from one day to another. Public.
#[Object]
impl AgencyVersion {
    /// Full name.
    async fn name(&self) -> &str {
        &self.version.row.name
    }
    /// Short name.
    async fn short_name(&self) -> &str {
        &self.version.row.short_name
    }
    /// Kind.
    async fn kind(&self) -> AgencyKind {
        self.version.row.kind.into()
    }
    /// One level up, as it was then.
    async fn parent(&self) -> async_graphql::Result<Option<Agency>> {
        match self.version.row.parent_id {
            Some(id) => Agency::load_as_of(&self.view, id, Some(self.version.row.valid_from)).await,
            None => Ok(None),
        }
    }
    /// First day.
    async fn valid_from(&self) -> Date {
        Date(self.version.row.valid_from)
    }
    /// Last day; null while it is in force.
    async fn valid_to(&self) -> Option<Date> {
        self.version.row.valid_to.map(Date)
    }
    /// Title of the plan that made it so. Public.
    async fn plan_title(&self) -> Option<&str> {
        self.version.plan.as_ref().map(|plan| plan.title.as_str())
    }
    /// The law behind that plan. Public.
    async fn legal_reference(&self) -> Option<&str> {
        self.version.plan.as_ref().map(|plan| plan.legal_reference.as_str())
    }
    /// The plan itself. Whoever may see the plans of its government; null for others.
    async fn plan(&self) -> Option<ReorganisationPlan> {
        let plan = self.version.plan.as_ref()?;
        planning::may_see(self.view.op.actor(), plan.government_id)
            .then(|| ReorganisationPlan::new(plan.clone(), &self.view))
    }
}

/// Figures of an agency and of everything below it.
#[derive(SimpleObject)]
pub struct AgencyFigures {
    /// Open cases that it holds itself.
    pub open: i64,
    /// Of these, cases with a clock that has run out.
    pub overdue: i64,
    /// 1 where nobody is in office although it takes reports.
    pub vacant: i64,
    /// Open cases of it and everything below it, within its government.
    pub subtree_open: i64,
    /// Of these, cases with a clock that has run out.
    pub subtree_overdue: i64,
    /// Units at or below it with nobody in office.
    pub subtree_vacant: i64,
    /// Counting of overdue cases stopped there; shown as "999+".
    pub overdue_capped: bool,
}

impl From<Figures> for AgencyFigures {
    fn from(figures: Figures) -> Self {
        let most = i64::try_from(OVERDUE_MAX).unwrap_or(i64::MAX);
        let overdue = |n: i64| if figures.capped { n.min(most) } else { n };
        Self {
            open: figures.open,
            overdue: overdue(figures.overdue),
            vacant: figures.vacant,
            subtree_open: figures.subtree_open,
            subtree_overdue: overdue(figures.subtree_overdue),
            subtree_vacant: figures.subtree_vacant,
            overdue_capped: figures.capped,
        }
    }
}

/// How a rule names an agency.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleTargetKind {
    /// By its code.
    Agency,
    /// By one of its functions, in the region of the report.
    Function,
    /// When nobody has the function there.
    Otherwise,
}

/// A forwarding rule that points at an agency.
#[derive(SimpleObject)]
pub struct AgencyRuleTarget {
    /// Position of the rule.
    pub position: i32,
    /// Name of the rule.
    pub name: String,
    /// How it names the agency.
    pub by: RuleTargetKind,
    /// The function, where it is named by one.
    pub function: Option<String>,
}

impl AgencyRuleTarget {
    /// If the target means this agency.
    pub(super) fn of(target: &RuleTarget, code: &str, functions: &[String]) -> Option<Self> {
        let (by, function) = match &target.by {
            RuleTargetBy::Agency(named) if named == code => (RuleTargetKind::Agency, None),
            RuleTargetBy::Function { function, .. } if functions.contains(function) => {
                (RuleTargetKind::Function, Some(function.clone()))
            }
            RuleTargetBy::Function { otherwise: Some(named), function } if named == code => {
                (RuleTargetKind::Otherwise, Some(function.clone()))
            }
            RuleTargetBy::Agency(_) | RuleTargetBy::Function { .. } => return None,
        };
        let position = i32::try_from(target.position).unwrap_or(i32::MAX);
        Some(Self { position, name: target.name.clone(), by, function })
    }
}

/// A deadline of an agency's own.
#[derive(SimpleObject)]
pub struct DeadlineOverride {
    /// Unique.
    pub id: String,
    /// What is limited, as in deadlines.json.
    pub stage: String,
    /// Only for this kind of report.
    pub classification: Option<Classification>,
    /// Length.
    pub amount: i32,
    /// Unit of `amount`.
    pub unit: ClockUnit,
    /// Rule or instruction, in Indonesian.
    pub legal_basis: String,
    /// First day on which a clock may start under it.
    pub valid_from: Option<Date>,
    /// Last such day.
    pub valid_to: Option<Date>,
}

impl From<DeadlineRow> for DeadlineOverride {
    fn from(row: DeadlineRow) -> Self {
        Self {
            id: row.id,
            stage: serde_json::to_value(row.stage)
                .ok()
                .and_then(|word| word.as_str().map(str::to_owned))
                .unwrap_or_default(),
            classification: row.classification.map(Into::into),
            amount: i32::from(row.amount),
            unit: row.unit.into(),
            legal_basis: row.legal_basis,
            valid_from: row.valid_from.map(Date),
            valid_to: row.valid_to.map(Date),
        }
    }
}
