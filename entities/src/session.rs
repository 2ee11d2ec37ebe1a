//! A browser session; the key is a digest of the cookie.
use sea_orm::entity::prelude::*;

use crate::ids::AccountId;

/// A browser session; the key is a digest of the cookie.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// For "everywhere".
    pub account_id: Option<AccountId>,
    /// Data.
    pub data: Json,
    /// The absolute end counts from here.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Expires at.
    pub expires_at: chrono::DateTime<chrono::Utc>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
