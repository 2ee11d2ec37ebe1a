//! Links between cases, and candidates for them.
use std::collections::HashMap;

use entities::{case_link, ids::CaseId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Order, Query},
};

use super::{Scoped, StoreError, Work, agencies::col, case_view::CaseView, case_write::Opened};
use crate::domain::{act::Act, text};

/// Days before and after within which two reports may tell of one event.
const NEAR_DAYS: i64 = 45;
/// Candidates looked at for each case.
const CANDIDATES: i64 = 30;
/// Share of common words from which a case is suggested.
const ALIKE: f32 = 0.12;
/// Most suggestions.
const SUGGESTIONS: usize = 5;

impl Work {
    /// Keeps the link of two cases.
    ///
    /// # Errors
    /// Database; `NotFound` for a case opened for another act.
    pub async fn link_cases(&self, opened: &Opened, other: CaseId, merged: bool) -> Result<(), StoreError> {
        if opened.grant.act() != Act::LinkDuplicate {
            return Err(StoreError::NotFound);
        }
        let link = case_link::ActiveModel {
            case_id: Set(opened.state.id),
            other_id: Set(other),
            merged: Set(merged),
            created_at: Set(self.now()),
        };
        case_link::Entity::insert(link)
            .on_conflict(
                OnConflict::columns([case_link::Column::CaseId, case_link::Column::OtherId])
                    .update_column(case_link::Column::Merged)
                    .to_owned(),
            )
            .exec_without_returning(&self.tx)
            .await?;
        Ok(())
    }
}

impl Scoped {
    /// Linked cases that an officer sees as well. Reporters are not told of each other.
    ///
    /// # Errors
    /// Database.
    pub async fn linked(&self, cases: &[CaseId]) -> Result<HashMap<CaseId, Vec<CaseView>>, StoreError> {
        if self.actor().officer().is_none() {
            return Ok(HashMap::new());
        }
        let rows = case_link::Entity::find()
            .filter(
                Condition::any()
                    .add(case_link::Column::CaseId.is_in(cases.iter().copied()))
                    .add(case_link::Column::OtherId.is_in(cases.iter().copied())),
            )
            .all(self.db())
            .await?;
        let ids: Vec<CaseId> = rows.iter().flat_map(|row| [row.case_id, row.other_id]).collect();
        let views = self.cases_by_id(&ids).await?;
        let mut found: HashMap<CaseId, Vec<CaseView>> = HashMap::new();
        for row in &rows {
            for (from, to) in [(row.case_id, row.other_id), (row.other_id, row.case_id)] {
                if cases.contains(&from)
                    && let Some(view) = views.get(&to)
                {
                    found.entry(from).or_default().push(view.clone());
                }
            }
        }
        Ok(found)
    }

    /// Open cases that may tell of the same event: same topic and regency, near in time, alike in words,
    /// and seen by this officer.
    ///
    /// # Errors
    /// Database.
    pub async fn similar(&self, cases: &[&CaseView]) -> Result<HashMap<CaseId, Vec<CaseView>>, StoreError> {
        if self.actor().officer().is_none() || cases.is_empty() {
            return Ok(HashMap::new());
        }
        let near = chrono::Duration::days(NEAR_DAYS);
        let mut numbered = Query::select();
        numbered
            .expr_as(col("k", "id"), Alias::new("of_id"))
            .expr_as(col("o", "id"), Alias::new("other_id"))
            .expr_as(
                Expr::cust("ROW_NUMBER() OVER (PARTITION BY k.id ORDER BY o.opened_at DESC)"),
                Alias::new("row_no"),
            )
            .from_as(Alias::new("cases"), Alias::new("k"))
            .inner_join(
                sea_orm::sea_query::TableRef::from(Alias::new("cases")).alias(Alias::new("o")),
                Condition::all()
                    .add(col("o", "topic_code").equals((Alias::new("k"), Alias::new("topic_code"))))
                    .add(Expr::cust("substr(o.region_code, 1, 5) = substr(k.region_code, 1, 5)"))
                    .add(col("o", "id").ne(col("k", "id"))),
            )
            .and_where(col("k", "id").is_in(cases.iter().map(|case| case.state.id.0)))
            .and_where(col("o", "status").is_not_in(["closed", "archived"]))
            .and_where(col("o", "merged_into_id").is_null());
        if let (Some(first), Some(last)) =
            (cases.iter().map(|case| case.state.opened_at).min(), cases.iter().map(|case| case.state.opened_at).max())
        {
            numbered
                .and_where(col("o", "opened_at").gte(first - near))
                .and_where(col("o", "opened_at").lte(last + near));
        }
        let mut query = Query::select();
        query
            .expr(col("n", "of_id"))
            .expr(col("n", "other_id"))
            .from_subquery(numbered, Alias::new("n"))
            .and_where(col("n", "row_no").lte(CANDIDATES))
            .order_by_expr(col("n", "row_no"), Order::Asc);
        let mut pairs: Vec<(CaseId, CaseId)> = vec![];
        for row in self.db().query_all(&query).await? {
            pairs.push((row.try_get("", "of_id")?, row.try_get("", "other_id")?));
        }
        let ids: Vec<CaseId> = pairs.iter().map(|(_, other)| *other).collect();
        let views = self.cases_by_id(&ids).await?;
        let words = |case: &CaseView| {
            case.told
                .as_ref()
                .map(|told| text::search_words(&format!("{} {}", told.title, told.body)))
                .unwrap_or_default()
        };
        let mut found = HashMap::new();
        for case in cases {
            let own = words(case);
            let mut scored: Vec<(f32, &CaseView)> = pairs
                .iter()
                .filter(|(of, _)| *of == case.state.id)
                .filter_map(|(_, other)| views.get(other))
                .map(|other| (text::similarity(&own, &words(other)), other))
                .filter(|(score, _)| *score >= ALIKE)
                .collect();
            scored.sort_by(|a, b| b.0.total_cmp(&a.0));
            found.insert(case.state.id, scored.into_iter().take(SUGGESTIONS).map(|(_, other)| other.clone()).collect());
        }
        Ok(found)
    }
}
