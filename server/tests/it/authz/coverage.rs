//! Every root field is run as everybody against a secret case that is not theirs. The fields are read from the
//! schema, so a new one fails here until somebody has written down what strangers get from it.
use std::collections::BTreeSet;

use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use super::{
    inputs::{no_rules, no_simulation, people_input, plan_input, rule_input},
    subject::{Subject, WORD, mutation},
};
use crate::support::{Answer, Trials, World};

/// Field; then what it answers to the public, to the holder of another tracking code, to another citizen, to
/// officers who do not see the case, and to those who follow it without its text (coordinator, Ombudsman).
/// `data`, `empty`, `null`, `refused:CODE` (userErrors) or the code of a top-level error.
const QUERIES: &[(&str, [&str; 5])] = &[
    ("viewer", ["data", "data", "data", "data", "data"]),
    ("node", ["null", "null", "null", "null", "data"]),
    ("case", ["null", "null", "null", "null", "data"]),
    ("cases", ["empty", "empty", "empty", "empty", "data"]),
    ("publicCases", ["empty", "empty", "empty", "empty", "empty"]),
    ("publicCase", ["null", "null", "null", "null", "null"]),
    ("trackReport", ["null", "null", "null", "null", "null"]),
    ("agency", ["data", "data", "data", "data", "data"]),
    ("agencies", ["data", "data", "data", "data", "data"]),
    ("topics", ["data", "data", "data", "data", "data"]),
    ("regions", ["data", "data", "data", "data", "data"]),
    ("region", ["data", "data", "data", "data", "data"]),
    ("archiveReasons", ["data", "data", "data", "data", "data"]),
    ("standardReplies", ["empty", "empty", "empty", "data", "data"]),
    ("caseCounts", ["UNAUTHENTICATED", "UNAUTHENTICATED", "data", "data", "data"]),
    ("limits", ["data", "data", "data", "data", "data"]),
    // Whose plans are whose is told in stories::reorganisation.
    ("reorganisationPlans", ["empty"; 5]),
    ("reorganisationPlan", ["null"; 5]),
    // Who sees which people is told in stories::people.
    ("person", ["null"; 5]),
    ("openInvitation", ["null"; 5]),
    ("vacancies", ["UNAUTHENTICATED", "UNAUTHENTICATED", "data", "data", "data"]),
    // Whose sheets are whose is told in stories::sheets.
    ("agencySheet", ["null"; 5]),
    // Who sees which rules is told in graphql::rules.
    ("ruleSets", ["empty"; 5]),
    ("ruleSet", ["null"; 5]),
    ("testRouting", ["null"; 5]),
    // Who sees which trials is told in stories::simulations.
    ("ruleSimulation", ["null"; 5]),
    ("simulatedMove", ["null"; 5]),
];
const MUTATIONS: &[(&str, [&str; 5])] = &[
    ("signIn", ["UNAUTHENTICATED"; 5]),
    ("signOut", ["data"; 5]),
    ("registerAccount", ["UNAUTHENTICATED"; 5]),
    ("changePassword", ["UNAUTHENTICATED"; 5]),
    ("chooseRole", ["UNAUTHENTICATED"; 5]),
    ("openTrackedReport", ["refused:WRONG_CREDENTIALS"; 5]),
    (
        // Only in a browser session, which nobody has here: a token makes no tokens.
        "createAccessToken",
        ["UNAUTHENTICATED"; 5],
    ),
    (
        "revokeAccessToken",
        ["UNAUTHENTICATED", "UNAUTHENTICATED", "refused:UNKNOWN", "refused:UNKNOWN", "refused:UNKNOWN"],
    ),
    ("submitReport", ["refused:UNKNOWN"; 5]),
    ("supplementReport", HIDDEN),
    ("addComment", HIDDEN),
    ("confirmAnswer", HIDDEN),
    ("rejectAnswer", HIDDEN),
    ("rateAnswer", HIDDEN),
    ("reopenReport", HIDDEN),
    ("setVisibility", HIDDEN),
    ("verifyCase", HIDDEN),
    ("postponeCase", HIDDEN),
    ("returnCase", HIDDEN),
    ("archiveCase", OFFICERS),
    ("declineArchive", HIDDEN),
    ("forwardCase", OFFICERS),
    ("finishFollowUp", HIDDEN),
    ("addNote", HIDDEN),
    ("linkDuplicate", HIDDEN),
    ("assignCase", HIDDEN),
    ("draftReply", OFFICERS),
    // A reply is hidden where the text of the case is.
    ("approveReply", ["UNAUTHENTICATED", "UNAUTHENTICATED", "UNAUTHENTICATED", "refused:UNKNOWN", "refused:UNKNOWN"]),
    ("publishReply", ["refused:UNKNOWN"; 5]),
    ("revealIdentity", HIDDEN),
    ("createPlan", KEEPERS),
    ("updatePlan", KEEPERS),
    ("addPlanChange", KEEPERS),
    ("updatePlanChange", KEEPERS),
    ("removePlanChange", KEEPERS),
    ("submitPlan", KEEPERS),
    ("approvePlan", KEEPERS),
    ("returnPlan", KEEPERS),
    ("discardPlan", KEEPERS),
    ("draftCounterPlan", KEEPERS),
    ("invitePerson", KEEPERS),
    ("renewInvitation", KEEPERS),
    ("withdrawInvitation", KEEPERS),
    ("acceptInvitation", ["UNAUTHENTICATED"; 5]),
    ("moveRole", KEEPERS),
    ("endRole", KEEPERS),
    ("suspendRole", KEEPERS),
    ("resumeRole", KEEPERS),
    ("nameDeputy", KEEPERS),
    ("endDeputy", KEEPERS),
    ("importAgencySheet", KEEPERS),
    ("createRuleSet", KEEPERS),
    ("importRules", KEEPERS),
    ("updateRuleSet", KEEPERS),
    ("addRule", KEEPERS),
    ("updateRule", KEEPERS),
    ("moveRule", KEEPERS),
    ("removeRule", KEEPERS),
    ("submitRuleSet", KEEPERS),
    ("approveRuleSet", KEEPERS),
    ("returnRuleSet", KEEPERS),
    ("discardRuleSet", KEEPERS),
    ("startSimulation", KEEPERS),
    ("cancelSimulation", KEEPERS),
];
const HIDDEN: [&str; 5] = ["refused:UNKNOWN", "refused:UNKNOWN", "refused:UNKNOWN", "refused:UNKNOWN", "FORBIDDEN"];
const OFFICERS: [&str; 5] = ["UNAUTHENTICATED", "UNAUTHENTICATED", "UNAUTHENTICATED", "refused:UNKNOWN", "FORBIDDEN"];
const KEEPERS: [&str; 5] =
    ["UNAUTHENTICATED", "UNAUTHENTICATED", "UNAUTHENTICATED", "refused:UNKNOWN", "refused:UNKNOWN"];
const SUBSCRIPTIONS: &[&str] = &["caseChanged", "queueChanged"];

/// Officers who do not see a case of BANJARMASIN-PUPR that is in time.
pub const STRANGERS: &[(Role, &str)] = &[
    (Role::UnitOfficer, "BANJARBARU-PUPR"),
    (Role::LiaisonOfficer, "BANJARBARU-PUPR"),
    (Role::AgencyAdmin, "BANJARBARU-PUPR"),
    (Role::RegencyCoordinator, "BANJARBARU"),
    (Role::Leadership, "BANJARBARU"),
    (Role::Inspectorate, "BANJARBARU-INSPEKTORAT"),
    (Role::AgencyAdmin, "BANJARMASIN-DISDIK"),
    (Role::AgencyAdmin, "KALSEL-PUPR"),
    (Role::Leadership, "KALSEL"),
    (Role::Inspectorate, "KALSEL-INSPEKTORAT"),
    (Role::AgencyAdmin, "BPN-KALSEL-BANJARMASIN"),
    (Role::OversightReader, "KSP"),
    (Role::SystemAdmin, ""),
];
/// Those who follow it without its text.
pub const WATCHERS: &[(Role, &str)] = &[(Role::ProvinceCoordinator, "KALSEL"), (Role::OmbudsmanOfficer, "OMB-KALSEL")];

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("authz::every_root_field_answers_everybody_as_the_table_says", covered);
}

/// Everybody with the column of the table.
pub async fn everybody(world: &World) -> Vec<(String, Actor, usize)> {
    let (other, ..) = world.file(&Actor::Public, json!({ "title": "Lampu jalan padam sejak lama" })).await;
    let mut all = vec![
        ("public".to_owned(), Actor::Public, 0),
        ("tracker of another case".to_owned(), world.tracker(&other).await, 1),
        ("another citizen".to_owned(), world.citizen("lain@contoh.id").await, 2),
    ];
    for (people, column) in [(STRANGERS, 3), (WATCHERS, 4)] {
        for &(role, code) in people {
            all.push((format!("{} of {code}", role.as_str()), world.officer(role, code).await, column));
        }
    }
    all
}

/// What kind of answer it is.
fn class(answer: &Answer, field: &str) -> String {
    if answer.0["errors"].as_array().is_some_and(|errors| !errors.is_empty()) {
        return answer.errors().join("+");
    }
    let data = answer.at(&format!("/{field}"));
    if data["userErrors"].as_array().is_some_and(|list| !list.is_empty()) {
        return format!("refused:{}", answer.refusals(field).join("+"));
    }
    let rows = data["nodes"].as_array().or_else(|| data.as_array());
    match (data, rows) {
        (Value::Null, _) => "null".to_owned(),
        (_, Some(rows)) if rows.is_empty() => "empty".to_owned(),
        _ => "data".to_owned(),
    }
}

fn query(field: &str, subject: &Subject) -> String {
    let Subject { case, reference, .. } = subject;
    match field {
        "viewer" => "{ viewer { __typename } }".to_owned(),
        "node" => format!("{{ node(id: \"{case}\") {{ id }} }}"),
        "case" => format!(
            "{{ case(id: \"{case}\") {{ id title body place question ratingComment replies {{ body }} attachments {{ id }} events(first: 50) {{ nodes {{ text }} }} }} }}"
        ),
        "cases" => format!("{{ cases(filter: {{ text: \"{reference}\" }}, first: 50) {{ nodes {{ id title }} }} }}"),
        "publicCases" => {
            format!("{{ publicCases(filter: {{ text: \"{WORD}\" }}, first: 50) {{ nodes {{ title }} }} }}")
        }
        "publicCase" => format!("{{ publicCase(reference: \"{reference}\") {{ title }} }}"),
        "trackReport" => {
            format!("{{ trackReport(code: \"{reference}\", secret: \"AAAA-AAAA-AAAA-AAAA-AAAA-AAAA\") {{ id }} }}")
        }
        "agency" => "{ agency(code: \"BANJARMASIN-PUPR\") { code } }".to_owned(),
        "agencies" => "{ agencies(first: 5) { nodes { code } } }".to_owned(),
        "topics" => "{ topics { code } }".to_owned(),
        "regions" => "{ regions { code } }".to_owned(),
        "region" => "{ region(code: \"63.71\") { code } }".to_owned(),
        "archiveReasons" => "{ archiveReasons { code } }".to_owned(),
        "standardReplies" => format!("{{ standardReplies(caseId: \"{case}\") {{ text }} }}"),
        "caseCounts" => "{ caseCounts { overdue } }".to_owned(),
        "limits" => "{ limits { titleMax } }".to_owned(),
        "reorganisationPlans" => "{ reorganisationPlans(first: 5) { nodes { id } } }".to_owned(),
        "agencySheet" => {
            let sheet = server::graphql::ids::sheet(entities::ids::SheetId(uuid::Uuid::nil())).to_string();
            format!("{{ agencySheet(id: \"{sheet}\") {{ fileName }} }}")
        }
        "reorganisationPlan" => format!("{{ reorganisationPlan(id: \"{case}\") {{ id }} }}"),
        "person" => format!("{{ person(id: \"{case}\") {{ email }} }}"),
        "openInvitation" => "{ openInvitation(token: \"00\") { name } }".to_owned(),
        "vacancies" => "{ vacancies(first: 5) { __typename } }".to_owned(),
        // Of a government that has no rules of its own.
        "ruleSets" => "{ ruleSets(governmentCode: \"BANJARMASIN\", first: 5) { nodes { id } } }".to_owned(),
        "ruleSet" => format!("{{ ruleSet(id: \"{case}\") {{ id }} }}"),
        "testRouting" => format!(
            "{{ testRouting(input: {{ ruleSetId: \"{}\", title: \"{WORD}\", body: \"{reference}\" }}) {{ decision {{ sentence }} }} }}",
            no_rules()
        ),
        "ruleSimulation" => format!("{{ ruleSimulation(id: \"{}\") {{ id }} }}", no_simulation()),
        "simulatedMove" => format!(
            "{{ simulatedMove(simulationId: \"{}\", caseId: \"{case}\") {{ case {{ id }} before {{ sentence }} }} }}",
            no_simulation()
        ),
        new => panic!("Query.{new} is new: write down here how strangers may try to reach a case through it"),
    }
}

fn input(name: &str, subject: &Subject, foreign: &(String, String)) -> Value {
    match name {
        "signIn" => json!({ "email": "agency_admin.banjarmasin-pupr@contoh.id", "password": "salah-salah-salah" }),
        "signOut" => json!({}),
        "registerAccount" => json!({ "name": "Baru", "email": "lain@contoh.id", "password": "panjang-sekali-12" }),
        "changePassword" => json!({ "current": "salah-salah-salah", "new": "panjang-sekali-12" }),
        "chooseRole" => json!({ "roleGrantId": foreign.0 }),
        "openTrackedReport" => json!({ "code": subject.reference, "secret": "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA" }),
        "createAccessToken" => json!({ "name": "Program", "roleGrantId": foreign.0 }),
        "revokeAccessToken" => json!({ "id": foreign.1 }),
        "submitReport" => {
            json!({ "title": "Lampu jalan padam sejak lama", "body": "Sudah dua pekan gelap sama sekali di sini.",
            "contact": { "name": "Pelapor" }, "attachmentIds": [subject.attachment] })
        }
        "importAgencySheet" => {
            json!({ "sheetId": server::graphql::ids::sheet(entities::ids::SheetId(uuid::Uuid::nil())).to_string(),
            "title": "Penataan", "legalReference": "Perda", "effectiveOn": "2026-12-01" })
        }
        "createPlan" | "updatePlan" | "addPlanChange" | "updatePlanChange" | "removePlanChange" | "submitPlan"
        | "approvePlan" | "returnPlan" | "discardPlan" | "draftCounterPlan" => plan_input(name),
        "createRuleSet" | "importRules" | "updateRuleSet" | "addRule" | "updateRule" | "moveRule" | "removeRule"
        | "submitRuleSet" | "approveRuleSet" | "returnRuleSet" | "discardRuleSet" => rule_input(name),
        "startSimulation" => json!({ "ruleSetId": no_rules(), "from": "2026-10-01", "until": "2026-11-01" }),
        "cancelSimulation" => json!({ "simulationId": no_simulation() }),
        "invitePerson" | "renewInvitation" | "withdrawInvitation" | "acceptInvitation" | "moveRole" | "endRole"
        | "suspendRole" | "resumeRole" | "nameDeputy" | "endDeputy" => people_input(name),
        other => {
            subject
                .attempts()
                .into_iter()
                .find(|(name, _)| *name == other)
                .unwrap_or_else(|| {
                    panic!("Mutation.{other} is new: write down here, or in `subject`, how strangers may try it")
                })
                .1
        }
    }
}

/// What strangers must never be told, whatever they ask.
fn silent(who: &str, field: &str, answer: &Answer, subject: &Subject) {
    let text = answer.0.to_string();
    for told in [&subject.case, &subject.reference, &subject.reply, &subject.attachment, WORD] {
        assert!(!text.contains(told), "{field} tells {who} of the hidden case ({told}): {text}");
    }
}

/// Nobody but the handlers is told these.
fn no_text(who: &str, field: &str, answer: &Answer, subject: &Subject) {
    let text = answer.0.to_string();
    for told in [
        &subject.reply,
        &subject.attachment,
        WORD,
        "Lubang besar",
        "Kami kerjakan pekan ini",
        "Ini fotonya",
        "Pelapor Uji",
    ] {
        assert!(!text.contains(told), "{field} tells {who} the secret text ({told}): {text}");
    }
}

async fn fields(world: &World) -> [BTreeSet<String>; 3] {
    let query = "{ __schema { queryType { fields { name } } mutationType { fields { name } } subscriptionType { fields { name } } } }";
    let answer = world.ask(&Actor::Public, query, json!({})).await;
    ["queryType", "mutationType", "subscriptionType"].map(|kind| {
        let list = answer.at(&format!("/__schema/{kind}/fields")).as_array().unwrap().clone();
        list.iter().map(|field| field["name"].as_str().unwrap().to_owned()).collect()
    })
}

async fn covered(world: World) {
    let [queries, mutations, subscriptions] = fields(&world).await;
    let listed =
        |table: &[(&str, [&str; 5])]| table.iter().map(|(name, _)| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(queries, listed(QUERIES), "each root query has a line in the table");
    assert_eq!(mutations, listed(MUTATIONS), "each mutation has a line in the table");
    assert_eq!(
        subscriptions,
        SUBSCRIPTIONS.iter().map(|name| (*name).to_owned()).collect(),
        "each subscription has a test in no_oracle"
    );

    let subject = Subject::hidden(&world).await;
    let admin = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
    let token = world
        .ask_in_browser(
            &admin,
            "mutation { createAccessToken(input: { name: \"Uji\" }) { accessToken { id } userErrors { code } } }",
            json!({}),
        )
        .await
        .done("createAccessToken")
        .text("/createAccessToken/accessToken/id");
    let grant = server::graphql::ids::role_grant(admin.officer().unwrap().grant).to_string();
    let foreign = (grant, token);
    let mut wrong = vec![];
    for (who, actor, column) in everybody(&world).await {
        // Limits over time (tracking codes of one address) are not what is asked here.
        world.pass(Duration::minutes(20));
        for (field, wanted) in QUERIES {
            let answer = world.ask(&actor, &query(field, &subject), json!({})).await;
            note(&mut wrong, &who, field, &answer, wanted[column]);
            leak(&who, field, &answer, &subject, column);
        }
        for (name, wanted) in MUTATIONS {
            let answer = world.ask(&actor, &mutation(name), json!({ "input": input(name, &subject, &foreign) })).await;
            note(&mut wrong, &who, name, &answer, wanted[column]);
            leak(&who, name, &answer, &subject, column);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let version = world.version(&admin, &subject.case).await;
    assert_eq!(version, subject.version, "nobody's attempt changed the case");
}

fn note(wrong: &mut Vec<String>, who: &str, field: &str, answer: &Answer, wanted: &str) {
    let found = class(answer, field);
    assert!(!found.contains("INTERNAL"), "{field} as {who}: {:#}", answer.0);
    if found != wanted {
        wrong.push(format!("{field} as {who}: {found}, not {wanted}"));
    }
}

fn leak(who: &str, field: &str, answer: &Answer, subject: &Subject, column: usize) {
    if column < 4 {
        silent(who, field, answer, subject);
    }
    no_text(who, field, answer, subject);
}
