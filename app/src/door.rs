//! The one opening between the UI and whoever serves it. The server puts a `Door` into the
//! extensions of each request; pages find in it the GraphQL client that acts as the viewer.
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};

/// The language of the page; Indonesian unless the visitor chose English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// Bahasa Indonesia.
    #[default]
    Id,
    /// English.
    En,
}

/// A file that the server has taken in and checked; `id` goes into `attachmentIds`.
#[derive(Debug, Clone)]
pub struct Uploaded {
    /// Global id of the attachment.
    pub id: String,
    /// Name as shown to people.
    pub file_name: String,
    /// Size in bytes after cleaning.
    pub size: u64,
    /// What the reporter must know before sending (for example: place data could not be removed).
    pub warnings: Vec<String>,
}

/// A sheet of the agency tree as it was chosen.
#[derive(Debug, Clone)]
pub struct SheetFile {
    /// Name of the file.
    pub file_name: String,
    /// The file.
    pub body: Bytes,
    /// Whose tree, where the viewer plans for more than one government.
    pub government: Option<String>,
}

/// Why a sheet is not taken.
#[derive(Debug, Clone)]
pub struct SheetRefused {
    /// Whether the government is to blame, and not the file.
    pub government: bool,
    /// A sentence in the viewer's language.
    pub message: String,
}

/// Runs GraphQL operations as the viewer of this request, in process.
#[async_trait]
pub trait Client: Send + Sync {
    /// `request` is `{query, operationName?, variables?}`; answers a GraphQL response `{data?, errors?}`.
    async fn execute(&self, request: serde_json::Value) -> serde_json::Value;
    /// Takes a file in; the refusal is a sentence in the viewer's language.
    async fn upload(&self, file_name: String, body: Bytes) -> Result<Uploaded, String>;
    /// Takes a sheet of the agency tree in; the answer goes into `agencySheet(id:)`.
    async fn upload_sheet(&self, sheet: SheetFile) -> Result<String, SheetRefused>;
}

/// What a page needs to know of the request it answers.
#[derive(Clone)]
pub struct Door {
    /// The schema, as this viewer.
    pub client: Arc<dyn Client>,
    /// Must come back in the `_csrf` field of every form.
    pub csrf: String,
    /// Language of the page.
    pub locale: Locale,
    /// Made-up data: every page carries the banner.
    pub demo: bool,
    /// The moment of the request.
    pub now: DateTime<Utc>,
    /// Shown on error pages so that a person can quote it.
    pub request_id: String,
}
