//! No list reads all cases: the plans of the statements, among twenty thousand cases.
//!
//! On PostgreSQL the server's own statements are caught with `auto_explain`, which writes their plans into
//! the log of the test's cluster; on SQLite the statements stand here as the store writes them.
use chrono::{DateTime, Utc};
use entities::vocab::Role;
use sea_orm::DatabaseConnection;
use serde_json::json;
use server::{authz::actor::Actor, store::Store, wiring::App};

use super::{connect, run, select};
use crate::support::{Trials, World};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("no_list_scans_the_cases", no_scan);
}

const CASES: i64 = 20_000;

/// Copies of one forwarded case with their audience, each some seconds later than the one before.
async fn fill(world: &World, db: &DatabaseConnection) {
    world.forwarded(json!({}), "KALSEL-PUPR").await;
    let postgres = world.app.store.is_postgres();
    let names = if postgres {
        "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'cases' ORDER BY ordinal_position"
    } else {
        "SELECT name FROM pragma_table_info('cases') ORDER BY cid"
    };
    let names: Vec<String> = select(db, names).await.iter().map(|row| row.try_get("", "name").unwrap()).collect();
    let id = if postgres { "gen_random_uuid()" } else { "randomblob(16)" };
    let later = |column: &str| {
        if postgres {
            format!("c.{column} + n.i * interval '7 seconds'")
        } else {
            // As the driver writes times.
            format!("strftime('%Y-%m-%d %H:%M:%S', c.{column}, '+' || (n.i * 7) || ' seconds') || '+00:00'")
        }
    };
    let values: Vec<String> = names
        .iter()
        .map(|name| match name.as_str() {
            "id" => id.to_owned(),
            "reference" => "'X-' || n.i".to_owned(),
            "opened_at" | "published_at" => later(name),
            other => format!("c.{other}"),
        })
        .collect();
    run(
        db,
        &format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CASES})
             INSERT INTO cases ({}) SELECT {} FROM cases c CROSS JOIN n WHERE c.reference NOT LIKE 'X-%'",
            names.join(", "),
            values.join(", ")
        ),
    )
    .await;
    run(
        db,
        "INSERT INTO case_audience (agency_id, case_id, relation, status, is_open, opened_at, due_sort, assignee_id)
         SELECT a.agency_id, c.id, a.relation, a.status, a.is_open, c.opened_at, a.due_sort, a.assignee_id
         FROM case_audience a CROSS JOIN cases c
         WHERE c.reference LIKE 'X-%' AND a.case_id = (SELECT id FROM cases WHERE reference NOT LIKE 'X-%')",
    )
    .await;
    run(db, "ANALYZE").await;
}

/// The queries of the queue, the public list and the case page.
const QUERIES: &[&str] = &[
    "{ cases(filter: { tab: OPEN }, sort: DUE_FIRST, first: 20) { nodes { id } } }",
    "{ cases(filter: { tab: OPEN }, sort: NEWEST, first: 20) { nodes { id } } }",
    "{ cases(filter: { status: [FORWARDED] }, sort: NEWEST, first: 20) { nodes { id } } }",
    "{ cases(filter: { status: [FORWARDED] }, sort: DUE_FIRST, first: 20) { nodes { id } } }",
    "{ cases(sort: NEWEST, first: 20) { nodes { id } } }",
    "{ cases(filter: { tab: OPEN }, sort: OLDEST, first: 20) { nodes { id } } }",
    "{ cases(filter: { tab: NEW }, sort: NEWEST, first: 20) { nodes { id } } }",
    "{ cases(filter: { tab: MINE }, sort: DUE_FIRST, first: 20) { nodes { id } } }",
    "{ cases(filter: { agencyCode: \"KALSEL-PUPR\", tab: OPEN }, sort: NEWEST, first: 20) { nodes { id } } }",
    "{ cases(filter: { text: \"TG-2611-7K3QXM\" }, first: 20) { nodes { id } } }",
    "{ publicCases(first: 20) { nodes { reference } } }",
];

/// What these tests must be able to see.
const SCAN: &str = "SELECT 'control' AS control, c.id FROM cases AS c WHERE c.title LIKE '%lubang%'";

/// As the store writes them: what they ask, and the statement (`{me}` is the agency).
const STATEMENTS: &[(&str, &str)] = &[
    (
        "open, due first",
        "SELECT a.due_sort, a.case_id FROM case_audience AS a INNER JOIN cases AS c ON a.case_id = c.id WHERE a.agency_id = {me} AND (1 = 2 OR a.relation IN ('holder', 'above_holder', 'supporting')) AND a.is_open = {yes} ORDER BY a.due_sort ASC, a.case_id ASC LIMIT 21",
    ),
    (
        "open, newest",
        "SELECT a.opened_at, a.case_id FROM case_audience AS a INNER JOIN cases AS c ON a.case_id = c.id WHERE a.agency_id = {me} AND (1 = 2 OR a.relation IN ('holder', 'above_holder', 'supporting')) AND a.is_open = {yes} ORDER BY a.opened_at DESC, a.case_id DESC LIMIT 21",
    ),
    (
        "one state, newest",
        "SELECT a.opened_at, a.case_id FROM case_audience AS a INNER JOIN cases AS c ON a.case_id = c.id WHERE a.agency_id = {me} AND (1 = 2 OR a.relation IN ('holder', 'above_holder')) AND a.status = 'forwarded' ORDER BY a.opened_at DESC, a.case_id DESC LIMIT 21",
    ),
    (
        "one state, due first",
        "SELECT a.due_sort, a.case_id FROM case_audience AS a INNER JOIN cases AS c ON a.case_id = c.id WHERE a.agency_id = {me} AND (1 = 2 OR a.relation IN ('holder', 'above_holder')) AND a.status = 'forwarded' ORDER BY a.due_sort ASC, a.case_id ASC LIMIT 21",
    ),
    (
        "all, newest",
        "SELECT a.opened_at, a.case_id FROM case_audience AS a INNER JOIN cases AS c ON a.case_id = c.id WHERE a.agency_id = {me} AND (1 = 2 OR a.relation IN ('holder', 'above_holder')) ORDER BY a.opened_at DESC, a.case_id DESC LIMIT 21",
    ),
    (
        "a later page",
        "SELECT a.opened_at, a.case_id FROM case_audience AS a INNER JOIN cases AS c ON a.case_id = c.id WHERE a.agency_id = {me} AND (1 = 2 OR a.relation IN ('holder', 'above_holder')) AND a.is_open = {yes} AND a.opened_at <= '2026-11-02 05:00:00+00:00' ORDER BY a.opened_at DESC, a.case_id DESC LIMIT 21",
    ),
    ("a number", "SELECT c.id FROM cases AS c WHERE c.reference = 'X-77'"),
    (
        "published",
        "SELECT * FROM cases WHERE published_at IS NOT NULL AND secret = {no} AND classification <> 'whistle_blowing' AND merged_into_id IS NULL ORDER BY published_at DESC, id DESC LIMIT 21",
    ),
];

async fn no_scan(world: World) {
    let db = connect(&world).await;
    fill(&world, &db).await;
    let postgres = world.app.store.is_postgres();
    let me = world.agency("KALSEL-PUPR").await.0.to_string();
    let (yes, no) = if postgres { ("TRUE", "FALSE") } else { ("1", "0") };
    let mut wrong = vec![];
    for (what, sql) in STATEMENTS.iter().copied().chain([("control", SCAN)]) {
        let sql = sql.replace("{me}", &me).replace("{yes}", yes).replace("{no}", no);
        let (explain, column) = if postgres { ("EXPLAIN", "QUERY PLAN") } else { ("EXPLAIN QUERY PLAN", "detail") };
        let plan: Vec<String> =
            select(&db, &format!("{explain} {sql}")).await.iter().map(|row| row.try_get("", column).unwrap()).collect();
        let scans = plan.iter().any(|line| {
            line.contains("Seq Scan on case") || ["SCAN c", "SCAN cases", "SCAN a"].iter().any(|scan| line == scan)
        });
        let sorts = plan
            .iter()
            .any(|line| line.contains("TEMP B-TREE") || line.trim().starts_with("Sort") || line.contains("->  Sort"));
        if what == "control" {
            assert!(scans, "a scan is not recognised: {plan:?}");
        } else if scans || sorts {
            wrong.push(format!("{what} (scan: {scans}, sort: {sorts}):\n  {}", plan.join("\n  ")));
        }
    }
    if postgres {
        wrong.extend(caught(&world, &db).await);
    }
    db.close().await.unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Plans of the server's own statements that read all cases.
async fn caught(world: &World, db: &DatabaseConnection) -> Vec<String> {
    let name: String = select(db, "SELECT current_database() AS name").await[0].try_get("", "name").unwrap();
    for setting in ["session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0"] {
        run(db, &format!("ALTER DATABASE {name} SET {setting}")).await;
    }
    let officer = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    // Only connections opened from here on write their plans.
    let app = App { store: Store::connect(&world.url, 6).await.unwrap(), ..world.app.clone() };
    let begun: DateTime<Utc> = app.clock.now();
    for query in QUERIES {
        for who in [&officer, &Actor::Public] {
            let op = app.op(who.clone(), server::op::Locale::Id, "192.0.2.9".to_owned());
            let answer = server::graphql::execute(&app.schema, op, async_graphql::Request::new(*query)).await;
            assert!(answer.errors.is_empty(), "{query} at {begun}: {:?}", answer.errors);
        }
    }
    app.store.close().await;
    let control = connect(world).await;
    select(&control, SCAN).await;
    control.close().await.unwrap();
    let folder = world.url.split("host=").nth(1).unwrap().split('&').next().unwrap();
    let log = std::fs::read_to_string(format!("{folder}/log")).unwrap();
    let plans: Vec<String> = log
        .split("Query Text: ")
        .skip(1)
        .map(|plan| plan.lines().take_while(|line| !line.contains("LOG:")).collect::<Vec<_>>().join("\n"))
        .collect();
    assert!(
        plans.iter().any(|plan| plan.contains("case_audience") && plan.contains("LIMIT")),
        "no plan was caught:\n{log}"
    );
    let (control, scans): (Vec<String>, Vec<String>) = plans
        .into_iter()
        .filter(|plan| plan.contains("Seq Scan on cases") || plan.contains("Seq Scan on case_audience"))
        .partition(|plan| plan.contains("control"));
    assert!(!control.is_empty(), "the scan that was made on purpose was not caught");
    scans
}
