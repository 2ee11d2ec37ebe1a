//! Takes a posted form in. The token is checked before anything else is looked at, and no file is read
//! into memory before it.
use std::future::Future;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use subtle::ConstantTimeEq;

use super::Typed;
use crate::door::{SheetFile, Uploaded};
use crate::error_page::render;
use crate::gql::Fault;
use crate::pages::{rules, sheet};
use crate::texts::k;
use crate::visit::Visit;

/// A posted form whose token was right.
pub struct Posted {
    /// The visit.
    pub visit: Visit,
    /// What was typed.
    pub typed: Typed,
    files: Vec<(String, String, Bytes)>,
}

/// Registers an act: `.route("/keluar", post(handlers::sign_out))`.
pub fn post<F, Fut>(act: F) -> MethodRouter
where
    F: Fn(Posted) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<Response, Fault>> + Send + 'static,
{
    axum::routing::post(move |posted: Posted| act(posted))
}

impl Posted {
    /// A part of the path.
    pub fn param(&self, name: &str) -> String {
        self.visit.param(name).to_owned()
    }

    /// Hands the files of a field over to the server. Their ids are added to `attachment_ids`, together
    /// with those that came back from an earlier round; refusals become faults of that field.
    pub async fn take_files(&mut self, field: &str) -> Vec<Uploaded> {
        let mut taken = Vec::new();
        for (name, file_name, body) in std::mem::take(&mut self.files) {
            if name != field || (file_name.is_empty() && body.is_empty()) {
                continue;
            }
            match self.visit.door.client.upload(file_name.clone(), body).await {
                Ok(file) => {
                    self.typed.push("attachment_ids", file.id.clone());
                    taken.push(file);
                }
                Err(reason) => self.typed.fault(Some(field), format!("{file_name}: {reason}")),
            }
        }
        taken
    }
}

impl Posted {
    /// Hands the sheet of a field over to the server and answers its id; a refusal becomes a fault of the field to
    /// blame. Nothing where no file was chosen.
    pub async fn take_sheet(&mut self, field: &str, government: Option<String>) -> Option<String> {
        let chosen = std::mem::take(&mut self.files)
            .into_iter()
            .find(|(name, file_name, body)| name == field && !(file_name.is_empty() && body.is_empty()));
        let (_, file_name, body) = chosen?;
        match self.visit.door.client.upload_sheet(SheetFile { file_name, body, government }).await {
            Ok(id) => Some(id),
            Err(refused) => {
                let blamed = if refused.government { "government_code" } else { field };
                self.typed.fault(Some(blamed), refused.message);
                None
            }
        }
    }
}

impl Posted {
    /// The text of the file of a field; nothing where none was chosen, a fault of the field where it is no text.
    pub fn take_text(&mut self, field: &str) -> Option<String> {
        let chosen = std::mem::take(&mut self.files)
            .into_iter()
            .find(|(name, file_name, body)| name == field && !(file_name.is_empty() && body.is_empty()));
        let (_, _, body) = chosen?;
        match std::str::from_utf8(&body) {
            // Editors of one system put a mark before the text.
            Ok(text) => Some(text.trim_start_matches('\u{feff}').to_owned()),
            Err(_) => {
                self.typed.fault(Some(field), self.visit.t(k::RULES_NOT_TEXT));
                None
            }
        }
    }
}

/// Idempotency key for one printing of a form.
pub(super) fn fresh_key() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

fn same(given: &str, wanted: &str) -> bool {
    !wanted.is_empty() && bool::from(given.as_bytes().ct_eq(wanted.as_bytes()))
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, state).await?;
        let kind = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_ascii_lowercase();
        let request = Request::from_parts(parts, body);
        let (values, files) = if kind.starts_with("multipart/form-data") {
            multipart(&visit, request, state).await?
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            let body = Bytes::from_request(request, state)
                .await
                .map_err(|error| too_big(&visit, error.into_response().status()))?;
            let values: Vec<(String, String)> = url::form_urlencoded::parse(&body).into_owned().collect();
            if !values.iter().any(|(key, value)| key == "_csrf" && same(value, &visit.door.csrf)) {
                return Err(forged(&visit));
            }
            (values, Vec::new())
        } else {
            return Err(forged(&visit));
        };
        Ok(Self { visit, typed: Typed::new(values.into_iter().filter(|(key, _)| key != "_csrf").collect()), files })
    }
}

type Fields = (Vec<(String, String)>, Vec<(String, String, Bytes)>);

async fn multipart<S: Send + Sync>(visit: &Visit, request: Request, state: &S) -> Result<Fields, Response> {
    let mut body = Multipart::from_request(request, state).await.map_err(|_| forged(visit))?;
    let (mut values, mut files, mut trusted) = (Vec::new(), Vec::new(), false);
    while let Some(field) = body.next_field().await.map_err(|error| too_big(visit, error.status()))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        if name != "_csrf" && !trusted {
            return Err(forged(visit));
        }
        let bytes = field.bytes().await.map_err(|error| too_big(visit, error.status()))?;
        match file_name {
            Some(file_name) => files.push((name, file_name, bytes)),
            None => {
                let value = String::from_utf8_lossy(&bytes).into_owned();
                trusted = trusted || (name == "_csrf" && same(&value, &visit.door.csrf));
                values.push((name, value));
            }
        }
    }
    if trusted { Ok((values, files)) } else { Err(forged(visit)) }
}

fn forged(visit: &Visit) -> Response {
    render(visit, StatusCode::FORBIDDEN, Some(visit.t(k::ERROR_FORGED)))
}

fn too_big(visit: &Visit, status: StatusCode) -> Response {
    let message = match visit.full_path().as_str() {
        _ if status != StatusCode::PAYLOAD_TOO_LARGE => None,
        sheet::PATH => Some(visit.ta(k::SHEET_TOO_LARGE, &[("n", sheet::LARGEST_MB.into())])),
        rules::IMPORT => Some(visit.t(k::RULES_TOO_LARGE)),
        _ => None,
    };
    render(visit, status, message)
}
