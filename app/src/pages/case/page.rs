//! Everything the case page shows at one moment: the case, the lists of its forms, and, after a refusal,
//! which form it was and what was typed into it.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::queries::{CasePage, CaseTools, CaseVars, CaseView, ToolVars};
use super::reply_acts::IdentityBit;
use super::views;
use crate::components::{Found, RegionLists};
use crate::forms::{Form, Typed};
use crate::gql::Fault;
use crate::gql::enums::{CaseAction, CaseStatus, ReplyState};
use crate::gql::fragments::{ConflictBit, ViewerBit};
use crate::layout::{Nav, Page};
use crate::pages::lists;
use crate::visit::{Visit, encoded};

/// Events of one page of the history.
const EVENTS: i32 = 50;
/// Units below the holder that are offered without a search.
const UNITS: i32 = 30;

/// What happened before the page is shown.
#[derive(Default)]
pub struct Shown {
    /// The form that was sent.
    pub act: &'static str,
    /// What was typed into it.
    pub typed: Typed,
    /// What others did meanwhile.
    pub conflict: Option<ConflictBit>,
    /// What a search for an agency found.
    pub found: Option<Found>,
    /// The identity that was just read.
    pub identity: Option<IdentityBit>,
}

/// The page with its data.
pub struct Scene {
    pub visit: Visit,
    pub viewer: ViewerBit,
    pub case: CaseView,
    pub tools: Option<CaseTools>,
    pub regions: RegionLists,
    pub shown: Shown,
    verify: Typed,
    reply: Typed,
    blank: Typed,
}

impl Scene {
    /// A form of the page: with what was typed, if it was the one sent.
    pub fn form(&self, act: &'static str) -> Form<'_> {
        let typed = match act {
            _ if act == self.shown.act => &self.shown.typed,
            "verifikasi" => &self.verify,
            "balas" => &self.reply,
            _ => &self.blank,
        };
        Form::new(&self.visit, act, typed)
    }
    /// Where a form is sent.
    pub fn action(&self, act: &str) -> String {
        format!("/laporan/{}/{act}", encoded(&self.case.reference))
    }
    /// The act that the person most likely does next: the one filled button of the page.
    pub fn next(&self) -> Option<CaseAction> {
        let case = &self.case;
        let draft = |state: ReplyState, action: CaseAction| {
            case.replies.iter().any(|reply| reply.state == state && reply.viewer_can.contains(&action))
        };
        let forwardable = matches!(case.status, CaseStatus::Submitted | CaseStatus::Returned | CaseStatus::Reopened);
        let order = [
            (case.archive_proposal.is_some(), CaseAction::Archive),
            (draft(ReplyState::Draft, CaseAction::ApproveReply), CaseAction::ApproveReply),
            (draft(ReplyState::Approved, CaseAction::PublishReply), CaseAction::PublishReply),
            (!case.verified, CaseAction::Verify),
            (forwardable, CaseAction::Forward),
            (case.answered(), CaseAction::Finish),
            (true, CaseAction::DraftReply),
            (true, CaseAction::Forward),
            (true, CaseAction::Note),
        ];
        order
            .into_iter()
            .find(|(when, action)| {
                *when && (case.can(*action) || matches!(action, CaseAction::ApproveReply | CaseAction::PublishReply))
            })
            .map(|(_, action)| action)
    }
}

/// Loads the page and shows it.
pub async fn show(visit: &Visit, shown: Shown, status: StatusCode) -> Result<Response, Fault> {
    let reference = visit.param("reference").to_owned();
    let vars = CaseVars { reference, last: Some(EVENTS), before: visit.asked("sebelum") };
    let data: CasePage = visit.query(vars).await?;
    let Some(case) = data.case else {
        return gone(visit, &data.viewer);
    };
    if case.reporter.is_viewer && !data.viewer.is_officer() {
        return Ok(Redirect::to(&format!("/lacak/{}", encoded(&case.reference))).into_response());
    }
    visit.officers_only(&data.viewer)?;
    let tools = if case.viewer_can.is_empty() {
        None
    } else {
        let vars = ToolVars { case_id: Some(case.id.clone()), holder: case.holder.code.clone(), first: Some(UNITS) };
        Some(visit.query::<CaseTools, _>(vars).await?)
    };
    let verify = as_filed(&case);
    let mut shown = shown;
    let (mut reply, blank) = (Typed::default(), Typed::default());
    if shown.act != "balas" {
        reply = opened_draft(visit, &case, tools.as_ref());
    }
    let regions = if case.can(CaseAction::Verify) {
        lists::region_lists(visit, if shown.act == "verifikasi" { &shown.typed } else { &verify }).await?
    } else {
        RegionLists::default()
    };
    if let Some(words) = visit.asked("cari").filter(|_| shown.found.is_none()) {
        shown.found = Some(lists::find_agencies(visit, "target_code", &words).await?);
    }
    let title = format!("{} {}", case.reference, case.title.clone().unwrap_or_default());
    let viewer = data.viewer;
    let scene = Scene { visit: visit.clone(), viewer, case, tools, regions, shown, verify, reply, blank };
    let main = views::page(&scene);
    Ok(visit.page(Page::new(title.trim(), main).viewer(&scene.viewer).active(Nav::Queue).status(status)))
}

/// A case that was just passed on may be out of sight: then back to the queue, with the notice.
fn gone(visit: &Visit, viewer: &ViewerBit) -> Result<Response, Fault> {
    match visit.asked("pesan") {
        Some(notice) if viewer.is_officer() => {
            Ok(Redirect::to(&format!("/antrean?pesan={}", encoded(&notice))).into_response())
        }
        _ if viewer.account.is_none() => Err(Fault::new(visit, crate::gql::FaultKind::SignIn)),
        _ => Err(Fault::not_found(visit)),
    }
}

/// The verification form begins with what the reporter said.
fn as_filed(case: &CaseView) -> Typed {
    let mut typed = Typed::default();
    typed.set("classification", case.classification.value());
    typed.set("urgency", case.urgency.value());
    if let Some(topic) = &case.topic {
        typed.set("topic_code", topic.code.clone());
    }
    if let Some(agency) = &case.reported_agency {
        typed.set("reported_agency_code", agency.code.clone());
    }
    if let Some(region) = &case.region {
        // 63.03.05.2001 lies in 63.03.05, which lies in 63.03.
        let parts: Vec<&str> = region.code.split('.').collect();
        for (field, depth) in [("regency", 2), ("district", 3), ("village", 4)] {
            if let Some(upper) = parts.get(..depth) {
                typed.set(field, upper.join("."));
            }
        }
    }
    typed
}

/// `?konsep=` opens a draft in the reply form, `?teks=` begins with a standard text.
fn opened_draft(visit: &Visit, case: &CaseView, tools: Option<&CaseTools>) -> Typed {
    let mut typed = Typed::default();
    let draft = visit
        .asked("konsep")
        .and_then(|id| case.replies.iter().find(|reply| reply.id.inner() == id && reply.state == ReplyState::Draft));
    if let Some(draft) = draft {
        typed.set("reply_id", draft.id.inner());
        typed.set("kind", draft.kind.value());
        typed.set("body", draft.body.clone());
        if draft.needs_approval {
            typed.set("ask_approval", "true");
        }
    } else if let Some(text) =
        visit.asked("teks").and_then(|code| tools?.standard_replies.iter().find(|text| text.code == code))
    {
        typed.set("std", text.code.clone());
        typed.set("body", text.text.clone());
    }
    typed
}
