//! From a rule as it was sent to a rule of the domain: hours, and one kind of target each. Everything else is checked by the
//! use case and the lint.
use super::rule_inputs::{RuleInput, RuleTargetInput};
use crate::{
    domain::{
        refusal::{Field, Refusal},
        rules::{Rule, Target, Then, TimeWindow, When, model::DAY},
    },
    usecases::Failure,
};

impl RuleInput {
    /// The rule of the domain.
    ///
    /// # Errors
    /// Hours that are none; a target that says nothing, or several things.
    pub(super) fn typed(self) -> Result<Rule, Failure> {
        let mut faults = vec![];
        let time = window(&self, &mut faults);
        let forward_to = self.forward_to.map(|typed| target("rule.forwardTo", typed, &mut faults));
        let mut targets = |field: Field, typed: Vec<RuleTargetInput>| -> Vec<Target> {
            typed.into_iter().filter_map(|one| target(field, one, &mut faults)).collect()
        };
        let (supporting, cc) = (targets("rule.supporting", self.supporting), targets("rule.informed", self.informed));
        if !faults.is_empty() {
            faults.dedup();
            return Err(Failure::Refused(faults));
        }
        Ok(Rule {
            position: u32::try_from(self.position).unwrap_or(0),
            name: self.name,
            active: self.active,
            mode: self.mode.into(),
            when: When {
                topics: self.topic_codes,
                regions: self.region_codes,
                classifications: self.classifications.into_iter().map(Into::into).collect(),
                channels: self.channels.into_iter().map(Into::into).collect(),
                named_agencies: self.named_agency_codes,
                named_kinds: self.named_kinds.into_iter().map(Into::into).collect(),
                urgencies: self.urgencies.into_iter().map(Into::into).collect(),
                time,
                keywords_any: self.keywords_any,
                keywords_all: self.keywords_all,
            },
            then: Then {
                action: self.action.into(),
                forward_to: forward_to.flatten(),
                supporting,
                cc,
                urgency: self.urgency.into(),
                archive_reason: self.archive_reason_code,
                reply_code: self.reply_code,
            },
            because: self.because,
            evidence: None,
        })
    }
}

/// An empty field of a form is none.
fn filled(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn window(input: &RuleInput, faults: &mut Vec<Refusal>) -> Option<TimeWindow> {
    let (from, until) = (filled(input.from.as_ref()), filled(input.until.as_ref()));
    if input.weekdays.is_empty() && from.is_none() && until.is_none() {
        return None;
    }
    let mut clock = |field: Field, typed: Option<&str>, usual: u16| {
        let read = typed.map_or(Some(usual), minute);
        read.unwrap_or_else(|| {
            faults.push(Refusal::Invalid(field));
            usual
        })
    };
    Some(TimeWindow {
        from: clock("rule.from", from, 0),
        until: clock("rule.until", until, DAY),
        weekdays: input.weekdays.iter().map(|day| (*day).into()).collect(),
    })
}

/// `HH:MM` as a minute of the day; `24:00` is its end.
fn minute(text: &str) -> Option<u16> {
    let two = |part: &str| -> Option<u16> {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse().ok() } else { None }
    };
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (two(hour)?, two(minute)?);
    (minute < 60 && (hour < 24 || (hour == 24 && minute == 0))).then_some(hour * 60 + minute)
}

fn target(field: Field, typed: RuleTargetInput, faults: &mut Vec<Refusal>) -> Option<Target> {
    let agency = filled(typed.agency_code.as_ref()).map(str::to_owned);
    let otherwise = filled(typed.otherwise_code.as_ref()).map(str::to_owned);
    let functions: Vec<String> =
        typed.functions.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
    match (agency, functions.is_empty(), typed.named, otherwise) {
        (Some(code), true, false, None) => Some(Target::Agency(code)),
        (None, false, false, otherwise) => Some(Target::Relative { functions, otherwise }),
        (None, true, true, None) => Some(Target::Named),
        _ => {
            faults.push(Refusal::Invalid(field));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::{
        enums::Urgency,
        rule_enums::{RuleAction, RuleMode, Weekday},
    };

    fn input() -> RuleInput {
        RuleInput {
            position: 575,
            name: "Lampu gang".to_owned(),
            active: true,
            mode: RuleMode::Suggest,
            because: "Urusan permukiman.".to_owned(),
            topic_codes: vec!["roads.lights".to_owned()],
            region_codes: vec![],
            classifications: vec![],
            channels: vec![],
            named_agency_codes: vec![],
            named_kinds: vec![],
            urgencies: vec![],
            weekdays: vec![],
            from: None,
            until: None,
            keywords_any: vec![],
            keywords_all: vec![],
            action: RuleAction::Forward,
            forward_to: Some(RuleTargetInput { agency_code: Some("A".to_owned()), ..Default::default() }),
            supporting: vec![],
            informed: vec![],
            urgency: Urgency::Normal,
            archive_reason_code: None,
            reply_code: None,
        }
    }

    fn faults(input: RuleInput) -> Vec<Field> {
        match input.typed() {
            Err(Failure::Refused(faults)) => faults.iter().filter_map(Refusal::field).collect(),
            Ok(_) | Err(_) => vec![],
        }
    }

    #[test]
    fn hours_are_read_and_days_alone_mean_all_day() {
        assert_eq!(input().typed().map(|rule| rule.when.time).ok(), Some(None));
        let days = RuleInput { weekdays: vec![Weekday::Monday], ..input() };
        let monday = TimeWindow { weekdays: vec![chrono::Weekday::Mon], from: 0, until: DAY };
        assert_eq!(days.typed().map(|rule| rule.when.time).ok(), Some(Some(monday)));
        let night = RuleInput { from: Some("22:00".to_owned()), until: Some("05:30".to_owned()), ..input() };
        let window = TimeWindow { weekdays: vec![], from: 1320, until: 330 };
        assert_eq!(night.typed().map(|rule| rule.when.time).ok(), Some(Some(window)));
        for wrong in ["24:01", "7:00", "07:60", "+1:00", "07.00", "0é:00"] {
            assert_eq!(faults(RuleInput { from: Some(wrong.to_owned()), ..input() }), ["rule.from"], "{wrong}");
        }
    }

    #[test]
    fn a_target_is_one_thing() {
        let named = RuleTargetInput { named: true, ..Default::default() };
        let function = RuleTargetInput {
            functions: vec!["transport".to_owned()],
            otherwise_code: Some("A".to_owned()),
            ..Default::default()
        };
        for right in [named.clone(), function.clone()] {
            assert_eq!(faults(RuleInput { forward_to: Some(right), ..input() }), Vec::<Field>::new());
        }
        let nothing = RuleTargetInput::default();
        let two = RuleTargetInput { named: true, ..function };
        let useless = RuleTargetInput { otherwise_code: Some("A".to_owned()), ..named };
        for wrong in [nothing, two, useless] {
            let input = RuleInput { forward_to: Some(wrong.clone()), informed: vec![wrong], ..input() };
            assert_eq!(faults(input), ["rule.forwardTo", "rule.informed"]);
        }
    }

    #[test]
    fn a_position_below_zero_is_out_of_range_and_no_other() {
        assert_eq!(RuleInput { position: -5, ..input() }.typed().map(|rule| rule.position).ok(), Some(0));
    }
}
