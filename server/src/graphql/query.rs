//! Root queries.
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use entities::vocab;

use super::{
    account::{AccessToken, Account, RoleGrant, ViewerNode},
    agency::{self, Agency, Officer},
    case::Case,
    enums::{CaseSort, CaseStatus, CaseTab, Classification, Relation, ReplyStage},
    errors::{Fault, bad_input, query_error, unauthenticated},
    event::CaseEvent,
    ids::{self, Named, Node},
    loaders::{Assignable, ByCode},
    page::{Listed, PageArgs, case_cursor, case_page},
    public::PublicCase,
    reference::{ArchiveReason, Limits, Region, StandardReply, Topic},
    reply::{Attachment, Reply},
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
    op::Op,
    store::{
        Scoped, StoreError,
        agencies::AgencyFilter,
        case_list::{self, Sort},
        public::PublicFilter,
    },
    usecases::{account::PASSWORD_MIN, sign_in},
};

/// Counts stop here and say so.
pub const COUNT_MAX: u64 = 1000;

/// What to list, within what the viewer sees.
#[derive(InputObject, Debug, Clone, Default)]
pub struct CaseFilter {
    /// A tab of the queue.
    pub tab: Option<CaseTab>,
    /// An agency's code: cases held by it or anything below it.
    pub agency_code: Option<String>,
    /// How the viewer's agency stands to the case.
    pub relation: Option<Vec<Relation>>,
    /// States.
    pub status: Option<Vec<CaseStatus>>,
    /// Kinds.
    pub classification: Option<Vec<Classification>>,
    /// A topic code, with its sub-topics.
    pub topic_code: Option<String>,
    /// A region code, with everything in it.
    pub region_code: Option<String>,
    /// Words of title or body (each as a beginning), or a number. 2 to 100 characters.
    pub text: Option<String>,
    /// Filed on or after this day (WITA).
    pub opened_from: Option<Date>,
    /// Filed on or before this day (WITA).
    pub opened_to: Option<Date>,
    /// A clock has run out.
    pub overdue: Option<bool>,
    /// The nearest clock ends on or before this day (WITA).
    pub due_before: Option<Date>,
    /// Given to this officer.
    pub assignee_id: Option<ID>,
    /// Given to the viewer.
    pub assigned_to_me: Option<bool>,
}

/// What to list of the published reports.
#[derive(InputObject, Debug, Clone, Default)]
pub struct PublicCaseFilter {
    /// A topic code, with its sub-topics.
    pub topic_code: Option<String>,
    /// A region code, with everything in it.
    pub region_code: Option<String>,
    /// Words of title or body. 2 to 100 characters.
    pub text: Option<String>,
    /// States.
    pub status: Option<Vec<CaseStatus>>,
}

/// How many cases a tab has.
#[derive(SimpleObject)]
pub struct TabCount {
    /// The tab.
    pub tab: CaseTab,
    /// How many.
    pub count: i64,
    /// Counting stopped there; shown as "999+".
    pub capped: bool,
}

/// Figures of the viewer's queue.
#[derive(SimpleObject)]
pub struct CaseCounts {
    /// Each tab.
    pub tabs: Vec<TabCount>,
    /// Open cases of which a clock has run out.
    pub overdue: i64,
    /// Counting stopped there.
    pub overdue_capped: bool,
}

fn internal(op: &Op) -> impl Fn(StoreError) -> async_graphql::Error {
    let locale = op.locale;
    move |error| Fault::from(error).error(locale)
}

/// The filter of a tab.
fn tab_filter(tab: CaseTab, filter: &mut case_list::CaseFilter) {
    use vocab::CaseStatus as S;
    match tab {
        CaseTab::Open => filter.open = Some(true),
        CaseTab::Mine => {
            filter.open = Some(true);
            filter.mine = true;
            filter.statuses = vec![S::Submitted, S::Forwarded, S::Returned, S::InProgress, S::Reopened];
        }
        CaseTab::New => filter.statuses = vec![S::Submitted, S::Reopened],
        CaseTab::Forwarded => filter.statuses = vec![S::Forwarded],
        CaseTab::InProgress => filter.statuses = vec![S::InProgress],
        CaseTab::AwaitingConfirmation => filter.statuses = vec![S::AwaitingConfirmation],
        CaseTab::Postponed => filter.statuses = vec![S::Postponed],
        CaseTab::Returned => filter.statuses = vec![S::Returned],
        CaseTab::Done => filter.open = Some(false),
    }
}

/// Words to search for, or a number.
fn search(op: &Op, text: Option<&str>) -> async_graphql::Result<(Vec<String>, Option<String>)> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok((vec![], None)) };
    let line = text::clean_line("text", text, TextLimits::SEARCH)
        .map_err(|error| bad_input(op.locale, &Refusal::from(error)))?;
    if let Ok(code) = TrackingCode::parse(&line) {
        return Ok((vec![], Some(code.to_string())));
    }
    let words = text::query_words(&line);
    if words.is_empty() { Err(bad_input(op.locale, &Refusal::Invalid("text"))) } else { Ok((words, None)) }
}

impl CaseFilter {
    /// Checked, and with codes resolved. `None` where nothing can match.
    async fn check(self, view: &Viewer) -> async_graphql::Result<Option<case_list::CaseFilter>> {
        let op = &view.op;
        let mut filter = case_list::CaseFilter::default();
        if let Some(tab) = self.tab {
            tab_filter(tab, &mut filter);
        }
        if let Some(statuses) = self.status.filter(|statuses| !statuses.is_empty()) {
            let wanted: Vec<vocab::CaseStatus> = statuses.into_iter().map(Into::into).collect();
            if filter.statuses.is_empty() {
                filter.statuses = wanted;
            } else {
                filter.statuses.retain(|status| wanted.contains(status));
                if filter.statuses.is_empty() {
                    return Ok(None);
                }
            }
        }
        if let Some(code) = self.agency_code.filter(|code| !code.is_empty()) {
            match view.load(ByCode(code)).await? {
                Some(row) => filter.agency = Some(row.id),
                None => return Err(bad_input(op.locale, &Refusal::Unknown("agencyCode"))),
            }
        }
        if let Some(id) = self.assignee_id {
            let account = ids::to_officer(&id).ok_or_else(|| bad_input(op.locale, &Refusal::Unknown("assigneeId")))?;
            filter.assignee = Some(account);
        }
        if self.assigned_to_me == Some(true) {
            filter.assignee = op.actor().account();
        }
        (filter.words, filter.reference) = search(op, self.text.as_deref())?;
        filter.relations = self.relation.unwrap_or_default().into_iter().map(Into::into).collect();
        filter.classifications = self.classification.unwrap_or_default().into_iter().map(Into::into).collect();
        filter.topic = self.topic_code.filter(|code| !code.is_empty());
        filter.region = self.region_code.filter(|code| !code.is_empty());
        filter.from = self.opened_from.map(|day| Scoped::day_start(day.0));
        filter.to = self.opened_to.and_then(|day| day.0.succ_opt()).map(Scoped::day_start);
        filter.overdue = self.overdue == Some(true);
        filter.due_before = self.due_before.and_then(|day| day.0.succ_opt()).map(Scoped::day_start);
        Ok(Some(filter))
    }
}

/// Figures of a viewer's queue: kept totals where they are kept, counts up to a limit elsewhere.
///
/// # Errors
/// Database.
pub async fn counts(view: &Viewer) -> async_graphql::Result<CaseCounts> {
    let op = &view.op;
    let scoped = &op.scoped;
    let kept = if scoped.has_kept_totals() { Some(scoped.totals().await.map_err(internal(op))?) } else { None };
    let tabs = [
        CaseTab::Open,
        CaseTab::Mine,
        CaseTab::New,
        CaseTab::Forwarded,
        CaseTab::InProgress,
        CaseTab::AwaitingConfirmation,
        CaseTab::Postponed,
        CaseTab::Returned,
        CaseTab::Done,
    ];
    let mut found = vec![];
    for tab in tabs {
        let mut filter = case_list::CaseFilter::default();
        tab_filter(tab, &mut filter);
        let (count, capped) = match &kept {
            Some(totals) if tab != CaseTab::Mine => {
                let wanted = |status: vocab::CaseStatus| match filter.open {
                    Some(open) => status.is_open() == open,
                    None => filter.statuses.contains(&status),
                };
                (totals.iter().filter(|(status, _)| wanted(*status)).map(|(_, n)| n).sum(), false)
            }
            _ => capped(scoped.count_up_to(&filter, COUNT_MAX).await.map_err(internal(op))?),
        };
        found.push(TabCount { tab, count, capped });
    }
    let overdue = case_list::CaseFilter { open: Some(true), overdue: true, ..case_list::CaseFilter::default() };
    let (overdue, overdue_capped) = capped(scoped.count_up_to(&overdue, COUNT_MAX).await.map_err(internal(op))?);
    Ok(CaseCounts { tabs: found, overdue, overdue_capped })
}

fn capped(n: u64) -> (i64, bool) {
    (i64::try_from(n).unwrap_or(i64::MAX), n >= COUNT_MAX)
}

/// Questions.
pub struct Query;

/// Questions. What the viewer may not see and what does not exist answer alike.
#[Object]
impl Query {
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
        node(&view, &id).await
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
    ) -> async_graphql::Result<Option<Agency>> {
        let view = View::of(ctx)?;
        Ok(view.load(ByCode(code)).await?.map(|row| Agency { row, view }))
    }

    /// Searches names, short names, codes and functions over the whole tree, in tree order. Public.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay list")]
    async fn agencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Words; up to 100 characters.")] search: Option<String>,
        #[graphql(desc = "A code: this agency and all below it.")] under: Option<String>,
        #[graphql(desc = "Only those in force today.", default = true)] open_only: bool,
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
        let rows = view
            .op
            .scoped
            .agency_page(&filter, after, before, wanted.limit(), wanted.backwards)
            .await
            .map_err(internal(&view.op))?;
        Ok(wanted.connection(rows, |row| (agency::cursor(row.id), Agency { row, view: view.clone() })))
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

async fn node(view: &Viewer, id: &str) -> async_graphql::Result<Option<Node>> {
    let scoped = &view.op.scoped;
    let internal = internal(&view.op);
    Ok(match ids::decode(id) {
        None => None,
        Some(Named::Case(id)) => Case::load(view, id).await?.map(Node::Case),
        Some(Named::Agency(code)) => {
            view.load(ByCode(code)).await?.map(|row| Node::Agency(Agency { row, view: view.clone() }))
        }
        Some(Named::Officer(account)) => match view.op.actor().officer().and_then(|officer| officer.agency) {
            // An officer may look up those in office in the own agency.
            Some(agency) => view
                .load(Assignable(agency))
                .await?
                .unwrap_or_default()
                .into_iter()
                .find(|row| row.account == account)
                .map(|row| Node::Officer(Officer { row, view: view.clone() })),
            None => None,
        },
        Some(Named::Event(id)) => match scoped.event(id).await.map_err(&internal)? {
            Some(event) => Case::load(view, event.case)
                .await?
                .map(|case| Node::CaseEvent(CaseEvent { event, case: case.case.clone(), view: view.clone() })),
            None => None,
        },
        Some(Named::Reply(id)) => scoped
            .reply(id)
            .await
            .map_err(&internal)?
            .map(|(row, case)| Node::Reply(Reply { row, case: case.into(), view: view.clone() })),
        Some(Named::Attachment(id)) => match scoped.attachment(id).await {
            Ok(row) => Some(Node::Attachment(Attachment(row))),
            Err(StoreError::NotFound) => None,
            Err(error) => return Err(internal(error)),
        },
        Some(Named::Account(id)) => scoped
            .own_account()
            .await
            .map_err(&internal)?
            .filter(|row| row.id == id)
            .map(|row| Node::Account(Account { row, view: view.clone() })),
        Some(Named::RoleGrant(id)) => scoped
            .own_roles()
            .await
            .map_err(&internal)?
            .into_iter()
            .find(|row| row.id == id)
            .map(|row| Node::RoleGrant(RoleGrant { row, view: view.clone() })),
        Some(Named::AccessToken(id)) => scoped
            .own_tokens()
            .await
            .map_err(&internal)?
            .into_iter()
            .find(|row| row.id == id)
            .map(|row| Node::AccessToken(AccessToken { row, view: view.clone() })),
    })
}
