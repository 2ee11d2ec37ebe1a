//! One report, tried: a form, what would happen and why, the text with the words that rules look for, and every
//! rule that was looked at.
use leptos::prelude::*;

use super::super::handlers::TRY;
use super::super::page::{Scene, Tried};
use super::super::queries::{TriedBit, WordBit};
use crate::components::topic_choices;
use crate::forms::{Choice, Form};
use crate::gql::enums::Classification;
use crate::gql::rule_enums::{TextPart, TriedOutcome};
use crate::texts::k;

pub fn card(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    let form = Form::new(visit, TRY, &scene.asked);
    let regions =
        scene.regions.iter().map(|region| Choice::new(region.code.clone(), region.name.clone())).collect::<Vec<_>>();
    let kinds =
        Classification::ALL.iter().map(|kind| Choice::new(kind.value(), visit.t(kind.label()))).collect::<Vec<_>>();
    let fields = view! {
        {form.field("judul", k::RULES_TEST_TITLE).unmarked().input()}
        {form.field("isi", k::RULES_TEST_BODY).unmarked().rows(3).area()}
        {form.field("topik", k::RULES_TEST_TOPIC).unmarked().select(Some(k::RULES_TEST_NONE), topic_choices(&scene.topics))}
        {form.field("wilayah", k::RULES_TEST_REGION).unmarked().select(Some(k::RULES_TEST_NONE), regions)}
        {form.field("klasifikasi", k::RULES_TEST_CLASS).unmarked().select(Some(k::RULES_TEST_NONE), kinds)}
        <div class="row"><button class="btn">{visit.t(k::RULES_TEST_DO)}</button></div>
    };
    let action = format!("{}#h-uji", scene.action(TRY));
    view! {
        <section class="card" aria-labelledby="h-uji"><h2 id="h-uji">{visit.t(k::RULES_TEST)}</h2><p class="meta">{visit.t(k::RULES_TEST_HINT)}</p>
            <div class="no-print">{form.open(action, fields.into_any())}</div>
            {scene.tried.as_ref().map(|tried| result(scene, tried))}</section>
    }
    .into_any()
}

fn result(scene: &Scene, tried: &Tried) -> AnyView {
    let visit = &scene.visit;
    let Some(decision) = &tried.decision else {
        return view! { <p class="note">{visit.t(k::RULES_TEST_MAY_NOT)}</p> }.into_any();
    };
    let lead = decision.lead.as_ref().map(|agency| view! { <p><b>{agency.name.clone()}</b></p> });
    let lost = decision.target_lost.then(|| view! { <p>{visit.t(k::RULES_TEST_LOST)}</p> });
    // Rules that were not reached are told only where they would have known a word.
    let told: Vec<&TriedBit> = decision
        .trace
        .iter()
        .filter(|rule| rule.outcome != TriedOutcome::NotReached || !rule.words.is_empty())
        .collect();
    let words: Vec<&WordBit> = told.iter().flat_map(|rule| &rule.words).collect();
    let text = |part: TextPart, text: &str| {
        let spans: Vec<(i32, i32)> =
            words.iter().filter(|word| word.part == part).map(|word| (word.start, word.end)).collect();
        marked(text, spans)
    };
    let steps = told.into_iter().map(|rule| step(scene, rule)).collect_view();
    let steps = view! { <details class="trace" open=true><summary>{visit.t(k::RULES_TEST_TRACE)}</summary><ol>{steps}</ol></details> };
    view! {
        <div class="note tip" role="status"><p>{decision.sentence.clone()}</p>{lead}{lost}</div>
        <div class="tried"><p><b>{text(TextPart::Title, &tried.title)}</b></p><p>{text(TextPart::Body, &tried.body)}</p></div>
        {steps}
    }
    .into_any()
}

fn step(scene: &Scene, rule: &TriedBit) -> AnyView {
    let visit = &scene.visit;
    let here = if rule.outcome == TriedOutcome::Decided { "yes" } else { "no" };
    let name = if rule.own {
        // A rule of the regency's own version stands on another page.
        view! { <span>{rule.name.clone()}" "<span class="tag">{visit.t(k::RULES_TEST_OWN)}</span></span> }.into_any()
    } else {
        view! { <a href=format!("{}#r{}", scene.here(), rule.position)>{rule.name.clone()}</a> }.into_any()
    };
    let steps = rule.steps.iter().map(|step| view! { <small>{step.clone()}</small> }).collect_view();
    view! { <li data-r=here><span>{rule.position}</span><span>{name}<small><span class="tag">{visit.t(rule.outcome.label())}</span>" "{rule.sentence.clone()}</small>{steps}</span></li> }.into_any()
}

/// The text with these spans of characters marked; spans that touch or overlap become one.
fn marked(text: &str, mut spans: Vec<(i32, i32)>) -> AnyView {
    spans.sort_unstable();
    let mut chars = text.chars();
    let mut out: Vec<AnyView> = Vec::new();
    let (mut at, mut spans) = (0usize, spans.into_iter().peekable());
    while let Some((start, end)) = spans.next() {
        let (Ok(start), Ok(mut end)) = (usize::try_from(start), usize::try_from(end)) else { continue };
        let start = start.max(at);
        while let Some((_, next_end)) = spans.next_if(|(next, _)| usize::try_from(*next).is_ok_and(|next| next <= end))
        {
            end = end.max(usize::try_from(next_end).unwrap_or_default());
        }
        if end <= start {
            continue;
        }
        let between: String = chars.by_ref().take(start - at).collect();
        let word: String = chars.by_ref().take(end - start).collect();
        at = end;
        // An empty text would be printed as a blank.
        out.extend((!between.is_empty()).then(|| between.into_any()));
        out.extend((!word.is_empty()).then(|| view! { <mark>{word}</mark> }.into_any()));
    }
    let rest: String = chars.collect();
    out.extend((!rest.is_empty()).then(|| rest.into_any()));
    out.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::render;

    #[test]
    fn words_are_marked_by_characters_once_and_nothing_else_changes() {
        let html = |text: &str, spans: &[(i32, i32)]| render(marked(text, spans.to_vec()));
        assert_eq!(html("Lampu gang mati", &[(0, 10)]), "<mark>Lampu gang</mark> mati");
        assert_eq!(html("é lampu gang", &[(8, 12), (2, 7), (2, 9)]), "é <mark>lampu gang</mark>");
        assert_eq!(html("a <b>", &[(2, 99), (-1, 2)]), "a <mark>&lt;b&gt;</mark>");
        assert_eq!(html("kata", &[(3, 1), (9, 12)]), "kata");
    }
}
