//! Who acts. Made at the edge (sign-in, token, tracking code, job) and never changed within an operation.
use entities::{
    ids::{AccountId, AgencyId, CaseId, RoleGrantId},
    vocab::Role,
};

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
    /// The government of that agency.
    pub government: Option<AgencyId>,
    /// From the root to that agency.
    pub path: Vec<AgencyId>,
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
