//! Two versions side by side.
use proptest::prelude::*;

use super::random::rule_set;
use super::{strings, to, topics};
use crate::domain::rules::difference::{Change, Field, difference};
use crate::domain::rules::model::{Mode, Rule, RuleSet};

fn rule(position: u32, name: &str) -> Rule {
    Rule::new(position, name, topics(&["roads"]), to("P-PU"))
}

fn changed(from: u32, to: u32, name: &str, moved: bool, fields: Vec<Field>) -> Change {
    Change::Changed { from, to, name: name.to_owned(), moved, fields }
}

#[test]
fn rules_come_go_move_and_change() {
    let old = RuleSet::province(vec![rule(10, "A"), rule(20, "B"), rule(30, "C"), rule(40, "D")]);
    let mut c = rule(15, "C");
    c.mode = Mode::Automatic;
    c.then.cc.push(crate::domain::rules::model::Target::Named);
    c.when.keywords_any = strings(&["rusak"]);
    let new = RuleSet::province(vec![rule(10, "A"), c, rule(20, "B"), rule(50, "E")]);
    assert_eq!(
        difference(&old, &new),
        [
            Change::Removed { position: 40, name: "D".to_owned() },
            changed(30, 15, "C", true, vec![Field::Mode, Field::KeywordsAny, Field::Cc]),
            Change::Added { position: 50, name: "E".to_owned() },
        ]
    );
}

#[test]
fn a_new_number_is_no_move_and_a_new_name_is_the_same_rule() {
    let old = RuleSet::province(vec![rule(10, "A"), rule(20, "B")]);
    let new = RuleSet::province(vec![rule(5, "A"), rule(20, "Baru")]);
    assert_eq!(
        difference(&old, &new),
        [changed(10, 5, "A", false, vec![]), changed(20, 20, "Baru", false, vec![Field::Name, Field::Because])]
    );
}

#[test]
fn one_rule_that_overtakes_others_is_one_move() {
    let names = ["A", "B", "C", "D"];
    let old = RuleSet::province(names.iter().zip(1..).map(|(name, at)| rule(at * 10, name)).collect());
    let mut moved = old.rules().to_vec();
    moved.last_mut().unwrap().position = 5;
    assert_eq!(difference(&old, &RuleSet::province(moved)), [changed(40, 5, "D", true, vec![])]);
}

proptest! {
    #[test]
    fn nothing_differs_from_itself_and_additions_are_removals_the_other_way(old in rule_set(), new in rule_set()) {
        prop_assert_eq!(difference(&old, &old), vec![]);
        let count = |changes: &[Change], added: bool| {
            changes.iter().filter(|change| match change {
                Change::Added { .. } => added,
                Change::Removed { .. } => !added,
                Change::Changed { .. } => false,
            }).count()
        };
        let (there, back) = (difference(&old, &new), difference(&new, &old));
        prop_assert_eq!(count(&there, true), count(&back, false));
        prop_assert_eq!(old.rules().len() + count(&there, true), new.rules().len() + count(&there, false));
    }
}
