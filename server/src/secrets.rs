//! Digests, comparisons in constant time, and randomness: the one place that asks the generator.
use hmac::{Hmac, KeyInit, Mac};
use rand::RngExt as _;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

/// Hex SHA-256 over length-prefixed parts, so that no two lists of parts share a digest.
#[must_use]
pub fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

/// Hex of bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whether two digests are the same, in constant time.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// Random bytes.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill(&mut bytes);
    bytes
}

/// Bytes derived from a secret of the client and a label: the same for a repeated request, unknown to
/// whoever reads the database, where the secret is not kept.
#[must_use]
pub fn derive<const N: usize>(secret: &[u8], label: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) {
        mac.update(label);
        for (to, from) in bytes.iter_mut().zip(mac.finalize().into_bytes()) {
            *to = from;
        }
    }
    bytes
}

/// An access token: a mark that scanners of leaked secrets can look for, and 256 bits.
#[must_use]
pub fn token_of(bytes: [u8; 32]) -> String {
    use base64::Engine as _;
    format!("tgp_{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}

/// Digest under which a token is kept.
#[must_use]
pub fn token_digest(token: &str) -> String {
    digest(&[b"token", token.as_bytes()])
}

/// Digest under which a tracking secret is kept.
#[must_use]
pub fn tracking_digest(canonical: &str) -> String {
    digest(&[b"tracking", canonical.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cannot_be_shifted_into_each_other() {
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
    }

    #[test]
    fn a_derived_secret_is_the_same_again_and_another_for_another_key() {
        assert_eq!(derive::<15>(b"k1", b"case"), derive::<15>(b"k1", b"case"));
        assert_ne!(derive::<15>(b"k1", b"case"), derive::<15>(b"k2", b"case"));
    }

    #[test]
    fn tokens_are_never_the_same() {
        assert_ne!(token_of(random()), token_of(random()));
    }
}
