//! Plans of the tree: written by one or several, submitted, published by a second person or on their day.
use std::collections::BTreeSet;

use chrono::NaiveDate;
use entities::{
    ids::{PlanChangeId, PlanId},
    plan, plan_change,
    vocab::{PlanEventKind, PlanStatus},
};

use super::{ClientKey, Failure, client_key::kept_key, unknown_as};
use crate::{
    authz::planning,
    domain::{
        calendar::wita_date,
        refusal::Refusal,
        reorganisation::{self, Change, ChangeKind, Draft, Head, Preview},
        text::{self, Limits},
    },
    op::Op,
    store::{
        Work, idempotency,
        plan_write::{NewChange, PlanHead},
        plans::Ground,
    },
};

/// Most functions, regions, sources and heirs of one change.
pub const ITEMS_MAX: usize = 200;

/// The head of a plan as it is typed.
#[derive(Debug)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct TypedHead {
    pub title: String,
    pub legal_reference: String,
    pub note: Option<String>,
    pub past_reason: Option<String>,
    pub effective_on: NaiveDate,
}

impl TypedHead {
    fn clean(self) -> Result<PlanHead, Failure> {
        let mut faults: Vec<Refusal> = vec![];
        let mut keep = |result: Result<String, text::FieldError>| result.map_err(|e| faults.push(e.into())).ok();
        let title = keep(text::clean_line("title", &self.title, Limits::PLAN_TITLE));
        let law = keep(text::clean_line("legalReference", &self.legal_reference, Limits::LAW));
        let mut optional = |field, value: Option<&str>| {
            text::optional_text(field, value, Limits::NOTE).map_err(|error| faults.push(error.into())).ok().flatten()
        };
        let note = optional("note", self.note.as_deref());
        let past_reason = optional("pastReason", self.past_reason.as_deref());
        match (title, law) {
            (Some(title), Some(legal_reference)) if faults.is_empty() => {
                Ok(PlanHead { title, legal_reference, note, past_reason, effective_on: self.effective_on })
            }
            _ => Err(Failure::Refused(faults)),
        }
    }
}

/// A change as it is typed.
#[derive(Debug)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct TypedChange {
    pub draft: Draft,
    pub note: Option<String>,
    pub legal_reference: Option<String>,
}

fn code_of(field: &'static str, code: &str, faults: &mut Vec<Refusal>) -> String {
    let code = code.trim().to_owned();
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
    if code.is_empty() {
        faults.push(Refusal::Required(field));
    } else if code.len() > 64 {
        faults.push(Refusal::TooLong { field, max: 64, len: code.len() });
    } else if !plain {
        faults.push(Refusal::Invalid(field));
    }
    code
}

impl TypedChange {
    fn clean(self) -> Result<NewChange, Failure> {
        let mut faults: Vec<Refusal> = vec![];
        let typed = self.draft;
        let line = |field, value: &Option<String>, bounds, faults: &mut Vec<Refusal>| {
            text::optional_line(field, value.as_deref(), bounds)
                .map_err(|error| faults.push(error.into()))
                .ok()
                .flatten()
        };
        let many = |field, items: Vec<String>, faults: &mut Vec<Refusal>| -> Vec<String> {
            if items.len() > ITEMS_MAX {
                faults.push(Refusal::TooMany { field, max: ITEMS_MAX });
            }
            let filled = items.into_iter().filter(|item| !item.trim().is_empty()).take(ITEMS_MAX);
            filled.map(|item| code_of(field, &item, faults)).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let one = |field, item: Option<String>, faults: &mut Vec<Refusal>| {
            item.filter(|item| !item.trim().is_empty()).map(|item| code_of(field, &item, faults))
        };
        let draft = Draft {
            kind: typed.kind,
            code: code_of("change.code", &typed.code, &mut faults),
            name: line("change.name", &typed.name, Limits::AGENCY_NAME, &mut faults),
            short_name: line("change.shortName", &typed.short_name, Limits::AGENCY_NAME, &mut faults),
            agency_kind: typed.agency_kind,
            functions: typed.functions.map(|items| many("change.functions", items, &mut faults)),
            region: one("change.regionCode", typed.region, &mut faults),
            serves: typed.serves.map(|items| many("change.servesRegions", items, &mut faults)),
            parent: one("change.parentCode", typed.parent, &mut faults),
            sources: many("change.sourceCodes", typed.sources, &mut faults),
            successor: one("change.successorCode", typed.successor, &mut faults),
            heirs: {
                if typed.heirs.len() > ITEMS_MAX {
                    faults.push(Refusal::TooMany { field: "change.heirs", max: ITEMS_MAX });
                }
                let heirs = typed.heirs.into_iter().take(ITEMS_MAX);
                heirs
                    .map(|heir| reorganisation::Heir {
                        code: code_of("change.heirs", &heir.code, &mut faults),
                        topics: many("change.heirs", heir.topics, &mut faults),
                        regions: many("change.heirs", heir.regions, &mut faults),
                        units: many("change.heirs", heir.units, &mut faults),
                        back: heir.back,
                    })
                    .collect()
            },
        };
        if draft.kind == ChangeKind::Create && draft.code != draft.code.to_uppercase() {
            faults.push(Refusal::Invalid("change.code"));
        }
        if let Err(missing) = Change::try_from(&draft) {
            faults.extend(missing.into_iter().map(|refusal| match refusal {
                Refusal::Required("name") => Refusal::Required("change.name"),
                Refusal::Required("agencyKind") => Refusal::Required("change.agencyKind"),
                Refusal::Required("parentCode") => Refusal::Required("change.parentCode"),
                Refusal::Required("sourceCodes") => Refusal::Required("change.sourceCodes"),
                Refusal::Required("heirs") => Refusal::Required("change.heirs"),
                Refusal::Required("functions") => Refusal::Required("change.functions"),
                other => other,
            }));
        }
        let note = text::optional_text("change.note", self.note.as_deref(), Limits::NOTE);
        let note = note.map_err(|error| faults.push(error.into())).ok().flatten();
        let law = line("change.legalReference", &self.legal_reference, Limits::LAW, &mut faults);
        if faults.is_empty() {
            Ok(NewChange { draft, note, legal_reference: law })
        } else {
            Err(Failure::Refused(faults))
        }
    }
}

/// A transaction of one mutation of plans.
struct Sheet {
    work: Work,
    key: Option<idempotency::Key>,
}

enum Entry {
    Replay(PlanId),
    Fresh(Box<Sheet>),
}

impl Sheet {
    async fn open(op: &Op, key: Option<&ClientKey>, tree: bool) -> Result<Entry, Failure> {
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

    async fn finish(self, plan: PlanId) -> Result<PlanId, Failure> {
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

/// Agencies of another government, and codes of regions and topics that do not exist, are refused at once: the rest is
/// the preview's to say.
async fn within(work: &Work, plan: &plan::Model, draft: &Draft) -> Result<(), Failure> {
    let named: Vec<String> = draft.codes().map(str::to_owned).collect();
    let rows = work.agencies_by_code(&named).await?;
    let field = |code: &str| match code {
        code if draft.parent.as_deref() == Some(code) => "change.parentCode",
        code if draft.successor.as_deref() == Some(code) => "change.successorCode",
        code if draft.sources.iter().any(|source| source == code) => "change.sourceCodes",
        code if draft.heirs.iter().any(|heir| heir.code == code || heir.units.iter().any(|unit| unit == code)) => {
            "change.heirs"
        }
        _ => "change.code",
    };
    let foreign = rows.values().filter(|row| row.government_id != Some(plan.government_id));
    let faults: BTreeSet<&'static str> = foreign.map(|row| field(&row.code)).collect();
    let mut faults: Vec<Refusal> = faults.into_iter().map(Refusal::NotYours).collect();
    let regions: Vec<String> = draft
        .region
        .iter()
        .chain(draft.serves.iter().flatten())
        .chain(draft.heirs.iter().flat_map(|heir| &heir.regions))
        .cloned()
        .collect();
    let topics: Vec<String> = draft.heirs.iter().flat_map(|heir| heir.topics.iter().cloned()).collect();
    if !regions.is_empty() || !topics.is_empty() {
        let (region, topic) = work.unknown_codes(&regions, &topics).await?;
        if let Some(region) = region {
            let own = draft.region.as_ref() == Some(&region);
            let serves = draft.serves.iter().flatten().any(|code| *code == region);
            faults.push(Refusal::Unknown(match (own, serves) {
                (true, _) => "change.regionCode",
                (false, true) => "change.servesRegions",
                (false, false) => "change.heirs",
            }));
        }
        if topic.is_some() {
            faults.push(Refusal::Unknown("change.heirs"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Failure::Refused(faults)) }
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
}

fn head_of(plan: &plan::Model, today: NaiveDate, changes: usize) -> Head {
    Head { day: plan.effective_on, today, has_reason: plan.past_reason.is_some(), changes }
}

fn written(rows: &[plan_change::Model]) -> (Vec<Draft>, Vec<Change>) {
    // What is kept was complete when it was written; a row of an older form would be left out and show as missing.
    let drafts: Vec<Draft> = rows.iter().filter_map(|row| serde_json::from_value(row.draft.clone()).ok()).collect();
    let changes = drafts.iter().filter_map(|draft| Change::try_from(draft).ok()).collect();
    (drafts, changes)
}

/// What a plan would do now.
///
/// # Errors
/// Database.
pub async fn preview(op: &Op, plan: &plan::Model) -> Result<Weighed, Failure> {
    let (drafts, changes) = written(&op.scoped.plan_changes(plan.id).await?);
    let ground = op.scoped.ground(&drafts, plan.effective_on).await?;
    let applied = reorganisation::apply(&ground.tree, &changes, plan.effective_on);
    let facts = op.scoped.plan_facts(&ground, &applied, plan, &op.deps.rule_targets).await?;
    let head = head_of(plan, wita_date(op.now()), changes.len());
    let preview = reorganisation::assess(&ground.tree, &applied, &facts, head);
    Ok(Weighed { ground, drafts, changes, applied, preview })
}

async fn weigh(op: &Op, work: &Work, plan: &plan::Model) -> Result<Weighed, Failure> {
    let (drafts, changes) = written(&work.plan_changes(plan.id).await?);
    let ground = work.ground(&drafts, plan.effective_on).await?;
    let applied = reorganisation::apply(&ground.tree, &changes, plan.effective_on);
    let facts = work.plan_facts(&ground, &applied, plan, &op.deps.rule_targets).await?;
    let head = head_of(plan, wita_date(op.now()), changes.len());
    let preview = reorganisation::assess(&ground.tree, &applied, &facts, head);
    Ok(Weighed { ground, drafts, changes, applied, preview })
}

fn errors(weighed: &Weighed) -> usize {
    weighed.preview.findings.iter().filter(|finding| finding.severity() == reorganisation::Severity::Error).count()
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
    let sheet = sheet!(op, key, false);
    let plan = sheet.work.open_plan(id, Some(version)).await.map_err(unknown_as("planId"))?;
    must_edit(op, &plan)?;
    if !plan.status.is_editable() {
        return Err(Refusal::PlanState(plan.status).into());
    }
    let errors = errors(&weigh(op, &sheet.work, &plan).await?);
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
    let mut sheet = sheet!(op, key, true);
    let plan = sheet.work.open_plan(id, Some(version)).await.map_err(unknown_as("planId"))?;
    must_edit(op, &plan)?;
    if plan.status != PlanStatus::Proposed {
        return Err(Refusal::PlanState(plan.status).into());
    }
    if !planning::may_approve(op.actor(), plan.government_id, plan.submitted_by) {
        return Err(Refusal::OwnProposal.into());
    }
    let weighed = weigh(op, &sheet.work, &plan).await?;
    let errors = errors(&weighed);
    if errors > 0 {
        return Err(Refusal::PlanBlocked { errors }.into());
    }
    let due = plan.effective_on <= wita_date(op.now());
    let plan = sheet.work.move_plan(plan, PlanStatus::Scheduled, PlanEventKind::Approved, None).await?;
    if due {
        carry_out(&mut sheet.work, plan, &weighed).await?;
    }
    sheet.finish(id).await
}

async fn carry_out(work: &mut Work, plan: plan::Model, weighed: &Weighed) -> Result<(), Failure> {
    let undo = reorganisation::counter(&weighed.ground.tree, &weighed.changes);
    work.carry_out(plan, &weighed.ground, &weighed.applied, &weighed.preview.fates, &undo).await?;
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
    let undo: Option<Vec<Draft>> = plan.undo.clone().and_then(|undo| serde_json::from_value(undo).ok());
    let Some(undo) = undo.filter(|_| plan.status == PlanStatus::Published) else {
        return Err(Refusal::PlanState(plan.status).into());
    };
    if op.scoped.counter_plan(id).await?.is_some() {
        return Err(Refusal::Taken("planId").into());
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
    let changes = undo.into_iter().map(|draft| NewChange { draft, note: None, legal_reference: None }).collect();
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
        let mut work = op.scoped.begin_tree().await?;
        let plan = work.open_plan(id, None).await?;
        // Another server may have been here first.
        if plan.status != PlanStatus::Scheduled || plan.effective_on > wita_date(op.now()) {
            continue;
        }
        let weighed = weigh(op, &work, &plan).await?;
        match errors(&weighed) {
            0 => {
                carry_out(&mut work, plan, &weighed).await?;
                published += 1;
            }
            errors => {
                let text = crate::texts::plans::failed(crate::op::Locale::Id, errors);
                work.move_plan(plan, PlanStatus::Failed, PlanEventKind::Failed, Some(text)).await?;
                tracing::warn!(plan.id = %id, errors, "plan.failed");
            }
        }
        work.commit().await?;
    }
    Ok(published)
}
