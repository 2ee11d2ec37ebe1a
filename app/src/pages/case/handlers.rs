//! `GET /laporan/{reference}` and its acts. An act that is refused shows the page again with the form as it
//! was typed; a button `tombol` in a form only helps to fill it in and changes nothing.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::acts::*;
use super::page::{Shown, show as show_page};
use super::queries::{CasePage, CaseTools, CaseVars, ToolVars};
use super::reply_acts::*;
use crate::components::RegionLists;
use crate::forms::{Posted, Typed};
use crate::gql::Fault;
use crate::gql::acts::Outcome;
use crate::gql::enums::{CaseAction, Classification, ReplyKind, ReplyState, Urgency};
use crate::gql::fragments::ConflictBit;
use crate::gql::routing_enums::OtherReason;
use crate::pages::lists;
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// The acts, named as the last part of their address.
pub(super) const ACTS: [&str; 15] = [
    "verifikasi",
    "tunda",
    "kembalikan",
    "arsipkan",
    "tolak-arsip",
    "teruskan",
    "tugaskan",
    "balas",
    "setujui",
    "terbitkan",
    "selesai",
    "catatan",
    "gabung",
    "visibilitas",
    "identitas",
];

/// `GET /laporan/{reference}`
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    show_page(&visit, Shown::default(), StatusCode::OK).await
}

/// `GET /laporan/{reference}/{act}`: somebody reloaded the address of a form.
pub async fn back(visit: Visit) -> Response {
    Redirect::to(&format!("/laporan/{}", encoded(visit.param("reference")))).into_response()
}

/// What became of an act.
enum Ended {
    Done { notice: &'static str, still_seen: bool },
    Refused(Option<ConflictBit>),
    Identity(IdentityBit),
}

impl Ended {
    fn of(outcome: Outcome, notice: &'static str) -> Self {
        if outcome.done() {
            Self::Done { notice, still_seen: outcome.still_seen }
        } else {
            Self::Refused(outcome.conflict)
        }
    }
}

/// `POST /laporan/{reference}/{act}`
pub async fn act(mut posted: Posted) -> Result<Response, Fault> {
    let name = posted.param("act");
    let Some(act) = ACTS.iter().find(|known| **known == name).copied() else {
        return Err(Fault::not_found(&posted.visit));
    };
    if act == "balas" {
        posted.take_files("files").await;
    }
    let Posted { visit, mut typed, .. } = posted;
    if let Some(button) = typed.opt("tombol") {
        return help(&visit, act, typed, &button).await;
    }
    let result = if typed.has_faults() { Ended::Refused(None) } else { run(&visit, act, &mut typed).await? };
    match result {
        Ended::Done { notice, still_seen: true } => {
            Ok(Redirect::to(&format!("/laporan/{}?pesan={notice}", encoded(visit.param("reference")))).into_response())
        }
        Ended::Done { notice, still_seen: false } => {
            Ok(Redirect::to(&format!("/antrean?pesan={notice}")).into_response())
        }
        Ended::Identity(identity) => {
            let shown = Shown { identity: Some(identity), ..Shown::default() };
            show_page(&visit, shown, StatusCode::OK).await
        }
        Ended::Refused(conflict) => {
            let shown = Shown { act, typed, conflict, ..Shown::default() };
            show_page(&visit, shown, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn run(visit: &Visit, act: &str, typed: &mut Typed) -> Result<Ended, Fault> {
    let case_id = cynic::Id::new(typed.get("case_id"));
    let reply_id = cynic::Id::new(typed.get("reply_id"));
    let version = typed.int("version").unwrap_or_default();
    let client_mutation_id = typed.opt("kunci");
    let note = typed.opt("note");
    let outcome = match act {
        "verifikasi" => {
            let (Some(classification), Some(urgency)) =
                (Classification::parse(&typed.get("classification")), Urgency::parse(&typed.get("urgency")))
            else {
                typed.fault(Some("classification"), visit.t(k::CASE_CHOOSE_CLASS));
                return Ok(Ended::Refused(None));
            };
            let (topic_code, region_code, reported_agency_code) =
                (typed.opt("topic_code"), RegionLists::chosen(typed), typed.opt("reported_agency_code"));
            let input = VerifyCaseInput {
                case_id,
                version,
                classification,
                topic_code,
                region_code,
                urgency,
                reported_agency_code,
                note,
                client_mutation_id,
            };
            visit.act::<VerifyCase, _>(typed, VerifyCaseVars { input }).await?
        }
        "tunda" => {
            let input = PostponeCaseInput { case_id, version, question: typed.get("question"), client_mutation_id };
            visit.act::<PostponeCase, _>(typed, PostponeCaseVars { input }).await?
        }
        "kembalikan" => {
            let input = ReturnCaseInput {
                case_id,
                version,
                reason: typed.get("reason"),
                suggested_agency_code: typed.opt("suggested_agency_code"),
                client_mutation_id,
            };
            visit.act::<ReturnCase, _>(typed, ReturnCaseVars { input }).await?
        }
        "arsipkan" => {
            let input =
                ArchiveCaseInput { case_id, version, reason_code: typed.get("reason_code"), note, client_mutation_id };
            visit.act::<ArchiveCase, _>(typed, ArchiveCaseVars { input }).await?
        }
        "tolak-arsip" => {
            let input = DeclineArchiveInput { case_id, version, note: typed.get("note"), client_mutation_id };
            visit.act::<DeclineArchive, _>(typed, DeclineArchiveVars { input }).await?
        }
        "teruskan" => {
            let (supporting_codes, informed_codes) = (typed.codes("supporting_codes"), typed.codes("informed_codes"));
            let Some(target_code) = typed.opt("target_code") else {
                typed.fault(Some("target_search"), visit.t(k::CASE_CHOOSE_TARGET));
                return Ok(Ended::Refused(None));
            };
            let input = ForwardCaseInput {
                case_id,
                version,
                target_code,
                supporting_codes,
                informed_codes,
                note,
                other_reason: OtherReason::parse(&typed.get("other_reason")),
                client_mutation_id,
            };
            visit.act::<ForwardCase, _>(typed, ForwardCaseVars { input }).await?
        }
        "tugaskan" => {
            let input = AssignCaseInput {
                case_id,
                version,
                officer_id: typed.opt("officer_id").map(cynic::Id::new),
                client_mutation_id,
            };
            visit.act::<AssignCase, _>(typed, AssignCaseVars { input }).await?
        }
        "balas" => return reply(visit, typed).await,
        "setujui" => {
            let input = ApproveReplyInput { reply_id, version, client_mutation_id };
            visit.act::<ApproveReply, _>(typed, ApproveReplyVars { input }).await?
        }
        "terbitkan" => {
            let input = PublishReplyInput { reply_id, version, client_mutation_id };
            visit.act::<PublishReply, _>(typed, PublishReplyVars { input }).await?
        }
        "selesai" => {
            let input = FinishFollowUpInput { case_id, version, note, client_mutation_id };
            visit.act::<FinishFollowUp, _>(typed, FinishFollowUpVars { input }).await?
        }
        "catatan" => {
            let input = AddNoteInput { case_id, body: typed.get("body"), client_mutation_id };
            visit.act::<AddNote, _>(typed, AddNoteVars { input }).await?
        }
        "gabung" => {
            let input = LinkDuplicateInput {
                case_id,
                version,
                of_reference: typed.get("of_reference"),
                merge: typed.flag("merge"),
                note,
                client_mutation_id,
            };
            visit.act::<LinkDuplicate, _>(typed, LinkDuplicateVars { input }).await?
        }
        "visibilitas" => {
            let input = SetVisibilityInput {
                case_id,
                version,
                anonymous: typed.flag("anonymous"),
                secret: typed.flag("secret"),
                note,
                client_mutation_id,
            };
            visit.act::<SetVisibility, _>(typed, SetVisibilityVars { input }).await?
        }
        "identitas" => return identity(visit, typed).await,
        _ => return Err(Fault::not_found(visit)),
    };
    let notice = ACTS.iter().find(|known| **known == act).copied().unwrap_or_default();
    Ok(Ended::of(outcome, notice))
}

/// Writes to the reporter: as a draft where approval is asked for, else published at once.
async fn reply(visit: &Visit, typed: &mut Typed) -> Result<Ended, Fault> {
    let Some(kind) = ReplyKind::parse(&typed.get("kind")) else {
        typed.fault(Some("kind"), visit.t(k::CASE_CHOOSE_KIND));
        return Ok(Ended::Refused(None));
    };
    if let Some(blank) = unfilled(typed.raw("body")) {
        typed.fault(Some("body"), visit.ta(k::CASE_UNFILLED, &[("name", blank.into())]));
        return Ok(Ended::Refused(None));
    }
    let input = DraftReplyInput {
        case_id: cynic::Id::new(typed.get("case_id")),
        version: typed.int("version").unwrap_or_default(),
        reply_id: typed.opt("reply_id").map(cynic::Id::new),
        kind,
        body: typed.get("body").replace("\r\n", "\n"),
        ask_approval: typed.flag("ask_approval"),
        attachment_ids: typed.all("attachment_ids").into_iter().map(cynic::Id::new).collect(),
        client_mutation_id: typed.opt("kunci"),
    };
    let drafted = visit.mutate::<DraftReply, _>(DraftReplyVars { input }).await?.draft_reply;
    typed.refuse(&drafted.user_errors);
    let still_seen = drafted.case.is_some();
    let Some(draft) = drafted.reply.filter(|_| drafted.conflict.is_none() && drafted.user_errors.is_empty()) else {
        return Ok(Ended::Refused(drafted.conflict));
    };
    if draft.state == ReplyState::Published {
        return Ok(Ended::Done { notice: "balas", still_seen });
    }
    if typed.flag("ask_approval") || !draft.viewer_can.contains(&CaseAction::PublishReply) {
        return Ok(Ended::Done { notice: "konsep", still_seen });
    }
    // The draft is kept now: should publishing fail, it stands among the drafts and a second key is right.
    let input = PublishReplyInput {
        reply_id: draft.id.clone(),
        version: draft.version,
        client_mutation_id: typed.opt("kunci").map(|key| format!("{key}-terbit")),
    };
    typed.set("reply_id", draft.id.into_inner());
    let outcome = visit.act::<PublishReply, _>(typed, PublishReplyVars { input }).await?;
    Ok(Ended::of(outcome, "balas"))
}

/// The first `{placeholder}` that a standard text still carries.
fn unfilled(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        if !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            return Some(format!("{{{name}}}"));
        }
        rest = tail;
    }
    None
}

async fn identity(visit: &Visit, typed: &mut Typed) -> Result<Ended, Fault> {
    let input = RevealIdentityInput {
        case_id: cynic::Id::new(typed.get("case_id")),
        reason: typed.get("reason"),
        client_mutation_id: typed.opt("kunci"),
    };
    let answer = visit.mutate::<RevealIdentity, _>(RevealIdentityVars { input }).await?.reveal_identity;
    typed.refuse(&answer.user_errors);
    Ok(match answer.identity.filter(|_| answer.user_errors.is_empty()) {
        Some(identity) => Ended::Identity(identity),
        None => Ended::Refused(None),
    })
}

/// A button that fills in: shows the page again and changes nothing.
async fn help(visit: &Visit, act: &'static str, mut typed: Typed, button: &str) -> Result<Response, Fault> {
    let mut found = None;
    match button {
        "cari" => found = Some(lists::find_agencies(visit, "target_code", &typed.get("target_search")).await?),
        "cari-usul" => {
            found = Some(lists::find_agencies(visit, "suggested_agency_code", &typed.get("suggested_search")).await?)
        }
        "cari-terlapor" => {
            found = Some(lists::find_agencies(visit, "reported_agency_code", &typed.get("reported_search")).await?)
        }
        "pendukung" => move_choice(&mut typed, "supporting_codes"),
        "tembusan" => move_choice(&mut typed, "informed_codes"),
        "sisipkan" => insert_text(visit, &mut typed).await?,
        _ => {}
    }
    show_page(visit, Shown { act, typed, found, ..Shown::default() }, StatusCode::OK).await
}

/// The chosen agency becomes a supporting or informed one; the choice is free again.
fn move_choice(typed: &mut Typed, field: &str) {
    let mut codes = typed.codes(field);
    if let Some(code) = typed.opt("target_code").filter(|code| !codes.contains(code)) {
        codes.push(code);
    }
    typed.set(field, codes.join(", "));
    typed.set("target_code", "");
}

async fn insert_text(visit: &Visit, typed: &mut Typed) -> Result<(), Fault> {
    let vars = CaseVars { reference: visit.param("reference").to_owned(), last: Some(1), before: None };
    let Some(case) = visit.query::<CasePage, _>(vars).await?.case else {
        return Err(Fault::not_found(visit));
    };
    let vars = ToolVars { case_id: Some(case.id), holder: case.holder.code, first: Some(1) };
    let tools: CaseTools = visit.query(vars).await?;
    if let Some(text) = tools.standard_replies.iter().find(|text| text.code == typed.get("std")) {
        let written = typed.raw("body").trim_end().to_owned();
        let whole = if written.is_empty() { text.text.clone() } else { format!("{written}\n\n{}", text.text) };
        typed.set("body", whole);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_that_is_left_is_named_and_other_braces_are_not() {
        assert_eq!(unfilled("Kepada {nama_instansi}.").as_deref(), Some("{nama_instansi}"));
        assert_eq!(unfilled("{} {A} {1} { x } {y}").as_deref(), Some("{y}"));
        assert_eq!(unfilled("tidak ada {"), None);
    }
}
