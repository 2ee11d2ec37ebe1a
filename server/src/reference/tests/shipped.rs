//! The shipped files are right, and agree with each other.
use super::*;

#[test]
fn the_shipped_files_are_without_fault_and_complete() {
    assert_eq!(embedded::regions().unwrap().len(), 2186);
    assert_eq!(embedded::agencies().unwrap().len(), 440);
    assert_eq!(embedded::topics().unwrap().len(), 188);
    assert_eq!(embedded::archive_reasons().unwrap().len(), 12);
    assert_eq!(embedded::maladministration().unwrap().len(), 11);
    assert_eq!(embedded::holidays().unwrap().len(), 108);
    assert_eq!(embedded::deadlines().unwrap().len(), 26);
    assert_eq!(embedded::standard_replies().unwrap().len(), 14);
    assert_eq!(embedded::forwarding_rules().unwrap().len(), 60);
    let demo = embedded::demo_reports().unwrap();
    assert_eq!(demo.reports.len(), 36);
    assert!(demo.notice.starts_with("DATA CONTOH"));
}

#[test]
fn every_code_in_the_demo_reports_exists_in_the_other_shipped_files() {
    let agencies: HashSet<_> = embedded::agencies().unwrap().into_iter().map(|row| row.code).collect();
    let regions: HashSet<_> = embedded::regions().unwrap().into_iter().map(|row| row.code).collect();
    let topics: HashSet<_> = embedded::topics().unwrap().into_iter().map(|row| row.code).collect();
    let reasons: HashSet<_> = embedded::archive_reasons().unwrap().into_iter().map(|row| row.code).collect();
    for report in embedded::demo_reports().unwrap().reports {
        let named = [
            &report.named_agency_code,
            &report.reported_agency_code,
            &report.expected_agency_code,
            &report.expected_unit_code,
        ];
        let lists = [&report.also_acceptable, &report.supporting, &report.cc, &report.must_not_see];
        for code in named.into_iter().flatten().chain(lists.into_iter().flatten()) {
            assert!(agencies.contains(code), "{}: {code}", report.id);
        }
        assert!(regions.contains(&report.region_code), "{}", report.id);
        assert!(topics.contains(&report.topic_code), "{}", report.id);
        assert!(report.archive_reason_code.iter().all(|code| reasons.contains(code)), "{}", report.id);
    }
}

#[test]
fn parents_come_before_children_in_the_shipped_files_and_in_one_turned_upside_down() {
    let mut lines: Vec<_> = embedded::AGENCIES.lines().collect();
    lines[1..].reverse();
    for rows in [embedded::agencies().unwrap(), parse_agencies(&lines.join("\n")).unwrap()] {
        let mut seen = HashSet::new();
        for row in &rows {
            assert!(row.parent_code.iter().all(|parent| seen.contains(parent)), "{}", row.code);
            seen.insert(row.code.clone());
        }
        assert_eq!(seen.len(), 440);
    }
    let mut seen = HashSet::new();
    for row in embedded::regions().unwrap() {
        assert!(row.parent_code.iter().all(|parent| seen.contains(parent)));
        seen.insert(row.code);
    }
}

#[test]
fn every_kind_knows_its_word_and_its_shipped_file() {
    for kind in Kind::ALL {
        assert_eq!(kind.as_str().parse::<Kind>().as_ref(), Ok(kind));
        assert!(kind.check(kind.embedded(), &Known::default()).unwrap() > 10, "{kind}");
    }
    let message = "agency".parse::<Kind>().unwrap_err().to_string();
    assert!(Kind::ALL.iter().all(|kind| message.contains(kind.as_str())));
}

#[test]
fn the_shipped_policies_give_the_limits_of_the_handbook() {
    use crate::domain::deadline::{ChainLink, PolicyLevel, Severity};
    use entities::vocab::{Classification, ClockStage};
    let policies = deadlines::policies(&embedded::deadlines().unwrap());
    let day = "2026-11-02".parse().unwrap();
    let province =
        [ChainLink::new("KALSEL-PUPR", false), ChainLink::new("KALSEL", true), ChainLink::new("NASIONAL", false)];
    let regency = [ChainLink::new("BANJAR", true), ChainLink::new("KALSEL", true), ChainLink::new("NASIONAL", false)];
    let hospital = [
        ChainLink::new("KALSEL-RSUD-CONTOH", false),
        ChainLink::new("KALSEL", true),
        ChainLink::new("NASIONAL", false),
    ];
    let amount = |stage: ClockStage, classification, severity, chain: &[ChainLink<'_>]| {
        policies.select(stage, classification, severity, chain, day).unwrap().amount
    };
    let service = Classification::ServiceComplaint;
    assert_eq!(amount(ClockStage::FirstResponse, service, None, &province), 3);
    assert_eq!(amount(ClockStage::FirstResponse, service, None, &regency), 5);
    assert_eq!(amount(ClockStage::Complete, service, Some(Severity::Minor), &hospital), 3);
    assert_eq!(amount(ClockStage::Complete, service, None, &hospital), 14);
    // No report may stand without a clock, whatever it is and wherever it lies.
    for stage in ClockStage::ALL {
        for classification in Classification::ALL {
            for chain in [&province[..], &regency[..], &hospital[..], &[]] {
                assert!(
                    policies.select(*stage, *classification, None, chain, day).is_some(),
                    "{stage} {classification}"
                );
            }
        }
    }
    for level in [PolicyLevel::L1, PolicyLevel::L2, PolicyLevel::L3, PolicyLevel::L4] {
        assert!(policies.escalation(level, service, &province, day).is_some(), "{level}");
    }
    let ceiling = policies.ceiling(ClockStage::Complete, service, None, &province, day).unwrap();
    assert_eq!((ceiling.id.as_str(), ceiling.amount), ("legal-ceiling", 60));
}

#[test]
fn five_working_days_before_lebaran_2026_end_a_fortnight_later() {
    let calendar = lists::calendar(&embedded::holidays().unwrap());
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    assert_eq!(calendar.add_working_days(day("2026-03-13"), 5), day("2026-03-27"));
    assert!(!calendar.is_working_day(day("2026-03-23")));
}
