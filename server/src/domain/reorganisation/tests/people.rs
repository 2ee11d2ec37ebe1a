//! People whom a plan has moved, and the plan that takes it back.
use super::*;

fn taken_from(origin: &str, member: Membership) -> Membership {
    Membership { origin: Some(origin.into()), ..member }
}

/// What the counter-plan of some changes makes of these people.
fn undone(changes: &[Change], members: Vec<Membership>) -> Preview {
    let after = run(changes).tree;
    let back: Vec<Change> = counter(&tree(), changes).iter().map(|draft| Change::try_from(draft).unwrap()).collect();
    let undone = apply(&after, &back, day("2026-12-24"));
    assess(&after, &undone, &Facts { members, ..Facts::default() }, head(back.len()))
}

fn to(preview: &Preview) -> Vec<Option<&str>> {
    preview.fates.iter().map(|fate| fate.to.as_deref()).collect()
}

fn vacant(preview: &Preview) -> Vec<&str> {
    let found = preview.findings.iter().filter(|finding| finding.code == Code::VacantAfter);
    found.map(|finding| finding.agency.as_str()).collect()
}

#[test]
fn whom_a_plan_had_moved_its_counter_plan_moves_back() {
    let back = taken_from("B", member("C", Role::LiaisonOfficer));
    let preview = undone(&[merge("C", &["B"])], vec![back.clone(), member("C", Role::AgencyAdmin)]);
    assert_eq!(to(&preview), [Some("B")], "those who were there before stay");
    assert_eq!(vacant(&preview), Vec::<&str>::new());
    let flow = preview.flows.iter().find(|flow| flow.to.as_deref() == Some("B")).unwrap();
    assert_eq!((flow.from.as_str(), flow.members), ("C", 1));
    // Nobody else is left at the heir: that is said.
    assert_eq!(vacant(&undone(&[merge("C", &["B"])], vec![back])), ["C"]);
}

#[test]
fn of_an_heir_that_closes_again_each_goes_back_to_the_own_agency() {
    let changes = [create("N", "P", &[]), merge("N", &["A", "B"])];
    let members = vec![
        taken_from("A", member("N", Role::LiaisonOfficer)),
        taken_from("B", member("N", Role::UnitOfficer)),
        member("N", Role::AgencyAdmin),
    ];
    assert_eq!(to(&undone(&changes, members)), [Some("A"), Some("B"), None], "the last one had no other place");
}

#[test]
fn nobody_goes_back_to_what_this_plan_does_not_reopen() {
    let stood = taken_from("A", member("C", Role::LiaisonOfficer));
    assert_eq!(to(&undone(&[merge("C", &["B"])], vec![stood])), Vec::<Option<&str>>::new());
}
