//! The one catalogue of texts, Indonesian first. A text is named by a constant of [`k`], made from
//! `texts/id.ftl` at build time: an unknown name does not compile, and a test compares the languages.
//! To add one: a line in both files, then `visit.t(k::ITS_NAME)`.
use std::sync::LazyLock;

pub use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use crate::door::Locale;
use crate::visit::Visit;

/// The name of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub &'static str);

/// The names of all texts.
pub mod k {
    use super::Key;
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

type Bundle = FluentBundle<FluentResource>;

static ID: LazyLock<Bundle> = LazyLock::new(|| bundle(include_str!("../texts/id.ftl"), "id"));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(include_str!("../texts/en.ftl"), "en"));

fn bundle(source: &str, language: &str) -> Bundle {
    // A faulty line costs that line only; a test finds it before anybody else does.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(good, _)| good);
    let mut bundle = Bundle::new_concurrent(vec![language.parse().unwrap_or_default()]);
    // Marks of direction around every value would end up in e-mails and searches.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The text in a language, with its values filled in.
pub fn text(locale: Locale, key: Key, values: &[(&'static str, FluentValue<'_>)]) -> String {
    let bundle = match locale {
        Locale::Id => &*ID,
        Locale::En => &*EN,
    };
    let Some(pattern) = bundle.get_message(key.0).and_then(|message| message.value()) else {
        return key.0.to_owned();
    };
    let args: FluentArgs<'_> = values.iter().cloned().collect();
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

impl Visit {
    /// A text in the language of the page.
    pub fn t(&self, key: Key) -> String {
        text(self.locale(), key, &[])
    }
    /// A text with values: `visit.ta(k::TIME_LEFT, &[("n", 3.into())])`.
    pub fn ta(&self, key: Key, values: &[(&'static str, FluentValue<'_>)]) -> String {
        text(self.locale(), key, values)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(source: &str) -> BTreeSet<String> {
        source
            .lines()
            .filter_map(|line| line.split_once(" ="))
            .map(|(key, _)| key.to_owned())
            .filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase()))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        let (id, en) = (keys(include_str!("../texts/id.ftl")), keys(include_str!("../texts/en.ftl")));
        assert_eq!(id.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
        assert_eq!(en.difference(&id).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in Indonesian");
    }

    #[test]
    fn no_line_of_a_catalogue_is_faulty_or_twice() {
        for source in [include_str!("../texts/id.ftl"), include_str!("../texts/en.ftl")] {
            let faults = FluentResource::try_new(source.to_owned()).err().map(|(_, faults)| faults);
            assert!(faults.is_none(), "{faults:?}");
            let lines = source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())).count();
            assert_eq!(lines, keys(source).len(), "a key stands twice");
        }
    }

    #[test]
    fn every_text_of_the_catalogue_is_found_in_both_languages() {
        for key in k::ALL {
            for locale in [Locale::Id, Locale::En] {
                assert_ne!(text(locale, *key, &[]), key.0, "{locale:?}");
            }
        }
    }

    #[test]
    fn every_text_is_used_somewhere() {
        let mut source = String::new();
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    source.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        let words: BTreeSet<&str> = source.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        let unused: Vec<_> =
            k::ALL.iter().filter(|key| !words.contains(key.0.replace('-', "_").to_uppercase().as_str())).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }
}
