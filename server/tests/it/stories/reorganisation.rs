//! The tree is changed by plans: written, weighed, published by a second person, carried out at once or on the day.
use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use super::routes::kinds;
use crate::support::{Answer, Trials, World};

mod delicate;
mod past;
mod people;
mod rights;

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("two_departments_are_merged_and_no_case_is_lost", merged);
    trials.story("a_unit_that_moves_is_seen_by_its_new_department", moved);
    trials.story("a_plan_waits_for_its_day_and_says_so_when_it_no_longer_fits", scheduled);
    trials.story("a_published_plan_is_taken_back_with_its_cases", undone);
    trials.story("a_split_goes_by_topic_and_units_go_along", split);
    rights::list(trials);
    delicate::list(trials);
    people::list(trials);
    past::list(trials);
}

/// Runs a mutation of plans.
pub async fn plan_act(world: &World, who: &Actor, mutation: &str, input: Value) -> Answer {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{
           plan {{ id status version changes {{ id version code }} outcome {{ cases members }} viewerCan
             preview {{ publishable openCases closedCases findings {{ code severity message agencyCode count changeId }}
               handovers {{ fromCode toCode openCases closedCases members ruleTargets sample {{ id }} }}
               members {{ name fromCode toCode }} tree {{ code change depth was }} }} }}
           userErrors {{ code message path }} }} }}"
    );
    world.ask(who, &query, json!({ "input": input })).await
}

pub fn today(world: &World) -> String {
    server::domain::calendar::wita_date(world.app.clock.now()).to_string()
}

/// A plan of the province for a day, with changes; answers id and version.
pub async fn draft(world: &World, who: &Actor, day: &str, changes: &[Value]) -> (String, i64) {
    let head =
        json!({ "title": "Penataan perangkat daerah", "legalReference": "Perda 4/2026 (contoh)", "effectiveOn": day });
    let made = plan_act(world, who, "createPlan", head).await.done("createPlan");
    let id = made.text("/createPlan/plan/id");
    let mut version = made.at("/createPlan/plan/version").as_i64().unwrap();
    for change in changes {
        let added = plan_act(world, who, "addPlanChange", json!({ "planId": id, "change": change }))
            .await
            .done("addPlanChange");
        version = added.at("/addPlanChange/plan/version").as_i64().unwrap();
    }
    (id, version)
}

/// Submits as one and approves as another.
pub async fn publish(world: &World, one: &Actor, two: &Actor, id: &str, version: i64) -> Answer {
    let sent = plan_act(world, one, "submitPlan", json!({ "planId": id, "version": version })).await.done("submitPlan");
    let version = sent.at("/submitPlan/plan/version").clone();
    plan_act(world, two, "approvePlan", json!({ "planId": id, "version": version })).await.done("approvePlan")
}

pub async fn coordinators(world: &World) -> (Actor, Actor) {
    (
        world.officer(Role::ProvinceCoordinator, "KALSEL").await,
        world.officer(Role::ProvinceCoordinator, "KALSEL#2").await,
    )
}

/// Nothing that is kept twice says two things.
pub async fn all_is_well(world: &World) {
    let faults = world.app.store.inconsistencies(world.app.clock.now(), 10_000).await.unwrap();
    assert_eq!(faults, Vec::<String>::new());
}

fn findings(answer: &Answer, mutation: &str) -> Vec<String> {
    let list = answer.at(&format!("/{mutation}/plan/preview/findings")).as_array().unwrap();
    let found = list.iter().filter(|finding| finding["code"] != "VACANT_AFTER");
    found.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

/// The same person with the roles of now.
async fn again(world: &World, actor: &Actor) -> Actor {
    let account = actor.account().unwrap();
    world.app.store.actor_of_account(account, 1, None, world.app.clock.now()).await.unwrap().unwrap()
}

async fn merged(world: World) {
    let (one, two) = coordinators(&world).await;
    let officer = world.officer(Role::LiaisonOfficer, "KALSEL-PERKIM").await;
    let head = world.officer(Role::Leadership, "KALSEL-PERKIM").await;
    world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let (first, code, secret) = world.file(&Actor::Public, json!({ "namedAgencyCode": "KALSEL-PERKIM" })).await;
    let second = world.forwarded(json!({}), "KALSEL-PERKIM").await;
    let third = world.forwarded(json!({}), "KALSEL-PUPR-BM").await;
    world.pass(Duration::days(1));
    let clocks = "query($id: ID!) { case(id: $id) { version clocks { stage startedAt dueAt } holder { code name } } }";
    let before = world.ask(&one, clocks, json!({ "id": second })).await;

    // Closed without an heir: two open cases would have nobody, and rule 600 would point at nobody.
    let close = json!({ "kind": "CLOSE", "code": "KALSEL-PERKIM" });
    let (plan, version) = draft(&world, &one, &today(&world), &[close]).await;
    let sent = plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": version })).await;
    assert_eq!(sent.refusals("submitPlan"), ["WRONG_STATE"]);
    let found = findings(&sent, "submitPlan");
    for wanted in ["NO_HEIR", "RULE_TARGET_DIES", "MEMBER_LOSES_PLACE"] {
        assert!(found.iter().any(|code| code == wanted), "{wanted}: {found:?}");
    }
    assert_eq!(sent.at("/submitPlan/plan/preview/openCases"), &json!(2));
    assert_eq!(sent.at("/submitPlan/plan/preview/publishable"), &json!(false));
    assert_eq!(sent.at("/submitPlan/plan/preview/handovers/0/sample").as_array().unwrap().len(), 2);

    // Mended: it becomes part of the other. A second editor with a stale change is told.
    let change = sent.text("/submitPlan/plan/changes/0/id");
    let merge = json!({ "kind": "MERGE", "code": "KALSEL-PUPR", "sourceCodes": ["KALSEL-PERKIM"] });
    let input = json!({ "changeId": change, "version": 1, "change": merge });
    plan_act(&world, &one, "updatePlanChange", input.clone()).await.done("updatePlanChange");
    let stale = plan_act(&world, &two, "updatePlanChange", input).await;
    assert_eq!(stale.refusals("updatePlanChange"), ["CONFLICT"]);
    assert_eq!(stale.text("/updatePlanChange/plan/id"), plan, "shown as it is now");
    let rename = json!({ "kind": "RENAME", "code": "KALSEL-PUPR", "name": "Dinas Pekerjaan Umum dan Perumahan Provinsi Kalimantan Selatan", "shortName": "PUPR dan Perumahan" });
    let input = json!({ "planId": plan, "change": rename, "clientMutationId": "kunci-0123456789abcdef" });
    let added = plan_act(&world, &two, "addPlanChange", input.clone()).await.done("addPlanChange");
    let twice = plan_act(&world, &two, "addPlanChange", input).await.done("addPlanChange");
    assert_eq!(twice.at("/addPlanChange/plan/version"), added.at("/addPlanChange/plan/version"), "one key, one change");
    let found = findings(&added, "addPlanChange");
    assert_eq!(found, ["RULE_TARGET_MOVES", "MEMBER_LOSES_PLACE"], "warnings only");
    let tree = added.at("/addPlanChange/plan/preview/tree").as_array().unwrap().clone();
    let state = |code: &str| tree.iter().find(|node| node["code"] == code).map(|node| node["change"].clone());
    assert_eq!(
        (state("KALSEL-PERKIM"), state("KALSEL-PUPR"), state("KALSEL")),
        (Some(json!("CLOSED")), Some(json!("RENAMED")), Some(json!("KEPT")))
    );

    // Published by another person only.
    let version = added.at("/addPlanChange/plan/version").as_i64().unwrap();
    let old = plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": version - 1 })).await;
    assert_eq!(old.refusals("submitPlan"), ["CONFLICT"]);
    let sent =
        plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": version })).await.done("submitPlan");
    let version = sent.at("/submitPlan/plan/version").clone();
    let own = plan_act(&world, &one, "approvePlan", json!({ "planId": plan, "version": version })).await;
    assert_eq!(own.refusals("approvePlan"), ["SECOND_PERSON_NEEDED"]);
    let done =
        plan_act(&world, &two, "approvePlan", json!({ "planId": plan, "version": version })).await.done("approvePlan");
    assert_eq!(done.text("/approvePlan/plan/status"), "PUBLISHED");
    assert_eq!(done.at("/approvePlan/plan/outcome"), &json!({ "cases": 2, "members": 2 }));
    let again_pressed = plan_act(&world, &two, "approvePlan", json!({ "planId": plan, "version": version })).await;
    assert_eq!(again_pressed.refusals("approvePlan"), ["CONFLICT"]);

    // The officer finds the own cases under the new name; the head of the old one has no office left.
    let officer = again(&world, &officer).await;
    let queue = world
        .ask(&officer, "{ viewer { role } cases(first: 10) { nodes { id holder { code name } } } }", json!({}))
        .await;
    assert_eq!(queue.text("/viewer/role"), "LIAISON_OFFICER");
    let seen = queue.at("/cases/nodes").as_array().unwrap();
    assert_eq!(seen.len(), 3, "the heir's own as well");
    for id in [&first, &second] {
        let row = seen.iter().find(|row| row["id"] == **id).unwrap();
        assert_eq!(
            row["holder"],
            json!({ "code": "KALSEL-PUPR", "name": "Dinas Pekerjaan Umum dan Perumahan Provinsi Kalimantan Selatan" })
        );
    }
    assert!(again(&world, &head).await.officer().is_none(), "a citizen again");

    // Deadlines stay; one event names plan and law; the old holder stands in the history under its name.
    let after = world.ask(&one, clocks, json!({ "id": second })).await;
    assert_eq!(after.at("/case/clocks"), before.at("/case/clocks"));
    assert_eq!(after.at("/case/version").as_i64(), before.at("/case/version").as_i64().map(|version| version + 1));
    let told = world
        .ask(
            &Actor::Public,
            "query($c: String!, $s: String!) { trackReport(code: $c, secret: $s) { holder { name } holders { agency { code name } until }
               events(first: 50) { nodes { kind text agency { name } actor { label } } } } }",
            json!({ "c": code, "s": secret }),
        )
        .await;
    let event = told
        .at("/trackReport/events/nodes")
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["kind"] == "REORGANISED")
        .unwrap()
        .clone();
    assert_eq!(event["agency"]["name"], "Dinas Pekerjaan Umum dan Perumahan Provinsi Kalimantan Selatan");
    assert!(event["text"].as_str().unwrap().contains("Perda 4/2026"), "{event}");
    let holders = told.at("/trackReport/holders").as_array().unwrap();
    assert_eq!(holders[0]["agency"]["code"], "KALSEL-PERKIM");
    assert!(!holders[0]["until"].is_null() && holders[1]["until"].is_null() && holders.len() == 2);
    assert_eq!(
        kinds(&world, &one, &third).await.iter().filter(|kind| *kind == "REORGANISED").count(),
        0,
        "its holder only changed its name"
    );

    // The tree of today, and of yesterday.
    let ask = "query($day: Date) { old: agency(code: \"KALSEL-PERKIM\", asOf: $day) { open validTo successor { code } heirs { code } }
        heir: agency(code: \"KALSEL-PUPR\", asOf: $day) { name functions versions { name validFrom validTo planTitle legalReference plan { id } } } }";
    let now = world.ask(&one, ask, json!({})).await;
    assert_eq!(now.at("/old/open"), &json!(false));
    assert_eq!(now.at("/old/heirs"), &json!([{ "code": "KALSEL-PUPR" }]));
    assert_eq!(now.at("/heir/functions"), &json!(["housing", "public_works"]));
    assert_eq!(now.at("/heir/versions").as_array().unwrap().len(), 2);
    assert_eq!(now.text("/heir/versions/0/legalReference"), "Perda 4/2026 (contoh)");
    let yesterday = (server::domain::calendar::wita_date(world.app.clock.now()) - Duration::days(1)).to_string();
    let then = world.ask(&Actor::Public, ask, json!({ "day": yesterday })).await;
    assert_eq!(then.at("/old/open"), &json!(true));
    assert_eq!(then.at("/old/successor"), &Value::Null);
    assert_eq!(then.text("/heir/name"), "Dinas Pekerjaan Umum dan Penataan Ruang Provinsi Kalimantan Selatan");
    assert_eq!(then.at("/heir/versions/0/plan"), &Value::Null, "a plan is not for everybody");

    // A closed one is no target any more, and takes no new report.
    let (late, ..) = world.file(&Actor::Public, json!({ "namedAgencyCode": "KALSEL-PERKIM" })).await;
    let late = world.ask(&one, "query($id: ID!) { case(id: $id) { holder { code } } }", json!({ "id": late })).await;
    assert_eq!(late.text("/case/holder/code"), "KALSEL");
    all_is_well(&world).await;
}

async fn moved(world: World) {
    let (one, two) = coordinators(&world).await;
    let (old, new) = (
        world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await,
        world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await,
    );
    let case = world.forwarded(json!({}), "KALSEL-PUPR-BM").await;
    let sees = async |who: &Actor| {
        let answer = world.ask(who, "query($id: ID!) { case(id: $id) { holder { code ancestors { code } } } caseCounts { tabs { tab count } } }", json!({ "id": case })).await;
        (!answer.at("/case").is_null(), answer.at("/caseCounts/tabs/0/count").clone())
    };
    assert_eq!((sees(&old).await, sees(&new).await), ((true, json!(1)), (false, json!(0))));
    let version = world.version(&one, &case).await;
    let (plan, at) = draft(
        &world,
        &one,
        &today(&world),
        &[json!({ "kind": "MOVE", "code": "KALSEL-PUPR-BM", "parentCode": "KALSEL-PERKIM" })],
    )
    .await;
    publish(&world, &one, &two, &plan, at).await;
    assert_eq!((sees(&old).await, sees(&new).await), ((false, json!(0)), (true, json!(1))));
    assert_eq!(world.version(&one, &case).await, version, "it has not changed hands");
    let path = world
        .ask(
            &one,
            "query($d: Date) { agency(code: \"KALSEL-PUPR-BM\", asOf: $d) { ancestors { code } parent { code } } }",
            json!({}),
        )
        .await;
    assert_eq!(path.at("/agency/parent/code"), "KALSEL-PERKIM");
    let listed =
        world.ask(&one, "{ cases(filter: { agencyCode: \"KALSEL-PERKIM\" }) { nodes { id } } }", json!({})).await;
    assert_eq!(listed.at("/cases/nodes/0/id"), &json!(case));
    all_is_well(&world).await;
}

async fn scheduled(world: World) {
    let (one, two) = coordinators(&world).await;
    let case = world.forwarded(json!({}), "KALSEL-PERKIM").await;
    let day = (server::domain::calendar::wita_date(world.app.clock.now()) + Duration::days(10)).to_string();
    let merge = |into: &str| json!({ "kind": "MERGE", "code": into, "sourceCodes": ["KALSEL-PERKIM"] });
    let (plan, at) = draft(&world, &one, &day, &[merge("KALSEL-PUPR")]).await;
    let done = publish(&world, &one, &two, &plan, at).await;
    assert_eq!(done.text("/approvePlan/plan/status"), "SCHEDULED");
    let (other, at) = draft(&world, &one, &day, &[merge("KALSEL-DISHUB")]).await;
    publish(&world, &one, &two, &other, at).await;
    server::jobs::publish_plans(&world.app).await;
    let status = async |plan: &str| {
        let ask = "query($id: ID!) { reorganisationPlan(id: $id) { status outcome { cases } events { kind by text } preview { publishable } } }";
        world.ask(&one, ask, json!({ "id": plan })).await
    };
    assert_eq!(status(&plan).await.text("/reorganisationPlan/status"), "SCHEDULED", "its day has not come");
    world.pass(Duration::days(10));
    server::jobs::publish_plans(&world.app).await;
    server::jobs::publish_plans(&world.app).await;
    let first = status(&plan).await;
    assert_eq!(first.text("/reorganisationPlan/status"), "PUBLISHED");
    assert_eq!(first.at("/reorganisationPlan/outcome/cases"), &json!(1));
    assert_eq!(first.at("/reorganisationPlan/events/0"), &json!({ "kind": "PUBLISHED", "by": null, "text": null }));
    // The other one wanted the same agency: it fails, says so, and harms nothing.
    let second = status(&other).await;
    assert_eq!(second.text("/reorganisationPlan/status"), "FAILED");
    assert!(second.text("/reorganisationPlan/events/0/text").contains("1 kesalahan"), "{:#}", second.0);
    let holder = world.ask(&one, "query($id: ID!) { case(id: $id) { holder { code } } }", json!({ "id": case })).await;
    assert_eq!(holder.text("/case/holder/code"), "KALSEL-PUPR");
    all_is_well(&world).await;
}

async fn undone(world: World) {
    let (one, two) = coordinators(&world).await;
    let own = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let taken = world.forwarded(json!({}), "KALSEL-PERKIM").await;
    let before = world.ask(&one, "{ agency(code: \"KALSEL-PERKIM\") { functions parent { code } name } heir: agency(code: \"KALSEL-PUPR\") { functions name } }", json!({})).await;
    let (plan, at) = draft(
        &world,
        &one,
        &today(&world),
        &[json!({ "kind": "MERGE", "code": "KALSEL-PUPR", "sourceCodes": ["KALSEL-PERKIM"] })],
    )
    .await;
    let done = publish(&world, &one, &two, &plan, at).await;
    assert_eq!(done.at("/approvePlan/plan/viewerCan"), &json!(["UNDO"]));
    world.pass(Duration::days(3));
    let later = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let back = plan_act(&world, &one, "draftCounterPlan", json!({ "planId": plan, "effectiveOn": today(&world) }))
        .await
        .done("draftCounterPlan");
    let second =
        plan_act(&world, &one, "draftCounterPlan", json!({ "planId": plan, "effectiveOn": today(&world) })).await;
    assert_eq!(second.refusals("draftCounterPlan"), ["WRONG_STATE"], "one is enough");
    assert_eq!(back.at("/draftCounterPlan/plan/preview/openCases"), &json!(1), "{:#}", back.0);
    let id = back.text("/draftCounterPlan/plan/id");
    let version = back.at("/draftCounterPlan/plan/version").as_i64().unwrap();
    publish(&world, &one, &two, &id, version).await;
    for (case, wanted) in [(&own, "KALSEL-PUPR"), (&taken, "KALSEL-PERKIM"), (&later, "KALSEL-PUPR")] {
        let holder =
            world.ask(&one, "query($id: ID!) { case(id: $id) { holder { code } } }", json!({ "id": case })).await;
        assert_eq!(holder.text("/case/holder/code"), wanted);
    }
    let after = world.ask(&one, "{ agency(code: \"KALSEL-PERKIM\") { functions parent { code } name } heir: agency(code: \"KALSEL-PUPR\") { functions name } }", json!({})).await;
    assert_eq!(after.0, before.0);
    all_is_well(&world).await;
}

async fn split(world: World) {
    let (one, two) = coordinators(&world).await;
    let roads = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let below = world.forwarded(json!({}), "KALSEL-PUPR-BM").await;
    let changes = [
        json!({ "kind": "CREATE", "code": "KALSEL-JALAN", "name": "Dinas Jalan", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL", "regionCode": "63" }),
        json!({ "kind": "CREATE", "code": "KALSEL-RUANG", "name": "Dinas Tata Ruang", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL", "functions": ["public_works"], "regionCode": "63" }),
        json!({ "kind": "SPLIT", "code": "KALSEL-PUPR", "heirs": [
            { "code": "KALSEL-RUANG", "unitCodes": ["KALSEL-PUPR-TR", "KALSEL-PUPR-CK", "KALSEL-PUPR-SDA"] },
            { "code": "KALSEL-JALAN", "topicCodes": ["roads"], "unitCodes": ["KALSEL-PUPR-BM"] },
        ] }),
    ];
    let (plan, at) = draft(&world, &one, &today(&world), &changes).await;
    let sent = plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": at })).await;
    let found = findings(&sent, "submitPlan");
    assert!(found.contains(&"RULE_TARGET_DIES".to_owned()), "rules name the old one: {found:?}");
    // Rules that name it by code would not know which heir to follow: one must keep the name.
    let last = sent.at("/submitPlan/plan/changes/2").clone();
    let kept = json!({ "kind": "SPLIT", "code": "KALSEL-PUPR", "heirs": [
        { "code": "KALSEL-PUPR" }, { "code": "KALSEL-JALAN", "topicCodes": ["roads"], "unitCodes": ["KALSEL-PUPR-BM"] } ] });
    let mended = plan_act(
        &world,
        &one,
        "updatePlanChange",
        json!({ "changeId": last["id"], "version": last["version"], "change": kept }),
    )
    .await
    .done("updatePlanChange");
    let second = mended.at("/updatePlanChange/plan/changes/1").clone();
    let mended =
        plan_act(&world, &one, "removePlanChange", json!({ "changeId": second["id"], "version": second["version"] }))
            .await
            .done("removePlanChange");
    let version = mended.at("/removePlanChange/plan/version").as_i64().unwrap();
    publish(&world, &one, &two, &plan, version).await;
    for (case, wanted, above) in [(&roads, "KALSEL-JALAN", "KALSEL"), (&below, "KALSEL-PUPR-BM", "KALSEL-JALAN")] {
        let holder = world
            .ask(&one, "query($id: ID!) { case(id: $id) { holder { code parent { code } } } }", json!({ "id": case }))
            .await;
        assert_eq!(
            (holder.text("/case/holder/code").as_str(), holder.text("/case/holder/parent/code").as_str()),
            (wanted, above)
        );
    }
    let heirs = world.ask(&one, "{ agency(code: \"KALSEL-PUPR\") { open heirs { code } } new: agency(code: \"KALSEL-JALAN\") { validFrom government { code } } }", json!({})).await;
    assert_eq!(heirs.at("/agency"), &json!({ "open": true, "heirs": [{ "code": "KALSEL-JALAN" }] }));
    assert_eq!(heirs.at("/new/government/code"), "KALSEL");
    all_is_well(&world).await;
}
