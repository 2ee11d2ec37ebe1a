//! What a parsed query would cost, found out before the schema sees it.
//!
//! Fragments are measured once each and their sizes added up, so that a document whose fragments double each
//! other is refused without being expanded; the schema's own checks would walk all of it.
use std::collections::HashMap;

use async_graphql::parser::types::{
    ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Positioned, Value, Variables};

use super::graphql_error::EdgeError;
use crate::config::LimitsConfig;

/// How deep fragments may lead into each other, fields counted too: guards the stack of this module.
const MAX_LEVELS: usize = 128;

/// Rows that a list costs where the query names no page size.
const USUAL_PAGE: u64 = 20;

/// Limits of one query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryLimits {
    /// Levels of fields.
    pub depth: usize,
    /// Fields, those in lists multiplied by the page size.
    pub complexity: usize,
    /// Aliases.
    pub aliases: usize,
    /// Directives.
    pub directives: usize,
    /// Tokens of the text.
    pub tokens: usize,
    /// Largest page; a larger one costs no more, as it is refused later.
    pub page_size: usize,
}

impl From<&LimitsConfig> for QueryLimits {
    fn from(config: &LimitsConfig) -> Self {
        Self {
            depth: config.query_depth,
            complexity: config.query_complexity,
            aliases: config.query_aliases,
            directives: config.query_directives,
            tokens: config.query_tokens,
            page_size: config.page_size,
        }
    }
}

/// What a query comes to, fragments expanded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Levels of fields.
    pub depth: usize,
    /// Fields, those in lists multiplied by the page size.
    pub complexity: u64,
    /// Aliases.
    pub aliases: u64,
    /// Directives.
    pub directives: u64,
    /// Selections of every kind, not multiplied.
    pub selections: u64,
    /// Levels of fields and fragments together.
    pub levels: usize,
}

impl Cost {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.complexity = self.complexity.saturating_add(other.complexity);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.selections = self.selections.saturating_add(other.selections);
        self.levels = self.levels.max(other.levels);
    }
}

/// Measures `operation` and refuses what is beyond a limit.
///
/// # Errors
/// `TOO_DEEP`, `TOO_COMPLEX`, `TOO_MANY_ALIASES` or `TOO_MANY_DIRECTIVES` with `limit` and `actual`;
/// `GRAPHQL_VALIDATION_FAILED` for fragments that lead back to themselves.
pub fn check(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
    limits: &QueryLimits,
) -> Result<Cost, EdgeError> {
    let mut measure = Measure { document, operation, variables, limits, fragments: HashMap::new() };
    // Fragments that nothing uses are walked by the schema as well.
    for (name, fragment) in &document.fragments {
        measure.fragment(name, fragment, 0)?;
    }
    let mut cost = measure.set(&operation.selection_set, 0)?;
    cost.directives = cost.directives.saturating_add(operation.directives.len() as u64);
    let mut walked = 0u64;
    for (_, other) in document.operations.iter() {
        walked = walked.saturating_add(measure.set(&other.node.selection_set, 0)?.selections);
    }
    let found = [
        ("TOO_DEEP", "levels of fields", cost.depth as u64, limits.depth),
        ("TOO_MANY_ALIASES", "aliases", cost.aliases, limits.aliases),
        ("TOO_MANY_DIRECTIVES", "directives", cost.directives, limits.directives),
        ("TOO_COMPLEX", "fields, page sizes multiplied", cost.complexity.max(walked), limits.complexity),
    ];
    match found.into_iter().find(|(_, _, actual, limit)| *actual > *limit as u64) {
        None => Ok(cost),
        Some((code, what, actual, limit)) => {
            let message = format!("The query has {actual} {what}; the limit of this server is {limit}.");
            Err(EdgeError::of_document(code, message).with("limit", limit).with("actual", actual))
        }
    }
}

struct Measure<'a> {
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    limits: &'a QueryLimits,
    /// `None` while a fragment is being measured.
    fragments: HashMap<&'a str, Option<Cost>>,
}

impl<'a> Measure<'a> {
    fn set(&mut self, set: &'a Positioned<SelectionSet>, level: usize) -> Result<Cost, EdgeError> {
        let refuse = || {
            let message = format!("The query leads through more than {MAX_LEVELS} fields and fragments.");
            Err(EdgeError::of_document("TOO_DEEP", message).with("limit", MAX_LEVELS).at(set.pos))
        };
        if level > MAX_LEVELS {
            return refuse();
        }
        let mut sum = Cost::default();
        for selection in &set.node.items {
            let mut cost = match &selection.node {
                Selection::Field(field) => self.field(&field.node, level)?,
                Selection::InlineFragment(inline) => self.set(&inline.node.selection_set, level + 1)?,
                Selection::FragmentSpread(spread) => {
                    let document = self.document;
                    match document.fragments.get_key_value(&spread.node.fragment_name.node) {
                        Some((name, fragment)) => self.fragment(name, fragment, level + 1)?,
                        // The schema tells that it is unknown.
                        None => Cost::default(),
                    }
                }
            };
            cost.selections = cost.selections.saturating_add(1);
            cost.directives = cost.directives.saturating_add(selection.node.directives().len() as u64);
            sum.add(cost);
        }
        // Counted from below as well, so that the order in which fragments are met makes no difference.
        sum.levels += 1;
        if sum.levels > MAX_LEVELS { refuse() } else { Ok(sum) }
    }

    fn fragment(
        &mut self,
        name: &'a str,
        fragment: &'a Positioned<FragmentDefinition>,
        level: usize,
    ) -> Result<Cost, EdgeError> {
        match self.fragments.get(name) {
            Some(Some(cost)) => Ok(*cost),
            Some(None) => {
                let message = format!("The fragment \"{name}\" leads back to itself.");
                Err(EdgeError::of_document("GRAPHQL_VALIDATION_FAILED", message).at(fragment.pos))
            }
            None => {
                self.fragments.insert(name, None);
                let cost = self.set(&fragment.node.selection_set, level)?;
                self.fragments.insert(name, Some(cost));
                Ok(cost)
            }
        }
    }

    fn field(&mut self, field: &'a Field, level: usize) -> Result<Cost, EdgeError> {
        let mut cost = self.set(&field.selection_set, level + 1)?;
        cost.depth = cost.depth.saturating_add(1);
        cost.aliases = cost.aliases.saturating_add(u64::from(field.alias.is_some()));
        cost.complexity = cost.complexity.saturating_mul(self.rows(field)).saturating_add(1);
        Ok(cost)
    }

    /// How many times what is below a field is fetched: the page asked for.
    fn rows(&self, field: &Field) -> u64 {
        let most = self.limits.page_size as u64;
        let asked = ["first", "last"].iter().filter_map(|name| field.get_argument(name)).find_map(|argument| {
            let value = argument.node.clone().into_const_with(|name| self.variable(&name).ok_or(())).ok()?;
            match value {
                Value::Number(number) => Some(number.as_u64().unwrap_or(0)),
                _ => None,
            }
        });
        let is_list = || {
            let named = |selection: &Positioned<Selection>| matches!(&selection.node, Selection::Field(field) if matches!(field.node.name.node.as_str(), "nodes" | "edges"));
            field.selection_set.node.items.iter().any(named)
        };
        match asked {
            Some(rows) => rows.clamp(1, most.max(1)),
            None if is_list() => USUAL_PAGE.min(most.max(1)),
            None => 1,
        }
    }

    fn variable(&self, name: &str) -> Option<Value> {
        self.variables.get(name).cloned().or_else(|| {
            let defined = self.operation.variable_definitions.iter().find(|defined| defined.node.name.node == name)?;
            defined.node.default_value.as_ref().map(|value| value.node.clone())
        })
    }
}

#[cfg(test)]
mod tests;
