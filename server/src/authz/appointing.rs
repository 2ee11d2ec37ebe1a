//! Who appoints whom, and who may touch a role that somebody holds. PURE; the printed table is
//! `tests/it/authz/appointing.txt`. A government is a boundary: nobody outside of it appoints in it but the system
//! administrator. Nobody raises the own rights; a deputy keeps the desk and appoints nobody.
use chrono::NaiveDate;
use entities::{
    ids::{AccountId, AgencyId},
    vocab::{AgencyKind, Role},
};

use super::actor::{Actor, Officer};
use crate::domain::agency_tree::Place;

/// Longest time of a deputy, in days.
pub const DEPUTY_DAYS_MAX: i64 = 180;
/// How far ahead a role may begin or end, in days.
pub const AHEAD_DAYS_MAX: i64 = 366;

/// Whether a role can be held at an agency at all.
#[must_use]
pub fn fits(role: Role, place: &Place) -> bool {
    let watches = matches!(place.kind, AgencyKind::Ombudsman | AgencyKind::Oversight);
    // The root of the tree is nobody's desk.
    let root = place.path.len() <= 1;
    match role {
        Role::UnitOfficer | Role::LiaisonOfficer | Role::AgencyAdmin => !watches && !root,
        Role::RegencyCoordinator => place.kind == AgencyKind::RegencyGovernment && place.government == Some(place.id),
        Role::ProvinceCoordinator => place.kind == AgencyKind::ProvinceGovernment && place.government == Some(place.id),
        Role::Leadership => !watches && !root && place.kind != AgencyKind::Inspectorate,
        Role::Inspectorate => place.kind == AgencyKind::Inspectorate,
        Role::OmbudsmanOfficer => place.kind == AgencyKind::Ombudsman,
        // Ministries that follow what is overdue are of the kind `national`.
        Role::OversightReader => matches!(place.kind, AgencyKind::Oversight | AgencyKind::National) && !root,
        // Nobody is appointed a citizen, and the system administrator only on the command line.
        Role::Citizen | Role::SystemAdmin => false,
    }
}

/// Whether the officer's own role fits where it is held: one that was put elsewhere by hand gives nothing.
fn is_well_seated(officer: &Officer) -> bool {
    if officer.role == Role::SystemAdmin {
        return true;
    }
    let Some((id, kind)) = officer.agency.zip(officer.kind) else { return false };
    fits(officer.role, &Place { id, kind, path: officer.path.clone(), government: officer.government })
}

/// Whether the actor may give this role at this agency, and touch one that others hold there.
#[must_use]
pub fn may_appoint(actor: &Actor, role: Role, place: &Place) -> bool {
    let Some(officer) = actor.officer() else { return false };
    if officer.instead_of.is_some() || !fits(role, place) || !is_well_seated(officer) {
        return false;
    }
    let same_government = officer.government == place.government;
    match officer.role {
        Role::SystemAdmin => true,
        Role::ProvinceCoordinator | Role::RegencyCoordinator => {
            officer.agency.is_some() && officer.agency == officer.government && same_government
        }
        Role::AgencyAdmin => {
            let Some(own) = officer.agency else { return false };
            let below = place.id != own && place.is_within(own);
            // An inspectorate is not under the orders of the office above it: its people see accusations.
            let here = place.id == own || (below && place.kind != AgencyKind::Inspectorate);
            let given = match role {
                Role::UnitOfficer | Role::LiaisonOfficer => true,
                Role::AgencyAdmin => below,
                Role::Citizen
                | Role::RegencyCoordinator
                | Role::ProvinceCoordinator
                | Role::Leadership
                | Role::Inspectorate
                | Role::OmbudsmanOfficer
                | Role::OversightReader
                | Role::SystemAdmin => false,
            };
            same_government && here && given
        }
        Role::Citizen
        | Role::UnitOfficer
        | Role::LiaisonOfficer
        | Role::Leadership
        | Role::Inspectorate
        | Role::OmbudsmanOfficer
        | Role::OversightReader => false,
    }
}

/// Roles that the actor may give at an agency, in rank order.
#[must_use]
pub fn appointable(actor: &Actor, place: &Place) -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| may_appoint(actor, *role, place)).collect()
}

/// Whether the actor may give any role there: only such people see who was invited and what happened to roles.
#[must_use]
pub fn appoints_at(actor: &Actor, place: &Place) -> bool {
    Role::ALL.iter().any(|role| may_appoint(actor, *role, place))
}

/// Whose vacancies an actor fills or is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vacancies {
    /// Nobody's.
    Nothing,
    /// An agency's own and those below it, within its government.
    Below(AgencyId),
    /// All of one government.
    Of(AgencyId),
    /// All.
    All,
}

/// Which vacancies an actor is told of.
#[must_use]
pub fn vacancies(actor: &Actor) -> Vacancies {
    let Some(officer) = actor.officer() else { return Vacancies::Nothing };
    match officer.role {
        Role::SystemAdmin => Vacancies::All,
        Role::AgencyAdmin => officer.agency.map_or(Vacancies::Nothing, Vacancies::Below),
        Role::UnitOfficer
        | Role::LiaisonOfficer
        | Role::RegencyCoordinator
        | Role::ProvinceCoordinator
        | Role::Leadership
        | Role::Inspectorate => match (officer.government, officer.agency) {
            (Some(government), _) => Vacancies::Of(government),
            (None, Some(own)) => Vacancies::Below(own),
            (None, None) => Vacancies::Nothing,
        },
        Role::Citizen | Role::OmbudsmanOfficer | Role::OversightReader => Vacancies::Nothing,
    }
}

/// What can be done with a role that somebody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberAct {
    /// End it.
    End,
    /// Give it at another agency instead.
    Move,
    /// Let it rest.
    Suspend,
    /// Take it up again.
    Resume,
    /// Name a deputy.
    NameDeputy,
    /// End a deputy.
    EndDeputy,
}

impl MemberAct {
    /// Every act, in the order in which they are offered.
    pub const ALL: &'static [Self] =
        &[Self::End, Self::Move, Self::Suspend, Self::Resume, Self::NameDeputy, Self::EndDeputy];
}

/// A role that somebody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Who.
    pub account: AccountId,
    /// Which role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// It rests.
    pub suspended: bool,
    /// Whose place a deputy takes.
    pub instead_of: Option<AccountId>,
}

/// Why an act on a role is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    /// The actor knows nothing of it.
    Hidden,
    /// Nobody does this to the own role.
    Own,
    /// The role is not in a state for it.
    State,
}

/// Whether the actor may do this to a role today. That a government keeps its last coordinator is asked apart
/// (`keeps_a_coordinator`): it needs the others.
///
/// # Errors
/// Why not.
pub fn decide(actor: &Actor, act: MemberAct, held: &Holding, today: NaiveDate) -> Result<(), No> {
    let mine = actor.account() == Some(held.account);
    let keeps = may_appoint(actor, held.role, &held.place);
    let absent_one = actor.account().is_some() && actor.account() == held.instead_of;
    let is_deputy = held.instead_of.is_some();
    let acting_as_deputy = actor.officer().is_some_and(|officer| officer.instead_of.is_some());
    if !(keeps || mine || absent_one) {
        return Err(No::Hidden);
    }
    if is_deputy != (act == MemberAct::EndDeputy) {
        return Err(No::State);
    }
    if mine && !matches!(act, MemberAct::End | MemberAct::NameDeputy | MemberAct::EndDeputy) {
        return Err(No::Own);
    }
    // A deputy may give the place back, and nothing else.
    if acting_as_deputy && act != MemberAct::EndDeputy {
        return Err(No::Own);
    }
    let over = held.to.is_some_and(|last| last < today);
    let begun = held.from <= today;
    let fits = !over
        && match act {
            MemberAct::End | MemberAct::EndDeputy => true,
            MemberAct::Move | MemberAct::NameDeputy => !held.suspended,
            MemberAct::Suspend => begun && !held.suspended,
            MemberAct::Resume => held.suspended,
        };
    if fits { Ok(()) } else { Err(No::State) }
}

/// From when to when a role of a coordinator is in force; deputies and suspended roles are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// Whether a government keeps a coordinator when one leaves on `gone` whose own time ends with `until`: somebody else
/// is in office that day, and as long.
#[must_use]
pub fn keeps_a_coordinator(others: &[Term], gone: NaiveDate, until: Option<NaiveDate>) -> bool {
    others.iter().any(|other| {
        other.from <= gone && other.to.is_none_or(|last| last >= gone && until.is_some_and(|until| last >= until))
    })
}

/// Whether a role is that of a coordinator.
#[must_use]
pub const fn coordinates(role: Role) -> bool {
    matches!(role, Role::RegencyCoordinator | Role::ProvinceCoordinator)
}

#[cfg(test)]
mod tests;
