//! What is wrong with a rule set, before it runs. Findings are data that name the rule; `texts` makes sentences of them.
//! An error blocks publishing; a warning is to be read. Everything is sound: a rule that is called unreachable is
//! never used by a report whose topic is known (a property test tries); not every rule that is never used is found.
//! Nothing here switches a rule off.
mod coverage;
mod finding;
mod inclusion;
mod reach;
mod shape;
mod targets;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
mod words;

pub use finding::{CodeField, Finding, Kind, Limit, Severity, TargetRole};

use chrono::NaiveDate;
use entities::vocab::Classification;

use super::directory::Directory;
use super::model::{Rule, RuleSet, Scope, is_below};

/// Nobody reads more; the rest is a number.
const MOST_FINDINGS: usize = 2_000;

/// Limits of a rule set. An import beyond them is refused before anything is compared.
#[derive(Debug, Clone, Copy)]
pub struct Limits;
impl Limits {
    /// Rules of a set.
    pub const RULES: usize = 2_000;
    /// Keywords of all rules together.
    pub const ALL_KEYWORDS: usize = 20_000;
    /// Keywords of one rule, of both lists together.
    pub const KEYWORDS: usize = 200;
    /// Characters of a keyword.
    pub const KEYWORD: usize = 200;
    /// Codes in one list of conditions.
    pub const CODES: usize = 200;
    /// Agencies that help, and agencies that read.
    pub const TARGETS: usize = 20;
    /// Functions tried one after the other (the file has room for two).
    pub const FUNCTIONS: usize = 2;
    /// Characters of a name.
    pub const NAME: usize = 200;
    /// Characters of a reason.
    pub const REASON: usize = 1_000;
    /// Characters of any code.
    pub const CODE: usize = 64;
}

/// A topic as the lint sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its code.
    pub code: String,
    /// What a report about it usually is.
    pub usually: Option<Classification>,
}

/// What the rules are held against.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The agencies.
    pub directory: &'a Directory,
    /// All topics.
    pub topics: &'a [Topic],
    /// All region codes.
    pub regions: &'a [String],
    /// The day on which the set will run; targets known to close after it are warned of.
    pub day: NaiveDate,
}
impl World<'_> {
    /// Regencies and cities in which rules of this scope work.
    fn areas(&self, scope: &Scope) -> Vec<&str> {
        let own = match scope {
            Scope::Province => None,
            Scope::Government(code) => self.directory.get(code).and_then(|seat| seat.region.as_deref()),
        };
        let all = self.regions.iter().map(String::as_str).filter(|code| code.len() == 5);
        all.filter(|code| own.is_none_or(|own| is_below(code, own, '.'))).collect()
    }
}

/// All findings, in the order of the rules; those about the whole set come last.
#[must_use]
pub fn lint(set: &RuleSet, world: &World<'_>) -> Vec<Finding> {
    let mut findings = vec![];
    shape::limits(set, &mut findings);
    if !findings.is_empty() {
        // Too large to compare with anything.
        return findings;
    }
    shape::set(set, &mut findings);
    let known = shape::Known::of(world);
    for rule in set.rules() {
        shape::rule(rule, set, world, &known, &mut findings);
        words::keywords(rule, &mut findings);
        if rule.active {
            targets::targets(rule, set, world, &mut findings);
        }
    }
    reach::reach(set, world, &mut findings);
    coverage::only_fallback(set, world, &mut findings);
    findings
        .sort_by_key(|finding| (finding.rule.is_none(), finding.rule.as_ref().map(|rule| rule.0), finding.severity()));
    let left_out = findings.len().saturating_sub(MOST_FINDINGS);
    if left_out > 0 {
        findings.truncate(MOST_FINDINGS);
        findings.push(Finding { rule: None, kind: Kind::More { left_out } });
    }
    findings
}

/// Whether nothing blocks.
#[must_use]
pub fn may_publish(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity() == Severity::Warning)
}

/// About this rule.
fn about(rule: &Rule, kind: Kind) -> Finding {
    Finding { rule: Some((rule.position, rule.name.clone())), kind }
}
