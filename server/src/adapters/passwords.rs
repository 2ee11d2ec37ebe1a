//! Password digests (argon2id). Slow on purpose, so they run beside the request threads, a few at a time.
use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;

/// Makes and checks password digests.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    /// What an unknown account is compared with, so that it takes as long as a known one.
    nobody: Arc<str>,
    permits: Arc<Semaphore>,
}

/// The digest could not be made.
#[derive(Debug, thiserror::Error)]
#[error("password digest failed")]
pub struct PasswordFault;

impl Passwords {
    /// The strength that OWASP advises (19 MiB, two passes).
    ///
    /// # Errors
    /// When the generator of random salts fails.
    pub fn strong() -> Result<Self, PasswordFault> {
        Self::with(Params::new(19 * 1024, 2, 1, None).map_err(|_| PasswordFault)?)
    }

    /// Weak and fast: for tests and made-up demonstration accounts only.
    ///
    /// # Errors
    /// When the generator of random salts fails.
    pub fn quick() -> Result<Self, PasswordFault> {
        Self::with(Params::new(8, 1, 1, None).map_err(|_| PasswordFault)?)
    }

    fn with(params: Params) -> Result<Self, PasswordFault> {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = argon2.hash_password(b"nobody has this password").map_err(|_| PasswordFault)?.to_string();
        Ok(Self { argon2, nobody: nobody.into(), permits: Arc::new(Semaphore::new(4)) })
    }

    /// The digest of a password.
    ///
    /// # Errors
    /// When it could not be made.
    pub async fn hash(&self, password: String) -> Result<String, PasswordFault> {
        let argon2 = self.argon2.clone();
        let _permit = self.permits.acquire().await.map_err(|_| PasswordFault)?;
        tokio::task::spawn_blocking(move || argon2.hash_password(password.as_bytes()).map(|hash| hash.to_string()))
            .await
            .map_err(|_| PasswordFault)?
            .map_err(|_| PasswordFault)
    }

    /// Whether the password belongs to the digest. Without a digest it takes the same time and is false.
    pub async fn verify(&self, password: String, digest: Option<String>) -> bool {
        let known = digest.is_some();
        let (argon2, digest) = (self.argon2.clone(), digest.unwrap_or_else(|| self.nobody.to_string()));
        let Ok(_permit) = self.permits.acquire().await else { return false };
        let right = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&digest).is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
        .unwrap_or(false);
        known && right
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let passwords = Passwords::quick().unwrap();
        let digest = passwords.hash("benar sekali".into()).await.unwrap();
        assert!(passwords.verify("benar sekali".into(), Some(digest.clone())).await);
        assert!(!passwords.verify("salah".into(), Some(digest)).await);
        assert!(!passwords.verify("nobody has this password".into(), None).await, "nobody cannot sign in");
    }
}
