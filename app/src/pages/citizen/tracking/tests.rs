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
    let me = json!({ "label": HOSTILE, "role": null, "agency": null });
    let officer = json!({ "label": HOSTILE, "role": "LIAISON_OFFICER", "agency": agency() });
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
        "rating": 4, "ratingComment": HOSTILE, "archiveReason": { "name": HOSTILE }, "question": HOSTILE, "published": true, "viewerCan": can })
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
<<<<<<< HEAD
}

#[tokio::test]
async fn only_what_is_allowed_now_can_be_done() {
    let answer = get(&canned(report("FORWARDED", &["COMMENT"])).ready(), "/lacak/TG-2611-7K3QXM").await;
    assert!(answer.html.contains("action=\"/lacak/TG-2611-7K3QXM/pesan#pesan\""), "{}", answer.html);
    for act in Act::ALL.into_iter().filter(|act| *act != Act::Comment) {
        assert!(!answer.html.contains(&format!("TG-2611-7K3QXM/{}", act.name())), "{act:?}");
    }
}

#[tokio::test]
async fn each_act_sends_what_was_typed_with_version_and_key() {
    type Typed<'a> = &'a [(&'a str, &'a str)];
    let acts: [(Act, &str, &str, Typed<'_>, Value); 7] = [
        (
            Act::Supplement,
            "SupplementReport",
            "supplementReport",
            &[("body", "a\r\nb")],
            json!({ "version": 7, "body": "a\nb", "attachmentIds": [] }),
        ),
        (
            Act::Comment,
            "AddComment",
            "addComment",
            &[("body", HOSTILE)],
            json!({ "body": HOSTILE, "attachmentIds": [] }),
        ),
        (
            Act::Confirm,
            "ConfirmAnswer",
            "confirmAnswer",
            &[("rating", "5"), ("rating_comment", "bagus")],
            json!({ "version": 7, "rating": 5, "ratingComment": "bagus" }),
        ),
        (
            Act::Reject,
            "RejectAnswer",
            "rejectAnswer",
            &[("reason", "masih berlubang")],
            json!({ "version": 7, "reason": "masih berlubang" }),
        ),
        (
            Act::Rate,
            "RateAnswer",
            "rateAnswer",
            &[("rating", "3"), ("comment", "")],
            json!({ "rating": 3, "comment": null }),
        ),
        (
            Act::Reopen,
            "ReopenReport",
            "reopenReport",
            &[("reason", "rusak lagi")],
            json!({ "version": 7, "reason": "rusak lagi" }),
        ),
        (
            Act::Visibility,
            "SetVisibility",
            "setVisibility",
            &[("anonymous", "true")],
            json!({ "version": 7, "anonymous": true, "secret": false, "note": null }),
        ),
    ];
    for (act, operation, field, typed, wanted) in acts {
        let client = canned(report("CLOSED", &ALL)).data(operation, done(field)).ready();
        let mut fields = vec![("kunci", KEY), ("case_id", "case-1"), ("version", "7")];
        fields.extend_from_slice(typed);
        let path = format!("/lacak/TG-2611-7K3QXM/{}", act.name());
        let answer = post(&client, &path, &fields).await;
        assert_eq!(
            (answer.status, answer.location),
            (StatusCode::SEE_OTHER, format!("/lacak/TG-2611-7K3QXM?pesan={}#isi", act.name())),
            "{act:?}"
        );
        let mut wanted = wanted;
        wanted["caseId"] = json!("case-1");
        wanted["clientMutationId"] = json!(KEY);
        assert_eq!(client.variables(operation).unwrap()["input"], wanted, "{act:?}");
        let notices = |answer: &crate::testing::Answer| answer.html.matches("role=\"status\"").count();
        let (without, with) = (
            get(&client, "/lacak/TG-2611-7K3QXM").await,
            get(&client, &format!("/lacak/TG-2611-7K3QXM?pesan={}", act.name())).await,
        );
        assert_eq!(notices(&with), notices(&without) + 1, "{act:?} has a notice");
        // Without its token it does nothing.
        let forged = canned(report("CLOSED", &ALL)).data(operation, done(field)).ready();
        assert_eq!(post_raw(&forged, &path, &fields).await.status, StatusCode::FORBIDDEN, "{act:?}");
        assert!(forged.variables(operation).is_none(), "{act:?}");
    }
}

#[tokio::test]
async fn a_refusal_stands_beside_its_field_with_the_words_kept() {
    let refusal = json!({ "rejectAnswer": { "case": null, "conflict": null, "userErrors": [{ "code": "TOO_SHORT", "message": HOSTILE, "path": ["input", "reason"] }] } });
    let client = canned(report("AWAITING_CONFIRMATION", &ALL)).data("RejectAnswer", refusal).ready();
    let answer = post(
        &client,
        "/lacak/TG-2611-7K3QXM/tolak",
        &[("case_id", "case-1"), ("version", "7"), ("reason", "kata saya yang panjang")],
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(
        answer.html.contains("kata saya yang panjang")
            && answer.html.contains("id=\"tolak-reason-error\"")
            && answer.html.contains("href=\"#tolak-reason\""),
        "{}",
        answer.html
    );
}

#[tokio::test]
async fn a_conflict_shows_what_changed_keeps_the_words_and_carries_the_new_version() {
    let officer = json!({ "label": HOSTILE, "role": "LIAISON_OFFICER", "agency": agency() });
    let conflict = json!({ "confirmAnswer": { "case": null, "conflict": { "currentVersion": 8, "events": [event(9, "REPLY_PUBLISHED", officer, "Perbaikan dijadwalkan ulang")] },
        "userErrors": [{ "code": "CONFLICT", "message": "berubah", "path": [] }] } });
    let mut case = report("AWAITING_CONFIRMATION", &ALL);
    case["version"] = json!(8);
    let client = canned(case.clone()).data("ConfirmAnswer", conflict.clone()).ready();
    let typed = [("case_id", "case-1"), ("version", "7"), ("rating", "2"), ("rating_comment", "catatan saya")];
    let answer = post(&client, "/lacak/TG-2611-7K3QXM/konfirmasi", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    for part in ["Perbaikan dijadwalkan ulang", "catatan saya", "name=\"version\" value=\"8\"", "value=\"2\" checked"] {
        assert!(answer.html.contains(part), "{part}: {}", answer.html);
    }
    // Where the act is gone with the change, the words are still there to be copied.
    case["viewerCan"] = json!([]);
    let client = canned(case).data("ConfirmAnswer", conflict).ready();
    let answer = post(&client, "/lacak/TG-2611-7K3QXM/konfirmasi", &typed).await;
    answer.assert_harmless();
    assert!(
        answer.html.contains("catatan saya") && answer.html.contains("tidak dapat dilakukan lagi"),
        "{}",
        answer.html
    );
}

#[tokio::test]
async fn a_comment_takes_files_and_a_fault_of_ours_keeps_words_files_and_key() {
    let client = canned(report("IN_PROGRESS", &ALL)).error("AddComment", "INTERNAL", "x").ready();
    let fields = [("_csrf", CSRF), ("kunci", KEY), ("case_id", "case-1"), ("body", "pesan yang panjang")];
    let answer = post_file(&client, "/lacak/TG-2611-7K3QXM/pesan", &fields, ("files", "foto.jpg", b"abc")).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    answer.assert_harmless();
    assert_eq!(client.variables("AddComment").unwrap()["input"]["attachmentIds"], json!(["file-1"]));
    for part in ["pesan yang panjang", "hapus-file-1", &format!("name=\"kunci_kirim\" value=\"{KEY}\"")] {
        assert!(answer.html.contains(part), "{part}: {}", answer.html);
    }
}

#[tokio::test]
async fn what_a_file_still_tells_is_read_before_a_message_goes_out() {
    let mut warning = canned(report("IN_PROGRESS", &ALL)).data("AddComment", done("addComment"));
    warning.file_warnings = vec![HOSTILE.into()];
    let client = warning.ready();
    let fields = [("_csrf", CSRF), ("kunci", KEY), ("case_id", "case-1"), ("body", "pesan yang panjang")];
    let answer = post_file(&client, "/lacak/TG-2611-7K3QXM/pesan", &fields, ("files", "video.mp4", b"abc")).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    assert!(answer.html.contains("pesan yang panjang") && answer.html.contains("hapus-file-1"), "{}", answer.html);
    assert!(client.variables("AddComment").is_none(), "the first time it is only shown");
    let kept = json!({ "id": "file-1", "name": "video.mp4", "size": 3, "warnings": [HOSTILE] }).to_string();
    let answer = post(
        &client,
        "/lacak/TG-2611-7K3QXM/pesan",
        &[("kunci", KEY), ("case_id", "case-1"), ("body", "pesan yang panjang"), ("berkas", &kept)],
    )
    .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "the second time it is sent");
    assert_eq!(client.variables("AddComment").unwrap()["input"]["attachmentIds"], json!(["file-1"]));
}

#[tokio::test]
async fn an_answer_is_read_before_it_is_judged_and_a_question_stands_first() {
    for (status, act, first) in
        [("AWAITING_CONFIRMATION", "id=\"konfirmasi\"", false), ("POSTPONED", "id=\"lengkapi\"", true)]
    {
        let html = get(&canned(report(status, &ALL)).ready(), "/lacak/TG-2611-7K3QXM").await.html;
        assert_eq!(html.find(act).unwrap() < html.find("id=\"jawaban\"").unwrap(), first, "{status}");
    }
}

#[tokio::test]
async fn a_rating_must_be_chosen_and_be_one_of_five() {
    for rating in ["", "0", "6", "x"] {
        let client = canned(report("CLOSED", &ALL)).data("RateAnswer", done("rateAnswer")).ready();
        let answer = post(
            &client,
            "/lacak/TG-2611-7K3QXM/nilai",
            &[("case_id", "case-1"), ("rating", rating), ("comment", "c")],
        )
        .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{rating}");
        assert!(
            answer.html.contains("id=\"nilai-rating-error\"") && client.variables("RateAnswer").is_none(),
            "{rating}"
        );
    }
}

#[tokio::test]
async fn unknown_acts_and_reports_that_are_closed_to_the_viewer_are_refused() {
    let client = canned(Value::Null).data("AddComment", done("addComment")).ready();
    assert_eq!(post(&client, "/lacak/TG-1/hapus", &[]).await.status, StatusCode::NOT_FOUND);
    let client = canned(report("CLOSED", &[])).error("RejectAnswer", "UNAUTHENTICATED", "x").ready();
    let answer = post(&client, "/lacak/TG-1/tolak", &[("reason", "x")]).await;
    assert_eq!(answer.location, "/masuk?kembali=%2Flacak%2FTG-1");
}

#[tokio::test]
async fn an_account_closes_nothing_but_a_tracked_report_can_be_closed_in_this_browser() {
    let answer = get(&canned(report("FORWARDED", &ALL)).ready(), "/lacak/TG-2611-7K3QXM").await;
    assert!(answer.html.contains("action=\"/keluar\""), "{}", answer.html);
    let mut data = json!({ "viewer": citizen(), "limits": limits(), "case": report("FORWARDED", &ALL) });
    data["case"]["closedAt"] = Value::Null;
    let answer = get(&Canned::new().data("ReportPage", data).ready(), "/lacak/TG-2611-7K3QXM").await;
    answer.assert_harmless();
    assert!(
        !answer.html.contains("Tutup laporan di peramban ini") && answer.html.contains("href=\"/laporan-saya\""),
        "{}",
        answer.html
    );
=======
>>>>>>> citizen
}
