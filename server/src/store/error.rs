//! What can go wrong in the store. Database errors stay inside; callers see what they can act on.
use crate::{authz::policy::Denial, domain::refusal::Refusal};

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Unknown, or hidden from this actor: the same answer.
    #[error("not found")]
    NotFound,
    /// Seen, but not theirs to do.
    #[error("denied")]
    Denied(Denial),
    /// Somebody else changed it since.
    #[error("conflict")]
    Conflict {
        /// The version now.
        current: i64,
    },
    /// The database is busy or away; nothing was written and the same request may be sent again.
    #[error("the database does not answer")]
    Unavailable(#[source] sea_orm::DbErr),
    /// A fault of ours.
    #[error("database fault")]
    Database(#[source] sea_orm::DbErr),
    /// Something that the person can mend.
    #[error("refused")]
    Refused(Refusal),
}

impl StoreError {
    /// A database fault that came through another library.
    #[must_use]
    pub fn away(text: String) -> Self {
        Self::Unavailable(sea_orm::DbErr::Custom(text))
    }
}

impl From<Denial> for StoreError {
    fn from(denial: Denial) -> Self {
        Self::Denied(denial)
    }
}

impl From<Refusal> for StoreError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<sea_orm::DbErr> for StoreError {
    fn from(error: sea_orm::DbErr) -> Self {
        use sea_orm::DbErr;
        let text = error.to_string();
        let away = matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_))
            || [
                "database is locked",
                "(code: 5)",
                "could not serialize",
                "deadlock detected",
                "connection closed",
                "terminating connection",
                "broken pipe",
                "Connection refused",
            ]
            .iter()
            .any(|sign| text.contains(sign));
        // The last fence against values that an engine cannot hold; what gets here is bad input, no fault.
        let unholdable = ["invalid byte sequence", "out of range"].iter().any(|sign| text.contains(sign));
        if unholdable {
            return Self::Refused(Refusal::Invalid(""));
        }
        if away { Self::Unavailable(error) } else { Self::Database(error) }
    }
}
