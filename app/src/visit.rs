//! One visit: the door, the address, the language and the colours of the request being answered.
//! Every page function takes `&Visit`; it reads nothing else of the request.
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::{HeaderMap, Method, StatusCode, header::COOKIE, request::Parts};
use axum::response::{IntoResponse, Response};

use crate::door::{Door, Locale};
use crate::gql::fragments::ViewerBit;
use crate::gql::{Fault, FaultKind};

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value of the cookie and of `data-theme`.
    pub fn parse(text: &str) -> Self {
        match text {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
    /// The attribute's value; nothing for the system's choice.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// The request being answered.
#[derive(Clone)]
pub struct Visit {
    /// The opening to the server.
    pub door: Door,
    /// Path of the address, without its query.
    pub path: String,
    /// Raw query of the address.
    pub query_text: String,
    /// Chosen colours.
    pub theme: Theme,
    reading: bool,
    params: Vec<(String, String)>,
}

impl Visit {
    /// A visit to nowhere in particular, for error pages made outside a handler.
    pub fn bare(door: &Door) -> Self {
        Self {
            door: door.clone(),
            path: "/".into(),
            query_text: String::new(),
            theme: Theme::Auto,
            reading: true,
            params: Vec::new(),
        }
    }

    /// The language of the page.
    pub fn locale(&self) -> Locale {
        self.door.locale
    }

    /// A part of the path, such as `reference`; empty where the route has none of that name.
    pub fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The first value of that name in the address, trimmed; nothing when empty.
    pub fn asked(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.query_text.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    /// Path and query.
    pub fn full_path(&self) -> String {
        if self.query_text.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query_text) }
    }

    /// This address with some of its values replaced or, where `None`, taken out. Notices do not stay.
    pub fn with_query(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut out = url::form_urlencoded::Serializer::new(String::new());
        for (key, value) in url::form_urlencoded::parse(self.query_text.as_bytes()) {
            if key != "pesan" && !value.is_empty() && !changes.iter().any(|(name, _)| *name == key) {
                out.append_pair(&key, &value);
            }
        }
        for (key, value) in changes {
            if let Some(value) = value {
                out.append_pair(key, value);
            }
        }
        let query = out.finish();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }

    /// An address that can be opened with GET: this one, or the page that a form stood on.
    pub fn page_path(&self) -> String {
        if self.reading {
            return self.full_path();
        }
        match self.path.trim_matches('/').split('/').collect::<Vec<_>>().as_slice() {
            ["aturan", _, "simulasi"] => self.path.clone(),
            ["aturan", set, "simulasi", simulation, _act] => format!("/aturan/{set}/simulasi/{simulation}"),
            [section @ ("laporan" | "lacak" | "penataan" | "orang" | "aturan"), reference, _act] => {
                format!("/{section}/{reference}")
            }
            ["instansi", code, "undangan", _act] => format!("/instansi/{code}/undang"),
            ["instansi", code, "peran-saya", _act] => format!("/instansi/{code}/peran-saya"),
            ["akun", ..] => "/akun".into(),
            ["keluar"] => "/".into(),
            _ => self.path.clone(),
        }
    }
}

impl Visit {
    /// Leads somebody not signed in to the form, and refuses a citizen.
    pub fn officers_only(&self, viewer: &ViewerBit) -> Result<(), Fault> {
        if viewer.account.is_none() {
            return Err(Fault::new(self, FaultKind::SignIn));
        }
        if viewer.is_officer() { Ok(()) } else { Err(Fault::new(self, FaultKind::Status(StatusCode::FORBIDDEN, None))) }
    }
}

/// The value of a cookie.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Some(door) = parts.extensions.get::<Door>().cloned() else {
            return Err((StatusCode::INTERNAL_SERVER_ERROR, "the server opened no door").into_response());
        };
        let params = RawPathParams::from_request_parts(parts, state).await.map_or_else(
            |_| Vec::new(),
            |params| params.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        );
        Ok(Self {
            door,
            path: parts.uri.path().to_owned(),
            query_text: parts.uri.query().unwrap_or_default().to_owned(),
            theme: cookie(&parts.headers, "tema").map_or(Theme::Auto, |value| Theme::parse(&value)),
            reading: parts.method == Method::GET || parts.method == Method::HEAD,
            params,
        })
    }
}

/// One part of a path or one value of a query, encoded.
pub fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A local path that is safe to redirect to, else `/`.
pub fn local_path(wanted: Option<String>) -> String {
    wanted
        .filter(|path| {
            path.starts_with('/')
                && !path.starts_with("//")
                && !path.contains('\\')
                && !path.chars().any(char::is_control)
                && path.is_ascii()
        })
        .unwrap_or_else(|| "/".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_local_paths_are_followed() {
        for bad in ["https://jahat.example", "//jahat.example", "/\\jahat.example", "javascript:alert(1)", "", "/a\nb"]
        {
            assert_eq!(local_path(Some(bad.to_owned())), "/", "{bad}");
        }
        assert_eq!(local_path(Some("/laporan/TG-1?cari=x".into())), "/laporan/TG-1?cari=x");
        assert_eq!(local_path(None), "/");
    }
}
