//! PURE rules of complaint handling: values in, values out. No async, no I/O, no clock, no rng.
//! May import `entities::{ids, vocab}` only. To add a rule: a file about its subject, tests beside it.
pub mod act;
pub mod agency_tree;
pub mod audience;
pub mod calendar;
pub mod case_state;
pub mod clocks;
pub mod deadline;
pub mod invitation;
pub mod media;
pub mod refusal;
pub mod reorganisation;
pub mod rules;
pub mod second_person;
pub mod sheet;
pub mod text;
pub mod tracking_code;
pub mod workflow;
