//! Who may do what. `TABLE` is the whole truth about roles and relations, `domain::act` about states;
//! the printed matrix is made from both. No `_ =>` over acts or roles: a new one must be decided.
use chrono::{DateTime, Utc};
use entities::{
    ids::{AccountId, AgencyId},
    vocab::{CaseStatus, Relation, Role},
};

use super::{
    actor::{Actor, Officer, SystemTask},
    scope,
};
use crate::domain::{act::Act, agency_tree::Place, case_state::CaseState, refusal::Refusal, workflow};

/// How the actor stands to one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Relation of the actor's agency, from the audience.
    pub relation: Option<Relation>,
    /// The actor reported it.
    pub is_reporter: bool,
    /// A clock of an agency has run out.
    pub overdue: bool,
}

impl Standing {
    /// Where the case stands for an actor.
    #[must_use]
    pub fn of(
        actor: &Actor,
        case: &CaseState,
        reporter: Option<AccountId>,
        relation: Option<Relation>,
        due_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Self {
        let is_reporter = match actor {
            Actor::Tracker { case: own } => *own == case.id,
            Actor::Citizen { account, tracked } => reporter == Some(*account) || *tracked == Some(case.id),
            Actor::Public | Actor::Officer(_) | Actor::System(_) => false,
        };
        Self { relation, is_reporter, overdue: due_at.is_some_and(|due| due < now) }
    }
}

/// Why an actor who sees a case may not act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denial {
    /// Not in this role or relation.
    Role(Act),
    /// Not now; the person can mend it or wait.
    Refused(Refusal),
}

mod seal {
    /// Keeps `Grant` from being made outside of the policy.
    #[derive(Debug)]
    pub struct Seal(());
    impl Seal {
        pub(super) const fn new() -> Self {
            Self(())
        }
    }
}

/// The policy's word that this act on this case is allowed. The store writes nothing without one.
#[derive(Debug)]
pub struct Grant {
    act: Act,
    case: entities::ids::CaseId,
    _seal: seal::Seal,
}

impl Grant {
    /// The act.
    #[must_use]
    pub const fn act(&self) -> Act {
        self.act
    }
    /// The case.
    #[must_use]
    pub const fn case(&self) -> entities::ids::CaseId {
        self.case
    }
}

/// Relations in which a role may act.
type Row = (Act, &'static [(Role, &'static [Relation])]);

const LEAD: &[Relation] = &[Relation::Holder, Relation::AboveHolder];
const HELP: &[Relation] = &[Relation::Holder, Relation::AboveHolder, Relation::Supporting, Relation::AboveSupporting];
const HELP_OWN: &[Relation] = &[Relation::Holder, Relation::Supporting];
const ADVISE: &[Relation] = &[
    Relation::Holder,
    Relation::AboveHolder,
    Relation::Supporting,
    Relation::AboveSupporting,
    Relation::Informed,
    Relation::Oversight,
];
const REPORTER: &[(Role, &[Relation])] = &[(Role::Citizen, &[Relation::Reporter])];

const ROUTE: &[Relation] = &[Relation::Holder, Relation::AboveHolder, Relation::Coordination];

/// Those who verify: they decide what a report is and where it belongs.
const VERIFIERS: &[(Role, &[Relation])] = &[
    (Role::AgencyAdmin, LEAD),
    (Role::RegencyCoordinator, LEAD),
    (Role::ProvinceCoordinator, LEAD),
    (Role::Inspectorate, LEAD),
];
/// Those who answer for an agency as well.
const ANSWERERS: &[(Role, &[Relation])] = &[
    (Role::LiaisonOfficer, LEAD),
    (Role::AgencyAdmin, LEAD),
    (Role::RegencyCoordinator, LEAD),
    (Role::ProvinceCoordinator, LEAD),
    (Role::Inspectorate, LEAD),
];
const WRITERS: &[(Role, &[Relation])] = &[
    (Role::UnitOfficer, HELP_OWN),
    (Role::LiaisonOfficer, HELP),
    (Role::AgencyAdmin, HELP),
    (Role::RegencyCoordinator, HELP),
    (Role::ProvinceCoordinator, HELP),
    (Role::Inspectorate, LEAD),
];
const APPROVERS: &[(Role, &[Relation])] = &[
    (Role::LiaisonOfficer, HELP),
    (Role::AgencyAdmin, HELP),
    (Role::RegencyCoordinator, HELP),
    (Role::ProvinceCoordinator, HELP),
    (Role::Inspectorate, LEAD),
];

/// Who may act, by role and relation.
pub const TABLE: &[Row] = &[
    // Officers too: what the reporter said on the telephone ends the question.
    (
        Act::Supplement,
        &[
            (Role::Citizen, &[Relation::Reporter]),
            (Role::LiaisonOfficer, LEAD),
            (Role::AgencyAdmin, LEAD),
            (Role::RegencyCoordinator, LEAD),
            (Role::ProvinceCoordinator, LEAD),
            (Role::Inspectorate, LEAD),
        ],
    ),
    (Act::Comment, REPORTER),
    (Act::Confirm, REPORTER),
    (Act::Reject, REPORTER),
    (Act::Rate, REPORTER),
    (Act::Reopen, REPORTER),
    (
        Act::SetVisibility,
        &[
            (Role::Citizen, &[Relation::Reporter]),
            (Role::LiaisonOfficer, LEAD),
            (Role::AgencyAdmin, LEAD),
            (Role::RegencyCoordinator, LEAD),
            (Role::ProvinceCoordinator, LEAD),
            (Role::Inspectorate, LEAD),
        ],
    ),
    (
        Act::Verify,
        &[
            (Role::AgencyAdmin, LEAD),
            (Role::RegencyCoordinator, LEAD),
            (Role::ProvinceCoordinator, ROUTE),
            (Role::Inspectorate, LEAD),
        ],
    ),
    (Act::Postpone, ANSWERERS),
    (Act::Return, &[(Role::LiaisonOfficer, LEAD), (Role::AgencyAdmin, LEAD), (Role::RegencyCoordinator, LEAD)]),
    (Act::Archive, VERIFIERS),
    (Act::DeclineArchive, VERIFIERS),
    (
        Act::Forward,
        &[
            (Role::LiaisonOfficer, LEAD),
            (Role::AgencyAdmin, LEAD),
            (Role::RegencyCoordinator, LEAD),
            (Role::ProvinceCoordinator, ROUTE),
            (Role::Inspectorate, LEAD),
        ],
    ),
    (Act::Assign, ANSWERERS),
    (Act::DraftReply, WRITERS),
    (Act::ApproveReply, APPROVERS),
    (Act::PublishReply, WRITERS),
    (Act::Finish, ANSWERERS),
    (
        Act::Note,
        &[
            (Role::UnitOfficer, HELP_OWN),
            (Role::LiaisonOfficer, HELP),
            (Role::AgencyAdmin, HELP),
            (Role::RegencyCoordinator, HELP),
            (Role::ProvinceCoordinator, HELP),
            (Role::Inspectorate, ADVISE),
        ],
    ),
    (Act::LinkDuplicate, VERIFIERS),
    (Act::RevealIdentity, ANSWERERS),
];

/// Whether the actor may know of the case at all. What is false here is "not found".
#[must_use]
pub fn sees(actor: &Actor, standing: Standing) -> bool {
    if standing.is_reporter {
        return true;
    }
    let (Some(officer), Some(relation)) = (actor.officer(), standing.relation) else {
        return false;
    };
    let (always, overdue) = scope::relations(officer.role);
    always.contains(&relation) || (standing.overdue && overdue.contains(&relation))
}

/// Whether the actor may read what was reported and said. Those who coordinate or watch follow a
/// secret case without its text; the inspectorate reads what it watches over.
#[must_use]
pub fn reads_text(actor: &Actor, case: &CaseState, standing: Standing) -> bool {
    if standing.is_reporter || !case.secret {
        return true;
    }
    match (actor.officer().map(|officer| officer.role), standing.relation) {
        (Some(Role::OmbudsmanOfficer | Role::OversightReader), _) | (None, _) | (_, None) => false,
        (Some(_), Some(relation)) => {
            !matches!(relation, Relation::Coordination | Relation::OversightOverdue | Relation::Reporter)
        }
    }
}

/// The role and relation half of the decision.
#[must_use]
pub fn role_allows(role: Role, relation: Relation, act: Act) -> bool {
    TABLE
        .iter()
        .filter(|(row, _)| *row == act)
        .flat_map(|(_, roles)| roles.iter())
        .any(|(row, relations)| *row == role && relations.contains(&relation))
}

/// Whether the actor, who sees the case, may do this now.
///
/// # Errors
/// `Denial::Role` where it is not theirs to do, `Denial::Refused` where state or rule forbids it now.
pub fn decide(actor: &Actor, act: Act, case: &CaseState, standing: Standing) -> Result<Grant, Denial> {
    let relation = if standing.is_reporter { Some(Relation::Reporter) } else { standing.relation };
    let role = actor.role();
    let allowed = matches!((role, relation), (Some(role), Some(relation)) if role_allows(role, relation, act));
    if !allowed {
        return Err(Denial::Role(act));
    }
    // The province may route what stands unassigned or disputed in another government, and nothing else there.
    let unrouted = matches!(case.status, CaseStatus::Submitted | CaseStatus::Returned | CaseStatus::Reopened);
    let corrects = act == Act::Forward && may_be_corrected(case);
    if relation == Some(Relation::Coordination) && !(unrouted || corrects) {
        return Err(Denial::Role(act));
    }
    // The reported agency and its own people never learn who reported anonymously; those above may not either,
    // but for the coordinator and the inspectorate, who must be able to protect the reporter.
    if act == Act::RevealIdentity
        && case.anonymous
        && !matches!(role, Some(Role::RegencyCoordinator | Role::ProvinceCoordinator | Role::Inspectorate))
    {
        return Err(Denial::Role(act));
    }
    workflow::fits(case, act).map_err(Denial::Refused)?;
    Ok(Grant { act, case: case.id, _seal: seal::Seal::new() })
}

/// A decision on a dispute that whoever made it may still correct: nobody can hand the case back, and its agency has not
/// begun to answer.
fn may_be_corrected(case: &CaseState) -> bool {
    case.status == CaseStatus::Forwarded && workflow::is_disputed(case)
}

/// What the system does by itself: it checks a new report with the reporter's own facts, and hands it on.
pub const BY_RULE: &[Act] = &[Act::Verify, Act::Forward];

/// Whether a report may be routed without a person: as it was filed, taken up by nobody, accusing nobody, no secret. What
/// a rule says comes on top of this.
#[must_use]
pub fn may_route_itself(case: &CaseState) -> bool {
    case.status == CaseStatus::Submitted
        // One that was postponed and has come back was in somebody's hands.
        && case.status_since == case.opened_at
        && !case.classification.is_supervisory()
        && case.accused.is_none()
        && !case.secret
        && case.assignee.is_none()
        && case.archive_proposal.is_none()
        && case.returns == 0
        && case.reopenings == 0
}

/// Whether the system may do this now to a case by an automatic rule. `automatic`: an open suggestion that names who leads
/// says so. Both acts are one: it forwards only what it has verified at the same moment itself.
///
/// # Errors
/// As `decide`.
pub fn by_rule(
    actor: &Actor,
    act: Act,
    case: &CaseState,
    automatic: bool,
    now: DateTime<Utc>,
) -> Result<Grant, Denial> {
    let ours = matches!(actor, Actor::System(SystemTask::Route)) && BY_RULE.contains(&act);
    let in_turn = if act == Act::Verify { case.verified_at.is_none() } else { case.verified_at == Some(now) };
    if !(ours && automatic && in_turn && may_route_itself(case)) {
        return Err(Denial::Role(act));
    }
    workflow::fits(case, act).map_err(Denial::Refused)?;
    Ok(Grant { act, case: case.id, _seal: seal::Seal::new() })
}

/// Filing is open to everybody; the grant is for the new case.
#[must_use]
pub fn may_file(case: &CaseState) -> Grant {
    Grant { act: Act::Comment, case: case.id, _seal: seal::Seal::new() }
}

/// How far an officer may forward from where the case stands. Governments are autonomous: only the
/// province coordinator crosses their boundary, and only with what is unassigned or disputed.
///
/// # Errors
/// `OutOfReach` for the target.
pub fn reach(officer: &Officer, case: &CaseState, target: &Place, field: &'static str) -> Result<(), Refusal> {
    use entities::vocab::CaseStatus::{Reopened, Returned, Submitted};
    let unrouted = matches!(case.status, Submitted | Returned | Reopened);
    let own_government = officer.government.is_some() && officer.government == target.government;
    let own_subtree = officer.agency.is_some_and(|agency| target.is_within(agency));
    if case.is_confidential() && !own_subtree {
        return Err(Refusal::StaysConfidential);
    }
    let within = match officer.role {
        Role::ProvinceCoordinator => own_government || unrouted || may_be_corrected(case),
        Role::RegencyCoordinator => own_government,
        Role::AgencyAdmin => own_subtree || (unrouted && own_government),
        Role::Inspectorate => own_subtree || (own_government && !case.is_confidential()),
        Role::LiaisonOfficer => own_subtree,
        Role::Citizen
        | Role::UnitOfficer
        | Role::Leadership
        | Role::OmbudsmanOfficer
        | Role::OversightReader
        | Role::SystemAdmin => false,
    };
    if within { Ok(()) } else { Err(Refusal::OutOfReach(field)) }
}

/// Whether notes of `author_government` are for this officer: a government's notes stay inside it.
#[must_use]
pub fn reads_notes(actor: &Actor, author_government: Option<AgencyId>, author_agency: Option<AgencyId>) -> bool {
    actor.officer().is_some_and(|officer| match officer.role {
        Role::OmbudsmanOfficer | Role::OversightReader | Role::Leadership | Role::Citizen | Role::SystemAdmin => false,
        Role::UnitOfficer
        | Role::LiaisonOfficer
        | Role::AgencyAdmin
        | Role::RegencyCoordinator
        | Role::ProvinceCoordinator
        | Role::Inspectorate => match author_government {
            Some(government) => officer.government == Some(government),
            // Vertical agencies have no government: their notes stay in their own line.
            None => {
                author_agency.is_some_and(|agency| officer.agency == Some(agency) || officer.path.contains(&agency))
            }
        },
    })
}

/// Whether an officer may know the names of those who act for an agency: colleagues of the same government,
/// or of the same line where there is none.
#[must_use]
pub fn is_colleague(actor: &Actor, government: Option<AgencyId>, agency: Option<AgencyId>) -> bool {
    actor.officer().is_some_and(|officer| match government {
        Some(government) => officer.government == Some(government),
        None => agency.is_some_and(|agency| officer.agency == Some(agency) || officer.path.contains(&agency)),
    })
}
