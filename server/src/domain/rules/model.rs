//! A rule set as people write it. Not here: its JSON (`reference`), its meaning (`compiled`), what may be wrong (`lint`).
use chrono::{Datelike, NaiveDateTime, Timelike, Weekday};
use entities::vocab::{AgencyKind, Channel, Classification, Urgency};
use serde::{Deserialize, Serialize};

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Send it to an agency.
    Forward,
    /// Send the reporter elsewhere at once.
    Refer,
    /// Ask the reporter for more.
    AskSupplement,
    /// Archive, with a reason.
    Archive,
}
impl Action {
    /// Every action.
    pub const ALL: &'static [Self] = &[Self::Forward, Self::Refer, Self::AskSupplement, Self::Archive];
    /// The word under which it is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Refer => "refer",
            Self::AskSupplement => "ask_supplement",
            Self::Archive => "archive",
        }
    }
    /// The action of a kept word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.as_str() == word)
    }
}

/// How far a rule goes by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// A person takes the suggestion or leaves it.
    #[default]
    Suggest,
    /// The system forwards.
    Automatic,
}

/// Whose rules they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Decide between governments; every agency may be a target.
    #[default]
    Province,
    /// Run after the province has chosen this government, and never leave it.
    Government(String),
}

/// Days and hours, in the agency's local time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TimeWindow {
    /// Days on which it opens; empty means every day.
    pub weekdays: Vec<Weekday>,
    /// First minute of the day.
    pub from: u16,
    /// First minute after it; smaller than `from` runs past midnight into the next day. Equal holds never.
    pub until: u16,
}
impl TimeWindow {
    /// Whether it holds at this local time.
    #[must_use]
    pub fn holds(&self, at: NaiveDateTime) -> bool {
        let minute = u16::try_from(at.hour() * 60 + at.minute()).unwrap_or(DAY);
        self.holds_at(at.weekday(), minute)
    }
    /// Whether it holds on this day of the week at this minute. What began before midnight counts for the day it began on.
    #[must_use]
    pub fn holds_at(&self, day: Weekday, minute: u16) -> bool {
        let opens = |day: Weekday| self.weekdays.is_empty() || self.weekdays.contains(&day);
        if self.from < self.until {
            opens(day) && (self.from..self.until).contains(&minute)
        } else if self.from == self.until {
            false
        } else {
            (minute >= self.from && opens(day)) || (minute < self.until && opens(day.pred()))
        }
    }
    /// Whether it holds never.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.from == self.until || (self.from >= DAY && (self.from < self.until || self.until == 0))
    }
}

/// Conditions, all of which must hold; an empty one always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct When {
    /// Topic codes, each with everything below it (`roads` holds `roads.bridge`).
    pub topics: Vec<String>,
    /// Region codes, each with everything below it (`63.01` holds `63.01.03`).
    pub regions: Vec<String>,
    /// Classifications.
    pub classifications: Vec<Classification>,
    /// Channels.
    pub channels: Vec<Channel>,
    /// Agencies named by the reporter, each with the units whose code starts with it and a hyphen.
    pub named_agencies: Vec<String>,
    /// Kinds of the agency named by the reporter.
    pub named_kinds: Vec<AgencyKind>,
    /// Urgencies.
    pub urgencies: Vec<Urgency>,
    /// When it came in.
    pub time: Option<TimeWindow>,
    /// One of these words or phrases.
    pub keywords_any: Vec<String>,
    /// All of these words or phrases.
    pub keywords_all: Vec<String>,
}
impl When {
    /// Whether it always holds.
    #[must_use]
    pub fn is_always(&self) -> bool {
        *self == Self::default()
    }
}

/// Who is meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// The agency of this code.
    Agency(String),
    /// The agency with a function in the regency or city of the report.
    Relative {
        /// Functions, tried in this order.
        functions: Vec<String>,
        /// Code of the agency used when none of them is found.
        otherwise: Option<String>,
    },
    /// The agency named by the reporter.
    Named,
}
impl Target {
    /// An agency by its code.
    #[must_use]
    pub fn agency(code: impl Into<String>) -> Self {
        Self::Agency(code.into())
    }
    /// An agency by its function.
    #[must_use]
    pub fn function(function: impl Into<String>) -> Self {
        Self::Relative { functions: vec![function.into()], otherwise: None }
    }
    /// With the agency used when no function is found.
    #[must_use]
    pub fn or(self, code: impl Into<String>) -> Self {
        match self {
            Self::Relative { functions, .. } => Self::Relative { functions, otherwise: Some(code.into()) },
            other => other,
        }
    }
    /// With another function tried next.
    #[must_use]
    pub fn or_function(self, function: impl Into<String>) -> Self {
        match self {
            Self::Relative { mut functions, otherwise } => {
                functions.push(function.into());
                Self::Relative { functions, otherwise }
            }
            other => other,
        }
    }
    /// Codes that it names.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::Agency(code) => Some(code.as_str()),
            Self::Relative { otherwise, .. } => otherwise.as_deref(),
            Self::Named => None,
        }
        .into_iter()
    }
}

/// What a rule suggests.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Then {
    /// What to do.
    pub action: Action,
    /// Target that leads; set for the action forward, and for no other.
    pub forward_to: Option<Target>,
    /// Targets that help; unresolved or equal to the lead: left out.
    pub supporting: Vec<Target>,
    /// Targets that only read; same rule.
    pub cc: Vec<Target>,
    /// How urgent it becomes.
    pub urgency: Urgency,
    /// Suggested archive reason.
    pub archive_reason: Option<String>,
    /// Suggested standard reply.
    pub reply_code: Option<String>,
}
impl Then {
    /// Forwards to this target.
    #[must_use]
    pub fn forward(target: Target) -> Self {
        Self { forward_to: Some(target), ..Self::only(Action::Forward) }
    }
    /// Does this, with nobody concerned.
    #[must_use]
    pub const fn only(action: Action) -> Self {
        Self {
            action,
            forward_to: None,
            supporting: vec![],
            cc: vec![],
            urgency: Urgency::Normal,
            archive_reason: None,
            reply_code: None,
        }
    }
    /// All targets: the lead first.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.forward_to.iter().chain(&self.supporting).chain(&self.cc)
    }
}

/// One rule; the first active one that matches and whose target can be resolved decides.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Order, unique; gaps are left for later ones.
    pub position: u32,
    /// Name in Indonesian.
    pub name: String,
    /// `false` skips the rule.
    pub active: bool,
    /// Whether it suggests or forwards.
    pub mode: Mode,
    /// Conditions.
    pub when: When,
    /// The suggestion.
    pub then: Then,
    /// One sentence in Indonesian: the legal or organisational reason.
    pub because: String,
    /// How sure its author is, as the file marks it; it changes nothing.
    pub evidence: Option<String>,
}
impl Rule {
    /// An active rule that suggests.
    #[must_use]
    pub fn new(position: u32, name: impl Into<String>, when: When, then: Then) -> Self {
        let name = name.into();
        let because = name.clone();
        Self { position, name, active: true, mode: Mode::Suggest, when, then, because, evidence: None }
    }
    /// All words and codes in it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (when, then) = (&self.when, &self.then);
        let lists = [&when.topics, &when.regions, &when.named_agencies, &when.keywords_any, &when.keywords_all];
        let functions = then.targets().filter_map(|target| match target {
            Target::Relative { functions, .. } => Some(functions),
            Target::Agency(_) | Target::Named => None,
        });
        let listed = lists.into_iter().chain(functions).flatten().map(String::as_str);
        let optional = [&then.archive_reason, &then.reply_code].into_iter().flatten().map(String::as_str);
        let codes = then.targets().flat_map(|target| target.codes());
        [self.name.as_str(), self.because.as_str()].into_iter().chain(listed).chain(optional).chain(codes)
    }
    /// Holds always, is active, and forwards to an agency by its code: nothing falls past it.
    #[must_use]
    pub fn is_fallback(&self) -> bool {
        self.active && self.when.is_always() && matches!(self.then.forward_to, Some(Target::Agency(_)))
    }
}

/// The rules of one government.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleSet {
    /// Whose they are.
    pub scope: Scope,
    /// In the order of their positions.
    rules: Vec<Rule>,
}
impl RuleSet {
    /// A set of these rules, put in order. Two with one position keep the order they came in (and `lint` says so).
    #[must_use]
    pub fn new(scope: Scope, mut rules: Vec<Rule>) -> Self {
        rules.sort_by_key(|rule| rule.position);
        Self { scope, rules }
    }
    /// The province's rules.
    #[must_use]
    pub fn province(rules: Vec<Rule>) -> Self {
        Self::new(Scope::Province, rules)
    }
    /// In order.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }
    /// The last rule that catches everything.
    #[must_use]
    pub fn fallback(&self) -> Option<&Rule> {
        self.rules.iter().rev().find(|rule| rule.active).filter(|rule| rule.is_fallback())
    }
}

/// Whether `code` is `top` or lies below it: its parts are divided by `sign`.
#[must_use]
pub fn is_below(code: &str, top: &str, sign: char) -> bool {
    code.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with(sign))
}
