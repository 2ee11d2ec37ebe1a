//! Who appoints whom, printed for people: `appointing.txt` is read in review, so that no change of rights goes unseen.
//! To renew it: `TANGGAP_TEST_UPDATE=1 cargo test -p server --test it -- authz::the_printed_table_of_appointing`.
use std::fmt::Write as _;

use entities::{
    ids::{AccountId, AgencyId, RoleGrantId},
    vocab::{AgencyKind, Role},
};
use server::{
    authz::{
        actor::{Actor, Officer},
        appointing,
    },
    domain::agency_tree::Place,
};
use uuid::Uuid;

use crate::support::Trials;

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.plain("authz::the_printed_table_of_appointing_is_the_rule", printed);
}

/// A small country: a province with a department and its unit, an inspectorate, a regency below it with a department,
/// a vertical office, the Ombudsman and the presidential staff office.
fn places() -> Vec<(&'static str, Place)> {
    let place = |kind, path: &[i64], government: Option<i64>| Place {
        id: AgencyId(*path.last().unwrap()),
        kind,
        path: path.iter().copied().map(AgencyId).collect(),
        government: government.map(AgencyId),
    };
    vec![
        ("root", place(AgencyKind::National, &[1], None)),
        ("province", place(AgencyKind::ProvinceGovernment, &[1, 2], Some(2))),
        ("department", place(AgencyKind::Department, &[1, 2, 3], Some(2))),
        ("unit", place(AgencyKind::Division, &[1, 2, 3, 4], Some(2))),
        ("inspectorate", place(AgencyKind::Inspectorate, &[1, 2, 5], Some(2))),
        ("regency", place(AgencyKind::RegencyGovernment, &[1, 2, 6], Some(6))),
        ("its department", place(AgencyKind::Department, &[1, 2, 6, 7], Some(6))),
        ("vertical office", place(AgencyKind::VerticalAgency, &[1, 8], None)),
        ("ombudsman", place(AgencyKind::Ombudsman, &[1, 9], None)),
        ("oversight", place(AgencyKind::Oversight, &[1, 10], None)),
    ]
}

fn actor(role: Role, place: Option<&Place>, deputy: bool) -> Actor {
    Actor::Officer(Officer {
        account: AccountId(Uuid::from_u128(7)),
        grant: RoleGrantId(Uuid::from_u128(8)),
        role,
        agency: place.map(|place| place.id),
        kind: place.map(|place| place.kind),
        government: place.and_then(|place| place.government),
        path: place.map(|place| place.path.clone()).unwrap_or_default(),
        instead_of: deputy.then_some(AccountId(Uuid::from_u128(9))),
    })
}

fn page() -> String {
    let mut page = String::from(
        "WHO APPOINTS WHOM (made from authz::appointing; the test says how to renew it)\n\n\
         Rows: who appoints, and where that role is held. What they may give at each place; places where it is nothing are\n\
         left out. Roles and places that are not listed give nothing. A deputy gives nothing anywhere.\n",
    );
    let places = places();
    for &role in Role::ALL.iter().rev() {
        let seats: Vec<Option<&(&str, Place)>> =
            if role == Role::SystemAdmin { vec![None] } else { places.iter().map(Some).collect() };
        for seat in seats {
            let who = actor(role, seat.map(|seat| &seat.1), false);
            let lines: Vec<String> = places
                .iter()
                .filter_map(|(name, place)| {
                    let given = appointing::appointable(&who, place);
                    let words: Vec<&str> = given.iter().map(|role| role.as_str()).collect();
                    (!given.is_empty()).then(|| format!("    at {name:<16} {}", words.join(" ")))
                })
                .collect();
            if lines.is_empty() {
                continue;
            }
            let seat = seat.map_or("no agency", |seat| seat.0);
            writeln!(page, "\n{} of {seat}", role.as_str()).unwrap();
            writeln!(page, "{}", lines.join("\n")).unwrap();
        }
    }
    page
}

fn printed() {
    for (_, place) in places() {
        for &role in Role::ALL {
            for (_, other) in places() {
                assert!(appointing::appointable(&actor(role, Some(&place), true), &other).is_empty(), "a deputy");
            }
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/authz/appointing.txt");
    let page = page();
    if std::env::var_os("TANGGAP_TEST_UPDATE").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    assert_eq!(
        page,
        std::fs::read_to_string(path).unwrap_or_default(),
        "the table has changed: read it, then renew it"
    );
}
