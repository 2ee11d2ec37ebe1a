//! Plans of the tree: their head, their changes, their history.
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use async_graphql::{Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entities::{plan, plan_change, plan_event, plan_work, vocab};

use super::{
    agency::Agency,
    enums::{PlanEventKind, PlanPhase, PlanStatus},
    errors::fault,
    ids,
    loaders::{ByCode, Name},
    plan_change::PlanChange,
    plan_loaders::{CounterPlan, PlanById, PlanChanges, PlanEvents, Progress, Weighing},
    plan_preview::{PlanFinding, PlanPreview},
    scalars::Date,
    view::Viewer,
};
use crate::{
    authz::planning,
    domain::reorganisation::{Change, Draft, Finding},
    texts,
    usecases::{large_plans::REFUSED, plan_weighing::Weighed},
};

/// A plan together with what it would do, computed once for each request.
pub struct Sheet {
    /// The plan.
    pub row: plan::Model,
    /// The request.
    pub view: Viewer,
}

impl Sheet {
    /// What it would do now.
    ///
    /// # Errors
    /// Database.
    pub async fn weighed(&self) -> async_graphql::Result<Arc<Weighed>> {
        // The same answer to all who ask in one request: the loader keeps it.
        let weighed = self.view.load(Weighing(self.row.clone())).await?;
        weighed.ok_or_else(|| fault(self.view.op.locale))
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
        Self(Arc::new(Sheet { row, view: view.clone() }))
    }

    async fn changes_of(&self) -> async_graphql::Result<Vec<plan_change::Model>> {
        Ok(self.0.view.load(PlanChanges((self.0.row.id, self.0.row.version))).await?.unwrap_or_default())
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

/// How far the work on a large plan is.
#[derive(SimpleObject)]
pub struct PlanProgress {
    /// Where it stands.
    pub phase: PlanPhase,
    /// Cases worked out.
    pub done: i64,
    /// Cases to work out; 0 until they are counted.
    pub total: i64,
    /// When it was taken up; null while it waits for that.
    pub started_at: Option<DateTime<Utc>>,
    /// When it will be done if it goes on as until now; null before that can be said.
    pub estimated_end: Option<DateTime<Utc>>,
}

impl PlanProgress {
    fn of(row: &plan_work::Model, now: DateTime<Utc>) -> Self {
        let left = row.total - row.done;
        let estimated_end = row.started_at.filter(|started| row.done > 0 && now > *started).map(|started| {
            // Milliseconds of some hours times cases stay far below the limit.
            now + chrono::Duration::milliseconds((now - started).num_milliseconds().saturating_mul(left) / row.done)
        });
        Self { phase: row.phase.into(), done: row.done, total: row.total, started_at: row.started_at, estimated_end }
    }
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
        let codes: BTreeSet<String> = drafts.iter().flatten().flat_map(Draft::codes).map(str::to_owned).collect();
        let known = codes.into_iter().map(|code| self.0.view.load(ByCode(code)));
        let known = futures::future::try_join_all(known).await?;
        let mut names: HashMap<String, String> = known.into_iter().flatten().map(|row| (row.code, row.name)).collect();
        // Those that the plan creates itself.
        for draft in drafts.iter().flatten().filter(|draft| draft.kind == vocab::ChangeKind::Create) {
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
    /// How far the work is while a large plan is carried out in the background; null when it is not. Nothing of it is
    /// seen before it is done; until then the plan can be returned or given up.
    async fn progress(&self) -> async_graphql::Result<Option<PlanProgress>> {
        if self.0.row.status != vocab::PlanStatus::Scheduled {
            return Ok(None);
        }
        let now = self.0.view.op.now();
        Ok(self.0.view.load(Progress(self.0.row.id)).await?.map(|row| PlanProgress::of(&row, now)))
    }
    /// The plan that this one takes back.
    async fn counter_of(&self) -> async_graphql::Result<Option<ReorganisationPlan>> {
        let Some(id) = self.0.row.counter_of else { return Ok(None) };
        let row = self.0.view.load(PlanById(id)).await?;
        Ok(row.map(|row| ReorganisationPlan::new(row, &self.0.view)))
    }
    /// The plan that takes this one back, unless it was given up.
    async fn countered_by(&self) -> async_graphql::Result<Option<ReorganisationPlan>> {
        let row = self.0.view.load(CounterPlan(self.0.row.id)).await?;
        Ok(row.map(|row| ReorganisationPlan::new(row, &self.0.view)))
    }
    /// Its history, newest first; at most 200 lines.
    async fn events(&self) -> async_graphql::Result<Vec<PlanEvent>> {
        let rows = self.0.view.load(PlanEvents((self.0.row.id, self.0.row.version))).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|row| PlanEvent { row, view: self.0.view.clone() }).collect())
    }
    /// What the viewer may do with it now.
    async fn viewer_can(&self) -> async_graphql::Result<Vec<PlanAction>> {
        use vocab::PlanStatus as S;
        let (actor, row) = (self.0.view.op.actor(), &self.0.row);
        if !planning::may_edit(actor, row.government_id) {
            return Ok(vec![]);
        }
        let second = planning::may_approve(actor, row.government_id, crate::store::plans::submitter(row));
        Ok(match row.status {
            S::Draft | S::Failed => vec![PlanAction::Edit, PlanAction::Submit, PlanAction::Discard],
            S::Proposed if second => vec![PlanAction::Approve, PlanAction::Return, PlanAction::Discard],
            S::Proposed | S::Scheduled => vec![PlanAction::Return, PlanAction::Discard],
            S::Published => {
                let taken = self.0.view.load(CounterPlan(row.id)).await?.is_some();
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
    async fn text(&self) -> Option<String> {
        match (self.row.kind, self.row.text.as_deref().map(str::parse)) {
            // The system keeps a number: it speaks to each viewer in their language.
            (vocab::PlanEventKind::Failed, _) if self.row.text.as_deref() == Some(REFUSED) => {
                Some(texts::plans::refused(self.view.op.locale))
            }
            (vocab::PlanEventKind::Failed, Some(Ok(errors))) => Some(texts::plans::failed(self.view.op.locale, errors)),
            _ => self.row.text.clone(),
        }
    }
}
