//! The server as a browser or a program meets it: the whole router, without a socket.
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    sync::OnceLock,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use http::{HeaderMap, Method, Request, StatusCode, header};
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::{Value, json};
use server::{clock::Clock, http::router::router, wiring::App};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::support::{Answer, Trials, World};

mod files;
mod guards;
mod repeated;
mod sessions;
mod tokens;

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    sessions::list(trials);
    tokens::list(trials);
    repeated::list(trials);
    guards::list(trials);
    files::list(trials);
}

/// The password of everybody in `World`.
pub const PASSWORD: &str = "contoh-saja-123";

/// The one recorder of this process.
fn metrics() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| server::http::observe::install_metrics().unwrap()).clone()
}

/// The router of a world. Sessions end by the machine's clock, so everything here goes by it.
pub fn site(world: &World) -> Router {
    site_at(world, Clock::system(), CancellationToken::new())
}

/// The router with another clock.
pub fn site_at(world: &World, clock: Clock, stop: CancellationToken) -> Router {
    router(App { clock, ..world.app.clone() }, metrics(), stop)
}

/// An answer.
pub struct Got {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Got {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}: {}", self.status, self.text()))
    }
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Somebody with cookies and an address.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    /// What the server set.
    pub cookies: BTreeMap<String, String>,
    address: IpAddr,
}

impl Browser {
    /// Without cookies, at 198.51.100.`n`.
    pub fn new(router: &Router, n: u8) -> Self {
        Self { router: router.clone(), cookies: BTreeMap::new(), address: IpAddr::from([198, 51, 100, n]) }
    }

    /// Sends a request and keeps the cookies of its answer.
    pub async fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Got {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.address, 40_000)));
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, 64 * 1024 * 1024).await.unwrap().to_vec();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() || cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Got { status: parts.status, headers: parts.headers, body }
    }

    /// A page or file.
    pub async fn get(&mut self, path: &str) -> Got {
        self.send(Method::GET, path, &[("accept", "text/html")], vec![]).await
    }

    /// GraphQL by POST with more headers.
    pub async fn graphql_with(&mut self, query: &str, variables: Value, headers: &[(&str, &str)]) -> Got {
        let body = json!({ "query": query, "variables": variables }).to_string().into_bytes();
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.send(Method::POST, "/graphql", &all, body).await
    }

    /// GraphQL by POST.
    pub async fn graphql(&mut self, query: &str, variables: Value) -> Answer {
        Answer(self.graphql_with(query, variables, &[]).await.json())
    }

    /// Signs in.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Got {
        let query = "mutation($e: String!, $p: String!) { signIn(input: { email: $e, password: $p }) { viewer { account { email } } userErrors { code message path } } }";
        self.graphql_with(query, json!({ "e": email, "p": password }), &[]).await
    }

    /// The e-mail of whoever is signed in.
    pub async fn whoami(&mut self) -> Option<String> {
        let answer = self.graphql("{ viewer { account { email } } }", json!({})).await;
        answer.0["data"]["viewer"]["account"]["email"].as_str().map(str::to_owned)
    }
}
