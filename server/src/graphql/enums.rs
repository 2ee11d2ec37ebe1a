//! Closed lists of the schema. Each mirrors a list of `entities::vocab` or of the domain; a new value
//! there does not compile until it is named here.
use async_graphql::Enum;
use entities::vocab;

use crate::{
    authz::appointing::MemberAct,
    domain::{act::Act, deadline, invitation},
};

macro_rules! mirror {
    ($(#[$m:meta])* $name:ident = $remote:literal { $($(#[$vm:meta])* $v:ident),+ $(,)? }) => {
        $(#[$m])*
        #[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
        #[graphql(remote = $remote)]
        pub enum $name { $($(#[$vm])* $v),+ }
    };
}
mirror! {
    /// Where a case stands.
    CaseStatus = "vocab::CaseStatus" {
        /// Filed; waits for verification.
        Submitted,
        /// Waits for the reporter's supplement; clocks rest.
        Postponed,
        /// With an agency that has not answered yet.
        Forwarded,
        /// Handed back as not that agency's authority.
        Returned,
        /// The agency works on it.
        InProgress,
        /// Answered; waits for the reporter's word.
        AwaitingConfirmation,
        /// Finished.
        Closed,
        /// Ended without an answer, for a listed reason.
        Archived,
        /// Opened again by the reporter.
        Reopened,
    }
}
mirror! {
    /// Kind of report.
    Classification = "vocab::Classification" {
        /// A service is bad or missing.
        ServiceComplaint,
        /// An accusation against somebody in office.
        SupervisoryComplaint,
        /// A question.
        InformationRequest,
        /// A wish or proposal.
        Aspiration,
        /// Goes straight to the inspectorate and is seen by nobody else.
        WhistleBlowing,
    }
}
mirror! {
    /// How a report came in.
    Channel = "vocab::Channel" {
        /// The portal.
        Web,
        /// A mobile app.
        MobileApp,
        /// WhatsApp.
        Whatsapp,
        /// SMS.
        Sms,
        /// Phone.
        Phone,
        /// At the counter.
        WalkIn,
        /// Social media.
        SocialMedia,
        /// E-mail.
        Email,
        /// The national system.
        Sp4n,
        /// The Ombudsman.
        Ombudsman,
    }
}
mirror! {
    /// How fast it must be looked at.
    Urgency = "vocab::Urgency" {
        /// In its turn.
        Normal,
        /// Before others.
        High,
        /// At once.
        Emergency,
    }
}
mirror! {
    /// What a text of an agency is.
    ReplyKind = "vocab::ReplyKind" {
        /// Tells where the report went; stops the first-response clock only.
        PassOn,
        /// What was done and will be done.
        Progress,
        /// The answer.
        Substantive,
        /// A supporting agency's share, for the lead.
        PartAnswer,
    }
}
mirror! {
    /// Life of a reply.
    ReplyState = "vocab::ReplyState" {
        /// Being written.
        Draft,
        /// Agreed by a colleague.
        Approved,
        /// Sent to the reporter.
        Published,
    }
}
mirror! {
    /// Part of an agency in a case.
    PartyRole = "vocab::PartyRole" {
        /// Answers for it.
        Lead,
        /// Helps the lead.
        Supporting,
        /// Reads.
        Informed,
    }
}
mirror! {
    /// What a person may be.
    Role = "vocab::Role" {
        /// Reports and follows own reports.
        Citizen,
        /// Works on what is with the unit.
        UnitOfficer,
        /// Answers for the agency.
        LiaisonOfficer,
        /// Verifies, forwards, answers for the agency and its units.
        AgencyAdmin,
        /// The same for a regency or city.
        RegencyCoordinator,
        /// Verifies and forwards for the province.
        ProvinceCoordinator,
        /// Reads its subtree, no identities.
        Leadership,
        /// Leads supervisory and whistle-blowing reports.
        Inspectorate,
        /// Sees all agencies of the region, no identities.
        OmbudsmanOfficer,
        /// Sees what is overdue.
        OversightReader,
        /// Accounts and settings; no reports.
        SystemAdmin,
    }
}
mirror! {
    /// Why a case is in somebody's view.
    Relation = "vocab::Relation" {
        /// The viewer reported it.
        Reporter,
        /// The viewer's agency has it now.
        Holder,
        /// A unit below the viewer's agency has it.
        AboveHolder,
        /// The viewer's agency helps.
        Supporting,
        /// A unit below the viewer's agency helps.
        AboveSupporting,
        /// The viewer's agency reads along.
        Informed,
        /// Another government has it; the viewer coordinates.
        Coordination,
        /// The viewer's agency watches.
        Oversight,
        /// The viewer's agency watches while it is overdue.
        OversightOverdue,
    }
}
mirror! {
    /// Level of a region.
    RegionLevel = "vocab::RegionLevel" {
        /// Province.
        Province,
        /// Kabupaten.
        Regency,
        /// Kota.
        City,
        /// Kecamatan.
        District,
        /// Desa or kelurahan.
        Village,
    }
}
mirror! {
    /// Kind of agency.
    AgencyKind = "vocab::AgencyKind" {
        /// National body.
        National,
        /// A province; a boundary of rights.
        ProvinceGovernment,
        /// A regency or city; a boundary of rights.
        RegencyGovernment,
        /// Secretariat.
        Secretariat,
        /// Biro.
        Bureau,
        /// Inspectorate.
        Inspectorate,
        /// Dinas.
        Department,
        /// Badan.
        Board,
        /// Hospital.
        Hospital,
        /// UPT.
        TechnicalUnit,
        /// Bidang or seksi.
        Division,
        /// State enterprise.
        StateEnterprise,
        /// Regional enterprise.
        RegionalEnterprise,
        /// Regional office of a national body.
        VerticalAgency,
        /// Ombudsman.
        Ombudsman,
        /// Oversight body.
        Oversight,
    }
}
mirror! {
    /// What a clock limits.
    ClockStage = "vocab::ClockStage" {
        /// Verification.
        Verify,
        /// First response of the agency.
        FirstResponse,
        /// Complete answer.
        Complete,
        /// The reporter's confirmation.
        ReporterConfirmation,
        /// The reporter's supplement.
        Supplement,
        /// Forwarding anew after a return.
        ReturnAgain,
    }
}
mirror! {
    /// Unit of a limit.
    ClockUnit = "vocab::ClockUnit" {
        /// Working days of the calendar.
        WorkingDays,
        /// Calendar days.
        CalendarDays,
        /// Hours, through nights and holidays.
        Hours,
    }
}
mirror! {
    /// Where a standard text is offered.
    ReplyStage = "vocab::ReplyStage" {
        /// On receipt.
        Received,
        /// When asking for more.
        Supplement,
        /// On forwarding.
        Forwarded,
        /// On a return.
        Returned,
        /// While working.
        InProgress,
        /// With the answer.
        Done,
        /// On closing.
        Closed,
        /// On reopening.
        Reopened,
        /// On a merge.
        Merged,
        /// On archiving.
        Archived,
        /// When sending the reporter elsewhere.
        Referred,
    }
}
mirror! {
    /// What happened.
    EventKind = "vocab::EventKind" {
        /// The report came in.
        Submitted,
        /// Its facts were checked.
        Verified,
        /// The reporter was asked for more.
        Postponed,
        /// The reporter answered the question.
        Supplemented,
        /// It went to an agency (`agency`).
        Forwarded,
        /// An agency handed it back; `agency` is whom it suggests.
        Returned,
        /// An officer was given it, or it was taken back.
        Assigned,
        /// A reply was written or changed.
        ReplyDrafted,
        /// A colleague agreed with a draft.
        ReplyApproved,
        /// A reply went out.
        ReplyPublished,
        /// The agency says it is done.
        Finished,
        /// The reporter says it is finished.
        Confirmed,
        /// The reporter says it is not finished.
        Rejected,
        /// The reporter gave a rating.
        Rated,
        /// It was closed.
        Closed,
        /// The reporter opened it again.
        Reopened,
        /// An archive waits for a second person.
        ArchiveProposed,
        /// The second person declined.
        ArchiveDeclined,
        /// It was archived.
        Archived,
        /// The reporter wrote.
        Commented,
        /// An internal note.
        Noted,
        /// Anonymous or secret changed.
        VisibilityChanged,
        /// Linked with another report of the event.
        DuplicateLinked,
        /// Merged into another report of the event.
        Merged,
        /// An officer read who reported, for the reason in `text`.
        IdentityRead,
        /// A reorganisation of the tree has given it to another agency.
        Reorganised,
    }
}
mirror! {
    /// Something that the viewer can do to a case.
    CaseAction = "Act" {
        /// Answer the question.
        Supplement,
        /// Write to the handlers.
        Comment,
        /// Say that it is finished.
        Confirm,
        /// Say that it is not.
        Reject,
        /// Rate.
        Rate,
        /// Open again.
        Reopen,
        /// Change anonymous and secret.
        SetVisibility,
        /// Check the facts.
        Verify,
        /// Ask the reporter.
        Postpone,
        /// Hand back.
        Return,
        /// Archive, propose it, or agree with a proposal.
        Archive,
        /// Decline a proposed archive.
        DeclineArchive,
        /// Forward.
        Forward,
        /// Give to an officer.
        Assign,
        /// Write a reply.
        DraftReply,
        /// Approve a colleague's reply.
        ApproveReply,
        /// Publish a reply.
        PublishReply,
        /// Mark as done.
        Finish,
        /// Write an internal note.
        Note,
        /// Link or merge a duplicate.
        LinkDuplicate,
        /// Read who reported, with a reason.
        RevealIdentity,
    }
}

/// How much time is left.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// More than two working days.
    Running,
    /// Two working days or fewer.
    Soon,
    /// Ends today.
    Today,
    /// Has ended.
    Overdue,
    /// Waits for the reporter.
    Stopped,
}

impl From<deadline::ClockState> for ClockState {
    fn from(state: deadline::ClockState) -> Self {
        match state {
            deadline::ClockState::Running => Self::Running,
            deadline::ClockState::Soon => Self::Soon,
            deadline::ClockState::Today => Self::Today,
            deadline::ClockState::Overdue => Self::Overdue,
        }
    }
}

/// Order of a list of cases.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseSort {
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
    /// Most overdue first; what waits for the reporter comes last.
    DueFirst,
}

/// The tabs of the queue.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseTab {
    /// All that are not closed or archived.
    Open,
    /// Held by the viewer's own agency and waiting for an act of it.
    Mine,
    /// Waiting for verification, reopened ones too.
    New,
    /// With an agency that has not answered.
    Forwarded,
    /// Being worked on.
    InProgress,
    /// Waiting for the reporter's word.
    AwaitingConfirmation,
    /// Waiting for a supplement.
    Postponed,
    /// Handed back.
    Returned,
    /// Closed and archived.
    Done,
}

/// Kind of a refusal that the person can mend.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserErrorCode {
    /// Nothing was given.
    Required,
    /// Fewer characters than the limit.
    TooShort,
    /// More characters than the limit.
    TooLong,
    /// Not of the form that is asked for.
    Invalid,
    /// No such thing, or none that the viewer may see.
    Unknown,
    /// Not within the viewer's authority.
    NotAllowed,
    /// Somebody else changed the case; `conflict` shows what.
    Conflict,
    /// The case is not in a state for this.
    WrongState,
    /// The agency is closed.
    ClosedAgency,
    /// The accused unit, or one above it in its department.
    ConflictOfInterest,
    /// Another person must agree.
    SecondPersonNeeded,
    /// Nobody approves the own draft.
    OwnDraft,
    /// E-mail, password, tracking code or secret is wrong.
    WrongCredentials,
    /// Too many attempts; wait.
    RateLimited,
    /// The key was used with another input.
    KeyReused,
    /// More items than the limit.
    TooMany,
    /// Cannot be used.
    Taken,
}
mirror! {
    /// Kinds of changes that a plan makes.
    ChangeKind = "vocab::ChangeKind" {
        /// A new agency or unit.
        Create,
        /// Another name.
        Rename,
        /// Another kind, other functions or another area.
        Adjust,
        /// Another parent, with everything below it.
        Move,
        /// Several become one.
        Merge,
        /// One becomes several.
        Split,
        /// It ends; a successor inherits.
        Close,
        /// It is in force again.
        Reopen,
    }
}
mirror! {
    /// Where a plan stands.
    PlanStatus = "vocab::PlanStatus" {
        /// Being written.
        Draft,
        /// Waits for a second person.
        Proposed,
        /// Approved; waits for its day.
        Scheduled,
        /// Carried out.
        Published,
        /// It no longer fitted on its day.
        Failed,
        /// Given up.
        Discarded,
    }
}
mirror! {
    /// How far the work on a large plan is.
    PlanPhase = "vocab::PlanPhase" {
        /// Waits for a server that takes it up.
        Waiting,
        /// Cases are worked out in batches; nothing is seen of it yet.
        WorkingOut,
        /// Everything becomes visible at once.
        LastStep,
    }
}
mirror! {
    /// What happened to a plan.
    PlanEventKind = "vocab::PlanEventKind" {
        /// Begun.
        Created,
        /// Its head or a change was edited.
        Edited,
        /// Handed to a second person.
        Submitted,
        /// Sent back to its writers.
        Returned,
        /// A second person approved it.
        Approved,
        /// Carried out.
        Published,
        /// It no longer fitted on its day.
        Failed,
        /// Given up.
        Discarded,
        /// A plan that takes it back was drafted.
        Countered,
    }
}
mirror! {
    /// What became of what the forwarding rules said about a case.
    SuggestionState = "vocab::SuggestionState" {
        /// Nobody has decided yet.
        Open,
        /// An officer took it, or a unit below it.
        Taken,
        /// An officer chose another agency.
        Other,
        /// The system forwarded by it.
        Automatic,
        /// The rules were asked again, or the case has ended without going anywhere.
        Overtaken,
    }
}
mirror! {
    /// Why an officer chose another agency than the suggested one.
    OtherReason = "vocab::OtherReason" {
        /// The topic is another one.
        WrongTopic,
        /// It happened elsewhere.
        WrongRegion,
        /// The rule names an agency without authority for it.
        WrongAgency,
        /// The reporter wants another agency to have it.
        ReporterNamed,
        /// The agencies have agreed on it.
        Agreed,
        /// The suggested agency is concerned itself.
        Conflict,
        /// Nothing was said.
        Unsaid,
    }
}
mirror! {
    /// What the viewer may do with a role that somebody holds.
    MemberAction = "MemberAct" {
        /// End it.
        End,
        /// Give it at another agency instead.
        Move,
        /// Let it rest.
        Suspend,
        /// Take it up again.
        Resume,
        /// Name a deputy.
        NameDeputy,
        /// End a deputy.
        EndDeputy,
    }
}
mirror! {
    /// What happened to a role of somebody in office.
    RoleEventKind = "vocab::RoleEventKind" {
        /// It was given.
        Granted,
        /// It was given at another agency instead.
        Moved,
        /// It was ended.
        Ended,
        /// It was suspended.
        Suspended,
        /// It was taken up again.
        Resumed,
        /// A deputy was named.
        DeputyNamed,
        /// A deputy was ended.
        DeputyEnded,
        /// A plan of the tree moved it.
        MovedByPlan,
        /// A plan of the tree ended it.
        EndedByPlan,
    }
}
mirror! {
    /// Where an invitation stands.
    InvitationState = "invitation::InvitationState" {
        /// The link can be used.
        Waiting,
        /// It was used.
        Accepted,
        /// It was taken back.
        Withdrawn,
        /// It ran out.
        Expired,
    }
}
