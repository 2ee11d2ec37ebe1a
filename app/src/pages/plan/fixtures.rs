//! For the tests of the plan pages: a plan with hostile text in every place, and a client that knows it.
use std::sync::Arc;

use serde_json::{Value, json};

use crate::testing::{Answer, Canned, HOSTILE, officer, post};

pub(super) const URL: &str = "/penataan/plan-1";
pub(super) const CAN: [&str; 6] = ["EDIT", "SUBMIT", "APPROVE", "RETURN", "DISCARD", "UNDO"];

pub(super) fn bit(code: &str) -> Value {
    json!({ "code": code, "name": HOSTILE, "shortName": HOSTILE })
}

pub(super) fn page_info() -> Value {
    json!({ "hasPreviousPage": false, "hasNextPage": true, "startCursor": "s", "endCursor": "e" })
}

pub(super) fn finding(severity: &str) -> Value {
    json!({ "severity": severity, "message": HOSTILE, "changeId": "change-1", "agencyCode": "PERKIM" })
}

pub(super) fn event(kind: &str, at: &str) -> Value {
    json!({ "kind": kind, "at": at, "by": format!("{HOSTILE}{kind}"), "text": HOSTILE })
}

pub(super) fn change(kind: &str) -> Value {
    json!({ "id": "change-1", "version": 3, "kind": kind, "summary": format!("Ringkas {HOSTILE}"), "code": "PERKIM", "name": HOSTILE, "shortName": HOSTILE,
        "agencyKind": "BOARD", "functions": ["housing"], "regionCode": "63", "servesRegions": [], "parentCode": "KALSEL", "sourceCodes": ["A", "B"],
        "successorCode": "PUPR", "heirs": [{ "code": "H1", "topicCodes": ["roads"], "regionCodes": ["63.71"], "unitCodes": ["U1"], "returned": true }],
        "note": HOSTILE, "legalReference": HOSTILE, "editedBy": HOSTILE, "findings": [finding("ERROR"), finding("WARNING")] })
}

pub(super) fn preview(publishable: bool) -> Value {
    let hand = |to: Value, open: i32| {
        json!({ "from": bit("PERKIM"), "fromCode": "PERKIM", "fromName": HOSTILE, "toCode": to, "toName": HOSTILE, "openCases": open, "closedCases": 2,
            "members": 1, "ruleTargets": 1, "overrides": 0, "sample": [{ "reference": "TG-1" }] })
    };
    let node = |code: &str, depth: i32, change: &str| json!({ "code": code, "name": HOSTILE, "depth": depth, "change": change, "was": HOSTILE, "vacant": true });
    let findings =
        if publishable { json!([finding("WARNING")]) } else { json!([finding("ERROR"), finding("WARNING")]) };
    json!({ "publishable": publishable, "findings": findings, "handovers": [hand(json!("PUPR"), 1_234), hand(Value::Null, 3), hand(json!("PERKIM"), 0)],
        "members": [{ "name": HOSTILE, "role": "AGENCY_ADMIN", "fromName": HOSTILE, "toName": null }],
        "tree": [node("KALSEL", 1, "KEPT"), node("PUPR", 2, "RENAMED"), node("CK", 4, "NEW"), node("PERKIM", 2, "CLOSED"), node("LAIN", 0, "MOVED")],
        "openCases": 1_237, "closedCases": 6 })
}

pub(super) fn plan(status: &str, can: &[&str], preview: Value) -> Value {
    json!({ "id": "plan-1", "title": HOSTILE, "legalReference": HOSTILE, "note": HOSTILE, "pastReason": HOSTILE, "effectiveOn": "2027-01-04", "status": status,
        "version": 5, "government": bit("KALSEL"), "changes": [change("MERGE")], "preview": preview, "outcome": null, "progress": null,
        "counterOf": { "id": "plan-0", "title": HOSTILE }, "counteredBy": null, "viewerCan": can,
        "events": [event("CREATED", "2026-11-20T06:32:00Z"), event("EDITED", "2026-11-23T02:10:00Z")] })
}

pub(super) fn client(plan: Value) -> Canned {
    let choice = json!({ "code": "KALSEL-PUPR", "name": HOSTILE, "open": true, "ancestors": [bit("NASIONAL"), bit("KALSEL")], "officersInOffice": 2 });
    Canned::new()
        .data("PlanPage", json!({ "viewer": officer(), "reorganisationPlan": plan }))
        .data("PlanAgencies", json!({ "agencies": { "nodes": [choice], "pageInfo": page_info() } }))
        .data(
            "TopicList",
            json!({ "topics": [{ "code": "roads", "parentCode": null, "name": HOSTILE, "sensitive": false }] }),
        )
}

pub(super) fn draft() -> Canned {
    client(plan("DRAFT", &CAN, preview(true)))
}

pub(super) fn answered(canned: Canned, operation: &str, field: &str, errors: Value) -> Canned {
    canned.data(operation, json!({ field: { "plan": { "id": "plan-2" }, "userErrors": errors } }))
}

pub(super) const FIELDS: [&str; 9] = [
    "updatePlan",
    "addPlanChange",
    "updatePlanChange",
    "removePlanChange",
    "submitPlan",
    "approvePlan",
    "returnPlan",
    "discardPlan",
    "draftCounterPlan",
];

pub(super) fn operation(field: &str) -> String {
    field[..1].to_uppercase() + &field[1..]
}

pub(super) async fn send(canned: Canned, act: &str, fields: &[(&str, &str)]) -> (Answer, Arc<Canned>) {
    let client = canned.ready();
    let mut all =
        vec![("version", "5"), ("change_id", "change-1"), ("kunci", "k-1"), ("dilihat", "2026-11-23T02:00:00+00:00")];
    all.extend_from_slice(fields);
    (post(&client, &format!("{URL}/{act}"), &all).await, client)
}
