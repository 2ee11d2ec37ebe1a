//! Files that travel through the rounds of a form: handed to the server once, then carried by id, with
//! what their owner must know of them before sending. The carried lines come back from the browser, so they
//! are only shown (escaped) and their ids checked again by the server.
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::forms::{Form, Posted, Typed};
use crate::gql::fragments::UserErrorBit;
use crate::html::nothing;
use crate::texts::k;
use crate::visit::Visit;

/// The hidden field, one for each file.
const FIELD: &str = "berkas";
/// A button that takes a file out again is named `tombol` and has this before the id.
const REMOVE: &str = "hapus-";

/// A file that was handed over.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    id: String,
    name: String,
    size: i64,
    warnings: Vec<String>,
}

/// Whether the form is to be shown again before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Nothing new to read.
    Ready,
    /// A file was taken out on request.
    Removed,
    /// A new file came with something to know before sending.
    Warned,
}

/// The files so far.
pub fn kept(typed: &Typed) -> Vec<Kept> {
    typed.all(FIELD).iter().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Their ids, for the schema.
pub fn ids(typed: &Typed) -> Vec<cynic::Id> {
    kept(typed).into_iter().map(|file| cynic::Id::new(file.id)).collect()
}

/// Takes in what was chosen in the field `files`, and takes out what is to be removed. Refusals and files
/// too many become faults of `files`.
pub async fn take(posted: &mut Posted, max: i32) -> Taken {
    let mut files = kept(&posted.typed);
    let (mut outcome, max) = (Taken::Ready, usize::try_from(max).unwrap_or(0));
    if let Some(id) = posted.typed.get("tombol").strip_prefix(REMOVE) {
        files.retain(|file| file.id != id);
        outcome = Taken::Removed;
    }
    for new in posted.take_files("files").await {
        if files.len() >= max {
            let text = posted.visit.ta(k::KEPT_TOO_MANY, &[("name", new.file_name.into()), ("n", max.into())]);
            posted.typed.fault(Some("files"), text);
            continue;
        }
        if !new.warnings.is_empty() {
            outcome = Taken::Warned;
        }
        files.push(Kept {
            id: new.id,
            name: new.file_name,
            size: i64::try_from(new.size).unwrap_or(i64::MAX),
            warnings: new.warnings,
        });
    }
    keep(&mut posted.typed, &files);
    outcome
}

fn keep(typed: &mut Typed, files: &[Kept]) {
    typed.set(FIELD, "");
    for line in files.iter().filter_map(|file| serde_json::to_string(file).ok()) {
        typed.push(FIELD, line);
    }
}

/// Takes in refusals of the schema; those of files stand beside the field that chooses them.
pub fn refuse(typed: &mut Typed, mut errors: Vec<UserErrorBit>) {
    for part in errors.iter_mut().flat_map(|error| &mut error.path) {
        if part == "attachmentIds" {
            *part = "files".into();
        }
    }
    typed.refuse(&errors);
}

/// The hidden fields alone, for the rounds in which files are neither shown nor changed.
pub fn carried(form: &Form<'_>) -> AnyView {
    form.typed.all(FIELD).into_iter().map(|line| form.hidden(FIELD, line)).collect_view().into_any()
}

/// What was handed over, with warnings and buttons to take files out; carries them too.
pub fn list(form: &Form<'_>) -> AnyView {
    let visit = form.visit;
    let rows = kept(form.typed)
        .into_iter()
        .map(|file| {
            let (value, name) = (format!("{REMOVE}{}", file.id), file.name.clone());
            view! {
                <li>{line(visit, &file)}
                    <button class="btn small" name="tombol" value=value formnovalidate=true>{visit.t(k::KEPT_REMOVE)}<span class="vh">" "{name}</span></button></li>
            }
        })
        .collect::<Vec<_>>();
    let carried = carried(form);
    if rows.is_empty() {
        return carried;
    }
    view! { <div class="kept"><p class="meta">{visit.t(k::KEPT_TITLE)}</p><ul role="list">{rows}</ul>{carried}</div> }
        .into_any()
}

/// What was handed over, to be read once more.
pub fn summary(visit: &Visit, typed: &Typed) -> AnyView {
    let rows = kept(typed).iter().map(|file| view! { <li>{line(visit, file)}</li> }).collect::<Vec<_>>();
    if rows.is_empty() {
        return visit.t(k::KEPT_NONE).into_any();
    }
    view! { <ul role="list" class="kept">{rows}</ul> }.into_any()
}

fn line(visit: &Visit, file: &Kept) -> AnyView {
    let warnings = file.warnings.iter().map(|text| view! { <p class="note">{text.clone()}</p> }).collect_view();
    view! { <div><span>{format!("{} ({})", file.name, visit.size(file.size))}</span>{warnings}</div> }.into_any()
}

/// Says that there is something to read before sending; nothing otherwise.
pub fn read_first(visit: &Visit, typed: &Typed) -> AnyView {
    if kept(typed).iter().all(|file| file.warnings.is_empty()) {
        return nothing();
    }
    view! { <p class="note" role="status">{visit.t(k::KEPT_READ_FIRST)}</p> }.into_any()
}
