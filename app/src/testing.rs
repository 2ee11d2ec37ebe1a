//! For tests of pages: a client that answers canned JSON by operation name, and requests through the
//! whole router. Only compiled for tests.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use bytes::Bytes;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::door::{Client, Door, Locale, SheetFile, SheetRefused, Uploaded};
use crate::visit::Visit;

/// The token that forms must carry in tests.
pub const CSRF: &str = "token-of-the-test";
/// Text that must never come out as markup, wherever it is shown.
pub const HOSTILE: &str = "</textarea></title><script>alert('x')</script>\"><img src=x onerror=alert(1)>";

/// Answers by operation name; remembers what was asked.
#[derive(Default)]
pub struct Canned {
    answers: BTreeMap<String, Value>,
    /// The operations run, in order.
    pub asked: Mutex<Vec<Value>>,
    /// Names and sizes of the files handed over.
    pub uploads: Mutex<Vec<(String, usize)>>,
    /// The language of the pages.
    pub locale: Locale,
    /// The refusal of every file.
    pub refuse_files: Option<String>,
    /// What is to be known of every file that is taken in.
    pub file_warnings: Vec<String>,
    /// The sheets handed over.
    pub sheets: Mutex<Vec<SheetFile>>,
    /// The refusal of every sheet.
    pub refuse_sheets: Option<SheetRefused>,
}

impl Canned {
    /// A client that knows no answer.
    pub fn new() -> Self {
        Self::default()
    }
    /// Ready to be asked.
    pub fn ready(self) -> Arc<Self> {
        Arc::new(self)
    }
    /// Answers an operation with this `data`.
    pub fn data(mut self, operation: &str, data: Value) -> Self {
        self.answers.insert(operation.to_owned(), json!({ "data": data }));
        self
    }
    /// Answers an operation with a top-level error.
    pub fn error(mut self, operation: &str, code: &str, message: &str) -> Self {
        self.answers.insert(
            operation.to_owned(),
            json!({ "data": null, "errors": [{ "message": message, "extensions": { "code": code } }] }),
        );
        self
    }
    /// Pages in English.
    pub fn english(mut self) -> Self {
        self.locale = Locale::En;
        self
    }
    /// The variables of the last run of an operation.
    pub fn variables(&self, operation: &str) -> Option<Value> {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .rev()
            .find(|request| request["operationName"] == operation)
            .map(|request| request["variables"].clone())
    }
}

#[async_trait]
impl Client for Canned {
    async fn execute(&self, request: Value) -> Value {
        let name = request["operationName"].as_str().unwrap_or_default().to_owned();
        self.asked.lock().unwrap().push(request);
        self.answers
            .get(&name)
            .cloned()
            .unwrap_or_else(|| json!({ "data": null, "errors": [{ "message": format!("nothing canned for {name}") }] }))
    }
    async fn upload(&self, file_name: String, body: Bytes) -> Result<Uploaded, String> {
        if let Some(reason) = &self.refuse_files {
            return Err(reason.clone());
        }
        let mut uploads = self.uploads.lock().unwrap();
        uploads.push((file_name.clone(), body.len()));
        Ok(Uploaded {
            id: format!("file-{}", uploads.len()),
            file_name,
            size: body.len() as u64,
            warnings: self.file_warnings.clone(),
        })
    }
    async fn upload_sheet(&self, sheet: SheetFile) -> Result<String, SheetRefused> {
        if let Some(refused) = &self.refuse_sheets {
            return Err(refused.clone());
        }
        self.sheets.lock().unwrap().push(sheet);
        Ok("sheet-1".to_owned())
    }
}

fn door(client: &Arc<Canned>) -> Door {
    Door {
        client: client.clone(),
        csrf: CSRF.into(),
        locale: client.locale,
        demo: true,
        now: "2026-11-23T02:15:00Z".parse().unwrap(),
        request_id: "req-1".into(),
    }
}

/// A visit for tests of views.
pub fn visit() -> Visit {
    Visit::bare(&door(&Arc::new(Canned::new())))
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Where a redirect leads.
    pub location: String,
    /// The cookie that was set.
    pub cookie: String,
    /// The page.
    pub html: String,
}

impl Answer {
    /// The page shows hostile text as text, everywhere.
    pub fn assert_harmless(&self) {
        assert!(!self.html.contains("<script>alert"), "{}", self.html);
        assert!(!self.html.contains("<img src=x"), "{}", self.html);
        assert!(!self.html.contains("style="), "the policy of the pages forbids style attributes");
        assert_eq!(self.html.matches("<h1").count(), 1, "one h1 a page: {}", self.html);
        let mut ids: Vec<&str> = self.html.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id stands twice: {ids:?}");
    }
}

async fn send(client: &Arc<Canned>, request: Request<Body>) -> Answer {
    let mut request = request;
    request.extensions_mut().insert(door(client));
    let answer = crate::router().oneshot(request).await.unwrap();
    let header = |headers: &HeaderMap, name| {
        headers.get(name).map(|value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned()).unwrap_or_default()
    };
    let (status, location, cookie) =
        (answer.status(), header(answer.headers(), header::LOCATION), header(answer.headers(), header::SET_COOKIE));
    let html = String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap();
    Answer { status, location, cookie, html }
}

/// Opens a page.
pub async fn get(client: &Arc<Canned>, path: &str) -> Answer {
    send(client, Request::get(path).body(Body::empty()).unwrap()).await
}

/// Sends a form with its token.
pub async fn post(client: &Arc<Canned>, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("_csrf", CSRF)];
    all.extend_from_slice(fields);
    post_raw(client, path, &all).await
}

/// Sends a form as it is.
pub async fn post_raw(client: &Arc<Canned>, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    send(
        client,
        Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap(),
    )
    .await
}

/// Sends a form with one file, as a browser does; `fields` as they are.
pub async fn post_file(client: &Arc<Canned>, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend_from_slice(
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
        );
    }
    let (name, file_name, content) = file;
    body.extend_from_slice(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: image/png\r\n\r\n").as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--b--\r\n");
    send(
        client,
        Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(body))
            .unwrap(),
    )
    .await
}

/// A coordinator with two roles.
pub fn officer() -> Value {
    let role = |id: &str, role: &str, label: &str| {
        json!({ "id": id, "role": role, "label": label, "standsInFor": null,
        "agency": { "code": "KALSEL-DISKOMINFO", "name": "Dinas Komunikasi dan Informatika", "shortName": "Diskominfo Kalsel" } })
    };
    let first = role("r1", "PROVINCE_COORDINATOR", "Admin koordinator · Diskominfo Kalsel");
    json!({ "account": { "id": "a1", "name": "Rina Noor", "email": "rina@contoh.id", "roles": [first, role("r2", "LIAISON_OFFICER", "Pejabat penghubung")] },
        "actingRole": first, "role": "PROVINCE_COORDINATOR" })
}

/// Somebody not signed in.
pub fn nobody() -> Value {
    json!({ "account": null, "actingRole": null, "role": null })
}

/// A citizen with an account.
pub fn citizen() -> Value {
    let role = json!({ "id": "r9", "role": "CITIZEN", "label": "Pelapor", "agency": null, "standsInFor": null });
    json!({ "account": { "id": "a9", "name": "Siti", "email": "siti@contoh.id", "roles": [role] }, "actingRole": role, "role": "CITIZEN" })
}
