//! Letters by mail: SMTP, and a twin in memory for tests. Neither address nor words of a letter are ever logged.
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
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

/// A mail server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// The configuration names no mail server, or no sender.
#[derive(Debug, thiserror::Error)]
#[error("the mail server or the sender's address is not right")]
pub struct SmtpFault;

impl Smtp {
    /// A mail server by its address (`smtps://user:password@host`, `smtp://host:587?tls=required`).
    ///
    /// # Errors
    /// Address or sender of another form.
    pub fn new(url: &str, from: &str) -> Result<Self, SmtpFault> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| SmtpFault)?
            // Shorter than a claim of the outbox.
            .timeout(Some(Duration::from_secs(60)))
            .build();
        Ok(Self { transport, from: from.parse().map_err(|_| SmtpFault)? })
    }
}

#[async_trait]
impl Mail for Smtp {
    async fn send(&self, letter: &Letter) -> Result<(), MailFault> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(letter.to.parse().map_err(|_| MailFault::Unwritable)?)
            .subject(letter.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(|_| MailFault::Unwritable)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(MailFault::Refused),
            Err(_) => Err(MailFault::Away),
        }
    }
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

    #[tokio::test]
    async fn addresses_of_mail_servers_are_read_and_nonsense_is_refused() {
        assert!(Smtp::new("smtps://user:secret@mail.contoh.id", "Tanggap <tanggap@contoh.id>").is_ok());
        assert!(Smtp::new("smtp://127.0.0.1:2525", "tanggap@contoh.id").is_ok());
        assert!(Smtp::new("http://mail.contoh.id", "tanggap@contoh.id").is_err());
        assert!(Smtp::new("smtp://127.0.0.1", "no address").is_err());
    }

    #[test]
    fn a_letter_is_not_printed() {
        let letter = Letter { to: "a@b.id".into(), subject: "s".into(), body: "https://x/secret".into() };
        assert!(!format!("{letter:?}").contains("secret"));
    }
}
