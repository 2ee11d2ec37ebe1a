//! Any plans, one after the other, on both engines: each open case has one holder that is in force, the audience is
//! what a recomputation from scratch says, the tree has no circle, and earlier days read as they did.
use std::collections::BTreeMap;

use chrono::Duration;
use serde_json::{Value, json};
use server::{authz::actor::Actor, jobs::work_on_large, usecases::large_plans::Worker};

use super::{
    large_plans::{large, work_off},
    reorganisation::{all_is_well, coordinators, plan_act, today},
};
use crate::support::{Trials, World};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("any_plans_leave_every_case_with_somebody_and_the_past_as_it_was", |world| random(world, false));
    trials.story("any_plans_worked_out_in_the_background_do_the_same", |mut world| {
        large(&mut world, 1, 2);
        random(world, true)
    });
}

/// A small generator: the same plans in every run.
struct Dice(u64);
impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

const CODES: &[&str] = &[
    "KALSEL-PUPR",
    "KALSEL-PUPR-BM",
    "KALSEL-PUPR-CK",
    "KALSEL-PERKIM",
    "KALSEL-DISHUB",
    "KALSEL-DISHUB-LALIN",
    "KALSEL-INSPEKTORAT",
    "KALSEL",
    "KALSEL-BARU-A",
    "KALSEL-BARU-B",
];

fn change(dice: &mut Dice) -> Value {
    let (one, two, three) = (dice.pick(CODES), dice.pick(CODES), dice.pick(CODES));
    match dice.roll(9) {
        0 | 1 => json!({ "kind": "MERGE", "code": one, "sourceCodes": [two] }),
        2 | 3 => json!({ "kind": "MOVE", "code": one, "parentCode": two }),
        4 => json!({ "kind": "CLOSE", "code": one, "successorCode": two }),
        5 => {
            json!({ "kind": "SPLIT", "code": one, "heirs": [{ "code": one }, { "code": two, "topicCodes": ["roads"] }, { "code": three, "regionCodes": ["63.03"] }] })
        }
        6 => {
            json!({ "kind": "CREATE", "code": one, "name": format!("Dinas {one}"), "agencyKind": "DEPARTMENT", "parentCode": two, "regionCode": "63" })
        }
        7 => json!({ "kind": "REOPEN", "code": one }),
        _ => json!({ "kind": "RENAME", "code": one, "name": format!("Dinas nomor {}", dice.roll(1000)) }),
    }
}

/// The branch of the province as of a day.
async fn branch(world: &World, who: &Actor, day: &str) -> Vec<Value> {
    let ask = "query($d: Date, $a: String) { agencies(asOf: $d, under: \"KALSEL\", first: 100, after: $a) {
        nodes { code name kind functions parent { code } government { code } } pageInfo { hasNextPage endCursor } } }";
    let (mut rows, mut after) = (vec![], Value::Null);
    loop {
        let page = world.ask(who, ask, json!({ "d": day, "a": after })).await;
        rows.extend(page.at("/agencies/nodes").as_array().unwrap().clone());
        if page.at("/agencies/pageInfo/hasNextPage") == &json!(false) {
            return rows;
        }
        after = page.at("/agencies/pageInfo/endCursor").clone();
    }
}

async fn random(world: World, background: bool) {
    // Dice of their own: the plans are the same, whoever carries them out.
    let (mut worker, mut acts) = (Worker::default(), Dice(7));
    let (one, two) = coordinators(&world).await;
    for target in
        ["KALSEL-PUPR", "KALSEL-PUPR-BM", "KALSEL-PUPR-CK", "KALSEL-PERKIM", "KALSEL-DISHUB", "KALSEL-DISHUB-LALIN"]
    {
        world.forwarded(json!({}), target).await;
    }
    for (classification, accused) in [
        ("SUPERVISORY_COMPLAINT", "KALSEL-PUPR-BM"),
        ("SUPERVISORY_COMPLAINT", "KALSEL-DISHUB"),
        ("WHISTLE_BLOWING", "KALSEL-PERKIM"),
    ] {
        world.file(&Actor::Public, json!({ "classification": classification, "reportedAgencyCode": accused })).await;
    }
    all_is_well(&world).await;
    let mut dice = Dice(20_261_124);
    let (mut published, mut refused, mut past) = (0, 0, BTreeMap::new());
    for _ in 0..28 {
        past.insert(today(&world), branch(&world, &one, &today(&world)).await);
        world.pass(Duration::days(1 + i64::try_from(dice.roll(3)).unwrap()));
        let head =
            json!({ "title": "Penataan acak", "legalReference": "Perda (contoh)", "effectiveOn": today(&world) });
        let made = plan_act(&world, &one, "createPlan", head).await.done("createPlan");
        let plan = made.text("/createPlan/plan/id");
        for _ in 0..=dice.roll(2) {
            let change = change(&mut dice);
            plan_act(&world, &one, "addPlanChange", json!({ "planId": plan, "change": change })).await;
        }
        let version =
            world.ask(&one, "query($id: ID!) { reorganisationPlan(id: $id) { version } }", json!({ "id": plan })).await;
        let version = version.at("/reorganisationPlan/version").clone();
        let sent = plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": version })).await;
        if !sent.refusals("submitPlan").is_empty() {
            refused += 1;
            continue;
        }
        let version = sent.at("/submitPlan/plan/version").clone();
        plan_act(&world, &two, "approvePlan", json!({ "planId": plan, "version": version })).await.done("approvePlan");
        if background {
            // Somebody files and somebody acts between the steps.
            for n in 0..1 + acts.roll(6) {
                work_on_large(&world.app, &mut worker).await;
                if n == 3 {
                    world.file(&Actor::Public, json!({ "namedAgencyCode": "KALSEL-PUPR" })).await;
                }
            }
            work_off(&world, &mut worker).await;
        }
        published += 1;
        all_is_well(&world).await;
        let now = today(&world);
        for (day, rows) in past.iter().rev().take(4).filter(|(day, _)| **day < now) {
            assert_eq!(&branch(&world, &one, day).await, rows, "{day} reads as it did");
        }
    }
    assert!(published >= 6 && refused >= 3, "plans of both kinds: {published} published, {refused} refused");
    for (day, rows) in &past {
        if *day < today(&world) {
            assert_eq!(&branch(&world, &one, day).await, rows, "{day} reads as it did");
        }
    }
}
