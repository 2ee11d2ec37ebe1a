//! deadline
pub mod policy;
pub mod words;
