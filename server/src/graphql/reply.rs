//! Replies and files.
use std::sync::Arc;

use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};
use entities::vocab;

use super::{
    agency::Agency,
    enums::{CaseAction, ReplyKind, ReplyState},
    event::Actor,
    ids,
    loaders::{Files, Seen},
    view::Viewer,
};
use crate::{
    authz::policy,
    domain::{act::Act, workflow},
    store::{attachments::AttachmentRow, case_view::CaseView, replies::ReplyView},
};

/// A text of an agency to the reporter.
pub struct Reply {
    /// The reply.
    pub row: ReplyView,
    /// Its case.
    pub case: Arc<CaseView>,
    /// The request.
    pub view: Viewer,
}

impl Reply {
    fn can(&self, act: Act) -> bool {
        let (state, standing) = (&self.case.state, self.case.standing);
        let op = &self.view.op;
        if policy::decide(op.actor(), act, state, standing).is_err()
            || !policy::reads_notes(
                op.actor(),
                op.actor().officer().and_then(|officer| officer.government),
                Some(self.row.agency),
            )
        {
            return false;
        }
        match act {
            Act::ApproveReply => op
                .actor()
                .hand()
                .is_some_and(|me| workflow::approve(state, self.row.id, self.row.state, self.row.hand, me).is_ok()),
            Act::PublishReply => workflow::publish(
                state,
                self.row.id,
                self.row.kind,
                self.row.state,
                self.row.needs_approval,
                self.row.agency,
                op.now(),
            )
            .is_ok(),
            Act::DraftReply => self.row.state != vocab::ReplyState::Published,
            _ => false,
        }
    }
}

/// A text of an agency to the reporter. Published ones: whoever sees the case; drafts: colleagues of the
/// same government.
#[Object]
impl Reply {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::reply(self.row.id)
    }
    /// Kind.
    async fn kind(&self) -> ReplyKind {
        self.row.kind.into()
    }
    /// State.
    async fn state(&self) -> ReplyState {
        self.row.state.into()
    }
    /// Text, plain.
    async fn body(&self) -> &str {
        &self.row.body
    }
    /// The agency that answers.
    async fn agency(&self) -> async_graphql::Result<Agency> {
        Agency::must(&self.view, self.row.agency).await
    }
    /// Who wrote it.
    async fn author(&self) -> async_graphql::Result<Actor> {
        Actor::of(&self.view, &self.row.author).await
    }
    /// A colleague must agree before it is published.
    async fn needs_approval(&self) -> bool {
        self.row.needs_approval
    }
    /// When written.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }
    /// When approved.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.row.approved_at
    }
    /// When published.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.row.published_at
    }
    /// Goes back into `approveReply` and `publishReply`.
    async fn version(&self) -> i64 {
        self.row.version
    }
    /// Files that go with it.
    async fn attachments(&self) -> async_graphql::Result<Vec<Attachment>> {
        let rows = self.view.load(Files(Seen(self.case.clone()))).await?.unwrap_or_default();
        Ok(rows.into_iter().filter(|row| row.reply_id == Some(self.row.id)).map(Attachment).collect())
    }
    /// What the viewer can do with it now: DRAFT_REPLY (change), APPROVE_REPLY, PUBLISH_REPLY.
    async fn viewer_can(&self) -> Vec<CaseAction> {
        [Act::DraftReply, Act::ApproveReply, Act::PublishReply]
            .into_iter()
            .filter(|&act| self.can(act))
            .map(Into::into)
            .collect()
    }
}

/// A file of a report or reply.
pub struct Attachment(pub AttachmentRow);

/// A file of a report or reply. Whoever reads the text of the case (or the reply).
#[Object]
impl Attachment {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::attachment(self.0.id)
    }
    /// Safe name.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }
    /// By content.
    async fn media_type(&self) -> &str {
        &self.0.media_type
    }
    /// Bytes.
    async fn size(&self) -> i64 {
        self.0.size
    }
    /// Pixels, of pictures.
    async fn width(&self) -> Option<i32> {
        self.0.width
    }
    /// Pixels, of pictures.
    async fn height(&self) -> Option<i32> {
        self.0.height
    }
    /// Path of the file on this server; checked by the same right at each request.
    async fn url(&self) -> String {
        format!("/berkas/{}", self.0.id)
    }
    /// Path of a small JPEG, of pictures.
    async fn thumbnail_url(&self) -> Option<String> {
        self.0.thumb_key.as_ref().map(|_| format!("/berkas/{}/kecil", self.0.id))
    }
    /// When taken in.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
