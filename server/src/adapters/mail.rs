//! Letters by mail, with a twin in memory for tests; the mail server is `smtp`. Neither address nor words of a letter are ever logged.
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// One letter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letter(…)")
    }
}

/// Why a letter was not taken. No words of the mail server: they may quote the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailFault {
    /// The mail server cannot be reached, or is busy.
    Away,
    /// The mail server says no.
    Refused,
    /// No letter can be made of it.
    Unwritable,
}

impl MailFault {
    /// The word under which it is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Away => "away",
            Self::Refused => "refused",
            Self::Unwritable => "unwritable",
        }
    }
}

/// Who takes letters.
#[async_trait]
pub trait Mail: Send + Sync {
    /// Hands a letter over.
    async fn send(&self, letter: &Letter) -> Result<(), MailFault>;
}

/// The twin for tests: keeps what it took, and fails as often as it is told.
#[derive(Clone, Default)]
pub struct MemoryMail {
    taken: Arc<Mutex<Vec<Letter>>>,
    failures: Arc<AtomicU32>,
}

impl MemoryMail {
    /// What it took, oldest first.
    #[must_use]
    pub fn taken(&self) -> Vec<Letter> {
        self.taken.lock().map(|taken| taken.clone()).unwrap_or_default()
    }

    /// Lets the next letters fail.
    pub fn fail_next(&self, times: u32) {
        self.failures.store(times, Ordering::SeqCst);
    }
}

#[async_trait]
impl Mail for MemoryMail {
    async fn send(&self, letter: &Letter) -> Result<(), MailFault> {
        let fails = self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        if fails.is_ok() {
            return Err(MailFault::Away);
        }
        if let Ok(mut taken) = self.taken.lock() {
            taken.push(letter.clone());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_not_printed() {
        let letter = Letter { to: "a@b.id".into(), subject: "s".into(), body: "https://x/secret".into() };
        assert!(!format!("{letter:?}").contains("secret"));
    }
}
