//! Versions of the forwarding rules through the schema: who sees them, what the lint and the test box say, files in and out.
use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use crate::support::{Answer, Trials, World};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("graphql::rules_are_seen_by_those_who_keep_them_and_by_nobody_else", seen);
    trials.story("graphql::a_rule_that_is_never_used_is_found_and_moved", mended);
    trials.story("graphql::the_test_box_tells_words_in_characters_and_refuses_what_is_too_long", tried);
    trials.story("graphql::rules_go_out_as_a_file_and_come_back_as_a_draft", files);
    trials.story("graphql::a_request_that_asks_for_the_rules_in_many_ways_never_waits_for_itself", many_ways);
}

/// Runs a mutation of rules.
pub async fn rules_act(world: &World, who: &Actor, mutation: &str, input: Value) -> Answer {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{
           ruleSet {{ id number status version ruleCount viewerCan findings {{ severity code message position moveTo }} }}
           userErrors {{ code message path }} }} }}"
    );
    world.ask(who, &query, json!({ "input": input })).await
}

/// The version that runs for the province, as its coordinator sees it.
pub async fn running(world: &World, who: &Actor) -> String {
    let query = "{ ruleSets(status: [ACTIVE], first: 1) { nodes { id } } }";
    world.ask(who, query, json!({})).await.text("/ruleSets/nodes/0/id")
}

/// A draft that copies it; answers id and version.
pub async fn copied(world: &World, who: &Actor, title: &str) -> (String, i64) {
    let input = json!({ "basedOnId": running(world, who).await, "title": title });
    let made = rules_act(world, who, "createRuleSet", input).await.done("createRuleSet");
    let version = made.at("/createRuleSet/ruleSet/version").as_i64().unwrap();
    (made.text("/createRuleSet/ruleSet/id"), version)
}

/// Lights of one city for its own department of settlements.
fn lights(position: i32) -> Value {
    json!({ "position": position, "name": "Lampu lingkungan Kota Banjarmasin", "because": "Lampu gang adalah urusan permukiman (contoh).",
        "topicCodes": ["roads.lighting"], "regionCodes": ["63.71"], "keywordsAny": ["lampu gang"],
        "forwardTo": { "agencyCode": "BANJARMASIN-PERKIM" } })
}

async fn seen(world: World) {
    let keeper = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let id = running(&world, &keeper).await;
    let read = "query($id: ID!) { ruleSets(first: 5) { nodes { id } } ruleSet(id: $id) { number document viewerCan rules { name } } node(id: $id) { id }
        testRouting(input: { ruleSetId: $id, title: \"\", body: \"Lampu gang mati\" }) { version { id } decision { sentence trace { name } } } }";
    let nothing = server::graphql::ids::rule_set(entities::ids::RuleSetId(uuid::Uuid::nil())).to_string();
    let mut strangers = vec![Actor::Public, world.citizen("warga@contoh.id").await];
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
        let hidden = world.ask(who, read, json!({ "id": id })).await;
        let unknown = world.ask(who, read, json!({ "id": nothing })).await;
        assert_eq!(hidden.0, unknown.0, "hidden and unknown answer alike: {who:?}");
        assert_eq!(hidden.at("/ruleSets/nodes"), &json!([]));
        assert_eq!((hidden.at("/ruleSet"), hidden.at("/testRouting")), (&Value::Null, &Value::Null));
    }
    let leader = world.officer(Role::Leadership, "KALSEL").await;
    let system = world.officer(Role::SystemAdmin, "").await;
    for (who, can) in [(&leader, json!([])), (&keeper, json!(["COPY"])), (&system, json!(["COPY"]))] {
        let answer = world.ask(who, read, json!({ "id": id })).await;
        assert_eq!(answer.errors(), Vec::<String>::new());
        assert_eq!(answer.at("/ruleSet/viewerCan"), &can);
        assert_eq!(answer.text("/node/id"), id);
        assert_eq!(answer.text("/testRouting/version/id"), id);
        assert!(answer.at("/ruleSet/rules").as_array().unwrap().len() > 50);
    }
    // What runs is not edited, and leadership edits nothing.
    let edit = json!({ "ruleSetId": id, "version": 1, "rule": lights(575) });
    assert_eq!(rules_act(&world, &keeper, "addRule", edit.clone()).await.refusals("addRule"), ["WRONG_STATE"]);
    assert_eq!(rules_act(&world, &leader, "addRule", edit).await.refusals("addRule"), ["UNKNOWN"]);
}

async fn mended(world: World) {
    let keeper = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let (id, version) = copied(&world, &keeper, "Lampu lingkungan").await;
    let added =
        rules_act(&world, &keeper, "addRule", json!({ "ruleSetId": id, "version": version, "rule": lights(575) }))
            .await
            .done("addRule");
    let first = added.at("/addRule/ruleSet/findings/0");
    assert_eq!((first["code"].as_str(), first["position"].as_i64()), (Some("UNREACHABLE"), Some(575)), "{first}");
    assert!(first["message"].as_str().unwrap().contains("aturan 570"), "{first}");
    let free = first["moveTo"].as_i64().unwrap();
    let version = added.at("/addRule/ruleSet/version").clone();
    let blocked = rules_act(&world, &keeper, "submitRuleSet", json!({ "ruleSetId": id, "version": version })).await;
    assert_eq!(blocked.refusals("submitRuleSet"), ["WRONG_STATE"]);

    let input = json!({ "ruleSetId": id, "version": version, "position": 575, "to": free });
    let moved = rules_act(&world, &keeper, "moveRule", input).await.done("moveRule");
    let findings = moved.at("/moveRule/ruleSet/findings").as_array().unwrap().clone();
    assert!(findings.iter().all(|one| one["severity"] == "WARNING"), "{findings:#?}");

    let page = "query($id: ID!, $at: Int!) { ruleSet(id: $id) { overtaken changes { kind name from to fields } basedOn { number }
        rule(position: $at) { name summary targetSummary mode fallback when { topicCodes keywordsAny } then { action forwardTo { agencyCode label } } findings { code } }
        events { kind by } } }";
    let answer = world.ask(&keeper, page, json!({ "id": id, "at": free })).await;
    assert_eq!(answer.errors(), Vec::<String>::new());
    assert_eq!(
        answer.at("/ruleSet/changes"),
        &json!([{ "kind": "ADDED", "name": "Lampu lingkungan Kota Banjarmasin", "from": null, "to": free, "fields": [] }])
    );
    let rule = answer.at("/ruleSet/rule");
    assert_eq!(rule["targetSummary"], "Disperkim Banjarmasin");
    assert!(rule["summary"].as_str().unwrap().contains("salah satu kata: lampu gang"), "{rule}");
    assert_eq!(answer.text("/ruleSet/events/0/kind"), "EDITED");
    let none = world.ask(&keeper, page, json!({ "id": id, "at": 4 })).await;
    assert_eq!(none.at("/ruleSet/rule"), &Value::Null);
}

const TRY: &str = "query($input: TestRoutingInput!) { testRouting(input: $input) { version { id } decision {
    rulePosition lead { code } automatic person sentence targetLost
    trace { position own outcome sentence steps words { part start end text keyword } } } } }";

async fn tried(world: World) {
    let keeper = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let (id, version) = copied(&world, &keeper, "Lampu lingkungan").await;
    let input = json!({ "ruleSetId": id, "version": version, "rule": lights(565) });
    rules_act(&world, &keeper, "addRule", input).await.done("addRule");
    let report = json!({ "title": "Gelap", "body": "É: lampu gang di Kelayan mati semua.", "topicCode": "roads.lighting", "regionCode": "63.71" });
    let mut with = report.clone();
    with["ruleSetId"] = json!(id);
    let draft = world.ask(&keeper, TRY, json!({ "input": with })).await;
    assert_eq!(draft.errors(), Vec::<String>::new(), "{:#}", draft.0);
    assert_eq!(draft.at("/testRouting/decision/rulePosition"), &json!(565));
    assert_eq!(draft.text("/testRouting/decision/lead/code"), "BANJARMASIN-PERKIM");
    let sentence = draft.text("/testRouting/decision/sentence");
    assert!(sentence.contains("Aturan 565") && sentence.contains("Disperkim Banjarmasin"), "{sentence}");
    let trace = draft.at("/testRouting/decision/trace").as_array().unwrap().clone();
    let decided = trace.iter().find(|rule| rule["outcome"] == "DECIDED").unwrap();
    let place = json!([{ "part": "BODY", "start": 3, "end": 13, "text": "lampu gang", "keyword": "lampu gang" }]);
    assert_eq!(decided["words"], place);
    assert!(trace.iter().all(|rule| rule["own"] == false && !rule["sentence"].as_str().unwrap().is_empty()));

    // Without an id, what runs.
    let runs = world.ask(&keeper, TRY, json!({ "input": report })).await;
    assert_eq!(runs.at("/testRouting/decision/rulePosition"), &json!(570));
    assert_eq!(runs.text("/testRouting/version/id"), running(&world, &keeper).await);

    for (field, value) in [
        ("title", json!("x".repeat(151))),
        ("body", json!("x".repeat(10_001))),
        ("body", json!(" ")),
        ("topicCode", json!("tidak.ada")),
        ("regionCode", json!("99.99")),
        ("namedAgencyCode", json!("TIDAK-ADA")),
    ] {
        let mut wrong = report.clone();
        wrong[field] = value;
        let answer = world.ask(&keeper, TRY, json!({ "input": wrong })).await;
        assert_eq!(answer.errors(), ["BAD_USER_INPUT"], "{field}");
    }
}

async fn files(world: World) {
    let keeper = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let id = running(&world, &keeper).await;
    let read =
        "query($id: ID!, $against: ID) { ruleSet(id: $id) { document ruleCount changes(against: $against) { kind } } }";
    let out = world.ask(&keeper, read, json!({ "id": id })).await;
    let document = out.text("/ruleSet/document");
    let taken = rules_act(&world, &keeper, "importRules", json!({ "title": "Dari berkas", "document": document }))
        .await
        .done("importRules");
    assert_eq!(taken.text("/importRules/ruleSet/status"), "DRAFT");
    let back = taken.text("/importRules/ruleSet/id");
    let same = world.ask(&keeper, read, json!({ "id": back, "against": id })).await;
    assert_eq!(same.at("/ruleSet/changes"), &json!([]));
    assert_eq!(same.at("/ruleSet/ruleCount"), out.at("/ruleSet/ruleCount"));
    let unknown = world.ask(&keeper, read, json!({ "id": back, "against": "bukan" })).await;
    assert_eq!(unknown.errors(), ["BAD_USER_INPUT"]);

    for wrong in ["", "bukan json", "{\"version\": 2, \"rules\": []}", "{\"version\": 1, \"rules\": [{}, {}]}"] {
        let answer =
            rules_act(&world, &keeper, "importRules", json!({ "title": "Dari berkas", "document": wrong })).await;
        let errors = answer.at("/importRules/userErrors").as_array().unwrap().clone();
        assert!(!errors.is_empty(), "{wrong}");
        for error in errors {
            assert_eq!((&error["code"], &error["path"]), (&json!("INVALID"), &json!(["input", "document"])), "{wrong}");
        }
    }
    let many = format!("{{\"version\": 1, \"rules\": [{}]}}", vec!["{}"; 200].join(","));
    let answer = rules_act(&world, &keeper, "importRules", json!({ "title": "Dari berkas", "document": many })).await;
    assert_eq!(answer.at("/importRules/userErrors").as_array().unwrap().len(), 51, "fifty, and how many more");
}

async fn many_ways(world: World) {
    let keeper = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let id = running(&world, &keeper).await;
    let query =
        "query($id: ID!) { testRouting(input: { ruleSetId: $id, title: \"\", body: \"Lampu gang mati\" }) { decision { sentence } }
        ruleSet(id: $id) { findings { code } recentCases } }";
    for _ in 0..5 {
        // On another day the agencies are loaded anew.
        world.pass(Duration::days(1));
        let asked = world.ask(&keeper, query, json!({ "id": id }));
        let answer = tokio::time::timeout(std::time::Duration::from_secs(60), asked).await.unwrap();
        assert_eq!(answer.errors(), Vec::<String>::new());
    }
}
