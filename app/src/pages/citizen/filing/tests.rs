//! Filing step by step, against a client with canned answers; `sending` has the last step.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod sending;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::testing::{Answer, CSRF, Canned, HOSTILE, citizen, get, nobody, post, post_file};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const SECRET: &str = "7K3Q-XMPA-9RTZ";
const BODY: &str = "Jalan di depan sekolah berlubang\r\nsejak bulan lalu </textarea><script>alert('x')</script>";

fn page(viewer: Value) -> Value {
    let limits = json!({ "titleMin": 10, "titleMax": 150, "bodyMin": 20, "bodyMax": 10000, "noteMax": 4000, "placeMax": 300, "attachmentsMax": 2,
        "attachmentBytesMax": 10_000_000, "attachmentTypes": ["image/jpeg", "image/png"], "passwordMin": 10 });
    let topics = json!([{ "code": "roads", "parentCode": null, "name": HOSTILE, "sensitive": false }, { "code": "roads.pothole", "parentCode": "roads", "name": "Jalan berlubang", "sensitive": false }]);
    json!({ "viewer": viewer, "limits": limits, "topics": topics })
}

fn agency(code: &str) -> Value {
    json!({ "code": code, "name": HOSTILE, "shortName": "PUPR", "open": true, "ancestors": [{ "code": "KALSEL", "name": "Kalsel", "shortName": HOSTILE }], "officersInOffice": null })
}

fn canned(viewer: Value) -> Canned {
    let region = json!({ "code": "63.03", "name": HOSTILE, "fullName": "Kabupaten Banjar" });
    let page_info = json!({ "hasPreviousPage": false, "hasNextPage": true, "startCursor": null, "endCursor": null });
    Canned::new()
        .data("FilePage", page(viewer))
        .data("RegionList", json!({ "regions": [region] }))
        .data(
            "AgencySearch",
            json!({ "agencies": { "nodes": [agency("PUPR-1"), agency("PUPR-2")], "pageInfo": page_info } }),
        )
        .data("ChosenAgency", json!({ "agency": agency("PUPR-9") }))
        .data("ChosenRegion", json!({ "region": { "fullName": HOSTILE } }))
}

fn filed() -> Value {
    json!({ "submitReport": { "case": { "reference": "TG-2611-7K3QXM", "holder": { "code": "D", "name": HOSTILE, "shortName": "D" }, "clock": null },
        "trackingCode": "TG-2611-7K3QXM", "trackingSecret": SECRET, "userErrors": [] } })
}

fn refused(field: &str) -> Value {
    json!({ "submitReport": { "case": null, "trackingCode": null, "trackingSecret": null, "userErrors": [{ "code": "TOO_LONG", "message": HOSTILE, "path": ["input", field] }] } })
}

fn about() -> Vec<(&'static str, &'static str)> {
    vec![
        ("kunci", KEY),
        ("classification", "SERVICE_COMPLAINT"),
        ("title", "Jalan rusak di Kertak Hanyar"),
        ("body", BODY),
        ("topic_code", "roads.pothole"),
        ("regency", "63.03"),
    ]
}

fn with(
    step: &'static str,
    button: &'static str,
    more: &[(&'static str, &'static str)],
) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![("langkah", step), ("tombol", button)];
    // The first value of a name is what counts, as in a form.
    all.extend_from_slice(more);
    all.extend(about());
    all
}

/// Every hidden field and other value of the form, as a browser would send it again.
fn value_of(answer: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = answer.html.split_once(&mark).map(|(_, rest)| rest).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_first_step_explains_each_kind_of_report_in_both_languages() {
    for (client, whistle) in [
        (canned(nobody()), "langsung ke inspektorat, tidak dilihat siapa pun yang lain"),
        (canned(nobody()).english(), "straight to the inspectorate, seen by nobody else"),
    ] {
        let answer = get(&client.ready(), "/lapor").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        assert!(answer.html.contains(whistle), "{}", answer.html);
        assert_eq!(answer.html.matches("name=\"classification\"").count(), 5);
        assert!(answer.html.contains("value=\"SERVICE_COMPLAINT\" checked"), "{}", answer.html);
        assert!(answer.html.contains("<optgroup"), "{}", answer.html);
    }
}

#[tokio::test]
async fn the_title_of_the_page_says_which_step_it_is() {
    let client = canned(nobody()).ready();
    assert!(
        get(&client, "/lapor")
            .await
            .html
            .contains("<title>Buat laporan, langkah 1 dari 3: Apa dan di mana · Tanggap</title>")
    );
    let second = post(&client, "/lapor", &with("1", "lanjut", &[])).await;
    assert!(second.html.contains("<title>Buat laporan, langkah 2 dari 3"), "{}", second.html);
}

#[tokio::test]
async fn choosing_a_region_keeps_what_was_typed_and_sends_nothing() {
    let client = canned(nobody()).ready();
    let answer = post(&client, "/lapor", &with("1", "wilayah", &[])).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    assert!(
        answer.html.contains("name=\"district\"") && answer.html.contains("Jalan rusak di Kertak Hanyar"),
        "{}",
        answer.html
    );
    assert!(answer.html.contains("value=\"63.03\" selected"), "{}", answer.html);
    assert!(client.variables("SubmitReport").is_none());
}

#[tokio::test]
async fn a_first_step_with_faults_comes_back_with_each_beside_its_field() {
    let client = canned(nobody()).ready();
    let typed = [
        ("langkah", "1"),
        ("tombol", "lanjut"),
        ("classification", "X"),
        ("title", "Pendek"),
        ("body", ""),
        ("occurred_on", "2026-11-24"),
        ("place", HOSTILE),
    ];
    let answer = post(&client, "/lapor", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    for field in ["classification", "title", "body", "occurred_on"] {
        assert!(
            answer.html.contains(&format!("href=\"#lapor-{field}\""))
                && answer.html.contains(&format!("id=\"lapor-{field}-error\"")),
            "{field}: {}",
            answer.html
        );
        assert!(answer.html.contains(&format!("id=\"lapor-{field}\"")), "the link leads somewhere: {field}");
    }
    assert!(
        answer.html.contains("value=\"Pendek\"") && answer.html.contains("<title>Perlu diperbaiki"),
        "{}",
        answer.html
    );
}

#[tokio::test]
async fn an_agency_is_found_by_its_name_before_going_on() {
    let client = canned(nobody()).ready();
    let answer = post(&client, "/lapor", &with("1", "lanjut", &[("cari_instansi", "pupr banjar")])).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    assert_eq!(client.variables("AgencySearch").unwrap()["search"], "pupr banjar");
    assert!(
        answer.html.contains("value=\"PUPR-2\"") && answer.html.contains("name=\"cari_instansi_sudah\""),
        "{}",
        answer.html
    );
    // Seen and not chosen: the next "go on" goes on.
    let answer = post(
        &client,
        "/lapor",
        &with(
            "1",
            "lanjut",
            &[("cari_instansi", "pupr banjar"), ("cari_instansi_sudah", "pupr banjar"), ("named_agency_code", "")],
        ),
    )
    .await;
    assert!(answer.html.contains("langkah 2 dari 3"), "{}", answer.html);
}

#[tokio::test]
async fn only_a_report_about_an_officer_asks_for_the_accused_unit() {
    let client = canned(nobody()).ready();
    let plain = post(&client, "/lapor", &with("1", "lanjut", &[])).await;
    assert!(!plain.html.contains("cari_terlapor"), "{}", plain.html);
    for sort in ["SUPERVISORY_COMPLAINT", "WHISTLE_BLOWING"] {
        let answer = post(&client, "/lapor", &with("1", "lanjut", &[("classification", sort)])).await;
        answer.assert_harmless();
        assert!(answer.html.contains("name=\"cari_terlapor\""), "{sort}");
        assert_eq!(answer.html.contains("type=\"checkbox\" id=\"lapor-secret\""), sort != "WHISTLE_BLOWING", "{sort}");
    }
}

#[tokio::test]
async fn a_file_is_uploaded_at_the_second_step_and_can_be_taken_out_again() {
    let client = canned(nobody()).ready();
    let mut fields = vec![("_csrf", CSRF)];
    fields.extend(with("2", "unggah", &[]));
    let answer = post_file(&client, "/lapor", &fields, ("files", "foto<b>.jpg", b"abc")).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    assert_eq!(client.uploads.lock().unwrap()[0], ("foto<b>.jpg".to_owned(), 3));
    assert!(
        answer.html.contains("value=\"hapus-file-1\"") && answer.html.contains("foto&lt;b&gt;.jpg"),
        "{}",
        answer.html
    );
    let kept = "{\"id\":\"file-1\",\"name\":\"f.jpg\",\"size\":3,\"warnings\":[]}";
    let answer = post(&client, "/lapor", &with("2", "hapus-file-1", &[("berkas", kept), ("name", "Siti")])).await;
    assert!(!answer.html.contains("file-1") && answer.html.contains("langkah 2 dari 3"), "{}", answer.html);
}

#[tokio::test]
async fn a_refused_file_and_one_too_many_are_told_and_the_others_kept() {
    let mut refusing = canned(nobody());
    refusing.refuse_files = Some(HOSTILE.into());
    let mut fields = vec![("_csrf", CSRF)];
    fields.extend(with("2", "lanjut", &[("name", "Siti")]));
    let answer = post_file(&refusing.ready(), "/lapor", &fields, ("files", "x.exe", b"MZ")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(answer.html.contains("id=\"lapor-files-error\""), "{}", answer.html);
    let kept = [
        "{\"id\":\"a\",\"name\":\"a\",\"size\":1,\"warnings\":[]}",
        "{\"id\":\"b\",\"name\":\"b\",\"size\":1,\"warnings\":[]}",
    ];
    let mut fields = vec![("_csrf", CSRF)];
    fields.extend(with("2", "lanjut", &[("name", "Siti"), ("berkas", kept[0]), ("berkas", kept[1])]));
    let answer = post_file(&canned(nobody()).ready(), "/lapor", &fields, ("files", "tiga.jpg", b"abc")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.html.contains("tiga.jpg tidak disertakan")
            && answer.html.contains("hapus-a")
            && answer.html.contains("hapus-b"),
        "{}",
        answer.html
    );
}

#[tokio::test]
async fn a_refused_file_is_told_even_to_somebody_going_back() {
    let mut refusing = canned(nobody());
    refusing.refuse_files = Some("bukan gambar".into());
    let mut fields = vec![("_csrf", CSRF)];
    fields.extend(with("2", "kembali", &[]));
    let answer = post_file(&refusing.ready(), "/lapor", &fields, ("files", "x.exe", b"MZ")).await;
    assert!(answer.html.contains("x.exe: bukan gambar") && answer.html.contains("langkah 2 dari 3"), "{}", answer.html);
}

#[tokio::test]
async fn what_a_file_still_tells_is_said_before_sending() {
    let client = canned(nobody()).ready();
    let kept =
        "{\"id\":\"a\",\"name\":\"video.mp4\",\"size\":9,\"warnings\":[\"Data lokasi tidak dapat dihapus <b>\"]}";
    let answer = post(&client, "/lapor", &with("2", "lanjut", &[("name", "Siti"), ("berkas", kept)])).await;
    answer.assert_harmless();
    let warning = answer.html.find("Data lokasi tidak dapat dihapus &lt;b&gt;").unwrap();
    assert!(warning < answer.html.find("Kirim laporan").unwrap(), "{}", answer.html);
}

#[tokio::test]
async fn without_an_account_a_name_is_asked_unless_anonymous() {
    let client = canned(nobody()).ready();
    let answer = post(&client, "/lapor", &with("2", "lanjut", &[])).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.html.contains("id=\"lapor-name-error\""), "{}", answer.html);
    for (client, more) in [(canned(nobody()), vec![("anonymous", "true")]), (canned(citizen()), vec![])] {
        let answer = post(&client.ready(), "/lapor", &with("2", "lanjut", &more)).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.html.contains("langkah 3 dari 3"), "{}", answer.html);
    }
}

#[tokio::test]
async fn the_last_step_shows_everything_and_carries_it_whole() {
    let client = canned(nobody()).ready();
    let answer = post(
        &client,
        "/lapor",
        &with(
            "2",
            "lanjut",
            &[("name", HOSTILE), ("place", HOSTILE), ("named_agency_code", "PUPR-9"), ("kunci_kirim", KEY)],
        ),
    )
    .await;
    answer.assert_harmless();
    assert_eq!(value_of(&answer, "kunci_kirim"), KEY);
    assert!(
        value_of(&answer, "body").starts_with("Jalan di depan sekolah berlubang\r\nsejak"),
        "{}",
        value_of(&answer, "body")
    );
    assert!(
        value_of(&answer, "title").contains("Kertak Hanyar") && !value_of(&answer, "place").is_empty(),
        "{}",
        answer.html
    );
    assert!(client.variables("SubmitReport").is_none(), "nothing is sent before the button");
}
<<<<<<< HEAD

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
=======
>>>>>>> citizen
