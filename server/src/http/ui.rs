//! The pages' door: the schema as this viewer, in process. What a page can do is what the API lets that
//! person do.
use std::{net::SocketAddr, sync::Arc};

use app::door::{Client, Door, Locale as PageLocale, SheetFile, SheetRefused, Uploaded};
use async_trait::async_trait;
use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use tower_sessions::Session;

use super::{actor::asker, csrf::form_token, request_id::RequestId, router::Edge};
use crate::{
    domain::refusal::Refusal,
    graphql::{self, TanggapSchema, ids},
    op::{Locale, Op},
    secrets, texts,
    usecases::{Failure, sheets, upload},
};

/// Cookie that ties forms to a browser. No session is needed for it, so that reading pages writes nothing.
const FORM_COOKIE: &str = "tanggap_form";

struct InProcess {
    schema: TanggapSchema,
    op: Op,
}

#[async_trait]
impl Client for InProcess {
    async fn execute(&self, request: serde_json::Value) -> serde_json::Value {
        let text = |key: &str| request.get(key).and_then(|value| value.as_str()).map(str::to_owned);
        let mut wanted = async_graphql::Request::new(text("query").unwrap_or_default());
        if let Some(name) = text("operationName") {
            wanted = wanted.operation_name(name);
        }
        if let Some(variables) = request.get("variables") {
            wanted = wanted.variables(async_graphql::Variables::from_json(variables.clone()));
        }
        let response = graphql::execute(&self.schema, self.op.clone(), wanted).await;
        serde_json::to_value(response).unwrap_or_default()
    }

    async fn upload(&self, file_name: String, body: Bytes) -> Result<Uploaded, String> {
        let locale = self.op.locale;
        match upload::upload(&self.op, &file_name, body).await {
            Ok(kept) => Ok(Uploaded {
                id: ids::attachment(kept.row.id).to_string(),
                file_name: kept.row.file_name,
                size: u64::try_from(kept.row.size).unwrap_or_default(),
                warnings: kept.warnings.iter().map(|&warning| texts::warning(locale, warning).to_owned()).collect(),
            }),
            Err(Failure::Media(refusal)) => Err(texts::media(locale, &refusal)),
            Err(Failure::Refused(refusals)) => {
                Err(refusals.first().map(|refusal| texts::refusal(locale, refusal)).unwrap_or_default())
            }
            Err(Failure::Unavailable) => Err(texts::unavailable(locale)),
            Err(_) => Err(texts::fault(locale)),
        }
    }

    async fn upload_sheet(&self, sheet: SheetFile) -> Result<String, SheetRefused> {
        let SheetFile { file_name, body, government } = sheet;
        let locale = self.op.locale;
        let refused = |message| SheetRefused { government: false, message };
        match sheets::hand_over(&self.op, &file_name, &body, government.as_deref()).await {
            Ok(id) => Ok(ids::sheet(id).to_string()),
            Err(Failure::Refused(refusals)) => {
                let government = refusals.first().and_then(Refusal::field) == Some("governmentCode");
                let message = refusals.first().map(|refusal| texts::refusal(locale, refusal)).unwrap_or_default();
                Err(SheetRefused { government, message })
            }
            Err(Failure::Unauthenticated) => Err(refused(texts::unauthenticated(locale))),
            Err(Failure::Unavailable) => Err(refused(texts::unavailable(locale))),
            Err(_) => Err(refused(texts::fault(locale))),
        }
    }
}

fn form_secret(headers: &HeaderMap) -> Option<Vec<u8>> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix(FORM_COOKIE)?.strip_prefix('='))
        .and_then(|value| URL_SAFE_NO_PAD.decode(value).ok())
        .filter(|secret| secret.len() == 32)
}

/// A token that stays the same for this browser, so that an older tab can still be sent.
fn token(secret: &[u8]) -> String {
    form_token(secret, secrets::derive::<16>(secret, b"form"))
}

async fn door(
    State(edge): State<Edge>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let known = form_secret(request.headers());
    let secret = known.clone().unwrap_or_else(|| secrets::random::<32>().to_vec());
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let asker = match asker(&edge.app, request.headers(), peer.ip(), Some(session)).await {
        Ok(asker) => asker,
        Err(refusal) => return refusal.into_response(),
    };
    let locale = match asker.op.locale {
        Locale::Id => PageLocale::Id,
        Locale::En => PageLocale::En,
    };
    let door = Door {
        csrf: token(&secret),
        locale,
        demo: edge.app.demo,
        now: asker.op.now(),
        request_id,
        client: Arc::new(InProcess { schema: edge.app.schema.clone(), op: asker.op }),
    };
    if request.method() == Method::POST
        && let Err(refusal) = edge.origins.check(request.headers())
    {
        tracing::warn!(reason = %refusal, "form.refused");
        return app::error_page(&door, StatusCode::FORBIDDEN, None);
    }
    request.extensions_mut().insert(door);
    let mut answer = next.run(request).await;
    if known.is_none() {
        let secure = if edge.app.config.session.cookie_secure { "; Secure" } else { "" };
        let cookie =
            format!("{FORM_COOKIE}={}; Path=/; HttpOnly; SameSite=Lax{secure}", URL_SAFE_NO_PAD.encode(&secret));
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            answer.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    answer
}

async fn missing(axum::Extension(door): axum::Extension<Door>) -> Response {
    app::error_page(&door, StatusCode::NOT_FOUND, None)
}

/// All pages, behind the door.
pub fn pages(edge: &Edge) -> Router {
    app::router().fallback(missing).layer(from_fn_with_state(edge.clone(), door))
}
