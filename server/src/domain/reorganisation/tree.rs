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
    /// What hangs directly below each code: a plan of thousands of changes asks for it at every one.
    below: BTreeMap<String, BTreeSet<String>>,
}

/// Who has a function in a place: open units, invented ones left out.
pub(super) type Holders<'a> = BTreeMap<(&'a str, &'a str), BTreeSet<&'a str>>;

impl Tree {
    /// A tree of these nodes.
    #[must_use]
    pub fn new(nodes: impl IntoIterator<Item = Node>) -> Self {
        let mut tree = Self::default();
        for node in nodes {
            tree.insert(node);
        }
        tree
    }

    /// The node of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Node> {
        self.nodes.get(code)
    }

    /// To change anything but the parent, which `hang` changes.
    pub(super) fn get_mut(&mut self, code: &str) -> Option<&mut Node> {
        self.nodes.get_mut(code)
    }

    pub(super) fn insert(&mut self, node: Node) {
        self.lift(&node.code);
        if let Some(parent) = &node.parent {
            self.below.entry(parent.clone()).or_default().insert(node.code.clone());
        }
        self.nodes.insert(node.code.clone(), node);
    }

    pub(super) fn hang(&mut self, code: &str, parent: &str) {
        self.lift(code);
        if let Some(node) = self.nodes.get_mut(code) {
            node.parent = Some(parent.to_owned());
            self.below.entry(parent.to_owned()).or_default().insert(code.to_owned());
        }
    }

    /// Takes a code from below its parent.
    fn lift(&mut self, code: &str) {
        let Some(parent) = self.nodes.get(code).and_then(|node| node.parent.as_ref()) else { return };
        if let Some(units) = self.below.get_mut(parent) {
            units.remove(code);
            if units.is_empty() {
                self.below.remove(parent);
            }
        }
    }

    /// All nodes, by code.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values()
    }

    /// Directly below, by code.
    #[must_use]
    pub fn children(&self, code: &str) -> Vec<&Node> {
        self.below.get(code).into_iter().flatten().filter_map(|code| self.nodes.get(code)).collect()
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

    /// Who has which function where.
    pub(super) fn holders(&self) -> Holders<'_> {
        let mut holders = Holders::new();
        for node in self.nodes.values().filter(|node| node.open && !node.fictitious) {
            for function in &node.functions {
                for area in node.areas() {
                    holders.entry((function, area)).or_default().insert(&node.code);
                }
            }
        }
        holders
    }
}
