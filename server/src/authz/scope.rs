//! What an actor may see, as data. The store turns it into SQL; `policy::sees` decides the same on
//! one case; a test holds both against each other on random worlds.
use entities::{
    ids::{AccountId, AgencyId, CaseId},
    vocab::{Relation, Role},
};

use super::actor::Actor;

/// Which cases an actor sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// None.
    Nothing,
    /// One case.
    One(CaseId),
    /// The cases that an account reported.
    ReportedBy(AccountId),
    /// The rows of one agency in the audience, of these relations.
    Audience {
        /// The agency.
        agency: AgencyId,
        /// Seen whatever the clock says.
        always: &'static [Relation],
        /// Seen only while overdue.
        overdue: &'static [Relation],
    },
}

/// The relations a role sees: always, and only while overdue.
#[must_use]
pub const fn relations(role: Role) -> (&'static [Relation], &'static [Relation]) {
    use Relation::{
        AboveHolder, AboveSupporting, Coordination, Holder, Informed, Oversight, OversightOverdue, Supporting,
    };
    match role {
        Role::UnitOfficer => (&[Holder, Supporting, Informed], &[]),
        Role::LiaisonOfficer | Role::AgencyAdmin => {
            (&[Holder, AboveHolder, Supporting, AboveSupporting, Informed], &[])
        }
        Role::RegencyCoordinator | Role::ProvinceCoordinator => {
            (&[Holder, AboveHolder, Supporting, AboveSupporting, Informed, Coordination], &[])
        }
        Role::Leadership => (&[Holder, AboveHolder, Supporting, AboveSupporting], &[]),
        Role::Inspectorate => {
            (&[Holder, AboveHolder, Supporting, AboveSupporting, Informed, Oversight], &[OversightOverdue])
        }
        Role::OmbudsmanOfficer => (&[Oversight], &[]),
        Role::OversightReader => (&[], &[OversightOverdue]),
        Role::Citizen | Role::SystemAdmin => (&[], &[]),
    }
}

/// The scope of an actor.
#[must_use]
pub fn of(actor: &Actor) -> Scope {
    match actor {
        Actor::Public | Actor::System(_) => Scope::Nothing,
        Actor::Tracker { case } => Scope::One(*case),
        Actor::Citizen { account, .. } => Scope::ReportedBy(*account),
        Actor::Officer(officer) => {
            let (always, overdue) = relations(officer.role);
            match officer.agency {
                Some(agency) if !(always.is_empty() && overdue.is_empty()) => {
                    Scope::Audience { agency, always, overdue }
                }
                _ => Scope::Nothing,
            }
        }
    }
}
