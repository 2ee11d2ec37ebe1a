//! A rule set as it is kept: the text of a `forwarding_rules.json`. Not here: what the rules mean (`domain`).
use crate::{
    domain::rules::{RuleSet, Scope},
    reference::{Fault, parse_forwarding_rules, rules_domain, write_forwarding_rules},
};

/// The largest document, in bytes.
pub const BYTES: usize = 1024 * 1024;

/// Whose rules a government keeps: those of the province decide between governments, others within their own.
#[must_use]
pub fn scope_of(government: &str, province: &str) -> Scope {
    if government == province { Scope::Province } else { Scope::Government(government.to_owned()) }
}

/// The rule set of a document.
///
/// # Errors
/// All that is wrong with its form. What is wrong with the rules is for the lint to say.
pub fn read(text: &str, scope: Scope) -> Result<RuleSet, Vec<Fault>> {
    if text.len() > BYTES {
        let reason = format!("the document has {} bytes; at most {BYTES}", text.len());
        return Err(vec![Fault { line: 1, column: None, reason }]);
    }
    rules_domain::rule_set(&parse_forwarding_rules(text)?, scope)
}

/// The document of a rule set.
#[must_use]
pub fn write(set: &RuleSet) -> String {
    write_forwarding_rules(&rules_domain::rows(set))
}
