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
        "trackingCode": "TG-2611-7K3QXM", "trackingSecret": SECRET,
        "probably": { "code": "KOTA-DISHUB", "name": format!("Dishub {HOSTILE}"), "shortName": "Dishub" }, "userErrors": [] } })
}

fn refused(field: &str) -> Value {
    json!({ "submitReport": { "case": null, "trackingCode": null, "trackingSecret": null, "probably": null, "userErrors": [{ "code": "TOO_LONG", "message": HOSTILE, "path": ["input", field] }] } })
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
