//! Everything the page of a plan shows at one moment: the plan, the lists of its forms and, after a
//! refusal, which form it was and what was typed into it.
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};

use super::change::typed_of;
use super::queries::{ChangeBit, PlanAgencies, PlanAgencyVars, PlanEventBit, PlanPage, PlanVars, PlanView};
use super::views;
use crate::components::Found;
use crate::forms::{Form, Typed};
use crate::gql::Fault;
use crate::gql::fragments::{AgencyChoice, TopicBit};
use crate::gql::plan_enums::{ChangeKind, PlanAction};
use crate::layout::{Nav, Page};
use crate::pages::lists;
use crate::visit::{Visit, encoded};

/// Agencies that are suggested while somebody types.
const SUGGESTED: i32 = 100;

/// What an act left behind for the page.
#[derive(Default)]
pub struct Shown {
    /// The act that was refused or helped.
    pub act: &'static str,
    /// What was typed into its form.
    pub typed: Typed,
    /// What a search found.
    pub found: Option<Found>,
    /// Somebody else was quicker.
    pub conflict: bool,
}

/// A change that is being written.
pub struct Writing {
    /// What it does.
    pub kind: ChangeKind,
    /// The id and version of the change that is edited; nothing for a new one.
    pub of: Option<(String, i32)>,
    /// What stands in the form.
    pub typed: Typed,
    /// The change that was edited is gone from the plan.
    pub gone: bool,
}

/// The page at one moment.
pub struct Scene {
    pub visit: Visit,
    pub plan: PlanView,
    pub shown: Shown,
    pub writing: Option<Writing>,
    pub agencies: Vec<AgencyChoice>,
    pub topics: Vec<TopicBit>,
    pub head: Typed,
    pub blank: Typed,
}

impl Scene {
    /// Where a form is sent.
    pub fn action(&self, act: &str) -> String {
        format!("/penataan/{}/{act}", encoded(self.plan.id.inner()))
    }
    /// This page with something opened in it; never relative, because a refused form stands at another address.
    pub fn opened(&self, name: &str, value: &str) -> String {
        let page = self.visit.asked("dari").map(|from| format!("&dari={}", encoded(&from))).unwrap_or_default();
        format!("/penataan/{}?{name}={}{page}#h-tulis", encoded(self.plan.id.inner()), encoded(value))
    }
    /// A form of the page: with what was typed, if it was the one sent.
    pub fn form(&self, act: &'static str) -> Form<'_> {
        let typed = match act {
            _ if act == self.shown.act => &self.shown.typed,
            "ubah" => &self.head,
            _ => &self.blank,
        };
        Form::new(&self.visit, act, typed)
    }
    /// What happened after the page was made on which the refused form stood.
    pub fn since(&self) -> Vec<&PlanEventBit> {
        let seen: Option<DateTime<Utc>> = self.shown.typed.get("dilihat").parse().ok();
        self.plan.events.iter().filter(|event| seen.is_none_or(|seen| event.at >= seen)).collect()
    }
}

/// Loads the page and shows it.
pub async fn show(visit: &Visit, shown: Shown, status: StatusCode) -> Result<Response, Fault> {
    let vars = PlanVars { id: cynic::Id::new(visit.param("id")) };
    let data: PlanPage = visit.query(vars).await?;
    visit.officers_only(&data.viewer)?;
    let Some(plan) = data.reorganisation_plan else {
        return Err(Fault::not_found(visit));
    };
    let writing = writing(visit, &plan, &shown);
    let (mut agencies, mut topics) = (Vec::new(), Vec::new());
    if let Some(writing) = &writing {
        let vars = PlanAgencyVars {
            under: Some(plan.government.code.clone()),
            search: None,
            open_only: writing.kind != ChangeKind::Reopen,
            first: Some(SUGGESTED),
        };
        agencies = visit.query::<PlanAgencies, _>(vars).await?.agencies.nodes;
        if writing.kind == ChangeKind::Split {
            topics = lists::topics(visit).await?;
        }
    }
    let title = plan.title.clone();
    let head = head_of(&plan);
    let scene = Scene { visit: visit.clone(), plan, shown, writing, agencies, topics, head, blank: Typed::default() };
    let main = views::page(&scene);
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::Tree).status(status)))
}

fn head_of(plan: &PlanView) -> Typed {
    let mut typed = Typed::default();
    typed.set("title", plan.title.clone());
    typed.set("effective_on", plan.effective_on.to_string());
    typed.set("legal_reference", plan.legal_reference.clone());
    typed.set("note", plan.note.clone().unwrap_or_default());
    typed.set("past_reason", plan.past_reason.clone().unwrap_or_default());
    typed
}

/// The change that is written: as it was sent, or as `?tambah=` and `?ubah=` ask.
fn writing(visit: &Visit, plan: &PlanView, shown: &Shown) -> Option<Writing> {
    if !plan.can(PlanAction::Edit) && !matches!(shown.act, "tambah" | "perubahan") {
        return None;
    }
    let find = |id: &str| plan.changes.iter().find(|change| change.id.inner() == id);
    let of = |change: &ChangeBit| Some((change.id.inner().to_owned(), change.version));
    match shown.act {
        "tambah" | "perubahan" => {
            let kind = ChangeKind::parse(&shown.typed.get("kind"))?;
            let change = find(&shown.typed.get("change_id")).filter(|_| shown.act == "perubahan");
            let gone = shown.act == "perubahan" && change.is_none();
            Some(Writing { kind, of: change.and_then(of), typed: shown.typed.clone(), gone })
        }
        _ => {
            if let Some(change) = visit.asked("ubah").and_then(|id| find(&id)) {
                return Some(Writing { kind: change.kind, of: of(change), typed: typed_of(change), gone: false });
            }
            let kind = ChangeKind::parse(&visit.asked("tambah")?)?;
            Some(Writing { kind, of: None, typed: Typed::default(), gone: false })
        }
    }
}

/// Looks for agencies over the whole tree: one of another government is refused with its reason.
/// For reopening, closed ones are found too.
pub async fn find(visit: &Visit, field: &str, words: String, open_only: bool) -> Result<Found, Fault> {
    let mut found = Found { field: field.to_owned(), ..Found::default() };
    let words: String = words.chars().take(100).collect();
    if !words.is_empty() {
        let vars = PlanAgencyVars { under: None, search: Some(words), open_only, first: Some(12) };
        let answer = visit.query::<PlanAgencies, _>(vars).await?.agencies;
        found.agencies = answer.nodes;
        found.more = answer.page_info.has_next_page;
    }
    Ok(found)
}
