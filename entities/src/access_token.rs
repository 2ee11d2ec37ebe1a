//! A key with which a frontend acts for an account in one role.
use sea_orm::entity::prelude::*;

use crate::ids::{AccessTokenId, AccountId, RoleGrantId};

/// A key with which a frontend acts for an account in one role.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "access_tokens")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccessTokenId,
    /// Account id.
    pub account_id: AccountId,
    /// None: as a citizen.
    pub role_grant_id: Option<RoleGrantId>,
    /// Name.
    pub name: String,
    /// Sha-256, unique.
    pub token_hash: String,
    /// Created at.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Expires at.
    pub expires_at: chrono::DateTime<chrono::Utc>,
    /// Last used at.
    pub last_used_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Revoked at.
    pub revoked_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
