//! The closed lists of the agency tree and of reorganisation plans; the others are in `enums.rs`.
use super::enums::vocab;
use super::schema;
use crate::texts::{Key, k};

vocab!(
    /// What sort of agency it is.
    [all value parse label] AgencyKind {
        Department = "DEPARTMENT" => AGENCY_KIND_DEPARTMENT,
        Board = "BOARD" => AGENCY_KIND_BOARD,
        Bureau = "BUREAU" => AGENCY_KIND_BUREAU,
        Division = "DIVISION" => AGENCY_KIND_DIVISION,
        TechnicalUnit = "TECHNICAL_UNIT" => AGENCY_KIND_TECHNICAL_UNIT,
        Secretariat = "SECRETARIAT" => AGENCY_KIND_SECRETARIAT,
        Inspectorate = "INSPECTORATE" => AGENCY_KIND_INSPECTORATE,
        Hospital = "HOSPITAL" => AGENCY_KIND_HOSPITAL,
        RegionalEnterprise = "REGIONAL_ENTERPRISE" => AGENCY_KIND_REGIONAL_ENTERPRISE,
        ProvinceGovernment = "PROVINCE_GOVERNMENT" => AGENCY_KIND_PROVINCE_GOVERNMENT,
        RegencyGovernment = "REGENCY_GOVERNMENT" => AGENCY_KIND_REGENCY_GOVERNMENT,
        National = "NATIONAL" => AGENCY_KIND_NATIONAL,
        VerticalAgency = "VERTICAL_AGENCY" => AGENCY_KIND_VERTICAL_AGENCY,
        StateEnterprise = "STATE_ENTERPRISE" => AGENCY_KIND_STATE_ENTERPRISE,
        Oversight = "OVERSIGHT" => AGENCY_KIND_OVERSIGHT,
        Ombudsman = "OMBUDSMAN" => AGENCY_KIND_OMBUDSMAN,
    }
);
vocab!(
    /// Where a plan stands.
    [label] PlanStatus {
        Draft = "DRAFT" => PLAN_STATUS_DRAFT,
        Proposed = "PROPOSED" => PLAN_STATUS_PROPOSED,
        Scheduled = "SCHEDULED" => PLAN_STATUS_SCHEDULED,
        Published = "PUBLISHED" => PLAN_STATUS_PUBLISHED,
        Failed = "FAILED" => PLAN_STATUS_FAILED,
        Discarded = "DISCARDED" => PLAN_STATUS_DISCARDED,
    }
);
vocab!(
    /// How far the work on a large plan is; the text says it in a sentence.
    [label] PlanPhase {
        Waiting = "WAITING" => PLAN_PHASE_WAITING,
        WorkingOut = "WORKING_OUT" => PLAN_PHASE_WORKING_OUT,
        LastStep = "LAST_STEP" => PLAN_PHASE_LAST_STEP,
    }
);
vocab!(
    /// What a change does.
    [all value parse label] ChangeKind {
        Create = "CREATE" => CHANGE_CREATE,
        Rename = "RENAME" => CHANGE_RENAME,
        Adjust = "ADJUST" => CHANGE_ADJUST,
        Move = "MOVE" => CHANGE_MOVE,
        Merge = "MERGE" => CHANGE_MERGE,
        Split = "SPLIT" => CHANGE_SPLIT,
        Close = "CLOSE" => CHANGE_CLOSE,
        Reopen = "REOPEN" => CHANGE_REOPEN,
    }
);
vocab!(
    /// What happened to a plan; the text tells it without its doer.
    [label] PlanEventKind {
        Created = "CREATED" => PLAN_EVENT_CREATED,
        Edited = "EDITED" => PLAN_EVENT_EDITED,
        Submitted = "SUBMITTED" => PLAN_EVENT_SUBMITTED,
        Returned = "RETURNED" => PLAN_EVENT_RETURNED,
        Approved = "APPROVED" => PLAN_EVENT_APPROVED,
        Published = "PUBLISHED" => PLAN_EVENT_PUBLISHED,
        Failed = "FAILED" => PLAN_EVENT_FAILED,
        Discarded = "DISCARDED" => PLAN_EVENT_DISCARDED,
        Countered = "COUNTERED" => PLAN_EVENT_COUNTERED,
    }
);
vocab!(
    /// What a plan does to an agency of the tree.
    [label] NodeChange {
        New = "NEW" => NODE_NEW,
        Renamed = "RENAMED" => NODE_RENAMED,
        Adjusted = "ADJUSTED" => NODE_ADJUSTED,
        Moved = "MOVED" => NODE_MOVED,
        Closed = "CLOSED" => NODE_CLOSED,
        Reopened = "REOPENED" => NODE_REOPENED,
        Kept = "KEPT" => NODE_KEPT,
    }
);
vocab!(
    /// How a forwarding rule comes to an agency.
    [label] RuleTargetKind {
        Agency = "AGENCY" => RULE_BY_AGENCY,
        Function = "FUNCTION" => RULE_BY_FUNCTION,
        Otherwise = "OTHERWISE" => RULE_BY_OTHERWISE,
    }
);

/// What a viewer may do with a plan now.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanAction {
    /// Change its head and its changes.
    Edit,
    /// Put it before a second person.
    Submit,
    /// Publish it, as the second person.
    Approve,
    /// Give it back with a reason.
    Return,
    /// Throw it away.
    Discard,
    /// Have the plan drafted that takes it back.
    Undo,
}

/// What a viewer may do with an agency.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(non_exhaustive)]
pub enum AgencyAction {
    /// Plan its reorganisation.
    Plan,
    /// Anything that has a page of its own.
    #[cynic(fallback)]
    Other,
}

/// Whether a finding blocks.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingSeverity {
    /// Blocks submitting and publishing.
    Error,
    /// To be known.
    Warning,
}
