//! Forwarding rules in the life of a case: what they suggest and why, what people do with it, what the system does by
//! itself, and the dispute that ends going back and forth.
use chrono::Duration;
use entities::{
    case_routing,
    vocab::{Role, SuggestionState},
};
use serde_json::{Value, json};
use server::{
    authz::actor::{Actor, SystemTask},
    graphql::ids,
    jobs,
    reference::{DemoReport, embedded},
};

use super::{
    reorganisation::coordinators,
    routes::{facts, kinds, now, reply},
};
use crate::{
    store::{connect, run},
    support::{Answer, Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("the_rules_suggest_the_right_agency_for_the_demonstration_reports", demonstration);
    trials.story("verifying_with_another_topic_asks_the_rules_again", verified_anew);
    trials.story("a_suggestion_is_taken_or_not_and_the_history_names_the_rule", taken_or_not);
    trials.story("an_automatic_rule_forwards_once_and_what_a_stopped_server_left_is_forwarded_later", automatic);
    trials.story("accusations_and_secrets_are_never_forwarded_by_the_system", never_automatic);
    trials.story("a_report_that_a_person_has_taken_up_is_left_to_people", left_to_people);
    trials.story("an_automatic_rule_whose_target_has_closed_leaves_the_report_to_a_person", closed_meanwhile);
    trials.story("the_decision_on_a_dispute_binds_and_the_coordinator_can_correct_it", dispute);
    trials.story("officers_see_why_and_the_reporter_sees_where", who_sees_what);
    trials.story("who_does_not_read_a_secret_report_sees_no_word_of_it_in_the_trace", secret_words);
    trials.story("of_whistle_blowing_the_rules_keep_nothing", whistle);
}

const ROUTING: &str = "routing { at version sentence state otherReason settledAt chosen { code } lead { code ancestors { code } }
    ruleSet { number } decision { rulePosition ruleName action automatic because person targetLost sentence lead { code }
    trace { position name own outcome sentence steps words { part text keyword } } } }";

/// A case with what the rules said, as somebody sees it.
async fn look(world: &World, who: &Actor, case: &str) -> Value {
    let query = format!(
        "query($id: ID!) {{ case(id: $id) {{ status disputed version viewerCan holder {{ code }} {ROUTING}
           events(first: 100) {{ nodes {{ kind actor {{ label }} agency {{ code }} rule {{ version position name }} }} }} }} }}"
    );
    let answer = world.ask(who, &query, json!({ "id": case })).await;
    assert!(answer.errors().is_empty(), "{:#}", answer.0);
    answer.at("/case").clone()
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

async fn rules_act(world: &World, who: &Actor, mutation: &str, input: Value) -> Answer {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{
           ruleSet {{ id number version status findings {{ code message position }} }} userErrors {{ code message path }} }} }}"
    );
    world.ask(who, &query, json!({ "input": input })).await.done(mutation)
}

/// A new version of the province's rules with one more rule, published by a second person; answers its number.
async fn activate(world: &World, rule: Value) -> i64 {
    let (one, two) = coordinators(world).await;
    let query = "{ ruleSets(governmentCode: \"KALSEL\", status: [ACTIVE], first: 1) { nodes { id } } }";
    let active = world.ask(&one, query, json!({})).await;
    let head = json!({ "governmentCode": "KALSEL", "basedOnId": active.text("/ruleSets/nodes/0/id"), "title": "Aturan otomatis" });
    let made = rules_act(world, &one, "createRuleSet", head).await;
    let id = made.text("/createRuleSet/ruleSet/id");
    let version = made.at("/createRuleSet/ruleSet/version").clone();
    let added = rules_act(world, &one, "addRule", json!({ "ruleSetId": id, "version": version, "rule": rule })).await;
    let version = added.at("/addRule/ruleSet/version").clone();
    let sent = rules_act(world, &one, "submitRuleSet", json!({ "ruleSetId": id, "version": version })).await;
    let version = sent.at("/submitRuleSet/ruleSet/version").clone();
    let done = rules_act(world, &two, "approveRuleSet", json!({ "ruleSetId": id, "version": version })).await;
    assert_eq!(done.text("/approveRuleSet/ruleSet/status"), "ACTIVE");
    done.at("/approveRuleSet/ruleSet/number").as_i64().unwrap()
}

/// Holes in the roads of one regency go to the province's department by themselves.
fn holes() -> Value {
    json!({ "position": 1, "name": "Jalan berlubang di Banjar", "mode": "AUTOMATIC", "because": "Kesepakatan contoh dengan Kabupaten Banjar.",
        "topicCodes": ["roads.pothole"], "regionCodes": ["63.03"], "forwardTo": { "agencyCode": "KALSEL-PUPR" },
        "supporting": [{ "agencyCode": "KALSEL-PUPR-BM" }, { "agencyCode": "KALSEL-DISHUB" }],
        "informed": [{ "agencyCode": "KALSEL-DISHUB-LALIN" }], "urgency": "HIGH" })
}

/// As if the server had stopped between filing and forwarding.
async fn as_if_automatic(world: &World) {
    let db = connect(world).await;
    run(&db, "UPDATE case_routings SET automatic = TRUE WHERE state = 'open'").await;
    db.close().await.unwrap();
}

/// FORMATS.md: the expected agency, a unit below it, or one of the others that count as right.
fn is_right(demo: &DemoReport, said: &Value) -> bool {
    let Some(lead) = said["lead"]["code"].as_str() else {
        let expected = serde_json::to_value(demo.expected_action).unwrap();
        let action = said["decision"]["action"].as_str().unwrap_or_default().to_lowercase();
        return demo.expected_agency_code.is_none() && expected == action;
    };
    let above = said["lead"]["ancestors"].as_array().unwrap();
    let within = |top: &String| lead == top || above.iter().any(|agency| agency["code"] == **top);
    demo.expected_agency_code.as_ref().is_some_and(within) || demo.also_acceptable.iter().any(|code| code == lead)
}

async fn demonstration(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let (public, reports) = (Actor::Public, embedded::demo_reports().unwrap().reports);
    let mut misses = vec![];
    for demo in &reports {
        // Not more in an hour than one address may file.
        world.pass(Duration::minutes(7));
        let channel = demo.channel.as_str().to_uppercase();
        let who = if matches!(channel.as_str(), "WEB" | "MOBILE_APP") { &public } else { &coordinator };
        let input = json!({
            "title": demo.title, "body": demo.body, "classification": demo.classification.as_str().to_uppercase(),
            "topicCode": demo.topic_code, "regionCode": demo.region_code, "channel": channel,
            "anonymous": demo.anonymous, "secret": demo.secret, "namedAgencyCode": demo.named_agency_code,
            "reportedAgencyCode": demo.reported_agency_code, "contact": { "name": "Pelapor Contoh" },
        });
        let query = "mutation($input: SubmitReportInput!) { submitReport(input: $input) {
            case { id } probably { code } userErrors { code message path } } }";
        let filed = world.ask(who, query, json!({ "input": input })).await.done("submitReport");
        let seen = look(&world, &coordinator, &filed.text("/submitReport/case/id")).await;
        let said = &seen["routing"];
        if !is_right(demo, said) {
            misses.push(format!("{}, not {:?}: {said:#}", demo.id, demo.expected_agency_code));
        }
        let probably = filed.at("/submitReport/probably");
        if demo.classification.is_supervisory() {
            assert_eq!(probably, &Value::Null, "{}: whoever accuses is not told", demo.id);
        } else {
            assert_eq!(probably["code"], said["lead"]["code"], "{}", demo.id);
        }
        assert_eq!(seen["status"], "SUBMITTED", "{}: the shipped rules suggest", demo.id);
    }
    assert_eq!(reports.len(), 36);
    assert!(reports.len() - misses.len() >= 34, "{} are wrong:\n{}", misses.len(), misses.join("\n"));
}

async fn verified_anew(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let (case, ..) = world.file(&Actor::Public, json!({})).await;
    let first = look(&world, &coordinator, &case).await;
    assert_eq!(first["routing"]["lead"]["code"], "BANJAR-PUPR");
    assert_eq!(first["routing"]["state"], "OPEN");

    // The same facts: what was said stands.
    now(&world, &coordinator, "verifyCase", &case, facts()).await.done("verifyCase");
    assert_eq!(states(&said(&world, &case).await), [SuggestionState::Open]);

    let mut other = facts();
    other["topicCode"] = json!("civil_registry.id_card");
    now(&world, &coordinator, "verifyCase", &case, other).await.done("verifyCase");
    let second = look(&world, &coordinator, &case).await;
    assert_eq!(second["routing"]["lead"]["code"], "BANJAR-DUKCAPIL");
    assert_eq!(states(&said(&world, &case).await), [SuggestionState::Open, SuggestionState::Overtaken]);

    // One that was never asked about is asked about when it is verified.
    let db = connect(&world).await;
    run(&db, "DELETE FROM case_routings").await;
    db.close().await.unwrap();
    assert_eq!(look(&world, &coordinator, &case).await["routing"], Value::Null);
    now(&world, &coordinator, "verifyCase", &case, facts()).await.done("verifyCase");
    assert_eq!(look(&world, &coordinator, &case).await["routing"]["lead"]["code"], "BANJAR-PUPR");
}

async fn taken_or_not(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let verified = || {
        let (world, coordinator) = (&world, &coordinator);
        async move {
            let (case, ..) = world.file(&Actor::Public, json!({})).await;
            now(world, coordinator, "verifyCase", &case, facts()).await.done("verifyCase");
            case
        }
    };
    let forward = |case: String, target: &'static str, why: Value| {
        let (world, coordinator) = (&world, &coordinator);
        async move {
            let route = json!({ "targetCode": target, "otherReason": why });
            now(world, coordinator, "forwardCase", &case, route).await.done("forwardCase");
            look(world, coordinator, &case).await
        }
    };
    let last = |seen: &Value| seen["events"]["nodes"].as_array().unwrap().last().unwrap().clone();

    let case = verified().await;
    let seen = forward(case.clone(), "BANJAR-PUPR", json!("AGREED")).await;
    assert_eq!(seen["routing"]["state"], "TAKEN");
    assert_eq!(seen["routing"]["otherReason"], Value::Null, "there is nothing to explain");
    assert_eq!(seen["routing"]["chosen"]["code"], "BANJAR-PUPR");
    assert!(seen["routing"]["settledAt"].is_string());
    let event = last(&seen);
    assert_eq!((&event["kind"], &event["rule"]["position"]), (&json!("FORWARDED"), &json!(590)));
    assert_eq!(event["rule"]["version"], seen["routing"]["version"]);
    let reporter = look(&world, &world.tracker(&case).await, &case).await;
    assert_eq!(last(&reporter)["rule"], Value::Null, "the reporter is not shown rules");

    let seen = forward(verified().await, "KALSEL-PUPR", json!("WRONG_AGENCY")).await;
    assert_eq!((&seen["routing"]["state"], &seen["routing"]["otherReason"]), (&json!("OTHER"), &json!("WRONG_AGENCY")));
    assert_eq!(seen["routing"]["chosen"]["code"], "KALSEL-PUPR");
    assert_eq!(last(&seen)["rule"], Value::Null, "no rule stands behind it");
    let case = verified().await;
    let seen = forward(case.clone(), "KALSEL-PUPR", Value::Null).await;
    assert_eq!(seen["routing"]["otherReason"], "UNSAID");
    let reporter = look(&world, &world.tracker(&case).await, &case).await;
    assert_eq!(reporter["routing"]["lead"], Value::Null, "what a person did not follow is not promised");

    // Later ways of the case settle nothing a second time; a reason counts once.
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let down = json!({ "targetCode": "KALSEL-PUPR-BM", "otherReason": "AGREED" });
    now(&world, &admin, "forwardCase", &case, down).await.done("forwardCase");
    assert_eq!(look(&world, &coordinator, &case).await["routing"]["otherReason"], "UNSAID");
}

async fn automatic(world: World) {
    // Filed before the rule ran: only suggested.
    let (before, ..) = world.file(&Actor::Public, json!({})).await;
    let number = activate(&world, holes()).await;
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    assert_eq!(look(&world, &coordinator, &before).await["status"], "SUBMITTED");

    let extra = json!({ "clientMutationId": "kunci-0123456789abcdef" });
    let (case, ..) = world.file(&Actor::Public, extra.clone()).await;
    let seen = look(&world, &coordinator, &case).await;
    assert_eq!((&seen["status"], &seen["holder"]["code"]), (&json!("FORWARDED"), &json!("KALSEL-PUPR")));
    let routing = &seen["routing"];
    assert_eq!((&routing["state"], &routing["version"]), (&json!("AUTOMATIC"), &json!(number)));
    assert_eq!(routing["decision"]["automatic"], true);
    let events = seen["events"]["nodes"].as_array().unwrap();
    let told: Vec<&Value> = events.iter().map(|event| &event["kind"]).collect();
    assert_eq!(told, ["SUBMITTED", "VERIFIED", "FORWARDED"]);
    for event in &events[1..] {
        assert_eq!(event["actor"]["label"], "Sistem");
        assert_eq!(event["rule"], json!({ "version": number, "position": 1, "name": "Jalan berlubang di Banjar" }));
    }
    let facts = world
        .ask(
            &coordinator,
            "query($id: ID!) { case(id: $id) { urgency verified published parties { agency { code } part endedAt } clocks { stage } } }",
            json!({ "id": case }),
        )
        .await;
    assert_eq!(facts.text("/case/urgency"), "HIGH");
    assert_eq!((facts.at("/case/verified"), facts.at("/case/published")), (&json!(true), &json!(true)));
    let parts: Vec<String> = facts
        .at("/case/parties")
        .as_array()
        .unwrap()
        .iter()
        .filter(|party| party["endedAt"].is_null())
        .map(|party| format!("{} {}", party["agency"]["code"].as_str().unwrap(), party["part"].as_str().unwrap()))
        .collect();
    assert_eq!(parts.len(), 2, "one of each line: {parts:?}");
    assert!(parts.contains(&"KALSEL-PUPR LEAD".to_owned()) && parts.contains(&"KALSEL-DISHUB SUPPORTING".to_owned()));
    let stages: Vec<&Value> =
        facts.at("/case/clocks").as_array().unwrap().iter().map(|clock| &clock["stage"]).collect();
    assert_eq!(stages.len(), 2, "the agency's clocks run, that of verifying does not: {stages:?}");

    // The same request again: the same case, and nothing twice.
    let (again, ..) = world.file(&Actor::Public, extra).await;
    assert_eq!(again, case);
    assert_eq!(kinds(&world, &coordinator, &case).await.len(), 3);
    assert_eq!(states(&said(&world, &case).await), [SuggestionState::Automatic]);

    // What was written down as automatic and never carried out: the job does it, once.
    as_if_automatic(&world).await;
    jobs::route_the_rest(&world.app).await;
    jobs::route_the_rest(&world.app).await;
    let seen = look(&world, &coordinator, &before).await;
    assert_eq!((&seen["status"], &seen["holder"]["code"]), (&json!("FORWARDED"), &json!("BANJAR-PUPR")));
    assert_eq!(seen["routing"]["state"], "AUTOMATIC");
    assert_eq!(kinds(&world, &coordinator, &before).await, ["SUBMITTED", "VERIFIED", "FORWARDED"]);
    let admin = world.officer(Role::AgencyAdmin, "BANJAR-PUPR").await;
    assert!(look(&world, &admin, &before).await.is_object(), "whoever has it sees it");
}

async fn never_automatic(world: World) {
    activate(&world, holes()).await;
    let accusing = json!({ "classification": "SUPERVISORY_COMPLAINT", "reportedAgencyCode": "KALSEL-DISDIK-SMA" });
    let cases = [
        json!({ "secret": true }),
        json!({ "reportedAgencyCode": "KALSEL-DISDIK-SMA" }),
        json!({ "classification": "SUPERVISORY_COMPLAINT" }),
        accusing,
        json!({ "classification": "WHISTLE_BLOWING", "reportedAgencyCode": "KALSEL-DISDIK-SMA" }),
    ];
    let mut filed = vec![];
    for extra in cases {
        let (case, ..) = world.file(&Actor::Public, extra.clone()).await;
        assert!(said(&world, &case).await.iter().all(|row| !row.automatic), "{extra}");
        filed.push((case, extra));
    }
    // Not even where a row says so.
    as_if_automatic(&world).await;
    jobs::route_the_rest(&world.app).await;
    for (case, extra) in filed {
        let tracker = world.tracker(&case).await;
        assert_eq!(kinds(&world, &tracker, &case).await, ["SUBMITTED"], "{extra}");
    }
}

async fn left_to_people(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let (verified, ..) = world.file(&Actor::Public, json!({})).await;
    let (assigned, ..) = world.file(&Actor::Public, json!({})).await;
    let (hidden, ..) = world.file(&Actor::Public, json!({})).await;
    let (asked, ..) = world.file(&Actor::Public, json!({})).await;
    as_if_automatic(&world).await;
    now(&world, &coordinator, "verifyCase", &verified, facts()).await.done("verifyCase");
    let me = ids::officer(coordinator.account().unwrap()).to_string();
    now(&world, &coordinator, "assignCase", &assigned, json!({ "officerId": me })).await.done("assignCase");
    let tracker = world.tracker(&hidden).await;
    let secret = json!({ "caseId": hidden, "version": 1, "anonymous": false, "secret": true });
    world.act(&tracker, "setVisibility", secret).await.done("setVisibility");
    let question = json!({ "question": "Di ruas jalan yang mana, dekat apa?" });
    now(&world, &coordinator, "postponeCase", &asked, question).await.done("postponeCase");
    world.pass(Duration::hours(2));
    let given = json!({ "caseId": asked, "body": "Di Jalan Ahmad Yani km 7, depan masjid." });
    world.act(&world.tracker(&asked).await, "supplementReport", given).await.done("supplementReport");
    jobs::route_the_rest(&world.app).await;
    for case in [&verified, &assigned, &hidden, &asked] {
        let seen = look(&world, &coordinator, case).await;
        assert_eq!((&seen["status"], &seen["routing"]["state"]), (&json!("SUBMITTED"), &json!("OPEN")));
    }
    let rows = said(&world, &verified).await;
    assert_eq!(states(&rows), [SuggestionState::Open, SuggestionState::Overtaken]);
    assert!(!rows[0].automatic, "once a person has verified it, a person forwards it");
}

async fn closed_meanwhile(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let (case, ..) = world.file(&Actor::Public, json!({})).await;
    as_if_automatic(&world).await;
    let db = connect(&world).await;
    run(&db, "UPDATE agencies SET valid_to = '2026-10-31' WHERE code = 'BANJAR-PUPR'").await;
    db.close().await.unwrap();
    for _ in 0..2 {
        jobs::route_the_rest(&world.app).await;
    }
    let seen = look(&world, &coordinator, &case).await;
    assert_eq!((&seen["status"], &seen["routing"]["state"]), (&json!("SUBMITTED"), &json!("OPEN")));
    assert_eq!(kinds(&world, &coordinator, &case).await, ["SUBMITTED"], "nothing half done is left");
    let rows = said(&world, &case).await;
    assert_eq!(states(&rows), [SuggestionState::Open, SuggestionState::Overtaken], "asked again once");
    assert!(!rows[0].automatic);
}

async fn dispute(world: World) {
    let province = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJAR").await;
    let works = world.officer(Role::AgencyAdmin, "BANJAR-PUPR").await;
    let case = world.forwarded(json!({}), "BANJAR").await;
    let forward = |who: Actor, target: &'static str| {
        let (world, case) = (&world, case.clone());
        async move { now(world, &who, "forwardCase", &case, json!({ "targetCode": target })).await }
    };
    let hand_back = |who: Actor| {
        let (world, case) = (&world, case.clone());
        async move { now(world, &who, "returnCase", &case, json!({ "reason": "Bukan kewenangan kami." })).await }
    };
    let stages = |seen: &Answer| -> Vec<String> {
        let rows = seen.at("/case/clocks").as_array().unwrap().clone();
        rows.iter().map(|row| row["stage"].as_str().unwrap().to_owned()).collect()
    };
    for round in 0..3 {
        assert_eq!(look(&world, &province, &case).await["disputed"], false, "round {round}");
        forward(regency.clone(), "BANJAR-PUPR").await.done("forwardCase");
        let offered = look(&world, &works, &case).await["viewerCan"].clone();
        assert!(offered.as_array().unwrap().contains(&json!("RETURN")), "round {round}: {offered}");
        world.pass(Duration::hours(2));
        hand_back(works.clone()).await.done("returnCase");
    }
    let open = look(&world, &province, &case).await;
    assert_eq!(
        (&open["status"], &open["disputed"], &open["holder"]["code"]),
        (&json!("RETURNED"), &json!(true), &json!("KALSEL"))
    );
    let clocks = "query($id: ID!) { case(id: $id) { clocks { stage startedAt dueAt } } }";
    let seen = world.ask(&province, clocks, json!({ "id": case })).await;
    assert!(stages(&seen).contains(&"RETURN_AGAIN".to_owned()), "a deadline of its own: {:#}", seen.0);

    // The decision binds, on the agency and on its government.
    forward(province.clone(), "BANJAR-PUPR").await.done("forwardCase");
    let bound = look(&world, &works, &case).await;
    assert_eq!((&bound["status"], &bound["disputed"]), (&json!("FORWARDED"), &json!(true)));
    assert!(!bound["viewerCan"].as_array().unwrap().contains(&json!("RETURN")), "{bound:#}");
    let seen = world.ask(&province, clocks, json!({ "id": case })).await;
    assert!(!stages(&seen).contains(&"RETURN_AGAIN".to_owned()), "decided: {:#}", seen.0);
    for who in [&works, &regency] {
        let fourth = hand_back(who.clone()).await;
        assert_eq!(fourth.refusals("returnCase"), ["WRONG_STATE"]);
        assert!(fourth.text("/returnCase/userErrors/0/message").contains("koordinator"), "{:#}", fourth.0);
    }

    // Who decided can correct it, as long as nobody has begun to answer; then it is the agency's.
    forward(province.clone(), "KALSEL-PUPR").await.done("forwardCase");
    let lead = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    assert_eq!(hand_back(lead.clone()).await.refusals("returnCase"), ["WRONG_STATE"]);
    forward(province.clone(), "BANJAR-PUPR").await.done("forwardCase");
    reply(&world, &works, &case, "PROGRESS", "Sedang kami periksa di lapangan.").await.done("publishReply");
    assert_eq!(forward(province.clone(), "KALSEL-PUPR").await.errors(), ["FORBIDDEN"]);
    let seen = look(&world, &province, &case).await;
    assert_eq!((&seen["disputed"], &seen["holder"]["code"]), (&json!(true), &json!("BANJAR-PUPR")));
}

async fn who_sees_what(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let (case, ..) = world.file(&Actor::Public, json!({})).await;
    now(&world, &coordinator, "verifyCase", &case, facts()).await.done("verifyCase");
    now(&world, &coordinator, "forwardCase", &case, json!({ "targetCode": "BANJAR-PUPR" })).await.done("forwardCase");

    let keeper = look(&world, &coordinator, &case).await["routing"].clone();
    assert_eq!(keeper["ruleSet"]["number"], keeper["version"], "who keeps the rules sees the version");
    let decision = &keeper["decision"];
    assert_eq!((&decision["rulePosition"], &decision["lead"]["code"]), (&json!(590), &json!("BANJAR-PUPR")));
    let tried = decision["trace"].as_array().unwrap();
    assert!(tried.iter().any(|rule| rule["position"] == 590 && rule["outcome"] == "DECIDED"));
    assert!(tried.iter().any(|rule| rule["outcome"] == "FAILED"));
    assert!(tried.iter().all(|rule| !rule["sentence"].as_str().unwrap().is_empty()));

    let admin = world.officer(Role::AgencyAdmin, "BANJAR-PUPR").await;
    let officer = look(&world, &admin, &case).await["routing"].clone();
    assert_eq!(officer["decision"], keeper["decision"], "officers of the case see why");
    assert_eq!((&officer["version"], &officer["ruleSet"]), (&keeper["version"], &Value::Null), "but no versions");

    for who in [Actor::Public, world.officer(Role::AgencyAdmin, "BANJARBARU-PUPR").await] {
        assert_eq!(look(&world, &who, &case).await, Value::Null, "who does not see the case sees nothing of it");
    }

    let tracker = world.tracker(&case).await;
    let reporter = look(&world, &tracker, &case).await["routing"].clone();
    for field in ["version", "ruleSet", "decision", "otherReason", "chosen", "settledAt"] {
        assert_eq!(reporter[field], Value::Null, "{field}");
    }
    assert_eq!(reporter["lead"]["code"], "BANJAR-PUPR");
    let told = reporter.to_string();
    let name = decision["ruleName"].as_str().unwrap();
    assert!(!reporter["sentence"].as_str().unwrap().is_empty() && !told.contains(name), "{told}");
}

async fn secret_words(world: World) {
    let extra = json!({ "secret": true, "namedAgencyCode": "BANJARMASIN-PUPR", "regionCode": "63.71",
        "body": "Lubang besar di jalan provinsi dekat jembatan, sudah dua pengendara jatuh pekan ini." });
    let (case, ..) = world.file(&Actor::Public, extra).await;
    let words = |seen: &Value| {
        let tried = seen["routing"]["decision"]["trace"].as_array().unwrap_or_else(|| panic!("{seen:#}")).clone();
        tried.iter().map(|rule| rule["words"].as_array().unwrap().len()).sum::<usize>()
    };
    let admin = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
    let reads = look(&world, &admin, &case).await;
    assert!(words(&reads) > 0, "who reads the report sees its words marked: {reads:#}");
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let follows = look(&world, &coordinator, &case).await;
    assert_eq!(follows["routing"]["lead"], reads["routing"]["lead"]);
    assert_eq!(follows["routing"]["decision"]["trace"], json!([]), "how a rule fared tells of the words: {follows:#}");

    // How a rule fared would tell who is accused.
    let extra = json!({ "secret": true, "classification": "SUPERVISORY_COMPLAINT", "namedAgencyCode": "BANJARMASIN-DISDIK",
        "reportedAgencyCode": "BANJARMASIN-INSPEKTORAT", "regionCode": "63.71" });
    let (case, ..) = world.file(&Actor::Public, extra).await;
    let verified =
        json!({ "classification": "SUPERVISORY_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.71" });
    now(&world, &coordinator, "verifyCase", &case, verified).await.done("verifyCase");
    let route = json!({ "targetCode": "BANJARMASIN", "otherReason": "CONFLICT" });
    now(&world, &coordinator, "forwardCase", &case, route).await.done("forwardCase");
    let seen = look(&world, &coordinator, &case).await;
    assert_eq!((&seen["routing"]["state"], &seen["routing"]["otherReason"]), (&json!("OTHER"), &Value::Null));
    assert_eq!(seen["routing"]["decision"], Value::Null);
    let text = seen["routing"].to_string();
    assert!(!text.contains("BANJARMASIN-INSPEKTORAT") && !text.contains("Inspektorat"), "{text}");
}

async fn whistle(world: World) {
    let extra = json!({ "classification": "WHISTLE_BLOWING", "reportedAgencyCode": "KALSEL-PUPR",
        "body": "Pungutan di jalan provinsi dan jalan nasional dibagi kepada atasan setiap pekan." });
    let (case, ..) = world.file(&Actor::Public, extra).await;
    let inspector = world.officer(Role::Inspectorate, "KALSEL-INSPEKTORAT").await;
    let seen = look(&world, &inspector, &case).await;
    let decision = &seen["routing"]["decision"];
    assert_eq!((&decision["person"], &decision["trace"]), (&json!("CONFIDENTIAL"), &json!([])));
    assert_eq!(seen["routing"]["lead"], Value::Null);
    let row = said(&world, &case).await.remove(0);
    assert!(!row.automatic && row.person.as_deref() == Some("confidential"));
    let kept = row.trace.to_string();
    assert!(!kept.contains("jalan"), "no word of it: {kept}");
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    assert_eq!(look(&world, &coordinator, &case).await, Value::Null);
}
