//! Closed lists, stored as text. Each has `ALL`, `as_str` (the stored word), `parse`, and small
//! pure `is_*` questions. To add a value: add it here, to the workflow or policy that the compiler
//! then points at, and to both catalogues of texts.

/// Defines a closed list with its stored words.
macro_rules! closed_list {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
                 sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $text)] #[sea_orm(string_value = $text)] $variant,)+
        }
        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// The stored word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
            /// The value of a stored word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($text => Some($name::$variant),)+ _ => None }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

closed_list! {
    /// Where a case stands (domain: states and transitions).
    CaseStatus {
        Submitted = "submitted", Postponed = "postponed", Forwarded = "forwarded", Returned = "returned",
        InProgress = "in_progress", AwaitingConfirmation = "awaiting_confirmation", Closed = "closed",
        Archived = "archived", Reopened = "reopened",
    }
}
impl CaseStatus {
    /// Somebody still owes an act; only closed and archived cases rest.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Archived)
    }
}
closed_list! {
    /// What kind of report it is.
    Classification {
        ServiceComplaint = "service_complaint", SupervisoryComplaint = "supervisory_complaint",
        InformationRequest = "information_request", Aspiration = "aspiration", WhistleBlowing = "whistle_blowing",
    }
}
impl Classification {
    /// Accuses somebody in office: conflict rules and a second person for archiving apply.
    #[must_use]
    pub const fn is_supervisory(self) -> bool {
        matches!(self, Self::SupervisoryComplaint | Self::WhistleBlowing)
    }
}
closed_list! {
    /// How the report came in.
    Channel {
        Web = "web", MobileApp = "mobile_app", Whatsapp = "whatsapp", Sms = "sms", Phone = "phone",
        WalkIn = "walk_in", SocialMedia = "social_media", Email = "email", Sp4n = "sp4n", Ombudsman = "ombudsman",
    }
}
closed_list! {
    /// How fast it must be looked at.
    Urgency { Normal = "normal", High = "high", Emergency = "emergency" }
}
closed_list! {
    /// What a text of an agency to the reporter is.
    ReplyKind {
        /// "Forwarded, thank you": stops the first-response clock only.
        PassOn = "pass_on",
        /// What has been and will be done.
        Progress = "progress",
        /// The answer itself.
        Substantive = "substantive",
        /// A supporting agency's share, addressed to the lead.
        PartAnswer = "part_answer",
    }
}
closed_list! {
    /// The life of a reply.
    ReplyState { Draft = "draft", Approved = "approved", Published = "published" }
}
closed_list! {
    /// The part an agency plays in a case.
    PartyRole { Lead = "lead", Supporting = "supporting", Informed = "informed" }
}
closed_list! {
    /// What a person may be in an agency.
    Role {
        Citizen = "citizen", UnitOfficer = "unit_officer", LiaisonOfficer = "liaison_officer", AgencyAdmin = "agency_admin",
        RegencyCoordinator = "regency_coordinator", ProvinceCoordinator = "province_coordinator",
        Leadership = "leadership", Inspectorate = "inspectorate", OmbudsmanOfficer = "ombudsman_officer",
        OversightReader = "oversight_reader", SystemAdmin = "system_admin",
    }
}
closed_list! {
    /// Why an agency (or the reporter) is in the audience of a case. The strongest comes first.
    Relation {
        Reporter = "reporter", Holder = "holder", AboveHolder = "above_holder", Supporting = "supporting",
        AboveSupporting = "above_supporting", Informed = "informed", Coordination = "coordination",
        Oversight = "oversight", OversightOverdue = "oversight_overdue",
    }
}
closed_list! {
    /// Levels of the official region codes.
    RegionLevel { Province = "province", Regency = "regency", City = "city", District = "district", Village = "village" }
}
closed_list! {
    /// Kinds of agencies (agencies.csv).
    AgencyKind {
        National = "national", ProvinceGovernment = "province_government", RegencyGovernment = "regency_government",
        Secretariat = "secretariat", Bureau = "bureau", Inspectorate = "inspectorate", Department = "department",
        Board = "board", Hospital = "hospital", TechnicalUnit = "technical_unit", Division = "division",
        StateEnterprise = "state_enterprise", RegionalEnterprise = "regional_enterprise",
        VerticalAgency = "vertical_agency", Ombudsman = "ombudsman", Oversight = "oversight",
    }
}
impl AgencyKind {
    /// A boundary: rights and supervision of one government do not flow into another.
    #[must_use]
    pub const fn is_government(self) -> bool {
        matches!(self, Self::ProvinceGovernment | Self::RegencyGovernment)
    }
}
closed_list! {
    /// Stages that a clock can run for.
    ClockStage {
        Verify = "verify", FirstResponse = "first_response", Complete = "complete",
        ReporterConfirmation = "reporter_confirmation", Supplement = "supplement", ReturnAgain = "return",
    }
}
closed_list! {
    /// Units of a deadline (deadlines.json).
    ClockUnit { WorkingDays = "working_days", CalendarDays = "calendar_days", Hours = "hours" }
}
closed_list! {
    /// Where a standard reply is offered.
    ReplyStage {
        Received = "received", Supplement = "supplement", Forwarded = "forwarded", Returned = "returned",
        InProgress = "in_progress", Done = "done", Closed = "closed", Reopened = "reopened", Merged = "merged",
        Archived = "archived", Referred = "referred",
    }
}
closed_list! {
    /// What happened to a case. One act, one event.
    EventKind {
        Submitted = "submitted", Verified = "verified", Postponed = "postponed", Supplemented = "supplemented",
        Forwarded = "forwarded", Returned = "returned", Assigned = "assigned", ReplyDrafted = "reply_drafted",
        ReplyApproved = "reply_approved", ReplyPublished = "reply_published", Finished = "finished",
        Confirmed = "confirmed", Rejected = "rejected", Rated = "rated", Closed = "closed", Reopened = "reopened",
        ArchiveProposed = "archive_proposed", ArchiveDeclined = "archive_declined", Archived = "archived",
        Commented = "commented", Noted = "noted", VisibilityChanged = "visibility_changed",
        DuplicateLinked = "duplicate_linked", Merged = "merged", IdentityRead = "identity_read",
        /// A reorganisation of the tree has given it to another agency.
        Reorganised = "reorganised",
    }
}
closed_list! {
    /// What an agency watches over beyond its own tree.
    Watch {
        /// Sees of every case what coordination between governments needs.
        Coordination = "coordination",
        /// Sees every case of its region, without identities.
        Oversight = "oversight",
        /// Sees what is overdue.
        Overdue = "overdue",
    }
}
closed_list! {
    /// Who acted.
    ActorKind { Officer = "officer", Reporter = "reporter", System = "system" }
}
closed_list! {
    /// Who may read an event.
    EventAudience {
        /// Everybody who may read the case, the reporter too.
        All = "all",
        /// Officers only.
        Officers = "officers",
        /// Officers of the actor's government who handle the case.
        Government = "government",
    }
}
closed_list! {
    /// Kinds of changes that a reorganisation plan makes.
    ChangeKind {
        Create = "create", Rename = "rename", Adjust = "adjust", Move = "move", Merge = "merge", Split = "split",
        Close = "close", Reopen = "reopen",
    }
}
closed_list! {
    /// Where a reorganisation plan stands.
    PlanStatus {
        /// Being written.
        Draft = "draft",
        /// Waits for a second person.
        Proposed = "proposed",
        /// Approved; waits for its day.
        Scheduled = "scheduled",
        /// Carried out.
        Published = "published",
        /// It no longer fitted on its day.
        Failed = "failed",
        /// Given up.
        Discarded = "discarded",
    }
}
impl PlanStatus {
    /// Its changes may still be edited.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Failed)
    }
    /// Nothing happens to it any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Published | Self::Discarded)
    }
}
closed_list! {
    /// How far the work on a large plan is.
    PlanPhase {
        /// Waits for a server that takes it up.
        Waiting = "waiting",
        /// Cases are worked out in batches; nothing is seen of it yet.
        WorkingOut = "working_out",
        /// Everything becomes visible at once.
        LastStep = "last_step",
    }
}
closed_list! {
    /// What happened to a plan.
    PlanEventKind {
        Created = "created", Edited = "edited", Submitted = "submitted", Returned = "returned", Approved = "approved",
        Published = "published", Failed = "failed", Discarded = "discarded", Countered = "countered",
    }
}
closed_list! {
    /// What happened to a role of somebody in office.
    RoleEventKind {
        Granted = "granted", Moved = "moved", Ended = "ended", Suspended = "suspended", Resumed = "resumed",
        DeputyNamed = "deputy_named", DeputyEnded = "deputy_ended", MovedByPlan = "moved_by_plan",
        EndedByPlan = "ended_by_plan",
    }
}
closed_list! {
    /// What a letter of the outbox is about.
    LetterKind { Invitation = "invitation" }
}
closed_list! {
    /// Where a version of the forwarding rules stands.
    RuleSetStatus {
        /// Being written.
        Draft = "draft",
        /// Waits for a second person.
        Proposed = "proposed",
        /// Approved; waits for its hour.
        Scheduled = "scheduled",
        /// It decides.
        Active = "active",
        /// It has decided; another does now.
        Retired = "retired",
        /// It no longer fitted at its hour.
        Failed = "failed",
        /// Given up.
        Discarded = "discarded",
    }
}
impl RuleSetStatus {
    /// Its rules may still be edited.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Failed)
    }
    /// Never changed again by hand: what has decided on cases stays as it was.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Active | Self::Retired | Self::Discarded)
    }
}
closed_list! {
    /// What happened to a version of the forwarding rules.
    RuleSetEventKind {
        Created = "created", Edited = "edited", Imported = "imported", Submitted = "submitted", Returned = "returned",
        Approved = "approved", Activated = "activated", Retired = "retired", Failed = "failed",
        Discarded = "discarded",
    }
}
closed_list! {
    /// What became of what the rules said about a case.
    SuggestionState {
        /// Nobody has decided yet.
        Open = "open",
        /// A person took it.
        Taken = "taken",
        /// A person chose another agency.
        Other = "other",
        /// The system forwarded by it.
        Automatic = "automatic",
        /// The rules were asked again, or the case has ended without going anywhere.
        Overtaken = "overtaken",
    }
}
closed_list! {
    /// Why a person chose another agency than the suggested one.
    OtherReason {
        WrongTopic = "wrong_topic", WrongRegion = "wrong_region", WrongAgency = "wrong_agency",
        ReporterNamed = "reporter_named", Agreed = "agreed", Conflict = "conflict",
        /// Nothing was said.
        Unsaid = "unsaid",
    }
}
closed_list! {
    /// Where a trial of a version of the forwarding rules on past cases stands.
    SimulationStatus {
        /// Waits for a server that takes it up.
        Waiting = "waiting",
        /// Cases are decided in batches.
        Running = "running",
        /// All cases have been decided.
        Done = "done",
        /// Somebody has stopped it.
        Cancelled = "cancelled",
        /// It could not go on.
        Failed = "failed",
        /// The version under test has been edited meanwhile.
        Overtaken = "overtaken",
    }
}
impl SimulationStatus {
    /// There is still something to do.
    #[must_use]
    pub const fn is_unfinished(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}
