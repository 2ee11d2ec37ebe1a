//! Forms of maladministration.
use sea_orm::entity::prelude::*;

/// Forms of maladministration.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "maladministration_forms")]
pub struct Model {
    /// Code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Name id.
    pub name_id: String,
    /// Name en.
    pub name_en: String,
    /// Position.
    pub position: i32,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
