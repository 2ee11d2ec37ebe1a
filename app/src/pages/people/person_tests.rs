//! The page of a person through the router: what is offered, what is sent, what comes back refused.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::fixtures::*;
use crate::testing::{Canned, HOSTILE, get, nobody, officer, post, post_raw};

fn input(client: &Canned, operation: &str) -> Value {
    client.variables(operation).unwrap_or_default()["input"].clone()
}

#[tokio::test]
async fn a_person_is_shown_with_what_may_be_done() {
    let roles = json!([
        role("m-1", ALL, false, json!([deputy(&["END_DEPUTY"])])),
        role("m-2", &["RESUME", "END"], true, json!([])),
        role("m-3", &[], false, json!([]))
    ]);
    for english in [false, true] {
        let canned = if english { person(roles.clone()).english() } else { person(roles.clone()) };
        let answer = get(&canned.ready(), "/orang/p-1").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        for part in [
            "id=\"pindah-0\"",
            "id=\"akhiri-0\"",
            "id=\"istirahat-0\"",
            "id=\"pengganti-0\"",
            "id=\"akhiri-1\"",
            "/orang/p-1/aktif",
            "/orang/p-1/cabut-pengganti",
            "value=\"m-9\"",
            "/orang/p-9",
        ] {
            assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
        }
        assert!(
            !answer.html.contains("pindah-1") && !answer.html.contains("akhiri-2"),
            "only what is offered: {}",
            answer.html
        );
        assert!(
            answer.html.contains(if english { "Role suspended" } else { "Peran diistirahatkan" }),
            "{}",
            answer.html
        );
    }
    let mut standing = role("m-4", &["END_DEPUTY"], false, json!([]));
    standing["member"]["standsInFor"] = json!(HOSTILE);
    let answer = get(&person(json!([standing])).ready(), "/orang/p-1").await;
    answer.assert_harmless();
    assert!(answer.html.contains("a.n. ") && answer.html.contains("value=\"m-4\""), "{}", answer.html);
    let hidden = |viewer| Canned::new().data("PersonPage", json!({ "viewer": viewer, "person": null })).ready();
    assert_eq!(get(&hidden(officer()), "/orang/p-1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&hidden(nobody()), "/orang/p-1").await.location, "/masuk?kembali=%2Forang%2Fp-1");
}

/// The act in the address, its mutation, its notice and its own fields.
type Act<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str)]);

#[tokio::test]
async fn every_act_is_sent_with_its_version_and_told() {
    let client = person(json!([role("m-1", ALL, false, json!([]))]))
        .data("AgencyIdOf", json!({ "agency": { "id": "a-7" } }))
        .data("MoveRole", payload("moveRole", json!([])))
        .data("EndRole", payload("endRole", json!([])))
        .data("SuspendRole", payload("suspendRole", json!([])))
        .data("ResumeRole", payload("resumeRole", json!([])))
        .data("NameDeputy", payload("nameDeputy", json!([])))
        .data("EndDeputy", payload("endDeputy", json!([])))
        .ready();
    let base = [("member_id", "m-1"), ("version", "5"), ("agency_code", "KALSEL-PUPR"), ("reason", "Mutasi")];
    let acts: [Act<'_>; 6] = [
        ("pindah", "MoveRole", "peran-pindah", &[("to_search", "KALSEL-DISHUB")]),
        ("akhiri", "EndRole", "peran-akhir", &[("last_day", "2026-12-31")]),
        ("istirahat", "SuspendRole", "peran-istirahat", &[]),
        ("aktif", "ResumeRole", "peran-aktif", &[]),
        (
            "pengganti",
            "NameDeputy",
            "peran-pengganti",
            &[("deputy_email", "b@contoh.id"), ("from", "2026-12-01"), ("to", "2026-12-10")],
        ),
        ("cabut-pengganti", "EndDeputy", "peran-cabut-pengganti", &[]),
    ];
    for (act, operation, notice, own) in acts {
        let fields = [&base[..], own].concat();
        let answer = post(&client, &format!("/orang/p-1/{act}"), &fields).await;
        assert_eq!(
            (answer.status, answer.location),
            (StatusCode::SEE_OTHER, format!("/orang/p-1?pesan={notice}")),
            "{act}"
        );
        let sent = input(&client, operation);
        assert_eq!((&sent["memberId"], &sent["version"]), (&json!("m-1"), &json!(5)), "{act}");
        let told = get(&client, &format!("/orang/p-1?pesan={notice}")).await.html;
        assert!(told.contains("class=\"note tip\""), "{act} is told");
        assert_eq!(get(&client, &format!("/orang/p-1/{act}")).await.location, "/orang/p-1");
        assert_eq!(post_raw(&client, &format!("/orang/p-1/{act}"), &fields).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(input(&client, "MoveRole")["toAgencyId"], "a-7");
    assert_eq!(client.variables("AgencyIdOf").unwrap_or_default()["code"], "KALSEL-DISHUB");
    assert_eq!(input(&client, "EndRole")["lastDay"], "2026-12-31");
    assert_eq!(input(&client, "NameDeputy")["deputyEmail"], "b@contoh.id");
    assert_eq!(post(&client, "/orang/p-1/naikkan", &base).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn everybody_in_office_names_a_deputy_for_the_own_role() {
    let mut mine = role("m-1", &["END", "NAME_DEPUTY"], false, json!([]))["member"].clone();
    mine["person"] = Value::Null;
    let mut other = role("m-2", &[], false, json!([]))["member"].clone();
    other["person"] = Value::Null;
    let page = |viewer: Value, members: Value| json!({ "viewer": viewer, "agency": { "code": "PUPR", "name": HOSTILE, "shortName": HOSTILE, "members": members } });
    let gone = json!({ "nameDeputy": { "member": { "person": null }, "userErrors": [] } });
    let client =
        Canned::new().data("OwnRolesPage", page(officer(), json!([mine, other]))).data("NameDeputy", gone).ready();
    let answer = get(&client, "/instansi/PUPR/peran-saya").await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    assert!(
        answer.html.contains("/instansi/PUPR/peran-saya/pengganti") && !answer.html.contains("pindah-0"),
        "{}",
        answer.html
    );
    assert!(
        answer.html.contains("value=\"m-1\"") && !answer.html.contains("h-peran-1"),
        "only the own role: {}",
        answer.html
    );
    let typed = [
        ("member_id", "m-1"),
        ("agency_code", "PUPR"),
        ("deputy_email", "b@contoh.id"),
        ("from", "2026-12-01"),
        ("to", "2026-12-02"),
    ];
    let answer = post(&client, "/instansi/PUPR/peran-saya/pengganti", &typed).await;
    assert_eq!(answer.location, "/instansi/PUPR?pesan=peran-pengganti");
    assert_eq!(get(&client, "/instansi/PUPR/peran-saya/akhiri").await.location, "/instansi/PUPR/peran-saya");
    for (viewer, members) in [(officer(), json!([other])), (officer(), Value::Null)] {
        let client = Canned::new().data("OwnRolesPage", page(viewer, members)).ready();
        assert_eq!(get(&client, "/instansi/PUPR/peran-saya").await.status, StatusCode::NOT_FOUND);
    }
    let client = Canned::new().data("OwnRolesPage", page(nobody(), Value::Null)).ready();
    assert_eq!(
        get(&client, "/instansi/PUPR/peran-saya").await.location,
        "/masuk?kembali=%2Finstansi%2FPUPR%2Fperan-saya"
    );
}

#[tokio::test]
async fn who_left_the_viewers_part_of_the_tree_leads_back_to_the_agency() {
    let gone = json!({ "endRole": { "member": { "person": null }, "userErrors": [] } });
    let client = person(json!([])).data("EndRole", gone).ready();
    let answer = post(&client, "/orang/p-1/akhiri", &[("member_id", "m-1"), ("agency_code", "KALSEL-PUPR")]).await;
    assert_eq!(answer.location, "/instansi/KALSEL-PUPR?pesan=peran-akhir");
}

#[tokio::test]
async fn a_refused_act_comes_back_open_with_what_was_typed() {
    let roles = || json!([role("m-1", ALL, false, json!([])), role("m-2", ALL, false, json!([]))]);
    let client = person(roles())
        .data("NameDeputy", payload("nameDeputy", refusal("UNKNOWN", &["input", "deputyEmail"])))
        .ready();
    let typed = [
        ("member_id", "m-2"),
        ("version", "5"),
        ("deputy_email", "x@contoh.id"),
        ("from", "2026-12-01"),
        ("to", "2026-12-10"),
        ("reason", HOSTILE),
    ];
    let answer = post(&client, "/orang/p-1/pengganti", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(
        answer.html.contains("id=\"pengganti-1-deputy_email-error\"") && answer.html.contains("value=\"x@contoh.id\""),
        "{}",
        answer.html
    );
    assert_eq!(answer.html.matches("<details open class=\"fold\">").count(), 1, "{}", answer.html);
    // Moving: nothing chosen, an unknown code, and the schema's own refusal beside the choice.
    let client = person(roles()).data("AgencyIdOf", json!({ "agency": null })).ready();
    let answer = post(&client, "/orang/p-1/pindah", &[("member_id", "m-1"), ("reason", "Mutasi")]).await;
    assert!(
        answer.html.contains("pindah-0-to_search-error") && client.variables("MoveRole").is_none(),
        "{}",
        answer.html
    );
    let answer = post(&client, "/orang/p-1/pindah", &[("member_id", "m-1"), ("to_agency", "TIDAK-ADA")]).await;
    assert!(answer.html.contains("pindah-0-to_agency-error"), "{}", answer.html);
    let client = person(roles())
        .data("AgencyIdOf", json!({ "agency": { "id": "a-7" } }))
        .data("MoveRole", payload("moveRole", refusal("CLOSED_AGENCY", &["input", "toAgencyId"])))
        .ready();
    let answer = post(&client, "/orang/p-1/pindah", &[("member_id", "m-1"), ("to_agency", "LAMA")]).await;
    answer.assert_harmless();
    assert!(
        answer.html.contains("pindah-0-to_agency-error") && answer.html.contains("value=\"LAMA\""),
        "{}",
        answer.html
    );
    let answer = post(&client, "/orang/p-1/akhiri", &[("member_id", "m-1"), ("last_day", "lusa")]).await;
    assert!(
        answer.html.contains("akhiri-0-last_day-error") && client.variables("EndRole").is_none(),
        "{}",
        answer.html
    );
}

#[tokio::test]
async fn a_stale_version_tells_what_changed_and_what_to_do() {
    let stale = || payload("endRole", refusal("CONFLICT", &[]));
    let typed =
        [("member_id", "m-1"), ("version", "4"), ("reason", "Pensiun"), ("dilihat", "2026-11-23T02:15:00+00:00")];
    let client = person(json!([role("m-1", ALL, false, json!([]))])).data("EndRole", stale()).ready();
    let answer = post(&client, "/orang/p-1/akhiri", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(answer.html.contains("Yang Anda ketik masih ada") && answer.html.contains("Pensiun"), "{}", answer.html);
    assert!(
        answer.html.contains("name=\"version\" value=\"5\""),
        "the next try has the version of today: {}",
        answer.html
    );
    let client = person(json!([role("m-1", &["RESUME"], true, json!([]))])).data("EndRole", stale()).ready();
    let answer = post(&client, "/orang/p-1/akhiri", &typed).await;
    assert!(answer.html.contains("Tindakan itu tidak tersedia lagi"), "{}", answer.html);
    // A refusal of a button stands on top.
    let client = person(json!([role("m-1", &["RESUME"], true, json!([]))]))
        .data("ResumeRole", payload("resumeRole", refusal("NOT_ALLOWED", &[])))
        .ready();
    let answer = post(&client, "/orang/p-1/aktif", &typed).await;
    answer.assert_harmless();
    assert!(answer.html.contains("Ditolak"), "{}", answer.html);
}

#[tokio::test]
async fn looking_for_an_agency_changes_nothing() {
    let found = json!({ "agencies": { "nodes": [{ "code": "KALSEL-DISHUB", "name": HOSTILE, "open": true, "ancestors": [bit("KALSEL")], "officersInOffice": 0 }],
        "pageInfo": { "hasPreviousPage": false, "hasNextPage": false, "startCursor": null, "endCursor": null } } });
    let client = person(json!([role("m-1", ALL, false, json!([]))])).data("AgencySearch", found).ready();
    let fields = [("member_id", "m-1"), ("to_search", "dinas hub"), ("reason", "Mutasi"), ("tombol", "cari-to_agency")];
    let answer = post(&client, "/orang/p-1/pindah", &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    assert!(
        answer.html.contains("value=\"KALSEL-DISHUB\"") && answer.html.contains("value=\"dinas hub\""),
        "{}",
        answer.html
    );
    assert!(client.variables("MoveRole").is_none());
}
