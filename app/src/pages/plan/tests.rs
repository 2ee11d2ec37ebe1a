//! The page of a plan through the router: every act, refusals, conflicts, the preview, hostile text.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::fixtures::*;
use super::handlers::ACTS;
use crate::testing::{Canned, HOSTILE, citizen, get, nobody, post_raw};

#[tokio::test]
async fn hostile_text_in_every_place_stays_text_whatever_is_written() {
    for english in [false, true] {
        for kind in ["CREATE", "RENAME", "ADJUST", "MOVE", "MERGE", "SPLIT", "CLOSE", "REOPEN"] {
            for query in [format!("?tambah={kind}"), "?ubah=change-1".to_owned()] {
                let mut whole = plan("DRAFT", &CAN, preview(false));
                whole["changes"] = json!([change(kind)]);
                let mut canned = client(whole);
                if english {
                    canned = canned.english();
                }
                let answer = get(&canned.ready(), &format!("{URL}{query}")).await;
                assert_eq!(answer.status, StatusCode::OK);
                answer.assert_harmless();
                assert_eq!(answer.html.matches("btn primary").count(), 1, "one filled button: {}", answer.html);
                assert!(answer.html.contains(&format!("name=\"kind\" value=\"{kind}\"")), "{}", answer.html);
            }
        }
    }
}

#[tokio::test]
async fn every_act_reaches_the_schema_once_and_leads_back_with_a_notice() {
    for ((act, notice), field) in ACTS.iter().zip(FIELDS) {
        let name = operation(field);
        let typed = [
            ("title", "Penggabungan"),
            ("effective_on", "2027-01-04"),
            ("legal_reference", "Perda"),
            ("reason", "Belum"),
            ("kind", "CLOSE"),
            ("code", "PERKIM"),
        ];
        let (answer, client) = send(answered(draft(), &name, field, json!([])), act, &typed).await;
        let target = if *act == "balik" { "/penataan/plan-2" } else { URL };
        assert_eq!(
            (answer.status, answer.location),
            (StatusCode::SEE_OTHER, format!("{target}?pesan={notice}")),
            "{act}"
        );
        let runs = client.asked.lock().map(|asked| asked.len()).unwrap_or_default();
        assert_eq!(runs, 1, "{act} ran one operation");
        let input = client.variables(&name).unwrap_or_default()["input"].clone();
        assert_eq!(input["clientMutationId"], "k-1", "{act}");
        if !matches!(*act, "tambah" | "balik") {
            assert_eq!(input["version"], 5, "{act} tells which version it saw");
        }
        assert!(
            get(&client, &format!("{URL}?pesan={notice}")).await.html.contains("role=\"status\" class=\"note tip\""),
            "{act} has a notice"
        );
    }
}

#[tokio::test]
async fn a_change_is_sent_with_just_what_was_typed() {
    let typed = [
        ("kind", "SPLIT"),
        ("code_search", "PERKIM"),
        ("heir_code_0", "A"),
        ("heir_topics_0", "roads, water"),
        ("heir_code_1", "B"),
    ];
    let (_, client) = send(answered(draft(), "AddPlanChange", "addPlanChange", json!([])), "tambah", &typed).await;
    let change = client.variables("AddPlanChange").unwrap_or_default()["input"]["change"].clone();
    assert_eq!(
        (&change["code"], &change["kind"], &change["sourceCodes"]),
        (&json!("PERKIM"), &json!("SPLIT"), &Value::Null)
    );
    assert_eq!(
        change["heirs"],
        json!([{ "code": "A", "topicCodes": ["roads", "water"], "regionCodes": [], "unitCodes": [], "returned": false },
        { "code": "B", "topicCodes": [], "regionCodes": [], "unitCodes": [], "returned": false }])
    );
}

#[tokio::test]
async fn a_share_of_a_counter_plan_stays_one_when_it_is_edited() {
    let mut whole = plan("DRAFT", &CAN, preview(true));
    whole["changes"] = json!([change("SPLIT")]);
    let html = get(&client(whole).ready(), &format!("{URL}?ubah=change-1")).await.html;
    assert!(html.contains("name=\"heir_returned_0\" value=\"true\" checked"), "{html}");
    let typed = [("kind", "SPLIT"), ("code", "PERKIM"), ("heir_code_0", "A"), ("heir_returned_0", "true")];
    let canned = answered(draft(), "UpdatePlanChange", "updatePlanChange", json!([]));
    let (_, client) = send(canned, "perubahan", &typed).await;
    let change = client.variables("UpdatePlanChange").unwrap_or_default()["input"]["change"].clone();
    assert_eq!(change["heirs"][0]["returned"], true);
}

#[tokio::test]
async fn a_refused_change_comes_back_with_what_was_typed_beside_its_field() {
    let errors = json!([{ "code": "UNKNOWN", "message": HOSTILE, "path": ["input", "change", "parentCode"] },
        { "code": "INVALID", "message": "Topik tidak dikenal.", "path": ["input", "change", "heirs", "1", "topicCodes", "0"] }]);
    let typed =
        [("kind", "SPLIT"), ("code", "PERKIM"), ("heir_code_1", "B-1"), ("heir_topics_1", "aneh"), ("note", HOSTILE)];
    let (answer, _) = send(answered(draft(), "AddPlanChange", "addPlanChange", errors), "tambah", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(
        answer.html.contains("id=\"tambah-heir_topics_1-error\"") && answer.html.contains("value=\"B-1\""),
        "{}",
        answer.html
    );
    assert!(answer.html.contains("value=\"PERKIM\" checked"), "{}", answer.html);
    let errors = json!([{ "code": "REQUIRED", "message": "Pilih induk.", "path": ["input", "change", "parentCode"] }]);
    let (answer, _) = send(
        answered(draft(), "AddPlanChange", "addPlanChange", errors),
        "tambah",
        &[("kind", "MOVE"), ("code", "PERKIM")],
    )
    .await;
    assert!(answer.html.contains("id=\"tambah-parent_code\""), "the summary leads to it: {}", answer.html);
}

#[tokio::test]
async fn a_stale_version_says_what_changed_and_keeps_what_was_typed() {
    let stale = json!([{ "code": "CONFLICT", "message": "Versi lama.", "path": ["input", "version"] }]);
    let mut now = plan("DRAFT", &CAN, preview(true));
    now["version"] = json!(9);
    now["title"] = json!("Judul orang lain");
    let typed = [("title", "Judul saya"), ("effective_on", "2027-01-04"), ("legal_reference", "Perda")];
    let (answer, _) =
        send(answered(client(now.clone()), "UpdatePlan", "updatePlan", stale.clone()), "ubah", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    let html = &answer.html;
    assert!(html.contains("berubah sejak Anda membukanya") && html.contains("sekarang: Judul orang lain"), "{html}");
    assert!(
        html.contains("value=\"Judul saya\"")
            && html.contains("name=\"version\" value=\"9\"")
            && !html.contains("value=\"5\""),
        "{html}"
    );
    let told = html.split("role=\"alert\"").nth(1).and_then(|rest| rest.split("</div>").next()).unwrap_or_default();
    assert!(told.contains("Mengubah rencana") && !told.contains("Membuat rencana"), "only what came after: {told}");

    let typed = [("kind", "CLOSE"), ("code", "PERKIM"), ("successor_code", "SAYA")];
    let (answer, _) =
        send(answered(client(now.clone()), "UpdatePlanChange", "updatePlanChange", stale.clone()), "perubahan", &typed)
            .await;
    assert!(
        answer.html.contains("value=\"SAYA\" checked") && answer.html.contains("name=\"version\" value=\"3\""),
        "{}",
        answer.html
    );
    now["changes"] = json!([]);
    let (answer, _) =
        send(answered(client(now), "UpdatePlanChange", "updatePlanChange", stale), "perubahan", &typed).await;
    assert!(
        answer.html.contains("sudah dihapus orang lain") && answer.html.contains(&format!("action=\"{URL}/tambah\"")),
        "{}",
        answer.html
    );
}

#[tokio::test]
async fn buttons_that_search_change_nothing_and_keep_what_was_typed() {
    let (answer, client) = send(
        draft(),
        "tambah",
        &[("tombol", "cari-successor_code"), ("kind", "CLOSE"), ("successor_search", "pupr"), ("note", "Catatan saya")],
    )
    .await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    assert!(
        answer.html.contains("value=\"KALSEL-PUPR\"") && answer.html.contains("Catatan saya</textarea>"),
        "{}",
        answer.html
    );
    assert!(client.variables("AddPlanChange").is_none());
    let (answer, _) = send(
        draft(),
        "tambah",
        &[("tombol", "sumber"), ("kind", "MERGE"), ("source_codes", "A"), ("source_pick", "B")],
    )
    .await;
    assert!(answer.html.contains("value=\"A, B\""), "{}", answer.html);
    let (answer, client) =
        send(draft(), "tambah", &[("tombol", "cari-code"), ("kind", "REOPEN"), ("code_search", "lama")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let runs = client.asked.lock().map(|asked| asked.clone()).unwrap_or_default();
    assert!(
        runs.iter().any(|run| run["variables"]["search"] == "lama" && run["variables"]["openOnly"] == false),
        "closed ones can be found"
    );
}

#[tokio::test]
async fn the_preview_tells_who_hands_what_to_whom_and_what_blocks() {
    let html = get(&client(plan("DRAFT", &CAN, preview(false))).ready(), URL).await.html;
    for part in [
        "/antrean?instansi=PERKIM",
        "1.234",
        "1.237",
        "belum ada penerus",
        "tidak berpindah",
        "kehilangan tempat",
        "/laporan/TG-1",
        "class=\"warn\"",
        "class=\"gone\"",
        "/penataan/plan-0",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    assert!(
        html.contains("Belum dapat diajukan") && !html.contains(&format!("{URL}/ajukan")),
        "a sentence and no button: {html}"
    );
    assert!(html.contains(&format!("{URL}?ubah=change-1#h-tulis")), "a finding leads to the change: {html}");
    for node in ["PUPR", "CK", "LAIN"] {
        assert!(html.contains(&format!("<span class=\"ref\">{node}</span>")), "{node} of the tree is missing: {html}");
    }
}

#[tokio::test]
async fn only_acts_that_the_viewer_may_do_are_shown_else_a_sentence() {
    let page = |status: &'static str, can: &'static [&'static str]| async move {
        get(&client(plan(status, can, preview(true))).ready(), URL).await.html
    };
    let all = page("DRAFT", &CAN).await;
    for act in ["ajukan", "setujui", "kembalikan", "buang", "balik", "hapus", "ubah"] {
        assert!(all.contains(&format!("action=\"{URL}/{act}\"")), "{act} is missing");
    }
    let sentences = [
        ("DRAFT", "tidak mengubahnya"),
        ("PROPOSED", "Menunggu orang kedua."),
        ("SCHEDULED", "Terbit sendiri pada"),
        ("PUBLISHED", "tidak dapat Anda batalkan"),
        ("FAILED", "tidak lagi cocok"),
        ("DISCARDED", "dibuang"),
    ];
    for (status, sentence) in sentences {
        let html = page(status, &[]).await;
        assert!(html.contains(sentence), "{status}: {html}");
        assert!(!html.contains(&format!("action=\"{URL}/")), "{status} has no form: {html}");
    }
}

#[tokio::test]
async fn a_refusal_without_a_field_is_said_on_top() {
    let errors = json!([{ "code": "SECOND_PERSON_NEEDED", "message": "Orang lain harus menyetujui.", "path": [] }]);
    let (answer, _) = send(answered(draft(), "ApprovePlan", "approvePlan", errors), "setujui", &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.html.matches("Orang lain harus menyetujui.").count(), 1, "{}", answer.html);
    let (answer, client) = send(draft(), "ubah", &[("effective_on", "besok")]).await;
    assert!(
        answer.html.contains("Isi tanggal berlaku.") && client.variables("UpdatePlan").is_none(),
        "{}",
        answer.html
    );
    let (answer, _) = send(draft(), "entah", &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_may_not_see_a_plan_is_answered_as_everywhere() {
    assert_eq!(get(&client(Value::Null).ready(), URL).await.status, StatusCode::NOT_FOUND);
    let as_viewer = |viewer: Value| {
        Canned::new()
            .data("PlanPage", json!({ "viewer": viewer, "reorganisationPlan": plan("DRAFT", &[], preview(true)) }))
            .ready()
    };
    assert_eq!(get(&as_viewer(nobody()), URL).await.location, "/masuk?kembali=%2Fpenataan%2Fplan-1");
    assert_eq!(get(&as_viewer(citizen()), URL).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        post_raw(&draft().ready(), &format!("{URL}/setujui"), &[("_csrf", "x")]).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(get(&draft().ready(), &format!("{URL}/setujui")).await.location, URL);
}

#[tokio::test]
async fn a_plan_that_is_being_carried_out_shows_how_far_it_is_and_cannot_be_edited() {
    let mut whole = plan("SCHEDULED", &["RETURN", "DISCARD"], preview(true));
    whole["progress"] = json!({ "phase": "WORKING_OUT", "done": 1_200, "total": 100_000,
        "startedAt": "2026-11-23T02:00:00Z", "estimatedEnd": "2026-11-23T02:30:00Z" });
    let html = get(&client(whole.clone()).ready(), URL).await.html;
    assert!(html.contains("<progress max=\"100000\" value=\"1200\""), "{html}");
    for wanted in ["1.200 dari 100.000", "Muat ulang", "data-poll=\"/penataan/plan-1\"", "perkiraan selesai"] {
        assert!(html.contains(wanted), "{wanted}: {html}");
    }
    assert!(!html.contains("http-equiv"), "it does not reload by itself without a script");
    assert!(!html.contains("/penataan/plan-1/ubah") && html.contains("/penataan/plan-1/kembalikan"), "{html}");
    assert!(!html.contains("Terbit sendiri pada"), "{html}");

    // Before it is taken up there is nothing to count yet.
    whole["progress"] = json!({ "phase": "WAITING", "done": 0, "total": 0, "startedAt": null, "estimatedEnd": null });
    let html = get(&client(whole).english().ready(), URL).await.html;
    assert!(!html.contains("<progress") && html.contains("Waits for its turn"), "{html}");
}

#[tokio::test]
async fn of_thousands_of_changes_a_page_shows_two_hundred_those_with_findings_first() {
    let mut whole = plan("DRAFT", &CAN, preview(false));
    let changes: Vec<Value> = (0..450)
        .map(|n| {
            let mut one = change("RENAME");
            one["id"] = json!(format!("change-{n}"));
            one["findings"] = if n == 449 { json!([finding("ERROR")]) } else { json!([]) };
            one
        })
        .collect();
    whole["changes"] = json!(changes);
    let client = client(whole).ready();
    let shown = |html: &str, n: u32| html.contains(&format!("name=\"change_id\" value=\"change-{n}\""));
    for (query, inside, outside, next) in [
        ("", [449, 0, 198], [199, 448], Some("dari=200")),
        ("?dari=200", [199, 200, 398], [198, 399], Some("dari=400")),
        ("?dari=400", [399, 400, 448], [398, 449], None),
        ("?dari=9999", [449, 0, 198], [199, 448], Some("dari=200")),
        ("?dari=%3Cscript%3E", [449, 0, 198], [199, 448], Some("dari=200")),
    ] {
        let answer = get(&client, &format!("{URL}{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        answer.assert_harmless();
        assert!(inside.iter().all(|n| shown(&answer.html, *n)), "{query}");
        assert!(outside.iter().all(|n| !shown(&answer.html, *n)), "{query}");
        assert_eq!(answer.html.contains("rel=\"next\""), next.is_some(), "{query}");
        let link = next.map(|next| format!("{URL}?{next}#h-perubahan"));
        assert!(link.is_none_or(|link| answer.html.contains(&link)), "{query}");
    }
    let few = get(&draft().ready(), URL).await;
    assert!(!few.html.contains("class=\"pager"), "one page needs no pages");
}
