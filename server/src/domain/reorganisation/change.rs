//! One change of a plan: as it is written down (`Draft`, kept as JSON) and as it is carried out (`Change`).
use std::collections::BTreeSet;

use entities::vocab::AgencyKind;
use serde::{Deserialize, Serialize};

pub use entities::vocab::ChangeKind;

use crate::domain::refusal::Refusal;

/// Most changes of one plan: a national law in one plan, and still a page that a person can read.
pub const MAX_CHANGES: usize = 5000;

/// One share of a split.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heir {
    /// Who takes it.
    pub code: String,
    /// Cases of these topics, with their sub-topics.
    pub topics: Vec<String>,
    /// Cases of these regions, with all in them.
    pub regions: Vec<String>,
    /// Units that go along.
    pub units: Vec<String>,
    /// Only cases that the plan which is taken back had taken from this agency.
    pub back: bool,
}

impl Heir {
    /// Takes what no other share takes.
    #[must_use]
    pub fn takes_the_rest(&self) -> bool {
        !self.back && self.topics.is_empty() && self.regions.is_empty()
    }
}

/// A change as people write it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct Draft {
    pub kind: ChangeKind,
    pub code: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub short_name: Option<String>,
    #[serde(default)]
    pub agency_kind: Option<AgencyKind>,
    #[serde(default)]
    pub functions: Option<Vec<String>>,
    #[serde(default)]
    pub region: Option<String>,
    #[serde(default)]
    pub serves: Option<Vec<String>>,
    #[serde(default)]
    pub parent: Option<String>,
    #[serde(default)]
    pub sources: Vec<String>,
    #[serde(default)]
    pub successor: Option<String>,
    #[serde(default)]
    pub heirs: Vec<Heir>,
}

impl Draft {
    /// An empty one of a kind.
    #[must_use]
    pub fn new(kind: ChangeKind, code: impl Into<String>) -> Self {
        Self {
            kind,
            code: code.into(),
            name: None,
            short_name: None,
            agency_kind: None,
            functions: None,
            region: None,
            serves: None,
            parent: None,
            sources: vec![],
            successor: None,
            heirs: vec![],
        }
    }

    /// Codes of all agencies it speaks of.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.code.as_str())
            .chain(self.parent.as_deref())
            .chain(self.successor.as_deref())
            .chain(self.sources.iter().map(String::as_str))
            .chain(
                self.heirs
                    .iter()
                    .flat_map(|heir| std::iter::once(heir.code.as_str()).chain(heir.units.iter().map(String::as_str))),
            )
    }
}

/// A change as it is carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the schema describes each")]
pub enum Change {
    Create {
        code: String,
        name: String,
        short_name: String,
        kind: AgencyKind,
        functions: BTreeSet<String>,
        region: Option<String>,
        serves: BTreeSet<String>,
        parent: String,
    },
    Rename {
        code: String,
        name: String,
        short_name: Option<String>,
    },
    Adjust {
        code: String,
        kind: Option<AgencyKind>,
        functions: Option<BTreeSet<String>>,
        /// `Some(None)` takes it away: from then on the whole country.
        region: Option<Option<String>>,
        serves: Option<BTreeSet<String>>,
    },
    Move {
        code: String,
        parent: String,
    },
    Merge {
        into: String,
        sources: Vec<String>,
    },
    Split {
        code: String,
        heirs: Vec<Heir>,
    },
    Close {
        code: String,
        successor: Option<String>,
    },
    Reopen {
        code: String,
    },
}

fn need<T: Clone>(value: Option<&T>, field: &'static str, faults: &mut Vec<Refusal>) -> Option<T> {
    if value.is_none() {
        faults.push(Refusal::Required(field));
    }
    value.cloned()
}

impl TryFrom<&Draft> for Change {
    type Error = Vec<Refusal>;

    /// All that is missing, at once.
    fn try_from(draft: &Draft) -> Result<Self, Vec<Refusal>> {
        let mut faults = vec![];
        let code = draft.code.clone();
        let set = |items: &Option<Vec<String>>| items.clone().map(|items| items.into_iter().collect::<BTreeSet<_>>());
        let change = match draft.kind {
            ChangeKind::Create => {
                let name = need(draft.name.as_ref(), "name", &mut faults);
                let kind = need(draft.agency_kind.as_ref(), "agencyKind", &mut faults);
                let parent = need(draft.parent.as_ref(), "parentCode", &mut faults);
                name.zip(kind).zip(parent).map(|((name, kind), parent)| Self::Create {
                    code,
                    short_name: draft.short_name.clone().unwrap_or_else(|| name.clone()),
                    name,
                    kind,
                    functions: set(&draft.functions).unwrap_or_default(),
                    region: draft.region.clone(),
                    serves: set(&draft.serves).unwrap_or_default(),
                    parent,
                })
            }
            ChangeKind::Rename => need(draft.name.as_ref(), "name", &mut faults).map(|name| Self::Rename {
                code,
                name,
                short_name: draft.short_name.clone(),
            }),
            ChangeKind::Adjust => {
                if draft.agency_kind.is_none()
                    && draft.functions.is_none()
                    && draft.region.is_none()
                    && draft.serves.is_none()
                {
                    faults.push(Refusal::Required("functions"));
                }
                Some(Self::Adjust {
                    code,
                    kind: draft.agency_kind,
                    functions: set(&draft.functions),
                    region: draft.region.clone().map(|code| Some(code).filter(|code| !code.is_empty())),
                    serves: set(&draft.serves),
                })
            }
            ChangeKind::Move => {
                need(draft.parent.as_ref(), "parentCode", &mut faults).map(|parent| Self::Move { code, parent })
            }
            ChangeKind::Merge => {
                if draft.sources.is_empty() {
                    faults.push(Refusal::Required("sourceCodes"));
                }
                Some(Self::Merge { into: code, sources: draft.sources.clone() })
            }
            ChangeKind::Split => {
                if draft.heirs.len() < 2 {
                    faults.push(Refusal::Required("heirs"));
                }
                Some(Self::Split { code, heirs: draft.heirs.clone() })
            }
            ChangeKind::Close => Some(Self::Close { code, successor: draft.successor.clone() }),
            ChangeKind::Reopen => Some(Self::Reopen { code }),
        };
        match change {
            Some(change) if faults.is_empty() => Ok(change),
            _ => Err(faults),
        }
    }
}
