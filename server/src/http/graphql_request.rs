//! From the bytes of a request to an `async_graphql::Request` that is well formed and within its limits.
//!
//! Knows JSON and URLs, no resolver and no session.
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType};
use async_graphql::parser::{Error as ParseError, parse_query};
use async_graphql::{Request, Value, Variables};
use serde_json::{Map, Value as Json};

use super::graphql_error::EdgeError;
use super::query_limits::{self, QueryLimits};
use super::query_scan;

/// A request that may be run.
#[derive(Debug)]
pub struct Prepared {
    /// With its document already parsed.
    pub request: Request,
    /// What kind of operation it is.
    pub operation: OperationType,
}

/// The parameters of a request, wherever they came from. Unknown parameters are ignored, as the specification asks.
#[derive(Debug, Default)]
pub struct Params {
    query: String,
    operation_name: Option<String>,
    variables: Map<String, Json>,
    extensions: Map<String, Json>,
}

impl Params {
    /// From the body of a POST.
    ///
    /// # Errors
    /// `BAD_REQUEST` that says what is not as it should be, without the parser's words.
    pub fn from_body(body: &[u8]) -> Result<Self, EdgeError> {
        if body.is_empty() {
            return Err(EdgeError::bad_request("The request has no body; send a JSON object with \"query\"."));
        }
        match serde_json::from_slice(body) {
            Ok(Json::Object(object)) => Self::from_object(object),
            Ok(Json::Array(_)) => {
                Err(EdgeError::bad_request("Batches are not supported: send one operation in each request."))
            }
            Ok(_) => Err(EdgeError::bad_request("The body must be a JSON object with \"query\".")),
            Err(error) => {
                let place = format!("line {}, column {}", error.line(), error.column());
                Err(EdgeError::bad_request(format!("The body is not valid JSON ({place}).")))
            }
        }
    }

    /// From the query string of a GET.
    ///
    /// # Errors
    /// `BAD_REQUEST`.
    pub fn from_query_string(query_string: &str) -> Result<Self, EdgeError> {
        let mut object = Map::new();
        for (name, value) in url::form_urlencoded::parse(query_string.as_bytes()) {
            let value = match name.as_ref() {
                "query" => Json::from(value.as_ref()),
                // An empty parameter is one that was left out.
                "operationName" | "variables" | "extensions" if value.is_empty() => Json::Null,
                "operationName" => Json::from(value.as_ref()),
                "variables" | "extensions" => serde_json::from_str(&value).map_err(|_invalid| {
                    EdgeError::bad_request(format!("The parameter \"{name}\" is not valid JSON."))
                })?,
                _ => continue,
            };
            if object.insert(name.to_string(), value).is_some() {
                return Err(EdgeError::bad_request(format!("The parameter \"{name}\" is given twice.")));
            }
        }
        Self::from_object(object)
    }

    /// From an object, as it also comes over a websocket.
    ///
    /// # Errors
    /// `BAD_REQUEST` that names the parameter.
    pub fn from_object(mut object: Map<String, Json>) -> Result<Self, EdgeError> {
        let extensions = map(&mut object, "extensions")?;
        let query = match object.remove("query") {
            Some(Json::String(query)) if !query.trim().is_empty() => query,
            None | Some(Json::Null) if extensions.contains_key("persistedQuery") => {
                // Clients that know automatic persisted queries send the whole query after this answer.
                let error = EdgeError::bad_request("PersistedQueryNotSupported");
                return Err(error.with("code", "PERSISTED_QUERY_NOT_SUPPORTED"));
            }
            None | Some(Json::Null) => {
                return Err(EdgeError::bad_request("The parameter \"query\" is missing."));
            }
            Some(Json::String(_)) => {
                return Err(EdgeError::bad_request("The parameter \"query\" is empty."));
            }
            Some(_) => {
                return Err(EdgeError::bad_request("The parameter \"query\" must be a string."));
            }
        };
        let operation_name = match object.remove("operationName") {
            None | Some(Json::Null) => None,
            Some(Json::String(name)) => Some(name).filter(|name| !name.is_empty()),
            Some(_) => {
                return Err(EdgeError::bad_request("The parameter \"operationName\" must be a string or null."));
            }
        };
        let variables = map(&mut object, "variables")?;
        Ok(Self { query, operation_name, variables, extensions })
    }

    /// Parses the document, chooses the operation and checks the limits.
    ///
    /// # Errors
    /// Errors of the document, with a code each.
    pub fn prepare(self, limits: &QueryLimits) -> Result<Prepared, EdgeError> {
        query_scan::scan(&self.query, limits.tokens)?;
        let document = parse_query(&self.query).map_err(syntax_error)?;
        let operation = choose(&document, self.operation_name.as_deref())?;
        let variables = Variables::from_json(Json::Object(self.variables));
        require_variables(operation, &variables)?;
        query_limits::check(&document, operation, &variables, limits)?;
        let kind = operation.ty;
        // A single operation is found by the schema only without a name, where it has none of its own.
        let name = match document.operations {
            DocumentOperations::Single(_) => None,
            DocumentOperations::Multiple(_) => self.operation_name,
        };
        let mut request = Request::new(self.query).variables(variables);
        request.operation_name = name;
        for (key, value) in self.extensions {
            request.extensions.insert(key, Value::from_json(value).unwrap_or_default());
        }
        request.set_parsed_query(document);
        Ok(Prepared { request, operation: kind })
    }
}

fn map(object: &mut Map<String, Json>, name: &str) -> Result<Map<String, Json>, EdgeError> {
    match object.remove(name) {
        None | Some(Json::Null) => Ok(Map::new()),
        Some(Json::Object(map)) => Ok(map),
        Some(_) => Err(EdgeError::bad_request(format!("The parameter \"{name}\" must be an object or null."))),
    }
}

fn choose<'a>(document: &'a ExecutableDocument, name: Option<&str>) -> Result<&'a OperationDefinition, EdgeError> {
    let refuse = |message: String| EdgeError::of_document("BAD_REQUEST", message);
    let unknown = |name: &str| {
        let short: String = name.chars().take(80).collect();
        refuse(format!("The document has no operation named {short:?}."))
    };
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(&operation.node),
        (DocumentOperations::Single(_), Some(name)) => Err(unknown(name)),
        (DocumentOperations::Multiple(operations), Some(name)) => {
            operations.get(name).map(|operation| &operation.node).ok_or_else(|| unknown(name))
        }
        (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => operations
            .values()
            .next()
            .map(|operation| &operation.node)
            .ok_or_else(|| refuse("The document has no operation.".to_owned())),
        (DocumentOperations::Multiple(_), None) => {
            Err(refuse("The document has several operations; name one in \"operationName\".".to_owned()))
        }
    }
}

/// The schema would find a missing variable only in the middle of the work.
fn require_variables(operation: &OperationDefinition, variables: &Variables) -> Result<(), EdgeError> {
    for definition in &operation.variable_definitions {
        let (name, kind) = (&definition.node.name.node, &definition.node.var_type.node);
        let missing = match variables.get(name) {
            Some(Value::Null) => true,
            Some(_) => false,
            None => definition.node.default_value.is_none(),
        };
        if missing && !kind.nullable {
            let message = format!("The variable \"${name}\" of type {kind} must be given and not be null.");
            return Err(EdgeError::of_document("BAD_REQUEST", message).at(definition.pos));
        }
    }
    Ok(())
}

/// The parser's message is a drawing with the names of its rules; people get the place and what was expected.
fn syntax_error(error: ParseError) -> EdgeError {
    let pos = error.positions().next();
    let message = match &error {
        ParseError::Syntax { message, .. } => {
            let expected = message.lines().rev().find_map(|line| line.trim().strip_prefix("= expected "));
            let expected = expected.map(|rules| format!(": expected {}", rules.replace('_', " "))).unwrap_or_default();
            let place = pos.map(|pos| format!(" at line {}, column {}", pos.line, pos.column)).unwrap_or_default();
            format!("The query has a syntax error{place}{expected}.")
        }
        other => {
            let text = other.to_string();
            format!("The query cannot be read: {}.", text.trim_end_matches('.'))
        }
    };
    let error = EdgeError::of_document("GRAPHQL_PARSE_FAILED", message);
    match pos {
        Some(pos) => error.at(pos),
        None => error,
    }
}
