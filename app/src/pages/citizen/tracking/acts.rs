//! What a reporter can do with the own report: names, permissions, and how each act is run.
use super::mutations::*;
use crate::forms::Typed;
use crate::gql::Fault;
use crate::gql::acts::{CaseAct, Outcome};
use crate::gql::enums::CaseAction;
use crate::pages::citizen::{files, sending};
use crate::visit::Visit;

/// The acts, by their name in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Supplement,
    Comment,
    Confirm,
    Reject,
    Rate,
    Reopen,
    Visibility,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 7] =
        [Self::Supplement, Self::Comment, Self::Confirm, Self::Reject, Self::Rate, Self::Reopen, Self::Visibility];

    /// The last part of the address, and the id of its form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Supplement => "lengkapi",
            Self::Comment => "pesan",
            Self::Confirm => "konfirmasi",
            Self::Reject => "tolak",
            Self::Rate => "nilai",
            Self::Reopen => "buka-lagi",
            Self::Visibility => "keterbukaan",
        }
    }
    /// The act of an address.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }
    /// The permission it needs.
    pub const fn action(self) -> CaseAction {
        match self {
            Self::Supplement => CaseAction::Supplement,
            Self::Comment => CaseAction::Comment,
            Self::Confirm => CaseAction::Confirm,
            Self::Reject => CaseAction::Reject,
            Self::Rate => CaseAction::Rate,
            Self::Reopen => CaseAction::Reopen,
            Self::Visibility => CaseAction::SetVisibility,
        }
    }
    /// Whether files can be sent along.
    pub const fn takes_files(self) -> bool {
        matches!(self, Self::Supplement | Self::Comment)
    }
    /// The field with the words that must not be lost.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Supplement | Self::Comment => "body",
            Self::Confirm => "rating_comment",
            Self::Reject | Self::Reopen => "reason",
            Self::Rate => "comment",
            Self::Visibility => "note",
        }
    }
}

/// Does it, with what was typed.
pub async fn run(visit: &Visit, act: Act, typed: &Typed) -> Result<Outcome, Fault> {
    let case_id = cynic::Id::new(typed.get("case_id"));
    let version = typed.int("version");
    let client_mutation_id = sending::key(typed);
    let words = |name: &str| typed.get(name).replace("\r\n", "\n");
    let spoken = |name: &str| Some(words(name)).filter(|words| !words.is_empty());
    Ok(match act {
        Act::Supplement => {
            let input = SupplementReportInput {
                case_id,
                version,
                body: words("body"),
                attachment_ids: files::ids(typed),
                client_mutation_id,
            };
            visit.mutate::<SupplementReport, _>(SupplementVars { input }).await?.outcome()
        }
        Act::Comment => {
            let input =
                AddCommentInput { case_id, body: words("body"), attachment_ids: files::ids(typed), client_mutation_id };
            visit.mutate::<AddComment, _>(CommentVars { input }).await?.outcome()
        }
        Act::Confirm => {
            let input = ConfirmAnswerInput {
                case_id,
                version,
                rating: typed.int("rating"),
                rating_comment: spoken("rating_comment"),
                client_mutation_id,
            };
            visit.mutate::<ConfirmAnswer, _>(ConfirmVars { input }).await?.outcome()
        }
        Act::Reject => {
            let input = RejectAnswerInput { case_id, version, reason: words("reason"), client_mutation_id };
            visit.mutate::<RejectAnswer, _>(RejectVars { input }).await?.outcome()
        }
        Act::Rate => {
            let input = RateAnswerInput {
                case_id,
                rating: typed.int("rating").unwrap_or(0),
                comment: spoken("comment"),
                client_mutation_id,
            };
            visit.mutate::<RateAnswer, _>(RateVars { input }).await?.outcome()
        }
        Act::Reopen => {
            let input = ReopenReportInput { case_id, version, reason: words("reason"), client_mutation_id };
            visit.mutate::<ReopenReport, _>(ReopenVars { input }).await?.outcome()
        }
        Act::Visibility => {
            let (anonymous, secret, note) = (typed.flag("anonymous"), typed.flag("secret"), spoken("note"));
            let input = SetVisibilityInput {
                case_id,
                version: version.unwrap_or(0),
                anonymous,
                secret,
                note,
                client_mutation_id,
            };
            visit.mutate::<SetVisibility, _>(VisibilityVars { input }).await?.outcome()
        }
    })
}
