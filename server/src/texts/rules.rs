//! What the server says of forwarding rules, in words: their conditions and targets, what the lint has found, why a report
//! goes where it goes, what has changed. To add a condition, a kind of finding or a step: its sentence in both languages in
//! the file of its subject, and the test that names them all.
use super::{pick, say};
use crate::op::Locale;

pub mod conditions;
pub mod decision;
pub mod lint;
pub mod trace;
pub mod words;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;

/// A code whose name is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Name<'a> {
    /// Of an agency.
    Agency(&'a str),
    /// Of a topic.
    Topic(&'a str),
    /// Of a region.
    Region(&'a str),
    /// Of a reason to archive.
    Reason(&'a str),
}

impl<'a> Name<'a> {
    /// What is shown where no name is known.
    #[must_use]
    pub const fn code(self) -> &'a str {
        match self {
            Self::Agency(code) | Self::Topic(code) | Self::Region(code) | Self::Reason(code) => code,
        }
    }
}

/// Gives the name of a code, where there is one.
pub type Names<'a> = dyn Fn(Name<'_>) -> Option<String> + 'a;

/// The name, or the code.
fn named(names: &Names<'_>, name: Name<'_>) -> String {
    names(name).unwrap_or_else(|| name.code().to_owned())
}

/// "a, b, c dan 4 lain": the first few of a list.
fn some(locale: Locale, items: &[String], most: usize) -> String {
    let shown = items.get(..most).unwrap_or(items).join(", ");
    match items.len().saturating_sub(most) {
        0 => shown,
        left => pick(locale, format!("{shown} dan {left} lain"), format!("{shown} and {left} more")),
    }
}

/// With a capital at the start.
fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// A rule by its number and name.
fn rule(locale: Locale, position: u32, name: &str) -> String {
    if name.trim().is_empty() {
        return pick(locale, format!("Aturan {position}"), format!("Rule {position}"));
    }
    pick(locale, format!("Aturan {position} “{name}”"), format!("Rule {position} “{name}”"))
}

/// The line that a version's history gets when it no longer fitted at its time.
#[must_use]
pub fn failed(locale: Locale, errors: usize) -> String {
    pick(
        locale,
        format!("Pada waktunya versi ini tidak dapat terbit: {errors} kesalahan. Perbaiki dan ajukan lagi."),
        format!("At its time this version could not be published: {errors} errors. Mend it and submit it again."),
    )
}

/// The line that a version's history gets when it was read from a file.
#[must_use]
pub fn imported(locale: Locale, count: usize) -> String {
    pick(locale, format!("{count} aturan dari berkas."), format!("{count} rules from a file."))
}

/// The line that a version's history gets when another took its place.
#[must_use]
pub fn replaced(locale: Locale, by: usize) -> String {
    pick(locale, format!("Digantikan versi {by}."), format!("Version {by} took its place."))
}

/// A fault of an imported document: its line, the field where one is to blame, and what the reader of the file says.
#[must_use]
pub fn fault(locale: Locale, line: usize, column: Option<&str>, reason: &str) -> String {
    let place = column.map(|column| format!(" ({column})")).unwrap_or_default();
    pick(
        locale,
        format!("Berkas tidak dapat dibaca pada baris {line}{place}: {reason}. Perbaiki, lalu impor lagi."),
        format!("The file cannot be read at line {line}{place}: {reason}. Mend it and import it again."),
    )
}

/// More faults than are listed.
#[must_use]
pub fn more_faults(locale: Locale, left: usize) -> String {
    pick(
        locale,
        format!("Dan {left} kesalahan lain. Perbaiki yang tertulis dahulu, lalu impor lagi."),
        format!("And {left} more faults. Mend those listed first, then import again."),
    )
}

/// Nothing is asked.
#[must_use]
pub fn always(locale: Locale) -> &'static str {
    say(locale, "Tanpa syarat", "No conditions")
}
