//! Inviting somebody to a role by a one-time link: by mail where it is set up, else the link is shown to whoever invites.
//! Only a digest of the link's token is kept. Using the link is `accepting`.
use chrono::{Duration, NaiveDate};
use entities::{
    agency,
    ids::{InvitationId, LetterId},
    invitation,
    vocab::{LetterKind, Role},
};
use serde::{Deserialize, Serialize};

use super::{
    ClientKey, Failure,
    client_key::secret,
    people::{Bench, Entry, later, within},
    unknown_as,
};
use crate::{
    adapters::mail::Letter,
    authz::appointing::{self, AHEAD_DAYS_MAX},
    domain::{
        invitation::{InvitationState, LINK_DAYS},
        refusal::Refusal,
        text::{self, Limits},
    },
    op::{Locale, Op},
    secrets,
    store::{
        agencies::{is_open, place},
        invitations::{NewInvitation, stand},
    },
    texts,
};

/// Longest time for which a role is given, in days.
const TERM_DAYS_MAX: i64 = 3660;

/// What was typed.
#[derive(Debug)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct TypedInvitation<'a> {
    pub agency: &'a str,
    pub role: Role,
    pub name: &'a str,
    pub email: &'a str,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// An invitation, and its link where no mail is set up.
#[derive(Debug)]
pub struct Invited {
    /// Which.
    pub id: InvitationId,
    /// To be handed over by whoever invites.
    pub link: Option<String>,
}

/// What is kept under a client's key.
#[derive(Serialize, Deserialize)]
struct Made {
    id: InvitationId,
    salt: [u8; 16],
}

/// Digest under which a token is kept.
pub(super) fn digest(token: &str) -> String {
    secrets::digest(&[b"invitation", token.as_bytes()])
}

/// A fresh token with the salt that gives it again under the same client's key.
struct Token {
    salt: [u8; 16],
    text: String,
}

impl Token {
    fn of(key: Option<&ClientKey>, salt: [u8; 16]) -> Self {
        Self { salt, text: secrets::hex(&secret::<32>(key, &salt)) }
    }

    fn link(&self, op: &Op) -> String {
        format!("{}/undangan/{}", op.deps.origin, self.text)
    }
}

/// The first answer again: its link only as long as it is the one that can be used.
async fn again(op: &Op, key: Option<&ClientKey>, answer: serde_json::Value) -> Result<Invited, Failure> {
    let made: Made = serde_json::from_value(answer).map_err(|_| Failure::Fault)?;
    let token = Token::of(key, made.salt);
    let row = op.scoped.invitation(made.id).await?;
    let good = row.is_some_and(|view| view.row.token_hash == digest(&token.text));
    let link = (good && op.deps.mail.is_none()).then(|| token.link(op));
    Ok(Invited { id: made.id, link })
}

async fn may_invite(op: &Op) -> Result<(), Failure> {
    let account = op.actor().officer().ok_or(Failure::Unauthenticated)?.account;
    op.store.attempt(&format!("inviting:{account}"), op.deps.rates.invitations_person, op.now()).await?;
    Ok(())
}

/// The letter that carries the link, where mail is set up.
async fn letter(
    op: &Op,
    bench: &Bench,
    row: (&str, &str, Role),
    agency: &agency::Model,
    token: &Token,
) -> Result<Option<LetterId>, Failure> {
    if op.deps.mail.is_none() {
        return Ok(None);
    }
    let inviter = bench.actor.account().ok_or(Failure::Unauthenticated)?;
    let inviter = bench.work.account_by_id(inviter).await?.ok_or(Failure::Fault)?.name;
    let (name, email, role) = row;
    let until = op.now() + Duration::days(LINK_DAYS);
    let role = texts::role(Locale::Id, role);
    let (subject, body) = texts::people::invitation_letter(name, role, &agency.name, &inviter, &token.link(op), until);
    let letter = Letter { to: email.to_owned(), subject, body };
    let payload = serde_json::to_value(&letter).map_err(|_| Failure::Fault)?;
    Ok(Some(bench.work.write_letter(LetterKind::Invitation, payload).await?))
}

/// Invites somebody to a role.
///
/// # Errors
/// Input, right, closed agency, a role that does not fit; invited already; the own address; too many in an hour.
pub async fn invite(op: &Op, typed: TypedInvitation<'_>, key: Option<&ClientKey>) -> Result<Invited, Failure> {
    may_invite(op).await?;
    let bench = match Bench::open(op, key).await? {
        Entry::Replay(answer) => return again(op, key, answer).await,
        Entry::Fresh(bench) => *bench,
    };
    let found = bench.work.agencies_by_code(&[typed.agency.to_owned()]).await?.remove(typed.agency);
    let agency = found.filter(|row| appointing::appoints_at(&bench.actor, &place(row)));
    let agency = agency.ok_or(Refusal::Unknown("agencyId"))?;
    let mut faults: Vec<Refusal> = vec![];
    let mut keep = |result: Result<String, text::FieldError>| result.map_err(|error| faults.push(error.into())).ok();
    let name = keep(text::clean_line("name", typed.name, Limits::NAME));
    let email = keep(text::email("email", typed.email));
    let from = typed.from.unwrap_or(bench.today);
    let from = within("validFrom", from, bench.today, later(bench.today, AHEAD_DAYS_MAX))
        .map_err(|refusal| faults.push(refusal))
        .ok();
    let last = typed.to.zip(from).map(|(to, from)| within("validTo", to, from, later(from, TERM_DAYS_MAX)));
    let to = last.transpose().unwrap_or_else(|refusal| {
        faults.push(refusal);
        None
    });
    let (Some(name), Some(email), Some(from), true) = (name, email, from, faults.is_empty()) else {
        return Err(Failure::Refused(faults));
    };
    if !is_open(&agency, std::cmp::max(from, agency.valid_from)) {
        return Err(Refusal::ClosedAgency("agencyId").into());
    }
    if !appointing::fits(typed.role, &place(&agency)) {
        return Err(Refusal::RoleDoesNotFit("role").into());
    }
    if !appointing::may_appoint(&bench.actor, typed.role, &place(&agency)) {
        return Err(Refusal::RoleNotYours("role").into());
    }
    let known = bench.work.account_of(&email).await?;
    if known.as_ref().is_some_and(|account| bench.actor.account() == Some(account.id)) {
        return Err(Refusal::OwnRights("email").into());
    }
    if let Some(account) = known
        && bench.work.holds(account.id, typed.role, agency.id).await?
    {
        return Err(Refusal::HoldsItAlready("email").into());
    }
    if bench.work.is_invited(&email, typed.role, agency.id).await? {
        return Err(Refusal::InvitedAlready("email").into());
    }
    let token = Token::of(key, secrets::random());
    let letter = letter(op, &bench, (name.as_str(), email.as_str(), typed.role), &agency, &token).await?;
    let officer = bench.actor.officer().ok_or(Failure::Unauthenticated)?;
    let new = NewInvitation {
        agency: agency.id,
        role: typed.role,
        name,
        email,
        days: (from, to),
        token_hash: digest(&token.text),
        by: (officer.account, officer.grant),
        expires_at: op.now() + Duration::days(LINK_DAYS),
        letter,
    };
    let id = bench.work.add_invitation(new).await?;
    finish(op, bench, id, token).await
}

async fn finish(op: &Op, bench: Bench, id: InvitationId, token: Token) -> Result<Invited, Failure> {
    let made = Made { id, salt: token.salt };
    bench.finish(&made).await?;
    tracing::info!(invitation.id = %id, "invitation.sent");
    let link = op.deps.mail.is_none().then(|| token.link(op));
    Ok(Invited { id, link })
}

/// The invitation, for whoever may give its role, at the version that was seen.
async fn of(bench: &Bench, id: InvitationId, version: i64) -> Result<(invitation::Model, agency::Model), Failure> {
    let row = bench.work.invitation(id).await.map_err(unknown_as("invitationId"))?;
    let agency = bench.work.places(&[row.agency_id]).await?.remove(&row.agency_id).ok_or(Failure::Fault)?;
    if !appointing::appoints_at(&bench.actor, &place(&agency)) {
        return Err(Refusal::Unknown("invitationId").into());
    }
    if !appointing::may_appoint(&bench.actor, row.role, &place(&agency)) {
        return Err(Refusal::RoleNotYours("invitationId").into());
    }
    if row.version != version {
        return Err(Refusal::Conflict { current: row.version }.into());
    }
    Ok((row, agency))
}

/// A new link in place of the old one, which is dead from now on; whoever renews it answers for it.
///
/// # Errors
/// Right, state, version; a closed agency; a role whose time is over; too many in an hour.
pub async fn renew(op: &Op, id: InvitationId, version: i64, key: Option<&ClientKey>) -> Result<Invited, Failure> {
    may_invite(op).await?;
    let bench = match Bench::open(op, key).await? {
        Entry::Replay(answer) => return again(op, key, answer).await,
        Entry::Fresh(bench) => *bench,
    };
    let (row, agency) = of(&bench, id, version).await?;
    if !matches!(stand(&row).state(op.now()), InvitationState::Waiting | InvitationState::Expired) {
        return Err(Refusal::InvitationState.into());
    }
    let over = row.valid_to.is_some_and(|last| last < bench.today);
    if over || !is_open(&agency, std::cmp::max(bench.today, agency.valid_from)) {
        return Err(if over { Refusal::InvitationState } else { Refusal::ClosedAgency("invitationId") }.into());
    }
    let officer = bench.actor.officer().ok_or(Failure::Unauthenticated)?;
    if bench.work.account_of(&row.email).await?.is_some_and(|account| account.id == officer.account) {
        return Err(Refusal::OwnRights("invitationId").into());
    }
    let token = Token::of(key, secrets::random());
    if let Some(old) = row.letter_id {
        bench.work.drop_letter(old).await?;
    }
    let letter_id = letter(op, &bench, (row.name.as_str(), row.email.as_str(), row.role), &agency, &token).await?;
    let row = invitation::Model {
        token_hash: digest(&token.text),
        invited_by: officer.account,
        invited_under: officer.grant,
        expires_at: op.now() + Duration::days(LINK_DAYS),
        letter_id,
        ..row
    };
    bench.work.change_invitation(row).await?;
    finish(op, bench, id, token).await
}

/// Takes an invitation back: the link is dead, and a letter that has not gone out stays.
///
/// # Errors
/// Right, state, version.
pub async fn withdraw(
    op: &Op,
    id: InvitationId,
    version: i64,
    key: Option<&ClientKey>,
) -> Result<InvitationId, Failure> {
    let bench = match Bench::open(op, key).await? {
        Entry::Replay(answer) => return serde_json::from_value(answer).map_err(|_| Failure::Fault),
        Entry::Fresh(bench) => *bench,
    };
    let (row, _) = of(&bench, id, version).await?;
    if stand(&row).state(op.now()) != InvitationState::Waiting {
        return Err(Refusal::InvitationState.into());
    }
    if let Some(letter) = row.letter_id {
        bench.work.drop_letter(letter).await?;
    }
    bench.work.change_invitation(invitation::Model { withdrawn_at: Some(op.now()), ..row }).await?;
    bench.finish(&id).await?;
    tracing::info!(invitation.id = %id, "invitation.withdrawn");
    Ok(id)
}
