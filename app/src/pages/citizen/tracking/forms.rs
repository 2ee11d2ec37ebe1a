//! The forms of a reporter: each act that is allowed now has one. A form that came back keeps its words,
//! and where its act is no longer possible its words are shown to be copied.
use leptos::prelude::*;

use super::acts::Act;
use super::queries::Report;
use super::views::Sent;
use crate::components::conflict;
use crate::forms::{Choice, Form, Typed};
use crate::gql::enums::CaseStatus;
use crate::gql::fragments::Limits;
use crate::html::{nothing, paragraphs};
use crate::pages::citizen::{files, sending};
use crate::texts::{Key, k};
use crate::visit::Visit;

/// What all forms of the page need.
pub struct Forms<'a> {
    pub visit: &'a Visit,
    pub report: &'a Report,
    pub limits: &'a Limits,
    pub sent: Option<&'a Sent>,
    empty: Typed,
}

impl<'a> Forms<'a> {
    /// The forms of a page.
    pub fn new(visit: &'a Visit, report: &'a Report, limits: &'a Limits, sent: Option<&'a Sent>) -> Self {
        Self { visit, report, limits, sent, empty: Typed::default() }
    }

    /// Whether the act is possible now.
    pub fn can(&self, act: Act) -> bool {
        self.report.viewer_can.contains(&act.action())
    }

    /// The one act of the page that is likely next.
    fn likely(&self) -> Act {
        match self.report.status {
            CaseStatus::Postponed if self.can(Act::Supplement) => Act::Supplement,
            CaseStatus::AwaitingConfirmation if self.can(Act::Confirm) => Act::Confirm,
            CaseStatus::Closed if self.can(Act::Rate) => Act::Rate,
            _ => Act::Comment,
        }
    }

    fn typed(&self, act: Act) -> &Typed {
        self.sent.filter(|sent| sent.act == act).map_or(&self.empty, |sent| &sent.typed)
    }

    /// A form with its heading, what it means, and what changed meanwhile; nothing where it is not possible.
    fn card(&self, act: Act, title: Key, text: Key, fields: impl FnOnce(&Form<'_>) -> AnyView) -> AnyView {
        if !self.can(act) {
            return nothing();
        }
        let (visit, report) = (self.visit, self.report);
        let form = Form::new(visit, act.name(), self.typed(act));
        let changed = self
            .sent
            .filter(|sent| sent.act == act)
            .and_then(|sent| sent.conflict.as_ref())
            .map(|changed| conflict(visit, changed, false));
        let body = view! {
            {form.hidden("case_id", report.id.inner())}{form.hidden("version", report.version.to_string())}{sending::carried(&form)}
            {fields(&form)}{form.button(button(act), self.likely() == act)}
        };
        // The browser comes back to the form, not to the top of a long page.
        let action = format!("/lacak/{}/{}#{}", report.reference, act.name(), act.name());
        let opened = if act.takes_files() {
            form.open_with_files(action, body.into_any())
        } else {
            form.open(action, body.into_any())
        };
        let heading = format!("h-{}", act.name());
        view! { <section class="card no-print" aria-labelledby=heading.clone()><h2 id=heading.clone()>{visit.t(title)}</h2><p class="meta">{visit.t(text)}</p>{changed}{opened}</section> }.into_any()
    }

    fn with_files(&self, form: &Form<'_>, label: Key, max: i32) -> AnyView {
        let room = self.visit.ta(
            k::FILING_FILES_HINT,
            &[
                ("n", self.limits.attachments_max.into()),
                ("size", self.visit.size(self.limits.attachment_bytes_max).into()),
            ],
        );
        view! {
            {form.field("body", label).required().max(max).rows(5).area()}
            {form.field("files", k::FILING_FILES_PICK).hint_text(room).files(&self.limits.attachment_types)}
            {files::read_first(self.visit, form.typed)}{files::list(form)}
        }
        .into_any()
    }

    fn stars(&self) -> Vec<Choice> {
        let names = [
            ("5", k::OWN_RATING_5),
            ("4", k::OWN_RATING_4),
            ("3", k::OWN_RATING_3),
            ("2", k::OWN_RATING_2),
            ("1", k::OWN_RATING_1),
        ];
        names.into_iter().map(|(value, name)| Choice::new(value, self.visit.t(name))).collect()
    }

    /// What only the reporter can do now so that the report goes on: shown first.
    pub fn asked(&self) -> AnyView {
        let max = self.limits.note_max;
        let supplement = self.card(Act::Supplement, k::OWN_SUPPLEMENT_TITLE, k::OWN_SUPPLEMENT_TEXT, |form| {
            let question =
                self.report.question.as_deref().map(|question| view! { <div class="say">{paragraphs(question)}</div> });
            view! { {question}{self.with_files(form, k::OWN_SUPPLEMENT_BODY, max)} }.into_any()
        });
        let confirm = self.card(Act::Confirm, k::OWN_CONFIRM_TITLE, k::OWN_CONFIRM_TEXT, |form| {
            view! {
                {form.field("rating", k::OWN_CONFIRM_RATING).hint(k::OWN_CONFIRM_RATING_HINT).radios(self.stars())}
                {form.field("rating_comment", k::OWN_CONFIRM_COMMENT).max(max).rows(3).area()}
            }
            .into_any()
        });
        let reject = self.card(Act::Reject, k::OWN_REJECT_TITLE, k::OWN_REJECT_TEXT, |form| {
            form.field("reason", k::OWN_REJECT_REASON).hint(k::OWN_REJECT_REASON_HINT).required().max(max).area()
        });
        view! { {supplement}{confirm}{reject} }.into_any()
    }

    /// What can be done at any time.
    pub fn tools(&self) -> AnyView {
        let (report, max) = (self.report, self.limits.note_max);
        let rate = self.card(Act::Rate, k::OWN_RATE_TITLE, k::OWN_RATE_TEXT, |form| {
            view! { {form.field("rating", k::OWN_CONFIRM_RATING).required().radios(self.stars())}{form.field("comment", k::OWN_CONFIRM_COMMENT).max(max).rows(3).area()} }.into_any()
        });
        let comment = self.card(Act::Comment, k::OWN_COMMENT_TITLE, k::OWN_COMMENT_TEXT, |form| {
            self.with_files(form, k::OWN_COMMENT_BODY, max)
        });
        let reopen = self.card(Act::Reopen, k::OWN_REOPEN_TITLE, k::OWN_REOPEN_TEXT, |form| {
            form.field("reason", k::OWN_REOPEN_REASON).required().max(max).area()
        });
        let visibility = self.card(Act::Visibility, k::OWN_VISIBILITY_TITLE, k::OWN_VISIBILITY_TEXT, |form| {
            view! {
                {form.field("anonymous", k::FILING_ANONYMOUS).hint(k::FILING_ANONYMOUS_HINT).tick(report.anonymous)}
                {form.field("secret", k::FILING_SECRET).hint(k::FILING_SECRET_HINT).tick(report.secret)}
                {form.field("note", k::OWN_VISIBILITY_NOTE).max(max).rows(2).area()}
            }
            .into_any()
        });
        view! { {rate}{comment}{reopen}{visibility} }.into_any()
    }

    /// The words of a form whose act is no longer possible.
    pub fn homeless(&self) -> AnyView {
        let Some(sent) = self.sent.filter(|sent| !self.can(sent.act)) else {
            return nothing();
        };
        let visit = self.visit;
        let changed = sent.conflict.as_ref().map(|changed| conflict(visit, changed, false));
        let faults = sent.typed.faults().iter().map(|(_, message)| view! { <p>{message.clone()}</p> }).collect_view();
        let words = sent.typed.opt(sent.act.words()).map(|words| view! { <p class="meta">{visit.t(k::TRACK_YOUR_WORDS)}</p><div class="say">{paragraphs(&words)}</div> });
        view! {
            <section class="card" id=sent.act.name() aria-labelledby="h-gagal"><h2 id="h-gagal">{visit.t(k::TRACK_NOT_DONE)}</h2>
                <div class="note bad" role="alert"><p>{visit.t(k::TRACK_NOT_POSSIBLE)}</p>{faults}</div>{changed}{words}</section>
        }
        .into_any()
    }
}

fn button(act: Act) -> Key {
    match act {
        Act::Supplement => k::OWN_SUPPLEMENT_BUTTON,
        Act::Comment => k::OWN_COMMENT_BUTTON,
        Act::Confirm => k::OWN_CONFIRM_BUTTON,
        Act::Reject => k::OWN_REJECT_BUTTON,
        Act::Rate => k::OWN_RATE_BUTTON,
        Act::Reopen => k::OWN_REOPEN_BUTTON,
        Act::Visibility => k::OWN_VISIBILITY_BUTTON,
    }
}
