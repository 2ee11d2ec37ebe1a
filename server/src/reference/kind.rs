//! The kinds of files that an administrator may import, by the words of the command line.
//! To add a kind: a word here; the compiler then points at `embedded` and `check`.
use super::fault::Fault;
use super::{Known, embedded};
use std::fmt;
use std::str::FromStr;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `regions.csv`
    Regions,
    /// `agencies.csv`
    Agencies,
    /// `topics.csv`
    Topics,
    /// `archive_reasons.csv`
    ArchiveReasons,
    /// `maladministration.csv`
    Maladministration,
    /// `holidays.csv`
    Holidays,
    /// `deadlines.json`
    Deadlines,
    /// `standard_replies.json`
    StandardReplies,
}

impl Kind {
    /// Every kind, in an order in which they can be imported into an empty system.
    pub const ALL: &'static [Self] = &[
        Self::Regions,
        Self::Agencies,
        Self::Topics,
        Self::ArchiveReasons,
        Self::Maladministration,
        Self::Holidays,
        Self::Deadlines,
        Self::StandardReplies,
    ];

    /// The word of the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Regions => "regions",
            Self::Agencies => "agencies",
            Self::Topics => "topics",
            Self::ArchiveReasons => "archive-reasons",
            Self::Maladministration => "maladministration",
            Self::Holidays => "holidays",
            Self::Deadlines => "deadlines",
            Self::StandardReplies => "standard-replies",
        }
    }

    /// The shipped file of this kind.
    #[must_use]
    pub const fn embedded(self) -> &'static str {
        match self {
            Self::Regions => embedded::REGIONS,
            Self::Agencies => embedded::AGENCIES,
            Self::Topics => embedded::TOPICS,
            Self::ArchiveReasons => embedded::ARCHIVE_REASONS,
            Self::Maladministration => embedded::MALADMINISTRATION,
            Self::Holidays => embedded::HOLIDAYS,
            Self::Deadlines => embedded::DEADLINES,
            Self::StandardReplies => embedded::STANDARD_REPLIES,
        }
    }

    /// Checks a file without keeping it; answers the number of its rows.
    pub fn check(self, text: &str, known: &Known) -> Result<usize, Vec<Fault>> {
        match self {
            Self::Regions => super::parse_regions(text).map(|rows| rows.len()),
            Self::Agencies => super::parse_agencies_with(text, known).map(|rows| rows.len()),
            Self::Topics => super::parse_topics(text).map(|rows| rows.len()),
            Self::ArchiveReasons => super::parse_archive_reasons(text).map(|rows| rows.len()),
            Self::Maladministration => super::parse_maladministration(text).map(|rows| rows.len()),
            Self::Holidays => super::parse_holidays(text).map(|rows| rows.len()),
            Self::Deadlines => super::parse_deadlines_with(text, known).map(|rows| rows.len()),
            Self::StandardReplies => super::parse_standard_replies(text).map(|rows| rows.len()),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The word is not a kind of file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not one of regions, agencies, topics, archive-reasons, maladministration, holidays, deadlines, standard-replies"
)]
pub struct UnknownKind(String);

impl FromStr for Kind {
    type Err = UnknownKind;
    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word).ok_or_else(|| UnknownKind(word.to_owned()))
    }
}
