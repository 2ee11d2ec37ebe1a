//! A person who can sign in.
use sea_orm::entity::prelude::*;

use crate::ids::AccountId;

/// A person who can sign in.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    /// Lower case, unique.
    pub email: String,
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: Option<String>,
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// Created at.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Disabled at.
    pub disabled_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Raised by "sign out everywhere": older sessions end.
    pub session_epoch: i64,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
