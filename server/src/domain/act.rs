//! The acts of the workflow, and from which states each may be done. The table is the whole truth
//! about states; who may act is `authz::policy`. To add an act: a variant, a row, a transition in
//! `workflow`, a row in `authz::policy::TABLE`.
use entities::vocab::CaseStatus::{
    self, Archived, AwaitingConfirmation, Closed, Forwarded, InProgress, Postponed, Reopened, Returned, Submitted,
};

macro_rules! acts {
    ($($(#[$m:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// Something a person does to a case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Act { $($(#[$m])* $name,)+ }
        impl Act {
            /// Every act, in the order of the printed matrix.
            pub const ALL: &'static [Act] = &[$(Act::$name,)+];
            /// Word for logs and the printed matrix.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Act::$name => $text,)+ } }
        }
    };
}
acts! {
    /// Answers the question of a postponed case.
    Supplement = "supplement",
    /// Writes to the handlers.
    Comment = "comment",
    /// Says that it is finished.
    Confirm = "confirm",
    /// Says that it is not finished.
    Reject = "reject",
    /// Gives one to five.
    Rate = "rate",
    /// Opens a closed case again.
    Reopen = "reopen",
    /// Changes anonymous and secret.
    SetVisibility = "set_visibility",
    /// Checks the report and sets its facts.
    Verify = "verify",
    /// Asks the reporter for more.
    Postpone = "postpone",
    /// "Not our authority".
    Return = "return",
    /// Ends without an answer, for a listed reason.
    Archive = "archive",
    /// The second person disagrees.
    DeclineArchive = "decline_archive",
    /// Hands it to an agency.
    Forward = "forward",
    /// Gives it to an officer of the holder.
    Assign = "assign",
    /// Writes a reply.
    DraftReply = "draft_reply",
    /// Agrees with a colleague's draft.
    ApproveReply = "approve_reply",
    /// Sends a reply to the reporter.
    PublishReply = "publish_reply",
    /// Marks the follow-up as done.
    Finish = "finish",
    /// Internal note.
    Note = "note",
    /// Links or merges with an older case.
    LinkDuplicate = "link_duplicate",
    /// Reads who reported, with a reason.
    RevealIdentity = "reveal_identity",
}

const OPEN: &[CaseStatus] = &[Submitted, Postponed, Forwarded, Returned, InProgress, AwaitingConfirmation, Reopened];
const HANDLED: &[CaseStatus] = &[Forwarded, InProgress, Reopened];
const UNROUTED: &[CaseStatus] = &[Submitted, Returned, Reopened];
const ANY: &[CaseStatus] =
    &[Submitted, Postponed, Forwarded, Returned, InProgress, AwaitingConfirmation, Closed, Archived, Reopened];

/// From which states an act may be done.
#[must_use]
pub const fn from_states(act: Act) -> &'static [CaseStatus] {
    match act {
        Act::Supplement => &[Postponed],
        Act::Comment | Act::Note | Act::LinkDuplicate => OPEN,
        Act::Confirm | Act::Reject => &[AwaitingConfirmation],
        Act::Rate => &[Closed],
        Act::Reopen => &[Closed],
        Act::SetVisibility | Act::RevealIdentity => ANY,
        Act::Verify => UNROUTED,
        Act::Postpone => &[Submitted, Forwarded, Returned, InProgress, Reopened],
        // From `submitted` too: the reporter may have named the wrong agency.
        Act::Return => &[Submitted, Forwarded],
        Act::Archive | Act::DeclineArchive => &[Submitted, Postponed, Returned, Reopened],
        Act::Forward => &[Submitted, Forwarded, Returned, InProgress, Reopened],
        Act::Assign => &[Submitted, Forwarded, Returned, InProgress, Reopened, AwaitingConfirmation],
        Act::DraftReply | Act::ApproveReply | Act::PublishReply => HANDLED,
        Act::Finish => &[InProgress],
    }
}

/// Where the act may lead; the second half of the state table (README, role matrix).
#[must_use]
pub const fn to_states(act: Act) -> &'static [CaseStatus] {
    match act {
        Act::Supplement => &[Submitted, Forwarded, Returned, InProgress, Reopened],
        Act::Confirm => &[Closed],
        Act::Reject => &[InProgress],
        Act::Reopen => &[Reopened],
        Act::Postpone => &[Postponed],
        Act::Return => &[Returned],
        Act::Archive => &[Archived],
        Act::Forward => &[Forwarded, InProgress],
        Act::PublishReply => &[InProgress],
        Act::Finish => &[AwaitingConfirmation],
        Act::LinkDuplicate => &[Archived],
        Act::Comment
        | Act::Rate
        | Act::SetVisibility
        | Act::Verify
        | Act::DeclineArchive
        | Act::Assign
        | Act::DraftReply
        | Act::ApproveReply
        | Act::Note
        | Act::RevealIdentity => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_open_state_has_an_act_that_leaves_it() {
        for &status in CaseStatus::ALL.iter().filter(|status| status.is_open()) {
            let leaves = Act::ALL
                .iter()
                .any(|&act| from_states(act).contains(&status) && to_states(act).iter().any(|&to| to != status));
            assert!(leaves, "{status} has no way out");
        }
    }

    #[test]
    fn an_archived_case_is_changed_by_nobody_but_for_its_visibility() {
        for &act in Act::ALL {
            if from_states(act).contains(&Archived) {
                assert!(matches!(act, Act::SetVisibility | Act::RevealIdentity), "{}", act.as_str());
            }
        }
    }
}
