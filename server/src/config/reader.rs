//! Collects what the file and the environment give, and every fault in it.
//!
//! All values pass through text, so that a key means the same in the file and in a variable.
//! A fault never shows the value of a secret.
use std::collections::BTreeMap;
use std::fmt;

use super::keys::{self, KEYS, KeyDoc};

/// Variables with our prefix that are not configuration of the server: where its file is, and those of the tests.
fn is_not_ours(name: &str) -> bool {
    name == "TANGGAP_CONFIG" || name.starts_with("TANGGAP_TEST_") || !name.starts_with("TANGGAP_")
}

/// One thing wrong with the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Key of the file, or what stands in its place.
    pub key: String,
    /// What is wrong, where, and what is allowed.
    pub message: String,
}

/// Everything wrong with the configuration, told at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFaults(pub Vec<Fault>);

impl fmt::Display for ConfigFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        write!(f, "the configuration has {count} fault{}:", if count == 1 { "" } else { "s" })?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  - {}", fault.message))
    }
}

impl std::error::Error for ConfigFaults {}

struct Given {
    text: String,
    source: String,
}

/// The values given, and the faults found so far.
pub(super) struct Reader {
    given: BTreeMap<&'static str, Given>,
    faults: Vec<Fault>,
}

impl Reader {
    /// Reads the file (name, text), then the variables, which win.
    pub(super) fn new(file: Option<(&str, &str)>, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut reader = Self { given: BTreeMap::new(), faults: Vec::new() };
        if let Some((name, text)) = file {
            match text.parse::<toml::Table>() {
                Ok(table) => reader.take_table(name, "", &table),
                Err(error) => {
                    let at = error.span().map(|span| text.get(..span.start).unwrap_or("").lines().count().max(1));
                    let line = at.map(|line| format!(" (line {line})")).unwrap_or_default();
                    // The parser's own text quotes the line, which may hold a secret.
                    reader.fault(name, format!("{name}{line} is not valid TOML: {}", error.message()));
                }
            }
        }
        reader.take_variables(variables);
        reader
    }

    fn take_table(&mut self, file: &str, prefix: &str, table: &toml::Table) {
        for (name, value) in table {
            let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            match (keys::find(&key), value) {
                (Some(row), value) => match as_text(value) {
                    Some(text) => {
                        self.given.insert(row.key, Given { text, source: file.to_owned() });
                    }
                    None => self.fault(&key, format!("{}: {} cannot be a {}", named(row), file, value.type_str())),
                },
                (None, toml::Value::Table(inner)) if KEYS.iter().any(|row| row.key.starts_with(&format!("{key}."))) => {
                    self.take_table(file, &key, inner);
                }
                (None, _) => {
                    let near = nearest(&key).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                    self.fault(&key, format!("`{key}` in {file} is not a known key{near}"));
                }
            }
        }
    }

    fn take_variables(&mut self, variables: impl IntoIterator<Item = (String, String)>) {
        let mut plain_database_url = None;
        for (name, text) in variables {
            if name == "DATABASE_URL" {
                plain_database_url = Some(text);
                continue;
            }
            if is_not_ours(&name) {
                continue;
            }
            match KEYS.iter().find(|row| row.variable() == name) {
                // An empty variable is how a compose file says "not given".
                Some(_) if text.is_empty() => {}
                Some(row) => {
                    self.given.insert(row.key, Given { text, source: name });
                }
                None => {
                    let guess = name.trim_start_matches("TANGGAP_").to_lowercase();
                    let near =
                        nearest(&guess).and_then(keys::find).map(|row| format!("; did you mean {}?", row.variable()));
                    self.fault(&name, format!("{name} is not a known variable{}", near.unwrap_or_default()));
                }
            }
        }
        let named_here = self.given.get("database_url").is_some_and(|given| given.source.starts_with("TANGGAP_"));
        if let Some(text) = plain_database_url.filter(|text| !text.is_empty() && !named_here) {
            self.given.insert("database_url", Given { text, source: "DATABASE_URL".to_owned() });
        }
    }

    /// Notes a fault.
    pub(super) fn fault(&mut self, key: &str, message: String) {
        self.faults.push(Fault { key: key.to_owned(), message });
    }

    /// A key that is wrong only beside another one.
    pub(super) fn fault_of(&mut self, key: &'static str, reason: &str) {
        let name = keys::find(key).map(named).unwrap_or_default();
        self.fault(key, format!("{name}: {reason}"));
    }

    /// The value given, else the default. `None` when it is faulty, which is then noted.
    pub(super) fn read<T>(&mut self, key: &'static str, allowed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let row = keys::find(key)?;
        let (text, source) = match self.given.get(key) {
            Some(given) => (given.text.as_str(), given.source.as_str()),
            None => (row.default, "the default"),
        };
        let value = parse(text.trim());
        if value.is_none() {
            let shown = if row.secret { "the value given".to_owned() } else { format!("\"{}\"", shorten(text)) };
            let message = format!("{}: {shown} (from {source}) is not allowed; give {allowed}", named(row));
            self.fault(key, message);
        }
        value
    }

    /// As `read`, for a key that may be left out: `Some(None)` when it is.
    pub(super) fn optional<T>(
        &mut self,
        key: &'static str,
        allowed: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        self.read(key, allowed, |text| if text.is_empty() { Some(None) } else { parse(text).map(Some) })
    }

    /// The faults found, in the order in which they were met.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }
}

fn named(row: &KeyDoc) -> String {
    format!("`{}` ({})", row.key, row.variable())
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(80).flat_map(char::escape_debug).collect();
    if text.chars().count() > 80 {
        short.push('…');
    }
    short
}

fn as_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(flag) => Some(flag.to_string()),
        toml::Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(toml::Value::as_str).collect();
            texts.map(|texts| texts.join(","))
        }
        _ => None,
    }
}

/// The known key with the most letters in common at both ends, if it is close at all.
fn nearest(key: &str) -> Option<&'static str> {
    let plain = |text: &str| text.replace('.', "_");
    let wanted = plain(key);
    let score = |row: &KeyDoc| {
        let known = plain(row.key);
        let start = known.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
        let end = known.chars().rev().zip(wanted.chars().rev()).take_while(|(a, b)| a == b).count();
        ((start + end).min(known.len()), known.len().abs_diff(wanted.len()), known.len())
    };
    KEYS.iter()
        .map(|row| (score(row), row.key))
        .filter(|((common, apart, length), _)| *apart <= 4 && common * 3 >= length * 2)
        .max_by_key(|((common, apart, _), _)| (*common, usize::MAX - apart))
        .map(|(_, key)| key)
}
