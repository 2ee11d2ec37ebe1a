//! The tree of a nation: what its pages cost beside the tree that is shipped, and what a large reorganisation costs
//! those who work meanwhile. Not a test: nothing fails here but what must not.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a bench stops by panicking")]
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use entities::{ids::CaseId, vocab::Role};
use serde_json::{Value, json};
use server::{
    adapters::{blobs::BlobStore, passwords::Passwords},
    authz::actor::{Actor, SystemTask},
    cli::demo::nation::{BIG, BIG_GOVERNMENT, BIG_TARGET, Size, settle},
    clock::Clock,
    config::Config,
    domain::{self, calendar::wita_date},
    graphql,
    op::Locale,
    reference::{Kind, Known},
    store::{Store, accounts::NewAccount},
    usecases::{
        large_plans::{Step, Worker},
        sheets,
    },
    wiring::App,
};

const HELP: &str = "cargo bench -p server --bench nation -- [--url postgres://..] [--small] [--cases 100000] [--rounds 30]\n\
Without --url a SQLite file in a temporary folder; the database must be empty. --small: a tenth of everything.";

const FIGURES: &str = "figures { open overdue subtreeOpen subtreeOverdue subtreeVacant }";

fn queries(root: &str, branch: &str, agency: &str) -> Vec<(&'static str, String, Value)> {
    let node =
        format!("code name kind validFrom validTo vacant {FIGURES} below: children(first: 1) {{ nodes {{ code }} }}");
    let open = |code: &str| {
        format!(
            "{{ agency(code: \"{code}\") {{ {node} children(first: 100) {{ nodes {{ {node} }} pageInfo {{ hasNextPage }} }} }} }}"
        )
    };
    vec![
        ("explorer, root", open(root), json!({})),
        ("explorer, one branch", open(branch), json!({})),
        (
            "search",
            "{ agencies(search: \"dinas pendidikan\", first: 50) { nodes { code name officersInOffice ancestors { code name } government { name } } pageInfo { hasNextPage } } }".into(),
            json!({}),
        ),
        (
            "agency page",
            format!(
                "{{ agency(code: \"{agency}\") {{ {node} functions ancestors {{ code name }} region {{ fullName }} officersInOffice heirs {{ code }}
                   versions {{ name validFrom planTitle }} deadlineOverrides {{ id }} ruleTargets {{ name }} viewerCan plans {{ title }} children(first: 100) {{ nodes {{ {node} }} }} }} }}"
            ),
            json!({}),
        ),
    ]
}

async fn ask(app: &App, who: &Actor, query: &str, variables: Value) -> Value {
    let op = app.op(who.clone(), Locale::Id, String::new());
    let request = async_graphql::Request::new(query).variables(async_graphql::Variables::from_json(variables));
    let answer = graphql::execute(&app.schema, op, request).await;
    assert!(answer.errors.is_empty(), "{query}: {:?}", answer.errors);
    serde_json::to_value(answer.data).unwrap()
}

async fn act(app: &App, who: &Actor, mutation: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation.get(..1).unwrap().to_uppercase(), mutation.get(1..).unwrap());
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ plan {{ id version status }} userErrors {{ code message }} }} }}"
    );
    let answer = ask(app, who, &query, json!({ "input": input })).await;
    assert_eq!(answer.pointer(&format!("/{mutation}/userErrors")), Some(&json!([])), "{answer:#}");
    answer.pointer(&format!("/{mutation}/plan")).unwrap().clone()
}

async fn officer(app: &App, role: Role, code: &str, n: usize) -> Actor {
    let email = format!("bench{n}.{}@contoh.id", code.to_lowercase());
    let new = NewAccount { email, name: "Bench".to_owned(), phone: None, password_hash: String::new() };
    let account = app.store.add_account(new, app.clock.now()).await.unwrap();
    let agency = app.store.agency_id(code).await.unwrap();
    let from = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let grant = app.store.add_role(account, role, agency, from).await.unwrap();
    app.store.actor_of_account(account, 1, Some(grant), app.clock.now()).await.unwrap().unwrap()
}

fn rank(times: &mut [Duration], of: usize) -> f64 {
    times.sort_unstable();
    times.get((times.len() * of / 100).min(times.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

/// Median in milliseconds and statements of each query.
async fn measure(app: &App, who: &Actor, rounds: usize, queries: &[(&'static str, String, Value)]) -> Vec<(f64, u64)> {
    let mut found = vec![];
    for (_, query, variables) in queries {
        let (mut times, mut statements) = (vec![], u64::MAX);
        for round in 0..=rounds {
            let (before, begun) = (app.store.statements(), Instant::now());
            ask(app, who, query, variables.clone()).await;
            statements = statements.min(app.store.statements() - before);
            if round > 0 {
                times.push(begun.elapsed());
            }
        }
        found.push((rank(&mut times, 50), statements));
    }
    found
}

/// Notes on cases, one after the other, by several officers, until told to stop: how long each waited.
async fn work(app: App, who: Actor, cases: Vec<CaseId>, step: usize, stop: Arc<AtomicBool>) -> Vec<Duration> {
    let note = "mutation($input: AddNoteInput!) { addNote(input: $input) { userErrors { code message } } }";
    let mut times = vec![];
    for case in cases.iter().skip(step).step_by(97).cycle() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let input = json!({ "caseId": graphql::ids::case(*case).to_string(), "body": "Catatan untuk mengukur." });
        let begun = Instant::now();
        ask(&app, &who, note, json!({ "input": input })).await;
        times.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    times
}

fn print_waits(when: &str, times: Vec<Vec<Duration>>) {
    let mut all: Vec<Duration> = times.into_iter().flatten().collect();
    let n = all.len();
    let (half, most, longest) = (rank(&mut all, 50), rank(&mut all, 95), rank(&mut all, 100));
    println!("  officers, {when}: {n} acts, p50 {half:.1} ms, p95 {most:.1} ms, longest {longest:.0} ms");
}

/// The sheet of a government: written out, and read in again with each name changed as far as a plan may hold it.
async fn sheets(app: &App, keeper: &Actor) {
    let op = app.op(keeper.clone(), Locale::Id, String::new());
    for (what, under) in [("the whole tree", None), ("one government", Some(BIG_GOVERNMENT))] {
        let begun = Instant::now();
        let wanted = sheets::Wanted { words: None, under: under.map(str::to_owned), as_of: None };
        let entries = sheets::export(&op, &wanted).await.unwrap();
        let text = domain::sheet::csv(&entries).unwrap();
        println!("  sheet out, {what}: {} rows in {:.2} s", entries.len(), begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        let id = sheets::hand_over(&op, "pohon.csv", &text, Some(BIG_GOVERNMENT)).await.unwrap();
        let taken = begun.elapsed();
        let before = app.store.statements();
        let checked = sheets::check(&op, id, None).await.unwrap().unwrap();
        println!(
            "  sheet in, {what}: taken in {:.2} s, held against the tree in {:.2} s with {} statements, {} lines",
            taken.as_secs_f64(),
            (begun.elapsed() - taken).as_secs_f64(),
            app.store.statements() - before,
            checked.difference.lines.len()
        );
    }
}

/// Moves the largest department with all its cases while officers write notes on them.
async fn reorganise(app: &App, cases: &[CaseId]) {
    let one = officer(app, Role::ProvinceCoordinator, BIG_GOVERNMENT, 1).await;
    let two = officer(app, Role::ProvinceCoordinator, BIG_GOVERNMENT, 2).await;
    let stop = Arc::new(AtomicBool::new(false));
    let busy = |stop: &Arc<AtomicBool>| {
        (0..4)
            .map(|n| tokio::spawn(work(app.clone(), one.clone(), cases.to_vec(), n * 13, Arc::clone(stop))))
            .collect::<Vec<_>>()
    };
    let waits = async |hands: Vec<tokio::task::JoinHandle<Vec<Duration>>>| {
        let mut all = vec![];
        for hand in hands {
            all.push(hand.await.unwrap());
        }
        all
    };
    let hands = busy(&stop);
    tokio::time::sleep(Duration::from_secs(4)).await;
    stop.store(true, Ordering::Relaxed);
    print_waits("alone", waits(hands).await);

    let day = wita_date(app.clock.now()).to_string();
    let head = json!({ "title": "Penataan besar", "legalReference": "Perda (contoh)", "effectiveOn": day });
    let plan = act(app, &one, "createPlan", head).await;
    let id = plan.get("id").unwrap().clone();
    let change = json!({ "kind": "MOVE", "code": BIG, "parentCode": BIG_TARGET });
    let plan = act(app, &one, "addPlanChange", json!({ "planId": id, "change": change })).await;
    let plan = act(app, &one, "submitPlan", json!({ "planId": id, "version": plan.get("version") })).await;
    let begun = Instant::now();
    let plan = act(app, &two, "approvePlan", json!({ "planId": id, "version": plan.get("version") })).await;
    println!("  approving: {:.0} ms, then {}", begun.elapsed().as_secs_f64() * 1e3, plan.get("status").unwrap());

    let stop = Arc::new(AtomicBool::new(false));
    let hands = busy(&stop);
    let (mut worker, mut steps, begun) = (Worker::default(), vec![], Instant::now());
    let last = loop {
        let step = Instant::now();
        let op = app.op(Actor::System(SystemTask::Reorganise), Locale::Id, String::new());
        let done = worker.step(&op).await.unwrap();
        if done != Step::More {
            assert!(matches!(done, Step::Published(_)), "{done:?}");
            break step.elapsed();
        }
        steps.push(step.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    let whole = begun.elapsed();
    tokio::time::sleep(Duration::from_millis(200)).await;
    stop.store(true, Ordering::Relaxed);
    print_waits("meanwhile", waits(hands).await);
    println!(
        "  the work: {:.1} s in {} steps (p50 {:.0} ms, longest {:.0} ms), last step {:.2} s",
        whole.as_secs_f64(),
        steps.len(),
        rank(&mut steps.clone(), 50),
        rank(&mut steps.clone(), 100),
        last.as_secs_f64()
    );
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    if has("--help") {
        println!("{HELP}");
        return;
    }
    let value = |name: &str| {
        arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1)).cloned()
    };
    let small = has("--small");
    let size =
        if small { Size { provinces: 5, regencies: 40, units: 2_400, members: 9_000, big: 200 } } else { Size::NATION };
    let cases = value("--cases").map_or(if small { 5_000 } else { 100_000 }, |n| n.parse().expect(HELP));
    let rounds = value("--rounds").map_or(30, |n| n.parse().expect(HELP));
    let folder = tempfile::tempdir().unwrap();
    let url =
        value("--url").unwrap_or_else(|| format!("sqlite://{}?mode=rwc", folder.path().join("nation.db").display()));
    let config = Config::from_sources(None, [("TANGGAP_DATA_DIR".to_owned(), folder.path().display().to_string())])
        .expect("the defaults are right");
    let store = Store::connect(&url, 8).await.unwrap();
    store.migrate_up().await.unwrap();
    assert!(store.is_empty().await.unwrap(), "{HELP}");
    let app = App::of(config, store, BlobStore::memory(), Clock::system(), Passwords::quick().unwrap(), false);
    for kind in Kind::ALL {
        let parsed = server::cli::import::parse(*kind, kind.embedded(), &Known::default()).unwrap();
        app.store.import(parsed, app.clock.now()).await.unwrap();
    }
    app.first_rules().await.unwrap();
    let watcher = officer(&app, Role::OmbudsmanOfficer, "OMB-KALSEL", 0).await;
    let shipped = measure(&app, &watcher, rounds, &queries("KALSEL", "KALSEL-PUPR", "KALSEL-DISHUB")).await;
    let begun = Instant::now();
    settle(&app, size).await.unwrap();
    println!(
        "{}, {} agencies, {} members: filled in {:.1} s",
        if app.store.is_postgres() { "PostgreSQL" } else { "SQLite" },
        size.units,
        size.members,
        begun.elapsed().as_secs_f64()
    );
    let begun = Instant::now();
    let ids = app.store.add_cases(BIG, cases, app.clock.now()).await.unwrap();
    println!("{cases} open cases below {BIG}: filled in {:.1} s", begun.elapsed().as_secs_f64());
    let wanted = queries("NASIONAL", BIG_GOVERNMENT, BIG);
    let nation = measure(&app, &watcher, rounds, &wanted).await;
    println!("pages (median of {rounds}; beside the shipped tree)");
    for (((name, ..), (time, statements)), (base, few)) in wanted.iter().zip(&nation).zip(&shipped) {
        println!(
            "  {name:<22} {time:>8.2} ms  {statements:>3} statements   shipped {base:.2} ms, {few}   x{:.2}",
            time / base
        );
    }
    sheets(&app, &officer(&app, Role::ProvinceCoordinator, BIG_GOVERNMENT, 3).await).await;
    reorganise(&app, &ids).await;
    let begun = Instant::now();
    let faults = app.store.inconsistencies(app.clock.now(), 2_000).await.unwrap();
    assert!(faults.is_empty(), "{:?}", faults.first());
    println!("  consistent (newest 2,000 cases looked at in {:.1} s)", begun.elapsed().as_secs_f64());
}
