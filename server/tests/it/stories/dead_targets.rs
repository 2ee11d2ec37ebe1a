//! A change of the tree takes a rule its target: said before it is made, in the rules that run, on each report that it
//! concerns; and gone once the rules are mended. Nothing is lost, and nothing goes elsewhere in silence.
use chrono::Duration;
use entities::{
    case_routing,
    ids::RuleSetId,
    rule_set,
    vocab::{Role, SuggestionState},
};
use serde_json::{Value, json};
use server::{
    authz::actor::{Actor, SystemTask},
    domain::rules::{Rule, RuleSet, Scope, Target, Then, When},
    graphql::ids,
    jobs,
    store::rule_document,
    usecases::rule_sets,
};

use super::{
    reorganisation::{all_is_well, coordinators, draft, plan_act, publish, today},
    routes::{facts, now},
};
use crate::{
    graphql::rules::running,
    store::{connect, run},
    support::{Answer, Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("a_rule_whose_target_closes_is_told_everywhere_until_it_is_mended", told_until_mended);
    trials.story("a_plan_that_would_take_a_rule_its_only_target_is_stopped", stopped);
    trials.story("a_target_that_is_lost_in_a_governments_own_rules_is_told_to_that_government", own);
    trials.story("a_suggestion_ends_with_its_case_and_is_counted", ends);
}

/// A case with what the rules said, as somebody sees it.
async fn look(world: &World, who: &Actor, case: &str) -> Value {
    let query = "query($id: ID!) { case(id: $id) { status holder { code } routing { state version targetLost sentence lead { code }
        chosen { code } decision { targetLost automatic sentence rulePosition } } } }";
    let answer = world.ask(who, query, json!({ "id": case })).await;
    assert!(answer.errors().is_empty(), "{:#}", answer.0);
    answer.at("/case").clone()
}

/// A version as its keeper sees it.
async fn version(world: &World, who: &Actor, id: &str) -> Value {
    let query = "query($id: ID!) { ruleSet(id: $id) { number errorCount findings { severity code position }
        flaggedCases(first: 10) { nodes { id } } } }";
    let answer = world.ask(who, query, json!({ "id": id })).await;
    assert!(answer.errors().is_empty(), "{:#}", answer.0);
    answer.at("/ruleSet").clone()
}

fn flagged(version: &Value) -> Vec<&str> {
    let nodes = version["flaggedCases"]["nodes"].as_array().unwrap();
    nodes.iter().map(|case| case["id"].as_str().unwrap()).collect()
}

/// All that the rules ever said about a case, newest first.
async fn said(world: &World, case: &str) -> Vec<case_routing::Model> {
    let id = ids::to_case(case).unwrap();
    let system = world.app.store.for_actor(Actor::System(SystemTask::Route), world.app.clock.now());
    system.routings(&[id]).await.unwrap().remove(&id).unwrap_or_default()
}

fn states(rows: &[case_routing::Model]) -> Vec<SuggestionState> {
    rows.iter().map(|row| row.state).collect()
}

/// Findings of one kind in the preview of a plan that was submitted.
fn told(sent: &Answer, code: &str) -> Vec<Value> {
    let list = sent.at("/submitPlan/plan/preview/findings").as_array().unwrap();
    list.iter().filter(|finding| finding["code"] == code).cloned().collect()
}

/// Whether one of them names all of these.
fn names(findings: &[Value], words: &[&str]) -> bool {
    let message = |finding: &Value| finding["message"].as_str().unwrap_or_default().to_owned();
    findings.iter().map(message).any(|message| words.iter().all(|word| message.contains(word)))
}

/// Imports rules, submits them as one and approves them as another.
async fn put_in_force(world: &World, (one, two): (&Actor, &Actor), set: RuleSet) -> RuleSetId {
    let op = world.op(one);
    let id = rule_sets::import(&op, None, "Aturan yang diperbaiki", None, set, None).await.unwrap();
    let row = |id| async move { world.op(one).scoped.rule_set(id).await.unwrap().unwrap() };
    let written: rule_set::Model = row(id).await;
    if let Err(failure) = rule_sets::submit(&op, id, written.version, None).await {
        panic!("{failure:?}: {:#?}", rule_sets::findings(&op, &written).await);
    }
    let version = row(id).await.version;
    rule_sets::approve(&world.op(two), id, version, None, None).await.unwrap();
    id
}

/// The works of one regency are with another department now: told by code for that regency, by function elsewhere.
fn mended(set: &RuleSet) -> RuleSet {
    const OTHERS: [&str; 12] =
        ["63.01", "63.02", "63.04", "63.05", "63.06", "63.07", "63.08", "63.09", "63.10", "63.11", "63.71", "63.72"];
    let works = "public_works".to_owned();
    let mut rules = vec![];
    for rule in set.rules() {
        let left =
            matches!(&rule.then.forward_to, Some(Target::Relative { functions, .. }) if functions.contains(&works));
        if !left {
            rules.push(rule.clone());
            continue;
        }
        rules.push(Rule {
            position: rule.position - 1,
            name: format!("{} Kabupaten Banjar", rule.name),
            when: When { regions: vec!["63.03".to_owned()], ..rule.when.clone() },
            then: Then { forward_to: Some(Target::agency("BANJAR-PERKIM")), ..rule.then.clone() },
            ..rule.clone()
        });
        let regions = OTHERS.iter().map(|code| (*code).to_owned()).collect();
        rules.push(Rule { when: When { regions, ..rule.when.clone() }, ..rule.clone() });
    }
    RuleSet::province(rules)
}

async fn mayors(world: &World) -> (Actor, Actor) {
    (world.officer(Role::RegencyCoordinator, "BANJAR").await, world.officer(Role::RegencyCoordinator, "BANJAR#2").await)
}

async fn told_until_mended(world: World) {
    let (one, two) = coordinators(&world).await;
    let (mayor, second) = mayors(&world).await;
    let (waiting, ..) = world.file(&Actor::Public, json!({})).await;
    let (archived, ..) = world.file(&Actor::Public, json!({})).await;
    let before = look(&world, &one, &waiting).await;
    assert_eq!(
        (&before["routing"]["lead"]["code"], &before["routing"]["targetLost"]),
        (&json!("BANJAR-PUPR"), &json!(false))
    );

    // Said in the preview of the plan, with the rule and the version that runs.
    let close = json!({ "kind": "CLOSE", "code": "BANJAR-PUPR", "successorCode": "BANJAR-PERKIM" });
    let (plan, at) = draft(&world, &mayor, &today(&world), &[close]).await;
    let sent =
        plan_act(&world, &mayor, "submitPlan", json!({ "planId": plan, "version": at })).await.done("submitPlan");
    let falls = told(&sent, "RULE_TARGET_FALLS_BACK");
    assert!(names(&falls, &["590 Jalan", "KALSEL v1"]), "{falls:#?}");
    assert!(falls.iter().all(|finding| finding["severity"] == "WARNING" && finding["agencyCode"] == "BANJAR-PUPR"));
    let input = json!({ "planId": plan, "version": sent.at("/submitPlan/plan/version") });
    plan_act(&world, &second, "approvePlan", input).await.done("approvePlan");

    // Said in the rules that run.
    let first = running(&world, &one).await;
    let seen = version(&world, &one, &first).await;
    let errors: Vec<&Value> =
        seen["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "ERROR").collect();
    assert_eq!(seen["errorCount"], json!(errors.len()));
    assert!(
        errors.iter().any(|finding| finding["code"] == "FUNCTION_LEFT" && finding["position"] == 590),
        "{errors:#?}"
    );

    // Said of a new report, which falls back.
    world.pass(Duration::minutes(5));
    let (new, ..) = world.file(&Actor::Public, json!({})).await;
    let fell = look(&world, &one, &new).await;
    let routing = &fell["routing"];
    assert_eq!((&routing["lead"]["code"], &routing["state"]), (&json!("KALSEL-PUPR"), &json!("OPEN")));
    assert_eq!((&routing["targetLost"], &routing["decision"]["targetLost"]), (&json!(true), &json!(true)));
    assert_eq!(routing["decision"]["automatic"], false);
    assert!(routing["sentence"].as_str().unwrap().contains("Aturan 590 perlu diperbaiki"), "{routing}");
    let reporter = look(&world, &world.tracker(&new).await, &new).await;
    assert_eq!(reporter["routing"]["targetLost"], false);
    assert!(!reporter["routing"]["sentence"].as_str().unwrap().contains("diperbaiki"), "{reporter}");
    assert_eq!(flagged(&version(&world, &one, &first).await), [new.as_str()]);

    // What was archived meanwhile waits for nothing; what waits is asked about again, once.
    let reason = json!({ "reasonCode": "emergency_redirected" });
    now(&world, &one, "archiveCase", &archived, reason).await.done("archiveCase");
    for _ in 0..2 {
        jobs::ask_again(&world.app).await;
    }
    assert_eq!(states(&said(&world, &archived).await), [SuggestionState::Overtaken]);
    assert_eq!(states(&said(&world, &waiting).await), [SuggestionState::Open, SuggestionState::Overtaken]);
    assert_eq!(states(&said(&world, &new).await), [SuggestionState::Open], "nothing else is to be said of it");
    let asked = look(&world, &one, &waiting).await;
    assert_eq!((&asked["status"], &asked["holder"]), (&before["status"], &before["holder"]), "nothing has moved");
    assert_eq!(
        (&asked["routing"]["lead"]["code"], &asked["routing"]["targetLost"]),
        (&json!("KALSEL-PUPR"), &json!(true))
    );
    assert_eq!(
        flagged(&version(&world, &one, &first).await),
        [waiting.as_str(), new.as_str()],
        "longest waiting first"
    );

    // Page by page; and only what the viewer sees.
    let list = "query($id: ID!, $after: String) { ruleSet(id: $id) { flaggedCases(first: 1, after: $after) {
        nodes { id } pageInfo { hasNextPage endCursor } } } }";
    let page = world.ask(&one, list, json!({ "id": first })).await;
    assert_eq!(page.at("/ruleSet/flaggedCases/nodes/0/id"), &json!(waiting));
    let after = page.text("/ruleSet/flaggedCases/pageInfo/endCursor");
    let page = world.ask(&one, list, json!({ "id": first, "after": after })).await;
    assert_eq!(page.at("/ruleSet/flaggedCases/nodes"), &json!([{ "id": new }]));
    assert_eq!(page.at("/ruleSet/flaggedCases/pageInfo/hasNextPage"), &json!(false));
    let back = "query($id: ID!, $before: String) { ruleSet(id: $id) { flaggedCases(last: 1, before: $before) {
        nodes { id } pageInfo { hasPreviousPage startCursor } } } }";
    let page = world.ask(&one, back, json!({ "id": first })).await;
    assert_eq!(page.at("/ruleSet/flaggedCases/nodes"), &json!([{ "id": new }]));
    let before = page.text("/ruleSet/flaggedCases/pageInfo/startCursor");
    let page = world.ask(&one, back, json!({ "id": first, "before": before })).await;
    assert_eq!(page.at("/ruleSet/flaggedCases/nodes"), &json!([{ "id": waiting }]));
    let foreign = world.ask(&one, list, json!({ "id": first, "after": "bukan" })).await;
    assert_eq!(foreign.errors(), ["BAD_USER_INPUT"]);
    let system = world.officer(Role::SystemAdmin, "").await;
    let seen = version(&world, &system, &first).await;
    assert!(seen["errorCount"].as_i64().unwrap() > 0 && flagged(&seen).is_empty(), "the rules, and no case: {seen}");
    assert_eq!(version(&world, &mayor, &first).await, Value::Null);

    // Mended: another version, and the flag is gone.
    let row = world.op(&one).scoped.rule_set(ids::to_rule_set(&first).unwrap()).await.unwrap().unwrap();
    let set = rule_document::read(&row.document, Scope::default()).unwrap();
    let next = put_in_force(&world, (&one, &two), mended(&set)).await;
    for _ in 0..2 {
        jobs::ask_again(&world.app).await;
    }
    for case in [&waiting, &new] {
        let seen = look(&world, &one, case).await;
        let routing = &seen["routing"];
        assert_eq!((&routing["lead"]["code"], &routing["targetLost"]), (&json!("BANJAR-PERKIM"), &json!(false)));
        assert_eq!((&routing["state"], &routing["version"]), (&json!("OPEN"), &json!(2)));
        assert_eq!(seen["status"], "SUBMITTED");
    }
    let rows = said(&world, &waiting).await;
    let old = SuggestionState::Overtaken;
    assert_eq!(states(&rows), [SuggestionState::Open, old, old], "the history keeps what was said");
    for id in [first, ids::rule_set(next).to_string()] {
        assert_eq!(flagged(&version(&world, &one, &id).await), Vec::<&str>::new());
    }
    assert_eq!(version(&world, &one, ids::rule_set(next).as_ref()).await["errorCount"], 0);
    all_is_well(&world).await;
}

/// The rules of a regency: roads to one department by its code, the rest to the government itself.
fn own_rules() -> RuleSet {
    let roads = When { topics: vec!["roads".to_owned()], ..When::default() };
    RuleSet::new(
        Scope::Government("BANJAR".to_owned()),
        vec![
            Rule::new(10, "Jalan di Kabupaten Banjar", roads, Then::forward(Target::agency("BANJAR-PERKIM"))),
            Rule::new(9_990, "Lainnya", When::default(), Then::forward(Target::agency("BANJAR"))),
        ],
    )
}

async fn stopped(world: World) {
    let (one, _) = coordinators(&world).await;
    let (mayor, second) = mayors(&world).await;
    let own = put_in_force(&world, (&mayor, &second), own_rules()).await;
    let submit = |change: Value| {
        let (world, mayor) = (&world, &mayor);
        async move {
            let (plan, at) = draft(world, mayor, &today(world), &[change]).await;
            (plan_act(world, mayor, "submitPlan", json!({ "planId": plan, "version": at })).await, plan, at)
        }
    };
    let rule = ["10 Jalan di Kabupaten Banjar", "BANJAR v1"];

    let (sent, ..) = submit(json!({ "kind": "CLOSE", "code": "BANJAR-PERKIM" })).await;
    assert!(!sent.refusals("submitPlan").is_empty(), "{:#}", sent.0);
    let dies = told(&sent, "RULE_TARGET_DIES");
    assert!(names(&dies, &rule), "{dies:#?}");

    // With an heir the rule follows, and says that it should be mended.
    let close = json!({ "kind": "CLOSE", "code": "BANJAR-PERKIM", "successorCode": "BANJAR-PUPR" });
    let (plan, at) = draft(&world, &mayor, &today(&world), &[close]).await;
    let done = publish(&world, &mayor, &second, &plan, at).await;
    let moves = done.at("/approvePlan/plan/status");
    assert_eq!(moves, "PUBLISHED", "{:#}", done.0);
    let seen = version(&world, &mayor, ids::rule_set(own).as_ref()).await;
    let closed = |finding: &Value| finding["code"] == "TARGET_CLOSED" && finding["position"] == 10;
    assert!(seen["findings"].as_array().unwrap().iter().any(closed), "{seen:#}");
    let (case, ..) = world.file(&Actor::Public, json!({})).await;
    let routing = look(&world, &one, &case).await["routing"].clone();
    assert_eq!((&routing["lead"]["code"], &routing["targetLost"]), (&json!("BANJAR-PUPR"), &json!(false)));

    // Nobody takes the heir away unnoticed either, though no rule names it.
    world.pass(Duration::days(1));
    let (sent, ..) = submit(json!({ "kind": "CLOSE", "code": "BANJAR-PUPR" })).await;
    assert!(!sent.refusals("submitPlan").is_empty(), "{:#}", sent.0);
    let dies = told(&sent, "RULE_TARGET_DIES");
    assert!(names(&dies, &rule), "{dies:#?}");
    all_is_well(&world).await;
}

async fn own(world: World) {
    let (one, _) = coordinators(&world).await;
    let (mayor, second) = mayors(&world).await;
    let own = ids::rule_set(put_in_force(&world, (&mayor, &second), own_rules()).await).to_string();
    let (case, ..) = world.file(&Actor::Public, json!({ "namedAgencyCode": "BANJAR" })).await;
    let before = look(&world, &mayor, &case).await;
    assert_eq!(before["routing"]["lead"]["code"], "BANJAR-PERKIM", "{before:#}");
    assert_eq!(flagged(&version(&world, &mayor, &own).await), Vec::<&str>::new());

    // Not by a plan, which would have been stopped: the data were corrected by hand.
    let db = connect(&world).await;
    run(&db, "UPDATE agencies SET valid_to = '2026-10-31' WHERE code = 'BANJAR-PERKIM'").await;
    run(&db, "UPDATE settings SET value = 'lain' WHERE key = 'tree_revision'").await;
    db.close().await.unwrap();
    jobs::ask_again(&world.app).await;
    let after = look(&world, &mayor, &case).await;
    assert_eq!((&after["routing"]["lead"]["code"], &after["routing"]["targetLost"]), (&json!("BANJAR"), &json!(true)));
    let seen = version(&world, &mayor, &own).await;
    assert_eq!(flagged(&seen), [case.as_str()]);
    assert!(seen["errorCount"].as_i64().unwrap() > 0, "{seen:#}");
    let province = running(&world, &one).await;
    assert_eq!(
        flagged(&version(&world, &one, &province).await),
        Vec::<&str>::new(),
        "no rule of the province is to blame"
    );
}

async fn ends(world: World) {
    let (one, _) = coordinators(&world).await;
    let mut cases = vec![];
    for _ in 0..5 {
        cases.push(world.file(&Actor::Public, json!({})).await.0);
    }
    let [taken, other, open, archived, merged] = cases.as_slice() else { panic!("five were filed") };
    for (case, route) in [
        (taken, json!({ "targetCode": "BANJAR-PUPR" })),
        (other, json!({ "targetCode": "KALSEL-PUPR", "otherReason": "WRONG_AGENCY" })),
    ] {
        now(&world, &one, "verifyCase", case, facts()).await.done("verifyCase");
        now(&world, &one, "forwardCase", case, route).await.done("forwardCase");
    }
    let reason = json!({ "reasonCode": "emergency_redirected" });
    now(&world, &one, "archiveCase", archived, reason).await.done("archiveCase");
    let query = "query($id: ID!) { case(id: $id) { reference } }";
    let number = world.ask(&one, query, json!({ "id": open })).await.text("/case/reference");
    let into = json!({ "ofReference": number, "merge": true, "note": "Kejadian yang sama." });
    now(&world, &one, "linkDuplicate", merged, into).await.done("linkDuplicate");
    for case in [archived, merged] {
        let rows = said(&world, case).await;
        assert_eq!(states(&rows), [SuggestionState::Overtaken]);
        assert!(rows[0].settled_at.is_some());
    }
    // What the rules said to archive, and was archived, was taken.
    let crime = json!({ "topicCode": "justice.crime" });
    let (crime, ..) = world.file(&Actor::Public, crime).await;
    assert_eq!(look(&world, &one, &crime).await["routing"]["lead"], Value::Null);
    let reason = json!({ "reasonCode": "emergency_redirected" });
    now(&world, &one, "archiveCase", &crime, reason).await.done("archiveCase");
    assert_eq!(states(&said(&world, &crime).await), [SuggestionState::Taken]);

    let query =
        "query($id: ID!) { ruleSet(id: $id) { outcomes { taken other open automatic reasons { reason count } } } }";
    let id = running(&world, &one).await;
    let figures = world.ask(&one, query, json!({ "id": id })).await;
    assert_eq!(
        figures.at("/ruleSet/outcomes"),
        &json!({ "taken": 1, "other": 1, "open": 1, "automatic": 0, "reasons": [{ "reason": "WRONG_AGENCY", "count": 1 }] })
    );
}
