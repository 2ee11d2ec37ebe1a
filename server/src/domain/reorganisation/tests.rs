//! Plans on a small tree: what each change does, what is found, and that nothing is ever left without somebody.
use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicU32, Ordering},
};

use chrono::NaiveDate;
use entities::{
    ids::{AccountId, AgencyId, RoleGrantId},
    vocab::{AgencyKind, Role},
};
use proptest::prelude::*;
use uuid::Uuid;

use super::{FindingCode as Code, *};

mod people;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn node(id: i64, code: &str, kind: AgencyKind, parent: Option<&str>, functions: &[&str]) -> Node {
    Node {
        id: Some(AgencyId(id)),
        code: code.to_owned(),
        name: format!("Dinas {code}"),
        short_name: code.to_owned(),
        kind,
        functions: functions.iter().map(|&function| function.to_owned()).collect(),
        parent: parent.map(str::to_owned),
        region: Some("63".to_owned()),
        serves: BTreeSet::new(),
        open: true,
        successor: None,
        fictitious: false,
        since: day("2017-01-01"),
    }
}

/// Root > P (province) > A (with ), B, C; P > R (regency) > R-X.
fn tree() -> Tree {
    use AgencyKind::{Department, Division, National, ProvinceGovernment, RegencyGovernment};
    Tree::new([
        node(1, "ROOT", National, None, &[]),
        node(2, "P", ProvinceGovernment, Some("ROOT"), &[]),
        node(3, "A", Department, Some("P"), &["roads"]),
        node(4, "A-1", Division, Some("A"), &[]),
        node(5, "A-2", Division, Some("A"), &[]),
        node(6, "B", Department, Some("P"), &["housing"]),
        node(7, "C", Department, Some("P"), &["water"]),
        node(8, "R", RegencyGovernment, Some("P"), &[]),
        node(9, "R-X", Department, Some("R"), &[]),
    ])
}

fn run(changes: &[Change]) -> Applied {
    apply(&tree(), changes, day("2026-11-24"))
}

fn codes(applied: &Applied) -> Vec<Code> {
    applied.findings.iter().map(|finding| finding.code).collect()
}

fn merge(into: &str, sources: &[&str]) -> Change {
    Change::Merge { into: into.to_owned(), sources: sources.iter().map(|&code| code.to_owned()).collect() }
}

fn close(code: &str, heir: Option<&str>) -> Change {
    Change::Close { code: code.to_owned(), successor: heir.map(str::to_owned) }
}

fn moved(code: &str, parent: &str) -> Change {
    Change::Move { code: code.to_owned(), parent: parent.to_owned() }
}

fn create(code: &str, parent: &str, functions: &[&str]) -> Change {
    Change::Create {
        code: code.to_owned(),
        name: format!("Dinas {code}"),
        short_name: code.to_owned(),
        kind: AgencyKind::Department,
        functions: functions.iter().map(|&function| function.to_owned()).collect(),
        region: Some("63".to_owned()),
        serves: BTreeSet::new(),
        parent: parent.to_owned(),
    }
}

fn topic(topic: &str) -> Marks<'_> {
    Marks { topic: Some(topic), ..Marks::default() }
}

#[test]
fn a_merger_hands_over_cases_units_and_tasks() {
    let done = run(&[merge("B", &["A"])]);
    assert_eq!(codes(&done), []);
    assert_eq!(done.heir("A", Marks::default()), Some("B"));
    assert_eq!(done.heir("A-1", Marks::default()), Some("A-1"), "units keep their cases");
    assert_eq!(done.tree.path("A-1"), ["ROOT", "P", "B", "A-1"]);
    let heir = done.tree.get("B").unwrap();
    assert!(heir.functions.contains("roads") && heir.functions.contains("housing"));
    assert!(!done.tree.get("A").unwrap().open);
    assert_eq!(done.successor("A"), Some("B"));
}

#[test]
fn a_chain_of_mergers_ends_with_the_last_heir() {
    let done = run(&[merge("B", &["A"]), merge("C", &["B"])]);
    assert_eq!(codes(&done), []);
    assert_eq!(done.heir("A", Marks::default()), Some("C"));
}

#[test]
fn several_become_one_new_agency() {
    let done = run(&[create("N", "P", &[]), merge("N", &["A", "B"])]);
    assert_eq!(codes(&done), []);
    assert_eq!(done.heir("B", Marks::default()), Some("N"));
    assert_eq!(done.change_of(tree().get("N"), "N"), NodeChange::New);
}

#[test]
fn a_split_goes_by_topic_and_the_rest_takes_what_is_left() {
    let heirs = vec![
        Heir { code: "C".into(), ..Heir::default() },
        Heir {
            code: "B".into(),
            topics: vec!["roads".into()],
            units: vec!["A-1".into(), "A-2".into()],
            ..Heir::default()
        },
    ];
    let done = run(&[Change::Split { code: "A".into(), heirs }]);
    assert_eq!(codes(&done), []);
    assert_eq!(done.heir("A", topic("roads.pothole")), Some("B"));
    assert_eq!(done.heir("A", topic("roadside")), Some("C"), "a topic is no prefix of letters");
    assert_eq!(done.heir("A", Marks::default()), Some("C"));
    assert_eq!(done.tree.path("A-1"), ["ROOT", "P", "B", "A-1"]);
}

#[test]
fn each_fault_is_named_where_it_is() {
    let faults: Vec<(Vec<Change>, Code)> = vec![
        (vec![close("X", None)], Code::UnknownAgency),
        (vec![create("A", "P", &[])], Code::CodeTaken),
        (vec![moved("A", "A-1")], Code::Loop),
        (vec![close("B", None), moved("C", "B")], Code::DeadTarget),
        (vec![close("B", None), merge("B", &["C"])], Code::DeadTarget),
        (vec![create("N", "P", &["roads"])], Code::FunctionTwice),
        (vec![moved("A-1", "R-X")], Code::CrossesGovernment),
        (vec![merge("R-X", &["A-1"])], Code::CrossesGovernment),
        (vec![close("A", Some("B"))], Code::OpenUnits),
        (vec![close("B", None), close("B", None)], Code::TouchedTwice),
        (vec![Change::Reopen { code: "B".into() }], Code::NotClosed),
        (vec![close("B", Some("ROOT"))], Code::NotAReceiver),
        (vec![close("R", Some("P"))], Code::GovernmentKind),
        (vec![merge("A-1", &["A"])], Code::Loop),
        (vec![merge("A", &["A"])], Code::Loop),
        (vec![moved("A", "P")], Code::NothingChanges),
        (
            vec![Change::Split {
                code: "B".into(),
                heirs: vec![Heir { code: "C".into(), topics: vec!["x".into()], ..Heir::default() }],
            }],
            Code::NoDefaultHeir,
        ),
    ];
    for (changes, wanted) in faults {
        let done = run(&changes);
        assert!(codes(&done).contains(&wanted), "{changes:?}: {:?}", done.findings);
        let at = done.findings.iter().find(|finding| finding.code == wanted).unwrap().change;
        assert!(wanted == Code::FunctionTwice || at == Some(changes.len() - 1), "{changes:?}: {at:?}");
    }
}

#[test]
fn a_plan_does_not_reach_behind_an_earlier_one() {
    let mut before = tree();
    before.get_mut("B").unwrap().since = day("2026-12-01");
    let done = apply(&before, &[close("B", Some("C"))], day("2026-11-24"));
    assert_eq!(codes(&done), [Code::BeforeLastPlan]);
}

fn member(agency: &str, role: Role) -> Membership {
    // Each role is one of its own.
    static NEXT: AtomicU32 = AtomicU32::new(1);
    Membership {
        grant: RoleGrantId(Uuid::from_u128(NEXT.fetch_add(1, Ordering::Relaxed).into())),
        account: AccountId(Uuid::nil()),
        name: "Hadi S.".into(),
        role,
        agency: agency.into(),
        rests: false,
        origin: None,
    }
}

fn load(holder: &str, open: bool, n: i64) -> CaseLoad {
    CaseLoad { holder: holder.into(), topic: None, region: None, origin: None, open, hidden: false, n }
}

fn head(changes: usize) -> Head {
    Head { day: day("2026-12-01"), today: day("2026-11-24"), has_reason: false, changes }
}

#[test]
fn an_open_case_without_an_heir_blocks_and_a_resting_one_does_not() {
    let done = run(&[close("B", None)]);
    let with = |open| assess(&tree(), &done, &Facts { loads: vec![load("B", open, 3)], ..Facts::default() }, head(1));
    assert!(with(false).publishable());
    let blocked = with(true);
    assert!(!blocked.publishable());
    let finding = blocked.findings.iter().find(|finding| finding.code == Code::NoHeir).unwrap();
    assert_eq!((finding.count, finding.change), (Some(3), Some(0)));
}

#[test]
fn people_who_work_move_with_the_cases_and_a_head_loses_the_place() {
    let done = run(&[merge("C", &["B"])]);
    let members =
        vec![member("B", Role::LiaisonOfficer), member("B", Role::Leadership), member("C", Role::AgencyAdmin)];
    let facts = Facts { members, loads: vec![load("B", true, 4), load("B", false, 9)], ..Facts::default() };
    let preview = assess(&tree(), &done, &facts, head(1));
    assert!(preview.publishable());
    let to: Vec<Option<&str>> = preview.fates.iter().map(|fate| fate.to.as_deref()).collect();
    assert_eq!(to, [Some("C"), None]);
    assert_eq!(
        preview.flows,
        [Flow { from: "B".into(), to: Some("C".into()), open: 4, closed: 9, members: 2, ..Flow::default() }]
    );
    let found: Vec<Code> = preview.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(found, [Code::MemberLosesPlace]);
}

#[test]
fn a_rule_follows_one_heir_and_dies_with_none_or_several() {
    let rule = |by| RuleTarget { position: 600, name: "Perumahan".into(), version: "KALSEL v3".into(), by };
    let rules = vec![rule(RuleTargetBy::Agency("B".into()))];
    let facts = |rules: &Vec<RuleTarget>| Facts { rules: rules.clone(), ..Facts::default() };
    let found = |changes: &[Change], rules: &Vec<RuleTarget>| -> Vec<Code> {
        let preview = assess(&tree(), &run(changes), &facts(rules), head(changes.len()));
        preview.findings.iter().map(|finding| finding.code).filter(|code| *code != Code::VacantAfter).collect()
    };
    assert_eq!(found(&[merge("C", &["B"])], &rules), [Code::RuleTargetMoves]);
    assert_eq!(found(&[close("B", None)], &rules), [Code::RuleTargetDies]);
    let halves = vec![
        Heir { code: "C".into(), ..Heir::default() },
        Heir { code: "A".into(), topics: vec!["x".into()], ..Heir::default() },
    ];
    assert_eq!(found(&[Change::Split { code: "B".into(), heirs: halves }], &rules), [Code::RuleTargetDies]);
    let by = RuleTargetBy::Function { function: "housing".into(), otherwise: None };
    assert_eq!(found(&[close("B", Some("C"))], &vec![rule(by.clone())]), [Code::RuleTargetDies], "nobody has the task");
    assert_eq!(found(&[merge("C", &["B"])], &vec![rule(by)]), [], "the heir has it");
    let by = RuleTargetBy::Function { function: "housing".into(), otherwise: Some("A".into()) };
    let one = vec![rule(by)];
    assert_eq!(found(&[close("B", Some("C"))], &one), [Code::RuleTargetFallsBack], "said before, not found out later");
    let preview = assess(&tree(), &run(&[close("B", Some("C"))]), &facts(&one), head(1));
    let told = preview.findings.iter().find(|finding| finding.code == Code::RuleTargetFallsBack).unwrap();
    assert!(told.other.as_deref().unwrap().starts_with("600 Perumahan (KALSEL v3): housing"), "{told:?}");
}

#[test]
fn a_day_in_the_past_needs_a_reason_and_an_empty_plan_is_none() {
    let past = Head { day: day("2026-11-01"), ..head(0) };
    let preview = assess(&tree(), &run(&[]), &Facts::default(), past);
    let found: Vec<Code> = preview.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(found, [Code::PastWithoutReason, Code::Empty]);
}

#[test]
fn a_counter_plan_gives_back_tasks_units_and_cases() {
    for changes in [
        vec![merge("B", &["A"])],
        vec![create("N", "P", &[]), merge("N", &["A", "B"])],
        vec![close("B", Some("C"))],
        vec![moved("A-1", "B"), Change::Rename { code: "B".into(), name: "Lain".into(), short_name: None }],
        vec![Change::Split {
            code: "A".into(),
            heirs: vec![
                Heir { code: "C".into(), units: vec!["A-1".into(), "A-2".into()], ..Heir::default() },
                Heir { code: "B".into(), topics: vec!["roads".into()], ..Heir::default() },
            ],
        }],
    ] {
        let before = tree();
        let after = run(&changes);
        assert_eq!(codes(&after), [], "{changes:?}");
        let drafts = counter(&before, &changes);
        let back: Vec<Change> = drafts.iter().map(|draft| Change::try_from(draft).unwrap()).collect();
        let undone = apply(&after.tree, &back, day("2026-12-24"));
        assert_eq!(codes(&undone), [], "{back:?}");
        for node in before.nodes() {
            let now = undone.tree.get(&node.code).unwrap();
            assert_eq!(
                (now.open, &now.parent, &now.functions, &now.name),
                (node.open, &node.parent, &node.functions, &node.name),
                "{changes:?}: {}",
                node.code
            );
        }
        // A new agency that is undone closes: what it took goes back first.
        if after.successor("A").is_some() {
            let heir = after.heir("A", topic("roads.pothole")).unwrap();
            let marks = Marks { origin: Some("A"), ..Marks::default() };
            assert_eq!(undone.heir(heir, marks), Some("A"), "cases go back to whom they were taken from");
        }
    }
}

/// Any change among these few codes.
fn any_change() -> impl Strategy<Value = Change> {
    let code = || prop::sample::select(vec!["ROOT", "P", "A", "A-1", "A-2", "B", "C", "R", "R-X", "N", "M"]);
    (0..8u8, code(), code(), code()).prop_map(|(kind, one, two, three)| match kind {
        0 => create(one, two, &["task"]),
        1 => Change::Rename { code: one.into(), name: two.into(), short_name: None },
        2 => Change::Adjust {
            code: one.into(),
            kind: None,
            functions: Some(BTreeSet::from([two.to_owned()])),
            region: None,
            serves: None,
        },
        3 => moved(one, two),
        4 => merge(one, &[two, three]),
        5 => Change::Split {
            code: one.into(),
            heirs: vec![
                Heir { code: two.into(), ..Heir::default() },
                Heir { code: three.into(), topics: vec!["roads".into()], ..Heir::default() },
            ],
        },
        6 => close(one, Some(two)),
        _ => Change::Reopen { code: one.into() },
    })
}

proptest! {
    /// Whatever is left out and carried out: no circle, no government crossed, every case with somebody or named.
    #[test]
    fn any_plan_leaves_a_tree_in_which_every_case_has_somebody(changes in prop::collection::vec(any_change(), 0..8)) {
        let before = tree();
        let done = apply(&before, &changes, day("2026-11-24"));
        for node in done.tree.nodes() {
            prop_assert!(!done.tree.path(&node.code).is_empty(), "{} hangs in a circle", node.code);
            if before.get(&node.code).is_some() {
                prop_assert_eq!(done.tree.government(&node.code), before.government(&node.code));
            }
        }
        for node in before.nodes().filter(|node| node.open) {
            for marks in [Marks::default(), topic("roads.x"), topic("other")] {
                match done.heir(&node.code, marks) {
                    Some(heir) => {
                        let heir = done.tree.get(heir).unwrap();
                        prop_assert!(heir.open, "{} is closed", heir.code);
                    }
                    None => {
                        let one = CaseLoad { topic: marks.topic.map(str::to_owned), ..load(&node.code, true, 1) };
                        let facts = Facts { loads: vec![one], ..Facts::default() };
                        let preview = assess(&before, &done, &facts, head(1));
                        prop_assert!(preview.findings.iter().any(|finding| finding.code == Code::NoHeir));
                    }
                }
            }
        }
    }
}

#[test]
fn a_plan_of_thousands_of_changes_is_weighed_in_one_pass() {
    let unit = |n: i64| node(100 + n, &format!("A-U{n}"), AgencyKind::Division, Some("A"), &[]);
    let before = Tree::new(tree().nodes().cloned().chain((0..20_000).map(unit)));
    let new = (0..2_500).map(|n| create(&format!("C-N{n}"), "C", &["parks"]));
    let gone = (0..2_500).map(|n| close(&format!("A-U{n}"), Some("A")));
    let changes: Vec<Change> = new.chain(gone).collect();
    let members = (0..2_500).map(|n| member(&format!("A-U{n}"), Role::UnitOfficer)).collect();
    let rules = (0..50)
        .map(|position| RuleTarget {
            position,
            name: "Taman".into(),
            version: String::new(),
            by: RuleTargetBy::Function { function: "parks".into(), otherwise: None },
        })
        .collect();
    let began = std::time::Instant::now();
    let done = apply(&before, &changes, day("2026-11-24"));
    let preview = assess(&before, &done, &Facts { members, rules, ..Facts::default() }, head(changes.len()));
    let took = began.elapsed();
    let twice = preview.findings.iter().filter(|finding| finding.code == Code::FunctionTwice).count();
    assert_eq!(twice, 2_499, "each against one other, not against all others");
    assert_eq!(preview.fates.len(), 2_500);
    // A pass over 20,000 units for each of 5,000 changes would take minutes.
    assert!(took < std::time::Duration::from_secs(10), "{took:?}");
}
