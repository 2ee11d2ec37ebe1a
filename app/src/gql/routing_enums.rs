//! The closed lists of routing: what rules suggest, what became of a suggestion, and of each rule that was tried.
use super::enums::vocab;
use super::schema;
use crate::texts::{Key, k};

vocab!(
    /// What a rule has done with a report.
    [label] RuleAction {
        Forward = "FORWARD" => ROUTING_ACTION_FORWARD,
        Refer = "REFER" => ROUTING_ACTION_REFER,
        AskSupplement = "ASK_SUPPLEMENT" => ROUTING_ACTION_ASK_SUPPLEMENT,
        Archive = "ARCHIVE" => ROUTING_ACTION_ARCHIVE,
    }
);
vocab!(
    /// What became of a rule.
    [label] TriedOutcome {
        Inactive = "INACTIVE" => ROUTING_OUTCOME_INACTIVE,
        Failed = "FAILED" => ROUTING_OUTCOME_FAILED,
        Unresolved = "UNRESOLVED" => ROUTING_OUTCOME_UNRESOLVED,
        Decided = "DECIDED" => ROUTING_OUTCOME_DECIDED,
        NotReached = "NOT_REACHED" => ROUTING_OUTCOME_NOT_REACHED,
    }
);
vocab!(
    /// Where a word was found.
    [label] TextPart {
        Title = "TITLE" => ROUTING_PART_TITLE,
        Body = "BODY" => ROUTING_PART_BODY,
    }
);
vocab!(
    /// Why the rules leave it to a person; the text is one sentence.
    [label] PersonNeeded {
        Conflict = "CONFLICT" => ROUTING_PERSON_CONFLICT,
        Confidential = "CONFIDENTIAL" => ROUTING_PERSON_CONFIDENTIAL,
        NoRule = "NO_RULE" => ROUTING_PERSON_NO_RULE,
    }
);
vocab!(
    /// What became of a suggestion; the text is a sentence that takes `at` and `agency`.
    [label] SuggestionState {
        Open = "OPEN" => ROUTING_STATE_OPEN,
        Taken = "TAKEN" => ROUTING_STATE_TAKEN,
        Other = "OTHER" => ROUTING_STATE_OTHER,
        Automatic = "AUTOMATIC" => ROUTING_STATE_AUTOMATIC,
        Overtaken = "OVERTAKEN" => ROUTING_STATE_OVERTAKEN,
    }
);
vocab!(
    /// Why somebody chose another agency than the suggested one.
    [all value parse label] OtherReason {
        WrongTopic = "WRONG_TOPIC" => ROUTING_OTHER_WRONG_TOPIC,
        WrongRegion = "WRONG_REGION" => ROUTING_OTHER_WRONG_REGION,
        WrongAgency = "WRONG_AGENCY" => ROUTING_OTHER_WRONG_AGENCY,
        ReporterNamed = "REPORTER_NAMED" => ROUTING_OTHER_REPORTER_NAMED,
        Agreed = "AGREED" => ROUTING_OTHER_AGREED,
        Conflict = "CONFLICT" => ROUTING_OTHER_CONFLICT,
        Unsaid = "UNSAID" => ROUTING_OTHER_UNSAID,
    }
);

/// What a viewer may do with a version of the rules, as far as a case page cares.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(graphql_type = "RuleSetAction", non_exhaustive)]
pub enum RuleSetCan {
    /// Begin a draft from it.
    Copy,
    /// Anything that the page of the version offers.
    #[cynic(fallback)]
    Other,
}
