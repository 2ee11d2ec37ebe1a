//! Somebody takes another person's place for an absence, acts on behalf of that person, and is no second person.
use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{authz::actor::Actor, graphql::ids};

use super::{WHY, about, day, email, invitation, invitation_act, member, role_act, role_id};
use crate::{
    stories::routes::now,
    support::{Answer, Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("a_deputy_acts_on_behalf_of_the_absent_one_and_the_history_says_so", acts);
    trials.story("a_deputy_is_no_second_person_for_the_one_stood_in_for", one_person);
    trials.story("a_deputy_and_the_absent_one_are_one_person_before_an_archive", one_archivist);
    trials.story("a_deputy_is_refused_with_its_field", refused);
    trials.story("a_deputy_rests_and_ends_with_the_role", together);
}

/// Names a deputy from today for some days; answers the deputy's role.
async fn deputise(world: &World, who: &Actor, agency: &str, absent: &Actor, deputy: &str, days: i64) -> Answer {
    let extra = json!({ "deputyEmail": deputy, "from": day(world, 0), "to": day(world, days - 1), "reason": WHY });
    let input = about(world, who, agency, &role_id(absent), extra).await;
    role_act(world, who, "nameDeputy", input).await
}

/// Somebody in the role of a global id.
async fn under(world: &World, who: &Actor, role: &str) -> Actor {
    let (account, grant) = (who.account().unwrap(), ids::to_role_grant(role));
    world.app.store.actor_of_account(account, 1, grant, world.app.clock.now()).await.unwrap().unwrap()
}

async fn acts(world: World) {
    let case = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let absent = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let colleague = world.officer(Role::LiaisonOfficer, "KALSEL-DISHUB").await;
    let named = deputise(&world, &absent, "KALSEL-PUPR", &absent, &email(Role::LiaisonOfficer, "KALSEL-DISHUB"), 10)
        .await
        .done("nameDeputy");
    assert_eq!(named.text("/nameDeputy/member/id"), role_id(&absent));
    let role = named.text("/nameDeputy/member/deputies/0/id");
    // Whoever chose nothing acts in the own role still.
    let own =
        world.app.store.actor_of_account(colleague.account().unwrap(), 1, None, world.app.clock.now()).await.unwrap();
    assert_eq!(own, Some(colleague.clone()));
    let deputy = under(&world, &colleague, &role).await;
    assert_eq!(deputy.role(), Some(Role::AgencyAdmin));
    let who = "{ viewer { actingRole { role standsInFor } } }";
    assert_eq!(
        world.ask(&deputy, who, json!({})).await.at("/viewer/actingRole"),
        &json!({ "role": "AGENCY_ADMIN", "standsInFor": "Nama agency_admin.kalsel-pupr@contoh.id" })
    );
    let note = json!({ "caseId": case, "body": "Sudah saya telepon kontraktornya." });
    world.act(&deputy, "addNote", note).await.done("addNote");
    let events =
        "query($id: ID!) { case(id: $id) { events(last: 1) { nodes { kind actor { label onBehalfOf role } } } } }";
    let seen = world.ask(&absent, events, json!({ "id": case })).await;
    let actor = seen.at("/case/events/nodes/0/actor");
    assert_eq!(actor["label"], "Nama liaison_officer.kalsel-dishub@contoh.id");
    assert_eq!(actor["onBehalfOf"], "Nama agency_admin.kalsel-pupr@contoh.id");
    // Others than colleagues learn neither name.
    let tracker = world.tracker(&case).await;
    assert!(!world.ask(&tracker, events, json!({ "id": case })).await.0.to_string().contains("kalsel-pupr@"));
    // It ends by itself, to the day.
    world.pass(Duration::days(10));
    assert_eq!(under(&world, &colleague, &role).await, colleague);
}

async fn one_person(world: World) {
    let case = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let absent = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let colleague = world.officer(Role::LiaisonOfficer, "KALSEL-PUPR").await;
    let draft = now(
        &world,
        &absent,
        "draftReply",
        &case,
        json!({ "kind": "SUBSTANTIVE", "body": "Lubang sudah kami tutup.", "askApproval": true }),
    )
    .await
    .done("draftReply");
    let reply =
        json!({ "replyId": draft.text("/draftReply/reply/id"), "version": draft.at("/draftReply/reply/version") });
    let named = deputise(&world, &absent, "KALSEL-PUPR", &absent, &email(Role::LiaisonOfficer, "KALSEL-PUPR"), 10)
        .await
        .done("nameDeputy");
    let deputy = under(&world, &colleague, &named.text("/nameDeputy/member/deputies/0/id")).await;
    assert_eq!(world.act(&deputy, "approveReply", reply.clone()).await.refusals("approveReply"), ["OWN_DRAFT"]);
    world.act(&colleague, "approveReply", reply).await.done("approveReply");

    // Plans of the tree: what the coordinator submitted the deputy does not approve.
    let one = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let two = world.officer(Role::ProvinceCoordinator, "KALSEL#2").await;
    let named = deputise(&world, &one, "KALSEL", &one, &email(Role::LiaisonOfficer, "KALSEL-PUPR"), 10)
        .await
        .done("nameDeputy");
    let deputy = under(&world, &colleague, &named.text("/nameDeputy/member/deputies/0/id")).await;
    use crate::stories::reorganisation::{draft as plan, plan_act, today};
    let rename = json!({ "kind": "RENAME", "code": "KALSEL-PERKIM", "name": "Dinas Perumahan" });
    let (id, version) = plan(&world, &one, &today(&world), &[rename]).await;
    let sent =
        plan_act(&world, &one, "submitPlan", json!({ "planId": id, "version": version })).await.done("submitPlan");
    let version = sent.at("/submitPlan/plan/version").clone();
    let input = json!({ "planId": id, "version": version });
    assert_eq!(
        plan_act(&world, &deputy, "approvePlan", input.clone()).await.refusals("approvePlan"),
        ["SECOND_PERSON_NEEDED"]
    );
    plan_act(&world, &two, "approvePlan", input).await.done("approvePlan");
}

async fn one_archivist(world: World) {
    let one = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let two = world.officer(Role::ProvinceCoordinator, "KALSEL#2").await;
    let colleague = world.officer(Role::LiaisonOfficer, "KALSEL-PUPR").await;
    let named = deputise(&world, &one, "KALSEL", &one, &email(Role::LiaisonOfficer, "KALSEL-PUPR"), 10)
        .await
        .done("nameDeputy");
    let deputy = under(&world, &colleague, &named.text("/nameDeputy/member/deputies/0/id")).await;
    let reason = json!({ "reasonCode": "too_general", "note": "Tidak ada tempat dan waktunya." });
    for (proposes, agrees) in [(&one, &deputy), (&deputy, &one), (&deputy, &deputy)] {
        let (case, ..) = world.file(&Actor::Public, json!({})).await;
        let proposed = now(&world, proposes, "archiveCase", &case, reason.clone()).await.done("archiveCase");
        assert_eq!(proposed.text("/archiveCase/case/status"), "SUBMITTED");
        let refused = now(&world, agrees, "archiveCase", &case, reason.clone()).await;
        assert_eq!(refused.refusals("archiveCase"), ["SECOND_PERSON_NEEDED"]);
        let agreed = now(&world, &two, "archiveCase", &case, reason.clone()).await.done("archiveCase");
        assert_eq!(agreed.text("/archiveCase/case/status"), "ARCHIVED");
    }
}

async fn refused(world: World) {
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let officer = world.officer(Role::UnitOfficer, "KALSEL-PUPR-BM").await;
    world.officer(Role::LiaisonOfficer, "KALSEL-PUPR").await;
    world.officer(Role::LiaisonOfficer, "BANJARMASIN-PUPR").await;
    world.citizen("warga@contoh.id").await;
    let good = email(Role::LiaisonOfficer, "KALSEL-PUPR");
    let bm = "KALSEL-PUPR-BM";
    for (extra, code, field) in [
        (json!({ "deputyEmail": email(Role::UnitOfficer, bm) }), "INVALID", "deputyEmail"),
        (json!({ "deputyEmail": email(Role::AgencyAdmin, "KALSEL-PUPR") }), "NOT_ALLOWED", "deputyEmail"),
        (json!({ "deputyEmail": email(Role::LiaisonOfficer, "BANJARMASIN-PUPR") }), "UNKNOWN", "deputyEmail"),
        (json!({ "deputyEmail": "warga@contoh.id" }), "UNKNOWN", "deputyEmail"),
        (json!({ "deputyEmail": "tidak-ada@contoh.id" }), "UNKNOWN", "deputyEmail"),
        (json!({ "deputyEmail": "💥" }), "INVALID", "deputyEmail"),
        (json!({ "from": day(&world, -1) }), "INVALID", "from"),
        (json!({ "to": day(&world, 180) }), "INVALID", "to"),
        (json!({ "from": day(&world, 5), "to": day(&world, 4) }), "INVALID", "to"),
        (json!({ "reason": "" }), "REQUIRED", "reason"),
        (json!({ "version": 5 }), "CONFLICT", "version"),
    ] {
        let mut input = about(
            &world,
            &admin,
            bm,
            &role_id(&officer),
            json!({ "deputyEmail": good, "from": day(&world, 0), "to": day(&world, 9), "reason": WHY }),
        )
        .await;
        for (key, value) in extra.as_object().unwrap() {
            input[key] = value.clone();
        }
        let answer = role_act(&world, &admin, "nameDeputy", input).await;
        assert_eq!(answer.refusals("nameDeputy"), [code], "{extra}");
        assert_eq!(answer.at("/nameDeputy/userErrors/0/path/1"), &json!(field), "{extra}");
    }
    deputise(&world, &officer, bm, &officer, &good, 180).await.done("nameDeputy");
    assert_eq!(deputise(&world, &officer, bm, &officer, &good, 5).await.refusals("nameDeputy"), ["TAKEN"]);

    // In another person's place one appoints nobody and names nobody.
    let colleague = world.officer(Role::LiaisonOfficer, "KALSEL-PUPR").await;
    let named = deputise(&world, &admin, "KALSEL-PUPR", &admin, &good, 30).await.done("nameDeputy");
    let role = named.text("/nameDeputy/member/deputies/0/id");
    let deputy = under(&world, &colleague, &role).await;
    let invites =
        invitation_act(&world, &deputy, "invitePerson", invitation(bm, "UNIT_OFFICER", "a@contoh.id", json!({}))).await;
    assert_eq!(invites.refusals("invitePerson"), ["UNKNOWN"]);
    let roles = world
        .ask(&deputy, "{ agency(code: \"KALSEL-PUPR-BM\") { appointableRoles invitations { id } } }", json!({}))
        .await;
    assert_eq!(roles.at("/agency"), &json!({ "appointableRoles": [], "invitations": null }));
    assert_eq!(deputise(&world, &deputy, bm, &officer, &good, 5).await.refusals("nameDeputy"), ["UNKNOWN"]);
    let second = deputise(&world, &deputy, "KALSEL-PUPR", &admin, &email(Role::UnitOfficer, bm), 5).await;
    assert_eq!(second.refusals("nameDeputy"), ["UNKNOWN"]);
    // A deputy's role is only given back.
    for mutation in ["endRole", "suspendRole"] {
        let input = about(&world, &admin, "KALSEL-PUPR", &role, json!({ "reason": WHY })).await;
        assert_eq!(role_act(&world, &admin, mutation, input).await.refusals(mutation), ["WRONG_STATE"], "{mutation}");
    }
    let input = about(&world, &admin, "KALSEL-PUPR", &role, json!({})).await;
    let ended = role_act(&world, &deputy, "endDeputy", input).await.done("endDeputy");
    assert_eq!(ended.at("/endDeputy/member/deputies"), &json!([]));
    assert_eq!(under(&world, &colleague, &role).await, colleague);
}

async fn together(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let colleague = world.officer(Role::LiaisonOfficer, "KALSEL-PUPR").await;
    let named = deputise(&world, &admin, "KALSEL-PUPR", &admin, &email(Role::LiaisonOfficer, "KALSEL-PUPR"), 30)
        .await
        .done("nameDeputy");
    let role = named.text("/nameDeputy/member/deputies/0/id");
    assert!(under(&world, &colleague, &role).await.instead_of().is_some());
    let act = |mutation: &'static str, extra: Value| {
        let (world, coordinator, admin) = (&world, &coordinator, &admin);
        async move {
            let input = about(world, coordinator, "KALSEL-PUPR", &role_id(admin), extra).await;
            role_act(world, coordinator, mutation, input).await.done(mutation);
        }
    };
    act("suspendRole", json!({ "reason": WHY })).await;
    assert_eq!(under(&world, &colleague, &role).await, colleague, "rests with the role");
    act("resumeRole", json!({})).await;
    assert!(under(&world, &colleague, &role).await.instead_of().is_some());
    act("endRole", json!({ "reason": WHY, "lastDay": day(&world, 3) })).await;
    assert_eq!(member(&world, &coordinator, "KALSEL-PUPR", &role).await.unwrap()["validTo"], json!(day(&world, 3)));
    world.pass(Duration::days(4));
    assert_eq!(under(&world, &colleague, &role).await, colleague, "never outlives it");
}
