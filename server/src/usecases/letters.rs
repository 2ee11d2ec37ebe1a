//! Sending letters out of the outbox: claim, send, mark. A server that breaks off in between leaves a claim that runs out.
use super::Failure;
use crate::{
    adapters::mail::{Letter, MailFault},
    domain::invitation::next_try,
    op::Op,
};

/// Most letters of one round: others come with the next.
const ROUND: usize = 100;

/// Sends what is due; answers how many went out.
///
/// # Errors
/// Database. A fault of the mail server is no error here: the letter is tried again.
pub async fn deliver(op: &Op) -> Result<usize, Failure> {
    let Some(mail) = &op.deps.mail else { return Ok(0) };
    let mut sent = 0;
    for _ in 0..ROUND {
        let Some(row) = op.store.claim_letter(op.now()).await? else { break };
        let letter: Option<Letter> = serde_json::from_value(row.payload.clone()).ok();
        let done = match &letter {
            Some(letter) => mail.send(letter).await,
            None => Err(MailFault::Unwritable),
        };
        match done {
            Ok(()) => {
                op.store.letter_sent(&row, op.now()).await?;
                sent += 1;
            }
            Err(fault) => {
                let next = next_try(row.tries, op.now()).filter(|_| fault != MailFault::Unwritable);
                op.store.letter_failed(&row, fault.as_str(), next, op.now()).await?;
                tracing::warn!(letter.id = %row.id, tries = row.tries, fault = fault.as_str(), given_up = next.is_none(), "letter.failed");
            }
        }
    }
    Ok(sent)
}
