//! Each condition, alone: what it lets through and what it does not.
use chrono::Weekday;
use entities::vocab::{AgencyKind, Channel, Classification, Urgency};

use super::{WORLD, at, report, set, strings, to, topics, words};
use crate::domain::rules::compiled::{Compiled, Person};
use crate::domain::rules::model::{Action, Mode, Rule, RuleSet, Target, Then, TimeWindow, When};
use crate::domain::rules::report::Report;
use crate::domain::rules::trace::PersonDecides;

/// Whether a rule with this condition takes the report.
fn takes(when: When, report: &Report<'_>) -> bool {
    let set = set(vec![Rule::new(10, "A", when, to("P-PU"))]);
    let decision = Compiled::new(&set).evaluate(report, &WORLD);
    decision.rule.unwrap().0 == 10
}

#[test]
fn a_topic_holds_itself_and_what_lies_below_it() {
    for (topic, holds) in
        [("roads", true), ("roads.pothole", true), ("roads.pot", false), ("road", false), ("water", false)]
    {
        assert_eq!(takes(topics(&[topic]), &report()), holds, "{topic}");
    }
    assert!(takes(topics(&["water", "roads"]), &report()));
    assert!(!takes(topics(&["roads.pothole"]), &Report { topic: Some("roads"), ..report() }));
    assert!(!takes(topics(&["roads"]), &Report { topic: None, ..report() }));
}

#[test]
fn a_region_holds_itself_and_what_lies_below_it() {
    for (region, holds) in
        [("63", true), ("63.71", true), ("63.71.02", true), ("63.7", false), ("63.72", false), ("63.71.02.1001", false)]
    {
        assert_eq!(takes(When { regions: strings(&[region]), ..When::default() }, &report()), holds, "{region}");
    }
    let when = When { regions: strings(&["63"]), ..When::default() };
    assert!(!takes(when, &Report { region: None, ..report() }));
}

#[test]
fn closed_lists_hold_their_values() {
    let yes =
        When { classifications: vec![Classification::Aspiration, Classification::ServiceComplaint], ..When::default() };
    let no = When { classifications: vec![Classification::Aspiration], ..When::default() };
    assert!(takes(yes, &report()) && !takes(no, &report()));
    let yes = When { channels: vec![Channel::Web], ..When::default() };
    let no = When { channels: vec![Channel::Sp4n, Channel::Ombudsman], ..When::default() };
    assert!(takes(yes, &report()) && !takes(no, &report()));
    let yes = When { urgencies: vec![Urgency::Normal], ..When::default() };
    let no = When { urgencies: vec![Urgency::Emergency], ..When::default() };
    assert!(takes(yes, &report()) && !takes(no, &report()));
}

#[test]
fn a_named_agency_holds_its_units_by_code() {
    let named = |code: &'static str| Report { named: Some(code), ..report() };
    let when = |codes: &[&str]| When { named_agencies: strings(codes), ..When::default() };
    assert!(takes(when(&["P-PU"]), &named("P-PU")) && takes(when(&["P-PU"]), &named("P-PU-BM")));
    assert!(takes(when(&["P"]), &named("P-PU-BM")) && !takes(when(&["P-P"]), &named("P-PU")));
    assert!(!takes(when(&["P-PU-BM"]), &named("P-PU")) && !takes(when(&["P"]), &report()));
    let kinds = |kinds: &[AgencyKind]| When { named_kinds: kinds.to_vec(), ..When::default() };
    assert!(takes(kinds(&[AgencyKind::Hospital]), &named("P-RS")));
    assert!(!takes(kinds(&[AgencyKind::Hospital]), &named("P-PU")));
    assert!(!takes(kinds(&[AgencyKind::Hospital]), &named("UNKNOWN")) && !takes(kinds(AgencyKind::ALL), &report()));
}

#[test]
fn hours_may_run_past_midnight() {
    let window = |weekdays: &[Weekday], from: u16, until: u16| When {
        time: Some(TimeWindow { weekdays: weekdays.to_vec(), from: from * 60, until: until * 60 }),
        ..When::default()
    };
    let on = |day, hour| Report { received: Some(at(day, hour, 0)), ..report() };
    // The 23rd of November 2026 is a Monday.
    assert!(takes(window(&[], 8, 16), &on(23, 8)) && !takes(window(&[], 8, 16), &on(23, 16)));
    assert!(takes(window(&[Weekday::Mon], 22, 6), &on(23, 23)) && takes(window(&[Weekday::Mon], 22, 6), &on(24, 5)));
    assert!(!takes(window(&[Weekday::Mon], 22, 6), &on(23, 5)), "that night belongs to Sunday");
    assert!(!takes(window(&[], 22, 6), &on(23, 6)) && takes(window(&[], 0, 24), &on(23, 23)));
    assert!(!takes(window(&[], 8, 8), &on(23, 8)));
    assert!(!takes(window(&[], 0, 24), &Report { received: None, ..report() }), "an unknown time is in no window");
}

#[test]
fn words_are_found_whole_in_title_or_text_and_never_across_both() {
    assert!(takes(words(&["JALAN, rusak!"]), &report()));
    assert!(takes(words(&["jalan merdeka"]), &report()), "jln");
    assert!(takes(words(&["lubang"]), &report()), "berlubang");
    assert!(!takes(words(&["rusak jalan merdeka"]), &report()), "from the title into the text");
    assert!(!takes(words(&["lub", "jal"]), &report()));
    let all = |list: &[&str]| When { keywords_all: strings(list), ..When::default() };
    assert!(takes(all(&["rusak", "merdeka"]), &report()) && !takes(all(&["rusak", "trikora"]), &report()));
    assert!(!takes(words(&["?!"]), &report()) && !takes(all(&["rusak", "..."]), &report()), "nothing is left of it");
    assert!(takes(words(&["?!", "rusak"]), &report()));
}

#[test]
fn the_first_active_rule_in_order_decides() {
    let rules = vec![
        Rule::new(30, "C", topics(&["roads"]), to("A-PU")),
        Rule { active: false, ..Rule::new(10, "A", topics(&["roads"]), to("P-PU")) },
        Rule::new(20, "B", topics(&["roads"]), to("B-PU")),
    ];
    let decision = Compiled::new(&set(rules)).evaluate(&report(), &WORLD);
    assert_eq!((decision.rule.unwrap().0, decision.lead.as_deref()), (20, Some("B-PU")));
}

#[test]
fn what_is_not_forwarded_has_no_lead() {
    for action in [Action::Refer, Action::AskSupplement, Action::Archive] {
        let then = Then {
            urgency: Urgency::High,
            archive_reason: Some("r".to_owned()),
            reply_code: Some("c".to_owned()),
            ..Then::only(action)
        };
        let rule = Rule { mode: Mode::Automatic, ..Rule::new(10, "A", topics(&["roads"]), then) };
        let decision = Compiled::new(&set(vec![rule])).evaluate(&report(), &WORLD);
        assert_eq!((decision.action, decision.lead, decision.automatic), (Some(action), None, false));
        assert_eq!((decision.archive_reason.as_deref(), decision.reply_code.as_deref()), (Some("r"), Some("c")));
        assert_eq!(decision.urgency, Urgency::High);
    }
}

#[test]
fn a_rule_raises_the_urgency_and_never_lowers_it() {
    let rule = Rule::new(10, "A", topics(&["roads"]), Then { urgency: Urgency::High, ..to("P-PU") });
    let compiled = Compiled::new(&set(vec![rule]));
    assert_eq!(compiled.evaluate(&report(), &WORLD).urgency, Urgency::High);
    let urgent = Report { urgency: Urgency::Emergency, ..report() };
    assert_eq!(compiled.evaluate(&urgent, &WORLD).urgency, Urgency::Emergency);
}

#[test]
fn a_rule_suggests_unless_it_says_that_it_forwards() {
    let rule = |mode| Rule { mode, ..Rule::new(10, "A", topics(&["roads"]), to("P-PU")) };
    assert!(!Compiled::new(&set(vec![rule(Mode::Suggest)])).decide(&report(), &WORLD).automatic);
    assert!(Compiled::new(&set(vec![rule(Mode::Automatic)])).decide(&report(), &WORLD).automatic);
    assert_eq!(Mode::default(), Mode::Suggest);
}

#[test]
fn without_a_rule_that_fits_a_person_decides() {
    let nothing = Compiled::new(&RuleSet::default());
    assert_eq!(nothing.decide(&report(), &WORLD).person, Some(Person::NoRule));
    let rules = RuleSet::province(vec![Rule::new(1, "A", When::default(), Then::forward(Target::Named))]);
    let decision = Compiled::new(&rules).evaluate(&report(), &WORLD);
    assert_eq!((decision.person, decision.action, decision.rule), (Some(PersonDecides::NoRule), None, None));
    let broken = Rule::new(1, "A", When::default(), Then::only(Action::Forward));
    assert_eq!(Compiled::new(&RuleSet::province(vec![broken])).decide(&report(), &WORLD).person, Some(Person::NoRule));
}

#[test]
fn whistle_blowing_meets_no_rule() {
    let report = Report { classification: Classification::WhistleBlowing, ..report() };
    let decision = Compiled::new(&set(vec![])).evaluate(&report, &WORLD);
    assert_eq!((decision.person, decision.lead), (Some(PersonDecides::Confidential), None));
}

#[test]
fn an_empty_window_is_one_that_holds_at_no_minute() {
    for (from, until) in
        [(0, 0), (60, 60), (1_440, 60), (1_440, 0), (0, 1_440), (1_440, 1_500), (1_500, 1_440), (60, 0)]
    {
        let window = TimeWindow { weekdays: vec![], from, until };
        let holds = (0..1_440).any(|minute| window.holds_at(Weekday::Wed, minute));
        assert_eq!(window.is_empty(), !holds, "{from} until {until}");
    }
}
