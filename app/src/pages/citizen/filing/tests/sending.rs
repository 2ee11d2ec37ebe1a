//! The last step: what is sent, the receipt, refusals, faults and forgeries.
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{KEY, SECRET, canned, filed, refused, value_of, with};
use crate::testing::{HOSTILE, citizen, get, nobody, post, post_file, post_raw};

#[tokio::test]
async fn sending_answers_the_receipt_and_the_secret_stands_in_no_address() {
    let client = canned(nobody()).data("SubmitReport", filed()).ready();
    let kept = "{\"id\":\"a\",\"name\":\"a\",\"size\":1,\"warnings\":[]}";
    let more = [
        ("name", "Siti"),
        ("email", "siti@contoh.id"),
        ("berkas", kept),
        ("named_agency_code", "PUPR-9"),
        ("occurred_on", "2026-11-20"),
        ("secret", "true"),
        ("kunci_kirim", KEY),
    ];
    let answer = post(&client, "/lapor", &with("3", "kirim", &more)).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::OK, ""));
    answer.assert_harmless();
    assert!(answer.html.contains(SECRET) && answer.html.contains("TG-2611-7K3QXM"), "{}", answer.html);
    assert!(answer.html.contains("Laporan Anda kemungkinan diteruskan ke Dishub"), "{}", answer.html);
    for address in answer.html.split("href=\"").chain(answer.html.split("action=\"")).skip(1) {
        assert!(!address.split('"').next().unwrap().contains("7K3Q-XMPA"), "{address}");
    }
    let input = client.variables("SubmitReport").unwrap()["input"].clone();
    assert_eq!(
        input["body"],
        "Jalan di depan sekolah berlubang\nsejak bulan lalu </textarea><script>alert('x')</script>"
    );
    assert_eq!(input["contact"], json!({ "name": "Siti", "email": "siti@contoh.id", "phone": null }));
    assert_eq!(
        (&input["attachmentIds"], &input["clientMutationId"], &input["regionCode"]),
        (&json!(["a"]), &json!(KEY), &json!("63.03"))
    );
    assert_eq!(
        (&input["namedAgencyCode"], &input["reportedAgencyCode"], &input["occurredOn"]),
        (&json!("PUPR-9"), &Value::Null, &json!("2026-11-20"))
    );
    assert_eq!(
        (&input["secret"], &input["anonymous"], &input["topicCode"]),
        (&json!(true), &json!(false), &json!("roads.pothole"))
    );
}

#[tokio::test]
async fn whistle_blowing_names_no_agency_and_is_secret() {
    let client = canned(nobody()).data("SubmitReport", filed()).ready();
    let more = [
        ("classification", "WHISTLE_BLOWING"),
        ("anonymous", "true"),
        ("named_agency_code", "PUPR-9"),
        ("reported_agency_code", "PUPR-2"),
    ];
    let answer = post(&client, "/lapor", &with("3", "kirim", &more)).await;
    assert!(answer.html.contains("Hanya inspektorat"), "{}", answer.html);
    let input = client.variables("SubmitReport").unwrap()["input"].clone();
    assert_eq!(
        (&input["namedAgencyCode"], &input["reportedAgencyCode"], &input["secret"]),
        (&Value::Null, &json!("PUPR-2"), &json!(true))
    );
}

#[tokio::test]
async fn where_a_person_decides_the_receipt_promises_nothing() {
    let mut filed = filed();
    filed["submitReport"]["probably"] = Value::Null;
    let client = canned(nobody()).data("SubmitReport", filed).ready();
    let answer = post(&client, "/lapor", &with("3", "kirim", &[("name", "Siti"), ("email", "siti@contoh.id")])).await;
    assert!(answer.html.contains(SECRET) && !answer.html.contains("kemungkinan"), "{}", answer.html);
}

#[tokio::test]
async fn a_signed_in_citizen_gives_no_contact_and_finds_the_report_again() {
    let client = canned(citizen()).data("SubmitReport", filed()).ready();
    let answer = post(&client, "/lapor", &with("3", "kirim", &[("name", "Orang lain")])).await;
    assert_eq!(client.variables("SubmitReport").unwrap()["input"]["contact"], Value::Null);
    assert!(answer.html.contains("href=\"/lacak/TG-2611-7K3QXM\""), "{}", answer.html);
}

#[tokio::test]
async fn sending_the_same_page_twice_uses_the_same_key() {
    let client = canned(nobody()).data("SubmitReport", filed()).ready();
    let first = get(&client, "/lapor").await;
    let mut fields = with("1", "lanjut", &[("anonymous", "true")]);
    let kunci: &'static str = Box::leak(value_of(&first, "kunci").into_boxed_str());
    fields.retain(|(name, _)| *name != "kunci");
    fields.push(("kunci", kunci));
    let second = post(&client, "/lapor", &fields).await;
    assert_eq!(value_of(&second, "kunci_kirim"), kunci, "the key of the first page is that of the report");
    // Back and forth makes new pages with new keys of their own; the report keeps its key.
    for fresh in ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"] {
        post(
            &client,
            "/lapor",
            &with("3", "kirim", &[("anonymous", "true"), ("kunci_kirim", kunci), ("kunci", fresh)]),
        )
        .await;
        assert_eq!(client.variables("SubmitReport").unwrap()["input"]["clientMutationId"], kunci);
    }
}

#[tokio::test]
async fn a_refusal_leads_back_to_the_step_of_its_field() {
    for (field, step, mark) in [
        ("title", "langkah 1 dari 3", "lapor-title-error"),
        ("attachmentIds", "langkah 2 dari 3", "lapor-files-error"),
        ("clientMutationId", "langkah 3 dari 3", "role=\"alert\""),
    ] {
        let client = canned(nobody()).data("SubmitReport", refused(field)).ready();
        let answer = post(
            &client,
            "/lapor",
            &with("3", "kirim", &[("anonymous", "true"), ("kunci_kirim", "first-key-of-this-report")]),
        )
        .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.assert_harmless();
        assert!(answer.html.contains(step) && answer.html.contains(mark), "{field}: {}", answer.html);
        assert_eq!(value_of(&answer, "kunci_kirim"), KEY, "what is sent next is another report, with another key");
    }
}

#[tokio::test]
async fn a_fault_of_ours_loses_no_word_and_keeps_the_key() {
    for (code, status) in
        [("RATE_LIMITED", StatusCode::TOO_MANY_REQUESTS), ("INTERNAL", StatusCode::INTERNAL_SERVER_ERROR)]
    {
        let client = canned(nobody()).error("SubmitReport", code, HOSTILE).ready();
        let answer = post(
            &client,
            "/lapor",
            &with("3", "kirim", &[("anonymous", "true"), ("kunci_kirim", KEY), ("kunci", "another-key-of-this-page")]),
        )
        .await;
        assert_eq!(answer.status, status);
        answer.assert_harmless();
        assert!(value_of(&answer, "body").starts_with("Jalan di depan"), "{}", answer.html);
        assert_eq!(value_of(&answer, "kunci_kirim"), KEY);
    }
}

#[tokio::test]
async fn hidden_fields_made_up_by_somebody_are_checked_like_typed_ones() {
    let client = canned(nobody()).data("SubmitReport", filed()).ready();
    let answer = post(
        &client,
        "/lapor",
        &[
            ("langkah", "3"),
            ("tombol", "kirim"),
            ("classification", "SERVICE_COMPLAINT"),
            ("title", "x"),
            ("berkas", HOSTILE),
        ],
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(answer.html.contains("langkah 1 dari 3") && client.variables("SubmitReport").is_none(), "{}", answer.html);
}

#[tokio::test]
async fn without_its_token_nothing_is_taken_in() {
    let client = canned(nobody()).data("SubmitReport", filed()).ready();
    assert_eq!(
        post_raw(&client, "/lapor", &with("3", "kirim", &[("anonymous", "true")])).await.status,
        StatusCode::FORBIDDEN
    );
    let answer = post_file(&client, "/lapor", &with("2", "unggah", &[]), ("files", "a.jpg", b"abc")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(client.uploads.lock().unwrap().is_empty() && client.variables("SubmitReport").is_none());
}
