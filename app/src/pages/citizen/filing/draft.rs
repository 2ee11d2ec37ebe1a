//! The report while it is being written: which fields belong to which step, what can be told before
//! sending, and its shape for the schema. The server checks everything again.
use super::queries::{ReporterContactInput, SubmitReportInput};
use crate::components::RegionLists;
use crate::format::local;
use crate::forms::{Form, Typed};
use crate::gql::enums::Classification;
use crate::gql::fragments::Limits;
use crate::pages::citizen::{files, sending};
use crate::texts::{Key, k};
use crate::visit::Visit;
use leptos::prelude::*;

/// Fields of step 1, and where its faults may stand.
pub const ABOUT: [&str; 11] = [
    "classification",
    "title",
    "body",
    "topic_code",
    "regency",
    "district",
    "village",
    "place",
    "occurred_on",
    "named_agency_code",
    "cari_instansi",
];
/// Fields of step 2, without the files.
pub const WHO: [&str; 7] = ["reported_agency_code", "cari_terlapor", "name", "email", "phone", "anonymous", "secret"];

/// The steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    About,
    Who,
    Review,
}

impl Step {
    /// The value of the hidden field `langkah`.
    pub fn value(self) -> &'static str {
        match self {
            Self::About => "1",
            Self::Who => "2",
            Self::Review => "3",
        }
    }
    /// The step that a form says it is; the first, where it says nothing.
    pub fn of(typed: &Typed) -> Self {
        match typed.get("langkah").as_str() {
            "2" => Self::Who,
            "3" => Self::Review,
            _ => Self::About,
        }
    }
    /// The first step that holds a fault, where that is one's.
    pub fn with_fault(typed: &Typed) -> Option<Self> {
        let among = |fields: &[&str]| {
            typed.faults().iter().any(|(field, _)| field.as_deref().is_some_and(|field| fields.contains(&field)))
        };
        if among(&ABOUT) || among(&["region_code"]) {
            Some(Self::About)
        } else if among(&WHO) || among(&["files"]) {
            Some(Self::Who)
        } else {
            None
        }
    }
}

/// What sort of report it is.
pub fn classification(typed: &Typed) -> Classification {
    Classification::parse(&typed.get("classification")).unwrap_or(Classification::ServiceComplaint)
}

/// Whether it accuses an officer or unit.
pub fn accuses(typed: &Typed) -> bool {
    matches!(classification(typed), Classification::SupervisoryComplaint | Classification::WhistleBlowing)
}

/// Whether it goes to the inspectorate and nobody else.
pub fn whistle(typed: &Typed) -> bool {
    classification(typed) == Classification::WhistleBlowing
}

/// Lines are counted and sent with one sign for their end; browsers send two.
fn lines(typed: &Typed, name: &str) -> String {
    typed.get(name).replace("\r\n", "\n")
}

fn length(visit: &Visit, typed: &mut Typed, (name, label): (&str, Key), min: i32, max: i32) {
    let field = visit.t(label);
    let len = i32::try_from(lines(typed, name).chars().count()).unwrap_or(i32::MAX);
    if len < min {
        typed.fault(
            Some(name),
            visit.ta(
                k::FILING_TOO_SHORT,
                &[("field", field.into()), ("n", visit.num(min).into()), ("len", visit.num(len).into())],
            ),
        );
    } else if len > max {
        typed.fault(
            Some(name),
            visit.ta(
                k::FILING_TOO_LONG,
                &[("field", field.into()), ("n", visit.num(max).into()), ("len", visit.num(len).into())],
            ),
        );
    }
}

/// What can be told of step 1 before going on.
pub fn check_about(visit: &Visit, typed: &mut Typed, limits: &Limits) {
    if Classification::parse(&typed.get("classification")).is_none() {
        typed.fault(Some("classification"), visit.t(k::FILING_CLASS_MISSING));
    }
    length(visit, typed, ("title", k::FILING_NAME), limits.title_min, limits.title_max);
    length(visit, typed, ("body", k::FILING_BODY), limits.body_min, limits.body_max);
    length(visit, typed, ("place", k::FILING_PLACE), 0, limits.place_max);
    match (typed.opt("occurred_on"), typed.day("occurred_on")) {
        (Some(_), None) => typed.fault(Some("occurred_on"), visit.t(k::FILING_DAY_UNREADABLE)),
        (Some(_), Some(day)) if day > local(visit.door.now).date_naive() => {
            typed.fault(Some("occurred_on"), visit.t(k::FILING_DAY_AHEAD))
        }
        _ => {}
    }
}

/// What can be told of step 2 before going on.
pub fn check_who(visit: &Visit, typed: &mut Typed, signed_in: bool) {
    if !signed_in && !typed.flag("anonymous") && typed.opt("name").is_none() {
        typed.fault(Some("name"), visit.t(k::FILING_NAME_MISSING));
    }
}

/// The hidden fields of the steps that are not shown.
pub fn carried(form: &Form<'_>, fields: &[&'static str]) -> AnyView {
    fields
        .iter()
        .filter_map(|name| {
            let value = form.typed.raw(name);
            (!value.is_empty()).then(|| form.hidden(name, value))
        })
        .collect_view()
        .into_any()
}

/// The report for the schema.
pub fn input(typed: &Typed, signed_in: bool) -> SubmitReportInput {
    let whistle = whistle(typed);
    let contact =
        ReporterContactInput { name: typed.opt("name"), email: typed.opt("email"), phone: typed.opt("phone") };
    let contact = (!signed_in && (contact.name.is_some() || contact.email.is_some() || contact.phone.is_some()))
        .then_some(contact);
    SubmitReportInput {
        title: typed.get("title"),
        body: lines(typed, "body"),
        classification: classification(typed),
        topic_code: typed.opt("topic_code"),
        region_code: RegionLists::chosen(typed),
        place: typed.opt("place"),
        occurred_on: typed.day("occurred_on"),
        // The inspectorate has it alone; an agency named here would be one reader more.
        named_agency_code: typed.opt("named_agency_code").filter(|_| !whistle),
        reported_agency_code: typed.opt("reported_agency_code").filter(|_| accuses(typed)),
        anonymous: typed.flag("anonymous"),
        secret: whistle || typed.flag("secret"),
        contact,
        attachment_ids: files::ids(typed),
        client_mutation_id: sending::key(typed),
    }
}
