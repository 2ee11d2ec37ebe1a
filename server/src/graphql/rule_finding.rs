//! What the lint says of a version of the rules, and what has changed from one to another.
use async_graphql::SimpleObject;

use super::{
    plan_preview::FindingSeverity, rule_enums::RuleChangeKind, rule_names::worded, rule_set::whole, view::Viewer,
};
use crate::{
    domain::rules::{Change, Finding, Kind, Severity},
    op::Locale,
    texts::rules::{conditions, lint},
};

/// Something that is wrong with a version of the rules, or to be read. Keepers of its government's rules.
#[derive(SimpleObject)]
pub struct RuleFinding {
    /// Whether it blocks submitting and publishing.
    pub severity: FindingSeverity,
    /// What kind, e.g. `UNREACHABLE`.
    pub code: &'static str,
    /// In the viewer's language: which rule, what, why, and how to mend it.
    pub message: String,
    /// Position of the rule; null for the version as a whole.
    pub position: Option<i32>,
    /// A free position to which the rule can be moved, where that mends it.
    pub move_to: Option<i32>,
}

impl RuleFinding {
    /// Findings in the viewer's language.
    ///
    /// # Errors
    /// Database.
    pub(super) async fn all(view: &Viewer, findings: &[&Finding]) -> async_graphql::Result<Vec<Self>> {
        let locale = view.op.locale;
        let messages =
            worded(view, |names| findings.iter().map(|one| lint::finding(locale, one, names)).collect::<Vec<_>>());
        let found = findings.iter().zip(messages.await?);
        Ok(found
            .map(|(finding, message)| Self {
                severity: match finding.severity() {
                    Severity::Error => FindingSeverity::Error,
                    Severity::Warning => FindingSeverity::Warning,
                },
                code: code(&finding.kind),
                message,
                position: finding.rule.as_ref().map(|rule| whole(rule.0)),
                move_to: match finding.kind {
                    Kind::Unreachable { free_before, .. } => free_before.map(whole),
                    _ => None,
                },
            })
            .collect())
    }
}

/// The word of a kind in the schema.
fn code(kind: &Kind) -> &'static str {
    match kind {
        Kind::TooMuch { .. } => "TOO_MUCH",
        Kind::NoName => "NO_NAME",
        Kind::NoReason => "NO_REASON",
        Kind::PositionTwice => "POSITION_TWICE",
        Kind::NoFallback => "NO_FALLBACK",
        Kind::Unreachable { .. } => "UNREACHABLE",
        Kind::TopicTaken { .. } => "TOPIC_TAKEN",
        Kind::TargetClosed { .. } => "TARGET_CLOSED",
        Kind::TargetClosing { .. } => "TARGET_CLOSING",
        Kind::TargetUnknown { .. } => "TARGET_UNKNOWN",
        Kind::TargetOutside { .. } => "TARGET_OUTSIDE",
        Kind::NoTarget => "NO_TARGET",
        Kind::TargetWithoutForward => "TARGET_WITHOUT_FORWARD",
        Kind::FunctionUnknown { .. } => "FUNCTION_UNKNOWN",
        Kind::FunctionTwice { .. } => "FUNCTION_TWICE",
        Kind::FunctionLeft { .. } => "FUNCTION_LEFT",
        Kind::Unresolvable { .. } => "UNRESOLVABLE",
        Kind::AutomaticUnresolvable { .. } => "AUTOMATIC_UNRESOLVABLE",
        Kind::AutomaticWithoutForward => "AUTOMATIC_WITHOUT_FORWARD",
        Kind::Conflict { .. } => "CONFLICT",
        Kind::ConflictPossible { .. } => "CONFLICT_POSSIBLE",
        Kind::CodeUnknown { .. } => "CODE_UNKNOWN",
        Kind::CodeContained { .. } => "CODE_CONTAINED",
        Kind::RegionOutside { .. } => "REGION_OUTSIDE",
        Kind::TimeEmpty => "TIME_EMPTY",
        Kind::NamedContradicts => "NAMED_CONTRADICTS",
        Kind::OnlyConfidential => "ONLY_CONFIDENTIAL",
        Kind::KeywordEmpty { .. } => "KEYWORD_EMPTY",
        Kind::KeywordContained { .. } => "KEYWORD_CONTAINED",
        Kind::NotAllCompared { .. } => "NOT_ALL_COMPARED",
        Kind::More { .. } => "MORE",
        Kind::OnlyFallback { .. } => "ONLY_FALLBACK",
    }
}

/// What has become of a rule from one version to another. Keepers of the rules of both governments.
#[derive(SimpleObject)]
pub struct RuleChange {
    /// What.
    pub kind: RuleChangeKind,
    /// Name of the rule; of one that has changed, the new name.
    pub name: String,
    /// Its position before; null for a new one.
    pub from: Option<i32>,
    /// Its position now; null for one that is gone.
    pub to: Option<i32>,
    /// Names of the parts that have changed, in the viewer's language.
    pub fields: Vec<String>,
}

impl RuleChange {
    pub(super) fn of(change: Change, locale: Locale) -> Self {
        match change {
            Change::Added { position, name } => {
                Self { kind: RuleChangeKind::Added, name, from: None, to: Some(whole(position)), fields: vec![] }
            }
            Change::Removed { position, name } => {
                Self { kind: RuleChangeKind::Removed, name, from: Some(whole(position)), to: None, fields: vec![] }
            }
            Change::Changed { from, to, name, moved, fields } => {
                let only_moved = moved && fields.is_empty();
                let mut words: Vec<String> =
                    fields.into_iter().map(|field| conditions::field(locale, field).to_owned()).collect();
                if !only_moved && (moved || from != to) {
                    words.push(conditions::position(locale).to_owned());
                }
                let kind = if only_moved { RuleChangeKind::Moved } else { RuleChangeKind::Changed };
                Self { kind, name, from: Some(whole(from)), to: Some(whole(to)), fields: words }
            }
        }
    }
}
