//! A sheet of the tree that was handed over and is not a plan yet.
use sea_orm::entity::prelude::*;

use crate::ids::{AccountId, AgencyId, SheetId};

/// A sheet of the tree that was handed over and is not a plan yet.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agency_sheets")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SheetId,
    /// Who handed it over; nobody else sees it.
    pub account_id: AccountId,
    /// Whose tree it is for.
    pub government_id: AgencyId,
    /// Name of the file.
    pub file_name: String,
    /// The file itself, UTF-8.
    pub body: String,
    /// When.
    pub created_at: chrono::DateTime<chrono::Utc>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
