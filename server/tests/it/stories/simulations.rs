//! Trials of a version of the forwarding rules on past cases: what they count, how they go on, end and are followed, and who
//! sees them.
use std::sync::Arc;

use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{
    authz::actor::Actor,
    domain::{calendar::wita_time, rules::Report},
    graphql::ids,
    jobs::work_on_simulations,
    store::router::Router,
    usecases::simulations::{Step, Worker},
};

use super::{reorganisation::coordinators, routes::close};
use crate::{
    graphql::rules::{copied, rules_act, running},
    store::{connect, run, select},
    support::{Answer, Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("a_trial_of_rules_counts_what_a_recomputation_by_hand_counts", counted);
    trials.story("a_trial_of_rules_can_be_narrowed_and_sampled", narrowed);
    trials.story("a_trial_of_rules_is_stopped_and_there_are_three_at_once", stopped);
    trials.story("a_trial_of_rules_is_overtaken_by_an_edit_of_its_rules_and_by_nothing_else", overtaken);
    trials.story("a_server_that_stops_in_a_trial_of_rules_is_followed_by_another", followed);
    trials.story("trials_of_rules_are_seen_by_those_who_keep_the_rules", rights);
    trials.story("a_trial_of_rules_takes_as_many_statements_for_many_cases_as_for_few", statements);
}

const FIELDS: &str =
    "id status done total from until topicCode regionCode sample startedAt finishedAt estimatedEnd requestedBy
    viewerCanCancel ruleSet { id } against { id }
    result { cases finished rightBefore rightAfter fallbackBefore fallbackAfter moved rules { position name fired }
      flows { from { code } to { code } count becameRight becameWrong unfinished } }";

fn batch(world: &mut World, of: u64) {
    Arc::get_mut(&mut world.app.deps).unwrap().simulating.batch = of;
}

/// Runs a mutation of trials.
async fn act(world: &World, who: &Actor, mutation: &str, input: Value) -> Answer {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ simulation {{ {FIELDS} }} userErrors {{ code message path }} }} }}"
    );
    world.ask(who, &query, json!({ "input": input })).await
}

/// Asks for a trial of all cases until today; answers its id.
async fn start(world: &World, who: &Actor, set: &str, extra: Value) -> String {
    let mut input = json!({ "ruleSetId": set, "from": "2026-10-01", "until": super::reorganisation::today(world) });
    for (key, value) in extra.as_object().unwrap() {
        input[key] = value.clone();
    }
    let made = act(world, who, "startSimulation", input).await.done("startSimulation");
    made.text("/startSimulation/simulation/id")
}

async fn state(world: &World, who: &Actor, id: &str) -> Value {
    let query = format!("query($id: ID!) {{ ruleSimulation(id: $id) {{ {FIELDS} }} }}");
    let answer = world.ask(who, &query, json!({ "id": id })).await;
    assert!(answer.errors().is_empty(), "{:#}", answer.0);
    answer.at("/ruleSimulation").clone()
}

/// Works until there is nothing to do.
async fn work_off(world: &World, worker: &mut Worker) -> Vec<Step> {
    let mut done = vec![];
    for _ in 0..100 {
        match work_on_simulations(&world.app, worker).await {
            Step::Idle => return done,
            step => done.push(step),
        }
    }
    panic!("the work has no end: {done:?}");
}

/// A draft by which holes in the roads of one regency are the province's.
async fn draft(world: &World, who: &Actor) -> (String, i64) {
    let (id, version) = copied(world, who, "Jalan di Kabupaten Banjar").await;
    let rule = json!({ "position": 5, "name": "Jalan Kabupaten Banjar", "because": "Contoh.", "topicCodes": ["roads.pothole"],
        "regionCodes": ["63.03"], "forwardTo": { "agencyCode": "KALSEL-PUPR" } });
    let input = json!({ "ruleSetId": id, "version": version, "rule": rule });
    let answer = rules_act(world, who, "addRule", input).await.done("addRule");
    (id, answer.at("/addRule/ruleSet/version").as_i64().unwrap())
}

/// A case as the test knows it.
struct Past {
    id: String,
    topic: &'static str,
    region: &'static str,
    finisher: Option<&'static str>,
}

/// Finished by two agencies, forwarded, just filed; and one of whistle-blowing, which is not among the answers.
async fn past(world: &World) -> Vec<Past> {
    let mut all = vec![];
    for finisher in ["KALSEL-PUPR", "KALSEL-PUPR", "KALSEL-PERKIM"] {
        let id = world.forwarded(json!({}), finisher).await;
        close(world, &world.officer(Role::AgencyAdmin, finisher).await, &id).await;
        all.push(Past { id, topic: "roads.pothole", region: "63.03", finisher: Some(finisher) });
        world.pass(Duration::seconds(1));
    }
    let id = world.forwarded(json!({}), "KALSEL-PUPR").await;
    all.push(Past { id, topic: "roads.pothole", region: "63.03", finisher: None });
    for (topic, region) in [("roads.pothole", "63.03"), ("roads.pothole", "63.71"), ("roads.bridge", "63.03")] {
        let (id, ..) = world.file(&Actor::Public, json!({ "topicCode": topic, "regionCode": region })).await;
        all.push(Past { id, topic, region, finisher: None });
    }
    let whistle = json!({ "classification": "WHISTLE_BLOWING", "reportedAgencyCode": "KALSEL-PUPR", "namedAgencyCode": "KALSEL-PUPR" });
    world.file(&Actor::Public, whistle).await;
    world.pass(Duration::seconds(1));
    all
}

/// Who leads, and by which position, the slow way.
fn lead(world: &World, router: &Router, case: &Past) -> (Option<String>, Option<u32>) {
    let report = Report {
        topic: Some(case.topic),
        region: Some(case.region),
        received: Some(wita_time(world.app.clock.now())),
        ..Report::of_text(
            "Jalan berlubang di depan pasar",
            "Lubang besar di tengah jalan, sudah dua pengendara jatuh pekan ini.",
        )
    };
    let said = router.decide(&report);
    (said.decision.lead, said.decision.rule.map(|(position, _)| position))
}

/// Codes of one department begin alike.
fn right(lead: Option<&String>, finisher: &str) -> bool {
    lead.is_some_and(|lead| lead == finisher || lead.starts_with(&format!("{finisher}-")))
}

async fn counted(mut world: World) {
    batch(&mut world, 2);
    let (one, _) = coordinators(&world).await;
    let cases = past(&world).await;
    let (set, _) = draft(&world, &one).await;
    let id = start(&world, &one, &set, json!({})).await;
    let waiting = state(&world, &one, &id).await;
    assert_eq!((&waiting["status"], &waiting["result"]), (&json!("WAITING"), &Value::Null));
    assert_eq!(waiting["against"]["id"], json!(running(&world, &one).await));
    assert_eq!((&waiting["ruleSet"]["id"], &waiting["viewerCanCancel"]), (&json!(set), &json!(true)));
    assert!(waiting["requestedBy"].as_str().is_some(), "{waiting:#}");

    let (mut worker, mut before) = (Worker::default(), 0);
    for n in 0.. {
        world.pass(Duration::seconds(1));
        let step = work_on_simulations(&world.app, &mut worker).await;
        let now = state(&world, &one, &id).await;
        let done = now["done"].as_i64().unwrap();
        assert!(done - before <= 2, "in batches: {now:#}");
        assert_eq!((now["result"]["cases"].as_i64(), now["total"].as_u64()), (Some(done), Some(cases.len() as u64)));
        before = done;
        if step != Step::More {
            assert!(matches!(step, Step::Done(_)) && n >= 4, "{step:?} after {n}");
            break;
        }
        assert_eq!(now["status"], "RUNNING");
        assert_eq!(now["estimatedEnd"].is_null(), done == 0, "{now:#}");
    }
    let done = state(&world, &one, &id).await;
    assert_eq!((&done["status"], &done["viewerCanCancel"]), (&json!("DONE"), &json!(false)));
    assert!(!done["finishedAt"].is_null() && done["estimatedEnd"].is_null());

    // The same by hand.
    let old = world.op(&one).router().await.unwrap();
    let row = world.op(&one).scoped.rule_set(ids::to_rule_set(&set).unwrap()).await.unwrap().unwrap();
    let new = old.with(&row).unwrap();
    let fallback = |position: Option<u32>| position.is_none_or(|position| position >= 9_000);
    let (mut counts, mut moved) = ([0_i64; 7], vec![]);
    let mut fired = 0;
    for case in &cases {
        let ((from, old_rule), (to, new_rule)) = (lead(&world, &old, case), lead(&world, &new, case));
        counts[0] += 1;
        counts[1] += i64::from(case.finisher.is_some());
        counts[2] += i64::from(case.finisher.is_some_and(|finisher| right(from.as_ref(), finisher)));
        counts[3] += i64::from(case.finisher.is_some_and(|finisher| right(to.as_ref(), finisher)));
        counts[4] += i64::from(fallback(old_rule));
        counts[5] += i64::from(fallback(new_rule));
        counts[6] += i64::from(from != to);
        fired += i64::from(new_rule == Some(5));
        if from != to {
            moved.push((case.id.clone(), from, to));
        }
    }
    let result = &done["result"];
    let names = ["cases", "finished", "rightBefore", "rightAfter", "fallbackBefore", "fallbackAfter", "moved"];
    assert_eq!(names.map(|name| result[name].as_i64().unwrap()), counts, "{result:#}");
    assert!(counts[6] == 5 && counts[3] == 2 && counts[2] == 0, "the draft moves cases: {counts:?}");
    let rule = &result["rules"].as_array().unwrap()[0];
    assert_eq!((rule["position"].as_i64(), rule["fired"].as_i64()), (Some(5), Some(fired)));
    let all: i64 = result["rules"].as_array().unwrap().iter().map(|rule| rule["fired"].as_i64().unwrap()).sum();
    assert_eq!(all, counts[0], "each case is decided by one rule");
    let flow = &result["flows"][0];
    let came = moved[0].1.clone();
    assert_eq!((&flow["from"]["code"], &flow["to"]["code"]), (&json!(came), &json!("KALSEL-PUPR")));
    let sides = ["count", "becameRight", "becameWrong", "unfinished"].map(|name| flow[name].as_i64().unwrap());
    assert_eq!(sides, [5, 2, 0, 2]);

    // The cases themselves, page by page, with both decisions.
    let query = "query($id: ID!, $to: String, $after: String) { ruleSimulation(id: $id) { moves(to: $to, first: 2, after: $after) {
        nodes { case { id } from { code } to { code } rightBefore rightAfter before { lead { code } trace { name } } after { lead { code } rulePosition because } }
        pageInfo { hasNextPage endCursor } } } }";
    let (mut found, mut after) = (vec![], Value::Null);
    loop {
        let variables = json!({ "id": id, "to": "KALSEL-PUPR", "after": after });
        let page = world.ask(&one, query, variables).await;
        let page = page.at("/ruleSimulation/moves").clone();
        found.extend(page["nodes"].as_array().unwrap().clone());
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    let mut seen: Vec<&str> = found.iter().map(|node| node["case"]["id"].as_str().unwrap()).collect();
    let mut wanted: Vec<&str> = moved.iter().map(|(id, ..)| id.as_str()).collect();
    seen.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(seen, wanted);
    for node in &found {
        assert_eq!(node["before"]["lead"]["code"], node["from"]["code"]);
        assert_eq!(
            (&node["after"]["lead"]["code"], &node["after"]["rulePosition"]),
            (&json!("KALSEL-PUPR"), &json!(5))
        );
        assert_eq!(node["after"]["because"], "Contoh.");
        assert!(!node["before"]["trace"].as_array().unwrap().is_empty());
    }
    let none = world.ask(&one, query, json!({ "id": id, "to": "" })).await;
    assert_eq!(none.at("/ruleSimulation/moves/nodes"), &json!([]), "nobody is no agency");
    let one_move = "query($id: ID!, $case: ID!) { simulatedMove(simulationId: $id, caseId: $case) { case { id } after { rulePosition } } }";
    let answer = world.ask(&one, one_move, json!({ "id": id, "case": cases[0].id })).await;
    assert_eq!(answer.at("/simulatedMove/after/rulePosition"), &json!(5));
    let unmoved = world.ask(&one, one_move, json!({ "id": id, "case": cases[5].id })).await;
    assert_eq!(unmoved.at("/simulatedMove"), &Value::Null);
    let node = world.ask(&one, "query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
    assert_eq!(node.text("/node/id"), id);
}

async fn narrowed(mut world: World) {
    batch(&mut world, 2);
    let (one, _) = coordinators(&world).await;
    past(&world).await;
    let (set, _) = draft(&world, &one).await;
    let mut worker = Worker::default();
    for (extra, cases) in [
        (json!({ "topicCode": "roads" }), 7),
        (json!({ "topicCode": "roads.bridge" }), 1),
        (json!({ "regionCode": "63.71" }), 1),
        (json!({ "topicCode": "roads.pothole", "regionCode": "63.03" }), 5),
        (json!({ "sample": 3 }), 3),
        (json!({ "sample": 7 }), 7),
        (json!({ "sample": 100 }), 7),
        (json!({ "until": "2026-11-01" }), 0),
        (json!({ "from": "2026-11-02", "until": "2026-11-02" }), 7),
    ] {
        let id = start(&world, &one, &set, extra.clone()).await;
        work_off(&world, &mut worker).await;
        let done = state(&world, &one, &id).await;
        assert_eq!((&done["status"], &done["result"]["cases"]), (&json!("DONE"), &json!(cases)), "{extra}");
        assert_eq!((&done["done"], &done["total"]), (&json!(cases), &json!(cases)), "{extra}");
    }
    for (extra, path) in [
        (json!({ "from": "2026-11-03" }), "from"),
        (json!({ "until": "2026-09-01" }), "until"),
        (json!({ "until": "2026-12-01" }), "until"),
        (json!({ "sample": 0 }), "sample"),
        (json!({ "topicCode": "tidak.ada" }), "topicCode"),
        (json!({ "regionCode": "99" }), "regionCode"),
    ] {
        let mut input = json!({ "ruleSetId": set, "from": "2026-10-01", "until": "2026-11-02" });
        for (key, value) in extra.as_object().unwrap() {
            input[key] = value.clone();
        }
        let refused = act(&world, &one, "startSimulation", input).await;
        assert_eq!(refused.at("/startSimulation/userErrors/0/path"), &json!(["input", path]), "{:#}", refused.0);
    }
    // Whatever a row of the audience says: whistle-blowing is for no rule, and a secret text not for who only coordinates.
    let db = connect(&world).await;
    run(&db, "UPDATE cases SET classification = 'whistle_blowing' WHERE topic_code = 'roads.bridge'").await;
    run(&db, "UPDATE cases SET secret = true WHERE region_code = '63.71'").await;
    run(
        &db,
        "UPDATE case_audience SET relation = 'coordination' WHERE agency_id = (SELECT id FROM agencies WHERE code = 'KALSEL')
         AND case_id IN (SELECT id FROM cases WHERE region_code = '63.71')",
    )
    .await;
    db.close().await.unwrap();
    let id = start(&world, &one, &set, json!({})).await;
    work_off(&world, &mut worker).await;
    assert_eq!(state(&world, &one, &id).await["result"]["cases"], 5);
}

async fn stopped(mut world: World) {
    batch(&mut world, 2);
    let (one, two) = coordinators(&world).await;
    past(&world).await;
    let (set, _) = draft(&world, &one).await;
    let key = json!({ "clientMutationId": "percobaan-yang-sama" });
    let id = start(&world, &one, &set, key.clone()).await;
    assert_eq!(start(&world, &one, &set, key).await, id, "pressed twice");
    let mut worker = Worker::default();
    for _ in 0..2 {
        assert_eq!(work_on_simulations(&world.app, &mut worker).await, Step::More);
    }
    let input = json!({ "simulationId": id });
    let answer = act(&world, &two, "cancelSimulation", input.clone()).await.done("cancelSimulation");
    assert_eq!(answer.text("/cancelSimulation/simulation/status"), "CANCELLED");
    assert_eq!(work_on_simulations(&world.app, &mut worker).await, Step::More, "lets go");
    assert_eq!(work_on_simulations(&world.app, &mut worker).await, Step::Idle);
    let after = state(&world, &one, &id).await;
    assert_eq!(
        (&after["status"], &after["result"]["cases"]),
        (&json!("CANCELLED"), &json!(2)),
        "what was counted stays"
    );
    let again = act(&world, &one, "cancelSimulation", input).await;
    assert_eq!(again.refusals("cancelSimulation"), ["WRONG_STATE"]);

    for _ in 0..3 {
        start(&world, &one, &set, json!({})).await;
    }
    let input = json!({ "ruleSetId": set, "from": "2026-10-01", "until": "2026-11-02" });
    let fourth = act(&world, &one, "startSimulation", input).await;
    assert_eq!(fourth.refusals("startSimulation"), ["TOO_MANY"], "{:#}", fourth.0);
    assert_eq!(work_off(&world, &mut worker).await.iter().filter(|step| matches!(step, Step::Done(_))).count(), 3);
    start(&world, &one, &set, json!({})).await;
}

async fn overtaken(mut world: World) {
    batch(&mut world, 2);
    let (one, _) = coordinators(&world).await;
    let cases = past(&world).await;
    let (set, version) = draft(&world, &one).await;
    let mut worker = Worker::default();
    let id = start(&world, &one, &set, json!({})).await;
    for _ in 0..2 {
        work_on_simulations(&world.app, &mut worker).await;
    }
    // Another title, and handing it to a second person, change no rule.
    let head = json!({ "ruleSetId": set, "version": version, "title": "Jalan Kabupaten Banjar ke provinsi" });
    rules_act(&world, &one, "updateRuleSet", head).await.done("updateRuleSet");
    let steps = work_off(&world, &mut worker).await;
    assert!(matches!(steps.last(), Some(Step::Done(_))), "{steps:?}");
    let decisions = "query($id: ID!, $case: ID!) { simulatedMove(simulationId: $id, caseId: $case) { before { action } after { action } } }";
    let asked = world.ask(&one, decisions, json!({ "id": id, "case": cases[0].id })).await;
    assert!(!asked.at("/simulatedMove/after").is_null());

    let next = start(&world, &one, &set, json!({})).await;
    for _ in 0..2 {
        work_on_simulations(&world.app, &mut worker).await;
    }
    let input = json!({ "ruleSetId": set, "version": version + 1, "position": 5 });
    rules_act(&world, &one, "removeRule", input).await.done("removeRule");
    let steps = work_off(&world, &mut worker).await;
    assert!(matches!(steps[..], [Step::Ended(_)]), "{steps:?}");
    let ended = state(&world, &one, &next).await;
    assert_eq!((&ended["status"], ended["finishedAt"].is_null()), (&json!("OVERTAKEN"), false));
    let asked = world.ask(&one, decisions, json!({ "id": id, "case": cases[0].id })).await;
    assert_eq!(asked.at("/simulatedMove"), &json!({ "before": null, "after": null }), "nothing is told in its name");
}

async fn followed(mut world: World) {
    batch(&mut world, 2);
    let (one, _) = coordinators(&world).await;
    past(&world).await;
    let (set, _) = draft(&world, &one).await;
    let whole = start(&world, &one, &set, json!({})).await;
    work_off(&world, &mut Worker::default()).await;
    let id = start(&world, &one, &set, json!({})).await;
    let (mut first, mut second) = (Worker::default(), Worker::default());
    for _ in 0..2 {
        assert_eq!(work_on_simulations(&world.app, &mut first).await, Step::More);
    }
    assert_eq!(work_on_simulations(&world.app, &mut second).await, Step::Idle, "claimed");
    // The first has died, or only sleeps: its claim ends.
    world.pass(Duration::minutes(3));
    assert_eq!(work_on_simulations(&world.app, &mut second).await, Step::More);
    assert_eq!(state(&world, &one, &id).await["done"], 2, "behind the last batch");
    assert_eq!(work_on_simulations(&world.app, &mut second).await, Step::More);
    assert_eq!(work_on_simulations(&world.app, &mut first).await, Step::More, "finds that it is no longer its work");
    assert_eq!(work_on_simulations(&world.app, &mut first).await, Step::Idle);
    work_off(&world, &mut second).await;
    let (whole, parts) = (state(&world, &one, &whole).await, state(&world, &one, &id).await);
    assert_eq!((&parts["status"], &parts["result"]), (&json!("DONE"), &whole["result"]));
    let db = connect(&world).await;
    let rows = select(&db, "SELECT COUNT(*) AS n FROM simulated_moves GROUP BY simulation_id").await;
    let counts: Vec<i64> = rows.iter().map(|row| row.try_get("", "n").unwrap()).collect();
    assert_eq!(counts, [5, 5], "each move once");
    db.close().await.unwrap();
    // A server that stops in order does not let the other one wait.
    let last = start(&world, &one, &set, json!({})).await;
    work_on_simulations(&world.app, &mut first).await;
    first.release(&world.op(&Actor::System(server::authz::actor::SystemTask::Simulate))).await.unwrap();
    work_off(&world, &mut second).await;
    assert_eq!(state(&world, &one, &last).await["status"], "DONE");
}

async fn rights(mut world: World) {
    batch(&mut world, 50);
    let (one, _) = coordinators(&world).await;
    let cases = past(&world).await;
    let (set, _) = draft(&world, &one).await;
    let id = start(&world, &one, &set, json!({})).await;
    work_off(&world, &mut Worker::default()).await;
    let read = "query($id: ID!, $case: ID!) { ruleSimulation(id: $id) { id status } node(id: $id) { id }
        simulatedMove(simulationId: $id, caseId: $case) { rightAfter case { id } before { sentence } after { sentence } } }";
    let nothing = ids::simulation(entities::ids::SimulationId(uuid::Uuid::nil())).to_string();
    let mut strangers = vec![Actor::Public, world.tracker(&cases[0].id).await, world.citizen("warga@contoh.id").await];
    for (role, code) in [
        (Role::RegencyCoordinator, "BANJAR"),
        (Role::Leadership, "BANJAR"),
        (Role::AgencyAdmin, "KALSEL-PUPR"),
        (Role::UnitOfficer, "KALSEL-PUPR-BM"),
        (Role::Inspectorate, "KALSEL-INSPEKTORAT"),
        (Role::OmbudsmanOfficer, "OMB-KALSEL"),
        (Role::OversightReader, "KSP"),
    ] {
        strangers.push(world.officer(role, code).await);
    }
    for who in &strangers {
        let hidden = world.ask(who, read, json!({ "id": id, "case": cases[0].id })).await;
        let unknown = world.ask(who, read, json!({ "id": nothing, "case": cases[0].id })).await;
        assert_eq!(hidden.0, unknown.0, "hidden and unknown answer alike: {who:?}");
        assert_eq!((hidden.at("/ruleSimulation"), hidden.at("/simulatedMove")), (&Value::Null, &Value::Null));
        let input = json!({ "ruleSetId": set, "from": "2026-10-01", "until": "2026-11-02" });
        for (mutation, input) in [("startSimulation", input), ("cancelSimulation", json!({ "simulationId": id }))] {
            let answer = act(&world, who, mutation, input).await;
            if who.officer().is_some() {
                assert_eq!(answer.refusals(mutation), ["UNKNOWN"], "{who:?}");
                assert_eq!(answer.at(&format!("/{mutation}/simulation")), &Value::Null);
            } else {
                assert_eq!(answer.errors(), ["UNAUTHENTICATED"], "{who:?}");
            }
        }
    }
    // The leadership reads; the system administrator sees the counts and no case.
    let leader = world.officer(Role::Leadership, "KALSEL").await;
    let system = world.officer(Role::SystemAdmin, "").await;
    for who in [&leader, &system] {
        let answer = world.ask(who, read, json!({ "id": id, "case": cases[0].id })).await;
        assert_eq!(answer.text("/ruleSimulation/status"), "DONE");
        assert_eq!(answer.at("/simulatedMove/rightAfter"), &json!(true));
        let sees = *who == leader;
        assert_eq!(answer.at("/simulatedMove/case").is_null(), !sees);
        assert_eq!(answer.at("/simulatedMove/after").is_null(), !sees);
    }
    let input = json!({ "ruleSetId": set, "from": "2026-10-01", "until": "2026-11-02" });
    let refused = act(&world, &leader, "startSimulation", input.clone()).await;
    assert_eq!(refused.refusals("startSimulation"), ["UNKNOWN"], "reads only");
    act(&world, &system, "startSimulation", input).await.done("startSimulation");

    // Another government tries its own rules on its own cases, behind those of the province.
    let city = world.officer(Role::RegencyCoordinator, "BANJARMASIN").await;
    let own = rules_act(&world, &city, "createRuleSet", json!({ "title": "Aturan kota" })).await.done("createRuleSet");
    let own = own.text("/createRuleSet/ruleSet/id");
    let trial = start(&world, &city, &own, json!({})).await;
    work_off(&world, &mut Worker::default()).await;
    let done = state(&world, &city, &trial).await;
    assert_eq!(
        (&done["status"], &done["against"], &done["result"]["moved"]),
        (&json!("DONE"), &Value::Null, &json!(0))
    );
    assert!(done["result"]["cases"].as_i64().unwrap() < cases.len() as i64, "only what the city sees: {done:#}");
    assert_eq!(state(&world, &one, &trial).await, Value::Null);
}

async fn statements(mut world: World) {
    batch(&mut world, 50);
    let (one, _) = coordinators(&world).await;
    past(&world).await;
    let (set, _) = draft(&world, &one).await;
    let mut found = vec![];
    for n in 0..3 {
        if n == 2 {
            for _ in 0..3 {
                // One address files no more than so many reports an hour.
                world.pass(Duration::hours(1));
                past(&world).await;
            }
        }
        start(&world, &one, &set, json!({})).await;
        let mut worker = Worker::default();
        let before = world.app.store.statements();
        while work_on_simulations(&world.app, &mut worker).await == Step::More {}
        found.push(world.app.store.statements() - before);
    }
    assert_eq!(found[1], found[2], "one batch of 7 or of 28 cases: {found:?}");

    for _ in 0..20 {
        start(&world, &one, &set, json!({})).await;
        world.pass(Duration::seconds(1));
        work_off(&world, &mut Worker::default()).await;
    }
    let query = format!("query($id: ID!, $n: Int!) {{ ruleSet(id: $id) {{ simulations(first: $n) {{ {FIELDS} }} }} }}");
    let mut found = vec![];
    for n in [2, 2, 20] {
        let before = world.app.store.statements();
        let answer = world.ask(&one, &query, json!({ "id": set, "n": n })).await;
        found.push(world.app.store.statements() - before);
        assert_eq!(answer.at("/ruleSet/simulations").as_array().unwrap().len(), n, "{:?}", answer.errors());
    }
    assert_eq!(found[1], found[2], "2 or 20 trials: {found:?}");
    let page = "query($id: ID!, $n: Int!) { ruleSimulation(id: $id) { moves(first: $n) { nodes { case { id reference } from { code } to { code }
        before { sentence lead { code } } after { sentence lead { code } } } } } }";
    let list = world.ask(&one, &query, json!({ "id": set, "n": 1 })).await;
    let newest = list.text("/ruleSet/simulations/0/id");
    let mut found = vec![];
    for n in [2, 2, 20] {
        let before = world.app.store.statements();
        let answer = world.ask(&one, page, json!({ "id": newest, "n": n })).await;
        found.push(world.app.store.statements() - before);
        assert_eq!(answer.at("/ruleSimulation/moves/nodes").as_array().unwrap().len(), n, "{:?}", answer.errors());
    }
    assert_eq!(found[1], found[2], "2 or 20 moves: {found:?}");
    // Twenty are kept, with their moves.
    let db = connect(&world).await;
    let kept = &select(&db, "SELECT COUNT(*) AS n FROM rule_simulations").await[0];
    assert_eq!(kept.try_get::<i64>("", "n").unwrap(), 20);
    let lost = "SELECT COUNT(*) AS n FROM simulated_moves WHERE simulation_id NOT IN (SELECT id FROM rule_simulations)";
    assert_eq!(select(&db, lost).await[0].try_get::<i64>("", "n").unwrap(), 0);
    db.close().await.unwrap();
}
