//! `GET /aturan/{id}`, the pages below it, and its acts. An act that is refused shows its page again with the form as it
//! was typed; a button `tombol` in the builder only helps to fill it in and changes nothing.
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, NaiveDateTime, Utc};

use super::acts::*;
use super::page::{Shown, show as show_page, told};
use super::queries::{RuleDocument, RuleSetVars};
use super::written::{beside, input, settle};
use super::{build, compare};
use crate::format::local;
use crate::forms::{Posted, Typed};
use crate::gql::Fault;
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// The acts, named as the last part of their address, and their notices.
pub(super) const ACTS: [(&str, &str); 9] = [
    ("ubah", "aturan-ubah"),
    ("aturan", "aturan-tambah"),
    ("tulis", "aturan-tulis"),
    ("pindah", "aturan-pindah"),
    ("hapus", "aturan-hapus"),
    ("ajukan", "aturan-ajukan"),
    ("setujui", "aturan-setujui"),
    ("kembalikan", "aturan-kembalikan"),
    ("buang", "aturan-buang"),
];

/// The form that tries a report. It changes nothing, and is sent as an act all the same: addresses are kept in many places
/// where the text of a report has no business.
pub(super) const TRY: &str = "uji";

/// `GET /aturan/{id}`
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    show_page(&visit, Shown::default(), StatusCode::OK).await
}

/// `GET /aturan/{id}/{act}`: a page below the version's, or the address of a form that somebody reloaded.
pub async fn open(visit: Visit) -> Result<Response, Fault> {
    match visit.param("act") {
        "tulis" => build::show(&visit).await,
        "banding" => compare::show(&visit).await,
        "unduh.json" => download(&visit).await,
        act if act == TRY || ACTS.iter().any(|(known, _)| *known == act) => {
            Ok(Redirect::to(&format!("/aturan/{}", encoded(visit.param("id")))).into_response())
        }
        _ => Err(Fault::not_found(&visit)),
    }
}

/// The document of a version, to be kept or imported elsewhere.
async fn download(visit: &Visit) -> Result<Response, Fault> {
    let data: RuleDocument = visit.query(RuleSetVars { id: cynic::Id::new(visit.param("id")) }).await?;
    visit.officers_only(&data.viewer)?;
    let Some(set) = data.rule_set else { return Err(Fault::not_found(visit)) };
    let of: String = set.government.code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let name = format!("attachment; filename=\"aturan-{of}-{}.json\"", set.number);
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, set.document).into_response())
}

/// `POST /aturan/{id}/{act}`
pub async fn act(posted: Posted) -> Result<Response, Fault> {
    let name = posted.param("act");
    let Posted { visit, mut typed, .. } = posted;
    if name == TRY {
        let status = if told(&visit, &mut typed) { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return show_page(&visit, Shown { report: Some(typed), ..Shown::default() }, status).await;
    }
    let Some((act, notice)) = ACTS.iter().find(|(known, _)| *known == name).copied() else {
        return Err(Fault::not_found(&visit));
    };
    let writing = matches!(act, "aturan" | "tulis");
    if let Some(button) = typed.opt("tombol").filter(|_| writing) {
        return build::help(&visit, act, typed, &button).await;
    }
    let outcome = perform(&visit, act, &mut typed).await?;
    let conflict = outcome.as_ref().is_some_and(RuleOutcome::conflict);
    let done = outcome.as_ref().is_some_and(|outcome| outcome.errors.is_empty());
    if let Some(outcome) = &outcome {
        typed.refuse(&beside(&outcome.errors));
    }
    if !done && writing {
        return build::again(&visit, act, typed, conflict).await;
    }
    if !done {
        let shown = Shown { act, typed, conflict, report: None };
        return show_page(&visit, shown, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    // Whoever moves rules goes on where the rule now stands.
    let place = match act {
        "aturan" | "tulis" => typed.int("position"),
        "pindah" => target(&typed),
        _ => None,
    };
    let place = place.map(|position| format!("#r{position}")).unwrap_or_default();
    Ok(Redirect::to(&format!("/aturan/{}?pesan={notice}{place}", encoded(visit.param("id")))).into_response())
}

/// Where a rule moves to: by a button, or by the number that was typed.
fn target(typed: &Typed) -> Option<i32> {
    typed.int("ke").or_else(|| typed.int("to"))
}

/// Runs the act; nothing where what was typed cannot be sent.
async fn perform(visit: &Visit, act: &str, typed: &mut Typed) -> Result<Option<RuleOutcome>, Fault> {
    let rule_set_id = cynic::Id::new(visit.param("id"));
    let version = typed.int("version").unwrap_or_default();
    let client_mutation_id = typed.opt("kunci");
    let outcome = match act {
        "ubah" => {
            let (title, note) = (typed.get("title"), typed.opt("note"));
            let input = UpdateRuleSetInput { rule_set_id, version, title, note, client_mutation_id };
            run::<UpdateRuleSet, _>(visit, UpdateRuleSetVars { input }).await?
        }
        "aturan" | "tulis" => {
            let Some(to) = typed.int("position") else {
                typed.fault(Some("position"), visit.t(k::RULE_POSITION_NEEDED));
                return Ok(None);
            };
            settle(typed);
            let rule = input(to, typed);
            match typed.int("urutan").filter(|_| act == "tulis") {
                Some(position) => {
                    let input = UpdateRuleInput { rule_set_id, version, position, rule, client_mutation_id };
                    run::<UpdateRule, _>(visit, UpdateRuleVars { input }).await?
                }
                None => {
                    let input = AddRuleInput { rule_set_id, version, rule, client_mutation_id };
                    run::<AddRule, _>(visit, AddRuleVars { input }).await?
                }
            }
        }
        "pindah" => {
            let Some((position, to)) = typed.int("position").zip(target(typed)) else {
                typed.fault(None, visit.t(k::RULE_POSITION_NEEDED));
                return Ok(None);
            };
            let input = MoveRuleInput { rule_set_id, version, position, to, client_mutation_id };
            run::<MoveRule, _>(visit, MoveRuleVars { input }).await?
        }
        "hapus" => {
            let position = typed.int("position").unwrap_or_default();
            let input = RemoveRuleInput { rule_set_id, version, position, client_mutation_id };
            run::<RemoveRule, _>(visit, RemoveRuleVars { input }).await?
        }
        "ajukan" => {
            let input = SubmitRuleSetInput { rule_set_id, version, client_mutation_id };
            run::<SubmitRuleSet, _>(visit, SubmitRuleSetVars { input }).await?
        }
        "setujui" => {
            let activates_at = match typed.opt("activates_at") {
                None => None,
                Some(text) => match moment(&text, visit.door.now) {
                    Some(at) => Some(at),
                    None => {
                        typed.fault(Some("activates_at"), visit.t(k::RULES_TIME_UNREAD));
                        return Ok(None);
                    }
                },
            };
            let input = ApproveRuleSetInput { rule_set_id, version, activates_at, client_mutation_id };
            run::<ApproveRuleSet, _>(visit, ApproveRuleSetVars { input }).await?
        }
        "kembalikan" => {
            let input = ReturnRuleSetInput { rule_set_id, version, reason: typed.get("reason"), client_mutation_id };
            run::<ReturnRuleSet, _>(visit, ReturnRuleSetVars { input }).await?
        }
        "buang" => {
            let input = DiscardRuleSetInput { rule_set_id, version, reason: typed.opt("reason"), client_mutation_id };
            run::<DiscardRuleSet, _>(visit, DiscardRuleSetVars { input }).await?
        }
        _ => return Err(Fault::not_found(visit)),
    };
    Ok(Some(outcome))
}

/// A day and an hour in WITA, as `<input type=datetime-local>` sends them.
fn moment(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let text = text.replace(' ', "T");
    let at = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M")
        .or_else(|_| NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S"))
        .ok()?;
    // The province has one clock all year.
    Some(at.and_local_timezone(local(now).timezone()).single()?.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_wita() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let told = |text: &str| moment(text, now).map(|at| at.to_rfc3339());
        assert_eq!(told("2027-01-04T00:30").as_deref(), Some("2027-01-03T16:30:00+00:00"));
        assert_eq!(told("2027-01-04 00:30:15").as_deref(), Some("2027-01-03T16:30:15+00:00"));
        assert_eq!(told("besok"), None);
    }
}
