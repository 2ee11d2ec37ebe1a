//! Bringing the schema up and down. On PostgreSQL an advisory lock lets one server at a time do it.
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, TransactionTrait};

use super::{Store, StoreError};

/// Any number that no other program uses for its locks.
const LOCK: i64 = 0x0074_616e_6767_6170;

impl Store {
    /// Applies what is pending.
    ///
    /// # Errors
    /// Database.
    pub async fn migrate_up(&self) -> Result<(), StoreError> {
        self.locked(|| Migrator::up(self.db(), None)).await
    }

    /// Takes back the last `steps` changes, or all.
    ///
    /// # Errors
    /// Database.
    pub async fn migrate_down(&self, steps: Option<u32>) -> Result<(), StoreError> {
        self.locked(|| Migrator::down(self.db(), steps)).await
    }

    /// Each change with whether it is applied.
    ///
    /// # Errors
    /// Database.
    pub async fn migration_status(&self) -> Result<Vec<(String, bool)>, StoreError> {
        let files = Migrator::get_migration_with_status(self.db()).await?;
        Ok(files
            .iter()
            .map(|file| (file.name().to_owned(), file.status() == migration::MigrationStatus::Applied))
            .collect())
    }

    async fn locked<F, Fut>(&self, work: F) -> Result<(), StoreError>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<(), sea_orm::DbErr>>,
    {
        if !self.is_postgres() {
            return Ok(work().await?);
        }
        // The lock lives as long as this transaction; the changes run on another connection.
        let lock = self.db().begin().await?;
        lock.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
        let done = work().await;
        lock.commit().await?;
        Ok(done?)
    }
}
