//! A file, from upload to binding.
use sea_orm::entity::prelude::*;

use crate::ids::{AttachmentId, CaseId, EventId, ReplyId};

/// A file, from upload to binding.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attachments")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttachmentId,
    /// Case id.
    pub case_id: Option<CaseId>,
    /// Event id.
    pub event_id: Option<EventId>,
    /// Reply id.
    pub reply_id: Option<ReplyId>,
    /// File name.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
    /// Size.
    pub size: i64,
    /// Width.
    pub width: Option<i32>,
    /// Height.
    pub height: Option<i32>,
    /// Sha256.
    pub sha256: String,
    /// Blob key.
    pub blob_key: String,
    /// Thumb key.
    pub thumb_key: Option<String>,
    /// Created at.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Bound at.
    pub bound_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
