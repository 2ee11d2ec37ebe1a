//! The tree is changed by plans: written, weighed, published by a second person, carried out at once or on the day.
use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use super::routes::kinds;
use crate::support::{Answer, Trials, World};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("two_departments_are_merged_and_no_case_is_lost", merged);
    trials.story("a_unit_that_moves_is_seen_by_its_new_department", moved);
    trials.story("a_plan_waits_for_its_day_and_says_so_when_it_no_longer_fits", scheduled);
    trials.story("a_published_plan_is_taken_back_with_its_cases", undone);
    trials.story("a_split_goes_by_topic_and_units_go_along", split);
    trials.story("plans_are_for_those_who_keep_the_tree_and_for_their_own_branch", whose);
    trials.story("bad_changes_are_refused_with_their_field", refused);
    trials.story("an_accused_unit_inherits_no_case_that_accuses_it", accused);
    trials.story("an_accused_unit_does_not_come_to_its_own_judge", judge);
    trials.story("no_plan_takes_a_whistle_blowing_report_from_the_inspectorate_or_tells_of_it", whistle);
    trials.story("a_code_that_becomes_anothers_blocks_the_plan_that_named_it", later_foreign);
    trials.story("nobody_rises_by_a_plan_and_nobody_in_office_is_forgotten", people);
    trials.story("a_case_that_rested_with_a_closed_agency_is_reopened_at_its_heir", reopened);
    trials.story("the_reorganisations_of_the_past_give_the_tree_of_today", history);
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

async fn whose(world: World) {
    let (one, _) = coordinators(&world).await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJAR").await;
    let leader = world.officer(Role::Leadership, "KALSEL").await;
    let (plan, version) = draft(
        &world,
        &one,
        &today(&world),
        &[json!({ "kind": "RENAME", "code": "KALSEL-PUPR", "name": "Dinas Lain" })],
    )
    .await;
    let change = world
        .ask(&one, "query($id: ID!) { reorganisationPlan(id: $id) { changes { id } } }", json!({ "id": plan }))
        .await
        .text("/reorganisationPlan/changes/0/id");
    let nothing = server::graphql::ids::plan(entities::ids::PlanId(uuid::Uuid::nil())).to_string();
    let read = "query($id: ID!) { reorganisationPlan(id: $id) { title } node(id: $id) { id } reorganisationPlans(first: 5) { nodes { id } } agency(code: \"KALSEL-PUPR\") { plans { id } viewerCan } }";
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let unit = world.officer(Role::UnitOfficer, "KALSEL-PUPR-BM").await;
    let inspector = world.officer(Role::Inspectorate, "KALSEL-INSPEKTORAT").await;
    let ombudsman = world.officer(Role::OmbudsmanOfficer, "OMB-KALSEL").await;
    for who in [&regency, &admin, &unit, &inspector, &ombudsman, &Actor::Public] {
        let hidden = world.ask(who, read, json!({ "id": plan })).await;
        let unknown = world.ask(who, read, json!({ "id": nothing })).await;
        assert_eq!(hidden.0, unknown.0, "hidden and unknown answer alike: {who:?}");
        assert_eq!(hidden.at("/agency/plans"), &Value::Null);
    }
    // Leadership reads and does not write; hidden and unknown ids refuse alike for all others.
    assert_eq!(
        world.ask(&leader, read, json!({ "id": plan })).await.text("/reorganisationPlan/title"),
        "Penataan perangkat daerah"
    );
    for who in [&regency, &admin, &ombudsman, &leader] {
        for mutation in ["submitPlan", "approvePlan", "discardPlan"] {
            let on =
                async |id: &str| plan_act(&world, who, mutation, json!({ "planId": id, "version": version })).await;
            assert_eq!(on(&plan).await.refusals(mutation), ["UNKNOWN"], "{mutation} {who:?}");
            assert_eq!(on(&nothing).await.refusals(mutation), ["UNKNOWN"]);
        }
        let edit = json!({ "changeId": change, "version": 1, "change": { "kind": "CLOSE", "code": "KALSEL-PUPR" } });
        assert_eq!(plan_act(&world, who, "updatePlanChange", edit).await.refusals("updatePlanChange"), ["UNKNOWN"]);
        assert_eq!(
            plan_act(&world, who, "removePlanChange", json!({ "changeId": change, "version": 1 }))
                .await
                .refusals("removePlanChange"),
            ["UNKNOWN"]
        );
    }
    assert_eq!(
        plan_act(&world, &Actor::Public, "discardPlan", json!({ "planId": plan, "version": version })).await.errors(),
        ["UNAUTHENTICATED"]
    );
    // A regency keeps its own branch, and only it.
    let head = json!({ "title": "Penataan kami", "legalReference": "Perbup 1/2026", "effectiveOn": today(&world) });
    let mut other = head.clone();
    other["governmentCode"] = json!("KALSEL");
    assert_eq!(plan_act(&world, &regency, "createPlan", other).await.refusals("createPlan"), ["UNKNOWN"]);
    let mine = plan_act(&world, &regency, "createPlan", head).await.done("createPlan").text("/createPlan/plan/id");
    for (change, field) in [
        (json!({ "kind": "RENAME", "code": "KALSEL-PUPR", "name": "Dinas Lain" }), "code"),
        (json!({ "kind": "MOVE", "code": "BANJAR-PUPR", "parentCode": "KALSEL" }), "parentCode"),
        (json!({ "kind": "CLOSE", "code": "BANJAR-PUPR", "successorCode": "KALSEL-PUPR" }), "successorCode"),
        (json!({ "kind": "MERGE", "code": "BANJAR-PUPR", "sourceCodes": ["HSS-PUPR"] }), "sourceCodes"),
        (json!({ "kind": "RENAME", "code": "NASIONAL", "name": "Milik kami" }), "code"),
    ] {
        let refused = plan_act(&world, &regency, "addPlanChange", json!({ "planId": mine, "change": change })).await;
        assert_eq!(refused.refusals("addPlanChange"), ["NOT_ALLOWED"], "{change}");
        assert_eq!(refused.at("/addPlanChange/userErrors/0/path"), &json!(["input", "change", field]));
    }
    assert_eq!(
        world.ask(&one, read, json!({ "id": mine })).await.at("/reorganisationPlan"),
        &Value::Null,
        "nor does the province keep theirs"
    );
    // Figures and people of others are theirs.
    let ask = "{ agency(code: \"KALSEL-PUPR\") { figures { open } members { name } } own: agency(code: \"BANJAR-PUPR\") { figures { open } members { name } } }";
    let seen = world.ask(&regency, ask, json!({})).await;
    assert_eq!((seen.at("/agency/figures"), seen.at("/agency/members")), (&Value::Null, &Value::Null));
    assert!(!seen.at("/own/figures").is_null() && !seen.at("/own/members").is_null());
}

async fn refused(world: World) {
    let (one, _) = coordinators(&world).await;
    let head = |title: &str, law: &str| json!({ "title": title, "legalReference": law, "effectiveOn": today(&world) });
    for (input, code, field) in [
        (head("", "Perda 4/2026"), "REQUIRED", "title"),
        (head("Nama", "Perda 4/2026"), "TOO_SHORT", "title"),
        (head(&"x".repeat(201), "Perda 4/2026"), "TOO_LONG", "title"),
        (head("Penataan", ""), "REQUIRED", "legalReference"),
        (head("Penataan\u{7}", "Perda"), "INVALID", "title"),
    ] {
        let answer = plan_act(&world, &one, "createPlan", input.clone()).await;
        assert_eq!(answer.refusals("createPlan"), [code], "{input}");
        assert_eq!(answer.at("/createPlan/userErrors/0/path"), &json!(["input", field]));
    }
    let (plan, _) = draft(&world, &one, &today(&world), &[]).await;
    let empty = plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": 1 })).await;
    assert_eq!(findings(&empty, "submitPlan"), ["EMPTY"]);
    for (change, code, field) in [
        (json!({ "kind": "RENAME", "code": "" , "name": "Dinas Lain"}), "REQUIRED", "code"),
        (json!({ "kind": "RENAME", "code": "KALSEL-PUPR" }), "REQUIRED", "name"),
        (
            json!({ "kind": "RENAME", "code": "KALSEL-PUPR'; DROP TABLE plans", "name": "Dinas Lain" }),
            "INVALID",
            "code",
        ),
        (json!({ "kind": "RENAME", "code": "X".repeat(65), "name": "Dinas Lain" }), "TOO_LONG", "code"),
        (
            json!({ "kind": "CREATE", "code": "kalsel-baru", "name": "Dinas Baru", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL" }),
            "INVALID",
            "code",
        ),
        (
            json!({ "kind": "CREATE", "code": "KALSEL-BARU", "name": "Dinas Baru", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL", "regionCode": "99.99" }),
            "UNKNOWN",
            "regionCode",
        ),
        (json!({ "kind": "MOVE", "code": "KALSEL-PUPR" }), "REQUIRED", "parentCode"),
        (json!({ "kind": "MERGE", "code": "KALSEL-PUPR" }), "REQUIRED", "sourceCodes"),
        (json!({ "kind": "SPLIT", "code": "KALSEL-PUPR", "heirs": [{ "code": "KALSEL" }] }), "REQUIRED", "heirs"),
        (
            json!({ "kind": "SPLIT", "code": "KALSEL-PUPR", "heirs": [{ "code": "KALSEL-PUPR" }, { "code": "KALSEL-PERKIM", "topicCodes": ["tidak.ada"] }] }),
            "UNKNOWN",
            "heirs",
        ),
        (json!({ "kind": "ADJUST", "code": "KALSEL-PUPR" }), "REQUIRED", "functions"),
        (json!({ "kind": "ADJUST", "code": "KALSEL-PUPR", "functions": vec!["a"; 201] }), "TOO_MANY", "functions"),
    ] {
        let answer = plan_act(&world, &one, "addPlanChange", json!({ "planId": plan, "change": change })).await;
        assert_eq!(answer.refusals("addPlanChange"), [code], "{change}: {:#}", answer.0);
        assert_eq!(answer.at("/addPlanChange/userErrors/0/path"), &json!(["input", "change", field]), "{change}");
    }
    // Hostile text stays text; faults of the tree are findings with the change that they are about.
    let wrong = [
        (json!({ "kind": "MOVE", "code": "KALSEL-PUPR", "parentCode": "KALSEL-PUPR-BM" }), "LOOP"),
        (json!({ "kind": "CLOSE", "code": "KALSEL-DTPH" }), "NOT_OPEN"),
        (json!({ "kind": "MERGE", "code": "KALSEL-DTPH", "sourceCodes": ["KALSEL-PERKIM"] }), "DEAD_TARGET"),
        (
            json!({ "kind": "RENAME", "code": "KALSEL-TIDAK-ADA", "name": "<script>alert(1)</script>" }),
            "UNKNOWN_AGENCY",
        ),
        (
            json!({ "kind": "CREATE", "code": "KALSEL-PUPR", "name": "Dinas Baru", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL" }),
            "CODE_TAKEN",
        ),
        (json!({ "kind": "CLOSE", "code": "KALSEL-PUPR", "successorCode": "KALSEL-PERKIM" }), "OPEN_UNITS"),
        (
            json!({ "kind": "CREATE", "code": "KALSEL-BARU", "name": "Dinas Baru", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL", "functions": ["housing"], "regionCode": "63" }),
            "FUNCTION_TWICE",
        ),
    ];
    for (change, wanted) in wrong {
        let (plan, _) = draft(&world, &one, &today(&world), &[]).await;
        let answer = plan_act(&world, &one, "addPlanChange", json!({ "planId": plan, "change": change }))
            .await
            .done("addPlanChange");
        assert!(findings(&answer, "addPlanChange").contains(&wanted.to_owned()), "{change}: {:#}", answer.0);
    }
    // The past: only with a reason, never before what came later.
    let yesterday = (server::domain::calendar::wita_date(world.app.clock.now()) - Duration::days(1)).to_string();
    let rename = json!({ "kind": "RENAME", "code": "KALSEL-PUPR", "name": "Dinas Lain" });
    let (plan, version) = draft(&world, &one, &yesterday, std::slice::from_ref(&rename)).await;
    let sent = plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": version })).await;
    assert!(findings(&sent, "submitPlan").contains(&"PAST_WITHOUT_REASON".to_owned()));
    let (young, _) =
        draft(&world, &one, "2023-01-01", &[json!({ "kind": "RENAME", "code": "KALSEL-DPKP", "name": "Dinas Lain" })])
            .await;
    let sent = plan_act(&world, &one, "submitPlan", json!({ "planId": young, "version": 2 })).await;
    assert!(findings(&sent, "submitPlan").contains(&"BEFORE_LAST_PLAN".to_owned()), "{:#}", sent.0);
}

async fn accused(world: World) {
    let (one, two) = coordinators(&world).await;
    let extra = json!({ "classification": "SUPERVISORY_COMPLAINT", "reportedAgencyCode": "KALSEL-PERKIM" });
    let (case, ..) = world.file(&Actor::Public, extra).await;
    let version = world.version(&one, &case).await;
    let stated = json!({ "caseId": case, "version": version, "classification": "SUPERVISORY_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.03" });
    world.act(&one, "verifyCase", stated).await.done("verifyCase");
    let route = json!({ "caseId": case, "version": version + 1, "targetCode": "KALSEL-DISHUB" });
    world.act(&one, "forwardCase", route).await.done("forwardCase");
    // The agency that has it becomes part of the accused one.
    let inspector = world.officer(Role::Inspectorate, "KALSEL-INSPEKTORAT").await;
    let (admin, heir) = (
        world.officer(Role::AgencyAdmin, "KALSEL-DISHUB").await,
        world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await,
    );
    let (plan, at) = draft(
        &world,
        &one,
        &today(&world),
        &[json!({ "kind": "MERGE", "code": "KALSEL-PERKIM", "sourceCodes": ["KALSEL-DISHUB"] })],
    )
    .await;
    publish(&world, &one, &two, &plan, at).await;
    let ask = "query($id: ID!) { case(id: $id) { holder { code } } }";
    assert_eq!(world.ask(&inspector, ask, json!({ "id": case })).await.text("/case/holder/code"), "KALSEL-INSPEKTORAT");
    for who in [again(&world, &admin).await, heir] {
        assert_eq!(
            world.ask(&who, ask, json!({ "id": case })).await.at("/case"),
            &Value::Null,
            "the accused does not judge itself"
        );
    }
    all_is_well(&world).await;
}

/// The other way round: the accused becomes part of the agency that judges it.
async fn judge(world: World) {
    let (one, two) = coordinators(&world).await;
    let extra = json!({ "classification": "SUPERVISORY_COMPLAINT", "reportedAgencyCode": "KALSEL-PERKIM" });
    let (case, ..) = world.file(&Actor::Public, extra).await;
    let version = world.version(&one, &case).await;
    let stated = json!({ "caseId": case, "version": version, "classification": "SUPERVISORY_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.03" });
    world.act(&one, "verifyCase", stated).await.done("verifyCase");
    let route = json!({ "caseId": case, "version": version + 1, "targetCode": "KALSEL-DISHUB" });
    world.act(&one, "forwardCase", route).await.done("forwardCase");
    let accused = world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await;
    let merge = json!({ "kind": "MERGE", "code": "KALSEL-DISHUB", "sourceCodes": ["KALSEL-PERKIM"] });
    let (plan, at) = draft(&world, &one, &today(&world), &[merge]).await;
    publish(&world, &one, &two, &plan, at).await;
    let ask = "query($id: ID!) { case(id: $id) { holder { code } } viewer { role } }";
    let seen = world.ask(&again(&world, &accused).await, ask, json!({ "id": case })).await;
    assert_eq!((seen.at("/case"), seen.text("/viewer/role").as_str()), (&Value::Null, "AGENCY_ADMIN"));
    let inspector = world.officer(Role::Inspectorate, "KALSEL-INSPEKTORAT").await;
    assert_eq!(world.ask(&inspector, ask, json!({ "id": case })).await.text("/case/holder/code"), "KALSEL-INSPEKTORAT");
    all_is_well(&world).await;
}

/// Whistle-blowing reports stay with the inspectorate, and no figure of a plan tells of them.
async fn whistle(world: World) {
    let (one, two) = coordinators(&world).await;
    let share = json!({ "kind": "SPLIT", "code": "KALSEL-INSPEKTORAT", "heirs": [{ "code": "KALSEL-INSPEKTORAT" }, { "code": "KALSEL-DISHUB", "regionCodes": ["63.03"] }] });
    let before = {
        let (plan, _) = draft(&world, &one, &today(&world), std::slice::from_ref(&share)).await;
        world.ask(&one, PREVIEW, json!({ "id": plan })).await
    };
    let extra =
        json!({ "classification": "WHISTLE_BLOWING", "reportedAgencyCode": "KALSEL-PERKIM", "regionCode": "63.03" });
    let (case, ..) = world.file(&Actor::Public, extra).await;
    let (plan, at) = draft(&world, &one, &today(&world), &[share]).await;
    let after = world.ask(&one, PREVIEW, json!({ "id": plan })).await;
    assert_eq!(after.0, before.0, "the preview is the same with and without the report");
    let done = publish(&world, &one, &two, &plan, at).await;
    assert_eq!(done.at("/approvePlan/plan/outcome/cases"), &json!(0));
    let inspector = world.officer(Role::Inspectorate, "KALSEL-INSPEKTORAT").await;
    let ask = "query($id: ID!) { case(id: $id) { holder { code } } }";
    assert_eq!(world.ask(&inspector, ask, json!({ "id": case })).await.text("/case/holder/code"), "KALSEL-INSPEKTORAT");
    // A government keeps exactly one inspectorate, directly below it.
    for change in [
        json!({ "kind": "CLOSE", "code": "KALSEL-INSPEKTORAT", "successorCode": "KALSEL-DISHUB" }),
        json!({ "kind": "MOVE", "code": "KALSEL-INSPEKTORAT", "parentCode": "KALSEL-DISHUB" }),
        json!({ "kind": "ADJUST", "code": "KALSEL-INSPEKTORAT", "agencyKind": "BOARD" }),
        json!({ "kind": "ADJUST", "code": "KALSEL-DISHUB", "agencyKind": "INSPECTORATE" }),
        json!({ "kind": "CREATE", "code": "KALSEL-AWAS", "name": "Inspektorat Kedua", "agencyKind": "INSPECTORATE", "parentCode": "KALSEL", "regionCode": "63" }),
    ] {
        let (plan, _) = draft(&world, &one, &today(&world), std::slice::from_ref(&change)).await;
        let seen = world.ask(&one, PREVIEW, json!({ "id": plan })).await.0.to_string();
        assert!(seen.contains("ONE_INSPECTORATE"), "{change}: {seen}");
    }
    all_is_well(&world).await;
}

const PREVIEW: &str = "query($id: ID!) { reorganisationPlan(id: $id) { preview { publishable openCases closedCases findings { code message count } handovers { fromCode toCode openCases closedCases sample { id } } } } }";

/// What was written about codes that did not exist yet is asked again when they do.
async fn later_foreign(world: World) {
    let (one, two) = coordinators(&world).await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJAR").await;
    let head = json!({ "title": "Penataan kami", "legalReference": "Perbup 1/2026", "effectiveOn": today(&world) });
    let mine = plan_act(&world, &regency, "createPlan", head).await.done("createPlan").text("/createPlan/plan/id");
    let change = json!({ "kind": "CLOSE", "code": "KALSEL-BARU" });
    plan_act(&world, &regency, "addPlanChange", json!({ "planId": mine, "change": change }))
        .await
        .done("addPlanChange");
    let create = json!({ "kind": "CREATE", "code": "KALSEL-BARU", "name": "Dinas Baru", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL", "regionCode": "63" });
    let (plan, at) = draft(&world, &one, &today(&world), &[create]).await;
    publish(&world, &one, &two, &plan, at).await;
    let sent = plan_act(&world, &regency, "submitPlan", json!({ "planId": mine, "version": 2 })).await;
    assert_eq!(sent.refusals("submitPlan"), ["WRONG_STATE"]);
    assert!(findings(&sent, "submitPlan").contains(&"NOT_YOURS".to_owned()), "{:#}", sent.0);
}

/// Nobody rises by a plan, and whoever was appointed since its day moves too.
async fn people(world: World) {
    let (one, two) = coordinators(&world).await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await;
    let up = json!({ "kind": "CLOSE", "code": "KALSEL-PERKIM", "successorCode": "KALSEL" });
    let (plan, at) = draft(&world, &one, &today(&world), &[up]).await;
    let seen = world
        .ask(
            &one,
            "query($id: ID!) { reorganisationPlan(id: $id) { preview { members { fromCode toCode } } } }",
            json!({ "id": plan }),
        )
        .await;
    assert_eq!(
        seen.at("/reorganisationPlan/preview/members"),
        &json!([{ "fromCode": "KALSEL-PERKIM", "toCode": null }])
    );
    plan_act(&world, &one, "discardPlan", json!({ "planId": plan, "version": at })).await.done("discardPlan");

    let merge = json!({ "kind": "MERGE", "code": "KALSEL-PUPR", "sourceCodes": ["KALSEL-PERKIM"] });
    let (plan, version) = draft(&world, &one, "2020-01-01", &[merge]).await;
    let told = plan_act(&world, &one, "updatePlan", json!({ "planId": plan, "version": version, "title": "Penataan yang lalu", "legalReference": "Perda 1/2020", "effectiveOn": "2020-01-01", "pastReason": "Dimasukkan kemudian." })).await.done("updatePlan");
    publish(&world, &one, &two, &plan, told.at("/updatePlan/plan/version").as_i64().unwrap()).await;
    let now = again(&world, &admin).await;
    assert_eq!(
        now.officer().map(|officer| officer.role),
        Some(Role::AgencyAdmin),
        "appointed in 2024, moved all the same"
    );
    let code = world.ask(&now, "{ viewer { account { roles { agency { code } } } } }", json!({})).await;
    assert!(code.0.to_string().contains("KALSEL-PUPR"), "{:#}", code.0);
}

/// A case that rests with a closed agency and is opened again has somebody.
async fn reopened(world: World) {
    let (one, two) = coordinators(&world).await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await;
    let case = world.forwarded(json!({}), "KALSEL-PERKIM").await;
    super::routes::reply(&world, &admin, &case, "SUBSTANTIVE", "Sudah kami tambal kemarin sore.").await;
    super::routes::now(&world, &admin, "finishFollowUp", &case, json!({})).await.done("finishFollowUp");
    let citizen = world.tracker(&case).await;
    world.act(&citizen, "confirmAnswer", json!({ "caseId": case, "rating": 4 })).await.done("confirmAnswer");
    // Nobody inherits: the plan may go on, for the case rests. (Rule 600 follows the task, which another agency takes.)
    let changes = [json!({ "kind": "CLOSE", "code": "KALSEL-PERKIM" })];
    let (plan, at) = draft(&world, &one, &today(&world), &changes).await;
    let sent = plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": at })).await;
    let found = findings(&sent, "submitPlan");
    assert!(!found.contains(&"NO_HEIR".to_owned()) && found.contains(&"RULE_TARGET_DIES".to_owned()), "{found:?}");
    // With an heir the case goes along, and its reopening goes there.
    let change = sent.at("/submitPlan/plan/changes/0").clone();
    let merge = json!({ "changeId": change["id"], "version": change["version"], "change": { "kind": "MERGE", "code": "KALSEL-PUPR", "sourceCodes": ["KALSEL-PERKIM"] } });
    let mended = plan_act(&world, &one, "updatePlanChange", merge).await.done("updatePlanChange");
    publish(&world, &one, &two, &plan, mended.at("/updatePlanChange/plan/version").as_i64().unwrap()).await;
    world
        .act(&citizen, "reopenReport", json!({ "caseId": case, "reason": "Sudah rusak lagi." }))
        .await
        .done("reopenReport");
    let now =
        world.ask(&one, "query($id: ID!) { case(id: $id) { status holder { code } } }", json!({ "id": case })).await;
    assert_eq!(now.at("/case"), &json!({ "status": "REOPENED", "holder": { "code": "KALSEL-PUPR" } }));
    all_is_well(&world).await;
}

/// Undoes in the database what two real reorganisations did, and does it again by plans.
async fn history(world: World) {
    use crate::store::{connect, run};
    let (one, two) = coordinators(&world).await;
    let rows = async |day: &str| {
        let ask = "query($d: Date, $after: String) { agencies(asOf: $d, first: 100, after: $after) { nodes { code name shortName kind functions parent { code } government { code } } pageInfo { endCursor hasNextPage } } }";
        let (mut all, mut after) = (vec![], Value::Null);
        loop {
            let page = world.ask(&one, ask, json!({ "d": day, "after": after })).await;
            all.extend(page.at("/agencies/nodes").as_array().unwrap().clone());
            if page.at("/agencies/pageInfo/hasNextPage") == &json!(false) {
                return all;
            }
            after = page.at("/agencies/pageInfo/endCursor").clone();
        }
    };
    let code_of = |rows: &[Value]| {
        rows.iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    let wanted = (rows("2022-12-31").await, rows("2023-01-20").await, rows(&today(&world)).await);
    assert!(code_of(&wanted.0).contains("KALSEL-DTPH") && !code_of(&wanted.2).contains("KALSEL-DTPH"));

    let db = connect(&world).await;
    let heirs = "('KALSEL-DPKP', 'KALSEL-DPKP-PSP', 'KALSEL-BRIDA')";
    let old = "('KALSEL-DTPH', 'KALSEL-DKP', 'KALSEL-BALITBANGDA')";
    for statement in [
        format!("DELETE FROM successions WHERE to_id IN (SELECT id FROM agencies WHERE code IN {heirs})"),
        format!("UPDATE agencies SET valid_to = NULL, successor_id = NULL WHERE code IN {old}"),
        format!(
            "UPDATE agency_versions SET valid_to = NULL WHERE agency_id IN (SELECT id FROM agencies WHERE code IN {old})"
        ),
        format!("DELETE FROM agency_versions WHERE agency_id IN (SELECT id FROM agencies WHERE code IN {heirs})"),
        format!("DELETE FROM agencies WHERE code IN {heirs} AND code LIKE '%-PSP'"),
        format!("DELETE FROM agencies WHERE code IN {heirs}"),
    ] {
        run(&db, &statement).await;
    }
    db.close().await.unwrap();

    let create = |code: &str, name: &str, short: &str, kind: &str, functions: Value, parent: &str| json!({ "kind": "CREATE", "code": code, "name": name, "shortName": short, "agencyKind": kind, "functions": functions, "parentCode": parent, "regionCode": "63" });
    let find = |rows: &[Value], code: &str| rows.iter().find(|row| row["code"] == code).unwrap().clone();
    let like = |code: &str, parent: &str| {
        let row = find(&wanted.2, code);
        create(
            code,
            row["name"].as_str().unwrap(),
            row["shortName"].as_str().unwrap(),
            row["kind"].as_str().unwrap(),
            row["functions"].clone(),
            parent,
        )
    };
    let plans = [
        (
            "2023-01-11",
            vec![
                like("KALSEL-BRIDA", "KALSEL"),
                json!({ "kind": "MERGE", "code": "KALSEL-BRIDA", "sourceCodes": ["KALSEL-BALITBANGDA"] }),
            ],
        ),
        (
            "2023-03-15",
            vec![
                like("KALSEL-DPKP", "KALSEL"),
                like("KALSEL-DPKP-PSP", "KALSEL-DPKP"),
                json!({ "kind": "MERGE", "code": "KALSEL-DPKP", "sourceCodes": ["KALSEL-DTPH", "KALSEL-DKP"] }),
            ],
        ),
    ];
    for (day, changes) in plans {
        let (plan, version) = draft(&world, &one, day, &changes).await;
        let head = json!({ "planId": plan, "version": version, "title": "Penataan yang lalu", "legalReference": "Perda (menurut berita)", "effectiveOn": day,
            "pastReason": "Riwayat dimasukkan kemudian." });
        let told = plan_act(&world, &one, "updatePlan", head).await.done("updatePlan");
        let version = told.at("/updatePlan/plan/version").as_i64().unwrap();
        let done = publish(&world, &one, &two, &plan, version).await;
        assert_eq!(done.text("/approvePlan/plan/status"), "PUBLISHED");
    }
    let same = |mut one: Vec<Value>, mut two: Vec<Value>| {
        // New rows get new numbers: the order of the tree is theirs, not the names.
        for rows in [&mut one, &mut two] {
            rows.sort_by_key(|row| row["code"].as_str().unwrap().to_owned());
        }
        assert_eq!(one, two);
    };
    same(rows("2022-12-31").await, wanted.0);
    same(rows("2023-01-20").await, wanted.1);
    same(rows(&today(&world)).await, wanted.2);
    all_is_well(&world).await;
}
