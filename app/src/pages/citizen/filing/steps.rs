//! Steps 1 and 2 of filing a report.
use leptos::prelude::*;

use super::draft::{self, ABOUT, Step, WHO};
use super::queries::FilePage;
use crate::components::{RegionLists, agency_choices, region_picker, topic_choices};
use crate::forms::{Choice, Form, Typed};
use crate::gql::enums::Classification;
use crate::gql::fragments::AgencyChoice;
use crate::html::nothing;
use crate::pages::citizen::{files, sending};
use crate::texts::{Key, k};
use crate::visit::Visit;

/// Id of the form, in every step.
pub const FORM: &str = "lapor";

/// A search of agencies inside the form.
pub struct Search {
    pub words: &'static str,
    pub code: &'static str,
    pub asked: Option<String>,
    pub found: Vec<AgencyChoice>,
    pub more: bool,
    pub chosen: Option<AgencyChoice>,
}

/// Heading and the three steps, with the one being filled in.
pub fn head(visit: &Visit, step: Step) -> AnyView {
    let all = [(Step::About, k::FILING_STEP_ABOUT), (Step::Who, k::FILING_STEP_WHO), (Step::Review, k::FILING_STEP_REVIEW)];
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
    let sorts = sorts.map(|(sort, note)| Choice::new(sort.value(), visit.t(plain_name(sort))).note(visit.t(note))).to_vec();
    let body = view! {
        {carry(&form, Step::About, &WHO)}{files::carried(&form)}{go_on_first()}
        <section class="card" aria-labelledby="h-apa"><h2 id="h-apa">{visit.t(k::FILING_WHAT)}</h2>
            {form.field("classification", k::FILING_CLASS).default(Classification::ServiceComplaint.value()).radio_rows(sorts)}
            {form.field("title", k::FILING_NAME).hint(k::FILING_NAME_HINT).required().max(limits.title_max).input()}
            {form.field("body", k::FILING_BODY).hint(k::FILING_BODY_HINT).required().max(limits.body_max).rows(8).area()}
            {form.field("topic_code", k::FILING_TOPIC).hint(k::FILING_TOPIC_HINT).select(Some(k::FILING_TOPIC_NONE), topic_choices(&data.topics))}</section>
        <section class="card" aria-labelledby="h-mana"><h2 id="h-mana">{visit.t(k::FILING_WHERE)}</h2>
            <div class="pair">{region_picker(visit, &form, regions)}</div>
            {form.field("place", k::FILING_PLACE).hint(k::FILING_PLACE_HINT).max(limits.place_max).input()}
            {form.field("occurred_on", k::FILING_DAY).kind("date").input()}</section>
        <section class="card" aria-labelledby="h-instansi"><h2 id="h-instansi">{visit.t(k::FILING_AGENCY)}</h2><p class="meta">{visit.t(k::FILING_AGENCY_TEXT)}</p>
            {picker(&form, search, k::FILING_AGENCY_FIND, k::FILING_AGENCY_PICK, k::FILING_AGENCY_NONE)}</section>
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
fn picker(form: &Form<'_>, search: &Search, find: Key, pick: Key, none: Key) -> AnyView {
    let visit = form.visit;
    let button = view! { <button class="btn small" name="tombol" value="cari" formnovalidate=true>{visit.t(k::FILING_FIND)}</button> }.into_any();
    let mut agencies: Vec<AgencyChoice> = search.chosen.iter().cloned().collect();
    agencies.extend(search.found.iter().filter(|agency| search.chosen.as_ref().is_none_or(|chosen| chosen.code != agency.code)).cloned());
    let list = if agencies.is_empty() {
        nothing()
    } else {
        let mut choices = vec![Choice::new("", visit.t(none))];
        choices.extend(agency_choices(visit, &agencies));
        form.field(search.code, pick).radio_rows(choices)
    };
    let said = match (&search.asked, search.found.is_empty(), search.more) {
        (Some(words), true, _) => view! { <p class="meta" role="status">{visit.ta(k::FILING_FOUND_NONE, &[("words", words.clone().into())])}</p> }.into_any(),
        (Some(_), false, true) => view! { <p class="meta" role="status">{visit.t(k::FILING_FOUND_MORE)}</p> }.into_any(),
        _ => nothing(),
    };
    let seen = search.asked.clone().map(|words| view! { <input type="hidden" name=format!("{}_sudah", search.words) value=words/> });
    view! { {form.field(search.words, find).hint(k::FILING_FIND_HINT).kind("search").input_with(button)}{seen}{said}{list} }.into_any()
}

/// Step 2: files, the accused unit, who reports and who may see it.
pub fn who(visit: &Visit, data: &FilePage, typed: &Typed, search: Option<&Search>) -> AnyView {
    let form = Form::new(visit, FORM, typed);
    let limits = &data.limits;
    let room = visit.ta(k::FILING_FILES_HINT, &[("n", limits.attachments_max.into()), ("size", visit.size(limits.attachment_bytes_max).into())]);
    let accused = search.map(|search| {
        view! {
            <section class="card" aria-labelledby="h-terlapor"><h2 id="h-terlapor">{visit.t(k::FILING_ACCUSED)}</h2><p class="meta">{visit.t(k::FILING_ACCUSED_TEXT)}</p>
                {picker(&form, search, k::FILING_ACCUSED_FIND, k::FILING_ACCUSED_PICK, k::FILING_ACCUSED_NONE)}</section>
        }
    });
    let identity = match &data.viewer.account {
        Some(account) => view! { <p>{visit.ta(k::FILING_AS_ACCOUNT, &[("name", account.name.clone().into())])}</p> }.into_any(),
        None => view! {
            <p class="meta">{visit.t(k::FILING_IDENTITY_TEXT)}</p>
            {form.field("name", k::JOIN_NAME).hint(k::FILING_NAME_WHEN).autocomplete("name").input()}
            <div class="pair">{form.field("email", k::JOIN_EMAIL).kind("email").autocomplete("email").input()}
                {form.field("phone", k::JOIN_PHONE).kind("tel").autocomplete("tel").input()}</div>
        }
        .into_any(),
    };
    let whistle = draft::whistle(typed);
    let secret = if whistle {
        view! { <p class="note tip">{visit.t(k::FILING_WHISTLE_NOTE)}</p>{draft::carried(&form, &["secret"])} }.into_any()
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
    view! { <div class="reading stack">{head(visit, Step::Who)}{form.open_with_files("/lapor", body.into_any())}</div> }.into_any()
}
