//! Everything the page of a version shows at one moment: the version, its neighbours, what a tried report came to and,
//! after a refusal, which form it was and what was typed into it.
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};

use super::queries::*;
use super::views;
use crate::forms::{Form, Typed};
use crate::gql::Fault;
use crate::gql::enums::Classification;
use crate::gql::fragments::{RegionBit, TopicBit};
use crate::gql::rule_enums::RuleSetStatus;
use crate::gql::rules::RoutingDecisionBit;
use crate::layout::{Nav, Page};
use crate::pages::lists;
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// Versions beside the one that is shown.
const NEIGHBOURS: i32 = 6;
/// Flagged cases of one page.
const FLAGGED: i32 = 20;

/// What an act left behind for the page.
#[derive(Default)]
pub struct Shown {
    /// The act that was refused.
    pub act: &'static str,
    /// What was typed into its form.
    pub typed: Typed,
    /// Somebody else was quicker.
    pub conflict: bool,
    /// The report that is to be tried.
    pub report: Option<Typed>,
}

/// A report that was tried.
pub struct Tried {
    pub title: String,
    pub body: String,
    /// Nothing where the viewer may not try.
    pub decision: Option<RoutingDecisionBit>,
}

/// The page at one moment.
pub struct Scene {
    pub visit: Visit,
    pub set: SetView,
    pub shown: Shown,
    pub neighbours: Vec<SetRow>,
    pub topics: Vec<TopicBit>,
    pub regions: Vec<RegionBit>,
    /// What stands in the form of the test.
    pub asked: Typed,
    pub tried: Option<Tried>,
    pub head: Typed,
    pub blank: Typed,
}

/// The address of a version's page.
pub fn address(id: &cynic::Id) -> String {
    format!("/aturan/{}", encoded(id.inner()))
}

impl Scene {
    /// This page; never relative, because a refused form stands at another address.
    pub fn here(&self) -> String {
        address(&self.set.id)
    }
    /// Where a form is sent.
    pub fn action(&self, act: &str) -> String {
        format!("{}/{act}", self.here())
    }
    /// Where a rule is written.
    pub fn builder(&self, position: i32) -> String {
        format!("{}/tulis?urutan={position}", self.here())
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
    pub fn since(&self) -> Vec<&SetEventBit> {
        let seen: Option<DateTime<Utc>> = self.shown.typed.get("dilihat").parse().ok();
        self.set.events.iter().filter(|event| seen.is_none_or(|seen| event.at >= seen)).collect()
    }
    /// The words that rules are looked for by.
    pub fn search(&self) -> Option<String> {
        self.visit.asked("cari").map(|words| words.chars().take(100).collect())
    }
}

/// Loads the page and shows it.
pub async fn show(visit: &Visit, mut shown: Shown, status: StatusCode) -> Result<Response, Fault> {
    let vars =
        RulePageVars { id: cynic::Id::new(visit.param("id")), flagged: Some(FLAGGED), after: visit.asked("after") };
    let data: RulePage = visit.query(vars).await?;
    visit.officers_only(&data.viewer)?;
    let Some(set) = data.rule_set else { return Err(Fault::not_found(visit)) };
    let vars = RuleVersionVars {
        government: Some(set.government.code.clone()),
        in_force: Some(vec![RuleSetStatus::Active]),
        first: Some(NEIGHBOURS),
    };
    let neighbours = neighbours(visit.query(vars).await?);
    let asked = shown.report.take().unwrap_or_else(|| asked(visit));
    let tried = try_out(visit, &set.id, &asked).await?;
    let title = visit.ta(k::RULES_VERSION_TITLE, &[("n", set.number.into()), ("title", set.title.clone().into())]);
    let mut head = Typed::default();
    head.set("title", set.title.clone());
    head.set("note", set.note.clone().unwrap_or_default());
    let (topics, regions) = (lists::topics(visit).await?, lists::regions(visit, lists::PROVINCE).await?);
    let scene = Scene {
        visit: visit.clone(),
        set,
        shown,
        neighbours,
        topics,
        regions,
        asked,
        tried,
        head,
        blank: Typed::default(),
    };
    let main = views::page(&scene);
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::Rules).status(status)))
}

/// The version in force first, then the newest ones that were not given up.
pub fn neighbours(versions: RuleVersions) -> Vec<SetRow> {
    let mut out = versions.active.nodes;
    for set in versions.rule_sets.nodes {
        if set.status != RuleSetStatus::Discarded && !out.iter().any(|known| known.id == set.id) {
            out.push(set);
        }
    }
    out
}

/// The fields of the test as they stand in an address that somebody was given.
fn asked(visit: &Visit) -> Typed {
    let mut typed = Typed::default();
    if visit.asked("uji").is_some() {
        for name in ["judul", "isi", "topik", "wilayah", "klasifikasi"] {
            typed.set(name, visit.asked(name).unwrap_or_default());
        }
        told(visit, &mut typed);
    }
    typed
}

/// Whether there is a report to try; an empty one is a fault.
pub fn told(visit: &Visit, typed: &mut Typed) -> bool {
    let empty = typed.get("isi").trim().is_empty();
    if empty {
        typed.fault(Some("isi"), visit.t(k::RULES_TEST_EMPTY));
    }
    !empty
}

/// What the version would do with a report.
async fn try_out(visit: &Visit, id: &cynic::Id, asked: &Typed) -> Result<Option<Tried>, Fault> {
    if asked.get("isi").trim().is_empty() {
        return Ok(None);
    }
    let (title, body) = (asked.get("judul"), asked.get("isi"));
    let input = TestRoutingInput {
        rule_set_id: Some(id.clone()),
        title: title.clone(),
        body: body.clone(),
        topic_code: asked.opt("topik"),
        region_code: asked.opt("wilayah"),
        classification: Classification::parse(&asked.get("klasifikasi")),
    };
    let test: RuleTest = visit.query(RuleTestVars { input }).await?;
    Ok(Some(Tried { title, body, decision: test.test_routing.map(|test| test.decision) }))
}
