//! Texts that people type: limits, cleaning, and what is refused. A text stays a text: signs of HTML are kept as they
//! are and escaped where they are shown. Not here: messages for people (the catalogue words a `TextFault`).
//! To add a field: a line in `Limits`, used with `clean_line` or `clean_text`.
mod clean;
mod contact;
mod words;

pub use clean::{clean_line, clean_text, client_mutation_id, optional_line, optional_text};
pub use contact::{email, phone};
pub use words::{MAX_QUERY_WORDS, MAX_WORDS, plain_words, query_words, search_words, similarity};

/// Shortest and longest length in characters, after cleaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Fewer are too few.
    pub min: usize,
    /// More are too many.
    pub max: usize,
}

/// The limits of every field. Forms show them; the server checks them.
#[derive(Debug, Clone, Copy)]
pub struct Limits;
impl Limits {
    /// Title of a report.
    pub const TITLE: Bounds = Bounds { min: 10, max: 150 };
    /// Text of a report.
    pub const BODY: Bounds = Bounds { min: 20, max: 10_000 };
    /// Notes, reasons, comments.
    pub const NOTE: Bounds = Bounds { min: 5, max: 4_000 };
    /// Replies of agencies.
    pub const REPLY: Bounds = Bounds { min: 10, max: 10_000 };
    /// Where it happened, in the reporter's words.
    pub const PLACE: Bounds = Bounds { min: 0, max: 300 };
    /// Names of people.
    pub const NAME: Bounds = Bounds { min: 2, max: 100 };
    /// Questions to the reporter.
    pub const QUESTION: Bounds = Bounds { min: 10, max: 2_000 };
    /// What is searched for.
    pub const SEARCH: Bounds = Bounds { min: 2, max: 100 };
    /// The key with which a client may repeat a mutation.
    pub const CLIENT_MUTATION_ID: Bounds = Bounds { min: 16, max: 128 };
    /// Names of agencies.
    pub const AGENCY_NAME: Bounds = Bounds { min: 2, max: 200 };
    /// Titles of plans.
    pub const PLAN_TITLE: Bounds = Bounds { min: 5, max: 200 };
    /// Laws, decrees and drafts of them.
    pub const LAW: Bounds = Bounds { min: 3, max: 300 };
    /// E-mail addresses (RFC 5321).
    pub const EMAIL: Bounds = Bounds { min: 1, max: 254 };
}

/// What is wrong with a text. Lengths and positions are in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing was typed, or nothing that can be seen.
    Required,
    /// Too few characters.
    TooShort {
        /// The fewest allowed.
        min: usize,
        /// How many there are.
        len: usize,
    },
    /// Too many characters.
    TooLong {
        /// The most allowed.
        max: usize,
        /// How many there are.
        len: usize,
    },
    /// A control character at this place of the text as it was sent, counted from 1.
    ControlCharacter {
        /// Which character.
        position: usize,
    },
    /// It is not what the field asks for.
    Invalid,
}

/// A fault of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field in the input.
    pub field: &'static str,
    /// What is wrong.
    pub kind: TextFault,
}
impl FieldError {
    /// A fault of this field.
    #[must_use]
    pub const fn new(field: &'static str, kind: TextFault) -> Self {
        Self { field, kind }
    }
}
