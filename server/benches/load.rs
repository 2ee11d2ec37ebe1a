//! How the main queries grow with the number of cases, and what our answer costs beside the bare SQL.
//!
//! Fills a database with N synthetic cases by plain SQL (the audience and the counts as the store would
//! write them), runs each main query through GraphQL, and prints the ratio of its median time to that of the
//! smallest N. Not a test: nothing fails here.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a bench stops by panicking")]
use std::time::{Duration, Instant};

use entities::vocab::Role;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use server::{
    adapters::{blobs::BlobStore, passwords::Passwords},
    authz::actor::Actor,
    clock::Clock,
    config::Config,
    graphql,
    op::Locale,
    reference::{Kind, Known},
    store::{Store, accounts::NewAccount},
    wiring::App,
};

const HELP: &str = "cargo bench -p server --bench load -- [--sizes 10000,100000] [--url postgres://..] [--rounds 30]\n\
Without --url a SQLite file in a temporary folder. One million: --sizes 10000,100000,1000000.";

const QUEUE: &str = "query($f: CaseFilter, $s: CaseSort!) { cases(filter: $f, sort: $s, first: 20) { nodes { id reference title status holder { shortName } topic { name } region { fullName } clock { state left } lastEvent { kind } } pageInfo { hasNextPage } } }";

struct Main {
    name: &'static str,
    query: &'static str,
    variables: serde_json::Value,
}

fn queries() -> Vec<Main> {
    use serde_json::json;
    let queue = |name, filter: serde_json::Value, sort: &str| Main {
        name,
        query: QUEUE,
        variables: json!({ "f": filter, "s": sort }),
    };
    vec![
        queue("queue, open, due first", json!({ "tab": "OPEN" }), "DUE_FIRST"),
        queue("queue, new, newest", json!({ "tab": "NEW" }), "NEWEST"),
        queue("queue, mine, due first", json!({ "tab": "MINE" }), "DUE_FIRST"),
        queue("queue, in progress, due first", json!({ "tab": "IN_PROGRESS" }), "DUE_FIRST"),
        queue("queue of a department below", json!({ "tab": "OPEN", "agencyCode": "KALSEL-PUPR" }), "DUE_FIRST"),
        queue("queue, overdue", json!({ "overdue": true }), "DUE_FIRST"),
        queue("search, always 200 match", json!({ "text": "istimewa" }), "NEWEST"),
        queue("search, 2 % of all match", json!({ "text": "lubang pasar7" }), "NEWEST"),
        Main {
            name: "counts of all tabs",
            query: "{ caseCounts { tabs { tab count } overdue } }",
            variables: json!({}),
        },
        Main {
            name: "published reports",
            query: "{ publicCases(first: 20) { nodes { reference title holder { shortName } } } }",
            variables: json!({}),
        },
        Main {
            name: "agency search",
            query: "{ agencies(search: \"pupr\", first: 20) { nodes { code name ancestors { code } } } }",
            variables: json!({}),
        },
    ]
}

async fn world(url: &str, folder: &std::path::Path) -> (App, Actor) {
    let config = Config::from_sources(None, [("TANGGAP_DATA_DIR".to_owned(), folder.display().to_string())])
        .expect("the defaults are right");
    let store = Store::connect(url, 8).await.unwrap();
    store.migrate_up().await.unwrap();
    let app = App::of(config, store, BlobStore::memory(), Clock::system(), Passwords::quick().unwrap(), false);
    if app.store.is_empty().await.unwrap() {
        for kind in Kind::ALL {
            let parsed = server::cli::import::parse(*kind, kind.embedded(), &Known::default()).unwrap();
            app.store.import(parsed, app.clock.now()).await.unwrap();
        }
        app.first_rules().await.unwrap();
    }
    let email = format!("bench{}@contoh.id", app.clock.now().timestamp_micros());
    let new = NewAccount { email, name: "Bench".to_owned(), phone: None, password_hash: String::new() };
    let account = app.store.add_account(new, app.clock.now()).await.unwrap();
    let agency = app.store.agency_id("KALSEL").await.unwrap();
    let from = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let grant = app.store.add_role(account, Role::ProvinceCoordinator, agency, from).await.unwrap();
    let actor = app.store.actor_of_account(account, 1, Some(grant), app.clock.now()).await.unwrap().unwrap();
    (app, actor)
}

/// Cases `from..to`, a tenth of them with each of ten states and holders, by statements of the database's own.
async fn fill(db: &DatabaseConnection, from: u64, to: u64) {
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let series = if postgres {
        format!("SELECT g AS n FROM generate_series({from}, {}) g", to - 1)
    } else {
        format!(
            "WITH RECURSIVE s(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM s WHERE n + 1 < {to}) SELECT n FROM s"
        )
    };
    let id = |prefix: &str| {
        if postgres {
            format!("('{prefix}000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid")
        } else {
            format!("unhex('{prefix}000000000070008000' || printf('%012x', n))")
        }
    };
    let at = |expression: &str| {
        if postgres {
            format!("timestamptz '2026-01-01 00:00:00+00' + ({expression}) * interval '1 second'")
        } else {
            format!("strftime('%Y-%m-%dT%H:%M:%S', '2026-01-01', '+' || ({expression}) || ' seconds') || '+00:00'")
        }
    };
    let (yes, no) = if postgres { ("true", "false") } else { ("1", "0") };
    let status = "CASE n % 10 WHEN 0 THEN 'submitted' WHEN 1 THEN 'forwarded' WHEN 2 THEN 'in_progress' WHEN 3 THEN 'awaiting_confirmation' ELSE 'closed' END";
    let open = format!("CASE WHEN n % 10 < 4 THEN {yes} ELSE {no} END");
    let holder = "(SELECT id FROM agencies WHERE code = CASE n % 5 WHEN 0 THEN 'KALSEL' WHEN 1 THEN 'KALSEL-PUPR-BM' WHEN 2 THEN 'KALSEL-DISHUB' WHEN 3 THEN 'KALSEL-DLH' ELSE 'KALSEL-BAPENDA' END)";
    let opened = at("n * 13");
    let due = at("n * 13 + 500000");
    let reference = "'B' || n";
    let statements = [
        format!("INSERT INTO reporters (id, created_at) SELECT {}, {opened} FROM ({series}) q", id("0a")),
        format!(
            "INSERT INTO cases (id, reference, secret_hash, reporter_id, title, body, classification, topic_code, region_code, channel, urgency, anonymous, secret, status, version, opened_at, status_since, holder_id, intake_id, due_at, return_count, reject_count, reopen_count, published_at, last_seq)
             SELECT {}, {reference}, 'x', {}, 'Jalan berlubang nomor ' || n, 'Lubang di depan pasar' || (n % 50) || ' sejak lama' || CASE WHEN n < 200 THEN ' istimewa' ELSE '' END, 'service_complaint', 'roads.pothole', '63.03', 'web', 'normal', {no}, {no}, {status}, 1, {opened}, {opened}, {holder}, {holder}, {due}, 0, 0, 0, {opened}, 1 FROM ({series}) q",
            id("0b"), id("0a")
        ),
        format!(
            "INSERT INTO case_events (id, case_id, seq, version, at, kind, actor_kind, audience) SELECT {}, {}, 1, 1, {opened}, 'submitted', 'reporter', 'all' FROM ({series}) q",
            id("0c"), id("0b")
        ),
        format!(
            "INSERT INTO case_audience (agency_id, case_id, relation, status, is_open, opened_at, due_sort) SELECT {holder}, {}, 'holder', {status}, {open}, {opened}, {due} FROM ({series}) q",
            id("0b")
        ),
        format!(
            "INSERT INTO case_audience (agency_id, case_id, relation, status, is_open, opened_at, due_sort) SELECT (SELECT id FROM agencies WHERE code = 'KALSEL'), {}, 'above_holder', {status}, {open}, {opened}, {due} FROM ({series}) q WHERE n % 5 <> 0",
            id("0b")
        ),
        format!(
            "INSERT INTO case_audience (agency_id, case_id, relation, status, is_open, opened_at, due_sort) SELECT (SELECT id FROM agencies WHERE code = 'KALSEL-PUPR'), {}, 'above_holder', {status}, {open}, {opened}, {due} FROM ({series}) q WHERE n % 5 = 1",
            id("0b")
        ),
        if postgres {
            format!("INSERT INTO case_search (case_id, words) SELECT {}, to_tsvector('simple', 'jalan berlubang nomor lubang di depan pasar' || (n % 50) || CASE WHEN n < 200 THEN ' istimewa' ELSE '' END) FROM ({series}) q", id("0b"))
        } else {
            format!("INSERT INTO case_search (case_id, words) SELECT {}, 'jalan berlubang nomor lubang di depan pasar' || (n % 50) || CASE WHEN n < 200 THEN ' istimewa' ELSE '' END FROM ({series}) q", id("0b"))
        },
        "DELETE FROM case_counts".to_owned(),
        "INSERT INTO case_counts (agency_id, relation, status, n) SELECT agency_id, relation, status, COUNT(*) FROM case_audience GROUP BY 1, 2, 3".to_owned(),
        if postgres { "VACUUM ANALYZE" } else { "ANALYZE" }.to_owned(),
    ];
    for statement in statements {
        db.execute_unprepared(&statement).await.unwrap_or_else(|error| panic!("{error}\n{statement}"));
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if arguments.iter().any(|argument| argument == "--help") {
        println!("{HELP}");
        return;
    }
    let value = |name: &str| {
        arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1)).cloned()
    };
    let sizes: Vec<u64> = value("--sizes")
        .unwrap_or_else(|| "10000,100000".to_owned())
        .split(',')
        .map(|n| n.parse().expect(HELP))
        .collect();
    let rounds: usize = value("--rounds").map_or(30, |n| n.parse().expect(HELP));
    let folder = tempfile::tempdir().unwrap();
    let url =
        value("--url").unwrap_or_else(|| format!("sqlite://{}?mode=rwc", folder.path().join("load.db").display()));
    let (app, actor) = world(&url, folder.path()).await;
    let db = Database::connect(&url).await.unwrap();
    let mut first: Vec<Duration> = vec![];
    let mut filled = 0;
    for &size in &sizes {
        fill(&db, filled, size).await;
        filled = size;
        println!(
            "\n{size} cases, {} (median of {rounds}; ratio to {} cases)",
            if app.store.is_postgres() { "PostgreSQL" } else { "SQLite" },
            sizes.first().unwrap()
        );
        for (index, main) in queries().into_iter().enumerate() {
            let variables = main.variables.to_string();
            let mut times = vec![];
            for round in 0..=rounds {
                let begun = Instant::now();
                let op = app.op(actor.clone(), Locale::Id, String::new());
                let variables = serde_json::from_str(&variables).unwrap();
                let request =
                    async_graphql::Request::new(main.query).variables(async_graphql::Variables::from_json(variables));
                let answer = graphql::execute(&app.schema, op, request).await;
                assert!(answer.errors.is_empty(), "{}: {:?}", main.name, answer.errors);
                if round > 0 {
                    times.push(begun.elapsed());
                }
            }
            let time = median(times);
            if first.len() <= index {
                first.push(time);
            }
            let base = first.get(index).copied().unwrap_or(time);
            println!(
                "  {:<32} {:>9.3} ms   x{:.2}",
                main.name,
                time.as_secs_f64() * 1e3,
                time.as_secs_f64() / base.as_secs_f64()
            );
        }
        bare(&db, &app, &actor, rounds).await;
    }
}

/// One case: our whole answer beside the bare statements that it needs, through the same driver.
async fn bare(db: &DatabaseConnection, app: &App, actor: &Actor, rounds: usize) {
    let backend = db.get_database_backend();
    let sql = [
        "SELECT * FROM cases WHERE reference = 'B1'",
        "SELECT relation FROM case_audience WHERE agency_id = (SELECT id FROM agencies WHERE code = 'KALSEL') AND case_id = (SELECT id FROM cases WHERE reference = 'B1')",
        "SELECT * FROM case_events WHERE case_id = (SELECT id FROM cases WHERE reference = 'B1') ORDER BY seq LIMIT 20",
        "SELECT * FROM replies WHERE case_id = (SELECT id FROM cases WHERE reference = 'B1')",
    ];
    let mut plain = vec![];
    for _ in 0..rounds {
        let begun = Instant::now();
        for statement in sql {
            db.query_all_raw(Statement::from_string(backend, statement)).await.unwrap();
        }
        plain.push(begun.elapsed());
    }
    let id = db
        .query_one_raw(Statement::from_string(backend, "SELECT id FROM cases WHERE reference = 'B1'"))
        .await
        .unwrap()
        .unwrap();
    let id: uuid::Uuid = id.try_get("", "id").unwrap();
    let id = graphql::ids::case(entities::ids::CaseId(id)).to_string();
    let mut ours = vec![];
    for _ in 0..rounds {
        let begun = Instant::now();
        let query = format!(
            "{{ case(id: \"{id}\") {{ id title status events(first: 20) {{ nodes {{ kind at }} }} replies {{ body }} }} }}"
        );
        let op = app.op(actor.clone(), Locale::Id, String::new());
        let answer = graphql::execute(&app.schema, op, async_graphql::Request::new(query)).await;
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        ours.push(begun.elapsed());
    }
    let (plain, ours) = (median(plain), median(ours));
    println!(
        "  one case: ours {:.3} ms, bare SQL {:.3} ms   x{:.2}",
        ours.as_secs_f64() * 1e3,
        plain.as_secs_f64() * 1e3,
        ours.as_secs_f64() / plain.as_secs_f64()
    );
}
