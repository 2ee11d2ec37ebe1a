//! The closed lists of people in office: what can be done with a role, an invitation, and what happened.
use super::enums::vocab;
use super::schema;
use crate::texts::{Key, k};

/// What a viewer may do with somebody's role now.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberAction {
    /// Let it end.
    End,
    /// Give it at another agency instead.
    Move,
    /// Let it rest.
    Suspend,
    /// Put it in force again.
    Resume,
    /// Name a deputy for an absence.
    NameDeputy,
    /// Let a deputy's time end.
    EndDeputy,
}

/// What a viewer may do with an invitation now.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationAction {
    /// Make a new link; the old one ends.
    Renew,
    /// Take it back.
    Withdraw,
}

vocab!(
    /// Where an invitation stands.
    [label] InvitationState {
        Waiting = "WAITING" => INVITATION_WAITING,
        Accepted = "ACCEPTED" => INVITATION_ACCEPTED,
        Withdrawn = "WITHDRAWN" => INVITATION_WITHDRAWN,
        Expired = "EXPIRED" => INVITATION_EXPIRED,
    }
);
vocab!(
    /// What became of the mail with the link.
    [label] MailDelivery {
        NotSetUp = "NOT_SET_UP" => MAIL_NOT_SET_UP,
        Waiting = "WAITING" => MAIL_WAITING,
        Sent = "SENT" => MAIL_SENT,
        Failed = "FAILED" => MAIL_FAILED,
    }
);
vocab!(
    /// What happened to a role; the text tells it without its doer.
    [label] RoleEventKind {
        Granted = "GRANTED" => ROLE_EVENT_GRANTED,
        Moved = "MOVED" => ROLE_EVENT_MOVED,
        Ended = "ENDED" => ROLE_EVENT_ENDED,
        Suspended = "SUSPENDED" => ROLE_EVENT_SUSPENDED,
        Resumed = "RESUMED" => ROLE_EVENT_RESUMED,
        DeputyNamed = "DEPUTY_NAMED" => ROLE_EVENT_DEPUTY_NAMED,
        DeputyEnded = "DEPUTY_ENDED" => ROLE_EVENT_DEPUTY_ENDED,
        MovedByPlan = "MOVED_BY_PLAN" => ROLE_EVENT_MOVED_BY_PLAN,
        EndedByPlan = "ENDED_BY_PLAN" => ROLE_EVENT_ENDED_BY_PLAN,
    }
);
