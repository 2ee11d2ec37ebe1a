//! Reading reference data: regions, topics, reasons, texts. Public knowledge, written by `import`.
use std::collections::HashMap;

use entities::{archive_reason, region, standard_reply, topic, vocab::ReplyStage};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    Scoped, StoreError,
    agencies::{code, codes as usable},
};

/// Most regions in one answer.
pub const REGIONS_MAX: u64 = 300;

impl Scoped {
    /// All topics, in the order of the file.
    ///
    /// # Errors
    /// Database.
    pub async fn topics(&self) -> Result<Vec<topic::Model>, StoreError> {
        Ok(topic::Entity::find().order_by_asc(topic::Column::Position).all(self.db()).await?)
    }

    /// Topics by code.
    ///
    /// # Errors
    /// Database.
    pub async fn topics_by_code(&self, codes: &[String]) -> Result<HashMap<String, topic::Model>, StoreError> {
        let rows = topic::Entity::find().filter(topic::Column::Code.is_in(usable(codes))).all(self.db()).await?;
        Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
    }

    /// Regions by code.
    ///
    /// # Errors
    /// Database.
    pub async fn regions_by_code(&self, codes: &[String]) -> Result<HashMap<String, region::Model>, StoreError> {
        let rows = region::Entity::find().filter(region::Column::Code.is_in(usable(codes))).all(self.db()).await?;
        Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
    }

    /// Children of a region, or a search by name.
    ///
    /// # Errors
    /// Database.
    pub async fn regions(&self, parent: Option<&str>, search: Option<&str>) -> Result<Vec<region::Model>, StoreError> {
        let mut query = region::Entity::find();
        match (parent, search) {
            (Some(parent), _) => match code(parent) {
                Some(parent) => query = query.filter(region::Column::ParentCode.eq(parent)),
                None => return Ok(vec![]),
            },
            (None, Some(words)) => {
                for word in crate::domain::text::query_words(words) {
                    query = query.filter(region::Column::Search.contains(&word));
                }
            }
            (None, None) => query = query.filter(region::Column::ParentCode.is_null()),
        }
        Ok(query.order_by_asc(region::Column::Code).limit(REGIONS_MAX).all(self.db()).await?)
    }

    /// All archive reasons.
    ///
    /// # Errors
    /// Database.
    pub async fn archive_reasons(&self) -> Result<Vec<archive_reason::Model>, StoreError> {
        Ok(archive_reason::Entity::find().order_by_asc(archive_reason::Column::Position).all(self.db()).await?)
    }

    /// Standard replies of a stage, or all.
    ///
    /// # Errors
    /// Database.
    pub async fn standard_replies(&self, stage: Option<ReplyStage>) -> Result<Vec<standard_reply::Model>, StoreError> {
        let mut query = standard_reply::Entity::find();
        if let Some(stage) = stage {
            query = query.filter(standard_reply::Column::Stage.eq(stage));
        }
        Ok(query.order_by_asc(standard_reply::Column::Position).all(self.db()).await?)
    }
}

/// Which codes of an input exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The topic.
    pub topic: bool,
    /// The region.
    pub region: bool,
}

impl super::Work {
    /// Whether the codes of an input exist.
    ///
    /// # Errors
    /// Database.
    pub async fn known_codes(&self, topic: Option<&str>, region: Option<&str>) -> Result<Known, StoreError> {
        let found = |rows: Option<()>| rows.is_some();
        let topic = match topic.and_then(code) {
            Some(code) => found(topic::Entity::find_by_id(code.to_owned()).one(&self.tx).await?.map(drop)),
            None => false,
        };
        let region = match region.and_then(code) {
            Some(code) => found(region::Entity::find_by_id(code.to_owned()).one(&self.tx).await?.map(drop)),
            None => false,
        };
        Ok(Known { topic, region })
    }

    /// The first of several region codes, and of several topic codes, that does not exist.
    ///
    /// # Errors
    /// Database.
    pub async fn unknown_codes(
        &self,
        regions: &[String],
        topics: &[String],
    ) -> Result<(Option<String>, Option<String>), StoreError> {
        let known: Vec<String> = region::Entity::find()
            .select_only()
            .column(region::Column::Code)
            .filter(region::Column::Code.is_in(usable(regions)))
            .into_tuple()
            .all(&self.tx)
            .await?;
        let region = regions.iter().find(|code| !known.contains(code)).cloned();
        let known: Vec<String> = topic::Entity::find()
            .select_only()
            .column(topic::Column::Code)
            .filter(topic::Column::Code.is_in(usable(topics)))
            .into_tuple()
            .all(&self.tx)
            .await?;
        let topic = topics.iter().find(|code| !known.contains(code)).cloned();
        Ok((region, topic))
    }

    /// An archive reason.
    ///
    /// # Errors
    /// Database.
    pub async fn archive_reason(&self, reason: &str) -> Result<Option<archive_reason::Model>, StoreError> {
        let Some(code) = code(reason) else { return Ok(None) };
        Ok(archive_reason::Entity::find_by_id(code.to_owned()).one(&self.tx).await?)
    }
}
