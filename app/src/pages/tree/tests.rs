//! The tree and the agency page through the router: hostile text, open branches, days, what is left out.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::pages::people::fixtures::invitation;
use crate::testing::{Canned, HOSTILE, get, nobody, officer};

fn bit(code: &str) -> Value {
    json!({ "code": code, "name": HOSTILE, "shortName": HOSTILE })
}

fn page_info(more: bool) -> Value {
    json!({ "hasPreviousPage": false, "hasNextPage": more, "startCursor": "s", "endCursor": "e" })
}

fn node(code: &str, vacant: i32, with_units: bool) -> Value {
    let mut units = page_info(false);
    if !with_units {
        units["startCursor"] = Value::Null;
    }
    json!({ "code": code, "name": format!("{code} {HOSTILE}"), "kind": "DEPARTMENT", "validFrom": "2017-01-01", "validTo": null, "vacant": vacant > 0,
        "figures": { "open": 1, "overdue": 0, "overdueCapped": false, "subtreeOpen": 1_098, "subtreeOverdue": 1_999, "subtreeVacant": vacant },
        "children": { "pageInfo": units } })
}

fn standing(can: &[&str]) -> Value {
    json!({ "actingRole": { "agency": { "code": "PUPR", "viewerCan": [], "government": { "viewerCan": can }, "ancestors": [bit("NASIONAL"), bit("KALSEL")] } } })
}

fn tree(viewer: Value, can: &[&str], searching: bool) -> Canned {
    let mut closed = node("LAMA", 0, false);
    closed["validTo"] = json!("2020-12-31");
    let mut found = node("TEMU", 0, false);
    found["ancestors"] = json!([bit("NASIONAL"), bit("KALSEL")]);
    let below = |nodes: Value, more: bool| json!({ "nodes": nodes, "pageInfo": page_info(more) });
    let mut top = node("NASIONAL", 1, true);
    top["below"] = below(json!([node("KALSEL", 1, true), node("OMB", 0, false)]), false);
    let found = if searching { below(json!([found]), true) } else { Value::Null };
    Canned::new().data("TreeStart", json!({ "viewer": standing(can) })).data(
        "TreePage",
        json!({ "viewer": viewer, "standing": standing(can), "top": { "nodes": [top] }, "found": found,
            "b01": { "code": "KALSEL", "children": below(json!([node("PUPR", 1, true), closed]), true) } }),
    )
}

fn asked(client: &Canned, operation: &str) -> usize {
    let runs = client.asked.lock().map(|asked| asked.clone()).unwrap_or_default();
    runs.iter().filter(|request| request["operationName"] == operation).count()
}

#[tokio::test]
async fn open_branches_are_one_query_and_every_state_has_an_address() {
    for english in [false, true] {
        let mut canned = tree(officer(), &["PLAN"], false);
        if english {
            canned = canned.english();
        }
        let client = canned.ready();
        let answer = get(&client, "/instansi?buka=KALSEL,PUPR").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        assert_eq!((asked(&client, "TreePage"), asked(&client, "TreeStart")), (1, 0));
        let vars = client.variables("TreePage").unwrap_or_default();
        assert_eq!(
            (&vars["b01"], &vars["i01"], &vars["b02"], &vars["i03"], &vars["openOnly"]),
            (&json!("KALSEL"), &json!(true), &json!("PUPR"), &json!(false), &json!(true))
        );
        let html = &answer.html;
        assert!(html.contains("href=\"/instansi?buka=PUPR#n-KALSEL\" aria-expanded=\"true\""), "closing: {html}");
        assert!(html.contains("/instansi?buka=KALSEL%2CPUPR#n-PUPR\" aria-expanded=\"false\""), "opening: {html}");
        assert!(html.contains("id=\"n-PUPR\"") && !html.contains("n-LAMA"), "what is closed is not of today: {html}");
        assert!(
            html.contains(if english { "1,999" } else { "1.999" }) && html.contains("href=\"/penataan\""),
            "{html}"
        );
        assert!(html.contains(if english { "See all units" } else { "Lihat semua unit" }), "{html}");
        assert!(html.contains("aria-current=\"true\">PUPR"), "the own agency is marked: {html}");
    }
}

#[tokio::test]
async fn without_an_address_the_way_to_the_own_agency_is_open() {
    let client = tree(officer(), &[], false).ready();
    let answer = get(&client, "/instansi").await;
    let vars = client.variables("TreePage").unwrap_or_default();
    assert_eq!((&vars["b01"], &vars["b02"], &vars["i03"]), (&json!("KALSEL"), &json!("PUPR"), &json!(false)));
    assert!(!answer.html.contains("/penataan"), "who may not plan sees no plans: {}", answer.html);
    assert!(answer.html.contains("href=\"/instansi?buka=PUPR#n-KALSEL\""), "{}", answer.html);
    let answer = get(&client, "/instansi?buka=-").await;
    assert_eq!(client.variables("TreePage").unwrap_or_default()["i01"], json!(false));
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn a_day_in_the_past_is_asked_for_and_shown_with_what_stood_then() {
    let client = tree(officer(), &[], false).ready();
    let answer = get(&client, "/instansi?per=2019-05-01&buka=KALSEL").await;
    answer.assert_harmless();
    let vars = client.variables("TreePage").unwrap_or_default();
    assert_eq!((&vars["asOf"], &vars["openOnly"]), (&json!("2019-05-01"), &json!(false)));
    assert!(answer.html.contains("1 Mei 2019") && answer.html.contains("n-LAMA"), "{}", answer.html);
    assert!(answer.html.contains("/instansi/PUPR?per=2019-05-01"), "{}", answer.html);
    let answer = get(&client, "/instansi?per=kemarin&buka=KALSEL").await;
    assert!(answer.html.contains("Tanggal itu tidak terbaca"), "{}", answer.html);
    assert_eq!(client.variables("TreePage").unwrap_or_default()["asOf"], Value::Null);
}

#[tokio::test]
async fn a_search_shows_paths_and_keeps_the_words() {
    let client = tree(officer(), &[], true).ready();
    let answer = get(&client, "/instansi?q=%22%3E%3Cscript%3Ealert").await;
    answer.assert_harmless();
    let vars = client.variables("TreePage").unwrap_or_default();
    assert_eq!((&vars["words"], &vars["searching"]), (&json!("\"><script>alert"), &json!(true)));
    assert!(
        answer.html.contains("data-count=\"1 instansi pertama") && answer.html.contains("data-live=\"pohon\""),
        "{}",
        answer.html
    );
    assert!(
        answer.html.contains("buka=KALSEL#n-TEMU") && answer.html.contains("Masih ada yang lain"),
        "{}",
        answer.html
    );
}

#[tokio::test]
async fn only_vacant_hides_what_is_complete() {
    let client = tree(officer(), &[], false).ready();
    let answer = get(&client, "/instansi?buka=KALSEL&lowong=1").await;
    assert!(answer.html.contains("n-PUPR") && !answer.html.contains("n-OMB"), "{}", answer.html);
    assert!(answer.html.contains("name=\"lowong\" value=\"1\" checked"), "{}", answer.html);
}

fn agency(members: Value) -> Value {
    json!({ "code": "PERKIM", "name": HOSTILE, "shortName": HOSTILE, "kind": "DEPARTMENT", "functions": ["housing", HOSTILE], "government": bit("KALSEL"),
        "region": { "code": "63", "name": HOSTILE, "fullName": HOSTILE }, "validFrom": "2017-01-01", "validTo": "2025-12-31", "ancestors": [bit("NASIONAL"), bit("KALSEL")],
        "officersInOffice": 0, "vacant": true, "appointableRoles": ["UNIT_OFFICER"], "invitations": [invitation("WAITING", &["WITHDRAW"])], "heirs": [bit("PUPR")], "members": members, "viewerCan": ["PLAN", "SEE_MEMBERS"],
        "figures": node("A", 2, false)["figures"],
        "ruleTargets": [{ "position": 600, "name": HOSTILE, "by": "OTHERWISE", "function": HOSTILE }],
        "deadlineOverrides": [{ "stage": "complete", "classification": "ASPIRATION", "amount": 7, "unit": "WORKING_DAYS", "legalBasis": HOSTILE, "validFrom": "2024-01-01", "validTo": null }],
        "plans": [{ "id": "p-1", "title": HOSTILE, "status": "DRAFT", "effectiveOn": "2027-01-04" }],
        "versions": [{ "name": HOSTILE, "kind": "DEPARTMENT", "parent": bit("KALSEL"), "validFrom": "2017-01-01", "validTo": null,
            "plan": null, "planTitle": HOSTILE, "legalReference": HOSTILE }],
        "children": { "nodes": [node("PERKIM-1", 1, false)], "pageInfo": page_info(true) } })
}

#[tokio::test]
async fn the_page_of_an_agency_tells_everything_that_is_not_null() {
    let members = json!([
        { "name": HOSTILE, "role": "AGENCY_ADMIN", "validFrom": "2025-02-03", "validTo": null, "inOffice": true, "person": { "id": "p-1" }, "suspension": null,
            "standsInFor": null, "deputies": [{ "name": HOSTILE, "validFrom": "2026-11-23", "validTo": "2026-12-04", "person": null }], "viewerCan": [] },
        { "name": HOSTILE, "role": "UNIT_OFFICER", "validFrom": "2025-02-03", "validTo": null, "inOffice": false, "person": null,
            "suspension": { "since": "2026-11-20T02:00:00Z", "reason": HOSTILE }, "standsInFor": HOSTILE, "deputies": [], "viewerCan": ["NAME_DEPUTY"] }
    ]);
    for english in [false, true] {
        let mut canned =
            Canned::new().data("AgencyPage", json!({ "viewer": officer(), "agency": agency(members.clone()) }));
        if english {
            canned = canned.english();
        }
        let client = canned.ready();
        let answer = get(&client, "/instansi/PERKIM?per=2024-06-01").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        assert_eq!(client.variables("AgencyPage").unwrap_or_default()["asOf"], "2024-06-01");
        for part in [
            "/antrean?instansi=PERKIM",
            "tenggat=lewat",
            "/penataan/p-1",
            "/instansi/PERKIM-1?per=2024-06-01",
            "600",
            "after=e",
            "/orang/p-1",
            "/instansi/PERKIM/undang",
            "/instansi/PERKIM/peran-saya",
            "/instansi/PERKIM/undangan/cabut",
            "href=\"/aturan\"",
        ] {
            assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
        }
        assert!(answer.html.contains(if english { "7 working days" } else { "7 hari kerja" }), "{}", answer.html);
        assert!(answer.html.contains(if english { "on behalf of" } else { "a.n." }), "{}", answer.html);
        assert!(answer.html.contains(if english { "Suspended" } else { "Istirahat" }), "{}", answer.html);
        assert!(
            answer.html.contains(if english { "<dd>housing, " } else { "<dd>perumahan dan permukiman, " }),
            "{}",
            answer.html
        );
        assert!(answer.html.contains("class=\"n\">1"), "numbers stand on the right: {}", answer.html);
    }
    let client = Canned::new().data("AgencyPage", json!({ "viewer": officer(), "agency": agency(json!([])) })).ready();
    let html = get(&client, "/instansi/PERKIM").await.html;
    assert!(
        html.contains("Lowong: belum ada") && html.contains("Diteruskan oleh") && html.contains("/instansi/PUPR"),
        "{html}"
    );
}

#[tokio::test]
async fn for_the_public_what_is_null_is_left_out() {
    let mut public = agency(Value::Null);
    for field in
        ["figures", "officersInOffice", "vacant", "ruleTargets", "plans", "region", "government", "invitations"]
    {
        public[field] = Value::Null;
    }
    public["viewerCan"] = json!([]);
    public["appointableRoles"] = json!([]);
    public["children"]["nodes"] = json!([]);
    let client = Canned::new().data("AgencyPage", json!({ "viewer": nobody(), "agency": public })).ready();
    let answer = get(&client, "/instansi/PERKIM").await;
    assert_eq!(answer.status, StatusCode::OK);
    for part in ["/antrean", "h-petugas", "h-aturan", "/penataan", "h-rencana", "/undang", "h-undangan", "/orang/"] {
        assert!(!answer.html.contains(part), "{part} is shown: {}", answer.html);
    }
    let gone = Canned::new().data("AgencyPage", json!({ "viewer": nobody(), "agency": null })).ready();
    assert_eq!(get(&gone, "/instansi/TIDAK-ADA").await.status, StatusCode::NOT_FOUND);
}
