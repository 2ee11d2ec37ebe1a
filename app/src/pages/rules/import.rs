//! `POST /aturan/impor`: a document, as a file or as text, becomes a draft of its own; nothing that exists is changed.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::DOCUMENT_MAX;
use super::acts::{ImportRules, ImportRulesInput, ImportRulesVars, run};
use super::list::{Forms, page};
use super::page::address;
use crate::forms::Posted;
use crate::gql::Fault;
use crate::texts::k;
use crate::visit::Visit;

/// `GET /aturan/impor`: somebody reloaded the address of the form.
pub async fn back(_visit: Visit) -> Response {
    Redirect::to("/aturan#h-impor").into_response()
}

/// `POST /aturan/impor`
pub async fn take(mut posted: Posted) -> Result<Response, Fault> {
    let file = posted.take_text("file");
    let Posted { visit, mut typed, .. } = posted;
    // A file comes back as text, so that it can be mended where it was refused.
    if let Some(text) = file {
        typed.set("document", text);
    }
    let document = typed.raw("document").to_owned();
    if document.trim().is_empty() {
        if !typed.has_faults() {
            typed.fault(Some("document"), visit.t(k::RULES_NO_DOCUMENT));
        }
    } else if document.len() > DOCUMENT_MAX {
        typed.set("document", "");
        typed.fault(Some("file"), visit.t(k::RULES_TOO_LARGE));
    }
    if !typed.has_faults() {
        let input = ImportRulesInput {
            government_code: typed.opt("government_code"),
            title: typed.get("title"),
            note: typed.opt("note"),
            document,
            client_mutation_id: typed.opt("kunci"),
        };
        let outcome = run::<ImportRules, _>(&visit, ImportRulesVars { input }).await?;
        typed.refuse(&outcome.errors);
        if let Some(set) = outcome.set.filter(|_| outcome.errors.is_empty()) {
            return Ok(Redirect::to(&format!("{}?pesan=aturan-impor", address(&set.id))).into_response());
        }
    }
    page(&visit, Forms { import: typed, ..Forms::default() }, StatusCode::UNPROCESSABLE_ENTITY).await
}
