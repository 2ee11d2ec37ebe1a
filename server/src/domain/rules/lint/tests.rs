//! A clean set has no finding; each planted fault is found, with its rule; what is called unreachable is never used.
use chrono::NaiveDate;
use entities::vocab::{AgencyKind, Channel, Classification};

use super::{CodeField, Finding, Kind, Limit, Limits, Severity, TargetRole, Topic, World, lint, may_publish};
use crate::domain::rules::directory::Directory;
use crate::domain::rules::model::{Action, Mode, Rule, RuleSet, Scope, Target, Then, TimeWindow, When};
use crate::domain::rules::tests::random::{REGIONS, TOPICS};
use crate::domain::rules::tests::{WORLD, fallback, seats, set, strings, to, topics, words};

mod sound;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn held_against(set: &RuleSet, directory: &Directory) -> Vec<Finding> {
    let topics: Vec<Topic> = TOPICS.iter().map(|code| Topic { code: (*code).to_owned(), usually: None }).collect();
    lint(set, &World { directory, topics: &topics, regions: &strings(REGIONS), day: day() })
}

fn of(set: &RuleSet) -> Vec<Finding> {
    held_against(set, &WORLD)
}

/// Every topic has its rule.
fn clean() -> Vec<Rule> {
    vec![
        Rule::new(10, "Jembatan", topics(&["roads.bridge"]), to("P-PU-BM")),
        Rule::new(20, "Jalan kota", When { regions: strings(&["63.71", "63.72"]), ..topics(&["roads"]) }, {
            Then { supporting: vec![Target::agency("P-PU")], ..Then::forward(Target::function("roads")) }
        }),
        Rule::new(30, "Jalan", topics(&["roads"]), to("P-PU")),
        Rule::new(40, "Air dan tanah", topics(&["water", "land"]), to("P-PU-SDA")),
    ]
}

/// The findings about a planted rule at position 25, before the rule of all roads.
fn planted(rule: Rule) -> Vec<Kind> {
    let rule = Rule { position: 25, ..rule };
    let findings = of(&set(clean().into_iter().chain([rule]).collect()));
    findings.into_iter().filter(|one| one.rule.as_ref().is_some_and(|rule| rule.0 == 25)).map(|one| one.kind).collect()
}

fn rule(when: When, then: Then) -> Rule {
    Rule::new(25, "Tanam", when, then)
}

fn pothole() -> When {
    topics(&["roads.pothole"])
}

#[test]
fn a_clean_set_has_no_finding() {
    assert_eq!(of(&set(clean())), []);
    assert_eq!(planted(rule(pothole(), to("P-PU"))), [], "a planted rule alone is no fault");
}

#[test]
fn targets_that_are_not_there_are_found() {
    let role = TargetRole::Lead;
    let heir = Some("P-PU".to_owned());
    assert_eq!(planted(rule(pothole(), to("P-OLD"))), [Kind::TargetClosed { role, code: "P-OLD".to_owned(), heir }]);
    assert_eq!(
        planted(rule(pothole(), to("P-GONE"))),
        [Kind::TargetClosed { role, code: "P-GONE".to_owned(), heir: None }]
    );
    assert_eq!(planted(rule(pothole(), to("XYZ"))), [Kind::TargetUnknown { role, code: "XYZ".to_owned() }]);
    let then = Then { cc: vec![Target::function("roads").or("XYZ")], ..to("P-PU") };
    let kinds = planted(rule(When { channels: vec![Channel::Sms], ..pothole() }, then));
    assert!(kinds.contains(&Kind::TargetUnknown { role: TargetRole::Cc, code: "XYZ".to_owned() }), "{kinds:?}");
    assert_eq!(planted(rule(pothole(), Then::only(Action::Forward))), [Kind::NoTarget]);
    let odd = Then { forward_to: Some(Target::agency("P-PU")), ..Then::only(Action::Refer) };
    assert_eq!(planted(rule(pothole(), odd)), [Kind::TargetWithoutForward]);
}

#[test]
fn a_target_that_closes_is_warned_of_and_closed_on_its_day() {
    let with = |last: NaiveDate| {
        let mut seats = seats();
        let seat = seats.iter_mut().find(|seat| seat.code == "P-PU-SDA").unwrap();
        (seat.closes, seat.successor) = (Some(last), Some("P-PU".to_owned()));
        held_against(&set(clean()), &Directory::new(seats))
    };
    let (role, code, heir) = (TargetRole::Lead, "P-PU-SDA".to_owned(), Some("P-PU".to_owned()));
    let found = with(day());
    let closing = Kind::TargetClosing { role, code: code.clone(), day: day(), heir: heir.clone() };
    assert_eq!(found.iter().map(|one| one.kind.clone()).collect::<Vec<_>>(), [closing]);
    assert!(may_publish(&found) && found.iter().all(|one| one.rule == Some((40, "Air dan tanah".to_owned()))));
    let found = with(day().pred_opt().unwrap());
    assert_eq!(found.first().unwrap().kind, Kind::TargetClosed { role, code, heir });
    assert!(!may_publish(&found));
}

#[test]
fn functions_are_looked_for_in_every_place_where_the_rule_works() {
    let role = TargetRole::Lead;
    let then = |target| Then::forward(target);
    let function = |name: &str| Target::function(name).or("P-PU");
    let unknown = Kind::FunctionUnknown { role, function: "nothing".to_owned() };
    assert_eq!(planted(rule(pothole(), then(function("nothing")))), [unknown]);
    let area = "63.72".to_owned();
    let codes = strings(&["B-LA", "B-LB"]);
    let twice = Kind::FunctionTwice { role, function: "lights".to_owned(), area, codes };
    assert_eq!(planted(rule(pothole(), then(function("lights")))), [twice]);
    let (area, code) = ("63.01".to_owned(), "C-PU".to_owned());
    let left = Kind::FunctionLeft { role, function: "roads".to_owned(), area, code };
    assert_eq!(planted(rule(pothole(), then(function("roads")))), [left]);
    let areas = strings(&["63.01"]);
    assert_eq!(planted(rule(pothole(), then(Target::function("land")))), [Kind::Unresolvable { areas }]);
}

#[test]
fn a_rule_that_forwards_by_itself_needs_a_target_everywhere() {
    let automatic = |when, then| planted(Rule { mode: Mode::Automatic, ..rule(when, then) });
    assert_eq!(automatic(pothole(), to("P-PU")), []);
    let kinds = automatic(pothole(), Then::forward(Target::function("land")));
    let areas = strings(&["63.01"]);
    assert!(kinds.contains(&Kind::AutomaticUnresolvable { areas, without_area: true }), "{kinds:?}");
    let sms = |regions: &[&str]| When { regions: strings(regions), channels: vec![Channel::Sms], ..topics(&["land"]) };
    assert_eq!(automatic(sms(&["63.71", "63.72"]), Then::forward(Target::function("land"))), []);
    let kinds = automatic(sms(&["63"]), Then::forward(Target::function("land")));
    assert!(kinds.iter().any(|kind| matches!(kind, Kind::AutomaticUnresolvable { .. })));
    let named = automatic(pothole(), Then::forward(Target::Named));
    assert!(named.iter().any(|kind| matches!(kind, Kind::AutomaticUnresolvable { .. })), "{named:?}");
    assert_eq!(automatic(pothole(), Then::only(Action::Archive)), [Kind::AutomaticWithoutForward]);
}

#[test]
fn a_supervisory_report_must_not_go_to_whom_it_accuses() {
    let accuses = |code: &str| When {
        classifications: vec![Classification::SupervisoryComplaint],
        named_agencies: strings(&[code]),
        ..pothole()
    };
    let role = TargetRole::Lead;
    for target in ["P-PU", "P-PU-BM"] {
        let code = Some(target.to_owned());
        assert_eq!(planted(rule(accuses("P-PU-BM"), to(target))), [Kind::Conflict { role, code }]);
    }
    assert_eq!(planted(rule(accuses("P-PU-BM"), to("P-INSP"))), []);
    assert_eq!(planted(rule(accuses("P"), to("P-INSP"))), []);
    assert_eq!(planted(rule(accuses("P-PU"), Then::forward(Target::Named))), [Kind::Conflict { role, code: None }]);
    let service = When { classifications: vec![Classification::ServiceComplaint], ..pothole() };
    assert_eq!(planted(rule(service, Then::forward(Target::Named))), []);
    assert_eq!(planted(rule(pothole(), Then::forward(Target::Named))), [Kind::ConflictPossible { role }]);
    let reads = Then { cc: vec![Target::agency("P-PU")], ..to("P-INSP") };
    assert_eq!(planted(rule(accuses("P-PU"), reads)), [Kind::ConflictPossible { role: TargetRole::Cc }]);
}

#[test]
fn unreachable_rules_name_those_that_take_their_reports() {
    let take = |when| planted(rule(when, to("A-PU")));
    let bridge = [Kind::Unreachable { by: vec![10], free_before: Some(5) }];
    assert_eq!(take(topics(&["roads.bridge"])), bridge);
    let deeper = When { keywords_any: strings(&["runtuh"]), channels: vec![Channel::Web], ..topics(&["roads.bridge"]) };
    assert_eq!(take(deeper), bridge);
    let both = When { regions: strings(&["63.71.02"]), ..pothole() };
    assert_eq!(take(both), [Kind::Unreachable { by: vec![20], free_before: Some(15) }]);
    // Bridges by one rule, the rest of the city's roads by another.
    let parts = When { regions: strings(&["63.71", "63.72"]), ..topics(&["roads.bridge", "roads.pothole"]) };
    assert_eq!(take(parts), [Kind::Unreachable { by: vec![10, 20], free_before: Some(5) }]);
    // The fallback takes all that comes after it.
    let last = Rule::new(9_500, "Terakhir", topics(&["land"]), to("P-PU"));
    let found = of(&set(clean().into_iter().chain([last]).collect()));
    assert!(found.iter().any(|one| one.rule.as_ref().is_some_and(|rule| rule.0 == 9_500)
        && matches!(&one.kind, Kind::Unreachable { by, .. } if by == &[40] || by == &[9_000])));
    assert_eq!(
        take(topics(&["roads.bridge", "roads.pothole"])),
        [Kind::TopicTaken { topic: "roads.bridge".to_owned(), by: 10 }]
    );
    // Without a free number there is no advice.
    let mut crowded = clean();
    crowded.push(Rule::new(0, "Nol", words(&["nol"]), to("P-PU")));
    crowded.push(Rule::new(1, "Satu", topics(&["land"]), to("P-PU")));
    crowded.push(Rule::new(2, "Dua", topics(&["land"]), to("P-PU")));
    assert!(of(&set(crowded)).iter().any(|one| one.kind == Kind::Unreachable { by: vec![1], free_before: None }));
}

#[test]
fn keywords_are_compared_by_what_they_surely_find() {
    let earlier = |when: When| Rule::new(1, "Awal", when, to("P-PU"));
    let is_taken = |first: When, second: When| {
        let rules = vec![earlier(first), Rule::new(2, "Akhir", second, to("A-PU"))];
        of(&set(rules)).iter().any(|one| matches!(one.kind, Kind::Unreachable { .. }))
    };
    let all = |list: &[&str]| When { keywords_all: strings(list), ..When::default() };
    assert!(is_taken(words(&["lampu"]), words(&["lampu gang", "lampu jalan"])));
    assert!(!is_taken(words(&["lampu gang"]), words(&["lampu"])));
    assert!(!is_taken(words(&["lampu"]), words(&["lampu gang", "gang"])));
    assert!(is_taken(words(&["tambang"]), words(&["penambangan liar"])), "in their normal form");
    assert!(is_taken(words(&["mati", "padam"]), all(&["lampu", "mati"])));
    assert!(
        is_taken(all(&["lampu"]), all(&["lampu gang", "mati"])) && !is_taken(all(&["lampu", "mati"]), all(&["lampu"]))
    );
    assert!(!is_taken(words(&["?!"]), words(&["lampu"])), "finds nothing, takes nothing");
    let hours = |from: u16, until: u16| When {
        time: Some(TimeWindow { weekdays: vec![], from: from * 60, until: until * 60 }),
        ..When::default()
    };
    assert!(is_taken(hours(20, 8), hours(22, 6)) && !is_taken(hours(22, 6), hours(20, 8)));
    let every = When { channels: Channel::ALL.to_vec(), ..When::default() };
    assert!(is_taken(every, words(&["lampu"])), "a list of all is no condition");
    let kinds = When { named_kinds: AgencyKind::ALL.to_vec(), ..When::default() };
    assert!(!is_taken(kinds, words(&["lampu"])), "that somebody is named is one");
}

#[test]
fn a_rule_whose_target_may_be_missing_takes_nothing_for_sure() {
    let is_taken = |then: Then, regions: &[&str]| {
        let second = When { regions: strings(regions), ..topics(&["roads"]) };
        let rules = vec![Rule::new(1, "Awal", topics(&["roads"]), then), Rule::new(2, "Akhir", second, to("A-PU"))];
        of(&set(rules)).iter().any(|one| matches!(one.kind, Kind::Unreachable { .. }))
    };
    let roads = || Target::function("roads");
    assert!(!is_taken(Then::forward(roads()), &[]) && !is_taken(Then::forward(roads()), &["63"]));
    assert!(!is_taken(Then::forward(roads()), &["63.01"]), "nobody there has it");
    assert!(is_taken(Then::forward(roads()), &["63.71", "63.72"]));
    assert!(is_taken(Then::forward(roads().or("P-PU")), &[]) && !is_taken(Then::forward(roads().or("P-GONE")), &[]));
    assert!(!is_taken(to("P-GONE"), &[]) && is_taken(to("P-OLD"), &[]) && !is_taken(Then::forward(Target::Named), &[]));
    assert!(is_taken(Then::only(Action::Archive), &[]));
}

#[test]
fn conditions_that_hold_never_and_codes_that_are_not_there_are_found() {
    let never = TimeWindow { weekdays: vec![], from: 60, until: 60 };
    assert_eq!(planted(rule(When { time: Some(never), ..pothole() }, to("P-PU"))), [Kind::TimeEmpty]);
    let named = When { named_agencies: strings(&["P-PU"]), named_kinds: vec![AgencyKind::Hospital], ..pothole() };
    assert_eq!(planted(rule(named, to("P-PU"))), [Kind::NamedContradicts]);
    let secret = When { classifications: vec![Classification::WhistleBlowing], ..pothole() };
    assert!(planted(rule(secret, to("P-PU"))).contains(&Kind::OnlyConfidential));
    let unknown = |field, code: &str| Kind::CodeUnknown { field, code: code.to_owned() };
    let when = When { regions: strings(&["64"]), named_agencies: strings(&["Q"]), ..topics(&["roads.pit"]) };
    assert_eq!(
        planted(rule(when, to("P-PU"))),
        [
            unknown(CodeField::Topics, "roads.pit"),
            unknown(CodeField::Regions, "64"),
            unknown(CodeField::NamedAgencies, "Q")
        ]
    );
    let when = When { regions: strings(&["63", "63.01", "63"]), ..pothole() };
    let contained =
        |code: &str| Kind::CodeContained { field: CodeField::Regions, code: code.to_owned(), within: "63".to_owned() };
    assert_eq!(planted(rule(when, to("P-PU"))), [contained("63.01"), contained("63")]);
}

#[test]
fn keywords_of_which_nothing_is_left_or_that_another_has_are_found() {
    let kinds = planted(rule(When { keywords_any: strings(&["!?", "rusak"]), ..pothole() }, to("P-PU")));
    assert_eq!(kinds, [Kind::KeywordEmpty { keyword: "!?".to_owned() }]);
    let contained = |keyword: &str, by: &str| Kind::KeywordContained { keyword: keyword.to_owned(), by: by.to_owned() };
    let list = strings(&["lampu", "lampu gang", "LAMPU"]);
    assert_eq!(
        planted(rule(When { keywords_any: list.clone(), ..pothole() }, to("P-PU"))),
        [contained("lampu gang", "lampu"), contained("LAMPU", "lampu")]
    );
    assert_eq!(
        planted(rule(When { keywords_all: list, ..pothole() }, to("P-PU"))),
        [contained("lampu", "lampu gang"), contained("LAMPU", "lampu")]
    );
}

#[test]
fn positions_names_reasons_and_the_fallback_are_looked_at() {
    let mut rules = clean();
    rules.push(Rule {
        position: 30,
        name: " ".to_owned(),
        because: String::new(),
        ..rule(words(&["xyz"]), to("P-PU"))
    });
    let found = of(&set(rules));
    let about = |kind: &Kind| found.iter().filter(|one| one.kind == *kind).count();
    assert_eq!((about(&Kind::PositionTwice), about(&Kind::NoName), about(&Kind::NoReason)), (2, 1, 1));
    for rules in [
        vec![],
        clean(),
        vec![Rule { active: false, ..fallback() }],
        vec![Rule::new(1, "A", When::default(), Then::forward(Target::function("roads")))],
        vec![fallback(), Rule::new(9_999, "Z", topics(&["land"]), to("P-PU"))],
    ] {
        assert!(of(&RuleSet::province(rules)).iter().any(|one| one.kind == Kind::NoFallback && one.rule.is_none()));
    }
    let own = RuleSet::new(Scope::Government("A".to_owned()), vec![Rule::new(1, "A", topics(&["land"]), to("A-PU"))]);
    assert_eq!(of(&own), [], "a city's rules end with what the province has said");
}

#[test]
fn rules_of_a_city_stay_within_it() {
    let of_city = |when, then| {
        let own = RuleSet::new(Scope::Government("A".to_owned()), vec![Rule::new(1, "A", when, then)]);
        of(&own).into_iter().map(|one| one.kind).collect::<Vec<_>>()
    };
    let role = TargetRole::Lead;
    assert_eq!(of_city(pothole(), to("P-PU")), [Kind::TargetOutside { role, code: "P-PU".to_owned() }]);
    let when = When { regions: strings(&["63.72"]), ..pothole() };
    assert!(of_city(when, to("A-PU")).contains(&Kind::RegionOutside { code: "63.72".to_owned() }));
    assert_eq!(of_city(pothole(), Then::forward(Target::function("roads"))), []);
    assert_eq!(
        of_city(pothole(), Then::forward(Target::function("land"))),
        [Kind::Unresolvable { areas: strings(&["63.71"]) }]
    );
}

#[test]
fn topics_that_only_the_fallback_takes_are_summed_up() {
    let mut rules = clean();
    rules.retain(|rule| rule.position != 30);
    let found = of(&set(rules));
    let [Finding { rule: Some((9_000, _)), kind: Kind::OnlyFallback { pairs, count } }] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(*count, 2);
    assert_eq!(*pairs, [("roads".to_owned(), strings(&["63.01"])), ("roads.pothole".to_owned(), strings(&["63.01"]))]);
    assert!(may_publish(&found));
}

#[test]
fn what_is_too_large_is_refused_before_anything_is_compared() {
    let one = |change: &dyn Fn(&mut Rule)| {
        let mut rule = rule(pothole(), to("P-PU"));
        change(&mut rule);
        planted(rule)
    };
    let too_much = |limit, most, there| vec![Kind::TooMuch { limit, most, there }];
    let many = |count: usize| (0..count).map(|at| format!("kata{at}")).collect::<Vec<_>>();
    assert_eq!(one(&|rule| rule.when.keywords_any = many(201)), too_much(Limit::Keywords, 200, 201));
    assert_eq!(
        one(&|rule| rule.when.keywords_all = vec!["k".repeat(10_000)]),
        too_much(Limit::KeywordLength, 200, 10_000)
    );
    assert_eq!(one(&|rule| rule.when.topics = many(501)), too_much(Limit::Codes, 200, 501));
    assert_eq!(one(&|rule| rule.when.regions = vec!["6".repeat(65)]), too_much(Limit::CodeLength, 64, 65));
    assert_eq!(one(&|rule| rule.then.cc = vec![Target::Named; 21]), too_much(Limit::Targets, 20, 21));
    let three = Target::function("roads").or_function("land").or_function("lights");
    assert_eq!(one(&|rule| rule.then.forward_to = Some(three.clone())), too_much(Limit::Functions, 2, 3));
    assert_eq!(one(&|rule| rule.name = "n".repeat(201)), too_much(Limit::NameLength, 200, 201));
    assert_eq!(one(&|rule| rule.because = "b".repeat(1_001)), too_much(Limit::ReasonLength, 1_000, 1_001));
    let wordy = |at| Rule::new(at, format!("{at}"), When { keywords_any: many(200), ..topics(&["land"]) }, to("P-PU"));
    let kind = Kind::TooMuch { limit: Limit::AllKeywords, most: Limits::ALL_KEYWORDS, there: 20_200 };
    assert_eq!(of(&set((0..101).map(wordy).collect())), [Finding { rule: None, kind }]);
    let rules: Vec<Rule> = (0..100_000).map(|at| Rule::new(at, "A", When::default(), to("P-PU"))).collect();
    let found = of(&RuleSet::province(rules));
    let kind = Kind::TooMuch { limit: Limit::Rules, most: Limits::RULES, there: 100_000 };
    assert_eq!(found, [Finding { rule: None, kind }]);
    assert_eq!(found.first().unwrap().severity(), Severity::Error);
}

#[test]
fn a_set_that_is_as_entangled_as_the_limits_allow_is_still_answered() {
    let tangle = |at: u32| {
        let regions = (0..150).map(|region| format!("63.71.{:04}", region + at)).collect();
        let when = When { regions, keywords_any: vec![format!("kata{at}")], ..topics(&["roads", "water", "land"]) };
        Rule::new(at, format!("{at}"), when, to("P-PU"))
    };
    let found = of(&set((1..1_500).map(tangle).collect()));
    assert_eq!(found.len(), 2_001);
    assert!(
        matches!(found.last().unwrap().kind, Kind::More { left_out } if left_out > 100_000) && !may_publish(&found)
    );
    // With codes that are there, what is bounded is the comparing itself.
    let tangle = |at: u32| {
        let keywords_any = (0..9).map(|word| format!("kata{at}x{word}")).chain(["jalan rusak".to_owned()]).collect();
        let when = When { regions: strings(&["63.01", "63.71", "63.72"]), keywords_any, ..topics(TOPICS) };
        Rule::new(at, format!("{at}"), when, to("P-PU"))
    };
    let found = of(&RuleSet::province((1..2_000).map(tangle).collect()));
    assert!(
        found
            .iter()
            .all(|one| one.rule.is_none() || matches!(one.kind, Kind::CodeContained { .. } | Kind::CodeUnknown { .. })),
        "{:?}",
        found.first()
    );
    assert!(found.iter().any(|one| matches!(one.kind, Kind::NotAllCompared { .. } | Kind::More { .. })));
}

#[test]
fn inactive_rules_take_nothing_and_their_targets_are_left_alone() {
    let mut rules = clean();
    rules.push(Rule { active: false, ..rule(topics(&["roads.bridge"]), to("P-GONE")) });
    rules.push(Rule { active: false, ..Rule::new(1, "Semua", When::default(), to("P-PU")) });
    assert_eq!(of(&set(rules)), []);
}
