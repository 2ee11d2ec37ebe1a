//! The pages of sheets, through the router.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::door::SheetRefused;
use crate::testing::{CSRF, Canned, HOSTILE, citizen, get, nobody, officer, post, post_file};

fn start(viewer: Value, can: &[&str], government: Value) -> Canned {
    Canned::new().data("SheetStart", json!({ "viewer": viewer,
        "standing": { "actingRole": { "agency": { "code": "X", "viewerCan": can, "government": government, "ancestors": [] } } } }))
}

fn keeper() -> Canned {
    start(officer(), &["PLAN"], json!({ "viewerCan": ["PLAN"] }))
}

fn sheet(faulty: i32, importable: bool) -> Value {
    let fault = |line: i32| json!({ "line": line, "column": HOSTILE, "message": HOSTILE });
    let faults = if faulty > 0 { json!([fault(3)]) } else { json!([]) };
    let changes = if faulty > 0 { json!([]) } else { json!(["RENAME", "MOVE"]) };
    json!({ "id": "sheet-1", "fileName": HOSTILE, "government": { "code": "KALSEL", "name": HOSTILE, "shortName": HOSTILE }, "importable": importable,
        "totals": { "rows": 26_000, "same": 25_990, "changed": 9, "faulty": faulty, "changes": 12, "created": 2, "closed": 1, "missing": 60 },
        "faults": faults, "missingCodes": ["KALSEL-A", HOSTILE],
        "lines": { "nodes": [{ "line": 3, "code": HOSTILE, "name": HOSTILE, "changes": changes,
            "cells": [{ "column": "name", "before": "", "after": HOSTILE, "kept": false }, { "column": "note", "before": HOSTILE, "after": "", "kept": true }],
            "faults": if faulty > 0 { json!([fault(3)]) } else { json!([]) } }],
          "pageInfo": { "hasPreviousPage": false, "hasNextPage": true, "startCursor": "s", "endCursor": "e" } } })
}

fn reviewed(sheet: Value) -> Canned {
    Canned::new().data("SheetPage", json!({ "viewer": officer(), "agencySheet": sheet }))
}

#[tokio::test]
async fn the_form_is_for_those_who_plan() {
    for english in [false, true] {
        let mut canned = keeper();
        if english {
            canned = canned.english();
        }
        let answer = get(&canned.ready(), "/instansi/impor").await;
        answer.assert_harmless();
        assert!(
            answer.html.contains("multipart/form-data") && answer.html.contains("type=\"file\""),
            "{}",
            answer.html
        );
        assert!(!answer.html.contains("government_code"), "whoever acts for a government plans for that one");
    }
    let none = get(&start(officer(), &["PLAN"], Value::Null).ready(), "/instansi/impor").await;
    assert!(none.html.contains("government_code"));
    let reader = get(&start(officer(), &[], Value::Null).ready(), "/instansi/impor").await;
    assert!(!reader.html.contains("multipart/form-data") && reader.html.contains("admin koordinator"));
    assert_eq!(get(&start(citizen(), &[], Value::Null).ready(), "/instansi/impor").await.status, StatusCode::FORBIDDEN);
    let stranger = get(&start(nobody(), &[], Value::Null).ready(), "/instansi/impor").await;
    assert_eq!(stranger.location, "/masuk?kembali=%2Finstansi%2Fimpor");
}

#[tokio::test]
async fn a_sheet_is_handed_over_and_a_refused_one_is_told_beside_its_field() {
    let client = keeper().ready();
    let fields = [("_csrf", CSRF), ("government_code", " KALSEL ")];
    let answer = post_file(&client, "/instansi/impor", &fields, ("file", "a.csv", b"code\n")).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/instansi/impor/sheet-1"));
    {
        let sheets = client.sheets.lock().unwrap();
        assert_eq!((sheets[0].file_name.as_str(), sheets[0].government.as_deref()), ("a.csv", Some("KALSEL")));
        assert_eq!(&sheets[0].body[..], b"code\n");
    }
    let none = post_file(&client, "/instansi/impor", &fields, ("file", "", b"")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.html.contains("lembar-file-error"), "{}", none.html);
    for (government, id) in [(false, "lembar-file-error"), (true, "lembar-government_code-error")] {
        let mut canned = start(officer(), &["PLAN"], Value::Null);
        canned.refuse_sheets = Some(SheetRefused { government, message: HOSTILE.to_owned() });
        let refused = post_file(&canned.ready(), "/instansi/impor", &fields, ("file", "a.csv", b"x")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.assert_harmless();
        assert!(refused.html.contains(id), "{}", refused.html);
    }
    let large = vec![b'a'; 8 * 1024 * 1024 + 128 * 1024];
    let large = post_file(&client, "/instansi/impor", &fields, ("file", "a.csv", &large)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.html.contains("8 MB"), "{}", large.html);
    let forged = post_file(&client, "/instansi/impor", &[("_csrf", "x")], ("file", "a.csv", b"x")).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert_eq!(client.sheets.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn the_difference_is_shown_line_by_line() {
    let client = reviewed(sheet(0, true)).ready();
    let answer = get(&client, "/instansi/impor/sheet-1?hanya=perubahan").await;
    answer.assert_harmless();
    assert!(
        answer.html.contains("26.000") && answer.html.contains("action=\"/instansi/impor/sheet-1\""),
        "{}",
        answer.html
    );
    assert!(answer.html.contains("hanya=perubahan&amp;after=e"), "the next page keeps the filter: {}", answer.html);
    assert_eq!(client.variables("SheetPage").unwrap()["only"], "CHANGES");
    let client = reviewed(sheet(2, false)).ready();
    let answer = get(&client, "/instansi/impor/sheet-1").await;
    answer.assert_harmless();
    assert_eq!(client.variables("SheetPage").unwrap()["only"], "FAULTS", "what has to be mended comes first");
    assert!(!answer.html.contains("action=\"/instansi/impor/sheet-1\""), "no plan is made of faults");
    assert_eq!(get(&reviewed(Value::Null).ready(), "/instansi/impor/lain").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_plan_is_made_of_it_and_a_refusal_keeps_what_was_typed() {
    let typed = [
        ("title", "Penataan lembar"),
        ("effective_on", "2027-01-04"),
        ("legal_reference", "Perda 1/2027"),
        ("kunci", "k-1"),
    ];
    let made = |errors: Value| json!({ "importAgencySheet": { "plan": { "id": "plan-9" }, "userErrors": errors } });
    let client = reviewed(sheet(0, true)).data("ImportAgencySheet", made(json!([]))).ready();
    let answer = post(&client, "/instansi/impor/sheet-1", &typed).await;
    assert_eq!(answer.location, "/penataan/plan-9?pesan=rencana-lembar");
    let input = client.variables("ImportAgencySheet").unwrap()["input"].clone();
    assert_eq!((&input["sheetId"], &input["clientMutationId"]), (&json!("sheet-1"), &json!("k-1")));
    let errors = json!([{ "code": "TOO_SHORT", "message": HOSTILE, "path": ["input", "title"] }]);
    let client = reviewed(sheet(0, true)).data("ImportAgencySheet", made(errors)).ready();
    let answer = post(&client, "/instansi/impor/sheet-1", &typed).await;
    answer.assert_harmless();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.html.contains("Penataan lembar") && answer.html.contains("rencana-title-error"), "{}", answer.html);
    let client = reviewed(sheet(0, true)).ready();
    let answer = post(&client, "/instansi/impor/sheet-1", &[("title", "Judul saja")]).await;
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.html.contains("rencana-effective_on-error"));
}
