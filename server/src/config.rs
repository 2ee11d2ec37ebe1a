//! The configuration: one TOML file and `TANGGAP_*` variables, which win over the file.
//!
//! This is the only room that reads the environment. All faults are found and told at once. Keys are listed in
//! `config/keys.rs`, their rules are in `config/build.rs`; nothing here starts anything.
mod build;
pub mod keys;
pub mod network;
mod reader;
mod secret;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;

use self::keys::{KEYS, KeyDoc};
use self::network::IpNetwork;
use self::reader::Reader;
pub use self::reader::{ConfigFaults, Fault};
pub use self::secret::Secret;

/// The file that is read when none is named, if it is there.
pub const DEFAULT_FILE: &str = "tanggap.toml";

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The origin by which people reach it.
    pub public_url: Url,
    /// Folder of the SQLite file and the attachments.
    pub data_dir: PathBuf,
    /// `sqlite:` or `postgres:`; may hold a password.
    pub database_url: Secret,
    /// Most connections of the pool.
    pub database_connections: u32,
    /// Code of the government that this server starts with.
    pub government: String,
    /// Language for people who chose none.
    pub locale: Locale,
    /// How long running requests may go on when the server stops.
    pub shutdown: Duration,
    /// Where attachments are kept.
    pub blobs: BlobsConfig,
    /// Who takes letters; none: one-time links are shown on the screen.
    pub mail: Option<MailConfig>,
    /// Sessions and their cookie.
    pub session: SessionConfig,
    /// Reverse proxies that may name the client's address.
    pub proxy: ProxyConfig,
    /// Origins of other sites that may call the API; none by default.
    pub cors_origins: Vec<String>,
    /// Limits of one request.
    pub limits: LimitsConfig,
    /// Limits of websockets.
    pub subscriptions: SubscriptionsConfig,
    /// Limits over time.
    pub rate: RateConfig,
    /// Logging.
    pub log: LogConfig,
    /// Metrics.
    pub metrics: MetricsConfig,
}

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    /// Indonesian.
    Id,
    /// English.
    En,
}

/// Where attachments are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlobsConfig {
    /// In a folder.
    Folder(PathBuf),
    /// In an S3-compatible service.
    S3(S3Config),
}

/// An S3-compatible bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described in config/keys.rs")]
pub struct S3Config {
    pub bucket: String,
    pub region: String,
    pub endpoint: Option<Url>,
    pub prefix: String,
    pub access_key_id: Secret,
    pub secret_access_key: Secret,
}

/// The mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described in config/keys.rs")]
pub struct MailConfig {
    pub smtp_url: Secret,
    pub from: String,
}

/// Sessions and their cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionConfig {
    /// Ends after this time without a request.
    pub idle: Duration,
    /// Ends after this time in any case.
    pub absolute: Duration,
    /// The cookie is sent over https only.
    pub cookie_secure: bool,
}

/// The header in which a reverse proxy names the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForwardedHeader {
    /// `X-Forwarded-For: client, proxy`.
    XForwardedFor,
    /// `Forwarded: for=client` (RFC 7239).
    Forwarded,
}

/// Reverse proxies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyConfig {
    /// Who is believed.
    pub trusted: Vec<IpNetwork>,
    /// What is believed.
    pub header: ForwardedHeader,
}

/// Limits of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described in config/keys.rs")]
pub struct LimitsConfig {
    pub body_bytes: usize,
    pub request_timeout: Duration,
    pub query_depth: usize,
    pub query_complexity: usize,
    pub query_aliases: usize,
    pub query_directives: usize,
    pub query_tokens: usize,
    pub page_size: usize,
}

/// Limits of websockets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described in config/keys.rs")]
pub struct SubscriptionsConfig {
    pub connections: usize,
    pub connections_per_client: usize,
    pub operations: usize,
    pub max_age: Duration,
}

/// Limits over time; the periods are in `config/keys.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described in config/keys.rs")]
pub struct RateConfig {
    pub sign_in_per_account: u32,
    pub sign_in_per_address: u32,
    pub tracking_per_address: u32,
    pub reports_per_address: u32,
    pub invitations_per_person: u32,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

/// Logging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfig {
    /// How lines look.
    pub format: LogFormat,
    /// Which lines there are.
    pub filter: String,
}

/// Metrics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricsConfig {
    /// What `/metrics` wants as bearer token.
    pub token: Option<Secret>,
    /// A listener of its own.
    pub listen: Option<SocketAddr>,
}

impl Config {
    /// Reads the file and the environment of this process.
    ///
    /// `file` is what `--config` names; else `TANGGAP_CONFIG`; else [`DEFAULT_FILE`] if it exists.
    ///
    /// # Errors
    /// All faults at once; a named file that cannot be read is one of them.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigFaults> {
        let variables: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let from_variable = variables.iter().find(|(name, value)| name == "TANGGAP_CONFIG" && !value.is_empty());
        let named = file.map(Path::to_owned).or_else(|| from_variable.map(|(_, value)| PathBuf::from(value)));
        let path = named.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
        let shown = path.display().to_string();
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::from_sources(Some((&shown, &text)), variables),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                Self::from_sources(None, variables)
            }
            Err(error) => {
                let mut faults =
                    vec![Fault { key: "config".to_owned(), message: format!("{shown} cannot be read: {error}") }];
                if let Err(more) = Self::from_sources(None, variables) {
                    faults.extend(more.0);
                }
                Err(ConfigFaults(faults))
            }
        }
    }

    /// From a file (name, text) and variables that are given as values.
    ///
    /// # Errors
    /// All faults at once.
    pub fn from_sources(
        file: Option<(&str, &str)>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigFaults> {
        let mut reader = Reader::new(file, variables);
        let config = build::config(&mut reader);
        let faults = reader.into_faults();
        match config {
            Some(config) if faults.is_empty() => Ok(config),
            _ => Err(ConfigFaults(faults)),
        }
    }

    /// Every key with its default and its meaning; see also [`keys::text`] and [`keys::markdown`].
    pub fn documentation() -> &'static [KeyDoc] {
        KEYS
    }

    /// Whether people reach this server over https.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// Our own origin, as a browser writes it: `https://lapor.example.go.id`.
    pub fn origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }
}

#[cfg(test)]
mod tests;
