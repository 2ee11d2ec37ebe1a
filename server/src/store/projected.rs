//! What batches of cases need to know of the tree as it is after a plan: read once, after the rows of the tree were
//! written (and for a large plan taken back again: a rehearsal).
use std::collections::{BTreeMap, BTreeSet, HashMap};

use entities::{
    agency,
    ids::{AgencyId, CaseId},
    plan,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{StoreError, Work, agencies::place, plan_ground::Ground, reorganise_tree::Touched};
use crate::domain::{
    agency_tree::{Place, Watcher},
    reorganisation::{Applied, Marks},
};

/// The tree after a plan, as far as cases ask for it.
pub struct Projected {
    pub(super) plan: plan::Model,
    pub(super) applied: Applied,
    pub(super) ids: HashMap<String, AgencyId>,
    pub(super) codes: HashMap<AgencyId, String>,
    pub(super) watchers: Vec<Watcher>,
    pub(super) places: HashMap<AgencyId, agency::Model>,
    pub(super) inspectorates: HashMap<AgencyId, Option<agency::Model>>,
    /// Who sees the cases that hang on these may be another.
    pub(super) agencies: BTreeSet<AgencyId>,
    digest: String,
}

impl Projected {
    pub(super) fn place(&self, id: AgencyId) -> Result<Place, StoreError> {
        self.places.get(&id).map(place).ok_or(StoreError::NotFound)
    }

    /// Whoever follows an agency that closed; itself, if it did not.
    pub(super) fn follow(&self, id: AgencyId) -> Option<AgencyId> {
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

    /// A digest of all that a case worked out on it may depend on, but for agencies that the plan does not touch:
    /// a plan that touches those takes back what was worked out on them (`forget_staged`).
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    fn seal(mut self, today: chrono::NaiveDate) -> Self {
        let mut lines: Vec<String> = self
            .places
            .values()
            .map(|row| {
                let end = row.valid_to.map(|day| day.to_string()).unwrap_or_default();
                let government = row.government_id.map(|id| id.to_string()).unwrap_or_default();
                format!("{} {} {} {} {government} {end}", row.id, row.code, row.path, row.kind)
            })
            .collect();
        lines.extend(
            self.inspectorates
                .iter()
                .map(|(government, row)| format!("inspectorate {government} {:?}", row.as_ref().map(|row| row.id))),
        );
        lines.extend(self.watchers.iter().map(|watcher| format!("watcher {watcher:?}")));
        lines.sort_unstable();
        lines.push(today.to_string());
        self.digest = crate::secrets::digest(&[lines.join("\n").as_bytes()]);
        self
    }
}

impl Work {
    /// Reads it from the tree as this transaction has written it.
    pub(super) async fn project(
        &self,
        plan: &plan::Model,
        applied: &Applied,
        ids: HashMap<String, AgencyId>,
        touched: &Touched,
    ) -> Result<Projected, StoreError> {
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
        let heirs = applied.handovers.values().flat_map(|handover| &handover.shares).map(|share| share.to.as_str());
        let named: BTreeSet<&str> = applied.handovers.keys().map(String::as_str).chain(heirs).collect();
        let mut known: BTreeSet<AgencyId> = touched.agencies.union(&agencies).copied().collect();
        known.extend(named.iter().filter_map(|code| ids.get(*code)));
        let known: Vec<AgencyId> = known.into_iter().collect();
        let mut places = HashMap::new();
        for chunk in known.chunks(10_000) {
            places.extend(self.places(chunk).await?);
        }
        // In one go: a plan that moves a province touches many governments.
        let governments: BTreeSet<AgencyId> = places.values().filter_map(|row| row.government_id).collect();
        let mut inspectorates: HashMap<AgencyId, Option<agency::Model>> =
            governments.iter().map(|&id| (id, None)).collect();
        let mut found: BTreeMap<AgencyId, agency::Model> = BTreeMap::new();
        let governments: Vec<AgencyId> = governments.into_iter().collect();
        for chunk in governments.chunks(10_000) {
            places.extend(self.places(chunk).await?);
            for row in self.inspectorates_of(chunk).await? {
                if let Some(government) = row.government_id {
                    found.entry(government).or_insert(row);
                }
            }
        }
        for (government, row) in found {
            places.insert(row.id, row.clone());
            inspectorates.insert(government, Some(row));
        }
        let codes = ids.iter().map(|(code, id)| (*id, code.clone())).collect();
        let watchers = self.watchers().await?;
        let digest = String::new();
        let (plan, applied) = (plan.clone(), applied.clone());
        let projected = Projected { plan, applied, ids, codes, watchers, places, inspectorates, agencies, digest };
        Ok(projected.seal(self.scoped.today()))
    }

    /// Cases that hang on what the plan touches, in the order of their ids.
    pub(super) async fn hanging(&self, projected: &Projected) -> Result<Vec<CaseId>, StoreError> {
        Ok(self.cases_hanging_on(&projected.agencies).await?.into_iter().collect())
    }

    /// Writes the tree of a plan, to be taken back: answers what it would look like, and the cases that hang on it.
    ///
    /// # Errors
    /// Database.
    pub async fn rehearse(
        self,
        plan: &plan::Model,
        ground: &Ground,
        applied: &Applied,
    ) -> Result<(Projected, Vec<CaseId>), StoreError> {
        let (ids, touched) = self.write_tree(plan, ground, applied).await?;
        let projected = self.project(plan, applied, ids, &touched).await?;
        let cases = self.hanging(&projected).await?;
        self.tx.rollback().await?;
        Ok((projected, cases))
    }
}
