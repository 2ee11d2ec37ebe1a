//! The pages. Each feature is a folder: `queries.rs` (what it asks of the schema), `handlers.rs` (GET and
//! POST), `views.rs` (what it shows); its `mod.rs` has the routes. To add one: a folder, its `router()`
//! here, its entry in `layout::Nav` if it stands in the navigation. Acts are registered with
//! [`crate::forms::post`], which refuses a form without its token.
mod account;
mod case;
mod citizen;
mod entry;
pub(crate) mod lists;
mod people;
mod plan;
mod preferences;
mod queue;
pub(crate) mod rules;
pub(crate) mod sheet;
mod sign_in;
mod tree;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

/// Room for five files of ten megabytes and the words around them; the server may set less.
const BODY_MAX: usize = 56 * 1024 * 1024;

/// All routes of the UI.
pub fn router() -> Router {
    Router::new()
        .merge(citizen::router())
        .merge(sign_in::router())
        .merge(queue::router())
        .merge(case::router())
        .merge(entry::router())
        .merge(tree::router())
        .merge(people::router())
        .merge(plan::router())
        .merge(rules::router())
        .merge(sheet::router())
        .merge(account::router())
        .merge(preferences::router())
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .route("/assets/{file}", get(crate::assets::serve))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::path::{Path, PathBuf};

    fn sources() -> Vec<(PathBuf, String)> {
        let mut found = Vec::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push((path.clone(), std::fs::read_to_string(path).unwrap()));
                }
            }
        }
        found
    }

    fn users_of(word: &str) -> Vec<String> {
        let name = |path: PathBuf| {
            path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap().display().to_string()
        };
        let mut users: Vec<String> =
            sources().into_iter().filter(|(_, text)| text.contains(word)).map(|(path, _)| name(path)).collect();
        users.sort();
        users
    }

    #[test]
    fn acts_are_registered_only_where_the_token_is_checked() {
        assert_eq!(users_of(concat!("routing::", "post")), ["forms/posted.rs"]);
        for other in ["put", "patch", "delete", "any", "on"] {
            assert_eq!(users_of(&format!("routing::{other}(")), Vec::<String>::new(), "{other}");
        }
    }

    #[test]
    fn text_is_printed_unescaped_only_by_the_helpers() {
        assert_eq!(users_of(concat!("inner_", "html")), ["forms/field.rs", "html.rs"]);
    }
}
