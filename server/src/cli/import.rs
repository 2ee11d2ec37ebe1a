//! `tanggap import <kind> <path> [--dry-run]`: a file of reference data, checked whole before a row is written.
use std::{collections::HashSet, path::Path};

use crate::{
    clock::Clock,
    op::Locale,
    reference::{self, Fault, Kind, Known},
    store::{Store, StoreError, import::Parsed},
    texts,
};

/// Parses a file of a kind.
///
/// # Errors
/// All faults of the file.
pub fn parse(kind: Kind, text: &str, known: &Known) -> Result<Parsed, Vec<Fault>> {
    Ok(match kind {
        Kind::Agencies => Parsed::Agencies(reference::parse_agencies_with(text, known)?),
        Kind::Regions => Parsed::Regions(reference::parse_regions(text)?),
        Kind::Topics => Parsed::Topics(reference::parse_topics(text)?),
        Kind::ArchiveReasons => Parsed::ArchiveReasons(reference::parse_archive_reasons(text)?),
        Kind::Holidays => Parsed::Holidays(reference::parse_holidays(text)?),
        Kind::Deadlines => Parsed::Deadlines(reference::parse_deadlines_with(text, known)?),
        Kind::Maladministration => Parsed::Maladministration(reference::parse_maladministration(text)?),
        Kind::StandardReplies => Parsed::StandardReplies(reference::parse_standard_replies(text)?),
    })
}

/// Runs the command; answers what to print.
///
/// # Errors
/// What to print instead: every fault with its line and column.
pub async fn run(store: &Store, clock: &Clock, kind: Kind, path: &Path, dry_run: bool) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let told = |faults: Vec<Fault>| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let text = reference::text_of(&bytes).map_err(told)?;
    let (regions, agencies) = store.known_codes().await.map_err(|error| error.to_string())?;
    let set = |codes: Vec<String>| Some(codes.into_iter().collect::<HashSet<_>>()).filter(|codes| !codes.is_empty());
    let known = Known { regions: set(regions), agencies: set(agencies) };
    let parsed = parse(kind, text, &known).map_err(told)?;
    if dry_run {
        let rows = kind.check(text, &known).map_err(told)?;
        return Ok(format!("{rows} rows of {kind} are right; nothing was written (--dry-run)"));
    }
    let rows = store.import(parsed, clock.now()).await.map_err(|error| match error {
        StoreError::Refused(refusal) => format!("nothing was written: {}", texts::refusal(Locale::En, &refusal)),
        other => format!("nothing was written: {other}"),
    })?;
    Ok(format!("{rows} rows of {kind} imported"))
}
