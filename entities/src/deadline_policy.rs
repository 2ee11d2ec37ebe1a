//! Limits, dated; `row` is the entry of deadlines.json.
use sea_orm::entity::prelude::*;

/// Limits, dated; `row` is the entry of deadlines.json.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline_policies")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Position.
    pub position: i32,
    /// Row.
    pub row: Json,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
