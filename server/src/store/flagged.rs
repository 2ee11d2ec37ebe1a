//! Suggestions for which a rule has lost its target: the list of their cases, those that must be asked again because other
//! rules or another tree hold now; and what became of the suggestions of a version.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entities::{
    agency, case, case_routing,
    ids::{CaseId, RoutingId, RuleSetId},
    vocab::{OtherReason, SuggestionState},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, TableRef, UnionType},
};

use super::{
    Scoped, StoreError, Work,
    agencies::col,
    case_list::{Key, Listed},
    case_view::state_of,
};
use crate::{
    authz::actor::{Actor, SystemTask},
    domain::{calendar::wita_date, case_state::CaseState},
};

/// Why an open suggestion is asked for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// A rule had lost its target.
    Lost,
    /// Whom it names has closed since.
    Closed,
}

/// What became of the suggestions of a version that name an agency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// A person took it.
    pub taken: i64,
    /// A person chose another agency.
    pub other: i64,
    /// Nobody has decided yet.
    pub open: i64,
    /// The system forwarded by it.
    pub automatic: i64,
    /// Why others were chosen, most frequent first.
    pub reasons: Vec<(OtherReason, i64)>,
}

/// A page of the flagged cases of a version: behind a key, so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Flagged {
    /// The version.
    pub of: RuleSetId,
    /// Behind this case.
    pub after: Option<Key>,
    /// Before this case.
    pub before: Option<Key>,
    /// Rows.
    pub limit: u64,
    /// From the end.
    pub backwards: bool,
}

impl Work {
    /// A case that waits, locked, with what the rules said about it and nobody has decided on. For the task that routes.
    ///
    /// # Errors
    /// Database.
    pub async fn waiting_suggestion(&self, id: CaseId) -> Result<Option<(CaseState, case_routing::Model)>, StoreError> {
        if !matches!(self.actor(), Actor::System(SystemTask::Route)) {
            return Ok(None);
        }
        let Some(row) = case::Entity::find_by_id(id).lock_exclusive().one(&self.tx).await? else { return Ok(None) };
        let state = state_of(&row);
        let open = self.open_routing(id).await?.filter(|_| state.status.is_open());
        Ok(open.map(|suggestion| (state, suggestion)))
    }

    /// What was said holds under other rules and another tree as well.
    ///
    /// # Errors
    /// Database.
    pub async fn holds_still(&self, row: case_routing::Model, mark: String) -> Result<(), StoreError> {
        let mut row = row.into_active_model();
        row.basis = Set(mark);
        row.update(&self.tx).await?;
        Ok(())
    }
}

impl Scoped {
    /// Open suggestions that were made by other rules or on another tree than `mark` names, and of which that matters; in
    /// the order of their ids. For the task that routes; empty for everybody else.
    ///
    /// # Errors
    /// Database.
    pub async fn stale_suggestions(
        &self,
        why: Stale,
        mark: &str,
        after: Option<RoutingId>,
        limit: u64,
    ) -> Result<Vec<(RoutingId, CaseId)>, StoreError> {
        if !matches!(self.actor(), Actor::System(SystemTask::Route)) {
            return Ok(vec![]);
        }
        let mut query = case_routing::Entity::find()
            .select_only()
            .column(case_routing::Column::Id)
            .column(case_routing::Column::CaseId)
            .filter(case_routing::Column::State.eq(SuggestionState::Open))
            .filter(case_routing::Column::Basis.ne(mark));
        query = match why {
            Stale::Lost => query.filter(case_routing::Column::TargetLost.eq(true)),
            Stale::Closed => {
                let closed = agency::Entity::find()
                    .select_only()
                    .column(agency::Column::Id)
                    .filter(agency::Column::ValidTo.lt(wita_date(self.now)));
                query.filter(case_routing::Column::LeadId.in_subquery(closed.into_query()))
            }
        };
        if let Some(after) = after {
            query = query.filter(case_routing::Column::Id.gt(after));
        }
        Ok(query.order_by_asc(case_routing::Column::Id).limit(limit).into_tuple().all(self.db()).await?)
    }

    /// One page of the keys of flagged cases that the actor sees, those that wait longest first.
    fn flagged_keys(&self, page: &Flagged) -> SelectStatement {
        let of = col("r", "lost_in_id").eq(page.of).or(col("r", "lost_in_own_id").eq(page.of));
        let mut query = Query::select();
        query
            .expr_as(col("a", "opened_at"), Alias::new("sort_key"))
            .expr_as(col("a", "case_id"), Alias::new("case_id"))
            .from_as(Alias::new("case_routings"), Alias::new("r"))
            .inner_join(
                TableRef::from(Alias::new("case_audience")).alias(Alias::new("a")),
                col("a", "case_id").equals((Alias::new("r"), Alias::new("case_id"))),
            )
            .and_where(col("r", "target_lost").eq(true))
            .and_where(col("r", "state").eq(SuggestionState::Open.as_str()))
            .and_where(of)
            .and_where(self.scope_condition("a"));
        if let Some(Key { at, id }) = page.after {
            let (key, case) = (col("a", "opened_at"), col("a", "case_id"));
            query.and_where(key.clone().gt(at).or(key.eq(at).and(case.gt(id))));
        }
        if let Some(Key { at, id }) = page.before {
            let (key, case) = (col("a", "opened_at"), col("a", "case_id"));
            query.and_where(key.clone().lt(at).or(key.eq(at).and(case.lt(id))));
        }
        let order = if page.backwards { Order::Desc } else { Order::Asc };
        query
            .order_by_expr(col("a", "opened_at"), order.clone())
            .order_by_expr(col("a", "case_id"), order)
            .limit(page.limit);
        query
    }

    /// Pages of flagged cases: those whose newest suggestion is open and for which a rule of the version has lost its
    /// target, as far as the actor sees them. Of many versions by as many statements as of one.
    ///
    /// # Errors
    /// Database.
    pub async fn flagged_cases(&self, pages: &[Flagged]) -> Result<HashMap<Flagged, Vec<Listed>>, StoreError> {
        let mut parts = pages.iter().enumerate().map(|(n, page)| {
            let mut part = Query::select();
            part.expr_as(Expr::cust(n.to_string()), Alias::new("n"))
                .columns([Alias::new("sort_key"), Alias::new("case_id")])
                .from_subquery(self.flagged_keys(page), Alias::new(format!("page_{n}")));
            part
        });
        let Some(mut all) = parts.next() else { return Ok(HashMap::new()) };
        for part in parts {
            all.union(UnionType::All, part);
        }
        let mut keys: Vec<(usize, Key)> = vec![];
        for row in self.db().query_all(&all).await? {
            let n: i32 = row.try_get("", "n")?;
            let at: DateTime<Utc> = row.try_get("", "sort_key")?;
            keys.push((usize::try_from(n).unwrap_or_default(), Key { at, id: row.try_get("", "case_id")? }));
        }
        keys.sort_by_key(|(n, key)| (*n, key.at, key.id));
        let ids: Vec<CaseId> = keys.iter().map(|(_, key)| key.id).collect();
        let cases = self.cases_by_id(&ids).await?;
        let mut found: HashMap<Flagged, Vec<Listed>> = HashMap::new();
        for (n, key) in keys {
            if let Some((page, case)) = pages.get(n).zip(cases.get(&key.id)) {
                found.entry(*page).or_default().push(Listed { case: case.clone(), key });
            }
        }
        Ok(found)
    }

    /// What became of the suggestions of versions. Counts of all cases, whoever sees them: the caller has asked whether the
    /// version is seen.
    ///
    /// # Errors
    /// Database.
    pub async fn rule_outcomes(&self, ids: &[RuleSetId]) -> Result<HashMap<RuleSetId, Outcomes>, StoreError> {
        let rows: Vec<(RuleSetId, SuggestionState, Option<OtherReason>, i64)> = case_routing::Entity::find()
            .select_only()
            .column(case_routing::Column::RuleSetId)
            .column(case_routing::Column::State)
            .column(case_routing::Column::OtherReason)
            .column_as(case_routing::Column::Id.count(), "n")
            .filter(case_routing::Column::RuleSetId.is_in(ids.iter().copied()))
            .filter(case_routing::Column::LeadId.is_not_null())
            .group_by(case_routing::Column::RuleSetId)
            .group_by(case_routing::Column::State)
            .group_by(case_routing::Column::OtherReason)
            .into_tuple()
            .all(self.db())
            .await?;
        let mut found: HashMap<RuleSetId, Outcomes> = HashMap::new();
        for (id, state, reason, n) in rows {
            let of = found.entry(id).or_default();
            match state {
                SuggestionState::Taken => of.taken += n,
                SuggestionState::Open => of.open += n,
                SuggestionState::Automatic => of.automatic += n,
                SuggestionState::Other => {
                    of.other += n;
                    of.reasons.extend(reason.map(|reason| (reason, n)));
                }
                // It was asked again: what counts is the later one.
                SuggestionState::Overtaken => {}
            }
        }
        for of in found.values_mut() {
            of.reasons.sort_by_key(|(reason, n)| (std::cmp::Reverse(*n), reason.as_str()));
        }
        Ok(found)
    }
}
