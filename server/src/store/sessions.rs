//! Browser sessions in our own table, so that a person signed in at one server is signed in at all. The
//! cookie's value is kept as a digest: who reads the table cannot become anybody.
use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use entities::{ids::AccountId, session};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, EntityTrait, QueryFilter,
};
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use super::{Store, StoreError};
use crate::clock::Clock;

/// Key under which the account is kept, for the column.
pub const ACCOUNT: &str = "account";

/// The session table as tower-sessions wants it.
#[derive(Clone)]
pub struct Sessions {
    store: Store,
    absolute: Duration,
    clock: Clock,
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").finish_non_exhaustive()
    }
}

fn key(id: &Id) -> String {
    crate::secrets::digest(&[b"session", &id.0.to_le_bytes()])
}

fn fault(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

impl Sessions {
    /// Sessions that end `absolute` after they began, however busy.
    #[must_use]
    pub fn new(store: Store, absolute: Duration, clock: Clock) -> Self {
        Self { store, absolute, clock }
    }

    fn row(&self, record: &Record) -> session::ActiveModel {
        let account =
            record.data.get(ACCOUNT).and_then(|value| serde_json::from_value::<AccountId>(value.clone()).ok());
        let expires_at =
            DateTime::from_timestamp(record.expiry_date.unix_timestamp(), 0).unwrap_or_else(|| self.clock.now());
        session::ActiveModel {
            id: Set(key(&record.id)),
            account_id: Set(account),
            data: Set(serde_json::to_value(&record.data).unwrap_or_default()),
            created_at: Set(self.clock.now()),
            expires_at: Set(expires_at),
        }
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // 128 random bits: a collision would need a broken generator; then the insert fails, and nobody's
        // session becomes another person's.
        session::Entity::insert(self.row(record)).exec_without_returning(self.store.db()).await.map_err(fault)?;
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // An update only: a request that was under way while the person signed out must not bring the
        // session back.
        let row = self.row(record);
        session::Entity::update_many()
            .set(session::ActiveModel { created_at: NotSet, ..row })
            .filter(session::Column::Id.eq(key(&record.id)))
            .exec(self.store.db())
            .await
            .map_err(fault)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = session::Entity::find_by_id(key(id)).one(self.store.db()).await.map_err(fault)?;
        let now = self.clock.now();
        let Some(row) = row.filter(|row| row.expires_at > now && row.created_at + self.absolute > now) else {
            return Ok(None);
        };
        let data = serde_json::from_value(row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = time::OffsetDateTime::from_unix_timestamp(row.expires_at.timestamp())
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        session::Entity::delete_by_id(key(id)).exec(self.store.db()).await.map_err(fault)?;
        Ok(())
    }
}

impl Store {
    /// Forgets sessions that have ended.
    ///
    /// # Errors
    /// Database.
    pub async fn forget_sessions(&self, now: DateTime<Utc>) -> std::result::Result<u64, StoreError> {
        let gone = session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(now)).exec(self.db()).await?;
        Ok(gone.rows_affected)
    }
}
