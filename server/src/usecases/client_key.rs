//! The client's key: what makes a mutation safe to repeat.
use super::Failure;
use crate::{domain::text, op::Op, secrets, store::idempotency};

/// A client's key with what it stands for.
#[derive(Debug, Clone)]
pub struct ClientKey {
    /// Made by the client.
    pub id: String,
    /// The mutation.
    pub mutation: &'static str,
    /// The input, in one form for equal inputs.
    pub input: String,
}

/// The key as it is kept, for the person who acts.
///
/// # Errors
/// A key of another form.
pub fn kept_key(op: &Op, key: Option<&ClientKey>) -> Result<Option<idempotency::Key>, Failure> {
    kept_key_of(&op.actor().key(), key)
}

/// The key as it is kept, for an act that changes who the person is: a repeated request comes from somebody else.
///
/// Neither the key nor the input can be learnt from the table: an input may hold a password, so its digest is keyed
/// by the client's key, which is not kept.
///
/// # Errors
/// A key of another form.
pub fn kept_key_of(who: &str, key: Option<&ClientKey>) -> Result<Option<idempotency::Key>, Failure> {
    let Some(key) = key else { return Ok(None) };
    let id = text::client_mutation_id("clientMutationId", &key.id)?;
    Ok(Some(idempotency::Key {
        digest: secrets::digest(&[who.as_bytes(), key.mutation.as_bytes(), id.as_bytes()]),
        input: secrets::hex(&secrets::derive::<32>(id.as_bytes(), key.input.as_bytes())),
    }))
}

/// A secret that is shown once. With a client's key it is derived from key and salt, so that a repeated request shows
/// the same although only its digest is kept: the table knows the salt, the client the key. Without, it is random.
#[must_use]
pub fn secret<const N: usize>(key: Option<&ClientKey>, salt: &[u8; 16]) -> [u8; N] {
    match key {
        Some(key) => secrets::derive::<N>(key.id.as_bytes(), salt),
        None => secrets::random::<N>(),
    }
}
