//! What is called unreachable is never used, on random rules and reports.
use proptest::prelude::*;

use super::of;
use crate::domain::rules::lint::Kind;
use crate::domain::rules::naive;
use crate::domain::rules::tests::WORLD;
use crate::domain::rules::tests::random::{a_report, rule_set};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]
    #[test]
    fn a_rule_that_is_called_unreachable_never_decides(set in rule_set(), reports in proptest::collection::vec(a_report(), 1..25)) {
        let found = of(&set);
        for owned in &reports {
            let report = owned.report();
            let rule = naive::decide(&set, &report, &WORLD).rule.and_then(|at| set.rules().get(at));
            let Some(rule) = rule else { continue };
            let about = found.iter().filter(|one| one.rule.as_ref().is_some_and(|of| of.0 == rule.position));
            for finding in about {
                let unreachable = matches!(&finding.kind, Kind::Unreachable { .. } | Kind::TimeEmpty);
                prop_assert!(!unreachable, "{:?} decides on {:?}", finding, report);
                if let Kind::TopicTaken { topic, .. } = &finding.kind {
                    let others = rule.when.topics.iter().filter(|other| *other != topic);
                    let by_other = report.topic.is_some_and(|code| others.clone().any(|top| code == top || code.starts_with(&format!("{top}."))));
                    prop_assert!(by_other || report.topic != Some(topic), "{:?} decides on {:?}", finding, report);
                }
            }
        }
    }
}
