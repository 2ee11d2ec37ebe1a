//! Edits of the rules of a version that is being written: one rule each, under the version that was seen.
use entities::ids::RuleSetId;

use super::{
    ClientKey, Failure,
    rule_input::clean,
    rule_sets::{Entry, Sheet, open},
    rule_weighing::read,
    unknown_as,
};
use crate::{
    domain::{
        refusal::Refusal,
        rules::{Rule, RuleSet, Scope, edit},
    },
    op::Op,
};

/// One edit of the rules of a version.
async fn edit_rules(
    op: &Op,
    id: RuleSetId,
    version: i64,
    key: Option<&ClientKey>,
    change: impl FnOnce(&RuleSet) -> Result<RuleSet, Failure> + Send,
) -> Result<RuleSetId, Failure> {
    let sheet = match Sheet::open(op, key).await? {
        Entry::Replay(id) => return Ok(id),
        Entry::Fresh(sheet) => *sheet,
    };
    let row = open(op, &sheet.work, id, version).await?;
    if !row.status.is_editable() {
        return Err(Refusal::RuleSetState(row.status).into());
    }
    let changed = change(&read(&row, Scope::default())?)?;
    sheet.work.rewrite_rules(row, &changed).await.map_err(unknown_as("ruleSetId"))?;
    sheet.finish(id).await
}

/// Adds a rule at its position.
///
/// # Errors
/// Input, right, state, version.
pub async fn add_rule(
    op: &Op,
    id: RuleSetId,
    version: i64,
    rule: Rule,
    key: Option<&ClientKey>,
) -> Result<RuleSetId, Failure> {
    edit_rules(op, id, version, key, |set| Ok(edit::add(set, clean(rule)?)?)).await
}

/// Writes the rule of a position anew.
///
/// # Errors
/// Input, right, state, version; no rule there.
pub async fn update_rule(
    op: &Op,
    id: RuleSetId,
    version: i64,
    position: u32,
    rule: Rule,
    key: Option<&ClientKey>,
) -> Result<RuleSetId, Failure> {
    edit_rules(op, id, version, key, |set| Ok(edit::replace(set, position, clean(rule)?)?)).await
}

/// Moves the rule of a position to another.
///
/// # Errors
/// Right, state, version; no rule there, no room.
pub async fn move_rule(
    op: &Op,
    id: RuleSetId,
    version: i64,
    position: u32,
    to: u32,
    key: Option<&ClientKey>,
) -> Result<RuleSetId, Failure> {
    edit_rules(op, id, version, key, |set| Ok(edit::move_to(set, position, to)?)).await
}

/// Takes the rule of a position out.
///
/// # Errors
/// Right, state, version; no rule there.
pub async fn remove_rule(
    op: &Op,
    id: RuleSetId,
    version: i64,
    position: u32,
    key: Option<&ClientKey>,
) -> Result<RuleSetId, Failure> {
    edit_rules(op, id, version, key, |set| Ok(edit::remove(set, position)?)).await
}
