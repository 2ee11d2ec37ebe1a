//! The closed lists of the schema, each value with its name in forms and its text. To add a value,
//! add it here and its text to both catalogues; a `match` elsewhere will not compile until it knows it.
use super::schema;
use crate::texts::{Key, k};

/// `vocab!([all value parse label] Name { Variant = "VALUE" => TEXT, })`: the list names what pages use.
macro_rules! vocab {
    ($(#[$doc:meta])* [$($part:ident)*] $name:ident $variants:tt) => {
        vocab!(@type $(#[$doc])* $name $variants);
        $(vocab!(@$part $name $variants);)*
    };
    (@type $(#[$doc:meta])* $name:ident { $($variant:ident = $value:literal => $key:ident,)* }) => {
        $(#[$doc])*
        #[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $value] #[cynic(rename = $value)] $variant,)*
        }
    };
    (@all $name:ident { $($variant:ident = $value:literal => $key:ident,)* }) => {
        impl $name {
            /// Every value, in the order in which people choose.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }
    };
    (@value $name:ident { $($variant:ident = $value:literal => $key:ident,)* }) => {
        impl $name {
            /// As the schema and the forms write it.
            pub const fn value(self) -> &'static str {
                match self { $(Self::$variant => $value,)* }
            }
        }
    };
    (@parse $name:ident { $($variant:ident = $value:literal => $key:ident,)* }) => {
        impl $name {
            /// The value that a form or an address names.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($value => Some(Self::$variant),)* _ => None }
            }
        }
    };
    (@label $name:ident { $($variant:ident = $value:literal => $key:ident,)* }) => {
        impl $name {
            /// Its text.
            pub const fn label(self) -> Key {
                match self { $(Self::$variant => k::$key,)* }
            }
        }
    };
}

pub(crate) use vocab;

vocab!(
    /// Where a report stands.
    [value parse label] CaseStatus {
        Submitted = "SUBMITTED" => STATUS_SUBMITTED,
        Postponed = "POSTPONED" => STATUS_POSTPONED,
        Forwarded = "FORWARDED" => STATUS_FORWARDED,
        Returned = "RETURNED" => STATUS_RETURNED,
        InProgress = "IN_PROGRESS" => STATUS_IN_PROGRESS,
        AwaitingConfirmation = "AWAITING_CONFIRMATION" => STATUS_AWAITING_CONFIRMATION,
        Closed = "CLOSED" => STATUS_CLOSED,
        Archived = "ARCHIVED" => STATUS_ARCHIVED,
        Reopened = "REOPENED" => STATUS_REOPENED,
    }
);
vocab!(
    /// What sort of report it is.
    [all value parse label] Classification {
        ServiceComplaint = "SERVICE_COMPLAINT" => CLASS_SERVICE_COMPLAINT,
        SupervisoryComplaint = "SUPERVISORY_COMPLAINT" => CLASS_SUPERVISORY_COMPLAINT,
        InformationRequest = "INFORMATION_REQUEST" => CLASS_INFORMATION_REQUEST,
        Aspiration = "ASPIRATION" => CLASS_ASPIRATION,
        WhistleBlowing = "WHISTLE_BLOWING" => CLASS_WHISTLE_BLOWING,
    }
);
vocab!(
    /// How a report came in.
    [all value parse label] Channel {
        WalkIn = "WALK_IN" => CHANNEL_WALK_IN,
        Phone = "PHONE" => CHANNEL_PHONE,
        Whatsapp = "WHATSAPP" => CHANNEL_WHATSAPP,
        Sms = "SMS" => CHANNEL_SMS,
        Email = "EMAIL" => CHANNEL_EMAIL,
        SocialMedia = "SOCIAL_MEDIA" => CHANNEL_SOCIAL_MEDIA,
        Web = "WEB" => CHANNEL_WEB,
        MobileApp = "MOBILE_APP" => CHANNEL_MOBILE_APP,
        Sp4n = "SP4N" => CHANNEL_SP4N,
        Ombudsman = "OMBUDSMAN" => CHANNEL_OMBUDSMAN,
    }
);
vocab!(
    /// How pressing it is.
    [all value parse label] Urgency {
        Normal = "NORMAL" => URGENCY_NORMAL,
        High = "HIGH" => URGENCY_HIGH,
        Emergency = "EMERGENCY" => URGENCY_EMERGENCY,
    }
);
vocab!(
    /// What a reply does.
    [value parse label] ReplyKind {
        PassOn = "PASS_ON" => REPLY_PASS_ON,
        Progress = "PROGRESS" => REPLY_PROGRESS,
        Substantive = "SUBSTANTIVE" => REPLY_SUBSTANTIVE,
        PartAnswer = "PART_ANSWER" => REPLY_PART_ANSWER,
    }
);
vocab!(
    /// How far a reply has come.
    [label] ReplyState {
        Draft = "DRAFT" => REPLY_STATE_DRAFT,
        Approved = "APPROVED" => REPLY_STATE_APPROVED,
        Published = "PUBLISHED" => REPLY_STATE_PUBLISHED,
    }
);
vocab!(
    /// What an agency has to do with a case.
    [label] PartyRole {
        Lead = "LEAD" => PARTY_LEAD,
        Supporting = "SUPPORTING" => PARTY_SUPPORTING,
        Informed = "INFORMED" => PARTY_INFORMED,
    }
);
vocab!(
    /// What a person is in office for.
    [value label] Role {
        Citizen = "CITIZEN" => ROLE_CITIZEN,
        UnitOfficer = "UNIT_OFFICER" => ROLE_UNIT_OFFICER,
        LiaisonOfficer = "LIAISON_OFFICER" => ROLE_LIAISON_OFFICER,
        AgencyAdmin = "AGENCY_ADMIN" => ROLE_AGENCY_ADMIN,
        RegencyCoordinator = "REGENCY_COORDINATOR" => ROLE_REGENCY_COORDINATOR,
        ProvinceCoordinator = "PROVINCE_COORDINATOR" => ROLE_PROVINCE_COORDINATOR,
        Leadership = "LEADERSHIP" => ROLE_LEADERSHIP,
        Inspectorate = "INSPECTORATE" => ROLE_INSPECTORATE,
        OmbudsmanOfficer = "OMBUDSMAN_OFFICER" => ROLE_OMBUDSMAN_OFFICER,
        OversightReader = "OVERSIGHT_READER" => ROLE_OVERSIGHT_READER,
        SystemAdmin = "SYSTEM_ADMIN" => ROLE_SYSTEM_ADMIN,
    }
);
vocab!(
    /// Why the viewer sees a case.
    [label] Relation {
        Reporter = "REPORTER" => RELATION_REPORTER,
        Holder = "HOLDER" => RELATION_HOLDER,
        AboveHolder = "ABOVE_HOLDER" => RELATION_ABOVE_HOLDER,
        Supporting = "SUPPORTING" => RELATION_SUPPORTING,
        AboveSupporting = "ABOVE_SUPPORTING" => RELATION_ABOVE_SUPPORTING,
        Informed = "INFORMED" => RELATION_INFORMED,
        Coordination = "COORDINATION" => RELATION_COORDINATION,
        Oversight = "OVERSIGHT" => RELATION_OVERSIGHT,
        OversightOverdue = "OVERSIGHT_OVERDUE" => RELATION_OVERSIGHT_OVERDUE,
    }
);
vocab!(
    /// Which clock runs.
    [label] ClockStage {
        Verify = "VERIFY" => CLOCK_VERIFY,
        FirstResponse = "FIRST_RESPONSE" => CLOCK_FIRST_RESPONSE,
        Complete = "COMPLETE" => CLOCK_COMPLETE,
        ReporterConfirmation = "REPORTER_CONFIRMATION" => CLOCK_REPORTER_CONFIRMATION,
        Supplement = "SUPPLEMENT" => CLOCK_SUPPLEMENT,
        ReturnAgain = "RETURN_AGAIN" => CLOCK_RETURN_AGAIN,
    }
);
/// How much time is left on a clock; its words are made by `format.rs`.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// More than two working days.
    Running,
    /// Two working days or fewer.
    Soon,
    /// Ends today.
    Today,
    /// Ended.
    Overdue,
    /// Waits for the reporter.
    Stopped,
}

vocab!(
    /// What a limit is counted in.
    [label] ClockUnit {
        WorkingDays = "WORKING_DAYS" => UNIT_WORKING_DAYS,
        CalendarDays = "CALENDAR_DAYS" => UNIT_CALENDAR_DAYS,
        Hours = "HOURS" => UNIT_HOURS,
    }
);
vocab!(
    /// For which moment a standard text is meant.
    [label] ReplyStage {
        Received = "RECEIVED" => STAGE_RECEIVED,
        Supplement = "SUPPLEMENT" => STAGE_SUPPLEMENT,
        Forwarded = "FORWARDED" => STAGE_FORWARDED,
        Returned = "RETURNED" => STAGE_RETURNED,
        InProgress = "IN_PROGRESS" => STAGE_IN_PROGRESS,
        Done = "DONE" => STAGE_DONE,
        Closed = "CLOSED" => STAGE_CLOSED,
        Reopened = "REOPENED" => STAGE_REOPENED,
        Merged = "MERGED" => STAGE_MERGED,
        Archived = "ARCHIVED" => STAGE_ARCHIVED,
        Referred = "REFERRED" => STAGE_REFERRED,
    }
);
vocab!(
    /// What happened; the text tells it as a sentence without its doer.
    [label] EventKind {
        Submitted = "SUBMITTED" => EVENT_SUBMITTED,
        Verified = "VERIFIED" => EVENT_VERIFIED,
        Postponed = "POSTPONED" => EVENT_POSTPONED,
        Supplemented = "SUPPLEMENTED" => EVENT_SUPPLEMENTED,
        Forwarded = "FORWARDED" => EVENT_FORWARDED,
        Returned = "RETURNED" => EVENT_RETURNED,
        Assigned = "ASSIGNED" => EVENT_ASSIGNED,
        ReplyDrafted = "REPLY_DRAFTED" => EVENT_REPLY_DRAFTED,
        ReplyApproved = "REPLY_APPROVED" => EVENT_REPLY_APPROVED,
        ReplyPublished = "REPLY_PUBLISHED" => EVENT_REPLY_PUBLISHED,
        Finished = "FINISHED" => EVENT_FINISHED,
        Confirmed = "CONFIRMED" => EVENT_CONFIRMED,
        Rejected = "REJECTED" => EVENT_REJECTED,
        Rated = "RATED" => EVENT_RATED,
        Closed = "CLOSED" => EVENT_CLOSED,
        Reopened = "REOPENED" => EVENT_REOPENED,
        ArchiveProposed = "ARCHIVE_PROPOSED" => EVENT_ARCHIVE_PROPOSED,
        ArchiveDeclined = "ARCHIVE_DECLINED" => EVENT_ARCHIVE_DECLINED,
        Archived = "ARCHIVED" => EVENT_ARCHIVED,
        Commented = "COMMENTED" => EVENT_COMMENTED,
        Noted = "NOTED" => EVENT_NOTED,
        VisibilityChanged = "VISIBILITY_CHANGED" => EVENT_VISIBILITY_CHANGED,
        DuplicateLinked = "DUPLICATE_LINKED" => EVENT_DUPLICATE_LINKED,
        Merged = "MERGED" => EVENT_MERGED,
        IdentityRead = "IDENTITY_READ" => EVENT_IDENTITY_READ,
        Reorganised = "REORGANISED" => EVENT_REORGANISED,
    }
);
vocab!(
    /// What a viewer may do with a case now; the text names the result.
    [label] CaseAction {
        Supplement = "SUPPLEMENT" => ACT_SUPPLEMENT,
        Comment = "COMMENT" => ACT_COMMENT,
        Confirm = "CONFIRM" => ACT_CONFIRM,
        Reject = "REJECT" => ACT_REJECT,
        Rate = "RATE" => ACT_RATE,
        Reopen = "REOPEN" => ACT_REOPEN,
        SetVisibility = "SET_VISIBILITY" => ACT_SET_VISIBILITY,
        Verify = "VERIFY" => ACT_VERIFY,
        Postpone = "POSTPONE" => ACT_POSTPONE,
        Return = "RETURN" => ACT_RETURN,
        Archive = "ARCHIVE" => ACT_ARCHIVE,
        DeclineArchive = "DECLINE_ARCHIVE" => ACT_DECLINE_ARCHIVE,
        Forward = "FORWARD" => ACT_FORWARD,
        Assign = "ASSIGN" => ACT_ASSIGN,
        DraftReply = "DRAFT_REPLY" => ACT_DRAFT_REPLY,
        ApproveReply = "APPROVE_REPLY" => ACT_APPROVE_REPLY,
        PublishReply = "PUBLISH_REPLY" => ACT_PUBLISH_REPLY,
        Finish = "FINISH" => ACT_FINISH,
        Note = "NOTE" => ACT_NOTE,
        LinkDuplicate = "LINK_DUPLICATE" => ACT_LINK_DUPLICATE,
        RevealIdentity = "REVEAL_IDENTITY" => ACT_REVEAL_IDENTITY,
    }
);
vocab!(
    /// The order of a list.
    [label] CaseSort {
        DueFirst = "DUE_FIRST" => SORT_DUE_FIRST,
        Newest = "NEWEST" => SORT_NEWEST,
        Oldest = "OLDEST" => SORT_OLDEST,
    }
);
vocab!(
    /// The tabs of the queue.
    [label] CaseTab {
        Open = "OPEN" => TAB_OPEN,
        Mine = "MINE" => TAB_MINE,
        New = "NEW" => TAB_NEW,
        Forwarded = "FORWARDED" => TAB_FORWARDED,
        InProgress = "IN_PROGRESS" => TAB_IN_PROGRESS,
        AwaitingConfirmation = "AWAITING_CONFIRMATION" => TAB_AWAITING_CONFIRMATION,
        Postponed = "POSTPONED" => TAB_POSTPONED,
        Returned = "RETURNED" => TAB_RETURNED,
        Done = "DONE" => TAB_DONE,
    }
);
/// Why an act was refused; the sentence comes from the server.
#[derive(cynic::Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[cynic(non_exhaustive)]
pub enum UserErrorCode {
    /// The case has changed since the page was made.
    #[cynic(rename = "CONFLICT")]
    Conflict,
    /// Any other reason: the message says it all.
    #[cynic(fallback)]
    Other,
}
