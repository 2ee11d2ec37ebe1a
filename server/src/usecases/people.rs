//! Changing roles of people in office: end, move, suspend, take up again. Each in one transaction in which nobody else
//! changes roles and the right of the one who acts is read anew. Deputies end, rest and move with the role.
use chrono::{Days, NaiveDate};
use entities::{
    ids::{AgencyId, RoleGrantId},
    role_grant,
    vocab::{Role, RoleEventKind, RoleEventKind as Kind},
};

use super::{ClientKey, Failure, client_key::kept_key, unknown_as};
use crate::{
    authz::{
        actor::Actor,
        appointing::{self, AHEAD_DAYS_MAX, MemberAct, No},
    },
    domain::{
        refusal::Refusal,
        text::{self, Limits},
    },
    op::Op,
    store::{
        StoreError, Work,
        agencies::{is_open, place},
        idempotency,
        people_write::Held,
    },
};

/// A transaction of one change of roles.
pub(super) struct Bench {
    pub work: Work,
    /// Who acts, as it stands inside the transaction.
    pub actor: Actor,
    pub today: NaiveDate,
    key: Option<idempotency::Key>,
}

pub(super) enum Entry {
    Replay(serde_json::Value),
    Fresh(Box<Bench>),
}

impl Bench {
    pub(super) async fn open(op: &Op, key: Option<&ClientKey>) -> Result<Entry, Failure> {
        if op.actor().officer().is_none() {
            return Err(Failure::Unauthenticated);
        }
        let key = kept_key(op, key)?;
        let work = op.scoped.begin().await?;
        work.lock_people().await?;
        if let Some(kept) = &key
            && let Some(answer) = work.claim(kept).await?
        {
            return Ok(Entry::Replay(answer));
        }
        let actor = work.acting().await?;
        Ok(Entry::Fresh(Box::new(Self { work, actor, today: op.scoped.today(), key })))
    }

    /// The role, for one act on the version that was seen.
    pub(super) async fn held(&self, id: RoleGrantId, version: i64, act: MemberAct) -> Result<Held, Failure> {
        let held = self.work.held(id).await.map_err(unknown_as("memberId"))?;
        let decided = appointing::decide(&self.actor, act, &held.holding, self.today);
        match decided {
            Err(No::Hidden) => return Err(Refusal::Unknown("memberId").into()),
            Err(No::Own) => return Err(Refusal::OwnRole.into()),
            Ok(()) | Err(No::State) => {}
        }
        // Who saw another state is told so, before being told that the state does not fit.
        if held.row.version != version {
            return Err(Refusal::Conflict { current: held.row.version }.into());
        }
        if decided.is_err() { Err(Refusal::RoleState.into()) } else { Ok(held) }
    }

    /// A government keeps somebody who coordinates, from `gone` on.
    async fn keep_a_coordinator(&self, held: &Held, gone: NaiveDate) -> Result<(), Failure> {
        if !appointing::coordinates(held.row.role) || held.holding.suspended {
            return Ok(());
        }
        let others = self.work.other_coordinators(held).await?;
        let gone = std::cmp::max(gone, held.row.valid_from);
        if appointing::keeps_a_coordinator(&others, gone, held.row.valid_to) {
            Ok(())
        } else {
            Err(Refusal::LastCoordinator.into())
        }
    }

    pub(super) async fn finish(self, answer: &impl serde::Serialize) -> Result<(), Failure> {
        if let Some(key) = &self.key {
            self.work.keep_answer(key, serde_json::to_value(answer).map_err(|_| Failure::Fault)?).await?;
        }
        self.work.commit().await?;
        Ok(())
    }

    async fn done(self, id: RoleGrantId, act: &'static str) -> Result<RoleGrantId, Failure> {
        self.finish(&id).await?;
        tracing::info!(role.id = %id, act, "role.changed");
        Ok(id)
    }
}

/// The transaction of an act that answers a role, or the first answer again.
macro_rules! seat {
    ($op:expr, $key:expr) => {
        match $crate::usecases::people::Bench::open($op, $key).await? {
            $crate::usecases::people::Entry::Replay(answer) => {
                return serde_json::from_value(answer).map_err(|_| $crate::usecases::Failure::Fault);
            }
            $crate::usecases::people::Entry::Fresh(bench) => *bench,
        }
    };
}
pub(super) use seat;

/// The day before.
pub(super) fn before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

/// So many days later.
pub(super) fn later(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(day)
}

/// A day between two others.
pub(super) fn within(
    field: &'static str,
    day: NaiveDate,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<NaiveDate, Refusal> {
    if (from..=to).contains(&day) { Ok(day) } else { Err(Refusal::DayOutOfRange { field, from, to }) }
}

/// The earlier of a day and the last day of a role.
fn up_to(day: NaiveDate, last: Option<NaiveDate>) -> NaiveDate {
    last.map_or(day, |last| std::cmp::min(day, last))
}

/// Ends a role, at once or on a day.
///
/// # Errors
/// Input, right, version; the last coordinator.
pub async fn end(
    op: &Op,
    id: RoleGrantId,
    version: i64,
    last_day: Option<NaiveDate>,
    reason: &str,
    key: Option<&ClientKey>,
) -> Result<RoleGrantId, Failure> {
    let bench = seat!(op, key);
    let held = bench.held(id, version, MemberAct::End).await?;
    let reason = text::clean_text("reason", reason, Limits::NOTE)?;
    let yesterday = before(bench.today);
    let latest = up_to(later(bench.today, AHEAD_DAYS_MAX), held.row.valid_to);
    let last = within("lastDay", last_day.unwrap_or(yesterday), yesterday, latest)?;
    bench.keep_a_coordinator(&held, later(last, 1)).await?;
    end_role(&bench.work, &held.row, last, Kind::Ended, Some(reason)).await?;
    bench.done(id, "end").await
}

/// Ends a role and its deputies with it.
async fn end_role(
    work: &Work,
    row: &role_grant::Model,
    last: NaiveDate,
    kind: RoleEventKind,
    text: Option<String>,
) -> Result<(), StoreError> {
    for deputy in work.deputies_of(row.id).await? {
        if deputy.valid_to.is_none_or(|day| day > last) {
            let ended = role_grant::Model { valid_to: Some(last), ..deputy };
            work.change_role(ended, Kind::DeputyEnded, None).await?;
        }
    }
    work.change_role(role_grant::Model { valid_to: Some(last), ..row.clone() }, kind, text).await?;
    Ok(())
}

/// Gives a role at another agency instead.
///
/// # Errors
/// Input, right at both, version; the last coordinator; an agency where it does not fit or that is closed.
pub async fn move_to(
    op: &Op,
    id: RoleGrantId,
    version: i64,
    to: &str,
    from: Option<NaiveDate>,
    reason: &str,
    key: Option<&ClientKey>,
) -> Result<RoleGrantId, Failure> {
    let bench = seat!(op, key);
    let held = bench.held(id, version, MemberAct::Move).await?;
    let to = bench.work.agencies_by_code(&[to.to_owned()]).await?.remove(to).ok_or(Refusal::Unknown("toAgencyId"))?;
    if !appointing::appoints_at(&bench.actor, &place(&to)) {
        return Err(Refusal::Unknown("toAgencyId").into());
    }
    let reason = text::clean_text("reason", reason, Limits::NOTE)?;
    let earliest = std::cmp::max(bench.today, held.row.valid_from);
    let latest = up_to(later(bench.today, AHEAD_DAYS_MAX), held.row.valid_to);
    let day = within("from", from.unwrap_or(earliest), earliest, latest)?;
    if Some(to.id) == held.row.agency_id || bench.work.holds(held.row.account_id, held.row.role, to.id).await? {
        return Err(Refusal::HoldsItAlready("toAgencyId").into());
    }
    if !is_open(&to, day) {
        return Err(Refusal::ClosedAgency("toAgencyId").into());
    }
    if !appointing::fits(held.row.role, &place(&to)) {
        return Err(Refusal::RoleDoesNotFit("toAgencyId").into());
    }
    if !appointing::may_appoint(&bench.actor, held.row.role, &place(&to)) {
        return Err(Refusal::RoleNotYours("toAgencyId").into());
    }
    bench.keep_a_coordinator(&held, day).await?;
    let work = &bench.work;
    let there = role_grant::Model { agency_id: Some(to.id), valid_from: day, ..held.row.clone() };
    let new = work.copy_role(there, Kind::Granted, Some(reason.clone())).await?;
    for deputy in work.deputies_of(id).await? {
        if deputy.valid_to.is_none_or(|last| last >= day) {
            let there = role_grant::Model {
                agency_id: Some(to.id),
                valid_from: std::cmp::max(day, deputy.valid_from),
                stands_in_for: Some(new.id),
                ..deputy.clone()
            };
            work.copy_role(there, Kind::DeputyNamed, None).await?;
            let ended = role_grant::Model { valid_to: Some(up_to(before(day), deputy.valid_to)), ..deputy };
            work.change_role(ended, Kind::Moved, None).await?;
        }
    }
    let left = role_grant::Model { valid_to: Some(before(day)), ..held.row };
    work.change_role(left, Kind::Moved, Some(reason)).await?;
    bench.done(new.id, "move").await
}

/// Lets a role rest: it counts nowhere from the next request on.
///
/// # Errors
/// Input, right, state, version; the last coordinator.
pub async fn suspend(
    op: &Op,
    id: RoleGrantId,
    version: i64,
    reason: &str,
    key: Option<&ClientKey>,
) -> Result<RoleGrantId, Failure> {
    let bench = seat!(op, key);
    let held = bench.held(id, version, MemberAct::Suspend).await?;
    let reason = text::clean_text("reason", reason, Limits::NOTE)?;
    bench.keep_a_coordinator(&held, bench.today).await?;
    let (now, by) = (op.now(), bench.actor.account());
    let rest = |row: role_grant::Model| role_grant::Model {
        suspended_at: Some(now),
        suspended_reason: Some(reason.clone()),
        suspended_by: by,
        ..row
    };
    for deputy in bench.work.deputies_of(id).await? {
        bench.work.change_role(rest(deputy), Kind::Suspended, Some(reason.clone())).await?;
    }
    bench.work.change_role(rest(held.row), Kind::Suspended, Some(reason.clone())).await?;
    bench.done(id, "suspend").await
}

/// Takes a resting role up again, with the deputies that rest because of it.
///
/// # Errors
/// Right, state, version; a closed agency.
pub async fn resume(op: &Op, id: RoleGrantId, version: i64, key: Option<&ClientKey>) -> Result<RoleGrantId, Failure> {
    let bench = seat!(op, key);
    let held = bench.held(id, version, MemberAct::Resume).await?;
    let here = held.holding.place.id;
    let agency = bench.work.places(&[here]).await?.remove(&here).ok_or(Failure::Fault)?;
    if !is_open(&agency, bench.today) {
        return Err(Refusal::ClosedAgency("memberId").into());
    }
    let again = |row: role_grant::Model| role_grant::Model {
        suspended_at: None,
        suspended_reason: None,
        suspended_by: None,
        ..row
    };
    for deputy in bench.work.deputies_of(id).await? {
        if deputy.suspended_at == held.row.suspended_at {
            bench.work.change_role(again(deputy), Kind::Resumed, None).await?;
        }
    }
    bench.work.change_role(again(held.row), Kind::Resumed, None).await?;
    bench.done(id, "resume").await
}

/// Ends the roles of a kind that an account holds somewhere, whoever else is left. For the command line alone: it is how
/// a government whose last coordinator is gone is set right. Answers how many ended.
///
/// # Errors
/// Database.
pub async fn end_by_hand(op: &Op, email: &str, role: Role, agency: Option<AgencyId>) -> Result<usize, Failure> {
    let work = op.scoped.begin().await?;
    work.lock_people().await?;
    let Some(account) = work.account_of(email).await? else { return Ok(0) };
    let last = before(op.scoped.today());
    let mut ended = 0;
    for row in work.roles_of(account.id, role, agency).await? {
        end_role(&work, &row, last, Kind::Ended, None).await?;
        ended += 1;
    }
    work.commit().await?;
    Ok(ended)
}
