//! The part an agency plays or played in a case.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AgencyId, CaseId, PartyId},
    vocab::PartyRole,
};

/// The part an agency plays or played in a case.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_parties")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PartyId,
    /// Case id.
    pub case_id: CaseId,
    /// Agency id.
    pub agency_id: AgencyId,
    /// Part.
    pub part: PartyRole,
    /// Since.
    pub since: chrono::DateTime<chrono::Utc>,
    /// Ended at.
    pub ended_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Answered at.
    pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
