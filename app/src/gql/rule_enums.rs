//! The closed lists of forwarding rules: where a version stands, what a rule does, how a simulation is going.
use super::enums::vocab;
use super::schema;
use crate::texts::{Key, k};

vocab!(
    /// Where a version stands.
    [label] RuleSetStatus {
        Draft = "DRAFT" => RULES_STATUS_DRAFT,
        Proposed = "PROPOSED" => RULES_STATUS_PROPOSED,
        Scheduled = "SCHEDULED" => RULES_STATUS_SCHEDULED,
        Active = "ACTIVE" => RULES_STATUS_ACTIVE,
        Retired = "RETIRED" => RULES_STATUS_RETIRED,
        Failed = "FAILED" => RULES_STATUS_FAILED,
        Discarded = "DISCARDED" => RULES_STATUS_DISCARDED,
    }
);
vocab!(
    /// What happened to a version; the text tells it without its doer.
    [label] RuleSetEventKind {
        Created = "CREATED" => RULES_EVENT_CREATED,
        Edited = "EDITED" => RULES_EVENT_EDITED,
        Imported = "IMPORTED" => RULES_EVENT_IMPORTED,
        Submitted = "SUBMITTED" => RULES_EVENT_SUBMITTED,
        Returned = "RETURNED" => RULES_EVENT_RETURNED,
        Approved = "APPROVED" => RULES_EVENT_APPROVED,
        Activated = "ACTIVATED" => RULES_EVENT_ACTIVATED,
        Retired = "RETIRED" => RULES_EVENT_RETIRED,
        Failed = "FAILED" => RULES_EVENT_FAILED,
        Discarded = "DISCARDED" => RULES_EVENT_DISCARDED,
    }
);
vocab!(
    /// How far a rule goes by itself.
    [all value parse label] RuleMode {
        Suggest = "SUGGEST" => RULE_MODE_SUGGEST,
        Automatic = "AUTOMATIC" => RULE_MODE_AUTOMATIC,
    }
);
vocab!(
    /// What a rule does.
    [all value parse label] RuleAction {
        Forward = "FORWARD" => RULE_ACTION_FORWARD,
        Refer = "REFER" => RULE_ACTION_REFER,
        AskSupplement = "ASK_SUPPLEMENT" => RULE_ACTION_ASK_SUPPLEMENT,
        Archive = "ARCHIVE" => RULE_ACTION_ARCHIVE,
    }
);
vocab!(
    /// A day of the week.
    [all value parse label] Weekday {
        Monday = "MONDAY" => WEEKDAY_MONDAY,
        Tuesday = "TUESDAY" => WEEKDAY_TUESDAY,
        Wednesday = "WEDNESDAY" => WEEKDAY_WEDNESDAY,
        Thursday = "THURSDAY" => WEEKDAY_THURSDAY,
        Friday = "FRIDAY" => WEEKDAY_FRIDAY,
        Saturday = "SATURDAY" => WEEKDAY_SATURDAY,
        Sunday = "SUNDAY" => WEEKDAY_SUNDAY,
    }
);
vocab!(
    /// How a rule differs between two versions.
    [label] RuleChangeKind {
        Added = "ADDED" => RULE_CHANGE_ADDED,
        Removed = "REMOVED" => RULE_CHANGE_REMOVED,
        Changed = "CHANGED" => RULE_CHANGE_CHANGED,
        Moved = "MOVED" => RULE_CHANGE_MOVED,
    }
);
vocab!(
    /// Where a simulation stands.
    [label] SimulationStatus {
        Waiting = "WAITING" => SIM_STATUS_WAITING,
        Running = "RUNNING" => SIM_STATUS_RUNNING,
        Done = "DONE" => SIM_STATUS_DONE,
        Cancelled = "CANCELLED" => SIM_STATUS_CANCELLED,
        Failed = "FAILED" => SIM_STATUS_FAILED,
        Overtaken = "OVERTAKEN" => SIM_STATUS_OVERTAKEN,
    }
);

/// What a viewer may do with a version now.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleSetAction {
    /// Change its head and its rules.
    Edit,
    /// Put it before a second person.
    Submit,
    /// Publish it, as the second person.
    Approve,
    /// Give it back with a reason.
    Return,
    /// Throw it away.
    Discard,
    /// Begin a draft from it.
    Copy,
}
