//! What a trial of forwarding rules on past cases costs: how long it takes, how large and how long a batch gets, and what
//! officers who work meanwhile notice of it. Not a test: nothing fails here but what must not.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a bench stops by panicking")]
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use entities::{ids::CaseId, vocab::Role};
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};
use server::{
    adapters::{blobs::BlobStore, passwords::Passwords},
    authz::actor::{Actor, SystemTask},
    clock::Clock,
    config::Config,
    domain::calendar::wita_date,
    graphql,
    op::Locale,
    reference::{Kind, Known},
    store::{Store, accounts::NewAccount},
    usecases::simulations::{Step, Worker},
    wiring::App,
};

const HELP: &str = "cargo bench -p server --bench simulation -- [--url postgres://..] [--cases 100000] [--sample n]\n\
Without --url a SQLite file in a temporary folder; the database must be empty.";

/// The last digit of the number of a case chooses: topic, region, what was reported.
const REPORTS: [(&str, &str, &str); 10] = [
    (
        "roads.pothole",
        "63.03",
        "Jalan berlubang besar di depan pasar, sudah dua pengendara jatuh pekan ini dan belum ada rambu.",
    ),
    (
        "roads.pothole",
        "63.71",
        "Jl. A. Yani km 6 rusak parah setelah hujan, lubangnya tertutup genangan air setiap sore hari.",
    ),
    (
        "roads.lighting",
        "63.71",
        "Lampu jalan padam sejak sebulan di sepanjang gang, warga takut keluar rumah pada malam hari.",
    ),
    (
        "roads.bridge",
        "63.01",
        "Jembatan kayu penghubung dua desa hampir roboh, papan lantainya banyak yang sudah lapuk.",
    ),
    (
        "roads.heavy_vehicles",
        "63.05",
        "Truk batu bara melewati jalan umum setiap malam, debunya masuk ke rumah dan jalan cepat hancur.",
    ),
    (
        "water_works",
        "63.06",
        "Saluran irigasi tersumbat sampah sehingga sawah kami kekeringan pada musim tanam tahun ini.",
    ),
    (
        "roads",
        "63.72",
        "Trotoar di ruas jalan provinsi dibongkar dan dibiarkan berbulan-bulan tanpa pengamanan apa pun.",
    ),
    (
        "transport.parking",
        "63.71",
        "Parkir liar di depan rumah sakit membuat ambulans sulit masuk, tarifnya juga tidak resmi.",
    ),
    (
        "roads.works",
        "63.08",
        "Pekerjaan pelebaran jalan terbengkalai, materialnya menutup separuh badan jalan trans Kalimantan.",
    ),
    (
        "settlement.sanitation",
        "63.10",
        "Air got meluap ke dalam rumah setiap hujan karena saluran pembuangan tidak pernah dikeruk.",
    ),
];

async fn ask(app: &App, who: &Actor, query: &str, variables: Value) -> Value {
    let op = app.op(who.clone(), Locale::Id, String::new());
    let request = async_graphql::Request::new(query).variables(async_graphql::Variables::from_json(variables));
    let answer = graphql::execute(&app.schema, op, request).await;
    assert!(answer.errors.is_empty(), "{query}: {:?}", answer.errors);
    serde_json::to_value(answer.data).unwrap()
}

async fn act(app: &App, who: &Actor, mutation: &str, answer: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation.get(..1).unwrap().to_uppercase(), mutation.get(1..).unwrap());
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {answer} userErrors {{ code message path }} }} }}"
    );
    let done = ask(app, who, &query, json!({ "input": input })).await;
    assert_eq!(done.pointer(&format!("/{mutation}/userErrors")), Some(&json!([])), "{done:#}");
    done.get(mutation).unwrap().clone()
}

async fn coordinator(app: &App) -> Actor {
    let new = NewAccount {
        email: "bench@contoh.id".to_owned(),
        name: "Bench".to_owned(),
        phone: None,
        password_hash: String::new(),
    };
    let account = app.store.add_account(new, app.clock.now()).await.unwrap();
    let agency = app.store.agency_id("KALSEL").await.unwrap();
    let from = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let grant = app.store.add_role(account, Role::ProvinceCoordinator, agency, from).await.unwrap();
    app.store.actor_of_account(account, 1, Some(grant), app.clock.now()).await.unwrap().unwrap()
}

fn rank(times: &mut [Duration], of: usize) -> f64 {
    times.sort_unstable();
    times.get((times.len() * of / 100).min(times.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

/// Notes on cases, one after the other, until told to stop: how long each waited.
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

/// Four officers at work until the hand is lifted.
struct Busy {
    stop: Arc<AtomicBool>,
    hands: Vec<tokio::task::JoinHandle<Vec<Duration>>>,
}

impl Busy {
    fn begin(app: &App, who: &Actor, cases: &[CaseId]) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let hand = |n: usize| work(app.clone(), who.clone(), cases.to_vec(), n * 13, Arc::clone(&stop));
        let hands = (0..4).map(|n| tokio::spawn(hand(n))).collect();
        Self { stop, hands }
    }

    async fn end(self, when: &str) {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = vec![];
        for hand in self.hands {
            all.extend(hand.await.unwrap());
        }
        let n = all.len();
        let (half, most, longest) = (rank(&mut all, 50), rank(&mut all, 95), rank(&mut all, 100));
        println!("  officers, {when}: {n} acts, p50 {half:.1} ms, p95 {most:.1} ms, longest {longest:.0} ms");
    }
}

/// The most memory that the process has used so far, in megabytes; where the system tells.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()? / 1024.0)
}

/// Reports as people write them, and one in ten finished.
async fn vary(url: &str) {
    let db = Database::connect(url).await.unwrap();
    for (n, (topic, region, body)) in REPORTS.iter().enumerate() {
        let sql = format!(
            "UPDATE cases SET topic_code = '{topic}', region_code = '{region}', body = '{body} {body}' WHERE reference LIKE '%{n}'"
        );
        db.execute_unprepared(&sql).await.unwrap();
    }
    let finished = "UPDATE cases SET status = 'closed', answered_at = opened_at WHERE reference LIKE '%3'";
    db.execute_unprepared(finished).await.unwrap();
    db.close().await.unwrap();
}

/// A draft that is the version that runs with one more rule.
async fn draft(app: &App, who: &Actor) -> Value {
    let running = ask(app, who, "{ ruleSets(status: [ACTIVE], first: 1) { nodes { id } } }", json!({})).await;
    let head = json!({ "basedOnId": running.pointer("/ruleSets/nodes/0/id"), "title": "Rancangan untuk mengukur" });
    let set = act(app, who, "createRuleSet", "ruleSet { id version }", head).await;
    let rule = json!({ "position": 5, "name": "Jalan Kabupaten Banjar", "because": "Contoh.", "topicCodes": ["roads.pothole"],
        "regionCodes": ["63.03"], "forwardTo": { "agencyCode": "KALSEL-PUPR" } });
    let input =
        json!({ "ruleSetId": set.pointer("/ruleSet/id"), "version": set.pointer("/ruleSet/version"), "rule": rule });
    act(app, who, "addRule", "ruleSet { id }", input).await.pointer("/ruleSet/id").unwrap().clone()
}

/// A whole trial, as the job runs it.
async fn simulate(app: &App, who: &Actor, set: &Value, sample: Option<i32>, when: &str) {
    let today = wita_date(app.clock.now());
    let from = today - chrono::Duration::days(400);
    let input = json!({ "ruleSetId": set, "from": from.to_string(), "until": today.to_string(), "sample": sample });
    let trial = act(app, who, "startSimulation", "simulation { id }", input).await;
    let (mut worker, mut steps, begun) = (Worker::default(), vec![], Instant::now());
    let before = app.store.statements();
    loop {
        let step = Instant::now();
        let op = app.op(Actor::System(SystemTask::Simulate), Locale::Id, String::new());
        let done = worker.step(&op).await.unwrap();
        steps.push(step.elapsed());
        if done != Step::More {
            assert!(matches!(done, Step::Done(_)), "{done:?}");
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (whole, statements) = (begun.elapsed().as_secs_f64(), app.store.statements() - before);
    let query = "query($id: ID!) { ruleSimulation(id: $id) { result { cases finished rightBefore rightAfter fallbackAfter moved } } }";
    let id = trial.pointer("/simulation/id").unwrap();
    let told = ask(app, who, query, json!({ "id": id })).await;
    let result = told.pointer("/ruleSimulation/result").unwrap();
    let cases = result.get("cases").and_then(Value::as_f64).unwrap();
    println!(
        "  a trial, {when}: {cases} cases in {whole:.2} s ({:.0} cases/s), {} steps (p50 {:.1} ms, p95 {:.1} ms, longest {:.0} ms), {statements} statements, {result}",
        cases / whole,
        steps.len(),
        rank(&mut steps.clone(), 50),
        rank(&mut steps.clone(), 95),
        rank(&mut steps.clone(), 100),
    );
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
    let cases: u64 = value("--cases").map_or(100_000, |n| n.parse().expect(HELP));
    let sample: Option<i32> = value("--sample").map(|n| n.parse().expect(HELP));
    let folder = tempfile::tempdir().unwrap();
    let url =
        value("--url").unwrap_or_else(|| format!("sqlite://{}?mode=rwc", folder.path().join("trial.db").display()));
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
    let begun = Instant::now();
    // Half in a department of the province, where officers write notes; half in a city, which the province coordinates.
    let ids = app.store.add_cases("KALSEL-PUPR", cases / 2, app.clock.now()).await.unwrap();
    let city = app.store.add_cases("BANJARMASIN", cases - cases / 2, app.clock.now()).await.unwrap();
    vary(&url).await;
    let engine = if app.store.is_postgres() { "PostgreSQL" } else { "SQLite" };
    println!("{engine}, {} cases: filled in {:.1} s", ids.len() + city.len(), begun.elapsed().as_secs_f64());
    let keeper = coordinator(&app).await;
    let set = draft(&app, &keeper).await;
    // Those that are finished take no notes.
    let open: Vec<CaseId> = ids.iter().enumerate().filter(|(n, _)| n % 10 != 3).map(|(_, id)| *id).collect();

    let full = peak();
    simulate(&app, &keeper, &set, sample, "alone").await;
    if let (Some(before), Some(after)) = (full, peak()) {
        println!("  memory: at most {after:.0} MB, {:.0} MB more than before", after - before);
    }
    let busy = Busy::begin(&app, &keeper, &open);
    tokio::time::sleep(Duration::from_secs(4)).await;
    busy.end("alone").await;
    let busy = Busy::begin(&app, &keeper, &open);
    tokio::time::sleep(Duration::from_millis(200)).await;
    simulate(&app, &keeper, &set, sample, "meanwhile").await;
    busy.end("meanwhile").await;
}
