//! Reading a JSON file that holds a version and one list, element by element, with the line of each.
//! Knows nothing of what the fields mean. To add a type of field: a method of `Checker`.
use super::fault::Fault;
use super::sheet;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;

/// The elements that can be read at all, each with its line, and the faults of the others.
pub(super) struct Elements<T> {
    /// Line and element.
    pub(super) rows: Vec<(usize, T)>,
    /// What was found on the way.
    pub(super) faults: Vec<Fault>,
    /// The fields beside the list and the version.
    pub(super) rest: serde_json::Map<String, Value>,
}

/// The one version of the formats that this program reads.
const VERSION: u64 = 1;

/// Opens the file and its one list.
pub(super) fn open<T: DeserializeOwned>(text: &str, list: &str) -> Result<Elements<T>, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rest: serde_json::Map<String, Value> = serde_json::from_str(text)
        .map_err(|error| vec![Fault::line(error.line().max(1), format!("not the expected JSON: {error}"))])?;
    if rest.remove("version").and_then(|version| version.as_u64()) != Some(VERSION) {
        return Err(vec![Fault::cell(1, "version", format!("must be {VERSION}"))]);
    }
    let Some(Value::Array(values)) = rest.remove(list) else {
        return Err(vec![Fault::cell(1, list, "this list is missing")]);
    };
    let lines = element_lines(text);
    let mut elements = Elements { rows: Vec::with_capacity(values.len()), faults: Vec::new(), rest };
    for (at, value) in values.into_iter().enumerate() {
        let line = lines.get(at).copied().unwrap_or(1);
        match serde_json::from_value(value) {
            Ok(row) => elements.rows.push((line, row)),
            Err(error) => elements.faults.push(of_element(line, &error.to_string())),
        }
    }
    Ok(elements)
}

/// The fault of an element that cannot be read; the reader names the field in some of its messages.
fn of_element(line: usize, message: &str) -> Fault {
    let names_a_field = message.starts_with("missing field") || message.starts_with("unknown field");
    match message.split('`').nth(1).filter(|_| names_a_field) {
        Some(field) => Fault::cell(line, field, message),
        None => Fault::line(line, message),
    }
}

/// Lines of the objects that lie directly in a list of the outermost object.
fn element_lines(text: &str) -> Vec<usize> {
    let (mut lines, mut line, mut depth) = (Vec::new(), 1, 0_usize);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            b'\n' => line += 1,
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                if byte == b'{' && depth == 2 {
                    lines.push(line);
                }
                depth += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    lines
}

/// Checks the fields of one element.
pub(super) struct Checker<'a> {
    /// Line of the element.
    pub(super) line: usize,
    /// Where faults go.
    pub(super) faults: &'a mut Vec<Fault>,
}

impl Checker<'_> {
    /// Tells a fault of a field.
    pub(super) fn fault(&mut self, field: &str, reason: impl Into<String>) {
        self.faults.push(Fault::cell(self.line, field, reason));
    }
    /// A text that must not be empty.
    pub(super) fn text(&mut self, field: &str, text: String) -> Option<String> {
        if text.trim().is_empty() {
            self.fault(field, "is empty");
            return None;
        }
        Some(text)
    }
    /// A word of a closed list.
    pub(super) fn word<T: Copy>(
        &mut self,
        field: &str,
        text: &str,
        all: &[T],
        show: fn(T) -> &'static str,
    ) -> Option<T> {
        sheet::word(text, all, show).map_err(|reason| self.fault(field, reason)).ok()
    }
    /// A word of a closed list or `null`; the outer `None` is a fault.
    pub(super) fn optional_word<T: Copy>(
        &mut self,
        field: &str,
        text: Option<&str>,
        all: &[T],
        show: fn(T) -> &'static str,
    ) -> Option<Option<T>> {
        match text {
            None => Some(None),
            Some(text) => self.word(field, text, all, show).map(Some),
        }
    }
    /// A day or `null`; the outer `None` is a fault.
    pub(super) fn optional_date(&mut self, field: &str, text: Option<&str>) -> Option<Option<NaiveDate>> {
        match text {
            None => Some(None),
            Some(text) => sheet::date(text).map_err(|reason| self.fault(field, reason)).ok().map(Some),
        }
    }
}

/// Tells every key that an earlier element has already.
pub(super) fn must_be_unique<'a>(keys: impl Iterator<Item = (usize, &'a str)>, field: &str, faults: &mut Vec<Fault>) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (line, key) in keys {
        if let Some(earlier) = first.get(key) {
            faults.push(Fault::cell(line, field, format!("\"{key}\" is already on line {earlier}")));
        } else {
            first.insert(key, line);
        }
    }
}
