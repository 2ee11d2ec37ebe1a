//! Carrying a plan out on a tree, change by change: the tree of its day, who inherits whose cases, and what does not
//! fit. A change that does not fit is left out, so that the rest can still be looked at.
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Applied, Change, Finding, FindingCode as Code, Handover, Heir, Node, Tree, outcome::Share};
use crate::domain::audience::receives;

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
    let (known, holders) = (before.holders(), work.after.tree.holders());
    let mut twice = vec![];
    for ((function, area), codes) in holders.iter().filter(|(_, codes)| codes.len() > 1) {
        // What was so before is not this plan's doing: only those that come are held against another.
        let known = known.get(&(*function, *area));
        let comes = |code: &str| !known.is_some_and(|known| known.contains(code));
        let stays = codes.iter().copied().find(|code| !comes(code));
        for code in codes.iter().copied().filter(|code| comes(code)) {
            let Some(rival) = stays.or_else(|| codes.first().copied()).filter(|rival| *rival != code) else { continue };
            let (one, two) = if code < rival { (code, rival) } else { (rival, code) };
            twice.push(Finding::new(Code::FunctionTwice, one).other(format!("{two}: {function} ({area})")));
        }
    }
    work.after.findings.extend(twice);
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
        self.not_before(node)?;
        Ok(node)
    }

    /// An open agency that something goes to.
    fn target(&self, of: &str, code: &str) -> Step<&Node> {
        let node = self.after.tree.get(code).ok_or_else(|| Finding::new(Code::UnknownAgency, code).other(of))?;
        if !node.open {
            return Err(Finding::new(Code::DeadTarget, code).other(of));
        }
        self.not_before(node)?;
        Ok(node)
    }

    /// No plan reaches behind what an agency has become since.
    fn not_before(&self, node: &Node) -> Step<()> {
        if node.since > self.day {
            return Err(Finding::new(Code::BeforeLastPlan, node.code.clone()).other(node.since.to_string()));
        }
        Ok(())
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
        self.tree().hang(code, parent);
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
                if kind.is_some_and(|kind| !receives(kind, false) && receives(node.kind, false)) {
                    return Err(Finding::new(Code::NotAReceiver, code.clone()).other(code.clone()));
                }
                let mut after = node.clone();
                after.kind = kind.unwrap_or(after.kind);
                after.functions = functions.clone().unwrap_or(after.functions);
                after.region = region.clone().unwrap_or(after.region);
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
                    return Err(Finding::new(Code::NotBelow, unit.clone()).other(code));
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
