//! What a trial of a version on past cases counts: where cases would go, and how often that is where they were finished.
//! Pure; which cases, and the batches, are `usecases::simulations`.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::compiled::{Compiled, Person, Verdict};
use super::directory::{Directory, Spot};
use super::model::Rule;

/// What one side has said about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// Who leads.
    pub lead: Option<Spot>,
    /// By the rule that catches everything, or by none at all.
    pub fallback: bool,
    /// Which rule of the version under test, counted from zero.
    pub fired: Option<usize>,
}
impl Said {
    /// Of a verdict and the rules that gave it; `tested` are those whose rules are counted.
    #[must_use]
    pub fn of(verdict: &Verdict, by: &Compiled, tested: Option<&Compiled>) -> Self {
        let rule = verdict.rule.and_then(|at| by.rules().get(at));
        let counted = tested.is_some_and(|tested| std::ptr::eq(tested, by));
        Self {
            lead: verdict.lead,
            fallback: verdict.person == Some(Person::NoRule) || rule.is_some_and(Rule::is_fallback),
            fired: verdict.rule.filter(|_| counted),
        }
    }
}

/// A case that would go to another agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Code of the agency that leads so far; none where nobody does.
    pub from: Option<String>,
    /// Code of the agency that leads by the version under test.
    pub to: Option<String>,
    /// Whether the first is in the line of the agency that finished the case; none while nobody has.
    pub right_before: Option<bool>,
    /// Whether the second is.
    pub right_after: Option<bool>,
}

/// How many cases would go from one agency to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// All.
    pub count: u64,
    /// Finished ones that would now be right.
    pub became_right: u64,
    /// Finished ones that would no longer be right.
    pub became_wrong: u64,
    /// Those that nobody has finished.
    pub unfinished: u64,
}

/// How often a rule of the version under test decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fired {
    /// Its position.
    pub position: u32,
    /// Its name.
    pub name: String,
    /// How often.
    pub fired: u64,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Cases.
    pub cases: u64,
    /// Those that an agency has finished.
    pub finished: u64,
    /// Finished ones that the version that decides leads to the right line.
    pub right_before: u64,
    /// The same, of the version under test.
    pub right_after: u64,
    /// Decided by the fallback rule or by none, by the version that decides.
    pub fallback_before: u64,
    /// The same, of the version under test.
    pub fallback_after: u64,
    /// Would go to another agency.
    pub moved: u64,
    /// From code to code; an empty one stands for nobody.
    pub flows: BTreeMap<String, BTreeMap<String, Flow>>,
    /// Each rule of the version under test, in order.
    pub rules: Vec<Fired>,
}

impl Tally {
    /// Nothing yet, of a version with these rules.
    #[must_use]
    pub fn new(rules: &[Rule]) -> Self {
        let zero = |rule: &Rule| Fired { position: rule.position, name: rule.name.clone(), fired: 0 };
        Self { rules: rules.iter().map(zero).collect(), ..Self::default() }
    }

    /// Counts a case; answers where it would go, where that is elsewhere. `finisher` is the code of the agency that has
    /// finished it.
    pub fn add(&mut self, directory: &Directory, before: Said, after: Said, finisher: Option<&str>) -> Option<Moved> {
        let right = |said: Said| finisher.map(|finisher| is_right(directory, said.lead, finisher));
        let (right_before, right_after) = (right(before), right(after));
        self.cases += 1;
        self.finished += u64::from(finisher.is_some());
        self.right_before += u64::from(right_before == Some(true));
        self.right_after += u64::from(right_after == Some(true));
        self.fallback_before += u64::from(before.fallback);
        self.fallback_after += u64::from(after.fallback);
        if let Some(rule) = after.fired.and_then(|at| self.rules.get_mut(at)) {
            rule.fired += 1;
        }
        if before.lead == after.lead {
            return None;
        }
        self.moved += 1;
        let code = |said: Said| said.lead.map(|lead| directory.code(lead).to_owned());
        let (from, to) = (code(before), code(after));
        let ends = self.flows.entry(from.clone().unwrap_or_default()).or_default();
        let flow = ends.entry(to.clone().unwrap_or_default()).or_default();
        flow.count += 1;
        flow.became_right += u64::from((right_before, right_after) == (Some(false), Some(true)));
        flow.became_wrong += u64::from((right_before, right_after) == (Some(true), Some(false)));
        flow.unfinished += u64::from(finisher.is_none());
        Some(Moved { from, to, right_before, right_after })
    }

    /// The flows, largest first.
    #[must_use]
    pub fn largest(&self) -> Vec<(&str, &str, Flow)> {
        let mut all = vec![];
        for (from, ends) in &self.flows {
            all.extend(ends.iter().map(|(to, flow)| (from.as_str(), to.as_str(), *flow)));
        }
        all.sort_by_key(|(_, _, flow)| std::cmp::Reverse(flow.count));
        all
    }
}

/// Whether a case that `finisher` has finished was led to the right line: to that agency, or above or below it within its
/// department. An agency that is closed since counts as its heir.
#[must_use]
pub fn is_right(directory: &Directory, lead: Option<Spot>, finisher: &str) -> bool {
    let (Some(lead), Some(finisher)) = (lead, directory.spot(finisher)) else { return false };
    let closed = directory.seat(finisher).is_some_and(|seat| !seat.open);
    let heir = if closed { directory.heir(finisher) } else { None };
    [Some(finisher), heir]
        .into_iter()
        .flatten()
        .any(|finisher| lead == finisher || is_below(directory, lead, finisher) || is_below(directory, finisher, lead))
}

/// Whether `lower` hangs below `upper` in one department: below the government, or in a national line below the root.
fn is_below(directory: &Directory, lower: Spot, upper: Spot) -> bool {
    let government = directory.government(lower);
    directory
        .up(lower)
        .take_while(|spot| Some(*spot) != government)
        .filter(|spot| government.is_some() || directory.seat(*spot).is_some_and(|seat| seat.parent.is_some()))
        .any(|spot| spot == upper)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::rules::{
        Desk, Report, RuleSet,
        tests::{WORLD, report, set, to, topics},
    };

    fn right(lead: &str, finisher: &str) -> bool {
        is_right(&WORLD, WORLD.spot(lead), finisher)
    }

    #[test]
    fn right_is_the_same_agency_or_its_line_within_the_department() {
        for (lead, finisher) in [
            ("P-PU", "P-PU"),
            ("P-PU", "P-PU-BM"),
            ("P-PU-BM", "P-PU"),
            ("MIN-KANWIL", "MIN-KANWIL-1"),
            ("A", "A"),
            // Closed since; its heir counts.
            ("P-PU", "P-OLD"),
            ("P-PU-SDA", "P-OLD"),
        ] {
            assert!(right(lead, finisher), "{lead} {finisher}");
        }
        for (lead, finisher) in [
            ("P-PU-SDA", "P-PU-BM"),
            ("P", "P-PU"),
            ("P-PU", "P"),
            ("A", "A-PU"),
            ("P", "A-PU"),
            ("A-PU", "B-PU"),
            ("N", "MIN-KANWIL-1"),
            ("P-PU", "P-GONE"),
            ("P-PU", "NOT-THERE"),
        ] {
            assert!(!right(lead, finisher), "{lead} {finisher}");
        }
        assert!(!is_right(&WORLD, None, "P-PU"), "nobody is not right");
    }

    fn said(compiled: &Compiled, tested: bool, report: &Report<'_>) -> Said {
        let verdict = compiled.decide_at(&mut Desk::default(), report, &WORLD);
        Said::of(&verdict, compiled, tested.then_some(compiled))
    }

    #[test]
    fn cases_are_counted_with_their_ways_and_their_rules() {
        let before = Compiled::new(&set(vec![Rule::new(10, "Jalan", topics(&["roads"]), to("P-PU"))]));
        let rules = set(vec![
            Rule::new(5, "Lubang", topics(&["roads.pothole"]), to("A-PU")),
            Rule::new(10, "Jalan", topics(&["roads"]), to("P-PU")),
        ]);
        let after = Compiled::new(&rules);
        let mut tally = Tally::new(rules.rules());
        let add = |tally: &mut Tally, topic: Option<&'static str>, finisher: Option<&str>| {
            let report = Report { topic, ..report() };
            tally.add(&WORLD, said(&before, false, &report), said(&after, true, &report), finisher)
        };
        let moved = add(&mut tally, Some("roads.pothole"), Some("A-PU-1")).unwrap();
        let wanted = Moved {
            from: Some("P-PU".to_owned()),
            to: Some("A-PU".to_owned()),
            right_before: Some(false),
            right_after: Some(true),
        };
        assert_eq!(moved, wanted);
        add(&mut tally, Some("roads.pothole"), Some("P-PU")).unwrap();
        let open = add(&mut tally, Some("roads.pothole"), None).unwrap();
        assert_eq!((open.right_before, open.right_after), (None, None));
        assert_eq!(add(&mut tally, Some("roads.bridge"), Some("P-PU-BM")), None);
        assert_eq!(add(&mut tally, None, None), None);
        let counts = [
            tally.cases,
            tally.finished,
            tally.right_before,
            tally.right_after,
            tally.fallback_before,
            tally.fallback_after,
            tally.moved,
        ];
        assert_eq!(counts, [5, 3, 2, 2, 1, 1, 3]);
        let flow = Flow { count: 3, became_right: 1, became_wrong: 1, unfinished: 1 };
        assert_eq!(tally.largest(), [("P-PU", "A-PU", flow)]);
        let fired: Vec<(u32, u64)> = tally.rules.iter().map(|rule| (rule.position, rule.fired)).collect();
        assert_eq!(fired, [(5, 3), (10, 1), (9_000, 1)]);
        let kept = serde_json::to_value(&tally).unwrap();
        assert_eq!(serde_json::from_value::<Tally>(kept).unwrap(), tally);
    }

    #[test]
    fn without_rules_nobody_leads_and_all_of_it_is_fallback() {
        let (nothing, all) = (Compiled::new(&RuleSet::province(vec![])), Compiled::new(&set(vec![])));
        let mut tally = Tally::new(all.rules());
        let report = report();
        let moved =
            tally.add(&WORLD, said(&nothing, false, &report), said(&all, true, &report), Some("P-KOM")).unwrap();
        assert_eq!((moved.from, moved.to.as_deref()), (None, Some("P-KOM")));
        assert_eq!((moved.right_before, moved.right_after), (Some(false), Some(true)));
        assert_eq!((tally.fallback_before, tally.fallback_after), (1, 1));
        assert_eq!(tally.largest().first().unwrap().0, "");
    }
}
