//! Each refusal of the endpoint, and what a good request gets.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
use async_graphql::{EmptySubscription, Object, Schema};
use axum::Router;
use axum::routing::any;
use serde_json::{Value as Json, json};
use tower::ServiceExt;

use super::*;

struct Query;

#[Object]
impl Query {
    async fn hello(&self, name: Option<String>) -> String {
        format!("hello {}", name.unwrap_or_default())
    }

    async fn me(&self) -> Query {
        Query
    }

    async fn slow(&self) -> bool {
        tokio::time::sleep(Duration::from_secs(60)).await;
        true
    }

    async fn broken(&self) -> async_graphql::Result<i32> {
        Err("no".into())
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn act(&self) -> bool {
        true
    }
}

fn app() -> Router {
    let schema = Schema::new(Query, Mutation, EmptySubscription);
    let query = QueryLimits { depth: 15, complexity: 5000, aliases: 5, directives: 5, tokens: 500, page_size: 100 };
    let limits = GraphqlLimits { body_bytes: 20_000, timeout: Duration::from_millis(300), query };
    Router::new().route(
        "/graphql",
        any(move |request: Request| async move {
            graphql_http(&limits, request, |gql| async move { schema.execute(gql).await }).await
        }),
    )
}

const GRAPHQL: &str = "application/graphql-response+json";

async fn send(request: http::request::Builder, body: impl Into<Body>) -> (StatusCode, http::HeaderMap, Json) {
    let response = app().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, parts.headers, serde_json::from_slice(&bytes).unwrap())
}

async fn post(accept: &str, body: Json) -> (StatusCode, Json) {
    let (status, _, json) = send(posting().header("accept", accept), body.to_string()).await;
    (status, json)
}

fn posting() -> http::request::Builder {
    Request::post("/graphql").header("content-type", "application/json")
}

fn code(json: &Json) -> &str {
    json["errors"][0]["extensions"]["code"].as_str().unwrap()
}

#[tokio::test]
async fn a_query_is_answered_in_the_form_that_was_asked_for() {
    for (accept, content_type) in [
        ("*/*", "application/json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        (GRAPHQL, "application/graphql-response+json; charset=utf-8"),
        (
            "application/graphql-response+json, application/json;q=0.9",
            "application/graphql-response+json; charset=utf-8",
        ),
        ("application/json, application/graphql-response+json;q=0.5", "application/json; charset=utf-8"),
        ("text/html, */*;q=0.1", "application/json; charset=utf-8"),
    ] {
        let (status, headers, json) = send(posting().header("accept", accept), r#"{"query":"{hello}"}"#).await;
        assert_eq!((status, headers["content-type"].to_str().unwrap()), (StatusCode::OK, content_type), "{accept}");
        assert_eq!(json, json!({"data": {"hello": "hello "}}));
        assert_eq!(headers["cache-control"], "no-store");
    }
    let (status, _, json) = send(posting().header("accept", "text/html"), r#"{"query":"{hello}"}"#).await;
    assert_eq!((status, code(&json)), (StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE"));
}

#[tokio::test]
async fn a_get_runs_queries_with_their_parameters_and_no_mutation() {
    let query = "/graphql?query=query%20A(%24n%3AString)%7Bhello(name%3A%24n)%7D%20query%20B%7Bme%7Bhello%7D%7D";
    let path = format!("{query}&operationName=A&variables=%7B%22n%22%3A%22Ani%22%7D&extensions=");
    let (status, _, json) = send(Request::get(path), Body::empty()).await;
    assert_eq!((status, json), (StatusCode::OK, json!({"data": {"hello": "hello Ani"}})));

    let (status, headers, json) = send(Request::get("/graphql?query=mutation%7Bact%7D"), Body::empty()).await;
    assert_eq!(
        (status, code(&json), &headers["allow"]),
        (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", &"POST".parse().unwrap())
    );

    for bad in [
        "/graphql",
        "/graphql?query=%7Ba%7D&query=%7Bb%7D",
        "/graphql?query=%7Bhello%7D&variables=%5B",
        "/graphql?query=%7Bhello%7D&variables=%5B%5D",
    ] {
        let (status, _, json) = send(Request::get(bad), Body::empty()).await;
        assert_eq!((status, code(&json)), (StatusCode::BAD_REQUEST, "BAD_REQUEST"), "{bad}");
    }
}

#[tokio::test]
async fn other_methods_and_content_types_are_refused() {
    let (status, headers, _) = send(Request::put("/graphql"), "{}").await;
    assert_eq!((status, &headers["allow"]), (StatusCode::METHOD_NOT_ALLOWED, &"GET, POST".parse().unwrap()));
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin1",
        "",
    ] {
        let request = Request::post("/graphql").header("content-type", content_type);
        let (status, _, json) = send(request, r#"{"query":"{hello}"}"#).await;
        assert_eq!(
            (status, code(&json)),
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE"),
            "{content_type}"
        );
    }
    let (status, _, _) = send(posting().header("content-encoding", "gzip"), r#"{"query":"{hello}"}"#).await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let (status, _, _) = send(
        Request::post("/graphql").header("content-type", "Application/JSON; Charset=UTF-8"),
        r#"{"query":"{hello}"}"#,
    )
    .await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_is_not_a_request_is_refused_in_plain_words() {
    for (body, words) in [
        ("", "no body"),
        ("{\"query\": \n oops", "not valid JSON (line 2, column 2)"),
        ("[{\"query\":\"{hello}\"}]", "Batches are not supported"),
        ("\"{hello}\"", "must be a JSON object"),
        ("{}", "\"query\" is missing"),
        ("{\"query\":\" \"}", "\"query\" is empty"),
        ("{\"query\":1}", "\"query\" must be a string"),
        ("{\"query\":\"{hello}\",\"operationName\":1}", "\"operationName\" must be"),
        ("{\"query\":\"{hello}\",\"variables\":[]}", "\"variables\" must be"),
        ("{\"query\":\"{hello}\",\"extensions\":\"x\"}", "\"extensions\" must be"),
        ("{\"extensions\":{\"persistedQuery\":{}}}", "PersistedQueryNotSupported"),
    ] {
        for accept in ["application/json", GRAPHQL] {
            let (status, _, json) = send(posting().header("accept", accept), body).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
            let message = json["errors"][0]["message"].as_str().unwrap();
            assert!(message.contains(words), "{body}: {message}");
            assert!(!message.contains("expected") && json.get("data").is_none(), "{message}");
        }
    }
}

#[tokio::test]
async fn faults_of_the_document_are_400_or_in_plain_json_200_and_carry_a_code() {
    let deep = format!("{}{{hello}}{}", "{me".repeat(15), "}".repeat(15));
    let brackets = format!("{{hello(name:{}", "[".repeat(100));
    let aliases = "{a:hello b:hello c:hello d:hello e:hello f:hello}";
    let directives =
        "{hello @skip(if:false) @skip(if:false) @skip(if:false) @skip(if:false) @skip(if:false) @skip(if:false)}";
    let long = format!("{{{}}}", "hello ".repeat(600));
    for (request, expected) in [
        (json!({"query": "{"}), "GRAPHQL_PARSE_FAILED"),
        (json!({"query": "{nothing}"}), "GRAPHQL_VALIDATION_FAILED"),
        (json!({"query": "{hello}", "operationName": "X"}), "BAD_REQUEST"),
        (json!({"query": "query A{hello} query B{hello}"}), "BAD_REQUEST"),
        (json!({"query": "query($n:String!){hello(name:$n)}"}), "BAD_REQUEST"),
        (json!({"query": "query($n:String!){hello(name:$n)}", "variables": {"n": null}}), "BAD_REQUEST"),
        (json!({"query": "query($n:String){hello(name:$n)}", "variables": {"n": 7}}), "GRAPHQL_VALIDATION_FAILED"),
        (json!({"query": "subscription{x}"}), "BAD_REQUEST"),
        (json!({"query": deep}), "TOO_DEEP"),
        (json!({"query": brackets}), "TOO_DEEP"),
        (json!({"query": aliases}), "TOO_MANY_ALIASES"),
        (json!({"query": directives}), "TOO_MANY_DIRECTIVES"),
        (json!({"query": long}), "TOO_MANY_TOKENS"),
        (
            json!({"query": "{me{...A}} fragment A on Query{...B} fragment B on Query{...A}"}),
            "GRAPHQL_VALIDATION_FAILED",
        ),
    ] {
        let (status, json) = post(GRAPHQL, request.clone()).await;
        assert_eq!((status, code(&json)), (StatusCode::BAD_REQUEST, expected), "{request} {json}");
        assert!(json.get("data").is_none(), "{json}");
        let (status, json) = post("application/json", request.clone()).await;
        assert_eq!((status, code(&json)), (StatusCode::OK, expected), "{request}");
        assert!(json.get("data").is_none(), "{json}");
    }
}

#[tokio::test]
async fn a_limit_is_named_in_the_answer() {
    let (_, json) = post(GRAPHQL, json!({"query": "{a:hello b:hello c:hello d:hello e:hello f:hello}"})).await;
    let extensions = &json["errors"][0]["extensions"];
    assert_eq!((extensions["limit"].as_u64(), extensions["actual"].as_u64()), (Some(5), Some(6)));
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whether_or_not_it_says_its_length() {
    let body = json!({"query": "{hello}", "pad": "x".repeat(30_000)}).to_string();
    let (status, _, json) = send(posting().header("content-length", body.len()), body.clone()).await;
    assert_eq!((status, code(&json)), (StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE"));
    let chunks = futures::stream::iter(
        body.into_bytes().chunks(1000).map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec())).collect::<Vec<_>>(),
    );
    let (status, _, json) = send(posting(), Body::from_stream(chunks)).await;
    assert_eq!((status, code(&json)), (StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE"));
}

#[tokio::test]
async fn what_takes_too_long_is_stopped() {
    let (status, json) = post("application/json", json!({"query": "{slow}"})).await;
    assert_eq!((status, code(&json)), (StatusCode::GATEWAY_TIMEOUT, "TIMEOUT"));
}

#[tokio::test]
async fn a_field_that_fails_is_a_200_with_data() {
    let (status, json) = post(GRAPHQL, json!({"query": "{hello broken}"})).await;
    assert_eq!(status, StatusCode::OK);
    assert!(json.get("data").is_some() && json["errors"][0]["path"] == json!(["broken"]), "{json}");
}

#[tokio::test]
async fn a_syntax_error_tells_the_place_and_not_the_parser() {
    let (_, json) = post(GRAPHQL, json!({"query": "{ hello("})).await;
    let message = json["errors"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("The query has a syntax error at line 1, column 9"), "{message}");
    assert!(!message.contains("-->") && !message.contains('\n'), "{message}");
    assert_eq!(json["errors"][0]["locations"][0]["column"], 9);
}

#[tokio::test]
async fn fields_come_in_the_order_of_the_query() {
    let request = posting().body(Body::from(r#"{"query":"{z: hello me { y: hello b: hello } a: hello}"}"#)).unwrap();
    let body = to_bytes(app().oneshot(request).await.unwrap().into_body(), 10_000).await.unwrap();
    let expected = r#"{"data":{"z":"hello ","me":{"y":"hello ","b":"hello "},"a":"hello "}}"#;
    assert_eq!(std::str::from_utf8(&body).unwrap(), expected);
}
