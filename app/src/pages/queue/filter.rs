//! The filters of the queue as they stand in the address. Unknown values filter nothing.
use chrono::Days;

use super::queries::CaseFilter;
use crate::format::local;
use crate::gql::enums::{CaseSort, CaseTab, Classification};
use crate::texts::{Key, k};
use crate::visit::Visit;

/// Rows of one page.
const PAGE: i32 = 20;

/// The tabs with their names in the address.
pub const TABS: [(CaseTab, &str); 9] = [
    (CaseTab::Open, "terbuka"),
    (CaseTab::Mine, "saya"),
    (CaseTab::New, "baru"),
    (CaseTab::Forwarded, "diteruskan"),
    (CaseTab::InProgress, "dikerjakan"),
    (CaseTab::AwaitingConfirmation, "menunggu"),
    (CaseTab::Postponed, "ditunda"),
    (CaseTab::Returned, "dikembalikan"),
    (CaseTab::Done, "selesai"),
];
/// Choices of the deadline filter with their names in the address.
pub const DUES: [(&str, Key); 3] =
    [("lewat", k::QUEUE_DUE_OVER), ("hari-ini", k::QUEUE_DUE_TODAY), ("minggu", k::QUEUE_DUE_WEEK)];
/// Orders with their names in the address.
pub const SORTS: [(CaseSort, &str); 3] =
    [(CaseSort::DueFirst, "tenggat"), (CaseSort::Newest, "terbaru"), (CaseSort::Oldest, "terlama")];

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub tab: CaseTab,
    pub sort: CaseSort,
    pub words: Option<String>,
    pub topic: Option<String>,
    pub region: Option<String>,
    pub agency: Option<String>,
    pub class: Option<Classification>,
    pub due: Option<&'static str>,
    pub after: Option<String>,
    pub before: Option<String>,
}

impl Asked {
    /// Reads the address.
    pub fn of(visit: &Visit) -> Self {
        let tab = visit
            .asked("tab")
            .and_then(|name| TABS.iter().find(|(_, known)| *known == name))
            .map_or(CaseTab::Open, |(tab, _)| *tab);
        let sort =
            visit.asked("urut").and_then(|name| SORTS.iter().find(|(_, known)| *known == name)).map(|(sort, _)| *sort);
        Self {
            tab,
            // What is done has no deadline any more.
            sort: sort.unwrap_or(if tab == CaseTab::Done { CaseSort::Newest } else { CaseSort::DueFirst }),
            words: visit.asked("kata"),
            topic: visit.asked("topik"),
            region: visit.asked("wilayah"),
            agency: visit.asked("instansi"),
            class: visit.asked("klasifikasi").and_then(|name| Classification::parse(&name)),
            due: visit
                .asked("tenggat")
                .and_then(|name| DUES.iter().find(|(known, _)| *known == name))
                .map(|(name, _)| *name),
            after: visit.asked("after"),
            before: visit.asked("before"),
        }
    }

    /// Words that are too short or too long to look for.
    pub fn words_useless(&self) -> bool {
        self.words.as_ref().is_some_and(|words| !(2..=100).contains(&words.chars().count()))
    }

    /// For the schema.
    pub fn filter(&self, visit: &Visit) -> CaseFilter {
        let today = local(visit.door.now).date_naive();
        CaseFilter {
            tab: Some(self.tab),
            agency_code: self.agency.clone(),
            classification: self.class.map(|class| vec![class]),
            topic_code: self.topic.clone(),
            region_code: self.region.clone(),
            text: self.words.clone().filter(|_| !self.words_useless()),
            overdue: (self.due == Some("lewat")).then_some(true),
            due_before: match self.due {
                Some("hari-ini") => Some(today),
                Some("minggu") => today.checked_add_days(Days::new(7)),
                _ => None,
            },
        }
    }

    /// `(first, last)` of the page.
    pub fn window(&self) -> (Option<i32>, Option<i32>) {
        if self.before.is_some() && self.after.is_none() { (None, Some(PAGE)) } else { (Some(PAGE), None) }
    }
}
