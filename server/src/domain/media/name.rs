//! A file name that is safe to store, to show and to hand out again.
use super::Kind;

/// The longest name, in characters, extension included.
const MAX_CHARS: usize = 100;
/// The name of a file that came without a usable one (Indonesian: attachment).
const FALLBACK: &str = "lampiran";

/// The name as it is kept: without path, control, invisible and direction-changing characters, of
/// at most 100 characters, with the extension of its real kind in place of the one it came with.
#[must_use]
pub fn safe_file_name(original: &str, kind: Kind) -> String {
    let last = original.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !is_hidden(*c)).map(replace).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let stem = without_extension(words.trim_matches(['.', ' ']));
    // One for the dot, one for the underscore before a reserved word.
    let room = MAX_CHARS - kind.extension().len() - 2;
    let short: String = stem.chars().take(room).collect();
    let short = match short.trim_matches(['.', ' ']) {
        "" => FALLBACK,
        name => name,
    };
    if is_reserved(short) {
        return format!("_{short}.{}", kind.extension());
    }
    format!("{short}.{}", kind.extension())
}

/// Drops what looks like an extension (`.jpg`, `.exe`), not the end of a date (`12.05.2026`).
fn without_extension(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, end))
            if end.len() <= 5
                && end.bytes().all(|b| b.is_ascii_alphanumeric())
                && end.bytes().any(|b| b.is_ascii_alphabetic()) =>
        {
            stem
        }
        _ => name,
    }
}

/// Control characters, zero-width characters, and those that reorder or hide the text around them.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn replace(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' | '%' | ';' | '\'' | '`' | '$' => '_',
        other => other,
    }
}

/// Names that Windows keeps for devices, with or without an extension.
fn is_reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    match first.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" => true,
        name => name
            .strip_prefix("COM")
            .or_else(|| name.strip_prefix("LPT"))
            .is_some_and(|number| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_plain_name_stays_and_its_extension_follows_the_content() {
        let cases = [
            ("Jalan rusak.JPG", Kind::Jpeg, "Jalan rusak.jpg"),
            ("foto.jpeg", Kind::Png, "foto.png"),
            ("surat 12.05.2026", Kind::Pdf, "surat 12.05.2026.pdf"),
            ("évidence.mp4", Kind::Mp4, "évidence.mp4"),
            ("gambar.exe", Kind::Webp, "gambar.webp"),
        ];
        for (original, kind, expected) in cases {
            assert_eq!(safe_file_name(original, kind), expected);
        }
    }

    #[test]
    fn a_hostile_name_is_made_harmless() {
        let cases = [
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\Users\\Budi\\foto.jpg", "foto.jpg"),
            ("foto\u{202e}gpj.exe", "fotogpj.jpg"),
            ("a\0b\r\nContent-Type: text/html.jpg", "html.jpg"),
            ("a\u{7}\r\nb\u{200b}.jpg", "a b.jpg"),
            ("\"><script>.jpg", "___script_.jpg"),
            ("", "lampiran.jpg"),
            ("....", "lampiran.jpg"),
            (".htaccess", "htaccess.jpg"),
            ("nul.jpg", "_nul.jpg"),
            ("COM1.tar.jpg", "_COM1.tar.jpg"),
            ("/", "lampiran.jpg"),
        ];
        for (original, expected) in cases {
            assert_eq!(safe_file_name(original, Kind::Jpeg), expected, "{original:?}");
        }
    }

    proptest! {
        #[test]
        fn any_name_becomes_short_visible_and_stable(original in any::<String>()) {
            for kind in Kind::ALL {
                let name = safe_file_name(&original, kind);
                prop_assert!(name.chars().count() <= MAX_CHARS);
                let stem = name.strip_suffix(kind.extension());
                prop_assert!(stem.is_some_and(|stem| stem.ends_with('.')));
                prop_assert!(!name.chars().any(|c| is_hidden(c) || "/\\\"<>\r\n".contains(c)));
                prop_assert!(!name.starts_with('.'));
            }
        }

        #[test]
        fn a_long_name_is_cut_to_the_limit(letters in "[a-z]{90,300}") {
            prop_assert!(safe_file_name(&letters, Kind::Webp).chars().count() <= MAX_CHARS);
        }
    }
}
