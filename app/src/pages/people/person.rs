//! `GET /orang/{id}`: a person in office, for those who appoint; `GET /instansi/{code}/peran-saya`: the own role, for
//! everybody in office. Both show the same: the roles, and after a refusal also which form it was and what was typed.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};

use super::person_views;
use super::queries::{
    CodeVars, MemberBit, OwnRolesPage, PersonPage, PersonRoleBit, PersonVars, PersonView, RoleEventBit,
};
use crate::components::Found;
use crate::forms::Typed;
use crate::gql::Fault;
use crate::gql::fragments::ViewerBit;
use crate::gql::people_enums::MemberAction;
use crate::layout::{Nav, Page};
use crate::visit::{Visit, encoded};

/// The acts: the last part of their address, what the viewer must be able to do, and their notices.
pub const ACTS: [(&str, MemberAction, &str); 6] = [
    ("pindah", MemberAction::Move, "peran-pindah"),
    ("akhiri", MemberAction::End, "peran-akhir"),
    ("istirahat", MemberAction::Suspend, "peran-istirahat"),
    ("aktif", MemberAction::Resume, "peran-aktif"),
    ("pengganti", MemberAction::NameDeputy, "peran-pengganti"),
    ("cabut-pengganti", MemberAction::EndDeputy, "peran-cabut-pengganti"),
];

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

/// The page at one moment.
pub struct Scene {
    pub visit: Visit,
    pub person: PersonView,
    pub base: String,
    pub shown: Shown,
    pub blank: Typed,
}

impl Scene {
    /// Where a form is sent.
    pub fn action(&self, act: &str) -> String {
        format!("{}/{act}", self.base)
    }
    /// Whether it is the viewer's own role, whose history is shown to those who appoint.
    pub fn own(&self) -> bool {
        !self.visit.param("code").is_empty()
    }
    /// Whether the form that was sent is this one.
    pub fn sent(&self, act: &str, member: &cynic::Id) -> bool {
        act == self.shown.act && self.shown.typed.get("member_id") == member.inner()
    }
    /// What was typed into this form.
    pub fn typed(&self, act: &str, member: &cynic::Id) -> &Typed {
        if self.sent(act, member) { &self.shown.typed } else { &self.blank }
    }
    /// Whether the form that was sent stands on the page with its fields.
    pub fn stands(&self) -> bool {
        let has = |member: &MemberBit| {
            ACTS.iter().any(|(act, can, _)| {
                *act != "aktif" && *act != "cabut-pengganti" && self.sent(act, &member.id) && member.can(*can)
            })
        };
        self.person.roles.iter().any(|role| has(&role.member))
    }
    /// What happened after the page was made on which the refused form stood.
    pub fn since(&self) -> Vec<&RoleEventBit> {
        let seen: Option<DateTime<Utc>> = self.shown.typed.get("dilihat").parse().ok();
        self.person.history.iter().filter(|event| seen.is_some_and(|seen| event.at >= seen)).collect()
    }
}

/// The address of the page.
pub fn base(visit: &Visit) -> String {
    match visit.param("code") {
        "" => format!("/orang/{}", encoded(visit.param("id"))),
        code => format!("/instansi/{}/peran-saya", encoded(code)),
    }
}

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, Shown::default(), StatusCode::OK).await
}

/// Its address with an act: somebody reloaded the address of a form.
pub async fn back(visit: Visit) -> Response {
    Redirect::to(&base(&visit)).into_response()
}

/// Loads the page and shows it.
pub async fn page(visit: &Visit, shown: Shown, status: StatusCode) -> Result<Response, Fault> {
    let (viewer, person) = if visit.param("code").is_empty() { other(visit).await? } else { own(visit).await? };
    let title = person.name.clone();
    let scene = Scene { visit: visit.clone(), person, base: base(visit), shown, blank: Typed::default() };
    let main = person_views::page(&scene);
    Ok(visit.page(Page::new(title, main).viewer(&viewer).active(Nav::Tree).status(status)))
}

async fn other(visit: &Visit) -> Result<(ViewerBit, PersonView), Fault> {
    let data: PersonPage = visit.query(PersonVars { id: cynic::Id::new(visit.param("id")) }).await?;
    visit.officers_only(&data.viewer)?;
    let person = data.person.ok_or_else(|| Fault::not_found(visit))?;
    Ok((data.viewer, person))
}

/// The viewer as a person with the roles of this agency that are the viewer's to act on: of those whom somebody else
/// appoints, `person` is null.
async fn own(visit: &Visit) -> Result<(ViewerBit, PersonView), Fault> {
    let data: OwnRolesPage = visit.query(CodeVars { code: visit.param("code").to_owned() }).await?;
    visit.officers_only(&data.viewer)?;
    let (Some(account), Some(found)) = (data.viewer.account.clone(), data.agency) else {
        return Err(Fault::not_found(visit));
    };
    let agency = found.agency;
    let roles: Vec<PersonRoleBit> = found
        .members
        .unwrap_or_default()
        .into_iter()
        .filter(|own| own.person.is_none() && !own.member.viewer_can.is_empty())
        .map(|own| PersonRoleBit { agency: agency.clone(), member: own.member })
        .collect();
    if roles.is_empty() {
        return Err(Fault::not_found(visit));
    }
    let person = PersonView { name: account.name, email: account.email, roles, history: Vec::new() };
    Ok((data.viewer, person))
}
