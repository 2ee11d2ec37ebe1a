//! A plan carried out: the tree of its day, who inherits whose cases, what happens to each node.
use std::collections::BTreeMap;

use super::{Finding, Node, Tree};

/// One share of what an agency leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// By which change of the plan.
    pub change: usize,
    /// Who takes it.
    pub to: String,
    /// Only cases of these topics; empty for all.
    pub topics: Vec<String>,
    /// Only cases of these regions; empty for all.
    pub regions: Vec<String>,
    /// Only cases that came from there by the plan which is taken back.
    pub back: bool,
}

impl Share {
    pub(super) fn all(change: usize, to: &str) -> Self {
        Self { change, to: to.to_owned(), topics: vec![], regions: vec![], back: false }
    }

    pub(super) const fn is_rest(&self) -> bool {
        !self.back && self.topics.is_empty() && self.regions.is_empty()
    }

    fn takes(&self, marks: Marks<'_>) -> bool {
        (!self.back || marks.origin == Some(self.to.as_str()))
            && fits(&self.topics, marks.topic)
            && fits(&self.regions, marks.region)
    }
}

/// What decides which share a case falls into.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks<'a> {
    /// Topic.
    pub topic: Option<&'a str>,
    /// Region.
    pub region: Option<&'a str>,
    /// From whom the plan that is taken back had taken it.
    pub origin: Option<&'a str>,
}

/// What becomes of the cases of one agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// The last change of the plan that concerns them.
    pub change: usize,
    /// Whose cases.
    pub from: String,
    /// The first share that fits takes a case; none: nobody inherits.
    pub shares: Vec<Share>,
}

/// What happens to a node, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeChange {
    /// Made by the plan.
    New,
    /// In force no longer.
    Closed,
    /// In force again.
    Reopened,
    /// Under another parent.
    Moved,
    /// Another name.
    Renamed,
    /// Another kind, function or area.
    Adjusted,
    /// As before.
    Kept,
}

/// A plan carried out.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The tree of the day.
    pub tree: Tree,
    /// Who inherits, by the code of who leaves.
    pub handovers: BTreeMap<String, Handover>,
    /// What does not fit.
    pub findings: Vec<Finding>,
}

impl Applied {
    /// Who has a case of `holder` after the plan: itself, an heir, or nobody.
    #[must_use]
    pub fn heir<'a>(&'a self, holder: &'a str, marks: Marks<'_>) -> Option<&'a str> {
        // What one change has brought only a later one takes on.
        let (mut at, mut next) = (holder, 0);
        while let Some(handover) = self.handovers.get(at) {
            let mut later = handover.shares.iter().filter(|share| share.change >= next).peekable();
            if later.peek().is_none() && !handover.shares.is_empty() {
                return Some(at);
            }
            let share = later.find(|share| share.takes(marks))?;
            if share.to == at {
                return Some(at);
            }
            (at, next) = (&share.to, share.change + 1);
        }
        Some(at)
    }

    /// Who takes the rest of what `holder` leaves: its successor.
    #[must_use]
    pub fn successor(&self, holder: &str) -> Option<&str> {
        let shares = &self.handovers.get(holder)?.shares;
        let rest = shares.iter().find(|share| share.is_rest())?;
        (rest.to != holder).then_some(rest.to.as_str())
    }

    /// What happens to a node of the tree before.
    #[must_use]
    pub fn change_of(&self, before: Option<&Node>, code: &str) -> NodeChange {
        let Some(after) = self.tree.get(code) else { return NodeChange::Kept };
        let Some(before) = before else { return NodeChange::New };
        match (before.open, after.open) {
            (true, false) => NodeChange::Closed,
            (false, true) => NodeChange::Reopened,
            _ if before.parent != after.parent => NodeChange::Moved,
            _ if before.name != after.name || before.short_name != after.short_name => NodeChange::Renamed,
            _ if before != after => NodeChange::Adjusted,
            _ => NodeChange::Kept,
        }
    }
}

/// A code or what lies below it, for each of several; an empty list takes everything.
fn fits(wanted: &[String], code: Option<&str>) -> bool {
    wanted.is_empty()
        || code.is_some_and(|code| {
            wanted
                .iter()
                .any(|top| code == top || code.strip_prefix(top.as_str()).is_some_and(|rest| rest.starts_with('.')))
        })
}
