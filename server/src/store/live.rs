//! News of changes, for subscriptions. PostgreSQL carries them between servers (`NOTIFY` in the acting
//! transaction, so nobody hears of what was rolled back); SQLite has one server and needs no carrier.
//! A change names agencies and the case, never a text: listeners ask the scope anew.
use entities::{
    ids::{AgencyId, CaseId},
    vocab::EventKind,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;

use super::{Store, StoreError};

const CHANNEL: &str = "tanggap_changes";

/// Something happened to a case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Change {
    /// The case.
    pub case: CaseId,
    /// What.
    pub kind: EventKind,
    /// Agencies in its audience, before or after.
    pub agencies: Vec<AgencyId>,
}

pub(super) async fn notify(tx: &DatabaseTransaction, changes: &[Change]) -> Result<(), StoreError> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for change in changes {
        let Ok(payload) = serde_json::to_string(change) else { continue };
        let statement = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_notify($1, $2)",
            [CHANNEL.into(), payload.into()],
        );
        tx.execute_raw(statement).await?;
    }
    Ok(())
}

impl Store {
    /// Changes from now on, of all servers.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.inner.changes.subscribe()
    }

    /// Carries the changes of other servers to the listeners of this one; runs until the process ends
    /// and takes up the connection again when it breaks.
    pub async fn carry_changes(self) {
        if !self.is_postgres() {
            return;
        }
        loop {
            if let Err(error) = self.carry_once().await {
                tracing::warn!(error = %error, "live.carrier_lost");
            }
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
    }

    async fn carry_once(&self) -> Result<(), sea_orm::SqlxError> {
        let mut listener =
            sea_orm::sqlx::postgres::PgListener::connect_with(self.inner.db.get_postgres_connection_pool()).await?;
        listener.listen(CHANNEL).await?;
        loop {
            let note = listener.recv().await?;
            match serde_json::from_str::<Change>(note.payload()) {
                Ok(change) => {
                    let _ = self.inner.changes.send(change);
                }
                Err(error) => tracing::warn!(error = %error, "live.unreadable_change"),
            }
        }
    }
}
