//! From the values given to a [`Config`]: what each key may be, and what it must not be beside others.
//!
//! In each function all keys are read before the first `?`, so that every fault is found.
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use url::Url;

use super::network::IpNetwork;
use super::reader::Reader;
use super::{
    BlobsConfig, Config, ForwardedHeader, LimitsConfig, Locale, LogConfig, LogFormat, MailConfig, MetricsConfig,
    ProxyConfig, RateConfig, S3Config, Secret, SessionConfig, SubscriptionsConfig,
};

pub(super) fn config(r: &mut Reader) -> Option<Config> {
    let listen =
        r.read("listen", "an address and a port, such as 127.0.0.1:8080", |text| text.parse::<SocketAddr>().ok());
    let public_url = r.optional(
        "public_url",
        "an http or https address without a path, such as https://lapor.example.go.id",
        origin_url,
    );
    let data_dir = r.read("data_dir", "the path of a folder", path);
    let database_url = r.optional("database_url", "sqlite:<path> or postgres://<user>@<host>/<name>", database);
    let database_connections = number(r, "database_connections", 1, 500);
    let government = r.read("government", "2 to 32 capital letters, digits, - or _", |text| {
        let fits = (2..=32).contains(&text.len())
            && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-' || c == '_');
        fits.then(|| text.to_owned())
    });
    let locale = r.read("locale", "id or en", |text| match text {
        "id" => Some(Locale::Id),
        "en" => Some(Locale::En),
        _ => None,
    });
    let shutdown = seconds(r, "shutdown_seconds", 0, 600);
    let (blobs_section, proxy, limits) = (blobs(r, data_dir.as_deref()), proxy(r), limits(r));
    let mail = mail(r);
    let (subscriptions, rate, log, metrics) = (subscriptions(r), rate(r), log(r), metrics(r));
    let cors_origins =
        r.read("cors.origins", "origins separated by commas, such as https://portal.example (never *)", |text| {
            list(text, |item| origin_url(item).map(|url| url.origin().ascii_serialization()))
        });
    let public_url = match (public_url, listen) {
        (Some(Some(url)), _) => Some(url),
        (Some(None), Some(listen)) => Url::parse(&format!("http://{listen}")).ok(),
        _ => None,
    };
    let session = session(r, public_url.as_ref());
    if let (Some(listen), Some(Some(other))) = (listen, metrics.as_ref().map(|metrics| metrics.listen))
        && other == listen
    {
        r.fault_of("metrics.listen", "must differ from `listen`");
    }
    let data_dir = data_dir?;
    let default_database = format!("sqlite://{}?mode=rwc", data_dir.join("tanggap.db").display());
    Some(Config {
        listen: listen?,
        public_url: public_url?,
        database_url: database_url?.unwrap_or_else(|| Secret::new(default_database)),
        data_dir,
        database_connections: database_connections?,
        government: government?,
        locale: locale?,
        shutdown: shutdown?,
        blobs: blobs_section?,
        mail: mail?,
        session: session?,
        proxy: proxy?,
        cors_origins: cors_origins?,
        limits: limits?,
        subscriptions: subscriptions?,
        rate: rate?,
        log: log?,
        metrics: metrics?,
    })
}

fn blobs(r: &mut Reader, data_dir: Option<&std::path::Path>) -> Option<BlobsConfig> {
    let s3 = r.read("blobs.kind", "folder or s3", |text| match text {
        "folder" => Some(false),
        "s3" => Some(true),
        _ => None,
    });
    let folder = r.optional("blobs.folder", "the path of a folder", path);
    let bucket = r.optional("blobs.s3_bucket", "the name of a bucket", some_text);
    let region = r.read("blobs.s3_region", "the name of a region", some_text);
    let endpoint = r.optional("blobs.s3_endpoint", "an http or https address", web_url);
    let prefix = r.read("blobs.s3_prefix", "a prefix without .. and without / at its start", |text| {
        (!text.contains("..") && !text.starts_with('/')).then(|| text.to_owned())
    });
    let access_key_id = r.optional("blobs.s3_access_key_id", "the access key", secret_text);
    let secret_access_key = r.optional("blobs.s3_secret_access_key", "the secret key", secret_text);
    if s3? {
        for (key, missing) in [
            ("blobs.s3_bucket", bucket == Some(None)),
            ("blobs.s3_access_key_id", access_key_id == Some(None)),
            ("blobs.s3_secret_access_key", secret_access_key == Some(None)),
        ] {
            if missing {
                r.fault_of(key, "is needed when `blobs.kind` is s3");
            }
        }
        return Some(BlobsConfig::S3(S3Config {
            bucket: bucket??,
            region: region?,
            endpoint: endpoint?,
            prefix: prefix?,
            access_key_id: access_key_id??,
            secret_access_key: secret_access_key??,
        }));
    }
    let folder = folder?;
    Some(BlobsConfig::Folder(folder.or_else(|| data_dir.map(|dir| dir.join("blobs")))?))
}

/// Both keys or neither: a letter needs a sender.
#[expect(clippy::option_option, reason = "faulty, and not given")]
fn mail(r: &mut Reader) -> Option<Option<MailConfig>> {
    let smtp_url = r.optional("mail.smtp_url", "smtps://user:password@host or smtp://host:port", |text| {
        let url = Url::parse(text).ok()?;
        (matches!(url.scheme(), "smtp" | "smtps") && url.has_host()).then(|| Secret::new(text))
    });
    let from = r.optional("mail.from", "an address, such as Tanggap <tanggap@contoh.go.id>", |text| {
        let address = text.rsplit_once('<').map_or(text, |(_, rest)| rest.trim_end_matches('>'));
        let parts = address.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.'));
        let plain = !text.chars().any(char::is_control) && !address.contains(char::is_whitespace);
        parts.filter(|_| plain).map(|_| text.to_owned())
    });
    match (&smtp_url, &from) {
        (Some(Some(_)), Some(None)) => r.fault_of("mail.from", "is needed when `mail.smtp_url` is given"),
        (Some(None), Some(Some(_))) => r.fault_of("mail.smtp_url", "is needed when `mail.from` is given"),
        _ => {}
    }
    Some(smtp_url?.zip(from?).map(|(smtp_url, from)| MailConfig { smtp_url, from }))
}

fn session(r: &mut Reader, public_url: Option<&Url>) -> Option<SessionConfig> {
    let idle = number(r, "session.idle_minutes", 1, 1440).map(|minutes: u64| Duration::from_secs(minutes * 60));
    let absolute = number(r, "session.absolute_hours", 1, 720).map(|hours: u64| Duration::from_secs(hours * 3600));
    let secure = r.read("session.cookie_secure", "auto, true or false", |text| match text {
        "auto" => Some(None),
        "true" => Some(Some(true)),
        "false" => Some(Some(false)),
        _ => None,
    });
    if let (Some(idle), Some(absolute)) = (idle, absolute)
        && idle > absolute
    {
        r.fault_of("session.idle_minutes", "must not be longer than `session.absolute_hours`");
    }
    let https = public_url.map(|url| url.scheme() == "https");
    if https == Some(true) && secure == Some(Some(false)) {
        r.fault_of("session.cookie_secure", "must not be false when `public_url` is https");
    }
    Some(SessionConfig { idle: idle?, absolute: absolute?, cookie_secure: secure?.or(https)? })
}

fn proxy(r: &mut Reader) -> Option<ProxyConfig> {
    let trusted = r.read("proxy.trusted", "addresses or networks separated by commas, such as 10.0.0.0/8", |text| {
        list(text, |item| item.parse::<IpNetwork>().ok())
    });
    let header = r.read("proxy.header", "x-forwarded-for or forwarded", |text| match text.to_lowercase().as_str() {
        "x-forwarded-for" => Some(ForwardedHeader::XForwardedFor),
        "forwarded" => Some(ForwardedHeader::Forwarded),
        _ => None,
    });
    Some(ProxyConfig { trusted: trusted?, header: header? })
}

fn limits(r: &mut Reader) -> Option<LimitsConfig> {
    let body_bytes = number(r, "limits.body_bytes", 1024, 64 * 1024 * 1024);
    let request_timeout = seconds(r, "limits.request_seconds", 1, 600);
    let query_depth = number(r, "limits.query_depth", 5, 30);
    let query_complexity = number(r, "limits.query_complexity", 500, 10_000_000);
    let query_aliases = number(r, "limits.query_aliases", 0, 1000);
    let query_directives = number(r, "limits.query_directives", 0, 1000);
    let query_tokens = number(r, "limits.query_tokens", 500, 50_000);
    let page_size = number(r, "limits.page_size", 1, 1000);
    Some(LimitsConfig {
        body_bytes: body_bytes?,
        request_timeout: request_timeout?,
        query_depth: query_depth?,
        query_complexity: query_complexity?,
        query_aliases: query_aliases?,
        query_directives: query_directives?,
        query_tokens: query_tokens?,
        page_size: page_size?,
    })
}

fn subscriptions(r: &mut Reader) -> Option<SubscriptionsConfig> {
    let connections = number(r, "subscriptions.connections", 1, 1_000_000);
    let connections_per_client = number(r, "subscriptions.connections_per_client", 1, 100_000);
    let operations = number(r, "subscriptions.operations", 1, 1000);
    let max_age =
        number(r, "subscriptions.max_age_minutes", 1, 1440).map(|minutes: u64| Duration::from_secs(minutes * 60));
    Some(SubscriptionsConfig {
        connections: connections?,
        connections_per_client: connections_per_client?,
        operations: operations?,
        max_age: max_age?,
    })
}

fn rate(r: &mut Reader) -> Option<RateConfig> {
    let sign_in_per_account = number(r, "rate.sign_in_per_account", 1, 100_000);
    let sign_in_per_address = number(r, "rate.sign_in_per_address", 1, 100_000);
    let tracking_per_address = number(r, "rate.tracking_per_address", 1, 100_000);
    let reports_per_address = number(r, "rate.reports_per_address", 1, 100_000);
    let invitations_per_person = number(r, "rate.invitations_per_person", 1, 100_000);
    Some(RateConfig {
        sign_in_per_account: sign_in_per_account?,
        sign_in_per_address: sign_in_per_address?,
        tracking_per_address: tracking_per_address?,
        reports_per_address: reports_per_address?,
        invitations_per_person: invitations_per_person?,
    })
}

fn log(r: &mut Reader) -> Option<LogConfig> {
    let format = r.read("log.format", "text or json", |text| match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    });
    let filter = r.read("log.filter", "a filter such as info or info,server=debug", |text| {
        tracing_subscriber::EnvFilter::builder().parse(text).ok()?;
        some_text(text)
    });
    Some(LogConfig { format: format?, filter: filter? })
}

fn metrics(r: &mut Reader) -> Option<MetricsConfig> {
    let token = r.optional("metrics.token", "at least 16 letters or digits", |text| {
        let fits = text.len() >= 16 && text.chars().all(|c| c.is_ascii_graphic());
        fits.then(|| Secret::new(text))
    });
    let listen =
        r.optional("metrics.listen", "an address and a port, such as 127.0.0.1:9090", |text| text.parse().ok());
    Some(MetricsConfig { token: token?, listen: listen? })
}

fn number<T: FromStr + PartialOrd + std::fmt::Display>(
    r: &mut Reader,
    key: &'static str,
    low: T,
    high: T,
) -> Option<T> {
    let allowed = format!("a whole number from {low} to {high}");
    r.read(key, &allowed, |text| text.parse::<T>().ok().filter(|number| *number >= low && *number <= high))
}

fn seconds(r: &mut Reader, key: &'static str, low: u64, high: u64) -> Option<Duration> {
    number(r, key, low, high).map(Duration::from_secs)
}

fn list<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(parse).collect()
}

fn path(text: &str) -> Option<PathBuf> {
    (!text.is_empty() && !text.contains('\0')).then(|| PathBuf::from(text))
}

fn some_text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn secret_text(text: &str) -> Option<Secret> {
    some_text(text).map(Secret::new)
}

fn web_url(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let plain = url.username().is_empty() && url.password().is_none() && url.has_host();
    (matches!(url.scheme(), "http" | "https") && plain).then_some(url)
}

/// An address that is an origin and nothing more.
fn origin_url(text: &str) -> Option<Url> {
    web_url(text).filter(|url| url.path() == "/" && url.query().is_none() && url.fragment().is_none())
}

fn database(text: &str) -> Option<Secret> {
    let sqlite = text.strip_prefix("sqlite:").is_some_and(|rest| !rest.is_empty());
    let postgres =
        ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) && Url::parse(text).is_ok();
    (sqlite || postgres).then(|| Secret::new(text))
}
