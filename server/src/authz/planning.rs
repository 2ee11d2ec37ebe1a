//! Who may plan the tree and keep the forwarding rules: the coordinator of a government for that government and no other;
//! the system administrator for all. Leadership reads what is planned for its own. Nobody approves what they submitted.
use entities::{ids::AgencyId, vocab::Role};

use super::actor::Actor;
use crate::domain::second_person::Hand;

/// Whose plans an actor may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planning {
    /// Nobody's.
    Nothing,
    /// Those of one government.
    Of(AgencyId),
    /// Those of all governments.
    All,
}

/// Whose plans the actor may see.
#[must_use]
pub fn sees(actor: &Actor) -> Planning {
    let Some(officer) = actor.officer() else {
        return if matches!(actor, Actor::System(_)) { Planning::All } else { Planning::Nothing };
    };
    let own = match officer.agency {
        Some(agency) if officer.government == Some(agency) => Planning::Of(agency),
        _ => Planning::Nothing,
    };
    match officer.role {
        Role::SystemAdmin => Planning::All,
        Role::ProvinceCoordinator | Role::RegencyCoordinator | Role::Leadership => own,
        Role::Citizen
        | Role::UnitOfficer
        | Role::LiaisonOfficer
        | Role::AgencyAdmin
        | Role::Inspectorate
        | Role::OmbudsmanOfficer
        | Role::OversightReader => Planning::Nothing,
    }
}

/// Whether the actor may see the plans of a government.
#[must_use]
pub fn may_see(actor: &Actor, government: AgencyId) -> bool {
    match sees(actor) {
        Planning::Nothing => false,
        Planning::Of(own) => own == government,
        Planning::All => true,
    }
}

/// Whether the actor may write plans for a government.
#[must_use]
pub fn may_edit(actor: &Actor, government: AgencyId) -> bool {
    let reads_only = actor.officer().is_some_and(|officer| officer.role == Role::Leadership);
    may_see(actor, government) && !reads_only
}

/// Whether the actor may write plans at all: asked before a file is read.
#[must_use]
pub fn keeps(actor: &Actor) -> bool {
    match sees(actor) {
        Planning::Nothing => false,
        Planning::Of(own) => may_edit(actor, own),
        Planning::All => actor.account().is_some(),
    }
}

/// Whether the actor is a second person for what `submitter` submitted.
#[must_use]
pub fn may_approve(actor: &Actor, government: AgencyId, submitter: Option<Hand>) -> bool {
    let Some(me) = actor.hand() else { return false };
    may_edit(actor, government) && !submitter.is_some_and(|first| first.is_one_with(me))
}

#[cfg(test)]
mod tests {
    use entities::ids::{AccountId, RoleGrantId};
    use uuid::Uuid;

    use super::*;
    use crate::authz::actor::Officer;

    fn officer(role: Role, agency: Option<i64>, government: Option<i64>) -> Actor {
        Actor::Officer(Officer {
            account: AccountId(Uuid::from_u128(7)),
            grant: RoleGrantId(Uuid::nil()),
            role,
            agency: agency.map(AgencyId),
            kind: None,
            government: government.map(AgencyId),
            path: vec![],
            instead_of: None,
        })
    }

    /// Every role at the government, at a unit of it and nowhere: sees and edits the own government, sees another's.
    #[test]
    fn the_table_of_who_plans_is_this() {
        let mut table = String::new();
        for role in Role::ALL {
            let own = officer(*role, Some(2), Some(2));
            let unit = officer(*role, Some(3), Some(2));
            let none = officer(*role, None, None);
            let marks: String = [&own, &unit, &none]
                .iter()
                .map(|actor| {
                    match (may_edit(actor, AgencyId(2)), may_see(actor, AgencyId(2)), may_see(actor, AgencyId(5))) {
                        (true, true, false) => 'W',
                        (true, true, true) => 'A',
                        (false, true, false) => 'r',
                        (false, false, false) => '-',
                        _ => '!',
                    }
                })
                .collect();
            table.push_str(&format!("{role} {marks}\n"));
        }
        assert_eq!(
            table,
            "citizen ---\nunit_officer ---\nliaison_officer ---\nagency_admin ---\nregency_coordinator W--\n\
             province_coordinator W--\nleadership r--\ninspectorate ---\nombudsman_officer ---\noversight_reader ---\n\
             system_admin AAA\n"
        );
    }

    #[test]
    fn nobody_approves_what_they_submitted() {
        let me = officer(Role::ProvinceCoordinator, Some(2), Some(2));
        assert!(!may_approve(&me, AgencyId(2), me.hand()));
        assert!(may_approve(&me, AgencyId(2), Some(Hand::own(AccountId(Uuid::from_u128(8))))));
        assert!(!may_approve(&me, AgencyId(5), Some(Hand::own(AccountId(Uuid::from_u128(8))))));
        let stood_in_for = Hand { account: AccountId(Uuid::from_u128(8)), instead_of: me.account() };
        assert!(!may_approve(&me, AgencyId(2), Some(stood_in_for)), "the own deputy is no second person");
        assert!(!may_approve(&Actor::Public, AgencyId(2), None));
    }
}
