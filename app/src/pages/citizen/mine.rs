//! The reports of a citizen who is signed in, newest first. Reports filed without an account are opened by
//! their code instead; see `tracking`.
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::{due, empty, pager, state, table};
use crate::gql::enums::{CaseSort, CaseStatus, Relation};
use crate::gql::fragments::{AgencyBit, ClockBit, PageInfo, ViewerBit};
use crate::gql::{Fault, FaultKind, schema};
use crate::html::nothing;
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::Visit;

/// How many stand on a page.
const SHOWN: i32 = 20;

/// `/laporan-saya`.
pub fn router() -> Router {
    Router::new().route("/laporan-saya", get(show))
}

#[derive(cynic::InputObject, Debug)]
struct CaseFilter {
    relation: Option<Vec<Relation>>,
}

#[derive(cynic::QueryVariables, Debug)]
struct MyReportsVars {
    filter: CaseFilter,
    sort: CaseSort,
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "MyReportsVars")]
struct MyReports {
    viewer: ViewerBit,
    #[arguments(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before)]
    cases: MyRows,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CaseConnection")]
struct MyRows {
    nodes: Vec<MyRow>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Case")]
struct MyRow {
    reference: String,
    title: Option<String>,
    status: CaseStatus,
    opened_at: DateTime<Utc>,
    holder: AgencyBit,
    clock: Option<ClockBit>,
}

async fn show(visit: Visit) -> Result<Response, Fault> {
    let before = visit.asked("before");
    let (first, last) = if before.is_some() { (None, Some(SHOWN)) } else { (Some(SHOWN), None) };
    let after = visit.asked("after").filter(|_| before.is_none());
    let vars = MyReportsVars {
        filter: CaseFilter { relation: Some(vec![Relation::Reporter]) },
        sort: CaseSort::Newest,
        first,
        after,
        last,
        before,
    };
    let data = visit.query::<MyReports, _>(vars).await?;
    if data.viewer.account.is_none() {
        return Err(Fault::new(&visit, FaultKind::SignIn));
    }
    let main = view(&visit, &data);
    Ok(visit.page(Page::new(visit.t(k::MINE_TITLE), main).viewer(&data.viewer).active(Nav::MyReports)))
}

fn view(visit: &Visit, data: &MyReports) -> AnyView {
    let list = if data.cases.nodes.is_empty() {
        empty(visit, k::MINE_EMPTY, k::MINE_EMPTY_NEXT)
    } else {
        let heads =
            [k::MINE_HEAD_REPORT, k::MINE_HEAD_STATE, k::MINE_HEAD_HOLDER, k::MINE_HEAD_DUE, k::MINE_HEAD_FILED];
        table(visit, k::MINE_CAPTION, &heads, data.cases.nodes.iter().map(|row| cells(visit, row)).collect())
    };
    view! {
        <div class="page-head"><div><h1>{visit.t(k::MINE_TITLE)}</h1><p class="lede">{visit.t(k::MINE_LEDE)}</p></div>
            <div class="row"><a class="btn primary" href="/lapor">{visit.t(k::HOME_FILE_BUTTON)}</a></div></div>
        <section class="card mine">{list}</section>{pager(visit, &data.cases.page_info)}
    }
    .into_any()
}

fn cells(visit: &Visit, row: &MyRow) -> Vec<AnyView> {
    let title = row.title.clone().unwrap_or_else(|| row.reference.clone());
    vec![
        view! { <span class="lead"><a href=format!("/lacak/{}", row.reference)>{title}</a><span class="meta"><span class="ref">{row.reference.clone()}</span></span></span> }.into_any(),
        state(visit, row.status),
        row.holder.name.clone().into_any(),
        row.clock.as_ref().map_or_else(nothing, |clock| due(visit, clock)),
        visit.day(row.opened_at).into_any(),
    ]
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};

    use crate::testing::{Canned, HOSTILE, citizen, get, nobody};

    fn page(viewer: Value, nodes: Value) -> Canned {
        let info = json!({ "hasPreviousPage": false, "hasNextPage": true, "startCursor": "c1", "endCursor": "c2" });
        Canned::new().data("MyReports", json!({ "viewer": viewer, "cases": { "nodes": nodes, "pageInfo": info } }))
    }

    #[tokio::test]
    async fn somebody_not_signed_in_is_asked_to_sign_in_and_led_back() {
        let answer = get(&page(nobody(), json!([])).ready(), "/laporan-saya").await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, "/masuk?kembali=%2Flaporan-saya")
        );
    }

    #[tokio::test]
    async fn a_citizen_sees_own_reports_and_pages_through_them() {
        let row = json!({ "reference": "TG-1", "title": HOSTILE, "status": "CLOSED", "openedAt": "2026-11-20T01:00:00Z",
            "holder": { "code": "X", "name": HOSTILE, "shortName": "X" }, "clock": null });
        let client = page(citizen(), json!([row])).ready();
        let answer = get(&client, "/laporan-saya?after=c0").await;
        answer.assert_harmless();
        assert!(
            answer.html.contains("href=\"/lacak/TG-1\"") && answer.html.contains("/laporan-saya?after=c2"),
            "{}",
            answer.html
        );
        let asked = client.variables("MyReports").unwrap();
        assert_eq!(
            (&asked["filter"]["relation"], &asked["after"], &asked["first"]),
            (&json!(["REPORTER"]), &json!("c0"), &json!(20))
        );
    }

    #[tokio::test]
    async fn without_reports_the_page_says_what_to_do_next() {
        let answer = get(&page(citizen(), json!([])).english().ready(), "/laporan-saya").await;
        answer.assert_harmless();
        assert!(answer.html.contains("class=\"empty\"") && answer.html.contains("href=\"/lapor\""), "{}", answer.html);
    }
}
