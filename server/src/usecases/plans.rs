//! Plans of the tree: written by one or several, submitted, published by a second person or on their day.
use chrono::NaiveDate;
use entities::{
    ids::{PlanChangeId, PlanId},
    plan,
    vocab::{PlanEventKind, PlanStatus},
};

use super::{
    ClientKey, Failure,
    client_key::kept_key,
    large_plans,
    plan_input::{TypedChange, TypedHead, within},
    plan_weighing::{Weighed, errors, weigh},
    unknown_as,
};
use crate::{
    authz::planning,
    domain::{
        calendar::wita_date,
        refusal::Refusal,
        reorganisation::{self, Undo},
        text::{self, Limits},
    },
    op::Op,
    store::{
        Work, idempotency,
        plan_write::{NewChange, PlanHead},
    },
};

/// A transaction of one mutation of plans.
pub(super) struct Sheet {
    pub(super) work: Work,
    key: Option<idempotency::Key>,
}

pub(super) enum Entry {
    Replay(PlanId),
    Fresh(Box<Sheet>),
}

impl Sheet {
    pub(super) async fn open(op: &Op, key: Option<&ClientKey>, tree: bool) -> Result<Entry, Failure> {
        if op.actor().officer().is_none() {
            return Err(Failure::Unauthenticated);
        }
        let key = kept_key(op, key)?;
        let work = if tree { op.scoped.begin_tree().await? } else { op.scoped.begin().await? };
        if let Some(kept) = &key
            && let Some(answer) = work.claim(kept).await?
        {
            return Ok(Entry::Replay(serde_json::from_value(answer).map_err(|_| Failure::Fault)?));
        }
        Ok(Entry::Fresh(Box::new(Self { work, key })))
    }

    pub(super) async fn finish(self, plan: PlanId) -> Result<PlanId, Failure> {
        if let Some(key) = &self.key {
            self.work.keep_answer(key, serde_json::to_value(plan).map_err(|_| Failure::Fault)?).await?;
        }
        self.work.commit().await?;
        tracing::info!(plan.id = %plan, "plan.act");
        Ok(plan)
    }
}

macro_rules! sheet {
    ($op:expr, $key:expr, $tree:expr) => {
        match Sheet::open($op, $key, $tree).await? {
            Entry::Replay(plan) => return Ok(plan),
            Entry::Fresh(sheet) => *sheet,
        }
    };
}

/// Begins a plan.
///
/// # Errors
/// Input, right.
pub async fn create(
    op: &Op,
    government: Option<&str>,
    head: TypedHead,
    key: Option<&ClientKey>,
) -> Result<PlanId, Failure> {
    let sheet = sheet!(op, key, false);
    let government = government.map(str::trim).filter(|code| !code.is_empty());
    let government = sheet.work.planned_government(government).await?;
    let head = head.clean()?;
    let plan = sheet.work.add_plan(government, head, None).await?;
    sheet.finish(plan.id).await
}

/// Changes the head of a plan.
///
/// # Errors
/// Input, right, state, version.
pub async fn update(
    op: &Op,
    id: PlanId,
    version: i64,
    head: TypedHead,
    key: Option<&ClientKey>,
) -> Result<PlanId, Failure> {
    let sheet = sheet!(op, key, false);
    let plan = sheet.work.open_plan(id, Some(version)).await.map_err(unknown_as("planId"))?;
    let head = head.clean()?;
    sheet.work.change_head(plan, head).await.map_err(unknown_as("planId"))?;
    sheet.finish(id).await
}

/// Adds a change.
///
/// # Errors
/// Input, right, state.
pub async fn add_change(op: &Op, id: PlanId, typed: TypedChange, key: Option<&ClientKey>) -> Result<PlanId, Failure> {
    let sheet = sheet!(op, key, false);
    let plan = sheet.work.open_plan(id, None).await.map_err(unknown_as("planId"))?;
    let new = typed.clean()?;
    within(&sheet.work, &plan, &new.draft).await?;
    sheet.work.add_change(plan, new).await.map_err(unknown_as("planId"))?;
    sheet.finish(id).await
}

/// Writes a change anew.
///
/// # Errors
/// Input, right, state, version.
pub async fn update_change(
    op: &Op,
    id: PlanChangeId,
    version: i64,
    typed: TypedChange,
    key: Option<&ClientKey>,
) -> Result<PlanId, Failure> {
    let sheet = sheet!(op, key, false);
    let (plan, change) = sheet.work.open_change(id, version).await.map_err(unknown_as("changeId"))?;
    let new = typed.clean()?;
    within(&sheet.work, &plan, &new.draft).await?;
    let plan = sheet.work.rewrite_change(plan, change, new).await.map_err(unknown_as("changeId"))?;
    sheet.finish(plan.id).await
}

/// Takes a change out.
///
/// # Errors
/// Right, state, version.
pub async fn remove_change(
    op: &Op,
    id: PlanChangeId,
    version: i64,
    key: Option<&ClientKey>,
) -> Result<PlanId, Failure> {
    let sheet = sheet!(op, key, false);
    let (plan, change) = sheet.work.open_change(id, version).await.map_err(unknown_as("changeId"))?;
    let plan = sheet.work.remove_change(plan, &change).await.map_err(unknown_as("changeId"))?;
    sheet.finish(plan.id).await
}

fn must_edit(op: &Op, plan: &plan::Model) -> Result<(), Failure> {
    // Whoever only reads plans learns nothing more from a refusal than from an unknown id.
    if planning::may_edit(op.actor(), plan.government_id) { Ok(()) } else { Err(Refusal::Unknown("planId").into()) }
}

/// Hands a plan to a second person.
///
/// # Errors
/// Right, state, version; errors of the preview.
pub async fn submit(op: &Op, id: PlanId, version: i64, key: Option<&ClientKey>) -> Result<PlanId, Failure> {
    let rules = op.router().await?;
    let sheet = sheet!(op, key, false);
    let plan = sheet.work.open_plan(id, Some(version)).await.map_err(unknown_as("planId"))?;
    must_edit(op, &plan)?;
    if !plan.status.is_editable() {
        return Err(Refusal::PlanState(plan.status).into());
    }
    let errors = errors(&weigh(op, &sheet.work, &rules, &plan).await?);
    if errors > 0 {
        return Err(Refusal::PlanBlocked { errors }.into());
    }
    sheet.work.move_plan(plan, PlanStatus::Proposed, PlanEventKind::Submitted, None).await?;
    sheet.finish(id).await
}

/// The second person's word: carried out at once, or on its day.
///
/// # Errors
/// Right, the own submission, state, version; errors of the preview.
pub async fn approve(op: &Op, id: PlanId, version: i64, key: Option<&ClientKey>) -> Result<PlanId, Failure> {
    let rules = op.router().await?;
    let mut sheet = sheet!(op, key, true);
    let plan = sheet.work.open_plan(id, Some(version)).await.map_err(unknown_as("planId"))?;
    must_edit(op, &plan)?;
    if plan.status != PlanStatus::Proposed {
        return Err(Refusal::PlanState(plan.status).into());
    }
    if !planning::may_approve(op.actor(), plan.government_id, crate::store::plans::submitter(&plan)) {
        return Err(Refusal::OwnProposal.into());
    }
    let weighed = weigh(op, &sheet.work, &rules, &plan).await?;
    let errors = errors(&weighed);
    if errors > 0 {
        return Err(Refusal::PlanBlocked { errors }.into());
    }
    let due = plan.effective_on <= wita_date(op.now());
    let plan = sheet.work.move_plan(plan, PlanStatus::Scheduled, PlanEventKind::Approved, None).await?;
    if due {
        if is_large(op, &sheet.work, &weighed).await? {
            sheet.work.queue_work(id).await?;
        } else {
            carry_out(&mut sheet.work, plan, &weighed).await?;
        }
    }
    let done = sheet.finish(id).await;
    op.deps.publishing.due.notify_one();
    done
}

/// Whether it would keep everybody waiting too long: such a plan is worked out in the background.
async fn is_large(op: &Op, work: &Work, weighed: &Weighed) -> Result<bool, Failure> {
    Ok(work.load_of(&weighed.ground, &weighed.applied).await? >= op.deps.publishing.large)
}

async fn carry_out(work: &mut Work, plan: plan::Model, weighed: &Weighed) -> Result<(), Failure> {
    let undo = reorganisation::counter(&weighed.ground.tree, &weighed.changes);
    work.carry_out(plan, &weighed.ground, &weighed.applied, &weighed.preview.fates, undo).await?;
    Ok(())
}

/// Back to those who write it, with a reason.
///
/// # Errors
/// Input, right, state, version.
pub async fn hand_back(
    op: &Op,
    id: PlanId,
    version: i64,
    reason: &str,
    key: Option<&ClientKey>,
) -> Result<PlanId, Failure> {
    let sheet = sheet!(op, key, false);
    let plan = sheet.work.open_plan(id, Some(version)).await.map_err(unknown_as("planId"))?;
    must_edit(op, &plan)?;
    let reason = text::clean_text("reason", reason, Limits::NOTE)?;
    if !matches!(plan.status, PlanStatus::Proposed | PlanStatus::Scheduled) {
        return Err(Refusal::PlanState(plan.status).into());
    }
    sheet.work.move_plan(plan, PlanStatus::Draft, PlanEventKind::Returned, Some(reason)).await?;
    sheet.finish(id).await
}

/// Gives a plan up.
///
/// # Errors
/// Input, right, state, version.
pub async fn discard(
    op: &Op,
    id: PlanId,
    version: i64,
    reason: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<PlanId, Failure> {
    let sheet = sheet!(op, key, false);
    let plan = sheet.work.open_plan(id, Some(version)).await.map_err(unknown_as("planId"))?;
    must_edit(op, &plan)?;
    let reason = text::optional_text("reason", reason, Limits::NOTE)?;
    if plan.status.is_final() {
        return Err(Refusal::PlanState(plan.status).into());
    }
    sheet.work.move_plan(plan, PlanStatus::Discarded, PlanEventKind::Discarded, reason).await?;
    sheet.finish(id).await
}

/// Drafts the plan that takes a published one back.
///
/// # Errors
/// Right, state; one stands already.
pub async fn counter(op: &Op, id: PlanId, day: NaiveDate, key: Option<&ClientKey>) -> Result<PlanId, Failure> {
    let sheet = sheet!(op, key, false);
    let plan = sheet.work.open_plan(id, None).await.map_err(unknown_as("planId"))?;
    must_edit(op, &plan)?;
    let undo = plan.undo.clone().and_then(Undo::read);
    let Some(undo) = undo.filter(|_| plan.status == PlanStatus::Published) else {
        return Err(Refusal::PlanState(plan.status).into());
    };
    if sheet.work.is_countered(id).await? {
        return Err(Refusal::AlreadyCountered.into());
    }
    let mut title = format!("Rencana balik: {}", plan.title);
    if title.chars().count() > Limits::PLAN_TITLE.max {
        title = title.chars().take(Limits::PLAN_TITLE.max).collect();
    }
    let head = PlanHead {
        title,
        legal_reference: plan.legal_reference.clone(),
        note: None,
        past_reason: None,
        effective_on: day,
    };
    let back = sheet.work.add_plan(plan.government_id, head, Some(id)).await?;
    let changes =
        undo.changes.into_iter().map(|draft| NewChange { draft, note: None, legal_reference: None }).collect();
    sheet.work.insert_changes(back.id, 1, changes).await?;
    sheet.work.plan_event(id, PlanEventKind::Countered, None).await?;
    sheet.finish(back.id).await
}

/// Carries out what is approved and due; what no longer fits is written down as failed, for its people to see.
/// Answers how many were published.
///
/// # Errors
/// Database.
pub async fn publish_due(op: &Op) -> Result<usize, Failure> {
    let mut published = 0;
    for id in op.scoped.plans_due().await? {
        // One that the database refuses must not keep the others waiting; it is tried again at the next rounds.
        match publish_one(op, id).await {
            Ok(done) => published += usize::from(done),
            Err(failure) => {
                tracing::error!(plan.id = %id, ?failure, "plan.not_published");
                large_plans::refused(op, id).await?;
            }
        }
    }
    Ok(published)
}

async fn publish_one(op: &Op, id: PlanId) -> Result<bool, Failure> {
    let rules = op.router().await?;
    let mut work = op.scoped.begin_tree().await?;
    let plan = work.open_plan(id, None).await?;
    // Another server may have been here first.
    if plan.status != PlanStatus::Scheduled || plan.effective_on > wita_date(op.now()) {
        return Ok(false);
    }
    let weighed = weigh(op, &work, &rules, &plan).await?;
    let errors = errors(&weighed);
    if errors == 0 && is_large(op, &work, &weighed).await? {
        work.queue_work(id).await?;
        work.commit().await?;
        op.deps.publishing.due.notify_one();
        return Ok(false);
    } else if errors == 0 {
        carry_out(&mut work, plan, &weighed).await?;
    } else {
        work.move_plan(plan, PlanStatus::Failed, PlanEventKind::Failed, Some(errors.to_string())).await?;
        tracing::warn!(plan.id = %id, errors, "plan.failed");
    }
    work.commit().await?;
    Ok(errors == 0)
}
