//! One websocket of `graphql_ws.rs` from its first message to its end.
use std::time::Duration;

use async_graphql::futures_util::stream::{BoxStream, SplitSink, SplitStream};
use async_graphql::futures_util::{SinkExt, StreamExt, stream};
use async_graphql::parser::types::OperationType;
use async_graphql::{Request as GraphqlRequest, Response as GraphqlResponse};
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use tokio::time::{Instant, interval_at, sleep_until, timeout};
use tokio_stream::StreamMap;

use super::graphql_error::{self, EdgeError, Wire};
use super::graphql_request::Params;
use super::graphql_ws::{WsExecutor, WsGate};

/// Longest id of an operation.
const ID_BYTES: usize = 128;
/// A client that takes no bytes for this long is gone.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// Why a connection ends: the close code of the protocol and its words.
type End = (u16, String);

/// `None` after the last response of a subscription.
type Events = StreamMap<String, BoxStream<'static, Option<GraphqlResponse>>>;

#[derive(Serialize)]
struct Next<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'a str,
    payload: Wire<'a>,
}

struct Connection<'a, X> {
    sink: SplitSink<WebSocket, Message>,
    executor: X,
    gate: &'a WsGate,
    events: Events,
    ready: bool,
    heard: Instant,
}

/// Serves the socket until either side ends it.
pub(super) async fn run<X: WsExecutor>(socket: WebSocket, executor: X, gate: &WsGate) {
    let (sink, messages) = socket.split();
    let mut connection =
        Connection { sink, executor, gate, events: StreamMap::new(), ready: false, heard: Instant::now() };
    if let Err((code, reason)) = connection.serve(messages).await {
        let frame = CloseFrame { code, reason: reason.into() };
        // Best effort: the client may be gone already.
        let _sent = timeout(SEND_TIMEOUT, connection.sink.send(Message::Close(Some(frame)))).await;
    }
}

impl<X: WsExecutor> Connection<'_, X> {
    /// `Ok` when the client has left, `Err` when we end it.
    async fn serve(&mut self, mut messages: SplitStream<WebSocket>) -> Result<(), End> {
        let limits = *self.gate.limits();
        let shutdown = self.gate.shutdown().clone();
        let started = Instant::now();
        let mut pings = interval_at(started + limits.ping, limits.ping);
        loop {
            let deadline = started + if self.ready { limits.max_age } else { limits.init_timeout };
            tokio::select! {
                () = shutdown.cancelled() => return end(1012, "The server is restarting."),
                () = sleep_until(deadline) => {
                    return if self.ready { end(1001, "Please connect again.") } else { end(4408, "Connection initialisation timeout") };
                }
                _ = pings.tick() => {
                    if self.heard.elapsed() > limits.ping * 2 {
                        return end(1001, "No answer to pings.");
                    }
                    self.send(Message::Ping(bytes::Bytes::new())).await?;
                }
                Some((id, event)) = self.events.next() => self.event(id, event).await?,
                message = messages.next() => match message {
                    Some(Ok(Message::Text(text))) => {
                        self.heard = Instant::now();
                        self.message(text.as_str()).await?;
                    }
                    Some(Ok(Message::Binary(_))) => return end(4400, "Messages must be text."),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => self.heard = Instant::now(),
                    Some(Ok(Message::Close(_))) | None => return Ok(()),
                    Some(Err(error)) => {
                        tracing::debug!(%error, "a websocket broke");
                        return end(1009, "The message is too large or broken.");
                    }
                },
            }
        }
    }

    async fn message(&mut self, text: &str) -> Result<(), End> {
        let Ok(Json::Object(mut message)) = serde_json::from_str::<Json>(text) else {
            return end(4400, "Messages must be JSON objects.");
        };
        let kind = message.remove("type");
        match kind.as_ref().and_then(Json::as_str) {
            Some("connection_init") => self.init(&mut message).await,
            Some("ping") => self.tell(json!({"type": "pong"})).await,
            Some("pong") => Ok(()),
            Some("subscribe") => {
                let id = id_of(&message)?;
                match message.remove("payload") {
                    Some(Json::Object(payload)) => self.subscribe(id, payload).await,
                    _ => end(4400, "\"payload\" must be an object."),
                }
            }
            Some("complete") => {
                self.events.remove(&id_of(&message)?);
                Ok(())
            }
            _ => end(4400, "Unknown type of message."),
        }
    }

    async fn init(&mut self, message: &mut Map<String, Json>) -> Result<(), End> {
        if self.ready {
            return end(4429, "Too many initialisation requests");
        }
        let payload = match message.remove("payload") {
            None | Some(Json::Null) => Map::new(),
            Some(Json::Object(payload)) => payload,
            Some(_) => return end(4400, "\"payload\" must be an object."),
        };
        let limit = self.gate.limits().init_timeout;
        match timeout(limit, self.executor.connect(payload)).await {
            Ok(Ok(())) => {
                self.ready = true;
                self.tell(json!({"type": "connection_ack"})).await
            }
            Ok(Err(())) => end(4403, "Forbidden"),
            Err(_elapsed) => end(4408, "Connection initialisation timeout"),
        }
    }

    async fn subscribe(&mut self, id: String, payload: Map<String, Json>) -> Result<(), End> {
        if !self.ready {
            return end(4401, "Unauthorized");
        }
        if self.events.contains_key(&id) {
            return end(4409, &format!("Subscriber for {id} already exists"));
        }
        match self.prepare(payload) {
            Ok(request) => {
                let responses = self.executor.subscribe(request).map(Some).chain(stream::iter([None]));
                self.events.insert(id, Box::pin(responses));
                Ok(())
            }
            Err(error) => self.refuse(&id, error.into_response()).await,
        }
    }

    fn prepare(&self, payload: Map<String, Json>) -> Result<GraphqlRequest, EdgeError> {
        let limits = self.gate.limits();
        if self.events.len() >= limits.operations {
            let message =
                format!("This connection already has {} subscriptions, the limit of this server.", limits.operations);
            return Err(EdgeError::of_document("TOO_MANY_SUBSCRIPTIONS", message).with("limit", limits.operations));
        }
        let prepared = Params::from_object(payload)?.prepare(&limits.query)?;
        if prepared.operation == OperationType::Subscription {
            return Ok(prepared.request);
        }
        Err(EdgeError::of_document(
            "BAD_REQUEST",
            "Only subscriptions are served here; send queries and mutations by POST.",
        ))
    }

    async fn event(&mut self, id: String, event: Option<GraphqlResponse>) -> Result<(), End> {
        match event {
            None => {
                self.events.remove(&id);
                self.tell(json!({"type": "complete", "id": id})).await
            }
            Some(response) if graphql_error::is_request_error(&response) => {
                self.events.remove(&id);
                self.refuse(&id, response).await
            }
            Some(response) => {
                let next = Next { kind: "next", id: &id, payload: Wire::from(&response) };
                match serde_json::to_string(&next) {
                    Ok(text) => self.send(Message::Text(text.into())).await,
                    Err(error) => {
                        tracing::error!(%error, "an event could not be written as JSON");
                        end(1011, "Internal error")
                    }
                }
            }
        }
    }

    /// An `error` message ends the operation.
    async fn refuse(&mut self, id: &str, response: GraphqlResponse) -> Result<(), End> {
        let errors = graphql_error::finish(response).errors;
        self.tell(json!({"type": "error", "id": id, "payload": errors})).await
    }

    async fn tell(&mut self, message: Json) -> Result<(), End> {
        self.send(Message::Text(message.to_string().into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(SEND_TIMEOUT, self.sink.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => end(1001, "The connection takes no messages."),
        }
    }
}

fn end(code: u16, reason: &str) -> Result<(), End> {
    // A close frame holds 123 bytes of text.
    let reason: String = reason.chars().take(100).collect();
    Err((code, if reason.len() > 123 { String::new() } else { reason }))
}

fn id_of(message: &Map<String, Json>) -> Result<String, End> {
    match message.get("id").and_then(Json::as_str) {
        Some(id) if !id.is_empty() && id.len() <= ID_BYTES => Ok(id.to_owned()),
        _ => Err((4400, format!("\"id\" must be a text of 1 to {ID_BYTES} bytes."))),
    }
}

#[cfg(test)]
mod tests;
