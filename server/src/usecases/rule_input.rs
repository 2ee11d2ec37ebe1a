//! A rule as people type it: cleaned, with all faults at once. Codes that do not exist, and targets that cannot be found,
//! are for the lint to say; what could not be written down and read again is refused here.
use std::collections::HashSet;

use super::Failure;
use crate::domain::{
    refusal::{Field, Refusal},
    rules::{Action, Rule, Target, Then, TimeWindow, When, edit, lint::Limits, model::DAY},
    text::{self, Bounds, FieldError},
};

/// Collects faults.
struct Reader {
    faults: Vec<Refusal>,
}

impl Reader {
    fn line(&mut self, read: Result<String, FieldError>) -> String {
        read.map_err(|error| self.faults.push(error.into())).unwrap_or_default()
    }

    fn code(&mut self, field: Field, typed: &str) -> String {
        let code = typed.trim();
        let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
        if code.is_empty() {
            self.faults.push(Refusal::Required(field));
        } else if code.len() > Limits::CODE {
            self.faults.push(Refusal::TooLong { field, max: Limits::CODE, len: code.chars().count() });
        } else if !plain {
            self.faults.push(Refusal::Invalid(field));
        }
        code.to_owned()
    }

    fn optional_code(&mut self, field: Field, typed: Option<String>) -> Option<String> {
        typed.filter(|code| !code.trim().is_empty()).map(|code| self.code(field, &code))
    }

    /// Each once, in the order in which they were given; blank ones are no fault.
    fn codes(&mut self, field: Field, typed: Vec<String>) -> Vec<String> {
        let filled: Vec<String> = typed.into_iter().filter(|code| !code.trim().is_empty()).collect();
        if filled.len() > Limits::CODES {
            self.faults.push(Refusal::TooMany { field, max: Limits::CODES });
            return vec![];
        }
        unique(filled.iter().map(|code| self.code(field, code)).collect())
    }

    fn keywords(&mut self, field: Field, typed: Vec<String>) -> Vec<String> {
        let filled: Vec<String> = typed.into_iter().filter(|word| !word.trim().is_empty()).collect();
        if filled.len() > Limits::KEYWORDS {
            self.faults.push(Refusal::TooMany { field, max: Limits::KEYWORDS });
            return vec![];
        }
        let bounds = Bounds { min: 1, max: Limits::KEYWORD };
        unique(filled.iter().map(|word| self.line(text::clean_line(field, word, bounds))).collect())
    }

    fn target(&mut self, field: Field, typed: Target) -> Target {
        match typed {
            Target::Agency(code) => Target::Agency(self.code(field, &code)),
            Target::Named => Target::Named,
            Target::Relative { functions, otherwise } => {
                let functions: Vec<String> = functions.into_iter().filter(|one| !one.trim().is_empty()).collect();
                if functions.is_empty() {
                    self.faults.push(Refusal::Required(field));
                } else if functions.len() > Limits::FUNCTIONS {
                    self.faults.push(Refusal::TooMany { field, max: Limits::FUNCTIONS });
                }
                let functions = functions.iter().take(Limits::FUNCTIONS).map(|one| self.code(field, one)).collect();
                Target::Relative { functions, otherwise: self.optional_code(field, otherwise) }
            }
        }
    }

    fn targets(&mut self, field: Field, typed: Vec<Target>) -> Vec<Target> {
        if typed.len() > Limits::TARGETS {
            self.faults.push(Refusal::TooMany { field, max: Limits::TARGETS });
            return vec![];
        }
        typed.into_iter().map(|target| self.target(field, target)).collect()
    }

    fn time(&mut self, typed: TimeWindow) -> TimeWindow {
        for (minute, field) in [(typed.from, "rule.from"), (typed.until, "rule.until")] {
            if minute > DAY {
                self.faults.push(Refusal::Invalid(field));
            }
        }
        TimeWindow { weekdays: unique(typed.weekdays), ..typed }
    }
}

fn unique<T: Clone + Eq + std::hash::Hash>(items: Vec<T>) -> Vec<T> {
    let mut seen = HashSet::new();
    items.into_iter().filter(|item| seen.insert(item.clone())).collect()
}

/// The rule as it is written down.
///
/// # Errors
/// All faults of the input.
pub(super) fn clean(typed: Rule) -> Result<Rule, Failure> {
    let mut reader = Reader { faults: vec![] };
    let (when, then) = (typed.when, typed.then);
    if !(1..=edit::LAST).contains(&typed.position) {
        reader.faults.push(Refusal::OutOfRange { field: "rule.position", min: 1, max: i64::from(edit::LAST) });
    }
    let name = text::clean_line("rule.name", &typed.name, Bounds { min: 1, max: Limits::NAME });
    let because = text::clean_line("rule.because", &typed.because, Bounds { min: 1, max: Limits::REASON });
    match (then.action, &then.forward_to) {
        (Action::Forward, None) => reader.faults.push(Refusal::Required("rule.forwardTo")),
        (Action::Refer | Action::AskSupplement | Action::Archive, Some(_)) => {
            reader.faults.push(Refusal::Invalid("rule.forwardTo"));
        }
        (Action::Forward, Some(_)) | (Action::Refer | Action::AskSupplement | Action::Archive, None) => {}
    }
    let rule = Rule {
        position: typed.position,
        name: reader.line(name),
        active: typed.active,
        mode: typed.mode,
        when: When {
            topics: reader.codes("rule.topicCodes", when.topics),
            regions: reader.codes("rule.regionCodes", when.regions),
            classifications: unique(when.classifications),
            channels: unique(when.channels),
            named_agencies: reader.codes("rule.namedAgencyCodes", when.named_agencies),
            named_kinds: unique(when.named_kinds),
            urgencies: unique(when.urgencies),
            time: when.time.map(|time| reader.time(time)),
            keywords_any: reader.keywords("rule.keywordsAny", when.keywords_any),
            keywords_all: reader.keywords("rule.keywordsAll", when.keywords_all),
        },
        then: Then {
            action: then.action,
            forward_to: then.forward_to.map(|target| reader.target("rule.forwardTo", target)),
            supporting: reader.targets("rule.supporting", then.supporting),
            cc: reader.targets("rule.informed", then.cc),
            urgency: then.urgency,
            archive_reason: reader.optional_code("rule.archiveReasonCode", then.archive_reason),
            reply_code: reader.optional_code("rule.replyCode", then.reply_code),
        },
        because: reader.line(because),
        // Whatever its author was sure of: this is another rule now.
        evidence: None,
    };
    if rule.when.keywords_any.len() + rule.when.keywords_all.len() > Limits::KEYWORDS {
        reader.faults.push(Refusal::TooMany { field: "rule.keywordsAny", max: Limits::KEYWORDS });
    }
    if reader.faults.is_empty() { Ok(rule) } else { Err(Failure::Refused(reader.faults)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Rule {
        Rule::new(10, "  Jalan   berlubang ", When::default(), Then::forward(Target::agency(" KALSEL-PUPR ")))
    }

    fn fields(rule: Rule) -> Vec<Field> {
        match clean(rule) {
            Err(Failure::Refused(faults)) => faults.iter().filter_map(Refusal::field).collect(),
            Ok(_) | Err(_) => vec![],
        }
    }

    #[test]
    fn a_rule_is_cleaned() {
        let mut rule = typed();
        rule.when.topics = vec!["roads".to_owned(), " ".to_owned(), "roads ".to_owned()];
        rule.when.keywords_any = vec!["lampu  jalan".to_owned(), String::new(), "lampu jalan".to_owned()];
        let clean = clean(rule).ok();
        let clean = clean.as_ref();
        assert_eq!(clean.map(|rule| rule.name.as_str()), Some("Jalan berlubang"));
        assert_eq!(clean.map(|rule| rule.when.topics.clone()), Some(vec!["roads".to_owned()]));
        assert_eq!(clean.map(|rule| rule.when.keywords_any.clone()), Some(vec!["lampu jalan".to_owned()]));
        assert_eq!(clean.and_then(|rule| rule.then.forward_to.clone()), Some(Target::agency("KALSEL-PUPR")));
    }

    #[test]
    fn all_faults_are_told_at_once_each_with_its_field() {
        let mut rule = typed();
        rule.position = 0;
        rule.name = " ".to_owned();
        rule.because = String::new();
        rule.when.regions = vec!["63;71".to_owned()];
        rule.when.keywords_any = vec!["x".repeat(10_000)];
        rule.then.forward_to = None;
        rule.then.supporting = vec![Target::Relative { functions: vec![], otherwise: None }];
        let told = fields(rule);
        for field in [
            "rule.position",
            "rule.name",
            "rule.because",
            "rule.regionCodes",
            "rule.keywordsAny",
            "rule.forwardTo",
            "rule.supporting",
        ] {
            assert!(told.contains(&field), "{field}: {told:?}");
        }
    }

    #[test]
    fn only_forwarding_has_a_target() {
        let rule = Rule { then: Then { action: Action::Archive, ..typed().then }, ..typed() };
        assert_eq!(fields(rule), ["rule.forwardTo"]);
        assert_eq!(fields(Rule { then: Then::only(Action::Archive), ..typed() }), Vec::<Field>::new());
    }

    #[test]
    fn lists_have_limits() {
        let mut rule = typed();
        rule.when.topics = (0..201).map(|n| format!("t{n}")).collect();
        rule.when.keywords_any = (0..150).map(|n| format!("kata{n}")).collect();
        rule.when.keywords_all = (0..51).map(|n| format!("lain{n}")).collect();
        rule.then.cc = vec![Target::Named; 21];
        assert_eq!(fields(rule), ["rule.topicCodes", "rule.informed", "rule.keywordsAny"]);
    }
}
