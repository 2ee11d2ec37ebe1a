//! Becoming somebody: sign in, sign out, choose a role, show a tracking secret. An unknown account and a
//! wrong password get the same answer after the same time.
use entities::ids::RoleGrantId;

use super::Failure;
use crate::{
    domain::{
        refusal::Refusal,
        text,
        tracking_code::{TrackingCode, TrackingSecret},
    },
    op::Op,
    secrets,
};

/// Longest password: more would only keep the digest busy.
pub const PASSWORD_MAX: usize = 200;

/// Signs in and answers the operation as that person.
///
/// # Errors
/// Wrong credentials; too many attempts.
pub async fn sign_in(op: &Op, email: &str, password: &str) -> Result<Op, Failure> {
    let session = op.session.as_ref().ok_or(Failure::Unauthenticated)?;
    let address = text::email("email", email).unwrap_or_default();
    let per_account = format!("sign-in:{}", secrets::digest(&[address.as_bytes()]));
    op.store.attempt(&format!("sign-in-from:{}", op.client), op.deps.rates.sign_in_address, op.now()).await?;
    op.store.attempt(&per_account, op.deps.rates.sign_in_account, op.now()).await?;
    let found = if address.is_empty() { None } else { op.store.credentials(&address).await? };
    let password = if password.chars().count() > PASSWORD_MAX { String::new() } else { password.to_owned() };
    let digest = found.as_ref().map(|found| found.password_hash.clone());
    if !op.deps.passwords.verify(password, digest).await {
        return Err(Refusal::WrongCredentials.into());
    }
    let found = found.ok_or(Refusal::WrongCredentials)?;
    op.store.forgive(&per_account).await?;
    session.sign_in(found.account, found.epoch).await?;
    let actor = op.store.actor_of_account(found.account, found.epoch, None, op.now()).await?;
    tracing::info!(account.id = %found.account, "session.signed_in");
    Ok(op.as_actor(actor.ok_or(Failure::Fault)?))
}

/// Signs out, here or everywhere.
///
/// # Errors
/// Not signed in, for "everywhere".
pub async fn sign_out(op: &Op, everywhere: bool) -> Result<(), Failure> {
    if everywhere {
        if op.actor().account().is_none() {
            return Err(Failure::Unauthenticated);
        }
        op.scoped.end_sessions().await?;
    }
    if let Some(session) = &op.session {
        session.end().await?;
    }
    Ok(())
}

/// Acts in another of the person's own roles from now on.
///
/// # Errors
/// Not signed in; a role that is not the person's.
pub async fn choose_role(op: &Op, grant: RoleGrantId) -> Result<Op, Failure> {
    let account = op.actor().account().ok_or(Failure::Unauthenticated)?;
    let session = op.session.as_ref().ok_or(Failure::Unauthenticated)?;
    if !op.scoped.own_roles().await?.iter().any(|row| row.id == grant) {
        return Err(Refusal::Unknown("roleGrantId").into());
    }
    session.choose(grant).await?;
    let epoch = op.scoped.own_account().await?.map(|row| row.session_epoch).ok_or(Failure::Unauthenticated)?;
    let actor = op.store.actor_of_account(account, epoch, Some(grant), op.now()).await?;
    Ok(op.as_actor(actor.ok_or(Failure::Fault)?))
}

/// The actor behind a tracking code and its secret. Unknown codes and wrong secrets answer alike.
///
/// # Errors
/// Wrong; too many attempts from one address.
pub async fn track(op: &Op, code: &str, secret: &str) -> Result<Op, Failure> {
    op.store.attempt(&format!("tracking-from:{}", op.client), op.deps.rates.tracking_address, op.now()).await?;
    let (Ok(code), Ok(secret)) = (TrackingCode::parse(code), TrackingSecret::parse(secret)) else {
        return Err(Refusal::WrongTracking.into());
    };
    let digest = secrets::tracking_digest(&secret.canonical());
    let actor = op.store.actor_of_tracking(&code.to_string(), &digest).await?;
    Ok(op.as_actor(actor.ok_or(Refusal::WrongTracking)?))
}

/// Shows the secret once for the whole browser session.
///
/// # Errors
/// As `track`.
pub async fn open_tracked(op: &Op, code: &str, secret: &str) -> Result<Op, Failure> {
    let tracked = track(op, code, secret).await?;
    if let Some(session) = &op.session {
        session.track(tracked.actor()).await?;
    }
    Ok(tracked)
}
