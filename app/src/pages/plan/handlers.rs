//! `GET /penataan/{id}` and its acts. An act that is refused shows the page again with the form as it was
//! typed; a button `tombol` in a form only helps to fill it in and changes nothing.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::acts::*;
use super::change::{PICKED, add_heir, add_source, beside_heirs, input, settle};
use super::page::{Shown, find, show as show_page};
use crate::forms::{Posted, Typed};
use crate::gql::Fault;
use crate::gql::plan_enums::ChangeKind;
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// The acts, named as the last part of their address, and their notices.
pub(super) const ACTS: [(&str, &str); 9] = [
    ("ubah", "rencana-ubah"),
    ("tambah", "rencana-tambah"),
    ("perubahan", "rencana-perubahan"),
    ("hapus", "rencana-hapus"),
    ("ajukan", "rencana-ajukan"),
    ("setujui", "rencana-setujui"),
    ("kembalikan", "rencana-kembalikan"),
    ("buang", "rencana-buang"),
    ("balik", "rencana-balik"),
];

/// `GET /penataan/{id}`
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    show_page(&visit, Shown::default(), StatusCode::OK).await
}

/// `GET /penataan/{id}/{act}`: somebody reloaded the address of a form.
pub async fn back(visit: Visit) -> Response {
    Redirect::to(&format!("/penataan/{}", encoded(visit.param("id")))).into_response()
}

/// `POST /penataan/{id}/{act}`
pub async fn act(posted: Posted) -> Result<Response, Fault> {
    let name = posted.param("act");
    let Posted { visit, mut typed, .. } = posted;
    let Some((act, notice)) = ACTS.iter().find(|(known, _)| *known == name).copied() else {
        return Err(Fault::not_found(&visit));
    };
    if let Some(button) = typed.opt("tombol") {
        return help(&visit, act, typed, &button).await;
    }
    let Some(outcome) = perform(&visit, act, &mut typed).await? else {
        let shown = Shown { act, typed, ..Shown::default() };
        return show_page(&visit, shown, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if !outcome.errors.is_empty() {
        typed.refuse(&beside_heirs(&outcome.errors));
        let shown = Shown { act, typed, conflict: outcome.conflict(), ..Shown::default() };
        return show_page(&visit, shown, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    // A counter-plan is a plan of its own: its page is next.
    let id = match (act, outcome.plan) {
        ("balik", Some(plan)) => plan.id.into_inner(),
        _ => visit.param("id").to_owned(),
    };
    Ok(Redirect::to(&format!("/penataan/{}?pesan={notice}", encoded(&id))).into_response())
}

/// Runs the act; nothing where what was typed cannot be sent.
async fn perform(visit: &Visit, act: &str, typed: &mut Typed) -> Result<Option<PlanOutcome>, Fault> {
    let plan_id = cynic::Id::new(visit.param("id"));
    let change_id = cynic::Id::new(typed.get("change_id"));
    let version = typed.int("version").unwrap_or_default();
    let client_mutation_id = typed.opt("kunci");
    let outcome = match act {
        "ubah" => {
            let Some(effective_on) = day(visit, typed) else { return Ok(None) };
            let input = UpdatePlanInput {
                plan_id,
                version,
                title: typed.get("title"),
                effective_on,
                legal_reference: typed.get("legal_reference"),
                note: typed.opt("note"),
                past_reason: typed.opt("past_reason"),
                client_mutation_id,
            };
            run::<UpdatePlan, _>(visit, UpdatePlanVars { input }).await?
        }
        "tambah" | "perubahan" => {
            let Some(kind) = ChangeKind::parse(&typed.get("kind")) else {
                typed.fault(None, visit.t(k::PLAN_CHOOSE_KIND));
                return Ok(None);
            };
            settle(typed);
            let change = input(kind, typed);
            if act == "tambah" {
                let input = AddPlanChangeInput { plan_id, change, client_mutation_id };
                run::<AddPlanChange, _>(visit, AddPlanChangeVars { input }).await?
            } else {
                let input = UpdatePlanChangeInput { change_id, version, change, client_mutation_id };
                run::<UpdatePlanChange, _>(visit, UpdatePlanChangeVars { input }).await?
            }
        }
        "hapus" => {
            let input = RemovePlanChangeInput { change_id, version, client_mutation_id };
            run::<RemovePlanChange, _>(visit, RemovePlanChangeVars { input }).await?
        }
        "ajukan" => {
            let input = SubmitPlanInput { plan_id, version, client_mutation_id };
            run::<SubmitPlan, _>(visit, SubmitPlanVars { input }).await?
        }
        "setujui" => {
            let input = ApprovePlanInput { plan_id, version, client_mutation_id };
            run::<ApprovePlan, _>(visit, ApprovePlanVars { input }).await?
        }
        "kembalikan" => {
            let input = ReturnPlanInput { plan_id, version, reason: typed.get("reason"), client_mutation_id };
            run::<ReturnPlan, _>(visit, ReturnPlanVars { input }).await?
        }
        "buang" => {
            let input = DiscardPlanInput { plan_id, version, reason: typed.opt("reason"), client_mutation_id };
            run::<DiscardPlan, _>(visit, DiscardPlanVars { input }).await?
        }
        "balik" => {
            let Some(effective_on) = day(visit, typed) else { return Ok(None) };
            let input = DraftCounterPlanInput { plan_id, effective_on, client_mutation_id };
            run::<DraftCounterPlan, _>(visit, DraftCounterPlanVars { input }).await?
        }
        _ => return Err(Fault::not_found(visit)),
    };
    Ok(Some(outcome))
}

fn day(visit: &Visit, typed: &mut Typed) -> Option<chrono::NaiveDate> {
    let day = typed.day("effective_on");
    if day.is_none() {
        typed.fault(Some("effective_on"), visit.t(k::PLAN_DAY_NEEDED));
    }
    day
}

/// A button that fills in: shows the page again and changes nothing.
async fn help(visit: &Visit, act: &'static str, mut typed: Typed, button: &str) -> Result<Response, Fault> {
    let mut found = None;
    match button {
        "sumber" => add_source(&mut typed),
        "waris" => add_heir(&mut typed),
        _ => {
            if let Some((field, search)) = PICKED.iter().find(|(field, _)| button.strip_prefix("cari-") == Some(*field))
            {
                let reopening = ChangeKind::parse(&typed.get("kind")) == Some(ChangeKind::Reopen);
                found = Some(find(visit, field, typed.get(search), !(reopening && *field == "code")).await?);
            }
        }
    }
    show_page(visit, Shown { act, typed, found, ..Shown::default() }, StatusCode::OK).await
}
