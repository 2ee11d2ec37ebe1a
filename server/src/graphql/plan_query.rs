//! Root queries of plans.
use async_graphql::{Context, ID, Object};
use entities::{ids::CaseId, vocab};

use super::{
    enums::PlanStatus,
    errors::internal,
    ids,
    page::{Listed, PageArgs, case_cursor, read_case_cursor},
    plan::ReorganisationPlan,
    view::View,
};
use crate::store::case_list::{Key, Page};

/// The questions of this file.
#[derive(Default)]
pub struct PlanQuery;

#[Object]
impl PlanQuery {
    /// Plans of the governments that the viewer may plan for, newest first. Coordinators, leadership, the system
    /// administrator; empty for everybody else.
    async fn reorganisation_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only in these states.")] status: Option<Vec<PlanStatus>>,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<ReorganisationPlan>> {
        let view = View::of(ctx)?;
        let wanted = PageArgs { first, after, last, before }.check(&view.op)?;
        let (after, before) = wanted.bounds(&view.op, |cursor| read_case_cursor("plans", cursor))?;
        let page = Page { after, before, limit: wanted.limit(), backwards: wanted.backwards };
        let statuses: Vec<vocab::PlanStatus> = status.unwrap_or_default().into_iter().map(Into::into).collect();
        let rows = view.op.scoped.plan_page(&statuses, page).await.map_err(internal(&view.op))?;
        Ok(wanted.connection(rows, |row| {
            let key = Key { at: row.created_at, id: CaseId(row.id.0) };
            (case_cursor("plans", key), ReorganisationPlan::new(row, &view))
        }))
    }

    /// A plan by its id; null when unknown or not the viewer's to see. Coordinators of its government, its leadership,
    /// the system administrator.
    async fn reorganisation_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id.")] id: ID,
    ) -> async_graphql::Result<Option<ReorganisationPlan>> {
        let view = View::of(ctx)?;
        let Some(id) = ids::to_plan(&id) else { return Ok(None) };
        let row = view.op.scoped.plan(id).await.map_err(internal(&view.op))?;
        Ok(row.map(|row| ReorganisationPlan::new(row, &view)))
    }
}
