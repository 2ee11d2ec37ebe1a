//! Rows of files. Bytes live in `adapters::blobs`. A file belongs to nobody until an act takes it; its
//! unguessable id is the right to do that, once, for a day.
use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use entities::{
    attachment,
    ids::{AttachmentId, CaseId, EventId, ReplyId},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{Scoped, Store, StoreError, Work, case_view::CaseView};
use crate::authz::scope::Scope;

/// Uploads that no act took are removed after this many hours.
pub const UNBOUND_HOURS: i64 = 24;

/// A file, as stored.
pub type AttachmentRow = attachment::Model;

/// A cleaned file about to be kept.
#[derive(Debug)]
pub struct NewAttachment {
    /// Unguessable (v4).
    pub id: AttachmentId,
    /// Safe name.
    pub file_name: String,
    /// By content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Pixels.
    pub width: Option<i32>,
    /// Pixels.
    pub height: Option<i32>,
    /// Hex digest.
    pub sha256: String,
    /// Where the bytes are.
    pub blob_key: String,
    /// Where the small picture is.
    pub thumb_key: Option<String>,
}

impl Scoped {
    /// Keeps the row of an upload. Anybody may upload; limits stand at the edge.
    ///
    /// # Errors
    /// Database.
    pub async fn add_attachment(&self, new: NewAttachment) -> Result<AttachmentRow, StoreError> {
        Ok(attachment::ActiveModel {
            id: Set(new.id),
            case_id: Set(None),
            event_id: Set(None),
            reply_id: Set(None),
            file_name: Set(new.file_name),
            media_type: Set(new.media_type),
            size: Set(new.size),
            width: Set(new.width),
            height: Set(new.height),
            sha256: Set(new.sha256),
            blob_key: Set(new.blob_key),
            thumb_key: Set(new.thumb_key),
            created_at: Set(self.now),
            bound_at: Set(None),
        }
        .insert(self.db())
        .await?)
    }

    /// Files of cases whose text the viewer may read, oldest first. Files of replies are for those who read the reply.
    ///
    /// # Errors
    /// Database.
    pub async fn attachments(&self, cases: &[&CaseView]) -> Result<HashMap<CaseId, Vec<AttachmentRow>>, StoreError> {
        let readable = cases.iter().filter(|case| case.told.is_some()).map(|case| case.state.id);
        let rows = attachment::Entity::find()
            .filter(attachment::Column::CaseId.is_in(readable))
            .order_by_asc(attachment::Column::CreatedAt)
            .order_by_asc(attachment::Column::Id)
            .all(self.db())
            .await?;
        let mut found: HashMap<CaseId, Vec<AttachmentRow>> = HashMap::new();
        for row in rows {
            let Some(case) = row.case_id else { continue };
            let Some(view) = cases.iter().find(|view| view.state.id == case) else { continue };
            found.entry(case).or_default().push(self.named(row, view));
        }
        Ok(found)
    }

    /// One file, by the same right as its case and reply.
    ///
    /// # Errors
    /// Database; `NotFound` for unknown, hidden and not yet taken alike.
    pub async fn attachment(&self, id: AttachmentId) -> Result<AttachmentRow, StoreError> {
        let row = attachment::Entity::find_by_id(id).one(self.db()).await?.ok_or(StoreError::NotFound)?;
        let case_id = row.case_id.ok_or(StoreError::NotFound)?;
        let case = self.cases_by_id(&[case_id]).await?.remove(&case_id).ok_or(StoreError::NotFound)?;
        if case.told.is_none() {
            return Err(StoreError::NotFound);
        }
        if let Some(reply) = row.reply_id {
            self.reply(reply).await?.ok_or(StoreError::NotFound)?;
        }
        Ok(self.named(row, &case))
    }

    /// A file's name may be its sender's: of an anonymous report officers see only what kind of file it is.
    fn named(&self, mut row: AttachmentRow, case: &CaseView) -> AttachmentRow {
        let reporter = matches!(self.scope, Scope::One(_) | Scope::ReportedBy(_));
        if case.state.anonymous && row.reply_id.is_none() && !reporter {
            let ending = row.file_name.rsplit_once('.').map_or("", |(_, ending)| ending);
            row.file_name = format!("lampiran.{ending}");
        }
        row
    }
}

impl Work {
    /// Gives uploads to an act. All or none.
    ///
    /// # Errors
    /// `NotFound` if one is unknown, taken or too old.
    pub async fn bind_attachments(
        &self,
        ids: &[AttachmentId],
        case: CaseId,
        event: Option<EventId>,
        reply: Option<ReplyId>,
    ) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let bound = attachment::Entity::update_many()
            .col_expr(attachment::Column::CaseId, Expr::value(case))
            .col_expr(attachment::Column::EventId, Expr::value(event))
            .col_expr(attachment::Column::ReplyId, Expr::value(reply))
            .col_expr(attachment::Column::BoundAt, Expr::value(self.now()))
            .filter(attachment::Column::Id.is_in(ids.iter().copied()))
            .filter(attachment::Column::BoundAt.is_null())
            .filter(attachment::Column::CreatedAt.gt(self.now() - Duration::hours(UNBOUND_HOURS)))
            .exec(&self.tx)
            .await?;
        if usize::try_from(bound.rows_affected).is_ok_and(|n| n == ids.len()) {
            Ok(())
        } else {
            Err(StoreError::NotFound)
        }
    }
}

impl Store {
    /// Uploads that nobody took in time; the sweep removes bytes first, then the rows.
    ///
    /// # Errors
    /// Database.
    pub async fn stale_uploads(&self, now: DateTime<Utc>) -> Result<Vec<AttachmentRow>, StoreError> {
        Ok(attachment::Entity::find()
            .filter(attachment::Column::BoundAt.is_null())
            .filter(attachment::Column::CreatedAt.lt(now - Duration::hours(UNBOUND_HOURS)))
            .limit(200)
            .all(self.db())
            .await?)
    }

    /// Removes the row of an upload that is still nobody's.
    ///
    /// # Errors
    /// Database.
    pub async fn forget_upload(&self, id: AttachmentId) -> Result<(), StoreError> {
        attachment::Entity::delete_many()
            .filter(attachment::Column::Id.eq(id))
            .filter(attachment::Column::BoundAt.is_null())
            .exec(self.db())
            .await?;
        Ok(())
    }
}
