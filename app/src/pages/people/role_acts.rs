//! `POST /orang/{id}/{act}` and `POST /instansi/{code}/peran-saya/{act}`: moving, ending, suspending and resuming a role, naming a deputy and ending one. A refusal
//! shows the page again with the form as it was typed; the button `tombol` only looks for an agency.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::acts::*;
use super::person::{ACTS, Shown, base, page};
use super::queries::{AgencyIdOf, CodeVars};
use super::views::{TARGET, beside, needed_day, optional_day};
use crate::forms::{Posted, Typed};
use crate::gql::Fault;
use crate::pages::lists;
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// The act of a form on the page of a person.
pub async fn act(posted: Posted) -> Result<Response, Fault> {
    let name = posted.param("act");
    let Posted { visit, mut typed, .. } = posted;
    let Some((act, _, notice)) = ACTS.iter().find(|(known, ..)| *known == name).copied() else {
        return Err(Fault::not_found(&visit));
    };
    if typed.opt("tombol").is_some() {
        let found = Some(lists::find_agencies(&visit, TARGET, &typed.get("to_search")).await?);
        return page(&visit, Shown { act, typed, found, ..Shown::default() }, StatusCode::OK).await;
    }
    let Some(payload) = perform(&visit, act, &mut typed).await? else {
        let shown = Shown { act, typed, ..Shown::default() };
        return page(&visit, shown, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if !payload.user_errors.is_empty() {
        typed.refuse(&beside(&payload.user_errors));
        let shown = Shown { act, typed, conflict: conflict(&payload.user_errors), ..Shown::default() };
        return page(&visit, shown, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    // Who was moved out of the viewer's part of the tree, or ended the own role, has no page for the viewer any more.
    let person = payload.member.and_then(|member| member.person).filter(|_| visit.param("code").is_empty());
    let target = match (person, typed.opt("agency_code")) {
        (Some(_), _) => format!("{}?pesan={notice}", base(&visit)),
        (None, Some(code)) => format!("/instansi/{}?pesan={notice}", encoded(&code)),
        (None, None) => format!("/instansi?pesan={notice}"),
    };
    Ok(Redirect::to(&target).into_response())
}

/// Runs the act; nothing where what was typed cannot be sent.
async fn perform(visit: &Visit, act: &str, typed: &mut Typed) -> Result<Option<RolePayload>, Fault> {
    let member_id = cynic::Id::new(typed.get("member_id"));
    let version = typed.int("version").unwrap_or_default();
    let client_mutation_id = typed.opt("kunci");
    let reason = typed.get("reason");
    let payload = match act {
        "pindah" => {
            let from = optional_day(visit, typed, "from");
            let to_agency_id = target(visit, typed).await?;
            let (Some(to_agency_id), false) = (to_agency_id, typed.has_faults()) else { return Ok(None) };
            let input = MoveRoleInput { member_id, version, to_agency_id, from, reason, client_mutation_id };
            run::<MoveRole, _>(visit, MoveRoleVars { input }).await?
        }
        "akhiri" => {
            let last_day = optional_day(visit, typed, "last_day");
            if typed.has_faults() {
                return Ok(None);
            }
            let input = EndRoleInput { member_id, version, last_day, reason, client_mutation_id };
            run::<EndRole, _>(visit, EndRoleVars { input }).await?
        }
        "istirahat" => {
            let input = SuspendRoleInput { member_id, version, reason, client_mutation_id };
            run::<SuspendRole, _>(visit, SuspendRoleVars { input }).await?
        }
        "aktif" => {
            let input = ResumeRoleInput { member_id, version, client_mutation_id };
            run::<ResumeRole, _>(visit, ResumeRoleVars { input }).await?
        }
        "pengganti" => {
            let days = (needed_day(visit, typed, "from"), needed_day(visit, typed, "to"));
            let (Some(from), Some(to)) = days else { return Ok(None) };
            let deputy_email = typed.get("deputy_email");
            let input = NameDeputyInput { member_id, version, deputy_email, from, to, reason, client_mutation_id };
            run::<NameDeputy, _>(visit, NameDeputyVars { input }).await?
        }
        "cabut-pengganti" => {
            let input = EndDeputyInput { member_id, version, client_mutation_id };
            run::<EndDeputy, _>(visit, EndDeputyVars { input }).await?
        }
        _ => return Err(Fault::not_found(visit)),
    };
    Ok(Some(payload))
}

/// The agency that was chosen, or whose code was typed into the search.
async fn target(visit: &Visit, typed: &mut Typed) -> Result<Option<cynic::Id>, Fault> {
    let words = typed.get("to_search");
    if typed.opt(TARGET).is_none() && !words.is_empty() && !words.contains(char::is_whitespace) {
        typed.set(TARGET, words);
    }
    let found = match typed.opt(TARGET) {
        Some(code) => visit.query::<AgencyIdOf, _>(CodeVars { code }).await?.agency,
        None => None,
    };
    if found.is_none() {
        // The list of choices stands only where something was chosen; the search always does.
        let field = if typed.opt(TARGET).is_some() { TARGET } else { "to_search" };
        typed.fault(Some(field), visit.t(k::MOVE_CHOOSE));
    }
    Ok(found.map(|agency| agency.id))
}
