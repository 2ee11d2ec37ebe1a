//! The rules that run, ready: every active version compiled, and the agencies as rules see them. Kept in each server and
//! held against the database at every use by two small statements; built anew when a version or the tree has changed.
//! It is loaded before a transaction begins: inside one no second connection may be asked for.
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    agency,
    ids::{AgencyId, RuleSetId},
    rule_set, setting,
    vocab::RuleSetStatus,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::{Store, StoreError, Work, agencies::is_open, plan_ground::items, rule_document};
use crate::domain::{
    calendar::wita_date,
    reorganisation::{RuleTarget, RuleTargetBy},
    rules::{
        Compiled, Desk, Directory, Layered, Report, RuleSet, Seat, Verdict, decide_in_layers, rule_targets, verdict_by,
        verdict_in_layers,
    },
};

/// The setting that is another after every change of the tree.
const REVISION: &str = "tree_revision";

/// An active version of the rules of one government.
#[derive(Debug)]
pub struct Version {
    /// Id.
    pub id: RuleSetId,
    /// Its number within the government.
    pub number: i32,
    /// Whose rules they are.
    pub government: AgencyId,
    /// The same, by code.
    pub code: String,
    /// The rules.
    pub compiled: Compiled,
    targets: Vec<RuleTarget>,
}

/// The agencies of a day.
#[derive(Debug)]
struct Ground {
    directory: Directory,
    ids: HashMap<String, AgencyId>,
    codes: HashMap<AgencyId, String>,
}

/// What a router was built of: while this is the same, it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Basis {
    province: String,
    active: Vec<(RuleSetId, AgencyId)>,
    revision: String,
    day: NaiveDate,
}

/// The rules that run, ready.
#[derive(Debug)]
pub struct Router {
    basis: Basis,
    ground: Arc<Ground>,
    /// By the code of the government.
    versions: BTreeMap<String, Arc<Version>>,
    /// For a province that keeps no rules: nothing matches.
    nothing: Compiled,
}

/// What is kept, and whose turn it is to build.
#[derive(Default)]
pub(super) struct Cache {
    kept: Mutex<Option<Arc<Router>>>,
    building: tokio::sync::Mutex<()>,
}

impl Cache {
    fn kept(&self) -> Option<Arc<Router>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
    fn keep(&self, router: &Arc<Router>) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(router));
    }
    fn holds(&self, basis: &Basis) -> Option<Arc<Router>> {
        self.kept().filter(|kept| kept.basis == *basis)
    }
}

impl Router {
    /// The agencies.
    #[must_use]
    pub fn directory(&self) -> &Directory {
        &self.ground.directory
    }

    /// What the rules say about a report, with all reasons.
    #[must_use]
    pub fn decide(&self, report: &Report<'_>) -> Layered {
        decide_in_layers(self.first(), |code| self.own(code).map(|own| &own.compiled), report, self.directory())
    }

    /// The same without reasons, and whether a government's own rules said it.
    #[must_use]
    pub fn verdict(&self, desk: &mut Desk, report: &Report<'_>) -> (Verdict, bool) {
        verdict_in_layers(self.first(), |code| self.own(code).map(|own| &own.compiled), desk, report, self.directory())
    }

    /// The same, with the rules that said it.
    #[must_use]
    pub fn verdict_by<'a>(&'a self, desk: &mut Desk, report: &Report<'_>) -> (Verdict, &'a Compiled) {
        let own = |code: &str| self.own(code).map(|own| &own.compiled);
        let (verdict, own) = verdict_by(self.first(), own, desk, report, self.directory());
        (verdict, own.unwrap_or_else(|| self.first()))
    }

    /// The same agencies and rules, with this version in the place of the one that runs for its government. None where it
    /// cannot be read.
    #[must_use]
    pub fn with(&self, row: &rule_set::Model) -> Option<Self> {
        let version = version(row, &self.ground, &self.basis.province)?;
        let mut versions = self.versions.clone();
        versions.insert(version.code.clone(), Arc::new(version));
        Some(self.of(versions))
    }

    /// The same agencies and rules, without those of a government.
    #[must_use]
    pub fn without(&self, government: AgencyId) -> Self {
        let mut versions = self.versions.clone();
        versions.retain(|_, version| version.government != government);
        self.of(versions)
    }

    fn of(&self, versions: BTreeMap<String, Arc<Version>>) -> Self {
        let (basis, ground) = (self.basis.clone(), Arc::clone(&self.ground));
        Self { basis, ground, versions, nothing: self.nothing.clone() }
    }

    /// The rules of a government that it runs.
    #[must_use]
    pub fn of_government(&self, government: AgencyId) -> Option<&Version> {
        self.versions.get(self.code(government)?).map(Arc::as_ref)
    }

    /// Why, in the words of the rule that decided.
    #[must_use]
    pub fn because(&self, layered: &Layered) -> Option<String> {
        let (position, name) = layered.decision.rule.as_ref()?;
        let mut rules = self.decided_by(layered)?.compiled.rules().iter();
        rules.find(|rule| rule.position == *position && rule.name == *name).map(|rule| rule.because.clone())
    }

    fn first(&self) -> &Compiled {
        self.province().map_or(&self.nothing, |version| &version.compiled)
    }

    /// The id of an agency.
    #[must_use]
    pub fn agency(&self, code: &str) -> Option<AgencyId> {
        self.ground.ids.get(code).copied()
    }

    /// The code of an agency.
    #[must_use]
    pub fn code(&self, id: AgencyId) -> Option<&str> {
        self.ground.codes.get(&id).map(String::as_str)
    }

    /// The active version of the province.
    #[must_use]
    pub fn province(&self) -> Option<&Version> {
        self.versions.get(&self.basis.province).map(Arc::as_ref)
    }

    /// The active version of another government.
    #[must_use]
    pub fn own(&self, code: &str) -> Option<&Version> {
        self.versions.get(code).filter(|_| code != self.basis.province).map(Arc::as_ref)
    }

    /// The version of which a rule decided; that of the province where none did.
    #[must_use]
    pub fn decided_by(&self, layered: &Layered) -> Option<&Version> {
        match layered.government.as_deref().filter(|_| layered.is_own()) {
            Some(code) => self.own(code),
            None => self.province(),
        }
    }

    /// Whom the active rules mean, so that plans of the tree can say what they would lose: the province's first.
    #[must_use]
    pub fn rule_targets(&self) -> Vec<RuleTarget> {
        let own = self.versions.iter().filter(|(code, _)| **code != self.basis.province).map(|(_, own)| own.as_ref());
        let targets = self.province().into_iter().chain(own).flat_map(|version| &version.targets);
        targets.flat_map(|target| self.meant(target)).collect()
    }

    /// A target; and where it names one that is closed, also the heir, who gets its reports: whoever closes the heir next
    /// must hear of it.
    fn meant(&self, target: &RuleTarget) -> Vec<RuleTarget> {
        let (RuleTargetBy::Agency(code) | RuleTargetBy::Function { otherwise: Some(code), .. }) = &target.by else {
            return vec![target.clone()];
        };
        let directory = self.directory();
        let closed = directory.spot(code).filter(|spot| directory.seat(*spot).is_some_and(|seat| !seat.open));
        let heir = closed.and_then(|spot| directory.heir(spot)).map(|heir| directory.code(heir).to_owned());
        let by_heir = heir.map(|heir| RuleTarget { by: RuleTargetBy::Agency(heir), ..target.clone() });
        std::iter::once(target.clone()).chain(by_heir).collect()
    }

    /// The versions behind an answer: the one that decided, and the province's; then, of the province and of a government,
    /// the one of which a rule has lost its target.
    #[must_use]
    pub fn asked(&self, layered: &Layered) -> [Option<RuleSetId>; 4] {
        let province = self.province();
        let own = layered.government.as_deref().and_then(|code| self.own(code));
        let (lost, lost_own) = layered.lost_in;
        [self.decided_by(layered), province, province.filter(|_| lost), own.filter(|_| lost_own)]
            .map(|version| version.map(|version| version.id))
    }

    /// Names what was asked: another word where other versions run, or the tree or the day is another.
    #[must_use]
    pub fn mark(&self) -> String {
        let Basis { province, active, revision, day } = &self.basis;
        let active: Vec<String> = active.iter().map(|(id, _)| id.to_string()).collect();
        let (active, day) = (active.join(" "), day.to_string());
        crate::secrets::digest(&[province.as_bytes(), active.as_bytes(), revision.as_bytes(), day.as_bytes()])
    }

    /// The revision of the tree that it stands on.
    #[must_use]
    pub fn revision(&self) -> &str {
        &self.basis.revision
    }

    /// The day whose tree it stands on.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.basis.day
    }
}

impl Store {
    /// The rules that run now. `province` is the code of the government that decides between governments.
    ///
    /// # Errors
    /// Database.
    pub async fn router(&self, province: &str, now: DateTime<Utc>) -> Result<Arc<Router>, StoreError> {
        // The revision first: what is loaded after it may be newer than it says, never older.
        let revision = self.get(REVISION).await?.unwrap_or_default();
        let active: Vec<(RuleSetId, AgencyId)> = rule_set::Entity::find()
            .select_only()
            .column(rule_set::Column::Id)
            .column(rule_set::Column::GovernmentId)
            .filter(rule_set::Column::Status.eq(RuleSetStatus::Active))
            .order_by_asc(rule_set::Column::Id)
            .into_tuple()
            .all(self.db())
            .await?;
        let basis = Basis { province: province.to_owned(), active, revision, day: wita_date(now) };
        if let Some(kept) = self.inner.router.holds(&basis) {
            return Ok(kept);
        }
        // In a task of its own. Those who wait for their turn get it in order, also one that does not go on by itself: a
        // request that waits here waits for its loads too, and a load behind it would wait for the request, for ever.
        let store = self.clone();
        let built = tokio::spawn(async move { store.build_router(basis).await }).await;
        built.map_err(|error| StoreError::Database(DbErr::Custom(error.to_string())))?
    }

    /// One at a time: a new version is made ready once, however many ask for it.
    async fn build_router(&self, basis: Basis) -> Result<Arc<Router>, StoreError> {
        let _turn = self.inner.router.building.lock().await;
        if let Some(kept) = self.inner.router.holds(&basis) {
            return Ok(kept);
        }
        let kept = self.inner.router.kept();
        let kept = kept.as_ref().filter(|kept| kept.basis.province == basis.province);
        let ground = match kept.filter(|kept| (&kept.basis.revision, kept.basis.day) == (&basis.revision, basis.day)) {
            Some(kept) => Arc::clone(&kept.ground),
            None => Arc::new(ground(self.db(), basis.day).await?),
        };
        let mut ready: HashMap<RuleSetId, Arc<Version>> = kept
            .map(|kept| kept.versions.values().map(|version| (version.id, Arc::clone(version))).collect())
            .unwrap_or_default();
        let missing: Vec<RuleSetId> =
            basis.active.iter().map(|(id, _)| *id).filter(|id| !ready.contains_key(id)).collect();
        if !missing.is_empty() {
            let rows = rule_set::Entity::find().filter(rule_set::Column::Id.is_in(missing)).all(self.db()).await?;
            let made = rows.iter().filter_map(|row| version(row, &ground, &basis.province));
            ready.extend(made.map(|version| (version.id, Arc::new(version))));
        }
        let versions = basis.active.iter().filter_map(|(id, _)| ready.remove(id));
        let versions = versions.map(|version| (version.code.clone(), version)).collect();
        let nothing = Compiled::new(&RuleSet::province(vec![]));
        let router = Arc::new(Router { basis, ground, versions, nothing });
        self.inner.router.keep(&router);
        Ok(router)
    }
}

/// A version made ready. One that cannot be read is left out, loudly: it was read when it was approved.
fn version(row: &rule_set::Model, ground: &Ground, province: &str) -> Option<Version> {
    let code = ground.codes.get(&row.government_id)?.clone();
    match rule_document::read(&row.document, rule_document::scope_of(&code, province)) {
        Ok(set) => Some(Version {
            id: row.id,
            number: row.number,
            government: row.government_id,
            compiled: Compiled::new(&set),
            targets: rule_targets(&set)
                .into_iter()
                .map(|target| RuleTarget { version: format!("{code} v{}", row.number), ..target })
                .collect(),
            code,
        }),
        Err(faults) => {
            tracing::error!(rule_set.id = %row.id, faults = faults.len(), "rules.unreadable");
            None
        }
    }
}

/// All agencies, past and present, as they stand on a day.
async fn ground<C: ConnectionTrait>(db: &C, day: NaiveDate) -> Result<Ground, StoreError> {
    let rows = agency::Entity::find().order_by_asc(agency::Column::Id).all(db).await?;
    let codes: HashMap<AgencyId, String> = rows.iter().map(|row| (row.id, row.code.clone())).collect();
    let code = |id: Option<AgencyId>| id.and_then(|id| codes.get(&id).cloned());
    let directory = Directory::new(rows.iter().filter(|row| row.valid_from <= day).map(|row| Seat {
        code: row.code.clone(),
        kind: row.kind,
        functions: items(&row.functions).into_iter().collect(),
        parent: code(row.parent_id),
        region: row.region_code.clone(),
        serves: items(&row.serves_regions).into_iter().collect(),
        open: is_open(row, day),
        closes: row.valid_to.filter(|last| day <= *last),
        successor: code(row.successor_id),
        fictitious: row.evidence == "fictitious",
    }));
    let ids = rows.iter().map(|row| (row.code.clone(), row.id)).collect();
    Ok(Ground { directory, ids, codes })
}

/// Says that the tree is another from here on, in the transaction that changes it. Never the same word twice: a copy of
/// the database that is put back must not look like what a server has kept.
pub(super) async fn raise_tree<C: ConnectionTrait>(db: &C) -> Result<(), StoreError> {
    let row = setting::ActiveModel { key: Set(REVISION.to_owned()), value: Set(Uuid::now_v7().to_string()) };
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Key).update_column(setting::Column::Value).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

impl Work {
    /// The revision of the tree inside the transaction: it stays the same until the transaction ends.
    ///
    /// # Errors
    /// Database.
    pub async fn tree_revision(&self) -> Result<String, StoreError> {
        let row = setting::Entity::find_by_id(REVISION.to_owned()).one(&self.tx).await?;
        Ok(row.map(|row| row.value).unwrap_or_default())
    }
}
