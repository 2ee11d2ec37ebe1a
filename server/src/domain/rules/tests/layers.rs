//! A city's own rules, after the province's.
use proptest::prelude::*;

use super::random::{a_report, rule_set};
use super::{WORLD, report, set, to, topics};
use crate::domain::rules::compiled::Compiled;
use crate::domain::rules::compiled::Desk;
use crate::domain::rules::layers::{Layered, decide_in_layers, verdict_in_layers};
use crate::domain::rules::model::{Mode, Rule, RuleSet, Scope, Target, Then, When};
use crate::domain::rules::report::Report;
use crate::domain::rules::resolve::Why;

fn province() -> Compiled {
    let then = Then::forward(Target::function("roads").or("P-PU"));
    let rule = Rule { mode: Mode::Automatic, ..Rule::new(10, "Jalan", topics(&["roads"]), then) };
    Compiled::new(&set(vec![rule]))
}

fn city(rules: Vec<Rule>) -> Compiled {
    Compiled::new(&RuleSet::new(Scope::Government("A".to_owned()), rules))
}

fn ask(own: &Compiled, report: &Report<'_>) -> Layered {
    decide_in_layers(&province(), |code| (code == "A").then_some(own), report, &WORLD)
}

#[test]
fn the_city_decides_within_itself_after_the_province() {
    let own = city(vec![Rule { mode: Mode::Automatic, ..Rule::new(1, "Gang", topics(&["roads"]), to("A-PU-1")) }]);
    let layered = ask(&own, &report());
    assert_eq!(layered.decision.lead.as_deref(), Some("A-PU-1"));
    assert_eq!(layered.province.unwrap().lead.as_deref(), Some("A-PU"));
    assert!(layered.decision.automatic, "both forward by themselves");
    let suggests = city(vec![Rule::new(1, "Gang", topics(&["roads"]), to("A-PU-1"))]);
    assert!(!ask(&suggests, &report()).decision.automatic);
}

#[test]
fn reports_of_others_do_not_reach_its_rules() {
    let own = city(vec![Rule::new(1, "Semua", When::default(), to("A-PU-1"))]);
    let layered = ask(&own, &Report { region: Some("63.72"), ..report() });
    assert_eq!((layered.decision.lead.as_deref(), layered.government), (Some("B-PU"), None));
    let layered = ask(&own, &Report { region: Some("63"), ..report() });
    assert_eq!(layered.decision.lead.as_deref(), Some("P-PU"));
    // Somebody else's set is not taken for the city's.
    let wrong = Compiled::new(&RuleSet::new(Scope::Government("B".to_owned()), vec![]));
    assert_eq!(ask(&wrong, &report()).decision.lead.as_deref(), Some("A-PU"));
}

#[test]
fn a_target_across_the_boundary_is_lost_and_the_province_stands() {
    for target in ["P-PU", "B-PU", "MIN-KANWIL"] {
        let own = city(vec![Rule::new(1, "Keluar", When::default(), to(target))]);
        let layered = ask(&own, &report());
        assert_eq!(layered.decision.lead.as_deref(), Some("A-PU"), "{target}");
        assert_eq!(layered.decision.lost.first().unwrap().why, Why::OutsideGovernment);
        assert!(!layered.decision.automatic);
    }
    let named = city(vec![Rule::new(1, "Keluar", When::default(), Then::forward(Target::Named))]);
    let layered = ask(&named, &Report { named: Some("P-PU"), ..report() });
    assert_eq!(layered.decision.lead.as_deref(), Some("A-PU"));
}

proptest! {
    #[test]
    fn the_quick_way_through_the_layers_says_the_same(first in rule_set(), second in rule_set(), owned in a_report()) {
        let province = Compiled::new(&RuleSet::province(first.rules().to_vec()));
        let own = city(second.rules().to_vec());
        let (report, ask) = (owned.report(), |code: &str| (code == "A").then_some(&own));
        let (quick, is_own) = verdict_in_layers(&province, ask, &mut Desk::for_many(), &report, &WORLD);
        let full = decide_in_layers(&province, ask, &report, &WORLD);
        prop_assert_eq!(is_own, full.province.is_some());
        let decision = full.decision;
        prop_assert_eq!(decision.lead.as_deref(), quick.lead.map(|spot| WORLD.code(spot)));
        prop_assert_eq!((decision.action, decision.urgency, decision.automatic), (quick.action, quick.urgency, quick.automatic));
        prop_assert_eq!((!decision.lost.is_empty(), decision.person.is_some()), (quick.target_lost, quick.person.is_some()));
        // Across the boundary, never.
        if is_own && let Some(lead) = quick.lead {
            prop_assert!(WORLD.is_within(lead, WORLD.spot("A").unwrap()));
        }
    }
}
