//! Why a report may be archived.
use sea_orm::entity::prelude::*;

/// Why a report may be archived.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "archive_reasons")]
pub struct Model {
    /// Code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Name id.
    pub name_id: String,
    /// Name en.
    pub name_en: String,
    /// Needs second person.
    pub needs_second_person: bool,
    /// Position.
    pub position: i32,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
