//! For the tests of the pages of rules: a version with hostile text in every place, and a client that knows it.
use std::sync::Arc;

use serde_json::{Value, json};

use crate::testing::{Answer, Canned, HOSTILE, officer, post};

pub(super) const URL: &str = "/aturan/set-8";
pub(super) const CAN: [&str; 6] = ["EDIT", "SUBMIT", "APPROVE", "RETURN", "DISCARD", "COPY"];

pub(super) fn bit(code: &str) -> Value {
    json!({ "code": code, "name": HOSTILE, "shortName": HOSTILE })
}

pub(super) fn page_info() -> Value {
    json!({ "hasPreviousPage": false, "hasNextPage": true, "startCursor": "s", "endCursor": "e" })
}

pub(super) fn finding(severity: &str, code: &str, move_to: Value) -> Value {
    json!({ "severity": severity, "code": code, "message": format!("{severity} {HOSTILE}"), "position": 575, "moveTo": move_to })
}

pub(super) fn shadowed() -> Value {
    json!([finding("ERROR", "UNREACHABLE", json!(565)), finding("WARNING", "KEYWORD_CONTAINED", Value::Null)])
}

pub(super) fn row(position: i32, name: &str, findings: Value) -> Value {
    json!({ "position": position, "name": name, "active": position != 590, "mode": "SUGGEST", "because": HOSTILE, "fallback": position == 9_990,
        "summary": format!("Ringkas {HOSTILE}"), "targetSummary": HOSTILE, "when": { "keywordsAny": ["lampu gang"], "keywordsAll": [HOSTILE] },
        "findings": findings, "recentHits": 1_234 })
}

pub(super) fn link() -> Value {
    json!({ "id": "set-7", "number": 7, "title": HOSTILE })
}

pub(super) fn difference(kind: &str, from: Value, to: Value) -> Value {
    json!({ "kind": kind, "name": HOSTILE, "from": from, "to": to, "fields": [HOSTILE] })
}

/// Cases for which a rule has lost its target.
pub(super) fn flagged() -> Value {
    let case = |title: Value| json!({ "reference": "TG-2611-7K3QXM", "title": title, "status": "SUBMITTED", "holder": bit("KALSEL") });
    json!({ "nodes": [case(json!(HOSTILE)), case(Value::Null)], "pageInfo": page_info() })
}

pub(super) fn outcomes() -> Value {
    json!({ "taken": 1_200, "other": 34, "open": 5, "automatic": 6, "reasons": [{ "reason": "WRONG_AGENCY", "count": 30 }, { "reason": "UNSAID", "count": 4 }] })
}

/// A version; `findings` are those of the rule at 575.
pub(super) fn set(status: &str, can: &[&str], findings: Value) -> Value {
    let rules = json!([
        row(570, "Lampu setempat", json!([])),
        row(575, &format!("Lampu lingkungan {HOSTILE}"), findings.clone()),
        row(590, "Jalan setempat", json!([])),
        row(9_990, "Lainnya", json!([])),
    ]);
    json!({ "id": "set-8", "number": 8, "status": status, "title": HOSTILE, "note": HOSTILE, "version": 5, "government": bit("KALSEL"), "basedOn": link(),
        "overtaken": true, "rules": rules, "findings": findings,
        "changes": [difference("ADDED", Value::Null, json!(575)), difference("MOVED", json!(560), json!(570)), difference("REMOVED", json!(20), Value::Null)],
        "recentCases": 1_000, "flaggedCases": flagged(), "outcomes": outcomes(), "createdAt": "2026-11-20T06:32:00Z", "activatesAt": "2027-01-03T16:00:00Z", "activatedAt": null, "retiredAt": null,
        "events": [{ "kind": "EDITED", "at": "2026-11-23T02:10:00Z", "by": HOSTILE, "text": HOSTILE }, { "kind": "CREATED", "at": "2026-11-20T06:32:00Z", "by": null, "text": null }],
        "viewerCan": can })
}

pub(super) fn version(id: &str, number: i32, status: &str) -> Value {
    json!({ "id": id, "number": number, "title": HOSTILE, "status": status, "government": bit("KALSEL"), "ruleCount": 61,
        "createdAt": "2026-11-20T06:32:00Z", "activatesAt": "2027-01-03T16:00:00Z", "activatedAt": "2026-09-02T00:00:00Z", "retiredAt": null })
}

pub(super) fn lists(canned: Canned) -> Canned {
    let topic =
        |code: &str, parent: Value| json!({ "code": code, "parentCode": parent, "name": HOSTILE, "sensitive": false });
    let topics = json!([topic("roads", Value::Null), topic("roads.lighting", json!("roads"))]);
    let choice = json!({ "code": "BANJARMASIN-DISHUB", "name": HOSTILE, "open": true, "ancestors": [bit("NASIONAL"), bit("BANJARMASIN")], "officersInOffice": 2 });
    let versions =
        json!([version("set-8", 8, "DRAFT"), version("set-6", 6, "DISCARDED"), version("set-7", 7, "ACTIVE")]);
    canned
        .data("TopicList", json!({ "topics": topics }))
        .data("RegionList", json!({ "regions": [{ "code": "63.71", "name": HOSTILE, "fullName": HOSTILE }] }))
        .data("AgencySearch", json!({ "agencies": { "nodes": [choice], "pageInfo": page_info() } }))
        .data("RuleAgency", json!({ "agency": bit("BANJARMASIN-DISHUB") }))
        .data(
            "RuleVersions",
            json!({ "ruleSets": { "nodes": versions, "pageInfo": page_info() },
            "active": { "nodes": [version("set-7", 7, "ACTIVE")], "pageInfo": page_info() } }),
        )
}

pub(super) fn client(set: Value) -> Canned {
    lists(Canned::new().data("RulePage", json!({ "viewer": officer(), "ruleSet": set })))
}

pub(super) fn draft() -> Canned {
    client(set("DRAFT", &CAN, json!([])))
}

/// A rule with something in every field.
pub(super) fn body() -> Value {
    let target = |code: &str| json!({ "agencyCode": code, "functions": [], "otherwiseCode": null, "named": false });
    let relative = json!({ "agencyCode": null, "functions": ["village", "luar_daftar"], "otherwiseCode": "KALSEL-DISHUB", "named": false });
    json!({ "position": 575, "name": HOSTILE, "active": true, "mode": "AUTOMATIC", "because": HOSTILE,
        "when": { "topicCodes": ["roads.lighting", "luar.daftar"], "regionCodes": ["63.71", "63.71.01"], "classifications": ["SERVICE_COMPLAINT"], "channels": ["SP4N"],
            "namedAgencyCodes": [HOSTILE], "namedKinds": ["HOSPITAL"], "urgencies": ["HIGH"], "weekdays": ["MONDAY"], "from": "08:00", "until": "16:00",
            "keywordsAny": ["lampu gang", HOSTILE], "keywordsAll": ["padam"] },
        "then": { "action": "FORWARD", "forwardTo": relative.clone(), "supporting": [target("POLDA-KALSEL"), relative], "informed": [target(HOSTILE)], "urgency": "HIGH",
            "archiveReasonCode": "court_matter", "replyCode": "FORWARDED" },
        "findings": shadowed() })
}

/// The builder; `rule` is the one at the place that is asked for.
pub(super) fn bench(rule: Value, can: &[&str]) -> Canned {
    let spot = |position: i32, name: &str| json!({ "position": position, "name": name, "fallback": position == 9_990 });
    let spots = [spot(570, "Lampu setempat"), spot(980, HOSTILE), spot(9_990, "Lainnya")];
    let topic =
        |code: &str, parent: Value| json!({ "code": code, "parentCode": parent, "name": HOSTILE, "sensitive": false });
    lists(Canned::new().data(
        "RuleBuild",
        json!({ "viewer": officer(), "topics": [topic("roads", Value::Null), topic("roads.lighting", json!("roads"))],
            "archiveReasons": [{ "code": "court_matter", "name": HOSTILE }], "standardReplies": [{ "code": "FORWARDED", "name": HOSTILE }],
            "ruleSet": { "id": "set-8", "number": 8, "title": HOSTILE, "version": 6, "rules": spots, "rule": rule, "viewerCan": can } }),
    ))
}

/// What a version says of one report.
pub(super) fn decision(trace: Value) -> Value {
    json!({ "rulePosition": 565, "ruleName": HOSTILE, "action": "FORWARD", "lead": bit("BANJARMASIN-DISHUB"), "supporting": [bit("X")], "informed": [],
        "because": HOSTILE, "archiveReasonCode": null, "replyCode": null, "person": null, "sentence": format!("Aturan 565. {HOSTILE}"), "targetLost": true, "trace": trace })
}

pub(super) fn answered(canned: Canned, operation: &str, field: &str, errors: Value) -> Canned {
    canned.data(operation, json!({ field: { "ruleSet": { "id": "set-9" }, "userErrors": errors } }))
}

/// The mutations of the acts, in their order.
pub(super) const FIELDS: [&str; 9] = [
    "updateRuleSet",
    "addRule",
    "updateRule",
    "moveRule",
    "removeRule",
    "submitRuleSet",
    "approveRuleSet",
    "returnRuleSet",
    "discardRuleSet",
];

pub(super) fn operation(field: &str) -> String {
    field[..1].to_uppercase() + &field[1..]
}

pub(super) async fn send(canned: Canned, act: &str, fields: &[(&str, &str)]) -> (Answer, Arc<Canned>) {
    let client = canned.ready();
    let mut all = vec![("version", "5"), ("kunci", "k-1"), ("dilihat", "2026-11-23T02:00:00+00:00")];
    all.extend_from_slice(fields);
    (post(&client, &format!("{URL}/{act}"), &all).await, client)
}
