//! The tree over time, and what hangs on its nodes: versions, heirs, figures, people, vacancies. Always for many nodes
//! at once. The tree is public knowledge; figures and people are for those who answer for a node.
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use entities::{agency, agency_version, ids::AgencyId, plan, succession, vocab::Role};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Alias, Expr, ExprTrait, Query},
};

use super::{
    Scoped, StoreError,
    agencies::{col, path_ids},
    office::WORKING_ROLES,
};
use crate::authz::planning;

/// One version with the plan that made it.
#[derive(Debug, Clone)]
pub struct VersionView {
    /// The version.
    pub row: agency_version::Model,
    /// Title and law of the plan.
    pub plan: Option<plan::Model>,
}

fn as_it_was(mut base: agency::Model, version: agency_version::Model) -> agency::Model {
    base.name = version.name;
    base.short_name = version.short_name;
    base.kind = version.kind;
    base.functions = version.functions;
    base.parent_id = version.parent_id;
    base.government_id = version.government_id;
    base.path = version.path;
    base.depth = version.depth;
    base.region_code = version.region_code;
    base.serves_regions = version.serves_regions;
    // What came later was not known then.
    base.valid_to = None;
    base.successor_id = None;
    base
}

impl Scoped {
    /// Agencies as they were on a day: by the version in force, or the last one before. Those that came later are left out.
    ///
    /// # Errors
    /// Database.
    pub async fn agencies_as_of(
        &self,
        ids: &[AgencyId],
        day: NaiveDate,
    ) -> Result<HashMap<AgencyId, agency::Model>, StoreError> {
        let mut rows = self.agencies_by_id(ids).await?;
        let versions = agency_version::Entity::find()
            .filter(agency_version::Column::AgencyId.is_in(ids.iter().copied()))
            .filter(agency_version::Column::ValidFrom.lte(day))
            .order_by_asc(agency_version::Column::ValidFrom)
            .all(self.db())
            .await?;
        let latest: BTreeMap<AgencyId, agency_version::Model> =
            versions.into_iter().map(|version| (version.agency_id, version)).collect();
        Ok(latest
            .into_iter()
            .filter_map(|(id, version)| {
                let ended = version.valid_to.is_some_and(|last| last < day);
                let (last, base) = (version.valid_to, rows.remove(&id)?);
                let heir = base.successor_id.filter(|_| base.valid_to == last);
                let row = as_it_was(base, version);
                Some((id, if ended { agency::Model { valid_to: last, successor_id: heir, ..row } } else { row }))
            })
            .collect())
    }

    /// Children as they were on a day, in the order of the tree.
    ///
    /// # Errors
    /// Database.
    pub async fn children_as_of(&self, parents: &[AgencyId], day: NaiveDate) -> Result<Vec<agency::Model>, StoreError> {
        let versions = agency_version::Entity::find()
            .filter(agency_version::Column::ParentId.is_in(parents.iter().copied()))
            .filter(agency_version::Column::ValidFrom.lte(day))
            .filter(
                Condition::any()
                    .add(agency_version::Column::ValidTo.is_null())
                    .add(agency_version::Column::ValidTo.gte(day)),
            )
            .order_by_asc(agency_version::Column::AgencyId)
            .all(self.db())
            .await?;
        let ids: Vec<AgencyId> = versions.iter().map(|version| version.agency_id).collect();
        let mut rows = self.agencies_by_id(&ids).await?;
        Ok(versions
            .into_iter()
            .filter_map(|version| Some(as_it_was(rows.remove(&version.agency_id)?, version)))
            .collect())
    }

    /// Ids of agencies in force on a day whose name of then or code holds all words, in the order of the tree.
    ///
    /// # Errors
    /// Database.
    pub async fn search_as_of(
        &self,
        filter: &super::agencies::AgencyFilter,
        day: NaiveDate,
        after: Option<AgencyId>,
        limit: u64,
    ) -> Result<Vec<AgencyId>, StoreError> {
        let mut query = Query::select();
        query
            .expr_as(col("v", "agency_id"), Alias::new("id"))
            .from_as(Alias::new("agency_versions"), Alias::new("v"))
            .inner_join(
                sea_orm::sea_query::TableRef::from(Alias::new("agencies")).alias(Alias::new("a")),
                col("v", "agency_id").equals((Alias::new("a"), Alias::new("id"))),
            )
            .and_where(col("v", "valid_from").lte(day))
            .and_where(col("v", "valid_to").is_null().or(col("v", "valid_to").gte(day)));
        for word in &filter.words {
            let found = ["v.name", "v.short_name", "a.code"].map(|column| {
                Expr::cust(format!("LOWER({column})")).like(sea_orm::sea_query::LikeExpr::new(format!("%{word}%")))
            });
            let any = found.into_iter().fold(Condition::any(), Condition::add);
            query.cond_where(any);
        }
        if let Some(code) = &filter.under {
            let Some(code) = super::agencies::code(code) else { return Ok(vec![]) };
            let found = agency::Entity::find().filter(agency::Column::Code.eq(code)).one(self.db()).await?;
            let Some(top) = found.map(|row| row.id) else { return Ok(vec![]) };
            let Some(top) = self.agencies_as_of(&[top], day).await?.remove(&top) else { return Ok(vec![]) };
            query.and_where(col("v", "path").like(sea_orm::sea_query::LikeExpr::new(format!("{}%", top.path))));
        }
        if let Some(after) = after {
            query.and_where(col("v", "agency_id").gt(after));
        }
        query.order_by((Alias::new("v"), Alias::new("agency_id")), sea_orm::sea_query::Order::Asc).limit(limit);
        let mut ids = vec![];
        for row in self.db().query_all(&query).await? {
            ids.push(row.try_get("", "id")?);
        }
        Ok(ids)
    }

    /// The versions of agencies, newest first and at most 200 of each, with their plans.
    ///
    /// # Errors
    /// Database.
    pub async fn versions_of(&self, ids: &[AgencyId]) -> Result<HashMap<AgencyId, Vec<VersionView>>, StoreError> {
        let rows = agency_version::Entity::find()
            .filter(agency_version::Column::AgencyId.is_in(ids.iter().copied()))
            .order_by_desc(agency_version::Column::ValidFrom)
            .all(self.db())
            .await?;
        let plans: HashMap<_, _> = plan::Entity::find()
            .filter(plan::Column::Id.is_in(rows.iter().filter_map(|row| row.plan_id)))
            .all(self.db())
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let mut found: HashMap<AgencyId, Vec<VersionView>> = HashMap::new();
        for row in rows {
            let versions = found.entry(row.agency_id).or_default();
            if versions.len() < 200 {
                versions.push(VersionView { plan: row.plan_id.and_then(|id| plans.get(&id).cloned()), row });
            }
        }
        Ok(found)
    }

    /// Who inherits from these agencies.
    ///
    /// # Errors
    /// Database.
    pub async fn heirs_of(
        &self,
        ids: &[AgencyId],
        day: NaiveDate,
    ) -> Result<HashMap<AgencyId, Vec<AgencyId>>, StoreError> {
        let mut found: HashMap<AgencyId, Vec<AgencyId>> = HashMap::new();
        for row in succession::Entity::find()
            .filter(succession::Column::FromId.is_in(ids.iter().copied()))
            .filter(succession::Column::Since.lte(day))
            .filter(Condition::any().add(succession::Column::Until.is_null()).add(succession::Column::Until.gt(day)))
            .order_by_asc(succession::Column::ToId)
            .all(self.db())
            .await?
        {
            found.entry(row.from_id).or_default().push(row.to_id);
        }
        Ok(found)
    }

    /// Whether the viewer may know who holds which role there: whoever keeps the tree, and those in office there or
    /// above it in the same government.
    #[must_use]
    pub fn sees_members(&self, agency: &agency::Model) -> bool {
        let Some(officer) = self.actor.officer() else { return false };
        if officer.role == Role::SystemAdmin {
            return true;
        }
        let keeps = agency.government_id.is_some_and(|government| planning::may_see(&self.actor, government));
        let above = officer.agency.is_some_and(|own| path_ids(&agency.path).contains(&own));
        keeps || (above && officer.government == agency.government_id && WORKING_ROLES.contains(&officer.role))
    }
}
