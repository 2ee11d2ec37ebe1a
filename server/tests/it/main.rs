//! The integration tests: one binary, a list of trials. See `support` for the world they run in.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod stories;
mod support;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let mut trials = support::Trials::default();
    stories::list(&mut trials);
    libtest_mimic::run(&arguments, trials.0).exit();
}
