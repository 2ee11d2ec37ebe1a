//! Forwarding rules, as values: what a rule is, how a report's text is read, which rule decides, where its target is
//! found, what is wrong with a rule set, how two versions differ, and what a trial of one counts. Loading, publishing and
//! running a trial is not here.
//! To add a condition: a field of `When`, its test in `compiled` and in `naive`, its word in `trace::Failed`, its part
//! of `lint::inclusion` and of `difference`. To add a kind of finding: a variant of `lint::Kind`, its severity, a test.
pub mod compiled;
pub mod difference;
pub mod directory;
pub mod edit;
pub mod layers;
pub mod lint;
mod matcher;
pub mod model;
#[cfg(test)]
mod naive;
pub mod normalise;
pub mod report;
pub mod resolve;
pub mod tally;
pub mod targets;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
pub mod trace;

pub use compiled::{Compiled, Desk, Verdict};
pub use difference::{Change, Field, difference};
pub use directory::{Directory, Seat, Spot};
pub use layers::{Layered, decide_in_layers, verdict_by, verdict_in_layers};
pub use lint::{Finding, Kind, Severity, World, lint};
pub use model::{Action, Mode, Rule, RuleSet, Scope, Target, Then, TimeWindow, When};
pub use report::Report;
pub use resolve::{Lost, Resolution, Step};
pub use tally::{Moved, Said, Tally, is_right};
pub use targets::rule_targets;
pub use trace::{Decision, Failed, FoundWord, Outcome, Part, PersonDecides, Trace, Tried};
