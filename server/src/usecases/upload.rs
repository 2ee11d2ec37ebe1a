//! A file is taken in: recognised by content, cleaned of traces, kept. Row first, bytes after: its id is told only
//! when both are there, so whatever fails in between leaves a row that no act can take, and the sweep removes it
//! with whatever bytes there are.
use bytes::Bytes;
use entities::ids::AttachmentId;
use uuid::Uuid;

use super::Failure;
use crate::{
    domain::media::{CleanWarning, safe_file_name},
    op::Op,
    secrets,
    store::attachments::{AttachmentRow, NewAttachment},
};

/// A kept file and what could not be removed from it.
#[derive(Debug)]
pub struct Kept {
    /// The row.
    pub row: AttachmentRow,
    /// What the reporter must know before sending.
    pub warnings: Vec<CleanWarning>,
}

/// Takes a file in.
///
/// # Errors
/// Not a file that is taken; too many from one address; storage away.
pub async fn upload(op: &Op, name: &str, bytes: Bytes) -> Result<Kept, Failure> {
    op.store.attempt(&format!("uploads-from:{}", op.client), op.deps.rates.uploads_address, op.now()).await?;
    let cleaned = op.deps.cleaner.clean(bytes).await.map_err(Failure::Media)?;
    let id = AttachmentId(Uuid::new_v4());
    let blob_key = format!("files/{id}");
    let thumb_key = cleaned.thumbnail.as_ref().map(|_| format!("thumbs/{id}"));
    let size = i64::try_from(cleaned.bytes.len()).unwrap_or(i64::MAX);
    let sha256 = secrets::hex(&<sha2::Sha256 as sha2::Digest>::digest(&cleaned.bytes));
    let pixels = |edge: Option<u32>| edge.and_then(|edge| i32::try_from(edge).ok());
    let new = NewAttachment {
        id,
        file_name: safe_file_name(name, cleaned.kind),
        media_type: cleaned.kind.media_type().to_owned(),
        size,
        width: pixels(cleaned.width),
        height: pixels(cleaned.height),
        sha256,
        blob_key: blob_key.clone(),
        thumb_key: thumb_key.clone(),
    };
    let away = |error: crate::adapters::blobs::BlobError| {
        tracing::error!(error = %error, "blobs.fault");
        Failure::Unavailable
    };
    let row = op.scoped.add_attachment(new).await?;
    let mut put = op.deps.blobs.put(&blob_key, cleaned.bytes.into()).await;
    if let (Ok(_), Some(key), Some(small)) = (&put, &thumb_key, cleaned.thumbnail) {
        put = op.deps.blobs.put(key, small.into()).await;
    }
    if let Err(error) = put {
        // Best effort: what stays is swept.
        for key in std::iter::once(&blob_key).chain(&thumb_key) {
            let _ = op.deps.blobs.delete(key).await;
        }
        let _ = op.store.forget_upload(id).await;
        return Err(away(error));
    }
    Ok(Kept { row, warnings: cleaned.not_cleaned })
}
