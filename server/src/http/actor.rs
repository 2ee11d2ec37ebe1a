//! Who is asking: from an access token, a tracking code and secret, or the browser session; and the
//! operation made of it.
use std::{net::IpAddr, sync::Arc};

use async_trait::async_trait;
use axum::response::{IntoResponse, Response};
use entities::ids::{AccountId, CaseId, RoleGrantId};
use http::{HeaderMap, StatusCode, header};
use tower_sessions::Session;

use super::{
    client_addr::{client_addr, limit_key},
    session::BrowserSession,
};
use crate::{
    authz::actor::Actor,
    graphql::Watch,
    op::{Locale, Op},
    secrets,
    store::StoreError,
    texts,
    usecases::{Failure, sign_in},
    wiring::App,
};

/// What somebody showed.
#[derive(Debug, Clone)]
pub enum Proof {
    /// Nothing.
    Nothing,
    /// A signed-in session.
    Account {
        /// Who.
        account: AccountId,
        /// Sessions of an older epoch have ended.
        epoch: i64,
        /// Chosen role.
        grant: Option<RoleGrantId>,
        /// A case whose secret was shown as well.
        tracked: Option<CaseId>,
    },
    /// An access token, as a digest.
    Token(String),
    /// The secret of a case, in this session or in a header.
    Tracked(CaseId),
}

/// Who asked, and how.
pub struct Asker {
    /// The operation.
    pub op: Op,
    /// What was shown, to be asked again at each event of a subscription.
    pub proof: Proof,
    /// Whether the browser's cookie says who it is (then forgery must be ruled out).
    pub by_cookie: bool,
}

/// Not let in.
pub struct NotIn {
    /// Status.
    pub status: StatusCode,
    /// Code for machines.
    pub code: &'static str,
    /// Sentence for people.
    pub message: String,
}

impl IntoResponse for NotIn {
    fn into_response(self) -> Response {
        let body = serde_json::json!({ "errors": [{ "message": self.message, "extensions": { "code": self.code } }] });
        (self.status, axum::Json(body)).into_response()
    }
}

/// Language of an API client, or of a visitor who chose one.
#[must_use]
pub fn locale(headers: &HeaderMap) -> Locale {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let chosen = text(header::COOKIE).split(';').map(str::trim).find_map(|cookie| cookie.strip_prefix("bahasa="));
    match chosen {
        Some("en") => Locale::En,
        Some(_) => Locale::Id,
        // Indonesian first: English only where it is the first wish of a client that is no browser page.
        None if text(header::ACCEPT_LANGUAGE).to_ascii_lowercase().starts_with("en")
            && !text(header::ACCEPT).contains("text/html") =>
        {
            Locale::En
        }
        None => Locale::Id,
    }
}

/// The actor behind a proof at this moment.
///
/// # Errors
/// Database.
pub async fn actor(app: &App, proof: &Proof) -> Result<Option<Actor>, StoreError> {
    let now = app.clock.now();
    Ok(match proof {
        Proof::Nothing => Some(Actor::Public),
        Proof::Tracked(case) => Some(Actor::Tracker { case: *case }),
        Proof::Token(digest) => app.store.actor_of_token(digest, now).await?,
        Proof::Account { account, epoch, grant, tracked } => {
            app.store.actor_of_account(*account, *epoch, *grant, now).await?.map(|actor| match actor {
                Actor::Citizen { account, .. } => Actor::Citizen { account, tracked: *tracked },
                other => other,
            })
        }
    })
}

/// Reads who asks.
///
/// # Errors
/// A token or tracking header that is wrong; too many tries; the database.
pub async fn asker(app: &App, headers: &HeaderMap, peer: IpAddr, session: Option<Session>) -> Result<Asker, NotIn> {
    let locale = locale(headers);
    let client = limit_key(client_addr(headers, peer, &app.config.proxy));
    let mut op = app.op(Actor::Public, locale, client);
    let refused = |message: String| NotIn { status: StatusCode::UNAUTHORIZED, code: "UNAUTHENTICATED", message };
    let away = |_: StoreError| NotIn {
        status: StatusCode::SERVICE_UNAVAILABLE,
        code: "UNAVAILABLE",
        message: texts::unavailable(locale),
    };
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let value = value.to_str().unwrap_or_default();
        let proof = match value.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
                Proof::Token(secrets::token_digest(token.trim()))
            }
            Some((scheme, pair)) if scheme.eq_ignore_ascii_case("tracking") => tracking(&op, pair).await?,
            _ => return Err(refused(texts::unauthenticated(locale))),
        };
        let actor = actor(app, &proof).await.map_err(away)?.ok_or_else(|| refused(texts::unauthenticated(locale)))?;
        return Ok(Asker { op: op.as_actor(actor), proof, by_cookie: false });
    }
    let Some(session) = session.map(BrowserSession) else {
        return Ok(Asker { op, proof: Proof::Nothing, by_cookie: false });
    };
    let said = session.said().await.map_err(away)?;
    let proof = match (said.account, said.tracked) {
        (Some((account, epoch)), tracked) => Proof::Account { account, epoch, grant: said.grant, tracked },
        (None, Some(case)) => Proof::Tracked(case),
        (None, None) => Proof::Nothing,
    };
    // An ended session is somebody not signed in, who is told so where it matters.
    let (actor, proof) = match actor(app, &proof).await.map_err(away)? {
        Some(actor) => (actor, proof),
        None => (Actor::Public, Proof::Nothing),
    };
    op = op.as_actor(actor);
    op.session = Some(Arc::new(session));
    let by_cookie = headers.contains_key(header::COOKIE);
    Ok(Asker { op, proof, by_cookie })
}

/// `Authorization: Tracking CODE:SECRET`.
async fn tracking(op: &Op, pair: &str) -> Result<Proof, NotIn> {
    let (code, secret) = pair.split_once(':').unwrap_or((pair, ""));
    match sign_in::track(op, code, secret).await {
        Ok(tracked) => match tracked.actor() {
            Actor::Tracker { case } => Ok(Proof::Tracked(*case)),
            _ => Err(NotIn {
                status: StatusCode::UNAUTHORIZED,
                code: "UNAUTHENTICATED",
                message: texts::unauthenticated(op.locale),
            }),
        },
        Err(Failure::Refused(refusals)) => {
            let limited =
                refusals.iter().any(|refusal| matches!(refusal, crate::domain::refusal::Refusal::RateLimited { .. }));
            let message = refusals.first().map(|refusal| texts::refusal(op.locale, refusal)).unwrap_or_default();
            let (status, code) = if limited {
                (StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED")
            } else {
                (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED")
            };
            Err(NotIn { status, code, message })
        }
        Err(_) => Err(NotIn {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code: "UNAVAILABLE",
            message: texts::unavailable(op.locale),
        }),
    }
}

/// Asks anew, at each event of a subscription.
pub struct Watching {
    /// The server.
    pub app: App,
    /// What was shown when it connected.
    pub proof: Proof,
    /// Language of then.
    pub locale: Locale,
    /// The session, where there is one: signing out ends its subscriptions.
    pub session: Option<BrowserSession>,
}

#[async_trait]
impl Watch for Watching {
    async fn now(&self) -> Option<Op> {
        if let Some(session) = &self.session {
            session.0.load().await.ok()?;
            let said = session.said().await.ok()?;
            let same = match &self.proof {
                Proof::Account { account, .. } => said.account.is_some_and(|(now, _)| now == *account),
                Proof::Tracked(case) => said.tracked == Some(*case),
                Proof::Nothing | Proof::Token(_) => true,
            };
            if !same {
                return None;
            }
        }
        let actor = actor(&self.app, &self.proof).await.ok()??;
        Some(self.app.op(actor, self.locale, String::new()))
    }
}
