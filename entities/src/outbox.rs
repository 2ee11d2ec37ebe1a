//! Letters to be sent out, written in the transaction of the act that they tell of.
use sea_orm::entity::prelude::*;

use crate::{ids::LetterId, vocab::LetterKind};

/// A letter to be sent out. Its payload may carry a secret: it is emptied once sent, and never logged.
#[derive(Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LetterId,
    /// What it is about.
    pub kind: LetterKind,
    /// Address and words; null once it is done.
    pub payload: Json,
    /// When written.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Not before.
    pub next_try_at: chrono::DateTime<chrono::Utc>,
    /// How often it was tried.
    pub tries: i32,
    /// Since when a server has it in hand.
    pub claimed_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it was taken by the mail server.
    pub sent_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it was given up.
    pub failed_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Kind of the last fault; no words of the mail server, which may quote the address.
    pub last_error: Option<String>,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter").field("id", &self.id).field("tries", &self.tries).finish_non_exhaustive()
    }
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
