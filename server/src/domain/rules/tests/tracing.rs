//! The trace: the first condition that failed, the words with their places, what was not reached.
use entities::vocab::{AgencyKind, Channel, Classification, Urgency};

use super::{WORLD, report, set, strings, to, topics, words};
use crate::domain::rules::compiled::Compiled;
use crate::domain::rules::model::{Rule, TimeWindow, When};
use crate::domain::rules::report::Report;
use crate::domain::rules::trace::{Failed, Outcome, Part};

#[test]
fn each_rule_says_the_first_condition_that_failed() {
    let none = When::default;
    let whens = [
        (When { regions: strings(&["63.72"]), ..topics(&["water"]) }, Failed::Topic),
        (When { regions: strings(&["63.72"]), channels: vec![Channel::Sms], ..none() }, Failed::Region),
        (When { classifications: vec![Classification::Aspiration], ..none() }, Failed::Classification),
        (When { channels: vec![Channel::Sms], ..words(&["xyz"]) }, Failed::Channel),
        (When { named_agencies: strings(&["P"]), ..none() }, Failed::NamedAgency),
        (When { named_kinds: vec![AgencyKind::Hospital], ..none() }, Failed::NamedKind),
        (When { urgencies: vec![Urgency::High], ..none() }, Failed::Urgency),
        (When { time: Some(TimeWindow { weekdays: vec![], from: 0, until: 60 }), ..none() }, Failed::Time),
        (words(&["xyz", "?"]), Failed::KeywordsAny),
        (
            When { keywords_all: strings(&["rusak", "xyz", "!"]), ..words(&["lubang"]) },
            Failed::KeywordsAll { missing: strings(&["xyz", "!"]) },
        ),
    ];
    let rules = whens.iter().zip(1..).map(|((when, _), at)| Rule::new(at, format!("{at}"), when.clone(), to("P-PU")));
    let compiled = Compiled::new(&set(rules.collect()));
    let decision = compiled.evaluate(&report(), &WORLD);
    assert_eq!(decision.lead.as_deref(), Some("P-KOM"));
    for (tried, (_, failed)) in decision.trace.tried.iter().zip(&whens) {
        assert_eq!(tried.outcome, Outcome::Failed(failed.clone()), "{}", tried.position);
    }
}

#[test]
fn words_are_marked_where_they_stand_even_in_rules_that_were_not_reached() {
    let rules = vec![
        Rule::new(
            10,
            "A",
            When { keywords_any: strings(&["jalan merdeka", "lubang", "zzz"]), ..topics(&["roads"]) },
            to("A-PU"),
        ),
        Rule::new(20, "B", When { keywords_all: strings(&["perbaikan"]), ..topics(&["water"]) }, to("B-PU")),
        Rule::new(30, "C", words(&["jalan"]), to("B-PU")),
        Rule { active: false, ..Rule::new(40, "D", words(&["jalan"]), to("B-PU")) },
    ];
    let report = report();
    let decision = Compiled::new(&set(rules)).evaluate(&report, &WORLD);
    let [a, b, c, d, last] = decision.trace.tried.as_slice() else { panic!("every rule is named") };
    let texts = |tried: &crate::domain::rules::trace::Tried| -> Vec<String> {
        let whole = |part| if part == Part::Title { report.title } else { report.body };
        tried.words.iter().map(|word| whole(word.part).get(word.range.clone()).unwrap().to_owned()).collect()
    };
    assert!(matches!(a.outcome, Outcome::Decided { .. }));
    assert_eq!(texts(a), ["Jln Merdeka", "berlubang"]);
    assert_eq!(a.words.first().unwrap().keyword, "jalan merdeka");
    assert_eq!((&b.outcome, texts(b)), (&Outcome::NotReached { matches: false }, strings(&["diperbaiki"])));
    assert_eq!((&c.outcome, texts(c)), (&Outcome::NotReached { matches: true }, strings(&["Jalan", "Jln"])));
    assert_eq!(d.outcome, Outcome::Inactive);
    assert_eq!(last.outcome, Outcome::NotReached { matches: true });
}

#[test]
fn a_hostile_text_is_only_a_text() {
    let compiled = Compiled::new(&set(vec![Rule::new(10, "A", words(&["(x+)+$", ".*", "rusak"]), to("A-PU"))]));
    for body in
        ["", "😀".repeat(5_000).as_str(), &"rusak ".repeat(20_000), "<b>RUSAK</b>\0\u{202e}", &"a".repeat(100_000)]
    {
        let report = Report { title: "", body, ..report() };
        let decision = compiled.evaluate(&report, &WORLD);
        for word in decision.trace.tried.iter().flat_map(|tried| &tried.words) {
            assert!(body.get(word.range.clone()).is_some());
        }
        assert_eq!(decision.rule.unwrap().0 == 10, body.to_lowercase().contains("rusak"));
    }
}

#[test]
fn a_text_that_says_the_same_again_and_again_does_not_fill_the_trace() {
    let rules = (1..=50).map(|at| Rule::new(at, format!("{at}"), words(&["lubang"]), to("P-PU"))).collect();
    let body = "lubang ".repeat(1_400);
    let report = Report { body: &body, ..report() };
    let decision = Compiled::new(&set(rules)).evaluate(&report, &WORLD);
    assert!(decision.trace.tried.iter().all(|tried| tried.words.len() <= 20));
    assert_eq!(decision.trace.tried.first().unwrap().words.len(), 20);
}
