//! Using an invitation's link: whoever holds it and has the password of the address, or none yet, gets the role. Wrong,
//! used, withdrawn and run-out links answer alike, after the same time; attempts are counted.
use super::{
    ClientKey, Failure,
    account::password,
    client_key::kept_key_of,
    inviting::digest,
    sign_in::{PASSWORD_MAX, sign_in},
};
use crate::{
    authz::appointing,
    domain::refusal::Refusal,
    op::Op,
    store::{
        StoreError,
        accounts::NewAccount,
        agencies::{is_open, place},
        invitations::{OpenLink, stand},
    },
};

/// A token as we make them: 32 bytes in hex.
fn is_token(token: &str) -> bool {
    token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What a link opens, for whoever holds it.
///
/// # Errors
/// Too many wrong ones from one address; database.
pub async fn open(op: &Op, token: &str) -> Result<Option<OpenLink>, Failure> {
    let from = format!("invitation-from:{}", op.client);
    op.store.attempt(&from, op.deps.rates.tracking_address, op.now()).await?;
    if !is_token(token) {
        return Ok(None);
    }
    let found = op.store.open_link(&digest(token), op.now()).await?;
    if found.is_some() {
        op.store.take_back(&from).await?;
    }
    Ok(found)
}

/// Takes the role, with a new account or the one of that address, and signs in with it.
///
/// # Errors
/// A dead link; a password that is wrong or too short; a closed agency; too many attempts.
pub async fn accept(op: &Op, token: &str, secret: &str, key: Option<&ClientKey>) -> Result<Op, Failure> {
    let session = op.session.as_ref().ok_or(Failure::Unauthenticated)?;
    let hash = digest(token);
    let (from, per_link) = (format!("invitation-from:{}", op.client), format!("invitation:{hash}"));
    op.store.attempt(&from, op.deps.rates.tracking_address, op.now()).await?;
    op.store.attempt(&per_link, op.deps.rates.sign_in_account, op.now()).await?;
    let kept = kept_key_of("accepting", key)?;
    let link = op.store.open_link(&hash, op.now()).await?;
    // Both take long, and a transaction must not: what they say is used inside of it.
    let known = link.as_ref().and_then(|link| link.account.as_ref());
    let given = if secret.chars().count() > PASSWORD_MAX { String::new() } else { secret.to_owned() };
    let digest_of_known = known.map(|account| account.password_hash.clone());
    let fresh = if known.is_none() && link.is_some() {
        let clear = password(secret, "password")?;
        Some(op.deps.passwords.hash(clear).await.map_err(|_| Failure::Fault)?)
    } else {
        // An unknown link takes as long as a wrong password.
        let right = op.deps.passwords.verify(given, digest_of_known.clone()).await;
        if link.is_some() && !right {
            return Err(Refusal::WrongCredentials.into());
        }
        None
    };
    let work = op.scoped.begin().await?;
    work.lock_people().await?;
    if let Some(kept) = &kept
        && let Some(answer) = work.claim(kept).await?
    {
        drop(work);
        let email: String = serde_json::from_value(answer).map_err(|_| Failure::Fault)?;
        // The password may have been changed since: only the one that is good today signs in.
        return sign_in(op, &email, secret).await;
    }
    let dead = || Failure::from(Refusal::DeadLink("token"));
    let row = match work.invitation_of(&hash).await {
        Ok(row) if stand(&row).is_waiting(op.now()) => row,
        Ok(_) | Err(StoreError::NotFound) => return Err(dead()),
        Err(error) => return Err(error.into()),
    };
    let agency = work.places(&[row.agency_id]).await?.remove(&row.agency_id).ok_or_else(dead)?;
    let inviter = work.acting_as(row.invited_by, row.invited_under).await?;
    let today = op.scoped.today();
    if !appointing::may_appoint(&inviter, row.role, &place(&agency)) || row.valid_to.is_some_and(|last| last < today) {
        return Err(dead());
    }
    let first = std::cmp::max(row.valid_from, today);
    if !is_open(&agency, std::cmp::max(first, agency.valid_from)) {
        return Err(Refusal::ClosedAgency("token").into());
    }
    let account = match (work.account_of(&row.email).await?, fresh) {
        // Only the account whose password was asked for, as it was then.
        (Some(account), None) if Some(&account.password_hash) == digest_of_known.as_ref() => account.id,
        (None, Some(password_hash)) => {
            let new = NewAccount { email: row.email.clone(), name: row.name.clone(), phone: None, password_hash };
            work.add_account(new).await?
        }
        _ => return Err(dead()),
    };
    if work.holds(account, row.role, row.agency_id).await? {
        return Err(Refusal::HoldsItAlready("token").into());
    }
    let grant = work.give_role(account, row.role, row.agency_id, (first, row.valid_to), row.invited_by).await?;
    let (id, email) = (row.id, row.email.clone());
    work.change_invitation(entities::invitation::Model { accepted_at: Some(op.now()), ..row }).await?;
    let epoch = work.account_by_id(account).await?.ok_or(Failure::Fault)?.session_epoch;
    if let Some(kept) = &kept {
        work.keep_answer(kept, serde_json::Value::String(email)).await?;
    }
    work.commit().await?;
    op.store.forgive(&per_link).await?;
    op.store.take_back(&from).await?;
    tracing::info!(invitation.id = %id, account.id = %account, "invitation.accepted");
    session.sign_in(account, epoch).await?;
    if first <= today {
        session.choose(grant).await?;
    }
    let actor = op.store.actor_of_account(account, epoch, Some(grant), op.now()).await?;
    Ok(op.as_actor(actor.ok_or(Failure::Fault)?))
}
