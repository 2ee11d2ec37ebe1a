//! A large plan while it is carried out in the background: how far it is, in words and as a bar.
use leptos::prelude::*;

use super::super::page::Scene;
use crate::html::nothing;
use crate::texts::k;
use crate::visit::encoded;

/// The card; nothing unless the plan is being carried out. With a script it renews itself (`data-poll`).
pub fn card(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    let Some(progress) = &scene.plan.progress else { return nothing() };
    let counted = (progress.total > 0).then(|| {
        let values = [("done", visit.num(progress.done).into()), ("total", visit.num(progress.total).into())];
        let words = visit.ta(k::PLAN_WORK_COUNT, &values);
        view! { <p><progress max=progress.total.to_string() value=progress.done.to_string() aria-labelledby="h-jalan">{words.clone()}</progress>" "{words}</p> }
    });
    let since = progress.started_at.map(|at| visit.ta(k::PLAN_WORK_SINCE, &[("moment", visit.moment(at).into())]));
    let end = progress.estimated_end.map(|at| visit.ta(k::PLAN_WORK_END, &[("moment", visit.moment(at).into())]));
    let times: Vec<String> = since.into_iter().chain(end).collect();
    let times = (!times.is_empty()).then(|| view! { <p class="meta">{times.join(" · ")}</p> });
    let here = format!("/penataan/{}", encoded(scene.plan.id.inner()));
    view! {
        <section class="card" id="jalan" data-poll=here.clone() aria-labelledby="h-jalan"><h2 id="h-jalan">{visit.t(k::PLAN_WORK)}</h2>
            <p>{visit.t(progress.phase.label())}</p>{counted}{times}
            <p class="meta">{visit.t(k::PLAN_WORK_MEANWHILE)}</p>
            <p class="no-print"><a class="btn" href=here.clone()>{visit.t(k::PLAN_WORK_AGAIN)}</a></p></section>
    }
    .into_any()
}
