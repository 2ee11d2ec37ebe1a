//! Root queries of people in office.
use async_graphql::{Context, ID, Object};

use super::{
    agency::{self, Agency},
    errors::{internal, query_error, unauthenticated},
    ids,
    invitation::OpenInvitation,
    loaders::People,
    page::{Listed, PageArgs},
    people::Person,
    view::View,
};
use crate::usecases::accepting;

/// The questions of this file.
#[derive(Default)]
pub struct PeopleQuery;

#[Object]
impl PeopleQuery {
    /// A person in office. Those who may appoint where the person holds a role; null for others.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id.")] id: ID,
    ) -> async_graphql::Result<Option<Person>> {
        let view = View::of(ctx)?;
        let Some(id) = ids::to_person(&id) else { return Ok(None) };
        Ok(view.load(People(id)).await?.map(|person| Person { person, view: view.clone() }))
    }

    /// What a one-time link opens; null for a wrong, used, withdrawn or expired one alike. Everybody, a few times a
    /// minute. Send it by POST: addresses are logged on the way.
    async fn open_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From the link.")] token: String,
    ) -> async_graphql::Result<Option<OpenInvitation>> {
        let view = View::of(ctx)?;
        match accepting::open(&view.op, &token).await {
            Ok(link) => Ok(link.map(|link| OpenInvitation::of(link, &view))),
            Err(failure) => Err(query_error(view.op.locale, &failure)),
        }
    }

    /// Units that take reports and have nobody in office, in tree order: of the viewer's government, of the own part of
    /// it for an agency admin, of all for the system administrator. Officers; empty for others.
    async fn vacancies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<Agency>> {
        let view = View::of(ctx)?;
        if view.op.actor().account().is_none() {
            return Err(unauthenticated(view.op.locale));
        }
        let wanted = PageArgs { first, after, last, before }.check(&view.op)?;
        let bounds = wanted.bounds(&view.op, agency::read_cursor)?;
        let rows = view.op.scoped.vacancies(bounds, wanted.limit(), wanted.backwards);
        let rows = rows.await.map_err(internal(&view.op))?;
        Ok(wanted.connection(rows, |row| (agency::cursor(row.id), Agency::new(row, &view))))
    }
}
