//! Figures of a queue.
use async_graphql::SimpleObject;
use entities::vocab;

use super::{case_filter::tab_filter, enums::CaseTab, errors::internal, view::Viewer};
use crate::store::case_list;

/// Counts stop here and say so.
pub const COUNT_MAX: u64 = 1000;

/// How many cases a tab has.
#[derive(SimpleObject)]
pub struct TabCount {
    /// The tab.
    pub tab: CaseTab,
    /// How many.
    pub count: i64,
    /// Counting stopped there; shown as "999+".
    pub capped: bool,
}

/// Figures of the viewer's queue.
#[derive(SimpleObject)]
pub struct CaseCounts {
    /// Each tab.
    pub tabs: Vec<TabCount>,
    /// Open cases of which a clock has run out.
    pub overdue: i64,
    /// Counting stopped there.
    pub overdue_capped: bool,
}

/// Figures of a viewer's queue: kept totals where they are kept, counts up to a limit elsewhere.
///
/// # Errors
/// Database.
pub async fn counts(view: &Viewer) -> async_graphql::Result<CaseCounts> {
    let op = &view.op;
    let scoped = &op.scoped;
    let kept = if scoped.has_kept_totals() { Some(scoped.totals().await.map_err(internal(op))?) } else { None };
    let tabs = [
        CaseTab::Open,
        CaseTab::Mine,
        CaseTab::New,
        CaseTab::Forwarded,
        CaseTab::InProgress,
        CaseTab::AwaitingConfirmation,
        CaseTab::Postponed,
        CaseTab::Returned,
        CaseTab::Done,
    ];
    let mut found = vec![];
    for tab in tabs {
        let mut filter = case_list::CaseFilter::default();
        tab_filter(tab, &mut filter);
        let (count, capped) = match &kept {
            Some(totals) if tab != CaseTab::Mine => {
                let wanted = |status: vocab::CaseStatus| match filter.open {
                    Some(open) => status.is_open() == open,
                    None => filter.statuses.contains(&status),
                };
                (totals.iter().filter(|(status, _)| wanted(*status)).map(|(_, n)| n).sum(), false)
            }
            _ => capped(scoped.count_up_to(&filter, COUNT_MAX).await.map_err(internal(op))?),
        };
        found.push(TabCount { tab, count, capped });
    }
    let overdue = case_list::CaseFilter { open: Some(true), overdue: true, ..case_list::CaseFilter::default() };
    let (overdue, overdue_capped) = capped(scoped.count_up_to(&overdue, COUNT_MAX).await.map_err(internal(op))?);
    Ok(CaseCounts { tabs: found, overdue, overdue_capped })
}

fn capped(n: u64) -> (i64, bool) {
    (i64::try_from(n).unwrap_or(i64::MAX), n >= COUNT_MAX)
}
