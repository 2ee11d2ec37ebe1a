//! Reference data as it is shipped: parsing and checking of the files in `server/data`. No database here.
//! The formats are described in `server/data/FORMATS.md`. A parser finds every fault of a file before it gives up,
//! and never answers part of a file. To add a file: a parser here, a constant and a function in `embedded`, and,
//! where an administrator may import it, a word in `Kind`.
pub mod agencies;
pub mod deadlines;
pub mod demo_reports;
pub mod embedded;
mod fault;
pub mod forwarding_rules;
mod json;
mod kind;
pub mod lists;
pub mod regions;
pub mod rules_domain;
mod sheet;
pub mod standard_replies;
#[cfg(test)]
mod tests;
pub mod topics;
mod tree;
mod words;

pub use agencies::{AgencyRow, parse_agencies, parse_agencies_with};
pub use deadlines::{DeadlineRow, parse_deadlines, parse_deadlines_with};
pub use demo_reports::{DemoReport, DemoReports, parse_demo_reports};
pub use fault::{Fault, text_of};
pub use forwarding_rules::{RuleRow, parse_forwarding_rules, write_forwarding_rules};
pub use kind::Kind;
pub use lists::{
    ArchiveReasonRow, HolidayRow, MaladministrationRow, parse_archive_reasons, parse_holidays, parse_maladministration,
};
pub use regions::{RegionRow, parse_regions};
pub use standard_replies::{StandardReplyRow, parse_standard_replies, placeholders_of};
pub use topics::{TopicRow, parse_topics};
pub use words::{Evidence, HolidayKind, RuleAction, RuleMode, Weekday};

use std::collections::HashSet;

/// Codes that are already in the system, for files that point at what another file brings.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Region codes; `None` where they are not to be checked.
    pub regions: Option<HashSet<String>>,
    /// Agency codes that parents, successors and overrides may name besides those of the file itself.
    pub agencies: Option<HashSet<String>>,
}
