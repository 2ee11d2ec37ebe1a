//! Why an act is refused, as data. `texts` turns it into a sentence in the viewer's language that
//! names the field, the limit and the way out. To add one: a variant here and its two sentences there.
use chrono::NaiveDate;
use entities::vocab::{CaseStatus, PlanStatus, RuleSetStatus};

use super::{act::Act, sheet::FileRefusal};

/// Where in the input the fault lies, e.g. `title`; empty for the whole request.
pub type Field = &'static str;

/// A refusal that the person can mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was given.
    Required(Field),
    /// Fewer characters than the limit.
    TooShort { field: Field, min: usize, len: usize },
    /// More characters than the limit.
    TooLong { field: Field, max: usize, len: usize },
    /// A control character, counted from one.
    ControlCharacter { field: Field, position: usize },
    /// Not of the form that is asked for.
    Invalid(Field),
    /// No such code or id, or not one that the viewer may see.
    Unknown(Field),
    /// Outside of a range.
    OutOfRange { field: Field, min: i64, max: i64 },
    /// More items than the limit.
    TooMany { field: Field, max: usize },
    /// The act is not for this state.
    WrongState { act: Act, status: CaseStatus },
    /// Verify first.
    NotVerified,
    /// A substantive answer must stand first.
    NotAnswered,
    /// The agency is closed since, or not yet open.
    ClosedAgency(Field),
    /// The agency takes no reports (the national root, an overseer).
    NotAReceiver(Field),
    /// Already held by that agency.
    AlreadyThere(Field),
    /// The coordinator has decided a dispute about it: nobody hands it back any more.
    DecisionBinds,
    /// Beyond the boundary within which this person may forward.
    OutOfReach(Field),
    /// The accused unit or one above it in its department.
    ConflictOfInterest(Field),
    /// Another person must agree.
    SecondPerson,
    /// The proposer cannot be the second person.
    OwnProposal,
    /// Nobody approves the own draft.
    OwnDraft,
    /// An officer of the unit asks a superior to approve a substantive reply.
    ApprovalNeeded,
    /// The reply is published already.
    AlreadyPublished,
    /// Only the reporter may loosen.
    OnlyReporterLoosens,
    /// Whistle-blowing stays as it was filed.
    StaysConfidential,
    /// Too late: days after closing.
    TooLate { days: i64 },
    /// Rated already.
    AlreadyRated,
    /// A case cannot be its own duplicate, or of one that was merged itself.
    BadDuplicate(Field),
    /// Merged cases follow the other one.
    Merged,
    /// Same key, other input.
    KeyReused,
    /// Somebody else changed the case since.
    Conflict { current: i64 },
    /// E-mail or password wrong, or no such account.
    WrongCredentials,
    /// Tracking code or secret wrong.
    WrongTracking,
    /// Too many attempts; wait this many minutes.
    RateLimited { minutes: i64 },
    /// Cannot be used for an account.
    Taken(Field),
    /// Only officers may set this.
    OfficersOnly(Field),
    /// The plan is not one that this can be done with.
    PlanState(PlanStatus),
    /// Findings of the preview block it; so many.
    PlanBlocked { errors: usize },
    /// Not within the government of the plan.
    NotYours(Field),
    /// A plan that takes this one back stands already.
    AlreadyCountered,
    /// Plans keep the tree by now: a file would undo them.
    KeptByPlans,
    /// The day must lie between these.
    DayOutOfRange { field: Field, from: NaiveDate, to: NaiveDate },
    /// A role of this kind is not held at such an agency.
    RoleDoesNotFit(Field),
    /// Not a role that this person gives there.
    RoleNotYours(Field),
    /// That person holds the role there already.
    HoldsItAlready(Field),
    /// That address is invited to the role already.
    InvitedAlready(Field),
    /// Nobody raises the own rights.
    OwnRights(Field),
    /// Nobody does this to an own role.
    OwnRole,
    /// The role is not in a state for this.
    RoleState,
    /// A government keeps its last coordinator.
    LastCoordinator,
    /// Nobody in office in the same government has this address.
    NotInOffice(Field),
    /// A deputy is another person.
    SamePerson(Field),
    /// The invitation is not in a state for this.
    InvitationState,
    /// A link that is wrong, used, taken back or run out: the same answer.
    DeadLink(Field),
    /// The file is no sheet of the tree.
    SheetFile(FileRefusal),
    /// So many lines of the sheet have faults.
    SheetFaulty { lines: usize },
    /// The sheet says what is so already.
    SheetSame,
    /// The version of the rules is not one that this can be done with.
    RuleSetState(RuleSetStatus),
    /// Findings about the rules block it; so many.
    RulesBlocked { errors: usize },
    /// There is no rule at this position.
    RuleGone(Field),
    /// No position is left behind this one to make room.
    NoRoom(Field),
    /// The document is no rule set; everything that is wrong with it.
    Document { faults: Vec<String> },
    /// So many trials of rules of this government are unfinished.
    SimulationsRunning { max: usize },
    /// The trial has ended.
    SimulationOver,
}

impl Refusal {
    /// The field at fault, if one is.
    #[must_use]
    pub const fn field(&self) -> Option<Field> {
        match self {
            Self::Required(field)
            | Self::TooShort { field, .. }
            | Self::TooLong { field, .. }
            | Self::ControlCharacter { field, .. }
            | Self::Invalid(field)
            | Self::Unknown(field)
            | Self::OutOfRange { field, .. }
            | Self::TooMany { field, .. }
            | Self::ClosedAgency(field)
            | Self::NotAReceiver(field)
            | Self::AlreadyThere(field)
            | Self::OutOfReach(field)
            | Self::ConflictOfInterest(field)
            | Self::BadDuplicate(field)
            | Self::Taken(field)
            | Self::OfficersOnly(field)
            | Self::NotYours(field)
            | Self::DayOutOfRange { field, .. }
            | Self::RoleDoesNotFit(field)
            | Self::RoleNotYours(field)
            | Self::HoldsItAlready(field)
            | Self::InvitedAlready(field)
            | Self::OwnRights(field)
            | Self::NotInOffice(field)
            | Self::SamePerson(field)
            | Self::DeadLink(field)
            | Self::RuleGone(field)
            | Self::NoRoom(field) => Some(field),
            Self::KeyReused => Some("clientMutationId"),
            Self::SheetFile(_) => Some("file"),
            Self::SheetFaulty { .. } | Self::SheetSame => Some("sheetId"),
            Self::Document { .. } => Some("document"),
            Self::Conflict { .. } => Some("version"),
            Self::WrongState { .. }
            | Self::NotVerified
            | Self::NotAnswered
            | Self::SecondPerson
            | Self::OwnProposal
            | Self::OwnDraft
            | Self::ApprovalNeeded
            | Self::AlreadyPublished
            | Self::OnlyReporterLoosens
            | Self::StaysConfidential
            | Self::TooLate { .. }
            | Self::AlreadyRated
            | Self::Merged
            | Self::WrongCredentials
            | Self::WrongTracking
            | Self::RateLimited { .. }
            | Self::PlanState(_)
            | Self::PlanBlocked { .. }
            | Self::AlreadyCountered
            | Self::KeptByPlans
            | Self::OwnRole
            | Self::DecisionBinds
            | Self::RoleState
            | Self::LastCoordinator
            | Self::InvitationState
            | Self::RuleSetState(_)
            | Self::RulesBlocked { .. }
            | Self::SimulationsRunning { .. }
            | Self::SimulationOver => None,
        }
    }
}
