//! THE ONLY ROOM WITH A DATABASE CONNECTION, one file a noun. The ways in are `Store::for_actor`,
//! which answers only what the actor's scope allows, and the named exceptions of `accounts` (sign-in,
//! tokens, tracking code), which answer an actor and never rows. To add a table: an entity, a
//! migration, a file here.
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast};

use crate::authz::{actor::Actor, scope, scope::Scope};

pub mod account_write;
pub mod accounts;
pub mod agencies;
pub mod attachments;
pub mod audience;
pub mod bulk;
pub mod by_rule;
pub mod case_list;
mod case_totals;
pub mod case_view;
pub mod case_write;
pub mod consistency;
pub mod details;
pub mod duplicates;
pub mod error;
pub mod flagged;
pub mod guard;
pub mod idempotency;
pub mod import;
pub mod invitations;
pub mod live;
pub mod migrate;
mod office;
pub mod outbox;
pub mod people;
pub mod people_write;
mod plan_facts;
pub mod plan_ground;
pub mod plan_work;
pub mod plan_write;
pub mod plans;
pub mod projected;
pub mod public;
pub mod rates;
pub mod reference;
pub mod reorganise;
mod reorganise_batch;
mod reorganise_cases;
mod reorganise_people;
mod reorganise_tree;
pub mod replies;
pub mod router;
pub mod routings;
pub mod rule_document;
pub mod rule_sets;
pub mod rule_write;
pub mod search;
pub mod sessions;
pub mod sheets;
pub mod simulation_work;
pub mod simulations;
mod staging;
pub mod timing;
pub mod tree;
pub mod tree_figures;

pub use error::StoreError;

/// The database. The connection is private: nothing outside of this room can run a query.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    db: DatabaseConnection,
    statements: Arc<AtomicU64>,
    changes: broadcast::Sender<live::Change>,
    timing: timing::Cache,
    router: router::Cache,
    /// SQLite has one writer: those who wait for it must not hold connections meanwhile.
    writer: Arc<Semaphore>,
}

impl Store {
    /// Opens the database of `url` (`sqlite://path?mode=rwc` or `postgres://..`) with at most so many
    /// connections.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn connect(url: &str, connections: u32) -> Result<Self, StoreError> {
        let sqlite = url.starts_with("sqlite");
        let mut options = ConnectOptions::new(url.to_owned());
        options
            .max_connections(connections)
            .min_connections(1)
            .sqlx_logging(false)
            .acquire_timeout(std::time::Duration::from_secs(10))
            .connect_timeout(std::time::Duration::from_secs(10));
        if sqlite {
            options.map_sqlx_sqlite_opts(|options| {
                use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
                // An acknowledged report must survive a power cut: FULL, not NORMAL.
                options
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    // The stock cache of 2 MB makes every list wait for the disk from some 100,000 cases on.
                    .pragma("cache_size", "-65536")
                    .pragma("mmap_size", "268435456")
                    .busy_timeout(std::time::Duration::from_secs(10))
            });
        }
        let mut db = Database::connect(options).await?;
        let statements = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&statements);
        db.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let (changes, _) = broadcast::channel(1024);
        Ok(Self {
            inner: Arc::new(Inner {
                db,
                statements,
                changes,
                timing: timing::Cache::default(),
                router: router::Cache::default(),
                writer: Arc::new(Semaphore::new(1)),
            }),
        })
    }

    /// Whether this is PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.inner.db.get_database_backend() == DbBackend::Postgres
    }

    /// Statements run so far; tests hold it against the shape of requests.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// What this actor may see and do, at this moment.
    #[must_use]
    pub fn for_actor(&self, actor: Actor, now: DateTime<Utc>) -> Scoped {
        let scope = scope::of(&actor);
        // Both engines keep microseconds; a finer clock would make cursors disagree.
        Scoped { store: self.clone(), actor: Arc::new(actor), scope, now: now.trunc_subsecs(6) }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.inner.db.ping().await?)
    }

    /// Closes all connections.
    pub async fn close(&self) {
        // A failed close changes nothing for a process that ends.
        let _ = self.inner.db.clone().close().await;
    }

    fn db(&self) -> &DatabaseConnection {
        &self.inner.db
    }

    async fn write(&self) -> Result<(DatabaseTransaction, Option<OwnedSemaphorePermit>), StoreError> {
        let permit = if self.is_postgres() {
            None
        } else {
            // The semaphore is never closed.
            Arc::clone(&self.inner.writer).acquire_owned().await.ok()
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok((self.inner.db.begin_with_options(options).await?, permit))
    }
}

/// The database as one actor may see it, at one moment.
#[derive(Clone)]
pub struct Scoped {
    store: Store,
    actor: Arc<Actor>,
    scope: Scope,
    now: DateTime<Utc>,
}

impl Scoped {
    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The moment of the operation.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The same person later: subscriptions ask anew at each event.
    #[must_use]
    pub fn at(&self, now: DateTime<Utc>) -> Self {
        Self { now: now.trunc_subsecs(6), ..self.clone() }
    }

    /// Another actor at the same moment (sign-in and tracking code within one operation).
    #[must_use]
    pub fn as_actor(&self, actor: Actor) -> Self {
        self.store.for_actor(actor, self.now)
    }

    fn db(&self) -> &DatabaseConnection {
        self.store.db()
    }

    /// Today in the agencies' time.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        crate::domain::calendar::wita_date(self.now)
    }
}

/// One write transaction of one actor. Dropped without `commit`, it leaves nothing behind.
pub struct Work {
    scoped: Scoped,
    tx: DatabaseTransaction,
    changes: Vec<live::Change>,
    /// Loaded before the transaction: inside it no second connection may be asked for.
    rules: Arc<timing::Rules>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Scoped {
    /// Begins to write.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<Work, StoreError> {
        self.begin_with("SELECT pg_advisory_xact_lock_shared(8400115)").await
    }

    /// Begins to change the tree: no act that reads it runs meanwhile. (SQLite has one writer anyway.)
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin_tree(&self) -> Result<Work, StoreError> {
        self.begin_with("SELECT pg_advisory_xact_lock(8400115)").await
    }

    /// An act writes who sees a case from the tree as it stands: while one is open the tree must not change.
    async fn begin_with(&self, lock: &str) -> Result<Work, StoreError> {
        use sea_orm::ConnectionTrait as _;
        let rules = self.store.rules().await?;
        let (tx, permit) = self.store.write().await?;
        if self.store.is_postgres() {
            tx.execute_unprepared(lock).await?;
        }
        Ok(Work { scoped: self.clone(), tx, changes: vec![], rules, _permit: permit })
    }
}

impl Work {
    /// The moment of the operation.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.scoped.now
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.scoped.actor
    }

    /// Makes it stand, then tells those who watch.
    ///
    /// # Errors
    /// When the database does not answer; then nothing was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        let Self { scoped, tx, changes, _permit, .. } = self;
        live::notify(&tx, &changes).await?;
        tx.commit().await?;
        if !scoped.store.is_postgres() {
            for change in changes {
                // Nobody listening is no fault.
                let _ = scoped.store.inner.changes.send(change);
            }
        }
        Ok(())
    }
}
