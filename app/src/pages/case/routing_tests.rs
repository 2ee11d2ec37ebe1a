//! What the rules say on the case page: the suggestion and its one click, other acts, people who decide, "Mengapa ke
//! sini?" and disputes.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::fixtures::*;
use crate::testing::{HOSTILE, get, officer};

async fn html_of(case: &Value) -> String {
    page_of(case, "").await
}

async fn page_of(case: &Value, query: &str) -> String {
    let answer = get(&client(officer(), case.clone()).ready(), &format!("{URL}{query}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    answer.html
}

/// A verified report with a suggestion.
fn suggested() -> Value {
    let mut case = case(&["FORWARD", "ARCHIVE", "POSTPONE", "DRAFT_REPLY"]);
    case["status"] = json!("SUBMITTED");
    case["replies"] = json!([]);
    case["disputed"] = json!(false);
    case
}

fn decided(action: Value) -> Value {
    let mut case = suggested();
    case["routing"]["decision"]["action"] = action;
    case["routing"]["decision"]["lead"] = Value::Null;
    case["routing"]["decision"]["supporting"] = json!([]);
    case["routing"]["decision"]["informed"] = json!([]);
    case
}

#[tokio::test]
async fn a_suggestion_tells_its_reason_and_is_taken_by_one_click() {
    let html = html_of(&suggested()).await;
    for part in [
        "aturan 570 “",
        "name=\"target_code\" value=\"KOTA-DISHUB\"",
        "name=\"supporting_codes\" value=\"S-1, S-2\"",
        "name=\"informed_codes\" value=\"I-1\"",
        "href=\"#mengapa\"",
        "id=\"mengapa\"",
        "disarankan aturan",
        "Pilih penerima lain",
        "Sasaran sebuah aturan yang cocok sudah tidak ada",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    assert_eq!(html.matches("btn primary").count(), 1, "one filled button");
    let fields = [("target_code", "KOTA-DISHUB"), ("supporting_codes", "S-1, S-2"), ("informed_codes", "I-1")];
    let (answer, client) = send(done("ForwardCase", "forwardCase"), "teruskan", &fields).await;
    assert_eq!(answer.location, format!("{URL}?pesan=teruskan"));
    let input = client.variables("ForwardCase").unwrap_or_default()["input"].clone();
    assert_eq!((&input["targetCode"], &input["version"]), (&json!("KOTA-DISHUB"), &json!(7)));
    assert_eq!((&input["supportingCodes"], &input["informedCodes"]), (&json!(["S-1", "S-2"]), &json!(["I-1"])));
    assert_eq!((&input["otherReason"], &input["note"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn who_chooses_somebody_else_is_asked_why_and_need_not_say() {
    let html = html_of(&suggested()).await;
    assert!(html.contains("id=\"teruskan-other_reason\"") && html.contains("value=\"REPORTER_NAMED\""), "{html}");
    assert!(!html.contains("value=\"UNSAID\""), "saying nothing is the empty choice: {html}");
    for (typed, sent) in [("WRONG_TOPIC", json!("WRONG_TOPIC")), ("", Value::Null), ("NGAWUR", Value::Null)] {
        let fields = [("target_code", "KOTA-PUPR"), ("other_reason", typed)];
        let (_, client) = send(done("ForwardCase", "forwardCase"), "teruskan", &fields).await;
        assert_eq!(client.variables("ForwardCase").unwrap_or_default()["input"]["otherReason"], sent, "{typed}");
    }
    for state in ["TAKEN", "OTHER", "AUTOMATIC", "OVERTAKEN"] {
        let mut settled = suggested();
        settled["routing"]["state"] = json!(state);
        let html = html_of(&settled).await;
        assert!(!html.contains("other_reason") && !html.contains("class=\"suggest\""), "{state}: {html}");
        assert!(html.contains("Teruskan laporan") && html.contains("id=\"mengapa\""), "{state}: {html}");
    }
}

#[tokio::test]
async fn what_cannot_be_taken_yet_or_lies_there_already_has_no_button() {
    let mut fresh = suggested();
    fresh["verified"] = json!(false);
    let html = html_of(&fresh).await;
    assert!(html.contains("setelah laporan diverifikasi") && !html.contains("id=\"saran\""), "{html}");
    let mut here = suggested();
    here["routing"]["decision"]["lead"] = agency("KALSEL-DISKOMINFO");
    let html = html_of(&here).await;
    assert!(html.contains("sudah ada di sana") && !html.contains("id=\"saran\""), "{html}");
    assert!(!html.contains("other_reason"), "nothing was suggested that one could choose against: {html}");
}

#[tokio::test]
async fn another_act_is_suggested_with_the_way_to_its_form() {
    let mut archive = decided(json!("ARCHIVE"));
    archive["routing"]["decision"]["archiveReasonCode"] = json!("DUP");
    archive["routing"]["decision"]["replyCode"] = json!("fwd");
    let html = html_of(&archive).await;
    assert!(html.contains("Disarankan: arsipkan laporan"), "{html}");
    assert!(html.contains(&format!("{URL}?buka=arsipkan#arsipkan")), "{html}");
    assert!(html.contains(&format!("{URL}?teks=fwd#balas")), "{html}");
    assert!(html.contains("<option value=\"DUP\" selected"), "the reason is chosen already: {html}");
    assert!(!html.contains("<details open"), "{html}");
    let html = page_of(&archive, "?buka=arsipkan").await;
    assert!(html.contains("<details open class=\"fold\"><summary>Arsipkan laporan"), "{html}");
    let html = html_of(&decided(json!("ASK_SUPPLEMENT"))).await;
    assert!(html.contains(&format!("{URL}?buka=tunda#tunda")) && html.contains("minta pelapor melengkapi"), "{html}");
    let mut refer = decided(json!("REFER"));
    refer["viewerCan"] = json!(["FORWARD"]);
    let html = html_of(&refer).await;
    assert!(
        html.contains("arahkan pelapor ke layanan lain") && !html.contains("?buka="),
        "who may not has no link: {html}"
    );
}

#[tokio::test]
async fn where_a_person_decides_the_page_says_why() {
    for (person, words) in [
        ("CONFLICT", "sasaran aturan adalah unit yang dilaporkan"),
        ("CONFIDENTIAL", "hanya ditangani inspektorat"),
        ("NO_RULE", "tidak ada aturan yang cocok"),
    ] {
        let mut case = decided(if person == "CONFLICT" { json!("FORWARD") } else { Value::Null });
        case["routing"]["decision"]["person"] = json!(person);
        case["routing"]["decision"]["rulePosition"] = Value::Null;
        case["routing"]["decision"]["ruleName"] = Value::Null;
        let html = html_of(&case).await;
        assert!(html.contains(words) && !html.contains("class=\"suggest\""), "{person}: {html}");
    }
}

#[tokio::test]
async fn why_here_shows_the_version_and_each_rule_with_its_words_marked() {
    let html = html_of(&suggested()).await;
    let section =
        html.split("id=\"mengapa\"").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or_default();
    for part in [
        "Aturan versi 7",
        "href=\"/aturan/rules-7\"",
        "Saran ini menunggu keputusan",
        "<mark>",
        "2 aturan lain tidak cocok",
        "1 aturan sesudahnya tidak diperlukan",
        "aturan daerah",
        "sasaran aturan hilang",
    ] {
        assert!(section.contains(part), "{part} is missing: {section}");
    }
    let mut hidden = suggested();
    hidden["title"] = Value::Null;
    hidden["body"] = Value::Null;
    hidden["routing"]["ruleSet"] = Value::Null;
    hidden["routing"]["version"] = Value::Null;
    let html = html_of(&hidden).await;
    assert!(!html.contains("<mark>") && !html.contains("/aturan/"), "{html}");
    for nothing in [Value::Null, routing("OPEN", Value::Null)] {
        let mut without = suggested();
        without["routing"] = nothing;
        let html = html_of(&without).await;
        assert!(!html.contains("mengapa") && html.contains("Teruskan laporan"), "{html}");
    }
}

#[tokio::test]
async fn what_became_of_a_suggestion_is_told() {
    let mut other = suggested();
    other["routing"]["state"] = json!("OTHER");
    other["routing"]["otherReason"] = json!("WRONG_REGION");
    other["routing"]["settledAt"] = json!("2026-11-20T06:32:00Z");
    other["routing"]["chosen"] = json!({ "code": "K", "name": "Dinas Kehutanan", "shortName": HOSTILE });
    let html = html_of(&other).await;
    assert!(html.contains("petugas memilih Dinas Kehutanan. Alasan: Wilayahnya keliru."), "{html}");
    other["routing"]["state"] = json!("AUTOMATIC");
    other["routing"]["otherReason"] = Value::Null;
    other["routing"]["lead"]["name"] = json!("Dinas Perhubungan");
    let html = html_of(&other).await;
    assert!(html.contains("sistem meneruskan laporan ke Dinas Perhubungan"), "{html}");
}

#[tokio::test]
async fn a_dispute_is_told_and_its_decision_can_become_a_rule() {
    let mut dispute = suggested();
    dispute["disputed"] = json!(true);
    dispute["status"] = json!("RETURNED");
    let html = html_of(&dispute).await;
    assert!(html.contains("Sengketa wewenang") && html.contains("yang memutuskan penerimanya"), "{html}");
    assert!(!html.contains("/aturan?"), "nothing is decided yet: {html}");
    dispute["status"] = json!("FORWARDED");
    dispute["routing"]["state"] = json!("OTHER");
    dispute["routing"]["chosen"] = agency("KOTA-PUPR");
    dispute["holder"] = agency("KOTA-PUPR-BM");
    let html = html_of(&dispute).await;
    assert!(html.contains("tidak dapat dikembalikan lagi"), "{html}");
    for part in ["/aturan?dari=TG-2611-0374", "topik=roads", "wilayah=63.71.01", "sasaran=KOTA-PUPR\""] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    for version in [json!({ "id": "rules-7", "viewerCan": ["EDIT"] }), Value::Null] {
        dispute["routing"]["ruleSet"] = version;
        assert!(!html_of(&dispute).await.contains("/aturan?"), "only those who keep the rules");
    }
    let answer = get(&client(officer(), dispute).english().ready(), URL).await;
    answer.assert_harmless();
    assert!(answer.html.contains("Dispute about authority"), "{}", answer.html);
}
