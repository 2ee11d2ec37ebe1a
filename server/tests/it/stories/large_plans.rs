//! Large plans are worked out beside the officers' acts and seen whole or not at all; a server that stops loses nothing.
use std::{sync::Arc, time::Duration as Time};

use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{
    authz::actor::Actor,
    jobs::{publish_plans, work_on_large},
    usecases::large_plans::{ROUNDS, Step, Worker},
};

use super::{
    reorganisation::{all_is_well, coordinators, draft, plan_act, publish, today},
    routes::{close, now},
};
use crate::{
    store::{connect, run, select},
    support::{Answer, Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("a_large_plan_is_seen_whole_or_not_at_all_while_officers_go_on", beside);
    trials.story("a_server_that_stops_in_a_large_plan_is_followed_by_another", stops);
    trials.story("a_large_plan_that_no_longer_fits_leaves_nothing_behind", unfit);
    trials.story("a_large_plan_can_be_taken_back_before_its_last_step", taken_back);
    trials.story("another_plan_meanwhile_takes_its_cases_out_of_what_was_worked_out", another);
    trials.story("a_plan_that_is_refused_again_and_again_has_failed_and_can_be_sent_again", refused);
}

/// From so many cases on plans are large here, worked out so many at a time.
pub fn large(world: &mut World, from: i64, batch: usize) {
    let deps = Arc::get_mut(&mut world.app.deps).unwrap();
    (deps.publishing.large, deps.publishing.batch) = (from, batch);
}

/// Works until there is nothing to do.
pub async fn work_off(world: &World, worker: &mut Worker) -> Vec<Step> {
    let mut done = vec![];
    for _ in 0..500 {
        match work_on_large(&world.app, worker).await {
            Step::Idle => return done,
            step => done.push(step),
        }
    }
    panic!("the work has no end: {done:?}");
}

const STATE: &str = "query($id: ID!) { reorganisationPlan(id: $id) { status version viewerCan outcome { cases members }
    progress { phase done total startedAt estimatedEnd } events { kind text } } }";

async fn state(world: &World, who: &Actor, plan: &str) -> Answer {
    world.ask(who, STATE, json!({ "id": plan })).await
}

/// Rows that belong to what is being worked out.
async fn staged(world: &World) -> i64 {
    let db = connect(world).await;
    let mut n = 0;
    for table in ["staged_cases", "staged_parties", "staged_audience", "plan_work"] {
        let row = &select(&db, &format!("SELECT COUNT(*) AS n FROM {table}")).await[0];
        n += row.try_get::<i64>("", "n").unwrap();
    }
    db.close().await.unwrap();
    n
}

/// Who has a case, and whose line it hangs in.
async fn holder(world: &World, who: &Actor, case: &str) -> String {
    let ask = "query($id: ID!) { case(id: $id) { holder { code parent { code } } } }";
    let answer = world.ask(who, ask, json!({ "id": case })).await;
    format!("{} < {}", answer.text("/case/holder/code"), answer.text("/case/holder/parent/code"))
}

async fn queue(world: &World, who: &Actor) -> Vec<String> {
    let answer = world.ask(who, "{ cases(first: 100) { nodes { id } } }", json!({})).await;
    let mut ids: Vec<String> =
        answer.at("/cases/nodes").as_array().unwrap().iter().map(|n| n["id"].to_string()).collect();
    ids.sort();
    ids
}

fn merge(into: &str, from: &str) -> Value {
    json!({ "kind": "MERGE", "code": into, "sourceCodes": [from] })
}

fn move_to(code: &str, parent: &str) -> Value {
    json!({ "kind": "MOVE", "code": code, "parentCode": parent })
}

/// Cases of two units that a plan will touch: merged, and moved.
async fn cases(world: &World, merged: usize, moved: usize) -> (Vec<String>, Vec<String>) {
    let (mut one, mut two) = (vec![], vec![]);
    for _ in 0..merged {
        one.push(world.forwarded(json!({}), "KALSEL-PERKIM").await);
    }
    for _ in 0..moved {
        two.push(world.forwarded(json!({}), "KALSEL-DISHUB-LALIN").await);
    }
    (one, two)
}

fn both() -> [Value; 2] {
    [merge("KALSEL-PUPR", "KALSEL-PERKIM"), move_to("KALSEL-DISHUB-LALIN", "KALSEL-PUPR")]
}

async fn beside(mut world: World) {
    large(&mut world, 3, 2);
    let (one, two) = coordinators(&world).await;
    let heir = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let (perkim, dishub) = (
        world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await,
        world.officer(Role::AgencyAdmin, "KALSEL-DISHUB").await,
    );
    let unit = world.officer(Role::AgencyAdmin, "KALSEL-DISHUB-LALIN").await;
    let (merged, moved) = cases(&world, 5, 4).await;
    let before = queue(&world, &heir).await;
    let (plan, at) = draft(&world, &one, &today(&world), &both()).await;
    let sent = publish(&world, &one, &two, &plan, at).await;
    assert_eq!(sent.text("/approvePlan/plan/status"), "SCHEDULED", "not in the request");
    let waiting = state(&world, &one, &plan).await;
    assert_eq!(
        waiting.at("/reorganisationPlan/progress"),
        &json!({ "phase": "WAITING", "done": 0, "total": 0, "startedAt": null, "estimatedEnd": null })
    );
    assert_eq!(waiting.at("/reorganisationPlan/viewerCan"), &json!(["RETURN", "DISCARD"]), "nobody edits it");
    publish_plans(&world.app).await;
    assert_eq!(state(&world, &one, &plan).await.text("/reorganisationPlan/status"), "SCHEDULED");

    let mut worker = Worker::default();
    let (mut late, mut n, mut seen_phases) = (vec![], 0, vec![]);
    loop {
        world.pass(Duration::seconds(1));
        let step = work_on_large(&world.app, &mut worker).await;
        if let Step::Published(_) = step {
            break;
        }
        assert_eq!(step, Step::More, "step {n}");
        // Nothing of it is seen.
        assert_eq!(queue(&world, &heir).await, before, "step {n}");
        for case in &merged {
            assert_eq!(holder(&world, &one, case).await, "KALSEL-PERKIM < KALSEL");
        }
        for (which, case) in moved.iter().enumerate() {
            // One of them an officer has given up to the department meanwhile.
            let held =
                if which == 1 && n > 5 { "KALSEL-DISHUB < KALSEL" } else { "KALSEL-DISHUB-LALIN < KALSEL-DISHUB" };
            assert_eq!(holder(&world, &one, case).await, held, "case {which}, step {n}");
        }
        let progress = state(&world, &one, &plan).await.at("/reorganisationPlan/progress").clone();
        seen_phases.push(progress["phase"].as_str().unwrap().to_owned());
        assert!(progress["done"].as_i64() <= progress["total"].as_i64() && !progress["startedAt"].is_null());
        // Officers go on: cases that are staged already, new ones, one that is closed, one that leaves.
        match n {
            3 => {
                let me = server::graphql::ids::officer(perkim.account().unwrap()).to_string();
                for case in &merged[..2] {
                    now(&world, &perkim, "assignCase", case, json!({ "officerId": me })).await.done("assignCase");
                }
            }
            4 => {
                late.push(world.file(&Actor::Public, json!({ "namedAgencyCode": "KALSEL-PERKIM" })).await.0);
                close(&world, &unit, &moved[3]).await;
            }
            5 => {
                let up = json!({ "targetCode": "KALSEL-DISHUB", "supportingCodes": ["KALSEL-PERKIM"] });
                now(&world, &dishub, "forwardCase", &moved[1], up).await;
            }
            _ => {}
        }
        n += 1;
        assert!(n < 60, "it has no end");
    }
    assert!(n >= 6, "in several steps: {n}");
    assert!(seen_phases.contains(&"WORKING_OUT".to_owned()) && seen_phases.contains(&"LAST_STEP".to_owned()));
    let done = state(&world, &one, &plan).await;
    assert_eq!(done.text("/reorganisationPlan/status"), "PUBLISHED");
    assert_eq!(done.at("/reorganisationPlan/progress"), &Value::Null);
    assert_eq!(done.at("/reorganisationPlan/outcome/cases"), &json!(6), "with the one that came meanwhile");
    for case in merged.iter().chain(&late) {
        assert_eq!(holder(&world, &one, case).await, "KALSEL-PUPR < KALSEL");
        let events = super::routes::kinds(&world, &one, case).await;
        assert_eq!(events.iter().filter(|kind| *kind == "REORGANISED").count(), 1, "{events:?}");
    }
    assert!(queue(&world, &heir).await.len() >= 9);
    assert_eq!(holder(&world, &one, &moved[0]).await, "KALSEL-DISHUB-LALIN < KALSEL-PUPR");
    all_is_well(&world).await;
    work_off(&world, &mut worker).await;
    assert_eq!(staged(&world).await, 0, "swept");
    all_is_well(&world).await;
}

async fn stops(mut world: World) {
    large(&mut world, 1, 2);
    let (one, two) = coordinators(&world).await;
    cases(&world, 0, 5).await;
    let places = ["KALSEL-PUPR", "KALSEL-DISHUB"];
    for lives in 0..8_usize {
        world.pass(Duration::days(1));
        let change = move_to("KALSEL-DISHUB-LALIN", places[lives % 2]);
        let (plan, at) = draft(&world, &one, &today(&world), &[change]).await;
        publish(&world, &one, &two, &plan, at).await;
        let mut first = Worker::default();
        for _ in 0..lives {
            work_on_large(&world.app, &mut first).await;
        }
        // In the middle of a step, wherever that is: a future that is dropped is a server that stops.
        let step = work_on_large(&world.app, &mut first);
        let _ = tokio::time::timeout(Time::from_micros(300 * (lives as u64 + 1)), step).await;
        drop(first);
        all_is_well(&world).await;
        let mut second = Worker::default();
        let status = state(&world, &one, &plan).await.text("/reorganisationPlan/status");
        if status == "SCHEDULED" {
            world.pass(Duration::minutes(3));
            let steps = work_off(&world, &mut second).await;
            assert!(steps.iter().any(|step| matches!(step, Step::Published(_))), "{lives}: {steps:?}");
        }
        assert_eq!(state(&world, &one, &plan).await.text("/reorganisationPlan/status"), "PUBLISHED");
        all_is_well(&world).await;
    }
    // Two at once: one works, the other waits for the claim to end.
    world.pass(Duration::days(1));
    let (plan, at) = draft(&world, &one, &today(&world), &[move_to("KALSEL-DISHUB-LALIN", "KALSEL-PUPR")]).await;
    publish(&world, &one, &two, &plan, at).await;
    let (mut first, mut second) = (Worker::default(), Worker::default());
    work_off(&world, &mut second).await;
    assert_eq!(state(&world, &one, &plan).await.text("/reorganisationPlan/status"), "PUBLISHED");
    world.pass(Duration::days(1));
    let (plan, at) = draft(&world, &one, &today(&world), &[move_to("KALSEL-DISHUB-LALIN", "KALSEL-DISHUB")]).await;
    publish(&world, &one, &two, &plan, at).await;
    assert_eq!(work_on_large(&world.app, &mut first).await, Step::More);
    assert_eq!(work_on_large(&world.app, &mut second).await, Step::Idle, "claimed");
    // The claim ends: the second takes over, and the first finds that it is no longer its work.
    world.pass(Duration::minutes(3));
    assert_eq!(work_on_large(&world.app, &mut second).await, Step::More);
    assert_eq!(work_on_large(&world.app, &mut first).await, Step::More, "lets go");
    assert_eq!(work_on_large(&world.app, &mut first).await, Step::Idle);
    work_off(&world, &mut second).await;
    assert_eq!(state(&world, &one, &plan).await.text("/reorganisationPlan/status"), "PUBLISHED");
    all_is_well(&world).await;
}

async fn unfit(mut world: World) {
    large(&mut world, 3, 2);
    let (one, two) = coordinators(&world).await;
    let (merged, _) = cases(&world, 4, 0).await;
    let (plan, at) = draft(&world, &one, &today(&world), &[merge("KALSEL-PUPR", "KALSEL-PERKIM")]).await;
    publish(&world, &one, &two, &plan, at).await;
    let mut worker = Worker::default();
    for _ in 0..3 {
        work_on_large(&world.app, &mut worker).await;
    }
    assert!(staged(&world).await > 2);
    // A small one takes the heir away.
    let (other, at) = draft(&world, &one, &today(&world), &[merge("KALSEL-DISHUB", "KALSEL-PUPR")]).await;
    let done = publish(&world, &one, &two, &other, at).await;
    assert_eq!(done.text("/approvePlan/plan/status"), "PUBLISHED");
    work_off(&world, &mut worker).await;
    let failed = state(&world, &one, &plan).await;
    assert_eq!(failed.text("/reorganisationPlan/status"), "FAILED");
    assert!(failed.text("/reorganisationPlan/events/0/text").contains("kesalahan"), "{:#}", failed.0);
    assert_eq!(staged(&world).await, 0);
    for case in &merged {
        assert_eq!(holder(&world, &one, case).await, "KALSEL-PERKIM < KALSEL");
    }
    all_is_well(&world).await;
}

async fn taken_back(mut world: World) {
    large(&mut world, 1, 2);
    let (one, two) = coordinators(&world).await;
    let (merged, _) = cases(&world, 4, 2).await;
    for (act, status) in [("discardPlan", "DISCARDED"), ("returnPlan", "DRAFT")] {
        let (plan, at) = draft(&world, &one, &today(&world), &both()).await;
        let sent = publish(&world, &one, &two, &plan, at).await;
        let version = sent.at("/approvePlan/plan/version").clone();
        let mut worker = Worker::default();
        for _ in 0..3 {
            work_on_large(&world.app, &mut worker).await;
        }
        assert!(staged(&world).await > 2, "{act}");
        let edit = json!({ "planId": plan, "change": move_to("KALSEL-DISHUB-LALIN", "KALSEL-PERKIM") });
        let edit = plan_act(&world, &one, "addPlanChange", edit).await;
        assert_eq!(edit.refusals("addPlanChange"), ["WRONG_STATE"], "nobody edits meanwhile");
        let input = json!({ "planId": plan, "version": version, "reason": "Belum waktunya." });
        plan_act(&world, &two, act, input).await.done(act);
        let steps = work_off(&world, &mut worker).await;
        assert!(!steps.iter().any(|step| matches!(step, Step::Published(_))), "{act}: {steps:?}");
        let after = state(&world, &one, &plan).await;
        assert_eq!(after.text("/reorganisationPlan/status"), status);
        assert_eq!(after.at("/reorganisationPlan/progress"), &Value::Null);
        assert_eq!(staged(&world).await, 0, "{act}");
        assert_eq!(holder(&world, &one, &merged[0]).await, "KALSEL-PERKIM < KALSEL");
        all_is_well(&world).await;
        if status == "DRAFT" {
            let version = after.at("/reorganisationPlan/version").as_i64().unwrap();
            publish(&world, &one, &two, &plan, version).await;
            work_off(&world, &mut worker).await;
            assert_eq!(state(&world, &one, &plan).await.text("/reorganisationPlan/status"), "PUBLISHED");
            assert_eq!(holder(&world, &one, &merged[0]).await, "KALSEL-PUPR < KALSEL");
            let late = plan_act(&world, &one, "discardPlan", json!({ "planId": plan, "version": version + 3 })).await;
            assert_eq!(late.refusals("discardPlan").len(), 1, "too late: {:#}", late.0);
            all_is_well(&world).await;
        }
    }
}

async fn another(mut world: World) {
    large(&mut world, 4, 2);
    let (one, two) = coordinators(&world).await;
    let (merged, _) = cases(&world, 5, 0).await;
    let helped = world.forwarded(json!({}), "KALSEL-DISHUB-LALIN").await;
    let (plan, at) = draft(&world, &one, &today(&world), &[merge("KALSEL-PUPR", "KALSEL-PERKIM")]).await;
    publish(&world, &one, &two, &plan, at).await;
    let mut worker = Worker::default();
    for _ in 0..4 {
        work_on_large(&world.app, &mut worker).await;
    }
    // Another part of the tree: the work goes on, on its own ground.
    let (other, at) = draft(&world, &one, &today(&world), &[move_to("KALSEL-DISHUB-LALIN", "KALSEL-DLH")]).await;
    let done = publish(&world, &one, &two, &other, at).await;
    assert_eq!(done.text("/approvePlan/plan/status"), "PUBLISHED");
    // And one that changes its own ground: begun anew, and right in the end.
    let (near, at) = draft(&world, &one, &today(&world), &[move_to("KALSEL-PUPR", "KALSEL-DLH")]).await;
    let done = publish(&world, &one, &two, &near, at).await;
    assert_eq!(done.text("/approvePlan/plan/status"), "PUBLISHED", "{:#}", done.0);
    work_off(&world, &mut worker).await;
    let end = state(&world, &one, &plan).await;
    if end.text("/reorganisationPlan/status") == "PUBLISHED" {
        for case in &merged {
            assert_eq!(holder(&world, &one, case).await, "KALSEL-PUPR < KALSEL-DLH");
        }
    } else {
        assert_eq!(end.text("/reorganisationPlan/status"), "FAILED");
    }
    assert_eq!(holder(&world, &one, &helped).await, "KALSEL-DISHUB-LALIN < KALSEL-DLH");
    all_is_well(&world).await;
}

async fn refused(mut world: World) {
    cases(&world, 2, 0).await;
    for threshold in [1, 1_000] {
        large(&mut world, threshold, 2);
        let (one, two) = coordinators(&world).await;
        world.pass(Duration::days(1));
        // It waits for tomorrow, so that the job carries out the small one too.
        let day = (server::domain::calendar::wita_date(world.app.clock.now()) + Duration::days(1)).to_string();
        let change =
            if threshold == 1 { merge("KALSEL-PUPR", "KALSEL-PERKIM") } else { merge("KALSEL-DLH", "KALSEL-PUPR") };
        let (plan, at) = draft(&world, &one, &day, &[change]).await;
        publish(&world, &one, &two, &plan, at).await;
        world.pass(Duration::days(1));
        let db = connect(&world).await;
        run(&db, "ALTER TABLE plan_moves RENAME TO plan_moves_away").await;
        let mut worker = Worker::default();
        for round in 0..ROUNDS {
            assert_eq!(
                state(&world, &one, &plan).await.text("/reorganisationPlan/status"),
                "SCHEDULED",
                "round {round}"
            );
            publish_plans(&world.app).await;
            work_off(&world, &mut worker).await;
            world.pass(Duration::minutes(10));
        }
        let failed = state(&world, &one, &plan).await;
        assert_eq!(failed.text("/reorganisationPlan/status"), "FAILED", "{threshold}");
        assert!(failed.text("/reorganisationPlan/events/0/text").contains("berulang kali"), "{:#}", failed.0);
        run(&db, "ALTER TABLE plan_moves_away RENAME TO plan_moves").await;
        db.close().await.unwrap();
        work_off(&world, &mut worker).await;
        assert_eq!(staged(&world).await, 0);
        all_is_well(&world).await;
        let version = failed.at("/reorganisationPlan/version").as_i64().unwrap();
        publish(&world, &one, &two, &plan, version).await;
        work_off(&world, &mut worker).await;
        let again = state(&world, &one, &plan).await;
        assert_eq!(again.text("/reorganisationPlan/status"), "PUBLISHED", "{:#}", again.0);
        all_is_well(&world).await;
    }
}
