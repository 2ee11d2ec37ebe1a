//! On random worlds the list, the single case, the counts and the rules in words (`naive`) say the same, on
//! both engines. Everything is done through GraphQL; the seed is in the name, so a failure can be run again.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use super::naive::{Facts, Tree};
use crate::support::{Trials, World};

const CASES: usize = 60;
const PLACES: &[&str] = &[
    "KALSEL-PUPR",
    "KALSEL-PUPR-BM",
    "KALSEL-DISDIK",
    "KALSEL-DISDIK-SMA",
    "KALSEL-INSPEKTORAT",
    "BANJARMASIN",
    "BANJARMASIN-PUPR",
    "BANJARMASIN-DISDIK",
    "BANJARMASIN-INSPEKTORAT",
    "BANJARBARU",
    "BANJARBARU-PUPR",
    "BANJARBARU-DISDIK",
    "BPN-KALSEL",
    "BPN-KALSEL-BANJARMASIN",
    "PLN-KALSELTENG",
];
const PEOPLE: &[(Role, &str)] = &[
    (Role::ProvinceCoordinator, "KALSEL"),
    (Role::Leadership, "KALSEL"),
    (Role::Inspectorate, "KALSEL-INSPEKTORAT"),
    (Role::AgencyAdmin, "KALSEL-PUPR"),
    (Role::UnitOfficer, "KALSEL-PUPR"),
    (Role::UnitOfficer, "KALSEL-PUPR-BM"),
    (Role::LiaisonOfficer, "KALSEL-DISDIK"),
    (Role::RegencyCoordinator, "BANJARMASIN"),
    (Role::AgencyAdmin, "BANJARMASIN-PUPR"),
    (Role::Leadership, "BANJARMASIN-DISDIK"),
    (Role::Inspectorate, "BANJARMASIN-INSPEKTORAT"),
    (Role::RegencyCoordinator, "BANJARBARU"),
    (Role::LiaisonOfficer, "BANJARBARU-PUPR"),
    (Role::Inspectorate, "BANJARBARU-INSPEKTORAT"),
    (Role::AgencyAdmin, "BPN-KALSEL"),
    (Role::UnitOfficer, "BPN-KALSEL-BANJARMASIN"),
    (Role::LiaisonOfficer, "PLN-KALSELTENG"),
    (Role::OmbudsmanOfficer, "OMB-KALSEL"),
    (Role::OversightReader, "KSP"),
    (Role::OversightReader, "KEMENPANRB"),
    (Role::SystemAdmin, ""),
];
const TABS: &[(&str, &[&str])] = &[
    ("OPEN", &["SUBMITTED", "POSTPONED", "FORWARDED", "RETURNED", "IN_PROGRESS", "AWAITING_CONFIRMATION", "REOPENED"]),
    ("NEW", &["SUBMITTED", "REOPENED"]),
    ("FORWARDED", &["FORWARDED"]),
    ("IN_PROGRESS", &["IN_PROGRESS"]),
    ("AWAITING_CONFIRMATION", &["AWAITING_CONFIRMATION"]),
    ("POSTPONED", &["POSTPONED"]),
    ("RETURNED", &["RETURNED"]),
    ("DONE", &["CLOSED", "ARCHIVED"]),
];

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    for seed in [1_u64, 2, 3] {
        let name = format!("authz::on_a_random_world_lists_and_counts_and_single_cases_follow_the_rules_{seed}");
        trials.story(&name, move |world| agrees(world, seed));
    }
    trials.story("authz::an_agency_gets_one_part_in_a_case_and_never_a_second_that_would_hide_it", two_parts);
}

/// A small generator (splitmix64): the same world for the same seed, everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(sides).unwrap()).unwrap()
    }
    fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }
    fn place(&mut self) -> &'static str {
        PLACES[self.roll(PLACES.len())]
    }
}

/// Whoever leads a case that this agency holds.
async fn head(world: &World, tree: &Tree, code: &str) -> Actor {
    let role = match tree.kind(code) {
        "province_government" => Role::ProvinceCoordinator,
        "regency_government" => Role::RegencyCoordinator,
        "inspectorate" => Role::Inspectorate,
        _ => Role::AgencyAdmin,
    };
    world.officer(role, code).await
}

/// An act of the random world. It may be refused; a fault of ours never.
async fn attempt(world: &World, who: &Actor, mutation: &str, input: Value) -> bool {
    let answer = world.act(who, mutation, input).await;
    let errors = answer.errors();
    assert!(errors.iter().all(|code| code == "FORBIDDEN"), "{mutation}: {:#}", answer.0);
    errors.is_empty() && answer.refusals(mutation).is_empty()
}

async fn facts(world: &World, id: &str) -> Facts {
    let query = "query($id: ID!) { case(id: $id) { reference status classification secret holder { code } reportedAgency { code }
        parties { agency { code } part endedAt } clocks { stage state dueAt } } }";
    let answer = world.ask(&world.tracker(id).await, query, json!({ "id": id })).await;
    let now = world.app.clock.now();
    let case = answer.at("/case");
    let parties = |part: &str| -> Vec<String> {
        let all = case["parties"].as_array().unwrap().iter();
        all.filter(|party| party["part"] == part && party["endedAt"].is_null())
            .map(|party| party["agency"]["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let overdue = case["clocks"].as_array().unwrap().iter().any(|clock| {
        let reporters = matches!(clock["stage"].as_str().unwrap(), "REPORTER_CONFIRMATION" | "SUPPLEMENT");
        let due: DateTime<Utc> = clock["dueAt"].as_str().unwrap().parse().unwrap();
        !reporters && clock["state"] != "STOPPED" && due < now
    });
    Facts {
        id: id.to_owned(),
        reference: answer.text("/case/reference"),
        status: answer.text("/case/status"),
        classification: answer.text("/case/classification"),
        secret: case["secret"].as_bool().unwrap(),
        holder: answer.text("/case/holder/code"),
        supporting: parties("SUPPORTING"),
        informed: parties("INFORMED"),
        accused: case["reportedAgency"]["code"].as_str().map(str::to_owned),
        overdue,
    }
}

/// Parties that stand in no line with each other: what a second part in one line means is a test of its own.
fn others(
    dice: &mut Dice,
    tree: &Tree,
    target: &str,
    taken: &mut Vec<&'static str>,
    percent: usize,
) -> Vec<&'static str> {
    let mut found = vec![];
    while dice.chance(percent) && found.len() < 3 {
        let code = dice.place();
        let apart = |other: &str| !tree.within(code, other) && !tree.within(other, code);
        if apart(target) && taken.iter().all(|other| apart(other)) {
            taken.push(code);
            found.push(code);
        }
    }
    found
}

async fn one_case(world: &World, tree: &Tree, dice: &mut Dice, reporter: &Actor) -> String {
    let kinds = [
        "SERVICE_COMPLAINT",
        "SERVICE_COMPLAINT",
        "INFORMATION_REQUEST",
        "ASPIRATION",
        "SUPERVISORY_COMPLAINT",
        "WHISTLE_BLOWING",
    ];
    let kind = kinds[dice.roll(kinds.len())];
    let accusing = matches!(kind, "SUPERVISORY_COMPLAINT" | "WHISTLE_BLOWING");
    let accused = (accusing && dice.chance(75)).then(|| dice.place());
    let named = dice.chance(45).then(|| dice.place());
    let (id, ..) = world
        .file(
            reporter,
            json!({ "classification": kind, "anonymous": dice.chance(30), "secret": dice.chance(30),
            "namedAgencyCode": named, "reportedAgencyCode": accused }),
        )
        .await;
    if dice.chance(15) {
        return id;
    }
    let tracker = world.tracker(&id).await;
    let now = facts(world, &id).await;
    let lead = head(world, tree, &now.holder).await;
    let version = world.version(&tracker, &id).await;
    if dice.chance(10) {
        attempt(
            world,
            &lead,
            "postponeCase",
            json!({ "caseId": id, "version": version, "question": "Di mana tepatnya?" }),
        )
        .await;
        return id;
    }
    if dice.chance(10) {
        attempt(world, &lead, "archiveCase", json!({ "caseId": id, "version": version, "reasonCode": "too_general" }))
            .await;
        return id;
    }
    let (kind, accused) = if kind == "SERVICE_COMPLAINT" && dice.chance(15) {
        ("SUPERVISORY_COMPLAINT", Some(dice.place()))
    } else {
        (kind, accused)
    };
    let stated = json!({ "caseId": id, "version": version, "classification": kind, "topicCode": "roads.pothole", "regionCode": "63.03", "reportedAgencyCode": accused });
    attempt(world, &lead, "verifyCase", stated).await;
    if dice.chance(15) {
        return id;
    }
    let now = facts(world, &id).await;
    let lead = head(world, tree, &now.holder).await;
    let target = if dice.chance(70) { dice.place() } else { now.holder.as_str() };
    let mut taken = vec![];
    let supporting = others(dice, tree, target, &mut taken, 35);
    let informed = others(dice, tree, target, &mut taken, 35);
    let version = world.version(&tracker, &id).await;
    let route = json!({ "caseId": id, "version": version, "targetCode": target, "supportingCodes": supporting, "informedCodes": informed });
    attempt(world, &lead, "forwardCase", route).await;
    let lead = head(world, tree, &facts(world, &id).await.holder).await;
    if dice.chance(40) {
        answer(world, dice, &lead, &tracker, &id).await;
    } else if dice.chance(15) {
        let version = world.version(&tracker, &id).await;
        attempt(
            world,
            &lead,
            "returnCase",
            json!({ "caseId": id, "version": version, "reason": "Bukan kewenangan kami." }),
        )
        .await;
    }
    if dice.chance(10) {
        let version = world.version(&tracker, &id).await;
        attempt(
            world,
            &lead,
            "setVisibility",
            json!({ "caseId": id, "version": version, "anonymous": true, "secret": true }),
        )
        .await;
    }
    id
}

async fn answer(world: &World, dice: &mut Dice, lead: &Actor, tracker: &Actor, id: &str) {
    let kind = if dice.chance(50) { "SUBSTANTIVE" } else { "PROGRESS" };
    let version = world.version(tracker, id).await;
    let draft = world
        .act(
            lead,
            "draftReply",
            json!({ "caseId": id, "version": version, "kind": kind, "body": "Sudah kami tangani di lapangan." }),
        )
        .await;
    if !draft.refusals("draftReply").is_empty() {
        return;
    }
    let (reply, version) = (draft.text("/draftReply/reply/id"), draft.at("/draftReply/reply/version").clone());
    attempt(world, lead, "publishReply", json!({ "replyId": reply, "version": version })).await;
    let version = world.version(tracker, id).await;
    let finished = attempt(world, lead, "finishFollowUp", json!({ "caseId": id, "version": version })).await;
    if finished && dice.chance(50) {
        attempt(world, tracker, "confirmAnswer", json!({ "caseId": id })).await;
    }
}

/// All pages of a list: id and whether the text was there.
async fn listed(world: &World, who: &Actor, filter: &Value, sort: &str, size: usize) -> BTreeMap<String, bool> {
    let query = "query($f: CaseFilter, $s: CaseSort!, $n: Int!, $a: String) { cases(filter: $f, sort: $s, first: $n, after: $a) {
        nodes { id title } pageInfo { hasNextPage endCursor } } }";
    let mut found = BTreeMap::new();
    let mut after = Value::Null;
    loop {
        let page = world.ask(who, query, json!({ "f": filter, "s": sort, "n": size, "a": after })).await;
        for node in page.at("/cases/nodes").as_array().unwrap() {
            let twice = found.insert(node["id"].as_str().unwrap().to_owned(), node["title"].is_string());
            assert!(twice.is_none(), "no case stands on two pages: {node}");
        }
        if page.at("/cases/pageInfo/hasNextPage") != &json!(true) {
            return found;
        }
        after = page.at("/cases/pageInfo/endCursor").clone();
    }
}

/// Ids for which the single ways in answer.
async fn opened(world: &World, who: &Actor, cases: &[Facts]) -> [BTreeSet<String>; 3] {
    let ways = [
        ("case(id: \"{}\") { id }", false),
        ("case(reference: \"{}\") { id }", true),
        ("node(id: \"{}\") { id }", false),
    ];
    let mut all = [BTreeSet::new(), BTreeSet::new(), BTreeSet::new()];
    for ((way, by_number), found) in ways.into_iter().zip(&mut all) {
        let fields: Vec<String> = cases
            .iter()
            .enumerate()
            .map(|(n, case)| format!("c{n}: {}", way.replace("{}", if by_number { &case.reference } else { &case.id })))
            .collect();
        let answer = world.ask(who, &format!("{{ {} }}", fields.join(" ")), json!({})).await;
        assert!(answer.errors().is_empty(), "{:#}", answer.0);
        for value in answer.at("").as_object().unwrap().values().filter(|value| !value.is_null()) {
            found.insert(value["id"].as_str().unwrap().to_owned());
        }
    }
    all
}

fn names<'a>(ids: impl IntoIterator<Item = &'a String>, cases: &'a [Facts]) -> Vec<&'a Facts> {
    ids.into_iter().filter_map(|id| cases.iter().find(|case| case.id == *id)).collect()
}

/// Compares two sets and shows the facts of what only one of them has.
fn same(what: &str, wanted: &BTreeSet<String>, found: &BTreeSet<String>, cases: &[Facts]) {
    assert!(
        wanted == found,
        "{what}\nmissing: {:#?}\ntoo much: {:#?}",
        names(wanted.difference(found), cases),
        names(found.difference(wanted), cases)
    );
}

async fn check(world: &World, who: &Actor, name: &str, wanted: &BTreeMap<String, bool>, cases: &[Facts]) {
    let ids: BTreeSet<String> = wanted.keys().cloned().collect();
    for (sort, size) in [("DUE_FIRST", 7), ("NEWEST", 100), ("OLDEST", 13)] {
        let found = listed(world, who, &json!({}), sort, size).await;
        same(&format!("{name}: list, {sort}"), &ids, &found.keys().cloned().collect(), cases);
        let texts: Vec<&String> =
            wanted.iter().filter(|(id, reads)| found.get(*id) != Some(reads)).map(|(id, _)| id).collect();
        assert!(
            texts.is_empty(),
            "{name}: the text of these is shown, or kept back, against the rules: {:#?}",
            names(texts, cases)
        );
    }
    for (way, found) in ["case(id)", "case(reference)", "node(id)"].iter().zip(opened(world, who, cases).await) {
        same(&format!("{name}: {way}"), &ids, &found, cases);
    }
    let figures = world.ask(who, "{ caseCounts { tabs { tab count capped } overdue } }", json!({})).await;
    for tab in figures.at("/caseCounts/tabs").as_array().unwrap() {
        let word = tab["tab"].as_str().unwrap();
        let rows = listed(world, who, &json!({ "tab": word }), "NEWEST", 100).await;
        assert_eq!(tab["count"].as_u64(), u64::try_from(rows.len()).ok(), "{name}: count of {word} against its list");
        if let Some((_, statuses)) = TABS.iter().find(|(tab, _)| *tab == word) {
            let again: BTreeSet<String> = cases
                .iter()
                .filter(|case| ids.contains(&case.id) && statuses.contains(&case.status.as_str()))
                .map(|case| case.id.clone())
                .collect();
            same(&format!("{name}: tab {word}"), &again, &rows.into_keys().collect(), cases);
        } else {
            assert_eq!(word, "MINE", "a new tab wants a line in TABS");
        }
    }
    let late = listed(world, who, &json!({ "tab": "OPEN", "overdue": true }), "DUE_FIRST", 100).await;
    let again: BTreeSet<String> =
        cases.iter().filter(|case| ids.contains(&case.id) && case.overdue).map(|case| case.id.clone()).collect();
    same(&format!("{name}: overdue"), &again, &late.into_keys().collect(), cases);
    assert_eq!(figures.at("/caseCounts/overdue").as_u64(), u64::try_from(again.len()).ok(), "{name}: count of overdue");
}

async fn agrees(world: World, seed: u64) {
    let (tree, mut dice) = (Tree::shipped(), Dice(seed));
    let citizens = [world.citizen("siti@contoh.id").await, world.citizen("budi@contoh.id").await];
    let mut ids: Vec<(String, Option<usize>)> = vec![];
    for number in 0..CASES {
        // Two thirds come early enough to run late.
        if number == CASES * 2 / 3 {
            world.pass(Duration::days(40));
        }
        let whose = dice.chance(50).then(|| dice.roll(citizens.len()));
        let reporter = whose.map_or(Actor::Public, |n| citizens[n].clone());
        ids.push((one_case(&world, &tree, &mut dice, &reporter).await, whose));
        world.pass(Duration::minutes(7));
    }
    let mut cases = vec![];
    for (id, _) in &ids {
        cases.push(facts(&world, id).await);
    }
    for (what, count) in [
        ("supported", cases.iter().filter(|case| !case.supporting.is_empty()).count()),
        ("informed", cases.iter().filter(|case| !case.informed.is_empty()).count()),
        ("overdue", cases.iter().filter(|case| case.overdue).count()),
        ("in time", cases.iter().filter(|case| !case.overdue).count()),
        ("whistle-blowing", cases.iter().filter(|case| case.classification == "WHISTLE_BLOWING").count()),
        ("accusing", cases.iter().filter(|case| case.accused.is_some()).count()),
        ("secret", cases.iter().filter(|case| case.secret).count()),
        ("of vertical agencies", cases.iter().filter(|case| tree.government(&case.holder).is_none()).count()),
        (
            "of regencies",
            cases.iter().filter(|case| tree.government(&case.holder).is_some_and(|code| code != "KALSEL")).count(),
        ),
    ] {
        assert!(count > 0, "the random world has no case that is {what}");
    }
    for case in &cases {
        let supervisory = matches!(case.classification.as_str(), "SUPERVISORY_COMPLAINT" | "WHISTLE_BLOWING");
        let conflict = supervisory && case.accused.as_ref().is_some_and(|accused| tree.kept_out(&case.holder, accused));
        assert!(!conflict, "held by the accused or its department: {case:#?}");
    }
    let mut seen = 0;
    for &(role, code) in PEOPLE {
        let who = world.officer(role, code).await;
        let wanted: BTreeMap<String, bool> = cases
            .iter()
            .filter(|case| tree.sees(role, code, case))
            .map(|case| (case.id.clone(), tree.reads(role, code, case)))
            .collect();
        seen += usize::from(!wanted.is_empty());
        check(&world, &who, &format!("{} of {code}", role.as_str()), &wanted, &cases).await;
    }
    assert!(seen >= 14, "most people see something: {seen}");
    for (number, citizen) in citizens.iter().enumerate() {
        let own = ids.iter().filter(|(_, whose)| *whose == Some(number)).map(|(id, _)| (id.clone(), true)).collect();
        check(&world, citizen, &format!("citizen {number}"), &own, &cases).await;
    }
    let nothing = opened(&world, &Actor::Public, &cases).await;
    assert!(
        nothing.iter().all(BTreeSet::is_empty)
            && listed(&world, &Actor::Public, &json!({}), "NEWEST", 100).await.is_empty()
    );
    let tracker = world.tracker(&ids[0].0).await;
    let one = BTreeSet::from([ids[0].0.clone()]);
    assert_eq!(opened(&world, &tracker, &cases).await, [one.clone(), one.clone(), one.clone()]);
    assert_eq!(listed(&world, &tracker, &json!({}), "NEWEST", 100).await.into_keys().collect::<BTreeSet<_>>(), one);
}

/// The department supports its own unit (or reads along while its unit supports): one relation would hide the
/// other, so such a route is refused.
async fn two_parts(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    for (target, supporting, informed, field) in [
        ("KALSEL-PUPR-BM", json!(["KALSEL-PUPR"]), json!([]), "supportingCodes"),
        ("KALSEL-DISHUB", json!(["KALSEL-PUPR-BM"]), json!(["KALSEL-PUPR"]), "informedCodes"),
    ] {
        let (id, ..) = world.file(&Actor::Public, json!({})).await;
        let stated = json!({ "caseId": id, "version": 1, "classification": "SERVICE_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.03" });
        world.act(&coordinator, "verifyCase", stated).await.done("verifyCase");
        let route = json!({ "caseId": id, "version": 2, "targetCode": target, "supportingCodes": supporting, "informedCodes": informed });
        let refused = world.act(&coordinator, "forwardCase", route).await;
        assert_eq!(refused.refusals("forwardCase"), ["INVALID"]);
        assert_eq!(refused.at("/forwardCase/userErrors/0/path"), &json!(["input", field]));
    }
}
