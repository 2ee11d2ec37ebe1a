//! Mutations all look alike: an input, and a payload with refusals and, for cases, what changed meanwhile.
//! [`case_act!`] writes one down; [`Visit::act`] runs it. To add one, name its parts as the schema does.
use cynic::{QueryFragment, QueryVariables};
use serde::{Serialize, de::DeserializeOwned};

use super::Fault;
use super::fragments::{ConflictBit, UserErrorBit};
use crate::forms::Typed;
use crate::visit::Visit;

/// What came of an act on a case.
#[derive(Debug)]
pub struct Outcome {
    /// Whether the viewer still sees the case afterwards.
    pub still_seen: bool,
    /// What others did meanwhile.
    pub conflict: Option<ConflictBit>,
    /// Refusals that the viewer can mend.
    pub errors: Vec<UserErrorBit>,
}

impl Outcome {
    /// Whether the act was done.
    pub fn done(&self) -> bool {
        self.conflict.is_none() && self.errors.is_empty()
    }
}

/// A mutation on a case.
pub trait CaseAct {
    /// Its payload in common terms.
    fn outcome(self) -> Outcome;
}

impl Visit {
    /// Runs an act on a case and writes refusals beside the fields that they are about.
    pub async fn act<M, V>(&self, typed: &mut Typed, variables: V) -> Result<Outcome, Fault>
    where
        V: QueryVariables + Serialize,
        M: QueryFragment<VariablesFields = V::Fields> + DeserializeOwned + CaseAct,
        M::SchemaType: cynic::schema::MutationRoot,
    {
        let outcome = self.mutate::<M, V>(variables).await?.outcome();
        typed.refuse(&outcome.errors);
        Ok(outcome)
    }
}

/// `case_act!($ AddNote, add_note, AddNoteInput { case_id: cynic::Id, body: String }, AddNotePayload, AddNoteVars "AddNoteVars");`
macro_rules! case_act {
    ($d:tt $op:ident, $field:ident, $input:ident { $($name:ident: $type:ty),* $(,)? }, $payload:ident, $vars:ident $vars_name:literal) => {
        #[derive(cynic::InputObject, Debug)]
        pub struct $input {
            $(pub $name: $type,)*
            pub client_mutation_id: Option<String>,
        }
        #[derive(cynic::QueryVariables, Debug)]
        pub struct $vars {
            pub input: $input,
        }
        #[derive(cynic::QueryFragment, Debug)]
        pub struct $payload {
            pub case: Option<$crate::gql::fragments::CaseRef>,
            pub conflict: Option<$crate::gql::fragments::ConflictBit>,
            pub user_errors: Vec<$crate::gql::fragments::UserErrorBit>,
        }
        #[derive(cynic::QueryFragment, Debug)]
        #[cynic(graphql_type = "Mutation", variables = $vars_name)]
        pub struct $op {
            #[arguments(input: $d input)]
            pub $field: $payload,
        }
        impl $crate::gql::acts::CaseAct for $op {
            fn outcome(self) -> $crate::gql::acts::Outcome {
                let payload = self.$field;
                $crate::gql::acts::Outcome { still_seen: payload.case.is_some(), conflict: payload.conflict, errors: payload.user_errors }
            }
        }
    };
}
pub(crate) use case_act;
