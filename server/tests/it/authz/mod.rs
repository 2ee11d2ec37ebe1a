//! Who sees and does what: the printed matrix, scope against the rules on random worlds, every root field as
//! everybody, and no answer that tells hidden from unknown. Stories of the work itself live in `stories`.
use crate::support::Trials;

mod agreement;
mod appointing;
mod coverage;
mod inputs;
mod matrix;
mod naive;
mod no_oracle;
mod rule_probes;
mod searching;
mod subject;
mod whistle;
mod within;

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    matrix::list(trials);
    appointing::list(trials);
    agreement::list(trials);
    coverage::list(trials);
    no_oracle::list(trials);
    rule_probes::list(trials);
    searching::list(trials);
    whistle::list(trials);
    within::list(trials);
}
