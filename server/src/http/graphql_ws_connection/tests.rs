//! The protocol over real sockets: what is answered, what is refused, and with which close code.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
use std::net::{IpAddr, Ipv4Addr};

use async_graphql::{EmptyMutation, Object, Schema, Subscription};
use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::routing::get;
use http::HeaderMap;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error as WsError, Message as Wire};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tokio_util::sync::CancellationToken;

use super::*;
use crate::http::csrf::Origins;
use crate::http::graphql_ws::{PROTOCOL, WsLimits, graphql_ws};
use crate::http::query_limits::QueryLimits;

struct Query;

#[Object]
impl Query {
    async fn hello(&self) -> i32 {
        1
    }
}

struct Feed;

#[Subscription]
impl Feed {
    async fn count(&self, to: i32) -> impl stream::Stream<Item = i32> {
        stream::iter(1..=to)
    }

    async fn forever(&self) -> impl stream::Stream<Item = i32> {
        stream::pending()
    }
}

type TestSchema = Schema<Query, EmptyMutation, Feed>;

struct Executor(TestSchema);

impl WsExecutor for Executor {
    async fn connect(&mut self, payload: Map<String, Json>) -> Result<(), ()> {
        if payload.get("token") == Some(&json!("bad")) { Err(()) } else { Ok(()) }
    }

    fn subscribe(&self, request: GraphqlRequest) -> BoxStream<'static, GraphqlResponse> {
        self.0.execute_stream(request).boxed()
    }
}

struct Server {
    port: u16,
    gate: WsGate,
    shutdown: CancellationToken,
}

async fn server() -> Server {
    let query = QueryLimits { depth: 15, complexity: 500, aliases: 5, directives: 5, tokens: 500, page_size: 100 };
    let limits = WsLimits {
        connections: 3,
        connections_per_client: 2,
        operations: 2,
        message_bytes: 4000,
        init_timeout: Duration::from_millis(300),
        ping: Duration::from_secs(25),
        max_age: Duration::from_secs(3),
        query,
    };
    let shutdown = CancellationToken::new();
    let gate = WsGate::new(limits, Origins::new("https://own.example", &[]), shutdown.clone());
    let schema = Schema::new(Query, EmptyMutation, Feed);
    let shared = gate.clone();
    let route = get(move |headers: HeaderMap, upgrade: WebSocketUpgrade| {
        let (gate, schema) = (shared.clone(), schema.clone());
        async move { graphql_ws(&gate, &headers, IpAddr::V4(Ipv4Addr::LOCALHOST), upgrade, Executor(schema)) }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/ws", route)).await });
    Server { port, gate, shutdown }
}

type Client = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

impl Server {
    async fn open(&self, headers: &[(&'static str, &str)]) -> Result<Client, u16> {
        let mut request = format!("ws://127.0.0.1:{}/ws", self.port).into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((client, response)) => {
                assert_eq!(response.headers()["sec-websocket-protocol"], "graphql-transport-ws");
                Ok(client)
            }
            Err(WsError::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    async fn client(&self) -> Client {
        self.open(&[("sec-websocket-protocol", "graphql-ws, graphql-transport-ws")]).await.unwrap()
    }

    async fn ready(&self) -> Client {
        let mut client = self.client().await;
        say(&mut client, json!({"type": "connection_init"})).await;
        assert_eq!(hear(&mut client).await, Ok(json!({"type": "connection_ack"})));
        client
    }
}

async fn say(client: &mut Client, message: Json) {
    client.send(Wire::text(message.to_string())).await.unwrap();
}

/// The next message, or the code with which the server ended.
async fn hear(client: &mut Client) -> Result<Json, u16> {
    loop {
        match client.next().await.unwrap().unwrap() {
            Wire::Text(text) => return Ok(serde_json::from_str(&text).unwrap()),
            Wire::Close(frame) => return Err(frame.unwrap().code.into()),
            _ => {}
        }
    }
}

fn subscribe(id: &str, query: &str) -> Json {
    json!({"type": "subscribe", "id": id, "payload": {"query": query}})
}

#[tokio::test]
async fn a_subscription_gets_its_events_and_its_end() {
    let server = server().await;
    let mut client = server.ready().await;
    say(&mut client, subscribe("a", "subscription { count(to: 2) }")).await;
    for count in 1..=2 {
        let next = hear(&mut client).await.unwrap();
        assert_eq!(next, json!({"type": "next", "id": "a", "payload": {"data": {"count": count}}}));
    }
    assert_eq!(hear(&mut client).await, Ok(json!({"type": "complete", "id": "a"})));
    say(&mut client, json!({"type": "ping"})).await;
    assert_eq!(hear(&mut client).await, Ok(json!({"type": "pong"})));
}

#[tokio::test]
async fn another_site_or_another_protocol_is_refused_before_the_upgrade() {
    let server = server().await;
    let own = ("sec-websocket-protocol", PROTOCOL);
    assert_eq!(server.open(&[own, ("origin", "https://evil.example")]).await.unwrap_err(), 403);
    assert_eq!(server.open(&[own, ("origin", "null")]).await.unwrap_err(), 403);
    assert!(server.open(&[own, ("origin", "https://own.example")]).await.is_ok());
    assert_eq!(server.open(&[("sec-websocket-protocol", "graphql-ws")]).await.unwrap_err(), 400);
    assert_eq!(server.open(&[]).await.unwrap_err(), 400);
}

#[tokio::test]
async fn connections_of_one_client_are_counted_and_given_back() {
    let server = server().await;
    let (first, _second) = (server.client().await, server.client().await);
    let own = [("sec-websocket-protocol", PROTOCOL)];
    assert_eq!(server.open(&own).await.unwrap_err(), 503);
    drop(first);
    while server.gate.open() > 1 {
        tokio::task::yield_now().await;
    }
    assert!(server.open(&own).await.is_ok());
}

#[tokio::test]
async fn breaches_of_the_protocol_end_with_the_code_that_clients_know() {
    let init = json!({"type": "connection_init"});
    for (messages, code) in [
        (vec![subscribe("a", "subscription { forever }")], 4401),
        (vec![init.clone(), init.clone()], 4429),
        (vec![json!({"type": "connection_init", "payload": {"token": "bad"}})], 4403),
        (vec![json!({"type": "connection_init", "payload": 1})], 4400),
        (vec![init.clone(), json!({"type": "dance"})], 4400),
        (vec![init.clone(), json!([1])], 4400),
        (vec![init.clone(), json!({"type": "subscribe", "id": "", "payload": {}})], 4400),
        (vec![init.clone(), json!({"type": "subscribe", "id": "a"})], 4400),
        (
            vec![init.clone(), subscribe("a", "subscription { forever }"), subscribe("a", "subscription { forever }")],
            4409,
        ),
        (vec![init.clone(), json!({"type": "ping", "payload": {"pad": "x".repeat(5000)}})], 1009),
    ] {
        let server = server().await;
        let mut client = server.client().await;
        for message in &messages {
            say(&mut client, message.clone()).await;
        }
        let end = loop {
            if let Err(code) = hear(&mut client).await {
                break code;
            }
        };
        assert_eq!(end, code, "{messages:?}");
    }
}

#[tokio::test]
async fn who_says_nothing_is_closed_after_the_time_for_the_beginning() {
    let server = server().await;
    assert_eq!(hear(&mut server.client().await).await, Err(4408));
}

#[tokio::test]
async fn an_operation_that_is_refused_leaves_the_connection_open() {
    let server = server().await;
    let mut client = server.ready().await;
    let aliases = "subscription { a: forever b: forever c: forever d: forever e: forever f: forever }";
    for (query, code) in [
        ("{ hello }", "BAD_REQUEST"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        (aliases, "TOO_MANY_ALIASES"),
    ] {
        say(&mut client, subscribe("x", query)).await;
        let answer = hear(&mut client).await.unwrap();
        assert_eq!((&answer["type"], &answer["id"]), (&json!("error"), &json!("x")), "{query}");
        assert_eq!(answer["payload"][0]["extensions"]["code"], code, "{query}");
    }
    for id in ["a", "b"] {
        say(&mut client, subscribe(id, "subscription { forever }")).await;
    }
    say(&mut client, subscribe("c", "subscription { forever }")).await;
    assert_eq!(hear(&mut client).await.unwrap()["payload"][0]["extensions"]["code"], "TOO_MANY_SUBSCRIPTIONS");
    say(&mut client, json!({"type": "complete", "id": "a"})).await;
    say(&mut client, subscribe("c", "subscription { count(to: 1) }")).await;
    assert_eq!(hear(&mut client).await.unwrap()["payload"]["data"]["count"], 1);
}

#[tokio::test]
async fn a_stop_of_the_server_and_old_age_end_the_connection_so_that_clients_come_back() {
    let first = server().await;
    let mut client = first.ready().await;
    first.shutdown.cancel();
    assert_eq!(hear(&mut client).await, Err(1012));
    let second = server().await;
    assert_eq!(hear(&mut second.ready().await).await, Err(1001));
}
