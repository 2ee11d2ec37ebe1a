//! The way every act on a case goes: claim the client's key, open the case under the policy, let the
//! workflow decide, write, keep the answer, commit.
use entities::ids::{AttachmentId, CaseId, ReplyId};

use super::{ClientKey, Failure, Outcome, client_key::kept_key, unknown_as};
use crate::{
    domain::{
        act::Act,
        refusal::Refusal,
        workflow::{Happening, Transition},
    },
    op::Op,
    store::{StoreError, Work, case_write::Opened, idempotency},
};

/// A case on the desk of one act.
pub struct Desk {
    /// The transaction.
    pub work: Work,
    /// The case.
    pub opened: Opened,
    key: Option<idempotency::Key>,
}

/// What the client's key said.
pub enum Entry {
    /// The act was done before; this was the answer.
    Replay(Outcome),
    /// Go on.
    Fresh(Box<Desk>),
}

impl Desk {
    /// A case that was opened in another way, without a client's key.
    #[must_use]
    pub const fn over(work: Work, opened: Opened) -> Self {
        Self { work, opened, key: None }
    }

    /// Opens a case for one act.
    ///
    /// # Errors
    /// Everything that may stand in the way before the workflow is asked.
    pub async fn open(
        op: &Op,
        key: Option<&ClientKey>,
        case: CaseId,
        act: Act,
        version: Option<i64>,
    ) -> Result<Entry, Failure> {
        let key = kept_key(op, key)?;
        let work = op.scoped.begin().await?;
        if let Some(kept) = &key
            && let Some(answer) = work.claim(kept).await?
        {
            let outcome = serde_json::from_value(answer).map_err(|_| Failure::Fault)?;
            return Ok(Entry::Replay(outcome));
        }
        let opened = match work.open(case, act, version).await {
            Ok(opened) => opened,
            Err(StoreError::Conflict { current }) => {
                return Err(Failure::Conflict { case, seen: version.unwrap_or(current), current });
            }
            Err(other) => return Err(other.into()),
        };
        Ok(Entry::Fresh(Box::new(Self { work, opened, key })))
    }

    /// Writes the act and commits.
    ///
    /// # Errors
    /// Database.
    pub async fn finish(self, transition: Transition) -> Result<Outcome, Failure> {
        self.finish_with(transition, None, &[]).await
    }

    /// Writes an act that has files or concerns a reply, and commits.
    ///
    /// # Errors
    /// Database; files that are unknown, taken or too old.
    pub async fn finish_with(
        mut self,
        transition: Transition,
        reply: Option<ReplyId>,
        files: &[AttachmentId],
    ) -> Result<Outcome, Failure> {
        let news = news_for_merged(&transition);
        let written = self.work.apply(&self.opened, transition).await?;
        self.work
            .bind_attachments(files, written.case, Some(written.event), reply)
            .await
            .map_err(unknown_as("attachmentIds"))?;
        let secret = self.opened.state.secret;
        for happening in &news {
            self.work.tell_merged(written.case, happening, secret).await?;
        }
        let outcome = Outcome { case: written.case, event: written.event, reply, salt: None };
        if let Some(key) = &self.key {
            let answer = serde_json::to_value(&outcome).map_err(|_| Failure::Fault)?;
            self.work.keep_answer(key, answer).await?;
        }
        self.work.commit().await?;
        tracing::info!(case.id = %outcome.case, event.id = %outcome.event, "case.act");
        Ok(outcome)
    }
}

/// What reporters of merged cases are told: that it was answered, finished, closed.
fn news_for_merged(transition: &Transition) -> Vec<Happening> {
    use entities::vocab::{EventAudience, EventKind};
    transition
        .happenings
        .iter()
        .filter(|happening| {
            happening.audience == EventAudience::All
                && matches!(
                    happening.kind,
                    EventKind::Forwarded
                        | EventKind::ReplyPublished
                        | EventKind::Finished
                        | EventKind::Confirmed
                        | EventKind::Archived
                        | EventKind::Merged
                )
        })
        // Neither the other reporter's words nor the officers': only that it happened.
        .map(|happening| Happening { moved: None, text: None, data: None, ..happening.clone() })
        .collect()
}

/// Runs the body of an act on a fresh desk, or answers what was answered before.
macro_rules! desk {
    ($op:expr, $key:expr, $case:expr, $act:expr, $version:expr) => {
        match $crate::usecases::desk::Desk::open($op, $key, $case, $act, $version).await? {
            $crate::usecases::desk::Entry::Replay(outcome) => return Ok(outcome),
            $crate::usecases::desk::Entry::Fresh(desk) => *desk,
        }
    };
}
pub(crate) use desk;

/// An officer, or the refusal that sign-in mends.
///
/// # Errors
/// `Unauthenticated` for others.
pub fn officer(op: &Op) -> Result<&crate::authz::actor::Officer, Failure> {
    op.actor().officer().ok_or(Failure::Unauthenticated)
}

/// Refuses an officers' field in a citizen's input.
///
/// # Errors
/// `OfficersOnly`.
pub fn officers_only(op: &Op, given: bool, field: &'static str) -> Result<(), Refusal> {
    if given && op.actor().officer().is_none() { Err(Refusal::OfficersOnly(field)) } else { Ok(()) }
}
