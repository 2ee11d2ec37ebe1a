//! The pages of simulations through the router: form, progress, figures, flows, one report, the sheet, hostile text.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::fixtures::*;
use crate::testing::{Canned, HOSTILE, citizen, get, nobody, officer, post, post_raw};

const HOME: &str = "/aturan/set-8/simulasi";
const SIM: &str = "/aturan/set-8/simulasi/sim-1";
const STATES: [&str; 6] = ["WAITING", "RUNNING", "DONE", "CANCELLED", "FAILED", "OVERTAKEN"];

fn tested() -> Value {
    json!({ "id": "set-8", "number": 8, "title": HOSTILE })
}

fn agency(code: &str, name: &str) -> Value {
    json!({ "code": code, "name": format!("Dinas {name}"), "shortName": name })
}

fn result() -> Value {
    let flow = |from: Value, to: Value, count: i32| json!({ "from": from, "to": to, "count": count, "becameRight": 27, "becameWrong": 2, "unfinished": 9 });
    let flows = [
        flow(agency("BJM-DISHUB", "Dishub Banjarmasin"), agency("BJM-DISPERKIM", "Disperkim Banjarmasin"), 38),
        flow(agency("BJM-PUPR", HOSTILE), agency("BJM-DISPERKIM", "Disperkim Banjarmasin"), 14),
        flow(Value::Null, agency("BPJN", "BPJN Kalsel"), 9),
    ];
    let rule = |position: i32, fired: i32| json!({ "position": position, "name": HOSTILE, "fired": fired });
    json!({ "cases": 1_284, "finished": 1_102, "rightBefore": 931, "rightAfter": 969, "fallbackBefore": 53, "fallbackAfter": 44, "moved": 61,
        "flows": flows, "rules": [rule(565, 52), rule(570, 0), rule(9_990, 44)] })
}

fn simulation(status: &str, against: Value, result: Value) -> Value {
    json!({ "id": "sim-1", "status": status, "ruleSet": tested(), "against": against, "from": "2026-08-01", "until": "2026-10-31",
        "topicCode": "roads.lighting", "regionCode": "63.71", "sample": 2_000, "done": 600, "total": 1_284, "createdAt": "2026-11-23T02:00:00Z",
        "startedAt": "2026-11-23T02:01:00Z", "finishedAt": null, "estimatedEnd": "2026-11-23T02:20:00Z", "requestedBy": HOSTILE, "result": result,
        "viewerCanCancel": matches!(status, "WAITING" | "RUNNING") })
}

fn counted(status: &str) -> Value {
    simulation(status, link(), result())
}

fn case() -> Value {
    json!({ "id": "case-1", "reference": "TG-2026-0001", "title": HOSTILE, "body": HOSTILE, "status": "CLOSED", "holder": bit("BJM-DISHUB") })
}

fn row(case: Value, before: Value, after: Value) -> Value {
    json!({ "case": case, "from": agency("BJM-DISHUB", "Dishub Banjarmasin"), "to": null, "rightBefore": before, "rightAfter": after })
}

fn rows() -> Value {
    json!([
        row(case(), json!(false), json!(true)),
        row(Value::Null, json!(true), json!(false)),
        row(case(), json!(true), json!(true)),
        row(case(), Value::Null, Value::Null),
    ])
}

/// A page of moves; the last one of them where `more` is not told.
fn moves(rows: Value, more: bool) -> Value {
    json!({ "ruleSimulation": { "moves": { "nodes": rows, "pageInfo": { "hasPreviousPage": true, "hasNextPage": more, "startCursor": "s", "endCursor": "e" } } } })
}

fn client(simulation: Value) -> Canned {
    lists(Canned::new())
        .data("SimulationPage", json!({ "viewer": officer(), "ruleSimulation": simulation }))
        .data("SimulationMoves", moves(rows(), true))
}

fn home(status: &str, can: &[&str], simulations: Value) -> Canned {
    let set = json!({ "id": "set-8", "number": 8, "title": HOSTILE, "status": status, "viewerCan": can, "simulations": simulations });
    lists(Canned::new().data("SimulationList", json!({ "viewer": officer(), "ruleSet": set })))
}

#[tokio::test]
async fn hostile_text_in_every_place_stays_text_in_every_state() {
    for english in [false, true] {
        for status in STATES {
            for shown in
                [counted(status), simulation(status, Value::Null, result()), simulation(status, link(), Value::Null)]
            {
                let told = |canned: Canned| if english { canned.english().ready() } else { canned.ready() };
                let answer = get(&told(client(shown.clone())), &format!("{SIM}?dari=BJM-PUPR&ke=-")).await;
                assert_eq!(answer.status, StatusCode::OK);
                answer.assert_harmless();
                let answer = get(&told(home("DRAFT", &CAN, json!([shown]))), HOME).await;
                assert_eq!(answer.status, StatusCode::OK);
                answer.assert_harmless();
            }
        }
    }
}

#[tokio::test]
async fn the_figures_tell_what_they_are_of() {
    let answer = get(&client(counted("DONE")).ready(), SIM).await;
    for part in [
        "Tepat sasaran, versi 7<",
        "84,5\u{a0}%",
        "931 dari n = 1.102 laporan selesai",
        "Tepat sasaran, versi 8 yang diuji",
        "87,9\u{a0}%",
        "4,8\u{a0}% dari n = 1.284 laporan",
        "53 → 44",
        "4,1\u{a0}% → 3,4\u{a0}% dari n = 1.284 laporan",
        "Sab 1 Agu sampai Sab 31 Okt",
        "paling banyak 2.000 laporan",
        "1 dari 3 aturan tidak pernah dipakai",
        "href=\"/aturan/set-8/simulasi/sim-1/unduh.csv\"",
    ] {
        assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
    }
    assert!(!answer.html.contains("data-poll"), "it has ended");
    let first = get(&client(simulation("DONE", Value::Null, result())).ready(), SIM).await.html;
    assert!(first.contains("Belum ada versi yang berlaku") && !first.contains("84,5"), "{first}");
}

#[tokio::test]
async fn the_chart_and_the_table_say_the_same() {
    let html = get(&client(counted("DONE")).ready(), SIM).await.html;
    assert_eq!(html.matches("<path class=\"f").count(), 3, "{html}");
    for part in [
        "aria-labelledby=\"j-alir\"",
        "Perpindahan 61 laporan: 38 dari Dishub Banjarmasin ke Disperkim Banjarmasin",
        "9 dari Tanpa instansi ke BPJN Kalsel",
        "Disperkim Banjarmasin <tspan class=\"sub\">52</tspan>",
        "data-l=\"Menjadi tepat\" class=\"n\">27<",
        "data-l=\"Menjadi keliru\" class=\"n\">2<",
        "data-l=\"Belum selesai\" class=\"n\">9<",
        "data-l=\"Pindah\" class=\"n\">61<",
        "data-l=\"Menjadi tepat\" class=\"n\">81<",
        "?dari=BJM-DISHUB&amp;ke=BJM-DISPERKIM#h-pindah",
        "?dari=-&amp;ke=BPJN#h-pindah",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    let mut none = result();
    none["flows"] = json!([]);
    none["moved"] = json!(0);
    let client = client(simulation("DONE", link(), none)).ready();
    let html = get(&client, SIM).await.html;
    assert!(html.contains("Tidak ada laporan yang berpindah") && !html.contains("class=\"flow\""), "{html}");
    assert!(client.variables("SimulationMoves").is_none(), "nothing to list");
}

#[tokio::test]
async fn reports_that_move_are_listed_and_kept_to_one_flow() {
    let client = client(counted("DONE")).ready();
    let html = get(&client, SIM).await.html;
    for part in [
        "href=\"/aturan/set-8/simulasi/sim-1/kasus/case-1\"",
        "Laporan yang tidak dapat Anda baca",
        "menjadi tepat",
        "menjadi keliru",
        "tetap tepat",
        "belum selesai",
        "?after=e#h-pindah",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    assert!(!html.contains("Ke awal daftar"), "this is the begin: {html}");
    let html = get(&client, &format!("{SIM}?dari=-&ke=BPJN&after=e")).await.html;
    let asked = client.variables("SimulationMoves").unwrap_or_default();
    assert_eq!((&asked["from"], &asked["to"], &asked["after"]), (&json!(""), &json!("BPJN"), &json!("e")));
    assert!(html.contains("Hanya dari Tanpa instansi ke BPJN Kalsel.") && html.contains("Ke awal daftar"), "{html}");
}

#[tokio::test]
async fn a_simulation_that_goes_on_tells_how_far_it_is_and_can_be_stopped() {
    for status in ["WAITING", "RUNNING"] {
        let html = get(&client(counted(status)).ready(), SIM).await.html;
        for part in [
            "data-poll=\"/aturan/set-8/simulasi/sim-1\"",
            "600 dari 1.284 laporan sudah dihitung",
            "<progress max=\"1284\" value=\"600\"",
            "Muat ulang",
            "perkiraan selesai",
            "action=\"/aturan/set-8/simulasi/sim-1/batal\"",
        ] {
            assert!(html.contains(part), "{status}: {part} is missing: {html}");
        }
    }
    let sentences = [
        ("CANCELLED", "dihentikan setelah 600 dari 1.284"),
        ("FAILED", "gagal setelah 600"),
        ("OVERTAKEN", "Rancangan diubah selagi"),
    ];
    for (status, sentence) in sentences {
        let html = get(&client(counted(status)).ready(), SIM).await.html;
        assert!(html.contains(sentence) && !html.contains("/batal\""), "{status}: {html}");
    }
    let stopped = |errors: Value| {
        client(counted("DONE"))
            .data("CancelSimulation", json!({ "cancelSimulation": { "userErrors": errors } }))
            .ready()
    };
    let client = stopped(json!([]));
    let answer = post(&client, &format!("{SIM}/batal"), &[("kunci", "k-1")]).await;
    assert_eq!((answer.status, answer.location), (StatusCode::SEE_OTHER, format!("{SIM}?pesan=simulasi-batal")));
    let input = client.variables("CancelSimulation").unwrap_or_default()["input"].clone();
    assert_eq!(input, json!({ "simulationId": "sim-1", "clientMutationId": "k-1" }));
    let refused = json!([{ "code": "INVALID", "message": "Simulasi ini sudah selesai.", "path": [] }]);
    let answer = post(&stopped(refused), &format!("{SIM}/batal"), &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert_eq!(answer.html.matches("Simulasi ini sudah selesai.").count(), 1, "{}", answer.html);
    assert_eq!(get(&stopped(json!([])), &format!("{SIM}/batal")).await.location, SIM);
}

#[tokio::test]
async fn a_simulation_is_begun_over_the_last_quarter_and_what_is_refused_stays() {
    let started = |errors: Value| {
        home("DRAFT", &CAN, json!([counted("DONE")]))
            .data(
                "StartSimulation",
                json!({ "startSimulation": { "simulation": { "id": "sim-2" }, "userErrors": errors } }),
            )
            .ready()
    };
    let client = started(json!([]));
    let html = get(&client, HOME).await.html;
    for part in [
        "value=\"2026-08-23\"",
        "value=\"2026-11-23\"",
        "<li aria-current=\"step\" class=\"\"><a href=\"/aturan/set-8/simulasi\">",
        "href=\"/aturan/set-8/simulasi/sim-1\"",
        "Hasil terbaru",
        "84,5\u{a0}%",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    let typed = [
        ("from", "2026-08-01"),
        ("until", "2026-10-31"),
        ("topic_code", "roads"),
        ("region_code", ""),
        ("sample", "500"),
        ("kunci", "k-1"),
    ];
    let answer = post(&client, HOME, &typed).await;
    assert_eq!(answer.location, "/aturan/set-8/simulasi/sim-2?pesan=simulasi-mulai");
    let input = client.variables("StartSimulation").unwrap_or_default()["input"].clone();
    assert_eq!((&input["ruleSetId"], &input["clientMutationId"]), (&json!("set-8"), &json!("k-1")));
    assert_eq!((&input["from"], &input["until"]), (&json!("2026-08-01"), &json!("2026-10-31")));
    let limits = (&input["topicCode"], &input["regionCode"], &input["sample"]);
    assert_eq!(limits, (&json!("roads"), &Value::Null, &json!(500)));
    let client = started(json!([]));
    let answer = post(&client, HOME, &[("from", "kemarin"), ("until", "2026-10-31"), ("sample", "banyak")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["id=\"simulasi-from-error\"", "id=\"simulasi-sample-error\"", "value=\"2026-10-31\""] {
        assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
    }
    assert!(client.variables("StartSimulation").is_none());
    let refused = json!([{ "code": "INVALID", "message": HOSTILE, "path": ["input", "topicCode"] }]);
    let answer = post(&started(refused), HOME, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(answer.html.contains("id=\"simulasi-topic_code-error\""), "{}", answer.html);
}

#[tokio::test]
async fn who_only_reads_gets_no_form_and_a_version_in_force_no_steps() {
    let html = get(&home("ACTIVE", &[], json!([])).ready(), HOME).await.html;
    assert!(html.contains("tetapi tidak menjalankannya") && html.contains("Belum ada simulasi"), "{html}");
    assert!(!html.contains("id=\"simulasi\"") && !html.contains("class=\"steps\""), "{html}");
}

#[tokio::test]
async fn one_report_is_shown_by_both_versions() {
    let word = json!({ "part": "BODY", "start": 0, "end": 5, "keyword": HOSTILE });
    let tried = |position: i32, outcome: &str| json!({ "position": position, "name": HOSTILE, "own": false, "outcome": outcome, "sentence": HOSTILE, "steps": [HOSTILE], "words": [word] });
    let before = decision(json!([tried(565, "FAILED"), tried(570, "DECIDED")]));
    let after = decision(json!([tried(565, "DECIDED"), tried(570, "NOT_REACHED")]));
    let shown = |against: Value, before: Value, case: Value| {
        let versions = json!({ "id": "sim-1", "ruleSet": tested(), "against": against });
        let moved = json!({ "case": case, "rightBefore": false, "rightAfter": true, "before": before, "after": after });
        Canned::new()
            .data("SimulationCase", json!({ "viewer": officer(), "ruleSimulation": versions, "simulatedMove": moved }))
    };
    let page = format!("{SIM}/kasus/case-1");
    for english in [false, true] {
        let mut canned = shown(link(), before.clone(), case());
        if english {
            canned = canned.english();
        }
        let client = canned.ready();
        let answer = get(&client, &page).await;
        answer.assert_harmless();
        assert_eq!(answer.html.matches("class=\"trace stack\"").count(), 2, "{}", answer.html);
        for part in ["/aturan/set-7#r570\"", "/aturan/set-8#r565\"", "href=\"/laporan/TG-2026-0001\"", "<mark>"] {
            assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
        }
        let asked = client.variables("SimulationCase").unwrap_or_default();
        assert_eq!(asked, json!({ "simulation": "sim-1", "case": "case-1" }));
    }
    let html = get(&shown(Value::Null, Value::Null, case()).ready(), &page).await.html;
    assert!(html.contains("Belum ada versi yang berlaku"), "{html}");
    let html = get(&shown(link(), Value::Null, case()).ready(), &page).await.html;
    assert!(html.contains("Tidak dapat dihitung lagi"), "{html}");
    assert_eq!(get(&shown(link(), before, Value::Null).ready(), &page).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn flows_and_moves_are_taken_home_as_a_sheet() {
    let client = client(counted("DONE")).data("SimulationMoves", moves(rows(), false)).ready();
    let answer = get(&client, &format!("{SIM}/unduh.csv")).await;
    assert_eq!(answer.status, StatusCode::OK);
    let lines: Vec<&str> = answer.html.lines().collect();
    assert_eq!(lines.len(), 1 + 3 + 4, "{}", answer.html);
    assert!(lines[0].starts_with("\u{feff}row,from_code,"), "{}", lines[0]);
    assert_eq!(
        lines[1],
        "flow,BJM-DISHUB,Dinas Dishub Banjarmasin,BJM-DISPERKIM,Dinas Disperkim Banjarmasin,38,27,2,9,,,"
    );
    assert_eq!(lines[4], "move,BJM-DISHUB,Dinas Dishub Banjarmasin,,,,,,,TG-2026-0001,false,true");
    assert_eq!(client.variables("SimulationMoves").unwrap_or_default()["from"], Value::Null, "all of them");
}

#[tokio::test]
async fn who_may_not_see_a_simulation_is_answered_as_everywhere() {
    let as_viewer = |viewer: Value, found: Value| {
        lists(
            Canned::new()
                .data("SimulationPage", json!({ "viewer": viewer, "ruleSimulation": found }))
                .data("SimulationList", json!({ "viewer": viewer, "ruleSet": null })),
        )
        .ready()
    };
    for path in [SIM.to_owned(), format!("{SIM}/unduh.csv"), HOME.to_owned()] {
        assert_eq!(get(&as_viewer(officer(), Value::Null), &path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(get(&as_viewer(citizen(), Value::Null), &path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert!(get(&as_viewer(nobody(), Value::Null), &path).await.location.starts_with("/masuk?kembali="), "{path}");
    }
    let elsewhere = get(&client(counted("DONE")).ready(), "/aturan/set-7/simulasi/sim-1").await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "of another version");
    for path in [HOME.to_owned(), format!("{SIM}/batal")] {
        assert_eq!(
            post_raw(&client(counted("DONE")).ready(), &path, &[("_csrf", "x")]).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
}
