//! `GET /aturan/{id}/tulis`: one rule is written. `?urutan=` names the rule that is edited; without it a new one begins,
//! filled in from `?topik=&wilayah=&sasaran=&dari=` (the topic, place, agency and number of a report). What is sent is
//! an act of the version, see `handlers.rs`.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::build_queries::*;
use super::page::address;
use super::views::builder;
use super::written::{SEARCHED, add_picked, blank, settle, typed_of};
use crate::components::Found;
use crate::forms::{Choice, Typed};
use crate::gql::Fault;
use crate::gql::fragments::{RegionBit, TopicBit};
use crate::gql::rule_enums::RuleSetAction;
use crate::layout::{Nav, Page};
use crate::pages::lists;
use crate::texts::k;
use crate::visit::Visit;

/// The last place that a rule can have.
const LAST: i32 = 99_999;
/// Between a new rule and the one before it.
const STEP: i32 = 10;

/// The page at one moment.
pub struct Bench {
    pub visit: Visit,
    pub set: BuildSet,
    pub topics: Vec<TopicBit>,
    pub regions: Vec<RegionBit>,
    pub archive_reasons: Vec<CodeName>,
    pub replies: Vec<ReplyName>,
    /// `aturan` for a new rule, `tulis` for one that is edited.
    pub act: &'static str,
    /// The place of the rule that is edited.
    pub editing: Option<i32>,
    pub typed: Typed,
    /// The agency that stands in the form, by its name.
    pub target: Vec<Choice>,
    pub found: Option<Found>,
    /// Somebody else was quicker.
    pub conflict: bool,
    /// The number of the report that the rule was made from.
    pub from_case: Option<String>,
}

impl Bench {
    /// What stands now at the place of the rule that is edited.
    pub fn here(&self) -> Option<&RuleSpot> {
        self.set.rules.iter().find(|rule| Some(rule.position) == self.editing)
    }
}

/// What brought the form up again.
struct Came {
    act: &'static str,
    typed: Typed,
    found: Option<Found>,
    conflict: bool,
}

/// `GET /aturan/{id}/tulis`
pub async fn show(visit: &Visit) -> Result<Response, Fault> {
    page(visit, None, StatusCode::OK).await
}

/// The form again after a refusal, as it was typed.
pub async fn again(visit: &Visit, act: &'static str, typed: Typed, conflict: bool) -> Result<Response, Fault> {
    page(visit, Some(Came { act, typed, found: None, conflict }), StatusCode::UNPROCESSABLE_ENTITY).await
}

/// A button that fills in: shows the form again and changes nothing.
pub async fn help(visit: &Visit, act: &'static str, mut typed: Typed, button: &str) -> Result<Response, Fault> {
    let mut found = None;
    if let Some((field, search, _)) = SEARCHED.iter().find(|(_, _, name)| *name == button) {
        found = Some(lists::find_agencies(visit, field, &typed.get(search)).await?);
    } else {
        // A code that was typed into the search counts as chosen here too.
        let words = typed.get("extra_search");
        if typed.opt("extra_code").is_none() && !words.is_empty() && !words.contains(char::is_whitespace) {
            typed.set("extra_code", words);
        }
        add_picked(&mut typed, button);
        settle(&mut typed);
    }
    page(visit, Some(Came { act, typed, found, conflict: false }), StatusCode::OK).await
}

async fn page(visit: &Visit, came: Option<Came>, status: StatusCode) -> Result<Response, Fault> {
    let editing = match &came {
        Some(came) => came.typed.int("urutan").filter(|_| came.act == "tulis"),
        None => visit.asked("urutan").and_then(|text| text.parse().ok()),
    };
    let vars = RuleBuildVars { id: cynic::Id::new(visit.param("id")), position: editing.unwrap_or_default() };
    let data: RuleBuild = visit.query(vars).await?;
    visit.officers_only(&data.viewer)?;
    let Some(set) = data.rule_set else { return Err(Fault::not_found(visit)) };
    if came.is_none() && !set.viewer_can.contains(&RuleSetAction::Edit) {
        return Ok(Redirect::to(&address(&set.id)).into_response());
    }
    let regions = lists::regions(visit, lists::PROVINCE).await?;
    let mut from_case = None;
    let (act, typed, found, conflict) = match came {
        Some(came) => (came.act, came.typed, came.found, came.conflict),
        None => match (editing, &set.rule) {
            (Some(_), Some(rule)) => {
                let boxes: Vec<String> = regions.iter().map(|region| region.code.clone()).collect();
                ("tulis", typed_of(rule, &boxes), None, false)
            }
            // Moved or removed since the link was made.
            (Some(_), None) => return Err(Fault::not_found(visit)),
            (None, _) => {
                from_case = visit.asked("dari");
                ("aturan", prefilled(visit, &set, &regions), None, false)
            }
        },
    };
    let target = named_target(visit, &typed).await?;
    let bench = Bench {
        visit: visit.clone(),
        set,
        topics: data.topics,
        regions,
        archive_reasons: data.archive_reasons,
        replies: data.standard_replies,
        act,
        editing: editing.filter(|_| act == "tulis"),
        typed,
        target,
        found,
        conflict,
        from_case,
    };
    let title = visit.t(if act == "tulis" { k::RULE_EDIT_TITLE } else { k::RULE_NEW_TITLE });
    let main = builder::page(&bench);
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::Rules).status(status)))
}

/// The place behind the last rule that has a condition, where it is free.
fn free_place(rules: &[RuleSpot]) -> i32 {
    let last = rules.iter().filter(|rule| !rule.fallback).map(|rule| rule.position).max().unwrap_or_default();
    let place = last.saturating_add(STEP).min(LAST);
    if rules.iter().any(|rule| rule.position == place) { last.saturating_add(1).min(LAST) } else { place }
}

/// A new rule, with what the address tells of the report behind it.
fn prefilled(visit: &Visit, set: &BuildSet, regions: &[RegionBit]) -> Typed {
    let mut typed = blank(free_place(&set.rules));
    if let Some(code) = visit.asked("topik") {
        typed.push("topic_codes", code);
    }
    if let Some(code) = visit.asked("wilayah") {
        let known = regions.iter().any(|region| region.code == code);
        typed.push(if known { "region_codes" } else { "more_regions" }, code);
    }
    if let Some(code) = visit.asked("sasaran") {
        typed.set("forward_code", code);
    }
    if let Some(reference) = visit.asked("dari") {
        typed.set("because", visit.ta(k::RULE_FROM_CASE_BECAUSE, &[("case", reference.into())]));
    }
    typed
}

/// The agency whose code stands in the form already, so that it is shown by its name.
async fn named_target(visit: &Visit, typed: &Typed) -> Result<Vec<Choice>, Fault> {
    let Some(code) = typed.opt("forward_code") else { return Ok(Vec::new()) };
    let found: RuleAgency = visit.query(RuleAgencyVars { code }).await?;
    Ok(found.agency.map(|agency| Choice::new(agency.code.clone(), agency.name).note(agency.code)).into_iter().collect())
}
