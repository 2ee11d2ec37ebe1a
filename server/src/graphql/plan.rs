//! Plans of the tree: their head, their changes, their history.
use std::{collections::HashMap, sync::Arc};

use async_graphql::{ComplexObject, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entities::{plan, plan_change, plan_event};
use tokio::sync::OnceCell;

use super::{
    agency::Agency,
    enums::{AgencyKind, ChangeKind, PlanEventKind, PlanStatus},
    errors::{internal, query_error},
    ids,
    loaders::Name,
    plan_preview::{PlanFinding, PlanPreview},
    scalars::Date,
    view::Viewer,
};
use crate::{
    authz::planning,
    domain::reorganisation::{Change, Draft, Finding},
    texts,
    usecases::plans::{self, Weighed},
};

/// A plan together with what it would do, computed once for each request.
pub struct Sheet {
    /// The plan.
    pub row: plan::Model,
    /// The request.
    pub view: Viewer,
    weighed: OnceCell<Arc<Weighed>>,
}

impl Sheet {
    /// What it would do now.
    ///
    /// # Errors
    /// Database.
    pub async fn weighed(&self) -> async_graphql::Result<Arc<Weighed>> {
        let op = &self.view.op;
        self.weighed
            .get_or_try_init(|| async {
                plans::preview(op, &self.row).await.map(Arc::new).map_err(|failure| query_error(op.locale, &failure))
            })
            .await
            .cloned()
    }

    /// A finding in the viewer's language.
    #[must_use]
    pub fn finding(&self, weighed: &Weighed, finding: &Finding, changes: &[plan_change::Model]) -> PlanFinding {
        let name = |code: &str| weighed.applied.tree.get(code).map(|node| node.name.clone());
        PlanFinding {
            severity: finding.severity().into(),
            code: finding.code.into(),
            message: texts::plans::finding(self.view.op.locale, finding, &name),
            change_id: finding.change.and_then(|index| changes.get(index)).map(|row| ids::plan_change(row.id)),
            agency_code: Some(finding.agency.clone()).filter(|code| !code.is_empty()),
            count: finding.count,
        }
    }
}

/// A reorganisation of the tree. Coordinators of its government, its leadership, the system administrator.
pub struct ReorganisationPlan(pub Arc<Sheet>);

impl ReorganisationPlan {
    /// Of a row that the viewer may see.
    #[must_use]
    pub fn new(row: plan::Model, view: &Viewer) -> Self {
        Self(Arc::new(Sheet { row, view: view.clone(), weighed: OnceCell::new() }))
    }

    async fn changes_of(&self) -> async_graphql::Result<Vec<plan_change::Model>> {
        let op = &self.0.view.op;
        op.scoped.plan_changes(self.0.row.id).await.map_err(internal(op))
    }
}

/// What the viewer may do with a plan now.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanAction {
    /// Change its head and its changes.
    Edit,
    /// Hand it to a second person.
    Submit,
    /// Approve it as the second person.
    Approve,
    /// Send it back to its writers, with a reason.
    Return,
    /// Give it up.
    Discard,
    /// Draft the plan that takes it back.
    Undo,
}

/// What publishing did.
#[derive(SimpleObject)]
pub struct PlanOutcome {
    /// When.
    pub published_at: DateTime<Utc>,
    /// Cases that changed hands.
    pub cases: i64,
    /// Roles that moved or ended.
    pub members: i64,
}

/// A reorganisation of the tree. Coordinators of its government, its leadership, the system administrator.
#[Object]
impl ReorganisationPlan {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::plan(self.0.row.id)
    }
    /// Title.
    async fn title(&self) -> &str {
        &self.0.row.title
    }
    /// The law behind it.
    async fn legal_reference(&self) -> &str {
        &self.0.row.legal_reference
    }
    /// Note.
    async fn note(&self) -> Option<&str> {
        self.0.row.note.as_deref()
    }
    /// Why its day lies in the past.
    async fn past_reason(&self) -> Option<&str> {
        self.0.row.past_reason.as_deref()
    }
    /// Its day (WITA).
    async fn effective_on(&self) -> Date {
        Date(self.0.row.effective_on)
    }
    /// Where it stands.
    async fn status(&self) -> PlanStatus {
        self.0.row.status.into()
    }
    /// Raised by each edit.
    async fn version(&self) -> i64 {
        self.0.row.version
    }
    /// Whose tree it changes.
    async fn government(&self) -> async_graphql::Result<Agency> {
        Agency::must(&self.0.view, self.0.row.government_id).await
    }
    /// When it was begun.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.row.created_at
    }
    /// Its changes, in the order in which they are carried out.
    async fn changes(&self) -> async_graphql::Result<Vec<PlanChange>> {
        let rows = self.changes_of().await?;
        let drafts: Vec<Option<Draft>> =
            rows.iter().map(|row| serde_json::from_value(row.draft.clone()).ok()).collect();
        let codes: Vec<String> = drafts.iter().flatten().flat_map(Draft::codes).map(str::to_owned).collect();
        let op = &self.0.view.op;
        let mut names: HashMap<String, String> = op
            .scoped
            .agencies_by_code(&codes)
            .await
            .map_err(internal(op))?
            .into_values()
            .map(|row| (row.code, row.name))
            .collect();
        // Those that the plan creates itself.
        for draft in drafts.iter().flatten().filter(|draft| draft.kind == entities::vocab::ChangeKind::Create) {
            names.entry(draft.code.clone()).or_insert_with(|| draft.name.clone().unwrap_or_default());
        }
        let (all, names) = (Arc::new(rows.clone()), Arc::new(names));
        // Findings count the changes that can be carried out; what is kept always can.
        let mut index = 0;
        Ok(rows
            .into_iter()
            .zip(drafts)
            .filter_map(|(row, draft)| {
                let draft = draft?;
                let at = Change::try_from(&draft).is_ok().then_some(index);
                index += usize::from(at.is_some());
                let plan = self.0.clone();
                Some(PlanChange { row, draft, at, all: all.clone(), names: names.clone(), plan })
            })
            .collect())
    }
    /// What it would do, computed anew from the tree, cases, people and rules of this moment; null once it is published
    /// or given up.
    async fn preview(&self) -> async_graphql::Result<Option<PlanPreview>> {
        if self.0.row.status.is_final() {
            return Ok(None);
        }
        let changes = self.changes_of().await?;
        Ok(Some(PlanPreview { weighed: self.0.weighed().await?, plan: self.0.clone(), changes }))
    }
    /// What publishing did; null before.
    async fn outcome(&self) -> Option<PlanOutcome> {
        let row = &self.0.row;
        row.published_at.map(|published_at| PlanOutcome {
            published_at,
            cases: row.cases_moved,
            members: row.members_moved,
        })
    }
    /// The plan that this one takes back.
    async fn counter_of(&self) -> async_graphql::Result<Option<ReorganisationPlan>> {
        let op = &self.0.view.op;
        let Some(id) = self.0.row.counter_of else { return Ok(None) };
        let row = op.scoped.plan(id).await.map_err(internal(op))?;
        Ok(row.map(|row| ReorganisationPlan::new(row, &self.0.view)))
    }
    /// The plan that takes this one back, unless it was given up.
    async fn countered_by(&self) -> async_graphql::Result<Option<ReorganisationPlan>> {
        let op = &self.0.view.op;
        let row = op.scoped.counter_plan(self.0.row.id).await.map_err(internal(op))?;
        Ok(row.map(|row| ReorganisationPlan::new(row, &self.0.view)))
    }
    /// Its history, newest first; at most 200 lines.
    async fn events(&self) -> async_graphql::Result<Vec<PlanEvent>> {
        let op = &self.0.view.op;
        let rows = op.scoped.plan_events(self.0.row.id).await.map_err(internal(op))?;
        Ok(rows.into_iter().map(|row| PlanEvent { row, view: self.0.view.clone() }).collect())
    }
    /// What the viewer may do with it now.
    async fn viewer_can(&self) -> async_graphql::Result<Vec<PlanAction>> {
        use entities::vocab::PlanStatus as S;
        let (actor, row) = (self.0.view.op.actor(), &self.0.row);
        if !planning::may_edit(actor, row.government_id) {
            return Ok(vec![]);
        }
        let second = planning::may_approve(actor, row.government_id, row.submitted_by);
        Ok(match row.status {
            S::Draft | S::Failed => vec![PlanAction::Edit, PlanAction::Submit, PlanAction::Discard],
            S::Proposed if second => vec![PlanAction::Approve, PlanAction::Return, PlanAction::Discard],
            S::Proposed | S::Scheduled => vec![PlanAction::Return, PlanAction::Discard],
            S::Published => {
                let op = &self.0.view.op;
                let taken = op.scoped.counter_plan(row.id).await.map_err(internal(op))?.is_some();
                if taken || row.undo.is_none() { vec![] } else { vec![PlanAction::Undo] }
            }
            S::Discarded => vec![],
        })
    }
}

/// A line in the history of a plan.
pub struct PlanEvent {
    row: plan_event::Model,
    view: Viewer,
}

/// A line in the history of a plan.
#[Object]
impl PlanEvent {
    /// What.
    async fn kind(&self) -> PlanEventKind {
        self.row.kind.into()
    }
    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.row.at
    }
    /// Who; null for the system.
    async fn by(&self) -> async_graphql::Result<Option<String>> {
        match self.row.account_id {
            Some(account) => self.view.load(Name(account)).await,
            None => Ok(None),
        }
    }
    /// Words.
    async fn text(&self) -> Option<&str> {
        self.row.text.as_deref()
    }
}

/// One change of a plan.
pub struct PlanChange {
    row: plan_change::Model,
    draft: Draft,
    at: Option<usize>,
    all: Arc<Vec<plan_change::Model>>,
    names: Arc<HashMap<String, String>>,
    plan: Arc<Sheet>,
}

/// One change of a plan. What its kind has no use for is null.
#[Object]
impl PlanChange {
    /// Global id.
    async fn id(&self) -> ID {
        ids::plan_change(self.row.id)
    }
    /// Raised by each edit.
    async fn version(&self) -> i64 {
        self.row.version
    }
    /// Kind.
    async fn kind(&self) -> ChangeKind {
        self.draft.kind.into()
    }
    /// One sentence in the viewer's language.
    async fn summary(&self) -> String {
        let name = |code: &str| self.names.get(code).cloned();
        texts::plans::change(self.plan.view.op.locale, &self.draft, &name)
    }
    /// The agency that changes, as it is today; null for a new one.
    async fn agency(&self) -> async_graphql::Result<Option<Agency>> {
        let row = self.plan.view.load(super::loaders::ByCode(self.draft.code.clone())).await?;
        Ok(row.map(|row| Agency::new(row, &self.plan.view)))
    }
    /// Code of the agency that changes; of a merger, the one that stays.
    async fn code(&self) -> &str {
        &self.draft.code
    }
    /// New name.
    async fn name(&self) -> Option<&str> {
        self.draft.name.as_deref()
    }
    /// New short name.
    async fn short_name(&self) -> Option<&str> {
        self.draft.short_name.as_deref()
    }
    /// New kind.
    async fn agency_kind(&self) -> Option<AgencyKind> {
        self.draft.agency_kind.map(Into::into)
    }
    /// New functions, all of them.
    async fn functions(&self) -> Option<&[String]> {
        self.draft.functions.as_deref()
    }
    /// New area of authority.
    async fn region_code(&self) -> Option<&str> {
        self.draft.region.as_deref()
    }
    /// New further regencies or cities served, all of them.
    async fn serves_regions(&self) -> Option<&[String]> {
        self.draft.serves.as_deref()
    }
    /// New parent.
    async fn parent_code(&self) -> Option<&str> {
        self.draft.parent.as_deref()
    }
    /// Of a merger: those that become part of `code`.
    async fn source_codes(&self) -> &[String] {
        &self.draft.sources
    }
    /// Of a closing: who inherits.
    async fn successor_code(&self) -> Option<&str> {
        self.draft.successor.as_deref()
    }
    /// Of a split: who takes what.
    async fn heirs(&self) -> Vec<PlanHeir> {
        let heirs = self.draft.heirs.iter().cloned();
        heirs
            .map(|heir| PlanHeir {
                code: heir.code,
                topic_codes: heir.topics,
                region_codes: heir.regions,
                unit_codes: heir.units,
                returned: heir.back,
            })
            .collect()
    }
    /// Note.
    async fn note(&self) -> Option<&str> {
        self.row.note.as_deref()
    }
    /// Law of this change, where it has one of its own.
    async fn legal_reference(&self) -> Option<&str> {
        self.row.legal_reference.as_deref()
    }
    /// Who wrote it last.
    async fn edited_by(&self) -> async_graphql::Result<Option<String>> {
        self.plan.view.load(Name(self.row.edited_by)).await
    }
    /// What the preview says of it; empty once the plan is published or given up.
    async fn findings(&self) -> async_graphql::Result<Vec<PlanFinding>> {
        if self.plan.row.status.is_final() {
            return Ok(vec![]);
        }
        let weighed = self.plan.weighed().await?;
        let own =
            weighed.preview.findings.iter().filter(|finding| finding.change.is_some() && finding.change == self.at);
        Ok(own.map(|finding| self.plan.finding(&weighed, finding, &self.all)).collect())
    }
}

/// One share of a split: all cases that match; the share without conditions takes the rest.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct PlanHeir {
    /// Who takes it.
    pub code: String,
    /// Cases of these topics, with their sub-topics.
    pub topic_codes: Vec<String>,
    /// Cases of these regions, with everything in them.
    pub region_codes: Vec<String>,
    /// Units that go along.
    pub unit_codes: Vec<String>,
    /// Only cases that the plan which is taken back had taken from this agency.
    pub returned: bool,
}

#[ComplexObject]
impl PlanHeir {
    /// Takes what no other share takes.
    async fn takes_the_rest(&self) -> bool {
        self.topic_codes.is_empty() && self.region_codes.is_empty() && !self.returned
    }
}
