//! From a target to an agency, step by step. A target that is no more is never passed over in silence: the way says so,
//! and the decision carries it on as `Lost`.
use serde::{Deserialize, Serialize};

use super::directory::{Directory, Holders, Spot};
use super::model::{Scope, Target};
use super::report::Report;

/// One step on the way to a target. Agencies by code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The agency is there.
    Found {
        /// Who.
        code: String,
    },
    /// It is closed; its successor is looked at.
    Followed {
        /// Who was meant.
        code: String,
        /// Who inherits.
        heir: String,
    },
    /// It is closed, and nobody inherits.
    Closed {
        /// Who was meant.
        code: String,
    },
    /// There is no such agency.
    Unknown {
        /// Who was meant.
        code: String,
    },
    /// It belongs to another government than the rules.
    OutsideGovernment {
        /// Who was meant.
        code: String,
    },
    /// The report names no regency or city, so no function can be looked for.
    NoRegency,
    /// Nobody has the function there.
    NobodyHas {
        /// The function.
        function: String,
        /// The regency or city.
        area: String,
    },
    /// It was had there by one that is closed.
    NobodyHasAnyMore {
        /// The function.
        function: String,
        /// The regency or city.
        area: String,
        /// Who had it.
        code: String,
    },
    /// Several have it there, so the rule does not say which.
    SeveralHave {
        /// The function.
        function: String,
        /// The regency or city.
        area: String,
        /// Who.
        codes: Vec<String>,
    },
    /// The agency with the function is there.
    Has {
        /// The function.
        function: String,
        /// The regency or city.
        area: String,
        /// Who.
        code: String,
    },
    /// The agency for want of a better one is looked at.
    Otherwise {
        /// Who.
        code: String,
    },
    /// The reporter has named nobody, or nobody that is known or in use.
    NobodyNamed,
}

/// Why a target is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Closed without an heir.
    Closed,
    /// No such agency.
    Unknown,
    /// Of another government than the rules.
    OutsideGovernment,
    /// A function that one which is closed has left behind.
    FunctionLeft,
    /// A function that several have.
    SeveralHave,
}

/// A target of a matching rule that is no more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lost {
    /// Position of the rule.
    pub position: u32,
    /// The agency, by code, or the function.
    pub target: String,
    /// What became of it.
    pub why: Why,
}

/// Where a way ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The agency, if there is one.
    pub spot: Option<Spot>,
    /// On the way something was lost.
    pub lost: bool,
}

/// Hears of each step; the quick way to decide does not listen.
pub(super) trait Listener {
    /// The step is only made when somebody listens.
    fn step(&mut self, make: impl FnOnce() -> Step);
    /// Something is lost.
    fn lost(&mut self, _target: &str, _why: Why) {}
}
/// Nobody listens.
pub(super) struct Deaf;
impl Listener for Deaf {
    fn step(&mut self, _make: impl FnOnce() -> Step) {}
}
/// Writes all of it down.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub steps: Vec<Step>,
    pub lost: Vec<(String, Why)>,
}
impl Listener for Notes {
    fn step(&mut self, make: impl FnOnce() -> Step) {
        self.steps.push(make());
    }
    fn lost(&mut self, target: &str, why: Why) {
        self.lost.push((target.to_owned(), why));
    }
}

/// The way from a target to its agency, for this report.
#[must_use]
pub fn resolve(target: &Target, report: &Report<'_>, scope: &Scope, directory: &Directory) -> (Resolution, Vec<Step>) {
    let mut notes = Notes::default();
    let resolution = walk(target, report, scope, directory, &mut notes);
    (resolution, notes.steps)
}

/// The same, with a listener.
pub(super) fn walk(
    target: &Target,
    report: &Report<'_>,
    scope: &Scope,
    directory: &Directory,
    ear: &mut impl Listener,
) -> Resolution {
    match target {
        Target::Agency(code) => by_code(code, scope, directory, ear),
        Target::Named => {
            let named = report.named.and_then(|code| directory.spot(code));
            let open = named.and_then(|spot| in_use(spot, directory));
            // What a reporter names may be closed or elsewhere: no fault of the rule, so nothing is lost.
            match open.filter(|spot| is_inside(*spot, scope, directory)) {
                Some(spot) => {
                    ear.step(|| Step::Found { code: directory.code(spot).to_owned() });
                    Resolution { spot: Some(spot), lost: false }
                }
                None => {
                    ear.step(|| Step::NobodyNamed);
                    Resolution::default()
                }
            }
        }
        Target::Relative { functions, otherwise } => {
            let mut lost = false;
            if let Some(area) = report.regency() {
                for function in functions {
                    let found = by_function(function, area, scope, directory, ear);
                    if found.spot.is_some() {
                        return Resolution { lost: lost || found.lost, ..found };
                    }
                    lost |= found.lost;
                }
            } else {
                ear.step(|| Step::NoRegency);
            }
            let Some(code) = otherwise else { return Resolution { spot: None, lost } };
            ear.step(|| Step::Otherwise { code: code.clone() });
            let found = by_code(code, scope, directory, ear);
            Resolution { lost: lost || found.lost, ..found }
        }
    }
}

/// Itself if it is in use, else its heir.
fn in_use(spot: Spot, directory: &Directory) -> Option<Spot> {
    if directory.seat(spot)?.open { Some(spot) } else { directory.heir(spot) }
}

/// Rules of a government stay within it.
fn is_inside(spot: Spot, scope: &Scope, directory: &Directory) -> bool {
    match scope {
        Scope::Province => true,
        Scope::Government(code) => {
            directory.spot(code).is_some_and(|government| directory.government(spot) == Some(government))
        }
    }
}

fn lost(target: &str, why: Why, ear: &mut impl Listener) -> Resolution {
    ear.lost(target, why);
    Resolution { spot: None, lost: true }
}

fn by_code(code: &str, scope: &Scope, directory: &Directory, ear: &mut impl Listener) -> Resolution {
    let Some(spot) = directory.spot(code) else {
        ear.step(|| Step::Unknown { code: code.to_owned() });
        return lost(code, Why::Unknown, ear);
    };
    let Some(heir) = in_use(spot, directory) else {
        ear.step(|| Step::Closed { code: code.to_owned() });
        return lost(code, Why::Closed, ear);
    };
    if heir != spot {
        ear.step(|| Step::Followed { code: code.to_owned(), heir: directory.code(heir).to_owned() });
    }
    if !is_inside(heir, scope, directory) {
        ear.step(|| Step::OutsideGovernment { code: directory.code(heir).to_owned() });
        return lost(code, Why::OutsideGovernment, ear);
    }
    ear.step(|| Step::Found { code: directory.code(heir).to_owned() });
    Resolution { spot: Some(heir), lost: false }
}

fn by_function(
    function: &str,
    area: &str,
    scope: &Scope,
    directory: &Directory,
    ear: &mut impl Listener,
) -> Resolution {
    let nobody = Holders::default();
    let holders = directory.holders(function, area).unwrap_or(&nobody);
    match holders.open.as_slice() {
        [spot] if is_inside(*spot, scope, directory) => {
            ear.step(|| Step::Has {
                function: function.to_owned(),
                area: area.to_owned(),
                code: directory.code(*spot).to_owned(),
            });
            Resolution { spot: Some(*spot), lost: false }
        }
        [spot] => {
            ear.step(|| Step::OutsideGovernment { code: directory.code(*spot).to_owned() });
            lost(function, Why::OutsideGovernment, ear)
        }
        [] => match holders.closed.first() {
            Some(gone) => {
                ear.step(|| Step::NobodyHasAnyMore {
                    function: function.to_owned(),
                    area: area.to_owned(),
                    code: directory.code(*gone).to_owned(),
                });
                lost(function, Why::FunctionLeft, ear)
            }
            None => {
                ear.step(|| Step::NobodyHas { function: function.to_owned(), area: area.to_owned() });
                Resolution::default()
            }
        },
        several => {
            ear.step(|| Step::SeveralHave {
                function: function.to_owned(),
                area: area.to_owned(),
                codes: several.iter().map(|spot| directory.code(*spot).to_owned()).collect(),
            });
            lost(function, Why::SeveralHave, ear)
        }
    }
}
