//! What stands before every request: forgery, size, methods, headers, health, and pages that are not there.
use http::{Method, StatusCode};
use serde_json::json;
use server::clock::Clock;
use tokio_util::sync::CancellationToken;

use super::{Browser, Got, PASSWORD, site, site_at};
use crate::{
    store::rows,
    support::{Trials, World},
};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("another_sites_page_cannot_act_for_whoever_is_signed_in", forgery);
    trials.story("a_mutation_by_get_is_refused", by_get);
    trials.story("a_body_over_the_limit_is_refused", too_large);
    trials.story("a_form_without_its_token_is_refused", forms);
    trials.story("a_page_that_is_not_there_is_a_page_with_404", missing);
    trials.story("every_answer_has_the_security_headers", headers);
    trials.story("health_and_readiness_answer", health);
}

const FILE: &str = "mutation { submitReport(input: { title: \"Jalan berlubang di pasar\", body: \"Lubang besar di tengah jalan raya.\", anonymous: true }) { trackingCode userErrors { code } } }";

fn body() -> Vec<u8> {
    json!({ "query": FILE }).to_string().into_bytes()
}

async fn forgery(world: World) {
    world.account("siti@contoh.id", PASSWORD).await;
    let site = site(&world);
    let mut browser = Browser::new(&site, 1);
    browser.sign_in("siti@contoh.id", PASSWORD).await;
    let before = rows(&world).await;
    let own = "http://127.0.0.1:8080";
    let refused: &[&[(&str, &str)]] = &[
        &[("content-type", "text/plain")],
        &[("content-type", "text/plain"), ("origin", own)],
        &[("content-type", "application/x-www-form-urlencoded"), ("origin", own)],
        &[("content-type", "application/json"), ("origin", "https://jahat.example")],
        &[("content-type", "application/json"), ("origin", "null")],
        &[("content-type", "application/json"), ("origin", "http://127.0.0.1:8081")],
        &[("content-type", "application/json"), ("referer", "https://jahat.example/x")],
        &[("content-type", "application/json"), ("sec-fetch-site", "cross-site")],
        &[
            ("content-type", "application/json"),
            ("x-tanggap-request", "1"),
            ("origin", "https://127.0.0.1:8080.jahat.example"),
        ],
    ];
    for headers in refused {
        let got = browser.send(Method::POST, "/graphql", headers, body()).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{headers:?}: {}", got.text());
        let upload = browser.send(Method::POST, "/uploads", headers, body()).await;
        assert!(matches!(upload.status.as_u16(), 403 | 415), "{headers:?}: {}", upload.text());
    }
    // A query by GET changes nothing, but still tells only our own pages.
    let got = browser
        .send(
            Method::GET,
            "/graphql?query=%7Bviewer%7Baccount%7Bemail%7D%7D%7D",
            &[("origin", "https://jahat.example")],
            vec![],
        )
        .await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    assert_eq!(rows(&world).await, before);
    let got =
        browser.send(Method::POST, "/graphql", &[("content-type", "application/json"), ("origin", own)], body()).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text());
    assert_ne!(rows(&world).await, before, "our own page acts");
}

async fn by_get(world: World) {
    let mut browser = Browser::new(&site(&world), 1);
    let before = rows(&world).await;
    let query: String = url::form_urlencoded::byte_serialize(FILE.as_bytes()).collect();
    let got =
        browser.send(Method::GET, &format!("/graphql?query={query}"), &[("x-tanggap-request", "1")], vec![]).await;
    assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED, "{}", got.text());
    assert_eq!(got.header("allow"), "POST");
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let got = browser.send(method.clone(), "/graphql", &[("content-type", "application/json")], body()).await;
        assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
    assert_eq!(rows(&world).await, before);
    let got = browser.send(Method::GET, "/graphql?query=%7B__typename%7D", &[("x-tanggap-request", "1")], vec![]).await;
    assert_eq!((got.status, got.json()), (StatusCode::OK, json!({ "data": { "__typename": "Query" } })));
}

async fn too_large(world: World) {
    let mut browser = Browser::new(&site(&world), 1);
    let before = rows(&world).await;
    let large = json!({ "query": FILE, "variables": { "x": "y".repeat(1_100_000) } }).to_string().into_bytes();
    let got = browser.send(Method::POST, "/graphql", &[("content-type", "application/json")], large).await;
    assert_eq!(got.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", got.text());
    assert!(
        got.text().contains("1048576") || got.text().contains("1 MB") || got.text().contains("1 MiB"),
        "the limit is named: {}",
        got.text()
    );
    for bad in
        ["", "{", "[]", "null", "{\"query\": 5}", "{\"query\": \"{ __typename \"}", "{\"query\": \"{ \\u0000 }\"}"]
    {
        let got = browser.send(Method::POST, "/graphql", &[("content-type", "application/json")], bad.into()).await;
        // A document with a fault is answered with 200 to a client of `application/json` (GraphQL over HTTP, 6.4.1).
        assert!(
            got.status.is_client_error() || (bad.contains("{ ") && got.status == StatusCode::OK),
            "{bad:?}: {} {}",
            got.status,
            got.text()
        );
        assert!(
            got.json()["data"].is_null() && got.json()["errors"][0]["message"].is_string(),
            "{bad:?}: {}",
            got.text()
        );
    }
    let deep = format!("{{ case(id: \"x\") {{ {}id{} }} }}", "duplicates { ".repeat(20), " }".repeat(20));
    let got = browser.graphql_with(&deep, json!({}), &[]).await;
    assert!(got.text().contains("15"), "the depth that is allowed is named: {}", got.text());
    assert_eq!(rows(&world).await, before);
}

fn is_page(got: &Got) -> bool {
    got.header("content-type").starts_with("text/html") && got.text().contains("<h1")
}

async fn forms(world: World) {
    world.account("siti@contoh.id", PASSWORD).await;
    let site = site(&world);
    let mut browser = Browser::new(&site, 1);
    let form = [("content-type", "application/x-www-form-urlencoded"), ("accept", "text/html")];
    let filled = format!("email=siti%40contoh.id&password={PASSWORD}");
    let before = rows(&world).await;
    for (path, fields) in
        [("/masuk", filled.as_str()), ("/keluar", ""), ("/lacak", "kode=x"), ("/akun/sandi", ""), ("/lapor", "")]
    {
        let got = browser.send(Method::POST, path, &form, fields.into()).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{path}: {}", got.text());
        assert!(is_page(&got), "{path}: {}", got.text());
        let wrong = format!("{fields}&_csrf=AAAA");
        let got = browser.send(Method::POST, path, &form, wrong.into_bytes()).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(browser.whoami().await, None);

    // With the token of its own page it goes; with that of another browser it does not.
    let token =
        |page: &Got| page.text().split("name=\"_csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mine = token(&browser.get("/masuk").await);
    let mut stranger = Browser::new(&site, 2);
    let theirs = token(&stranger.get("/masuk").await);
    assert_ne!(mine, theirs);
    let got = browser.send(Method::POST, "/masuk", &form, format!("{filled}&_csrf={theirs}").into_bytes()).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    let foreign = [form[0], form[1], ("origin", "https://jahat.example")];
    let got = browser.send(Method::POST, "/masuk", &foreign, format!("{filled}&_csrf={mine}").into_bytes()).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    let got = browser.send(Method::POST, "/masuk", &form, format!("{filled}&_csrf={mine}").into_bytes()).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text());
    assert_eq!(browser.whoami().await.as_deref(), Some("siti@contoh.id"));
    assert_eq!(rows(&world).await, before);
}

async fn missing(world: World) {
    let case = world.forwarded(json!({ "secret": true }), "KALSEL-PUPR").await;
    let admin = world.officer(entities::vocab::Role::AgencyAdmin, "KALSEL-PUPR").await;
    let number = world
        .ask(&admin, "query($id: ID!) { case(id: $id) { reference } }", json!({ "id": case }))
        .await
        .text("/case/reference");
    let mut browser = Browser::new(&site(&world), 1);
    for path in [
        "/tidak-ada",
        "/publik/TG-0000-000000",
        "/../etc/passwd",
        "/%00",
        "/publik/%F0%9F%92%A5",
        &format!("/publik/{number}"),
    ] {
        let got = browser.get(path).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{path}: {}", got.text());
        assert!(is_page(&got), "{path}: {}", got.text());
    }
    let hidden = browser.get(&format!("/publik/{number}")).await.text().replace(&number, "");
    assert!(!hidden.contains("Jalan berlubang di depan pasar"), "a secret report is not told of");
}

async fn headers(world: World) {
    let mut browser = Browser::new(&site(&world), 1);
    for path in ["/", "/masuk", "/tidak-ada", "/healthz", "/graphql?query=%7B__typename%7D", "/berkas/x"] {
        let got = browser.get(path).await;
        let csp = got.header("content-security-policy");
        assert!(
            csp.contains("default-src") && !csp.contains("unsafe-inline") && !csp.contains("unsafe-eval"),
            "{path}: {csp:?}"
        );
        assert_eq!(got.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(got.header("x-frame-options"), "DENY", "{path}");
        assert!(!got.header("referrer-policy").is_empty(), "{path}");
        assert!(got.header("x-request-id").len() >= 8, "{path}");
        assert_eq!(got.header("access-control-allow-origin"), "", "{path}");
        assert!(!got.text().contains("<script>") && !got.text().contains(" onclick="), "{path}: nothing inline");
    }
    let foreign = browser
        .send(
            Method::OPTIONS,
            "/graphql",
            &[("origin", "https://jahat.example"), ("access-control-request-method", "POST")],
            vec![],
        )
        .await;
    assert_eq!(foreign.header("access-control-allow-origin"), "", "closed to other sites");
}

async fn health(world: World) {
    let stop = CancellationToken::new();
    let mut browser = Browser::new(&site_at(&world, Clock::system(), stop.clone()), 1);
    assert_eq!(
        (browser.get("/healthz").await.status, browser.get("/readyz").await.status),
        (StatusCode::OK, StatusCode::OK)
    );
    let metrics = browser.get("/metrics").await;
    assert!(metrics.text().contains("http_requests_total"), "{}", metrics.text());
    stop.cancel();
    assert_eq!(browser.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE, "stopping");
    assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
    world.app.store.close().await;
    let mut browser = Browser::new(&site(&world), 2);
    let got = browser.get("/readyz").await;
    assert_eq!(got.status, StatusCode::SERVICE_UNAVAILABLE, "without a database");
    let got = browser.graphql_with("{ topics { code } }", json!({}), &[]).await;
    assert_eq!(got.json()["errors"][0]["extensions"]["code"], "UNAVAILABLE", "{}", got.text());
}
