//! Sheets of the tree: what was handed over, held line by line against the tree of this moment.
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::{
    agency::Agency,
    enums::ChangeKind,
    errors::{UserError, query_error},
    ids,
    page::{Listed, PageArgs, number_cursor, read_number_cursor},
    plan::ReorganisationPlan,
    scalars::Date,
    view::{View, Viewer},
};
use crate::{
    domain::sheet::{Fault, Line},
    texts,
    usecases::sheets::{self, Checked},
};

/// Most faults of the sheet as a whole, and codes that are missing, that are answered at once.
const SHOWN: usize = 50;

/// Which lines of a sheet.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SheetLineFilter {
    /// All of them.
    #[default]
    All,
    /// Those that change something.
    Changes,
    /// Those that have faults.
    Faults,
}

/// One thing to mend in a sheet.
#[derive(SimpleObject)]
pub struct SheetFault {
    /// Line of the file, counted from 1; line breaks inside quotes count.
    pub line: i32,
    /// Heading of the column; null where the whole line is to blame.
    pub column: Option<String>,
    /// In the viewer's language; names the limit and the way out.
    pub message: String,
}

/// A cell that differs from the tree of today.
#[derive(SimpleObject)]
pub struct SheetCell {
    /// Heading of the column.
    pub column: &'static str,
    /// Today; empty for a new agency.
    pub before: String,
    /// In the sheet.
    pub after: String,
    /// No plan writes this column: it stays as it is today.
    pub kept: bool,
}

/// One row of a sheet.
#[derive(SimpleObject)]
pub struct SheetLine {
    /// Line of the file, counted from 1.
    pub line: i32,
    /// The code as it is written.
    pub code: String,
    /// The name as it is written.
    pub name: String,
    /// The changes that it makes of the tree; empty where it says what is so already.
    pub changes: Vec<ChangeKind>,
    /// The cells that differ.
    pub cells: Vec<SheetCell>,
    /// What is wrong with it.
    pub faults: Vec<SheetFault>,
}

/// How many lines of each kind.
#[derive(SimpleObject)]
pub struct SheetTotals {
    /// Rows that were read.
    pub rows: i32,
    /// Rows that say what is so already.
    pub same: i32,
    /// Rows that change something.
    pub changed: i32,
    /// Rows with faults.
    pub faulty: i32,
    /// Changes that the plan would have.
    pub changes: i32,
    /// New agencies.
    pub created: i32,
    /// Agencies that close.
    pub closed: i32,
    /// Open agencies of the government that the sheet does not name; they stay as they are.
    pub missing: i32,
}

/// A sheet of the tree that was handed over (`POST /uploads/agency-sheet`) and is not a plan yet; kept for a day. Only whoever handed it over, while planning for its government.
pub struct AgencySheet {
    view: Viewer,
    checked: Checked,
}

fn number(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

impl AgencySheet {
    fn fault(&self, fault: &Fault) -> SheetFault {
        let name = |code: &str| self.checked.name(code);
        SheetFault {
            line: number(fault.line),
            column: fault.column.clone(),
            message: texts::sheets::fault(self.view.op.locale, fault, &name),
        }
    }

    fn line(&self, line: &Line) -> SheetLine {
        let cells = line.shifts.iter().map(|shift| SheetCell {
            column: shift.column.as_str(),
            before: shift.before.clone(),
            after: shift.after.clone(),
            kept: shift.kept,
        });
        SheetLine {
            line: number(line.line),
            code: line.code.clone(),
            name: line.name.clone(),
            changes: line.changes.iter().map(|kind| (*kind).into()).collect(),
            cells: cells.collect(),
            faults: line.faults.iter().map(|fault| self.fault(fault)).collect(),
        }
    }
}

/// A sheet of the tree that was handed over (`POST /uploads/agency-sheet`) and is not a plan yet; kept for a day. Only whoever handed it over, while planning for its government.
#[Object]
impl AgencySheet {
    /// Global id.
    async fn id(&self) -> ID {
        ids::sheet(self.checked.row.id)
    }
    /// Name of the file.
    async fn file_name(&self) -> &str {
        &self.checked.row.file_name
    }
    /// When it was handed over.
    async fn created_at(&self) -> DateTime<Utc> {
        self.checked.row.created_at
    }
    /// Whose tree it is for.
    async fn government(&self) -> async_graphql::Result<Agency> {
        Agency::must(&self.view, self.checked.row.government_id).await
    }
    /// No faults and at least one change: a plan can be made of it.
    async fn importable(&self) -> bool {
        !self.checked.difference.drafts.is_empty()
    }
    /// How many lines of each kind.
    async fn totals(&self) -> SheetTotals {
        let difference = &self.checked.difference;
        let kinds = || difference.lines.iter().flat_map(|line| &line.changes);
        let of = |wanted| kinds().filter(|kind| **kind == wanted).count();
        let count = |keep: fn(&Line) -> bool| number(difference.lines.iter().filter(|line| keep(line)).count());
        SheetTotals {
            rows: number(difference.lines.len()),
            same: count(|line| line.faults.is_empty() && line.changes.is_empty()),
            changed: count(|line| line.faults.is_empty() && !line.changes.is_empty()),
            faulty: count(|line| !line.faults.is_empty()),
            changes: number(kinds().count()),
            created: number(of(entities::vocab::ChangeKind::Create)),
            closed: number(of(entities::vocab::ChangeKind::Close)),
            missing: number(difference.missing.len()),
        }
    }
    /// What is wrong with the sheet as a whole (header, length, rows that cannot be told apart); the first 50.
    async fn faults(&self) -> Vec<SheetFault> {
        self.checked.difference.faults.iter().take(SHOWN).map(|fault| self.fault(fault)).collect()
    }
    /// Codes of open agencies of the government that the sheet does not name; the first 50. They stay as they are.
    async fn missing_codes(&self) -> Vec<&str> {
        self.checked.difference.missing.iter().take(SHOWN).map(String::as_str).collect()
    }
    /// Its rows in the order of the file, each with its difference to today.
    async fn lines(
        &self,
        #[graphql(desc = "Which lines.", default)] only: SheetLineFilter,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<SheetLine>> {
        let op = &self.view.op;
        let wanted = PageArgs { first, after, last, before }.check(op)?;
        let (after, before) = wanted.bounds(op, |cursor| read_number_cursor("sheet", cursor))?;
        let place = |line: &Line| i64::try_from(line.line).unwrap_or(i64::MAX);
        let found = self
            .checked
            .difference
            .lines
            .iter()
            .filter(|line| match only {
                SheetLineFilter::All => true,
                SheetLineFilter::Changes => !line.changes.is_empty(),
                SheetLineFilter::Faults => !line.faults.is_empty(),
            })
            .filter(|line| after.is_none_or(|after| place(line) > after))
            .filter(|line| before.is_none_or(|before| place(line) < before));
        let limit = usize::try_from(wanted.limit()).unwrap_or(usize::MAX);
        let rows: Vec<&Line> = if wanted.backwards {
            let mut rows: Vec<&Line> = found.rev().take(limit).collect();
            rows.reverse();
            rows
        } else {
            found.take(limit).collect()
        };
        Ok(wanted.connection(rows, |line| (number_cursor("sheet", place(line)), self.line(line))))
    }
}

/// The questions of this file.
#[derive(Default)]
pub struct SheetQuery;

#[Object]
impl SheetQuery {
    /// A sheet of the tree that the viewer has handed over, held against the tree of this moment; writes nothing. Null when unknown, somebody else's, a plan already, or older than a day. Coordinators of its government, the system administrator.
    async fn agency_sheet(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id.")] id: ID,
        #[graphql(desc = "The day of the plan that would be made (WITA); by default today.")] effective_on: Option<
            Date,
        >,
    ) -> async_graphql::Result<Option<AgencySheet>> {
        let view = View::of(ctx)?;
        let Some(id) = ids::to_sheet(&id) else { return Ok(None) };
        let checked = sheets::check(&view.op, id, effective_on.map(|day| day.0)).await;
        let checked = checked.map_err(|failure| query_error(view.op.locale, &failure))?;
        Ok(checked.map(|checked| AgencySheet { view: Arc::clone(&view), checked }))
    }
}

/// Input of `importAgencySheet`.
#[derive(InputObject, Debug, Clone)]
pub struct ImportAgencySheetInput {
    /// The sheet, as `POST /uploads/agency-sheet` has named it.
    pub sheet_id: ID,
    /// 5 to 200 characters.
    pub title: String,
    /// Its day (WITA). A day in the past needs `pastReason`.
    pub effective_on: Date,
    /// Law, decree or draft; 3 to 300 characters.
    pub legal_reference: String,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// Why a day in the past; 5 to 4,000 characters.
    pub past_reason: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Answer of `importAgencySheet`.
#[derive(SimpleObject)]
pub struct ImportAgencySheetPayload {
    /// The draft plan with all changes of the sheet; null after a refusal.
    pub plan: Option<ReorganisationPlan>,
    /// Refusals that the person can mend; empty on success. A sheet with faults makes no plan at all.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}
