//! Append-only history of roles.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, RoleGrantId},
    vocab::{Role, RoleEventKind},
};

/// Append-only history of roles.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "role_events")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The role grant.
    pub grant_id: RoleGrantId,
    /// Whose role.
    pub account_id: AccountId,
    /// Where.
    pub agency_id: AgencyId,
    /// Which role.
    pub role: Role,
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
    /// What.
    pub kind: RoleEventKind,
    /// Who; none for the system.
    pub by_account_id: Option<AccountId>,
    /// Reason or other words.
    pub text: Option<String>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
