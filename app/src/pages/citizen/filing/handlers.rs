//! Leads through the steps. Only "kirim" of the last step changes anything.
use axum::http::StatusCode;
use axum::response::Response;

use super::draft::{self, Step};
use super::queries::{ChosenAgency, ChosenRegion, CodeVars, FilePage, SubmitReport, SubmitVars};
use super::review::{self, Filed, Names};
use super::steps::{self, ACCUSED, NAMED, Search};
use crate::components::{Finder, Found, RegionLists};
use crate::forms::{Posted, Typed};
use crate::gql::Fault;
use crate::gql::fragments::AgencyBit;
use crate::layout::{Nav, Page};
use crate::pages::citizen::{files, sending};
use crate::pages::lists;
use crate::texts::k;
use crate::visit::Visit;

/// The shortest words that a search of agencies takes, in characters.
const SHORTEST: usize = 2;

/// GET `/lapor`.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let data = visit.query::<FilePage, _>(()).await?;
    answer(&visit, &data, &Typed::default(), Step::About, StatusCode::OK).await
}

/// POST `/lapor`: the step that was filled in, and the button.
pub async fn take(mut posted: Posted) -> Result<Response, Fault> {
    let data = posted.visit.query::<FilePage, _>(()).await?;
    let taken = files::take(&mut posted, data.limits.attachments_max).await;
    let Posted { visit, mut typed, .. } = posted;
    let (step, button) = (Step::of(&typed), typed.get("tombol"));
    // The key of the first form stays that of the report, however often the steps are gone through.
    sending::keep_key(&mut typed);
    let signed_in = data.viewer.account.is_some();
    let next = match (step, button.as_str()) {
        // A refused file is told where it was chosen, whatever the button was.
        (Step::Who, _) if typed.has_faults() => Step::Who,
        (Step::About, "wilayah" | "cari") | (Step::Who, "kembali") | (Step::Review, "langkah1") => Step::About,
        (Step::Who, "cari" | "unggah") | (Step::Review, "langkah2") => Step::Who,
        (Step::Who, _) if taken == files::Taken::Removed => Step::Who,
        (Step::About, _) => {
            draft::check_about(&visit, &mut typed, &data.limits);
            let searched = sought(&typed, &NAMED);
            if searched || typed.has_faults() { Step::About } else { Step::Who }
        }
        (Step::Who, _) => {
            draft::check_who(&visit, &mut typed, signed_in);
            let searched = draft::accuses(&typed) && sought(&typed, &ACCUSED);
            if searched || typed.has_faults() { Step::Who } else { Step::Review }
        }
        (Step::Review, "kirim") => return send(visit, data, typed).await,
        (Step::Review, _) => Step::Review,
    };
    let status = if typed.has_faults() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    answer(&visit, &data, &typed, next, status).await
}

/// Somebody typed a search and pressed "go on" before seeing what it finds.
fn sought(typed: &Typed, finder: &Finder) -> bool {
    let words = typed.opt(finder.search);
    words.is_some() && typed.opt(finder.name).is_none() && words != typed.opt(&steps::searched(finder))
}

async fn send(visit: Visit, data: FilePage, mut typed: Typed) -> Result<Response, Fault> {
    let signed_in = data.viewer.account.is_some();
    // The hidden fields may be anybody's: what the steps check is checked once more.
    draft::check_about(&visit, &mut typed, &data.limits);
    draft::check_who(&visit, &mut typed, signed_in);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if !typed.has_faults() {
        match visit.mutate::<SubmitReport, _>(SubmitVars { input: draft::input(&typed, signed_in) }).await {
            Ok(done) => {
                let payload = done.submit_report;
                files::refuse(&mut typed, payload.user_errors);
                match payload.case {
                    Some(case) if !typed.has_faults() => {
                        let filed = Filed {
                            case,
                            secret: payload.tracking_code.zip(payload.tracking_secret),
                            probably: payload.probably,
                            whistle: draft::whistle(&typed),
                        };
                        let main = review::filed(&visit, &filed, signed_in);
                        let title = format!("{} {}", visit.t(k::FILED_TITLE), filed.case.reference);
                        return Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::File)));
                    }
                    _ if !typed.has_faults() => typed.fault(None, visit.t(k::SENDING_FAILED)),
                    _ => {}
                }
                sending::new_key(&mut typed);
            }
            Err(fault) => status = sending::again(&visit, fault, &mut typed)?,
        }
    }
    let step = Step::with_fault(&typed).unwrap_or(Step::Review);
    answer(&visit, &data, &typed, step, status).await
}

async fn answer(
    visit: &Visit,
    data: &FilePage,
    typed: &Typed,
    step: Step,
    status: StatusCode,
) -> Result<Response, Fault> {
    let (name, main) = match step {
        Step::About => {
            let regions = lists::region_lists(visit, typed).await?;
            let search = look_up(visit, typed, &NAMED).await?;
            (k::FILING_STEP_ABOUT, steps::about(visit, data, typed, &regions, &search))
        }
        Step::Who => {
            let search = if draft::accuses(typed) { Some(look_up(visit, typed, &ACCUSED).await?) } else { None };
            (k::FILING_STEP_WHO, steps::who(visit, data, typed, search.as_ref()))
        }
        Step::Review => (k::FILING_STEP_REVIEW, review::view(visit, data, typed, &names(visit, typed).await?)),
    };
    let title = visit.ta(k::FILING_PAGE_TITLE, &[("n", step.value().into()), ("step", visit.t(name).into())]);
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::File).status(status)))
}

async fn chosen(visit: &Visit, code: Option<String>) -> Result<Option<AgencyBit>, Fault> {
    match code {
        Some(code) => Ok(visit.query::<ChosenAgency, _>(CodeVars { code }).await?.agency),
        None => Ok(None),
    }
}

/// What the search finds, and what was chosen before. Words too short for a search find nothing; they are
/// no reason for an error page.
async fn look_up(visit: &Visit, typed: &Typed, finder: &Finder) -> Result<Search, Fault> {
    let found = match typed.opt(finder.search) {
        Some(words) if words.chars().count() >= SHORTEST => {
            Some(lists::find_agencies(visit, finder.name, &words).await?)
        }
        Some(_) => Some(Found { field: finder.name.into(), ..Found::default() }),
        None => None,
    };
    Ok(Search { found, chosen: chosen(visit, typed.opt(finder.name)).await? })
}

async fn names(visit: &Visit, typed: &Typed) -> Result<Names, Fault> {
    let region = match RegionLists::chosen(typed) {
        Some(code) => visit.query::<ChosenRegion, _>(CodeVars { code }).await?.region.map(|region| region.full_name),
        None => None,
    };
    let name = |agency: Option<AgencyBit>| agency.map(|agency| agency.name);
    let named = name(chosen(visit, typed.opt("named_agency_code")).await?);
    let accused = name(chosen(visit, typed.opt("reported_agency_code").filter(|_| draft::accuses(typed))).await?);
    Ok(Names { region, named, accused })
}
