//! Writing reference data. Codes are stable: a row of a known code is changed, an unknown one added,
//! and nothing is removed. One transaction a file; nothing is half imported.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entities::{
    agency, archive_reason, deadline_policy, holiday, ids::AgencyId, maladministration_form, plan, plan_work, region,
    setting, standard_reply, topic, vocab::Watch,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, Iterable, PaginatorTrait, QueryFilter,
    QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{Store, StoreError, router};
use crate::{
    domain::{refusal::Refusal, text::plain_words},
    reference::{
        agencies::AgencyRow,
        deadlines::DeadlineRow,
        lists::{ArchiveReasonRow, HolidayRow, MaladministrationRow},
        regions::RegionRow,
        standard_replies::StandardReplyRow,
        topics::TopicRow,
    },
};

/// Rows of one insert: SQLite binds at most 32,766 values in a statement.
const CHUNK: usize = 500;

/// Who watches beyond the own tree, by code. The province coordinates; the Ombudsman's office of the
/// region oversees; the presidential staff office and the ministry follow what is overdue.
pub const WATCHERS: &[(&str, Watch)] = &[
    ("KALSEL", Watch::Coordination),
    ("OMB-KALSEL", Watch::Oversight),
    ("KSP", Watch::Overdue),
    ("KEMENPANRB", Watch::Overdue),
];

/// A file of reference data, parsed and checked.
#[derive(Debug)]
pub enum Parsed {
    /// Regions.
    Regions(Vec<RegionRow>),
    /// Topics.
    Topics(Vec<TopicRow>),
    /// Agencies, parents first.
    Agencies(Vec<AgencyRow>),
    /// Reasons.
    ArchiveReasons(Vec<ArchiveReasonRow>),
    /// Days.
    Holidays(Vec<HolidayRow>),
    /// Limits.
    Deadlines(Vec<DeadlineRow>),
    /// Forms.
    Maladministration(Vec<MaladministrationRow>),
    /// Texts.
    StandardReplies(Vec<StandardReplyRow>),
}

macro_rules! upsert {
    ($tx:expr, $entity:ident, $key:ident, $rows:expr) => {{
        let rows: Vec<$entity::ActiveModel> = $rows;
        for chunk in rows.chunks(CHUNK) {
            $entity::Entity::insert_many(chunk.iter().cloned())
                .on_conflict(
                    OnConflict::column($entity::Column::$key)
                        .update_columns(
                            $entity::Column::iter().filter(|column| !matches!(column, $entity::Column::$key)),
                        )
                        .to_owned(),
                )
                .exec_without_returning($tx)
                .await?;
        }
    }};
}

fn position(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}

impl Store {
    /// Whether reference data has been imported.
    ///
    /// # Errors
    /// Database.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(agency::Entity::find().limit(1).count(self.db()).await? == 0)
    }

    /// Codes that files may refer to: regions and agencies.
    ///
    /// # Errors
    /// Database.
    pub async fn known_codes(&self) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let regions =
            region::Entity::find().select_only().column(region::Column::Code).into_tuple().all(self.db()).await?;
        let agencies =
            agency::Entity::find().select_only().column(agency::Column::Code).into_tuple().all(self.db()).await?;
        Ok((regions, agencies))
    }

    /// Writes a file of reference data; answers how many rows it had.
    ///
    /// # Errors
    /// Database; then nothing of the file was written.
    pub async fn import(&self, parsed: Parsed, now: DateTime<Utc>) -> Result<usize, StoreError> {
        let (tx, _permit) = self.write().await?;
        let n = match parsed {
            Parsed::Regions(rows) => regions(&tx, rows).await?,
            Parsed::Topics(rows) => topics(&tx, rows).await?,
            Parsed::Agencies(rows) => agencies(&tx, rows).await?,
            Parsed::ArchiveReasons(rows) => archive_reasons(&tx, rows).await?,
            Parsed::Holidays(rows) => holidays(&tx, rows).await?,
            Parsed::Deadlines(rows) => deadlines(&tx, rows).await?,
            Parsed::Maladministration(rows) => maladministration(&tx, rows).await?,
            Parsed::StandardReplies(rows) => standard_replies(&tx, rows).await?,
        };
        tx.commit().await?;
        self.set("reference.imported_at", &now.to_rfc3339()).await?;
        self.forget_rules().await;
        Ok(n)
    }

    /// A fact of this installation.
    ///
    /// # Errors
    /// Database.
    pub async fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(setting::Entity::find_by_id(key.to_owned()).one(self.db()).await?.map(|row| row.value))
    }

    /// Sets a fact of this installation.
    ///
    /// # Errors
    /// Database.
    pub async fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let row = setting::ActiveModel { key: Set(key.to_owned()), value: Set(value.to_owned()) };
        setting::Entity::insert(row)
            .on_conflict(OnConflict::column(setting::Column::Key).update_column(setting::Column::Value).to_owned())
            .exec_without_returning(self.db())
            .await?;
        Ok(())
    }
}

async fn regions(tx: &DatabaseTransaction, rows: Vec<RegionRow>) -> Result<usize, StoreError> {
    let n = rows.len();
    upsert!(
        tx,
        region,
        Code,
        rows.into_iter()
            .map(|row| region::ActiveModel {
                search: Set(plain_words(&row.name)),
                code: Set(row.code),
                name: Set(row.name),
                level: Set(row.level),
                parent_code: Set(row.parent_code),
            })
            .collect()
    );
    Ok(n)
}

async fn topics(tx: &DatabaseTransaction, rows: Vec<TopicRow>) -> Result<usize, StoreError> {
    let n = rows.len();
    upsert!(
        tx,
        topic,
        Code,
        rows.into_iter()
            .enumerate()
            .map(|(index, row)| topic::ActiveModel {
                code: Set(row.code),
                parent_code: Set(row.parent_code),
                name_id: Set(row.name_id),
                name_en: Set(row.name_en),
                default_classification: Set(row.default_classification),
                sensitive: Set(row.sensitive),
                position: Set(position(index)),
            })
            .collect()
    );
    Ok(n)
}

async fn archive_reasons(tx: &DatabaseTransaction, rows: Vec<ArchiveReasonRow>) -> Result<usize, StoreError> {
    let n = rows.len();
    upsert!(
        tx,
        archive_reason,
        Code,
        rows.into_iter()
            .enumerate()
            .map(|(index, row)| archive_reason::ActiveModel {
                code: Set(row.code),
                name_id: Set(row.name_id),
                name_en: Set(row.name_en),
                needs_second_person: Set(row.needs_second_person),
                position: Set(position(index)),
            })
            .collect()
    );
    Ok(n)
}

async fn maladministration(tx: &DatabaseTransaction, rows: Vec<MaladministrationRow>) -> Result<usize, StoreError> {
    let n = rows.len();
    upsert!(
        tx,
        maladministration_form,
        Code,
        rows.into_iter()
            .enumerate()
            .map(|(index, row)| maladministration_form::ActiveModel {
                code: Set(row.code),
                name_id: Set(row.name_id),
                name_en: Set(row.name_en),
                position: Set(position(index)),
            })
            .collect()
    );
    Ok(n)
}

async fn holidays(tx: &DatabaseTransaction, rows: Vec<HolidayRow>) -> Result<usize, StoreError> {
    let n = rows.len();
    // Two names on one day are one day off.
    let mut days: std::collections::BTreeMap<chrono::NaiveDate, HolidayRow> = std::collections::BTreeMap::new();
    for row in rows {
        days.entry(row.date).and_modify(|kept| kept.name = format!("{}; {}", kept.name, row.name)).or_insert(row);
    }
    upsert!(
        tx,
        holiday,
        Day,
        days.into_values()
            .map(|row| holiday::ActiveModel {
                day: Set(row.date),
                kind: Set(row.kind.to_string()),
                name: Set(row.name),
                decree: Set(row.decree.unwrap_or_default()),
                evidence: Set(row.evidence.to_string()),
            })
            .collect()
    );
    Ok(n)
}

async fn deadlines(tx: &DatabaseTransaction, rows: Vec<DeadlineRow>) -> Result<usize, StoreError> {
    let n = rows.len();
    upsert!(
        tx,
        deadline_policy,
        Id,
        rows.into_iter()
            .enumerate()
            .map(|(index, row)| deadline_policy::ActiveModel {
                position: Set(position(index)),
                row: Set(serde_json::to_value(&row).unwrap_or_default()),
                id: Set(row.id),
            })
            .collect()
    );
    Ok(n)
}

async fn standard_replies(tx: &DatabaseTransaction, rows: Vec<StandardReplyRow>) -> Result<usize, StoreError> {
    let n = rows.len();
    upsert!(
        tx,
        standard_reply,
        Code,
        rows.into_iter()
            .enumerate()
            .map(|(index, row)| standard_reply::ActiveModel {
                code: Set(row.code),
                stage: Set(row.stage),
                name: Set(row.name),
                text: Set(row.text),
                position: Set(position(index)),
            })
            .collect()
    );
    Ok(n)
}

fn listed(items: &[String]) -> String {
    if items.is_empty() { String::new() } else { format!(";{};", items.join(";")) }
}

async fn agencies(tx: &DatabaseTransaction, rows: Vec<AgencyRow>) -> Result<usize, StoreError> {
    let n = rows.len();
    let planned = plan::Entity::find().filter(plan::Column::PublishedAt.is_not_null()).count(tx).await?;
    if planned > 0 {
        return Err(Refusal::KeptByPlans.into());
    }
    // What is being worked out stands on the tree as it was.
    plan_work::Entity::delete_many().exec(tx).await?;
    let mut known: HashMap<String, agency::Model> =
        agency::Entity::find().all(tx).await?.into_iter().map(|row| (row.code.clone(), row)).collect();
    let mut next = known.values().map(|row| row.id.0).max().unwrap_or(0);
    let mut models = vec![];
    for row in &rows {
        let id = known.get(&row.code).map_or_else(
            || {
                next += 1;
                AgencyId(next)
            },
            |old| old.id,
        );
        // Parents come first in the file, or are in the database already.
        let parent = row.parent_code.as_ref().and_then(|code| known.get(code)).cloned();
        let government_id =
            if row.kind.is_government() { Some(id) } else { parent.as_ref().and_then(|above| above.government_id) };
        let model = agency::Model {
            id,
            code: row.code.clone(),
            name: row.name.clone(),
            short_name: row.short_name.clone(),
            kind: row.kind,
            functions: listed(&row.functions),
            parent_id: parent.as_ref().map(|above| above.id),
            government_id,
            path: format!("{}{id}/", parent.as_ref().map_or("/", |above| above.path.as_str())),
            depth: parent.as_ref().map_or(0, |above| above.depth + 1),
            region_code: row.region_code.clone(),
            serves_regions: listed(&row.serves_regions),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            successor_id: None,
            watch: WATCHERS.iter().find(|(code, _)| *code == row.code).map(|(_, watch)| *watch),
            evidence: row.evidence.to_string(),
            note: row.note.clone().unwrap_or_default(),
            search: plain_words(&format!("{} {} {} {}", row.name, row.short_name, row.code, row.functions.join(" "))),
        };
        known.insert(row.code.clone(), model.clone());
        models.push(agency::ActiveModel::from(model).reset_all());
    }
    upsert!(tx, agency, Id, models);
    for row in rows.iter().filter(|row| row.successor_code.is_some()) {
        let successor = row.successor_code.as_ref().and_then(|code| known.get(code)).map(|heir| heir.id);
        agency::Entity::update_many()
            .col_expr(agency::Column::SuccessorId, Expr::value(successor))
            .filter(agency::Column::Code.eq(row.code.as_str()))
            .exec(tx)
            .await?;
    }
    versions(tx).await?;
    router::raise_tree(tx).await?;
    Ok(n)
}

/// What a file says of an agency that no plan has changed is its one version.
async fn versions(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    let next_day = match tx.get_database_backend() {
        DbBackend::Postgres => "a.valid_to + 1",
        _ => "date(a.valid_to, '+1 day')",
    };
    for statement in [
        "DELETE FROM agency_versions WHERE agency_id NOT IN (SELECT agency_id FROM agency_versions WHERE plan_id IS NOT NULL)",
        "INSERT INTO agency_versions (agency_id, valid_from, valid_to, name, short_name, kind, functions, parent_id, government_id, path, depth, region_code, serves_regions)
         SELECT id, valid_from, valid_to, name, short_name, kind, functions, parent_id, government_id, path, depth, region_code, serves_regions
         FROM agencies WHERE id NOT IN (SELECT agency_id FROM agency_versions)",
        "DELETE FROM successions WHERE plan_id IS NULL",
        &format!(
            "INSERT INTO successions (from_id, to_id, since) SELECT a.id, a.successor_id, {next_day} FROM agencies a
             WHERE a.successor_id IS NOT NULL AND a.valid_to IS NOT NULL AND a.id NOT IN (SELECT from_id FROM successions)"
        ),
    ] {
        tx.execute_unprepared(statement).await?;
    }
    Ok(())
}
