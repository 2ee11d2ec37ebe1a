//! The browser session as operations may change it, over tower-sessions.
use async_trait::async_trait;
use entities::ids::{AccountId, CaseId, RoleGrantId};
use serde::{Serialize, de::DeserializeOwned};
use tower_sessions::Session;

use crate::{
    authz::actor::Actor,
    op::SessionPort,
    store::{StoreError, sessions::ACCOUNT},
};

const EPOCH: &str = "epoch";
const GRANT: &str = "grant";
const TRACKED: &str = "tracked";

/// What a session says.
#[derive(Debug, Default, Clone)]
pub struct Said {
    /// Who signed in, with the epoch of that time.
    pub account: Option<(AccountId, i64)>,
    /// The chosen role.
    pub grant: Option<RoleGrantId>,
    /// The case whose secret was shown.
    pub tracked: Option<CaseId>,
}

/// A session of tower-sessions.
#[derive(Clone)]
pub struct BrowserSession(pub Session);

fn away(error: tower_sessions::session::Error) -> StoreError {
    tracing::warn!(error = %error, "session.fault");
    StoreError::away(error.to_string())
}

impl BrowserSession {
    async fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        self.0.get(key).await.map_err(away)
    }

    async fn set<T: Serialize + Send + Sync>(&self, key: &str, value: T) -> Result<(), StoreError> {
        self.0.insert(key, value).await.map_err(away)
    }

    /// What the session says. Without a cookie nothing is read from the database.
    ///
    /// # Errors
    /// Database.
    pub async fn said(&self) -> Result<Said, StoreError> {
        let account: Option<AccountId> = self.get(ACCOUNT).await?;
        let epoch: Option<i64> = self.get(EPOCH).await?;
        Ok(Said { account: account.zip(epoch), grant: self.get(GRANT).await?, tracked: self.get(TRACKED).await? })
    }
}

#[async_trait]
impl SessionPort for BrowserSession {
    async fn sign_in(&self, account: AccountId, epoch: i64) -> Result<(), StoreError> {
        // Nothing of the visitor before stays, and the id is new: no fixation.
        self.0.clear().await;
        self.0.cycle_id().await.map_err(away)?;
        self.set(ACCOUNT, account).await?;
        self.set(EPOCH, epoch).await
    }

    async fn choose(&self, grant: RoleGrantId) -> Result<(), StoreError> {
        self.set(GRANT, grant).await
    }

    async fn track(&self, actor: &Actor) -> Result<(), StoreError> {
        let Actor::Tracker { case } = actor else { return Ok(()) };
        // A session of somebody signed in gains nothing by it, and must not begin its time anew.
        if self.get::<AccountId>(ACCOUNT).await?.is_none() {
            self.0.cycle_id().await.map_err(away)?;
        }
        self.set(TRACKED, *case).await
    }

    async fn end(&self) -> Result<(), StoreError> {
        self.0.flush().await.map_err(away)
    }
}
