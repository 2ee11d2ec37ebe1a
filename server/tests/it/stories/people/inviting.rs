//! Somebody is invited by a link and takes the role; and everything that keeps others from it.
use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{authz::actor::Actor, graphql::ids};

use super::{WHY, about, accept, day, email, invitation, invitation_act, member, members, role_act, role_id, token};
use crate::{
    stories::reorganisation::{coordinators, draft, publish, today},
    support::{Answer, Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("somebody_is_invited_takes_the_role_and_works", whole_way);
    trials.story("an_invitation_is_refused_with_its_field", refused);
    trials.story("a_link_is_dead_once_used_withdrawn_renewed_or_run_out", dead);
    trials.story("an_inviter_who_lost_the_right_gives_none", lost_right);
    trials.story("an_account_that_stands_takes_a_role_with_its_password_and_once", existing);
    trials.story("the_same_key_shows_the_same_link", same_key);
    trials.story("nobody_takes_a_role_at_an_agency_that_has_closed_meanwhile", closed_meanwhile);
    trials.story("one_person_invites_so_many_in_an_hour_and_no_more", hourly);
}

async fn open(world: &World, token: &str) -> Answer {
    let query = "query($t: String!) { openInvitation(token: $t) { name emailHint role hasAccount expiresAt agency { code } invitedBy invitedFrom { code } } }";
    world.ask(&Actor::Public, query, json!({ "t": token })).await
}

/// Codes of all units with nobody in office, from the first on.
pub(super) async fn vacant(world: &World, who: &Actor) -> Vec<String> {
    let query =
        "query($a: String) { vacancies(first: 100, after: $a) { nodes { code } pageInfo { hasNextPage endCursor } } }";
    let (mut found, mut after) = (vec![], Value::Null);
    loop {
        let page = world.ask(who, query, json!({ "a": after })).await;
        let nodes = page.at("/vacancies/nodes").as_array().unwrap().clone();
        found.extend(nodes.iter().map(|node| node["code"].as_str().unwrap().to_owned()));
        if page.at("/vacancies/pageInfo/hasNextPage") == false {
            return found;
        }
        after = page.at("/vacancies/pageInfo/endCursor").clone();
    }
}

async fn whole_way(world: World) {
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let unit = "KALSEL-PUPR-BM".to_owned();
    assert!(vacant(&world, &admin).await.contains(&unit));
    let roles = world
        .ask(&admin, "{ agency(code: \"KALSEL-PUPR-BM\") { appointableRoles invitations { id } } }", json!({}))
        .await;
    assert_eq!(roles.at("/agency/appointableRoles"), &json!(["UNIT_OFFICER", "LIAISON_OFFICER", "AGENCY_ADMIN"]));
    assert_eq!(roles.at("/agency/invitations"), &json!([]));

    let input = invitation(&unit, "UNIT_OFFICER", "Maulida@Contoh.id", json!({}));
    let made = invitation_act(&world, &admin, "invitePerson", input).await.done("invitePerson");
    assert_eq!(made.text("/invitePerson/invitation/state"), "WAITING");
    assert_eq!(made.text("/invitePerson/invitation/delivery"), "NOT_SET_UP");
    let link = made.text("/invitePerson/link");
    assert!(link.starts_with("http://127.0.0.1:8080/undangan/"), "{link}");
    let token = token(&link);
    let seen = open(&world, &token).await;
    assert_eq!(seen.text("/openInvitation/emailHint"), "m***@contoh.id");
    assert_eq!(seen.at("/openInvitation/hasAccount"), &json!(false));
    assert!(!seen.0.to_string().contains("maulida"), "the address is a hint only");
    assert_eq!(seen.text("/openInvitation/invitedBy"), "Nama agency_admin.kalsel-pupr@contoh.id");
    assert_eq!(seen.text("/openInvitation/invitedFrom/code"), "KALSEL-PUPR");

    assert_eq!(accept(&world, &token, "pendek").await.refusals("acceptInvitation"), ["TOO_SHORT"]);
    let here = accept(&world, &token, "panjang-sekali-12").await.done("acceptInvitation");
    assert_eq!(here.text("/acceptInvitation/viewer/role"), "UNIT_OFFICER");
    assert_eq!(here.text("/acceptInvitation/viewer/account/email"), "maulida@contoh.id");
    assert_eq!(accept(&world, &token, "panjang-sekali-12").await.refusals("acceptInvitation"), ["UNKNOWN"]);
    assert_eq!(open(&world, &token).await.at("/openInvitation"), &Value::Null);

    assert!(!vacant(&world, &admin).await.contains(&unit), "somebody is in office");
    let found = members(&world, &admin, &unit).await;
    assert_eq!((found.len(), &found[0]["name"], &found[0]["inOffice"]), (1, &json!("Maulida Fitri"), &json!(true)));
    assert_eq!(found[0]["viewerCan"], json!(["END", "MOVE", "SUSPEND", "NAME_DEPUTY"]));
    let person = "{ agency(code: \"KALSEL-PUPR-BM\") { invitations { state viewerCan } members { person { id email
        roles { agency { code } member { role } } history { kind role by agency { code } } } } } }";
    let seen = world.ask(&admin, person, json!({})).await;
    assert_eq!(seen.at("/agency/invitations"), &json!([{ "state": "ACCEPTED", "viewerCan": [] }]));
    let person = seen.at("/agency/members/0/person").clone();
    assert_eq!(person["history"][0]["kind"], "GRANTED");
    assert_eq!(person["history"][0]["by"], "Nama agency_admin.kalsel-pupr@contoh.id");
    // Others see the colleague, and not the person behind.
    let query = "query($id: ID!) { person(id: $id) { email } node(id: $id) { id } }";
    for (role, code) in [
        (Role::UnitOfficer, "KALSEL-PUPR-BM"),
        (Role::LiaisonOfficer, "KALSEL-PUPR"),
        (Role::AgencyAdmin, "KALSEL-DISHUB"),
        (Role::RegencyCoordinator, "BANJAR"),
        (Role::OmbudsmanOfficer, "OMB-KALSEL"),
    ] {
        let other = world.officer(role, code).await;
        let hidden = world.ask(&other, query, json!({ "id": person["id"] })).await;
        assert_eq!(hidden.at(""), &json!({ "person": null, "node": null }), "{role} of {code}");
        let inside = world.ask(&other, "{ agency(code: \"KALSEL-PUPR-BM\") { appointableRoles invitations { email } members { person { email } } } }", json!({})).await;
        assert_eq!(inside.at("/agency/invitations"), &Value::Null, "{role} of {code}");
        assert!(!inside.0.to_string().contains("maulida@"), "{role} of {code}: {:#}", inside.0);
    }
}

async fn refused(world: World) {
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let unit_admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR-BM").await;
    let province = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJARMASIN").await;
    let officer = world.officer(Role::LiaisonOfficer, "KALSEL-PUPR").await;
    let system = world.officer(Role::SystemAdmin, "").await;
    let held = email(Role::LiaisonOfficer, "KALSEL-PUPR");
    let (own, far) = (email(Role::AgencyAdmin, "KALSEL-PUPR"), day(&world, 400));
    let (yesterday, today) = (day(&world, -1), day(&world, 0));
    let long = "x".repeat(101);
    let none = || json!({});
    let (bm, pupr) = ("KALSEL-PUPR-BM", "KALSEL-PUPR");
    for (who, agency, role, email, extra, code, field) in [
        // Not theirs: as if there were nothing.
        (&officer, bm, "UNIT_OFFICER", "a@contoh.id", none(), "UNKNOWN", "agencyId"),
        (&unit_admin, pupr, "UNIT_OFFICER", "a@contoh.id", none(), "UNKNOWN", "agencyId"),
        (&admin, "KALSEL-DISHUB", "UNIT_OFFICER", "a@contoh.id", none(), "UNKNOWN", "agencyId"),
        (&regency, pupr, "UNIT_OFFICER", "a@contoh.id", none(), "UNKNOWN", "agencyId"),
        (&province, "BANJARMASIN-PUPR", "AGENCY_ADMIN", "a@contoh.id", none(), "UNKNOWN", "agencyId"),
        (&province, "OMB-KALSEL", "OMBUDSMAN_OFFICER", "a@contoh.id", none(), "UNKNOWN", "agencyId"),
        (&admin, "TIDAK-ADA", "UNIT_OFFICER", "a@contoh.id", none(), "UNKNOWN", "agencyId"),
        // A role that is more than theirs to give.
        (&admin, pupr, "AGENCY_ADMIN", "a@contoh.id", none(), "NOT_ALLOWED", "role"),
        (&admin, pupr, "LEADERSHIP", "a@contoh.id", none(), "NOT_ALLOWED", "role"),
        (&admin, pupr, "PROVINCE_COORDINATOR", "a@contoh.id", none(), "INVALID", "role"),
        (&province, pupr, "SYSTEM_ADMIN", "a@contoh.id", none(), "INVALID", "role"),
        (&province, pupr, "INSPECTORATE", "a@contoh.id", none(), "INVALID", "role"),
        (&system, "KALSEL", "REGENCY_COORDINATOR", "a@contoh.id", none(), "INVALID", "role"),
        // Themselves, and those who have it.
        (&admin, bm, "AGENCY_ADMIN", &own, none(), "NOT_ALLOWED", "email"),
        (&admin, pupr, "LIAISON_OFFICER", &held, none(), "TAKEN", "email"),
        // What was typed.
        (&admin, bm, "UNIT_OFFICER", "bukan surel", none(), "INVALID", "email"),
        (&admin, bm, "UNIT_OFFICER", "", none(), "REQUIRED", "email"),
        (&admin, bm, "UNIT_OFFICER", "a@contoh.id", json!({ "name": "" }), "REQUIRED", "name"),
        (&admin, bm, "UNIT_OFFICER", "a@contoh.id", json!({ "name": long }), "TOO_LONG", "name"),
        (&admin, bm, "UNIT_OFFICER", "a@contoh.id", json!({ "name": "Budi\u{7}\r\nBcc: b@c.id" }), "INVALID", "name"),
        (&admin, bm, "UNIT_OFFICER", "a@contoh.id", json!({ "validFrom": yesterday }), "INVALID", "validFrom"),
        (&admin, bm, "UNIT_OFFICER", "a@contoh.id", json!({ "validFrom": far }), "INVALID", "validFrom"),
        (
            &admin,
            bm,
            "UNIT_OFFICER",
            "a@contoh.id",
            json!({ "validFrom": today, "validTo": yesterday }),
            "INVALID",
            "validTo",
        ),
        (&province, "KALSEL-DTPH", "AGENCY_ADMIN", "a@contoh.id", none(), "CLOSED_AGENCY", "agencyId"),
    ] {
        let answer = invitation_act(&world, who, "invitePerson", invitation(agency, role, email, extra.clone())).await;
        let what = format!("{role} at {agency} for {email} {extra}: {:#}", answer.0);
        assert_eq!(answer.refusals("invitePerson"), [code], "{what}");
        assert_eq!(answer.at("/invitePerson/userErrors/0/path"), &json!(["input", field]), "{what}");
        assert_eq!(answer.at("/invitePerson/link"), &Value::Null, "{what}");
    }
    for (who, wanted) in
        [(Actor::Public, "UNAUTHENTICATED"), (world.citizen("warga@contoh.id").await, "UNAUTHENTICATED")]
    {
        let answer =
            invitation_act(&world, &who, "invitePerson", invitation(bm, "UNIT_OFFICER", "a@contoh.id", none())).await;
        assert_eq!(answer.errors(), [wanted]);
    }
    // Twice the same person; and a hostile name stays a name.
    let hostile = json!({ "name": "<script>alert('x')</script>" });
    let input = invitation(bm, "UNIT_OFFICER", "a@contoh.id", hostile);
    let made = invitation_act(&world, &admin, "invitePerson", input.clone()).await.done("invitePerson");
    assert_eq!(made.text("/invitePerson/invitation/name"), "<script>alert('x')</script>");
    assert_eq!(invitation_act(&world, &admin, "invitePerson", input).await.refusals("invitePerson"), ["TAKEN"]);
    // A coordinator who was ended a second ago, in a request that had begun before.
    let second = world.officer(Role::ProvinceCoordinator, "KALSEL#2").await;
    let end = about(&world, &second, "KALSEL", &role_id(&province), json!({ "reason": WHY })).await;
    role_act(&world, &second, "endRole", end).await.done("endRole");
    let late =
        invitation_act(&world, &province, "invitePerson", invitation(pupr, "AGENCY_ADMIN", "b@contoh.id", none()))
            .await;
    assert_eq!(late.refusals("invitePerson"), ["UNKNOWN"]);
}

async fn dead(world: World) {
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let made = invitation_act(
        &world,
        &admin,
        "invitePerson",
        invitation("KALSEL-PUPR-BM", "UNIT_OFFICER", "a@contoh.id", json!({})),
    )
    .await
    .done("invitePerson");
    let (id, first) = (made.text("/invitePerson/invitation/id"), token(&made.text("/invitePerson/link")));
    let stale = invitation_act(&world, &admin, "renewInvitation", json!({ "invitationId": id, "version": 7 })).await;
    assert_eq!(stale.refusals("renewInvitation"), ["CONFLICT"]);
    let other = world.officer(Role::AgencyAdmin, "KALSEL-DISHUB").await;
    for mutation in ["renewInvitation", "withdrawInvitation"] {
        let hidden = invitation_act(&world, &other, mutation, json!({ "invitationId": id, "version": 1 })).await;
        assert_eq!(hidden.refusals(mutation), ["UNKNOWN"]);
        assert_eq!(hidden.at(&format!("/{mutation}/invitation")), &Value::Null);
    }
    let renewed = invitation_act(&world, &admin, "renewInvitation", json!({ "invitationId": id, "version": 1 }))
        .await
        .done("renewInvitation");
    let second = token(&renewed.text("/renewInvitation/link"));
    assert_ne!(first, second);
    // A week is over.
    world.pass(Duration::days(7));
    for dead in [&first, &second, &"0".repeat(64), "", "💥", &second.to_uppercase()] {
        assert_eq!(open(&world, dead).await.at("/openInvitation"), &Value::Null, "{dead}");
        assert_eq!(accept(&world, dead, "panjang-sekali-12").await.refusals("acceptInvitation"), ["UNKNOWN"], "{dead}");
    }
    let again = invitation_act(&world, &admin, "renewInvitation", json!({ "invitationId": id, "version": 2 }))
        .await
        .done("renewInvitation");
    let third = token(&again.text("/renewInvitation/link"));
    assert_eq!(open(&world, &third).await.text("/openInvitation/role"), "UNIT_OFFICER");
    let gone = invitation_act(&world, &admin, "withdrawInvitation", json!({ "invitationId": id, "version": 3 }))
        .await
        .done("withdrawInvitation");
    assert_eq!(gone.text("/withdrawInvitation/invitation/state"), "WITHDRAWN");
    assert_eq!(accept(&world, &third, "panjang-sekali-12").await.refusals("acceptInvitation"), ["UNKNOWN"]);
    for mutation in ["renewInvitation", "withdrawInvitation"] {
        let late = invitation_act(&world, &admin, mutation, json!({ "invitationId": id, "version": 4 })).await;
        assert_eq!(late.refusals(mutation), ["WRONG_STATE"]);
    }
}

async fn lost_right(world: World) {
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let made = invitation_act(
        &world,
        &admin,
        "invitePerson",
        invitation("KALSEL-PUPR-BM", "UNIT_OFFICER", "a@contoh.id", json!({})),
    )
    .await
    .done("invitePerson");
    let token = token(&made.text("/invitePerson/link"));
    let rest = about(&world, &coordinator, "KALSEL-PUPR", &role_id(&admin), json!({ "reason": WHY })).await;
    role_act(&world, &coordinator, "suspendRole", rest).await.done("suspendRole");
    assert_eq!(open(&world, &token).await.at("/openInvitation"), &Value::Null);
    assert_eq!(accept(&world, &token, "panjang-sekali-12").await.refusals("acceptInvitation"), ["UNKNOWN"]);
    // The coordinator renews it, and answers for it from now on.
    let id = made.text("/invitePerson/invitation/id");
    let renewed = invitation_act(&world, &coordinator, "renewInvitation", json!({ "invitationId": id, "version": 1 }))
        .await
        .done("renewInvitation");
    accept(&world, &super::token(&renewed.text("/renewInvitation/link")), "panjang-sekali-12")
        .await
        .done("acceptInvitation");
}

async fn existing(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let officer = world.officer(Role::LiaisonOfficer, "KALSEL-PUPR").await;
    let address = email(Role::LiaisonOfficer, "KALSEL-PUPR");
    let made = invitation_act(
        &world,
        &coordinator,
        "invitePerson",
        invitation("KALSEL-DISHUB", "AGENCY_ADMIN", &address, json!({})),
    )
    .await
    .done("invitePerson");
    let token = token(&made.text("/invitePerson/link"));
    assert_eq!(open(&world, &token).await.at("/openInvitation/hasAccount"), &json!(true));
    assert_eq!(accept(&world, &token, "bukan-kata-sandinya").await.refusals("acceptInvitation"), ["WRONG_CREDENTIALS"]);
    // Two at once: one gets the role.
    let (one, two) = tokio::join!(accept(&world, &token, "contoh-saja-123"), accept(&world, &token, "contoh-saja-123"));
    let mut refusals = [one.refusals("acceptInvitation"), two.refusals("acceptInvitation")];
    refusals.sort();
    assert_eq!(refusals, [vec![], vec!["UNKNOWN".to_owned()]]);
    let roles = world.ask(&officer, "{ viewer { account { roles { role agency { code } } } } }", json!({})).await;
    assert_eq!(roles.at("/viewer/account/roles").as_array().unwrap().len(), 2);
    let me = ids::person(officer.account().unwrap()).to_string();
    let person = world
        .ask(&coordinator, "query($id: ID!) { person(id: $id) { roles { agency { code } } } }", json!({ "id": me }))
        .await;
    assert_eq!(person.at("/person/roles").as_array().unwrap().len(), 2);
    // Many wrong tries on one link are too many.
    let again = invitation_act(
        &world,
        &coordinator,
        "invitePerson",
        invitation("KALSEL-DISDIK", "AGENCY_ADMIN", &address, json!({})),
    )
    .await
    .done("invitePerson");
    let token = super::token(&again.text("/invitePerson/link"));
    for _ in 0..10 {
        assert_eq!(
            accept(&world, &token, "salah-salah-salah").await.refusals("acceptInvitation"),
            ["WRONG_CREDENTIALS"]
        );
    }
    assert_eq!(accept(&world, &token, "contoh-saja-123").await.refusals("acceptInvitation"), ["RATE_LIMITED"]);
    assert!(member(&world, &coordinator, "KALSEL-DISDIK", "x").await.is_none());
}

async fn same_key(world: World) {
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let key = json!({ "clientMutationId": "kunci-undangan-000001" });
    let input = invitation("KALSEL-PUPR-BM", "UNIT_OFFICER", "a@contoh.id", key.clone());
    let one = invitation_act(&world, &admin, "invitePerson", input.clone()).await.done("invitePerson");
    let two = invitation_act(&world, &admin, "invitePerson", input).await.done("invitePerson");
    assert_eq!(one.0, two.0);
    let other = invitation("KALSEL-PUPR-CK", "UNIT_OFFICER", "a@contoh.id", key);
    assert_eq!(invitation_act(&world, &admin, "invitePerson", other).await.refusals("invitePerson"), ["KEY_REUSED"]);
}

async fn closed_meanwhile(world: World) {
    let (one, two) = coordinators(&world).await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await;
    let mut links = vec![];
    for (who, email) in [(&one, "satu@contoh.id"), (&admin, "dua@contoh.id")] {
        let input = invitation("KALSEL-PERKIM", "UNIT_OFFICER", email, json!({}));
        let made = invitation_act(&world, who, "invitePerson", input).await.done("invitePerson");
        links.push((made.text("/invitePerson/invitation/id"), token(&made.text("/invitePerson/link"))));
    }
    let merge = json!({ "kind": "MERGE", "code": "KALSEL-PUPR", "sourceCodes": ["KALSEL-PERKIM"] });
    let (plan, version) = draft(&world, &one, &today(&world), &[merge]).await;
    publish(&world, &one, &two, &plan, version).await;
    // The coordinator could still give the role, were the agency there; the admin is in office elsewhere.
    let refused = accept(&world, &links[0].1, "panjang-sekali-12").await;
    assert_eq!(refused.refusals("acceptInvitation"), ["CLOSED_AGENCY"]);
    assert_eq!(accept(&world, &links[1].1, "panjang-sekali-12").await.refusals("acceptInvitation"), ["UNKNOWN"]);
    for email in ["satu@contoh.id", "dua@contoh.id"] {
        let account = world.app.store.credentials(email).await.unwrap();
        assert!(account.is_none(), "a refused invitation leaves no account");
    }
    assert_eq!(members(&world, &one, "KALSEL-PERKIM").await, Vec::<Value>::new());
    // It is not renewed, and can be taken back.
    let about = json!({ "invitationId": links[0].0, "version": 1 });
    let renewed = invitation_act(&world, &one, "renewInvitation", about.clone()).await;
    assert_eq!(renewed.refusals("renewInvitation"), ["CLOSED_AGENCY"]);
    invitation_act(&world, &one, "withdrawInvitation", about).await.done("withdrawInvitation");
}

async fn hourly(mut world: World) {
    std::sync::Arc::get_mut(&mut world.app.deps).unwrap().rates.invitations_person.most = 3;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let invite = async |who: &Actor, n: i32| {
        let input = invitation("KALSEL-PUPR-BM", "UNIT_OFFICER", &format!("orang.{n}@contoh.id"), json!({}));
        invitation_act(&world, who, "invitePerson", input).await
    };
    let first = invite(&admin, 1).await.done("invitePerson").text("/invitePerson/invitation/id");
    for n in 2..=3 {
        invite(&admin, n).await.done("invitePerson");
    }
    assert_eq!(invite(&admin, 4).await.refusals("invitePerson"), ["RATE_LIMITED"]);
    let renew = json!({ "invitationId": first, "version": 1 });
    let renewed = invitation_act(&world, &admin, "renewInvitation", renew.clone()).await;
    assert_eq!(renewed.refusals("renewInvitation"), ["RATE_LIMITED"], "a new link is one more letter");
    let kept = "{ agency(code: \"KALSEL-PUPR-BM\") { invitations { version } } }";
    let kept = world.ask(&admin, kept, json!({})).await;
    assert_eq!(kept.at("/agency/invitations"), &json!([{ "version": 1 }, { "version": 1 }, { "version": 1 }]));
    // It is one person's limit, and for an hour.
    invite(&coordinator, 4).await.done("invitePerson");
    world.pass(Duration::minutes(61));
    invitation_act(&world, &admin, "renewInvitation", renew).await.done("renewInvitation");
}
