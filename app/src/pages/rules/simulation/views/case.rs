//! One report by both versions, side by side: where it goes, and each rule that was tried.
use leptos::prelude::*;

use super::super::super::page::address;
use super::super::place;
use super::super::queries::{MoveView, ReadCase, VersionsOf};
use super::crumb;
use crate::components::{ReportText, state, trace_on};
use crate::gql::rules::RoutingDecisionBit;
use crate::texts::k;
use crate::visit::{Visit, encoded};

pub fn page(visit: &Visit, versions: &VersionsOf, moved: &MoveView, report: &ReadCase) -> AnyView {
    let text = ReportText { title: report.title.as_deref(), body: report.body.as_deref() };
    let title = report.title.clone().unwrap_or_else(|| report.reference.clone());
    let was = match &versions.against {
        Some(against) => {
            let heading = visit.ta(k::SIM_CASE_BEFORE, &[("n", visit.num(against.number).into())]);
            let side = Side { id: "h-lama", heading, page: address(&against.id), right: moved.right_before };
            side.card(visit, moved.before.as_ref(), text)
        }
        None => view! { <p class="note">{visit.t(k::SIM_NOTHING_BEFORE)}</p> }.into_any(),
    };
    let heading = visit.ta(k::SIM_CASE_AFTER, &[("n", visit.num(versions.rule_set.number).into())]);
    let side = Side { id: "h-baru", heading, page: address(&versions.rule_set.id), right: moved.right_after };
    let will = side.card(visit, moved.after.as_ref(), text);
    let result = place(&versions.rule_set.id, &versions.id);
    let open = format!("/laporan/{}", encoded(&report.reference));
    view! {
        {crumb(visit, &versions.rule_set.id, versions.rule_set.number, &report.reference)}
        <div class="page-head"><div><p class="eyebrow">{visit.t(k::SIM_CASE)}</p><h1>{title}</h1>
            <p class="meta">{report.reference.clone()}" · "{visit.ta(k::SIM_CASE_HELD, &[("agency", report.holder.name.clone().into())])}" "{state(visit, report.status)}</p></div>
            <div class="row no-print"><a class="btn" href=open>{visit.t(k::SIM_CASE_OPEN)}</a><a class="btn" href=result>{visit.t(k::SIM_BACK)}</a></div></div>
        <p class="meta">{visit.t(k::SIM_CASE_NOW)}</p>
        <div class="halves">{was}{will}</div>
    }
    .into_any()
}

/// One of the two versions.
struct Side {
    id: &'static str,
    heading: String,
    /// The page of the version.
    page: String,
    /// Whether it would have been right; nothing while the report is not finished.
    right: Option<bool>,
}

impl Side {
    fn card(self, visit: &Visit, decision: Option<&RoutingDecisionBit>, text: ReportText<'_>) -> AnyView {
        let Some(decision) = decision else {
            return view! { <section class="card" aria-labelledby=self.id><h2 id=self.id>{self.heading}</h2><p class="note">{visit.t(k::SIM_CASE_UNTOLD)}</p></section> }.into_any();
        };
        let lead = decision.lead.as_ref().map_or_else(|| visit.t(k::SIM_NOBODY), |agency| agency.name.clone());
        let (class, right) = match self.right {
            Some(true) => ("tag river", k::SIM_RIGHT),
            Some(false) => ("tag strong", k::SIM_WRONG),
            None => ("tag", k::SIM_NOT_FINISHED),
        };
        let lost = decision.target_lost.then(|| view! { <p class="note">{visit.t(k::RULES_TEST_LOST)}</p> });
        view! {
            <section class="card" aria-labelledby=self.id><h2 id=self.id>{self.heading}</h2>
                <p><b>{lead}</b>" "<span class=class>{visit.t(right)}</span></p><p>{decision.sentence.clone()}</p>{lost}
                {trace_on(visit, &decision.trace, text, &self.page)}</section>
        }
        .into_any()
    }
}
