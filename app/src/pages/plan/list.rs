//! `GET /penataan`: the plans that the viewer may plan for, and the form for a new one; `POST` makes it.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::acts::{CreatePlan, CreatePlanInput, CreatePlanVars, run};
use super::queries::{PlanListPage, PlanListVars, PlanRow};
use super::views::head_fields;
use crate::components::{empty, pager, table};
use crate::forms::{Form, Posted, Typed};
use crate::gql::Fault;
use crate::gql::plan_enums::PlanEventKind;
use crate::html::nothing;
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// Plans of one page.
const PAGE: i32 = 20;

/// `GET /penataan`
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, Typed::default(), StatusCode::OK).await
}

/// `POST /penataan`
pub async fn create(posted: Posted) -> Result<Response, Fault> {
    let Posted { visit, mut typed, .. } = posted;
    let Some(effective_on) = typed.day("effective_on") else {
        typed.fault(Some("effective_on"), visit.t(k::PLAN_DAY_NEEDED));
        return page(&visit, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let input = CreatePlanInput {
        government_code: typed.opt("government_code"),
        title: typed.get("title"),
        effective_on,
        legal_reference: typed.get("legal_reference"),
        note: typed.opt("note"),
        past_reason: typed.opt("past_reason"),
        client_mutation_id: typed.opt("kunci"),
    };
    let outcome = run::<CreatePlan, _>(&visit, CreatePlanVars { input }).await?;
    typed.refuse(&outcome.errors);
    match outcome.plan.filter(|_| outcome.errors.is_empty()) {
        Some(plan) => {
            let target = format!("/penataan/{}?pesan=rencana-baru", encoded(plan.id.inner()));
            Ok(Redirect::to(&target).into_response())
        }
        None => page(&visit, typed, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

async fn page(visit: &Visit, typed: Typed, status: StatusCode) -> Result<Response, Fault> {
    let (after, before) = (visit.asked("after"), visit.asked("before"));
    let backwards = before.is_some() && after.is_none();
    let vars = PlanListVars {
        first: (!backwards).then_some(PAGE),
        after,
        last: backwards.then_some(PAGE),
        before: before.filter(|_| backwards),
    };
    let data: PlanListPage = visit.query(vars).await?;
    visit.officers_only(&data.viewer)?;
    let plans = &data.reorganisation_plans;
    let list = if plans.nodes.is_empty() {
        empty(visit, k::PLAN_NONE, k::PLAN_NONE_NEXT)
    } else {
        let rows = plans.nodes.iter().map(|plan| row(visit, plan)).collect();
        let heads = [k::PLAN_TITLE, k::PLAN_STATE, k::PLAN_DAY, k::PLAN_GOVERNMENT, k::PLAN_WHO];
        table(visit, k::PLAN_LIST, &heads, rows)
    };
    let fresh = if data.standing.plans() {
        let form = Form::new(visit, "baru", &typed);
        // Who acts for no government names one.
        let none = data.standing.agency().is_none_or(|agency| agency.government.is_none());
        let government = none.then(|| {
            form.field("government_code", k::PLAN_GOVERNMENT).hint(k::PLAN_GOVERNMENT_HINT).unmarked().input()
        });
        let fields = view! { {government}{head_fields(&form)}{form.button(k::PLAN_CREATE, true)} }.into_any();
        view! { <section class="card no-print" aria-labelledby="h-baru"><h2 id="h-baru">{visit.t(k::TREE_NEW_PLAN)}</h2><p class="meta">{visit.t(k::PLAN_NEW_HINT)}</p>{form.open("/penataan", fields)}</section> }.into_any()
    } else {
        view! { <p class="note">{visit.t(k::PLAN_MAY_NOT)}</p> }.into_any()
    };
    let main = view! {
        <nav class="crumb" aria-label=visit.t(k::AGENCY_PATH)><ol><li><a href="/instansi">{visit.t(k::NAV_TREE)}</a></li><li aria-current="page">{visit.t(k::NAV_PLANS)}</li></ol></nav>
        <div class="page-head"><div><h1>{visit.t(k::NAV_PLANS)}</h1><p class="lede">{visit.t(k::PLAN_LEDE)}</p></div></div>
        <section class="card">{list}{pager(visit, &plans.page_info)}</section>
        {fresh}
    };
    let page = Page::new(visit.t(k::NAV_PLANS), main.into_any()).viewer(&data.viewer).active(Nav::Tree).status(status);
    Ok(visit.page(page))
}

fn row(visit: &Visit, plan: &PlanRow) -> Vec<AnyView> {
    let mut who: Vec<String> = Vec::new();
    for name in
        plan.events.iter().filter(|event| event.kind != PlanEventKind::Published).filter_map(|event| event.by.clone())
    {
        if !who.contains(&name) {
            who.push(name);
        }
    }
    let law = if plan.legal_reference.is_empty() {
        nothing()
    } else {
        view! { <br/><span class="meta">{plan.legal_reference.clone()}</span> }.into_any()
    };
    vec![
        view! { <a href=format!("/penataan/{}", encoded(plan.id.inner()))>{plan.title.clone()}</a>{law} }.into_any(),
        visit.t(plan.status.label()).into_any(),
        visit.date(plan.effective_on).into_any(),
        plan.government.short_name.clone().into_any(),
        who.join(", ").into_any(),
    ]
}
