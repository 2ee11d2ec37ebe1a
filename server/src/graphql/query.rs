//! Root queries.
use async_graphql::{Context, ID, Object};
use entities::vocab;

use super::{
    account::ViewerNode,
    agency::{self, Agency},
    case::Case,
    case_filter::{CaseFilter, PublicCaseFilter, search},
    counts::{CaseCounts, counts},
    enums::{CaseSort, ReplyStage},
    errors::{bad_input, internal, query_error, unauthenticated},
    ids::{self, Node},
    loaders::ByCode,
    node::find,
    page::{Listed, PageArgs, case_cursor, case_page},
    public::PublicCase,
    reference::{ArchiveReason, Limits, Region, StandardReply, Topic},
    scalars::Date,
    view::{View, Viewer},
};
use crate::{
    domain::{
        media,
        refusal::Refusal,
        text::{self, Limits as TextLimits},
        tracking_code::TrackingCode,
    },
    store::{
        agencies::AgencyFilter,
        case_list::{self, Sort},
        public::PublicFilter,
    },
    usecases::{account::PASSWORD_MIN, sign_in},
};

/// The questions of this file.
#[derive(Default)]
pub struct RootQuery;

#[Object]
impl RootQuery {
    /// Who asks. Everybody.
    async fn viewer(&self, ctx: &Context<'_>) -> async_graphql::Result<ViewerNode> {
        Ok(ViewerNode(View::of(ctx)?))
    }

    /// Anything by its global id; null when unknown or not the viewer's to see.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id.")] id: ID,
    ) -> async_graphql::Result<Option<Node>> {
        let view = View::of(ctx)?;
        find(&view, &id).await
    }

    /// A case by id or by number; null when unknown or not the viewer's to see. The reporter; officers of its audience.
    async fn case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id.")] id: Option<ID>,
        #[graphql(desc = "Number, e.g. TG-2611-7K3QXM; typing mistakes answer null.")] reference: Option<String>,
    ) -> async_graphql::Result<Option<Case>> {
        let view = View::of(ctx)?;
        match (id, reference) {
            (Some(id), None) => match ids::to_case(&id) {
                Some(id) => Case::load(&view, id).await,
                None => Ok(None),
            },
            (None, Some(reference)) => {
                let Ok(code) = TrackingCode::parse(&reference) else { return Ok(None) };
                let found = view.op.scoped.case_by_reference(&code.to_string()).await.map_err(internal(&view.op))?;
                Ok(found.map(|case| Case::new(&view, case)))
            }
            _ => Err(bad_input(view.op.locale, &Refusal::Invalid("id"))),
        }
    }

    /// Cases that the viewer sees: a citizen's own, an officer's audience. Empty for everybody else.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay list")]
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to list.")] filter: Option<CaseFilter>,
        #[graphql(desc = "Order.", default_with = "CaseSort::DueFirst")] sort: CaseSort,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<Case>> {
        let view = View::of(ctx)?;
        let wanted = PageArgs { first, after, last, before }.check(&view.op)?;
        let filter = filter.unwrap_or_default();
        let mark = crate::secrets::digest(&[format!("{filter:?}").as_bytes()]);
        let list = format!("cases:{sort:?}:{}", mark.get(..12).unwrap_or_default());
        let page = case_page(&view.op, &wanted, &list)?;
        let sort = match sort {
            CaseSort::Newest => Sort::Newest,
            CaseSort::Oldest => Sort::Oldest,
            CaseSort::DueFirst => Sort::DueFirst,
        };
        let rows = match filter.check(&view).await? {
            Some(filter) => view.op.scoped.case_page(&filter, sort, page).await.map_err(internal(&view.op))?,
            None => vec![],
        };
        Ok(wanted.connection(rows, |row| (case_cursor(&list, row.key), Case::new(&view, row.case))))
    }

    /// Published reports, newest first. Public.
    async fn public_cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to list.")] filter: Option<PublicCaseFilter>,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<PublicCase>> {
        let view = View::of(ctx)?;
        let wanted = PageArgs { first, after, last, before }.check(&view.op)?;
        let filter = filter.unwrap_or_default();
        let mark = crate::secrets::digest(&[format!("{filter:?}").as_bytes()]);
        let list = format!("public:{}", mark.get(..12).unwrap_or_default());
        let page = case_page(&view.op, &wanted, &list)?;
        let (words, reference) = search(&view.op, filter.text.as_deref())?;
        let rows = if let Some(reference) = reference {
            view.op.scoped.public_case(&reference).await.map_err(internal(&view.op))?.into_iter().collect()
        } else {
            let filter = PublicFilter {
                topic: filter.topic_code.filter(|code| !code.is_empty()),
                region: filter.region_code.filter(|code| !code.is_empty()),
                words,
                statuses: filter.status.unwrap_or_default().into_iter().map(Into::into).collect(),
            };
            view.op.scoped.public_page(&filter, page).await.map_err(internal(&view.op))?
        };
        Ok(wanted.connection(rows, |row| {
            let key = case_list::Key { at: row.published_at, id: row.id };
            (case_cursor(&list, key), PublicCase { row, view: view.clone() })
        }))
    }

    /// A published report by its number; null when unknown or not published. Public.
    async fn public_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number.")] reference: String,
    ) -> async_graphql::Result<Option<PublicCase>> {
        let view = View::of(ctx)?;
        let Ok(code) = TrackingCode::parse(&reference) else { return Ok(None) };
        let row = view.op.scoped.public_case(&code.to_string()).await.map_err(internal(&view.op))?;
        Ok(row.map(|row| PublicCase { row, view }))
    }

    /// A report by tracking code and secret; null when either is wrong. Everybody, a few times a minute. Send it by POST: addresses are logged on the way.
    async fn track_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Tracking code.")] code: String,
        #[graphql(desc = "Tracking secret.")] secret: String,
    ) -> async_graphql::Result<Option<Case>> {
        let view = View::of(ctx)?;
        match sign_in::track(&view.op, &code, &secret).await {
            Ok(op) => {
                let crate::authz::actor::Actor::Tracker { case } = *op.actor() else { return Ok(None) };
                let view: Viewer = std::sync::Arc::new(View::new(op));
                Case::load(&view, case).await
            }
            Err(crate::usecases::Failure::Refused(refusals))
                if refusals.iter().all(|refusal| *refusal == Refusal::WrongTracking) =>
            {
                Ok(None)
            }
            Err(failure) => Err(query_error(view.op.locale, &failure)),
        }
    }

    /// An agency by its code. Public.
    async fn agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Stable code.")] code: String,
        #[graphql(
            desc = "As it was on this day: names, parents and everything reached from it; null before it began."
        )]
        as_of: Option<Date>,
    ) -> async_graphql::Result<Option<Agency>> {
        let view = View::of(ctx)?;
        let Some(row) = view.load(ByCode(code)).await? else { return Ok(None) };
        match as_of {
            None => Ok(Some(Agency::new(row, &view))),
            Some(day) => Agency::load_as_of(&view, row.id, Some(day.0)).await,
        }
    }

    /// Searches names, short names, codes and functions over the whole tree, in tree order. Public. The tree as a file: `GET /instansi/ekspor.csv` or `.xlsx` with `q`, `bawah` (a code: it and all below it) and `per` (a day) for anybody signed in.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay list")]
    async fn agencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Words; up to 100 characters.")] search: Option<String>,
        #[graphql(desc = "A code: this agency and all below it.")] under: Option<String>,
        #[graphql(desc = "Only those in force today.", default = true)] open_only: bool,
        #[graphql(desc = "Those in force on this day, under their names of then; goes forward only.")] as_of: Option<
            Date,
        >,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<Agency>> {
        let view = View::of(ctx)?;
        let wanted = PageArgs { first, after, last, before }.check(&view.op)?;
        let (after, before) = wanted.bounds(&view.op, agency::read_cursor)?;
        let words = match search.as_deref().map(str::trim).filter(|search| !search.is_empty()) {
            None => vec![],
            Some(search) => {
                let line = text::clean_line("search", search, TextLimits::SEARCH)
                    .map_err(|error| bad_input(view.op.locale, &Refusal::from(error)))?;
                text::query_words(&line)
            }
        };
        let filter = AgencyFilter { words, under: under.filter(|code| !code.is_empty()), open_only };
        if let Some(day) = as_of {
            if wanted.backwards {
                return Err(bad_input(view.op.locale, &Refusal::Invalid("last")));
            }
            let scoped = &view.op.scoped;
            let ids = scoped.search_as_of(&filter, day.0, after, wanted.limit()).await.map_err(internal(&view.op))?;
            let mut rows = scoped.agencies_as_of(&ids, day.0).await.map_err(internal(&view.op))?;
            let rows: Vec<_> = ids.iter().filter_map(|id| rows.remove(id)).collect();
            let as_of = Some(day.0);
            return Ok(
                wanted.connection(rows, |row| (agency::cursor(row.id), Agency { row, view: view.clone(), as_of }))
            );
        }
        let rows = view
            .op
            .scoped
            .agency_page(&filter, after, before, wanted.limit(), wanted.backwards)
            .await
            .map_err(internal(&view.op))?;
        Ok(wanted.connection(rows, |row| (agency::cursor(row.id), Agency::new(row, &view))))
    }

    /// All topics, in their order. Public.
    async fn topics(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Topic>> {
        let view = View::of(ctx)?;
        let locale = view.op.locale;
        let rows = view.op.scoped.topics().await.map_err(internal(&view.op))?;
        Ok(rows.into_iter().map(|row| Topic { row, locale }).collect())
    }

    /// Children of a region, or a search by name; at most 300. Public.
    async fn regions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A region code; neither gives the province.")] parent_code: Option<String>,
        #[graphql(desc = "Words of the name.")] search: Option<String>,
    ) -> async_graphql::Result<Vec<Region>> {
        let view = View::of(ctx)?;
        let rows = view
            .op
            .scoped
            .regions(parent_code.as_deref().filter(|code| !code.is_empty()), search.as_deref())
            .await
            .map_err(internal(&view.op))?;
        Ok(rows.into_iter().map(|row| Region { row, full_name: None, view: view.clone() }).collect())
    }

    /// A region by its code. Public.
    async fn region(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Official code.")] code: String,
    ) -> async_graphql::Result<Option<Region>> {
        let view = View::of(ctx)?;
        Region::load(&view, &code).await
    }

    /// Why a report may be archived. Public.
    async fn archive_reasons(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ArchiveReason>> {
        let view = View::of(ctx)?;
        let locale = view.op.locale;
        let rows = view.op.scoped.archive_reasons().await.map_err(internal(&view.op))?;
        Ok(rows.into_iter().map(|row| ArchiveReason { row, locale }).collect())
    }

    /// Texts offered to officers. Officers only; empty for others.
    async fn standard_replies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where it is offered.")] stage: Option<ReplyStage>,
        #[graphql(desc = "Fill in what is known of this case.")] case_id: Option<ID>,
    ) -> async_graphql::Result<Vec<StandardReply>> {
        let view = View::of(ctx)?;
        if view.op.actor().officer().is_none() {
            return Ok(vec![]);
        }
        let rows = view.op.scoped.standard_replies(stage.map(Into::into)).await.map_err(internal(&view.op))?;
        let case = match case_id.as_deref().and_then(|id| ids::to_case(id)) {
            Some(id) => Case::load(&view, id).await?,
            None => None,
        };
        let known = match &case {
            Some(case) => placeholders(case).await?,
            None => vec![],
        };
        Ok(rows
            .into_iter()
            .map(|row| {
                let text = known
                    .iter()
                    .fold(row.text.clone(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
                StandardReply { row, text }
            })
            .collect())
    }

    /// Figures of the viewer's queue. Officers and signed-in citizens.
    async fn case_counts(&self, ctx: &Context<'_>) -> async_graphql::Result<CaseCounts> {
        let view = View::of(ctx)?;
        if view.op.actor().account().is_none() {
            return Err(unauthenticated(view.op.locale));
        }
        counts(&view).await
    }

    /// The limits that forms should show. Public.
    async fn limits(&self, ctx: &Context<'_>) -> async_graphql::Result<Limits> {
        let view = View::of(ctx)?;
        Ok(Limits {
            title_min: TextLimits::TITLE.min,
            title_max: TextLimits::TITLE.max,
            body_min: TextLimits::BODY.min,
            body_max: TextLimits::BODY.max,
            note_max: TextLimits::NOTE.max,
            place_max: TextLimits::PLACE.max,
            attachments_max: media::MAX_PER_REPORT,
            attachment_bytes_max: media::MAX_BYTES,
            attachment_types: media::Kind::ALL.iter().map(|kind| kind.media_type().to_owned()).collect(),
            page_size_max: view.op.deps.page_size_max,
            password_min: PASSWORD_MIN,
        })
    }
}

/// What standard texts may say of a case.
async fn placeholders(case: &Case) -> async_graphql::Result<Vec<(&'static str, String)>> {
    let holder = Agency::must(&case.view, case.case.state.holder).await?;
    let mut known =
        vec![("nomor_laporan", case.case.reference.clone()), ("nama_instansi", holder.row.short_name.clone())];
    let rows = case.view.load(super::loaders::Clocks(case.case.state.id)).await?.unwrap_or_default();
    for row in rows.iter().filter(|row| row.stopped_at.is_none()) {
        let name = match row.stage {
            vocab::ClockStage::Verify | vocab::ClockStage::ReturnAgain => "batas_verifikasi",
            vocab::ClockStage::FirstResponse => "batas_jawaban_pertama",
            vocab::ClockStage::Complete => "batas_penyelesaian",
            vocab::ClockStage::ReporterConfirmation => "batas_konfirmasi",
            vocab::ClockStage::Supplement => "batas_melengkapi",
        };
        known.push((name, crate::texts::day_long(row.due_at)));
    }
    Ok(known)
}
