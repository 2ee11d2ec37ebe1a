//! Keywords of one rule: nothing left of it, or said twice.
use super::about;
use super::finding::{Finding, Kind};
use crate::domain::rules::model::Rule;
use crate::domain::rules::normalise::normal_phrase;

/// Whether the words of `part` stand side by side in `whole`.
pub(super) fn contains(whole: &[String], part: &[String]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

/// Both lists of one rule.
pub(super) fn keywords(rule: &Rule, findings: &mut Vec<Finding>) {
    for (list, any) in [(&rule.when.keywords_any, true), (&rule.when.keywords_all, false)] {
        let phrases: Vec<Vec<String>> = list.iter().map(|keyword| normal_phrase(keyword)).collect();
        for (at, (keyword, phrase)) in list.iter().zip(&phrases).enumerate() {
            if phrase.is_empty() {
                findings.push(about(rule, Kind::KeywordEmpty { keyword: keyword.clone() }));
                continue;
            }
            let other = list.iter().zip(&phrases).enumerate().find(|(other, (_, theirs))| {
                let holds = if any { contains(phrase, theirs) } else { contains(theirs, phrase) };
                *other != at && holds && (*theirs != phrase || *other < at)
            });
            if let Some((_, (by, _))) = other {
                findings.push(about(rule, Kind::KeywordContained { keyword: keyword.clone(), by: by.clone() }));
            }
        }
    }
}
