//! Deputies: another person in office in the same government takes a place for an absence, from-to, and acts "on behalf
//! of". A deputy's role is one of its own, bound to the role whose place it takes.
use chrono::NaiveDate;
use entities::{
    agency,
    ids::{AgencyId, RoleGrantId},
    role_grant,
    vocab::RoleEventKind as Kind,
};

use super::{
    ClientKey, Failure,
    people::{Bench, before, later, seat, within},
    unknown_as,
};
use crate::{
    authz::appointing::{AHEAD_DAYS_MAX, DEPUTY_DAYS_MAX, MemberAct},
    domain::{
        agency_tree::Place,
        refusal::Refusal,
        text::{self, Limits},
    },
    op::Op,
    store::agencies::place,
};

/// What was typed.
#[derive(Debug)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct TypedDeputy<'a> {
    pub email: &'a str,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub reason: &'a str,
}

/// Names a deputy; answers the role whose place is taken.
///
/// # Errors
/// Input, right, state, version; somebody who is not in office in the same government.
pub async fn name(
    op: &Op,
    id: RoleGrantId,
    version: i64,
    typed: TypedDeputy<'_>,
    key: Option<&ClientKey>,
) -> Result<RoleGrantId, Failure> {
    let bench = seat!(op, key);
    let held = bench.held(id, version, MemberAct::NameDeputy).await?;
    let email = text::email("deputyEmail", typed.email)?;
    let reason = text::clean_text("reason", typed.reason, Limits::NOTE)?;
    let earliest = std::cmp::max(bench.today, held.row.valid_from);
    let ends = |day: NaiveDate| held.row.valid_to.map_or(day, |last| std::cmp::min(day, last));
    let from = within("from", typed.from, earliest, ends(later(bench.today, AHEAD_DAYS_MAX)))?;
    let to = within("to", typed.to, from, ends(later(from, DEPUTY_DAYS_MAX - 1)))?;
    let deputy = bench.work.account_of(&email).await?.ok_or(Refusal::NotInOffice("deputyEmail"))?;
    if deputy.id == held.row.account_id {
        return Err(Refusal::SamePerson("deputyEmail").into());
    }
    // Taking another person's place oneself would raise the own rights.
    if bench.actor.account() == Some(deputy.id) {
        return Err(Refusal::OwnRights("deputyEmail").into());
    }
    let offices = bench.work.offices_of(deputy.id).await?;
    if !offices.iter().any(|office| same_house(office, &held.holding.place)) {
        return Err(Refusal::NotInOffice("deputyEmail").into());
    }
    let standing = bench.work.deputies_of(id).await?;
    let twice = |row: &role_grant::Model| {
        row.account_id == deputy.id && row.valid_from <= to && row.valid_to.is_none_or(|last| last >= from)
    };
    if standing.iter().any(twice) {
        return Err(Refusal::HoldsItAlready("deputyEmail").into());
    }
    let row = role_grant::Model {
        account_id: deputy.id,
        valid_from: from,
        valid_to: Some(to),
        stands_in_for: Some(id),
        instead_of_id: Some(held.row.account_id),
        ..held.row.clone()
    };
    bench.work.copy_role(row, Kind::DeputyNamed, Some(reason.clone())).await?;
    bench.work.change_role(held.row, Kind::DeputyNamed, Some(reason)).await?;
    finish(bench, id, "name_deputy").await
}

/// Whether an office is of the same government; where there is none, of the same line below the root.
fn same_house(office: &agency::Model, held: &Place) -> bool {
    let line = |place: &Place| -> Option<AgencyId> { place.path.get(1).copied() };
    match held.government {
        Some(government) => office.government_id == Some(government),
        None => office.government_id.is_none() && line(&place(office)).is_some() && line(&place(office)) == line(held),
    }
}

/// Ends a deputy at once; answers the role whose place was taken.
///
/// # Errors
/// Right, state, version.
pub async fn end(op: &Op, id: RoleGrantId, version: i64, key: Option<&ClientKey>) -> Result<RoleGrantId, Failure> {
    let bench = seat!(op, key);
    let held = bench.held(id, version, MemberAct::EndDeputy).await?;
    let absent = held.row.stands_in_for.ok_or(Refusal::RoleState)?;
    let last = before(bench.today);
    bench.work.change_role(role_grant::Model { valid_to: Some(last), ..held.row }, Kind::DeputyEnded, None).await?;
    let stood_in_for = bench.work.held(absent).await.map_err(unknown_as("memberId"))?;
    bench.work.change_role(stood_in_for.row, Kind::DeputyEnded, None).await?;
    finish(bench, absent, "end_deputy").await
}

async fn finish(bench: Bench, id: RoleGrantId, act: &'static str) -> Result<RoleGrantId, Failure> {
    bench.finish(&id).await?;
    tracing::info!(role.id = %id, act, "role.changed");
    Ok(id)
}
