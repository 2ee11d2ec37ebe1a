//! Whom a rule set means, so that a plan of the tree can say which of its rules would lose their target.
use super::model::{RuleSet, Target};
use crate::domain::reorganisation::{RuleTarget, RuleTargetBy};

/// Targets of the active rules, in order. Whom a reporter names is nobody in particular.
#[must_use]
pub fn rule_targets(set: &RuleSet) -> Vec<RuleTarget> {
    let mut found = vec![];
    for rule in set.rules().iter().filter(|rule| rule.active) {
        let mut add = |by| {
            found.push(RuleTarget { position: rule.position, name: rule.name.clone(), version: String::new(), by });
        };
        for target in rule.then.targets() {
            match target {
                Target::Agency(code) => add(RuleTargetBy::Agency(code.clone())),
                Target::Relative { functions, otherwise } => {
                    for function in functions {
                        add(RuleTargetBy::Function { function: function.clone(), otherwise: otherwise.clone() });
                    }
                }
                Target::Named => {}
            }
        }
    }
    found
}
