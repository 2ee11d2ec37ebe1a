//! The fields of a change, by kind. Agencies are found by words or typed as a code; nothing needs a script.
use leptos::prelude::*;

use super::super::change::{HEIRS, HeirFields, PICKED};
use super::super::page::Scene;
use crate::components::{agency_choices, function_codes};
use crate::forms::{Choice, Form};
use crate::gql::plan_enums::{AgencyKind, ChangeKind};
use crate::html::nothing;
use crate::texts::{Key, k};

/// The id of the suggestions.
const LIST: &str = "dl-instansi";

/// The fields of that kind, then what every change has.
pub fn of(scene: &Scene, form: &Form<'_>, kind: ChangeKind) -> AnyView {
    let own = match kind {
        ChangeKind::Create => view! {
            {code(form, k::FIELD_NEW_CODE, k::FIELD_NEW_CODE_HINT)}{names(form)}{kind_field(form, true)}
            {pick(scene, form, "parent_code", k::FIELD_PARENT, k::FIELD_PICK_HINT)}{duties(form)}
        }
        .into_any(),
        ChangeKind::Rename => {
            view! { {pick(scene, form, "code", k::FIELD_AGENCY, k::FIELD_PICK_HINT)}{names(form)} }.into_any()
        }
        ChangeKind::Adjust => view! {
            {pick(scene, form, "code", k::FIELD_AGENCY, k::FIELD_PICK_HINT)}{kind_field(form, false)}{duties(form)}
        }
        .into_any(),
        ChangeKind::Move => view! {
            {pick(scene, form, "code", k::FIELD_AGENCY, k::FIELD_PICK_HINT)}{pick(scene, form, "parent_code", k::FIELD_NEW_PARENT, k::FIELD_PICK_HINT)}
        }
        .into_any(),
        ChangeKind::Merge => merge(scene, form),
        ChangeKind::Split => split(scene, form),
        ChangeKind::Close => view! {
            {pick(scene, form, "code", k::FIELD_AGENCY, k::FIELD_PICK_HINT)}{pick(scene, form, "successor_code", k::FIELD_SUCCESSOR, k::FIELD_SUCCESSOR_HINT)}
        }
        .into_any(),
        ChangeKind::Reopen => pick(scene, form, "code", k::FIELD_CLOSED, k::FIELD_PICK_HINT),
    };
    view! {
        {own}
        <div class="pair">{form.field("legal_reference", k::FIELD_LAW).hint(k::FIELD_LAW_HINT).input()}{form.field("note", k::FIELD_NOTE).rows(2).area()}</div>
    }
    .into_any()
}

/// Suggests codes while somebody types.
pub fn suggestions(scene: &Scene) -> AnyView {
    let options = scene
        .agencies
        .iter()
        .map(|agency| view! { <option value=agency.code.clone()>{agency.name.clone()}</option> })
        .collect_view();
    view! { <datalist id=LIST>{options}</datalist> }.into_any()
}

fn code(form: &Form<'_>, label: Key, hint: Key) -> AnyView {
    form.field("code", label).hint(hint).required().autocomplete("off").input()
}

fn names(form: &Form<'_>) -> AnyView {
    let (name, short) = (form.field("name", k::FIELD_NAME).required(), form.field("short_name", k::FIELD_SHORT_NAME));
    view! { <div class="pair">{name.input()}{short.input()}</div> }.into_any()
}

fn kind_field(form: &Form<'_>, needed: bool) -> AnyView {
    let choices: Vec<Choice> =
        AgencyKind::ALL.iter().map(|kind| Choice::new(kind.value(), form.visit.t(kind.label()))).collect();
    let field = form.field("agency_kind", k::AGENCY_KIND);
    let field = if needed { field.required() } else { field };
    field.select(Some(if needed { k::FIELD_CHOOSE } else { k::FIELD_KEEP }), choices)
}

fn duties(form: &Form<'_>) -> AnyView {
    let codes = function_codes(form.visit)
        .into_iter()
        .map(|(code, words)| view! { <dt><code>{code}</code></dt><dd>{words}</dd> })
        .collect_view();
    view! {
        {form.field("functions", k::AGENCY_FUNCTIONS).hint(k::FIELD_LIST_HINT).autocomplete("off").input()}
        <details class="fold"><summary>{form.visit.t(k::FIELD_FUNCTION_CODES)}</summary><dl class="facts">{codes}</dl></details>
        <div class="pair">{form.field("region_code", k::FIELD_REGION).hint(k::FIELD_REGION_HINT).autocomplete("off").input()}
            {form.field("serves_regions", k::FIELD_SERVES).hint(k::FIELD_LIST_HINT).autocomplete("off").input()}</div>
    }
    .into_any()
}

fn merge(scene: &Scene, form: &Form<'_>) -> AnyView {
    let visit = form.visit;
    view! {
        {pick(scene, form, "source_pick", k::FIELD_SOURCE, k::FIELD_SOURCE_HINT)}
        <p class="row"><button class="btn small" name="tombol" value="sumber" formnovalidate=true>{visit.t(k::FIELD_ADD_SOURCE)}</button></p>
        {form.field("source_codes", k::FIELD_SOURCES).hint(k::CASE_CODES_HINT).unmarked().autocomplete("off").input()}
        {pick(scene, form, "code", k::FIELD_TARGET, k::FIELD_TARGET_HINT)}
    }
    .into_any()
}

fn split(scene: &Scene, form: &Form<'_>) -> AnyView {
    let visit = form.visit;
    let used = HEIRS.iter().rposition(|heir| {
        [heir.code, heir.topics, heir.regions, heir.units].iter().any(|name| form.typed.opt(name).is_some())
    });
    // Two shares at least, and always a free one.
    let shown = used.map_or(0, |last| last + 1).max(2) + 1;
    let shares = HEIRS
        .iter()
        .take(shown)
        .enumerate()
        .map(|(i, heir)| {
            view! {
                <fieldset class="heir"><legend>{visit.ta(k::FIELD_SHARE, &[("n", (i as i64 + 1).into())])}</legend>{returned(form, heir)}
                    {form.field(heir.code, k::FIELD_HEIR).unmarked().autocomplete("off").list(LIST).input()}
                    <div class="pair">{form.field(heir.topics, k::FIELD_TOPICS).unmarked().autocomplete("off").input()}
                        {form.field(heir.regions, k::FIELD_REGIONS).unmarked().autocomplete("off").input()}
                        {form.field(heir.units, k::FIELD_UNITS).unmarked().autocomplete("off").list(LIST).input()}</div></fieldset>
            }
        })
        .collect_view();
    let topics = scene
        .topics
        .iter()
        .map(|topic| view! { <li><code>{topic.code.clone()}</code>" "{topic.name.clone()}</li> })
        .collect_view();
    view! {
        {pick(scene, form, "code", k::FIELD_SPLIT, k::FIELD_PICK_HINT)}
        <p class="meta">{visit.t(k::FIELD_SHARES_HINT)}</p>{shares}
        {pick(scene, form, "heir_pick", k::FIELD_FIND_HEIR, k::FIELD_FIND_HEIR_HINT)}
        <p class="row"><button class="btn small" name="tombol" value="waris" formnovalidate=true>{visit.t(k::FIELD_ADD_HEIR)}</button></p>
        <details class="trace"><summary>{visit.t(k::FIELD_TOPIC_CODES)}</summary><ul class="plain">{topics}</ul></details>
    }
    .into_any()
}

/// A share of a counter-plan that only takes what had been taken stays one.
fn returned(form: &Form<'_>, heir: &HeirFields) -> AnyView {
    if form.typed.flag(heir.returned) { form.field(heir.returned, k::FIELD_RETURNED).tick(true) } else { nothing() }
}

/// An agency by search, or by its code typed into the search.
fn pick(scene: &Scene, form: &Form<'_>, name: &'static str, label: Key, hint: Key) -> AnyView {
    let visit = form.visit;
    let Some((_, search)) = PICKED.iter().find(|(field, _)| *field == name) else { return nothing() };
    let button = view! { <button class="btn small" name="tombol" value=format!("cari-{name}") formnovalidate=true>{visit.t(k::AGENCY_FIND)}</button> };
    let field = form.field(search, label).hint(hint).unmarked().kind("search").autocomplete("off").list(LIST);
    let found = scene.shown.found.as_ref().filter(|found| found.field == name);
    let mut choices = found.map_or_else(Vec::new, |found| agency_choices(visit, &found.agencies));
    let chosen = form.typed.get(name);
    if !chosen.is_empty() && !choices.iter().any(|known| known.value == chosen) {
        let known = scene.agencies.iter().find(|agency| agency.code == chosen);
        let label = known.map_or_else(|| chosen.clone(), |agency| agency.name.clone());
        choices.insert(0, Choice::new(chosen.clone(), label).note(chosen));
    }
    let note = match found {
        Some(found) if found.agencies.is_empty() => Some(k::AGENCY_NOT_FOUND),
        Some(found) if found.more => Some(k::AGENCY_MORE),
        _ => None,
    };
    let note = note.map(|key| view! { <p class="meta" role="status">{visit.t(key)}</p> });
    let list = if choices.is_empty() {
        // The refusal needs a place of its own while there is nothing to choose from.
        let fault = form.typed.fault_of(name).map(str::to_owned);
        fault.map(|text| view! { <p class="field" id=format!("{}-{name}", form.id)><span class="error">{text}</span></p> }).into_any()
    } else {
        form.field(name, k::AGENCY_CHOICE).radio_rows(choices)
    };
    view! { {field.input_with(button.into_any())}{note}{list} }.into_any()
}
