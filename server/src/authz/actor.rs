//! Who acts. Made at the edge (sign-in, token, tracking code, job) and never changed within an operation.
use entities::{
    ids::{AccountId, AgencyId, CaseId, RoleGrantId},
    vocab::{AgencyKind, Role},
};

use crate::domain::second_person::Hand;

/// The person or task behind an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Not signed in: may read what is public, and file.
    Public,
    /// Holds the tracking code and secret of one case.
    Tracker {
        /// That case.
        case: CaseId,
    },
    /// A signed-in citizen.
    Citizen {
        /// The account.
        account: AccountId,
        /// A case whose tracking secret was shown in this session.
        tracked: Option<CaseId>,
    },
    /// Somebody in office, in one role.
    Officer(Officer),
    /// A task of the system.
    System(SystemTask),
}

/// Somebody in office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The account.
    pub account: AccountId,
    /// The role grant under which this person acts.
    pub grant: RoleGrantId,
    /// The role.
    pub role: Role,
    /// The agency of the role; none for the system administrator.
    pub agency: Option<AgencyId>,
    /// The kind of that agency.
    pub kind: Option<AgencyKind>,
    /// The government of that agency.
    pub government: Option<AgencyId>,
    /// From the root to that agency.
    pub path: Vec<AgencyId>,
    /// Whose place a deputy takes.
    pub instead_of: Option<AccountId>,
}

impl Officer {
    /// Whose hand it is, where two persons are needed.
    #[must_use]
    pub const fn hand(&self) -> Hand {
        Hand { account: self.account, instead_of: self.instead_of }
    }
}

/// Tasks that act without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemTask {
    /// Reference data and demonstration set-up.
    Import,
    /// Removing uploads that no report took.
    Sweep,
    /// Telling reporters of merged cases what became of the other one.
    Tell,
    /// Carrying out plans of the tree on their day.
    Reorganise,
    /// Sending letters out.
    Deliver,
    /// Forwarding by automatic rules, and beginning with approved rules at their hour.
    Route,
    /// Trying rules on past cases.
    Simulate,
}

impl Actor {
    /// The account, where there is one.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Citizen { account, .. } | Self::Officer(Officer { account, .. }) => Some(*account),
            Self::Public | Self::Tracker { .. } | Self::System(_) => None,
        }
    }

    /// The officer, where it is one.
    #[must_use]
    pub const fn officer(&self) -> Option<&Officer> {
        match self {
            Self::Officer(officer) => Some(officer),
            Self::Public | Self::Tracker { .. } | Self::Citizen { .. } | Self::System(_) => None,
        }
    }

    /// Whose hand it is, where two persons are needed.
    #[must_use]
    pub fn hand(&self) -> Option<Hand> {
        self.officer().map(Officer::hand).or_else(|| self.account().map(Hand::own))
    }

    /// Whose place a deputy takes.
    #[must_use]
    pub fn instead_of(&self) -> Option<AccountId> {
        self.officer().and_then(|officer| officer.instead_of)
    }

    /// A stable word for keys (idempotency, limits); no name.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Public => "public".to_owned(),
            Self::Tracker { case } => format!("tracker:{case}"),
            Self::Citizen { account, .. } | Self::Officer(Officer { account, .. }) => {
                format!("account:{account}")
            }
            Self::System(task) => format!("system:{task:?}"),
        }
    }

    /// The role shown to people.
    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        match self {
            Self::Citizen { .. } | Self::Tracker { .. } => Some(Role::Citizen),
            Self::Officer(officer) => Some(officer.role),
            Self::Public | Self::System(_) => None,
        }
    }
}
