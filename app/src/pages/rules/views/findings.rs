//! What the check of the rules found: what blocks, what is to be read, each with the rule it is about and its mend.
use leptos::prelude::*;

use super::super::page::Scene;
use super::super::queries::FindingBit;
use super::count;
use crate::forms::hidden_fields;
use crate::gql::rule_enums::RuleSetAction;
use crate::html::nothing;
use crate::texts::k;

/// So many warnings stand open; the others unfold.
const OPEN: usize = 8;

pub fn card(scene: &Scene) -> AnyView {
    let (visit, set) = (&scene.visit, &scene.set);
    let (errors, warnings) = set.counts();
    let counts = [("errors", count(errors).into()), ("warnings", count(warnings).into())];
    let list = |findings: &[&FindingBit]| findings.iter().map(|finding| line(scene, finding)).collect_view();
    let (blocking, warning): (Vec<&FindingBit>, Vec<&FindingBit>) =
        set.findings.iter().partition(|finding| finding.blocks());
    let (shown, rest) = warning.split_at(warning.len().min(OPEN));
    let fine = set.findings.is_empty().then(|| view! { <li class="ok"><p>{visit.t(k::RULES_NO_FINDINGS)}</p></li> });
    let more = if rest.is_empty() {
        nothing()
    } else {
        let label = visit.ta(k::RULES_MORE_FINDINGS, &[("n", visit.num(count(rest.len())).into())]);
        view! { <details class="fold"><summary>{label}</summary><ul class="findings" role="list">{list(rest)}</ul></details> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="h-periksa"><div class="card-head"><h2 id="h-periksa">{visit.t(k::RULES_FINDINGS)}</h2><span class="meta">{visit.ta(k::RULES_FINDINGS_N, &counts)}</span></div>
            <ul class="findings" role="list">{list(&blocking)}{list(shown)}{fine}</ul>{more}</section>
    }
    .into_any()
}

fn line(scene: &Scene, finding: &FindingBit) -> AnyView {
    let visit = &scene.visit;
    let (class, word) =
        if finding.blocks() { (None, k::RULES_FINDING_ERROR) } else { (Some("warn"), k::RULES_FINDING_WARNING) };
    let links = finding.position.map(|position| {
        let to = visit.ta(k::RULES_TO_RULE, &[("n", position.into())]);
        // Shown from the whole list: a search may have hidden the rule.
        let edit = scene.set.can(RuleSetAction::Edit).then(|| {
            let label = visit.ta(k::RULES_MEND_RULE, &[("n", position.into())]);
            view! { " "<a href=scene.builder(position)>{label}</a> }
        });
        view! { <p><a href=format!("{}#r{position}", scene.here())>{to}</a>{edit}</p> }
    });
    view! { <li class=class><p><span class="vh">{visit.t(word)}": "</span>{finding.message.clone()}</p>{links}{mend(scene, finding)}</li> }
        .into_any()
}

/// A place at which the rule works, as a button.
fn mend(scene: &Scene, finding: &FindingBit) -> AnyView {
    let visit = &scene.visit;
    let Some((position, to)) = finding.position.zip(finding.move_to).filter(|_| scene.set.can(RuleSetAction::Edit))
    else {
        return nothing();
    };
    view! {
        <form method="post" class="mend no-print" action=scene.action("pindah")>{hidden_fields(visit)}
            <input type="hidden" name="version" value=scene.set.version.to_string()/><input type="hidden" name="dilihat" value=visit.door.now.to_rfc3339()/>
            <input type="hidden" name="position" value=position.to_string()/><input type="hidden" name="to" value=to.to_string()/>
            <button class="btn small">{visit.ta(k::RULES_MOVE_TO, &[("n", to.into())])}</button></form>
    }
    .into_any()
}
