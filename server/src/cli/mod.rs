//! The command line: one file a command. To add one: a variant in `main.rs`, a file here.
pub mod admin;
pub mod demo;
pub mod doctor;
pub mod import;
pub mod serve;
