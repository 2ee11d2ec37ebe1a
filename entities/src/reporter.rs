//! Who reported: a thing of its own, with its own permission.
use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, ReporterId};

/// Who reported: a thing of its own, with its own permission.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reporters")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReporterId,
    /// Account id.
    pub account_id: Option<AccountId>,
    /// Name.
    pub name: Option<String>,
    /// Email.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Created at.
    pub created_at: chrono::DateTime<chrono::Utc>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
