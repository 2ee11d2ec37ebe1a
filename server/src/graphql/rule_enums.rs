//! Closed lists of forwarding rules. Each mirrors a list of `entities::vocab` or of the domain; a new value there does not
//! compile until it is named here.
use async_graphql::Enum;
use entities::vocab;

use crate::domain::rules::{
    self,
    compiled::Person,
    trace::{Outcome, PersonDecides},
};

/// Where a version of the rules stands.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "vocab::RuleSetStatus")]
pub enum RuleSetStatus {
    /// Being written.
    Draft,
    /// Waits for a second person.
    Proposed,
    /// Approved; waits for its time.
    Scheduled,
    /// It runs.
    Active,
    /// It ran until another was published.
    Retired,
    /// It no longer fitted at its time.
    Failed,
    /// Given up.
    Discarded,
}

/// What the viewer may do with a version of the rules now.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleSetAction {
    /// Change its title, note and rules.
    Edit,
    /// Hand it to a second person.
    Submit,
    /// Approve it as the second person.
    Approve,
    /// Send it back to its writers, with a reason.
    Return,
    /// Give it up.
    Discard,
    /// Begin a draft that is a copy of it.
    Copy,
}

/// What happened to a version of the rules.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "vocab::RuleSetEventKind")]
pub enum RuleSetEventKind {
    /// Begun.
    Created,
    /// Its title, its note or a rule was edited.
    Edited,
    /// Read from a file.
    Imported,
    /// Handed to a second person.
    Submitted,
    /// Sent back to its writers.
    Returned,
    /// A second person approved it.
    Approved,
    /// It runs from now on.
    Activated,
    /// Another took its place.
    Retired,
    /// It no longer fitted at its time.
    Failed,
    /// Given up.
    Discarded,
}

/// Where a trial of a version of the rules on past cases stands.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "vocab::SimulationStatus")]
pub enum SimulationStatus {
    /// Waits for a server that takes it up.
    Waiting,
    /// Cases are decided, batch by batch.
    Running,
    /// All cases have been decided.
    Done,
    /// Somebody has stopped it.
    Cancelled,
    /// It could not go on.
    Failed,
    /// The rules of the version have been edited meanwhile; start another one.
    Overtaken,
}

/// How far a rule goes by itself.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "rules::Mode")]
pub enum RuleMode {
    /// A person takes the suggestion or leaves it.
    Suggest,
    /// The system forwards.
    Automatic,
}

/// What a rule does.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "rules::Action")]
pub enum RuleAction {
    /// Send the report to an agency.
    Forward,
    /// Send the reporter elsewhere at once.
    Refer,
    /// Ask the reporter for more.
    AskSupplement,
    /// Archive, with a reason.
    Archive,
}

/// A day of the week.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weekday {
    /// Senin.
    Monday,
    /// Selasa.
    Tuesday,
    /// Rabu.
    Wednesday,
    /// Kamis.
    Thursday,
    /// Jumat.
    Friday,
    /// Sabtu.
    Saturday,
    /// Minggu.
    Sunday,
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}

impl From<Weekday> for chrono::Weekday {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Mon,
            Weekday::Tuesday => Self::Tue,
            Weekday::Wednesday => Self::Wed,
            Weekday::Thursday => Self::Thu,
            Weekday::Friday => Self::Fri,
            Weekday::Saturday => Self::Sat,
            Weekday::Sunday => Self::Sun,
        }
    }
}

/// What has become of a rule from one version to another.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleChangeKind {
    /// New.
    Added,
    /// Gone.
    Removed,
    /// Other content, or another number.
    Changed,
    /// Only its place among the others is another.
    Moved,
}

/// What became of a rule when a report was held against it.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriedOutcome {
    /// Switched off by its editor.
    Inactive,
    /// One of its conditions does not hold.
    Failed,
    /// It matches, but its target is not there.
    Unresolved,
    /// It decides.
    Decided,
    /// It had been decided before.
    NotReached,
}

impl From<&Outcome> for TriedOutcome {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Inactive => Self::Inactive,
            Outcome::Failed(_) => Self::Failed,
            Outcome::Unresolved(_) => Self::Unresolved,
            Outcome::Decided { .. } => Self::Decided,
            Outcome::NotReached { .. } => Self::NotReached,
        }
    }
}

/// A part of a report's text.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "rules::Part")]
pub enum TextPart {
    /// The title.
    Title,
    /// The text.
    Body,
}

/// Why the rules leave it to a person.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Person")]
pub enum PersonNeeded {
    /// The target is the accused unit, belongs to it, or stands above it in its department.
    Conflict,
    /// Whistle-blowing goes to the inspectorate by law.
    Confidential,
    /// No rule matched with a target that is there.
    NoRule,
}

impl From<&PersonDecides> for PersonNeeded {
    fn from(person: &PersonDecides) -> Self {
        match person {
            PersonDecides::Conflict { .. } => Self::Conflict,
            PersonDecides::Confidential => Self::Confidential,
            PersonDecides::NoRule => Self::NoRule,
        }
    }
}
