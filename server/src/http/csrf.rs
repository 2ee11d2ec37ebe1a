//! Requests that another site made a browser send: told by where they come from, and by form tokens.
//!
//! A cookie travels with every request to this server, so a cookie alone does not show that our own page asked.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::header::{self, HeaderMap};
use http::{Method, StatusCode};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::graphql_error::EdgeError;
use crate::config::Config;

/// A header that a plain form cannot send; our own scripts and GraphiQL send it.
pub const REQUEST_HEADER: &str = "x-tanggap-request";
/// The same as Apollo's clients call it.
const PREFLIGHT_HEADER: &str = "graphql-require-preflight";
/// Bound into every token, so that the key can never be used for something else.
const PURPOSE: &[u8] = b"tanggap form token 1";
const NONCE_BYTES: usize = 16;

/// Why a request was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CsrfRefusal {
    /// It comes from a page of another site.
    #[error("This request comes from a page of another site, which this server does not allow.")]
    OtherSite,
    /// Signed by a cookie, and such as any page could have sent.
    #[error(
        "A request that is signed in by cookie needs the header Content-Type: application/json or X-Tanggap-Request: 1."
    )]
    NoPreflight,
}

impl From<CsrfRefusal> for EdgeError {
    fn from(refusal: CsrfRefusal) -> Self {
        Self::of_request(StatusCode::FORBIDDEN, "CSRF", refusal.to_string())
    }
}

/// The origins whose pages may send requests: our own, and those that the configuration names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origins(Vec<String>);

impl From<&Config> for Origins {
    fn from(config: &Config) -> Self {
        Self::new(&config.origin(), &config.cors_origins)
    }
}

impl Origins {
    /// `own` first, as a browser writes origins: scheme, host, port where it is not the usual one.
    pub fn new(own: &str, others: &[String]) -> Self {
        Self(std::iter::once(own.to_owned()).chain(others.iter().cloned()).collect())
    }

    /// Refuses what says that it comes from elsewhere. A client that is no browser says nothing, and passes.
    ///
    /// # Errors
    /// [`CsrfRefusal::OtherSite`].
    pub fn check(&self, headers: &HeaderMap) -> Result<(), CsrfRefusal> {
        let fetch_site = text(headers, "sec-fetch-site");
        let origin = text(headers, "origin").map(str::to_owned).or_else(|| {
            let referer = Url::parse(text(headers, "referer")?).ok()?;
            Some(referer.origin().ascii_serialization())
        });
        let allowed = match (origin, fetch_site) {
            (Some(origin), None | Some("same-origin")) => self.0.contains(&origin) || self.is_host(&origin, headers),
            (Some(origin), _) => self.0.contains(&origin),
            // `none`: typed into the address bar.
            (None, Some(site)) => matches!(site, "same-origin" | "none"),
            (None, None) => true,
        };
        if allowed { Ok(()) } else { Err(CsrfRefusal::OtherSite) }
    }

    /// The page was loaded from the very host that is asked, by a second name of this server such as localhost.
    /// Another site cannot choose the `Host` that a browser sends, and cookies of the one name do not go to the other.
    fn is_host(&self, origin: &str, headers: &HeaderMap) -> bool {
        let scheme = |origin: &str| origin.split_once("://").map(|(scheme, _)| scheme.to_owned());
        let same_scheme = self.0.first().and_then(|own| scheme(own)) == scheme(origin);
        let host = origin.split_once("://").map(|(_, host)| host);
        same_scheme && host.is_some() && host.map(str::to_lowercase) == text(headers, "host").map(str::to_lowercase)
    }

    /// The rule for GraphQL: where it comes from, and for cookies also that a plain form could not have sent it.
    /// Not to be asked for requests with an `Authorization` header, which no other site can add.
    ///
    /// # Errors
    /// Either refusal.
    pub fn check_graphql(
        &self,
        method: &Method,
        headers: &HeaderMap,
        signed_by_cookie: bool,
    ) -> Result<(), CsrfRefusal> {
        self.check(headers)?;
        let json = method == Method::POST
            && text(headers, header::CONTENT_TYPE.as_str())
                .and_then(|value| value.split(';').next())
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        let custom = [REQUEST_HEADER, PREFLIGHT_HEADER].iter().any(|name| headers.contains_key(*name));
        if signed_by_cookie && !json && !custom { Err(CsrfRefusal::NoPreflight) } else { Ok(()) }
    }
}

/// Unreadable bytes count as a foreign value, not as silence.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"))
}

/// A token for the forms of one session: new for each page (`nonce` is random), so that compression tells nothing.
///
/// `session_secret` is known to the server and the session only; never the id that stands in a log.
pub fn form_token(session_secret: &[u8], nonce: [u8; NONCE_BYTES]) -> String {
    let mut token = nonce.to_vec();
    token.extend_from_slice(&signature(session_secret, &nonce).finalize().into_bytes());
    URL_SAFE_NO_PAD.encode(token)
}

/// Whether a form token belongs to this session; takes the same time for every wrong token of the right length.
pub fn verify_form_token(session_secret: &[u8], token: &str) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else {
        return false;
    };
    match bytes.split_at_checked(NONCE_BYTES) {
        Some((nonce, given)) => signature(session_secret, nonce).verify_slice(given).is_ok(),
        None => false,
    }
}

fn signature(session_secret: &[u8], nonce: &[u8]) -> Hmac<Sha256> {
    // A hashed secret always fits into one block, so that this cannot fail.
    let mut key = hmac::digest::Key::<Hmac<Sha256>>::default();
    for (slot, byte) in key.iter_mut().zip(Sha256::digest(session_secret)) {
        *slot = byte;
    }
    let mut mac = Hmac::<Sha256>::new(&key);
    mac.update(PURPOSE);
    mac.update(nonce);
    mac
}

#[cfg(test)]
mod tests;
