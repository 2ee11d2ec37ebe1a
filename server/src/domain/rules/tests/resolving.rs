//! Targets: found, followed, lost; each step is told.
use super::{WORLD, report, set, to, topics};
use crate::domain::rules::compiled::Compiled;
use crate::domain::rules::directory::Directory;
use crate::domain::rules::model::{Mode, Rule, Scope, Target, Then};
use crate::domain::rules::report::Report;
use crate::domain::rules::resolve::{Lost, Step, Why, resolve};
use crate::domain::rules::trace::Outcome;

fn way(target: &Target, region: &'static str) -> (Option<String>, bool, Vec<Step>) {
    let report = Report { region: (!region.is_empty()).then_some(region), ..report() };
    let (found, steps) = resolve(target, &report, &Scope::Province, &WORLD);
    (found.spot.map(|spot| WORLD.code(spot).to_owned()), found.lost, steps)
}

fn code(text: &str) -> String {
    text.to_owned()
}

#[test]
fn an_agency_is_found_by_its_code_and_followed_to_its_heir() {
    assert_eq!(way(&Target::agency("P-PU"), ""), (Some(code("P-PU")), false, vec![Step::Found { code: code("P-PU") }]));
    let (found, lost, steps) = way(&Target::agency("P-OLD"), "");
    assert_eq!((found, lost), (Some(code("P-PU")), false));
    assert_eq!(steps.first(), Some(&Step::Followed { code: code("P-OLD"), heir: code("P-PU") }));
    assert_eq!(way(&Target::agency("P-GONE"), ""), (None, true, vec![Step::Closed { code: code("P-GONE") }]));
    assert_eq!(way(&Target::agency("XYZ"), ""), (None, true, vec![Step::Unknown { code: code("XYZ") }]));
}

#[test]
fn a_function_is_looked_for_in_the_regency_of_the_report() {
    assert_eq!(way(&Target::function("roads"), "63.71.02").0, Some(code("A-PU")), "not the invented hospital");
    assert_eq!(way(&Target::function("roads"), "63.72").0, Some(code("B-PU")));
    assert_eq!(way(&Target::function("land"), "63.72.01").0, Some(code("MIN-KANWIL-1")), "by the regions it serves");
    assert_eq!(way(&Target::function("roads"), "63"), (None, false, vec![Step::NoRegency]), "not the province's");
    assert_eq!(way(&Target::function("roads"), ""), (None, false, vec![Step::NoRegency]));
}

#[test]
fn chains_are_walked_in_order() {
    let chain = Target::function("village").or_function("secretariat").or("P-KOM");
    let (found, lost, steps) = way(&chain, "63.01");
    assert_eq!((found.as_deref(), lost, steps.len()), (Some("C-SETDA"), false, 2));
    let (found, lost, steps) = way(&chain, "63.72");
    assert_eq!((found.as_deref(), lost), (Some("P-KOM"), false));
    assert!(matches!(
        steps.as_slice(),
        [Step::NobodyHas { .. }, Step::NobodyHas { .. }, Step::Otherwise { .. }, Step::Found { .. }]
    ));
    assert_eq!(way(&chain, "63").0.as_deref(), Some("P-KOM"));
}

#[test]
fn what_has_left_or_is_had_twice_is_lost_even_where_there_is_an_otherwise() {
    let (found, lost, steps) = way(&Target::function("roads").or("P-PU"), "63.01");
    assert_eq!((found.as_deref(), lost), (Some("P-PU"), true));
    assert!(matches!(steps.first(), Some(Step::NobodyHasAnyMore { code, .. }) if code == "C-PU"));
    let (found, lost, steps) = way(&Target::function("lights"), "63.72");
    assert_eq!((found, lost), (None, true));
    assert!(matches!(steps.as_slice(), [Step::SeveralHave { codes, .. }] if codes.len() == 2));
}

#[test]
fn the_agency_that_the_reporter_names_may_be_a_target() {
    let named = |named| {
        let report = Report { named, ..report() };
        let (found, _) = resolve(&Target::Named, &report, &Scope::Province, &WORLD);
        (found.spot.map(|spot| WORLD.code(spot)), found.lost)
    };
    assert_eq!(named(Some("P-RS")), (Some("P-RS"), false));
    assert_eq!(named(Some("P-OLD")), (Some("P-PU"), false));
    assert_eq!(named(Some("P-GONE")), (None, false), "no fault of the rule");
    assert_eq!(named(Some("XYZ")), (None, false));
    assert_eq!(named(None), (None, false));
}

#[test]
fn a_circle_of_successors_or_parents_ends() {
    let mut seats = super::seats();
    for (one, other) in [("P-OLD", "P-GONE"), ("P-GONE", "P-OLD")] {
        let seat = seats.iter_mut().find(|seat| seat.code == one).unwrap();
        seat.successor = Some(other.to_owned());
        seat.parent = Some(other.to_owned());
    }
    let directory = Directory::new(seats);
    let (found, _) = resolve(&Target::agency("P-OLD"), &report(), &Scope::Province, &directory);
    assert_eq!(found.spot, None);
    let spot = directory.spot("P-OLD").unwrap();
    assert_eq!(directory.government(spot), None);
}

#[test]
fn a_lost_target_is_flagged_passed_on_and_never_automatic() {
    let next = Rule { mode: Mode::Automatic, ..Rule::new(20, "B", topics(&["roads"]), to("A-PU")) };
    let compiled = Compiled::new(&set(vec![Rule::new(10, "A", topics(&["roads"]), to("P-GONE")), next]));
    let decision = compiled.evaluate(&report(), &WORLD);
    assert_eq!(decision.rule.unwrap().0, 20);
    assert_eq!(decision.lost, [Lost { position: 10, target: code("P-GONE"), why: Why::Closed }]);
    assert!(!decision.automatic, "a person looks first");
    assert!(compiled.decide(&report(), &WORLD).target_lost);
    assert_eq!(
        decision.trace.tried.first().unwrap().outcome,
        Outcome::Unresolved(vec![Step::Closed { code: code("P-GONE") }])
    );
    // Only the fallback is left: it takes the report, with the flag.
    let compiled = Compiled::new(&set(vec![Rule::new(10, "A", topics(&["roads"]), to("P-GONE"))]));
    let decision = compiled.evaluate(&report(), &WORLD);
    assert_eq!((decision.lead.as_deref(), decision.lost.len()), (Some("P-KOM"), 1));
    // A target that simply is not there in this place is no loss.
    let nobody = Then::forward(Target::function("village"));
    let decision =
        Compiled::new(&set(vec![Rule::new(10, "A", topics(&["roads"]), nobody)])).evaluate(&report(), &WORLD);
    assert_eq!((decision.lead.as_deref(), decision.lost.len()), (Some("P-KOM"), 0));
}
