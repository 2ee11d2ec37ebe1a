//! One way of writing for every text: composed Unicode, plain line ends, nothing that cannot be seen.
//! Control characters are refused rather than removed, because the sender means something by them or is attacking.
//! To remove another invisible sign: a line in `is_invisible`.
use super::{Bounds, FieldError, Limits, TextFault};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More marks on one letter than any living script needs are stacked to cover other lines.
const MAX_MARKS: usize = 4;

/// A text of one line: line ends and runs of spaces become one space.
pub fn clean_line(field: &'static str, text: &str, bounds: Bounds) -> Result<String, FieldError> {
    let seen = visible(field, text, bounds)?;
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    checked(field, line, bounds)
}

/// A text of many lines: line ends become `\n`, ends of lines are trimmed, and of many blank lines two stay.
pub fn clean_text(field: &'static str, text: &str, bounds: Bounds) -> Result<String, FieldError> {
    let seen = visible(field, text, bounds)?;
    let mut clean = String::with_capacity(seen.len());
    let mut blank = 0;
    for line in seen.trim().lines().map(str::trim_end) {
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank <= 2 {
            clean.push_str(line);
            clean.push('\n');
        }
    }
    checked(field, clean.trim_end().to_owned(), bounds)
}

/// `clean_line` for a field that may stay empty.
pub fn optional_line(field: &'static str, text: Option<&str>, bounds: Bounds) -> Result<Option<String>, FieldError> {
    optional(clean_line(field, text.unwrap_or_default(), bounds))
}

/// `clean_text` for a field that may stay empty.
pub fn optional_text(field: &'static str, text: Option<&str>, bounds: Bounds) -> Result<Option<String>, FieldError> {
    optional(clean_text(field, text.unwrap_or_default(), bounds))
}

/// The key with which a client may repeat a mutation: taken as it is, visible ASCII only.
pub fn client_mutation_id(field: &'static str, text: &str) -> Result<String, FieldError> {
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(FieldError::new(field, TextFault::Invalid));
    }
    checked(field, text.to_owned(), Limits::CLIENT_MUTATION_ID)
}

fn optional(cleaned: Result<String, FieldError>) -> Result<Option<String>, FieldError> {
    match cleaned {
        Ok(text) if text.is_empty() => Ok(None),
        Ok(text) => Ok(Some(text)),
        Err(FieldError { kind: TextFault::Required, .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn checked(field: &'static str, text: String, bounds: Bounds) -> Result<String, FieldError> {
    let Bounds { min, max } = bounds;
    let len = text.chars().count();
    let kind = match len {
        0 if min > 0 => TextFault::Required,
        _ if len < min => TextFault::TooShort { min, len },
        _ if len > max => TextFault::TooLong { max, len },
        _ => return Ok(text),
    };
    Err(FieldError::new(field, kind))
}

/// The text in composed form (NFC) with `\n` line ends and without what cannot be seen.
fn visible(field: &'static str, text: &str, bounds: Bounds) -> Result<String, FieldError> {
    // Far too long a text is not worth the work of composing it.
    if text.len() > bounds.max.saturating_mul(32).saturating_add(4096) {
        let len = text.chars().count();
        return Err(FieldError::new(field, TextFault::TooLong { max: bounds.max, len }));
    }
    let forbidden = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
    if let Some(at) = text.chars().position(forbidden) {
        return Err(FieldError::new(field, TextFault::ControlCharacter { position: at + 1 }));
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let mut seen = String::with_capacity(text.len());
    let (mut last, mut marks) = ('\0', 0);
    for sign in text.nfc() {
        if is_joiner(sign) {
            // One joiner after a letter of a joining script or an emoji has a meaning; anything else hides something.
            if last.is_ascii() || is_joiner(last) {
                continue;
            }
        } else if is_invisible(sign) {
            continue;
        } else if is_combining_mark(sign) {
            marks += 1;
            if marks > MAX_MARKS {
                continue;
            }
        } else {
            marks = 0;
        }
        seen.push(sign);
        last = sign;
    }
    // What was removed may have stood between a letter and its mark.
    Ok(seen.nfc().collect())
}

/// Signs that join letters or parts of an emoji.
fn is_joiner(sign: char) -> bool {
    matches!(sign, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
}

/// Signs without a shape: they turn the direction of a text, hide words from a search, or fake an empty field.
fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ANY: Bounds = Bounds { min: 0, max: 1000 };
    fn line(text: &str) -> String {
        clean_line("title", text, ANY).unwrap()
    }
    fn lines(text: &str) -> String {
        clean_text("body", text, ANY).unwrap()
    }
    fn fault(text: &str, bounds: Bounds) -> TextFault {
        let error = clean_text("body", text, bounds).unwrap_err();
        assert_eq!(error.field, "body");
        error.kind
    }

    #[test]
    fn line_ends_of_every_system_become_one_kind() {
        assert_eq!(lines("satu\r\ndua\rtiga\u{2028}empat\nlima"), "satu\ndua\ntiga\nempat\nlima");
    }

    #[test]
    fn a_text_is_trimmed_and_of_many_blank_lines_two_stay() {
        assert_eq!(lines("\n\n  satu  \n \n\t\n\n\n\ndua\n\n\ntiga\n\n"), "satu\n\n\ndua\n\n\ntiga");
        assert_eq!(lines("satu\n\tdua"), "satu\n\tdua");
    }

    #[test]
    fn a_line_has_single_spaces_and_no_line_ends() {
        assert_eq!(line("  Jalan \n Martapura\t\u{a0} Lama "), "Jalan Martapura Lama");
    }

    #[test]
    fn control_characters_are_refused_with_their_place() {
        for sign in ['\0', '\u{1b}', '\u{7f}', '\u{85}', '\u{0b}', '\u{9f}', '\u{8}'] {
            let text = format!("ábc{sign}d");
            assert_eq!(fault(&text, ANY), TextFault::ControlCharacter { position: 4 }, "{sign:?}");
            assert!(clean_line("title", &text, ANY).is_err());
        }
    }

    #[test]
    fn direction_overrides_and_zero_width_signs_are_removed() {
        assert_eq!(line("lap\u{202e}oran\u{2066} se\u{200b}\u{feff}lesai\u{2069}\u{ad}"), "laporan selesai");
        assert_eq!(line(&"\u{200b}".repeat(900)), "");
        assert_eq!(line("ja\u{200d}lan"), "jalan");
    }

    #[test]
    fn a_field_of_invisible_signs_is_empty() {
        let title = Limits::TITLE;
        for text in ["", "   \n ", "\u{200b}\u{200c}\u{200d}\u{2800}\u{3164}", "\u{a0}\u{2003}"] {
            assert_eq!(fault(text, title), TextFault::Required, "{text:?}");
        }
    }

    #[test]
    fn an_emoji_family_and_a_coloured_heart_stay_whole_but_joiners_do_not_pile_up() {
        let family = "👨\u{200d}👩\u{200d}👧 ok ❤\u{fe0f}";
        assert_eq!(line(family), family);
        assert_eq!(line(&format!("👨{}👩", "\u{200d}".repeat(500))), "👨\u{200d}👩");
    }

    #[test]
    fn marks_that_pile_up_on_a_letter_are_cut_and_real_ones_stay() {
        let stacked = format!("a{}b", "\u{0316}".repeat(300));
        assert_eq!(line(&stacked).chars().count(), 2 + MAX_MARKS);
        assert_eq!(line("Nguyễn"), "Nguyễn");
    }

    #[test]
    fn length_is_counted_in_composed_characters_not_bytes() {
        let ten = Bounds { min: 1, max: 10 };
        assert_eq!(clean_line("title", "éééééééééé", ten).unwrap().chars().count(), 10);
        assert_eq!(clean_line("title", &"e\u{301}".repeat(10), ten).unwrap(), "é".repeat(10));
        assert_eq!(fault(&"é".repeat(11), ten), TextFault::TooLong { max: 10, len: 11 });
        assert_eq!(fault("pendek", Limits::BODY), TextFault::TooShort { min: 20, len: 6 });
        assert_eq!(fault(&"x".repeat(1_000_000), ten), TextFault::TooLong { max: 10, len: 1_000_000 });
    }

    #[test]
    fn hostile_texts_survive_unharmed_because_they_are_only_texts() {
        for text in [
            "<script>alert('x')</script>",
            "</textarea><img src=x onerror=alert(1)>",
            "'; DROP TABLE cases; --",
            "{{7*7}} ${jndi:ldap://x} %s%n &lt;b&gt; &#x202e;",
            "=HYPERLINK(\"http://x\")",
            "../../etc/passwd",
            "😀 日本語 العربية",
        ] {
            assert_eq!(line(text), text);
            assert_eq!(lines(text), text);
        }
    }

    #[test]
    fn an_optional_field_may_be_empty_but_not_wrong() {
        assert_eq!(optional_line("place", None, Limits::PLACE), Ok(None));
        assert_eq!(optional_line("place", Some(" \u{200b} "), Limits::PLACE), Ok(None));
        assert_eq!(optional_text("note", Some(""), Limits::NOTE), Ok(None));
        assert_eq!(optional_line("place", Some(" Pasar "), Limits::PLACE), Ok(Some("Pasar".to_owned())));
        let short = optional_text("note", Some("ya"), Limits::NOTE).unwrap_err();
        assert_eq!(short.kind, TextFault::TooShort { min: 5, len: 2 });
        assert!(optional_line("place", Some("\0"), Limits::PLACE).is_err());
    }

    #[test]
    fn a_client_mutation_id_is_taken_as_it_is_or_refused() {
        let id = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
        assert_eq!(client_mutation_id("clientMutationId", id).unwrap(), id);
        let kind = |text: &str| client_mutation_id("clientMutationId", text).unwrap_err().kind;
        assert_eq!(kind("pendek"), TextFault::TooShort { min: 16, len: 6 });
        assert_eq!(kind(&"x".repeat(129)), TextFault::TooLong { max: 128, len: 129 });
        assert_eq!(kind("dengan spasi di dalamnya"), TextFault::Invalid);
        assert_eq!(kind(""), TextFault::Required);
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "[a-z\u{300}-\u{305}\u{200b}-\u{200d}\u{fe0f}\u{202e}👨é\r\n\t ]{0,60}") {
            let once = lines(&text);
            prop_assert_eq!(lines(&once), once.clone());
            let once = line(&text);
            prop_assert_eq!(line(&once), once.clone());
        }
        #[test]
        fn what_passes_has_no_control_or_turning_signs_and_keeps_its_bounds(text in any::<String>()) {
            let bounds = Bounds { min: 3, max: 20 };
            if let Ok(clean) = clean_text("body", &text, bounds) {
                prop_assert!(clean.chars().all(|sign| sign == '\n' || sign == '\t' || !sign.is_control()));
                prop_assert!(!clean.chars().any(is_invisible));
                prop_assert!((3..=20).contains(&clean.chars().count()));
            }
        }
    }
}
