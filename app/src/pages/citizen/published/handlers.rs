//! Reads the filters of the address and answers the list or one report.
use axum::response::Response;

use super::queries::{PublicCaseFilter, PublishedPage, PublishedReport, PublishedVars, ReferenceVars};
use super::views::{self, Asked};
use crate::gql::Fault;
use crate::gql::enums::CaseStatus;
use crate::layout::{Nav, Page};
use crate::pages::lists::PROVINCE;
use crate::texts::k;
use crate::visit::Visit;

/// How many stand on a page.
const SHOWN: i32 = 20;
/// Words to search for, in characters.
const WORDS: std::ops::RangeInclusive<usize> = 2..=100;

/// What the address asks for. Words that cannot be searched are told beside the field and left out.
fn asked(visit: &Visit) -> Asked {
    let words = visit.asked("kata");
    let usable = words.as_ref().is_none_or(|words| WORDS.contains(&words.chars().count()));
    let status = visit
        .asked("keadaan")
        .and_then(|name| CaseStatus::parse(&name))
        .filter(|status| views::STATES.contains(status));
    Asked { words, usable, topic: visit.asked("topik"), region: visit.asked("wilayah"), status }
}

/// GET `/publik`.
pub async fn list(visit: Visit) -> Result<Response, Fault> {
    let asked = asked(&visit);
    let before = visit.asked("before");
    let (first, last) = if before.is_some() { (None, Some(SHOWN)) } else { (Some(SHOWN), None) };
    let vars = PublishedVars {
        filter: PublicCaseFilter {
            topic_code: asked.topic.clone(),
            region_code: asked.region.clone(),
            text: asked.words.clone().filter(|_| asked.usable),
            status: asked.status.map(|status| vec![status]),
        },
        province: PROVINCE.into(),
        first,
        after: visit.asked("after").filter(|_| before.is_none()),
        last,
        before,
    };
    let data = visit.query::<PublishedPage, _>(vars).await?;
    let main = views::list(&visit, &data, &asked);
    let title = match &asked.words {
        Some(words) => format!("{}: {words}", visit.t(k::PUB_TITLE)),
        None => visit.t(k::PUB_TITLE),
    };
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::Published)))
}

/// GET `/publik/{reference}`.
pub async fn one(visit: Visit) -> Result<Response, Fault> {
    let data =
        visit.query::<PublishedReport, _>(ReferenceVars { reference: visit.param("reference").to_owned() }).await?;
    let Some(report) = data.public_case else {
        return Err(Fault::not_found(&visit));
    };
    let title = format!("{} · {}", report.title, report.reference);
    Ok(visit.page(Page::new(title, views::one(&visit, &report)).viewer(&data.viewer).active(Nav::Published)))
}
