//! Rules that are never used, or in part: earlier ones take what they match.
use std::cell::Cell;
use std::collections::BTreeSet;

use super::finding::{Finding, Kind, TargetRole};
use super::inclusion::{Asked, Atom, always_takes, covers};
use super::{World, about};
use crate::domain::rules::model::{Rule, RuleSet, Target, is_below};
use entities::vocab::Classification;

/// More parts of one rule are not looked at one by one.
const MOST_ATOMS: usize = 2_000;
/// Steps of comparing for a whole set: far more than the rules of people need, and over in a few seconds. Tests do not wait.
const MOST_WORK: usize = if cfg!(test) { 4_000_000 } else { 40_000_000 };

/// The rules before one, and what they are held against.
struct Earlier<'a> {
    rules: &'a [(&'a Rule, Asked<'a>)],
    set: &'a RuleSet,
    world: &'a World<'a>,
    left: &'a Cell<usize>,
}
impl Earlier<'_> {
    /// The first earlier rule that takes all of an atom.
    fn taker(&self, inner: &Asked<'_>, atom: &Atom<'_>) -> Option<u32> {
        self.rules
            .iter()
            .filter(|(_, outer)| self.left.replace(self.left.get().saturating_sub(outer.work(atom))) > 0)
            .filter(|(_, outer)| covers(outer, inner, atom))
            .find(|(rule, _)| always_takes(rule, &atom.regions, &self.set.scope, self.world.directory))
            .map(|(rule, _)| rule.position)
    }

    /// The takers of all atoms; none when one is left over.
    fn takers(&self, inner: &Asked<'_>, atoms: &[Atom<'_>]) -> Option<BTreeSet<u32>> {
        let mut takers = BTreeSet::new();
        for atom in atoms {
            takers.insert(self.taker(inner, atom)?);
        }
        (!atoms.is_empty()).then_some(takers)
    }
}

/// All active rules against those before them.
pub(super) fn reach(set: &RuleSet, world: &World<'_>, findings: &mut Vec<Finding>) {
    let active: Vec<(&Rule, Asked<'_>)> =
        set.rules().iter().filter(|rule| rule.active).map(|rule| (rule, Asked::new(&rule.when))).collect();
    let left = Cell::new(MOST_WORK);
    for (at, (rule, asked)) in active.iter().enumerate() {
        if left.get() == 0 {
            findings.push(Finding { rule: None, kind: Kind::NotAllCompared { from: rule.position } });
            return;
        }
        let earlier = Earlier { rules: active.get(..at).unwrap_or(&[]), set, world, left: &left };
        if asked.never {
            // Said already, as an empty keyword or an empty time.
            continue;
        }
        if let Some(by) = earlier.takers(asked, &atoms(asked, world)) {
            let first = by.first().copied().unwrap_or(0);
            let free_before = free_before(set, first);
            findings.push(about(rule, Kind::Unreachable { by: by.into_iter().collect(), free_before }));
            continue;
        }
        if rule.when.topics.len() > 1 {
            for topic in &rule.when.topics {
                let atom = Atom { topics: vec![topic.as_str()], ..Atom::whole(asked) };
                if let Some(by) = earlier.taker(asked, &atom) {
                    findings.push(about(rule, Kind::TopicTaken { topic: topic.clone(), by }));
                }
            }
        }
        conflict(rule, asked, &earlier, findings);
    }
}

/// A rule that hands a report to whom the reporter names must not be reached by one that accuses.
fn conflict(rule: &Rule, asked: &Asked<'_>, earlier: &Earlier<'_>, findings: &mut Vec<Finding>) {
    let explicit = rule.when.classifications.contains(&Classification::SupervisoryComplaint);
    let possible = rule.when.classifications.is_empty() && {
        let atom = Atom { classifications: vec![Classification::SupervisoryComplaint], ..Atom::whole(asked) };
        earlier.taker(asked, &atom).is_none()
    };
    let then = &rule.then;
    let roles = [
        (TargetRole::Lead, then.forward_to.as_slice()),
        (TargetRole::Supporting, then.supporting.as_slice()),
        (TargetRole::Cc, then.cc.as_slice()),
    ];
    for (role, targets) in roles {
        if !targets.contains(&Target::Named) {
            continue;
        }
        if explicit && role == TargetRole::Lead {
            findings.push(about(rule, Kind::Conflict { role, code: None }));
        } else if explicit || possible {
            findings.push(about(rule, Kind::ConflictPossible { role }));
        }
    }
}

/// A free position between the rule at `position` and the one before it.
fn free_before(set: &RuleSet, position: u32) -> Option<u32> {
    let before = set.rules().iter().map(|rule| rule.position).filter(|other| *other < position).max();
    let low = before.map_or(0, |before| before + 1);
    (low < position).then(|| low + (position - low) / 2)
}

/// The reports of a rule, cut into parts that different rules may take.
fn atoms<'a>(asked: &'a Asked<'a>, world: &'a World<'a>) -> Vec<Atom<'a>> {
    let mut atoms = vec![Atom::whole(asked)];
    // A topic with all topics below it, one by one.
    let mut topics: BTreeSet<&str> = asked.when.topics.iter().map(String::as_str).collect();
    for top in &asked.when.topics {
        topics.extend(world.topics.iter().map(|topic| topic.code.as_str()).filter(|code| is_below(code, top, '.')));
    }
    split(&mut atoms, &topics.into_iter().collect::<Vec<_>>(), |atom, topic| atom.topics = vec![*topic]);
    let regions: Vec<&str> = asked.when.regions.iter().map(String::as_str).collect();
    split(&mut atoms, &regions, |atom, region| atom.regions = vec![*region]);
    split(&mut atoms, &asked.when.classifications, |atom, one| atom.classifications = vec![*one]);
    split(&mut atoms, &asked.when.channels, |atom, one| atom.channels = vec![*one]);
    let named: Vec<&str> = asked.when.named_agencies.iter().map(String::as_str).collect();
    split(&mut atoms, &named, |atom, one| atom.named = vec![*one]);
    let words: Vec<&Vec<String>> = asked.any.iter().collect();
    split(&mut atoms, &words, |atom, one| atom.any = vec![*one]);
    atoms
}

/// Each atom once for each value, unless that becomes too many.
fn split<'a, T>(atoms: &mut Vec<Atom<'a>>, values: &[T], narrow: impl Fn(&mut Atom<'a>, &T)) {
    if values.len() < 2 || atoms.len() * values.len() > MOST_ATOMS {
        return;
    }
    let mut parts = Vec::with_capacity(atoms.len() * values.len());
    for atom in atoms.iter() {
        for value in values {
            let mut part = atom.clone();
            narrow(&mut part, value);
            parts.push(part);
        }
    }
    *atoms = parts;
}
