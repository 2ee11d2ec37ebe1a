//! Why a report goes where it goes, as data: each rule tried, the first condition that failed, the words that were
//! found, the way to each target. `texts` makes sentences of it.
use std::ops::Range;

use entities::vocab::Urgency;
use serde::{Deserialize, Serialize};

use super::model::{Action, Mode};
use super::resolve::{Lost, Step};

/// What the rules say about one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Position and name of the rule that decided; none when none did.
    pub rule: Option<(u32, String)>,
    /// What to do.
    pub action: Option<Action>,
    /// Agency that leads, by code.
    pub lead: Option<String>,
    /// Agencies that help.
    pub supporting: Vec<String>,
    /// Agencies that only read.
    pub cc: Vec<String>,
    /// How urgent: never less than it is already.
    pub urgency: Urgency,
    /// The system may forward by itself.
    pub automatic: bool,
    /// Suggested archive reason.
    pub archive_reason: Option<String>,
    /// Suggested standard reply.
    pub reply_code: Option<String>,
    /// Why a person must decide, if so.
    pub person: Option<PersonDecides>,
    /// Targets of matching rules that are no more: the case carries this as a flag.
    pub lost: Vec<Lost>,
    /// How it came about.
    pub trace: Trace,
}

/// Why the rules leave it to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonDecides {
    /// The target is the accused unit, belongs to it, or stands above it in the same department.
    Conflict {
        /// The target.
        target: String,
        /// The accused unit.
        accused: String,
    },
    /// Whistle-blowing goes to the inspectorate by law and never by rule.
    Confidential,
    /// No rule matched with a target that is there.
    NoRule,
}
impl PersonDecides {
    /// The word under which it is kept, without the names.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Conflict { .. } => "conflict",
            Self::Confidential => "confidential",
            Self::NoRule => "no_rule",
        }
    }
}

/// Each rule, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// What became of each.
    pub tried: Vec<Tried>,
}
impl Trace {
    /// Without what was not looked at and would not have fitted either: what is kept with a case.
    pub fn shorten(&mut self) {
        self.tried.retain(|tried| !matches!(tried.outcome, Outcome::NotReached { matches: false }));
    }
}

/// One rule and the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// Its position.
    pub position: u32,
    /// Its name.
    pub name: String,
    /// Its mode.
    pub mode: Mode,
    /// What became of it.
    pub outcome: Outcome,
    /// Its words that were found in the text, even where another condition failed.
    pub words: Vec<FoundWord>,
}

/// What became of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Switched off by its editor.
    Inactive,
    /// The first condition that does not hold.
    Failed(Failed),
    /// It matches, but its target is not there.
    Unresolved(Vec<Step>),
    /// It decides.
    Decided {
        /// The way to the agency that leads; empty where nothing is forwarded.
        lead: Vec<Step>,
        /// Ways to those that help.
        supporting: Vec<Side>,
        /// Ways to those that read.
        cc: Vec<Side>,
    },
    /// An earlier one has decided.
    NotReached {
        /// Whether its conditions hold.
        matches: bool,
    },
}

/// The way to an agency that helps or reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Step by step.
    pub steps: Vec<Step>,
    /// Its code, unless it was left out.
    pub code: Option<String>,
    /// Why it was left out.
    pub left_out: Option<LeftOut>,
}

/// Why an agency that would help or read is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Nobody was found.
    Unresolved,
    /// It leads already.
    IsLead,
    /// It is on the list already.
    Twice,
    /// It is accused, or belongs to the accused.
    Conflict,
}

/// The first condition that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failed {
    /// Another topic, or none.
    Topic,
    /// Another region, or none.
    Region,
    /// Another classification.
    Classification,
    /// Another channel.
    Channel,
    /// Another agency was named, or none.
    NamedAgency,
    /// An agency of another kind was named, or none.
    NamedKind,
    /// Another urgency.
    Urgency,
    /// Another time, or an unknown one.
    Time,
    /// None of its words is there.
    KeywordsAny,
    /// These words are not there.
    KeywordsAll {
        /// As the rule has them.
        missing: Vec<String>,
    },
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// In the title.
    Title,
    /// In the text.
    Body,
}

/// A word or phrase of a rule that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundWord {
    /// Where.
    pub part: Part,
    /// Bytes of the title or text as typed; always whole characters.
    pub range: Range<usize>,
    /// As the rule has it.
    pub keyword: String,
}
