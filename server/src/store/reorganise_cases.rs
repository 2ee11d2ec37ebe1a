//! What a plan does to cases: those of agencies that close or split go to their heirs with an event that names the plan
//! and its law; of all that hang on changed agencies the audience is made anew, by the same pure rule as in every act.
//! Deadlines are not touched. In batches, so that memory stays small; a batch costs the same statements whatever it moves.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use entities::{
    case, case_audience, case_party,
    ids::{AgencyId, CaseId, EventId, PartyId},
    vocab::{EventKind, PartyRole, Relation},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::{
    StoreError, Work,
    agencies::place,
    case_view::state_of,
    live::Change,
    plans::origins,
    projected::Projected,
    reorganise_batch::{Batch, Counts, Fate, differ},
};
use crate::domain::{
    agency_tree::{Place, is_barred},
    audience,
    case_state::CaseState,
    reorganisation::{Applied, Marks},
};

/// So many cases are worked out together.
const BATCH: usize = 400;
/// So many cases are told one by one; of more only that the queues have changed.
const TOLD: usize = 100;

/// A batch worked out.
#[derive(Default)]
pub(super) struct Worked {
    pub batch: Batch,
    /// How many change hands, as far as the plan tells.
    pub moved: i64,
    /// News of those that change.
    pub changes: Vec<Change>,
    /// One case for each queue.
    pub told: BTreeMap<AgencyId, CaseId>,
}

impl Work {
    /// Moves cases and makes audiences anew; answers how many changed hands.
    pub(super) async fn move_cases(&mut self, ground: &mut Projected, cases: &[CaseId]) -> Result<i64, StoreError> {
        let (mut moved, mut counts) = (0, Counts::new());
        let mut told: BTreeMap<AgencyId, CaseId> = BTreeMap::new();
        for chunk in cases.chunks(BATCH) {
            let worked = self.work_out(ground, chunk).await?;
            moved += worked.moved;
            told.extend(worked.told);
            let room = TOLD.saturating_sub(self.changes.len());
            self.changes.extend(worked.changes.into_iter().take(room));
            self.write_batch(&ground.plan, worked.batch, &mut counts).await?;
        }
        // Counts last and in the order of their key: acts that wait for them hold nothing that is needed here.
        self.count(counts).await?;
        if self.changes.len() >= TOLD {
            self.tell_queues(told);
        }
        Ok(moved)
    }

    /// One case for each queue that it stands in; news are small, whatever the plan moved.
    pub(super) fn tell_queues(&mut self, told: impl IntoIterator<Item = (AgencyId, CaseId)>) {
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

    /// A return goes to whoever forwarded it, or to who has its tasks by now.
    pub(super) async fn follow_returns(
        &self,
        applied: &Applied,
        ids: &HashMap<String, AgencyId>,
    ) -> Result<(), StoreError> {
        for (code, handover) in &applied.handovers {
            let (Some(from), Some(to)) = (ids.get(code).copied(), handover.shares.last()) else { continue };
            let Some(to) = ids.get(&to.to).copied().filter(|to| *to != from) else { continue };
            if applied.tree.get(code).is_some_and(|node| !node.open) {
                case::Entity::update_many()
                    .col_expr(case::Column::ForwardedFromId, Expr::value(to))
                    .filter(case::Column::ForwardedFromId.eq(from))
                    .exec(&self.tx)
                    .await?;
            }
        }
        Ok(())
    }

    /// What the plan does to some cases, read first and written by the caller.
    pub(super) async fn work_out(&self, ground: &mut Projected, cases: &[CaseId]) -> Result<Worked, StoreError> {
        // The cases before what hangs on them: whatever changes in between raises the last line of their history.
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
        let mut worked = Worked::default();
        for row in &rows {
            let before = state_of(row);
            let empty = vec![];
            let own = parties.get(&row.id).unwrap_or(&empty);
            let mut after = before.clone();
            self.new_holder(ground, &mut after, origins.get(&row.id).copied()).await?;
            let stands = self.new_parties(ground, &after, own, &mut worked.batch);
            let fate = fate(ground, row, &before, &after);
            // What only an inspectorate may know is in no figure of the plan either.
            worked.moved += i64::from(fate.moved() && fate.told);
            worked.batch.cases.push(fate);
            let wanted = self.wanted_audience(ground, &after, &stands).await?;
            let current = audiences.remove(&row.id).unwrap_or_default();
            worked.told.extend(wanted.keys().map(|&agency| (agency, row.id)));
            if after != before {
                let agencies = wanted.keys().copied().chain(current.iter().map(|row| row.agency_id)).collect();
                worked.changes.push(Change { case: row.id, kind: EventKind::Reorganised, agencies });
            }
            differ(row, &after, &wanted, &current, &mut worked.batch);
        }
        Ok(worked)
    }

    /// Loads the places that a batch speaks of, and the inspectorates of their governments.
    async fn fetch_places(
        &self,
        ground: &mut Projected,
        rows: &[case::Model],
        parties: &HashMap<CaseId, Vec<case_party::Model>>,
    ) -> Result<(), StoreError> {
        let mut wanted: BTreeSet<AgencyId> = BTreeSet::new();
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
                    ground.places.entry(row.id).or_insert_with(|| row.clone());
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
        ground: &Projected,
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
        ground: &Projected,
        case: &CaseState,
        parties: &[case_party::Model],
        batch: &mut Batch,
    ) -> Vec<(AgencyId, PartyRole)> {
        let join = |agency: AgencyId, part: PartyRole, answered| case_party::Model {
            id: PartyId(Uuid::now_v7()),
            case_id: case.id,
            agency_id: agency,
            part,
            since: self.now(),
            ended_at: None,
            answered_at: answered,
        };
        let mut stands: Vec<(AgencyId, PartyRole)> = vec![];
        let mut led = false;
        for party in parties {
            if party.part == PartyRole::Lead {
                led = party.agency_id == case.holder;
                if !led {
                    batch.ended.push(party.clone());
                }
                continue;
            }
            let now = ground.follow(party.agency_id);
            if now == Some(party.agency_id) && party.agency_id != case.holder {
                stands.push((party.agency_id, party.part));
                continue;
            }
            batch.ended.push(party.clone());
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

    async fn wanted_audience(
        &self,
        ground: &Projected,
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

fn fate(ground: &Projected, row: &case::Model, before: &CaseState, after: &CaseState) -> Fate {
    let code = |id: AgencyId| ground.places.get(&id).map(|row| row.code.as_str());
    let changed = after != before;
    Fate {
        case: row.id,
        seq: row.last_seq,
        version: row.version,
        event: changed.then(|| EventId(Uuid::now_v7())),
        from: before.holder,
        to: after.holder,
        told: !after.is_confidential(),
        accused: after.accused.filter(|_| before.accused != after.accused),
        data: changed.then(|| json!({ "plan": ground.plan.id, "from": code(before.holder), "to": code(after.holder) })),
    }
}
