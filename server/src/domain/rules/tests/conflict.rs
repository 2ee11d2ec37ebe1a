//! Nobody judges a complaint about themselves.
use entities::vocab::Classification;

use super::{WORLD, report, set, to};
use crate::domain::rules::compiled::Compiled;
use crate::domain::rules::model::{Rule, Target, Then, When};
use crate::domain::rules::report::Report;
use crate::domain::rules::trace::{Decision, LeftOut, Outcome, PersonDecides};

fn decide(then: Then, report: &Report<'_>) -> Decision {
    Compiled::new(&set(vec![Rule::new(10, "A", When::default(), then)])).evaluate(report, &WORLD)
}

fn accusing(accused: &'static str) -> Report<'static> {
    Report { classification: Classification::SupervisoryComplaint, accused: Some(accused), ..report() }
}

#[test]
fn a_supervisory_report_reaches_neither_the_accused_nor_what_is_above_in_its_department_nor_what_is_below() {
    for (target, accused, person) in [
        ("P-PU", "P-PU", true),
        ("P-PU", "P-PU-BM", true),
        ("P-PU-BM", "P-PU", true),
        ("P-PU-SDA", "P-PU-BM", false),
        ("P-INSP", "P-PU-BM", false),
        ("P-INSP", "P-INSP", true),
        ("P-INSP", "P", true),
        ("P", "P-PU", false),
        ("A-PU", "P-PU", false),
        ("MIN-KANWIL", "MIN-KANWIL-1", true),
        ("MIN", "MIN-KANWIL-1", true),
        ("N", "MIN-KANWIL-1", false),
    ] {
        let decision = decide(to(target), &accusing(accused));
        assert_eq!(decision.person.is_some(), person, "{target} about {accused}");
        assert_eq!(decision.lead.is_none(), person);
        if person {
            let conflict = PersonDecides::Conflict { target: target.to_owned(), accused: accused.to_owned() };
            assert_eq!(decision.person, Some(conflict));
            assert_eq!(decision.rule.unwrap().0, 10, "no later rule may take it instead");
        }
    }
}

#[test]
fn another_report_is_kept_only_from_the_accused_itself() {
    let about = |accused| Report { accused: Some(accused), ..report() };
    assert!(decide(to("P-PU"), &about("P-PU")).person.is_some());
    assert!(decide(to("P-PU"), &about("P-PU-BM")).person.is_none());
}

#[test]
fn who_names_an_office_in_a_supervisory_report_accuses_it() {
    let supervisory =
        Report { classification: Classification::SupervisoryComplaint, named: Some("P-PU-BM"), ..report() };
    assert!(decide(to("P-PU"), &supervisory).person.is_some());
    assert!(decide(Then::forward(Target::Named), &supervisory).person.is_some());
    let service = Report { named: Some("P-PU-BM"), ..report() };
    assert!(decide(Then::forward(Target::Named), &service).person.is_none());
    let government = Report { named: Some("P"), ..supervisory };
    assert!(decide(to("P-INSP"), &government).person.is_none(), "a whole government is not one unit");
    let unknown = Report { named: Some("XYZ"), ..supervisory };
    assert!(decide(to("P-PU"), &unknown).person.is_none());
}

#[test]
fn the_accused_does_not_help_or_read_either() {
    let agency = Target::agency;
    let then = Then {
        supporting: vec![agency("P-PU"), agency("P-INSP"), agency("A-PU"), agency("XYZ")],
        cc: vec![agency("P-PU-BM"), agency("A-PU"), agency("P-KOM"), agency("P-KOM")],
        ..to("P-INSP")
    };
    let decision = decide(then, &accusing("P-PU-BM"));
    assert_eq!(decision.lead.as_deref(), Some("P-INSP"));
    assert_eq!((decision.supporting, decision.cc), (vec!["A-PU".to_owned()], vec!["P-KOM".to_owned()]));
    let Outcome::Decided { supporting, cc, .. } = &decision.trace.tried.first().unwrap().outcome else { panic!() };
    let why = |sides: &[crate::domain::rules::trace::Side]| sides.iter().map(|side| side.left_out).collect::<Vec<_>>();
    assert_eq!(why(supporting), [Some(LeftOut::Conflict), Some(LeftOut::IsLead), None, Some(LeftOut::Unresolved)]);
    assert_eq!(why(cc), [Some(LeftOut::Conflict), Some(LeftOut::Twice), None, Some(LeftOut::Twice)]);
}
