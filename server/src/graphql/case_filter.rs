//! What to list of the cases: the tabs of a queue, the filters of its page, words or a number.
use async_graphql::{ID, InputObject};
use entities::vocab;

use super::{
    enums::{CaseStatus, CaseTab, Classification, Relation},
    errors::bad_input,
    ids,
    loaders::ByCode,
    scalars::Date,
    view::Viewer,
};
use crate::{
    domain::{
        refusal::Refusal,
        text::{self, Limits as TextLimits},
        tracking_code::TrackingCode,
    },
    op::Op,
    store::{Scoped, case_list},
};

/// What to list, within what the viewer sees.
#[derive(InputObject, Debug, Clone, Default)]
pub struct CaseFilter {
    /// A tab of the queue.
    pub tab: Option<CaseTab>,
    /// An agency's code: cases held by it or anything below it.
    pub agency_code: Option<String>,
    /// How the viewer's agency stands to the case.
    pub relation: Option<Vec<Relation>>,
    /// States.
    pub status: Option<Vec<CaseStatus>>,
    /// Kinds.
    pub classification: Option<Vec<Classification>>,
    /// A topic code, with its sub-topics.
    pub topic_code: Option<String>,
    /// A region code, with everything in it.
    pub region_code: Option<String>,
    /// Words of title or body (each as a beginning), or a number. 2 to 100 characters.
    pub text: Option<String>,
    /// Filed on or after this day (WITA).
    pub opened_from: Option<Date>,
    /// Filed on or before this day (WITA).
    pub opened_to: Option<Date>,
    /// A clock has run out.
    pub overdue: Option<bool>,
    /// The nearest clock ends on or before this day (WITA).
    pub due_before: Option<Date>,
    /// Given to this officer.
    pub assignee_id: Option<ID>,
    /// Given to the viewer.
    pub assigned_to_me: Option<bool>,
}

/// What to list of the published reports.
#[derive(InputObject, Debug, Clone, Default)]
pub struct PublicCaseFilter {
    /// A topic code, with its sub-topics.
    pub topic_code: Option<String>,
    /// A region code, with everything in it.
    pub region_code: Option<String>,
    /// Words of title or body. 2 to 100 characters.
    pub text: Option<String>,
    /// States.
    pub status: Option<Vec<CaseStatus>>,
}

/// The filter of a tab.
pub(super) fn tab_filter(tab: CaseTab, filter: &mut case_list::CaseFilter) {
    use vocab::CaseStatus as S;
    match tab {
        CaseTab::Open => filter.open = Some(true),
        CaseTab::Mine => {
            filter.open = Some(true);
            filter.mine = true;
            filter.except = vec![S::Postponed, S::AwaitingConfirmation];
        }
        CaseTab::New => filter.statuses = vec![S::Submitted, S::Reopened],
        CaseTab::Forwarded => filter.statuses = vec![S::Forwarded],
        CaseTab::InProgress => filter.statuses = vec![S::InProgress],
        CaseTab::AwaitingConfirmation => filter.statuses = vec![S::AwaitingConfirmation],
        CaseTab::Postponed => filter.statuses = vec![S::Postponed],
        CaseTab::Returned => filter.statuses = vec![S::Returned],
        CaseTab::Done => filter.open = Some(false),
    }
}

/// Words to search for, or a number.
pub(super) fn search(op: &Op, text: Option<&str>) -> async_graphql::Result<(Vec<String>, Option<String>)> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok((vec![], None)) };
    let line = text::clean_line("text", text, TextLimits::SEARCH)
        .map_err(|error| bad_input(op.locale, &Refusal::from(error)))?;
    if let Ok(code) = TrackingCode::parse(&line) {
        return Ok((vec![], Some(code.to_string())));
    }
    let words = text::query_words(&line);
    if words.is_empty() { Err(bad_input(op.locale, &Refusal::Invalid("text"))) } else { Ok((words, None)) }
}

impl CaseFilter {
    /// Checked, and with codes resolved. `None` where nothing can match.
    pub(super) async fn check(self, view: &Viewer) -> async_graphql::Result<Option<case_list::CaseFilter>> {
        let op = &view.op;
        let mut filter = case_list::CaseFilter::default();
        if let Some(tab) = self.tab {
            tab_filter(tab, &mut filter);
        }
        if let Some(statuses) = self.status.filter(|statuses| !statuses.is_empty()) {
            let mut wanted: Vec<vocab::CaseStatus> = vec![];
            for status in statuses.into_iter().map(Into::into) {
                // Each state is a range of its own: named twice, its cases would be listed twice.
                if !wanted.contains(&status) {
                    wanted.push(status);
                }
            }
            if filter.statuses.is_empty() {
                filter.statuses = wanted;
            } else {
                filter.statuses.retain(|status| wanted.contains(status));
                if filter.statuses.is_empty() {
                    return Ok(None);
                }
            }
        }
        if let Some(code) = self.agency_code.filter(|code| !code.is_empty()) {
            match view.load(ByCode(code)).await? {
                Some(row) => filter.agency = Some(row.id),
                None => return Err(bad_input(op.locale, &Refusal::Unknown("agencyCode"))),
            }
        }
        if let Some(id) = self.assignee_id {
            let account = ids::to_officer(&id).ok_or_else(|| bad_input(op.locale, &Refusal::Unknown("assigneeId")))?;
            filter.assignee = Some(account);
        }
        if self.assigned_to_me == Some(true) {
            filter.assignee = op.actor().account();
        }
        (filter.words, filter.reference) = search(op, self.text.as_deref())?;
        filter.relations = self.relation.unwrap_or_default().into_iter().map(Into::into).collect();
        filter.classifications = self.classification.unwrap_or_default().into_iter().map(Into::into).collect();
        filter.topic = self.topic_code.filter(|code| !code.is_empty());
        filter.region = self.region_code.filter(|code| !code.is_empty());
        filter.from = self.opened_from.map(|day| Scoped::day_start(day.0));
        filter.to = self.opened_to.and_then(|day| day.0.succ_opt()).map(Scoped::day_start);
        filter.overdue = self.overdue == Some(true);
        filter.due_before = self.due_before.and_then(|day| day.0.succ_opt()).map(Scoped::day_start);
        Ok(Some(filter))
    }
}
