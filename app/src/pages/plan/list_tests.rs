//! The list of plans and the form for a new one, through the router.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::fixtures::*;
use crate::testing::{Canned, HOSTILE, citizen, get, nobody, officer, post};

fn list(viewer: Value, can: &[&str]) -> Canned {
    let row = json!({ "id": "plan-1", "title": HOSTILE, "status": "PROPOSED", "effectiveOn": "2027-01-04", "legalReference": HOSTILE, "government": bit("KALSEL"),
        "events": [event("CREATED", "2026-11-20T06:32:00Z")] });
    Canned::new().data("PlanListPage", json!({ "viewer": viewer, "reorganisationPlans": { "nodes": [row], "pageInfo": page_info() },
        "standing": { "actingRole": { "agency": { "code": "X", "viewerCan": can, "government": null, "ancestors": [] } } } }))
}

#[tokio::test]
async fn the_list_offers_a_new_plan_to_those_who_may() {
    for english in [false, true] {
        let mut canned = list(officer(), &["PLAN"]);
        if english {
            canned = canned.english();
        }
        let answer = get(&canned.ready(), "/penataan").await;
        answer.assert_harmless();
        assert!(
            answer.html.contains("action=\"/penataan\"") && answer.html.contains("/penataan/plan-1"),
            "{}",
            answer.html
        );
    }
    let answer = get(&list(officer(), &[]).ready(), "/penataan").await;
    assert!(
        !answer.html.contains("action=\"/penataan\"") && answer.html.contains("admin koordinator"),
        "{}",
        answer.html
    );
    assert_eq!(get(&list(citizen(), &[]).ready(), "/penataan").await.status, StatusCode::FORBIDDEN);
    assert_eq!(get(&list(nobody(), &[]).ready(), "/penataan").await.location, "/masuk?kembali=%2Fpenataan");
}

#[tokio::test]
async fn a_new_plan_leads_to_its_page_and_a_refused_one_keeps_what_was_typed() {
    let typed = [
        ("title", "Penggabungan"),
        ("effective_on", "2027-01-04"),
        ("legal_reference", "Perda 1/2027"),
        ("kunci", "k-9"),
    ];
    let client = answered(list(officer(), &["PLAN"]), "CreatePlan", "createPlan", json!([])).ready();
    let answer = post(&client, "/penataan", &typed).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/penataan/plan-2?pesan=rencana-baru")
    );
    let input = client.variables("CreatePlan").unwrap_or_default()["input"].clone();
    assert_eq!(
        (&input["effectiveOn"], &input["note"], &input["clientMutationId"]),
        (&json!("2027-01-04"), &Value::Null, &json!("k-9"))
    );

    let errors = json!([{ "code": "REQUIRED", "message": HOSTILE, "path": ["input", "pastReason"] }]);
    let client = answered(list(officer(), &["PLAN"]), "CreatePlan", "createPlan", errors).ready();
    let answer = post(&client, "/penataan", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(
        answer.html.contains("value=\"Perda 1/2027\"") && answer.html.contains("id=\"baru-past_reason-error\""),
        "{}",
        answer.html
    );
    let answer = post(&client, "/penataan", &[("title", "x"), ("effective_on", "nanti")]).await;
    assert!(answer.html.contains("id=\"baru-effective_on-error\""), "{}", answer.html);
}
