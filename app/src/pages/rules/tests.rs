//! The page of a version through the router: every act, refusals, conflicts, the check, the test, hostile text.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::fixtures::*;
use super::handlers::ACTS;
use crate::testing::{Canned, HOSTILE, citizen, get, nobody, officer, post_raw};

const STATES: [&str; 7] = ["DRAFT", "PROPOSED", "SCHEDULED", "ACTIVE", "RETIRED", "FAILED", "DISCARDED"];

#[tokio::test]
async fn hostile_text_in_every_place_stays_text_in_every_state() {
    for english in [false, true] {
        for status in STATES {
            for findings in [json!([]), shadowed()] {
                let mut canned = client(set(status, &CAN, findings));
                if english {
                    canned = canned.english();
                }
                let answer = get(&canned.ready(), &format!("{URL}?cari=lampu")).await;
                assert_eq!(answer.status, StatusCode::OK);
                answer.assert_harmless();
            }
        }
    }
}

#[tokio::test]
async fn every_act_reaches_the_schema_once_and_leads_back_with_a_notice() {
    for ((act, notice), field) in ACTS.iter().zip(FIELDS) {
        let name = operation(field);
        let typed = [("title", "Lampu"), ("reason", "Belum"), ("position", "575"), ("urutan", "575"), ("to", "565")];
        let (answer, client) = send(answered(draft(), &name, field, json!([])), act, &typed).await;
        let place = match *act {
            "aturan" | "tulis" => "#r575",
            "pindah" => "#r565",
            _ => "",
        };
        assert_eq!(
            (answer.status, answer.location),
            (StatusCode::SEE_OTHER, format!("{URL}?pesan={notice}{place}")),
            "{act}"
        );
        let asked = client.asked.lock().map(|asked| asked.len()).unwrap_or_default();
        assert_eq!(asked, 1, "{act} ran one operation");
        let input = client.variables(&name).unwrap_or_default()["input"].clone();
        assert_eq!((&input["clientMutationId"], &input["version"]), (&json!("k-1"), &json!(5)), "{act}");
        assert_eq!(input["ruleSetId"], "set-8", "{act}");
        let html = get(&client, &format!("{URL}?pesan={notice}")).await.html;
        assert!(html.contains("role=\"status\" class=\"note tip\""), "{act} has a notice");
    }
}

#[tokio::test]
async fn a_rule_is_moved_by_a_number_by_steps_and_by_the_mend_of_a_finding() {
    let html = get(&client(set("DRAFT", &CAN, shadowed())).ready(), URL).await.html;
    for part in [
        "id=\"p575\"",
        "aria-label=\"Naikkan: Lampu lingkungan",
        "name=\"ke\" value=\"570\"",
        "name=\"ke\" value=\"591\"",
        "Pindahkan ke 565",
        "name=\"to\" value=\"565\"",
        "tertutup aturan lain",
        "data-lint=\"bad\"",
        "data-d=\"new\"",
        "tidak aktif",
        "1.234",
        "Cocok / 1.000",
        "formaction=\"/aturan/set-8/hapus\"",
        "<a href=\"/aturan/set-8/simulasi\">Simulasi</a>",
        "class=\"warn\"",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    assert!(!html.contains("name=\"ke\" value=\"569\""), "the first one cannot go up");
    let moved = |typed: &'static [(&'static str, &'static str)]| async move {
        let (_, client) = send(answered(draft(), "MoveRule", "moveRule", json!([])), "pindah", typed).await;
        client.variables("MoveRule").unwrap_or_default()["input"].clone()
    };
    let typed = moved(&[("position", "575"), ("to", "700")]).await;
    assert_eq!((&typed["position"], &typed["to"]), (&json!(575), &json!(700)));
    let stepped = moved(&[("position", "575"), ("to", "575"), ("ke", "570")]).await;
    assert_eq!(stepped["to"], 570, "a step counts, whatever stands in the field");
    let (answer, client) = send(draft(), "pindah", &[("position", "575"), ("to", "tengah")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.html.contains("bilangan bulat") && client.variables("MoveRule").is_none(), "{}", answer.html);
}

#[tokio::test]
async fn a_version_shows_its_flagged_cases_and_what_became_of_its_suggestions() {
    let html = get(&client(set("ACTIVE", &CAN, shadowed())).ready(), URL).await.html;
    for part in [
        "id=\"bertanda\"",
        "href=\"/laporan/TG-2611-7K3QXM\"",
        "after=e#bertanda",
        "1.200 dari 1.240",
        "Instansi lain yang berwenang",
        "Kesalahan di dalamnya: 1",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    let client = client(set("ACTIVE", &CAN, json!([]))).ready();
    let html = get(&client, &format!("{URL}?after=e")).await.html;
    assert_eq!(client.variables("RulePage").unwrap_or_default()["after"], "e");
    assert!(html.contains("Ke awal daftar") && html.contains("Versi ini berlaku sekarang"), "{html}");
    let mut quiet = set("ACTIVE", &CAN, json!([]));
    quiet["flaggedCases"]["nodes"] = json!([]);
    quiet["outcomes"] = json!({ "taken": 0, "other": 0, "open": 0, "automatic": 0, "reasons": [] });
    let html = get(&self::client(quiet).ready(), URL).await.html;
    assert!(!html.contains("id=\"bertanda\"") && !html.contains("id=\"h-hasil\""), "{html}");
}

#[tokio::test]
async fn rules_are_found_by_words_that_the_summary_left_out() {
    let client = draft().ready();
    let html = get(&client, &format!("{URL}?cari=LAMPU+gang+575")).await.html;
    assert!(html.contains("id=\"r575\"") && !html.contains("id=\"r570\"") && html.contains("1 aturan cocok"), "{html}");
    let html = get(&client, &format!("{URL}?cari=tidakada")).await.html;
    assert!(html.contains("Tidak ada aturan yang tampak") && html.contains("Tampilkan semua"), "{html}");
}

#[tokio::test]
async fn only_acts_that_the_viewer_may_do_are_shown_else_a_sentence() {
    let page = |status: &'static str, can: &'static [&'static str], findings: Value| async move {
        get(&client(set(status, can, findings)).ready(), URL).await.html
    };
    let all = page("DRAFT", &CAN, json!([])).await;
    for act in ["ajukan", "setujui", "kembalikan", "buang", "pindah", "ubah"] {
        assert!(all.contains(&format!("action=\"{URL}/{act}\"")), "{act} is missing");
    }
    assert!(all.contains("type=\"datetime-local\"") && all.contains("name=\"based_on_id\" value=\"set-8\""), "{all}");
    let sentences = [
        ("DRAFT", "tidak mengubahnya"),
        ("PROPOSED", "tidak dapat menyetujuinya sendiri"),
        ("SCHEDULED", "Mulai berlaku sendiri pada Senin 4 Januari 2027, 00.00 WITA"),
        ("ACTIVE", "tidak pernah berubah"),
        ("RETIRED", "sudah digantikan"),
        ("FAILED", "tidak lagi cocok"),
        ("DISCARDED", "dibuang"),
    ];
    for (status, sentence) in sentences {
        let html = page(status, &[], json!([])).await;
        assert!(html.contains(sentence), "{status}: {html}");
        // Trying a report changes nothing.
        let changing = html.replace(&format!("action=\"{URL}/uji#"), "");
        assert!(!changing.contains(&format!("action=\"{URL}/")), "{status} has no form: {html}");
    }
    let blocked = page("DRAFT", &CAN, shadowed()).await;
    assert!(blocked.contains("Belum dapat diajukan"), "{blocked}");
    for act in ["ajukan", "setujui"] {
        assert!(!blocked.contains(&format!("action=\"{URL}/{act}\"")), "{act}: a sentence and no button");
    }
    for status in ["DRAFT", "PROPOSED"] {
        let can: &[&str] = if status == "DRAFT" { &["EDIT", "SUBMIT", "DISCARD"] } else { &["APPROVE", "RETURN"] };
        let html = get(&client(set(status, can, json!([]))).ready(), URL).await.html;
        assert_eq!(html.matches("btn primary").count(), 1, "one filled button: {html}");
    }
}

#[tokio::test]
async fn a_version_may_begin_at_a_time_that_is_told_in_wita() {
    let approve = |at: &'static str| async move {
        let canned = answered(draft(), "ApproveRuleSet", "approveRuleSet", json!([]));
        let (answer, client) = send(canned, "setujui", &[("activates_at", at)]).await;
        (answer, client.variables("ApproveRuleSet").map(|vars| vars["input"]["activatesAt"].clone()))
    };
    let (answer, at) = approve("2027-01-04T00:00").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(at, Some(json!("2027-01-03T16:00:00Z")));
    assert_eq!(approve("").await.1, Some(Value::Null), "at once");
    let (answer, at) = approve("besok").await;
    assert_eq!((answer.status, at), (StatusCode::UNPROCESSABLE_ENTITY, None));
    assert!(answer.html.contains("id=\"setujui-activates_at-error\""), "{}", answer.html);
}

#[tokio::test]
async fn a_stale_version_says_what_changed_and_a_refusal_without_a_field_is_said_on_top() {
    let stale = json!([{ "code": "CONFLICT", "message": "Versi lama.", "path": ["input", "version"] }]);
    let (answer, _) =
        send(answered(draft(), "UpdateRuleSet", "updateRuleSet", stale), "ubah", &[("title", "Judul saya")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(
        answer.html.contains("berubah sejak Anda membukanya") && answer.html.contains("value=\"Judul saya\""),
        "{}",
        answer.html
    );
    let told =
        answer.html.split("role=\"alert\"").nth(1).and_then(|rest| rest.split("</div>").next()).unwrap_or_default();
    assert!(told.contains("Mengubah aturan") && !told.contains("Membuat rancangan"), "only what came after: {told}");
    let errors = json!([{ "code": "SECOND_PERSON_NEEDED", "message": "Orang lain harus menyetujui.", "path": [] }]);
    for (act, field) in [("setujui", "approveRuleSet"), ("ajukan", "submitRuleSet"), ("hapus", "removeRule")] {
        let (answer, _) = send(answered(draft(), &operation(field), field, errors.clone()), act, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.html.matches("Orang lain harus menyetujui.").count(), 1, "{act}: {}", answer.html);
    }
    assert_eq!(send(draft(), "entah", &[]).await.0.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_report_is_tried_and_the_words_that_matched_are_marked() {
    let word = json!({ "part": "BODY", "start": 0, "end": 10, "text": HOSTILE, "keyword": HOSTILE });
    let tried = |position: i32, outcome: &str, words: Value| json!({ "position": position, "name": HOSTILE, "own": position == 12, "outcome": outcome, "sentence": HOSTILE, "steps": [HOSTILE], "words": words });
    let trace = json!([
        tried(12, "INACTIVE", json!([])),
        tried(500, "FAILED", json!([])),
        tried(520, "UNRESOLVED", json!([])),
        tried(565, "DECIDED", json!([word])),
        tried(570, "NOT_REACHED", json!([word])),
        tried(590, "NOT_REACHED", json!([]))
    ]);
    let decision = decision(trace);
    for english in [false, true] {
        let mut canned = draft().data("RuleTest", json!({ "testRouting": { "decision": decision } }));
        if english {
            canned = canned.english();
        }
        let client = canned.ready();
        let query =
            format!("{URL}?uji=1&judul=Mati&isi=Lampu+gang+di+Kelayan&topik=roads.lighting&wilayah=63.71&klasifikasi=");
        let answer = get(&client, &query).await;
        answer.assert_harmless();
        let html = &answer.html;
        assert!(html.contains("<mark>Lampu gang</mark> di Kelayan") && html.contains("data-r=\"yes\""), "{html}");
        assert!(html.contains("/aturan/set-8#r570\"") && !html.contains("/aturan/set-8#r12\""), "{html}");
        assert!(html.contains("value=\"roads.lighting\" selected"), "what was asked stays: {html}");
        let input = client.variables("RuleTest").unwrap_or_default()["input"].clone();
        assert_eq!(
            (&input["ruleSetId"], &input["regionCode"], &input["classification"]),
            (&json!("set-8"), &json!("63.71"), &Value::Null)
        );
    }
    let client = draft().data("RuleTest", json!({ "testRouting": null })).ready();
    assert!(get(&client, &format!("{URL}?uji=1&isi=Mati")).await.html.contains("tidak dapat mencoba"));
    let client = draft().ready();
    let html = get(&client, &format!("{URL}?uji=1&judul=Mati&isi=+")).await.html;
    assert!(html.contains("Tulis laporan yang mau dicoba") && html.contains("value=\"Mati\""), "{html}");
    assert!(client.variables("RuleTest").is_none(), "an empty report is not sent");
    // The form is sent, so that no address keeps the text of a report.
    let typed = [("judul", "Mati"), ("isi", "Lampu gang")];
    let (answer, client) = send(draft().data("RuleTest", json!({ "testRouting": null })), "uji", &typed).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.html.contains("tidak dapat mencoba") && answer.html.contains("/aturan/set-8/uji#h-uji"));
    assert_eq!(client.variables("RuleTest").unwrap_or_default()["input"]["body"], "Lampu gang");
    let (answer, client) = send(draft(), "uji", &[("judul", "Mati")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.html.contains("Tulis laporan yang mau dicoba") && client.variables("RuleTest").is_none());
    let client = draft().ready();
    get(&client, URL).await;
    assert!(client.variables("RuleTest").is_none(), "nothing is tried unasked");
}

#[tokio::test]
async fn versions_are_compared_and_taken_home() {
    let compared = |changes: Value| {
        let set = json!({ "id": "set-8", "number": 8, "title": HOSTILE, "government": bit("KALSEL"), "basedOn": link(), "changes": changes });
        draft().data("RuleCompare", json!({ "viewer": officer(), "ruleSet": set }))
    };
    let changes = json!([
        difference("ADDED", Value::Null, json!(575)),
        difference("REMOVED", json!(20), Value::Null),
        difference("CHANGED", json!(510), json!(510)),
    ]);
    for english in [false, true] {
        let mut canned = compared(changes.clone());
        if english {
            canned = canned.english();
        }
        let client = canned.ready();
        let answer = get(&client, &format!("{URL}/banding?dengan=set-7")).await;
        answer.assert_harmless();
        assert!(answer.html.contains("value=\"set-7\" selected") && answer.html.contains("#r575"), "{}", answer.html);
        assert_eq!(client.variables("RuleCompare").unwrap_or_default()["against"], "set-7");
    }
    let html = get(&compared(json!([])).ready(), &format!("{URL}/banding")).await.html;
    assert!(html.contains("Tidak ada aturan yang berbeda"), "{html}");
    let set = json!({ "number": 8, "government": bit("KAL\"SEL"), "document": "{\"version\":8}" });
    let client = draft().data("RuleDocument", json!({ "viewer": officer(), "ruleSet": set })).ready();
    let answer = get(&client, &format!("{URL}/unduh.json")).await;
    assert_eq!((answer.status, answer.html.as_str()), (StatusCode::OK, "{\"version\":8}"));
}

#[tokio::test]
async fn who_may_not_see_a_version_is_answered_as_everywhere() {
    assert_eq!(get(&client(Value::Null).ready(), URL).await.status, StatusCode::NOT_FOUND);
    let as_viewer = |viewer: Value| {
        let page = json!({ "viewer": viewer, "ruleSet": set("DRAFT", &[], json!([])) });
        let document = json!({ "number": 8, "government": bit("KALSEL"), "document": "{}" });
        Canned::new()
            .data("RulePage", page)
            .data("RuleDocument", json!({ "viewer": viewer, "ruleSet": document }))
            .ready()
    };
    assert_eq!(get(&as_viewer(nobody()), URL).await.location, "/masuk?kembali=%2Faturan%2Fset-8");
    for path in [URL.to_owned(), format!("{URL}/unduh.json")] {
        assert_eq!(get(&as_viewer(citizen()), &path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let forged = post_raw(&draft().ready(), &format!("{URL}/setujui"), &[("_csrf", "x")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert_eq!(get(&draft().ready(), &format!("{URL}/setujui")).await.location, URL);
    assert_eq!(get(&draft().ready(), &format!("{URL}/entah")).await.status, StatusCode::NOT_FOUND);
}
