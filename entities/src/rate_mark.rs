//! Attempts within a window, shared by all servers.
use sea_orm::entity::prelude::*;

/// Attempts within a window, shared by all servers.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rate_marks")]
pub struct Model {
    /// Bucket.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bucket: String,
    /// Window ends at.
    pub window_ends_at: chrono::DateTime<chrono::Utc>,
    /// Used.
    pub used: i64,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
