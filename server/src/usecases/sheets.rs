//! Sheets of the tree: handed over by whoever plans, shown as the difference to today, made a draft plan of in one
//! transaction or not at all; and the tree written out for anybody who is signed in. A sheet waits in the database, not
//! in a form or a process: it is chosen once, and whichever server is asked next knows it.
use std::sync::Arc;

use chrono::NaiveDate;
use entities::{
    agency_sheet,
    ids::{PlanId, SheetId},
};

use super::{
    ClientKey, Failure,
    plan_input::TypedHead,
    plans::{Entry, Sheet},
};
use crate::{
    authz::{actor::Actor, planning},
    domain::{
        calendar::wita_date,
        refusal::Refusal,
        sheet::{self, Difference, Parsed, Today},
        text::{self, query_words},
    },
    op::Op,
    store::{agencies::AgencyFilter, plan_write::NewChange},
};

/// Longest name of a file that is kept, in characters.
const FILE_NAME_MAX: usize = 120;

/// Whether the actor may hand a sheet over: asked before it is read.
///
/// # Errors
/// Not signed in as an officer; no plans are theirs to write.
pub fn may_hand_over(op: &Op) -> Result<(), Failure> {
    if op.actor().officer().is_none() {
        return Err(Failure::Unauthenticated);
    }
    if planning::keeps(op.actor()) { Ok(()) } else { Err(Refusal::Unknown("governmentCode").into()) }
}

/// Keeps a sheet for its owner. Nothing of the tree or of any plan changes.
///
/// # Errors
/// Right, government; a file that is no sheet; too many from one address.
pub async fn hand_over(op: &Op, file_name: &str, bytes: &[u8], government: Option<&str>) -> Result<SheetId, Failure> {
    may_hand_over(op)?;
    op.store.attempt(&format!("uploads-from:{}", op.client), op.deps.rates.uploads_address, op.now()).await?;
    let body = sheet::text_of(bytes).map_err(Refusal::SheetFile)?;
    let name: String = file_name.chars().filter(|sign| !sign.is_control()).take(FILE_NAME_MAX).collect();
    let work = op.scoped.begin().await?;
    let government = government.map(str::trim).filter(|code| !code.is_empty());
    let government = work.planned_government(government).await?;
    if !planning::may_edit(op.actor(), government) {
        return Err(Refusal::Unknown("governmentCode").into());
    }
    let id = work.add_sheet(government, name.trim(), body).await?;
    work.commit().await?;
    Ok(id)
}

/// A sheet held against the tree of this moment.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The sheet.
    pub row: agency_sheet::Model,
    /// The difference.
    pub difference: Arc<Difference>,
    /// The tree.
    pub today: Arc<Today>,
}

impl Checked {
    /// The name of a code, today or in the sheet.
    #[must_use]
    pub fn name(&self, code: &str) -> Option<String> {
        let known = self.today.tree.get(code).map(|node| node.name.as_str());
        known.or_else(|| self.difference.name(code)).map(str::to_owned)
    }
}

/// Reading and comparing thousands of rows must not hold up others: it goes to a thread of its own.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(error = %error, "sheet.fault");
        Failure::Fault
    })
}

async fn parsed(body: &str) -> Result<Arc<Parsed>, Failure> {
    let body = body.to_owned();
    aside(move || Arc::new(sheet::parse(&body))).await
}

/// Holds a sheet of the actor's own against the tree. Writes nothing.
///
/// # Errors
/// Database.
pub async fn check(op: &Op, id: SheetId, day: Option<NaiveDate>) -> Result<Option<Checked>, Failure> {
    let Some(row) = op.scoped.sheet(id).await? else { return Ok(None) };
    let parsed = parsed(&row.body).await?;
    let day = day.unwrap_or_else(|| wita_date(op.now()));
    let today = Arc::new(op.scoped.today_of(row.government_id, &parsed.regions(), day).await?);
    let ground = Arc::clone(&today);
    let difference = aside(move || Arc::new(sheet::compare(&parsed, &ground))).await?;
    Ok(Some(Checked { row, difference, today }))
}

/// Makes a draft plan of a sheet: all of its changes or nothing.
///
/// # Errors
/// Input, right; faults of the sheet as it stands against the tree now; nothing to change.
pub async fn import(op: &Op, id: SheetId, head: TypedHead, key: Option<&ClientKey>) -> Result<PlanId, Failure> {
    let sheet = match Sheet::open(op, key, false).await? {
        Entry::Replay(plan) => return Ok(plan),
        Entry::Fresh(sheet) => *sheet,
    };
    let row = sheet.work.sheet(id).await?.ok_or(Refusal::Unknown("sheetId"))?;
    let head = head.clean()?;
    let parsed = parsed(&row.body).await?;
    let today = sheet.work.today_of(row.government_id, &parsed.regions(), head.effective_on).await?;
    let difference = aside(move || sheet::compare(&parsed, &today)).await?;
    if !difference.is_sound() {
        let lines = difference.lines.iter().filter(|line| !line.faults.is_empty()).count() + difference.faults.len();
        return Err(Refusal::SheetFaulty { lines }.into());
    }
    if difference.drafts.is_empty() {
        return Err(Refusal::SheetSame.into());
    }
    let changes: Vec<NewChange> =
        difference.drafts.into_iter().map(|draft| NewChange { draft, note: None, legal_reference: None }).collect();
    let n = changes.len();
    let plan = sheet.work.add_plan(row.government_id, head, None).await?;
    sheet.work.insert_changes(plan.id, 1, changes).await?;
    sheet.work.drop_sheet(id).await?;
    tracing::info!(plan.id = %plan.id, changes = n, "sheet.imported");
    sheet.finish(plan.id).await
}

/// Which part of the tree is written out.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// This agency and all below it.
    pub under: Option<String>,
    /// Words of name, short name, code or functions.
    pub words: Option<String>,
    /// As it was on this day; what has ended is left out then.
    pub as_of: Option<NaiveDate>,
}

/// The tree as rows of a sheet. It is public knowledge; only a person with an account may take it home as a whole.
///
/// # Errors
/// Not signed in; words too long; database.
pub async fn export(op: &Op, wanted: &Wanted) -> Result<Vec<sheet::Entry>, Failure> {
    if op.actor().account().is_none() || matches!(op.actor(), Actor::System(_)) {
        return Err(Failure::Unauthenticated);
    }
    let words = match wanted.words.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        Some(words) => query_words(&text::clean_line("search", words, text::Limits::SEARCH)?),
        None => vec![],
    };
    let filter = AgencyFilter { words, under: wanted.under.clone(), open_only: false };
    Ok(op.scoped.entries(&filter, wanted.as_of).await?)
}
