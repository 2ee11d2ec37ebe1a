//! The rules of appointing, one by one. The whole table is printed by `tests/it/authz/appointing.rs`.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use entities::ids::RoleGrantId;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::authz::actor::Officer;

const ME: u128 = 7;

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, n).unwrap_or_default()
}

fn place(kind: AgencyKind, path: &[i64], government: Option<i64>) -> Place {
    let path: Vec<AgencyId> = path.iter().copied().map(AgencyId).collect();
    Place { id: path.last().copied().unwrap_or(AgencyId(0)), kind, path, government: government.map(AgencyId) }
}

/// 1 root, 2 province, 3 department, 4 unit, 5 regency below the province, 6 its department, 7 inspectorate of 2.
fn province() -> Place {
    place(AgencyKind::ProvinceGovernment, &[1, 2], Some(2))
}
fn department() -> Place {
    place(AgencyKind::Department, &[1, 2, 3], Some(2))
}
fn unit() -> Place {
    place(AgencyKind::TechnicalUnit, &[1, 2, 3, 4], Some(2))
}
fn regency() -> Place {
    place(AgencyKind::RegencyGovernment, &[1, 2, 5], Some(5))
}
fn regency_department() -> Place {
    place(AgencyKind::Department, &[1, 2, 5, 6], Some(5))
}
fn inspectorate() -> Place {
    place(AgencyKind::Inspectorate, &[1, 2, 7], Some(2))
}
fn ombudsman() -> Place {
    place(AgencyKind::Ombudsman, &[1, 9], None)
}

fn at(role: Role, place: &Place) -> Actor {
    Actor::Officer(Officer {
        account: account(ME),
        grant: RoleGrantId(Uuid::nil()),
        role,
        agency: Some(place.id),
        kind: Some(place.kind),
        government: place.government,
        path: place.path.clone(),
        instead_of: None,
    })
}

fn as_deputy(actor: Actor) -> Actor {
    match actor {
        Actor::Officer(officer) => Actor::Officer(Officer { instead_of: Some(account(99)), ..officer }),
        other => other,
    }
}

fn held(who: u128, role: Role, place: Place) -> Holding {
    Holding { account: account(who), role, place, from: day(1), to: None, suspended: false, instead_of: None }
}

#[test]
fn a_government_is_a_boundary() {
    let coordinator = at(Role::ProvinceCoordinator, &province());
    assert!(may_appoint(&coordinator, Role::AgencyAdmin, &unit()));
    assert!(may_appoint(&coordinator, Role::ProvinceCoordinator, &province()), "a peer");
    assert!(
        appointable(&coordinator, &regency()).is_empty() && appointable(&coordinator, &regency_department()).is_empty()
    );
    let regent = at(Role::RegencyCoordinator, &regency());
    assert!(may_appoint(&regent, Role::RegencyCoordinator, &regency()));
    assert!(appointable(&regent, &province()).is_empty() && appointable(&regent, &department()).is_empty());
    // Above in the tree and yet another government.
    let admin = at(Role::AgencyAdmin, &province());
    assert!(appointable(&admin, &regency_department()).is_empty());
}

#[test]
fn a_role_that_does_not_fit_its_seat_gives_nothing() {
    let root = place(AgencyKind::National, &[1], None);
    let vertical = place(AgencyKind::VerticalAgency, &[1, 8], None);
    for (role, seat, below) in [
        (Role::RegencyCoordinator, province(), department()),
        (Role::ProvinceCoordinator, regency(), regency_department()),
        (Role::AgencyAdmin, root, vertical),
    ] {
        let actor = at(role, &seat);
        assert!(appointable(&actor, &seat).is_empty() && appointable(&actor, &below).is_empty(), "{role}");
        let theirs = held(3, Role::UnitOfficer, below);
        assert_eq!(decide(&actor, MemberAct::End, &theirs, day(9)), Err(No::Hidden), "{role}");
    }
}

#[test]
fn an_agency_admin_appoints_downward_only() {
    let admin = at(Role::AgencyAdmin, &department());
    assert_eq!(appointable(&admin, &department()), [Role::UnitOfficer, Role::LiaisonOfficer], "no peer");
    assert_eq!(appointable(&admin, &unit()), [Role::UnitOfficer, Role::LiaisonOfficer, Role::AgencyAdmin]);
    assert!(appointable(&admin, &province()).is_empty());
    assert!(appointable(&at(Role::AgencyAdmin, &unit()), &department()).is_empty());
    assert!(appointable(&at(Role::AgencyAdmin, &province()), &inspectorate()).is_empty(), "accusations stay there");
}

#[test]
fn only_a_coordinator_names_coordinators_leadership_and_inspectors() {
    for (role, place) in [
        (Role::ProvinceCoordinator, province()),
        (Role::Leadership, province()),
        (Role::Leadership, department()),
        (Role::Inspectorate, inspectorate()),
    ] {
        assert!(may_appoint(&at(Role::ProvinceCoordinator, &province()), role, &place));
        assert!(!may_appoint(&at(Role::AgencyAdmin, &province()), role, &place), "{role}");
    }
    assert!(appointable(&at(Role::ProvinceCoordinator, &province()), &ombudsman()).is_empty());
}

#[test]
fn the_system_administrator_gives_what_fits_and_never_the_own_role() {
    let admin = Actor::Officer(Officer {
        account: account(ME),
        grant: RoleGrantId(Uuid::nil()),
        role: Role::SystemAdmin,
        agency: None,
        kind: None,
        government: None,
        path: vec![],
        instead_of: None,
    });
    assert_eq!(appointable(&admin, &ombudsman()), [Role::OmbudsmanOfficer]);
    assert!(appointable(&admin, &place(AgencyKind::National, &[1], None)).is_empty(), "the root is nobody's desk");
    for place in [province(), department(), unit(), regency(), inspectorate(), ombudsman()] {
        assert!(!may_appoint(&admin, Role::SystemAdmin, &place) && !may_appoint(&admin, Role::Citizen, &place));
    }
    assert!(may_appoint(&admin, Role::RegencyCoordinator, &regency()));
    assert!(!may_appoint(&admin, Role::RegencyCoordinator, &province()), "of another kind");
}

#[test]
fn nobody_changes_the_own_role_but_to_end_it_or_to_be_stood_in_for() {
    let me = at(Role::ProvinceCoordinator, &province());
    let own = held(ME, Role::ProvinceCoordinator, province());
    let found: Vec<MemberAct> =
        MemberAct::ALL.iter().copied().filter(|act| decide(&me, *act, &own, day(9)).is_ok()).collect();
    assert_eq!(found, [MemberAct::End, MemberAct::NameDeputy]);
    // Neither through another role of the same person.
    let elsewhere = held(ME, Role::AgencyAdmin, department());
    assert_eq!(decide(&me, MemberAct::Move, &elsewhere, day(9)), Err(No::Own));
    assert_eq!(decide(&me, MemberAct::Resume, &Holding { suspended: true, ..elsewhere }, day(9)), Err(No::Own));
}

#[test]
fn a_deputy_appoints_nobody_and_names_no_deputy() {
    let deputy = as_deputy(at(Role::ProvinceCoordinator, &province()));
    assert!(appointable(&deputy, &department()).is_empty() && !appoints_at(&deputy, &province()));
    let theirs = held(3, Role::UnitOfficer, unit());
    for act in MemberAct::ALL {
        assert_eq!(decide(&deputy, *act, &theirs, day(9)), Err(No::Hidden));
    }
    let own = held(ME, Role::UnitOfficer, unit());
    assert_eq!(decide(&deputy, MemberAct::NameDeputy, &own, day(9)), Err(No::Own));
    let place_taken = Holding { instead_of: Some(account(99)), ..held(ME, Role::ProvinceCoordinator, province()) };
    assert_eq!(decide(&deputy, MemberAct::EndDeputy, &place_taken, day(9)), Ok(()), "the place may be given back");
}

#[test]
fn what_can_be_done_follows_the_state_of_the_role() {
    let me = at(Role::AgencyAdmin, &department());
    let role = held(3, Role::UnitOfficer, unit());
    let may = |held: &Holding| -> Vec<MemberAct> {
        MemberAct::ALL.iter().copied().filter(|act| decide(&me, *act, held, day(9)).is_ok()).collect()
    };
    use MemberAct::{End, EndDeputy, Move, NameDeputy, Resume, Suspend};
    assert_eq!(may(&role), [End, Move, Suspend, NameDeputy]);
    assert_eq!(may(&Holding { suspended: true, ..role.clone() }), [End, Resume]);
    assert_eq!(may(&Holding { from: day(20), ..role.clone() }), [End, Move, NameDeputy]);
    assert_eq!(may(&Holding { to: Some(day(8)), ..role.clone() }), []);
    assert_eq!(may(&Holding { instead_of: Some(account(8)), ..role.clone() }), [EndDeputy]);
    assert_eq!(may(&held(3, Role::AgencyAdmin, department())), [], "a peer");
    let absent = held(4, Role::UnitOfficer, unit());
    assert_eq!(decide(&at(Role::UnitOfficer, &unit()), End, &absent, day(9)), Err(No::Hidden));
}

#[test]
fn the_last_coordinator_stays() {
    let term = |from, to: Option<u32>| Term { from: day(from), to: to.map(day) };
    assert!(!keeps_a_coordinator(&[], day(9), None));
    assert!(keeps_a_coordinator(&[term(1, None)], day(9), None));
    assert!(!keeps_a_coordinator(&[term(10, None)], day(9), None), "comes a day too late");
    assert!(!keeps_a_coordinator(&[term(1, Some(20))], day(9), None), "leaves before");
    assert!(keeps_a_coordinator(&[term(1, Some(20))], day(9), Some(day(20))));
    assert!(!keeps_a_coordinator(&[term(1, Some(8))], day(9), Some(day(8))), "gone already");
}

proptest! {
    /// Whoever may give a role could not give themselves more by it: what they give ranks no higher than what they hold.
    #[test]
    fn nobody_gives_more_than_they_hold(who in 0usize..11, role in 0usize..11, from in 0usize..7, to in 0usize..7) {
        let places = [province(), department(), unit(), regency(), regency_department(), inspectorate(), ombudsman()];
        let (mine, given) = (Role::ALL[who], Role::ALL[role]);
        let actor = at(mine, &places[from]);
        if may_appoint(&actor, given, &places[to]) {
            let all = mine == Role::SystemAdmin;
            let coordinator = coordinates(mine) && places[from].government == places[to].government;
            let admin = mine == Role::AgencyAdmin && places[to].is_within(places[from].id)
                && matches!(given, Role::UnitOfficer | Role::LiaisonOfficer | Role::AgencyAdmin);
            prop_assert!(all || coordinator || admin);
            prop_assert!(fits(given, &places[to]) && (all || fits(mine, &places[from])));
        }
    }
}
