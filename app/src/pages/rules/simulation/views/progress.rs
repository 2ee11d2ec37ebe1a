//! A simulation while it waits or counts: how far it is, in words and as a bar, and the button that ends it.
use leptos::prelude::*;

use super::super::place;
use super::super::queries::SimulationBit;
use crate::forms::{Form, Typed};
use crate::html::nothing;
use crate::texts::k;
use crate::visit::Visit;

/// The card; nothing once it has ended. With a script it renews itself (`data-poll`).
pub fn card(visit: &Visit, simulation: &SimulationBit) -> AnyView {
    if !simulation.goes_on() {
        return nothing();
    }
    let counted = (simulation.total > 0).then(|| {
        let values = [("done", visit.num(simulation.done).into()), ("total", visit.num(simulation.total).into())];
        let words = visit.ta(k::SIM_COUNTED, &values);
        view! { <p><progress max=simulation.total.to_string() value=simulation.done.to_string() aria-labelledby="h-jalan">{words.clone()}</progress>" "{words}</p> }
    });
    let told = |key, at: Option<_>| at.map(|at| visit.ta(key, &[("moment", visit.moment(at).into())]));
    let times: Vec<String> = told(k::PLAN_WORK_SINCE, simulation.started_at)
        .into_iter()
        .chain(told(k::PLAN_WORK_END, simulation.estimated_end))
        .collect();
    let times = (!times.is_empty()).then(|| view! { <p class="meta">{times.join(" · ")}</p> });
    let here = place(&simulation.rule_set.id, &simulation.id);
    let blank = Typed::default();
    let form = Form::new(visit, "henti", &blank);
    let cancel =
        simulation.viewer_can_cancel.then(|| form.open(format!("{here}/batal"), form.button(k::SIM_CANCEL, false)));
    view! {
        <section class="card no-print" id="jalan" data-poll=here.clone() aria-labelledby="h-jalan"><h2 id="h-jalan">{visit.t(simulation.status.label())}</h2>
            {counted}{times}<p class="meta">{visit.t(k::SIM_MEANWHILE)}</p>
            <div class="row"><a class="btn" href=here.clone()>{visit.t(k::PLAN_WORK_AGAIN)}</a>{cancel}</div></section>
    }
    .into_any()
}
