//! What speaks against a plan, as data: `texts` makes a sentence of it that says what, why and the way out.

/// Whether it blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Blocks submitting and publishing.
    Error,
    /// To be read; the plan may go on.
    Warning,
}

/// Kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingCode {
    /// No such code, today or by an earlier change of the plan.
    UnknownAgency,
    /// The code of a new agency is in use, or was.
    CodeTaken,
    /// It would hang below itself.
    Loop,
    /// The target is closed on that day.
    DeadTarget,
    /// It is closed, has cases, and nobody inherits.
    NoHeir,
    /// Two open units would have one function in one place.
    FunctionTwice,
    /// The change reaches from one government into another.
    CrossesGovernment,
    /// Units below it are still open.
    OpenUnits,
    /// An earlier change of the plan has closed it.
    TouchedTwice,
    /// Only an open agency can change so.
    NotOpen,
    /// Only a closed agency can be reopened.
    NotClosed,
    /// The heir takes no reports.
    NotAReceiver,
    /// Governments are made by law, not by a plan.
    GovernmentKind,
    /// A day in the past needs a reason.
    PastWithoutReason,
    /// Units of this plan have changed after its day already.
    BeforeLastPlan,
    /// No change at all.
    Empty,
    /// The change says what is so already.
    NothingChanges,
    /// A split needs exactly one share that takes the rest.
    NoDefaultHeir,
    /// A forwarding rule would point at nobody, or at several.
    RuleTargetDies,
    /// A forwarding rule follows the heir.
    RuleTargetMoves,
    /// A forwarding rule finds nobody with the function there any more, and falls back on the agency that it names for that.
    RuleTargetFallsBack,
    /// Nobody would be in office there.
    VacantAfter,
    /// Somebody would be without a role.
    MemberLosesPlace,
    /// Deadlines of its own would be lost.
    OverrideLost,
    /// Not within what the editor may plan.
    NotYours,
    /// A unit of a split is not directly below the agency that is split, or goes to two heirs.
    NotBelow,
    /// A government would have none, or more than one, inspectorate directly below it.
    OneInspectorate,
}

impl FindingCode {
    /// Whether it blocks.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::UnknownAgency
            | Self::CodeTaken
            | Self::Loop
            | Self::DeadTarget
            | Self::NoHeir
            | Self::FunctionTwice
            | Self::CrossesGovernment
            | Self::OpenUnits
            | Self::TouchedTwice
            | Self::NotOpen
            | Self::NotClosed
            | Self::NotAReceiver
            | Self::GovernmentKind
            | Self::PastWithoutReason
            | Self::BeforeLastPlan
            | Self::Empty
            | Self::NoDefaultHeir
            | Self::RuleTargetDies
            | Self::NotYours
            | Self::OneInspectorate
            | Self::NotBelow => Severity::Error,
            Self::NothingChanges
            | Self::RuleTargetMoves
            | Self::RuleTargetFallsBack
            | Self::VacantAfter
            | Self::MemberLosesPlace
            | Self::OverrideLost => Severity::Warning,
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What kind.
    pub code: FindingCode,
    /// Which change of the plan, counted from zero; none for the plan as a whole.
    pub change: Option<usize>,
    /// The agency concerned.
    pub agency: String,
    /// The other agency, person, function, rule or day concerned.
    pub other: Option<String>,
    /// How many (cases, people, deadlines, units).
    pub count: Option<i64>,
}

impl Finding {
    /// About an agency.
    #[must_use]
    pub fn new(code: FindingCode, agency: impl Into<String>) -> Self {
        Self { code, change: None, agency: agency.into(), other: None, count: None }
    }
    /// With the other one concerned.
    #[must_use]
    pub fn other(mut self, other: impl Into<String>) -> Self {
        self.other = Some(other.into());
        self
    }
    /// With a number.
    #[must_use]
    pub const fn count(mut self, count: i64) -> Self {
        self.count = Some(count);
        self
    }
    /// Within a change.
    #[must_use]
    pub const fn at(mut self, change: usize) -> Self {
        self.change = Some(change);
        self
    }
    /// Whether it blocks.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }
}
