//! The quick way, the way with reasons and the plain way give one answer.
use proptest::prelude::*;

use super::WORLD;
use super::random::{a_report, rule_set};
use crate::domain::rules::compiled::{Compiled, Desk};
use crate::domain::rules::naive;
use crate::domain::rules::trace::Outcome;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn compiled_rules_decide_as_the_rules_read_aloud(set in rule_set(), reports in proptest::collection::vec(a_report(), 1..6)) {
        let compiled = Compiled::new(&set);
        let mut desk = Desk::for_many();
        for owned in &reports {
            let report = owned.report();
            let plain = naive::decide(&set, &report, &WORLD);
            prop_assert_eq!(compiled.decide(&report, &WORLD), plain);
            prop_assert_eq!(compiled.decide_at(&mut desk, &report, &WORLD), plain, "a desk used before");
        }
    }

    #[test]
    fn the_trace_tells_what_was_decided(set in rule_set(), owned in a_report()) {
        let (compiled, report) = (Compiled::new(&set), owned.report());
        let (verdict, decision) = (compiled.decide(&report, &WORLD), compiled.evaluate(&report, &WORLD));
        prop_assert_eq!(decision.lead.as_deref(), verdict.lead.map(|spot| WORLD.code(spot)));
        prop_assert_eq!(decision.person.is_some(), verdict.person.is_some());
        prop_assert_eq!(!decision.lost.is_empty(), verdict.target_lost);
        prop_assert_eq!((decision.action, decision.urgency, decision.automatic), (verdict.action, verdict.urgency, verdict.automatic));
        prop_assert_eq!(decision.trace.tried.len(), set.rules().len());
        for (at, (tried, rule)) in decision.trace.tried.iter().zip(set.rules()).enumerate() {
            let holds = naive::holds(&rule.when, &report, &WORLD);
            match &tried.outcome {
                Outcome::Inactive => prop_assert!(!rule.active),
                Outcome::Failed(_) => prop_assert!(!holds),
                Outcome::Unresolved(_) => prop_assert!(holds && verdict.rule.is_none_or(|rule| at < rule)),
                Outcome::Decided { .. } => prop_assert!(holds && verdict.rule == Some(at)),
                Outcome::NotReached { matches } => prop_assert_eq!(*matches, holds),
            }
            for word in &tried.words {
                let text = if word.part == crate::domain::rules::trace::Part::Title { report.title } else { report.body };
                prop_assert!(text.get(word.range.clone()).is_some());
                prop_assert!(rule.when.keywords_any.contains(&word.keyword) || rule.when.keywords_all.contains(&word.keyword));
            }
        }
    }
}
