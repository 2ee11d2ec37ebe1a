//! `standard_replies.json`: texts that officers start from. Not here: filling them in.
//! To add a stage: `entities::vocab::ReplyStage`.
use super::fault::{Fault, finish};
use super::json::{self, Checker};
use entities::vocab::ReplyStage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One standard reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandardReplyRow {
    /// Unique.
    pub code: String,
    /// Where it is offered.
    pub stage: ReplyStage,
    /// Name in Indonesian.
    pub name: String,
    /// Text in Indonesian with `{placeholders}`.
    pub text: String,
    /// All placeholders of the text, sorted.
    pub placeholders: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    code: String,
    stage: String,
    name: String,
    text: String,
    placeholders: Vec<String>,
}

/// Reads the file; the placeholders of a reply must be those of its text.
pub fn parse_standard_replies(text: &str) -> Result<Vec<StandardReplyRow>, Vec<Fault>> {
    let elements = json::open::<Raw>(text, "replies")?;
    let mut faults = elements.faults;
    let keys = elements.rows.iter().map(|(line, raw)| (*line, raw.code.as_str()));
    json::must_be_unique(keys, "code", &mut faults);
    let rows = elements
        .rows
        .into_iter()
        .filter_map(|(line, raw)| row(&mut Checker { line, faults: &mut faults }, raw))
        .collect();
    finish(rows, faults)
}

fn row(check: &mut Checker<'_>, raw: Raw) -> Option<StandardReplyRow> {
    let stage = check.word("stage", &raw.stage, ReplyStage::ALL, ReplyStage::as_str);
    let code = check.text("code", raw.code);
    let name = check.text("name", raw.name);
    let text = check.text("text", raw.text);
    let found = placeholders_of(text.as_deref().unwrap_or_default());
    if raw.placeholders != found {
        check.fault("placeholders", format!("must be those of the text, sorted: {}", found.join(", ")));
    }
    Some(StandardReplyRow { code: code?, stage: stage?, name: name?, text: text?, placeholders: found })
}

/// The placeholders of a text, sorted, each once.
#[must_use]
pub fn placeholders_of(text: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    for piece in text.split('{').skip(1) {
        let is_name =
            |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if let Some((name, _)) = piece.split_once('}').filter(|(name, _)| is_name(name)) {
            found.insert(name.to_owned());
        }
    }
    found.into_iter().collect()
}
