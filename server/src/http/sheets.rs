//! Sheets of the tree over HTTP: `GET /instansi/ekspor.csv` and `.xlsx` for anybody who is signed in, and
//! `POST /uploads/agency-sheet` for whoever plans. The right is asked before a byte of the body is read.
use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, FromRequest, Multipart, Query, Request, State},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use serde_json::json;
use tower_sessions::Session;

use super::{actor::asker, router::Edge, uploads::refuse};
use crate::{
    adapters::workbook,
    domain::{
        calendar::wita_date,
        refusal::Refusal,
        sheet::{self, Entry, FileRefusal},
    },
    graphql::ids,
    op::{Locale, Op},
    texts,
    usecases::{Failure, sheets},
};

/// Room for the largest sheet and the form around it.
pub const BODY_BYTES: usize = sheet::MAX_BYTES + 64 * 1024;

/// The filters of the explorer.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// Words.
    q: Option<String>,
    /// This agency and all below it.
    bawah: Option<String>,
    /// As it was on this day.
    per: Option<String>,
}

fn failed(locale: Locale, failure: &Failure) -> Response {
    match failure {
        Failure::Unauthenticated => refuse(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", texts::unauthenticated(locale)),
        Failure::Refused(refusals) => {
            let (status, code) = match refusals.first() {
                Some(Refusal::RateLimited { .. }) => (StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED"),
                Some(Refusal::SheetFile(FileRefusal::TooLarge { .. })) => {
                    (StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE")
                }
                Some(Refusal::SheetFile(FileRefusal::Workbook)) => {
                    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE")
                }
                Some(Refusal::Unknown(_)) => (StatusCode::FORBIDDEN, "UNKNOWN"),
                _ => (StatusCode::UNPROCESSABLE_ENTITY, "INVALID"),
            };
            let message = refusals.first().map(|refusal| texts::refusal(locale, refusal)).unwrap_or_default();
            refuse(status, code, message)
        }
        Failure::Unavailable => refuse(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", texts::unavailable(locale)),
        Failure::Forbidden(_) | Failure::Media(_) | Failure::Conflict { .. } | Failure::Fault => {
            refuse(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", texts::fault(locale))
        }
    }
}

/// How a file leaves the house.
struct Form {
    extension: &'static str,
    media_type: &'static str,
    write: fn(&[Entry]) -> Result<Vec<u8>, String>,
}

const CSV: Form = Form {
    extension: "csv",
    media_type: "text/csv; charset=utf-8; header=present",
    write: |entries| sheet::csv(entries).map_err(|error| error.to_string()),
};
const XLSX: Form = Form {
    extension: "xlsx",
    media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write: |entries| workbook::of(entries).map_err(|error| error.to_string()),
};

/// The tree as CSV.
pub async fn csv(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    session: Session,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    export(edge, peer, session, asked, &headers, CSV).await
}

/// The tree as a workbook.
pub async fn xlsx(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    session: Session,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    export(edge, peer, session, asked, &headers, XLSX).await
}

async fn export(
    edge: Edge,
    peer: SocketAddr,
    session: Session,
    asked: Asked,
    headers: &HeaderMap,
    form: Form,
) -> Response {
    let op = match asker(&edge.app, headers, peer.ip(), Some(session)).await {
        Ok(asker) => asker.op,
        Err(refusal) => return refusal.into_response(),
    };
    let today = wita_date(op.now());
    let filled = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let day = match filled(asked.per).map(|text| text.parse::<NaiveDate>()) {
        None => None,
        // Today is the tree as it stands, with what has ended: that is the sheet that can be imported again.
        Some(Ok(day)) => Some(day).filter(|day| *day != today),
        Some(Err(_)) => return failed(op.locale, &Refusal::Invalid("per").into()),
    };
    let wanted = sheets::Wanted { under: filled(asked.bawah), words: filled(asked.q), as_of: day };
    let entries = match sheets::export(&op, &wanted).await {
        Ok(entries) => entries,
        Err(failure) => return failed(op.locale, &failure),
    };
    let bytes = match tokio::task::spawn_blocking(move || (form.write)(&entries)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) => {
            tracing::error!(error, "sheet.not_written");
            return failed(op.locale, &Failure::Fault);
        }
        Err(error) => {
            tracing::error!(error = %error, "sheet.not_written");
            return failed(op.locale, &Failure::Fault);
        }
    };
    let name = format!("instansi-{}.{}", day.unwrap_or(today), form.extension);
    let mut answer = bytes.into_response();
    for (header, value) in [
        (header::CONTENT_TYPE, form.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            answer.headers_mut().insert(header, value);
        }
    }
    answer
}

/// Takes a sheet in: multipart with one field `file`, and before it `governmentCode` where the person plans for more
/// than one government. Answers `{id, fileName}`; `id` goes into `agencySheet` and `importAgencySheet` within a day.
pub async fn take(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    session: Session,
    request: Request,
) -> Response {
    let asker = match asker(&edge.app, request.headers(), peer.ip(), Some(session)).await {
        Ok(asker) => asker,
        Err(refusal) => return refusal.into_response(),
    };
    let locale = asker.op.locale;
    if let Err(refusal) = edge.origins.check_graphql(request.method(), request.headers(), asker.by_cookie) {
        return refuse(StatusCode::FORBIDDEN, "CSRF", refusal.to_string());
    }
    if let Err(failure) = sheets::may_hand_over(&asker.op) {
        return failed(locale, &failure);
    }
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > BODY_BYTES) {
        return failed(locale, &too_large());
    }
    match Multipart::from_request(request, &()).await {
        Ok(multipart) => read(&asker.op, multipart).await,
        Err(_) => refuse(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            "Send multipart/form-data with one field `file`.".into(),
        ),
    }
}

fn too_large() -> Failure {
    Refusal::SheetFile(FileRefusal::TooLarge { max: sheet::MAX_BYTES }).into()
}

async fn read(op: &Op, mut multipart: Multipart) -> Response {
    let mut government = None;
    loop {
        match multipart.next_field().await {
            Ok(Some(field)) if field.name() == Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let Ok(bytes) = field.bytes().await else { return failed(op.locale, &too_large()) };
                return match sheets::hand_over(op, &name, &bytes, government.as_deref()).await {
                    Ok(id) => {
                        let body = json!({ "id": ids::sheet(id).to_string(), "fileName": name });
                        (StatusCode::CREATED, Json(body)).into_response()
                    }
                    Err(failure) => failed(op.locale, &failure),
                };
            }
            Ok(Some(field)) if field.name() == Some("governmentCode") => government = field.text().await.ok(),
            Ok(Some(_)) => {}
            Ok(None) => return failed(op.locale, &Refusal::SheetFile(FileRefusal::Empty).into()),
            Err(error) => return refuse(error.status(), "BAD_REQUEST", "The multipart body cannot be read.".into()),
        }
    }
}
