//! A case, as the viewer may read it.
use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entities::{ids::CaseId, vocab};

use super::{
    agency::{Agency, Officer},
    enums::{
        CaseAction, CaseStatus, Channel, Classification, ClockStage, ClockState, ClockUnit, PartyRole, Relation,
        Urgency,
    },
    errors::Fault,
    event::{Actor, CaseEvent},
    ids,
    loaders::{Assignable, CaseById, Clocks, Events, Files, Linked, Parties, Reason, Replies, Seen, Similar},
    page::{Listed, PageArgs, number_cursor, read_number_cursor},
    reference::{ArchiveReason, Region, Topic},
    reply::{Attachment, Reply},
    routing::CaseRouting,
    scalars::Date,
    view::Viewer,
};
use crate::{
    authz::policy,
    domain::{act::Act, calendar, clocks, clocks::ClockRow, deadline, workflow},
    store::{
        case_view::CaseView,
        details::{ActorView, EventPage},
    },
};

/// A report and all that became of it.
#[derive(Clone)]
pub struct Case {
    /// What the viewer may read.
    pub case: Arc<CaseView>,
    /// The request.
    pub view: Viewer,
}

impl Case {
    /// Wraps what the store gave.
    #[must_use]
    pub fn new(view: &Viewer, case: CaseView) -> Self {
        Self { case: Arc::new(case), view: view.clone() }
    }

    /// The case of an id, if the viewer sees it.
    ///
    /// # Errors
    /// Database.
    pub async fn load(view: &Viewer, id: CaseId) -> async_graphql::Result<Option<Self>> {
        Ok(view.load(CaseById(id)).await?.map(|case| Self::new(view, case)))
    }

    fn seen(&self) -> Seen {
        Seen(self.case.clone())
    }

    async fn clock_rows(&self) -> async_graphql::Result<Vec<ClockRow>> {
        Ok(self.view.load(Clocks(self.case.state.id)).await?.unwrap_or_default())
    }

    async fn clock_of(&self, row: &ClockRow) -> async_graphql::Result<Clock> {
        let locale = self.view.op.locale;
        let rules = self.view.op.store.rules().await.map_err(|error| Fault::from(error).error(locale))?;
        let now = row.paused_at.unwrap_or_else(|| self.view.op.now());
        let running =
            deadline::Running { started_at: row.started_at, due_at: row.due_at, amount: row.amount, unit: row.unit };
        let left = deadline::time_left(running, now, &rules.calendar);
        let stopped = row.paused_at.is_some() || !row.is_agencys();
        Ok(Clock {
            stage: row.stage.into(),
            state: if stopped { ClockState::Stopped } else { left.state.into() },
            started_at: row.started_at,
            due_at: row.due_at,
            amount: i32::from(row.amount),
            unit: row.unit.into(),
            used: left.used,
            left: left.left,
            legal_basis: row.legal_basis.clone(),
        })
    }

    fn can(&self, act: Act) -> bool {
        let state = &self.case.state;
        if policy::decide(self.view.op.actor(), act, state, self.case.standing).is_err() {
            return false;
        }
        let rated = act == Act::Rate && state.rating.is_some();
        let nothing_proposed = act == Act::DeclineArchive && state.archive_proposal.is_none();
        let settled = act == Act::Archive && workflow::archivable(state).is_err();
        let unanswered = act == Act::Finish && state.answered_at.is_none();
        let unverified = act == Act::Forward
            && state.verified_at.is_none()
            && matches!(
                state.status,
                vocab::CaseStatus::Submitted | vocab::CaseStatus::Returned | vocab::CaseStatus::Reopened
            );
        !(rated || settled || nothing_proposed || unanswered || unverified)
    }

    /// Whether the viewer may know the names of those who work on it.
    async fn is_colleague(&self) -> async_graphql::Result<bool> {
        let holder = Agency::must(&self.view, self.case.state.holder).await?;
        Ok(policy::is_colleague(self.view.op.actor(), holder.row.government_id, Some(holder.row.id)))
    }

    async fn agency_of(&self, id: Option<entities::ids::AgencyId>) -> async_graphql::Result<Option<Agency>> {
        match id {
            Some(id) => Agency::load(&self.view, id).await,
            None => Ok(None),
        }
    }
}

/// A time in which one agency led a case.
#[derive(SimpleObject)]
pub struct Holding {
    /// The agency, under its name of then.
    pub agency: Agency,
    /// Since.
    pub since: DateTime<Utc>,
    /// Until; null for the one that leads now.
    pub until: Option<DateTime<Utc>>,
}

/// A clock of a case.
#[derive(SimpleObject)]
pub struct Clock {
    /// What it limits.
    pub stage: ClockStage,
    /// How much time is left; STOPPED waits for the reporter.
    pub state: ClockState,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// When it ends: 16:00 WITA of the last day, for limits in days.
    pub due_at: DateTime<Utc>,
    /// Length of the limit, in `unit`.
    pub amount: i32,
    /// Unit of `amount`, `used` and `left`.
    pub unit: ClockUnit,
    /// Used so far.
    pub used: i32,
    /// Left; negative when overdue.
    pub left: i32,
    /// The rule behind it, in Indonesian.
    pub legal_basis: String,
}

/// The part of an agency in a case.
#[derive(SimpleObject)]
pub struct CaseParty {
    /// The agency.
    pub agency: Agency,
    /// Its part.
    pub part: PartyRole,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when; null means now.
    pub ended_at: Option<DateTime<Utc>>,
    /// When a supporting agency gave its part-answer.
    pub answered_at: Option<DateTime<Utc>>,
}

/// Who reported, as far as it is the viewer's to know.
#[derive(SimpleObject)]
pub struct Reporter {
    /// The viewer is the reporter.
    pub is_viewer: bool,
    /// Filed with an account.
    pub has_account: bool,
    /// Only to the reporter; officers use `revealIdentity`.
    pub name: Option<String>,
}

/// An archive that waits for a second person.
#[derive(SimpleObject)]
pub struct ArchiveProposal {
    /// The reason.
    pub reason: ArchiveReason,
    /// What the first person wrote.
    pub note: Option<String>,
    /// The first person.
    pub proposed_by: Actor,
    /// When.
    pub at: DateTime<Utc>,
}

/// A report and all that became of it. The reporter; officers of its audience. Fields that need more say so.
#[Object]
impl Case {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::case(self.case.state.id)
    }
    /// Number that people use, e.g. TG-2611-7K3QXM; its last sign checks the others.
    async fn reference(&self) -> &str {
        &self.case.reference
    }
    /// Null where the viewer may follow the case but not read its text (a secret one of another government).
    async fn title(&self) -> Option<&str> {
        self.case.told.as_ref().map(|told| told.title.as_str())
    }
    /// Plain text; null as `title`.
    async fn body(&self) -> Option<&str> {
        self.case.told.as_ref().map(|told| told.body.as_str())
    }
    /// Where it stands.
    async fn status(&self) -> CaseStatus {
        self.case.state.status.into()
    }
    /// Kind of report.
    async fn classification(&self) -> Classification {
        self.case.state.classification.into()
    }
    /// Topic.
    async fn topic(&self) -> async_graphql::Result<Option<Topic>> {
        let Some(code) = self.case.state.topic.clone() else { return Ok(None) };
        let locale = self.view.op.locale;
        Ok(self.view.load(super::loaders::Topic(code)).await?.map(|row| Topic { row, locale }))
    }
    /// Region of the event.
    async fn region(&self) -> async_graphql::Result<Option<Region>> {
        match &self.case.state.region {
            Some(code) => Region::load(&self.view, code).await,
            None => Ok(None),
        }
    }
    /// Where, in the reporter's words; null as `title`.
    async fn place(&self) -> Option<&str> {
        self.case.told.as_ref().and_then(|told| told.place.as_deref())
    }
    /// Day of the event.
    async fn occurred_on(&self) -> Option<Date> {
        self.case.occurred_on.map(Date)
    }
    /// How it came in.
    async fn channel(&self) -> Channel {
        self.case.channel.into()
    }
    /// How fast it must be looked at.
    async fn urgency(&self) -> Urgency {
        self.case.state.urgency.into()
    }
    /// The reporter is hidden from the reported agency and the public.
    async fn anonymous(&self) -> bool {
        self.case.state.anonymous
    }
    /// The report is hidden from the public.
    async fn secret(&self) -> bool {
        self.case.state.secret
    }
    /// When it came in.
    async fn opened_at(&self) -> DateTime<Utc> {
        self.case.state.opened_at
    }
    /// Since when it stands in this state.
    async fn status_since(&self) -> DateTime<Utc> {
        self.case.state.status_since
    }
    /// When it was closed or archived.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.case.state.closed_at
    }
    /// Goes back into every act; a stale one gets a conflict.
    async fn version(&self) -> i64 {
        self.case.state.version
    }
    /// Its facts were checked.
    async fn verified(&self) -> bool {
        self.case.state.verified_at.is_some()
    }
    /// Who has it now. Never null: no case is without somebody responsible.
    async fn holder(&self) -> async_graphql::Result<Agency> {
        Agency::must(&self.view, self.case.state.holder).await
    }
    /// Who led it, oldest first, each under its name of then. Whoever sees the case.
    async fn holders(&self) -> async_graphql::Result<Vec<Holding>> {
        let rows = self.view.load(Parties(self.case.state.id)).await?.unwrap_or_default();
        let led = rows.into_iter().filter(|row| row.part == vocab::PartyRole::Lead);
        let found = led.map(|row| async move {
            // One that leads today is shown as it is today.
            let day = row.ended_at.map(|_| calendar::wita_date(row.since));
            let agency = Agency::load_as_of(&self.view, row.agency, day).await?;
            Ok::<_, async_graphql::Error>(agency.map(|agency| Holding {
                agency,
                since: row.since,
                until: row.ended_at,
            }))
        });
        Ok(futures::future::try_join_all(found).await?.into_iter().flatten().collect())
    }
    /// The government of the holder.
    async fn government(&self) -> async_graphql::Result<Option<Agency>> {
        let holder = Agency::must(&self.view, self.case.state.holder).await?;
        self.agency_of(holder.row.government_id).await
    }
    /// The officer who works on it. Officers of the same government; null for others.
    async fn assignee(&self) -> async_graphql::Result<Option<Officer>> {
        match self.case.state.assignee {
            Some(account) if self.is_colleague().await? => {
                Officer::load(&self.view, account, self.case.state.holder).await
            }
            _ => Ok(None),
        }
    }
    /// The agency that the reporter named.
    async fn named_agency(&self) -> async_graphql::Result<Option<Agency>> {
        self.agency_of(self.case.named_agency).await
    }
    /// The accused unit. Those who read the text.
    async fn reported_agency(&self) -> async_graphql::Result<Option<Agency>> {
        self.agency_of(self.case.state.accused.filter(|_| self.case.told.is_some())).await
    }
    /// The clock that decides the order of the queue, or the reporter's; null when closed.
    async fn clock(&self) -> async_graphql::Result<Option<Clock>> {
        let rows = self.clock_rows().await?;
        let waiting = rows.iter().find(|row| row.stopped_at.is_none() && !row.is_agencys());
        match waiting.or_else(|| clocks::nearest(&rows)) {
            Some(row) => Ok(Some(self.clock_of(row).await?)),
            None => Ok(None),
        }
    }
    /// All clocks that have not ended.
    async fn clocks(&self) -> async_graphql::Result<Vec<Clock>> {
        let mut found = vec![];
        for row in self.clock_rows().await?.iter().filter(|row| row.stopped_at.is_none()) {
            found.push(self.clock_of(row).await?);
        }
        Ok(found)
    }
    /// Agencies that take part or took part, in the order in which they came.
    async fn parties(&self) -> async_graphql::Result<Vec<CaseParty>> {
        let rows = self.view.load(Parties(self.case.state.id)).await?.unwrap_or_default();
        let agencies =
            futures::future::try_join_all(rows.iter().map(|row| Agency::must(&self.view, row.agency))).await?;
        Ok(rows
            .into_iter()
            .zip(agencies)
            .map(|(row, agency)| CaseParty {
                agency,
                part: row.part.into(),
                since: row.since,
                ended_at: row.ended_at,
                answered_at: row.answered_at,
            })
            .collect())
    }
    /// History, oldest first.
    async fn events(
        &self,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<CaseEvent>> {
        let op = &self.view.op;
        let wanted = PageArgs { first, after, last, before }.check(op)?;
        let list = format!("events:{}", self.case.state.id);
        let (after, before) =
            wanted.bounds(op, |cursor| read_number_cursor(&list, cursor).and_then(|n| i32::try_from(n).ok()))?;
        let page = EventPage { after, before, limit: wanted.limit(), backwards: wanted.backwards };
        let rows = self.view.load(Events(self.seen(), page)).await?.unwrap_or_default();
        Ok(wanted.connection(rows, |event| {
            let cursor = number_cursor(&list, i64::from(event.seq));
            (cursor, CaseEvent { event, case: self.case.clone(), view: self.view.clone() })
        }))
    }
    /// The newest event that the viewer may read.
    async fn last_event(&self) -> async_graphql::Result<Option<CaseEvent>> {
        let page = EventPage { after: None, before: None, limit: 1, backwards: true };
        let rows = self.view.load(Events(self.seen(), page)).await?.unwrap_or_default();
        Ok(rows.into_iter().next_back().map(|event| CaseEvent {
            event,
            case: self.case.clone(),
            view: self.view.clone(),
        }))
    }
    /// Published replies; drafts too for those who handle the case. Those who read the text.
    async fn replies(&self) -> async_graphql::Result<Vec<Reply>> {
        let rows = self.view.load(Replies(self.seen())).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|row| Reply { row, case: self.case.clone(), view: self.view.clone() }).collect())
    }
    /// Files from the reporter, the report's own and those of later messages. Those who read the text.
    async fn attachments(&self) -> async_graphql::Result<Vec<Attachment>> {
        let rows = self.view.load(Files(self.seen())).await?.unwrap_or_default();
        Ok(rows.into_iter().filter(|row| row.reply_id.is_none()).map(Attachment).collect())
    }
    /// Who reported.
    async fn reporter(&self) -> async_graphql::Result<Reporter> {
        let locale = self.view.op.locale;
        let name = self.view.op.scoped.own_name(&self.case).await.map_err(|error| Fault::from(error).error(locale))?;
        Ok(Reporter { is_viewer: self.case.standing.is_reporter, has_account: self.case.has_account, name })
    }
    /// The case into which it was merged. Officers who see both; reporters get its news here instead.
    async fn duplicate_of(&self) -> async_graphql::Result<Option<Case>> {
        match self.case.state.merged_into {
            Some(id) if self.view.op.actor().officer().is_some() => Case::load(&self.view, id).await,
            _ => Ok(None),
        }
    }
    /// Linked and merged cases. Officers who see both; empty for others.
    async fn duplicates(&self) -> async_graphql::Result<Vec<Case>> {
        let rows = self.view.load(Linked(self.case.state.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|case| Case::new(&self.view, case)).collect())
    }
    /// Open cases that may tell of the same event, most alike first (at most five). Officers only; empty for others.
    async fn similar(&self) -> async_graphql::Result<Vec<Case>> {
        let rows = self.view.load(Similar(self.seen())).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|case| Case::new(&self.view, case)).collect())
    }
    /// Officers to whom it can be assigned. Empty for those who may not assign.
    async fn assignable_officers(&self) -> async_graphql::Result<Vec<Officer>> {
        if !self.can(Act::Assign) {
            return Ok(vec![]);
        }
        let mut rows = self.view.load(Assignable(self.case.state.holder)).await?.unwrap_or_default();
        let mut seen = std::collections::HashSet::new();
        rows.retain(|row| seen.insert(row.account));
        Ok(rows.into_iter().map(|row| Officer { row, view: self.view.clone() }).collect())
    }
    /// What the forwarding rules said about it, the newest. Officers who see the case; for its reporter in plain words.
    async fn routing(&self) -> async_graphql::Result<Option<CaseRouting>> {
        CaseRouting::newest(&self.view, &self.case).await
    }
    /// It was handed back more than twice: the coordinator decides, and once it is forwarded nobody hands it back.
    async fn disputed(&self) -> bool {
        workflow::is_disputed(&self.case.state)
    }
    /// How often it was handed back; a reopening that goes through a verifier begins to count anew.
    async fn return_count(&self) -> i32 {
        self.case.state.returns
    }
    /// How often the reporter rejected the answer.
    async fn reject_count(&self) -> i32 {
        self.case.state.rejections
    }
    /// How often it was opened again.
    async fn reopen_count(&self) -> i32 {
        self.case.state.reopenings
    }
    /// One to five.
    async fn rating(&self) -> Option<i32> {
        self.case.state.rating
    }
    /// Words with the rating. Those who read the text.
    async fn rating_comment(&self) -> Option<&str> {
        self.case.told.as_ref().and_then(|told| told.rating_comment.as_deref())
    }
    /// Why it was archived.
    async fn archive_reason(&self) -> async_graphql::Result<Option<ArchiveReason>> {
        let Some(code) = self.case.state.archive_reason.clone() else { return Ok(None) };
        let locale = self.view.op.locale;
        Ok(self.view.load(Reason(code)).await?.map(|row| ArchiveReason { row, locale }))
    }
    /// Set while an archive waits for a second person. Officers only.
    async fn archive_proposal(&self) -> async_graphql::Result<Option<ArchiveProposal>> {
        let Some(proposal) = &self.case.state.archive_proposal else { return Ok(None) };
        if self.view.op.actor().officer().is_none() {
            return Ok(None);
        }
        let locale = self.view.op.locale;
        let Some(row) = self.view.load(Reason(proposal.reason.clone())).await? else { return Ok(None) };
        let named = self.is_colleague().await?;
        let who = ActorView {
            kind: vocab::ActorKind::Officer,
            account: named.then_some(proposal.by),
            instead_of: proposal.instead_of.filter(|_| named),
            role: None,
            agency: Some(self.case.state.holder),
        };
        Ok(Some(ArchiveProposal {
            reason: ArchiveReason { row, locale },
            note: proposal.note.clone(),
            proposed_by: Actor::of(&self.view, &who).await?,
            at: proposal.at,
        }))
    }
    /// The question put to the reporter while postponed. Those who read the text.
    async fn question(&self) -> Option<&str> {
        self.case.told.as_ref().and_then(|told| told.question.as_deref())
    }
    /// Whether the public can read it.
    async fn published(&self) -> bool {
        let state = &self.case.state;
        state.published_at.is_some()
            && !state.secret
            && !state.classification.is_supervisory()
            && state.status != vocab::CaseStatus::Archived
            && state.merged_into.is_none()
    }
    /// How the viewer stands to it.
    async fn viewer_relation(&self) -> Relation {
        let standing = self.case.standing;
        if standing.is_reporter {
            Relation::Reporter
        } else {
            standing.relation.unwrap_or(vocab::Relation::Coordination).into()
        }
    }
    /// What the viewer can do to it now.
    async fn viewer_can(&self) -> Vec<CaseAction> {
        Act::ALL.iter().copied().filter(|&act| self.can(act)).map(Into::into).collect()
    }
}
