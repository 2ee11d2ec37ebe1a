//! What a large plan will do to a case, worked out and not seen by anybody yet.
use sea_orm::entity::prelude::*;

use crate::ids::{AgencyId, CaseId, EventId};

/// What a large plan will do to a case, worked out and not seen by anybody yet.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "staged_cases")]
pub struct Model {
    /// The work.
    #[sea_orm(primary_key, auto_increment = false)]
    pub work_id: Uuid,
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Last line of its history when it was worked out: any act since makes it worthless.
    pub stamp: i32,
    /// Its new line in the history, if it changes.
    pub event_id: Option<EventId>,
    /// Who has it.
    pub from_id: AgencyId,
    /// Who will have it.
    pub to_id: AgencyId,
    /// It changes hands.
    pub moved: bool,
    /// It is in the figures of the plan.
    pub told: bool,
    /// The accused unit, if it is another now.
    pub accused_id: Option<AgencyId>,
    /// Codes for the line in the history.
    pub data: Option<Json>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
