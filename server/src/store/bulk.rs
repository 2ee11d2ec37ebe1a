//! Many made-up rows at once, for the demonstration of a nation and for benches: people without a password, and open
//! cases that hang in the tree as filed ones do. Never for real data: nothing here asks the policy.
use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entities::{
    account, agency, case, case_audience, case_event, case_party,
    ids::{AccountId, AgencyId, CaseId, EventId, PartyId, ReporterId, RoleGrantId},
    reporter, role_grant,
    vocab::{
        ActorKind, CaseStatus, Channel, Classification, EventAudience, EventKind, PartyRole, Relation, Role, Urgency,
    },
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Store, StoreError, agencies::place};
use crate::{
    authz::actor::{Actor, SystemTask},
    domain::audience,
};

/// Rows of one statement.
const CHUNK: usize = 500;
/// Cases of one transaction.
const CASES: u64 = 2_000;

/// Somebody made up.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Unique.
    pub email: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Code of the agency.
    pub agency: String,
}

impl Store {
    /// People with one role each. Nobody can sign in as them: their digest matches no password.
    ///
    /// # Errors
    /// Database; then nothing was written.
    pub async fn add_members(
        &self,
        members: Vec<NewMember>,
        from: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (tx, _permit) = self.write().await?;
        let ids: Vec<(String, AgencyId)> = agency::Entity::find()
            .select_only()
            .column(agency::Column::Code)
            .column(agency::Column::Id)
            .into_tuple()
            .all(&tx)
            .await?;
        let ids: HashMap<String, AgencyId> = ids.into_iter().collect();
        for chunk in members.chunks(CHUNK) {
            let people: Vec<(AccountId, &NewMember)> =
                chunk.iter().map(|member| (AccountId(Uuid::now_v7()), member)).collect();
            let accounts = people.iter().map(|(id, member)| account::ActiveModel {
                id: Set(*id),
                email: Set(member.email.clone()),
                name: Set(member.name.clone()),
                password_hash: Set("!".to_owned()),
                created_at: Set(now),
                session_epoch: Set(1),
                ..Default::default()
            });
            account::Entity::insert_many(accounts).exec_without_returning(&tx).await?;
            let grants = people.iter().filter_map(|(id, member)| {
                Some(role_grant::ActiveModel {
                    id: Set(RoleGrantId(Uuid::now_v7())),
                    account_id: Set(*id),
                    role: Set(member.role),
                    agency_id: Set(Some(*ids.get(&member.agency)?)),
                    valid_from: Set(from),
                    version: Set(1),
                    ..Default::default()
                })
            });
            role_grant::Entity::insert_many(grants).exec_without_returning(&tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// `n` open cases, spread evenly over an agency and everything in force below it; answers their ids.
    ///
    /// # Errors
    /// Database; `NotFound` for an unknown code.
    pub async fn add_cases(&self, under: &str, n: u64, now: DateTime<Utc>) -> Result<Vec<CaseId>, StoreError> {
        let scoped = self.for_actor(Actor::System(SystemTask::Import), now);
        let top = agency::Entity::find().filter(agency::Column::Code.eq(under)).one(self.db()).await?;
        let top = top.ok_or(StoreError::NotFound)?;
        let holders = agency::Entity::find()
            .filter(agency::Column::Path.starts_with(&top.path))
            .filter(agency::Column::ValidTo.is_null())
            .order_by_asc(agency::Column::Id)
            .all(self.db())
            .await?;
        let mut all = vec![];
        let mut next = 0;
        while next < n {
            let end = n.min(next + CASES);
            let work = scoped.begin().await?;
            let watchers = work.watchers().await?;
            let mut inspectorates = HashMap::new();
            let mut files = Files::default();
            for at in next..end {
                let Some(holder) = usize::try_from(at).ok().and_then(|at| holders.get(at % holders.len().max(1)))
                else {
                    break;
                };
                if let Some(government) = holder.government_id
                    && !inspectorates.contains_key(&government)
                {
                    inspectorates.insert(government, work.inspectorate_of(government).await?.as_ref().map(place));
                }
                let inspectorate = holder.government_id.and_then(|id| inspectorates.get(&id)?.as_ref());
                let wanted = audience::of(&audience::Facts {
                    holder: &place(holder),
                    parties: &[],
                    accused: None,
                    supervisory: false,
                    confidential: false,
                    inspectorate,
                    watchers: &watchers,
                });
                all.push(files.add(holder, at, &wanted, now));
            }
            files.write(&work).await?;
            work.commit().await?;
            next = end;
        }
        Ok(all)
    }
}

/// Rows of some cases.
#[derive(Default)]
struct Files {
    reporters: Vec<reporter::ActiveModel>,
    cases: Vec<case::ActiveModel>,
    events: Vec<case_event::ActiveModel>,
    parties: Vec<case_party::ActiveModel>,
    audience: Vec<case_audience::ActiveModel>,
    counts: BTreeMap<(AgencyId, Relation, CaseStatus), i64>,
}

impl Files {
    fn add(
        &mut self,
        holder: &agency::Model,
        at: u64,
        wanted: &BTreeMap<AgencyId, Relation>,
        now: DateTime<Utc>,
    ) -> CaseId {
        let (id, reporter) = (CaseId(Uuid::now_v7()), ReporterId(Uuid::now_v7()));
        let opened = now - Duration::seconds(i64::try_from(at % 2_000_000).unwrap_or(0));
        let due = now + Duration::seconds(i64::try_from(at % 864_000).unwrap_or(0));
        let status = CaseStatus::Forwarded;
        self.reporters.push(reporter::ActiveModel { id: Set(reporter), created_at: Set(opened), ..Default::default() });
        self.cases.push(case::ActiveModel {
            id: Set(id),
            reference: Set(format!("N-{}-{at}", holder.id)),
            secret_hash: Set("!".to_owned()),
            reporter_id: Set(reporter),
            title: Set(format!("Laporan contoh nomor {at}")),
            body: Set("Laporan contoh untuk mengukur.".to_owned()),
            classification: Set(Classification::ServiceComplaint),
            channel: Set(Channel::Web),
            urgency: Set(Urgency::Normal),
            anonymous: Set(false),
            secret: Set(false),
            status: Set(status),
            version: Set(1),
            verified_at: Set(Some(opened)),
            opened_at: Set(opened),
            status_since: Set(opened),
            holder_id: Set(holder.id),
            intake_id: Set(holder.id),
            due_at: Set(Some(due)),
            return_count: Set(0),
            reject_count: Set(0),
            reopen_count: Set(0),
            last_seq: Set(1),
            ..Default::default()
        });
        self.events.push(case_event::ActiveModel {
            id: Set(EventId(Uuid::now_v7())),
            case_id: Set(id),
            seq: Set(1),
            version: Set(1),
            at: Set(opened),
            kind: Set(EventKind::Submitted),
            actor_kind: Set(ActorKind::Reporter),
            audience: Set(EventAudience::All),
            ..Default::default()
        });
        self.parties.push(case_party::ActiveModel {
            id: Set(PartyId(Uuid::now_v7())),
            case_id: Set(id),
            agency_id: Set(holder.id),
            part: Set(PartyRole::Lead),
            since: Set(opened),
            ..Default::default()
        });
        for (&agency, &relation) in wanted {
            *self.counts.entry((agency, relation, status)).or_default() += 1;
            self.audience.push(case_audience::ActiveModel {
                agency_id: Set(agency),
                case_id: Set(id),
                relation: Set(relation),
                status: Set(status),
                is_open: Set(true),
                opened_at: Set(opened),
                due_sort: Set(due),
                assignee_id: Set(None),
            });
        }
        id
    }

    async fn write(self, work: &super::Work) -> Result<(), StoreError> {
        macro_rules! insert {
            ($entity:ident, $rows:expr) => {
                for chunk in $rows.chunks(CHUNK) {
                    $entity::Entity::insert_many(chunk.to_vec()).exec_without_returning(&work.tx).await?;
                }
            };
        }
        insert!(reporter, self.reporters);
        insert!(case, self.cases);
        insert!(case_event, self.events);
        insert!(case_party, self.parties);
        insert!(case_audience, self.audience);
        work.count(self.counts).await
    }
}
