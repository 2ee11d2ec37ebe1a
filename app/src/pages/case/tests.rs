//! The case page through the router: hostile text in every place, every act, refusals, conflicts.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::fixtures::*;
use crate::testing::{CSRF, HOSTILE, citizen, get, nobody, officer, post, post_file, post_raw};

#[tokio::test]
async fn hostile_text_in_every_place_stays_text_in_both_languages() {
    for english in [false, true] {
        let mut canned = client(officer(), case(&ALL));
        if english {
            canned = canned.english();
        }
        let answer = get(&canned.ready(), &format!("{URL}?cari=perkim&serupa=%22%3E%3Cscript%3Ealert")).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        assert!(answer.html.contains(if english { "Held now by" } else { "Dipegang sekarang" }), "{}", answer.html);
        assert!(
            answer.html.contains("value=\"KOTA-PERKIM\"")
                && answer.html.contains("value=\"KALSEL-DISKOMINFO-APTIKA\"")
                && answer.html.contains("value=\"KOTA-PUPR\"")
        );
        assert_eq!(answer.html.matches("btn primary").count(), 1, "one filled button");
    }
}

#[tokio::test]
async fn only_acts_that_the_viewer_may_do_are_shown() {
    let all = get(&client(officer(), case(&ALL)).ready(), URL).await.html;
    let none = get(&client(officer(), case(&[])).ready(), URL).await.html;
    for act in [
        "verifikasi",
        "tunda",
        "kembalikan",
        "arsipkan",
        "teruskan",
        "tugaskan",
        "balas",
        "selesai",
        "catatan",
        "gabung",
        "visibilitas",
        "identitas",
    ] {
        assert!(all.contains(&format!("action=\"{URL}/{act}\"")), "{act} is missing");
        assert!(!none.contains(&format!("action=\"{URL}/{act}\"")), "{act} is shown");
    }
}

#[tokio::test]
async fn the_next_act_is_the_one_filled_button() {
    let primary = |html: &str| {
        html.split("btn primary\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_owned()
    };
    let mut fresh = case(&["VERIFY", "FORWARD", "NOTE"]);
    fresh["verified"] = json!(false);
    fresh["status"] = json!("SUBMITTED");
    fresh["replies"] = json!([]);
    fresh["routing"]["decision"]["lead"]["shortName"] = json!("Dishub Banjarmasin");
    assert_eq!(primary(&get(&client(officer(), fresh.clone()).ready(), URL).await.html), "Verifikasi laporan");
    fresh["verified"] = json!(true);
    let suggested = primary(&get(&client(officer(), fresh.clone()).ready(), URL).await.html);
    assert_eq!(suggested, "Teruskan ke Dishub Banjarmasin", "what the rules suggest is one click");
    fresh["routing"] = Value::Null;
    assert_eq!(primary(&get(&client(officer(), fresh.clone()).ready(), URL).await.html), "Teruskan laporan");
    let mut working = case(&["DRAFT_REPLY", "FORWARD", "FINISH"]);
    working["status"] = json!("IN_PROGRESS");
    working["replies"] = json!([]);
    assert_eq!(primary(&get(&client(officer(), working.clone()).ready(), URL).await.html), "Kirim tulisan");
    working["replies"] = json!([case(&[])["replies"][2]]);
    assert_eq!(primary(&get(&client(officer(), working).ready(), URL).await.html), "Nyatakan tindak lanjut selesai");
    assert_eq!(primary(&get(&client(officer(), case(&ALL)).ready(), URL).await.html), "Setujui konsep");
}

#[tokio::test]
async fn every_act_reaches_the_schema_once_and_leads_back_with_a_notice() {
    type Act = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);
    let acts: [Act; 12] = [
        (
            "verifikasi",
            "VerifyCase",
            "verifyCase",
            &[("classification", "ASPIRATION"), ("urgency", "HIGH"), ("regency", "63.71"), ("topic_code", "roads")],
        ),
        ("tunda", "PostponeCase", "postponeCase", &[("question", "Di mana?")]),
        ("kembalikan", "ReturnCase", "returnCase", &[("reason", "Jalan kota"), ("suggested_agency_code", "KOTA-PUPR")]),
        ("arsipkan", "ArchiveCase", "archiveCase", &[("reason_code", "DUP")]),
        ("tolak-arsip", "DeclineArchive", "declineArchive", &[("note", "Belum")]),
        (
            "teruskan",
            "ForwardCase",
            "forwardCase",
            &[("target_code", "KOTA-PUPR"), ("supporting_codes", "A, B"), ("informed_codes", "C")],
        ),
        ("tugaskan", "AssignCase", "assignCase", &[("officer_id", "")]),
        ("setujui", "ApproveReply", "approveReply", &[("reply_id", "d1")]),
        ("terbitkan", "PublishReply", "publishReply", &[("reply_id", "d2")]),
        ("selesai", "FinishFollowUp", "finishFollowUp", &[]),
        ("gabung", "LinkDuplicate", "linkDuplicate", &[("of_reference", "TG-2"), ("merge", "true")]),
        ("visibilitas", "SetVisibility", "setVisibility", &[("anonymous", "true")]),
    ];
    for (act, operation, field, fields) in acts {
        let (answer, client) = send(done(operation, field), act, fields).await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, format!("{URL}?pesan={act}").as_str()),
            "{act}"
        );
        let input = client.variables(operation).unwrap_or_default()["input"].clone();
        assert_eq!((&input["version"], &input["clientMutationId"]), (&json!(7), &json!("k-0123456789abcdef")), "{act}");
        let runs = client.asked.lock().map(|asked| asked.len()).unwrap_or_default();
        assert_eq!(runs, 1, "{act} ran one operation");
        let html = get(&client, &answer.location).await.html;
        assert!(html.contains("note tip"), "{act} has a notice");
    }
    let (_, client) =
        send(done("ForwardCase", "forwardCase"), "teruskan", &[("target_code", "K"), ("supporting_codes", "A, B A")])
            .await;
    assert_eq!(client.variables("ForwardCase").unwrap_or_default()["input"]["supportingCodes"], json!(["A", "B"]));
    let (_, client) =
        send(done("LinkDuplicate", "linkDuplicate"), "gabung", &[("of_reference", "TG-2"), ("merge", "false")]).await;
    assert_eq!(client.variables("LinkDuplicate").unwrap_or_default()["input"]["merge"], false);
}

#[tokio::test]
async fn a_note_is_saved_and_a_case_out_of_sight_leads_to_the_queue() {
    let (answer, _) = send(done("AddNote", "addNote"), "catatan", &[("body", "Sudah ditelepon")]).await;
    assert_eq!(answer.location, format!("{URL}?pesan=catatan"));
    let gone = client(officer(), case(&ALL))
        .data("ReturnCase", json!({ "returnCase": { "case": null, "conflict": null, "userErrors": [] } }));
    let (answer, _) = send(gone, "kembalikan", &[("reason", "x")]).await;
    assert_eq!(answer.location, "/antrean?pesan=kembalikan");
    let answer = get(&client(officer(), Value::Null).ready(), &format!("{URL}?pesan=kembalikan")).await;
    assert_eq!(answer.location, "/antrean?pesan=kembalikan");
}

#[tokio::test]
async fn a_refused_act_comes_back_with_what_was_typed_beside_its_field() {
    let refused = json!({ "case": null, "conflict": null, "userErrors": [{ "code": "CONFLICT_OF_INTEREST", "message": HOSTILE, "path": ["input", "targetCode"] }, { "code": "WRONG_STATE", "message": "Sudah selesai.", "path": [] }] });
    let canned = client(officer(), case(&ALL)).data("ForwardCase", json!({ "forwardCase": refused }));
    let (answer, _) =
        send(canned, "teruskan", &[("target_code", "RS-1"), ("supporting_codes", "AAA"), ("note", HOSTILE)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(
        answer.html.contains("value=\"AAA\"")
            && answer.html.contains("Sudah selesai.")
            && answer.html.contains("href=\"#teruskan-target_code\""),
        "{}",
        answer.html
    );
    assert!(
        answer.html.contains("id=\"teruskan-target_code\"") && answer.html.contains("<title>Perlu diperbaiki"),
        "{}",
        answer.html
    );
}

#[tokio::test]
async fn a_conflict_shows_what_changed_and_the_form_carries_the_new_version() {
    let changed = json!({ "case": { "reference": "TG-2611-0374" }, "conflict": { "currentVersion": 9, "events": [event(3, "FORWARDED")] },
        "userErrors": [{ "code": "CONFLICT", "message": "Versi lama.", "path": ["input", "version"] }] });
    let mut now = case(&ALL);
    now["version"] = json!(9);
    let canned = client(officer(), now).data("PostponeCase", json!({ "postponeCase": changed }));
    let (answer, _) = send(canned, "tunda", &[("question", "Di RT berapa?")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(
        answer.html.contains("berubah sejak Anda membukanya") && answer.html.contains("Di RT berapa?</textarea>"),
        "{}",
        answer.html
    );
    assert!(
        answer.html.contains("name=\"version\" value=\"9\"") && !answer.html.contains("name=\"version\" value=\"7\"")
    );
}

#[tokio::test]
async fn a_reply_is_published_at_once_unless_approval_is_asked_for() {
    let drafted = |can: &[&str]| {
        json!({ "draftReply": { "case": { "reference": "TG-2611-0374" }, "conflict": null, "userErrors": [],
        "reply": { "id": "d9", "state": "DRAFT", "version": 1, "viewerCan": can } } })
    };
    let publishable = || done("PublishReply", "publishReply").data("DraftReply", drafted(&["PUBLISH_REPLY"]));
    let words = [("kind", "PROGRESS"), ("body", "Sudah disurvei.\r\nTerima kasih.")];
    let (answer, client) = send(publishable(), "balas", &words).await;
    assert_eq!(answer.location, format!("{URL}?pesan=balas"));
    assert_eq!(client.variables("DraftReply").unwrap_or_default()["input"]["body"], "Sudah disurvei.\nTerima kasih.");
    assert_eq!(client.variables("PublishReply").unwrap_or_default()["input"]["replyId"], "d9");
    let (answer, client) =
        send(publishable(), "balas", &[("kind", "PROGRESS"), ("body", "x"), ("ask_approval", "true")]).await;
    assert_eq!(
        (answer.location.as_str(), client.variables("PublishReply").is_none()),
        (format!("{URL}?pesan=konsep").as_str(), true)
    );
    let (answer, client) =
        send(done("PublishReply", "publishReply").data("DraftReply", drafted(&[])), "balas", &words).await;
    assert_eq!(
        (answer.location.as_str(), client.variables("PublishReply").is_none()),
        (format!("{URL}?pesan=konsep").as_str(), true)
    );
}

#[tokio::test]
async fn a_file_of_a_reply_travels_with_it() {
    let canned = client(officer(), case(&ALL)).ready();
    let fields = [
        ("_csrf", CSRF),
        ("case_id", "case-1"),
        ("version", "7"),
        ("kind", "PROGRESS"),
        ("body", "Kepada {nama_instansi}"),
    ];
    let answer = post_file(&canned, &format!("{URL}/balas"), &fields, ("files", "foto.png", b"1")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.html.contains("{nama_instansi} belum diisi")
            && answer.html.contains("name=\"attachment_ids\" value=\"file-1\""),
        "{}",
        answer.html
    );
    assert!(canned.variables("DraftReply").is_none());
}

#[tokio::test]
async fn buttons_that_help_change_nothing_and_lose_nothing() {
    let help = |act: &'static str, fields: &'static [(&'static str, &'static str)]| async move {
        let (answer, client) = send(client(officer(), case(&ALL)), act, fields).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        let changed = client.asked.lock().is_ok_and(|asked| {
            asked.iter().any(|request| request["query"].as_str().is_some_and(|query| query.starts_with("mutation")))
        });
        assert!(!changed, "{act} must not change anything");
        answer.html
    };
    let html =
        help("balas", &[("tombol", "sisipkan"), ("std", "fwd"), ("body", "Yth. Bapak"), ("kind", "PASS_ON")]).await;
    assert!(
        html.contains("Yth. Bapak\n\nDiteruskan kepada {nama_instansi}.</textarea>")
            && html.contains("value=\"PASS_ON\" checked"),
        "{html}"
    );
    let html = help("teruskan", &[("tombol", "cari"), ("target_search", "perkim"), ("note", "Mohon dicek")]).await;
    assert!(html.contains("value=\"KOTA-PERKIM\"") && html.contains("Mohon dicek</textarea>"), "{html}");
    let html =
        help("teruskan", &[("tombol", "pendukung"), ("target_code", "KOTA-PERKIM"), ("supporting_codes", "A")]).await;
    assert!(html.contains("name=\"supporting_codes\" type=\"text\" value=\"A, KOTA-PERKIM\""), "{html}");
    let html = help(
        "verifikasi",
        &[("tombol", "wilayah"), ("regency", "63.71"), ("classification", "ASPIRATION"), ("note", "Catatan saya")],
    )
    .await;
    assert!(
        html.contains("id=\"verifikasi-district\"")
            && html.contains("value=\"ASPIRATION\" checked")
            && html.contains("Catatan saya</textarea>"),
        "{html}"
    );
}

#[tokio::test]
async fn an_identity_is_shown_once_by_the_answer_and_never_in_an_address() {
    let identity = json!({ "revealIdentity": { "identity": { "name": HOSTILE, "email": null, "phone": "0812-555" }, "userErrors": [] } });
    let (answer, client) = send(
        client(officer(), case(&ALL)).data("RevealIdentity", identity),
        "identitas",
        &[("reason", "Perlu dihubungi")],
    )
    .await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::OK, ""));
    answer.assert_harmless();
    assert!(answer.html.contains("0812-555"));
    assert!(!get(&client, URL).await.html.contains("0812-555"));
}

#[tokio::test]
async fn an_archive_proposal_is_agreed_or_declined_by_the_second_person() {
    let mut waiting = case(&["ARCHIVE", "DECLINE_ARCHIVE"]);
    waiting["archiveProposal"] = json!({ "reason": { "code": "DUP", "name": HOSTILE, "needsSecondPerson": true }, "note": HOSTILE, "proposedBy": { "label": HOSTILE, "onBehalfOf": null, "role": null, "agency": null }, "at": "2026-11-20T06:32:00Z" });
    let answer = get(&client(officer(), waiting.clone()).ready(), URL).await;
    answer.assert_harmless();
    assert!(
        answer.html.contains("name=\"reason_code\" value=\"DUP\"")
            && answer.html.contains("Setujui dan arsipkan")
            && answer.html.contains(&format!("{URL}/tolak-arsip"))
    );
    waiting["viewerCan"] = json!([]);
    let answer = get(&client(officer(), waiting).ready(), URL).await;
    assert!(
        answer.html.contains("Menunggu persetujuan orang kedua") && !answer.html.contains(&format!("{URL}/arsipkan"))
    );
}

#[tokio::test]
async fn hidden_text_is_said_to_be_hidden_and_unknown_cases_are_not_found() {
    let mut hidden = case(&[]);
    hidden["title"] = Value::Null;
    hidden["body"] = Value::Null;
    let answer = get(&client(officer(), hidden).ready(), URL).await;
    assert!(answer.html.contains("tidak terbuka untuk peran Anda"), "{}", answer.html);
    assert_eq!(get(&client(officer(), Value::Null).ready(), URL).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        get(&client(nobody(), Value::Null).ready(), URL).await.location,
        "/masuk?kembali=%2Flaporan%2FTG-2611-0374"
    );
    assert_eq!(get(&client(citizen(), case(&[])).ready(), URL).await.status, StatusCode::FORBIDDEN);
    let mut own = case(&[]);
    own["reporter"]["isViewer"] = json!(true);
    assert_eq!(get(&client(citizen(), own).ready(), URL).await.location, "/lacak/TG-2611-0374");
}

#[tokio::test]
async fn a_session_that_ended_leads_to_the_form_and_back_to_the_case() {
    let canned = client(officer(), case(&ALL)).error("AddNote", "UNAUTHENTICATED", "x");
    let (answer, _) = send(canned, "catatan", &[("body", "x")]).await;
    assert_eq!(answer.location, "/masuk?kembali=%2Flaporan%2FTG-2611-0374");
    let (answer, _) = send(
        client(officer(), case(&ALL)).error("AddNote", "FORBIDDEN", "Hanya pemegang."),
        "catatan",
        &[("body", "x")],
    )
    .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.html.contains("Hanya pemegang."));
}

#[tokio::test]
async fn every_act_refuses_a_form_without_its_token() {
    let canned = client(officer(), case(&ALL)).ready();
    for act in super::handlers::ACTS {
        assert_eq!(
            post_raw(&canned, &format!("{URL}/{act}"), &[("_csrf", "salah"), ("case_id", "case-1")]).await.status,
            StatusCode::FORBIDDEN,
            "{act}"
        );
        assert_eq!(get(&canned, &format!("{URL}/{act}")).await.location, URL, "a reloaded address leads back");
    }
    assert!(canned.asked.lock().is_ok_and(|asked| asked.is_empty()), "nothing was run");
    assert_eq!(post(&canned, &format!("{URL}/hapus"), &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_supporting_agency_writes_its_part_to_the_lead_only() {
    let mut helping = case(&["DRAFT_REPLY"]);
    helping["viewerRelation"] = json!("SUPPORTING");
    let html = get(&client(officer(), helping).ready(), URL).await.html;
    assert!(html.contains("value=\"PART_ANSWER\" checked") && !html.contains("value=\"SUBSTANTIVE\""), "{html}");
    assert!(html.contains("Tulis kepada penanggung jawab"), "{html}");
    let html = get(&client(officer(), case(&["DRAFT_REPLY"])).ready(), URL).await.html;
    assert!(!html.contains("value=\"PART_ANSWER\"") && html.contains("value=\"SUBSTANTIVE\""), "{html}");
}
