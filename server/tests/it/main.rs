//! The integration tests: one binary, a list of trials. See `support` for the world they run in.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod architecture;
mod authz;
mod graphql;
mod http;
mod store;
mod stories;
mod support;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let mut trials = support::Trials::default();
    architecture::list(&mut trials);
    authz::list(&mut trials);
    stories::list(&mut trials);
    store::list(&mut trials);
    http::list(&mut trials);
    graphql::list(&mut trials);
    libtest_mimic::run(&arguments, trials.0).exit();
}
