//! Sheets of the tree: handed over, held against today, made a plan of, or refused with nothing left behind; and the
//! tree taken home as a file.
use entities::vocab::Role;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use server::{
    authz::actor::Actor,
    domain::sheet::{MAX_BYTES, parse},
    graphql::ids,
    usecases::{Failure, sheets},
};

use super::reorganisation::{all_is_well, coordinators, publish, today};
use crate::{
    http::{Browser, Got, PASSWORD, site},
    support::{Answer, Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("a_sheet_becomes_a_plan_that_gives_the_tree_of_the_sheet", imported);
    trials.story("a_sheet_with_faults_is_told_line_by_line_and_leaves_nothing", faulty);
    trials.story("a_sheet_is_for_those_who_plan_and_for_their_own_branch", whose);
    trials.story("the_tree_goes_home_as_a_file_and_comes_back_as_no_change", exported);
    trials.story("a_sheet_comes_in_over_http_only_from_those_who_plan", over_http);
    trials.story("a_sheet_of_five_hundred_rows_takes_as_many_statements_as_one_of_ten", counted);
}

const HEADER: &str = "code,name,short_name,kind,functions,parent_code,region_code,serves_regions,valid_from,valid_to,successor_code,evidence,note\n";

const CHECK: &str = "query($id: ID!, $only: SheetLineFilter!) { agencySheet(id: $id) { id fileName importable government { code }
    totals { rows same changed faulty changes created closed missing } missingCodes faults { line column message }
    lines(only: $only, first: 50) { nodes { line code name changes cells { column before after kept } faults { line column message } }
      pageInfo { hasNextPage endCursor } } } }";

/// Hands a sheet over; answers its id.
async fn hand_over(world: &World, who: &Actor, text: &str) -> String {
    let id = sheets::hand_over(&world.op(who), "lembar.csv", text.as_bytes(), None).await.unwrap();
    ids::sheet(id).to_string()
}

async fn check(world: &World, who: &Actor, id: &str, only: &str) -> Answer {
    world.ask(who, CHECK, json!({ "id": id, "only": only })).await
}

async fn import(world: &World, who: &Actor, id: &str, key: Option<&str>) -> Answer {
    let input = json!({ "sheetId": id, "title": "Penataan dari lembar", "legalReference": "Perda 4/2026 (contoh)",
        "effectiveOn": today(world), "clientMutationId": key });
    let query = "mutation($input: ImportAgencySheetInput!) { importAgencySheet(input: $input) {
        plan { id version status changes { kind code } preview { publishable findings { severity message } } } userErrors { code message path } } }";
    world.ask(who, query, json!({ "input": input })).await
}

async fn exported_csv(world: &World, who: &Actor) -> String {
    let entries = sheets::export(&world.op(who), &sheets::Wanted::default()).await.unwrap();
    String::from_utf8(server::domain::sheet::csv(&entries).unwrap()).unwrap()
}

fn cells(text: &str, code: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let row = reader.records().map(Result::unwrap).find(|row| row.get(0) == Some(code));
    row.unwrap_or_else(|| panic!("no {code}")).iter().map(str::to_owned).collect()
}

async fn imported(world: World) {
    let (one, two) = coordinators(&world).await;
    let before = exported_csv(&world, &one).await;
    let pupr = cells(&before, "KALSEL-PUPR");
    let units: Vec<String> = parse(&before)
        .lines
        .iter()
        .filter_map(|line| line.row.as_ref())
        .filter(|row| row.parent.as_deref() == Some("KALSEL-PERKIM"))
        .map(|row| row.code.clone())
        .collect();
    // Semicolons, a mark, Windows line ends; a new unit before its new parent; PERKIM goes into PUPR with its units.
    let mut rows = vec![
        "KALSEL-PUPR-UJI-1;Bidang Uji Satu;;division;;KALSEL-PUPR-UJI;63;;;;;;".to_owned(),
        "KALSEL-PUPR-UJI;\"Dinas; Uji\";Uji;technical_unit;;KALSEL-PUPR;63;;;;;;".to_owned(),
        format!(
            "KALSEL-PUPR;Dinas Pekerjaan Umum Baru;{};{};{};KALSEL;{};{};;;;;",
            pupr[2],
            pupr[3],
            quoted("housing;public_works"),
            pupr[6],
            quoted(&pupr[7])
        ),
    ];
    for unit in &units {
        let row = cells(&before, unit);
        rows.push(format!(
            "{unit};{};{};{};{};KALSEL-PUPR;{};{};;;;;",
            row[1],
            row[2],
            row[3],
            quoted(&row[4]),
            row[6],
            quoted(&row[7])
        ));
    }
    let perkim = cells(&before, "KALSEL-PERKIM");
    rows.push(format!(
        "KALSEL-PERKIM;{};{};{};{};KALSEL;{};{};;{};KALSEL-PUPR;;",
        perkim[1],
        perkim[2],
        perkim[3],
        quoted(&perkim[4]),
        perkim[6],
        quoted(&perkim[7]),
        today(&world)
    ));
    let text = format!("\u{feff}{}{}\r\n", HEADER.replace(',', ";").replace('\n', "\r\n"), rows.join("\r\n"));
    let id = hand_over(&world, &one, &text).await;
    let rows_before = crate::store::rows(&world).await;
    let checked = check(&world, &one, &id, "CHANGES").await;
    assert_eq!(crate::store::rows(&world).await, rows_before, "looking writes nothing");
    assert_eq!(checked.at("/agencySheet/importable"), true, "{:#}", checked.0);
    let lines = checked.at("/agencySheet/lines/nodes").as_array().unwrap();
    assert_eq!((lines[0]["line"].as_i64(), &lines[0]["changes"]), (Some(2), &json!(["CREATE"])));
    assert_eq!(lines[1]["name"], "Dinas; Uji");
    assert_eq!(lines[2]["changes"], json!(["RENAME", "ADJUST"]));
    let renamed = json!({ "column": "name", "before": pupr[1], "after": "Dinas Pekerjaan Umum Baru", "kept": false });
    let task =
        json!({ "column": "functions", "before": "public_works", "after": "housing;public_works", "kept": false });
    assert_eq!(lines[2]["cells"], json!([renamed, task]));
    assert_eq!(lines.last().unwrap()["changes"], json!(["CLOSE"]));
    assert_eq!(checked.at("/agencySheet/totals/created"), 2);
    assert!(checked.at("/agencySheet/totals/missing").as_i64().unwrap() > 10, "and they stay");

    let key = "0123456789abcdef-lembar";
    let made = import(&world, &one, &id, Some(key)).await.done("importAgencySheet");
    let plan = made.text("/importAgencySheet/plan/id");
    let changes = made.at("/importAgencySheet/plan/changes").as_array().unwrap();
    assert_eq!(changes.len(), 5 + units.len());
    assert_eq!(changes[0]["code"], "KALSEL-PUPR-UJI", "parents first: {changes:?}");
    assert_eq!(made.at("/importAgencySheet/plan/preview/publishable"), true, "{:#}", made.0);
    let again = import(&world, &one, &id, Some(key)).await.done("importAgencySheet");
    assert_eq!(again.text("/importAgencySheet/plan/id"), plan, "sent twice, made once");
    assert_eq!(import(&world, &one, &id, None).await.refusals("importAgencySheet"), ["UNKNOWN"], "it is a plan by now");
    assert_eq!(check(&world, &one, &id, "ALL").await.at("/agencySheet"), &Value::Null);

    let version = made.at("/importAgencySheet/plan/version").as_i64().unwrap();
    let done = publish(&world, &one, &two, &plan, version).await;
    assert_eq!(done.text("/approvePlan/plan/status"), "PUBLISHED");
    let after = exported_csv(&world, &one).await;
    assert_eq!(cells(&after, "KALSEL-PUPR")[1], "Dinas Pekerjaan Umum Baru");
    assert_eq!(cells(&after, "KALSEL-PUPR-UJI-1")[5], "KALSEL-PUPR-UJI");
    for unit in &units {
        assert_eq!(cells(&after, unit)[5], "KALSEL-PUPR");
    }
    let closed = cells(&after, "KALSEL-PERKIM");
    assert!(!closed[9].is_empty());
    assert_eq!(closed[10], "KALSEL-PUPR");
    all_is_well(&world).await;
}

/// A list in one cell of a sheet with semicolons.
fn quoted(cell: &str) -> String {
    if cell.contains(';') { format!("\"{cell}\"") } else { cell.to_owned() }
}

fn new_row(code: &str, parent: &str) -> String {
    format!("{code},Bidang Uji Lembar,,division,,{parent},63,,,,,,\n")
}

async fn faulty(world: World) {
    let (one, _) = coordinators(&world).await;
    let text = format!(
        "{HEADER}{}{}{}{}{}",
        new_row("KALSEL-PUPR-U1", "KALSEL-PUPR"),
        new_row("KALSEL-PUPR-U1", "KALSEL-PUPR"),
        new_row("KALSEL-PUPR-U2", "KALSEL-TIDAK-ADA"),
        "BANJARMASIN-PUPR,Dinas Direbut,,department,,BANJARMASIN,63.71,,,,,,\n",
        "KALSEL-PUPR-U3,=HYPERLINK(\"x\"),,dinas,,KALSEL-PUPR,63,,,31/12/2026,,,\n",
    );
    let id = hand_over(&world, &one, &text).await;
    let checked = check(&world, &one, &id, "FAULTS").await;
    let lines = checked.at("/agencySheet/lines/nodes").as_array().unwrap().clone();
    let told: Vec<(i64, &str)> = lines
        .iter()
        .flat_map(|line| line["faults"].as_array().unwrap())
        .map(|fault| (fault["line"].as_i64().unwrap(), fault["column"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [(3, "code"), (4, "parent_code"), (5, "code"), (6, "kind"), (6, "valid_to")], "{:#}", checked.0);
    let message = |at: usize| lines[at]["faults"][0]["message"].as_str().unwrap().to_owned();
    assert!(message(0).contains("baris 2"), "names both lines: {}", message(0));
    assert!(message(1).contains("KALSEL-TIDAK-ADA"));
    assert_eq!(checked.at("/agencySheet/importable"), false);
    assert_eq!(checked.at("/agencySheet/totals/faulty"), 4);
    let rows = crate::store::rows(&world).await;
    let refused = import(&world, &one, &id, Some("0123456789abcdef-salah")).await;
    assert_eq!(refused.refusals("importAgencySheet"), ["INVALID"]);
    assert_eq!(refused.at("/importAgencySheet/userErrors/0/path"), &json!(["input", "sheetId"]));
    assert_eq!(crate::store::rows(&world).await, rows, "nothing is half imported");

    // A header that is wrong is told before any row is read.
    let id = hand_over(&world, &one, "kode,nama\nA,B\n").await;
    let checked = check(&world, &one, &id, "ALL").await;
    assert_eq!(checked.at("/agencySheet/faults/0/column"), "kode");
    assert_eq!(checked.at("/agencySheet/totals/rows"), 0);
    // What says what is so already makes no plan.
    let same = exported_csv(&world, &one).await;
    let id = hand_over(&world, &one, &same).await;
    assert_eq!(import(&world, &one, &id, None).await.refusals("importAgencySheet"), ["WRONG_STATE"]);
    // The head of the plan is checked too, and the sheet is still there afterwards.
    let id = hand_over(&world, &one, &format!("{HEADER}{}", new_row("KALSEL-PUPR-U1", "KALSEL-PUPR"))).await;
    let bad = json!({ "sheetId": id, "title": "x", "legalReference": "", "effectiveOn": today(&world) });
    let query = "mutation($input: ImportAgencySheetInput!) { importAgencySheet(input: $input) { plan { id } userErrors { code path } } }";
    let answer = world.ask(&one, query, json!({ "input": bad })).await;
    assert_eq!(answer.refusals("importAgencySheet"), ["TOO_SHORT", "REQUIRED"]);
    import(&world, &one, &id, None).await.done("importAgencySheet");
}

async fn whose(world: World) {
    let (one, two) = coordinators(&world).await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJARMASIN").await;
    let text = format!("{HEADER}{}", new_row("KALSEL-PUPR-U1", "KALSEL-PUPR"));
    let id = hand_over(&world, &one, &text).await;
    for other in [&two, &regency] {
        assert_eq!(check(&world, other, &id, "ALL").await.at("/agencySheet"), &Value::Null);
        assert_eq!(import(&world, other, &id, None).await.refusals("importAgencySheet"), ["UNKNOWN"]);
    }
    for (role, code) in [
        (Role::AgencyAdmin, "KALSEL-PUPR"),
        (Role::Leadership, "KALSEL"),
        (Role::Inspectorate, "KALSEL-INSPEKTORAT"),
        (Role::OmbudsmanOfficer, "OMB-KALSEL"),
    ] {
        let who = world.officer(role, code).await;
        let handed = sheets::hand_over(&world.op(&who), "a.csv", text.as_bytes(), None).await;
        assert!(matches!(handed, Err(Failure::Refused(_))), "{role:?}");
        assert_eq!(import(&world, &who, &id, None).await.refusals("importAgencySheet"), ["UNKNOWN"], "{role:?}");
    }
    let citizen = world.citizen("warga@contoh.id").await;
    for who in [Actor::Public, citizen] {
        assert_eq!(import(&world, &who, &id, None).await.errors(), ["UNAUTHENTICATED"]);
    }
    // The own branch only, also where the sheet names another government.
    let named = sheets::hand_over(&world.op(&regency), "a.csv", text.as_bytes(), Some("KALSEL")).await;
    assert!(matches!(named, Err(Failure::Refused(_))));
    let foreign = hand_over(&world, &regency, &text).await;
    let checked = check(&world, &regency, &foreign, "FAULTS").await;
    assert_eq!(checked.at("/agencySheet/lines/nodes/0/faults/0/column"), "parent_code");
    let own =
        hand_over(&world, &regency, &format!("{HEADER}{}", new_row("BANJARMASIN-PUPR-U1", "BANJARMASIN-PUPR"))).await;
    import(&world, &regency, &own, None).await.done("importAgencySheet");
    // The system administrator names one.
    let admin = world.officer(Role::SystemAdmin, "").await;
    assert!(sheets::hand_over(&world.op(&admin), "a.csv", text.as_bytes(), None).await.is_err());
    sheets::hand_over(&world.op(&admin), "a.csv", text.as_bytes(), Some("KALSEL")).await.unwrap();
    // After a day it is gone.
    world.pass(chrono::Duration::hours(25));
    server::jobs::sweep(&world.app).await;
    assert_eq!(check(&world, &one, &id, "ALL").await.at("/agencySheet"), &Value::Null);
}

async fn exported(world: World) {
    let citizen = world.citizen("warga@contoh.id").await;
    let text = exported_csv(&world, &citizen).await;
    let (one, _) = coordinators(&world).await;
    let id = hand_over(&world, &one, &text).await;
    let checked = check(&world, &one, &id, "CHANGES").await;
    let totals = checked.at("/agencySheet/totals");
    assert_eq!(
        (&totals["changes"], &totals["faulty"], &totals["missing"]),
        (&json!(0), &json!(0), &json!(0)),
        "{:#}",
        checked.0
    );
    assert_eq!(totals["rows"], totals["same"]);
    assert!(matches!(
        sheets::export(&world.op(&Actor::Public), &sheets::Wanted::default()).await,
        Err(Failure::Unauthenticated)
    ));

    let site = site(&world);
    let mut browser = Browser::new(&site, 3);
    assert_eq!(browser.get("/instansi/ekspor.csv").await.status, StatusCode::UNAUTHORIZED);
    browser.sign_in("warga@contoh.id", PASSWORD).await;
    let csv = browser.get("/instansi/ekspor.csv").await;
    assert_eq!((csv.status, csv.header("cache-control")), (StatusCode::OK, "private, no-store"));
    assert!(csv.header("content-type").starts_with("text/csv"));
    let disposition = csv.header("content-disposition").to_owned();
    assert!(
        disposition.starts_with("attachment; filename=\"instansi-20") && disposition.ends_with(".csv\""),
        "{disposition}"
    );
    assert_eq!(csv.text(), text);
    let xlsx = browser.get("/instansi/ekspor.xlsx").await;
    assert_eq!(xlsx.status, StatusCode::OK);
    assert!(xlsx.body.starts_with(b"PK\x03\x04") && xlsx.header("content-disposition").ends_with(".xlsx\""));
    let part = browser.get("/instansi/ekspor.csv?bawah=KALSEL-PUPR").await.text();
    assert!(part.lines().count() > 2 && part.lines().skip(1).all(|line| line.starts_with("KALSEL-PUPR")), "{part}");
    let then = browser.get("/instansi/ekspor.csv?per=2017-06-01").await;
    assert!(then.header("content-disposition").contains("instansi-2017-06-01.csv"));
    assert!(then.text().lines().count() > 10);
    assert_eq!(browser.get("/instansi/ekspor.csv?per=kemarin").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = browser.get("/instansi/ekspor.csv?bawah=%27%20OR%201%3D1").await;
    assert_eq!(none.text().lines().count(), 1, "a header alone");
}

async fn send(browser: &mut Browser, fields: &[(&str, &str)], bytes: &[u8]) -> Got {
    let mut body = vec![];
    for (name, value) in fields {
        body.extend_from_slice(
            format!("--batas\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
        );
    }
    body.extend_from_slice(b"--batas\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n");
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--batas--\r\n");
    let headers = [("content-type", "multipart/form-data; boundary=batas"), ("x-tanggap-request", "1")];
    browser.send(Method::POST, "/uploads/agency-sheet", &headers, body).await
}

async fn over_http(world: World) {
    let site = site(&world);
    let text = format!("{HEADER}{}", new_row("KALSEL-PUPR-U1", "KALSEL-PUPR"));
    let mut nobody = Browser::new(&site, 4);
    assert_eq!(send(&mut nobody, &[], text.as_bytes()).await.status, StatusCode::UNAUTHORIZED);
    world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let mut admin = Browser::new(&site, 5);
    admin.sign_in("agency_admin.kalsel-pupr@contoh.id", PASSWORD).await;
    // Refused before the body is looked at: it is no multipart at all.
    let headers = [("content-type", "text/plain"), ("x-tanggap-request", "1")];
    let got = admin.send(Method::POST, "/uploads/agency-sheet", &headers, vec![b'x'; 1024]).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN, "{}", got.text());

    coordinators(&world).await;
    let mut keeper = Browser::new(&site, 6);
    keeper.sign_in("province_coordinator.kalsel@contoh.id", PASSWORD).await;
    let got = send(&mut keeper, &[], text.as_bytes()).await;
    assert_eq!(got.status, StatusCode::CREATED, "{}", got.text());
    let id = got.json()["id"].as_str().unwrap().to_owned();
    let answer = keeper.graphql("query($id: ID!) { agencySheet(id: $id) { importable } }", json!({ "id": id })).await;
    assert_eq!(answer.at("/agencySheet/importable"), true, "{:#}", answer.0);
    for (what, bytes, status) in [
        ("too large", vec![b'a'; MAX_BYTES + 10], 413),
        ("announced as far too large", vec![b'a'; MAX_BYTES + 1024 * 1024], 413),
        ("a workbook", b"PK\x03\x04....".to_vec(), 415),
        ("not UTF-8", b"code\nb\xE9".to_vec(), 422),
        ("nothing", vec![], 422),
    ] {
        let got = send(&mut keeper, &[], &bytes).await;
        assert_eq!(got.status.as_u16(), status, "{what}: {}", got.text());
        assert!(got.json()["error"]["message"].as_str().is_some_and(|text| text.len() > 20), "{what}: {}", got.text());
    }
    let other = send(&mut keeper, &[("governmentCode", "BANJARMASIN")], text.as_bytes()).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "{}", other.text());
    let forged = [("content-type", "multipart/form-data; boundary=batas")];
    let got = keeper.send(Method::POST, "/uploads/agency-sheet", &forged, vec![]).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN, "another site's form");
}

async fn counted(world: World) {
    let (one, _) = coordinators(&world).await;
    let sheet = |n: usize| {
        let rows = (0..n).map(|at| new_row(&format!("KALSEL-PUPR-U{at}"), "KALSEL-PUPR"));
        format!("{HEADER}{}", rows.collect::<String>())
    };
    let mut counts = vec![];
    for n in [10, 500] {
        let id = hand_over(&world, &one, &sheet(n)).await;
        let before = world.app.store.statements();
        check(&world, &one, &id, "CHANGES").await;
        let looked = world.app.store.statements();
        let id = ids::to_sheet(&id).unwrap();
        let head = server::usecases::plan_input::TypedHead {
            title: "Penataan dari lembar".into(),
            legal_reference: "Perda 4/2026".into(),
            note: None,
            past_reason: None,
            effective_on: today(&world).parse().unwrap(),
        };
        sheets::import(&world.op(&one), id, head, None).await.unwrap();
        counts.push((looked - before, world.app.store.statements() - looked));
    }
    // One statement writes up to 500 changes.
    assert_eq!(counts[0], counts[1]);
}
