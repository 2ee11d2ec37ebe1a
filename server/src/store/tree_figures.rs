//! Figures of nodes: open and overdue cases, vacancies. A case that is kept from the viewer is in no figure.
use std::collections::HashMap;

use entities::{
    agency, case_count,
    ids::AgencyId,
    vocab::{AgencyKind, CaseStatus, Classification, Relation, Role},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement,
    sea_query::{Alias, Expr, ExprTrait, Query, UnionType},
};

use super::{
    Scoped, StoreError,
    agencies::{col, path_ids},
    office::WORKING_ROLES,
};

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
    /// Counting of overdue cases stopped at the limit.
    pub capped: bool,
    /// Nobody in office although it takes reports: 1, else 0.
    pub vacant: i64,
    /// The same of everything below it.
    pub subtree_vacant: i64,
}

impl Scoped {
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
        // Two parts of a statement for each node, and SQLite takes 500.
        for some in ids.chunks(200) {
            for (id, holder, n) in self.overdue(some).await? {
                if let Some(figures) = found.get_mut(&id) {
                    figures.subtree_overdue += n;
                    figures.overdue += if holder { n } else { 0 };
                    figures.capped |= u64::try_from(n).is_ok_and(|n| n >= OVERDUE_MAX);
                }
            }
        }
        for (id, holder, open, overdue) in self.kept_from(own, &ids).await? {
            if let Some(figures) = found.get_mut(&id) {
                figures.subtree_open -= open;
                // Of a count that stopped at its limit nothing is taken away: it would tell how much is kept.
                let overdue = if figures.capped { 0 } else { overdue };
                figures.subtree_overdue = std::cmp::max(figures.subtree_overdue - overdue, 0);
                if holder {
                    figures.open -= open;
                    figures.overdue = std::cmp::max(figures.overdue - overdue, 0);
                }
            }
        }
        for (id, n, own) in self.vacant_below(&ids).await? {
            if let Some(figures) = found.get_mut(&id) {
                figures.subtree_vacant += n;
                figures.vacant += own;
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

    /// How many units at or below each node take reports and have nobody in office: node, all, itself. As far down as
    /// its government reaches (what lies in another is not that one's to fill), and only there is anything read.
    async fn vacant_below(&self, ids: &[AgencyId]) -> Result<Vec<(AgencyId, i64, i64)>, StoreError> {
        let words = |words: &[&str]| words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ");
        let idle: Vec<&str> = AgencyKind::ALL
            .iter()
            .filter(|kind| !crate::domain::audience::receives(**kind, false))
            .map(|kind| kind.as_str())
            .collect();
        let idle = if idle.is_empty() { "''".to_owned() } else { words(&idle) };
        let roles = words(&WORKING_ROLES.map(Role::as_str));
        // Numbers, days and words of ours.
        let (today, ids) = (self.today(), ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
        let part = |government: &str| {
            format!(
                "SELECT w.id AS id, COUNT(*) AS n, SUM(CASE WHEN u.id = w.id THEN 1 ELSE 0 END) AS own
                 FROM agencies w INNER JOIN agencies u ON {government} AND u.path LIKE w.path || '%'
                 WHERE w.id IN ({ids}) AND w.parent_id IS NOT NULL AND u.kind NOT IN ({idle})
                 AND u.valid_from <= '{today}' AND (u.valid_to IS NULL OR u.valid_to >= '{today}')
                 AND NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.agency_id = u.id AND g.role IN ({roles})
                   AND g.valid_from <= '{today}' AND (g.valid_to IS NULL OR g.valid_to >= '{today}')
                    AND g.suspended_at IS NULL)
                 GROUP BY w.id"
            )
        };
        let sql = format!(
            "{} UNION ALL {}",
            part("u.government_id = w.government_id"),
            part("w.government_id IS NULL AND u.government_id IS NULL")
        );
        let mut found = vec![];
        for row in self.db().query_all_raw(Statement::from_string(self.db().get_database_backend(), sql)).await? {
            found.push((row.try_get("", "id")?, row.try_get("", "n")?, row.try_get("", "own")?));
        }
        Ok(found)
    }
}
