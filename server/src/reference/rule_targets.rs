//! Whom the shipped forwarding rules name, so that a plan of the tree can say which of them would lose their target.
use super::{
    embedded,
    forwarding_rules::{RuleRow, Target, parse_forwarding_rules},
};
use crate::domain::reorganisation::{RuleTarget, RuleTargetBy};

/// Targets of the active ones of the shipped rules.
#[must_use]
pub fn shipped() -> Vec<RuleTarget> {
    match parse_forwarding_rules(embedded::FORWARDING_RULES) {
        Ok(rules) => targets(&rules),
        Err(faults) => {
            for fault in faults {
                tracing::error!(fault = %fault, "reference.forwarding_rules");
            }
            vec![]
        }
    }
}

/// Targets of the active ones of these rules.
#[must_use]
pub fn targets(rules: &[RuleRow]) -> Vec<RuleTarget> {
    let mut found = vec![];
    for rule in rules.iter().filter(|rule| rule.active) {
        let mut add = |by| found.push(RuleTarget { position: rule.position, name: rule.name.clone(), by });
        for target in rule.then.forward_to.iter().chain(&rule.then.supporting).chain(&rule.then.cc) {
            match target {
                Target::Agency(code) => add(RuleTargetBy::Agency(code.clone())),
                Target::Relative(relative) => {
                    let otherwise = relative.otherwise.clone();
                    let function = relative.relative.function.clone();
                    add(RuleTargetBy::Function { function, otherwise: otherwise.clone() });
                    if let Some(function) = relative.otherwise_relative.clone() {
                        add(RuleTargetBy::Function { function, otherwise });
                    }
                }
                Target::Named(_) => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_name_agencies_and_functions() {
        let found = shipped();
        assert!(
            found.iter().any(|target| matches!(&target.by, RuleTargetBy::Agency(code) if code == "KALSEL-PUPR-BM"))
        );
        assert!(found.iter().any(
            |target| matches!(&target.by, RuleTargetBy::Function { function, .. } if function == "civil_registry")
        ));
    }
}
