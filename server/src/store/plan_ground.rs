//! The ground that a plan stands on: the part of the tree it touches. What hangs on it is `plan_facts`.
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use entities::{agency, agency_version, ids::AgencyId, vocab::AgencyKind};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    StoreError,
    agencies::{codes, is_open},
};
use crate::domain::reorganisation::{ChangeKind, Draft, Node, Tree};

/// More functions than this are looked for by reading all units that have any: engines limit an expression's depth.
const FUNCTIONS_MAX: usize = 100;

/// The part of the tree that a plan touches.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    /// As values.
    pub tree: Tree,
    /// As rows, by code.
    pub rows: HashMap<String, agency::Model>,
    /// Units below those that move, merge or split which have changed after the day, and when.
    pub later: Vec<(String, NaiveDate)>,
}

impl Ground {
    /// The id of a code.
    #[must_use]
    pub fn id(&self, code: &str) -> Option<AgencyId> {
        self.rows.get(code).map(|row| row.id)
    }
}

/// `;a;b;` as a set.
pub(super) fn items(joined: &str) -> BTreeSet<String> {
    joined.split(';').filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// A set as `;a;b;`.
pub(super) fn joined(items: &BTreeSet<String>) -> String {
    if items.is_empty() { String::new() } else { format!(";{};", items.iter().cloned().collect::<Vec<_>>().join(";")) }
}

/// What a plan asks of the tree.
struct Asked<'a> {
    named: BTreeSet<String>,
    /// Those that change, with what merges into them or is given away with them.
    subjects: BTreeSet<&'a str>,
    /// Those that go elsewhere with everything below them.
    moving: BTreeSet<&'a str>,
    /// Functions that changes give, beside those that subjects have.
    functions: BTreeSet<&'a str>,
    day: NaiveDate,
}

impl<'a> Asked<'a> {
    fn of(drafts: &'a [Draft], day: NaiveDate) -> Self {
        let named: BTreeSet<String> = drafts.iter().flat_map(Draft::codes).map(str::to_owned).collect();
        let subjects = drafts
            .iter()
            .flat_map(|draft| {
                std::iter::once(draft.code.as_str())
                    .chain(draft.sources.iter().map(String::as_str))
                    .chain(draft.heirs.iter().flat_map(|heir| heir.units.iter().map(String::as_str)))
            })
            .collect();
        let moving = drafts
            .iter()
            .flat_map(|draft| match draft.kind {
                ChangeKind::Move | ChangeKind::Split => vec![draft.code.as_str()],
                ChangeKind::Merge => draft.sources.iter().map(String::as_str).collect(),
                ChangeKind::Create
                | ChangeKind::Rename
                | ChangeKind::Adjust
                | ChangeKind::Close
                | ChangeKind::Reopen => vec![],
            })
            .collect();
        let functions = drafts.iter().flat_map(|draft| draft.functions.iter().flatten().map(String::as_str)).collect();
        let named = codes(&named.into_iter().collect::<Vec<_>>()).into_iter().collect();
        Self { named, subjects, moving, functions, day }
    }
}

/// What the rows named by one plan lead to.
struct Near {
    first: Vec<agency::Model>,
    above: BTreeSet<AgencyId>,
    parents: BTreeSet<AgencyId>,
    governments: BTreeSet<AgencyId>,
    functions: BTreeSet<String>,
    paths: Vec<String>,
}

impl Near {
    fn of(asked: &Asked<'_>, known: &HashMap<String, agency::Model>) -> Self {
        let first: Vec<agency::Model> = asked.named.iter().filter_map(|code| known.get(code)).cloned().collect();
        let subjects = || first.iter().filter(|row| asked.subjects.contains(row.code.as_str()));
        Self {
            above: first.iter().flat_map(|row| super::agencies::path_ids(&row.path)).collect(),
            parents: subjects().map(|row| row.id).collect(),
            governments: first.iter().filter_map(|row| row.government_id).collect(),
            functions: subjects()
                .flat_map(|row| items(&row.functions))
                .chain(asked.functions.iter().map(|&function| function.to_owned()))
                .collect(),
            paths: first
                .iter()
                .filter(|row| asked.moving.contains(row.code.as_str()))
                .map(|row| row.path.clone())
                .collect(),
            first,
        }
    }

    fn takes(&self, row: &agency::Model) -> bool {
        self.above.contains(&row.id)
            || row.parent_id.is_some_and(|parent| {
                self.parents.contains(&parent)
                    || (row.kind == AgencyKind::Inspectorate && self.governments.contains(&parent))
            })
    }

    fn shares_a_function(&self, row: &agency::Model) -> bool {
        !self.functions.is_empty() && items(&row.functions).iter().any(|function| self.functions.contains(function))
    }
}

/// The union of sets.
pub(super) fn together<'a, T: Ord + Clone + 'a>(sets: impl Iterator<Item = &'a BTreeSet<T>>) -> BTreeSet<T> {
    sets.flatten().cloned().collect()
}

/// The ground of one plan.
///
/// # Errors
/// Database.
pub(super) async fn ground<C: ConnectionTrait>(db: &C, drafts: &[Draft], day: NaiveDate) -> Result<Ground, StoreError> {
    Ok(grounds(db, &[(drafts, day)]).await?.pop().unwrap_or_default())
}

/// Agencies named by changes, those above them, directly below, and with the same functions: of many plans by as many
/// statements as of one.
///
/// # Errors
/// Database.
pub(super) async fn grounds<C: ConnectionTrait>(
    db: &C,
    plans: &[(&[Draft], NaiveDate)],
) -> Result<Vec<Ground>, StoreError> {
    let asked: Vec<Asked<'_>> = plans.iter().map(|(drafts, day)| Asked::of(drafts, *day)).collect();
    let named = together(asked.iter().map(|asked| &asked.named));
    let known: HashMap<String, agency::Model> = agency::Entity::find()
        .filter(agency::Column::Code.is_in(named))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.code.clone(), row))
        .collect();
    let nears: Vec<Near> = asked.iter().map(|asked| Near::of(asked, &known)).collect();
    let watch = Condition::all()
        .add(agency::Column::Kind.eq(AgencyKind::Inspectorate))
        .add(agency::Column::ParentId.is_in(together(nears.iter().map(|near| &near.governments))));
    let around = agency::Entity::find()
        .filter(
            Condition::any()
                .add(agency::Column::Id.is_in(together(nears.iter().map(|near| &near.above))))
                .add(agency::Column::ParentId.is_in(together(nears.iter().map(|near| &near.parents))))
                .add(watch),
        )
        .all(db)
        .await?;
    let mut later = later(db, &asked, &nears).await?;
    let functions = together(nears.iter().map(|near| &near.functions));
    let mut alike = vec![];
    if !functions.is_empty() {
        let mut any = Condition::any();
        if functions.len() > FUNCTIONS_MAX {
            any = any.add(agency::Column::Functions.ne(""));
        } else {
            for function in &functions {
                any = any.add(agency::Column::Functions.contains(format!(";{function};")));
            }
        }
        alike = agency::Entity::find().filter(any).all(db).await?;
    }
    let ids: BTreeSet<AgencyId> = known.values().chain(&around).chain(&alike).map(|row| row.id).collect();
    let since: Vec<(AgencyId, NaiveDate)> = agency_version::Entity::find()
        .select_only()
        .column(agency_version::Column::AgencyId)
        .column_as(agency_version::Column::ValidFrom.max(), "since")
        .filter(agency_version::Column::AgencyId.is_in(ids))
        .group_by(agency_version::Column::AgencyId)
        .into_tuple()
        .all(db)
        .await?;
    let since: HashMap<AgencyId, NaiveDate> = since.into_iter().collect();
    later.reverse();
    Ok(asked
        .iter()
        .zip(nears)
        .map(|(asked, near)| {
            let around = around.iter().filter(|row| near.takes(row)).cloned();
            let alike = alike.iter().filter(|row| near.shares_a_function(row)).cloned();
            let mut rows: HashMap<String, agency::Model> = HashMap::new();
            for row in around.chain(alike).chain(near.first.iter().cloned()) {
                rows.insert(row.code.clone(), row);
            }
            let tree = tree_of(&rows, &since, asked.day);
            Ground { tree, rows, later: later.pop().unwrap_or_default() }
        })
        .collect())
}

fn tree_of(rows: &HashMap<String, agency::Model>, since: &HashMap<AgencyId, NaiveDate>, day: NaiveDate) -> Tree {
    let by_id: HashMap<AgencyId, String> = rows.values().map(|row| (row.id, row.code.clone())).collect();
    Tree::new(rows.values().map(|row| {
        // A closed one has not changed since the day after its last.
        let closed = row.valid_to.and_then(|last| last.succ_opt());
        let began = since.get(&row.id).copied().unwrap_or(row.valid_from);
        Node {
            id: Some(row.id),
            code: row.code.clone(),
            name: row.name.clone(),
            short_name: row.short_name.clone(),
            kind: row.kind,
            functions: items(&row.functions),
            parent: row.parent_id.and_then(|parent| by_id.get(&parent).cloned()),
            region: row.region_code.clone(),
            serves: items(&row.serves_regions),
            open: is_open(row, day) || row.valid_to.is_none(),
            successor: row.successor_id.and_then(|heir| by_id.get(&heir).cloned()),
            fictitious: row.evidence == "fictitious",
            since: closed.map_or(began, |closed| std::cmp::max(closed, began)),
        }
    }))
}

/// Units below those that move, merge or split, which have changed after the day of their plan: nothing reaches behind
/// that.
async fn later<C: ConnectionTrait>(
    db: &C,
    asked: &[Asked<'_>],
    nears: &[Near],
) -> Result<Vec<Vec<(String, NaiveDate)>>, StoreError> {
    let paths: BTreeSet<&str> = nears.iter().flat_map(|near| near.paths.iter().map(String::as_str)).collect();
    let moving = asked.iter().zip(nears).filter(|(_, near)| !near.paths.is_empty());
    let Some(day) = moving.map(|(asked, _)| asked.day).min() else { return Ok(vec![vec![]; asked.len()]) };
    let changed: Vec<(AgencyId, NaiveDate, Option<NaiveDate>)> = agency_version::Entity::find()
        .select_only()
        .column(agency_version::Column::AgencyId)
        .column(agency_version::Column::ValidFrom)
        .column(agency_version::Column::ValidTo)
        .filter(
            Condition::any()
                .add(agency_version::Column::ValidFrom.gt(day))
                .add(agency_version::Column::ValidTo.gte(day)),
        )
        .into_tuple()
        .all(db)
        .await?;
    let mut places: HashMap<AgencyId, (String, String)> = HashMap::new();
    let paths: Vec<&str> = paths.into_iter().collect();
    // Where nothing has changed since, nobody needs to be named.
    for paths in paths.chunks(FUNCTIONS_MAX).take(if changed.is_empty() { 0 } else { usize::MAX }) {
        let below = paths.iter().fold(Condition::any(), |any, path| any.add(agency::Column::Path.starts_with(*path)));
        let below: Vec<(AgencyId, String, String)> = agency::Entity::find()
            .select_only()
            .column(agency::Column::Id)
            .column(agency::Column::Code)
            .column(agency::Column::Path)
            .filter(below)
            .into_tuple()
            .all(db)
            .await?;
        places.extend(below.into_iter().map(|(id, code, path)| (id, (code, path))));
    }
    Ok(asked
        .iter()
        .zip(nears)
        .map(|(asked, near)| {
            let mut found: Vec<(String, NaiveDate)> = changed
                .iter()
                .filter_map(|&(id, from, to)| {
                    let (code, path) = places.get(&id)?;
                    let below = near.paths.iter().any(|top| path.starts_with(top));
                    let late = if from > asked.day { Some(from) } else { to.filter(|to| *to >= asked.day)?.succ_opt() };
                    below.then_some((code.clone(), late?))
                })
                .collect();
            found.sort();
            found.dedup_by(|one, two| one.0 == two.0);
            found
        })
        .collect())
}
