//! Sheets of the tree: kept for their owner until they become plans, held against the whole tree, and written out.
use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entities::{
    agency, agency_sheet, agency_version,
    ids::{AccountId, AgencyId, SheetId},
    region,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{
    Scoped, Store, StoreError, Work,
    agencies::{AgencyFilter, is_open},
    plan_ground::items,
};
use crate::{
    authz::{actor::Actor, planning},
    domain::{
        reorganisation::{Node, Tree},
        sheet::{Column, Entry, Today, Unit},
    },
};

/// Sheets of one person that are kept at the same time; the oldest makes room.
const KEPT: u64 = 5;
/// How long a sheet waits to become a plan.
const WAITS: Duration = Duration::hours(24);
/// Values of one statement: SQLite takes no more than 32,766.
const VALUES: usize = 10_000;
/// Rows that are read at once when the tree is written out.
const ROWS: u64 = 5_000;

impl Work {
    /// Keeps a sheet. The caller has asked for the government's plans.
    ///
    /// # Errors
    /// `NotFound` for somebody without an account; database.
    pub async fn add_sheet(&self, government: AgencyId, file_name: &str, body: &str) -> Result<SheetId, StoreError> {
        let account = self.actor().account().ok_or(StoreError::NotFound)?;
        let older: Vec<SheetId> = agency_sheet::Entity::find()
            .select_only()
            .column(agency_sheet::Column::Id)
            .filter(agency_sheet::Column::AccountId.eq(account))
            .order_by_desc(agency_sheet::Column::CreatedAt)
            .offset(KEPT - 1)
            .limit(100)
            .into_tuple()
            .all(&self.tx)
            .await?;
        if !older.is_empty() {
            agency_sheet::Entity::delete_many().filter(agency_sheet::Column::Id.is_in(older)).exec(&self.tx).await?;
        }
        let id = SheetId(Uuid::now_v7());
        agency_sheet::ActiveModel {
            id: Set(id),
            account_id: Set(account),
            government_id: Set(government),
            file_name: Set(file_name.to_owned()),
            body: Set(body.to_owned()),
            created_at: Set(self.now()),
        }
        .insert(&self.tx)
        .await?;
        Ok(id)
    }

    /// A sheet of the actor's own.
    ///
    /// # Errors
    /// Database.
    pub async fn sheet(&self, id: SheetId) -> Result<Option<agency_sheet::Model>, StoreError> {
        sheet(&self.tx, self.actor(), id).await
    }

    /// A sheet that has become a plan.
    ///
    /// # Errors
    /// Database.
    pub async fn drop_sheet(&self, id: SheetId) -> Result<(), StoreError> {
        agency_sheet::Entity::delete_by_id(id).exec(&self.tx).await?;
        Ok(())
    }

    /// The tree that a sheet is held against.
    ///
    /// # Errors
    /// Database.
    pub async fn today_of(
        &self,
        government: AgencyId,
        regions: &BTreeSet<&str>,
        day: NaiveDate,
    ) -> Result<Today, StoreError> {
        today(&self.tx, government, regions, day).await
    }
}

impl Scoped {
    /// A sheet of the actor's own.
    ///
    /// # Errors
    /// Database.
    pub async fn sheet(&self, id: SheetId) -> Result<Option<agency_sheet::Model>, StoreError> {
        sheet(self.db(), &self.actor, id).await
    }

    /// The tree that a sheet is held against.
    ///
    /// # Errors
    /// Database.
    pub async fn today_of(
        &self,
        government: AgencyId,
        regions: &BTreeSet<&str>,
        day: NaiveDate,
    ) -> Result<Today, StoreError> {
        today(self.db(), government, regions, day).await
    }

    /// The tree as rows of a sheet, in its order: all of it with what has ended, or what was in force on a day.
    ///
    /// # Errors
    /// Database.
    pub async fn entries(&self, filter: &AgencyFilter, as_of: Option<NaiveDate>) -> Result<Vec<Entry>, StoreError> {
        let (mut entries, mut after) = (vec![], None);
        loop {
            let rows = match as_of {
                None => self.agency_page(filter, after, None, ROWS, false).await?,
                Some(day) => {
                    let ids = self.search_as_of(filter, day, after, ROWS).await?;
                    let mut found = self.agencies_as_of(&ids, day).await?;
                    ids.iter().filter_map(|id| found.remove(id)).collect()
                }
            };
            let Some(last) = rows.last().map(|row| row.id) else { break };
            let near: BTreeSet<AgencyId> =
                rows.iter().flat_map(|row| row.parent_id.into_iter().chain(row.successor_id)).collect();
            let near = self.agencies_by_id(&near.into_iter().collect::<Vec<_>>()).await?;
            entries.extend(rows.iter().map(|row| entry(row, &near)));
            after = Some(last);
        }
        Ok(entries)
    }
}

impl Store {
    /// Forgets sheets that did not become plans within a day.
    ///
    /// # Errors
    /// Database.
    pub async fn forget_sheets(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let gone = agency_sheet::Entity::delete_many()
            .filter(agency_sheet::Column::CreatedAt.lt(now - WAITS))
            .exec(self.db())
            .await?;
        Ok(gone.rows_affected)
    }
}

async fn sheet<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    id: SheetId,
) -> Result<Option<agency_sheet::Model>, StoreError> {
    let Some(account): Option<AccountId> = actor.account().filter(|_| planning::keeps(actor)) else { return Ok(None) };
    let row = agency_sheet::Entity::find_by_id(id).filter(agency_sheet::Column::AccountId.eq(account)).one(db).await?;
    // Another role of the same person may be another government's.
    Ok(row.filter(|row| planning::may_edit(actor, row.government_id)))
}

/// The whole tree and the regions that are asked for: three statements, more only where a sheet names more than
/// ten thousand regions.
async fn today<C: ConnectionTrait>(
    db: &C,
    government: AgencyId,
    regions: &BTreeSet<&str>,
    day: NaiveDate,
) -> Result<Today, StoreError> {
    let rows = agency::Entity::find().all(db).await?;
    let since: Vec<(AgencyId, NaiveDate)> = agency_version::Entity::find()
        .select_only()
        .column(agency_version::Column::AgencyId)
        .column_as(agency_version::Column::ValidFrom.max(), "since")
        .group_by(agency_version::Column::AgencyId)
        .into_tuple()
        .all(db)
        .await?;
    let since: HashMap<AgencyId, NaiveDate> = since.into_iter().collect();
    let mut known = HashSet::new();
    let asked: Vec<&str> = regions.iter().copied().collect();
    for part in asked.chunks(VALUES) {
        let found: Vec<String> = region::Entity::find()
            .select_only()
            .column(region::Column::Code)
            .filter(region::Column::Code.is_in(part.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        known.extend(found);
    }
    let codes: HashMap<AgencyId, String> = rows.iter().map(|row| (row.id, row.code.clone())).collect();
    let code = |id: Option<AgencyId>| id.and_then(|id| codes.get(&id).cloned());
    let mut nodes = Vec::with_capacity(rows.len());
    let mut units = HashMap::with_capacity(rows.len());
    for row in rows {
        // As on the ground of a plan: a closed one has not changed since the day after its last.
        let began = since.get(&row.id).copied().unwrap_or(row.valid_from);
        let closed = row.valid_to.and_then(|last| last.succ_opt());
        nodes.push(Node {
            id: Some(row.id),
            open: is_open(&row, day) || row.valid_to.is_none(),
            parent: code(row.parent_id),
            successor: code(row.successor_id),
            functions: items(&row.functions),
            serves: items(&row.serves_regions),
            since: closed.map_or(began, |closed| std::cmp::max(closed, began)),
            fictitious: row.evidence == "fictitious",
            code: row.code.clone(),
            name: row.name,
            short_name: row.short_name,
            kind: row.kind,
            region: row.region_code,
        });
        let unit = Unit {
            government: row.government_id,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            evidence: row.evidence,
            note: row.note,
        };
        units.insert(row.code, unit);
    }
    Ok(Today { tree: Tree::new(nodes), units, regions: known, government, day })
}

/// `;a;b;` as it stands in a cell.
fn cell(joined: &str) -> String {
    joined.trim_matches(';').to_owned()
}

fn entry(row: &agency::Model, near: &HashMap<AgencyId, agency::Model>) -> Entry {
    let code = |id: Option<AgencyId>| id.and_then(|id| near.get(&id)).map(|row| row.code.clone()).unwrap_or_default();
    Entry(Column::ALL.map(|column| match column {
        Column::Code => row.code.clone(),
        Column::Name => row.name.clone(),
        Column::ShortName => row.short_name.clone(),
        Column::Kind => row.kind.as_str().to_owned(),
        Column::Functions => cell(&row.functions),
        Column::ParentCode => code(row.parent_id),
        Column::RegionCode => row.region_code.clone().unwrap_or_default(),
        Column::ServesRegions => cell(&row.serves_regions),
        Column::ValidFrom => row.valid_from.to_string(),
        Column::ValidTo => row.valid_to.map(|day| day.to_string()).unwrap_or_default(),
        Column::SuccessorCode => code(row.successor_id),
        Column::Evidence => row.evidence.clone(),
        Column::Note => row.note.clone(),
    }))
}
