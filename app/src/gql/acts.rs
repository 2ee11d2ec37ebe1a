//! Mutations all look alike: an input, and a payload with refusals and, for cases, what changed meanwhile.
//! [`Visit::act`] runs one on a case. To add one, write its input, variables, payload and operation beside
//! its page and name it in [`case_acts!`].
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

/// Says where the payload of each act is: `case_acts!(AddNote.add_note);`. The structs themselves are written
/// out, because cynic's derives cannot be used from inside a macro.
macro_rules! case_acts {
    ($($op:ident.$field:ident),* $(,)?) => {
        $(impl $crate::gql::acts::CaseAct for $op {
            fn outcome(self) -> $crate::gql::acts::Outcome {
                let payload = self.$field;
                $crate::gql::acts::Outcome { still_seen: payload.case.is_some(), conflict: payload.conflict, errors: payload.user_errors }
            }
        })*
    };
}
pub(crate) use case_acts;
