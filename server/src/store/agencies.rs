//! Reading the agency tree. It is public knowledge but for who is in office. Writing: `import`.
use std::collections::HashMap;

use chrono::NaiveDate;
use entities::{
    account, agency,
    ids::{AccountId, AgencyId},
    role_grant,
    vocab::{AgencyKind, Role},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Scoped, StoreError, Work,
    office::{WORKING_ROLES, in_force},
};
use crate::domain::agency_tree::{Place, Watcher};

/// The path column as ids.
pub(super) fn path_ids(path: &str) -> Vec<AgencyId> {
    path.split('/').filter_map(|part| part.parse().ok().map(AgencyId)).collect()
}

/// The facts of a row that the domain works with.
#[must_use]
pub fn place(row: &agency::Model) -> Place {
    Place { id: row.id, kind: row.kind, path: path_ids(&row.path), government: row.government_id }
}

/// Whether a case can be forwarded to it on this day.
#[must_use]
pub fn is_open(row: &agency::Model, day: NaiveDate) -> bool {
    row.valid_from <= day && row.valid_to.is_none_or(|last| day <= last)
}

/// Whether it takes reports at all: not the national root, not those who only watch.
#[must_use]
pub fn receives(row: &agency::Model) -> bool {
    crate::domain::audience::receives(row.kind, row.parent_id.is_none())
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct AgencyFilter {
    /// Words of name, short name, code or functions.
    pub words: Vec<String>,
    /// This agency and all below it.
    pub under: Option<String>,
    /// Only those in force today.
    pub open_only: bool,
}

/// Somebody in office, for pickers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerRow {
    /// The account.
    pub account: AccountId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Agency.
    pub agency: Option<AgencyId>,
}

async fn by_ids<C: ConnectionTrait>(db: &C, ids: &[AgencyId]) -> Result<HashMap<AgencyId, agency::Model>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = agency::Entity::find().filter(agency::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

impl Scoped {
    /// Agencies by id.
    ///
    /// # Errors
    /// Database.
    pub async fn agencies_by_id(&self, ids: &[AgencyId]) -> Result<HashMap<AgencyId, agency::Model>, StoreError> {
        by_ids(self.db(), ids).await
    }

    /// Agencies by code.
    ///
    /// # Errors
    /// Database.
    pub async fn agencies_by_code(&self, codes: &[String]) -> Result<HashMap<String, agency::Model>, StoreError> {
        let rows = agency::Entity::find().filter(agency::Column::Code.is_in(self::codes(codes))).all(self.db()).await?;
        Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
    }

    /// A page of the tree in path order (`after` and `before` are ids of the last or first seen).
    ///
    /// # Errors
    /// Database.
    pub async fn agency_page(
        &self,
        filter: &AgencyFilter,
        after: Option<AgencyId>,
        before: Option<AgencyId>,
        limit: u64,
        backwards: bool,
    ) -> Result<Vec<agency::Model>, StoreError> {
        let mut query = agency::Entity::find();
        for word in &filter.words {
            query = query.filter(agency::Column::Search.contains(word));
        }
        if filter.open_only {
            let today = self.today();
            query = query.filter(agency::Column::ValidFrom.lte(today)).filter(
                Condition::any().add(agency::Column::ValidTo.is_null()).add(agency::Column::ValidTo.gte(today)),
            );
        }
        if let Some(code) = &filter.under {
            let Some(code) = self::code(code) else { return Ok(vec![]) };
            let Some(top) = agency::Entity::find().filter(agency::Column::Code.eq(code)).one(self.db()).await? else {
                return Ok(vec![]);
            };
            query = query.filter(agency::Column::Path.starts_with(&top.path));
        }
        if let Some(after) = after {
            query = query.filter(agency::Column::Id.gt(after));
        }
        if let Some(before) = before {
            query = query.filter(agency::Column::Id.lt(before));
        }
        let query =
            if backwards { query.order_by_desc(agency::Column::Id) } else { query.order_by_asc(agency::Column::Id) };
        let mut rows = query.limit(limit).all(self.db()).await?;
        if backwards {
            rows.reverse();
        }
        Ok(rows)
    }

    /// How many people are in office in each agency. Only officers may know.
    ///
    /// # Errors
    /// Database.
    pub async fn officers_in_office(&self, ids: &[AgencyId]) -> Result<HashMap<AgencyId, i64>, StoreError> {
        if self.actor.officer().is_none() {
            return Ok(HashMap::new());
        }
        let rows = in_office(self.db(), ids, self.today()).await?;
        let mut counts = HashMap::new();
        for row in rows {
            if let Some(agency) = row.agency {
                *counts.entry(agency).or_insert(0) += 1;
            }
        }
        Ok(counts)
    }

    /// People in office who can be given a case. Only officers may know.
    ///
    /// # Errors
    /// Database.
    pub async fn assignable(&self, agencies: &[AgencyId]) -> Result<Vec<OfficerRow>, StoreError> {
        if self.actor.officer().is_none() {
            return Ok(vec![]);
        }
        in_office(self.db(), agencies, self.today()).await
    }

    /// Children of agencies, in the order of the tree.
    ///
    /// # Errors
    /// Database.
    pub async fn agency_children(&self, parents: &[AgencyId]) -> Result<Vec<agency::Model>, StoreError> {
        Ok(agency::Entity::find()
            .filter(agency::Column::ParentId.is_in(parents.iter().copied()))
            .order_by_asc(agency::Column::Id)
            .all(self.db())
            .await?)
    }
}

async fn in_office<C: ConnectionTrait>(
    db: &C,
    agencies: &[AgencyId],
    day: NaiveDate,
) -> Result<Vec<OfficerRow>, StoreError> {
    if agencies.is_empty() {
        return Ok(vec![]);
    }
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::AgencyId.is_in(agencies.iter().copied()))
        .filter(role_grant::Column::Role.is_in(WORKING_ROLES))
        .filter(in_force(day))
        .order_by_asc(role_grant::Column::Id)
        .all(db)
        .await?;
    let people: Vec<AccountId> = grants.iter().map(|grant| grant.account_id).collect();
    let names: HashMap<AccountId, String> = account::Entity::find()
        .filter(account::Column::Id.is_in(people))
        .filter(account::Column::DisabledAt.is_null())
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect();
    Ok(grants
        .into_iter()
        .filter_map(|grant| {
            let name = names.get(&grant.account_id)?.clone();
            Some(OfficerRow { account: grant.account_id, name, role: grant.role, agency: grant.agency_id })
        })
        .collect())
}

impl Work {
    /// Agencies by id, inside the transaction.
    ///
    /// # Errors
    /// Database.
    pub async fn places(&self, ids: &[AgencyId]) -> Result<HashMap<AgencyId, agency::Model>, StoreError> {
        by_ids(&self.tx, ids).await
    }

    /// Agencies by code, inside the transaction.
    ///
    /// # Errors
    /// Database.
    pub async fn agencies_by_code(&self, codes: &[String]) -> Result<HashMap<String, agency::Model>, StoreError> {
        if codes.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = agency::Entity::find().filter(agency::Column::Code.is_in(self::codes(codes))).all(&self.tx).await?;
        Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
    }

    /// The inspectorate of a government, if it has one in force.
    ///
    /// # Errors
    /// Database.
    pub async fn inspectorate_of(&self, government: AgencyId) -> Result<Option<agency::Model>, StoreError> {
        Ok(self.inspectorates_of(&[government]).await?.into_iter().next())
    }

    /// The inspectorates of governments in force; the first of each counts.
    pub(super) async fn inspectorates_of(&self, governments: &[AgencyId]) -> Result<Vec<agency::Model>, StoreError> {
        let today = self.scoped.today();
        Ok(agency::Entity::find()
            .filter(agency::Column::GovernmentId.is_in(governments.iter().copied()))
            .filter(agency::Column::Kind.eq(AgencyKind::Inspectorate))
            .filter(Expr::col(agency::Column::ParentId).eq(Expr::col(agency::Column::GovernmentId)))
            .filter(agency::Column::ValidFrom.lte(today))
            .filter(Condition::any().add(agency::Column::ValidTo.is_null()).add(agency::Column::ValidTo.gte(today)))
            .order_by_asc(agency::Column::Id)
            .all(&self.tx)
            .await?)
    }

    /// Those who watch beyond their own tree.
    ///
    /// # Errors
    /// Database.
    pub async fn watchers(&self) -> Result<Vec<Watcher>, StoreError> {
        let rows = agency::Entity::find().filter(agency::Column::Watch.is_not_null()).all(&self.tx).await?;
        Ok(rows.into_iter().filter_map(|row| Some(Watcher { agency: row.id, watch: row.watch? })).collect())
    }

    /// Whether this account is in office, in a working role, in that agency.
    ///
    /// # Errors
    /// Database.
    pub async fn is_in_office(&self, account: AccountId, agency: AgencyId) -> Result<bool, StoreError> {
        let officers = in_office(&self.tx, &[agency], self.scoped.today()).await?;
        Ok(officers.iter().any(|officer| officer.account == account))
    }
}

/// `Expr` re-exported for the sibling files that build conditions by hand.
pub(super) fn col(table: &str, column: &str) -> Expr {
    Expr::col((sea_orm::sea_query::Alias::new(table), sea_orm::sea_query::Alias::new(column)))
}

/// A condition that is always false.
pub(super) fn never() -> sea_orm::sea_query::SimpleExpr {
    Expr::val(1).eq(0)
}

/// A code as reference data write them; `None` for anything else, so that no odd sign reaches a statement.
pub(super) fn code(text: &str) -> Option<&str> {
    let plain =
        text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
    (plain && !text.is_empty()).then_some(text)
}

/// The usable ones of several codes.
pub(super) fn codes(texts: &[String]) -> Vec<String> {
    texts.iter().filter_map(|text| code(text)).map(str::to_owned).collect()
}

/// Pattern for everything below a code: `_` is a sign of codes and of patterns.
pub(super) fn below(code: &str) -> sea_orm::sea_query::LikeExpr {
    sea_orm::sea_query::LikeExpr::new(format!("{}.%", code.replace('_', "\\_"))).escape('\\')
}
