//! `GET /instansi`: which branches are open, the day and the search stand in the address.
use axum::response::Response;
use chrono::NaiveDate;

use super::branches::{MOST_OPEN, TreePage, TreeVars};
use super::queries::{StandingViewer, TreeStart};
use super::views;
use crate::format::local;
use crate::gql::Fault;
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::Visit;

/// No code is longer.
const CODE_MAX: usize = 64;
/// Stands in the address where every branch is closed.
pub const ALL_CLOSED: &str = "-";

/// What the address asks for.
pub struct Asked {
    /// The open branches.
    pub open: Vec<String>,
    /// The words looked for.
    pub words: Option<String>,
    /// The day, where it is not today.
    pub as_of: Option<NaiveDate>,
    /// The day that is shown.
    pub day: NaiveDate,
    /// A day that could not be read.
    pub day_unread: bool,
    /// Only where somebody is missing.
    pub vacant: bool,
}

impl Asked {
    /// Reads the address.
    pub fn of(visit: &Visit) -> Self {
        let today = local(visit.door.now).date_naive();
        let typed = visit.asked("per");
        let day: Option<NaiveDate> = typed.as_deref().and_then(|text| text.parse().ok());
        Self {
            open: open_codes(visit.asked("buka")),
            words: visit.asked("q").map(|words| words.chars().take(100).collect()),
            as_of: day.filter(|day| *day != today),
            day: day.unwrap_or(today),
            day_unread: typed.is_some() && day.is_none(),
            vacant: visit.asked("lowong").is_some(),
        }
    }
}

fn open_codes(text: Option<String>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for code in text.unwrap_or_default().split(',').map(str::trim) {
        if !code.is_empty() && code != ALL_CLOSED && code.len() <= CODE_MAX && !codes.iter().any(|known| known == code)
        {
            codes.push(code.to_owned());
        }
    }
    codes.truncate(MOST_OPEN);
    codes
}

/// Where nothing was opened yet, the way to the viewer's own agency is.
fn own_way(standing: &StandingViewer) -> Vec<String> {
    let Some(agency) = standing.agency() else { return Vec::new() };
    let way = agency.ancestors.iter().map(|above| above.code.clone()).skip(1).chain([agency.code.clone()]);
    way.take(MOST_OPEN).collect()
}

/// The tree.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let mut asked = Asked::of(&visit);
    if visit.asked("buka").is_none() && asked.words.is_none() {
        let start: TreeStart = visit.query(()).await?;
        asked.open = own_way(&start.viewer);
    }
    let vars = TreeVars {
        as_of: asked.as_of,
        open_only: asked.as_of.is_none(),
        words: asked.words.clone(),
        searching: asked.words.is_some(),
        ..TreeVars::default()
    };
    let open: &[String] = if asked.words.is_some() { &[] } else { &asked.open };
    let data: TreePage = visit.query(vars.open(open)).await?;
    let viewer = data.viewer.clone();
    let main = views::page(&visit, &asked, data);
    Ok(visit.page(Page::new(visit.t(k::NAV_TREE), main).viewer(&viewer).active(Nav::Tree)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_branches_are_read_once_and_at_most_twenty() {
        assert_eq!(open_codes(Some(" A, B,A,,- ".into())), ["A", "B"]);
        assert_eq!(open_codes(None), Vec::<String>::new());
        let many = (0..30).map(|n| format!("K{n}")).collect::<Vec<_>>().join(",");
        assert_eq!(open_codes(Some(many)).len(), 20);
        assert_eq!(open_codes(Some("x".repeat(65))), Vec::<String>::new());
    }
}
