//! Every key there is, with its default and what it means: the one list that the reader, `--help`
//! and the README table come from.
//!
//! To add a key: one row here, one field in `config.rs`, one `read` in `config/build.rs`.

/// One key of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyDoc {
    /// Name in the file, sections divided by a dot.
    pub key: &'static str,
    /// What counts when nothing is given; empty means "none" or "worked out", see `help`.
    pub default: &'static str,
    /// The value is never shown.
    pub secret: bool,
    /// What it does, with its unit.
    pub help: &'static str,
}

impl KeyDoc {
    /// The environment variable that overrides the file: `TANGGAP_LIMITS_QUERY_DEPTH`.
    pub fn variable(&self) -> String {
        format!("TANGGAP_{}", self.key.replace('.', "_").to_uppercase())
    }
}

const fn key(key: &'static str, default: &'static str, help: &'static str) -> KeyDoc {
    KeyDoc { key, default, secret: false, help }
}

const fn secret(key: &'static str, help: &'static str) -> KeyDoc {
    KeyDoc { key, default: "", secret: true, help }
}

/// All keys, in the order in which they are shown.
pub const KEYS: &[KeyDoc] = &[
    key("listen", "127.0.0.1:8080", "address and port to listen on"),
    key("public_url", "", "address by which people reach this server, without a path; default http://<listen>"),
    key("data_dir", "data", "folder for the SQLite file and the attachments"),
    secret("database_url", "sqlite:… or postgres://…; DATABASE_URL is read too; default a SQLite file in data_dir"),
    key("database_connections", "10", "most connections to the database at once"),
    key("government", "KALSEL", "code of the government whose agencies this server starts with"),
    key("locale", "id", "language of pages for people who chose none: id or en"),
    key("shutdown_seconds", "25", "seconds that running requests get to end when the server stops"),
    key("blobs.kind", "folder", "where attachments are kept: folder or s3"),
    key("blobs.folder", "", "folder of the attachments; default <data_dir>/blobs"),
    key("blobs.s3_bucket", "", "name of the bucket"),
    key("blobs.s3_region", "us-east-1", "region of the bucket"),
    key("blobs.s3_endpoint", "", "address of an S3-compatible service; default that of AWS"),
    key("blobs.s3_prefix", "", "prefix of the names of all objects"),
    secret("blobs.s3_access_key_id", "access key of the bucket"),
    secret("blobs.s3_secret_access_key", "secret key of the bucket"),
    secret(
        "mail.smtp_url",
        "mail server that takes letters, such as smtps://user:password@host; none: links are shown on the screen",
    ),
    key("mail.from", "", "sender of letters, such as Tanggap <tanggap@contoh.go.id>; needed with mail.smtp_url"),
    key("session.idle_minutes", "30", "minutes without a request after which a session ends"),
    key("session.absolute_hours", "12", "hours after which a session ends in any case"),
    key("session.cookie_secure", "auto", "auto (when public_url is https), true or false"),
    key("proxy.trusted", "", "addresses or networks of the reverse proxies, such as 10.0.0.0/8; separated by commas"),
    key("proxy.header", "x-forwarded-for", "header in which they name the client: x-forwarded-for or forwarded"),
    key(
        "cors.origins",
        "",
        "origins of other sites whose pages may call the API, such as https://portal.example; closed by default",
    ),
    key("limits.body_bytes", "1048576", "largest GraphQL request or form, in bytes"),
    key("limits.request_seconds", "30", "seconds that one request may take"),
    key("limits.query_depth", "15", "most levels of fields in a query (introspection needs 15)"),
    key("limits.query_complexity", "20000", "most fields that a query may cost, page sizes multiplied"),
    key("limits.query_aliases", "50", "most aliases in a query"),
    key("limits.query_directives", "50", "most directives in a query"),
    key("limits.query_tokens", "4000", "most tokens in a query"),
    key("limits.page_size", "100", "largest page of a list"),
    key("subscriptions.connections", "2000", "most open websockets"),
    key("subscriptions.connections_per_client", "20", "most open websockets of one client address"),
    key("subscriptions.operations", "20", "most running subscriptions in one websocket"),
    key(
        "subscriptions.max_age_minutes",
        "60",
        "minutes after which a websocket is closed, so that the client signs in again",
    ),
    key("rate.sign_in_per_account", "10", "failed sign-ins of one account in 15 minutes"),
    key("rate.sign_in_per_address", "50", "failed sign-ins from one address in 15 minutes"),
    key("rate.tracking_per_address", "30", "wrong tracking codes from one address in 15 minutes"),
    key("rate.reports_per_address", "20", "reports without an account from one address in an hour"),
    key("rate.invitations_per_person", "60", "invitations of one person in an hour"),
    key("log.format", "text", "text or json"),
    key("log.filter", "info", "what is logged, as in RUST_LOG: info,server=debug"),
    secret("metrics.token", "if given, /metrics wants it as Authorization: Bearer"),
    key("metrics.listen", "", "if given, /metrics is served here and not on the main address"),
];

/// The row of a key.
pub fn find(name: &str) -> Option<&'static KeyDoc> {
    KEYS.iter().find(|row| row.key == name)
}

/// The table as plain text, for `tanggap --help`.
pub fn text() -> String {
    KEYS.iter()
        .map(|row| {
            let default = if row.default.is_empty() { String::new() } else { format!(" [{}]", row.default) };
            format!("  {}  ({}){default}\n      {}\n", row.key, row.variable(), row.help)
        })
        .collect()
}

/// The table in Markdown, for the README.
pub fn markdown() -> String {
    let rows: String = KEYS
        .iter()
        .map(|row| {
            let default = if row.default.is_empty() { String::new() } else { format!("`{}`", row.default) };
            format!("| `{}` | `{}` | {default} | {} |\n", row.key, row.variable(), row.help)
        })
        .collect();
    format!("| Key | Variable | Default | Meaning |\n| --- | --- | --- | --- |\n{rows}")
}
