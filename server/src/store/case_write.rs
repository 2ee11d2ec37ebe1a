//! Writing a case: `open` loads the row and asks the policy, `apply` writes what the workflow made of it:
//! row, history, clocks, parties, audience and counts, in one transaction. Nothing else changes a case.
use std::sync::Arc;

use entities::{
    case, case_clock, case_event, case_party,
    ids::{AccountId, AgencyId, CaseId, EventId, PartyId, ReporterId},
    vocab::{ActorKind, Channel, PartyRole, Relation, ReplyKind},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{StoreError, Work, agencies::path_ids, case_view::state_of, live::Change};
use crate::{
    authz::{
        actor::{Actor, SystemTask},
        policy::{self, Grant, Standing},
        scope::Scope,
    },
    domain::{
        act::Act,
        case_state::CaseState,
        clocks::{self, ClockRow, Timing},
        deadline::ChainLink,
        tracking_code::TrackingCode,
        workflow::{ClockOp, Happening, PartyOp, Transition},
    },
};

/// A case that the policy has opened for one act.
#[derive(Debug)]
pub struct Opened {
    /// Its state.
    pub state: CaseState,
    /// Its number.
    pub reference: String,
    /// Who reported.
    pub reporter: ReporterId,
    /// How the actor stands to it.
    pub standing: Standing,
    /// The policy's word.
    pub grant: Grant,
    pub(super) seq: i32,
}

/// What a new case has beside its state.
#[derive(Debug)]
pub struct Filing {
    /// First state.
    pub state: CaseState,
    /// Number.
    pub reference: String,
    /// Digest of the tracking secret.
    pub secret_hash: String,
    /// Reporter, already written.
    pub reporter: ReporterId,
    /// The reporter's account.
    pub account: Option<AccountId>,
    /// Title.
    pub title: String,
    /// Body.
    pub body: String,
    /// Where.
    pub place: Option<String>,
    /// Day of the event.
    pub occurred_on: Option<chrono::NaiveDate>,
    /// How it came in.
    pub channel: Channel,
    /// Agency named by the reporter.
    pub named_agency: Option<AgencyId>,
    /// Words for the search.
    pub words: Vec<String>,
}

/// What an act wrote.
#[derive(Debug, Clone)]
pub struct Written {
    /// The case.
    pub case: CaseId,
    /// Its version now.
    pub version: i64,
    /// The first event of the act.
    pub event: EventId,
}

impl Work {
    /// Loads a case and asks the policy for one act.
    ///
    /// # Errors
    /// `NotFound` for unknown and for hidden alike; `Denied`; `Conflict` where `version` is not the current one.
    pub async fn open(&self, id: CaseId, act: Act, version: Option<i64>) -> Result<Opened, StoreError> {
        let row = case::Entity::find_by_id(id).lock_exclusive().one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        let relation = self.relation(id).await?;
        let standing = self.scoped.standing(&row, relation).ok_or(StoreError::NotFound)?;
        let state = state_of(&row);
        if let Some(seen) = version
            && seen != state.version
        {
            return Err(StoreError::Conflict { current: state.version });
        }
        let grant = policy::decide(self.actor(), act, &state, standing)?;
        Ok(Opened { state, reference: row.reference, reporter: row.reporter_id, standing, grant, seq: row.last_seq })
    }

    pub(super) async fn relation(&self, case: CaseId) -> Result<Option<Relation>, StoreError> {
        let Scope::Audience { agency, .. } = &self.scoped.scope else { return Ok(None) };
        let row = entities::case_audience::Entity::find_by_id((*agency, case)).one(&self.tx).await?;
        Ok(row.map(|row| row.relation))
    }

    /// Writes an act on an opened case.
    ///
    /// # Errors
    /// Database.
    pub async fn apply(&mut self, opened: &Opened, transition: Transition) -> Result<Written, StoreError> {
        if opened.grant.case() != transition.after.id || opened.grant.act() != transition.act {
            // A grant for another act is a fault of ours; refusing keeps the fence whole.
            return Err(StoreError::NotFound);
        }
        if opened.state.status.is_open() && !transition.after.status.is_open() {
            self.end_routing(transition.act, &transition.after).await?;
        }
        let quiet = transition.after == opened.state && transition.clocks.is_empty() && transition.parties.is_empty();
        let first = self.append(&transition.after, opened.seq, &transition.happenings).await?;
        let seq = opened.seq + i32::try_from(transition.happenings.len()).unwrap_or(1);
        if quiet {
            case::Entity::update_many()
                .col_expr(case::Column::LastSeq, Expr::value(seq))
                .filter(case::Column::Id.eq(opened.state.id))
                .exec(&self.tx)
                .await?;
            let agencies = self.audience_agencies(opened.state.id).await?;
            self.tell(&transition, agencies);
        } else {
            self.party_ops(opened.state.id, &transition.parties).await?;
            let due = self.clock_ops(&transition.after, &transition.clocks).await?;
            self.update_row(&transition.after, due.as_ref(), seq).await?;
            let agencies = self.write_audience(&transition.after, due.map(|clock| clock.due_at)).await?;
            self.tell(&transition, agencies);
        }
        Ok(Written { case: opened.state.id, version: transition.after.version, event: first })
    }

    /// Writes a new case with its first event, clocks, audience and search words.
    ///
    /// # Errors
    /// Database; a number that is taken is told apart by the caller through `is_taken`.
    pub async fn file(&mut self, grant: &Grant, filing: Filing, transition: Transition) -> Result<Written, StoreError> {
        if grant.case() != transition.after.id {
            return Err(StoreError::NotFound);
        }
        let state = &transition.after;
        case::ActiveModel {
            id: Set(state.id),
            reference: Set(filing.reference),
            secret_hash: Set(filing.secret_hash),
            reporter_id: Set(filing.reporter),
            reporter_account_id: Set(filing.account),
            title: Set(filing.title),
            body: Set(filing.body),
            place: Set(filing.place),
            occurred_on: Set(filing.occurred_on),
            channel: Set(filing.channel),
            named_agency_id: Set(filing.named_agency),
            opened_at: Set(state.opened_at),
            intake_id: Set(state.intake),
            due_at: Set(None),
            due_stage: Set(None),
            last_seq: Set(0),
            ..columns(state)
        }
        .insert(&self.tx)
        .await?;
        self.write_search(state.id, &filing.words).await?;
        let first = self.append(state, 0, &transition.happenings).await?;
        self.party_ops(state.id, &transition.parties).await?;
        let due = self.clock_ops(state, &transition.clocks).await?;
        self.update_row(state, due.as_ref(), i32::try_from(transition.happenings.len()).unwrap_or(1)).await?;
        let agencies = self.write_audience(state, due.map(|clock| clock.due_at)).await?;
        self.tell(&transition, agencies);
        Ok(Written { case: state.id, version: state.version, event: first })
    }

    /// A number of this month that is not taken.
    ///
    /// # Errors
    /// Database.
    pub async fn fresh_reference(&self, day: chrono::NaiveDate) -> Result<TrackingCode, StoreError> {
        loop {
            let code = TrackingCode::new(day, crate::secrets::random::<5>());
            let taken = case::Entity::find().filter(case::Column::Reference.eq(code.to_string())).one(&self.tx).await?;
            if taken.is_none() {
                return Ok(code);
            }
        }
    }

    /// Repeats news of a case for the reporters whose cases were merged into it: told by the system, with the
    /// published answer unless the case is secret.
    ///
    /// # Errors
    /// Database.
    pub async fn tell_merged(&mut self, into: CaseId, happening: &Happening, secret: bool) -> Result<(), StoreError> {
        let mut told = happening.clone();
        if let Some(reply) = happening.reply.filter(|_| !secret) {
            let row = entities::reply::Entity::find_by_id(reply).one(&self.tx).await?;
            told.text = row.filter(|row| row.kind != ReplyKind::PartAnswer).map(|row| row.body);
        }
        told.reply = None;
        let rows = case::Entity::find()
            .filter(case::Column::MergedIntoId.eq(into))
            .order_by_asc(case::Column::Id)
            .lock_exclusive()
            .all(&self.tx)
            .await?;
        for row in rows {
            let state = state_of(&row);
            self.append_as(&Actor::System(SystemTask::Tell), &state, row.last_seq, std::slice::from_ref(&told)).await?;
            case::Entity::update_many()
                .col_expr(case::Column::LastSeq, Expr::value(row.last_seq + 1))
                .filter(case::Column::Id.eq(row.id))
                .exec(&self.tx)
                .await?;
            self.changes.push(Change { case: row.id, kind: happening.kind, agencies: vec![] });
        }
        Ok(())
    }

    fn tell(&mut self, transition: &Transition, agencies: Vec<AgencyId>) {
        if let Some(happening) = transition.happenings.first() {
            self.changes.push(Change { case: transition.after.id, kind: happening.kind, agencies });
        }
    }

    async fn audience_agencies(&self, case: CaseId) -> Result<Vec<AgencyId>, StoreError> {
        Ok(entities::case_audience::Entity::find()
            .filter(entities::case_audience::Column::CaseId.eq(case))
            .all(&self.tx)
            .await?
            .into_iter()
            .map(|row| row.agency_id)
            .collect())
    }

    async fn append(&self, state: &CaseState, seq: i32, happenings: &[Happening]) -> Result<EventId, StoreError> {
        self.append_as(self.actor(), state, seq, happenings).await
    }

    async fn append_as(
        &self,
        actor: &Actor,
        state: &CaseState,
        seq: i32,
        happenings: &[Happening],
    ) -> Result<EventId, StoreError> {
        let (actor_kind, role, agency, government) = match actor {
            Actor::Officer(officer) => (ActorKind::Officer, Some(officer.role), officer.agency, officer.government),
            Actor::Public | Actor::Tracker { .. } | Actor::Citizen { .. } => (ActorKind::Reporter, None, None, None),
            Actor::System(_) => (ActorKind::System, None, None, None),
        };
        let mut first = None;
        let mut rows = vec![];
        for (seq, happening) in (seq + 1..).zip(happenings) {
            let id = EventId(Uuid::now_v7());
            first.get_or_insert(id);
            rows.push(case_event::ActiveModel {
                id: Set(id),
                case_id: Set(state.id),
                seq: Set(seq),
                version: Set(state.version),
                at: Set(self.now()),
                kind: Set(happening.kind),
                actor_kind: Set(actor_kind),
                account_id: Set(actor.account()),
                role: Set(role),
                instead_of_id: Set(actor.instead_of()),
                actor_agency_id: Set(agency),
                actor_government_id: Set(government),
                from_status: Set(happening.moved.map(|(from, _)| from)),
                to_status: Set(happening.moved.map(|(_, to)| to)),
                text: Set(happening.text.clone()),
                agency_id: Set(happening.agency),
                reply_id: Set(happening.reply),
                audience: Set(happening.audience),
                data: Set(happening.data.clone()),
            });
        }
        case_event::Entity::insert_many(rows).exec_without_returning(&self.tx).await?;
        first.ok_or(StoreError::NotFound)
    }

    async fn party_ops(&self, case: CaseId, ops: &[PartyOp]) -> Result<(), StoreError> {
        for op in ops {
            match *op {
                PartyOp::Lead(agency) => {
                    self.end_parties(case, PartyRole::Lead, None).await?;
                    self.end_parties(case, PartyRole::Supporting, Some(agency)).await?;
                    self.end_parties(case, PartyRole::Informed, Some(agency)).await?;
                    self.join(case, agency, PartyRole::Lead).await?;
                }
                PartyOp::EndOthers => {
                    self.end_parties(case, PartyRole::Supporting, None).await?;
                    self.end_parties(case, PartyRole::Informed, None).await?;
                }
                PartyOp::Join(agency, part) => {
                    self.end_parties(case, PartyRole::Supporting, Some(agency)).await?;
                    self.end_parties(case, PartyRole::Informed, Some(agency)).await?;
                    self.join(case, agency, part).await?;
                }
                PartyOp::Answered(agency) => {
                    case_party::Entity::update_many()
                        .col_expr(case_party::Column::AnsweredAt, Expr::value(self.now()))
                        .filter(case_party::Column::CaseId.eq(case))
                        .filter(case_party::Column::AgencyId.eq(agency))
                        .filter(case_party::Column::EndedAt.is_null())
                        .exec(&self.tx)
                        .await?;
                }
            }
        }
        Ok(())
    }

    async fn end_parties(&self, case: CaseId, part: PartyRole, agency: Option<AgencyId>) -> Result<(), StoreError> {
        let mut update = case_party::Entity::update_many()
            .col_expr(case_party::Column::EndedAt, Expr::value(self.now()))
            .filter(case_party::Column::CaseId.eq(case))
            .filter(case_party::Column::Part.eq(part))
            .filter(case_party::Column::EndedAt.is_null());
        if let Some(agency) = agency {
            update = update.filter(case_party::Column::AgencyId.eq(agency));
        }
        update.exec(&self.tx).await?;
        Ok(())
    }

    async fn join(&self, case: CaseId, agency: AgencyId, part: PartyRole) -> Result<(), StoreError> {
        case_party::ActiveModel {
            id: Set(PartyId(Uuid::now_v7())),
            case_id: Set(case),
            agency_id: Set(agency),
            part: Set(part),
            since: Set(self.now()),
            ended_at: Set(None),
            answered_at: Set(None),
        }
        .insert(&self.tx)
        .await?;
        Ok(())
    }

    /// Runs the clock ops and answers the clock that decides the order of the queue.
    async fn clock_ops(&self, state: &CaseState, ops: &[ClockOp]) -> Result<Option<ClockRow>, StoreError> {
        let before: Vec<ClockRow> = case_clock::Entity::find()
            .filter(case_clock::Column::CaseId.eq(state.id))
            .order_by_asc(case_clock::Column::StartedAt)
            .all(&self.tx)
            .await?
            .iter()
            .map(clock_row)
            .collect();
        if ops.is_empty() {
            return Ok(clocks::nearest(&before).cloned());
        }
        let links = self.chain(state.holder).await?;
        let chain: Vec<ChainLink<'_>> =
            links.iter().map(|(code, government)| ChainLink::new(code, *government)).collect();
        let rules = Arc::clone(&self.rules);
        let timing = Timing {
            policies: &rules.policies,
            calendar: &rules.calendar,
            classification: state.classification,
            chain: &chain,
            now: self.now(),
        };
        let after = clocks::run(ops, before.clone(), timing);
        for row in &after {
            match before.iter().find(|old| (old.stage, old.started_at) == (row.stage, row.started_at)) {
                Some(old) if old == row => {}
                Some(_) => {
                    clock_columns(state.id, row).update(&self.tx).await?;
                }
                None => {
                    clock_columns(state.id, row).insert(&self.tx).await?;
                }
            }
        }
        Ok(clocks::nearest(&after).cloned())
    }

    /// From the agency up to the root, with the mark of governments.
    async fn chain(&self, agency: AgencyId) -> Result<Vec<(String, bool)>, StoreError> {
        let holder = self.places(&[agency]).await?;
        let path = holder.get(&agency).map(|row| path_ids(&row.path)).unwrap_or_default();
        let rows = self.places(&path).await?;
        Ok(path
            .iter()
            .rev()
            .filter_map(|id| rows.get(id))
            .map(|row| (row.code.clone(), row.kind.is_government()))
            .collect())
    }

    async fn update_row(&self, state: &CaseState, due: Option<&ClockRow>, seq: i32) -> Result<(), StoreError> {
        case::ActiveModel {
            id: Unchanged(state.id),
            due_at: Set(due.map(|clock| clock.due_at)),
            due_stage: Set(due.map(|clock| clock.stage)),
            last_seq: Set(seq),
            ..columns(state)
        }
        .update(&self.tx)
        .await?;
        Ok(())
    }
}

/// A stored clock as the domain sees it.
#[must_use]
pub fn clock_row(row: &case_clock::Model) -> ClockRow {
    ClockRow {
        stage: row.stage,
        started_at: row.started_at,
        due_at: row.due_at,
        policy_id: row.policy_id.clone(),
        amount: u16::try_from(row.amount).unwrap_or(u16::MAX),
        unit: row.unit,
        legal_basis: row.legal_basis.clone(),
        stopped_at: row.stopped_at,
        paused_at: row.paused_at,
    }
}

fn clock_columns(case: CaseId, row: &ClockRow) -> case_clock::ActiveModel {
    case_clock::ActiveModel {
        case_id: Set(case),
        stage: Set(row.stage),
        started_at: Set(row.started_at),
        due_at: Set(row.due_at),
        policy_id: Set(row.policy_id.clone()),
        amount: Set(i32::from(row.amount)),
        unit: Set(row.unit),
        legal_basis: Set(row.legal_basis.clone()),
        stopped_at: Set(row.stopped_at),
        paused_at: Set(row.paused_at),
    }
}

/// The columns that the workflow owns.
fn columns(state: &CaseState) -> case::ActiveModel {
    let proposal = state.archive_proposal.as_ref();
    case::ActiveModel {
        classification: Set(state.classification),
        topic_code: Set(state.topic.clone()),
        region_code: Set(state.region.clone()),
        urgency: Set(state.urgency),
        anonymous: Set(state.anonymous),
        secret: Set(state.secret),
        status: Set(state.status),
        resume_status: Set(state.resume),
        version: Set(state.version),
        verified_at: Set(state.verified_at),
        status_since: Set(state.status_since),
        closed_at: Set(state.closed_at),
        holder_id: Set(state.holder),
        forwarded_from_id: Set(state.forwarded_from),
        assignee_id: Set(state.assignee),
        reported_agency_id: Set(state.accused),
        return_count: Set(state.returns),
        reject_count: Set(state.rejections),
        reopen_count: Set(state.reopenings),
        answered_at: Set(state.answered_at),
        rating: Set(state.rating),
        rating_comment: Set(state.rating_comment.clone()),
        archive_reason_code: Set(proposal.map(|p| p.reason.clone()).or_else(|| state.archive_reason.clone())),
        archive_note: Set(proposal.and_then(|p| p.note.clone())),
        archive_proposed_by: Set(proposal.map(|p| p.by)),
        archive_proposed_instead_of: Set(proposal.and_then(|p| p.instead_of)),
        archive_proposed_at: Set(proposal.map(|p| p.at)),
        question: Set(state.question.clone()),
        merged_into_id: Set(state.merged_into),
        published_at: Set(state.published_at),
        id: NotSet,
        reference: NotSet,
        secret_hash: NotSet,
        reporter_id: NotSet,
        reporter_account_id: NotSet,
        title: NotSet,
        body: NotSet,
        place: NotSet,
        occurred_on: NotSet,
        channel: NotSet,
        opened_at: NotSet,
        intake_id: NotSet,
        named_agency_id: NotSet,
        due_at: NotSet,
        due_stage: NotSet,
        last_seq: NotSet,
    }
}
