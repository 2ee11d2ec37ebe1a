//! A case that would have gone to another agency by the version under test.
use sea_orm::entity::prelude::*;

use crate::ids::{CaseId, SimulationId};

/// A case that would have gone to another agency by the version under test.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "simulated_moves")]
pub struct Model {
    /// The trial.
    #[sea_orm(primary_key, auto_increment = false)]
    pub simulation_id: SimulationId,
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Code of the agency that leads by the version that decided; none where nobody does.
    pub from_code: Option<String>,
    /// Code of the agency that leads by the version under test.
    pub to_code: Option<String>,
    /// Whether the first lies in the line of the agency that finished the case; none while nobody has.
    pub right_before: Option<bool>,
    /// Whether the second does.
    pub right_after: Option<bool>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
