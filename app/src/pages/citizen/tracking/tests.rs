//! Opening a report and its page, against a client with canned answers; `acts` has what a reporter does.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod acts;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::testing::{Canned, HOSTILE, get, nobody, post};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const SECRET: &str = "7K3Q-XMPA-9RTZ";

fn agency() -> Value {
    json!({ "code": "X", "name": HOSTILE, "shortName": HOSTILE })
}

fn file() -> Value {
    json!({ "fileName": HOSTILE, "mediaType": "image/png", "size": 412_000, "url": "/berkas/1", "thumbnailUrl": "/berkas/1/kecil" })
}

fn event(seq: i32, kind: &str, actor: Value, text: &str) -> Value {
    json!({ "seq": seq, "at": "2026-11-18T00:06:00Z", "kind": kind, "actor": actor, "text": text, "agency": agency(), "visibleToReporter": true, "reply": null, "attachments": [file()] })
}

fn report(status: &str, can: &[&str]) -> Value {
    let me = json!({ "label": HOSTILE, "onBehalfOf": null, "role": null, "agency": null });
    let officer = json!({ "label": HOSTILE, "onBehalfOf": null, "role": "LIAISON_OFFICER", "agency": agency() });
    let clock = json!({ "stage": "FIRST_RESPONSE", "state": "RUNNING", "startedAt": "2026-11-18T00:00:00Z", "dueAt": "2026-11-25T08:00:00Z", "amount": 5, "unit": "WORKING_DAYS", "used": 3, "left": 2, "legalBasis": HOSTILE });
    let mut later = clock.clone();
    later["stage"] = json!("COMPLETE");
    let reply = json!({ "kind": "SUBSTANTIVE", "state": "PUBLISHED", "body": HOSTILE, "agency": agency(), "author": officer, "publishedAt": "2026-11-20T00:00:00Z", "attachments": [file()] });
    let mut draft = reply.clone();
    draft["state"] = json!("DRAFT");
    draft["body"] = json!("konsep yang belum terbit");
    let kinds = [
        "SUBMITTED",
        "VERIFIED",
        "FORWARDED",
        "RETURNED",
        "ASSIGNED",
        "REPLY_PUBLISHED",
        "FINISHED",
        "COMMENTED",
        "IDENTITY_READ",
    ];
    let events: Vec<Value> = kinds
        .iter()
        .zip(1..)
        .map(|(kind, seq)| event(seq, kind, if seq == 1 { me.clone() } else { officer.clone() }, HOSTILE))
        .collect();
    json!({ "id": "case-1", "reference": "TG-2611-7K3QXM", "title": HOSTILE, "body": HOSTILE, "status": status, "classification": "SERVICE_COMPLAINT",
        "topic": { "name": HOSTILE }, "region": { "fullName": HOSTILE }, "place": HOSTILE, "occurredOn": "2026-11-17", "urgency": "HIGH", "anonymous": true, "secret": false,
        "openedAt": "2026-11-17T11:48:00Z", "closedAt": null, "version": 7, "holder": agency(), "namedAgency": agency(), "clock": clock, "clocks": [clock, later],
        "parties": [{ "agency": agency(), "part": "SUPPORTING", "endedAt": null }],
        "events": { "nodes": events, "pageInfo": { "hasPreviousPage": true, "hasNextPage": false, "startCursor": "c&1", "endCursor": "c9" } },
        "replies": [reply, draft], "attachments": [file()], "reporter": { "isViewer": true, "name": HOSTILE }, "duplicateOf": { "reference": "TG-2611-OTHER" },
        "rating": 4, "ratingComment": HOSTILE, "archiveReason": { "name": HOSTILE }, "question": HOSTILE, "published": true,
        "routing": { "sentence": HOSTILE, "state": "OPEN" }, "viewerCan": can })
}

fn limits() -> Value {
    json!({ "titleMin": 10, "titleMax": 150, "bodyMin": 20, "bodyMax": 10000, "noteMax": 4000, "placeMax": 300, "attachmentsMax": 5,
        "attachmentBytesMax": 10_000_000, "attachmentTypes": ["image/jpeg"], "passwordMin": 10 })
}

fn canned(case: Value) -> Canned {
    Canned::new()
        .data("ReportPage", json!({ "viewer": nobody(), "limits": limits(), "case": case }))
        .data("FormLimits", json!({ "limits": limits() }))
        .data("TrackPage", json!({ "viewer": nobody(), "tracked": { "trackedCase": null } }))
}

const ALL: [&str; 7] = ["SUPPLEMENT", "COMMENT", "CONFIRM", "REJECT", "RATE", "REOPEN", "SET_VISIBILITY"];

fn done(mutation: &str) -> Value {
    json!({ mutation: { "case": null, "conflict": null, "userErrors": [] } })
}

#[tokio::test]
async fn code_and_secret_open_the_report_without_an_address_that_tells_them() {
    let client = canned(Value::Null)
        .data(
            "OpenTrackedReport",
            json!({ "openTrackedReport": { "case": { "reference": "TG-2611-7K3QXM" }, "userErrors": [] } }),
        )
        .ready();
    let answer = post(&client, "/lacak", &[("code", " tg-2611-7k3qxm "), ("secret", SECRET), ("kunci", KEY)]).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/lacak/TG-2611-7K3QXM"));
    assert_eq!(
        client.variables("OpenTrackedReport").unwrap()["input"],
        json!({ "code": "tg-2611-7k3qxm", "secret": SECRET, "clientMutationId": KEY })
    );
    let form = get(&client, "/lacak").await;
    form.assert_harmless();
    assert!(form.html.contains("<form method=\"post\" action=\"/lacak\""), "{}", form.html);
}

#[tokio::test]
async fn a_wrong_code_comes_back_with_what_was_typed() {
    let refusal = json!({ "openTrackedReport": { "case": null, "userErrors": [{ "code": "WRONG_CREDENTIALS", "message": HOSTILE, "path": [] }] } });
    let answer = post(
        &canned(Value::Null).data("OpenTrackedReport", refusal).ready(),
        "/lacak",
        &[("code", HOSTILE), ("secret", "salah")],
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(answer.html.contains("value=\"salah\"") && answer.html.contains("role=\"alert\""), "{}", answer.html);
    let client = canned(Value::Null).ready();
    let answer = post(&client, "/lacak", &[("code", ""), ("secret", " ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.html.contains("href=\"#lacak-code\"")
            && answer.html.contains("href=\"#lacak-secret\"")
            && client.variables("OpenTrackedReport").is_none()
    );
}

#[tokio::test]
async fn too_many_tries_are_told_with_their_status() {
    let client = canned(Value::Null).error("OpenTrackedReport", "RATE_LIMITED", "Tunggu 10 menit.").ready();
    let answer = post(&client, "/lacak", &[("code", "TG-1"), ("secret", "x")]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.html.contains("Tunggu 10 menit."), "{}", answer.html);
}

#[tokio::test]
async fn a_report_that_is_not_open_here_is_not_found_and_says_how_to_open_it() {
    let hostile: String = url::form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
    for reference in ["TG-2611-7K3QXM", hostile.as_str()] {
        let answer = get(&canned(Value::Null).ready(), &format!("/lacak/{reference}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        answer.assert_harmless();
        assert!(answer.html.contains("name=\"secret\""), "{}", answer.html);
    }
}

#[tokio::test]
async fn somebody_elses_report_leads_to_the_officers_page() {
    let mut case = report("FORWARDED", &[]);
    case["reporter"]["isViewer"] = json!(false);
    let answer = get(&canned(case).ready(), "/lacak/TG-2611-7K3QXM").await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/laporan/TG-2611-7K3QXM"));
}

#[tokio::test]
async fn the_page_stays_harmless_in_every_state_and_language() {
    for status in [
        "SUBMITTED",
        "POSTPONED",
        "FORWARDED",
        "RETURNED",
        "IN_PROGRESS",
        "AWAITING_CONFIRMATION",
        "CLOSED",
        "ARCHIVED",
        "REOPENED",
    ] {
        for client in [canned(report(status, &ALL)), canned(report(status, &ALL)).english()] {
            let answer = get(&client.ready(), "/lacak/TG-2611-7K3QXM").await;
            assert_eq!(answer.status, StatusCode::OK, "{status}");
            answer.assert_harmless();
            assert_eq!(answer.html.matches("btn primary").count(), 1, "one likely next act: {status}");
            assert_eq!(answer.html.matches("aria-current=\"step\"").count(), 1, "{status}");
        }
    }
}

#[tokio::test]
async fn where_it_probably_goes_is_told_until_it_is_forwarded() {
    let said = "Menurut topik dan tempatnya, laporan Anda ditujukan kepada Dinas Perhubungan.";
    for (status, state, shown) in [
        ("SUBMITTED", "OPEN", true),
        ("POSTPONED", "OPEN", true),
        ("RETURNED", "OPEN", true),
        ("RETURNED", "TAKEN", false),
        ("FORWARDED", "OPEN", false),
        ("CLOSED", "AUTOMATIC", false),
    ] {
        let mut case = report(status, &[]);
        case["routing"] = json!({ "sentence": said, "state": state });
        let answer = get(&canned(case).ready(), "/lacak/TG-2611-7K3QXM").await;
        assert_eq!(answer.html.contains(said), shown, "{status} {state}: {}", answer.html);
    }
    let mut case = report("SUBMITTED", &[]);
    case["routing"] = Value::Null;
    assert_eq!(get(&canned(case).ready(), "/lacak/TG-2611-7K3QXM").await.status, StatusCode::OK);
}

#[tokio::test]
async fn it_says_who_has_it_until_when_and_what_happened_in_plain_words() {
    let mut case = report("IN_PROGRESS", &["COMMENT"]);
    case["holder"]["name"] = json!("Dinas PUPR Banjar");
    case["events"]["nodes"][1]["actor"]["label"] = json!("Diskominfo Kalsel");
    let client = canned(case).ready();
    let answer = get(&client, "/lacak/TG-2611-7K3QXM").await;
    for part in [
        "Dipegang sekarang",
        "Dinas PUPR Banjar",
        "Rabu 25 November 2026, 16.00 WITA",
        "Anda mengirim laporan ini.",
        "Diskominfo Kalsel memeriksa laporan",
        "before=c%261#riwayat",
    ] {
        assert!(answer.html.contains(part), "{part}: {}", answer.html);
    }
    assert!(!answer.html.contains("konsep yang belum terbit"), "drafts are not the reporter's");
    assert!(answer.html.contains("<title>TG-2611-7K3QXM · "), "{}", answer.html);
    assert_eq!(
        client.variables("ReportPage").unwrap(),
        json!({ "reference": "TG-2611-7K3QXM", "last": 40, "before": null })
    );
}
