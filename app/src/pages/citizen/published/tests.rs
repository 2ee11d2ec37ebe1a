//! The list, its filters and one report, against a client with canned answers.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::testing::{Canned, HOSTILE, get, nobody};

fn agency() -> Value {
    json!({ "code": "X", "name": HOSTILE, "shortName": HOSTILE })
}

fn row(reference: &str) -> Value {
    json!({ "reference": reference, "title": HOSTILE, "body": HOSTILE.repeat(9), "status": "CLOSED", "topic": { "name": HOSTILE }, "region": { "fullName": HOSTILE },
        "holder": agency(), "openedAt": "2026-11-20T01:00:00Z", "closedAt": "2026-11-22T01:00:00Z" })
}

fn list(rows: Value) -> Canned {
    let topics = json!([{ "code": "roads", "parentCode": null, "name": HOSTILE, "sensitive": false }, { "code": "roads.pothole", "parentCode": "roads", "name": "Lubang", "sensitive": false }]);
    let info = json!({ "hasPreviousPage": true, "hasNextPage": true, "startCursor": "c1", "endCursor": "c2" });
    Canned::new().data("PublishedPage", json!({ "viewer": nobody(), "topics": topics,
        "regions": [{ "code": "63.03", "name": "Kabupaten Banjar", "fullName": "Kabupaten Banjar" }], "publicCases": { "nodes": rows, "pageInfo": info } }))
}

#[tokio::test]
async fn filters_of_the_address_are_asked_for_and_kept_by_the_pages() {
    let client = list(json!([row("TG-1")])).ready();
    let answer = get(&client, "/publik?kata=jalan&topik=roads.pothole&wilayah=63.03&keadaan=CLOSED&after=c0").await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    let asked = client.variables("PublishedPage").unwrap();
    assert_eq!(
        asked["filter"],
        json!({ "topicCode": "roads.pothole", "regionCode": "63.03", "text": "jalan", "status": ["CLOSED"] })
    );
    assert_eq!((&asked["after"], &asked["first"], &asked["last"]), (&json!("c0"), &json!(20), &Value::Null));
    assert!(
        answer
            .html
            .contains("/publik?kata=jalan&amp;topik=roads.pothole&amp;wilayah=63.03&amp;keadaan=CLOSED&amp;before=c1"),
        "{}",
        answer.html
    );
    // Taking one filter out keeps the others and begins at the first page.
    assert!(
        answer.html.contains("href=\"/publik?topik=roads.pothole&amp;wilayah=63.03&amp;keadaan=CLOSED\""),
        "{}",
        answer.html
    );
}

#[tokio::test]
async fn going_back_asks_for_the_last_before_the_cursor() {
    let client = list(json!([row("TG-1")])).ready();
    get(&client, "/publik?before=c9&after=c0").await;
    let asked = client.variables("PublishedPage").unwrap();
    assert_eq!(
        (&asked["before"], &asked["last"], &asked["first"], &asked["after"]),
        (&json!("c9"), &json!(20), &Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn words_that_cannot_be_searched_are_told_and_not_asked_for() {
    let client = list(json!([])).ready();
    let answer = get(&client, "/publik?kata=x&keadaan=SUBMITTED").await;
    answer.assert_harmless();
    assert!(answer.html.contains("saring-kata-error") && answer.html.contains("class=\"empty\""), "{}", answer.html);
    let asked = client.variables("PublishedPage").unwrap();
    assert_eq!(
        (&asked["filter"]["text"], &asked["filter"]["status"]),
        (&Value::Null, &Value::Null),
        "unpublished states are no filter"
    );
}

#[tokio::test]
async fn hostile_words_of_the_address_stay_text() {
    let words: String = url::form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
    let answer = get(
        &list(json!([row("TG-1")])).english().ready(),
        &format!("/publik?kata={words}&wilayah={words}&topik={words}&after={words}"),
    )
    .await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
}

#[tokio::test]
async fn one_report_shows_its_answers_and_an_unknown_one_is_not_found() {
    let reply =
        json!({ "body": HOSTILE, "agency": agency(), "publishedAt": "2026-11-21T01:00:00Z", "kind": "SUBSTANTIVE" });
    let mut report = row("TG-1");
    report["rating"] = json!(4);
    report["replies"] = json!([reply]);
    let client = Canned::new().data("PublishedReport", json!({ "viewer": nobody(), "publicCase": report })).ready();
    let answer = get(&client, "/publik/TG-1").await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    assert!(answer.html.contains("4 dari 5") && answer.html.contains("Sab 21 Nov"), "{}", answer.html);
    let client = Canned::new().data("PublishedReport", json!({ "viewer": nobody(), "publicCase": null })).ready();
    assert_eq!(get(&client, "/publik/TG-9").await.status, StatusCode::NOT_FOUND);
}
