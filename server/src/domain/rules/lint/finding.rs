//! Kinds of findings. To add one: a variant, its severity, a planted fault in the tests, its sentence in `texts`.

/// Whether it blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Blocks publishing.
    Error,
    /// To be read; publishing may go on.
    Warning,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Position and name of the rule; none for the set as a whole.
    pub rule: Option<(u32, String)>,
    /// What it is.
    pub kind: Kind,
}
impl Finding {
    /// Whether it blocks.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

/// The part that a target plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetRole {
    /// Leads.
    Lead,
    /// Helps.
    Supporting,
    /// Reads.
    Cc,
}

/// A list of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeField {
    /// Topics.
    Topics,
    /// Regions.
    Regions,
    /// Named agencies.
    NamedAgencies,
}

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// Rules of the set.
    Rules,
    /// Keywords of all rules together.
    AllKeywords,
    /// Keywords of the rule.
    Keywords,
    /// Characters of a keyword.
    KeywordLength,
    /// Codes of one list of conditions.
    Codes,
    /// Characters of a code or function.
    CodeLength,
    /// Targets of one list.
    Targets,
    /// Functions of one target.
    Functions,
    /// Characters of the name.
    NameLength,
    /// Characters of the reason.
    ReasonLength,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// More than is allowed.
    TooMuch {
        /// Of what.
        limit: Limit,
        /// The most allowed.
        most: usize,
        /// How much there is.
        there: usize,
    },
    /// It has no name.
    NoName,
    /// It gives no reason.
    NoReason,
    /// Two rules have this position.
    PositionTwice,
    /// The set has no last rule that always holds and forwards to an agency by its code.
    NoFallback,
    /// It can never be used: these earlier ones take every report.
    Unreachable {
        /// Positions of the earlier ones.
        by: Vec<u32>,
        /// A free position before all of them.
        free_before: Option<u32>,
    },
    /// One of its topics is taken in full by an earlier rule.
    TopicTaken {
        /// The topic.
        topic: String,
        /// Position of the earlier one.
        by: u32,
    },
    /// Its target is closed; its reports go to the heir, if there is one, until the rule is mended.
    TargetClosed {
        /// Its part.
        role: TargetRole,
        /// Who.
        code: String,
        /// Who inherits.
        heir: Option<String>,
    },
    /// Its target will close.
    TargetClosing {
        /// Its part.
        role: TargetRole,
        /// Who.
        code: String,
        /// The last day.
        day: chrono::NaiveDate,
        /// Who inherits.
        heir: Option<String>,
    },
    /// There is no such agency.
    TargetUnknown {
        /// Its part.
        role: TargetRole,
        /// Who.
        code: String,
    },
    /// The target is of another government than the rules.
    TargetOutside {
        /// Its part.
        role: TargetRole,
        /// Who.
        code: String,
    },
    /// It forwards, and says not where.
    NoTarget,
    /// It has a target, and does not forward.
    TargetWithoutForward,
    /// Nobody has this function, anywhere.
    FunctionUnknown {
        /// Its part.
        role: TargetRole,
        /// The function.
        function: String,
    },
    /// Several have this function in one place.
    FunctionTwice {
        /// Its part.
        role: TargetRole,
        /// The function.
        function: String,
        /// The regency or city.
        area: String,
        /// Who.
        codes: Vec<String>,
    },
    /// One that is closed has left this function behind in one place.
    FunctionLeft {
        /// Its part.
        role: TargetRole,
        /// The function.
        function: String,
        /// The regency or city.
        area: String,
        /// Who had it.
        code: String,
    },
    /// In these regencies and cities nobody is found who leads, and there is nobody for want of a better one.
    Unresolvable {
        /// Where.
        areas: Vec<String>,
    },
    /// It forwards by itself, but not everywhere is there somebody.
    AutomaticUnresolvable {
        /// Where nobody is.
        areas: Vec<String>,
        /// Nobody is found for a report that names no regency or city.
        without_area: bool,
    },
    /// It is automatic, and does not forward.
    AutomaticWithoutForward,
    /// A supervisory report would go to whom it accuses.
    Conflict {
        /// Its part.
        role: TargetRole,
        /// Who.
        code: Option<String>,
    },
    /// A supervisory report may reach it and would then wait for a person, because it accuses the target.
    ConflictPossible {
        /// Its part.
        role: TargetRole,
    },
    /// No such code.
    CodeUnknown {
        /// Of which list.
        field: CodeField,
        /// The code.
        code: String,
    },
    /// Another code of the list holds it already.
    CodeContained {
        /// Of which list.
        field: CodeField,
        /// The code.
        code: String,
        /// Which holds it.
        within: String,
    },
    /// A region outside the government of the rules.
    RegionOutside {
        /// The region.
        code: String,
    },
    /// The time window holds never.
    TimeEmpty,
    /// No agency that it asks to be named is of a kind that it asks for.
    NamedContradicts,
    /// It asks for whistle-blowing alone, which no rule forwards.
    OnlyConfidential,
    /// Nothing is left of the keyword in its normal form.
    KeywordEmpty {
        /// As written.
        keyword: String,
    },
    /// In the list "one of these", a shorter keyword finds it already; in "all of these", a longer one asks for it already.
    KeywordContained {
        /// As written.
        keyword: String,
        /// The other one.
        by: String,
    },
    /// The set is so entangled that rules from this position on were not compared with those before them.
    NotAllCompared {
        /// Position of the first of them.
        from: u32,
    },
    /// There are more findings than anybody reads; it blocks, because nobody has looked at those.
    More {
        /// How many are not listed.
        left_out: usize,
    },
    /// For these topics an ordinary report reaches the fallback: code of the topic, then where (empty: everywhere).
    OnlyFallback {
        /// Topics, with regencies and cities.
        pairs: Vec<(String, Vec<String>)>,
        /// How many pairs.
        count: usize,
    },
}

impl Kind {
    /// Whether it blocks.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::TooMuch { .. }
            | Self::NoName
            | Self::NoReason
            | Self::PositionTwice
            | Self::NoFallback
            | Self::Unreachable { .. }
            | Self::TargetClosed { .. }
            | Self::TargetUnknown { .. }
            | Self::TargetOutside { .. }
            | Self::NoTarget
            | Self::TargetWithoutForward
            | Self::FunctionUnknown { .. }
            | Self::FunctionTwice { .. }
            | Self::FunctionLeft { .. }
            | Self::Unresolvable { .. }
            | Self::AutomaticUnresolvable { .. }
            | Self::AutomaticWithoutForward
            | Self::Conflict { .. }
            | Self::CodeUnknown { .. }
            | Self::RegionOutside { .. }
            | Self::TimeEmpty
            | Self::NamedContradicts
            | Self::OnlyConfidential
            | Self::More { .. }
            | Self::KeywordEmpty { .. } => Severity::Error,
            Self::TopicTaken { .. }
            | Self::TargetClosing { .. }
            | Self::ConflictPossible { .. }
            | Self::CodeContained { .. }
            | Self::KeywordContained { .. }
            | Self::NotAllCompared { .. }
            | Self::OnlyFallback { .. } => Severity::Warning,
        }
    }
}
