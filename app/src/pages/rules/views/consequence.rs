//! What happens where a rule holds: who leads, who helps, who reads, and how pressing it is.
use leptos::prelude::*;

use super::super::build::Bench;
use super::super::written::TargetKind;
use super::builder::{helper, part};
use crate::components::{Finder, agency_finder, function_codes};
use crate::forms::{Choice, Form};
use crate::gql::enums::Urgency;
use crate::gql::rule_enums::RuleAction;
use crate::texts::{Key, k};

const TARGET: Finder = Finder {
    name: "forward_code",
    search: "forward_search",
    button: "cari-sasaran",
    label: k::RULE_TARGET_AGENCY,
    hint: k::RULE_TARGET_AGENCY_HINT,
};

/// The fields.
pub fn fields(bench: &Bench, form: &Form<'_>) -> AnyView {
    let visit = form.visit;
    let actions = RuleAction::ALL
        .iter()
        .map(|action| Choice::new(action.value(), visit.t(action.label())).note(visit.t(about(*action))))
        .collect();
    let urgencies = Urgency::ALL.iter().map(|one| Choice::new(one.value(), visit.t(one.label()))).collect();
    let kinds = TargetKind::ALL
        .into_iter()
        .map(|kind| {
            let (label, note) = match kind {
                TargetKind::Agency => (k::RULE_TARGET_BY_CODE, k::RULE_TARGET_BY_CODE_NOTE),
                TargetKind::Function => (k::RULE_TARGET_BY_FUNCTION, k::RULE_TARGET_BY_FUNCTION_NOTE),
                TargetKind::Named => (k::RULE_TARGET_NAMED, k::RULE_TARGET_NAMED_NOTE),
            };
            Choice::new(kind.value(), visit.t(label)).note(visit.t(note))
        })
        .collect();
    let reasons = bench.archive_reasons.iter().map(|one| Choice::new(one.code.clone(), one.name.clone())).collect();
    let replies = bench.replies.iter().map(|one| Choice::new(one.code.clone(), one.name.clone())).collect();
    let target = view! {
        {form.field("target_kind", k::RULE_TARGET_KIND).radios(kinds)}
        {agency_finder(visit, form, TARGET, bench.target.clone(), None, bench.found.as_ref())}
        <div class="pair">{form.field("function", k::RULE_FUNCTION).hint(k::RULE_FUNCTION_HINT).unmarked().select(Some(k::RULE_FUNCTION_NONE), functions(form, "function"))}
            {form.field("function_next", k::RULE_FUNCTION_NEXT).hint(k::RULE_FUNCTION_NEXT_HINT).select(Some(k::RULE_FUNCTION_NONE), functions(form, "function_next"))}
            {form.field("otherwise_code", k::RULE_OTHERWISE).hint(k::RULE_OTHERWISE_HINT).autocomplete("off").input()}</div>
    };
    let others = view! {
        <div class="pair">{form.field("supporting", k::RULE_SUPPORTING).hint(k::RULE_LINES_HINT).rows(3).area()}
            {form.field("informed", k::RULE_INFORMED).hint(k::RULE_LINES_HINT).rows(3).area()}</div>
        {helper(bench, form, functions(form, "extra_function"))}
    };
    let all = view! {
        {form.field("action", k::RULE_ACTION).radios(actions)}
        {target}{others}
        {form.field("urgency", k::RULE_URGENCY).radios(urgencies)}
        <div class="pair">{form.field("archive_reason_code", k::RULE_ARCHIVE_REASON).hint(k::RULE_ARCHIVE_REASON_HINT).unmarked().select(Some(k::RULE_NOTHING), reasons)}
            {form.field("reply_code", k::RULE_REPLY).hint(k::RULE_REPLY_HINT).unmarked().select(Some(k::RULE_NOTHING), replies)}</div>
    };
    part(form, k::RULE_THEN, k::RULE_THEN_HINT, all.into_any())
}

fn about(action: RuleAction) -> Key {
    match action {
        RuleAction::Forward => k::RULE_ACTION_FORWARD_NOTE,
        RuleAction::Refer => k::RULE_ACTION_REFER_NOTE,
        RuleAction::AskSupplement => k::RULE_ACTION_ASK_SUPPLEMENT_NOTE,
        RuleAction::Archive => k::RULE_ACTION_ARCHIVE_NOTE,
    }
}

/// Functions by their words; one that has none here stays, by its code.
fn functions(form: &Form<'_>, field: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = function_codes(form.visit)
        .into_iter()
        .map(|(code, words)| Choice::new(code, format!("{words} ({code})")))
        .collect();
    let chosen = form.typed.get(field);
    if !chosen.is_empty() && !choices.iter().any(|known| known.value == chosen) {
        choices.push(Choice::new(chosen.clone(), chosen));
    }
    choices
}
