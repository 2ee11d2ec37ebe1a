//! The published projection. Public.
use async_graphql::{Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::{
    agency::Agency,
    enums::{CaseStatus, ReplyKind},
    loaders::{self, PublicReplies},
    reference::{Region, Topic},
    view::Viewer,
};
use crate::store::public::PublicView;

/// A published reply. Public.
#[derive(SimpleObject)]
pub struct PublicReply {
    /// Plain text.
    pub body: String,
    /// The agency that answers.
    pub agency: Agency,
    /// When.
    pub published_at: DateTime<Utc>,
    /// Kind.
    pub kind: ReplyKind,
}

/// A published report.
pub struct PublicCase {
    /// The row.
    pub row: PublicView,
    /// The request.
    pub view: Viewer,
}

/// A published report: forwarded at least once, not secret, no whistle-blowing; without the reporter. Public.
#[Object]
impl PublicCase {
    /// Number that people use.
    async fn reference(&self) -> &str {
        &self.row.reference
    }
    /// Title.
    async fn title(&self) -> &str {
        &self.row.title
    }
    /// Plain text.
    async fn body(&self) -> &str {
        &self.row.body
    }
    /// Where it stands.
    async fn status(&self) -> CaseStatus {
        self.row.status.into()
    }
    /// Topic.
    async fn topic(&self) -> async_graphql::Result<Option<Topic>> {
        let Some(code) = self.row.topic.clone() else { return Ok(None) };
        let locale = self.view.op.locale;
        Ok(self.view.load(loaders::Topic(code)).await?.map(|row| Topic { row, locale }))
    }
    /// Region.
    async fn region(&self) -> async_graphql::Result<Option<Region>> {
        match &self.row.region {
            Some(code) => Region::load(&self.view, code).await,
            None => Ok(None),
        }
    }
    /// Who has it now.
    async fn holder(&self) -> async_graphql::Result<Agency> {
        Agency::must(&self.view, self.row.holder).await
    }
    /// When it came in.
    async fn opened_at(&self) -> DateTime<Utc> {
        self.row.opened_at
    }
    /// When it was closed or archived.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.row.closed_at
    }
    /// One to five.
    async fn rating(&self) -> Option<i32> {
        self.row.rating
    }
    /// What agencies answered, oldest first.
    async fn replies(&self) -> async_graphql::Result<Vec<PublicReply>> {
        let rows = self.view.load(PublicReplies(self.row.id)).await?.unwrap_or_default();
        let agencies =
            futures::future::try_join_all(rows.iter().map(|row| Agency::must(&self.view, row.agency))).await?;
        Ok(rows
            .into_iter()
            .zip(agencies)
            .map(|(row, agency)| PublicReply {
                body: row.body,
                agency,
                published_at: row.published_at,
                kind: row.kind.into(),
            })
            .collect())
    }
}
