//! The published projection: what anybody may read. Forwarded once, not secret, not archived, and no
//! accusation: what the accused unit must not see is not for everybody either.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entities::{
    case,
    ids::{AgencyId, CaseId},
    reply,
    vocab::{CaseStatus, Classification, ReplyKind, ReplyState},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Alias, ExprTrait},
};

use super::{
    Scoped, StoreError,
    agencies::{below, code, never},
    case_list::{Key, Page},
    search,
};

/// A published case.
#[derive(Debug, Clone)]
pub struct PublicView {
    /// The case.
    pub id: CaseId,
    /// Number.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Body.
    pub body: String,
    /// State.
    pub status: CaseStatus,
    /// Topic.
    pub topic: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Who has it.
    pub holder: AgencyId,
    /// When filed.
    pub opened_at: DateTime<Utc>,
    /// When closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// One to five.
    pub rating: Option<i32>,
    /// When published; orders the list.
    pub published_at: DateTime<Utc>,
}

/// A published reply.
#[derive(Debug, Clone)]
pub struct PublicReplyView {
    /// Text.
    pub body: String,
    /// Who answers.
    pub agency: AgencyId,
    /// When.
    pub published_at: DateTime<Utc>,
    /// Kind.
    pub kind: ReplyKind,
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct PublicFilter {
    /// Topic with sub-topics.
    pub topic: Option<String>,
    /// Region with all in it.
    pub region: Option<String>,
    /// Words.
    pub words: Vec<String>,
    /// States.
    pub statuses: Vec<CaseStatus>,
}

fn published() -> Condition {
    Condition::all()
        .add(case::Column::PublishedAt.is_not_null())
        .add(case::Column::Secret.eq(false))
        .add(
            case::Column::Classification
                .is_not_in([Classification::WhistleBlowing, Classification::SupervisoryComplaint]),
        )
        .add(case::Column::Status.ne(CaseStatus::Archived))
        .add(case::Column::MergedIntoId.is_null())
}

fn within(column: case::Column, wanted: &str) -> Condition {
    match code(wanted) {
        Some(code) => Condition::any().add(column.eq(code)).add(column.like(below(code))),
        None => Condition::all().add(never()),
    }
}

fn view(row: case::Model) -> Option<PublicView> {
    Some(PublicView {
        id: row.id,
        reference: row.reference,
        title: row.title,
        body: row.body,
        status: row.status,
        topic: row.topic_code,
        region: row.region_code,
        holder: row.holder_id,
        opened_at: row.opened_at,
        closed_at: row.closed_at,
        rating: row.rating,
        published_at: row.published_at?,
    })
}

impl Scoped {
    /// A page of published cases, newest first.
    ///
    /// # Errors
    /// Database.
    pub async fn public_page(&self, filter: &PublicFilter, page: Page) -> Result<Vec<PublicView>, StoreError> {
        let mut query = case::Entity::find().filter(published());
        if let Some(topic) = &filter.topic {
            query = query.filter(within(case::Column::TopicCode, topic));
        }
        if let Some(region) = &filter.region {
            query = query.filter(within(case::Column::RegionCode, region));
        }
        if !filter.statuses.is_empty() {
            query = query.filter(case::Column::Status.is_in(filter.statuses.iter().copied()));
        }
        if !filter.words.is_empty() {
            // The search condition speaks of `c`; a subquery gives it that name.
            let found = sea_orm::sea_query::Query::select()
                .column((Alias::new("c"), Alias::new("id")))
                .from_as(Alias::new("cases"), Alias::new("c"))
                .and_where(search::matches(self.db().get_database_backend(), &filter.words))
                .to_owned();
            query = query.filter(case::Column::Id.in_subquery(found));
        }
        let (at, id) = (case::Column::PublishedAt, case::Column::Id);
        if let Some(Key { at: last, id: last_id }) = page.after {
            query = query.filter(at.lte(last)).filter(at.lt(last).or(id.lt(last_id)));
        }
        if let Some(Key { at: first, id: first_id }) = page.before {
            query = query.filter(at.gte(first)).filter(at.gt(first).or(id.gt(first_id)));
        }
        query = if page.backwards {
            query.order_by_asc(at).order_by_asc(id)
        } else {
            query.order_by_desc(at).order_by_desc(id)
        };
        let mut rows: Vec<PublicView> =
            query.limit(page.limit).all(self.db()).await?.into_iter().filter_map(view).collect();
        if page.backwards {
            rows.reverse();
        }
        Ok(rows)
    }

    /// A published case by its number.
    ///
    /// # Errors
    /// Database.
    pub async fn public_case(&self, reference: &str) -> Result<Option<PublicView>, StoreError> {
        let row = case::Entity::find()
            .filter(published())
            .filter(case::Column::Reference.eq(reference))
            .one(self.db())
            .await?;
        Ok(row.and_then(view))
    }

    /// Published replies of published cases.
    ///
    /// # Errors
    /// Database.
    pub async fn public_replies(&self, cases: &[CaseId]) -> Result<HashMap<CaseId, Vec<PublicReplyView>>, StoreError> {
        let visible = case::Entity::find()
            .select_only()
            .column(case::Column::Id)
            .filter(published())
            .filter(case::Column::Id.is_in(cases.iter().copied()))
            .into_query();
        let rows = reply::Entity::find()
            .filter(reply::Column::CaseId.in_subquery(visible))
            .filter(reply::Column::State.eq(ReplyState::Published))
            .filter(reply::Column::Kind.ne(ReplyKind::PartAnswer))
            .order_by_asc(reply::Column::PublishedAt)
            .order_by_asc(reply::Column::Id)
            .all(self.db())
            .await?;
        let mut found: HashMap<CaseId, Vec<PublicReplyView>> = HashMap::new();
        for row in rows {
            if let Some(published_at) = row.published_at {
                found.entry(row.case_id).or_default().push(PublicReplyView {
                    body: row.body,
                    agency: row.agency_id,
                    published_at,
                    kind: row.kind,
                });
            }
        }
        Ok(found)
    }
}
