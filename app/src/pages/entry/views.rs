//! The entry form and its receipt.
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use crate::components::{Finder, Found, RegionLists, agency_finder, receipt, region_picker, topic_choices};
use crate::forms::{Choice, Form, Typed};
use crate::gql::enums::{Channel, Classification};
use crate::gql::fragments::{Limits, TopicBit, ViewerBit};
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::Visit;

const NAMED: Finder = Finder {
    name: "named_agency_code",
    search: "named_search",
    button: "cari-instansi",
    label: k::ENTRY_NAMED,
    hint: k::CASE_TARGET_HINT,
};
/// Ways in which an officer receives a report.
const CHANNELS: [Channel; 6] =
    [Channel::WalkIn, Channel::Phone, Channel::Whatsapp, Channel::Sms, Channel::Email, Channel::SocialMedia];

/// What the form needs.
pub struct Scene<'a> {
    pub visit: &'a Visit,
    pub viewer: &'a ViewerBit,
    pub typed: &'a Typed,
    pub limits: &'a Limits,
    pub topics: &'a [TopicBit],
    pub regions: &'a RegionLists,
    pub found: Option<&'a Found>,
}

/// The form.
pub fn page(scene: &Scene<'_>, status: StatusCode) -> Response {
    let visit = scene.visit;
    let form = Form::new(visit, "entri", scene.typed);
    let fields =
        view! { {what(scene, &form)}{place(scene, &form)}{who(scene, &form)}{form.button(k::ENTRY_SUBMIT, true)} };
    let main = view! {
        <div class="page-head"><div><h1>{visit.t(k::NAV_ENTRY)}</h1><p class="lede">{visit.t(k::ENTRY_LEDE)}</p></div></div>
        <div class="reading">{form.open_with_files("/entri", fields.into_any())}</div>
    };
    visit.page(Page::new(visit.t(k::NAV_ENTRY), main.into_any()).viewer(scene.viewer).active(Nav::Entry).status(status))
}

fn what(scene: &Scene<'_>, form: &Form<'_>) -> AnyView {
    let visit = scene.visit;
    let channels = CHANNELS.iter().map(|channel| Choice::new(channel.value(), visit.t(channel.label()))).collect();
    let classes = Classification::ALL.iter().map(|class| Choice::new(class.value(), visit.t(class.label()))).collect();
    let body_hint = visit.ta(
        k::ENTRY_BODY_HINT,
        &[("min", visit.num(scene.limits.body_min).into()), ("max", visit.num(scene.limits.body_max).into())],
    );
    view! {
        <section class="card"><h2>{visit.t(k::ENTRY_WHAT)}</h2>
            {form.field("channel", k::ENTRY_CHANNEL).required().select(Some(k::ENTRY_CHANNEL_CHOOSE), channels)}
            {form.field("title", k::ENTRY_TITLE).hint(k::ENTRY_TITLE_HINT).max(scene.limits.title_max).required().input()}
            {form.field("body", k::ENTRY_BODY).hint_text(body_hint).required().rows(8).area()}
            <div class="pair">
                {form.field("classification", k::CASE_CLASS).default(Classification::ServiceComplaint.value()).required().select(None, classes)}
                {form.field("topic_code", k::CASE_TOPIC).select(Some(k::CASE_TOPIC_NONE), topic_choices(scene.topics))}
            </div>
            {form.field("occurred_on", k::CASE_OCCURRED).kind("date").input()}
        </section>
    }
    .into_any()
}

fn place(scene: &Scene<'_>, form: &Form<'_>) -> AnyView {
    let visit = scene.visit;
    let kept: Vec<AnyView> =
        form.typed.all("attachment_ids").into_iter().map(|id| form.hidden("attachment_ids", id)).collect();
    let kept_note = (!kept.is_empty()).then(
        || view! { <p class="meta" role="status">{visit.ta(k::FILES_KEPT, &[("n", (kept.len() as i64).into())])}</p> },
    );
    let files_hint = visit.ta(
        k::FILES_HINT,
        &[("n", scene.limits.attachments_max.into()), ("size", visit.size(scene.limits.attachment_bytes_max).into())],
    );
    view! {
        <section class="card"><h2>{visit.t(k::ENTRY_WHERE)}</h2>
            {region_picker(visit, form, scene.regions)}
            {form.field("place", k::CASE_PLACE).max(scene.limits.place_max).input()}
            {agency_finder(visit, form, NAMED, Vec::new(), Some(k::ENTRY_NAMED_NONE), scene.found)}
            {kept}{form.field("files", k::CASE_FILES).hint_text(files_hint).files(&scene.limits.attachment_types)}{kept_note}
        </section>
    }
    .into_any()
}

fn who(scene: &Scene<'_>, form: &Form<'_>) -> AnyView {
    let visit = scene.visit;
    view! {
        <section class="card"><h2>{visit.t(k::ENTRY_WHO)}</h2><p class="meta">{visit.t(k::ENTRY_WHO_HINT)}</p>
            {form.field("name", k::CASE_NAME).autocomplete("off").input()}
            <div class="pair">{form.field("phone", k::CASE_PHONE).kind("tel").autocomplete("off").input()}{form.field("email", k::CASE_EMAIL).kind("email").autocomplete("off").input()}</div>
            {form.field("anonymous", k::ENTRY_ANONYMOUS).hint(k::CASE_MAKE_ANONYMOUS_HINT).tick(false)}
            {form.field("secret", k::ENTRY_SECRET).hint(k::CASE_MAKE_SECRET_HINT).tick(false)}
        </section>
    }
    .into_any()
}

/// What the citizen takes home.
pub fn receipt_page(
    visit: &Visit,
    viewer: &ViewerBit,
    reference: &str,
    code: Option<&str>,
    secret: Option<&str>,
) -> Response {
    let card = match (code, secret) {
        (Some(code), Some(secret)) => receipt(visit, reference, code, secret),
        _ => view! { <p class="note">{visit.t(k::ENTRY_NO_CODE)}</p> }.into_any(),
    };
    let main = view! {
        <div class="reading stack"><div class="page-head"><div><h1>{visit.t(k::ENTRY_DONE)}</h1><p class="lede">{visit.t(k::ENTRY_DONE_LEDE)}</p></div></div>
            {card}
            <p class="row no-print"><a class="btn primary" href=format!("/laporan/{reference}")>{visit.t(k::ENTRY_OPEN)}</a><a class="btn" href="/entri">{visit.t(k::ENTRY_NEXT)}</a></p></div>
    };
    visit.page(Page::new(visit.t(k::ENTRY_DONE), main.into_any()).viewer(viewer).active(Nav::Entry))
}
