//! For the tests of the case page: a case with hostile text in every place, and a client that knows it.
use serde_json::{Value, json};

use crate::testing::{Answer, Canned, HOSTILE, officer, post};

pub(super) const ALL: [&str; 15] = [
    "VERIFY",
    "POSTPONE",
    "RETURN",
    "ARCHIVE",
    "DECLINE_ARCHIVE",
    "FORWARD",
    "ASSIGN",
    "DRAFT_REPLY",
    "APPROVE_REPLY",
    "PUBLISH_REPLY",
    "FINISH",
    "NOTE",
    "LINK_DUPLICATE",
    "SET_VISIBILITY",
    "REVEAL_IDENTITY",
];

pub(super) fn agency(code: &str) -> Value {
    json!({ "code": code, "name": HOSTILE, "shortName": HOSTILE })
}

pub(super) fn choice(code: &str) -> Value {
    json!({ "code": code, "name": HOSTILE, "shortName": HOSTILE, "open": true, "ancestors": [agency("NASIONAL"), agency("KALSEL")], "officersInOffice": 2 })
}

pub(super) fn page_info() -> Value {
    json!({ "hasPreviousPage": true, "hasNextPage": false, "startCursor": "s", "endCursor": "e" })
}

pub(super) fn event(seq: i32, kind: &str) -> Value {
    let file = json!({ "fileName": HOSTILE, "mediaType": "image/png", "size": 412_000, "url": "/berkas/1", "thumbnailUrl": "/berkas/1/kecil" });
    json!({ "seq": seq, "at": "2026-11-20T06:32:00Z", "kind": kind, "actor": { "label": HOSTILE, "onBehalfOf": HOSTILE, "role": "AGENCY_ADMIN", "agency": agency("X") },
        "text": HOSTILE, "agency": agency("KOTA-PUPR"), "visibleToReporter": false, "attachments": [file],
        "reply": { "kind": "PROGRESS", "state": "PUBLISHED", "body": format!("{HOSTILE}!"), "attachments": [] } })
}

pub(super) fn clock(stage: &str, state: &str) -> Value {
    json!({ "stage": stage, "state": state, "startedAt": "2026-11-18T00:06:00Z", "dueAt": "2026-11-25T08:00:00Z", "amount": 5, "unit": "WORKING_DAYS",
        "used": 3, "left": 2, "legalBasis": HOSTILE })
}

pub(super) fn link(reference: &str) -> Value {
    json!({ "reference": reference, "title": HOSTILE, "status": "IN_PROGRESS", "holder": agency("X") })
}

pub(super) fn case(can: &[&str]) -> Value {
    let officer = json!({ "id": "o1", "name": HOSTILE, "role": "UNIT_OFFICER" });
    let reply = |id: &str, state: &str, can: &[&str]| {
        json!({ "id": id, "kind": "SUBSTANTIVE", "state": state, "body": HOSTILE, "agency": agency("X"),
        "author": { "label": HOSTILE, "onBehalfOf": null, "role": null, "agency": null }, "needsApproval": true, "createdAt": "2026-11-20T06:32:00Z", "version": 4, "viewerCan": can, "attachments": [] })
    };
    json!({
        "id": "case-1", "reference": "TG-2611-0374", "title": HOSTILE, "body": format!("{HOSTILE}\n\nsatu\ndua"), "status": "RETURNED", "classification": "SERVICE_COMPLAINT",
        "topic": { "code": "roads", "parentCode": null, "name": HOSTILE, "sensitive": false }, "region": { "code": "63.71.01", "name": HOSTILE, "fullName": HOSTILE },
        "place": HOSTILE, "occurredOn": "2026-11-16", "channel": "WEB", "urgency": "HIGH", "anonymous": false, "secret": true, "openedAt": "2026-11-17T11:48:00Z",
        "version": 7, "verified": true, "holder": agency("KALSEL-DISKOMINFO"), "assignee": officer, "namedAgency": agency("KALSEL-PUPR"), "reportedAgency": agency("RS-1"),
        "clock": clock("RETURN_AGAIN", "SOON"), "clocks": [clock("RETURN_AGAIN", "SOON"), clock("COMPLETE", "RUNNING")],
        "parties": [{ "agency": agency("X"), "part": "SUPPORTING", "endedAt": null, "answeredAt": "2026-11-20T06:32:00Z" }],
        "events": { "nodes": [event(1, "SUBMITTED"), event(2, "RETURNED")], "pageInfo": page_info() },
        "replies": [reply("d1", "DRAFT", &["APPROVE_REPLY", "DRAFT_REPLY"]), reply("d2", "APPROVED", &["PUBLISH_REPLY"]), reply("d3", "PUBLISHED", &[])],
        "attachments": [{ "fileName": HOSTILE, "mediaType": "application/pdf", "size": 1, "url": "/berkas/2", "thumbnailUrl": null }],
        "reporter": { "isViewer": false, "hasAccount": true }, "duplicateOf": link("TG-2"), "duplicates": [link("TG-3")], "similar": [link("TG-4")],
        "assignableOfficers": [officer], "returnCount": 1, "rejectCount": 1, "reopenCount": 1, "rating": 2, "ratingComment": HOSTILE,
        "archiveReason": { "code": "DUP", "name": HOSTILE, "needsSecondPerson": true }, "archiveProposal": null, "question": HOSTILE, "published": true,
        "routing": routing("OPEN", decision()), "disputed": true, "viewerRelation": "HOLDER", "viewerCan": can
    })
}

pub(super) fn tried(position: i32, outcome: &str) -> Value {
    json!({ "position": position, "name": HOSTILE, "own": true, "outcome": outcome, "sentence": HOSTILE, "steps": [HOSTILE],
        "words": [{ "part": "TITLE", "start": 0, "end": 4, "keyword": HOSTILE }, { "part": "BODY", "start": 2, "end": 9_000, "keyword": HOSTILE }] })
}

/// A rule suggests an agency.
pub(super) fn decision() -> Value {
    json!({ "rulePosition": 570, "ruleName": HOSTILE, "action": "FORWARD", "lead": agency("KOTA-DISHUB"), "supporting": [agency("S-1"), agency("S-2")],
        "informed": [agency("I-1")], "because": HOSTILE, "archiveReasonCode": null, "replyCode": null, "person": null, "sentence": HOSTILE, "targetLost": true,
        "trace": [tried(510, "FAILED"), tried(520, "UNRESOLVED"), tried(530, "INACTIVE"), tried(570, "DECIDED"), tried(580, "NOT_REACHED")] })
}

pub(super) fn routing(state: &str, decision: Value) -> Value {
    let lead = decision.get("lead").cloned();
    json!({ "version": 7, "ruleSet": { "id": "rules-7", "viewerCan": ["COPY", "EDIT"] }, "decision": decision, "lead": lead, "state": state,
        "otherReason": null, "chosen": null, "settledAt": null })
}

pub(super) fn client(viewer: Value, case: Value) -> Canned {
    Canned::new()
        .data("CasePage", json!({ "viewer": viewer, "case": case }))
        .data("CaseTools", json!({
            "topics": [{ "code": "roads", "parentCode": null, "name": HOSTILE, "sensitive": false }],
            "archiveReasons": [{ "code": "DUP", "name": HOSTILE, "needsSecondPerson": true }],
            "standardReplies": [{ "code": "fwd", "stage": "FORWARDED", "name": HOSTILE, "text": "Diteruskan kepada {nama_instansi}." }],
            "limits": { "titleMin": 5, "titleMax": 120, "bodyMin": 20, "bodyMax": 5000, "noteMax": 2000, "placeMax": 200, "attachmentsMax": 5,
                "attachmentBytesMax": 10_000_000, "attachmentTypes": ["image/png"], "passwordMin": 10 },
            "agency": { "children": { "nodes": [choice("KALSEL-DISKOMINFO-APTIKA")], "pageInfo": page_info() } } }))
        .data("RegionList", json!({ "regions": [{ "code": "63.71", "name": HOSTILE, "fullName": HOSTILE }] }))
        .data("AgencySearch", json!({ "agencies": { "nodes": [choice("KOTA-PERKIM")], "pageInfo": page_info() } }))
}

pub(super) fn done(operation: &str, field: &str) -> Canned {
    client(officer(), case(&ALL)).data(
        operation,
        json!({ field: { "case": { "reference": "TG-2611-0374" }, "conflict": null, "userErrors": [] } }),
    )
}

pub(super) const URL: &str = "/laporan/TG-2611-0374";
pub(super) const BASE: [(&str, &str); 3] = [("case_id", "case-1"), ("version", "7"), ("kunci", "k-0123456789abcdef")];

pub(super) async fn send(client: Canned, act: &str, fields: &[(&str, &str)]) -> (Answer, std::sync::Arc<Canned>) {
    let client = client.ready();
    let mut all = BASE.to_vec();
    all.extend_from_slice(fields);
    (post(&client, &format!("{URL}/{act}"), &all).await, client)
}
