//! Style sheets, script and icon, compiled in and served at `/assets/<file>`. An address carries the
//! hash of the content, so that it can be kept for a year. To add a file, put it into `style/` (style
//! sheets are also named in [`STYLES`]) or `app/assets/`.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::{Path, RawQuery};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../style/"]
#[include = "*.css"]
struct Styles;

#[derive(RustEmbed)]
#[folder = "assets/"]
#[include = "*.js"]
#[include = "*.svg"]
struct Others;

/// Style sheets of every page, in this order.
pub const STYLES: [&str; 8] =
    ["tokens.css", "base.css", "components.css", "pages.css", "tree.css", "rules.css", "citizen.css", "print.css"];

/// An address of a file with the hash of its content.
pub fn address(name: &str) -> String {
    HASHES.get(name).map_or_else(|| format!("/assets/{name}"), |hash| format!("/assets/{name}?v={hash}"))
}

static HASHES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Styles::iter()
        .chain(Others::iter())
        .filter_map(|name| {
            let hash = file(&name)?.metadata.sha256_hash();
            let mut text = String::new();
            for byte in hash.iter().take(8) {
                write!(text, "{byte:02x}").ok()?;
            }
            Some((name.into_owned(), text))
        })
        .collect()
});

fn file(name: &str) -> Option<EmbeddedFile> {
    Styles::get(name).or_else(|| Others::get(name))
}

/// Serves a file of this binary and nothing else.
pub async fn serve(Path(name): Path<String>, RawQuery(query): RawQuery) -> Response {
    let Some(found) = file(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    // An address without the hash must not outlive the next release.
    let keep = if query.is_some_and(|query| query.starts_with("v=")) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=300"
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, found.data.into_owned()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_sheet_of_the_pages_is_there_and_hashed() {
        for name in STYLES {
            assert!(address(name).contains("?v="), "{name}");
        }
    }

    #[tokio::test]
    async fn a_file_is_served_with_its_type_and_nothing_outside_is() {
        let css = serve(Path("tokens.css".into()), RawQuery(None)).await;
        assert_eq!(css.status(), StatusCode::OK);
        assert_eq!(css.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        for name in ["../Cargo.toml", "nope.css", "../../style/tokens.css"] {
            assert_eq!(serve(Path(name.into()), RawQuery(None)).await.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }
}
