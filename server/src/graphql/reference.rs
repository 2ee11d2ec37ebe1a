//! Topics, regions, archive reasons, standard texts, limits. Public.
use async_graphql::{Object, SimpleObject};
use entities::{archive_reason, region, standard_reply, topic};

use super::{
    enums::{Classification, RegionLevel, ReplyStage},
    loaders,
    view::Viewer,
};
use crate::op::Locale;

/// A topic or sub-topic. Public.
pub struct Topic {
    /// The row.
    pub row: topic::Model,
    /// Language.
    pub locale: Locale,
}

/// A topic or sub-topic. Public.
#[Object]
impl Topic {
    /// Stable code; sub-topics are `top.sub`.
    async fn code(&self) -> &str {
        &self.row.code
    }
    /// Code of the topic above.
    async fn parent_code(&self) -> Option<&str> {
        self.row.parent_code.as_deref()
    }
    /// Indonesian name.
    async fn name_id(&self) -> &str {
        &self.row.name_id
    }
    /// English name.
    async fn name_en(&self) -> &str {
        &self.row.name_en
    }
    /// Name in the viewer's language.
    async fn name(&self) -> &str {
        match self.locale {
            Locale::Id => &self.row.name_id,
            Locale::En => &self.row.name_en,
        }
    }
    /// Suggestion for the verifier, never a decision.
    async fn default_classification(&self) -> Option<Classification> {
        self.row.default_classification.map(Into::into)
    }
    /// Suggest marking the report secret.
    async fn sensitive(&self) -> bool {
        self.row.sensitive
    }
}

/// An official region. Public.
pub struct Region {
    /// The row.
    pub row: region::Model,
    /// Names up to the regency; loaded when asked for.
    pub full_name: Option<String>,
    /// The request.
    pub view: Viewer,
}

impl Region {
    /// The region of a code.
    ///
    /// # Errors
    /// Database.
    pub async fn load(view: &Viewer, code: &str) -> async_graphql::Result<Option<Self>> {
        let found = view.load(loaders::Region(code.to_owned())).await?;
        Ok(found.map(|names| Self { row: names.row, full_name: Some(names.full_name), view: view.clone() }))
    }
}

/// An official region. Public.
#[Object]
impl Region {
    /// Official code: `63`, `63.01`, `63.01.01`, `63.01.01.2001`.
    async fn code(&self) -> &str {
        &self.row.code
    }
    /// Official name.
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// Level.
    async fn level(&self) -> RegionLevel {
        self.row.level.into()
    }
    /// Code one level up.
    async fn parent_code(&self) -> Option<&str> {
        self.row.parent_code.as_deref()
    }
    /// Names from the smallest to the regency, e.g. "Takisung, Kabupaten Tanah Laut".
    async fn full_name(&self) -> async_graphql::Result<String> {
        if let Some(name) = &self.full_name {
            return Ok(name.clone());
        }
        let names = self.view.load(loaders::Region(self.row.code.clone())).await?;
        Ok(names.map_or_else(|| self.row.name.clone(), |names| names.full_name))
    }
}

/// Why a report may be archived. Public.
pub struct ArchiveReason {
    /// The row.
    pub row: archive_reason::Model,
    /// Language.
    pub locale: Locale,
}

/// Why a report may be archived. Public.
#[Object]
impl ArchiveReason {
    /// Stable code.
    async fn code(&self) -> &str {
        &self.row.code
    }
    /// Name in the viewer's language.
    async fn name(&self) -> &str {
        match self.locale {
            Locale::Id => &self.row.name_id,
            Locale::En => &self.row.name_en,
        }
    }
    /// Another officer must agree. For supervisory and anonymous reports this always holds.
    async fn needs_second_person(&self) -> bool {
        self.row.needs_second_person
    }
}

/// A text offered to officers. Officers only.
pub struct StandardReply {
    /// The row.
    pub row: standard_reply::Model,
    /// With what is known filled in.
    pub text: String,
}

/// A text offered to officers. Officers only.
#[Object]
impl StandardReply {
    /// Stable code.
    async fn code(&self) -> &str {
        &self.row.code
    }
    /// Where it is offered.
    async fn stage(&self) -> ReplyStage {
        self.row.stage.into()
    }
    /// Name, Indonesian.
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// Text, Indonesian; `{placeholders}` are filled where a case was given and the value is known.
    async fn text(&self) -> &str {
        &self.text
    }
    /// Placeholders that are still open.
    async fn placeholders(&self) -> Vec<String> {
        crate::reference::placeholders_of(&self.text)
    }
}

/// The limits that forms should show; the server checks them all again. Public.
#[derive(SimpleObject)]
pub struct Limits {
    /// Fewest characters of a title.
    pub title_min: usize,
    /// Most characters of a title.
    pub title_max: usize,
    /// Fewest characters of a report.
    pub body_min: usize,
    /// Most characters of a report.
    pub body_max: usize,
    /// Most characters of a note, reason or comment.
    pub note_max: usize,
    /// Most characters of a place.
    pub place_max: usize,
    /// Most files of one act.
    pub attachments_max: usize,
    /// Most bytes of one file.
    pub attachment_bytes_max: usize,
    /// Media types that are taken, recognised by content.
    pub attachment_types: Vec<String>,
    /// Most rows of a page.
    pub page_size_max: usize,
    /// Fewest characters of a password.
    pub password_min: usize,
}
