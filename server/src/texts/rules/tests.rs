//! Every kind of finding, step and outcome has words in both languages; a new one does not compile until it is listed here.
use chrono::NaiveDate;
use entities::vocab::{Classification, Urgency};

use super::{
    Name, conditions,
    decision::{self, Said},
    lint, trace,
};
use crate::{
    domain::rules::{
        Action, Failed, Finding, Kind, Lost, Outcome, PersonDecides, Step, Target, Then, TimeWindow, When,
        lint::{CodeField, Limit, TargetRole},
        resolve::Why,
        trace::{LeftOut, Side},
    },
    op::Locale,
};

const BOTH: [Locale; 2] = [Locale::Id, Locale::En];
/// How many kinds of findings there are.
const KINDS: usize = 32;

/// A new kind of finding needs a number here, an example below, and its sentence.
fn number(kind: &Kind) -> usize {
    match kind {
        Kind::TooMuch { .. } => 0,
        Kind::NoName => 1,
        Kind::NoReason => 2,
        Kind::PositionTwice => 3,
        Kind::NoFallback => 4,
        Kind::Unreachable { .. } => 5,
        Kind::TopicTaken { .. } => 6,
        Kind::TargetClosed { .. } => 7,
        Kind::TargetClosing { .. } => 8,
        Kind::TargetUnknown { .. } => 9,
        Kind::TargetOutside { .. } => 10,
        Kind::NoTarget => 11,
        Kind::TargetWithoutForward => 12,
        Kind::FunctionUnknown { .. } => 13,
        Kind::FunctionTwice { .. } => 14,
        Kind::FunctionLeft { .. } => 15,
        Kind::Unresolvable { .. } => 16,
        Kind::AutomaticUnresolvable { .. } => 17,
        Kind::AutomaticWithoutForward => 18,
        Kind::Conflict { .. } => 19,
        Kind::ConflictPossible { .. } => 20,
        Kind::CodeUnknown { .. } => 21,
        Kind::CodeContained { .. } => 22,
        Kind::RegionOutside { .. } => 23,
        Kind::TimeEmpty => 24,
        Kind::NamedContradicts => 25,
        Kind::OnlyConfidential => 26,
        Kind::KeywordEmpty { .. } => 27,
        Kind::KeywordContained { .. } => 28,
        Kind::NotAllCompared { .. } => 29,
        Kind::More { .. } => 30,
        Kind::OnlyFallback { .. } => 31,
    }
}

fn text(word: &str) -> String {
    word.to_owned()
}

fn kinds() -> Vec<Kind> {
    let role = TargetRole::Supporting;
    let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    vec![
        Kind::TooMuch { limit: Limit::Keywords, most: 200, there: 300 },
        Kind::NoName,
        Kind::NoReason,
        Kind::PositionTwice,
        Kind::NoFallback,
        Kind::Unreachable { by: vec![570, 580], free_before: Some(565) },
        Kind::Unreachable { by: vec![570], free_before: None },
        Kind::TopicTaken { topic: text("roads.lights"), by: 570 },
        Kind::TargetClosed { role, code: text("A"), heir: Some(text("B")) },
        Kind::TargetClosed { role, code: text("A"), heir: None },
        Kind::TargetClosing { role, code: text("A"), day, heir: Some(text("B")) },
        Kind::TargetClosing { role, code: text("A"), day, heir: None },
        Kind::TargetUnknown { role, code: text("A") },
        Kind::TargetOutside { role, code: text("A") },
        Kind::NoTarget,
        Kind::TargetWithoutForward,
        Kind::FunctionUnknown { role, function: text("transport") },
        Kind::FunctionTwice {
            role,
            function: text("transport"),
            area: text("63.71"),
            codes: vec![text("A"), text("B")],
        },
        Kind::FunctionLeft { role, function: text("transport"), area: text("63.71"), code: text("A") },
        Kind::Unresolvable { areas: vec![text("63.71")] },
        Kind::AutomaticUnresolvable { areas: vec![text("63.71")], without_area: true },
        Kind::AutomaticWithoutForward,
        Kind::Conflict { role, code: Some(text("A")) },
        Kind::Conflict { role, code: None },
        Kind::ConflictPossible { role },
        Kind::CodeUnknown { field: CodeField::Topics, code: text("x") },
        Kind::CodeContained { field: CodeField::Regions, code: text("63.71.01"), within: text("63.71") },
        Kind::RegionOutside { code: text("63.72") },
        Kind::TimeEmpty,
        Kind::NamedContradicts,
        Kind::OnlyConfidential,
        Kind::KeywordEmpty { keyword: text("?") },
        Kind::KeywordContained { keyword: text("lampu gang"), by: text("lampu") },
        Kind::NotAllCompared { from: 400 },
        Kind::More { left_out: 3 },
        Kind::OnlyFallback { pairs: vec![(text("water"), vec![]), (text("roads"), vec![text("63.71")])], count: 14 },
    ]
}

fn no_names(_: Name<'_>) -> Option<String> {
    None
}

fn names(name: Name<'_>) -> Option<String> {
    match name {
        Name::Agency("A") => Some(text("Dishub Banjarmasin")),
        Name::Region("63.71") => Some(text("Kota Banjarmasin")),
        Name::Topic("roads.lights") => Some(text("Lampu jalan")),
        Name::Agency(_) | Name::Region(_) | Name::Topic(_) | Name::Reason(_) => None,
    }
}

#[test]
fn every_kind_of_finding_is_told_in_both_languages_and_names_its_rule() {
    let mut seen = [false; KINDS];
    for kind in kinds() {
        *seen.get_mut(number(&kind)).unwrap() = true;
        let named = Finding { rule: Some((575, text("Lampu gang"))), kind: kind.clone() };
        let told = BOTH.map(|locale| lint::finding(locale, &named, &no_names));
        assert_ne!(told[0], told[1], "{kind:?}");
        for sentence in told {
            assert!(sentence.contains("575") && sentence.contains("Lampu gang"), "{sentence}");
            assert!(sentence.ends_with('.') && !sentence.contains("  "), "{sentence}");
        }
        let whole = Finding { rule: None, kind };
        assert!(BOTH.iter().all(|locale| lint::finding(*locale, &whole, &no_names).len() > 20));
    }
    assert!(seen.iter().all(|seen| *seen), "each kind has an example: {seen:?}");
}

#[test]
fn a_finding_says_who_by_name_and_how_to_mend_it() {
    let kind = Kind::Unreachable { by: vec![570], free_before: Some(565) };
    let finding = Finding { rule: Some((575, text("Lampu gang"))), kind };
    assert_eq!(
        lint::finding(Locale::Id, &finding, &names),
        "Aturan 575 “Lampu gang” tidak akan pernah dipakai: semua laporannya sudah diambil aturan 570. Pindahkan ke urutan 565, atau hapus."
    );
    let kind = Kind::FunctionTwice {
        role: TargetRole::Lead,
        function: text("transport"),
        area: text("63.71"),
        codes: vec![text("A"), text("B")],
    };
    let sentence = lint::finding(Locale::Id, &Finding { rule: None, kind }, &names);
    assert!(sentence.contains("perhubungan") && sentence.contains("Kota Banjarmasin"), "{sentence}");
    assert!(sentence.contains("Dishub Banjarmasin, B"), "an unknown code stays as it is: {sentence}");
}

fn steps() -> Vec<Step> {
    let (function, area, code) = (text("transport"), text("63.71"), text("A"));
    let all = vec![
        Step::Found { code: code.clone() },
        Step::Followed { code: code.clone(), heir: text("B") },
        Step::Closed { code: code.clone() },
        Step::Unknown { code: code.clone() },
        Step::OutsideGovernment { code: code.clone() },
        Step::NoRegency,
        Step::NobodyHas { function: function.clone(), area: area.clone() },
        Step::NobodyHasAnyMore { function: function.clone(), area: area.clone(), code: code.clone() },
        Step::SeveralHave { function: function.clone(), area: area.clone(), codes: vec![code.clone()] },
        Step::Has { function, area, code: code.clone() },
        Step::Otherwise { code },
        Step::NobodyNamed,
    ];
    for step in &all {
        // A new step belongs into the list above.
        match step {
            Step::Found { .. }
            | Step::Followed { .. }
            | Step::Closed { .. }
            | Step::Unknown { .. }
            | Step::OutsideGovernment { .. }
            | Step::NoRegency
            | Step::NobodyHas { .. }
            | Step::NobodyHasAnyMore { .. }
            | Step::SeveralHave { .. }
            | Step::Has { .. }
            | Step::Otherwise { .. }
            | Step::NobodyNamed => {}
        }
    }
    all
}

#[test]
fn every_outcome_condition_and_step_is_told_in_both_languages() {
    let outcomes = [
        Outcome::Inactive,
        Outcome::Failed(Failed::Topic),
        Outcome::Failed(Failed::Region),
        Outcome::Failed(Failed::Classification),
        Outcome::Failed(Failed::Channel),
        Outcome::Failed(Failed::NamedAgency),
        Outcome::Failed(Failed::NamedKind),
        Outcome::Failed(Failed::Urgency),
        Outcome::Failed(Failed::Time),
        Outcome::Failed(Failed::KeywordsAny),
        Outcome::Failed(Failed::KeywordsAll { missing: vec![text("lampu")] }),
        Outcome::Unresolved(steps()),
        Outcome::Decided { lead: steps(), supporting: vec![], cc: vec![] },
        Outcome::NotReached { matches: true },
        Outcome::NotReached { matches: false },
    ];
    let mut told = vec![];
    for outcome in &outcomes {
        let [id, en] = BOTH.map(|locale| trace::outcome(locale, outcome));
        assert!(id != en && id.ends_with('.') && en.ends_with('.'), "{id} / {en}");
        told.push(id);
    }
    told.sort();
    told.dedup();
    assert_eq!(told.len(), outcomes.len(), "no two outcomes are told alike");
    for step in steps() {
        let [id, en] = BOTH.map(|locale| trace::step(locale, &step, &names));
        assert!(id != en && id.len() > 10 && en.len() > 10, "{id} / {en}");
    }
    for why in [LeftOut::Unresolved, LeftOut::IsLead, LeftOut::Twice, LeftOut::Conflict] {
        assert_ne!(trace::left_out(Locale::Id, why), trace::left_out(Locale::En, why));
        let side = Side { steps: vec![], code: None, left_out: Some(why) };
        let decided = Outcome::Decided { lead: vec![], supporting: vec![side.clone()], cc: vec![side] };
        let steps = trace::steps(Locale::Id, &decided, &names);
        assert!(steps.first().unwrap().starts_with("Pendukung: ") && steps.last().unwrap().starts_with("Tembusan: "));
    }
    for why in [Why::Closed, Why::Unknown, Why::OutsideGovernment, Why::FunctionLeft, Why::SeveralHave] {
        let lost = Lost { position: 575, target: text("transport"), why };
        let [id, en] = BOTH.map(|locale| trace::lost(locale, &lost, &names));
        assert!(id.contains("575") && en.contains("575") && id != en, "{id} / {en}");
    }
}

fn said<'a>() -> Said<'a> {
    Said {
        rule: Some((570, "Perhubungan setempat")),
        action: Some(Action::Forward),
        lead: Some("A"),
        urgency: Urgency::Normal,
        automatic: false,
        because: Some("Lampu jalan adalah urusan perhubungan."),
        archive_reason: None,
        person: None,
        lost: &[],
        target_lost: false,
    }
}

#[test]
fn a_decision_says_what_happens_and_why() {
    assert_eq!(
        decision::sentence(Locale::Id, &said(), &names),
        "Aturan 570 “Perhubungan setempat”: teruskan ke Dishub Banjarmasin. Lampu jalan adalah urusan perhubungan."
    );
    let conflict = PersonDecides::Conflict { target: text("A"), accused: text("B") };
    let forgotten = PersonDecides::Conflict { target: String::new(), accused: String::new() };
    for person in [&conflict, &forgotten, &PersonDecides::Confidential, &PersonDecides::NoRule] {
        let said = Said { person: Some(person), lead: None, ..said() };
        let [id, en] = BOTH.map(|locale| decision::sentence(locale, &said, &names));
        assert!(id != en && !id.contains("  ") && id.ends_with('.'), "{id} / {en}");
    }
    let flagged = Said { target_lost: true, ..said() };
    assert!(decision::sentence(Locale::Id, &flagged, &names).ends_with("periksa aturannya."));
    for action in [Action::Refer, Action::AskSupplement, Action::Archive] {
        let other = Said { action: Some(action), lead: None, ..said() };
        assert!(decision::sentence(Locale::En, &other, &names).starts_with("Rule 570"));
    }
}

#[test]
fn the_reporter_is_told_where_it_goes_and_no_rule() {
    let told = decision::for_reporter(Locale::Id, &said(), &names);
    assert!(told.contains("Dishub Banjarmasin") && !told.contains("570") && !told.contains("Perhubungan setempat"));
    let person = Said { person: Some(&PersonDecides::NoRule), lead: None, ..said() };
    assert!(decision::for_reporter(Locale::Id, &person, &names).starts_with("Petugas"));
}

#[test]
fn conditions_and_targets_are_told_in_one_line() {
    assert_eq!(conditions::conditions(Locale::Id, &When::default(), &names), "Tanpa syarat");
    let when = When {
        topics: vec![text("roads.lights")],
        regions: vec![text("63.71")],
        classifications: vec![Classification::Aspiration],
        time: Some(TimeWindow { weekdays: vec![chrono::Weekday::Mon], from: 480, until: 960 }),
        keywords_any: ["a", "b", "c", "d", "e", "f"].map(text).to_vec(),
        ..When::default()
    };
    assert_eq!(
        conditions::conditions(Locale::Id, &when, &names),
        "Topik Lampu jalan · wilayah Kota Banjarmasin · klasifikasi aspirasi · masuk Senin pukul 08.00–16.00 · salah satu kata: a, b, c, d dan 2 lain"
    );
    let local = Then::forward(Target::function("transport").or("A"));
    assert_eq!(
        conditions::consequence(Locale::Id, &local, &names),
        "Fungsi perhubungan di wilayah laporan, cadangan Dishub Banjarmasin"
    );
    assert_eq!(
        conditions::consequence(Locale::En, &Then::forward(Target::Named), &names),
        "The agency named by the reporter"
    );
}
