//! When a rule holds: all conditions together, an empty one always. Nothing needs a script: topics unfold by their top
//! topic, words stand line by line.
use leptos::prelude::*;

use super::super::build::Bench;
use super::builder::{boxes, fault, part, tick};
use crate::forms::{Choice, Form};
use crate::gql::enums::{Channel, Classification, Urgency};
use crate::gql::fragments::TopicBit;
use crate::gql::plan_enums::AgencyKind;
use crate::gql::rule_enums::Weekday;
use crate::html::nothing;
use crate::texts::{Key, k};

/// The fields.
pub fn fields(bench: &Bench, form: &Form<'_>) -> AnyView {
    let visit = form.visit;
    let choice = |value: &str, key: Key| Choice::new(value, visit.t(key));
    let regions =
        bench.regions.iter().map(|region| Choice::new(region.code.clone(), region.name.clone())).collect::<Vec<_>>();
    let classes = Classification::ALL.iter().map(|one| choice(one.value(), one.label())).collect();
    let channels = Channel::ALL.iter().map(|one| choice(one.value(), one.label())).collect();
    let urgencies = Urgency::ALL.iter().map(|one| choice(one.value(), one.label())).collect();
    let kinds = AgencyKind::ALL.iter().map(|one| choice(one.value(), one.label())).collect();
    let days = Weekday::ALL.iter().map(|one| choice(one.value(), one.label())).collect();
    let places = view! { {boxes(form, "region_codes", k::RULE_REGIONS, regions)}
    {form.field("more_regions", k::RULE_MORE_REGIONS).hint(k::RULE_MORE_REGIONS_HINT).autocomplete("off").input()} };
    let words = view! {
        <div class="pair">{form.field("keywords_any", k::RULE_KEYWORDS_ANY).hint(k::RULE_KEYWORDS_ANY_HINT).rows(5).area()}
            {form.field("keywords_all", k::RULE_KEYWORDS_ALL).hint(k::RULE_KEYWORDS_ALL_HINT).rows(5).area()}</div>
    };
    let report = view! {
        {boxes(form, "classifications", k::RULE_CLASSES, classes)}{boxes(form, "urgencies", k::RULE_URGENCIES, urgencies)}
        {boxes(form, "channels", k::RULE_CHANNELS, channels)}
    };
    let named = view! {
        {form.field("named_agency_codes", k::RULE_NAMED_AGENCIES).hint(k::RULE_NAMED_AGENCIES_HINT).rows(2).area()}
        {boxes(form, "named_kinds", k::RULE_NAMED_KINDS, kinds)}
    };
    let hours = view! {
        {boxes(form, "weekdays", k::RULE_WEEKDAYS, days)}
        <div class="pair">{form.field("from", k::RULE_FROM).hint(k::RULE_FROM_HINT).autocomplete("off").input()}
            {form.field("until", k::RULE_UNTIL).hint(k::RULE_UNTIL_HINT).autocomplete("off").input()}</div>
    };
    let all = view! {
        {topics(bench, form)}{places}{words}
        {more(form, &["classifications", "urgencies", "channels"], k::RULE_MORE_REPORT, report.into_any())}
        {more(form, &["named_agency_codes", "named_kinds"], k::RULE_MORE_NAMED, named.into_any())}
        {more(form, &["weekdays", "from", "until"], k::RULE_MORE_TIME, hours.into_any())}
    };
    part(form, k::RULE_WHEN, k::RULE_WHEN_HINT, all.into_any())
}

/// Conditions that few rules have; unfolded where one of them says something.
fn more(form: &Form<'_>, names: &[&str], label: Key, fields: AnyView) -> AnyView {
    let open = names.iter().any(|name| form.typed.opt(name).is_some() || form.typed.fault_of(name).is_some());
    view! { <details class="fold" open=open><summary>{form.visit.t(label)}</summary><div class="stack">{fields}</div></details> }.into_any()
}

/// Top topics, each with those below it; choosing the top one means all of them.
fn topics(bench: &Bench, form: &Form<'_>) -> AnyView {
    let visit = form.visit;
    let chosen = form.typed.all("topic_codes");
    let below = |top: &TopicBit| {
        bench.topics.iter().filter(|topic| topic.parent_code.as_deref() == Some(top.code.as_str())).collect::<Vec<_>>()
    };
    let groups = bench
        .topics
        .iter()
        .filter(|topic| topic.parent_code.is_none())
        .map(|top| {
            let below = below(top);
            let n = std::iter::once(top).chain(below.iter().copied()).filter(|topic| chosen.contains(&topic.code)).count();
            let open = n > 0;
            let count = open.then(|| {
                view! { " "<span class="tag river">{visit.ta(k::RULE_TOPICS_CHOSEN, &[("n", super::count(n).into())])}</span> }
            });
            let whole = visit.ta(k::RULE_TOPIC_WHOLE, &[("name", top.name.clone().into())]);
            let ticks = below
                .into_iter()
                .map(|topic| tick("topic_codes", Choice::new(topic.code.clone(), topic.name.clone()), &chosen))
                .collect_view();
            view! {
                <details class="topic" open=open><summary>{top.name.clone()}{count}</summary>
                    <div class="ticks">{tick("topic_codes", Choice::new(top.code.clone(), whole), &chosen)}{ticks}</div></details>
            }
        })
        .collect_view();
    let unknown: Vec<Choice> = chosen
        .iter()
        .filter(|code| !bench.topics.iter().any(|topic| topic.code == **code))
        .map(|code| Choice::new(code.clone(), code.clone()))
        .collect();
    let unknown = if unknown.is_empty() {
        nothing()
    } else {
        unknown.into_iter().map(|choice| tick("topic_codes", choice, &chosen)).collect_view().into_any()
    };
    let fault = fault(form, "topic_codes");
    view! { <fieldset class="field topics" id=format!("{}-topic_codes", form.id)><legend>{visit.t(k::RULE_TOPICS)}</legend><span class="hint">{visit.t(k::RULE_TOPICS_HINT)}</span>{unknown}{groups}{fault}</fieldset> }.into_any()
}
