//! The tree as a value: nodes by code, a part of the whole that is large enough for the plan at hand.
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entities::{ids::AgencyId, vocab::AgencyKind};

/// Deeper than any government is; a path that is longer runs in a circle.
const DEEPEST: usize = 64;

/// One agency or unit on the day of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// None for one that a plan creates.
    pub id: Option<AgencyId>,
    /// Stable.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// Kind.
    pub kind: AgencyKind,
    /// Tasks.
    pub functions: BTreeSet<String>,
    /// One level up, by code.
    pub parent: Option<String>,
    /// Area of authority.
    pub region: Option<String>,
    /// Further regencies or cities served.
    pub serves: BTreeSet<String>,
    /// In force on the day.
    pub open: bool,
    /// Who inherits, once closed.
    pub successor: Option<String>,
    /// Invented for the sample reports.
    pub fictitious: bool,
    /// Since when it is as it is: no plan may reach behind it.
    pub since: NaiveDate,
}

impl Node {
    /// Regencies and cities in which it has its functions.
    pub fn areas(&self) -> impl Iterator<Item = &str> {
        self.region.iter().map(String::as_str).chain(self.serves.iter().map(String::as_str))
    }
}

/// Nodes by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: BTreeMap<String, Node>,
}

impl Tree {
    /// A tree of these nodes.
    #[must_use]
    pub fn new(nodes: impl IntoIterator<Item = Node>) -> Self {
        Self { nodes: nodes.into_iter().map(|node| (node.code.clone(), node)).collect() }
    }

    /// The node of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Node> {
        self.nodes.get(code)
    }

    pub(super) fn get_mut(&mut self, code: &str) -> Option<&mut Node> {
        self.nodes.get_mut(code)
    }

    pub(super) fn insert(&mut self, node: Node) {
        self.nodes.insert(node.code.clone(), node);
    }

    /// All nodes, by code.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values()
    }

    /// Directly below, by code.
    #[must_use]
    pub fn children(&self, code: &str) -> Vec<&Node> {
        self.nodes.values().filter(|node| node.parent.as_deref() == Some(code)).collect()
    }

    /// From the root to the node itself; empty for an unknown one and for one that hangs in a circle.
    #[must_use]
    pub fn path(&self, code: &str) -> Vec<&str> {
        let mut path = vec![];
        let mut next = self.nodes.get(code);
        while let Some(node) = next {
            if path.len() >= DEEPEST {
                return vec![];
            }
            path.push(node.code.as_str());
            next = node.parent.as_deref().and_then(|parent| self.nodes.get(parent));
        }
        path.reverse();
        path
    }

    /// Whether `code` is `top` or lies below it.
    #[must_use]
    pub fn is_within(&self, code: &str, top: &str) -> bool {
        self.path(code).contains(&top)
    }

    /// The nearest government at or above it.
    #[must_use]
    pub fn government(&self, code: &str) -> Option<&str> {
        let path = self.path(code);
        path.into_iter().rev().find(|code| self.nodes.get(*code).is_some_and(|node| node.kind.is_government()))
    }

    /// Codes of a node and everything below it.
    #[must_use]
    pub fn subtree(&self, top: &str) -> Vec<&str> {
        self.nodes.keys().map(String::as_str).filter(|code| self.is_within(code, top)).collect()
    }

    /// Functions that two open units have in one place: function, place, both codes.
    pub(super) fn rivals(&self) -> BTreeSet<(String, String, String, String)> {
        let mut holders: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for node in self.nodes.values().filter(|node| node.open && !node.fictitious) {
            for function in &node.functions {
                for area in node.areas().collect::<BTreeSet<_>>() {
                    holders.entry((function, area)).or_default().push(&node.code);
                }
            }
        }
        let mut found = BTreeSet::new();
        for ((function, area), codes) in holders {
            for (index, one) in codes.iter().enumerate() {
                for two in codes.iter().skip(index + 1) {
                    found.insert((function.to_owned(), area.to_owned(), (*one).to_owned(), (*two).to_owned()));
                }
            }
        }
        found
    }

    /// Open, invented ones left out, with this function in this place.
    #[must_use]
    pub fn with_function(&self, function: &str, area: &str) -> Vec<&str> {
        self.nodes
            .values()
            .filter(|node| node.open && !node.fictitious && node.functions.contains(function))
            .filter(|node| node.areas().any(|own| own == area))
            .map(|node| node.code.as_str())
            .collect()
    }
}
