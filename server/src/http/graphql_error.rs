//! Refusals that the edge itself gives to GraphQL requests, each with a code and, where there is one, the limit.
//!
//! Errors of use cases are not made here; they come in the response of the schema.
use std::collections::BTreeMap;

use async_graphql::{ErrorExtensionValues, Pos, Response, ServerError, Value};
use http::StatusCode;
use serde::Serialize;

/// Most errors that one refused document gets; a hostile one could cause thousands.
const MOST_ERRORS: usize = 50;

/// A request that was refused before a resolver ran.
#[derive(Debug, Clone)]
pub struct EdgeError {
    /// Status of the answer.
    pub status: StatusCode,
    /// Whether it is the document that is at fault: such errors are answered with 200 to clients that speak
    /// `application/json`, as the GraphQL-over-HTTP specification has it.
    pub of_document: bool,
    /// Methods that are allowed, for a 405.
    pub allow: Option<&'static str>,
    /// Boxed, for it is large and refusals are rare.
    error: Box<ServerError>,
}

impl EdgeError {
    /// The request is at fault as HTTP: the status counts whatever the client speaks.
    pub fn of_request(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        let error = Box::new(ServerError::new(message, None));
        Self { status, of_document: false, allow: None, error }.with("code", code)
    }

    /// The request is well formed, its document or its variables are at fault.
    pub fn of_document(code: &'static str, message: impl Into<String>) -> Self {
        Self { of_document: true, ..Self::of_request(StatusCode::BAD_REQUEST, code, message) }
    }

    /// 400 with the code `BAD_REQUEST`.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::of_request(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
    }

    /// Adds something to `extensions`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.error.extensions.get_or_insert_default().set(name, value);
        self
    }

    /// Adds the place in the document.
    #[must_use]
    pub fn at(mut self, pos: Pos) -> Self {
        self.error.locations = vec![pos];
        self
    }

    /// Says which methods are allowed.
    #[must_use]
    pub fn allowing(mut self, methods: &'static str) -> Self {
        self.allow = Some(methods);
        self
    }

    /// What it says to the client.
    pub fn message(&self) -> &str {
        &self.error.message
    }

    /// Its code.
    pub fn code(&self) -> &str {
        code_of(&self.error).unwrap_or("BAD_REQUEST")
    }

    /// As the `errors` of a GraphQL response.
    pub fn into_response(self) -> Response {
        Response::from_errors(vec![*self.error])
    }
}

/// `extensions.code` of an error.
pub fn code_of(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        Value::Enum(code) => Some(code),
        _ => None,
    }
}

/// Whether the operation never ran: there is no data and no error that belongs to a field.
pub fn is_request_error(response: &Response) -> bool {
    response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}

/// A response as it is sent: fields in the order of the query, no `data` where the operation never ran.
#[derive(Serialize)]
pub struct Wire<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

impl<'a> From<&'a Response> for Wire<'a> {
    fn from(response: &'a Response) -> Self {
        let data = (!is_request_error(response)).then_some(&response.data);
        Self { errors: &response.errors, data, extensions: &response.extensions }
    }
}

/// Gives the schema's own validation errors a code, and shortens their list.
pub fn finish(mut response: Response) -> Response {
    if is_request_error(&response) {
        response.errors.truncate(MOST_ERRORS);
        for error in &mut response.errors {
            if code_of(error).is_none() {
                let code = code_of_validation(&error.message);
                error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code);
            }
        }
    }
    response
}

/// The schema's limits carry no code, only these words.
fn code_of_validation(message: &str) -> &'static str {
    match message {
        "Query is too complex." => "TOO_COMPLEX",
        "Query is nested too deep." => "TOO_DEEP",
        text if text.starts_with("The recursion depth of the query") => "TOO_DEEP",
        text if text.starts_with("The amount of aliases") => "TOO_MANY_ALIASES",
        text if text.starts_with("The number of directives") => "TOO_MANY_DIRECTIVES",
        _ => "GRAPHQL_VALIDATION_FAILED",
    }
}
