//! Files: `POST /uploads` takes one in, `GET /berkas/{id}` gives one out by the same right as its case.
use std::net::SocketAddr;

use axum::{
    Json,
    body::Body,
    extract::{ConnectInfo, Multipart, Path, Request, State},
    response::{IntoResponse, Response},
};
use entities::ids::AttachmentId;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::json;
use tower_sessions::Session;
use uuid::Uuid;

use super::{actor::asker, router::Edge};
use crate::{
    domain::media::{MediaRefusal, THUMBNAIL_MEDIA_TYPE},
    graphql::ids,
    op::Locale,
    store::StoreError,
    texts,
    usecases::{Failure, upload},
};

pub(super) fn refuse(status: StatusCode, code: &str, message: String) -> Response {
    (status, Json(json!({ "error": { "code": code, "message": message } }))).into_response()
}

/// A failure of an upload as an answer.
#[must_use]
pub fn failed(locale: Locale, failure: &Failure) -> Response {
    match failure {
        Failure::Media(refusal) => {
            let status = match refusal {
                MediaRefusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
                MediaRefusal::UnknownType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
                MediaRefusal::Empty | MediaRefusal::Broken | MediaRefusal::TooManyPixels { .. } => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
            };
            refuse(status, refusal.code(), texts::media(locale, refusal))
        }
        Failure::Refused(refusals) => {
            let message = refusals.first().map(|refusal| texts::refusal(locale, refusal)).unwrap_or_default();
            refuse(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED", message)
        }
        Failure::Unavailable => refuse(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", texts::unavailable(locale)),
        Failure::Forbidden(_) | Failure::Unauthenticated | Failure::Conflict { .. } | Failure::Fault => {
            refuse(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", texts::fault(locale))
        }
    }
}

/// Takes one file in: multipart with one field `file`. Answers `{id, fileName, mediaType, size, warnings}`;
/// `id` goes into `attachmentIds` within 24 hours.
pub async fn take(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    session: Session,
    headers: HeaderMap,
    multipart: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Response {
    let asker = match asker(&edge.app, &headers, peer.ip(), Some(session)).await {
        Ok(asker) => asker,
        Err(refusal) => return refusal.into_response(),
    };
    let locale = asker.op.locale;
    if let Err(refusal) = edge.origins.check_graphql(&Method::POST, &headers, asker.by_cookie) {
        return refuse(StatusCode::FORBIDDEN, "CSRF", refusal.to_string());
    }
    let Ok(mut multipart) = multipart else {
        return refuse(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            "Send multipart/form-data with one field `file`.".into(),
        );
    };
    loop {
        match multipart.next_field().await {
            Ok(Some(field)) if field.name() == Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let bytes = match field.bytes().await {
                    Ok(bytes) => bytes,
                    Err(error) => {
                        return refuse(
                            error.status(),
                            "PAYLOAD_TOO_LARGE",
                            texts::media(locale, &MediaRefusal::TooLarge { limit: crate::domain::media::MAX_BYTES }),
                        );
                    }
                };
                return match upload::upload(&asker.op, &name, bytes).await {
                    Ok(kept) => {
                        let warnings: Vec<&str> =
                            kept.warnings.iter().map(|&warning| texts::warning(locale, warning)).collect();
                        let body = json!({
                            "id": ids::attachment(kept.row.id).to_string(), "fileName": kept.row.file_name,
                            "mediaType": kept.row.media_type, "size": kept.row.size, "warnings": warnings,
                        });
                        (StatusCode::CREATED, Json(body)).into_response()
                    }
                    Err(failure) => failed(locale, &failure),
                };
            }
            Ok(Some(_)) => {}
            Ok(None) => return refuse(StatusCode::BAD_REQUEST, "REQUIRED", texts::media(locale, &MediaRefusal::Empty)),
            Err(error) => return refuse(error.status(), "BAD_REQUEST", "The multipart body cannot be read.".into()),
        }
    }
}

/// The file itself.
pub async fn give(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    session: Session,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    stream(edge, peer, session, &id, request.headers(), false).await
}

/// Its small picture.
pub async fn give_small(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    session: Session,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    stream(edge, peer, session, &id, request.headers(), true).await
}

async fn stream(
    edge: Edge,
    peer: SocketAddr,
    session: Session,
    id: &str,
    headers: &HeaderMap,
    small: bool,
) -> Response {
    let missing = || (StatusCode::NOT_FOUND, "404\n").into_response();
    let asker = match asker(&edge.app, headers, peer.ip(), Some(session)).await {
        Ok(asker) => asker,
        Err(refusal) => return refusal.into_response(),
    };
    let Ok(id) = Uuid::parse_str(id) else { return missing() };
    let row = match asker.op.scoped.attachment(AttachmentId(id)).await {
        Ok(row) => row,
        Err(StoreError::NotFound) => return missing(),
        Err(error) => return failed(asker.op.locale, &error.into()),
    };
    let (key, media_type) = match (small, &row.thumb_key) {
        (false, _) => (&row.blob_key, row.media_type.as_str()),
        (true, Some(key)) => (key, THUMBNAIL_MEDIA_TYPE),
        (true, None) => return missing(),
    };
    let (size, bytes) = match edge.app.deps.blobs.get_stream(key).await {
        Ok(found) => found,
        Err(error) => {
            tracing::error!(attachment.id = %row.id, error = %error, "blobs.lost");
            return failed(asker.op.locale, &Failure::Unavailable);
        }
    };
    let mut answer = Body::from_stream(bytes).into_response();
    let encoded = percent(&row.file_name);
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    for (name, value) in [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_LENGTH, size.to_string()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}

/// RFC 5987: everything but unreserved signs in percent form.
fn percent(name: &str) -> String {
    use std::fmt::Write as _;
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}
