//! What was answered to a client's key; the key itself is kept as a digest.
use sea_orm::entity::prelude::*;

/// What was answered to a client's key; the key itself is kept as a digest.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// Digest.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// Input digest.
    pub input_digest: String,
    /// Answer.
    pub answer: Json,
    /// Created at.
    pub created_at: chrono::DateTime<chrono::Utc>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
