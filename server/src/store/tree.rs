//! The tree over time, and what hangs on its nodes: versions, heirs, figures, people, vacancies. Always for many nodes
//! at once. The tree is public knowledge; figures and people are for those who answer for a node.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use entities::{
    account, agency, agency_version, case_count,
    ids::{AgencyId, RoleGrantId},
    plan, role_grant, succession,
    vocab::{CaseStatus, Classification, Relation, Role},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, Query, UnionType},
};

use super::{
    Scoped, StoreError,
    agencies::{WORKING_ROLES, col, path_ids, receives},
};
use crate::authz::planning;

/// Counts of overdue cases stop here.
pub const OVERDUE_MAX: u64 = 1000;

/// Figures of one node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Open cases that it holds.
    pub open: i64,
    /// Open cases of it and everything below it.
    pub subtree_open: i64,
    /// Of those that it holds, those with a clock that has run out, up to the limit.
    pub overdue: i64,
    /// The same of everything below it.
    pub subtree_overdue: i64,
    /// Nobody in office although it takes reports: 1, else 0.
    pub vacant: i64,
    /// The same of everything below it.
    pub subtree_vacant: i64,
}

/// One version with the plan that made it.
#[derive(Debug, Clone)]
pub struct VersionView {
    /// The version.
    pub row: agency_version::Model,
    /// Title and law of the plan.
    pub plan: Option<plan::Model>,
}

/// Somebody's role in an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberView {
    /// The role grant.
    pub id: RoleGrantId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
}

fn as_it_was(mut base: agency::Model, version: agency_version::Model) -> agency::Model {
    // What came later was not known then.
    let last_state = base.valid_to == version.valid_to && version.valid_to.is_some();
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
    if !last_state {
        base.valid_to = None;
        base.successor_id = None;
    }
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
                let mut row = as_it_was(base, version);
                if ended {
                    row.valid_to = last;
                }
                Some((id, row))
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

    /// The versions of an agency, newest first, with their plans.
    ///
    /// # Errors
    /// Database.
    pub async fn versions_of(&self, id: AgencyId) -> Result<Vec<VersionView>, StoreError> {
        let rows = agency_version::Entity::find()
            .filter(agency_version::Column::AgencyId.eq(id))
            .order_by_desc(agency_version::Column::ValidFrom)
            .limit(200)
            .all(self.db())
            .await?;
        let plans: HashMap<_, _> = plan::Entity::find()
            .filter(plan::Column::Id.is_in(rows.iter().filter_map(|row| row.plan_id)))
            .all(self.db())
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        Ok(rows
            .into_iter()
            .map(|row| VersionView { plan: row.plan_id.and_then(|id| plans.get(&id).cloned()), row })
            .collect())
    }

    /// Who inherits from these agencies.
    ///
    /// # Errors
    /// Database.
    pub async fn heirs_of(&self, ids: &[AgencyId]) -> Result<HashMap<AgencyId, Vec<AgencyId>>, StoreError> {
        let mut found: HashMap<AgencyId, Vec<AgencyId>> = HashMap::new();
        for row in succession::Entity::find()
            .filter(succession::Column::FromId.is_in(ids.iter().copied()))
            .order_by_asc(succession::Column::ToId)
            .all(self.db())
            .await?
        {
            found.entry(row.from_id).or_default().push(row.to_id);
        }
        Ok(found)
    }

    /// Whether the viewer answers for an agency or watches over it.
    #[must_use]
    pub fn sees_figures(&self, agency: &agency::Model) -> bool {
        let Some(officer) = self.actor.officer() else { return false };
        match officer.role {
            Role::OmbudsmanOfficer | Role::OversightReader => true,
            Role::SystemAdmin | Role::Citizen => false,
            Role::UnitOfficer
            | Role::LiaisonOfficer
            | Role::AgencyAdmin
            | Role::RegencyCoordinator
            | Role::ProvinceCoordinator
            | Role::Leadership
            | Role::Inspectorate => officer.agency.is_some_and(|own| path_ids(&agency.path).contains(&own)),
        }
    }

    /// Figures of nodes, as the viewer may know them: a case that is kept from the viewer is in no figure.
    /// Five statements.
    ///
    /// # Errors
    /// Database.
    pub async fn figures(&self, rows: &[agency::Model]) -> Result<HashMap<AgencyId, Figures>, StoreError> {
        let ids: Vec<AgencyId> = rows.iter().filter(|row| self.sees_figures(row)).map(|row| row.id).collect();
        let Some(own) = self.actor.officer().and_then(|officer| officer.agency) else { return Ok(HashMap::new()) };
        let mut found: HashMap<AgencyId, Figures> = ids.iter().map(|&id| (id, Figures::default())).collect();
        if ids.is_empty() {
            return Ok(found);
        }
        let counts = case_count::Entity::find()
            .filter(case_count::Column::AgencyId.is_in(ids.iter().copied()))
            .filter(case_count::Column::Relation.is_in([Relation::Holder, Relation::AboveHolder]))
            .all(self.db())
            .await?;
        for row in counts.into_iter().filter(|row| row.status.is_open()) {
            if let Some(figures) = found.get_mut(&row.agency_id) {
                figures.subtree_open += row.n;
                figures.open += if row.relation == Relation::Holder { row.n } else { 0 };
            }
        }
        for (id, holder, n) in self.overdue(&ids).await? {
            if let Some(figures) = found.get_mut(&id) {
                figures.subtree_overdue += n;
                figures.overdue += if holder { n } else { 0 };
            }
        }
        for (id, holder, open, overdue) in self.kept_from(own, &ids).await? {
            if let Some(figures) = found.get_mut(&id) {
                figures.subtree_open -= open;
                figures.subtree_overdue = std::cmp::max(figures.subtree_overdue - overdue, 0);
                if holder {
                    figures.open -= open;
                    figures.overdue = std::cmp::max(figures.overdue - overdue, 0);
                }
            }
        }
        let wanted: BTreeSet<AgencyId> = ids.iter().copied().collect();
        for path in self.vacant_paths().await? {
            let last = path.last().copied();
            for id in path.iter().filter(|id| wanted.contains(id)) {
                if let Some(figures) = found.get_mut(id) {
                    figures.subtree_vacant += 1;
                    figures.vacant += i64::from(Some(*id) == last);
                }
            }
        }
        Ok(found)
    }

    /// Overdue cases by node and relation, each up to the limit, in one statement.
    async fn overdue(&self, ids: &[AgencyId]) -> Result<Vec<(AgencyId, bool, i64)>, StoreError> {
        let mut all = None::<sea_orm::sea_query::SelectStatement>;
        for &id in ids {
            for relation in [Relation::Holder, Relation::AboveHolder] {
                let mut some = Query::select();
                some.expr(Expr::val(1))
                    .from_as(Alias::new("case_audience"), Alias::new("a"))
                    .and_where(col("a", "agency_id").eq(id))
                    .and_where(col("a", "is_open").eq(true))
                    .and_where(col("a", "due_sort").lt(self.now))
                    .and_where(col("a", "relation").eq(relation.as_str()))
                    .limit(OVERDUE_MAX);
                let mut one = Query::select();
                one.expr_as(Expr::val(id), Alias::new("id"))
                    .expr_as(Expr::val(relation == Relation::Holder), Alias::new("holder"))
                    .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
                    .from_subquery(some, Alias::new("found"));
                match &mut all {
                    None => all = Some(one),
                    Some(all) => {
                        all.union(UnionType::All, one);
                    }
                }
            }
        }
        let mut found = vec![];
        if let Some(all) = all {
            for row in self.db().query_all(&all).await? {
                found.push((row.try_get("", "id")?, row.try_get("", "holder")?, row.try_get("", "n")?));
            }
        }
        Ok(found)
    }

    /// Supervisory and confidential open cases of nodes that the viewer's own agency is not in the audience of.
    async fn kept_from(&self, own: AgencyId, ids: &[AgencyId]) -> Result<Vec<(AgencyId, bool, i64, i64)>, StoreError> {
        let mut seen = Query::select();
        seen.expr(Expr::val(1))
            .from_as(Alias::new("case_audience"), Alias::new("o"))
            .and_where(col("o", "case_id").equals((Alias::new("c"), Alias::new("id"))))
            .and_where(col("o", "agency_id").eq(own));
        let open = CaseStatus::ALL.iter().filter(|status| status.is_open()).map(|status| status.as_str());
        let delicate =
            [Classification::SupervisoryComplaint, Classification::WhistleBlowing].map(Classification::as_str);
        let mut query = Query::select();
        query
            .expr_as(col("a", "agency_id"), Alias::new("id"))
            .expr_as(col("a", "relation"), Alias::new("relation"))
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
            .expr_as(
                Expr::expr(
                    sea_orm::sea_query::CaseStatement::new().case(col("a", "due_sort").lt(self.now), 1).finally(0),
                )
                .sum(),
                Alias::new("overdue"),
            )
            .from_as(Alias::new("cases"), Alias::new("c"))
            .inner_join(
                sea_orm::sea_query::TableRef::from(Alias::new("case_audience")).alias(Alias::new("a")),
                col("a", "case_id").equals((Alias::new("c"), Alias::new("id"))),
            )
            .and_where(col("c", "classification").is_in(delicate))
            .and_where(col("c", "status").is_in(open))
            .and_where(col("a", "agency_id").is_in(ids.iter().copied()))
            .and_where(col("a", "relation").is_in([Relation::Holder, Relation::AboveHolder].map(Relation::as_str)))
            .and_where(Expr::exists(seen).not())
            .group_by_columns(
                [("a", "agency_id"), ("a", "relation")].map(|(table, column)| (Alias::new(table), Alias::new(column))),
            );
        let mut found = vec![];
        for row in self.db().query_all(&query).await? {
            let relation: String = row.try_get("", "relation")?;
            found.push((
                row.try_get("", "id")?,
                relation == Relation::Holder.as_str(),
                row.try_get("", "n")?,
                row.try_get("", "overdue")?,
            ));
        }
        Ok(found)
    }

    /// Paths of all units in force that take reports and have nobody in office.
    async fn vacant_paths(&self) -> Result<Vec<Vec<AgencyId>>, StoreError> {
        let today = self.today();
        let held = role_grant::Entity::find()
            .select_only()
            .column(role_grant::Column::AgencyId)
            .filter(role_grant::Column::AgencyId.is_not_null())
            .filter(role_grant::Column::Role.is_in(WORKING_ROLES))
            .filter(role_grant::Column::ValidFrom.lte(today))
            .filter(
                Condition::any().add(role_grant::Column::ValidTo.is_null()).add(role_grant::Column::ValidTo.gte(today)),
            );
        let rows = agency::Entity::find()
            .filter(agency::Column::ValidFrom.lte(today))
            .filter(Condition::any().add(agency::Column::ValidTo.is_null()).add(agency::Column::ValidTo.gte(today)))
            .filter(agency::Column::Id.not_in_subquery(held.into_query()))
            .all(self.db())
            .await?;
        Ok(rows.iter().filter(|row| receives(row)).map(|row| path_ids(&row.path)).collect())
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

    /// Roles in an agency, today's and later ones.
    ///
    /// # Errors
    /// Database.
    pub async fn members_of(&self, agency: &agency::Model) -> Result<Option<Vec<MemberView>>, StoreError> {
        if !self.sees_members(agency) {
            return Ok(None);
        }
        let today = self.today();
        let grants = role_grant::Entity::find()
            .filter(role_grant::Column::AgencyId.eq(agency.id))
            .filter(
                Condition::any().add(role_grant::Column::ValidTo.is_null()).add(role_grant::Column::ValidTo.gte(today)),
            )
            .order_by_asc(role_grant::Column::ValidFrom)
            .order_by_asc(role_grant::Column::Id)
            .limit(200)
            .all(self.db())
            .await?;
        let names: HashMap<_, _> = account::Entity::find()
            .filter(account::Column::Id.is_in(grants.iter().map(|grant| grant.account_id)))
            .filter(account::Column::DisabledAt.is_null())
            .all(self.db())
            .await?
            .into_iter()
            .map(|row| (row.id, row.name))
            .collect();
        Ok(Some(
            grants
                .into_iter()
                .filter_map(|grant| {
                    Some(MemberView {
                        id: grant.id,
                        name: names.get(&grant.account_id)?.clone(),
                        role: grant.role,
                        valid_from: grant.valid_from,
                        valid_to: grant.valid_to,
                    })
                })
                .collect(),
        ))
    }
}
