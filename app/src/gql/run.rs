//! Runs operations for a visit and turns top-level errors into the answer a person gets.
//! What a viewer can mend (`userErrors`) is data and passes through.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use cynic::{GraphQlResponse, MutationBuilder, Operation, QueryBuilder, QueryFragment, QueryVariables};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::visit::Visit;

/// Why a page cannot be shown; knows how to answer, so handlers use `?`.
pub struct Fault(Box<(Visit, FaultKind)>);

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// Nobody is signed in, and the page needs somebody.
    SignIn,
    /// An error page with this status and, where the server gave one, its sentence.
    Status(StatusCode, Option<String>),
}

impl Fault {
    /// A fault of this visit.
    pub fn new(visit: &Visit, kind: FaultKind) -> Self {
        Self(Box::new((visit.clone(), kind)))
    }
    /// Unknown, or not the viewer's to see: the same answer for both.
    pub fn not_found(visit: &Visit) -> Self {
        Self::new(visit, FaultKind::Status(StatusCode::NOT_FOUND, None))
    }
    /// What went wrong, for tests and for pages that can go on without an answer.
    pub fn kind(&self) -> &FaultKind {
        &self.0.1
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (visit, kind) = *self.0;
        match kind {
            FaultKind::SignIn => {
                let back = url::form_urlencoded::byte_serialize(visit.page_path().as_bytes()).collect::<String>();
                Redirect::to(&format!("/masuk?kembali={back}")).into_response()
            }
            FaultKind::Status(status, message) => crate::error_page::render(&visit, status, message),
        }
    }
}

#[derive(Deserialize)]
struct Extensions {
    code: Option<String>,
}

impl Visit {
    /// Runs a query: `visit.query::<QueuePage, _>(vars).await?`.
    pub async fn query<Q, V>(&self, variables: V) -> Result<Q, Fault>
    where
        V: QueryVariables + Serialize,
        Q: QueryFragment<VariablesFields = V::Fields> + DeserializeOwned,
        Q::SchemaType: cynic::schema::QueryRoot,
    {
        self.run(<Q as QueryBuilder<V>>::build(variables)).await
    }

    /// Runs a mutation. Never while rendering.
    pub async fn mutate<M, V>(&self, variables: V) -> Result<M, Fault>
    where
        V: QueryVariables + Serialize,
        M: QueryFragment<VariablesFields = V::Fields> + DeserializeOwned,
        M::SchemaType: cynic::schema::MutationRoot,
    {
        self.run(<M as MutationBuilder<V>>::build(variables)).await
    }

    async fn run<F: DeserializeOwned, V: Serialize>(&self, operation: Operation<F, V>) -> Result<F, Fault> {
        let name = operation.operation_name.clone().unwrap_or_default();
        let request = serde_json::to_value(&operation).map_err(|error| self.broken(&name, &error))?;
        let answer = self.door.client.execute(request).await;
        let answer: GraphQlResponse<serde_json::Value, Extensions> =
            serde_json::from_value(answer).map_err(|error| self.broken(&name, &error))?;
        if let Some(error) = answer.errors.and_then(|errors| errors.into_iter().next()) {
            let code = error.extensions.and_then(|extensions| extensions.code).unwrap_or_default();
            return Err(self.refused(&name, &code, error.message));
        }
        serde_json::from_value(answer.data.unwrap_or_default()).map_err(|error| self.broken(&name, &error))
    }

    fn broken(&self, operation: &str, error: &serde_json::Error) -> Fault {
        tracing::error!(ui.operation = operation, request.id = %self.door.request_id, error.line = error.line(), error.text = %error, "answer of the schema was not understood");
        Fault::new(self, FaultKind::Status(StatusCode::INTERNAL_SERVER_ERROR, None))
    }

    fn refused(&self, operation: &str, code: &str, message: String) -> Fault {
        let (status, message) = match code {
            "UNAUTHENTICATED" => return Fault::new(self, FaultKind::SignIn),
            "FORBIDDEN" => (StatusCode::FORBIDDEN, Some(message)),
            "NOT_FOUND" => (StatusCode::NOT_FOUND, None),
            "RATE_LIMITED" => (StatusCode::TOO_MANY_REQUESTS, Some(message)),
            "UNAVAILABLE" => (StatusCode::SERVICE_UNAVAILABLE, Some(message)),
            "BAD_USER_INPUT" => (StatusCode::BAD_REQUEST, Some(message)),
            _ => {
                tracing::error!(ui.operation = operation, request.id = %self.door.request_id, error.code = code, "the schema answered with a fault");
                (StatusCode::INTERNAL_SERVER_ERROR, None)
            }
        };
        Fault::new(self, FaultKind::Status(status, message))
    }
}
