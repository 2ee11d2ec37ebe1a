//! Versions of the forwarding rules: drafted, submitted, approved by a second person, at work at once or from an hour on.
//! What decides on reports is never edited: a change is another version, and so is going back.
use chrono::{DateTime, Duration, Utc};
use entities::{
    ids::RuleSetId,
    rule_set,
    vocab::{RuleSetEventKind, RuleSetStatus},
};

use super::{
    ClientKey, Failure,
    client_key::kept_key,
    rule_weighing::{Judge, errors, read},
    unknown_as,
};
use crate::{
    authz::planning,
    domain::{
        calendar::wita_date,
        refusal::Refusal,
        rules::{RuleSet, Scope, edit, lint},
        text::{self, Limits},
    },
    op::Op,
    store::{Work, idempotency},
};

pub use super::{
    rule_edits::{add_rule, move_rule, remove_rule, update_rule},
    rule_weighing::findings,
};

/// How far ahead a version may be approved.
const AHEAD: Duration = Duration::days(366);
/// The tree changes a few times a year: twice in a row while somebody approves, hardly.
const TRIES: usize = 4;

/// What is no text.
fn is_unseen(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\n' | '\r' | '\t')
}

/// A transaction of one mutation of rules.
pub(super) struct Sheet {
    pub(super) work: Work,
    key: Option<idempotency::Key>,
}

pub(super) enum Entry {
    Replay(RuleSetId),
    Fresh(Box<Sheet>),
}

impl Sheet {
    pub(super) async fn open(op: &Op, key: Option<&ClientKey>) -> Result<Entry, Failure> {
        must_be_in_office(op)?;
        let key = kept_key(op, key)?;
        let work = op.scoped.begin().await?;
        if let Some(kept) = &key
            && let Some(answer) = work.claim(kept).await?
        {
            return Ok(Entry::Replay(serde_json::from_value(answer).map_err(|_| Failure::Fault)?));
        }
        Ok(Entry::Fresh(Box::new(Self { work, key })))
    }

    pub(super) async fn finish(self, id: RuleSetId) -> Result<RuleSetId, Failure> {
        if let Some(key) = &self.key {
            self.work.keep_answer(key, serde_json::to_value(id).map_err(|_| Failure::Fault)?).await?;
        }
        self.work.commit().await?;
        tracing::info!(rule_set.id = %id, "rules.act");
        Ok(id)
    }
}

macro_rules! sheet {
    ($op:expr, $key:expr) => {
        match Sheet::open($op, $key).await? {
            Entry::Replay(id) => return Ok(id),
            Entry::Fresh(sheet) => *sheet,
        }
    };
}

/// Title and note, cleaned, with both faults at once.
fn head(title: &str, note: Option<&str>) -> Result<(String, Option<String>), Failure> {
    match (text::clean_line("title", title, Limits::PLAN_TITLE), text::optional_text("note", note, Limits::NOTE)) {
        (Ok(title), Ok(note)) => Ok((title, note)),
        (title, note) => Err(Failure::Refused(title.err().into_iter().chain(note.err()).map(Refusal::from).collect())),
    }
}

fn code_of(typed: Option<&str>) -> Option<&str> {
    typed.map(str::trim).filter(|code| !code.is_empty())
}

fn must_edit(op: &Op, row: &rule_set::Model) -> Result<(), Failure> {
    // Whoever only reads rules learns nothing more from a refusal than from an unknown id.
    if planning::may_edit(op.actor(), row.government_id) { Ok(()) } else { Err(Refusal::Unknown("ruleSetId").into()) }
}

fn must_be_in_office(op: &Op) -> Result<(), Failure> {
    if op.actor().officer().is_some() { Ok(()) } else { Err(Failure::Unauthenticated) }
}

/// Asked before anything is loaded for somebody who keeps no rules.
fn must_keep(op: &Op) -> Result<(), Failure> {
    must_be_in_office(op)?;
    if planning::keeps(op.actor()) { Ok(()) } else { Err(Refusal::Unknown("ruleSetId").into()) }
}

pub(super) async fn open(op: &Op, work: &Work, id: RuleSetId, version: i64) -> Result<rule_set::Model, Failure> {
    let row = work.open_rule_set(id, Some(version)).await.map_err(unknown_as("ruleSetId"))?;
    must_edit(op, &row)?;
    Ok(row)
}

/// Begins a version: empty, or as a copy of an earlier one.
///
/// # Errors
/// Input, right.
pub async fn create(
    op: &Op,
    government: Option<&str>,
    based_on: Option<RuleSetId>,
    title: &str,
    note: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<RuleSetId, Failure> {
    must_be_in_office(op)?;
    // Read before the transaction: a copy needs no lock, and whoever retires the version waits for none.
    let base = match based_on {
        Some(id) => Some(op.scoped.rule_set(id).await?.ok_or(Refusal::Unknown("basedOnId"))?),
        None => None,
    };
    let sheet = sheet!(op, key);
    let government = match (code_of(government), &base) {
        (None, Some(base)) => base.government_id,
        (code, _) => sheet.work.planned_government(code).await?,
    };
    if base.as_ref().is_some_and(|base| base.government_id != government) {
        return Err(Refusal::Unknown("basedOnId").into());
    }
    let (title, note) = head(title, note)?;
    let set = base.as_ref().map(|base| read(base, Scope::default())).transpose()?.unwrap_or_default();
    let row = sheet.work.add_rule_set(government, title, note, &set, based_on).await?;
    sheet.finish(row.id).await
}

/// A version from a document. It stands on the version that decides now, so that the difference shows.
///
/// # Errors
/// Input, right.
pub async fn import(
    op: &Op,
    government: Option<&str>,
    title: &str,
    note: Option<&str>,
    set: RuleSet,
    key: Option<&ClientKey>,
) -> Result<RuleSetId, Failure> {
    let sheet = sheet!(op, key);
    let government = sheet.work.planned_government(code_of(government)).await?;
    let (title, note) = head(title, note)?;
    let mut faults: Vec<String> = vec![];
    if set.rules().len() > lint::Limits::RULES {
        faults.push(format!("{} rules; at most {}", set.rules().len(), lint::Limits::RULES));
    }
    let beyond = set.rules().iter().filter(|rule| !(1..=edit::LAST).contains(&rule.position));
    faults.extend(beyond.map(|rule| format!("position {}: must lie between 1 and {}", rule.position, edit::LAST)));
    // They are written down with every report that the rules are asked about, and PostgreSQL keeps no zero.
    let unseen = set.rules().iter().filter(|rule| rule.texts().any(|text| text.contains(is_unseen)));
    faults.extend(unseen.map(|rule| format!("position {}: has a control character", rule.position)));
    if !faults.is_empty() {
        return Err(Refusal::Document { faults }.into());
    }
    let active = sheet.work.active_rule_set(government).await?.map(|row| row.id);
    let row = sheet.work.add_rule_set(government, title, note, &set, active).await?;
    let rules = set.rules().len().to_string();
    sheet.work.rule_set_event(row.id, RuleSetEventKind::Imported, Some(rules)).await?;
    sheet.finish(row.id).await
}

/// Changes title and note.
///
/// # Errors
/// Input, right, state, version.
pub async fn update(
    op: &Op,
    id: RuleSetId,
    version: i64,
    title: &str,
    note: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<RuleSetId, Failure> {
    let sheet = sheet!(op, key);
    let row = open(op, &sheet.work, id, version).await?;
    let (title, note) = head(title, note)?;
    sheet.work.rule_set_head(row, title, note).await.map_err(unknown_as("ruleSetId"))?;
    sheet.finish(id).await
}

/// Hands a version to a second person.
///
/// # Errors
/// Right, state, version; errors of the lint.
pub async fn submit(op: &Op, id: RuleSetId, version: i64, key: Option<&ClientKey>) -> Result<RuleSetId, Failure> {
    must_keep(op)?;
    for _ in 0..TRIES {
        let judge = Judge::of(op).await?;
        let sheet = sheet!(op, key);
        let row = open(op, &sheet.work, id, version).await?;
        if !row.status.is_editable() {
            return Err(Refusal::RuleSetState(row.status).into());
        }
        if !judge.holds(&sheet.work).await? {
            continue;
        }
        let errors = errors(&judge.findings_of(op, &row)?);
        if errors > 0 {
            return Err(Refusal::RulesBlocked { errors }.into());
        }
        sheet.work.move_rule_set(row, RuleSetStatus::Proposed, RuleSetEventKind::Submitted, None).await?;
        return sheet.finish(id).await;
    }
    Err(Failure::Unavailable)
}

/// The second person's word: it decides at once, or from an hour on.
///
/// # Errors
/// Input, right, the own submission, state, version; errors of the lint.
pub async fn approve(
    op: &Op,
    id: RuleSetId,
    version: i64,
    at: Option<DateTime<Utc>>,
    key: Option<&ClientKey>,
) -> Result<RuleSetId, Failure> {
    must_keep(op)?;
    // What lies in the past is now.
    let hour = at.filter(|at| *at > op.now());
    for _ in 0..TRIES {
        let judge = Judge::of(op).await?;
        let sheet = sheet!(op, key);
        let mut row = open(op, &sheet.work, id, version).await?;
        if row.status != RuleSetStatus::Proposed {
            return Err(Refusal::RuleSetState(row.status).into());
        }
        if !planning::may_approve(op.actor(), row.government_id, crate::store::rule_sets::submitter(&row)) {
            return Err(Refusal::OwnProposal.into());
        }
        let (today, last) = (wita_date(op.now()), wita_date(op.now() + AHEAD));
        if hour.is_some_and(|hour| wita_date(hour) > last) {
            return Err(Refusal::DayOutOfRange { field: "activatesAt", from: today, to: last }.into());
        }
        if !judge.holds(&sheet.work).await? {
            continue;
        }
        let day = hour.map_or(today, wita_date);
        let errors = errors(&judge.findings(&judge.rules(op, &row)?, day));
        if errors > 0 {
            return Err(Refusal::RulesBlocked { errors }.into());
        }
        row.activates_at = hour;
        let row = sheet.work.move_rule_set(row, RuleSetStatus::Scheduled, RuleSetEventKind::Approved, None).await?;
        if hour.is_none() {
            sheet.work.activate(row).await?;
        }
        return sheet.finish(id).await;
    }
    Err(Failure::Unavailable)
}

/// Back to those who write it, with a reason.
///
/// # Errors
/// Input, right, state, version.
pub async fn hand_back(
    op: &Op,
    id: RuleSetId,
    version: i64,
    reason: &str,
    key: Option<&ClientKey>,
) -> Result<RuleSetId, Failure> {
    let sheet = sheet!(op, key);
    let row = open(op, &sheet.work, id, version).await?;
    let reason = text::clean_text("reason", reason, Limits::NOTE)?;
    if !matches!(row.status, RuleSetStatus::Proposed | RuleSetStatus::Scheduled) {
        return Err(Refusal::RuleSetState(row.status).into());
    }
    sheet.work.move_rule_set(row, RuleSetStatus::Draft, RuleSetEventKind::Returned, Some(reason)).await?;
    sheet.finish(id).await
}

/// Gives a version up.
///
/// # Errors
/// Input, right, state, version.
pub async fn discard(
    op: &Op,
    id: RuleSetId,
    version: i64,
    reason: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<RuleSetId, Failure> {
    let sheet = sheet!(op, key);
    let row = open(op, &sheet.work, id, version).await?;
    let reason = text::optional_text("reason", reason, Limits::NOTE)?;
    if row.status.is_final() {
        return Err(Refusal::RuleSetState(row.status).into());
    }
    sheet.work.move_rule_set(row, RuleSetStatus::Discarded, RuleSetEventKind::Discarded, reason).await?;
    sheet.finish(id).await
}

/// Lets approved versions begin to decide whose hour has come; what no longer fits is written down as failed, for its
/// people to see, and the version that decides goes on. Answers how many began.
///
/// # Errors
/// Database.
pub async fn activate_due(op: &Op) -> Result<usize, Failure> {
    let mut begun = 0;
    for id in op.scoped.rule_sets_due().await? {
        // One that the database refuses must not keep the others waiting; it is tried again at the next round.
        match activate_one(op, id).await {
            Ok(done) => begun += usize::from(done),
            Err(failure) => tracing::error!(rule_set.id = %id, ?failure, "rules.not_activated"),
        }
    }
    Ok(begun)
}

async fn activate_one(op: &Op, id: RuleSetId) -> Result<bool, Failure> {
    for _ in 0..TRIES {
        let judge = Judge::of(op).await?;
        let work = op.scoped.begin().await?;
        let row = work.open_rule_set(id, None).await?;
        // Another server may have been here first.
        let due = row.activates_at.is_some_and(|hour| hour <= op.now());
        if row.status != RuleSetStatus::Scheduled || !due {
            return Ok(false);
        }
        if !judge.holds(&work).await? {
            continue;
        }
        let errors = errors(&judge.findings_of(op, &row)?);
        if errors == 0 {
            work.activate(row).await?;
        } else {
            let text = Some(errors.to_string());
            work.move_rule_set(row, RuleSetStatus::Failed, RuleSetEventKind::Failed, text).await?;
            tracing::warn!(rule_set.id = %id, errors, "rules.failed");
        }
        work.commit().await?;
        return Ok(errors == 0);
    }
    Err(Failure::Unavailable)
}
