//! `GET /instansi/kosong`: the units that take reports and have nobody in office, in the order of the tree.
use axum::response::Response;
use leptos::prelude::*;

use super::queries::{VacanciesPage, VacancyRow, VacancyVars};
use crate::components::{count_words, empty, number_table, pager};
use crate::gql::Fault;
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// Units of one page.
const UNITS: i32 = 50;

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let after = visit.asked("after");
    let further = after.is_some();
    let data: VacanciesPage = visit.query(VacancyVars { first: Some(UNITS), after }).await?;
    visit.officers_only(&data.viewer)?;
    let list = data.vacancies;
    let body = if list.nodes.is_empty() {
        empty(&visit, k::VACANCIES_NONE, k::VACANCIES_NONE_NEXT)
    } else {
        let rows = list.nodes.iter().map(|unit| row(&visit, unit)).collect();
        let heads = [k::TREE_AGENCY, k::AGENCY_KIND, k::TREE_OPEN, k::TREE_OVERDUE, k::INVITATION_ACT];
        number_table(&visit, k::VACANCIES_CAPTION, &heads, &[2, 3], rows)
    };
    // The list goes forward only: from a later page one link leads to its begin.
    let start = further.then(|| view! { <p><a href="/instansi/kosong">{visit.t(k::VACANCIES_START)}</a></p> });
    let main = view! {
        <nav class="crumb" aria-label=visit.t(k::AGENCY_PATH)><ol><li><a href="/instansi">{visit.t(k::NAV_TREE)}</a></li><li aria-current="page">{visit.t(k::VACANCIES_TITLE)}</li></ol></nav>
        <div class="page-head"><div><h1>{visit.t(k::VACANCIES_TITLE)}</h1><p class="lede">{visit.t(k::VACANCIES_LEDE)}</p></div></div>
        <section class="card" aria-labelledby="h-lowong"><h2 class="vh" id="h-lowong">{visit.t(k::VACANCIES_CAPTION)}</h2>{start}{body}</section>
        {pager(&visit, &list.page_info)}
    };
    let page = Page::new(visit.t(k::VACANCIES_TITLE), main.into_any());
    Ok(visit.page(page.viewer(&data.viewer).active(Nav::Tree)))
}

fn row(visit: &Visit, unit: &VacancyRow) -> Vec<AnyView> {
    let href = format!("/instansi/{}", encoded(&unit.code));
    let path = unit.ancestors.iter().skip(1).map(|above| above.short_name.clone()).collect::<Vec<_>>().join(" › ");
    let open = unit.figures.map_or_else(|| "–".to_owned(), |figures| visit.num(figures.open));
    let over = unit
        .figures
        .map_or_else(|| "–".to_owned(), |figures| count_words(visit, figures.overdue, figures.overdue_capped));
    let invite = (!unit.appointable_roles.is_empty()).then(|| {
        view! { <a class="btn small" href=format!("{href}/undang")>{visit.t(k::INVITE_LINK)}<span class="vh">": "{unit.name.clone()}</span></a> }
    });
    vec![
        view! { <div><a href=href>{unit.name.clone()}</a><div class="meta">{path}</div></div> }.into_any(),
        visit.t(unit.kind.label()).into_any(),
        open.into_any(),
        over.into_any(),
        invite.into_any(),
    ]
}
