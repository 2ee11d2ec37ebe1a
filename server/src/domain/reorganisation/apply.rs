//! Carrying a plan out on a tree, change by change: the tree of its day, who inherits whose cases, and what does not
//! fit. A change that does not fit is left out, so that the rest can still be looked at.
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Change, Finding, FindingCode as Code, Heir, Node, Tree};
use crate::domain::audience::receives;

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
    fn all(change: usize, to: &str) -> Self {
        Self { change, to: to.to_owned(), topics: vec![], regions: vec![], back: false }
    }

    const fn is_rest(&self) -> bool {
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

/// Carries out the changes in their order, on a tree as it would stand on `day` without them.
#[must_use]
pub fn apply(before: &Tree, changes: &[Change], day: NaiveDate) -> Applied {
    let mut work = Work {
        after: Applied { tree: before.clone(), handovers: BTreeMap::new(), findings: vec![] },
        closed: BTreeSet::new(),
        index: 0,
        day,
    };
    for (index, change) in changes.iter().enumerate() {
        work.index = index;
        if let Err(finding) = work.carry_out(change) {
            work.after.findings.push(finding.at(index));
        }
    }
    let known = before.rivals();
    for (function, area, one, two) in work.after.tree.rivals() {
        // What was so before is not this plan's doing.
        if !known.contains(&(function.clone(), area.clone(), one.clone(), two.clone())) {
            let what = format!("{function} ({area})");
            work.after.findings.push(Finding::new(Code::FunctionTwice, one).other(format!("{two}: {what}")));
        }
    }
    work.after
}

struct Work {
    after: Applied,
    closed: BTreeSet<String>,
    index: usize,
    day: NaiveDate,
}

type Step<T> = Result<T, Finding>;

impl Work {
    fn tree(&mut self) -> &mut Tree {
        &mut self.after.tree
    }

    /// An open agency that the change is about.
    fn subject(&self, code: &str) -> Step<&Node> {
        let node = self.after.tree.get(code).ok_or_else(|| Finding::new(Code::UnknownAgency, code))?;
        if self.closed.contains(code) {
            return Err(Finding::new(Code::TouchedTwice, code));
        }
        if !node.open {
            return Err(Finding::new(Code::NotOpen, code));
        }
        if node.since > self.day {
            return Err(Finding::new(Code::BeforeLastPlan, code).other(node.since.to_string()));
        }
        Ok(node)
    }

    /// An open agency that something goes to.
    fn target(&self, of: &str, code: &str) -> Step<&Node> {
        let node = self.after.tree.get(code).ok_or_else(|| Finding::new(Code::UnknownAgency, code).other(of))?;
        if node.open { Ok(node) } else { Err(Finding::new(Code::DeadTarget, code).other(of)) }
    }

    fn same_government(&self, one: &str, two: &str) -> Step<()> {
        if self.after.tree.government(one) == self.after.tree.government(two) {
            Ok(())
        } else {
            Err(Finding::new(Code::CrossesGovernment, one).other(two))
        }
    }

    fn not_a_government(node: &Node) -> Step<()> {
        if node.kind.is_government() || node.parent.is_none() {
            Err(Finding::new(Code::GovernmentKind, node.code.clone()))
        } else {
            Ok(())
        }
    }

    fn takes_reports(&self, of: &str, code: &str) -> Step<()> {
        let node = self.target(of, code)?;
        if receives(node.kind, node.parent.is_none()) {
            Ok(())
        } else {
            Err(Finding::new(Code::NotAReceiver, code).other(of))
        }
    }

    fn note(&mut self, finding: Finding) {
        let index = self.index;
        self.after.findings.push(finding.at(index));
    }

    /// After a split in which it stayed, only what was left to it is handed over.
    fn hand_over(&mut self, from: &str, shares: Vec<Share>) {
        let mut all: Vec<Share> = self.after.handovers.remove(from).map(|earlier| earlier.shares).unwrap_or_default();
        all.retain(|share| share.to != from);
        all.extend(shares);
        self.after
            .handovers
            .insert(from.to_owned(), Handover { change: self.index, from: from.to_owned(), shares: all });
    }

    /// A second split of what a first one has left would have two meanings.
    fn split_once(&self, code: &str) -> Step<()> {
        match self.after.handovers.get(code) {
            Some(earlier) if !earlier.shares.iter().any(|share| share.to == code && share.is_rest()) => {
                Err(Finding::new(Code::TouchedTwice, code))
            }
            _ => Ok(()),
        }
    }

    fn close(&mut self, code: &str, successor: Option<&str>) {
        let day = self.day;
        if let Some(node) = self.tree().get_mut(code) {
            node.open = false;
            node.successor = successor.map(str::to_owned);
            node.since = day;
        }
        self.closed.insert(code.to_owned());
    }

    fn hang(&mut self, code: &str, parent: &str) {
        if let Some(node) = self.tree().get_mut(code) {
            node.parent = Some(parent.to_owned());
        }
    }

    fn open_units(&self, code: &str) -> Vec<String> {
        self.after.tree.children(code).into_iter().filter(|node| node.open).map(|node| node.code.clone()).collect()
    }

    fn carry_out(&mut self, change: &Change) -> Step<()> {
        match change {
            Change::Create { code, name, short_name, kind, functions, region, serves, parent } => {
                if self.after.tree.get(code).is_some() {
                    return Err(Finding::new(Code::CodeTaken, code.clone()));
                }
                self.target(code, parent)?;
                if kind.is_government() {
                    return Err(Finding::new(Code::GovernmentKind, code.clone()));
                }
                let node = Node {
                    id: None,
                    code: code.clone(),
                    name: name.clone(),
                    short_name: short_name.clone(),
                    kind: *kind,
                    functions: functions.clone(),
                    parent: Some(parent.clone()),
                    region: region.clone(),
                    serves: serves.clone(),
                    open: true,
                    successor: None,
                    fictitious: false,
                    since: self.day,
                };
                self.tree().insert(node);
            }
            Change::Rename { code, name, short_name } => {
                let node = self.subject(code)?;
                let short = short_name.clone().unwrap_or_else(|| node.short_name.clone());
                if node.name == *name && node.short_name == short {
                    self.note(Finding::new(Code::NothingChanges, code.clone()));
                }
                if let Some(node) = self.tree().get_mut(code) {
                    node.name.clone_from(name);
                    node.short_name = short;
                }
            }
            Change::Adjust { code, kind, functions, region, serves } => {
                let node = self.subject(code)?;
                if kind.is_some_and(|kind| kind != node.kind && (kind.is_government() || node.kind.is_government())) {
                    return Err(Finding::new(Code::GovernmentKind, code.clone()));
                }
                let mut after = node.clone();
                after.kind = kind.unwrap_or(after.kind);
                after.functions = functions.clone().unwrap_or(after.functions);
                after.region = region.clone().or(after.region);
                after.serves = serves.clone().unwrap_or(after.serves);
                if after == *node {
                    self.note(Finding::new(Code::NothingChanges, code.clone()));
                }
                self.tree().insert(after);
            }
            Change::Move { code, parent } => self.relocate(code, parent)?,
            Change::Merge { into, sources } => self.merge(into, sources)?,
            Change::Split { code, heirs } => self.split(code, heirs)?,
            Change::Close { code, successor } => {
                self.split_once(code)?;
                let node = self.subject(code)?;
                Self::not_a_government(node)?;
                let below = self.open_units(code);
                if let Some(unit) = below.first() {
                    let count = i64::try_from(below.len()).unwrap_or(i64::MAX);
                    return Err(Finding::new(Code::OpenUnits, code.clone()).other(unit.clone()).count(count));
                }
                if let Some(heir) = successor {
                    if heir == code {
                        return Err(Finding::new(Code::Loop, code.clone()));
                    }
                    self.takes_reports(code, heir)?;
                    self.same_government(code, heir)?;
                }
                self.close(code, successor.as_deref());
                let index = self.index;
                self.hand_over(code, successor.iter().map(|to| Share::all(index, to)).collect());
            }
            Change::Reopen { code } => {
                let node = self.after.tree.get(code).ok_or_else(|| Finding::new(Code::UnknownAgency, code.clone()))?;
                if self.closed.contains(code) {
                    return Err(Finding::new(Code::TouchedTwice, code.clone()));
                }
                if node.open {
                    return Err(Finding::new(Code::NotClosed, code.clone()));
                }
                if node.since > self.day {
                    return Err(Finding::new(Code::BeforeLastPlan, code.clone()).other(node.since.to_string()));
                }
                if let Some(parent) = node.parent.clone() {
                    self.target(code, &parent)?;
                }
                if let Some(node) = self.tree().get_mut(code) {
                    node.open = true;
                    node.successor = None;
                }
            }
        }
        Ok(())
    }

    fn relocate(&mut self, code: &str, parent: &str) -> Step<()> {
        let node = self.subject(code)?;
        Self::not_a_government(node)?;
        if node.parent.as_deref() == Some(parent) {
            self.note(Finding::new(Code::NothingChanges, code));
            return Ok(());
        }
        self.target(code, parent)?;
        if self.after.tree.is_within(parent, code) {
            return Err(Finding::new(Code::Loop, code).other(parent));
        }
        self.same_government(code, parent)?;
        self.hang(code, parent);
        Ok(())
    }

    fn merge(&mut self, into: &str, sources: &[String]) -> Step<()> {
        self.takes_reports(into, into)?;
        if self.closed.contains(into) {
            return Err(Finding::new(Code::DeadTarget, into));
        }
        // All or none: half a merger would leave cases where nobody looks for them.
        let mut seen = BTreeSet::new();
        for source in sources {
            self.split_once(source)?;
            let node = self.subject(source)?;
            Self::not_a_government(node)?;
            if source == into || self.after.tree.is_within(into, source) {
                return Err(Finding::new(Code::Loop, source.clone()).other(into));
            }
            self.same_government(source, into)?;
            if !seen.insert(source) {
                return Err(Finding::new(Code::TouchedTwice, source.clone()));
            }
        }
        for source in sources {
            for unit in self.open_units(source) {
                if unit != into && !sources.contains(&unit) {
                    self.hang(&unit, into);
                }
            }
            let left = self
                .after
                .tree
                .get(source)
                .map(|node| (node.functions.clone(), node.region.clone(), node.serves.clone()));
            self.close(source, Some(into));
            self.hand_over(source, vec![Share::all(self.index, into)]);
            // The heir has their tasks, and their area with them.
            if let (Some((functions, region, serves)), Some(heir)) = (left, self.tree().get_mut(into)) {
                heir.functions.extend(functions);
                heir.serves.extend(serves);
                if heir.region.is_none() {
                    heir.region = region;
                } else if let Some(region) = region.filter(|region| heir.region.as_ref() != Some(region)) {
                    heir.serves.insert(region);
                }
            }
        }
        Ok(())
    }

    fn split(&mut self, code: &str, heirs: &[Heir]) -> Step<()> {
        self.split_once(code)?;
        let node = self.subject(code)?;
        Self::not_a_government(node)?;
        if heirs.iter().filter(|heir| heir.takes_the_rest()).count() != 1 {
            return Err(Finding::new(Code::NoDefaultHeir, code));
        }
        let stays = heirs.iter().any(|heir| heir.code == code);
        let below = self.open_units(code);
        let mut left: BTreeSet<&String> = below.iter().collect();
        for heir in heirs {
            self.takes_reports(code, &heir.code)?;
            self.same_government(code, &heir.code)?;
            if heir.code != code && self.after.tree.is_within(&heir.code, code) && !below.contains(&heir.code) {
                return Err(Finding::new(Code::Loop, code).other(heir.code.clone()));
            }
            for unit in &heir.units {
                if !left.remove(unit) {
                    return Err(Finding::new(Code::UnknownAgency, unit.clone()).other(code));
                }
                if self.after.tree.is_within(&heir.code, unit) {
                    return Err(Finding::new(Code::Loop, unit.clone()).other(heir.code.clone()));
                }
            }
        }
        if !stays && let Some(unit) = left.iter().find(|unit| !heirs.iter().any(|heir| heir.code == ***unit)) {
            let count = i64::try_from(left.len()).unwrap_or(i64::MAX);
            return Err(Finding::new(Code::OpenUnits, code).other((*unit).clone()).count(count));
        }
        let above = self.after.tree.get(code).and_then(|node| node.parent.clone());
        for heir in heirs {
            for unit in &heir.units {
                if heir.code != code {
                    self.hang(unit, &heir.code);
                }
            }
            // A unit that inherits its own department takes its place.
            if !stays
                && below.contains(&heir.code)
                && let Some(above) = &above
            {
                self.hang(&heir.code, above);
            }
        }
        // Narrow shares first: the rest is what they leave.
        let mut shares: Vec<Share> = heirs
            .iter()
            .map(|heir| Share {
                change: self.index,
                to: heir.code.clone(),
                topics: heir.topics.clone(),
                regions: heir.regions.clone(),
                back: heir.back,
            })
            .collect();
        shares.sort_by_key(Share::is_rest);
        if !stays {
            let rest = heirs.iter().find(|heir| heir.takes_the_rest()).map(|heir| heir.code.clone());
            self.close(code, rest.as_deref());
        }
        self.hand_over(code, shares);
        Ok(())
    }
}
