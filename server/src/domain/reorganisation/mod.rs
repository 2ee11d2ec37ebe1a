//! Reorganisations of the agency tree, as values: a plan is a list of changes with one day; `apply` makes the tree of
//! that day and says who inherits what; `assess` weighs it against cases, people and rules. Loading and writing is
//! `store::plans`. To add a kind of change: a variant of `Change`, its arm in `apply`, a test, its sentence in `texts`.
mod apply;
mod assess;
mod change;
mod counter;
mod finding;
mod outcome;
mod tree;
mod undo;

pub use apply::apply;
pub use assess::{CaseLoad, Facts, Flow, Head, MemberFate, Membership, Preview, RuleTarget, RuleTargetBy, assess};
pub use change::{Change, ChangeKind, Draft, Heir, MAX_CHANGES};
pub use counter::counter;
pub use finding::{Finding, FindingCode, Severity};
pub use outcome::{Applied, Handover, Marks, NodeChange, Share};
pub use tree::{Node, Tree};
pub use undo::Undo;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
