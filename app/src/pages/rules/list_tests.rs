//! The list of versions, the form for a draft and the import, through the router.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::fixtures::*;
use super::{DOCUMENT_MAX, IMPORT};
use crate::testing::{CSRF, Canned, HOSTILE, citizen, get, nobody, officer, post, post_file};

fn list(viewer: Value, can: &[&str]) -> Canned {
    let rows = [version("set-9", 9, "SCHEDULED"), version("set-7", 7, "ACTIVE")];
    Canned::new().data(
        "RuleListPage",
        json!({ "viewer": viewer, "ruleSets": { "nodes": rows, "pageInfo": page_info() },
        "active": { "nodes": [version("set-7", 7, "ACTIVE")], "pageInfo": page_info() },
        "checked": { "nodes": [{ "id": "set-7", "number": 7, "government": bit("KALSEL"), "errorCount": 3 }] },
        "standing": { "actingRole": { "agency": { "code": "X", "viewerCan": can, "government": null, "ancestors": [] } } } }),
    )
}

#[tokio::test]
async fn the_list_offers_a_draft_and_an_import_to_those_who_may() {
    for english in [false, true] {
        let mut canned = list(officer(), &["PLAN"]);
        if english {
            canned = canned.english();
        }
        let answer = get(&canned.ready(), "/aturan").await;
        answer.assert_harmless();
        for part in ["action=\"/aturan\"", "action=\"/aturan/impor\"", "/aturan/set-9", "value=\"set-7\" selected"] {
            assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
        }
        assert_eq!(answer.html.matches("btn primary").count(), 1, "one filled button: {}", answer.html);
        assert!(answer.html.contains("<a href=\"/aturan\" aria-current=\"page\">"), "its entry: {}", answer.html);
    }
    let answer = get(&list(officer(), &[]).ready(), "/aturan").await;
    assert!(
        !answer.html.contains("action=\"/aturan\"") && answer.html.contains("admin koordinator"),
        "{}",
        answer.html
    );
    assert_eq!(get(&list(citizen(), &[]).ready(), "/aturan").await.status, StatusCode::FORBIDDEN);
    assert_eq!(get(&list(nobody(), &[]).ready(), "/aturan").await.location, "/masuk?kembali=%2Faturan");
}

#[tokio::test]
async fn errors_of_the_version_in_force_are_told_on_the_list() {
    let answer = get(&list(officer(), &[]).ready(), "/aturan").await;
    answer.assert_harmless();
    let told = answer.html.split("note bad").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap_or_default();
    for part in ["Versi 7", "3", "href=\"/aturan/set-7\""] {
        assert!(told.contains(part), "{part} is missing: {told}");
    }
}

#[tokio::test]
async fn the_navigation_names_rules_only_for_those_who_keep_them() {
    let entry = "<a href=\"/aturan\"";
    let mut other = officer();
    other["role"] = json!("AGENCY_ADMIN");
    assert!(get(&list(officer(), &[]).ready(), "/aturan").await.html.contains(entry));
    assert!(!get(&list(other, &[]).ready(), "/aturan").await.html.contains(entry));
}

#[tokio::test]
async fn a_draft_leads_to_its_page_and_a_refused_one_keeps_what_was_typed() {
    let typed = [("title", "Lampu jalan"), ("based_on_id", "set-3"), ("kunci", "k-9")];
    let client = answered(list(officer(), &["PLAN"]), "CreateRuleSet", "createRuleSet", json!([])).ready();
    let answer = post(&client, "/aturan", &typed).await;
    assert_eq!(answer.location, "/aturan/set-9?pesan=aturan-baru");
    let input = client.variables("CreateRuleSet").unwrap_or_default()["input"].clone();
    assert_eq!(
        (&input["basedOnId"], &input["note"], &input["clientMutationId"]),
        (&json!("set-3"), &Value::Null, &json!("k-9"))
    );
    let errors = json!([{ "code": "TOO_SHORT", "message": HOSTILE, "path": ["input", "title"] }]);
    let client = answered(list(officer(), &["PLAN"]), "CreateRuleSet", "createRuleSet", errors).ready();
    let answer = post(&client, "/aturan", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    for part in ["value=\"Lampu jalan\"", "id=\"baru-title-error\"", "value=\"set-3\" selected"] {
        assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
    }
}

#[tokio::test]
async fn a_report_for_which_a_rule_is_missing_is_carried_on_to_the_builder() {
    let rows = [version("set-9", 9, "DRAFT"), version("set-7", 7, "ACTIVE")];
    let page = json!({ "viewer": officer(), "ruleSets": { "nodes": rows, "pageInfo": page_info() }, "active": { "nodes": [], "pageInfo": page_info() }, "checked": { "nodes": [] },
        "standing": { "actingRole": { "agency": { "code": "X", "viewerCan": ["PLAN"], "government": null, "ancestors": [] } } } });
    let client =
        answered(Canned::new().data("RuleListPage", page), "CreateRuleSet", "createRuleSet", json!([])).ready();
    let answer = get(&client, "/aturan?topik=roads.lighting&wilayah=63.71.01&dari=TG-1").await;
    answer.assert_harmless();
    let html = &answer.html;
    assert!(html.contains("/aturan/set-9/tulis?topik=roads.lighting&amp;wilayah=63.71.01&amp;dari=TG-1"), "{html}");
    assert!(!html.contains("/aturan/set-7/tulis") && html.contains("name=\"dari\" value=\"TG-1\""), "{html}");
    let typed = [("title", "Lampu jalan"), ("topik", "roads.lighting"), ("dari", "TG-1")];
    let answer = post(&client, "/aturan", &typed).await;
    assert_eq!(answer.location, "/aturan/set-9/tulis?pesan=aturan-baru&topik=roads.lighting&dari=TG-1");
}

#[tokio::test]
async fn a_document_comes_as_a_file_or_as_text_and_its_faults_are_all_told() {
    let fields = [("_csrf", CSRF), ("title", "Dari berkas"), ("kunci", "k-1")];
    let taking = || answered(list(officer(), &["PLAN"]), "ImportRules", "importRules", json!([])).ready();
    let client = taking();
    let file = ("file", "aturan.json", "\u{feff}{\"rules\":[]}".as_bytes());
    let answer = post_file(&client, IMPORT, &fields, file).await;
    assert_eq!(answer.location, "/aturan/set-9?pesan=aturan-impor");
    assert_eq!(client.variables("ImportRules").unwrap_or_default()["input"]["document"], "{\"rules\":[]}");
    let client = taking();
    let answer = post(&client, IMPORT, &[("title", "Dari teks"), ("document", "{}")]).await;
    assert_eq!(answer.location, "/aturan/set-9?pesan=aturan-impor");

    let errors = json!([{ "code": "INVALID", "message": HOSTILE, "path": ["input", "document"] },
        { "code": "INVALID", "message": "Aturan 20 tidak lengkap.", "path": ["input", "document"] }]);
    let client = answered(list(officer(), &["PLAN"]), "ImportRules", "importRules", errors).ready();
    let answer = post_file(&client, IMPORT, &fields, ("file", "aturan.json", HOSTILE.as_bytes())).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    for part in ["Aturan 20 tidak lengkap.", "id=\"impor-document-error\"", "value=\"Dari berkas\""] {
        assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
    }

    let client = taking();
    let empty = post_file(&client, IMPORT, &fields, ("file", "", b"")).await;
    assert!(empty.html.contains("id=\"impor-document-error\""), "{}", empty.html);
    let binary = post_file(&client, IMPORT, &fields, ("file", "a.json", b"\xff\xfe\x00")).await;
    assert!(binary.html.contains("id=\"impor-file-error\""), "{}", binary.html);
    let large = vec![b' '; DOCUMENT_MAX + 1];
    let spaces = post_file(&client, IMPORT, &fields, ("file", "a.json", &large)).await;
    assert_eq!(spaces.status, StatusCode::UNPROCESSABLE_ENTITY);
    let large = vec![b'a'; DOCUMENT_MAX + 1];
    let large = post_file(&client, IMPORT, &fields, ("file", "a.json", &large)).await;
    assert!(large.html.contains("id=\"impor-file-error\"") && large.html.contains("1 MB"), "refused in words");
    let huge = vec![b'a'; 3 * DOCUMENT_MAX];
    let huge = post_file(&client, IMPORT, &fields, ("file", "a.json", &huge)).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(huge.html.contains("1 MB"), "{}", huge.html);
    assert!(client.variables("ImportRules").is_none());
    let forged = post_file(&client, IMPORT, &[("_csrf", "x")], ("file", "a.json", b"{}")).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert_eq!(get(&client, IMPORT).await.location, "/aturan#h-impor");
}
