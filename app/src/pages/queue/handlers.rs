//! `GET /antrean`
use axum::response::{IntoResponse, Redirect, Response};

use super::filter::Asked;
use super::queries::{AgenciesBelow, BelowVars, QueuePage, QueueVars};
use super::views;
use crate::gql::Fault;
use crate::layout::{Nav, Page};
use crate::pages::lists::PROVINCE;
use crate::texts::k;
use crate::visit::Visit;

/// How many agencies the filter suggests by name.
const AGENCIES_SUGGESTED: i32 = 50;

/// The queue; citizens are led to their own reports.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let asked = Asked::of(&visit);
    let (first, last) = asked.window();
    let vars = QueueVars {
        filter: asked.filter(&visit),
        sort: asked.sort,
        province: Some(PROVINCE.to_owned()),
        first,
        after: asked.after.clone().filter(|_| first.is_some()),
        last,
        before: asked.before.clone().filter(|_| last.is_some()),
    };
    let data: QueuePage = visit.query(vars).await?;
    if data.viewer.account.is_some() && !data.viewer.is_officer() {
        return Ok(Redirect::to("/laporan-saya").into_response());
    }
    visit.officers_only(&data.viewer)?;
    let under =
        data.viewer.acting_role.as_ref().and_then(|role| role.agency.as_ref()).map(|agency| agency.code.clone());
    let below: AgenciesBelow = visit.query(BelowVars { under, first: Some(AGENCIES_SUGGESTED) }).await?;
    let viewer = data.viewer.clone();
    let main = views::page(&visit, &asked, data, &below.agencies.nodes);
    Ok(visit.page(Page::new(visit.t(k::NAV_QUEUE), main).viewer(&viewer).active(Nav::Queue)))
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};

    use crate::testing::{Canned, HOSTILE, citizen, get, officer};

    fn row(reference: &str, state: &str, left: i32) -> Value {
        json!({
            "reference": reference, "title": HOSTILE, "status": "FORWARDED", "urgency": "EMERGENCY", "anonymous": true, "secret": true,
            "topic": { "code": "roads", "parentCode": null, "name": HOSTILE, "sensitive": false },
            "region": { "code": "63.71", "name": HOSTILE, "fullName": HOSTILE },
            "holder": { "code": "X", "name": HOSTILE, "shortName": HOSTILE }, "assignee": { "name": HOSTILE }, "returnCount": 1,
            "clock": { "stage": "FIRST_RESPONSE", "state": state, "startedAt": "2026-11-18T00:06:00Z", "dueAt": "2026-11-25T08:00:00Z",
                "amount": 5, "unit": "WORKING_DAYS", "used": 3, "left": left, "legalBasis": "" },
            "lastEvent": { "at": "2026-11-20T06:32:00Z", "kind": "RETURNED", "actor": { "label": HOSTILE, "onBehalfOf": null, "role": null, "agency": null } }
        })
    }

    fn page(viewer: Value, rows: Vec<Value>) -> Canned {
        let tabs = [
            "OPEN",
            "MINE",
            "NEW",
            "FORWARDED",
            "IN_PROGRESS",
            "AWAITING_CONFIRMATION",
            "POSTPONED",
            "RETURNED",
            "DONE",
        ];
        let tabs: Vec<Value> =
            tabs.iter().map(|tab| json!({ "tab": tab, "count": 1204, "capped": *tab == "OPEN" })).collect();
        Canned::new()
            .data("QueuePage", json!({
                "viewer": viewer, "caseCounts": { "tabs": tabs, "overdue": 3, "overdueCapped": false },
                "cases": { "nodes": rows, "pageInfo": { "hasPreviousPage": false, "hasNextPage": true, "startCursor": "a", "endCursor": "b" } },
                "topics": [{ "code": "roads", "parentCode": null, "name": HOSTILE, "sensitive": false }],
                "regions": [{ "code": "63.71", "name": "Kota Banjarmasin", "fullName": "Kota Banjarmasin" }]
            }))
            .data("AgenciesBelow", json!({ "agencies": { "nodes": [{ "code": "KALSEL-PUPR", "name": HOSTILE, "shortName": "PUPR" }] } }))
    }

    #[tokio::test]
    async fn rows_are_grouped_by_time_left_and_hostile_text_stays_text() {
        let client =
            page(officer(), vec![row("TG-1", "OVERDUE", -4), row("TG-2", "SOON", 1), row("TG-3", "RUNNING", 6)])
                .ready();
        let answer = get(&client, "/antrean?kata=%3Cscript%3Ealert").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        let place = |text: &str| answer.html.find(text).unwrap_or_else(|| panic!("{text} is missing: {}", answer.html));
        assert!(
            place("Lewat tenggat<") < place(">TG-1<")
                && place(">TG-1<") < place("Sisa dua hari kerja atau kurang")
                && place(">TG-2<") < place(">TG-3<")
        );
        assert!(answer.html.contains("1.204+") && answer.html.contains("3 lewat"), "{}", answer.html);
        assert!(answer.html.contains("href=\"/antrean?kata=%3Cscript%3Ealert&amp;after=b\""), "{}", answer.html);
    }

    #[tokio::test]
    async fn filters_of_the_address_reach_the_schema_and_stand_in_the_form() {
        let client = page(officer(), vec![]).english().ready();
        let path = "/antrean?tab=dikembalikan&kata=jalan&topik=roads&wilayah=63.71&instansi=KALSEL-PUPR&klasifikasi=ASPIRATION&tenggat=hari-ini&urut=terbaru&before=c";
        let answer = get(&client, path).await;
        let vars = client.variables("QueuePage").unwrap_or_default();
        assert_eq!(vars["filter"]["tab"], "RETURNED");
        assert_eq!(vars["filter"]["topicCode"], "roads");
        assert_eq!(vars["filter"]["classification"], json!(["ASPIRATION"]));
        assert_eq!(vars["filter"]["dueBefore"], "2026-11-23");
        assert_eq!(
            (&vars["sort"], &vars["last"], &vars["before"], &vars["first"]),
            (&json!("NEWEST"), &json!(20), &json!("c"), &Value::Null)
        );
        assert!(
            answer.html.contains("No report matches") && answer.html.contains("value=\"KALSEL-PUPR\""),
            "{}",
            answer.html
        );
    }

    #[tokio::test]
    async fn words_that_are_too_short_are_not_sent_and_said_so() {
        let client = page(officer(), vec![]).ready();
        let answer = get(&client, "/antrean?kata=x").await;
        assert_eq!(client.variables("QueuePage").unwrap_or_default()["filter"]["text"], Value::Null);
        assert!(answer.html.contains("paling sedikit dua huruf"), "{}", answer.html);
    }

    #[tokio::test]
    async fn who_is_not_signed_in_is_led_to_the_form_and_back() {
        let answer = get(&Canned::new().error("QueuePage", "UNAUTHENTICATED", "x").ready(), "/antrean?tab=saya").await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, "/masuk?kembali=%2Fantrean%3Ftab%3Dsaya")
        );
        let answer = get(&page(citizen(), vec![]).ready(), "/antrean").await;
        assert_eq!(answer.location, "/laporan-saya");
    }

    #[tokio::test]
    async fn faults_of_the_schema_get_their_own_status() {
        for (code, status) in [
            ("FORBIDDEN", 403),
            ("RATE_LIMITED", 429),
            ("BAD_USER_INPUT", 400),
            ("INTERNAL", 500),
            ("UNAVAILABLE", 503),
            ("NOT_FOUND", 404),
        ] {
            let answer = get(&Canned::new().error("QueuePage", code, HOSTILE).ready(), "/antrean").await;
            assert_eq!(answer.status.as_u16(), status, "{code}");
            answer.assert_harmless();
            assert!(answer.html.contains("req-1"), "a number to quote");
        }
    }
}
