//! What a reporter does: each act, its refusals and its conflicts.
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::acts::Act;
use super::{ALL, KEY, agency, canned, done, event, limits, report};
use crate::testing::{CSRF, Canned, HOSTILE, citizen, get, post, post_file, post_raw};

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
    // The act, its operation, the field of the payload, what is typed, what is sent.
    type Case = (Act, &'static str, &'static str, &'static [(&'static str, &'static str)], Value);
    let acts: [Case; 7] = [
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
    let officer = json!({ "label": HOSTILE, "onBehalfOf": null, "role": "LIAISON_OFFICER", "agency": agency() });
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
}
