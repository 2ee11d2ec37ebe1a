//! The decision with its reasons. Each rule is looked at by itself, as it is written; only the words are found by number.
use entities::vocab::AgencyKind;

use super::{Compiled, Desk, Lean, Person, conflicts};
use crate::domain::rules::directory::Directory;
use crate::domain::rules::matcher::{Pattern, Room};
use crate::domain::rules::model::{Rule, Target, When, is_below};
use crate::domain::rules::report::Report;
use crate::domain::rules::resolve::{Lost, Notes, Step, walk};
use crate::domain::rules::trace::{Decision, Failed, FoundWord, LeftOut, Outcome, PersonDecides, Side, Trace, Tried};

/// Places of words that a trace keeps of one rule, the first of the text: one that says the same a thousand times is not
/// kept a thousand times for each rule.
const PLACES: usize = 20;

/// Keywords that were found, with their places.
type Found = Vec<(Pattern, crate::domain::rules::trace::Part, std::ops::Range<usize>)>;

impl Compiled {
    /// Who gets this report, and why: the same answer as `decide`.
    #[must_use]
    pub fn evaluate(&self, report: &Report<'_>, directory: &Directory) -> Decision {
        let verdict = self.decide_at(&mut Desk::default(), report, directory);
        let mut found: Found = vec![];
        self.matcher.each(report, &mut Room::default(), |pattern, part, range| found.push((pattern, part, range)));
        let mut decision = Decision {
            rule: None,
            action: verdict.action,
            lead: verdict.lead.map(|spot| directory.code(spot).to_owned()),
            supporting: vec![],
            cc: vec![],
            urgency: verdict.urgency,
            automatic: verdict.automatic,
            archive_reason: None,
            reply_code: None,
            person: match verdict.person {
                Some(Person::Confidential) => Some(PersonDecides::Confidential),
                Some(Person::NoRule) => Some(PersonDecides::NoRule),
                // Filled in where the rule is looked at.
                Some(Person::Conflict) | None => None,
            },
            lost: vec![],
            trace: Trace::default(),
        };
        for (at, (rule, lean)) in self.rules.iter().zip(&self.lean).enumerate() {
            let failed = first_failed(rule, lean, report, directory, &found);
            let past = verdict.person == Some(Person::Confidential) || verdict.rule.is_some_and(|rule| rule < at);
            let outcome = if !rule.active {
                Outcome::Inactive
            } else if past {
                Outcome::NotReached { matches: failed.is_none() }
            } else if let Some(failed) = failed {
                Outcome::Failed(failed)
            } else if verdict.rule == Some(at) {
                self.decided(rule, report, directory, &mut decision)
            } else {
                Outcome::Unresolved(self.way(rule, report, directory, &mut decision.lost))
            };
            let words = words(rule, lean, &found);
            decision.trace.tried.push(Tried {
                position: rule.position,
                name: rule.name.clone(),
                mode: rule.mode,
                outcome,
                words,
            });
        }
        decision
    }

    /// The way to the target that leads.
    fn way(&self, rule: &Rule, report: &Report<'_>, directory: &Directory, lost: &mut Vec<Lost>) -> Vec<Step> {
        let Some(target) = &rule.then.forward_to else { return vec![] };
        let mut notes = Notes::default();
        walk(target, report, &self.scope, directory, &mut notes);
        lost.extend(notes.lost.into_iter().map(|(target, why)| Lost { position: rule.position, target, why }));
        notes.steps
    }

    /// Fills the decision from the rule that decides.
    fn decided(&self, rule: &Rule, report: &Report<'_>, directory: &Directory, decision: &mut Decision) -> Outcome {
        decision.rule = Some((rule.position, rule.name.clone()));
        decision.archive_reason.clone_from(&rule.then.archive_reason);
        decision.reply_code.clone_from(&rule.then.reply_code);
        let lead = self.way(rule, report, directory, &mut decision.lost);
        if let Some(target) = &rule.then.forward_to
            && decision.lead.is_none()
            && let Some(spot) = walk(target, report, &self.scope, directory, &mut Notes::default()).spot
            && let Some(accused) = conflicts(spot, report, directory)
        {
            decision.person = Some(PersonDecides::Conflict {
                target: directory.code(spot).to_owned(),
                accused: directory.code(accused).to_owned(),
            });
        }
        let mut taken: Vec<String> = decision.lead.iter().cloned().collect();
        let mut sides = |targets: &[Target]| -> Vec<Side> {
            targets
                .iter()
                .map(|target| self.side(target, report, directory, decision.lead.as_deref(), &mut taken))
                .collect()
        };
        let (supporting, cc) = (sides(&rule.then.supporting), sides(&rule.then.cc));
        let codes = |sides: &[Side]| sides.iter().filter_map(|side| side.code.clone()).collect();
        // Without somebody who leads, nobody helps or reads yet.
        if decision.person.is_none() {
            decision.supporting = codes(&supporting);
            decision.cc = codes(&cc);
        }
        Outcome::Decided { lead, supporting, cc }
    }

    fn side(
        &self,
        target: &Target,
        report: &Report<'_>,
        directory: &Directory,
        lead: Option<&str>,
        taken: &mut Vec<String>,
    ) -> Side {
        let mut notes = Notes::default();
        let found = walk(target, report, &self.scope, directory, &mut notes).spot;
        let Some(spot) = found else {
            return Side { steps: notes.steps, code: None, left_out: Some(LeftOut::Unresolved) };
        };
        let code = directory.code(spot).to_owned();
        let left_out = if lead == Some(code.as_str()) {
            Some(LeftOut::IsLead)
        } else if conflicts(spot, report, directory).is_some() {
            Some(LeftOut::Conflict)
        } else if taken.contains(&code) {
            Some(LeftOut::Twice)
        } else {
            taken.push(code.clone());
            None
        };
        Side { steps: notes.steps, code: left_out.is_none().then_some(code), left_out }
    }
}

/// The words of a rule that were found, in the order of the text, with the keywords as the rule has them.
fn words(rule: &Rule, lean: &Lean, found: &Found) -> Vec<FoundWord> {
    let mut words = vec![];
    for (pattern, part, range) in found {
        if lean.any.binary_search(pattern).is_err() && lean.all.binary_search(pattern).is_err() {
            continue;
        }
        let keyword = written(&rule.when, *pattern, lean);
        words.push(FoundWord { part: *part, range: range.clone(), keyword });
    }
    words.sort_by_key(|word| (word.part, word.range.start, word.range.end));
    words.dedup();
    words.truncate(PLACES);
    words
}

/// A keyword as the rule has it.
fn written(when: &When, pattern: Pattern, lean: &Lean) -> String {
    let all = when.keywords_any.iter().zip(&lean.written_any).chain(when.keywords_all.iter().zip(&lean.written_all));
    all.filter(|(_, number)| **number == Some(pattern)).map(|(keyword, _)| keyword.clone()).next().unwrap_or_default()
}

/// The first condition that does not hold, in a fixed order.
fn first_failed(rule: &Rule, lean: &Lean, report: &Report<'_>, directory: &Directory, found: &Found) -> Option<Failed> {
    let when = &rule.when;
    let below = |codes: &[String], code: Option<&str>, sign: char| {
        codes.is_empty() || code.is_some_and(|code| codes.iter().any(|top| is_below(code, top, sign)))
    };
    if !below(&when.topics, report.topic, '.') {
        return Some(Failed::Topic);
    }
    if !below(&when.regions, report.region, '.') {
        return Some(Failed::Region);
    }
    if !when.classifications.is_empty() && !when.classifications.contains(&report.classification) {
        return Some(Failed::Classification);
    }
    if !when.channels.is_empty() && !when.channels.contains(&report.channel) {
        return Some(Failed::Channel);
    }
    if !below(&when.named_agencies, report.named, '-') {
        return Some(Failed::NamedAgency);
    }
    let kind: Option<AgencyKind> = report.named.and_then(|code| directory.get(code)).map(|seat| seat.kind);
    if !when.named_kinds.is_empty() && !kind.is_some_and(|kind| when.named_kinds.contains(&kind)) {
        return Some(Failed::NamedKind);
    }
    if !when.urgencies.is_empty() && !when.urgencies.contains(&report.urgency) {
        return Some(Failed::Urgency);
    }
    if !when.time.as_ref().is_none_or(|time| report.received.is_some_and(|at| time.holds(at))) {
        return Some(Failed::Time);
    }
    let there =
        |number: &Option<Pattern>| number.is_some_and(|number| found.iter().any(|(pattern, _, _)| *pattern == number));
    if !lean.written_any.is_empty() && !lean.written_any.iter().any(there) {
        return Some(Failed::KeywordsAny);
    }
    let missing: Vec<String> = when
        .keywords_all
        .iter()
        .zip(&lean.written_all)
        .filter(|(_, number)| !there(number))
        .map(|(keyword, _)| keyword.clone())
        .collect();
    (!missing.is_empty()).then_some(Failed::KeywordsAll { missing })
}
