//! `GET /aturan`: the versions of rules that the viewer may see, the form for a new draft and the one that imports a
//! document; `POST` begins the draft. `?pemerintah=` keeps to one government; `?topik=&wilayah=&sasaran=&dari=` tell of a
//! report for which a rule is to be written, and are carried on to the builder.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::IMPORT;
use super::acts::{CreateRuleSet, CreateRuleSetInput, CreateRuleSetVars, run};
use super::page::address;
use super::queries::{CheckedRow, RuleListPage, RuleListVars, SetRow};
use super::views::{head_fields, version_of};
use crate::components::{empty, number_table, pager};
use crate::forms::{Choice, Form, Posted, Typed};
use crate::gql::Fault;
use crate::gql::enums::Role;
use crate::gql::rule_enums::RuleSetStatus;
use crate::html::nothing;
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// Versions of one page.
const PAGE: i32 = 20;
/// Versions in force that a draft may begin from.
const IN_FORCE: i32 = 50;

/// What the address tells of a report, as the builder reads it too.
const OF_REPORT: [&str; 4] = ["topik", "wilayah", "sasaran", "dari"];

/// What stands in the two forms of the page.
#[derive(Default)]
pub struct Forms {
    /// Of a new draft.
    pub fresh: Typed,
    /// Of an import.
    pub import: Typed,
}

/// `GET /aturan`
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, Forms::default(), StatusCode::OK).await
}

/// `POST /aturan`
pub async fn create(posted: Posted) -> Result<Response, Fault> {
    let Posted { visit, mut typed, .. } = posted;
    let input = CreateRuleSetInput {
        government_code: typed.opt("government_code"),
        based_on_id: typed.opt("based_on_id").map(cynic::Id::new),
        title: typed.get("title"),
        note: typed.opt("note"),
        client_mutation_id: typed.opt("kunci"),
    };
    let outcome = run::<CreateRuleSet, _>(&visit, CreateRuleSetVars { input }).await?;
    typed.refuse(&outcome.errors);
    match outcome.set.filter(|_| outcome.errors.is_empty()) {
        Some(set) => {
            let report = report(|name| typed.opt(name));
            let below = if report.is_empty() { "" } else { "/tulis" };
            Ok(Redirect::to(&format!("{}{below}?pesan=aturan-baru{report}", address(&set.id))).into_response())
        }
        None => page(&visit, Forms { fresh: typed, ..Forms::default() }, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

/// The page, with what was typed into one of its forms.
pub async fn page(visit: &Visit, forms: Forms, status: StatusCode) -> Result<Response, Fault> {
    let (after, before) = (visit.asked("after"), visit.asked("before"));
    let backwards = before.is_some() && after.is_none();
    let vars = RuleListVars {
        government: visit.asked("pemerintah"),
        in_force: Some(vec![RuleSetStatus::Active]),
        most: Some(IN_FORCE),
        first: (!backwards).then_some(PAGE),
        after,
        last: backwards.then_some(PAGE),
        before: before.filter(|_| backwards),
    };
    let data: RuleListPage = visit.query(vars).await?;
    visit.officers_only(&data.viewer)?;
    let sets = &data.rule_sets;
    let list = if sets.nodes.is_empty() {
        empty(visit, k::RULES_NO_VERSIONS, k::RULES_NO_VERSIONS_NEXT)
    } else {
        let rows = sets.nodes.iter().map(|set| row(visit, set)).collect();
        let heads = [k::RULES_TITLE, k::RULES_STATE, k::RULES_GOVERNMENT, k::RULES_COUNT, k::RULES_SINCE];
        number_table(visit, k::RULES_LIST, &heads, &[3], rows)
    };
    let fresh = if data.standing.plans() || data.viewer.role == Some(Role::SystemAdmin) {
        // Who acts for no government names one.
        let names = data.standing.agency().is_none_or(|agency| agency.government.is_none());
        view! {
            {of_report(visit, &forms.fresh, &sets.nodes)}{draft(visit, &forms.fresh, &data.active.nodes, names)}{import(visit, &forms.import, names)}
        }
        .into_any()
    } else {
        view! { <p class="note">{visit.t(k::RULES_MAY_NOT)}</p> }.into_any()
    };
    let main = view! {
        <div class="page-head"><div><h1>{visit.t(k::NAV_RULES)}</h1><p class="lede">{visit.t(k::RULES_LEDE)}</p></div></div>
        {broken(visit, &data.checked.nodes)}
        <section class="card">{list}{pager(visit, &sets.page_info)}</section>
        {fresh}
    };
    let page = Page::new(visit.t(k::NAV_RULES), main.into_any()).viewer(&data.viewer).active(Nav::Rules).status(status);
    Ok(visit.page(page))
}

/// The versions in force that have errors: a rule is never switched off in silence.
fn broken(visit: &Visit, checked: &[CheckedRow]) -> AnyView {
    let line = |set: &CheckedRow| {
        let told = [
            ("version", version_of(visit, set.number).into()),
            ("government", set.government.short_name.clone().into()),
            ("errors", visit.num(set.error_count).into()),
        ];
        let text = visit.ta(k::RULES_BROKEN, &told);
        view! { <p class="note bad">{text}" "<a href=address(&set.id)>{visit.t(k::RULES_BROKEN_SEE)}</a></p> }
    };
    checked.iter().filter(|set| set.error_count > 0).map(line).collect_view().into_any()
}

/// What is told of a report, as the end of an address; empty where nothing is.
fn report(told: impl Fn(&'static str) -> Option<String>) -> String {
    OF_REPORT.into_iter().filter_map(|name| Some(format!("&{name}={}", encoded(&told(name)?)))).collect()
}

/// As the address says it, or the form that was sent.
fn told(visit: &Visit, typed: &Typed, name: &str) -> Option<String> {
    visit.asked(name).or_else(|| typed.opt(name))
}

/// A rule for a report goes into a draft that is there, or into a new one.
fn of_report(visit: &Visit, typed: &Typed, sets: &[SetRow]) -> AnyView {
    let report = report(|name| told(visit, typed, name));
    if report.is_empty() {
        return nothing();
    }
    let title = match told(visit, typed, "dari") {
        Some(case) => visit.ta(k::RULES_OF_CASE, &[("case", case.into())]),
        None => visit.t(k::RULES_OF_REPORT),
    };
    let drafts = sets
        .iter()
        .filter(|set| matches!(set.status, RuleSetStatus::Draft | RuleSetStatus::Failed))
        .map(|set| {
            let label = visit.ta(k::RULES_OF_CASE_INTO, &[("version", basis(visit, set).into())]);
            let query = report.trim_start_matches('&');
            view! { <li><a href=format!("{}/tulis?{query}", address(&set.id))>{label}</a></li> }
        })
        .collect_view();
    view! { <section class="card no-print" aria-labelledby="h-laporan"><h2 id="h-laporan">{title}</h2><p class="meta">{visit.t(k::RULES_OF_CASE_HINT)}</p><ul class="plain" role="list">{drafts}</ul></section> }.into_any()
}

fn government(form: &Form<'_>, names: bool) -> Option<AnyView> {
    names.then(|| form.field("government_code", k::RULES_GOVERNMENT).hint(k::RULES_GOVERNMENT_HINT).unmarked().input())
}

fn draft(visit: &Visit, typed: &Typed, active: &[SetRow], names: bool) -> AnyView {
    let form = Form::new(visit, "baru", typed);
    let mut choices: Vec<Choice> = active.iter().map(|set| Choice::new(set.id.inner(), basis(visit, set))).collect();
    // An old version was chosen on its own page; it is not lost by a refusal.
    if let Some(id) = typed.opt("based_on_id").filter(|id| !active.iter().any(|set| set.id.inner() == id)) {
        choices.push(Choice::new(id, visit.t(k::RULES_BASIS_KEPT)));
    }
    // What is in force is what most drafts begin from.
    let first = active.first().map(|set| set.id.inner().to_owned()).unwrap_or_default();
    let carried = OF_REPORT
        .into_iter()
        .filter_map(|name| Some(form.hidden(name, told(visit, typed, name)?)))
        .collect::<Vec<AnyView>>();
    let fields = view! {
        {carried}{government(&form, names)}
        {form.field("based_on_id", k::RULES_BASIS).hint(k::RULES_BASIS_HINT).unmarked().default(first).select(Some(k::RULES_BASIS_NONE), choices)}
        {head_fields(&form)}{form.button(k::RULES_CREATE, true)}
    };
    view! { <section class="card no-print" aria-labelledby="h-baru"><h2 id="h-baru">{visit.t(k::RULES_NEW)}</h2><p class="meta">{visit.t(k::RULES_NEW_HINT)}</p>{form.open("/aturan", fields.into_any())}</section> }.into_any()
}

fn basis(visit: &Visit, set: &SetRow) -> String {
    format!("{} · {} · {}", set.government.short_name, version_of(visit, set.number), set.title)
}

fn import(visit: &Visit, typed: &Typed, names: bool) -> AnyView {
    let form = Form::new(visit, "impor", typed);
    let open = typed.has_faults();
    let fields = view! {
        {government(&form, names)}
        {head_fields(&form)}
        {form.field("file", k::RULES_FILE).hint(k::RULES_FILE_HINT).unmarked().file(&[".json".into(), "application/json".into()])}
        {form.field("document", k::RULES_DOCUMENT).hint(k::RULES_DOCUMENT_HINT).unmarked().rows(6).area()}
        {form.button(k::RULES_IMPORT, false)}
    };
    view! { <details class="fold card no-print" id="h-impor" open=open><summary>{visit.t(k::RULES_IMPORT_TITLE)}</summary><p class="meta">{visit.t(k::RULES_IMPORT_NOTE)}</p>{form.open_with_files(IMPORT, fields.into_any())}</details> }.into_any()
}

fn row(visit: &Visit, set: &SetRow) -> Vec<AnyView> {
    let title = view! { <a href=address(&set.id)>{set.title.clone()}</a><br/><span class="meta">{version_of(visit, set.number)}</span> };
    let told = |key, at| visit.ta(key, &[("moment", visit.moment(at).into())]);
    let mut since = Vec::new();
    since.extend(
        set.activates_at.filter(|_| set.status == RuleSetStatus::Scheduled).map(|at| told(k::RULES_ACTIVATES_AT, at)),
    );
    since.extend(set.activated_at.map(|at| told(k::RULES_ACTIVATED_AT, at)));
    since.extend(set.retired_at.map(|at| told(k::RULES_RETIRED_AT, at)));
    if since.is_empty() {
        since.push(told(k::RULES_CREATED_AT, set.created_at));
    }
    vec![
        title.into_any(),
        visit.t(set.status.label()).into_any(),
        set.government.short_name.clone().into_any(),
        visit.num(set.rule_count).into_any(),
        since.join(" · ").into_any(),
    ]
}
