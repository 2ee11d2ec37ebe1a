//! The files of `server/data`, built into the program, as text and as rows.
//! To add a file: a constant, a function, and its count in the tests.
use super::{
    AgencyRow, ArchiveReasonRow, DeadlineRow, DemoReports, Fault, HolidayRow, Known, MaladministrationRow, RegionRow,
    RuleRow, StandardReplyRow, TopicRow,
};

/// `regions.csv`
pub const REGIONS: &str = include_str!("../../data/regions.csv");
/// `agencies.csv`
pub const AGENCIES: &str = include_str!("../../data/agencies.csv");
/// `topics.csv`
pub const TOPICS: &str = include_str!("../../data/topics.csv");
/// `archive_reasons.csv`
pub const ARCHIVE_REASONS: &str = include_str!("../../data/archive_reasons.csv");
/// `maladministration.csv`
pub const MALADMINISTRATION: &str = include_str!("../../data/maladministration.csv");
/// `holidays.csv`
pub const HOLIDAYS: &str = include_str!("../../data/holidays.csv");
/// `deadlines.json`
pub const DEADLINES: &str = include_str!("../../data/deadlines.json");
/// `standard_replies.json`
pub const STANDARD_REPLIES: &str = include_str!("../../data/standard_replies.json");
/// `forwarding_rules.json`
pub const FORWARDING_RULES: &str = include_str!("../../data/forwarding_rules.json");
/// `demo_reports.json`
pub const DEMO_REPORTS: &str = include_str!("../../data/demo_reports.json");

/// The shipped regions.
pub fn regions() -> Result<Vec<RegionRow>, Vec<Fault>> {
    super::parse_regions(REGIONS)
}
/// The shipped agencies, checked against the shipped regions.
pub fn agencies() -> Result<Vec<AgencyRow>, Vec<Fault>> {
    let regions = regions()?.into_iter().map(|row| row.code).collect();
    super::parse_agencies_with(AGENCIES, &Known { regions: Some(regions), agencies: None })
}
/// The shipped topics.
pub fn topics() -> Result<Vec<TopicRow>, Vec<Fault>> {
    super::parse_topics(TOPICS)
}
/// The shipped archive reasons.
pub fn archive_reasons() -> Result<Vec<ArchiveReasonRow>, Vec<Fault>> {
    super::parse_archive_reasons(ARCHIVE_REASONS)
}
/// The shipped forms of maladministration.
pub fn maladministration() -> Result<Vec<MaladministrationRow>, Vec<Fault>> {
    super::parse_maladministration(MALADMINISTRATION)
}
/// The shipped holidays.
pub fn holidays() -> Result<Vec<HolidayRow>, Vec<Fault>> {
    super::parse_holidays(HOLIDAYS)
}
/// The shipped deadline policies, checked against the shipped agencies.
pub fn deadlines() -> Result<Vec<DeadlineRow>, Vec<Fault>> {
    let agencies = agencies()?.into_iter().map(|row| row.code).collect();
    super::parse_deadlines_with(DEADLINES, &Known { regions: None, agencies: Some(agencies) })
}
/// The shipped standard replies.
pub fn standard_replies() -> Result<Vec<StandardReplyRow>, Vec<Fault>> {
    super::parse_standard_replies(STANDARD_REPLIES)
}
/// The shipped forwarding rules.
pub fn forwarding_rules() -> Result<Vec<RuleRow>, Vec<Fault>> {
    super::parse_forwarding_rules(FORWARDING_RULES)
}
/// The shipped demonstration reports.
pub fn demo_reports() -> Result<DemoReports, Vec<Fault>> {
    super::parse_demo_reports(DEMO_REPORTS)
}
