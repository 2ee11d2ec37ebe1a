//! All routes on one page.
use std::{net::SocketAddr, sync::Arc, time::Duration};

use async_graphql::futures_util::stream::BoxStream;
use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, Request, State, WebSocketUpgrade},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use futures::StreamExt as _;
use http::{HeaderMap, StatusCode};
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;
use tower_http::{compression::CompressionLayer, timeout::TimeoutLayer};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::SameSite};

use super::{
    actor::{Asker, Watching, asker},
    client_addr::client_addr,
    cors,
    csrf::Origins,
    graphiql,
    graphql_http::{self, GraphqlLimits},
    graphql_media::{self, Media},
    graphql_ws::{WsExecutor, WsGate, WsLimits, graphql_ws},
    health, observe, panics, request_id, security,
    session::BrowserSession,
    sheets, uploads,
};
use crate::{domain::media, graphql, store::sessions::Sessions, wiring::App};

/// What handlers share.
#[derive(Clone)]
pub struct Edge {
    /// The server.
    pub app: App,
    /// Whose pages may send requests.
    pub origins: Arc<Origins>,
    limits: GraphqlLimits,
    gate: WsGate,
}

#[cfg(feature = "ui")]
/// Room for the five files of a report and the form around them.
const FORM_BYTES: usize = media::MAX_BYTES * media::MAX_PER_REPORT + 256 * 1024;
/// Pages and uploads take no longer; GraphQL has its own limit.
const PAGE_TIMEOUT: Duration = Duration::from_secs(60);

async fn graphql_endpoint(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    session: Session,
    request: Request,
) -> Response {
    let Asker { op, by_cookie, .. } = match asker(&edge.app, request.headers(), peer.ip(), Some(session)).await {
        Ok(asker) => asker,
        Err(refusal) => return refusal.into_response(),
    };
    if let Err(refusal) = edge.origins.check_graphql(request.method(), request.headers(), by_cookie) {
        return graphql_media::refuse(Media::Json, refusal.into());
    }
    let schema = edge.app.schema.clone();
    graphql_http::graphql_http(
        &edge.limits,
        request,
        |wanted| async move { graphql::execute(&schema, op, wanted).await },
    )
    .await
}

struct Subscriber {
    app: App,
    headers: HeaderMap,
    peer: SocketAddr,
    session: Option<Session>,
    asker: Option<Asker>,
}

impl WsExecutor for Subscriber {
    async fn connect(&mut self, payload: Map<String, Value>) -> Result<(), ()> {
        // A browser cannot set headers on a websocket: a frontend sends its token here.
        let shown = payload.iter().find(|(key, _)| key.eq_ignore_ascii_case("authorization"));
        if let Some(value) = shown.and_then(|(_, value)| value.as_str()).and_then(|value| value.parse().ok()) {
            self.headers.insert(http::header::AUTHORIZATION, value);
        }
        self.asker = Some(asker(&self.app, &self.headers, self.peer.ip(), self.session.clone()).await.map_err(drop)?);
        Ok(())
    }

    fn subscribe(&self, request: async_graphql::Request) -> BoxStream<'static, async_graphql::Response> {
        let Some(asker) = &self.asker else { return futures::stream::empty().boxed() };
        let watch = Watching {
            app: self.app.clone(),
            proof: asker.proof.clone(),
            locale: asker.op.locale,
            session: asker.op.session.is_some().then(|| self.session.clone().map(BrowserSession)).flatten(),
        };
        graphql::subscribe(&self.app.schema, asker.op.clone(), Arc::new(watch), request).boxed()
    }
}

async fn websocket(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    session: Session,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let client = client_addr(&headers, peer.ip(), &edge.app.config.proxy);
    let subscriber =
        Subscriber { app: edge.app.clone(), headers: headers.clone(), peer, session: Some(session), asker: None };
    graphql_ws(&edge.gate, &headers, client, upgrade, subscriber)
}

/// `/metrics` on a listener of its own.
pub fn metrics_only(app: &App, handle: PrometheusHandle) -> Router {
    let state = observe::MetricsState { handle, token: app.config.metrics.token.clone() };
    Router::new().route("/metrics", get(observe::serve_metrics).with_state(state))
}

/// All routes, with their layers; the outermost layer is the last.
pub fn router(app: App, metrics: PrometheusHandle, stop: CancellationToken) -> Router {
    let config = app.config.clone();
    let origins = Origins::from(&*config);
    let edge = Edge {
        limits: GraphqlLimits::from(&config.limits),
        gate: WsGate::new(WsLimits::from(&*config), origins.clone(), stop.clone()),
        origins: Arc::new(origins),
        app: app.clone(),
    };
    let idle = time::Duration::try_from(config.session.idle).unwrap_or(time::Duration::minutes(30));
    let absolute = chrono::Duration::from_std(config.session.absolute).unwrap_or(chrono::Duration::hours(12));
    let sessions = SessionManagerLayer::new(Sessions::new(app.store.clone(), absolute, app.clock.clone()))
        .with_name("tanggap_session")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(config.session.cookie_secure)
        .with_expiry(Expiry::OnInactivity(idle))
        .with_always_save(true);

    let api = Router::new()
        .route("/graphql", any(graphql_endpoint))
        .layer(cors::cors_layer(&config.cors_origins))
        .route("/graphql/ws", get(websocket));
    let files = Router::new()
        .route("/uploads", post(uploads::take).layer(DefaultBodyLimit::max(media::MAX_BYTES + 64 * 1024)))
        .route("/uploads/agency-sheet", post(sheets::take).layer(DefaultBodyLimit::max(sheets::BODY_BYTES)))
        .route("/instansi/ekspor.csv", get(sheets::csv))
        .route("/instansi/ekspor.xlsx", get(sheets::xlsx))
        .route("/berkas/{id}", get(uploads::give))
        .route("/berkas/{id}/kecil", get(uploads::give_small))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PAGE_TIMEOUT));
    let routes = Router::new().merge(api).merge(files).with_state(edge.clone());
    #[cfg(feature = "ui")]
    let routes = routes.merge(
        super::ui::pages(&edge)
            .layer(DefaultBodyLimit::max(FORM_BYTES))
            .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PAGE_TIMEOUT)),
    );
    let mut routes = routes
        .layer(sessions)
        .merge(graphiql::routes("/graphql", "/graphql/ws"))
        .route("/healthz", get(health::healthz));
    let store = app.store.clone();
    routes = routes.route(
        "/readyz",
        get(move || {
            let (store, stop) = (store.clone(), stop.clone());
            async move { health::readyz(&stop, async move { store.ping().await }).await }
        }),
    );
    if config.metrics.listen.is_none() {
        routes = routes.merge(metrics_only(&app, metrics));
    }
    let new_id: fn() -> uuid::Uuid = uuid::Uuid::now_v7;
    routes
        .layer(CompressionLayer::new())
        .layer(from_fn(panics::catch_panics))
        .layer(from_fn(observe::observe))
        .layer(from_fn_with_state(security::SecurityHeaders::new(config.is_https()), security::security_headers))
        .layer(from_fn_with_state(new_id, request_id::request_id))
}
