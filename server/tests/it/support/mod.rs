//! What tests share: a whole server on a database of its own, with a clock that the test moves, memory for
//! files, and people to act as. To use it: `trials.story("name", |world| async move { .. })`.
pub mod postgres;
pub mod trials;
pub mod world;

pub use trials::Trials;
pub use world::{Answer, World};
