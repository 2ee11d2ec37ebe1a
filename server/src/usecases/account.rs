//! The own account: registering, password, access tokens.
use chrono::Duration;
use entities::{
    access_token,
    ids::{AccessTokenId, RoleGrantId},
};

use serde::{Deserialize, Serialize};

use super::{
    ClientKey, Failure,
    client_key::{self, kept_key, kept_key_of},
    sign_in::{PASSWORD_MAX, sign_in},
    unknown_as,
};
use crate::{
    domain::{
        refusal::Refusal,
        text::{self, Limits},
    },
    op::Op,
    secrets,
    store::accounts::NewAccount,
};

/// Shortest password (NIST SP 800-63B: length, no composition rules).
pub const PASSWORD_MIN: usize = 10;
/// Longest life of a token, in days.
pub const TOKEN_DAYS_MAX: i64 = 365;
/// Most tokens in force of one account.
pub const TOKENS_MAX: usize = 20;

pub(super) fn password(text: &str, field: &'static str) -> Result<String, Refusal> {
    let len = text.chars().count();
    match len {
        0 => Err(Refusal::Required(field)),
        _ if len < PASSWORD_MIN => Err(Refusal::TooShort { field, min: PASSWORD_MIN, len }),
        _ if len > PASSWORD_MAX => Err(Refusal::TooLong { field, max: PASSWORD_MAX, len }),
        _ => Ok(text.to_owned()),
    }
}

/// A citizen makes an account and is signed in.
///
/// # Errors
/// Faults of the input, all at once; an address that cannot be used; limits of the address.
pub async fn register(
    op: &Op,
    name: &str,
    email: &str,
    phone: Option<&str>,
    secret: &str,
    key: Option<&ClientKey>,
) -> Result<Op, Failure> {
    let session = op.session.as_ref().ok_or(Failure::Unauthenticated)?;
    op.store.attempt(&format!("reports-from:{}", op.client), op.deps.rates.reports_address, op.now()).await?;
    let mut faults: Vec<Refusal> = vec![];
    let mut keep = |result: Result<String, text::FieldError>| result.map_err(|error| faults.push(error.into())).ok();
    let name = keep(text::clean_line("name", name, Limits::NAME));
    let email = keep(text::email("email", email));
    let phone =
        phone.map(str::trim).filter(|phone| !phone.is_empty()).and_then(|phone| keep(text::phone("phone", phone)));
    let clear = password(secret, "password").map_err(|refusal| faults.push(refusal)).ok();
    let (Some(name), Some(email), Some(clear), true) = (name, email, clear, faults.is_empty()) else {
        return Err(Failure::Refused(faults));
    };
    // The repeated request may come from nobody (the answer was lost) or from the new account (pressed twice).
    let kept = kept_key_of("registering", key)?;
    let password_hash = op.deps.passwords.hash(clear).await.map_err(|_| Failure::Fault)?;
    let work = op.scoped.begin().await?;
    if let Some(kept) = &kept
        && work.claim(kept).await?.is_some()
    {
        drop(work);
        // The password may have been changed since: only the one that is good today signs in.
        return sign_in(op, &email, secret).await;
    }
    let id = work.add_account(NewAccount { email, name, phone, password_hash }).await?;
    if let Some(kept) = &kept {
        work.keep_answer(kept, serde_json::Value::Bool(true)).await?;
    }
    work.commit().await?;
    session.sign_in(id, 1).await?;
    tracing::info!(account.id = %id, "account.registered");
    let actor = op.store.actor_of_account(id, 1, None, op.now()).await?;
    Ok(op.as_actor(actor.ok_or(Failure::Fault)?))
}

/// A new password; other sessions and all access tokens end.
///
/// # Errors
/// The old one is wrong; the new one is too short or too long.
pub async fn change_password(op: &Op, current: &str, new: &str, key: Option<&ClientKey>) -> Result<(), Failure> {
    let account = op.scoped.own_account().await?.ok_or(Failure::Unauthenticated)?;
    let session = op.session.as_ref().ok_or(Failure::Unauthenticated)?;
    let new = password(new, "new")?;
    let kept = kept_key(op, key)?;
    let bucket = format!("sign-in:{}", secrets::digest(&[account.email.as_bytes()]));
    op.store.attempt(&bucket, op.deps.rates.sign_in_account, op.now()).await?;
    // Both take long, and a transaction must not: what they say is used inside of it.
    let right = op.deps.passwords.verify(current.to_owned(), Some(account.password_hash.clone())).await;
    let hash = op.deps.passwords.hash(new).await.map_err(|_| Failure::Fault)?;
    let work = op.scoped.begin().await?;
    if let Some(kept) = &kept
        && work.claim(kept).await?.is_some()
    {
        return Ok(());
    }
    if !right {
        return Err(Refusal::Invalid("current").into());
    }
    let epoch = work.change_password(&account.password_hash, hash).await?;
    if let Some(kept) = &kept {
        work.keep_answer(kept, serde_json::Value::Bool(true)).await?;
    }
    work.commit().await?;
    session.sign_in(account.id, epoch).await?;
    Ok(())
}

/// What is kept of a new token under a client's key.
#[derive(Serialize, Deserialize)]
struct TokenMade {
    id: AccessTokenId,
    salt: [u8; 16],
}

/// A key for a program; its secret is shown once.
///
/// # Errors
/// Not signed in; faults of the input; too many.
pub async fn create_token(
    op: &Op,
    name: &str,
    grant: Option<RoleGrantId>,
    days: i32,
    key: Option<&ClientKey>,
) -> Result<(access_token::Model, String), Failure> {
    if op.actor().account().is_none() {
        return Err(Failure::Unauthenticated);
    }
    let name = text::clean_line("name", name, Limits::NAME)?;
    let days = i64::from(days);
    if !(1..=TOKEN_DAYS_MAX).contains(&days) {
        return Err(Refusal::OutOfRange { field: "expiresInDays", min: 1, max: TOKEN_DAYS_MAX }.into());
    }
    // A token makes no tokens: it could make a stronger one, or renew itself for ever.
    if op.session.is_none() {
        return Err(Failure::Unauthenticated);
    }
    if let Some(grant) = grant
        && !op.scoped.own_roles().await?.iter().any(|row| row.id == grant)
    {
        return Err(Refusal::Unknown("roleGrantId").into());
    }
    let kept = kept_key(op, key)?;
    let work = op.scoped.begin().await?;
    if let Some(kept) = &kept
        && let Some(answer) = work.claim(kept).await?
    {
        drop(work);
        let made: TokenMade = serde_json::from_value(answer).map_err(|_| Failure::Fault)?;
        let row = op.scoped.own_tokens().await?.into_iter().find(|row| row.id == made.id).ok_or(Failure::Fault)?;
        return Ok((row, secrets::token_of(client_key::secret(key, &made.salt))));
    }
    if work.live_tokens().await? >= TOKENS_MAX as u64 {
        return Err(Refusal::TooMany { field: "name", max: TOKENS_MAX }.into());
    }
    // Without a choice the token acts as the person does now.
    let grant = grant.or_else(|| op.actor().officer().map(|officer| officer.grant));
    let salt = secrets::random::<16>();
    let secret = secrets::token_of(client_key::secret(key, &salt));
    let row = work.add_token(name, grant, secrets::token_digest(&secret), op.now() + Duration::days(days)).await?;
    if let Some(kept) = &kept {
        let made = TokenMade { id: row.id, salt };
        work.keep_answer(kept, serde_json::to_value(&made).map_err(|_| Failure::Fault)?).await?;
    }
    work.commit().await?;
    Ok((row, secret))
}

/// Ends a token.
///
/// # Errors
/// Not signed in; unknown or another person's.
pub async fn revoke_token(op: &Op, id: AccessTokenId) -> Result<access_token::Model, Failure> {
    if op.actor().account().is_none() {
        return Err(Failure::Unauthenticated);
    }
    op.scoped.revoke_token(id).await.map_err(unknown_as("id"))
}
