//! One operation: who acts, on what scoped store, with what clock, from where. Made at the edge, never changed.
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use entities::ids::{AccountId, RoleGrantId};

use crate::{
    adapters::{blobs::BlobStore, cleaning::Cleaner, mail::Mail, passwords::Passwords},
    authz::actor::Actor,
    store::{Scoped, Store, StoreError, rates::Rate, router::Router},
};

/// Language of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// Indonesian.
    #[default]
    Id,
    /// English.
    En,
}

/// Limits over time.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Wrong passwords of one account.
    pub sign_in_account: Rate,
    /// Sign-in attempts of one address.
    pub sign_in_address: Rate,
    /// Tracking codes tried from one address.
    pub tracking_address: Rate,
    /// Reports and registrations of one address.
    pub reports_address: Rate,
    /// Uploads of one address.
    pub uploads_address: Rate,
    /// Invitations of one person.
    pub invitations_person: Rate,
}

/// How plans of the tree are carried out.
#[derive(Debug)]
pub struct Publishing {
    /// From so many cases on a plan is worked out in the background.
    pub large: i64,
    /// Cases worked out in one transaction: officers wait for one, not for all.
    pub batch: usize,
    /// Wakes the work: something is due.
    pub due: tokio::sync::Notify,
}

impl Default for Publishing {
    fn default() -> Self {
        Self { large: 2000, batch: 200, due: tokio::sync::Notify::new() }
    }
}

/// How rules are tried on past cases.
#[derive(Debug)]
pub struct Simulating {
    /// Cases decided in one step: so many are in memory at the same time.
    pub batch: u64,
    /// Wakes the work: a trial was asked for.
    pub due: tokio::sync::Notify,
}

impl Default for Simulating {
    fn default() -> Self {
        Self { batch: 500, due: tokio::sync::Notify::new() }
    }
}

/// What operations need beside the store.
pub struct Deps {
    /// Files.
    pub blobs: BlobStore,
    /// Cleaning of files.
    pub cleaner: Cleaner,
    /// Password digests.
    pub passwords: Passwords,
    /// Who takes letters; none: one-time links are shown on the screen.
    pub mail: Option<Arc<dyn Mail>>,
    /// The origin by which people reach this server, for links.
    pub origin: String,
    /// Limits over time.
    pub rates: Rates,
    /// Largest page.
    pub page_size_max: usize,
    /// Code of the government that takes in what names no agency.
    pub government: String,
    /// How plans of the tree are carried out.
    pub publishing: Publishing,
    /// How rules are tried on past cases.
    pub simulating: Simulating,
}

/// The browser session, as operations may change it.
#[async_trait]
pub trait SessionPort: Send + Sync {
    /// The person is signed in now; the session gets a new id.
    async fn sign_in(&self, account: AccountId, epoch: i64) -> Result<(), StoreError>;
    /// The person has chosen a role.
    async fn choose(&self, grant: RoleGrantId) -> Result<(), StoreError>;
    /// The visitor has shown the secret of a case.
    async fn track(&self, actor: &Actor) -> Result<(), StoreError>;
    /// The session ends.
    async fn end(&self) -> Result<(), StoreError>;
}

/// The client of operations that come from no address (demonstration, jobs): not limited.
pub const NO_CLIENT: &str = "";

/// One operation.
#[derive(Clone)]
pub struct Op {
    /// The store as the actor may see it.
    pub scoped: Scoped,
    /// The whole store, for sign-in and limits.
    pub store: Store,
    /// Everything else.
    pub deps: Arc<Deps>,
    /// Language of answers.
    pub locale: Locale,
    /// Address of the client, for limits; never logged with a name.
    pub client: String,
    /// The browser session, where there is one.
    pub session: Option<Arc<dyn SessionPort>>,
}

impl Op {
    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        self.scoped.actor()
    }

    /// The moment of the operation.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.scoped.now()
    }

    /// The forwarding rules that run. Ask before a transaction begins: they may have to be loaded.
    ///
    /// # Errors
    /// Database.
    pub async fn router(&self) -> Result<Arc<Router>, StoreError> {
        self.store.router(&self.deps.government, self.now()).await
    }

    /// The same operation as somebody else: after sign-in, or with a tracking code.
    #[must_use]
    pub fn as_actor(&self, actor: Actor) -> Self {
        Self { scoped: self.scoped.as_actor(actor), ..self.clone() }
    }

    /// The same person at a later moment.
    #[must_use]
    pub fn at(&self, now: DateTime<Utc>) -> Self {
        Self { scoped: self.scoped.at(now), ..self.clone() }
    }
}
