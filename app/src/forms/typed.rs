//! What was typed into a form, and what was wrong with it.
use crate::gql::enums::UserErrorCode;
use crate::gql::fragments::UserErrorBit;

/// The values of one form, in the order in which they came, and the faults found in them.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    values: Vec<(String, String)>,
    faults: Vec<(Option<String>, String)>,
    filled: bool,
}

impl Typed {
    /// Values as they came.
    pub fn new(values: Vec<(String, String)>) -> Self {
        Self { values, faults: Vec::new(), filled: true }
    }
    /// Whether somebody typed at all; an empty form shows its defaults instead.
    pub fn is_filled(&self) -> bool {
        self.filled
    }
    /// The first value of that name, as typed.
    pub fn raw(&self, name: &str) -> &str {
        self.values.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
    /// The first value of that name, trimmed.
    pub fn get(&self, name: &str) -> String {
        self.raw(name).trim().to_owned()
    }
    /// The first value of that name; nothing when empty.
    pub fn opt(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }
    /// Every value of that name that is not empty.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.values
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .collect()
    }
    /// A box that was ticked.
    pub fn flag(&self, name: &str) -> bool {
        !matches!(self.get(name).as_str(), "" | "0" | "false")
    }
    /// A whole number.
    pub fn int(&self, name: &str) -> Option<i32> {
        self.get(name).parse().ok()
    }
    /// A calendar day, as `<input type=date>` sends it.
    pub fn day(&self, name: &str) -> Option<chrono::NaiveDate> {
        self.get(name).parse().ok()
    }
    /// Codes separated by commas, semicolons or blanks.
    pub fn codes(&self, name: &str) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for value in self.all(name) {
            for code in value.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|code| !code.is_empty())
            {
                if !codes.iter().any(|known| known == code) {
                    codes.push(code.to_owned());
                }
            }
        }
        codes
    }
    /// Replaces a value, for a form that comes back with something filled in.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(key, _)| key != name);
        self.values.push((name.to_owned(), value.into()));
        self.filled = true;
    }
    /// Adds one more value of that name.
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.values.push((name.to_owned(), value.into()));
        self.filled = true;
    }
    /// Notes a fault of a field, or of the whole form.
    pub fn fault(&mut self, field: Option<&str>, message: impl Into<String>) {
        self.faults.push((field.map(str::to_owned), message.into()));
    }
    /// Takes in the refusals of the schema. A conflict is told by the page itself.
    pub fn refuse(&mut self, errors: &[UserErrorBit]) {
        for error in errors.iter().filter(|error| error.code != UserErrorCode::Conflict) {
            self.faults.push((field_of(&error.path), error.message.clone()));
        }
    }
    /// What is wrong with a field.
    pub fn fault_of(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|(name, _)| name.as_deref() == Some(field)).map(|(_, message)| message.as_str())
    }
    /// All faults: the field, if it is one field's, and the sentence.
    pub fn faults(&self) -> &[(Option<String>, String)] {
        &self.faults
    }
    /// Whether anything was wrong.
    pub fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }
}

/// `["input", "topicCode"]` stands beside the field `topic_code`.
fn field_of(path: &[String]) -> Option<String> {
    let last = path.iter().rev().find(|part| part.parse::<usize>().is_err())?;
    if last == "input" {
        return None;
    }
    let mut name = String::new();
    for c in last.chars() {
        if c.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    Some(name)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn path(parts: &[&str]) -> Vec<String> {
        parts.iter().map(|part| (*part).to_owned()).collect()
    }

    #[test]
    fn a_path_of_the_schema_names_the_field_of_the_form() {
        assert_eq!(field_of(&path(&["input", "topicCode"])).unwrap(), "topic_code");
        assert_eq!(field_of(&path(&["input", "attachmentIds", "0"])).unwrap(), "attachment_ids");
        assert_eq!(field_of(&path(&["input"])), None);
        assert_eq!(field_of(&[]), None);
    }

    #[test]
    fn codes_are_split_and_kept_once() {
        let typed = Typed::new(vec![("c".into(), "A-1, B;C  A-1".into())]);
        assert_eq!(typed.codes("c"), ["A-1", "B", "C"]);
    }

    #[test]
    fn an_unticked_box_is_false_and_a_ticked_one_true() {
        let typed = Typed::new(vec![("a".into(), "on".into()), ("b".into(), "false".into())]);
        assert!(typed.flag("a"));
        assert!(!typed.flag("b") && !typed.flag("c"));
    }
}
