//! The page of an agency: facts, people, units, what leads to it, and how it became what it is.
use leptos::prelude::*;

use super::handlers::Asked;
use super::queries::{AgencyView, PlanLink};
use super::stage;
use crate::components::{count_words, function_words, number_table, pager};
use crate::format::day_long;
use crate::gql::fragments::AgencyBit;
use crate::gql::plan_enums::AgencyAction;
use crate::html::nothing;
use crate::pages::people::{self, from_to};
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// The content of the page.
pub fn page(visit: &Visit, asked: &Asked, agency: AgencyView) -> AnyView {
    let link = |code: &str| match asked.as_of {
        Some(day) => format!("/instansi/{}?per={day}", encoded(code)),
        None => format!("/instansi/{}", encoded(code)),
    };
    let path = agency
        .ancestors
        .iter()
        .map(|above| view! { <li><a href=link(&above.code)>{above.short_name.clone()}</a></li> })
        .collect_view();
    let in_tree = {
        let open: Vec<&str> =
            agency.ancestors.iter().skip(1).map(|above| above.code.as_str()).chain([agency.code.as_str()]).collect();
        let day = asked.as_of.map(|day| format!("&per={day}")).unwrap_or_default();
        format!("/instansi?buka={}{day}#n-{}", encoded(&open.join(",")), encoded(&agency.code))
    };
    let people = view! {
        {people::members(visit, &agency.code, agency.members.as_deref(), &agency.appointable_roles)}
        {people::invitations(visit, &agency.code, agency.invitations.as_deref())}
    };
    let plan = agency
        .viewer_can
        .contains(&AgencyAction::Plan)
        .then(|| view! { <a class="btn" href="/penataan#h-baru">{visit.t(k::TREE_NEW_PLAN)}</a> });
    view! {
        <nav class="crumb" aria-label=visit.t(k::AGENCY_PATH)><ol><li><a href="/instansi">{visit.t(k::NAV_TREE)}</a></li>{path}<li aria-current="page">{agency.short_name.clone()}</li></ol></nav>
        <div class="page-head"><div><p class="eyebrow">{visit.t(agency.kind.label())}</p><h1>{agency.name.clone()}</h1>
            <p class="meta"><span class="ref">{agency.code.clone()}</span>" · "{agency.short_name.clone()}</p></div>
            <div class="row no-print"><a class="btn" href=in_tree>{visit.t(k::TREE_IN_PLACE)}</a>{plan}</div></div>
        {notes(visit, asked, &agency)}
        <div class="split">
            <div class="stack stack-l">{people}{units(visit, asked, &agency)}{history(visit, &agency)}</div>
            <div class="stack">{facts(visit, &agency)}{targets(visit, &agency)}{overrides(visit, &agency)}{plans(visit, agency.plans.as_deref())}</div>
        </div>
    }
    .into_any()
}

fn notes(visit: &Visit, asked: &Asked, agency: &AgencyView) -> AnyView {
    let past = asked.as_of.map(|day| {
        let today = format!("/instansi/{}", encoded(&agency.code));
        view! { <p class="note">{visit.ta(k::TREE_AS_OF, &[("day", day_long(visit.locale(), day).into())])}" "<a href=today>{visit.t(k::TREE_TODAY)}</a></p> }
    });
    let closed = agency.valid_to.filter(|last| *last < asked.day || asked.as_of.is_none()).map(|last| {
        let day = day_long(visit.locale(), last);
        let heirs = if agency.heirs.is_empty() {
            nothing()
        } else {
            view! { " "{visit.t(k::AGENCY_HEIRS)}" "{names(&agency.heirs)}"." }.into_any()
        };
        view! { <p class="note">{visit.ta(k::AGENCY_CLOSED_ON, &[("day", day.into())])}{heirs}</p> }
    });
    let vacant = (agency.vacant == Some(true)).then(|| view! { <p class="note">{visit.t(k::AGENCY_VACANT_NOTE)}</p> });
    view! { {past}{closed}{vacant} }.into_any()
}

/// Names as links, with commas.
fn names(agencies: &[AgencyBit]) -> AnyView {
    agencies
        .iter()
        .enumerate()
        .map(|(i, agency)| {
            let comma = (i > 0).then_some(", ");
            view! { {comma}<a href=format!("/instansi/{}", encoded(&agency.code))>{agency.name.clone()}</a> }
        })
        .collect_view()
        .into_any()
}

fn facts(visit: &Visit, agency: &AgencyView) -> AnyView {
    let mut rows: Vec<AnyView> = Vec::new();
    let mut row = |label: String, value: AnyView| rows.push(view! { <dt>{label}</dt><dd>{value}</dd> }.into_any());
    let functions: Vec<String> = agency.functions.iter().map(|code| function_words(visit, code)).collect();
    let functions = if functions.is_empty() { "–".to_owned() } else { functions.join(", ") };
    row(visit.t(k::AGENCY_FUNCTIONS), functions.into_any());
    let region =
        agency.region.as_ref().map_or_else(|| visit.t(k::AGENCY_WHOLE_COUNTRY), |region| region.full_name.clone());
    row(visit.t(k::AGENCY_REGION), region.into_any());
    if let Some(government) = &agency.government {
        row(visit.t(k::AGENCY_GOVERNMENT), names(std::slice::from_ref(government)));
    }
    row(visit.t(k::AGENCY_SINCE), visit.date(agency.valid_from).into_any());
    if let Some(last) = agency.valid_to {
        row(visit.t(k::AGENCY_UNTIL), visit.date(last).into_any());
    }
    if let Some(officers) = agency.officers_in_office {
        row(visit.t(k::AGENCY_PEOPLE), visit.ta(k::AGENCY_OFFICERS, &[("n", officers.into())]).into_any());
    }
    if let Some(figures) = agency.figures {
        let queue = format!("/antrean?instansi={}", encoded(&agency.code));
        let late = format!("{queue}&tenggat=lewat");
        let open = visit.ta(
            k::AGENCY_OPEN,
            &[("n", visit.num(figures.subtree_open).into()), ("own", visit.num(figures.open).into())],
        );
        let over = visit.num(figures.subtree_overdue);
        let own = count_words(visit, figures.overdue, figures.overdue_capped);
        let over = visit.ta(k::AGENCY_OVERDUE, &[("n", over.into()), ("own", own.into())]);
        row(
            visit.t(k::AGENCY_CASES),
            view! { <a class="line" href=queue>{open}</a><a class="line" href=late>{over}</a> }.into_any(),
        );
        row(
            visit.t(k::AGENCY_VACANCIES),
            view! { <a href="/instansi/kosong">{visit.num(figures.subtree_vacant)}</a> }.into_any(),
        );
    }
    view! { <section class="card now" aria-labelledby="h-fakta"><h2 id="h-fakta">{visit.t(k::AGENCY_FACTS)}</h2><dl class="facts">{rows}</dl></section> }.into_any()
}

fn units(visit: &Visit, asked: &Asked, agency: &AgencyView) -> AnyView {
    let standing: Vec<_> = agency.children.nodes.iter().filter(|unit| unit.stands_on(asked.day)).collect();
    if standing.is_empty() && !agency.children.page_info.has_previous_page && !agency.children.page_info.has_next_page {
        return nothing();
    }
    let rows = standing
        .into_iter()
        .map(|unit| {
            let href = match asked.as_of {
                Some(day) => format!("/instansi/{}?per={day}", encoded(&unit.code)),
                None => format!("/instansi/{}", encoded(&unit.code)),
            };
            let vacant = (unit.vacant == Some(true))
                .then(|| view! { " "<span class="tag strong">{visit.t(k::TREE_NODE_VACANT)}</span> });
            let open = unit.figures.map_or_else(|| "–".to_owned(), |figures| visit.num(figures.subtree_open));
            let over = unit.figures.map_or_else(|| "–".to_owned(), |figures| visit.num(figures.subtree_overdue));
            vec![
                view! { <a href=href>{unit.name.clone()}</a>{vacant} }.into_any(),
                visit.t(unit.kind.label()).into_any(),
                open.into_any(),
                over.into_any(),
            ]
        })
        .collect();
    let heads = [k::TREE_AGENCY, k::AGENCY_KIND, k::TREE_OPEN, k::TREE_OVERDUE];
    let body = number_table(visit, k::AGENCY_UNITS_CAPTION, &heads, &[2, 3], rows);
    view! { <section class="card" aria-labelledby="h-unit"><h2 id="h-unit">{visit.t(k::AGENCY_UNITS)}</h2>{body}{pager(visit, &agency.children.page_info)}</section> }.into_any()
}

fn targets(visit: &Visit, agency: &AgencyView) -> AnyView {
    let Some(targets) = &agency.rule_targets else { return nothing() };
    let body = if targets.is_empty() {
        view! { <p class="meta">{visit.t(k::AGENCY_NO_RULES)}</p> }.into_any()
    } else {
        let lines = targets
            .iter()
            .map(|rule| {
                let function = rule.function.as_deref().map(|code| format!(" ({})", function_words(visit, code)));
                view! { <li><b>{rule.position.to_string()}</b>" "{rule.name.clone()}<span class="meta">" · "{visit.t(rule.by.label())}{function}</span></li> }
            })
            .collect_view();
        view! { <ul class="plain">{lines}</ul> }.into_any()
    };
    // Who plans a government's tree keeps its rules.
    let keeps = agency.viewer_can.contains(&AgencyAction::Plan);
    let all = keeps.then(|| view! { <p><a href="/aturan">{visit.t(k::ROUTING_SEE_RULES)}</a></p> });
    view! { <section class="card" aria-labelledby="h-aturan"><h2 id="h-aturan">{visit.t(k::AGENCY_RULES)}</h2>{body}{all}</section> }.into_any()
}

fn overrides(visit: &Visit, agency: &AgencyView) -> AnyView {
    let body = if agency.deadline_overrides.is_empty() {
        view! { <p class="meta">{visit.t(k::AGENCY_NO_DEADLINES)}</p> }.into_any()
    } else {
        let lines = agency
            .deadline_overrides
            .iter()
            .map(|own| {
                let class = own.classification.map(|class| format!(", {}", visit.t(class.label())));
                let when = own.valid_from.map(|from| from_to(visit, from, own.valid_to));
                view! { <li>{stage(visit, &own.stage)}{class}": "<b>{visit.span(own.amount, own.unit)}</b><br/><span class="meta">{own.legal_basis.clone()}" "{when}</span></li> }
            })
            .collect_view();
        view! { <ul class="plain">{lines}</ul> }.into_any()
    };
    view! { <section class="card" aria-labelledby="h-tenggat"><h2 id="h-tenggat">{visit.t(k::AGENCY_DEADLINES)}</h2>{body}</section> }.into_any()
}

fn plan_link(plan: &PlanLink) -> AnyView {
    view! { <a href=format!("/penataan/{}", encoded(plan.id.inner()))>{plan.title.clone()}</a> }.into_any()
}

fn plans(visit: &Visit, plans: Option<&[PlanLink]>) -> AnyView {
    let Some(plans) = plans.filter(|plans| !plans.is_empty()) else { return nothing() };
    let lines = plans
        .iter()
        .map(|plan| view! { <li>{plan_link(plan)}<br/><span class="meta">{visit.t(plan.status.label())}" · "{visit.ta(k::PLAN_EFFECTIVE, &[("day", visit.date(plan.effective_on).into())])}</span></li> })
        .collect_view();
    view! { <section class="card" aria-labelledby="h-rencana"><h2 id="h-rencana">{visit.t(k::NAV_PLANS)}</h2><ul class="plain">{lines}</ul></section> }.into_any()
}

fn history(visit: &Visit, agency: &AgencyView) -> AnyView {
    let items = agency
        .versions
        .iter()
        .map(|version| {
            let parent = version.parent.as_ref().map(|parent| view! { " · "{visit.ta(k::AGENCY_UNDER, &[("name", parent.name.clone().into())])} });
            let plan = match (&version.plan, &version.plan_title) {
                (Some(plan), _) => plan_link(plan),
                (None, Some(title)) => title.clone().into_any(),
                (None, None) => nothing(),
            };
            let law = version.legal_reference.clone().map(|law| view! { " · "{law} });
            let as_then = format!("/instansi/{}?per={}", encoded(&agency.code), version.valid_from);
            view! {
                <li data-k="act"><div><div class="head"><b>{version.name.clone()}</b><span class="meta"><a href=as_then>{from_to(visit, version.valid_from, version.valid_to)}</a></span></div>
                    <p class="meta">{visit.t(version.kind.label())}{parent}</p><p class="meta">{plan}{law}</p></div></li>
            }
        })
        .collect_view();
    view! { <section class="card" aria-labelledby="h-riwayat"><h2 id="h-riwayat">{visit.t(k::AGENCY_HISTORY)}</h2><ol class="timeline" role="list">{items}</ol></section> }.into_any()
}
