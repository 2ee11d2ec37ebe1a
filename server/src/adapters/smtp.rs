//! A mail server that takes letters by SMTP.
use std::time::Duration;

use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};

use super::mail::{Letter, Mail, MailFault};

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
}
