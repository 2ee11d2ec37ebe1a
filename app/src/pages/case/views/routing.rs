//! What the rules say of this report: the suggestion above the forward form, taken by one click; "Mengapa ke sini?" with
//! each rule that was tried; and the note on a dispute, out of whose decision a keeper of rules can make a rule.
use leptos::prelude::*;

use super::super::page::Scene;
use super::about;
use crate::components::{ReportText, trace};
use crate::gql::enums::{CaseAction, CaseStatus};
use crate::gql::fragments::AgencyBit;
use crate::gql::routing_enums::{RuleAction, RuleSetCan, SuggestionState};
use crate::gql::rules::RoutingDecisionBit;
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

/// The suggestion that waits; nothing where there is none. `primary` fills its button.
pub fn suggestion(scene: &Scene, primary: bool) -> AnyView {
    let visit = &scene.visit;
    let Some(decision) = scene.case.suggestion() else {
        return nothing();
    };
    let said = match (decision.person, decision.action) {
        (Some(person), _) => view! { <p class="note">{visit.t(person.label())}" "{why_link(visit)}</p> }.into_any(),
        (None, Some(RuleAction::Forward)) => forward(scene, decision, primary),
        (None, Some(action)) => other_act(scene, decision, action),
        (None, None) => nothing(),
    };
    view! { {said}{lost(visit, decision)} }.into_any()
}

/// An agency that leads: one button takes it, with those that help and read.
fn forward(scene: &Scene, decision: &RoutingDecisionBit, primary: bool) -> AnyView {
    let visit = &scene.visit;
    let Some(lead) = &decision.lead else { return nothing() };
    let what = visit.ta(k::ROUTING_SUGGESTED, &[("what", lead.name.clone().into())]);
    let below = if scene.case.suggested_lead().is_none() {
        view! { <p class="meta">{visit.t(k::ROUTING_HERE_ALREADY)}</p> }.into_any()
    } else if scene.case.verified {
        let form = scene.form("saran");
        let class = if primary { "btn primary" } else { "btn" };
        let fields = view! {
            {about(scene, &form)}{form.hidden("target_code", lead.code.clone())}
            {form.hidden("supporting_codes", codes(&decision.supporting))}{form.hidden("informed_codes", codes(&decision.informed))}
            <button class=class>{visit.ta(k::ROUTING_TAKE, &[("agency", lead.short_name.clone().into())])}</button>
        };
        view! {
            {others(visit, k::PARTY_SUPPORTING, &decision.supporting)}{others(visit, k::PARTY_INFORMED, &decision.informed)}
            {form.open(scene.action("teruskan"), fields.into_any())}
        }
        .into_any()
    } else {
        view! { <p class="meta">{visit.t(k::ROUTING_VERIFY_FIRST)}</p> }.into_any()
    };
    advice(visit, decision, what, below)
}

/// Something else than forwarding: the way to the form of that act, and to the standard text of the rule.
fn other_act(scene: &Scene, decision: &RoutingDecisionBit, action: RuleAction) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    let what = visit.ta(k::ROUTING_SUGGESTED, &[("what", visit.t(action.label()).into())]);
    let (act, needed) = match action {
        RuleAction::AskSupplement => ("tunda", CaseAction::Postpone),
        RuleAction::Forward | RuleAction::Refer | RuleAction::Archive => ("arsipkan", CaseAction::Archive),
    };
    let waiting = needed == CaseAction::Archive && case.archive_proposal.is_some();
    let page = format!("/laporan/{}", encoded(&case.reference));
    let open = (case.can(needed) && !waiting).then(|| {
        view! { <a class="btn" href=format!("{page}?buka={act}#{act}")>{visit.t(needed.label())}</a> }
    });
    let texts = scene.tools.iter().flat_map(|tools| &tools.standard_replies);
    let text = texts
        .filter(|_| case.can(CaseAction::DraftReply))
        .find(|text| decision.reply_code.as_ref() == Some(&text.code))
        .map(|text| {
            let label = visit.ta(k::ROUTING_USE_TEXT, &[("name", text.name.clone().into())]);
            view! { <a class="btn" href=format!("{page}?teks={}#balas", encoded(&text.code))>{label}</a> }
        });
    let below = if open.is_none() && text.is_none() {
        nothing()
    } else {
        view! { <div class="row">{open}{text}</div> }.into_any()
    };
    advice(visit, decision, what, below)
}

/// "Disarankan: X, karena aturan 570 ...": what and why in one sentence.
fn advice(visit: &Visit, decision: &RoutingDecisionBit, what: String, below: AnyView) -> AnyView {
    let why = match (decision.rule_position, &decision.rule_name) {
        (Some(position), Some(name)) => visit.ta(
            k::ROUTING_BECAUSE,
            &[
                ("position", position.to_string().into()),
                ("name", name.clone().into()),
                ("because", decision.because.as_ref().unwrap_or(&decision.sentence).clone().into()),
            ],
        ),
        _ => format!(": {}", decision.sentence),
    };
    view! { <div class="suggest"><p><strong>{what}</strong>{why}" "{why_link(visit)}</p>{below}</div> }.into_any()
}

fn why_link(visit: &Visit) -> AnyView {
    view! { <a href="#mengapa">{visit.t(k::ROUTING_WHY)}</a> }.into_any()
}

fn codes(agencies: &[AgencyBit]) -> String {
    agencies.iter().map(|agency| agency.code.as_str()).collect::<Vec<_>>().join(", ")
}

fn others(visit: &Visit, part: Key, agencies: &[AgencyBit]) -> AnyView {
    if agencies.is_empty() {
        return nothing();
    }
    let names = agencies.iter().map(|agency| agency.name.as_str()).collect::<Vec<_>>().join(", ");
    view! { <p class="meta">{visit.t(part)}": "{names}</p> }.into_any()
}

/// The flag on a report for which a rule's target is gone.
fn lost(visit: &Visit, decision: &RoutingDecisionBit) -> AnyView {
    if decision.target_lost {
        view! { <p class="note">{visit.t(k::ROUTING_TARGET_LOST)}</p> }.into_any()
    } else {
        nothing()
    }
}

/// "Mengapa ke sini?": version, decision, what became of it, and the rules that were tried.
pub fn why(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    let Some((routing, decision)) =
        case.routing.as_ref().and_then(|routing| Some((routing, routing.decision.as_ref()?)))
    else {
        return nothing();
    };
    let version = routing.version.map(|n| visit.ta(k::ROUTING_VERSION, &[("n", n.to_string().into())]));
    let to = if routing.state == SuggestionState::Other { &routing.chosen } else { &routing.lead };
    // The rules may have said to archive it, and it was.
    let label = if routing.state == SuggestionState::Taken && to.is_none() {
        k::ROUTING_STATE_FOLLOWED
    } else {
        routing.state.label()
    };
    let to = to.as_ref().map(|agency| agency.name.clone()).unwrap_or_default();
    let at = routing.settled_at.map(|at| visit.moment(at)).unwrap_or_default();
    let state = visit.ta(label, &[("at", at.into()), ("agency", to.into())]);
    let reason = routing
        .other_reason
        .map(|reason| format!(" {}", visit.ta(k::ROUTING_OTHER_REASON, &[("reason", visit.t(reason.label()).into())])));
    let set = routing.rule_set.as_ref().map(|set| {
        let href = format!("/aturan/{}", encoded(set.id.inner()));
        view! { <p><a href=href>{visit.t(k::ROUTING_SEE_VERSION)}</a></p> }
    });
    // Seen without unfolding: somebody has to look at the rules.
    let flag = decision
        .target_lost
        .then(|| view! { " "<span class="tag strong">{visit.t(k::ROUTING_TARGET_LOST_TAG)}</span> });
    let text = ReportText { title: case.title.as_deref(), body: case.body.as_deref() };
    view! {
        <section class="card" id="mengapa" aria-labelledby="h-mengapa"><details class="fold"><summary><h2 id="h-mengapa">{visit.t(k::ROUTING_WHY)}</h2>" "<span class="meta">{version}</span>{flag}</summary>
            <div class="stack"><p>{decision.sentence.clone()}</p><p class="meta">{state}{reason}</p>{trace(visit, &decision.trace, text)}{set}</div></details></section>
    }
    .into_any()
}

/// Returned for the third time: the coordinator decides, and that holds.
pub fn dispute(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    if !case.disputed {
        return nothing();
    }
    let text = if is_decided(case.status) { k::ROUTING_DISPUTE_DECIDED } else { k::ROUTING_DISPUTE_OPEN };
    let rule = rule_from_decision(scene).map(|href| view! { <p><a href=href>{visit.t(k::ROUTING_MAKE_RULE)}</a></p> });
    view! { <div class="note"><p><b>{visit.t(k::ROUTING_DISPUTE)}</b></p><p>{visit.t(text)}</p>{rule}</div> }.into_any()
}

/// It went somewhere.
fn is_decided(status: CaseStatus) -> bool {
    match status {
        CaseStatus::Submitted | CaseStatus::Postponed | CaseStatus::Returned | CaseStatus::Reopened => false,
        CaseStatus::Forwarded
        | CaseStatus::InProgress
        | CaseStatus::AwaitingConfirmation
        | CaseStatus::Closed
        | CaseStatus::Archived => true,
    }
}

/// The address at which a rule begins with topic, region and target of a decision; for those who keep the rules.
fn rule_from_decision(scene: &Scene) -> Option<String> {
    let case = &scene.case;
    let routing = case.routing.as_ref().filter(|_| is_decided(case.status))?;
    routing.rule_set.as_ref().filter(|set| set.viewer_can.contains(&RuleSetCan::Copy))?;
    // Who has it by now may be a unit far below: what counts is to whom it was given.
    let given = match routing.state {
        SuggestionState::Other => routing.chosen.as_ref(),
        SuggestionState::Taken | SuggestionState::Automatic => routing.lead.as_ref(),
        SuggestionState::Open | SuggestionState::Overtaken => None,
    };
    let target = given.unwrap_or(&case.holder);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("dari", &case.reference);
    if let Some(topic) = &case.topic {
        query.append_pair("topik", &topic.code);
    }
    if let Some(region) = &case.region {
        query.append_pair("wilayah", &region.code);
    }
    query.append_pair("sasaran", &target.code);
    Some(format!("/aturan?{}", query.finish()))
}
