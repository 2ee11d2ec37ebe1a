//! The workflow: each act turns a `CaseState` into a `Transition`, or refuses with a reason.
//! Who may act is not asked here (`authz::policy`); nothing is read or written here.
//! To add an act: `domain::act`, a function in the file of its actor, its tests beside it.
use chrono::{DateTime, Utc};
use entities::{
    ids::{AgencyId, ReplyId},
    vocab::{CaseStatus, ClockStage, EventAudience, EventKind, PartyRole},
};

use super::{act::Act, act::from_states, case_state::CaseState, refusal::Refusal};

mod handler;
mod reporter;
mod routing;
#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests;

pub use handler::{
    Facts, approve, archivable, archive, assign, decline_archive, draft, finish, link, merge, needs_approval, note,
    postpone, publish, reveal, tighten, verify,
};
pub use reporter::{REOPEN_DAYS, comment, confirm, loosen, rate, reject, reopen, supplement};
pub use routing::{ByRule, MAX_RETURNS, forward, hand_back, is_disputed, return_target, submit};

/// One line for the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// What happened.
    pub kind: EventKind,
    /// State before and after, where the act changed it.
    pub moved: Option<(CaseStatus, CaseStatus)>,
    /// Reason, message, question or note.
    pub text: Option<String>,
    /// The target agency.
    pub agency: Option<AgencyId>,
    /// The reply concerned.
    pub reply: Option<ReplyId>,
    /// Who may read it.
    pub audience: EventAudience,
    /// Codes and the like, for machines.
    pub data: Option<serde_json::Value>,
}

impl Happening {
    fn new(kind: EventKind) -> Self {
        Self { kind, moved: None, text: None, agency: None, reply: None, audience: EventAudience::All, data: None }
    }
    fn text(mut self, text: Option<String>) -> Self {
        self.text = text;
        self
    }
    fn agency(mut self, agency: AgencyId) -> Self {
        self.agency = Some(agency);
        self
    }
    fn reply(mut self, reply: ReplyId) -> Self {
        self.reply = Some(reply);
        self
    }
    fn seen_by(mut self, audience: EventAudience) -> Self {
        self.audience = audience;
        self
    }
    fn data(mut self, data: serde_json::Value) -> Self {
        self.data = Some(data);
        self
    }
}

/// What happens to a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockOp {
    /// Starts unless one of the stage has ever run for this case: no edit restarts a clock.
    StartOnce(ClockStage),
    /// Starts anew.
    Start(ClockStage),
    /// Ends the running clock of the stage.
    Stop(ClockStage),
    /// Ends all.
    StopAll,
    /// Halts the agency's clocks while the reporter is asked.
    PauseAll,
    /// Lets them go on, longer by the pause.
    ResumeAll,
}

/// What happens to the agencies that take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyOp {
    /// This agency leads now; the lead before it ends.
    Lead(AgencyId),
    /// All that help or read along leave; those who stay are named again.
    EndOthers,
    /// Joins in another part.
    Join(AgencyId, PartyRole),
    /// Gave its part-answer.
    Answered(AgencyId),
}

mod seal {
    /// Keeps `Transition` from being made outside of the workflow.
    #[derive(Debug, Clone)]
    pub struct Seal(());
    impl Seal {
        pub(super) const fn new() -> Self {
            Self(())
        }
    }
}

/// The outcome of an act, ready to be written as one. Made by this module alone.
#[derive(Debug, Clone)]
pub struct Transition {
    /// The act.
    pub act: Act,
    /// The state afterwards.
    pub after: CaseState,
    /// Lines for the history.
    pub happenings: Vec<Happening>,
    /// Clocks.
    pub clocks: Vec<ClockOp>,
    /// Parties.
    pub parties: Vec<PartyOp>,
    _seal: seal::Seal,
}

impl Transition {
    /// An act that leaves the version alone: comments, notes and drafts disturb nobody's work.
    fn quiet(act: Act, case: &CaseState, happening: Happening) -> Self {
        Self {
            act,
            after: case.clone(),
            happenings: vec![happening],
            clocks: vec![],
            parties: vec![],
            _seal: seal::Seal::new(),
        }
    }

    /// An act that changes the case.
    fn change(act: Act, case: &CaseState, happening: Happening, change: impl FnOnce(&mut CaseState)) -> Self {
        let mut transition = Self::quiet(act, case, happening);
        transition.after.version += 1;
        change(&mut transition.after);
        transition
    }

    /// An act that moves the case to another state.
    fn to(
        act: Act,
        case: &CaseState,
        status: CaseStatus,
        happening: Happening,
        now: DateTime<Utc>,
        change: impl FnOnce(&mut CaseState),
    ) -> Self {
        let moved = (case.status != status).then_some((case.status, status));
        Self::change(act, case, Happening { moved, ..happening }, |after| {
            if moved.is_some() {
                after.status = status;
                after.status_since = now;
            }
            change(after);
        })
    }

    /// Says in the history which rule it followed.
    #[must_use]
    pub fn by_rule(mut self, rule: Option<&ByRule>) -> Self {
        let Some(rule) = rule else { return self };
        for happening in &mut self.happenings {
            let data = happening.data.get_or_insert_with(|| serde_json::json!({}));
            if let Some(fields) = data.as_object_mut() {
                fields.insert(ByRule::KEY.to_owned(), serde_json::json!(rule));
            }
        }
        self
    }

    fn clocks(mut self, clocks: impl Into<Vec<ClockOp>>) -> Self {
        self.clocks = clocks.into();
        self
    }

    fn parties(mut self, parties: Vec<PartyOp>) -> Self {
        self.parties = parties;
        self
    }
}

/// Whether the act fits the state.
///
/// # Errors
/// `Merged` for a case that follows another one, `DecisionBinds` for the return of a case on which the coordinator has
/// decided a dispute, `WrongState` otherwise.
pub fn fits(case: &CaseState, act: Act) -> Result<(), Refusal> {
    let reads = matches!(act, Act::SetVisibility | Act::RevealIdentity);
    if case.merged_into.is_some() && !reads {
        return Err(Refusal::Merged);
    }
    if !from_states(act).contains(&case.status) {
        return Err(Refusal::WrongState { act, status: case.status });
    }
    if act == Act::Return && is_disputed(case) { Err(Refusal::DecisionBinds) } else { Ok(()) }
}
