//! Between `forwarding_rules.json` and the rule set of the domain, both ways without loss; and what the lint and the rules
//! are held against, from the shipped files. Not here: reading the file (`forwarding_rules`), what a rule means (`domain`).
use super::fault::Fault;
use super::forwarding_rules::{Function, NamedTarget, RelativeTarget, RuleRow, Target as TargetRow, Then as ThenRow};
use super::forwarding_rules::{TimeRow, When as WhenRow};
use super::words::{Evidence, RuleAction, RuleMode, Weekday};
use super::{AgencyRow, TopicRow};
use crate::domain::rules::lint::Topic;
use crate::domain::rules::{Action, Directory, Mode, Rule, RuleSet, Scope, Seat, Target, Then, TimeWindow, When};
use chrono::NaiveDate;

/// The rule set of a file.
///
/// # Errors
/// An action that is none of a rule, hours that are none. Everything else is for the lint to say.
pub fn rule_set(rows: &[RuleRow], scope: Scope) -> Result<RuleSet, Vec<Fault>> {
    let (mut rules, mut faults) = (vec![], vec![]);
    for row in rows {
        match rule(row) {
            Ok(rule) => rules.push(rule),
            Err((column, reason)) => {
                faults.push(Fault::cell(0, column, format!("position {}: {reason}", row.position)));
            }
        }
    }
    if faults.is_empty() { Ok(RuleSet::new(scope, rules)) } else { Err(faults) }
}

/// The rows of a rule set.
#[must_use]
pub fn rows(set: &RuleSet) -> Vec<RuleRow> {
    set.rules().iter().map(row).collect()
}

/// The agencies of a file on a day.
#[must_use]
pub fn directory(rows: &[AgencyRow], day: NaiveDate) -> Directory {
    Directory::new(rows.iter().filter(|row| row.valid_from <= day).map(|row| Seat {
        code: row.code.clone(),
        kind: row.kind,
        functions: row.functions.clone(),
        parent: row.parent_code.clone(),
        region: row.region_code.clone(),
        serves: row.serves_regions.clone(),
        open: row.valid_to.is_none_or(|last| day <= last),
        closes: row.valid_to.filter(|last| day <= *last),
        successor: row.successor_code.clone(),
        fictitious: row.evidence == Evidence::Fictitious,
    }))
}

/// The topics of a file as the lint sees them.
#[must_use]
pub fn topics(rows: &[TopicRow]) -> Vec<Topic> {
    rows.iter().map(|row| Topic { code: row.code.clone(), usually: row.default_classification }).collect()
}

type Wrong = (&'static str, String);

fn rule(row: &RuleRow) -> Result<Rule, Wrong> {
    let (when, then) = (&row.when, &row.then);
    Ok(Rule {
        position: row.position,
        name: row.name.clone(),
        active: row.active,
        mode: match row.mode {
            RuleMode::Suggest => Mode::Suggest,
            RuleMode::Automatic => Mode::Automatic,
        },
        when: When {
            topics: when.topics.clone(),
            regions: when.regions.clone(),
            classifications: when.classifications.clone(),
            channels: when.channels.clone(),
            named_agencies: when.named_agencies.clone(),
            named_kinds: when.named_kinds.clone(),
            urgencies: when.urgencies.clone(),
            time: when.time.as_ref().map(window).transpose()?,
            keywords_any: when.keywords_any.clone(),
            keywords_all: when.keywords_all.clone(),
        },
        then: Then {
            action: action(then.action)?,
            forward_to: then.forward_to.as_ref().map(target).transpose()?,
            supporting: then.supporting.iter().map(target).collect::<Result<_, _>>()?,
            cc: then.cc.iter().map(target).collect::<Result<_, _>>()?,
            urgency: then.urgency,
            archive_reason: then.archive_reason.clone(),
            reply_code: then.reply_code.clone(),
        },
        because: row.because.clone(),
        evidence: Some(row.evidence.as_str().to_owned()),
    })
}

fn row(rule: &Rule) -> RuleRow {
    let (when, then) = (&rule.when, &rule.then);
    RuleRow {
        position: rule.position,
        name: rule.name.clone(),
        active: rule.active,
        mode: match rule.mode {
            Mode::Suggest => RuleMode::Suggest,
            Mode::Automatic => RuleMode::Automatic,
        },
        when: WhenRow {
            topics: when.topics.clone(),
            regions: when.regions.clone(),
            classifications: when.classifications.clone(),
            keywords_any: when.keywords_any.clone(),
            keywords_all: when.keywords_all.clone(),
            channels: when.channels.clone(),
            named_agencies: when.named_agencies.clone(),
            named_kinds: when.named_kinds.clone(),
            urgencies: when.urgencies.clone(),
            time: when.time.as_ref().map(|time| TimeRow {
                weekdays: time.weekdays.iter().map(|day| day_word(*day)).collect(),
                from: clock(time.from),
                until: clock(time.until),
            }),
        },
        then: ThenRow {
            action: match then.action {
                Action::Forward => RuleAction::Forward,
                Action::Refer => RuleAction::Refer,
                Action::AskSupplement => RuleAction::AskSupplement,
                Action::Archive => RuleAction::Archive,
            },
            forward_to: then.forward_to.as_ref().map(target_row),
            supporting: then.supporting.iter().map(target_row).collect(),
            cc: then.cc.iter().map(target_row).collect(),
            urgency: then.urgency,
            archive_reason: then.archive_reason.clone(),
            reply_code: then.reply_code.clone(),
        },
        because: rule.because.clone(),
        // A rule that people have written here is a proposal until somebody has checked it.
        evidence: rule.evidence.as_deref().and_then(Evidence::parse).unwrap_or(Evidence::Proposal),
    }
}

fn action(action: RuleAction) -> Result<Action, Wrong> {
    match action {
        RuleAction::Forward => Ok(Action::Forward),
        RuleAction::Refer => Ok(Action::Refer),
        RuleAction::AskSupplement => Ok(Action::AskSupplement),
        RuleAction::Archive => Ok(Action::Archive),
        RuleAction::Reopen => Err(("action", "a rule does not reopen; reports are reopened by people".to_owned())),
    }
}

fn target(target: &TargetRow) -> Result<Target, Wrong> {
    match target {
        TargetRow::Agency(code) => Ok(Target::Agency(code.clone())),
        TargetRow::Relative(relative) => Ok(Target::Relative {
            functions: std::iter::once(&relative.relative.function)
                .chain(&relative.otherwise_relative)
                .cloned()
                .collect(),
            otherwise: relative.otherwise.clone(),
        }),
        TargetRow::Named(NamedTarget { named_agency: true }) => Ok(Target::Named),
        TargetRow::Named(NamedTarget { named_agency: false }) => {
            Err(("forward_to", "named_agency is true or is left out".to_owned()))
        }
    }
}

fn target_row(target: &Target) -> TargetRow {
    match target {
        Target::Agency(code) => TargetRow::Agency(code.clone()),
        Target::Named => TargetRow::Named(NamedTarget { named_agency: true }),
        Target::Relative { functions, otherwise } => TargetRow::Relative(RelativeTarget {
            relative: Function { function: functions.first().cloned().unwrap_or_default() },
            otherwise_relative: functions.get(1).cloned(),
            otherwise: otherwise.clone(),
        }),
    }
}

fn window(row: &TimeRow) -> Result<TimeWindow, Wrong> {
    Ok(TimeWindow {
        weekdays: row.weekdays.iter().map(|day| weekday(*day)).collect(),
        from: minute(&row.from)?,
        until: minute(&row.until)?,
    })
}

/// `HH:MM` as a minute of the day.
fn minute(text: &str) -> Result<u16, Wrong> {
    let parts = text.split_once(':').filter(|(hour, minute)| hour.len() == 2 && minute.len() == 2);
    let numbers = parts.and_then(|(hour, minute)| Some((hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?)));
    match numbers {
        Some((hour, minute)) if minute < 60 && (hour < 24 || (hour == 24 && minute == 0)) => Ok(hour * 60 + minute),
        Some(_) | None => Err(("time", format!("\"{text}\" is no time of the day, written HH:MM"))),
    }
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

const fn weekday(day: Weekday) -> chrono::Weekday {
    match day {
        Weekday::Monday => chrono::Weekday::Mon,
        Weekday::Tuesday => chrono::Weekday::Tue,
        Weekday::Wednesday => chrono::Weekday::Wed,
        Weekday::Thursday => chrono::Weekday::Thu,
        Weekday::Friday => chrono::Weekday::Fri,
        Weekday::Saturday => chrono::Weekday::Sat,
        Weekday::Sunday => chrono::Weekday::Sun,
    }
}

const fn day_word(day: chrono::Weekday) -> Weekday {
    match day {
        chrono::Weekday::Mon => Weekday::Monday,
        chrono::Weekday::Tue => Weekday::Tuesday,
        chrono::Weekday::Wed => Weekday::Wednesday,
        chrono::Weekday::Thu => Weekday::Thursday,
        chrono::Weekday::Fri => Weekday::Friday,
        chrono::Weekday::Sat => Weekday::Saturday,
        chrono::Weekday::Sun => Weekday::Sunday,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
