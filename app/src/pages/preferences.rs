//! Language and colours: links that set a cookie and lead back to where the visitor was.
use axum::Router;
use axum::http::{HeaderValue, header::SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::gql::Fault;
use crate::visit::{Theme, Visit, local_path};

/// `/bahasa/{id|en}` and `/tema/{light|dark|auto}`.
pub fn router() -> Router {
    Router::new().route("/bahasa/{which}", get(language)).route("/tema/{which}", get(theme))
}

async fn language(visit: Visit) -> Result<Response, Fault> {
    match visit.param("which") {
        which @ ("id" | "en") => Ok(keep(&visit, "bahasa", which)),
        _ => Err(Fault::not_found(&visit)),
    }
}

async fn theme(visit: Visit) -> Result<Response, Fault> {
    match visit.param("which") {
        "auto" => Ok(keep(&visit, "tema", "auto")),
        which if Theme::parse(which) != Theme::Auto => Ok(keep(&visit, "tema", which)),
        _ => Err(Fault::not_found(&visit)),
    }
}

fn keep(visit: &Visit, name: &str, value: &str) -> Response {
    let mut answer = Redirect::to(&local_path(visit.asked("kembali"))).into_response();
    let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().insert(SET_COOKIE, cookie);
    }
    answer
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::testing::{Canned, get};

    #[tokio::test]
    async fn a_language_is_kept_and_only_local_paths_are_followed() {
        let answer = get(&Canned::new().ready(), "/bahasa/en?kembali=/publik").await;
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/publik"));
        assert!(answer.cookie.starts_with("bahasa=en;"), "{}", answer.cookie);
        let answer = get(&Canned::new().ready(), "/tema/dark?kembali=//jahat.example").await;
        assert_eq!((answer.location.as_str(), answer.cookie.starts_with("tema=dark;")), ("/", true));
        assert_eq!(get(&Canned::new().ready(), "/bahasa/xx").await.status, StatusCode::NOT_FOUND);
    }
}
