//! The first page: what can be done here, how a report travels, and what was published last. Officers are
//! led to their queue.
use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use leptos::prelude::*;

use super::published::{PublicRow, PublicRows, rows};
use crate::components::state;
use crate::gql::Fault;
use crate::gql::fragments::{CaseLink, ViewerBit};
use crate::gql::schema;
use crate::html::nothing;
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::Visit;

/// `/`.
pub fn router() -> Router {
    Router::new().route("/", get(show))
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
struct HomePage {
    viewer: ViewerBit,
    #[cynic(rename = "viewer", alias)]
    tracked: Tracked,
    #[arguments(first: 4)]
    public_cases: PublicRows,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Viewer")]
struct Tracked {
    tracked_case: Option<CaseLink>,
}

async fn show(visit: Visit) -> Result<Response, Fault> {
    let data = visit.query::<HomePage, _>(()).await?;
    if data.viewer.is_officer() {
        return Ok(Redirect::to("/antrean").into_response());
    }
    let main = view(&visit, data.tracked.tracked_case.as_ref(), &data.public_cases.nodes);
    Ok(visit.page(Page::new(visit.t(k::HOME_PAGE_TITLE), main).viewer(&data.viewer).active(Nav::Home)))
}

fn view(visit: &Visit, tracked: Option<&CaseLink>, published: &[PublicRow]) -> AnyView {
    let door = |href: &'static str, class: &'static str, title, text, button| {
        view! {
            <section class="card"><h2>{visit.t(title)}</h2><p>{visit.t(text)}</p><a class=class href=href>{visit.t(button)}</a></section>
        }
        .into_any()
    };
    let tracked = tracked.map(|case| {
        let title = case.title.clone().unwrap_or_else(|| case.reference.clone());
        view! {
            <section class="card now" aria-labelledby="h-terbuka"><h2 id="h-terbuka">{visit.t(k::HOME_TRACKED)}</h2>
                <p><a href=format!("/lacak/{}", case.reference)>{title}</a>" "{state(visit, case.status)}</p>
                <p class="meta">{visit.ta(k::TRACK_HELD_BY, &[("agency", case.holder.name.clone().into())])}</p></section>
        }
    });
    let journey = [
        (k::HOME_STEP_FILE, k::HOME_STEP_FILE_TEXT),
        (k::HOME_STEP_FORWARD, k::HOME_STEP_FORWARD_TEXT),
        (k::HOME_STEP_WORK, k::HOME_STEP_WORK_TEXT),
        (k::HOME_STEP_CONFIRM, k::HOME_STEP_CONFIRM_TEXT),
    ];
    let journey = journey.map(|(title, text)| view! { <li><b>{visit.t(title)}</b><span>{visit.t(text)}</span></li> });
    let published = if published.is_empty() {
        nothing()
    } else {
        view! {
            <section class="card flush" aria-labelledby="h-publik"><div class="card-head"><h2 id="h-publik">{visit.t(k::HOME_PUBLISHED)}</h2><a href="/publik">{visit.t(k::HOME_PUBLISHED_ALL)}</a></div>
                {rows(visit, published, 3)}</section>
        }
        .into_any()
    };
    view! {
        <div class="hero"><h1>{visit.t(k::HOME_TITLE)}</h1><p class="lede">{visit.t(k::HOME_LEDE)}</p></div>
        {tracked}
        <div class="doors">
            {door("/lapor", "btn primary", k::HOME_FILE, k::HOME_FILE_TEXT, k::HOME_FILE_BUTTON)}
            {door("/lacak", "btn", k::HOME_TRACK, k::HOME_TRACK_TEXT, k::HOME_TRACK_BUTTON)}
            {door("/publik", "btn", k::HOME_READ, k::HOME_READ_TEXT, k::HOME_READ_BUTTON)}
        </div>
        <p class="note">{visit.t(k::HOME_EMERGENCY)}</p>
        <section class="card" aria-labelledby="h-jalan"><h2 id="h-jalan">{visit.t(k::HOME_JOURNEY)}</h2><ol class="journey" role="list">{journey.into_iter().collect_view()}</ol></section>
        {published}
    }
    .into_any()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};

    use crate::testing::{Canned, HOSTILE, get, nobody, officer};

    fn home(viewer: Value, tracked: Value) -> Canned {
        let row = json!({ "reference": "TG-1", "title": HOSTILE, "body": HOSTILE, "status": "IN_PROGRESS", "topic": { "name": HOSTILE },
            "region": { "fullName": HOSTILE }, "holder": { "code": "X", "name": HOSTILE, "shortName": HOSTILE }, "openedAt": "2026-11-20T01:00:00Z", "closedAt": null });
        let page = json!({ "hasPreviousPage": false, "hasNextPage": false, "startCursor": null, "endCursor": null });
        Canned::new().data("HomePage", json!({ "viewer": viewer, "tracked": { "trackedCase": tracked }, "publicCases": { "nodes": [row], "pageInfo": page } }))
    }

    #[tokio::test]
    async fn officers_are_led_to_their_queue() {
        let answer = get(&home(officer(), Value::Null).ready(), "/").await;
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/antrean"));
    }

    #[tokio::test]
    async fn everybody_else_finds_the_three_doors_in_both_languages() {
        for (canned, words) in
            [(home(nobody(), Value::Null), "Buat laporan"), (home(nobody(), Value::Null).english(), "File a report")]
        {
            let answer = get(&canned.ready(), "/").await;
            assert_eq!(answer.status, StatusCode::OK);
            answer.assert_harmless();
            for part in [words, "href=\"/lapor\"", "href=\"/lacak\"", "href=\"/publik\"", "DATA CONTOH"] {
                assert!(answer.html.contains(part), "{part}: {}", answer.html);
            }
        }
    }

    #[tokio::test]
    async fn the_report_opened_by_its_code_stands_on_top() {
        let tracked = json!({ "reference": "TG-2", "title": HOSTILE, "status": "FORWARDED", "holder": { "code": "X", "name": HOSTILE, "shortName": "X" } });
        let answer = get(&home(nobody(), tracked).ready(), "/").await;
        answer.assert_harmless();
        assert!(answer.html.find("/lacak/TG-2").unwrap() < answer.html.find("class=\"doors\"").unwrap());
    }
}
