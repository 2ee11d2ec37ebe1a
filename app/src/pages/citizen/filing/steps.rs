//! Steps 1 and 2 of filing a report.
use leptos::prelude::*;

use super::draft::{self, ABOUT, Step, WHO};
use super::queries::FilePage;
use crate::components::{Finder, Found, RegionLists, agency_finder, region_picker, topic_choices};
use crate::forms::{Choice, Form, Typed};
use crate::gql::enums::Classification;
use crate::gql::fragments::AgencyBit;
use crate::pages::citizen::{files, sending};
use crate::texts::{Key, k};
use crate::visit::Visit;

/// Id of the form, in every step.
pub const FORM: &str = "lapor";

/// The agency that ought to answer; step 1.
pub const NAMED: Finder = Finder {
    name: "named_agency_code",
    search: "cari_instansi",
    button: "cari",
    label: k::FILING_AGENCY_FIND,
    hint: k::FILING_FIND_HINT,
};
/// The unit complained about; step 2.
pub const ACCUSED: Finder = Finder {
    name: "reported_agency_code",
    search: "cari_terlapor",
    button: "cari",
    label: k::FILING_ACCUSED_FIND,
    hint: k::FILING_FIND_HINT,
};

/// What a search of agencies found, and what was chosen in an earlier round.
pub struct Search {
    pub found: Option<Found>,
    pub chosen: Option<AgencyBit>,
}

/// The words whose results a form has shown; going on with other words searches first.
pub fn searched(finder: &Finder) -> String {
    format!("{}_sudah", finder.search)
}

/// Heading and the three steps, with the one being filled in.
pub fn head(visit: &Visit, step: Step) -> AnyView {
    let all =
        [(Step::About, k::FILING_STEP_ABOUT), (Step::Who, k::FILING_STEP_WHO), (Step::Review, k::FILING_STEP_REVIEW)];
    let items = all.map(|(one, name)| {
        let done = (one.value() < step.value()).then_some("done");
        let current = (one == step).then_some("step");
        view! { <li class=done aria-current=current>{visit.t(name)}</li> }
    });
    view! { <div><h1>{visit.t(k::FILING_TITLE)}</h1><ol class="steps" role="list" aria-label=visit.t(k::FILING_STEPS)>{items.into_iter().collect_view()}</ol></div> }.into_any()
}

/// Enter in a field presses the first button of a form: that must be the one that goes on.
fn go_on_first() -> AnyView {
    view! { <button class="vh" name="tombol" value="lanjut" tabindex="-1" aria-hidden="true">"→"</button> }.into_any()
}

/// Where the form stands and what it carries beside its own fields.
fn carry(form: &Form<'_>, step: Step, fields: &[&'static str]) -> AnyView {
    view! { {form.hidden("langkah", step.value())}{sending::carried(form)}{draft::carried(form, fields)} }.into_any()
}

/// Step 1: what and where.
pub fn about(visit: &Visit, data: &FilePage, typed: &Typed, regions: &RegionLists, search: &Search) -> AnyView {
    let form = Form::new(visit, FORM, typed);
    let limits = &data.limits;
    let sorts = [
        (Classification::ServiceComplaint, k::FILING_CLASS_SERVICE),
        (Classification::SupervisoryComplaint, k::FILING_CLASS_OFFICER),
        (Classification::InformationRequest, k::FILING_CLASS_INFORMATION),
        (Classification::Aspiration, k::FILING_CLASS_ASPIRATION),
        (Classification::WhistleBlowing, k::FILING_CLASS_WHISTLE),
    ];
    let sorts =
        sorts.map(|(sort, note)| Choice::new(sort.value(), visit.t(plain_name(sort))).note(visit.t(note))).to_vec();
    let body = view! {
        {carry(&form, Step::About, &WHO)}{files::carried(&form)}{go_on_first()}
        <section class="card" aria-labelledby="h-apa"><h2 id="h-apa">{visit.t(k::FILING_WHAT)}</h2>
            {form.field("classification", k::FILING_CLASS).default(Classification::ServiceComplaint.value()).radio_rows(sorts)}
            {form.field("title", k::FILING_NAME).hint(k::FILING_NAME_HINT).required().max(limits.title_max).input()}
            {form.field("body", k::FILING_BODY).hint(k::FILING_BODY_HINT).required().max(limits.body_max).rows(8).area()}
            {form.field("topic_code", k::FILING_TOPIC).hint(k::FILING_TOPIC_HINT).select(Some(k::FILING_TOPIC_NONE), topic_choices(&data.topics))}</section>
        <section class="card" aria-labelledby="h-mana"><h2 id="h-mana">{visit.t(k::FILING_WHERE)}</h2>
            {region_picker(visit, &form, regions)}
            {form.field("place", k::FILING_PLACE).hint(k::FILING_PLACE_HINT).max(limits.place_max).input()}
            {form.field("occurred_on", k::FILING_DAY).kind("date").input()}</section>
        <section class="card" aria-labelledby="h-instansi"><h2 id="h-instansi">{visit.t(k::FILING_AGENCY)}</h2><p class="meta">{visit.t(k::FILING_AGENCY_TEXT)}</p>
            {picker(&form, NAMED, search, k::FILING_AGENCY_NONE)}</section>
        <div class="row"><button class="btn primary" name="tombol" value="lanjut">{visit.t(k::FILING_GO_ON)}</button><span class="meta">{visit.t(k::FILING_NOT_SENT)}</span></div>
    };
    view! { <div class="reading stack">{head(visit, Step::About)}<p class="lede">{visit.t(k::FILING_LEDE)}</p>{form.open("/lapor", body.into_any())}</div> }.into_any()
}

/// The everyday name of a sort, for people who do not know the official one.
pub fn plain_name(sort: Classification) -> Key {
    match sort {
        Classification::ServiceComplaint => k::FILING_SORT_SERVICE,
        Classification::SupervisoryComplaint => k::FILING_SORT_OFFICER,
        Classification::InformationRequest => k::FILING_SORT_INFORMATION,
        Classification::Aspiration => k::FILING_SORT_ASPIRATION,
        Classification::WhistleBlowing => k::FILING_SORT_WHISTLE,
    }
}

/// Search and choice of an agency; nothing needs to be chosen.
fn picker(form: &Form<'_>, finder: Finder, search: &Search, none: Key) -> AnyView {
    let offered: Vec<Choice> =
        search.chosen.iter().map(|agency| Choice::new(agency.code.clone(), agency.name.clone())).collect();
    let seen =
        form.typed.opt(finder.search).map(|words| view! { <input type="hidden" name=searched(&finder) value=words/> });
    view! { {seen}{agency_finder(form.visit, form, finder, offered, Some(none), search.found.as_ref())} }.into_any()
}

/// Step 2: files, the accused unit, who reports and who may see it.
pub fn who(visit: &Visit, data: &FilePage, typed: &Typed, search: Option<&Search>) -> AnyView {
    let form = Form::new(visit, FORM, typed);
    let limits = &data.limits;
    let room = visit.ta(
        k::FILING_FILES_HINT,
        &[("n", limits.attachments_max.into()), ("size", visit.size(limits.attachment_bytes_max).into())],
    );
    let accused = search.map(|search| {
        view! {
            <section class="card" aria-labelledby="h-terlapor"><h2 id="h-terlapor">{visit.t(k::FILING_ACCUSED)}</h2><p class="meta">{visit.t(k::FILING_ACCUSED_TEXT)}</p>
                {picker(&form, ACCUSED, search, k::FILING_ACCUSED_NONE)}</section>
        }
    });
    let identity = match &data.viewer.account {
        Some(account) => {
            view! { <p>{visit.ta(k::FILING_AS_ACCOUNT, &[("name", account.name.clone().into())])}</p> }.into_any()
        }
        None => view! {
            <p class="meta">{visit.t(k::FILING_IDENTITY_TEXT)}</p>
            {form.field("name", k::JOIN_NAME).hint(k::FILING_NAME_WHEN).unmarked().autocomplete("name").input()}
            <div class="pair">{form.field("email", k::JOIN_EMAIL).kind("email").autocomplete("email").input()}
                {form.field("phone", k::JOIN_PHONE).kind("tel").autocomplete("tel").input()}</div>
        }
        .into_any(),
    };
    let whistle = draft::whistle(typed);
    let secret = if whistle {
        view! { <p class="note tip">{visit.t(k::FILING_WHISTLE_NOTE)}</p>{draft::carried(&form, &["secret"])} }
            .into_any()
    } else {
        form.field("secret", k::FILING_SECRET).hint(k::FILING_SECRET_HINT).tick(false)
    };
    let body = view! {
        {carry(&form, Step::Who, &ABOUT)}{go_on_first()}
        <section class="card" aria-labelledby="h-berkas"><h2 id="h-berkas">{visit.t(k::FILING_FILES)}</h2>
            {form.field("files", k::FILING_FILES_PICK).hint_text(room).files(&limits.attachment_types)}
            <p class="meta">{visit.t(k::FILING_FILES_CLEAN)}</p>
            <div class="row"><button class="btn small" name="tombol" value="unggah" formnovalidate=true>{visit.t(k::FILING_UPLOAD)}</button></div>
            {files::list(&form)}</section>
        {accused}
        <section class="card" aria-labelledby="h-siapa"><h2 id="h-siapa">{visit.t(k::FILING_IDENTITY)}</h2>{identity}</section>
        <section class="card" aria-labelledby="h-lihat"><h2 id="h-lihat">{visit.t(k::FILING_VISIBILITY)}</h2>
            {form.field("anonymous", k::FILING_ANONYMOUS).hint(k::FILING_ANONYMOUS_HINT).tick(false)}{secret}</section>
        <div class="row"><button class="btn primary" name="tombol" value="lanjut">{visit.t(k::FILING_TO_REVIEW)}</button>
            <button class="btn" name="tombol" value="kembali" formnovalidate=true>{visit.t(k::FILING_BACK)}</button><span class="meta">{visit.t(k::FILING_NOT_SENT)}</span></div>
    };
    view! { <div class="reading stack">{head(visit, Step::Who)}{form.open_with_files("/lapor", body.into_any())}</div> }
        .into_any()
}
