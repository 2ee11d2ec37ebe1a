//! A part in a case that a large plan will end or begin.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AgencyId, CaseId, PartyId},
    vocab::PartyRole,
};

/// A part in a case that a large plan will end or begin.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "staged_parties")]
pub struct Model {
    /// The work.
    #[sea_orm(primary_key, auto_increment = false)]
    pub work_id: Uuid,
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The part, a standing or a new one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub party_id: PartyId,
    /// Whose.
    pub agency_id: AgencyId,
    /// Which.
    pub part: PartyRole,
    /// Taken over from whoever had it.
    pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
    /// It begins; else it ends.
    pub joins: bool,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
