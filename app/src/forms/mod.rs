//! Forms, both ways: [`Posted`] takes one in (and refuses it without its token), [`Typed`] holds what
//! was typed and what was wrong with it, [`Form`] prints the fields with both.
//! A handler of a POST takes `Posted`; [`post`] is the only way to register one.
mod field;
mod posted;
mod typed;

pub(crate) use field::hidden as hidden_fields;
pub(crate) use field::options;
pub use field::{Choice, Form};
pub use posted::{Posted, post};
pub use typed::Typed;
