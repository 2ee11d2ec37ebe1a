//! The own account: registering, password, access tokens.
use chrono::Duration;
use entities::{
    access_token,
    ids::{AccessTokenId, RoleGrantId},
};

use super::{Failure, sign_in::PASSWORD_MAX, unknown_as};
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

fn password(text: &str, field: &'static str) -> Result<String, Refusal> {
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
pub async fn register(op: &Op, name: &str, email: &str, phone: Option<&str>, secret: &str) -> Result<Op, Failure> {
    let session = op.session.as_ref().ok_or(Failure::Unauthenticated)?;
    op.store.attempt(&format!("reports-from:{}", op.client), op.deps.rates.reports_address, op.now()).await?;
    let mut faults: Vec<Refusal> = vec![];
    let mut keep = |result: Result<String, text::FieldError>| result.map_err(|error| faults.push(error.into())).ok();
    let name = keep(text::clean_line("name", name, Limits::NAME));
    let email = keep(text::email("email", email));
    let phone =
        phone.map(str::trim).filter(|phone| !phone.is_empty()).and_then(|phone| keep(text::phone("phone", phone)));
    let secret = password(secret, "password").map_err(|refusal| faults.push(refusal)).ok();
    let (Some(name), Some(email), Some(secret), true) = (name, email, secret, faults.is_empty()) else {
        return Err(Failure::Refused(faults));
    };
    let password_hash = op.deps.passwords.hash(secret).await.map_err(|_| Failure::Fault)?;
    let id = op.store.add_account(NewAccount { email, name, phone, password_hash }, op.now()).await?;
    session.sign_in(id, 1).await?;
    tracing::info!(account.id = %id, "account.registered");
    let actor = op.store.actor_of_account(id, 1, None, op.now()).await?;
    Ok(op.as_actor(actor.ok_or(Failure::Fault)?))
}

/// A new password; other sessions and all access tokens end.
///
/// # Errors
/// The old one is wrong; the new one is too short or too long.
pub async fn change_password(op: &Op, current: &str, new: &str) -> Result<(), Failure> {
    let account = op.scoped.own_account().await?.ok_or(Failure::Unauthenticated)?;
    let session = op.session.as_ref().ok_or(Failure::Unauthenticated)?;
    let new = password(new, "new")?;
    let bucket = format!("sign-in:{}", secrets::digest(&[account.email.as_bytes()]));
    op.store.attempt(&bucket, op.deps.rates.sign_in_account, op.now()).await?;
    if !op.deps.passwords.verify(current.to_owned(), Some(account.password_hash)).await {
        return Err(Refusal::Invalid("current").into());
    }
    let hash = op.deps.passwords.hash(new).await.map_err(|_| Failure::Fault)?;
    op.scoped.set_password(hash).await?;
    op.scoped.revoke_all_tokens().await?;
    let epoch = op.scoped.end_sessions().await?;
    session.sign_in(account.id, epoch).await?;
    Ok(())
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
    let now = op.now();
    let live =
        op.scoped.own_tokens().await?.iter().filter(|row| row.revoked_at.is_none() && row.expires_at > now).count();
    if live >= TOKENS_MAX {
        return Err(Refusal::TooMany { field: "name", max: TOKENS_MAX }.into());
    }
    // Without a choice the token acts as the person does now.
    let grant = grant.or_else(|| op.actor().officer().map(|officer| officer.grant));
    let secret = secrets::new_token();
    let row = op.scoped.add_token(name, grant, secrets::token_digest(&secret), now + Duration::days(days)).await?;
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
