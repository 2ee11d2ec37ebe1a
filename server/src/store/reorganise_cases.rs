//! What a plan does to cases: those of agencies that close or split go to their heirs with an event that names the plan
//! and its law; of all that hang on changed agencies the audience is made anew, by the same pure rule as in every act.
//! Deadlines are not touched. In batches, so that memory stays small; a batch costs the same statements whatever it moves.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use entities::{
    agency, case, case_audience, case_event, case_party,
    ids::{AgencyId, CaseId, EventId, PartyId},
    plan, plan_move,
    vocab::{ActorKind, EventAudience, EventKind, PartyRole, Relation},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::{
    StoreError, Work,
    agencies::place,
    case_view::state_of,
    live::Change,
    plans::origins,
    reorganise::Touched,
    reorganise_batch::{Batch, Counts, differ},
};
use crate::domain::{
    agency_tree::{Place, Watcher, is_barred},
    audience,
    case_state::CaseState,
    reorganisation::{Applied, Marks},
};

const BATCH: usize = 400;
/// So many cases are told one by one; of more only that the queues have changed.
const TOLD: usize = 100;

/// What stays the same over all batches.
struct Ground<'a> {
    plan: &'a plan::Model,
    applied: &'a Applied,
    ids: &'a HashMap<String, AgencyId>,
    codes: HashMap<AgencyId, String>,
    watchers: Vec<Watcher>,
    places: HashMap<AgencyId, agency::Model>,
    inspectorates: HashMap<AgencyId, Option<agency::Model>>,
}

impl Ground<'_> {
    fn place(&self, id: AgencyId) -> Result<Place, StoreError> {
        self.places.get(&id).map(place).ok_or(StoreError::NotFound)
    }

    /// Whoever follows an agency that closed; itself, if it did not.
    fn follow(&self, id: AgencyId) -> Option<AgencyId> {
        let Some(code) = self.codes.get(&id) else { return Some(id) };
        let closed = self.applied.tree.get(code).is_some_and(|node| !node.open);
        if !closed || !self.applied.handovers.contains_key(code) {
            return Some(id);
        }
        self.applied
            .heir(code, Marks::default())
            .and_then(|heir| self.ids.get(heir))
            .copied()
            .filter(|heir| *heir != id)
    }
}

impl Work {
    /// Moves cases and makes audiences anew; answers how many changed hands.
    pub(super) async fn move_cases(
        &mut self,
        plan: &plan::Model,
        applied: &Applied,
        ids: &HashMap<String, AgencyId>,
        touched: &Touched,
    ) -> Result<i64, StoreError> {
        let mut agencies: BTreeSet<AgencyId> = touched.places.clone();
        agencies.extend(applied.handovers.keys().filter_map(|code| ids.get(code)).copied());
        if !touched.governments.is_empty() {
            let all: Vec<AgencyId> = agency::Entity::find()
                .select_only()
                .column(agency::Column::Id)
                .filter(agency::Column::GovernmentId.is_in(touched.governments.iter().copied()))
                .into_tuple()
                .all(&self.tx)
                .await?;
            agencies.extend(all);
        }
        let cases: Vec<CaseId> = self.cases_hanging_on(&agencies).await?.into_iter().collect();
        let mut ground = Ground {
            plan,
            applied,
            ids,
            codes: ids.iter().map(|(code, id)| (*id, code.clone())).collect(),
            watchers: self.watchers().await?,
            places: HashMap::new(),
            inspectorates: HashMap::new(),
        };
        let (mut moved, mut counts) = (0, Counts::new());
        let mut told: BTreeMap<AgencyId, CaseId> = BTreeMap::new();
        for chunk in cases.chunks(BATCH) {
            moved += self.move_batch(&mut ground, chunk, &mut counts, &mut told).await?;
        }
        for (code, handover) in &applied.handovers {
            let (Some(from), Some(to)) = (ids.get(code).copied(), handover.shares.last()) else { continue };
            let Some(to) = ids.get(&to.to).copied().filter(|to| *to != from) else { continue };
            if applied.tree.get(code).is_some_and(|node| !node.open) {
                // A return goes to whoever forwarded it, or to who has its tasks by now.
                case::Entity::update_many()
                    .col_expr(case::Column::ForwardedFromId, Expr::value(to))
                    .filter(case::Column::ForwardedFromId.eq(from))
                    .exec(&self.tx)
                    .await?;
            }
        }
        // Counts last and in the order of their key: acts that wait for them hold nothing that is needed here.
        self.count(counts).await?;
        if self.changes.len() >= TOLD {
            // One case for each queue that it stands in; news are small, whatever the plan moved.
            let mut queues: BTreeMap<CaseId, Vec<AgencyId>> = BTreeMap::new();
            for (agency, case) in told {
                queues.entry(case).or_default().push(agency);
            }
            for (case, agencies) in queues {
                let news = agencies.chunks(500);
                self.changes.extend(news.map(|agencies| Change {
                    case,
                    kind: EventKind::Reorganised,
                    agencies: agencies.to_vec(),
                }));
            }
        }
        Ok(moved)
    }

    async fn move_batch(
        &mut self,
        ground: &mut Ground<'_>,
        cases: &[CaseId],
        counts: &mut Counts,
        told: &mut BTreeMap<AgencyId, CaseId>,
    ) -> Result<i64, StoreError> {
        let rows = case::Entity::find().filter(case::Column::Id.is_in(cases.iter().copied())).all(&self.tx).await?;
        let mut parties: HashMap<CaseId, Vec<case_party::Model>> = HashMap::new();
        for row in case_party::Entity::find()
            .filter(case_party::Column::CaseId.is_in(cases.iter().copied()))
            .filter(case_party::Column::EndedAt.is_null())
            .all(&self.tx)
            .await?
        {
            parties.entry(row.case_id).or_default().push(row);
        }
        let mut audiences: HashMap<CaseId, Vec<case_audience::Model>> = HashMap::new();
        for row in case_audience::Entity::find()
            .filter(case_audience::Column::CaseId.is_in(cases.iter().copied()))
            .all(&self.tx)
            .await?
        {
            audiences.entry(row.case_id).or_default().push(row);
        }
        let origins = match ground.plan.counter_of {
            Some(plan) => origins(&self.tx, plan, cases).await?,
            None => HashMap::new(),
        };
        self.fetch_places(ground, &rows, &parties).await?;
        let mut batch = Batch::default();
        let mut moved = 0;
        for row in &rows {
            let before = state_of(row);
            let empty = vec![];
            let own = parties.get(&row.id).unwrap_or(&empty);
            let mut after = before.clone();
            self.new_holder(ground, &mut after, origins.get(&row.id).copied()).await?;
            let stands = self.new_parties(ground, &after, own, &mut batch);
            if after != before {
                // What only an inspectorate may know is in no figure of the plan either.
                moved += i64::from(after.holder != before.holder && !after.is_confidential());
                self.write_down(ground, row, &before, &after, &mut batch);
            }
            let wanted = self.wanted_audience(ground, &after, &stands).await?;
            let current = audiences.remove(&row.id).unwrap_or_default();
            told.extend(wanted.keys().map(|&agency| (agency, row.id)));
            if after != before && self.changes.len() < TOLD {
                let agencies = wanted.keys().copied().chain(current.iter().map(|row| row.agency_id)).collect();
                self.changes.push(Change { case: row.id, kind: EventKind::Reorganised, agencies });
            }
            differ(row, &after, &wanted, &current, &mut batch, counts);
        }
        self.write_batch(batch).await?;
        Ok(moved)
    }

    /// Loads the places that a batch speaks of, and the inspectorates of their governments.
    async fn fetch_places(
        &self,
        ground: &mut Ground<'_>,
        rows: &[case::Model],
        parties: &HashMap<CaseId, Vec<case_party::Model>>,
    ) -> Result<(), StoreError> {
        let mut wanted: BTreeSet<AgencyId> = ground.ids.values().copied().collect();
        wanted.extend(rows.iter().flat_map(|row| [Some(row.holder_id), row.reported_agency_id]).flatten());
        wanted.extend(parties.values().flatten().map(|party| party.agency_id));
        let missing: Vec<AgencyId> = wanted.into_iter().filter(|id| !ground.places.contains_key(id)).collect();
        if !missing.is_empty() {
            ground.places.extend(self.places(&missing).await?);
        }
        let governments: BTreeSet<AgencyId> = ground.places.values().filter_map(|row| row.government_id).collect();
        for government in governments {
            if !ground.inspectorates.contains_key(&government) {
                let found = self.inspectorate_of(government).await?;
                if let Some(row) = &found {
                    ground.places.insert(row.id, row.clone());
                }
                ground.inspectorates.insert(government, found);
                if !ground.places.contains_key(&government) {
                    ground.places.extend(self.places(&[government]).await?);
                }
            }
        }
        Ok(())
    }

    /// Who has it after the plan. Never the accused unit or its department: then it is the inspectorate, or where that
    /// is the accused itself, the government.
    async fn new_holder(
        &self,
        ground: &Ground<'_>,
        case: &mut CaseState,
        origin: Option<AgencyId>,
    ) -> Result<(), StoreError> {
        // A government that inherits is not accused with what it inherits: somebody must judge.
        let followed = case.accused.and_then(|accused| ground.follow(accused));
        let heir = followed.filter(|id| !ground.places.get(id).is_some_and(|row| row.kind.is_government()));
        case.accused = heir.or(case.accused);
        let code = ground.codes.get(&case.holder);
        let heir = code.and_then(|code| {
            let marks = Marks {
                topic: case.topic.as_deref(),
                region: case.region.as_deref(),
                origin: origin.and_then(|origin| ground.codes.get(&origin)).map(String::as_str),
            };
            // Nobody inherits what rests: it stays where it rested.
            ground.applied.heir(code, marks).and_then(|heir| ground.ids.get(heir)).copied()
        });
        let mut holder = heir.unwrap_or(case.holder);
        let place = ground.place(holder)?;
        let government = place.government;
        let inspectorate = government.and_then(|id| ground.inspectorates.get(&id).cloned().flatten());
        // Also where it stays: the accused may have come to it, or it may have left the inspectorate.
        let accused = match case.accused.filter(|_| case.classification.is_supervisory()) {
            Some(id) => Some(ground.place(id)?),
            None => None,
        };
        let barred = |place: &Place| accused.as_ref().is_some_and(|accused| is_barred(place, accused));
        let outside = case.is_confidential()
            && Some(holder) != government
            && !inspectorate.as_ref().is_some_and(|row| place.is_within(row.id));
        if outside || barred(&place) {
            holder = match inspectorate {
                Some(row) if !barred(&self::place(&row)) => row.id,
                _ => government.unwrap_or(holder),
            };
        }
        if holder != case.holder {
            case.holder = holder;
            case.assignee = None;
        }
        Ok(())
    }

    /// Parts of agencies that close end, and begin at whoever follows, unless the case is there already.
    fn new_parties(
        &self,
        ground: &Ground<'_>,
        case: &CaseState,
        parties: &[case_party::Model],
        batch: &mut Batch,
    ) -> Vec<(AgencyId, PartyRole)> {
        let join = |agency: AgencyId, part: PartyRole, answered| case_party::ActiveModel {
            id: Set(PartyId(Uuid::now_v7())),
            case_id: Set(case.id),
            agency_id: Set(agency),
            part: Set(part),
            since: Set(self.now()),
            ended_at: Set(None),
            answered_at: Set(answered),
        };
        let mut stands: Vec<(AgencyId, PartyRole)> = vec![];
        let mut led = false;
        for party in parties {
            if party.part == PartyRole::Lead {
                led = party.agency_id == case.holder;
                if !led {
                    batch.ended.push(party.id);
                }
                continue;
            }
            let now = ground.follow(party.agency_id);
            if now == Some(party.agency_id) && party.agency_id != case.holder {
                stands.push((party.agency_id, party.part));
                continue;
            }
            batch.ended.push(party.id);
            let stood = |agency: AgencyId| {
                parties.iter().any(|other| other.agency_id == agency && other.part != PartyRole::Lead)
            };
            if let Some(heir) =
                now.filter(|heir| *heir != case.holder && !stood(*heir) && !stands.iter().any(|(id, _)| id == heir))
            {
                stands.push((heir, party.part));
                batch.joined.push(join(heir, party.part, party.answered_at));
            }
        }
        if !led && parties.iter().any(|party| party.part == PartyRole::Lead) {
            batch.joined.push(join(case.holder, PartyRole::Lead, None));
        }
        stands
    }

    fn write_down(
        &self,
        ground: &Ground<'_>,
        row: &case::Model,
        before: &CaseState,
        after: &CaseState,
        batch: &mut Batch,
    ) {
        let moved = before.holder != after.holder;
        if moved {
            batch.holders.entry(after.holder).or_default().push(row.id);
            batch.moves.push(plan_move::ActiveModel {
                plan_id: Set(ground.plan.id),
                case_id: Set(row.id),
                from_id: Set(before.holder),
                to_id: Set(after.holder),
            });
        }
        if let Some(accused) = after.accused.filter(|_| before.accused != after.accused) {
            batch.accused.entry(accused).or_default().push(row.id);
        }
        let code = |id: AgencyId| ground.places.get(&id).map(|row| row.code.as_str());
        batch.events.push(case_event::ActiveModel {
            id: Set(EventId(Uuid::now_v7())),
            case_id: Set(row.id),
            seq: Set(row.last_seq + 1),
            version: Set(row.version + 1),
            at: Set(self.now()),
            kind: Set(EventKind::Reorganised),
            actor_kind: Set(ActorKind::System),
            account_id: Set(None),
            role: Set(None),
            actor_agency_id: Set(None),
            actor_government_id: Set(None),
            from_status: Set(None),
            to_status: Set(None),
            text: Set(Some(format!("{} ({})", ground.plan.title, ground.plan.legal_reference))),
            agency_id: Set(Some(after.holder)),
            reply_id: Set(None),
            audience: Set(if moved { EventAudience::All } else { EventAudience::Officers }),
            data: Set(Some(json!({ "plan": ground.plan.id, "from": code(before.holder), "to": code(after.holder) }))),
        });
    }

    async fn wanted_audience(
        &self,
        ground: &Ground<'_>,
        case: &CaseState,
        parties: &[(AgencyId, PartyRole)],
    ) -> Result<BTreeMap<AgencyId, Relation>, StoreError> {
        let holder = ground.place(case.holder)?;
        let accused = case.accused.map(|accused| ground.place(accused)).transpose()?;
        let parties: Vec<(Place, PartyRole)> =
            parties.iter().map(|(id, part)| Ok((ground.place(*id)?, *part))).collect::<Result<_, StoreError>>()?;
        let inspectorate = holder.government.and_then(|id| ground.inspectorates.get(&id)?.as_ref().map(place));
        Ok(audience::of(&audience::Facts {
            holder: &holder,
            parties: &parties,
            accused: accused.as_ref(),
            supervisory: case.classification.is_supervisory(),
            confidential: case.is_confidential(),
            inspectorate: inspectorate.as_ref(),
            watchers: &ground.watchers,
        }))
    }
}
