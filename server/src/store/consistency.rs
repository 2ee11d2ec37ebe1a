//! Whether what is kept twice says the same twice: audiences and what the facts of a case call for, totals and rows,
//! holders and parties, the tree and its paths. For `tanggap doctor` and for tests; nothing is mended here.
use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use entities::{
    agency, case, case_audience, case_count, case_party,
    ids::AgencyId,
    vocab::{CaseStatus, PartyRole, Relation},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    Store, StoreError,
    agencies::{is_open, path_ids},
    case_view::state_of,
};
use crate::{
    authz::actor::{Actor, SystemTask},
    domain::calendar::wita_date,
};

impl Store {
    /// What does not fit, in words for an administrator, for the newest `most` cases; empty where all is well.
    ///
    /// # Errors
    /// Database.
    pub async fn inconsistencies(&self, now: DateTime<Utc>, most: u64) -> Result<Vec<String>, StoreError> {
        let work = self.for_actor(Actor::System(SystemTask::Import), now).begin().await?;
        let mut faults = tree_faults(&agency::Entity::find().all(&work.tx).await?);
        let today = wita_date(now);
        let cases = case::Entity::find().order_by_desc(case::Column::Id).limit(most).all(&work.tx).await?;
        let whole = u64::try_from(cases.len()).is_ok_and(|n| n < most);
        let mut totals: BTreeMap<(AgencyId, Relation, CaseStatus), i64> = BTreeMap::new();
        for row in &cases {
            let state = state_of(row);
            let wanted = work.audience_of(&state).await?;
            let rows =
                case_audience::Entity::find().filter(case_audience::Column::CaseId.eq(row.id)).all(&work.tx).await?;
            let kept: BTreeMap<AgencyId, Relation> = rows.iter().map(|row| (row.agency_id, row.relation)).collect();
            if kept != wanted {
                faults.push(format!("{}: audience {kept:?}, but its facts call for {wanted:?}", row.reference));
            }
            for audience in rows {
                let repeated = (audience.status, audience.is_open, audience.assignee_id);
                if repeated != (row.status, row.status.is_open(), row.assignee_id) {
                    faults.push(format!("{}: its audience repeats another state", row.reference));
                }
                *totals.entry((audience.agency_id, audience.relation, audience.status)).or_default() += 1;
            }
            let leads = case_party::Entity::find()
                .filter(case_party::Column::CaseId.eq(row.id))
                .filter(case_party::Column::Part.eq(PartyRole::Lead))
                .filter(case_party::Column::EndedAt.is_null())
                .all(&work.tx)
                .await?;
            if leads.iter().map(|lead| lead.agency_id).collect::<Vec<_>>() != [row.holder_id] {
                faults.push(format!("{}: {} lead parties beside its holder", row.reference, leads.len()));
            }
            let holder = agency::Entity::find_by_id(row.holder_id).one(&work.tx).await?;
            if row.status.is_open() && !holder.as_ref().is_some_and(|holder| is_open(holder, today)) {
                let code = holder.map(|row| row.code).unwrap_or_default();
                faults.push(format!("{}: open, but {code} is closed", row.reference));
            }
        }
        if whole {
            let kept = case_count::Entity::find().filter(case_count::Column::N.ne(0)).all(&work.tx).await?;
            let kept: BTreeMap<_, _> =
                kept.into_iter().map(|row| ((row.agency_id, row.relation, row.status), row.n)).collect();
            if kept != totals {
                faults.push("the kept totals are not those of the audiences".to_owned());
            }
        }
        Ok(faults)
    }
}

fn tree_faults(rows: &[agency::Model]) -> Vec<String> {
    let by_id: HashMap<AgencyId, &agency::Model> = rows.iter().map(|row| (row.id, row)).collect();
    let mut faults = vec![];
    for row in rows {
        let above = row.parent_id.and_then(|parent| by_id.get(&parent));
        let path = format!("{}{}/", above.map_or("/", |above| above.path.as_str()), row.id);
        if row.path != path || path_ids(&row.path).len() != usize::try_from(row.depth).unwrap_or(0) + 1 {
            faults.push(format!("{}: its path is {}, its place {path}", row.code, row.path));
        }
        let government =
            if row.kind.is_government() { Some(row.id) } else { above.and_then(|above| above.government_id) };
        if row.government_id != government {
            faults.push(format!("{}: another government than its parent", row.code));
        }
        if row.valid_to.is_none() && above.is_some_and(|above| above.valid_to.is_some()) {
            faults.push(format!("{}: in force below a closed agency", row.code));
        }
    }
    faults
}
