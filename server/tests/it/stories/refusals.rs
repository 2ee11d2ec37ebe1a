//! Bad input: each is refused with its code, its field and the limit in both languages, and nothing is written.
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{authz::actor::Actor, graphql, op::Locale};

use super::routes::{facts, now};
use crate::{
    store::rows,
    support::{Answer, Trials, World},
};

mod handling;

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("bad_input_of_a_report_is_refused_with_field_and_limit_and_writes_nothing", filing);
    trials.story("faults_of_the_contact_are_told_at_their_place_in_the_input", contact);
    trials.story("all_faults_of_a_report_are_told_at_once", at_once);
    trials.story("a_wrong_enum_value_is_refused_by_the_schema", enums);
    trials.story("hostile_html_stays_text_and_comes_back_unchanged", html);
    trials.story("a_stale_version_gets_a_conflict_that_shows_what_changed", stale);
    trials.story("an_id_of_somebody_else_is_refused_like_an_unknown_one", foreign);
    trials.story("reports_of_one_address_are_limited", flood);
    handling::list(trials);
}

/// One bad input.
pub struct Bad {
    what: &'static str,
    who: Actor,
    mutation: &'static str,
    input: Value,
    code: &'static str,
    field: &'static str,
    /// The limit that the message must name.
    limit: &'static str,
}

/// Runs GraphQL as somebody in a language.
pub async fn ask_in(world: &World, locale: Locale, who: &Actor, query: &str, variables: Value) -> Answer {
    let op = world.app.op(who.clone(), locale, "192.0.2.7".to_owned());
    let request = async_graphql::Request::new(query).variables(async_graphql::Variables::from_json(variables));
    Answer(serde_json::to_value(graphql::execute(&world.app.schema, op, request).await).unwrap())
}

async fn errors_in(world: &World, locale: Locale, who: &Actor, mutation: &str, input: &Value) -> Answer {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query =
        format!("mutation($input: {kind}!) {{ {mutation}(input: $input) {{ userErrors {{ code message path }} }} }}");
    ask_in(world, locale, who, &query, json!({ "input": input })).await
}

/// Checks a table of bad inputs; all faults are shown together.
async fn check(world: &World, table: Vec<Bad>) {
    let mut wrong = vec![];
    let before = rows(world).await;
    for bad in table {
        let mut said = vec![];
        for locale in [Locale::Id, Locale::En] {
            let answer = errors_in(world, locale, &bad.who, bad.mutation, &bad.input).await;
            let list = answer.0.pointer(&format!("/data/{}/userErrors", bad.mutation)).cloned().unwrap_or_default();
            let message = list[0]["message"].as_str().unwrap_or_default().to_owned();
            let path = if bad.field.is_empty() { json!([]) } else { json!(["input", bad.field]) };
            let right = list.as_array().is_some_and(|list| list.len() == 1)
                && list[0]["code"] == bad.code
                && list[0]["path"] == path;
            if !right || !message.contains(bad.limit) {
                wrong.push(format!(
                    "{} ({locale:?}): wanted {} at {} naming {:?}, got {}",
                    bad.what, bad.code, bad.field, bad.limit, answer.0
                ));
            }
            said.push(message);
        }
        if said[0] == said[1] {
            wrong.push(format!("{}: the same sentence in both languages: {}", bad.what, said[0]));
        }
        let after = rows(world).await;
        if after != before {
            wrong.push(format!("{}: something was written: {before:?} -> {after:?}", bad.what));
            break;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn report(key: &str, value: Value) -> Value {
    let mut input = json!({
        "title": "Jalan berlubang di depan pasar", "body": "Lubang besar di tengah jalan, sudah dua pengendara jatuh pekan ini.",
        "topicCode": "roads.pothole", "regionCode": "63.03", "contact": { "name": "Pelapor Uji" },
    });
    input[key] = value;
    input
}

async fn filing(world: World) {
    let unknown = graphql::ids::attachment(entities::ids::AttachmentId(uuid::Uuid::nil())).to_string();
    let bad = |what, field, value, code, limit| Bad {
        what,
        who: Actor::Public,
        mutation: "submitReport",
        input: report(field, value),
        code,
        field,
        limit,
    };
    let table = vec![
        bad("empty title", "title", json!(""), "REQUIRED", ""),
        bad("title of spaces", "title", json!(" \t \n "), "REQUIRED", ""),
        bad("short title", "title", json!("Berlubang"), "TOO_SHORT", "10"),
        bad("long title", "title", json!("x".repeat(151)), "TOO_LONG", "150"),
        bad("control character in the title", "title", json!("Jalan\u{7} berlubang"), "INVALID", "6"),
        bad("null character in the body", "body", json!("Lubang\u{0} besar di tengah jalan"), "INVALID", "7"),
        bad("empty body", "body", json!(""), "REQUIRED", ""),
        bad("short body", "body", json!("Lubang besar sekali"), "TOO_SHORT", "20"),
        bad("long body", "body", json!("y".repeat(10_001)), "TOO_LONG", "10000"),
        bad("long body of letters of four bytes", "body", json!("💧".repeat(10_001)), "TOO_LONG", "10000"),
        bad("long place", "place", json!("z".repeat(301)), "TOO_LONG", "300"),
        bad("unknown topic", "topicCode", json!("tidak.ada"), "UNKNOWN", ""),
        bad("unknown region", "regionCode", json!("99.99"), "UNKNOWN", ""),
        bad("unknown agency", "namedAgencyCode", json!("TIDAK-ADA"), "UNKNOWN", ""),
        bad("unknown accused", "reportedAgencyCode", json!("' OR 1=1 --"), "UNKNOWN", ""),
        bad("day after today", "occurredOn", json!("2030-01-01"), "INVALID", ""),
        bad("officers' channel", "channel", json!("WHATSAPP"), "NOT_ALLOWED", ""),
        bad("garbage file id", "attachmentIds", json!(["%%%"]), "UNKNOWN", ""),
        bad("unknown file id", "attachmentIds", json!([unknown]), "UNKNOWN", ""),
        bad("six files", "attachmentIds", json!(vec![unknown.clone(); 6]), "TOO_MANY", "5"),
        bad("short key", "clientMutationId", json!("123456789012345"), "TOO_SHORT", "16"),
        bad("long key", "clientMutationId", json!("k".repeat(129)), "TOO_LONG", "128"),
    ];
    check(&world, table).await;
}

async fn contact(world: World) {
    let before = rows(&world).await;
    let long = "n".repeat(101);
    for (contact, field, code) in [
        (json!({}), "name", "REQUIRED"),
        (json!({ "name": long }), "name", "TOO_LONG"),
        (json!({ "name": "Pelapor", "email": "bukan surel" }), "email", "INVALID"),
        (json!({ "name": "Pelapor", "phone": "nomor saya" }), "phone", "INVALID"),
    ] {
        let answer = errors_in(&world, Locale::Id, &Actor::Public, "submitReport", &report("contact", contact)).await;
        assert_eq!(answer.refusals("submitReport"), [code], "{:#}", answer.0);
        assert_eq!(
            answer.at("/submitReport/userErrors/0/path"),
            &json!(["input", "contact", field]),
            "the path leads to the field as the input has it"
        );
    }
    assert_eq!(rows(&world).await, before);
}

async fn at_once(world: World) {
    let mut input = report("title", json!("pendek"));
    input["body"] = json!("");
    input["place"] = json!("z".repeat(301));
    let answer = errors_in(&world, Locale::Id, &Actor::Public, "submitReport", &input).await;
    let mut codes = answer.refusals("submitReport");
    codes.sort();
    assert_eq!(codes, ["REQUIRED", "TOO_LONG", "TOO_SHORT"], "{:#}", answer.0);
}

/// A report that accuses a department, verified, with its version.
async fn accusing(world: &World) -> (String, i64) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let (case, ..) = world.file(&Actor::Public, json!({ "reportedAgencyCode": "KALSEL-PUPR" })).await;
    let mut stated = facts();
    stated["classification"] = json!("SUPERVISORY_COMPLAINT");
    stated["reportedAgencyCode"] = json!("KALSEL-PUPR");
    now(world, &coordinator, "verifyCase", &case, stated).await.done("verifyCase");
    let version = world.version(&coordinator, &case).await;
    (case, version)
}

async fn enums(world: World) {
    let before = rows(&world).await;
    for (field, value) in [("classification", "GOSIP"), ("channel", "MERPATI")] {
        let answer = errors_in(&world, Locale::Id, &Actor::Public, "submitReport", &report(field, json!(value))).await;
        let message = answer.0["errors"][0]["message"].as_str().unwrap_or_default().to_owned();
        assert!(message.contains(value), "the value is named: {:#}", answer.0);
        assert_eq!(answer.0["data"], Value::Null);
    }
    let typed = "mutation { submitReport(input: { title: 5, body: true }) { trackingCode } }";
    let answer = world.ask(&Actor::Public, typed, json!({})).await;
    assert!(!answer.errors().is_empty() && answer.0["data"].is_null(), "{:#}", answer.0);
    assert_eq!(rows(&world).await, before);
}

async fn html(world: World) {
    let title = "<script>alert(1)</script> & \"kutip\" <b>tebal</b>";
    let body = "<img src=x onerror=alert(1)>\n&lt;bukan entitas&gt; '; DROP TABLE cases; -- {{7*7}} ${jndi:ldap://x}";
    let place = "</textarea><svg onload=alert(1)>";
    let case = world.forwarded(json!({ "title": title, "body": body, "place": place }), "KALSEL-PUPR").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let read = world
        .ask(&admin, "query($id: ID!) { case(id: $id) { title body place reference } }", json!({ "id": case }))
        .await;
    assert_eq!(
        (read.text("/case/title").as_str(), read.text("/case/body").as_str(), read.text("/case/place").as_str()),
        (title, body, place)
    );
    let public = world
        .ask(
            &Actor::Public,
            "query($r: String!) { publicCase(reference: $r) { title body } }",
            json!({ "r": read.text("/case/reference") }),
        )
        .await;
    assert_eq!((public.text("/publicCase/title").as_str(), public.text("/publicCase/body").as_str()), (title, body));
    for text in ["<script>", "' OR 1=1 --", "alert(1)", "%_*\"", "\"; NEAR(", "* AND OR NOT"] {
        let found = world
            .ask(
                &admin,
                "query($t: String!) { cases(filter: { text: $t }, first: 5) { nodes { title } } }",
                json!({ "t": text }),
            )
            .await;
        let codes = found.errors();
        assert!(codes.is_empty() || codes == ["BAD_USER_INPUT"], "{text}: {:#}", found.0);
    }
}

async fn stale(world: World) {
    let (case, ..) = world.file(&Actor::Public, json!({})).await;
    let one = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let two = world.officer(Role::ProvinceCoordinator, "KALSEL#2").await;
    now(&world, &one, "verifyCase", &case, facts()).await.done("verifyCase");
    now(&world, &one, "forwardCase", &case, json!({ "targetCode": "KALSEL-PUPR" })).await.done("forwardCase");
    let before = rows(&world).await;
    let late =
        world.act(&two, "forwardCase", json!({ "caseId": case, "version": 2, "targetCode": "KALSEL-DISHUB" })).await;
    assert_eq!(late.refusals("forwardCase"), ["CONFLICT"]);
    assert_eq!(late.at("/forwardCase/conflict"), &json!({ "currentVersion": 3, "events": [{ "kind": "FORWARDED" }] }));
    assert_eq!(late.text("/forwardCase/case/holder/code"), "KALSEL-PUPR", "the case is shown as it is now");
    let later =
        world.act(&two, "forwardCase", json!({ "caseId": case, "version": 1, "targetCode": "KALSEL-DISHUB" })).await;
    assert_eq!(later.at("/forwardCase/conflict/events"), &json!([{ "kind": "VERIFIED" }, { "kind": "FORWARDED" }]));
    assert_eq!(rows(&world).await, before);

    // A draft that a colleague has changed meanwhile.
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let draft =
        now(&world, &admin, "draftReply", &case, json!({ "kind": "PROGRESS", "body": "Sedang kami kerjakan." }))
            .await
            .done("draftReply");
    let id = draft.text("/draftReply/reply/id");
    let changed = json!({ "kind": "PROGRESS", "body": "Sedang kami kerjakan, selesai Jumat.", "replyId": id });
    now(&world, &admin, "draftReply", &case, changed).await.done("draftReply");
    let input = json!({ "replyId": id, "version": draft.at("/draftReply/reply/version") });
    let late = world.act(&admin, "publishReply", input).await;
    assert_eq!(late.refusals("publishReply"), ["CONFLICT"], "{:#}", late.0);
}

async fn foreign(world: World) {
    let case = world.forwarded(json!({}), "BANJAR").await;
    let neighbour = world.officer(Role::RegencyCoordinator, "HSS").await;
    let other = world.citizen("lain@contoh.id").await;
    let unknown = graphql::ids::case(entities::ids::CaseId(uuid::Uuid::now_v7())).to_string();
    let before = rows(&world).await;
    let acts: Vec<(&Actor, &str, Value)> = vec![
        (&neighbour, "verifyCase", facts()),
        (&neighbour, "forwardCase", json!({ "targetCode": "HSS" })),
        (&neighbour, "addNote", json!({ "body": "Catatan kami." })),
        (&neighbour, "revealIdentity", json!({ "reason": "Ingin tahu saja." })),
        (&other, "addComment", json!({ "body": "Saya ikut bicara." })),
        (&other, "confirmAnswer", json!({})),
        (&other, "setVisibility", json!({ "anonymous": false, "secret": false })),
    ];
    for (who, act, extra) in acts {
        let mut seen = vec![];
        for id in [&case, &unknown] {
            let mut input = extra.clone();
            input["caseId"] = json!(id);
            if !matches!(act, "addNote" | "revealIdentity" | "addComment") {
                input["version"] = json!(1);
            }
            seen.push(errors_in(&world, Locale::Id, who, act, &input).await.0.to_string());
        }
        assert!(seen[0].contains("UNKNOWN"), "{act}: {}", seen[0]);
        assert_eq!(seen[0], seen[1], "{act}: a hidden case and none at all answer alike");
    }
    assert_eq!(rows(&world).await, before);
}

async fn flood(world: World) {
    let most = world.app.config.rate.reports_per_address;
    for _ in 0..most {
        world.file(&Actor::Public, json!({})).await;
    }
    let before = rows(&world).await;
    let answer = world.submit(&Actor::Public, json!({})).await;
    let limited = answer.refusals("submitReport") == ["RATE_LIMITED"] || answer.errors() == ["RATE_LIMITED"];
    assert!(limited, "report {} of one address within an hour: {:#}", most + 1, answer.0);
    assert_eq!(rows(&world).await, before);
    let officer = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    world.submit(&officer, json!({})).await.done("submitReport");
}
