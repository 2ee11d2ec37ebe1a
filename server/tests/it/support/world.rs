//! A server for one test.
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use entities::{
    ids::{AccountId, AgencyId},
    vocab::Role,
};
use serde_json::{Value, json};
use server::{
    adapters::{blobs::BlobStore, passwords::Passwords},
    authz::actor::Actor,
    clock::Clock,
    config::Config,
    graphql,
    op::{Locale, Op},
    reference::{Kind, Known},
    store::{Store, accounts::NewAccount},
    wiring::App,
};

/// A server on a database of its own.
pub struct World {
    /// Its parts.
    pub app: App,
    /// Its database, for tests that look at the tables themselves.
    pub url: String,
    now: Arc<AtomicI64>,
    people: tokio::sync::Mutex<HashMap<(Role, String), Actor>>,
    _folder: tempfile::TempDir,
}

/// Monday 2 November 2026, 09:00 WITA.
pub fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 2, 1, 0, 0).unwrap()
}

/// A GraphQL answer with short ways into it.
#[derive(Debug, Clone)]
pub struct Answer(pub Value);

impl Answer {
    /// The value at a pointer below `data`.
    pub fn at(&self, pointer: &str) -> &Value {
        let found = self.0.pointer(&format!("/data{pointer}"));
        found.unwrap_or_else(|| panic!("nothing at {pointer} in {:#}", self.0))
    }
    /// The text at a pointer.
    pub fn text(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("no text at {pointer} in {:#}", self.0)).to_owned()
    }
    /// Codes of `userErrors` at a payload.
    pub fn refusals(&self, payload: &str) -> Vec<String> {
        let list = self.at(&format!("/{payload}/userErrors")).as_array().cloned().unwrap_or_default();
        list.iter().map(|error| error["code"].as_str().unwrap_or_default().to_owned()).collect()
    }
    /// Codes of top-level errors.
    pub fn errors(&self) -> Vec<String> {
        let list = self.0["errors"].as_array().cloned().unwrap_or_default();
        list.iter().map(|error| error["extensions"]["code"].as_str().unwrap_or("?").to_owned()).collect()
    }
    /// Fails unless the payload has neither refusals nor errors.
    #[track_caller]
    pub fn done(self, payload: &str) -> Self {
        assert!(self.errors().is_empty() && self.refusals(payload).is_empty(), "{payload}: {:#}", self.0);
        self
    }
}

impl World {
    /// On SQLite, in a folder of its own.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display());
        Self::on(&url, folder).await
    }

    /// On PostgreSQL, in a database of its own.
    pub async fn postgres() -> Self {
        let url = super::postgres::fresh_database().await.expect("asked for only where it is installed");
        Self::on(&url, tempfile::tempdir().unwrap()).await
    }

    async fn on(url: &str, folder: tempfile::TempDir) -> Self {
        let config = Config::from_sources(
            None,
            [
                ("TANGGAP_DATA_DIR".to_owned(), folder.path().display().to_string()),
                ("TANGGAP_PUBLIC_URL".to_owned(), "http://127.0.0.1:8080".to_owned()),
            ],
        )
        .unwrap();
        let store = Store::connect(url, 6).await.unwrap();
        store.migrate_up().await.unwrap();
        let now = Arc::new(AtomicI64::new(start().timestamp_micros()));
        let hand = Arc::clone(&now);
        let clock = Clock::moved_by(move || DateTime::from_timestamp_micros(hand.load(Ordering::SeqCst)).unwrap());
        let app = App::of(config, store, BlobStore::memory(), clock, Passwords::quick().unwrap(), false);
        for kind in Kind::ALL {
            let parsed = server::cli::import::parse(*kind, kind.embedded(), &Known::default()).unwrap();
            app.store.import(parsed, app.clock.now()).await.unwrap();
        }
        app.first_rules().await.unwrap();
        Self { app, url: url.to_owned(), now, people: tokio::sync::Mutex::default(), _folder: folder }
    }

    /// Moves the clock.
    pub fn pass(&self, time: Duration) {
        self.now.fetch_add(time.num_microseconds().unwrap(), Ordering::SeqCst);
    }

    /// The id of an agency.
    pub async fn agency(&self, code: &str) -> AgencyId {
        self.app.store.agency_id(code).await.unwrap().unwrap_or_else(|| panic!("no agency {code}"))
    }

    /// A new account.
    pub async fn account(&self, email: &str, password: &str) -> AccountId {
        let password_hash = self.app.deps.passwords.hash(password.to_owned()).await.unwrap();
        let new = NewAccount { email: email.to_owned(), name: format!("Nama {email}"), phone: None, password_hash };
        self.app.store.add_account(new, self.app.clock.now()).await.unwrap()
    }

    /// Somebody in office; `code` may carry `#2` for a second person of the kind.
    pub async fn officer(&self, role: Role, code: &str) -> Actor {
        let mut people = self.people.lock().await;
        if let Some(actor) = people.get(&(role, code.to_owned())) {
            return actor.clone();
        }
        let email = format!("{}.{}@contoh.id", role.as_str(), code.to_lowercase().replace('#', "-"));
        let account = self.account(&email, "contoh-saja-123").await;
        let plain = code.split('#').next().unwrap();
        let agency = if plain.is_empty() { None } else { Some(self.agency(plain).await) };
        let from = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
        let grant = self.app.store.add_role(account, role, agency, from).await.unwrap();
        let actor =
            self.app.store.actor_of_account(account, 1, Some(grant), self.app.clock.now()).await.unwrap().unwrap();
        people.insert((role, code.to_owned()), actor.clone());
        actor
    }

    /// A citizen with an account.
    pub async fn citizen(&self, email: &str) -> Actor {
        let account = self.account(email, "contoh-saja-123").await;
        Actor::Citizen { account, tracked: None }
    }

    /// An operation.
    pub fn op(&self, actor: &Actor) -> Op {
        self.app.op(actor.clone(), Locale::Id, "192.0.2.1".to_owned())
    }

    /// Runs GraphQL as somebody in a browser session that keeps nothing.
    pub async fn ask_in_browser(&self, actor: &Actor, query: &str, variables: Value) -> Answer {
        let request = async_graphql::Request::new(query).variables(async_graphql::Variables::from_json(variables));
        let op = Op { session: Some(Arc::new(Forgetful)), ..self.op(actor) };
        let response = graphql::execute(&self.app.schema, op, request).await;
        Answer(serde_json::to_value(response).unwrap())
    }

    /// Runs GraphQL as somebody.
    pub async fn ask(&self, actor: &Actor, query: &str, variables: Value) -> Answer {
        let request = async_graphql::Request::new(query).variables(async_graphql::Variables::from_json(variables));
        let response = graphql::execute(&self.app.schema, self.op(actor), request).await;
        Answer(serde_json::to_value(response).unwrap())
    }

    /// Runs one mutation with an input; answers the payload's case, conflict and user errors.
    pub async fn act(&self, actor: &Actor, mutation: &str, input: Value) -> Answer {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let reply = if mutation.ends_with("Reply") { "reply { id state version }" } else { "" };
        let query = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{
               case {{ id reference status version verified holder {{ code }} published }} {reply}
               conflict {{ currentVersion events {{ kind }} }} userErrors {{ code message path }} }} }}"
        );
        self.ask(actor, &query, json!({ "input": input })).await
    }

    /// Files a report as somebody; answers id, code and secret.
    pub async fn file(&self, actor: &Actor, extra: Value) -> (String, String, String) {
        let answer = self.submit(actor, extra).await.done("submitReport");
        (
            answer.text("/submitReport/case/id"),
            answer.text("/submitReport/trackingCode"),
            answer.text("/submitReport/trackingSecret"),
        )
    }

    /// `submitReport` with sensible defaults; `extra` adds and replaces.
    pub async fn submit(&self, actor: &Actor, extra: Value) -> Answer {
        let mut input = json!({
            "title": "Jalan berlubang di depan pasar", "body": "Lubang besar di tengah jalan, sudah dua pengendara jatuh pekan ini.",
            "topicCode": "roads.pothole", "regionCode": "63.03", "contact": { "name": "Pelapor Uji" },
        });
        for (key, value) in extra.as_object().unwrap() {
            input[key] = value.clone();
        }
        let query = "mutation($input: SubmitReportInput!) { submitReport(input: $input) {
            case { id reference status holder { code } } trackingCode trackingSecret userErrors { code message path } } }";
        self.ask(actor, query, json!({ "input": input })).await
    }

    /// The version of a case as somebody sees it.
    pub async fn version(&self, actor: &Actor, case: &str) -> i64 {
        let answer = self.ask(actor, "query($id: ID!) { case(id: $id) { version } }", json!({ "id": case })).await;
        answer.at("/case/version").as_i64().unwrap()
    }

    /// The actor behind a tracking code.
    pub async fn tracker(&self, case: &str) -> Actor {
        Actor::Tracker { case: graphql::ids::to_case(case).unwrap() }
    }

    /// A report verified by the coordinator and forwarded to an agency; answers its id.
    pub async fn forwarded(&self, extra: Value, target: &str) -> String {
        let (case, ..) = self.file(&Actor::Public, extra).await;
        let coordinator = self.officer(Role::ProvinceCoordinator, "KALSEL").await;
        let version = self.version(&coordinator, &case).await;
        let stated = json!({ "caseId": case, "version": version, "classification": "SERVICE_COMPLAINT",
            "topicCode": "roads.pothole", "regionCode": "63.03" });
        self.act(&coordinator, "verifyCase", stated).await.done("verifyCase");
        let route = json!({ "caseId": case, "version": version + 1, "targetCode": target });
        self.act(&coordinator, "forwardCase", route).await.done("forwardCase");
        case
    }
}

/// A browser session that keeps nothing.
struct Forgetful;

#[async_trait::async_trait]
impl server::op::SessionPort for Forgetful {
    async fn sign_in(&self, _: AccountId, _: i64) -> Result<(), server::store::StoreError> {
        Ok(())
    }
    async fn choose(&self, _: entities::ids::RoleGrantId) -> Result<(), server::store::StoreError> {
        Ok(())
    }
    async fn track(&self, _: &Actor) -> Result<(), server::store::StoreError> {
        Ok(())
    }
    async fn end(&self) -> Result<(), server::store::StoreError> {
        Ok(())
    }
}
