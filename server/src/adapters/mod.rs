//! The outside behind small traits, each with an in-memory twin for tests.
//! To add one: a trait and its twin in a file here, chosen in `wiring.rs`.
pub mod blobs;
pub mod cleaning;
pub mod mail;
pub mod passwords;
pub mod smtp;
pub mod workbook;
