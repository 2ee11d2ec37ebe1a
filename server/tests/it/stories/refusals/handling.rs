//! Bad input of officers: each act with each fault.
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{authz::actor::Actor, graphql};

use super::{Bad, accusing, check};
use crate::{
    stories::routes::facts,
    support::{Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("bad_input_of_an_officer_is_refused_with_field_and_limit_and_writes_nothing", handling);
}

async fn handling(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let stranger = world.officer(Role::UnitOfficer, "KALSEL-DISHUB").await;
    let (fresh, number, _) = world.file(&Actor::Public, json!({})).await;
    let routed = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let at_routed = world.version(&admin, &routed).await;
    let (accusing, at_accusing) = accusing(&world).await;
    let citizen = world.tracker(&fresh).await;

    let mut table = vec![];
    let mut bad = |what, who: &Actor, mutation, case: &str, version: i64, extra: Value, code, field, limit| {
        let mut input = extra;
        if !case.is_empty() {
            input["caseId"] = json!(case);
        }
        if version > 0 {
            input["version"] = json!(version);
        }
        table.push(Bad { what, who: who.clone(), mutation, input, code, field, limit });
    };
    let c = &coordinator;
    let unknown = graphql::ids::case(entities::ids::CaseId(uuid::Uuid::nil())).to_string();
    let agency = graphql::ids::agency("KALSEL").to_string();
    for (what, id) in
        [("garbage id", "!!"), ("empty id", ""), ("unknown id", unknown.as_str()), ("id of an agency", agency.as_str())]
    {
        let mut input = facts();
        input["caseId"] = json!(id);
        bad(what, c, "verifyCase", "", 1, input, "UNKNOWN", "caseId", "");
    }
    bad("future version", c, "verifyCase", &fresh, 99, facts(), "CONFLICT", "version", "");
    bad("not verified", c, "forwardCase", &fresh, 1, json!({ "targetCode": "KALSEL-PUPR" }), "WRONG_STATE", "", "");
    let target = |code: &str| json!({ "targetCode": code });
    bad(
        "closed agency",
        c,
        "forwardCase",
        &accusing,
        at_accusing,
        target("KALSEL-DTPH"),
        "CLOSED_AGENCY",
        "targetCode",
        "",
    );
    bad("overseer", c, "forwardCase", &accusing, at_accusing, target("OMB-KALSEL"), "INVALID", "targetCode", "");
    bad("root", c, "forwardCase", &accusing, at_accusing, target("NASIONAL"), "INVALID", "targetCode", "");
    bad("unknown agency", c, "forwardCase", &accusing, at_accusing, target("TIDAK-ADA"), "UNKNOWN", "targetCode", "");
    bad(
        "the accused",
        c,
        "forwardCase",
        &accusing,
        at_accusing,
        target("KALSEL-PUPR"),
        "CONFLICT_OF_INTEREST",
        "targetCode",
        "",
    );
    bad(
        "a unit of the accused",
        c,
        "forwardCase",
        &accusing,
        at_accusing,
        target("KALSEL-PUPR-BM"),
        "CONFLICT_OF_INTEREST",
        "targetCode",
        "",
    );
    let others = |field: &str, codes: Value| {
        let mut route = target("KALSEL-DISHUB");
        route[field] = codes;
        route
    };
    bad(
        "the accused helps",
        c,
        "forwardCase",
        &accusing,
        at_accusing,
        others("supportingCodes", json!(["KALSEL-PUPR"])),
        "CONFLICT_OF_INTEREST",
        "supportingCodes",
        "",
    );
    bad(
        "the accused reads",
        c,
        "forwardCase",
        &accusing,
        at_accusing,
        others("informedCodes", json!(["KALSEL-PUPR"])),
        "CONFLICT_OF_INTEREST",
        "informedCodes",
        "",
    );
    bad(
        "eleven helpers",
        c,
        "forwardCase",
        &accusing,
        at_accusing,
        others("supportingCodes", json!(vec!["KALSEL-DISHUB"; 11])),
        "TOO_MANY",
        "supportingCodes",
        "10",
    );
    bad(
        "eleven readers",
        c,
        "forwardCase",
        &accusing,
        at_accusing,
        others("informedCodes", json!(vec!["KALSEL-DISHUB"; 11])),
        "TOO_MANY",
        "informedCodes",
        "10",
    );
    bad(
        "closed helper",
        c,
        "forwardCase",
        &accusing,
        at_accusing,
        others("supportingCodes", json!(["KALSEL-DTPH"])),
        "CLOSED_AGENCY",
        "supportingCodes",
        "",
    );
    bad("already there", &admin, "forwardCase", &routed, at_routed, target("KALSEL-PUPR"), "INVALID", "targetCode", "");
    bad(
        "short question",
        c,
        "postponeCase",
        &fresh,
        1,
        json!({ "question": "Di mana?" }),
        "TOO_SHORT",
        "question",
        "10",
    );
    bad(
        "long question",
        c,
        "postponeCase",
        &fresh,
        1,
        json!({ "question": "q".repeat(2_001) }),
        "TOO_LONG",
        "question",
        "2000",
    );
    bad("unknown reason", c, "archiveCase", &fresh, 1, json!({ "reasonCode": "bosan" }), "UNKNOWN", "reasonCode", "");
    bad("nothing proposed", c, "declineArchive", &fresh, 1, json!({ "note": "Tidak setuju." }), "WRONG_STATE", "", "");
    bad(
        "short reason",
        &admin,
        "returnCase",
        &routed,
        at_routed,
        json!({ "reason": "No" }),
        "TOO_SHORT",
        "reason",
        "5",
    );
    bad(
        "long reason",
        &admin,
        "returnCase",
        &routed,
        at_routed,
        json!({ "reason": "r".repeat(4_001) }),
        "TOO_LONG",
        "reason",
        "4000",
    );
    bad(
        "unknown suggestion",
        &admin,
        "returnCase",
        &routed,
        at_routed,
        json!({ "reason": "Bukan kami.", "suggestedAgencyCode": "X" }),
        "UNKNOWN",
        "suggestedAgencyCode",
        "",
    );
    bad(
        "short reply",
        &admin,
        "draftReply",
        &routed,
        at_routed,
        json!({ "kind": "PROGRESS", "body": "Ya." }),
        "TOO_SHORT",
        "body",
        "10",
    );
    bad(
        "long reply",
        &admin,
        "draftReply",
        &routed,
        at_routed,
        json!({ "kind": "PROGRESS", "body": "a".repeat(10_001) }),
        "TOO_LONG",
        "body",
        "10000",
    );
    bad(
        "control character in a reply",
        &admin,
        "draftReply",
        &routed,
        at_routed,
        json!({ "kind": "PROGRESS", "body": "Sudah\u{1b} kami kerjakan." }),
        "INVALID",
        "body",
        "6",
    );
    bad(
        "unknown draft",
        &admin,
        "draftReply",
        &routed,
        at_routed,
        json!({ "kind": "PROGRESS", "body": "Sudah kami kerjakan.", "replyId": "xx" }),
        "UNKNOWN",
        "replyId",
        "",
    );
    bad("unanswered", &admin, "publishReply", "", 1, json!({ "replyId": unknown }), "UNKNOWN", "replyId", "");
    bad("empty note", &admin, "addNote", &routed, 0, json!({ "body": "" }), "REQUIRED", "body", "");
    bad("long note", &admin, "addNote", &routed, 0, json!({ "body": "n".repeat(4_001) }), "TOO_LONG", "body", "4000");
    bad(
        "unknown officer",
        &admin,
        "assignCase",
        &routed,
        at_routed,
        json!({ "officerId": "xx" }),
        "UNKNOWN",
        "officerId",
        "",
    );
    let elsewhere = graphql::ids::officer(stranger.account().unwrap()).to_string();
    bad(
        "officer of another agency",
        &admin,
        "assignCase",
        &routed,
        at_routed,
        json!({ "officerId": elsewhere }),
        "UNKNOWN",
        "officerId",
        "",
    );
    bad(
        "garbage number",
        c,
        "linkDuplicate",
        &fresh,
        1,
        json!({ "ofReference": "TG-0000-000000", "merge": true }),
        "INVALID",
        "ofReference",
        "",
    );
    bad(
        "its own number",
        c,
        "linkDuplicate",
        &fresh,
        1,
        json!({ "ofReference": number, "merge": false }),
        "INVALID",
        "ofReference",
        "",
    );
    bad(
        "short reason to read the identity",
        c,
        "revealIdentity",
        &fresh,
        0,
        json!({ "reason": "ya" }),
        "TOO_SHORT",
        "reason",
        "5",
    );
    bad("rating of six", &citizen, "rateAnswer", &fresh, 0, json!({ "rating": 6 }), "INVALID", "rating", "5");
    bad("rating of zero", &citizen, "rateAnswer", &fresh, 0, json!({ "rating": 0 }), "INVALID", "rating", "1");
    bad(
        "rating of six on confirming",
        &citizen,
        "confirmAnswer",
        &fresh,
        0,
        json!({ "rating": 6 }),
        "INVALID",
        "rating",
        "5",
    );
    bad("confirming too early", &citizen, "confirmAnswer", &fresh, 0, json!({}), "WRONG_STATE", "", "");
    bad("empty comment", &citizen, "addComment", &fresh, 0, json!({ "body": "  " }), "REQUIRED", "body", "");
    bad(
        "token for ever",
        c,
        "createAccessToken",
        "",
        0,
        json!({ "name": "Portal", "expiresInDays": 366 }),
        "INVALID",
        "expiresInDays",
        "365",
    );
    bad("token without a name", c, "createAccessToken", "", 0, json!({ "name": "" }), "REQUIRED", "name", "");
    check(&world, table).await;
}
