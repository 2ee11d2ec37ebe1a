//! The words of a text, for searching and for finding reports about the same event.
//! Not here: what words mean. To change what a word is: `plain_words`, and build the search index anew.
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// No more words of a report are searched.
pub const MAX_WORDS: usize = 400;
/// No more words of a query are looked for.
pub const MAX_QUERY_WORDS: usize = 8;
/// One character alone says too little.
const MIN_LENGTH: usize = 2;
/// Longer words are cut, in the report and in the query alike.
const MAX_LENGTH: usize = 40;

/// The text in small letters without accents, everything but letters and digits turned into single spaces.
/// Phrases can be looked for in it.
#[must_use]
pub fn plain_words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.nfkd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase) {
        if sign.is_alphanumeric() {
            plain.push(sign);
        } else if !is_combining_mark(sign) && !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// The different words of a text in their order, at most `MAX_WORDS`.
#[must_use]
pub fn search_words(text: &str) -> Vec<String> {
    words(text, MAX_WORDS)
}

/// The different words of a query, at most `MAX_QUERY_WORDS`.
#[must_use]
pub fn query_words(text: &str) -> Vec<String> {
    words(text, MAX_QUERY_WORDS)
}

fn words(text: &str, most: usize) -> Vec<String> {
    let plain = plain_words(text);
    let mut seen = HashSet::new();
    plain
        .split(' ')
        .filter(|word| word.chars().nth(MIN_LENGTH - 1).is_some())
        .map(|word| word.chars().take(MAX_LENGTH).collect::<String>())
        .filter(|word| seen.insert(word.clone()))
        .take(most)
        .collect()
}

/// How much two reports share: words in both divided by words in either, from 0 to 1. Nothing resembles nothing.
#[must_use]
pub fn similarity<A: AsRef<str>, B: AsRef<str>>(a: &[A], b: &[B]) -> f32 {
    let a: HashSet<&str> = a.iter().map(AsRef::as_ref).collect();
    let b: HashSet<&str> = b.iter().map(AsRef::as_ref).collect();
    let small = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    match a.union(&b).count() {
        0 => 0.0,
        either => small(a.intersection(&b).count()) / small(either),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_small_letters_and_digits_each_once_and_in_order() {
        let words = search_words("Jalan rusak, JALAN A.Yani km 12 (dekat PDAM)! 5 x");
        assert_eq!(words, ["jalan", "rusak", "yani", "km", "12", "dekat", "pdam"]);
    }

    #[test]
    fn accents_ligatures_and_wide_letters_do_not_hide_a_word() {
        assert_eq!(search_words("Café ﬁle ＪＡＬＡＮ İzin cafe\u{301}"), ["cafe", "file", "jalan", "izin"]);
    }

    #[test]
    fn phrases_can_be_found_in_the_plain_text() {
        assert_eq!(plain_words("  Pungli: \"uang-rokok\"\n di Samsat!! "), "pungli uang rokok di samsat");
        assert_eq!(plain_words("?!"), "");
    }

    #[test]
    fn words_are_limited_in_number_and_length() {
        let text: String = (0..1000).map(|n| format!("kata{n} ")).collect();
        assert_eq!(search_words(&text).len(), MAX_WORDS);
        assert_eq!(query_words(&text).len(), MAX_QUERY_WORDS);
        assert_eq!(search_words(&"a".repeat(9000)), ["a".repeat(40)]);
    }

    #[test]
    fn reports_about_the_same_hole_are_more_alike_than_others() {
        let one = search_words("Jalan Martapura Lama berlubang dalam dekat pasar");
        let two = search_words("Lubang besar di jl Martapura Lama depan pasar");
        let other = search_words("Pelayanan KTP lambat sekali");
        assert!(similarity(&one, &two) > similarity(&one, &other));
        assert_eq!(similarity(&one, &other), 0.0);
        assert_eq!(similarity(&one, &one), 1.0);
        assert_eq!(similarity::<&str, &str>(&[], &[]), 0.0);
        assert_eq!(similarity(&["a", "b"], &["b", "c", "b"]), 1.0 / 3.0);
    }

    proptest! {
        #[test]
        fn every_word_of_a_query_is_found_as_a_word_of_the_text_it_came_from(text in any::<String>()) {
            let words = search_words(&text);
            for word in query_words(&text) {
                prop_assert!(words.contains(&word));
                prop_assert_eq!(query_words(&word), vec![word.clone()]);
            }
        }
        #[test]
        fn likeness_is_the_same_both_ways(a in proptest::collection::vec("[a-d]", 0..6), b in proptest::collection::vec("[a-d]", 0..6)) {
            prop_assert_eq!(similarity(&a, &b), similarity(&b, &a));
            prop_assert!((0.0..=1.0).contains(&similarity(&a, &b)));
        }
    }
}
