//! The other ways of a report: returned and disputed, archived by two, merged, helped with, postponed,
//! opened again; and how far each role can forward.
use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use crate::support::{Answer, Trials, World};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("a_report_goes_back_twice_and_the_third_return_is_a_dispute_for_the_coordinator", returns);
    trials.story("an_archive_needs_a_second_person_who_may_decline", archive);
    trials.story("the_reporter_of_a_merged_report_gets_the_news_of_the_one_that_stays", merges);
    trials.story("a_report_merged_into_a_merged_report_still_gets_the_news", merges_twice);
    trials.story("a_supporting_agency_answers_the_lead_and_not_the_reporter", supports);
    trials.story("a_postponed_report_goes_on_where_it_stopped_with_a_later_end", postpones);
    trials.story("a_report_opens_again_freely_once_then_through_a_verifier_and_not_too_late", reopens);
    trials.story("a_role_forwards_no_farther_than_its_reach", reach);
}

/// Kinds of the events that somebody reads, oldest first.
pub async fn kinds(world: &World, who: &Actor, case: &str) -> Vec<String> {
    let answer = world
        .ask(who, "query($id: ID!) { case(id: $id) { events(first: 100) { nodes { kind } } } }", json!({ "id": case }))
        .await;
    let nodes = answer.at("/case/events/nodes").as_array().unwrap().clone();
    nodes.iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
}

/// An act with the version of now.
pub async fn now(world: &World, who: &Actor, mutation: &str, case: &str, mut input: Value) -> Answer {
    input["caseId"] = json!(case);
    input["version"] = json!(world.version(who, case).await);
    world.act(who, mutation, input).await
}

/// A reply written and published by one person.
pub async fn reply(world: &World, who: &Actor, case: &str, kind: &str, body: &str) -> Answer {
    let draft = now(world, who, "draftReply", case, json!({ "kind": kind, "body": body })).await.done("draftReply");
    let input =
        json!({ "replyId": draft.text("/draftReply/reply/id"), "version": draft.at("/draftReply/reply/version") });
    world.act(who, "publishReply", input).await
}

/// Answered, finished and confirmed.
pub async fn close(world: &World, who: &Actor, case: &str) {
    reply(world, who, case, "SUBSTANTIVE", "Sudah kami perbaiki hari ini.").await.done("publishReply");
    now(world, who, "finishFollowUp", case, json!({})).await.done("finishFollowUp");
    let citizen = world.tracker(case).await;
    world.act(&citizen, "confirmAnswer", json!({ "caseId": case })).await.done("confirmAnswer");
}

/// The coordinator's usual facts.
pub fn facts() -> Value {
    json!({ "classification": "SERVICE_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.03" })
}

async fn forward(world: &World, who: &Actor, case: &str, target: &str) -> Answer {
    now(world, who, "forwardCase", case, json!({ "targetCode": target })).await
}

async fn hand_back(world: &World, who: &Actor, case: &str) -> Answer {
    let input = json!({ "reason": "Bukan kewenangan kami.", "suggestedAgencyCode": "KALSEL-PUPR" });
    now(world, who, "returnCase", case, input).await.done("returnCase")
}

/// State and holder, as the reporter sees them.
async fn stands(world: &World, case: &str) -> (String, String) {
    let tracker = world.tracker(case).await;
    let answer = world
        .ask(&tracker, "query($id: ID!) { case(id: $id) { status holder { code } } }", json!({ "id": case }))
        .await;
    (answer.text("/case/status"), answer.text("/case/holder/code"))
}

async fn returns(world: World) {
    let case = world.forwarded(json!({}), "BANJAR").await;
    let province = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJAR").await;
    let works = world.officer(Role::AgencyAdmin, "BANJAR-PUPR").await;
    let transport = world.officer(Role::AgencyAdmin, "BANJAR-DISHUB").await;

    // Once inside the regency it is the regency's: the province follows but cannot take it out.
    let reached = forward(&world, &province, &case, "KALSEL-PUPR").await;
    assert_eq!(reached.errors(), ["FORBIDDEN"], "{:#}", reached.0);

    for (officer, target) in [(&works, "BANJAR-PUPR"), (&transport, "BANJAR-DISHUB")] {
        forward(&world, &regency, &case, target).await.done("forwardCase");
        let back = hand_back(&world, officer, &case).await;
        assert_eq!(back.at("/returnCase/case"), &Value::Null, "whoever returns it has no part in it any more");
        assert_eq!(stands(&world, &case).await, ("RETURNED".into(), "BANJAR".into()), "back to whoever forwarded it");
    }
    forward(&world, &regency, &case, "BANJAR-PUPR").await.done("forwardCase");
    hand_back(&world, &works, &case).await;
    assert_eq!(
        stands(&world, &case).await,
        ("RETURNED".into(), "KALSEL".into()),
        "the third is a dispute for the coordinator"
    );

    // The province settles it.
    let settled = forward(&world, &province, &case, "KALSEL-PUPR").await.done("forwardCase");
    assert_eq!(settled.text("/forwardCase/case/status"), "FORWARDED");
    assert_eq!(settled.text("/forwardCase/case/holder/code"), "KALSEL-PUPR");
    let gone = world.ask(&regency, "query($id: ID!) { case(id: $id) { id } }", json!({ "id": case })).await;
    assert_eq!(gone.at("/case"), &Value::Null, "the regency has no part in it any more");
    let citizen = world.tracker(&case).await;
    let seen = kinds(&world, &citizen, &case).await;
    assert_eq!(seen.iter().filter(|kind| *kind == "RETURNED").count(), 3);
    assert_eq!(seen.iter().filter(|kind| *kind == "FORWARDED").count(), 5);
    let counted =
        world.ask(&province, "query($id: ID!) { case(id: $id) { returnCount } }", json!({ "id": case })).await;
    assert_eq!(counted.at("/case/returnCount"), &json!(3));
}

async fn archive(world: World) {
    let (case, ..) = world.file(&Actor::Public, json!({})).await;
    let one = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let two = world.officer(Role::ProvinceCoordinator, "KALSEL#2").await;
    let propose = json!({ "reasonCode": "too_general", "note": "Tidak ada tempat dan waktunya." });

    let proposed = now(&world, &one, "archiveCase", &case, propose.clone()).await.done("archiveCase");
    assert_eq!(proposed.text("/archiveCase/case/status"), "SUBMITTED", "a proposal moves nothing");
    let own = now(&world, &one, "archiveCase", &case, propose.clone()).await;
    assert_eq!(own.refusals("archiveCase"), ["SECOND_PERSON_NEEDED"]);
    let declined = now(&world, &two, "declineArchive", &case, json!({ "note": "Tempatnya jelas dari judul." })).await;
    declined.done("declineArchive");
    let nothing = now(&world, &two, "declineArchive", &case, json!({ "note": "Sekali lagi tidak." })).await;
    assert_eq!(nothing.refusals("declineArchive"), ["WRONG_STATE"], "nothing is proposed any more");

    now(&world, &two, "archiveCase", &case, propose.clone()).await.done("archiveCase");
    // Another reason is another proposal, not an agreement.
    let other = now(&world, &one, "archiveCase", &case, json!({ "reasonCode": "not_public_service" })).await;
    assert_eq!(other.done("archiveCase").text("/archiveCase/case/status"), "SUBMITTED");
    let agreed = now(&world, &two, "archiveCase", &case, json!({ "reasonCode": "not_public_service" })).await;
    assert_eq!(agreed.done("archiveCase").text("/archiveCase/case/status"), "ARCHIVED");

    let citizen = world.tracker(&case).await;
    assert_eq!(kinds(&world, &citizen, &case).await, ["SUBMITTED", "ARCHIVED"], "proposals are for officers");
    let officers =
        ["SUBMITTED", "ARCHIVE_PROPOSED", "ARCHIVE_DECLINED", "ARCHIVE_PROPOSED", "ARCHIVE_PROPOSED", "ARCHIVED"];
    assert_eq!(kinds(&world, &one, &case).await, officers);
    let read = world
        .ask(
            &citizen,
            "query($id: ID!) { case(id: $id) { archiveReason { code } clocks { stage } } }",
            json!({ "id": case }),
        )
        .await;
    assert_eq!(read.text("/case/archiveReason/code"), "not_public_service");
    assert_eq!(read.at("/case/clocks"), &json!([]), "no clock runs for an archived report");
}

async fn merge(world: &World, who: &Actor, case: &str, into: &str) -> Answer {
    let number = world
        .ask(who, "query($id: ID!) { case(id: $id) { reference } }", json!({ "id": into }))
        .await
        .text("/case/reference");
    now(
        world,
        who,
        "linkDuplicate",
        case,
        json!({ "ofReference": number, "merge": true, "note": "Kejadian yang sama." }),
    )
    .await
}

async fn merges(world: World) {
    let (stays, number, _) = world.file(&Actor::Public, json!({})).await;
    let neighbour = world.citizen("tetangga@contoh.id").await;
    let (goes, ..) = world.file(&neighbour, json!({ "title": "Lubang besar dekat pasar lagi" })).await;
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;

    let own = merge(&world, &coordinator, &goes, &goes).await;
    assert_eq!(own.refusals("linkDuplicate"), ["INVALID"], "nothing is its own duplicate");
    let merged = merge(&world, &coordinator, &goes, &stays).await.done("linkDuplicate");
    assert_eq!(merged.text("/linkDuplicate/case/status"), "ARCHIVED");
    let circle = merge(&world, &coordinator, &stays, &goes).await;
    assert_eq!(circle.refusals("linkDuplicate"), ["INVALID"], "no circle");
    let late = now(&world, &coordinator, "verifyCase", &goes, facts()).await;
    assert_eq!(late.refusals("verifyCase"), ["WRONG_STATE"], "a merged report follows the other one");

    now(&world, &coordinator, "verifyCase", &stays, facts()).await.done("verifyCase");
    forward(&world, &coordinator, &stays, "KALSEL-PUPR").await.done("forwardCase");
    close(&world, &admin, &stays).await;

    let seen = kinds(&world, &neighbour, &goes).await;
    assert_eq!(seen, ["SUBMITTED", "MERGED", "FORWARDED", "REPLY_PUBLISHED", "FINISHED", "CONFIRMED"]);
    let page = world
        .ask(&neighbour, "query($id: ID!) { case(id: $id) { status duplicateOf { reference } duplicates { reference } events(first: 50) { nodes { text agency { code } } } } }", json!({ "id": goes }))
        .await;
    assert_eq!(page.text("/case/status"), "ARCHIVED", "the news move nothing");
    assert!(!page.0.to_string().contains(&number), "the other reporter's number is not told: {:#}", page.0);
    let other = world.ask(&neighbour, "query($id: ID!) { case(id: $id) { id } }", json!({ "id": stays })).await;
    assert_eq!(other.at("/case"), &Value::Null, "the case that stays is another person's");
}

async fn merges_twice(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let (first, ..) = world.file(&Actor::Public, json!({})).await;
    let (second, ..) = world.file(&Actor::Public, json!({})).await;
    let (third, ..) = world.file(&Actor::Public, json!({})).await;
    merge(&world, &coordinator, &first, &second).await.done("linkDuplicate");
    merge(&world, &coordinator, &second, &third).await.done("linkDuplicate");
    now(&world, &coordinator, "verifyCase", &third, facts()).await.done("verifyCase");
    forward(&world, &coordinator, &third, "KALSEL-PUPR").await.done("forwardCase");
    close(&world, &admin, &third).await;
    for case in [&second, &first] {
        let seen = kinds(&world, &world.tracker(case).await, case).await;
        assert!(seen.contains(&"REPLY_PUBLISHED".to_owned()), "every reporter is informed: {seen:?}");
    }
}

async fn supports(world: World) {
    let (case, ..) = world.file(&Actor::Public, json!({})).await;
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let lead = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let helper = world.officer(Role::AgencyAdmin, "KALSEL-DISHUB").await;
    let reader = world.officer(Role::AgencyAdmin, "KALSEL-DINKES").await;
    now(&world, &coordinator, "verifyCase", &case, facts()).await.done("verifyCase");
    let route = json!({ "targetCode": "KALSEL-PUPR", "supportingCodes": ["KALSEL-DISHUB"], "informedCodes": ["KALSEL-DINKES"] });
    now(&world, &coordinator, "forwardCase", &case, route).await.done("forwardCase");

    let text = "Rambu di lokasi sudah kami pasang kembali.";
    let wrong = now(&world, &helper, "draftReply", &case, json!({ "kind": "SUBSTANTIVE", "body": text })).await;
    assert_eq!(wrong.refusals("draftReply"), ["INVALID"], "only the lead answers the reporter");
    let wrong = now(&world, &lead, "draftReply", &case, json!({ "kind": "PART_ANSWER", "body": text })).await;
    assert_eq!(wrong.refusals("draftReply"), ["INVALID"], "a part-answer comes from those who help");
    let none = now(&world, &reader, "draftReply", &case, json!({ "kind": "PART_ANSWER", "body": text })).await;
    assert_eq!(none.errors(), ["FORBIDDEN"], "those who are informed read along");
    for act in ["finishFollowUp", "assignCase"] {
        let refused = now(&world, &helper, act, &case, json!({})).await;
        assert_eq!(refused.errors(), ["FORBIDDEN"], "{act} is the lead's");
    }
    reply(&world, &helper, &case, "PART_ANSWER", text).await.done("publishReply");

    let query = "query($id: ID!) { case(id: $id) { status replies { kind body } events(first: 50) { nodes { kind } } parties { agency { code } part answeredAt } } }";
    let seen = world.ask(&lead, query, json!({ "id": case })).await;
    assert_eq!(seen.text("/case/status"), "FORWARDED", "the part-answer is not the lead's answer");
    assert_eq!(seen.at("/case/replies"), &json!([{ "kind": "PART_ANSWER", "body": text }]));
    let parties = seen.at("/case/parties").as_array().unwrap();
    let part = |code: &str| parties.iter().find(|row| row["agency"]["code"] == code).unwrap();
    assert!(part("KALSEL-DISHUB")["answeredAt"].is_string(), "{parties:#?}");
    assert_eq!(part("KALSEL-DINKES")["part"], "INFORMED");
    let outside = world.ask(&world.tracker(&case).await, query, json!({ "id": case })).await;
    assert_eq!(outside.at("/case/replies"), &json!([]), "the reporter hears the lead alone");
    assert!(!outside.0.to_string().contains(text), "{:#}", outside.0);
}

async fn postpones(world: World) {
    let case = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let citizen = world.tracker(&case).await;
    let clocks = "query($id: ID!) { case(id: $id) { status question clocks { stage dueAt state } } }";
    let due = |answer: &Answer, stage: &str| {
        let rows = answer.at("/case/clocks").as_array().unwrap().clone();
        rows.iter().find(|row| row["stage"] == stage).map(|row| row["dueAt"].as_str().unwrap().to_owned())
    };
    let before = world.ask(&admin, clocks, json!({ "id": case })).await;
    let asked = json!({ "question": "Di ruas jalan yang mana, dekat apa?" });
    let out = now(&world, &admin, "postponeCase", &case, asked).await.done("postponeCase");
    assert_eq!(out.text("/postponeCase/case/status"), "POSTPONED");
    let waiting = world.ask(&citizen, clocks, json!({ "id": case })).await;
    assert_eq!(waiting.text("/case/question"), "Di ruas jalan yang mana, dekat apa?");
    assert!(due(&waiting, "SUPPLEMENT").is_some(), "the reporter has a limit too: {:#}", waiting.0);
    let early = now(&world, &admin, "forwardCase", &case, json!({ "targetCode": "KALSEL-PUPR-BM" })).await;
    assert_eq!(early.refusals("forwardCase"), ["WRONG_STATE"]);

    world.pass(Duration::days(3));
    let given = json!({ "caseId": case, "body": "Di Jalan Ahmad Yani km 7, depan masjid." });
    let on = world.act(&citizen, "supplementReport", given).await.done("supplementReport");
    assert_eq!(on.text("/supplementReport/case/status"), "FORWARDED", "it goes on where it stopped");
    let after = world.ask(&admin, clocks, json!({ "id": case })).await;
    assert_eq!(after.at("/case/question"), &Value::Null);
    assert_eq!(due(&after, "SUPPLEMENT"), None);
    for stage in ["FIRST_RESPONSE", "COMPLETE"] {
        let (old, new) = (due(&before, stage).unwrap(), due(&after, stage).unwrap());
        assert!(new > old, "{stage}: the time of waiting is the reporter's, not the agency's ({old} -> {new})");
    }
    let twice =
        world.act(&citizen, "supplementReport", json!({ "caseId": case, "body": "Sekali lagi, dekat masjid." })).await;
    assert_eq!(twice.refusals("supplementReport"), ["WRONG_STATE"]);
}

async fn reopens(world: World) {
    let case = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let citizen = world.tracker(&case).await;
    let again = || json!({ "caseId": case, "reason": "Lubangnya muncul lagi." });

    close(&world, &admin, &case).await;
    world.pass(Duration::days(20));
    let free = world.act(&citizen, "reopenReport", again()).await.done("reopenReport");
    assert_eq!(free.text("/reopenReport/case/status"), "REOPENED");
    assert_eq!(free.text("/reopenReport/case/holder/code"), "KALSEL-PUPR", "the first time straight to its holder");
    assert_eq!(free.at("/reopenReport/case/verified"), &json!(true));

    close(&world, &admin, &case).await;
    let second = world.act(&citizen, "reopenReport", again()).await.done("reopenReport");
    assert_eq!(second.text("/reopenReport/case/holder/code"), "KALSEL", "the second time through a verifier");
    assert_eq!(second.at("/reopenReport/case/verified"), &json!(false));
    let unverified = forward(&world, &coordinator, &case, "KALSEL-PUPR").await;
    assert_eq!(unverified.refusals("forwardCase"), ["WRONG_STATE"]);
    now(&world, &coordinator, "verifyCase", &case, facts()).await.done("verifyCase");
    forward(&world, &coordinator, &case, "KALSEL-PUPR").await.done("forwardCase");

    close(&world, &admin, &case).await;
    world.pass(Duration::days(31));
    let late = world.act(&citizen, "reopenReport", again()).await;
    assert_eq!(late.refusals("reopenReport"), ["WRONG_STATE"]);
    assert!(late.text("/reopenReport/userErrors/0/message").contains("30 hari"), "{:#}", late.0);
}

async fn reach(world: World) {
    let refused = |answer: &Answer, why: &str| {
        assert_eq!(answer.refusals("forwardCase"), ["NOT_ALLOWED"], "{why}: {:#}", answer.0);
        assert_eq!(answer.at("/forwardCase/userErrors/0/path"), &json!(["input", "targetCode"]), "{why}");
    };
    // An agency admin whose agency was named routes within its own government, never beyond.
    let (case, ..) = world.file(&Actor::Public, json!({ "namedAgencyCode": "BANJAR-PUPR" })).await;
    let admin = world.officer(Role::AgencyAdmin, "BANJAR-PUPR").await;
    now(&world, &admin, "verifyCase", &case, facts()).await.done("verifyCase");
    for target in ["KALSEL-PUPR", "TAPIN-PUPR", "KALSEL", "BPJN-KALSEL"] {
        refused(&forward(&world, &admin, &case, target).await, target);
    }
    forward(&world, &admin, &case, "BANJAR-DISHUB").await.done("forwardCase");

    // Once routed, an admin and a liaison officer reach their own subtree only.
    let case = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let liaison = world.officer(Role::LiaisonOfficer, "KALSEL-PUPR").await;
    for officer in [&admin, &liaison] {
        for target in ["KALSEL-DISHUB", "KALSEL", "BANJAR-PUPR"] {
            refused(&forward(&world, officer, &case, target).await, target);
        }
    }
    forward(&world, &liaison, &case, "KALSEL-PUPR-CK").await.done("forwardCase");
    let unit = world.officer(Role::UnitOfficer, "KALSEL-PUPR-CK").await;
    let none = forward(&world, &unit, &case, "KALSEL-PUPR-BM").await;
    assert_eq!(none.errors(), ["FORBIDDEN"], "a unit forwards nothing");

    // A regency's coordinator stays within the regency, also before anything was decided.
    let case = world.forwarded(json!({}), "BANJAR").await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJAR").await;
    for target in ["KALSEL-PUPR", "KALSEL", "TAPIN", "BPJN-KALSEL"] {
        refused(&forward(&world, &regency, &case, target).await, target);
    }
    forward(&world, &regency, &case, "BANJAR-PUPR").await.done("forwardCase");
}
