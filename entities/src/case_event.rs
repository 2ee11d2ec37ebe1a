//! Append-only history: one act, one event.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, CaseId, EventId, ReplyId},
    vocab::{ActorKind, CaseStatus, EventAudience, EventKind, Role},
};

/// Append-only history: one act, one event.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_events")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    /// Case id.
    pub case_id: CaseId,
    /// 1, 2, 3 .. within the case.
    pub seq: i32,
    /// Version of the case after it.
    pub version: i64,
    /// At.
    pub at: chrono::DateTime<chrono::Utc>,
    /// Kind.
    pub kind: EventKind,
    /// Actor kind.
    pub actor_kind: ActorKind,
    /// Account id.
    pub account_id: Option<AccountId>,
    /// Role.
    pub role: Option<Role>,
    /// Whose place the officer took.
    pub instead_of_id: Option<AccountId>,
    /// Actor agency id.
    pub actor_agency_id: Option<AgencyId>,
    /// Actor government id.
    pub actor_government_id: Option<AgencyId>,
    /// From status.
    pub from_status: Option<CaseStatus>,
    /// To status.
    pub to_status: Option<CaseStatus>,
    /// Text.
    pub text: Option<String>,
    /// The target, where the act had one.
    pub agency_id: Option<AgencyId>,
    /// Reply id.
    pub reply_id: Option<ReplyId>,
    /// Audience.
    pub audience: EventAudience,
    /// Codes and the like.
    pub data: Option<Json>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
