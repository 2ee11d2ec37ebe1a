//! Subscriptions over a websocket, protocol `graphql-transport-ws`
//! (<https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>).
//!
//! Only subscriptions travel here. Who is acting is decided before the upgrade, or by `connection_init`; the right to
//! see is asked again at each event by the resolvers. Written by hand because the stock one takes any number of
//! operations, the same id twice, and closes with codes that clients do not know.
use std::collections::HashMap;
use std::future::Future;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_graphql::futures_util::stream::BoxStream;
use async_graphql::{Request as GraphqlRequest, Response as GraphqlResponse};
use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value as Json};
use tokio_util::sync::CancellationToken;

use super::csrf::Origins;
use super::graphql_error::EdgeError;
use super::graphql_media::{self, Media};
use super::graphql_ws_connection::run;
use super::query_limits::QueryLimits;
use crate::config::Config;

/// The one protocol spoken.
pub const PROTOCOL: &str = "graphql-transport-ws";

/// Limits of websockets.
#[derive(Debug, Clone, Copy)]
pub struct WsLimits {
    /// Open connections of this process.
    pub connections: usize,
    /// Open connections of one client address.
    pub connections_per_client: usize,
    /// Running subscriptions in one connection.
    pub operations: usize,
    /// Largest message, in bytes.
    pub message_bytes: usize,
    /// Time to `connection_init`.
    pub init_timeout: Duration,
    /// Period of pings; silence of twice as long ends the connection.
    pub ping: Duration,
    /// Age at which a connection ends, so that the client shows who it is again.
    pub max_age: Duration,
    /// Limits of the query.
    pub query: QueryLimits,
}

impl From<&Config> for WsLimits {
    fn from(config: &Config) -> Self {
        Self {
            connections: config.subscriptions.connections,
            connections_per_client: config.subscriptions.connections_per_client,
            operations: config.subscriptions.operations,
            message_bytes: config.limits.body_bytes,
            init_timeout: Duration::from_secs(10),
            ping: Duration::from_secs(25),
            max_age: config.subscriptions.max_age,
            query: QueryLimits::from(&config.limits),
        }
    }
}

/// What runs the operations of one connection: made for each upgrade, knows who is acting.
pub trait WsExecutor: Send + Sync + 'static {
    /// Called once with the payload of `connection_init`, in which a frontend may send its access token.
    ///
    /// # Errors
    /// `Err` closes the connection as forbidden; the reason is not told.
    fn connect(&mut self, payload: Map<String, Json>) -> impl Future<Output = Result<(), ()>> + Send;

    /// Runs one subscription.
    fn subscribe(&self, request: GraphqlRequest) -> BoxStream<'static, GraphqlResponse>;
}

/// Counts open connections; one for the whole server, cloned into its state.
#[derive(Clone)]
pub struct WsGate(Arc<Gate>);

struct Gate {
    limits: WsLimits,
    origins: Origins,
    shutdown: CancellationToken,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    total: usize,
    by_client: HashMap<IpAddr, usize>,
}

impl WsGate {
    /// `shutdown` closes all connections; `origins` are those whose pages may connect.
    pub fn new(limits: WsLimits, origins: Origins, shutdown: CancellationToken) -> Self {
        Self(Arc::new(Gate { limits, origins, shutdown, open: Mutex::default() }))
    }

    /// The limits.
    pub fn limits(&self) -> &WsLimits {
        &self.0.limits
    }

    pub(super) fn shutdown(&self) -> &CancellationToken {
        &self.0.shutdown
    }

    /// Open connections now, for the metrics.
    pub fn open(&self) -> usize {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner).total
    }

    fn enter(&self, client: IpAddr) -> Option<Slot> {
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.by_client.get(&client).copied().unwrap_or(0);
        if open.total >= self.0.limits.connections || own >= self.0.limits.connections_per_client {
            return None;
        }
        open.total += 1;
        open.by_client.insert(client, own + 1);
        Some(Slot { gate: self.clone(), client })
    }
}

/// A counted connection; given back when dropped.
pub(super) struct Slot {
    gate: WsGate,
    client: IpAddr,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut open = self.gate.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.total = open.total.saturating_sub(1);
        if let Some(own) = open.by_client.get_mut(&self.client) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                open.by_client.remove(&self.client);
            }
        }
    }
}

/// Answers an upgrade: refuses other sites (403), other protocols (400) and too many connections (503).
pub fn graphql_ws<X: WsExecutor>(
    gate: &WsGate,
    headers: &HeaderMap,
    client: IpAddr,
    upgrade: WebSocketUpgrade,
    executor: X,
) -> Response {
    if let Err(refusal) = gate.0.origins.check(headers) {
        return graphql_media::refuse(Media::Json, refusal.into());
    }
    let limits = *gate.limits();
    let upgrade =
        upgrade.protocols([PROTOCOL]).max_message_size(limits.message_bytes).max_frame_size(limits.message_bytes);
    if upgrade.selected_protocol().is_none() {
        let message = format!("The websocket must ask for the protocol {PROTOCOL}.");
        return graphql_media::refuse(Media::Json, EdgeError::bad_request(message));
    }
    let Some(slot) = gate.enter(client) else {
        let message = "There are too many open connections; try again later.";
        let error = EdgeError::of_request(StatusCode::SERVICE_UNAVAILABLE, "TOO_MANY_CONNECTIONS", message);
        return graphql_media::refuse(Media::Json, error);
    };
    let gate = gate.clone();
    upgrade.on_upgrade(move |socket| async move {
        run(socket, executor, &gate).await;
        drop(slot);
    })
}
