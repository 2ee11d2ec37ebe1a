//! The builder of a rule, through the router.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::fixtures::*;
use crate::testing::{HOSTILE, get};

#[tokio::test]
async fn a_rule_stands_whole_in_the_form_whatever_it_says() {
    for english in [false, true] {
        let mut canned = bench(body(), &CAN);
        if english {
            canned = canned.english();
        }
        let answer = get(&canned.ready(), &format!("{URL}/tulis?urutan=575")).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        let html = &answer.html;
        assert_eq!(html.matches("btn primary").count(), 1, "one filled button: {html}");
        for part in [
            "action=\"/aturan/set-8/tulis\"",
            "name=\"urutan\" value=\"575\"",
            "name=\"version\" value=\"6\"",
            "value=\"roads.lighting\" checked",
            "value=\"luar.daftar\" checked",
            "value=\"63.71\" checked",
            "value=\"63.71.01\"",
            "value=\"SERVICE_COMPLAINT\" checked",
            "value=\"SP4N\" checked",
            "value=\"HOSPITAL\" checked",
            "value=\"MONDAY\" checked",
            "value=\"08:00\"",
            "value=\"AUTOMATIC\" checked",
            "value=\"FUNCTION\" checked",
            "value=\"luar_daftar\" selected",
            "POLDA-KALSEL\nfungsi:village+luar_daftar/KALSEL-DISHUB</textarea>",
            "value=\"court_matter\" selected",
        ] {
            assert!(html.contains(part), "{part} is missing: {html}");
        }
    }
}

#[tokio::test]
async fn a_new_rule_stands_before_the_fallback_and_takes_what_a_report_tells() {
    let client = bench(Value::Null, &CAN).ready();
    let answer = get(&client, &format!("{URL}/tulis")).await;
    answer.assert_harmless();
    let html = &answer.html;
    assert!(html.contains("action=\"/aturan/set-8/aturan\"") && !html.contains("name=\"urutan\""), "{html}");
    assert!(html.contains("value=\"990\"") && html.contains("value=\"SUGGEST\" checked"), "{html}");
    let query = "?topik=roads.lighting&wilayah=63.71&sasaran=BANJARMASIN-DISHUB&dari=TG-1";
    let answer = get(&client, &format!("{URL}/tulis{query}")).await;
    answer.assert_harmless();
    let html = &answer.html;
    for part in [
        "value=\"roads.lighting\" checked",
        "value=\"63.71\" checked",
        "value=\"BANJARMASIN-DISHUB\" checked",
        "/laporan/TG-1",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    assert_eq!(client.variables("RuleAgency").unwrap_or_default()["code"], "BANJARMASIN-DISHUB");
    let gone = get(&client, &format!("{URL}/tulis?urutan=575")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "no rule stands there any more");
    let reader = get(&bench(Value::Null, &[]).ready(), &format!("{URL}/tulis")).await;
    assert_eq!(reader.location, URL);
}

#[tokio::test]
async fn a_rule_is_sent_as_it_was_typed() {
    let typed = [
        ("position", "575"),
        ("name", "Lampu lingkungan"),
        ("because", "Kewenangan kota."),
        ("active", "true"),
        ("mode", "SUGGEST"),
        ("topic_codes", "roads.lighting"),
        ("topic_codes", "roads.neighbourhood"),
        ("region_codes", "63.71"),
        ("weekdays", "SUNDAY"),
        ("from", "22.00"),
        ("keywords_any", "lampu gang\r\nlampu"),
        ("action", "FORWARD"),
        ("target_kind", "AGENCY"),
        ("forward_search", "BANJARMASIN-DISHUB"),
        ("supporting", "fungsi:fire/KALSEL-SATPOL"),
        ("urgency", "HIGH"),
    ];
    let (answer, client) =
        send(answered(bench(Value::Null, &CAN), "AddRule", "addRule", json!([])), "aturan", &typed).await;
    assert_eq!(answer.location, format!("{URL}?pesan=aturan-tambah#r575"));
    let rule = client.variables("AddRule").unwrap_or_default()["input"]["rule"].clone();
    assert_eq!(rule["topicCodes"], json!(["roads.lighting", "roads.neighbourhood"]));
    assert_eq!(
        (&rule["keywordsAny"], &rule["from"], &rule["until"]),
        (&json!(["lampu gang", "lampu"]), &json!("22:00"), &Value::Null)
    );
    let target = |code: Value, functions: Value, otherwise: Value| json!({ "agencyCode": code, "functions": functions, "otherwiseCode": otherwise, "named": false });
    assert_eq!(
        rule["forwardTo"],
        target(json!("BANJARMASIN-DISHUB"), json!([]), Value::Null),
        "a code typed into the search counts"
    );
    assert_eq!(rule["supporting"], json!([target(Value::Null, json!(["fire"]), json!("KALSEL-SATPOL"))]));
    let (_, client) = send(
        answered(bench(Value::Null, &CAN), "UpdateRule", "updateRule", json!([])),
        "tulis",
        &[("urutan", "575"), ("position", "565"), ("name", "Lampu"), ("because", "x")],
    )
    .await;
    let input = client.variables("UpdateRule").unwrap_or_default()["input"].clone();
    assert_eq!(
        (&input["position"], &input["rule"]["position"], &input["rule"]["active"]),
        (&json!(575), &json!(565), &json!(false))
    );
}

#[tokio::test]
async fn a_refused_rule_comes_back_with_what_was_typed_beside_its_field() {
    let errors = json!([{ "code": "UNKNOWN", "message": HOSTILE, "path": ["input", "rule", "forwardTo", "agencyCode"] },
        { "code": "INVALID", "message": "Topik tidak dikenal.", "path": ["input", "rule", "topicCodes", "0"] },
        { "code": "TOO_LONG", "message": HOSTILE, "path": ["input", "rule", "keywordsAny"] }]);
    let typed = [
        ("position", "575"),
        ("name", "Nama saya"),
        ("topic_codes", "roads"),
        ("keywords_any", HOSTILE),
        ("target_kind", "AGENCY"),
        ("forward_code", "TIDAK-ADA"),
    ];
    let canned = answered(bench(Value::Null, &CAN), "AddRule", "addRule", errors);
    let (answer, _) = send(canned, "aturan", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    let html = &answer.html;
    for part in [
        "value=\"Nama saya\"",
        "value=\"roads\" checked",
        "id=\"aturan-keywords_any-error\"",
        "Topik tidak dikenal.",
        "href=\"#aturan-forward_code\"",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    let (answer, client) =
        send(bench(Value::Null, &CAN), "aturan", &[("position", "atas"), ("name", "Nama saya")]).await;
    assert!(
        answer.html.contains("id=\"aturan-position-error\"") && client.variables("AddRule").is_none(),
        "{}",
        answer.html
    );
}

#[tokio::test]
async fn whoever_was_too_slow_is_told_what_stands_at_the_place_now() {
    let stale = json!([{ "code": "CONFLICT", "message": "Versi lama.", "path": ["input", "version"] }]);
    let typed = [("urutan", "570"), ("position", "570"), ("name", "Nama saya")];
    let canned = answered(bench(body(), &CAN), "UpdateRule", "updateRule", stale);
    let (answer, _) = send(canned, "tulis", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    let html = &answer.html;
    assert!(html.contains("Di urutan 570 sekarang: Lampu setempat.") && html.contains("value=\"Nama saya\""), "{html}");
    assert!(html.contains("name=\"version\" value=\"6\"") && html.contains("name=\"urutan\" value=\"570\""), "{html}");
}

#[tokio::test]
async fn buttons_that_search_change_nothing_and_keep_what_was_typed() {
    let typed =
        [("tombol", "cari-sasaran"), ("forward_search", "dishub"), ("name", "Nama saya"), ("topic_codes", "roads")];
    let (answer, client) = send(bench(Value::Null, &CAN), "aturan", &typed).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    for part in ["value=\"BANJARMASIN-DISHUB\"", "value=\"Nama saya\"", "value=\"roads\" checked"] {
        assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
    }
    assert_eq!(client.variables("AgencySearch").unwrap_or_default()["search"], "dishub");
    assert!(client.variables("AddRule").is_none());
    let typed = [
        ("tombol", "pendukung"),
        ("supporting", "A"),
        ("extra_code", "B"),
        ("extra_function", "fire"),
        ("urutan", "575"),
    ];
    let (answer, client) = send(bench(body(), &CAN), "tulis", &typed).await;
    assert!(answer.html.contains("A\nB\nfungsi:fire</textarea>"), "{}", answer.html);
    assert!(answer.html.contains("name=\"urutan\" value=\"575\"") && client.variables("UpdateRule").is_none());
    let (answer, _) =
        send(bench(Value::Null, &CAN), "aturan", &[("tombol", "cari-lain"), ("extra_search", "dishub")]).await;
    answer.assert_harmless();
    assert!(answer.html.contains("name=\"extra_code\" value=\"BANJARMASIN-DISHUB\""), "{}", answer.html);
}
