//! Error pages with the right status: what happened, what to do, and a number to quote.
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use crate::door::Door;
use crate::layout::Page;
use crate::texts::{Key, k};
use crate::visit::Visit;

/// The page that the server answers for 403, 404, 413, 429, 500 and 503. `message` is a sentence in the
/// viewer's language that says more than the status does.
pub fn error_page(door: &Door, status: StatusCode, message: Option<String>) -> Response {
    render(&Visit::bare(door), status, message)
}

pub(crate) fn render(visit: &Visit, status: StatusCode, message: Option<String>) -> Response {
    let (title, advice) = texts(status);
    let message = message.map(|text| view! { <p class="note bad">{text}</p> });
    let number = visit.ta(k::ERROR_NUMBER, &[("id", visit.door.request_id.clone().into())]);
    let main = view! {
        <div class="page-head"><div><p class="eyebrow">{status.as_u16().to_string()}</p><h1>{visit.t(title)}</h1></div></div>
        <section class="card"><p>{visit.t(advice)}</p>{message}
            <p class="row"><a class="btn" href="/">{visit.t(k::ERROR_HOME)}</a></p>
            <p class="meta">{number}</p></section>
    };
    visit.page(Page::new(visit.t(title), main.into_any()).status(status))
}

fn texts(status: StatusCode) -> (Key, Key) {
    match status {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => (k::ERROR_400, k::ERROR_400_ADVICE),
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => (k::ERROR_403, k::ERROR_403_ADVICE),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => (k::ERROR_404, k::ERROR_404_ADVICE),
        StatusCode::PAYLOAD_TOO_LARGE => (k::ERROR_413, k::ERROR_413_ADVICE),
        StatusCode::TOO_MANY_REQUESTS => (k::ERROR_429, k::ERROR_429_ADVICE),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT | StatusCode::REQUEST_TIMEOUT => {
            (k::ERROR_503, k::ERROR_503_ADVICE)
        }
        _ => (k::ERROR_500, k::ERROR_500_ADVICE),
    }
}
