//! One rule as a form: what it is called and where it stands, when it holds, what happens then.
use leptos::prelude::*;

use super::super::build::Bench;
use super::super::page::address;
use super::{conditions, consequence, crumb};
use crate::components::agency_choices;
use crate::forms::{Choice, Form};
use crate::gql::rule_enums::RuleMode;
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::encoded;

/// The content of the page.
pub fn page(bench: &Bench) -> AnyView {
    let (visit, set) = (&bench.visit, &bench.set);
    let title = visit.t(if bench.act == "tulis" { k::RULE_EDIT_TITLE } else { k::RULE_NEW_TITLE });
    let form = Form::new(visit, bench.act, &bench.typed);
    let urutan = bench.editing.map(|position| form.hidden("urutan", position.to_string()));
    let save = if bench.act == "tulis" { k::RULE_SAVE } else { k::RULE_ADD };
    let action = format!("{}/{}", address(&set.id), bench.act);
    let fields = view! {
        {form.hidden("version", set.version.to_string())}{form.hidden("dilihat", visit.door.now.to_rfc3339())}{urutan}
        {head(&form)}{conditions::fields(bench, &form)}{consequence::fields(bench, &form)}
        <div class="row"><button class="btn primary">{visit.t(save)}</button><a class="btn quiet" href=address(&set.id)>{visit.t(k::RULE_CANCEL)}</a></div>
    };
    view! {
        {crumb(visit, Some((&set.id, set.number)), &title)}
        <div class="page-head"><div><p class="eyebrow">{set.title.clone()}</p><h1>{title.clone()}</h1><p class="lede">{visit.t(k::RULE_LEDE)}</p></div></div>
        {from_case(bench)}{conflict(bench)}{findings(bench)}
        <section class="card builder" aria-label=title>{form.open(action, fields.into_any())}</section>
    }
    .into_any()
}

/// The report that the rule was made from.
fn from_case(bench: &Bench) -> AnyView {
    let Some(reference) = &bench.from_case else { return nothing() };
    view! { <p class="note">{bench.visit.t(k::RULE_FROM_CASE)}" "<a href=format!("/laporan/{}", encoded(reference))>{reference.clone()}</a></p> }.into_any()
}

/// Somebody else was quicker: what stands at the place of the rule now is said, because rules make room for each other.
fn conflict(bench: &Bench) -> AnyView {
    if !bench.conflict {
        return nothing();
    }
    let visit = &bench.visit;
    let now = match (bench.editing, bench.here()) {
        (Some(position), Some(rule)) => {
            Some(visit.ta(k::RULE_NOW_AT, &[("n", position.into()), ("name", rule.name.clone().into())]))
        }
        (Some(position), None) => Some(visit.ta(k::RULE_NONE_AT, &[("n", position.into())])),
        (None, _) => None,
    };
    let now = now.map(|text| view! { <p>{text}</p> });
    let back = address(&bench.set.id);
    view! { <div class="note" role="alert"><p><b>{visit.t(k::RULES_CONFLICT)}</b></p>{now}<p><a href=back>{visit.t(k::RULE_SEE_VERSION)}</a></p></div> }.into_any()
}

/// What the check says of the rule as it is kept.
fn findings(bench: &Bench) -> AnyView {
    let found = bench.set.rule.as_ref().map(|rule| rule.findings.as_slice()).unwrap_or_default();
    if found.is_empty() {
        return nothing();
    }
    let lines = found
        .iter()
        .map(|finding| {
            let blocks = finding.blocks();
            let word = if blocks { k::RULES_FINDING_ERROR } else { k::RULES_FINDING_WARNING };
            let class = (!blocks).then_some("warn");
            view! { <li class=class><p><span class="vh">{bench.visit.t(word)}": "</span>{finding.message.clone()}</p></li> }
        })
        .collect_view();
    view! { <ul class="findings card" role="list">{lines}</ul> }.into_any()
}

fn head(form: &Form<'_>) -> AnyView {
    let modes = RuleMode::ALL
        .iter()
        .map(|mode| {
            let note = if *mode == RuleMode::Automatic { k::RULE_AUTOMATIC_NOTE } else { k::RULE_SUGGEST_NOTE };
            Choice::new(mode.value(), form.visit.t(mode.label())).note(form.visit.t(note))
        })
        .collect();
    view! {
        <div class="pair">{form.field("name", k::RULE_NAME).required().input()}
            {form.field("position", k::RULE_POSITION).hint(k::RULE_POSITION_HINT).kind("number").required().input()}</div>
        {form.field("because", k::RULE_BECAUSE).hint(k::RULE_BECAUSE_HINT).required().rows(2).area()}
        {form.field("mode", k::RULE_MODE).radios(modes)}
        {form.field("active", k::RULE_ACTIVE).hint(k::RULE_ACTIVE_HINT).tick(true)}
    }
    .into_any()
}

/// A heading of the form, with the fields below it.
pub fn part(form: &Form<'_>, title: Key, hint: Key, fields: AnyView) -> AnyView {
    view! { <fieldset class="part"><legend>{form.visit.t(title)}</legend><p class="meta">{form.visit.t(hint)}</p>{fields}</fieldset> }.into_any()
}

/// Several boxes to tick under one name; what was chosen and is not offered stays, by its code.
pub fn boxes(form: &Form<'_>, name: &'static str, label: Key, choices: Vec<Choice>) -> AnyView {
    let chosen = form.typed.all(name);
    let mut choices = choices;
    for value in &chosen {
        if !choices.iter().any(|known| known.value == *value) {
            choices.push(Choice::new(value.clone(), value.clone()));
        }
    }
    let boxes = choices.into_iter().map(|choice| tick(name, choice, &chosen)).collect_view();
    let fault = fault(form, name);
    view! { <fieldset class="field" id=format!("{}-{name}", form.id)><legend>{form.visit.t(label)}</legend><div class="ticks">{boxes}</div>{fault}</fieldset> }.into_any()
}

/// One box.
pub fn tick(name: &'static str, choice: Choice, chosen: &[String]) -> AnyView {
    let on = chosen.contains(&choice.value);
    view! { <label class="choice"><input type="checkbox" name=name value=choice.value checked=on/><span>{choice.label}</span></label> }.into_any()
}

/// What is wrong with a group of boxes.
pub fn fault(form: &Form<'_>, name: &str) -> AnyView {
    match form.typed.fault_of(name).map(str::to_owned) {
        Some(text) => view! { <span class="error">{text}</span> }.into_any(),
        None => nothing(),
    }
}

/// Looks for agencies whose codes go into one of the lists of the form.
pub fn helper(bench: &Bench, form: &Form<'_>, functions: Vec<Choice>) -> AnyView {
    let visit = form.visit;
    let find = view! { <button class="btn small" name="tombol" value="cari-lain" formnovalidate=true>{visit.t(k::AGENCY_FIND)}</button> };
    let search =
        form.field("extra_search", k::RULE_FIND).hint(k::RULE_FIND_HINT).unmarked().kind("search").autocomplete("off");
    let found = bench.found.as_ref().filter(|found| found.field == "extra_code");
    let mut choices = found.map_or_else(Vec::new, |found| agency_choices(visit, &found.agencies));
    let chosen = form.typed.get("extra_code");
    if !chosen.is_empty() && !choices.iter().any(|known| known.value == chosen) {
        choices.insert(0, Choice::new(chosen.clone(), chosen));
    }
    let note = match found {
        Some(found) if found.agencies.is_empty() => Some(k::AGENCY_NOT_FOUND),
        Some(found) if found.more => Some(k::AGENCY_MORE),
        _ => None,
    };
    let note = note.map(|key| view! { <p class="meta" role="status">{visit.t(key)}</p> });
    let list =
        if choices.is_empty() { nothing() } else { form.field("extra_code", k::AGENCY_CHOICE).radio_rows(choices) };
    let button = |value: &'static str, key: Key| {
        view! { <button class="btn small" name="tombol" value=value formnovalidate=true>{visit.t(key)}</button> }
    };
    view! {
        <div class="helper">{search.input_with(find.into_any())}{note}{list}
            {form.field("extra_function", k::RULE_FIND_FUNCTION).hint(k::RULE_FIND_FUNCTION_HINT).unmarked().select(Some(k::RULE_FUNCTION_NONE), functions)}
            <p class="row">{button("pendukung", k::RULE_USE_SUPPORTING)}{button("tembusan", k::RULE_USE_INFORMED)}{button("cadangan", k::RULE_USE_OTHERWISE)}{button("disebut", k::RULE_USE_NAMED)}</p></div>
    }
    .into_any()
}
