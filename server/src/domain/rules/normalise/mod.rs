//! The normal form of the words of a report and of a keyword: two words match when their normal forms are equal.
//! It is applied to both sides alike, so matching is symmetrical, and it keeps the place of each word in the text.
//!
//! In this order:
//! 1. letters and digits stay, in small letters and without accents (NFKD); everything else parts words;
//! 2. a letter that is dragged out becomes one (`baaanget`, `tolooong`), in words with a vowel: `PPPK` is no dragged `PK`;
//! 3. a 2 that means "twice" goes: `lubang2`, `lubang2nya`;
//! 4. chat spellings and old spellings become the usual word (`spelling`): `jln`, `jl` -> `jalan`; `gk`, `kada` -> `tidak`;
//! 5. affixes are stripped (`stem`): `penambangan`, `pertambangan`, `ditambang` -> `tambang`; Banjar `balubang` -> `lubang`.
//!
//! It is no dictionary. `roots` lists words that stand as they are: roots that only look as if they had an affix
//! (`masalah`, `tangan`), and words whose stem is a false friend (`perjalanan` is no `jalan`, `kematian` no `mati`,
//! `permohonan` no `mohon`). To change a word: a line in `roots` or `spelling`, and a test beside it.
//!
//! `domain::text::plain_words` is another thing: it serves the search index and the look for duplicates, where people type
//! the word they want to see. It stops after step 1, because a stored index cannot follow a table that changes, and
//! because a search for `mati` must not show `kematian`.
pub mod roots;
pub mod spelling;
pub mod stem;
pub mod table;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;

use std::collections::HashMap;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut after this many bytes: nobody writes one, and nothing may cost much.
const LONGEST: usize = 64;

/// A word in its normal form, and the bytes of the text it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Normal form.
    pub form: String,
    /// Bytes of the text as typed.
    pub range: Range<usize>,
}

/// Words that a desk remembers; then it begins anew, so that its room stays small whatever people write.
const REMEMBERED: usize = 4_096;

/// Room to work in, so that a text costs no allocation per word.
#[derive(Debug, Default)]
pub struct Scratch {
    word: String,
    other: String,
    seen: Option<HashMap<Box<str>, Box<str>>>,
}
impl Scratch {
    /// For many texts: it remembers the words that were just seen, for the same ones come again and again. What is
    /// remembered is what would be found anew. (The map is the one of the standard library, with a secret of its own:
    /// reporters choose what is put into it.)
    #[must_use]
    pub fn remembering() -> Self {
        Self { seen: Some(HashMap::new()), ..Self::default() }
    }
}

/// The words of a text in their normal form.
#[must_use]
pub fn normal_words(text: &str) -> Vec<Word> {
    let mut words = vec![];
    each_word(text, &mut Scratch::default(), |form, range| words.push(Word { form: form.to_owned(), range }));
    words
}

/// The words of a keyword or phrase in their normal form; none when nothing is left of it.
#[must_use]
pub fn normal_phrase(keyword: &str) -> Vec<String> {
    normal_words(keyword).into_iter().map(|word| word.form).collect()
}

/// Hands out each word of a text in its normal form with its bytes.
pub fn each_word(text: &str, scratch: &mut Scratch, mut found: impl FnMut(&str, Range<usize>)) {
    scratch.word.clear();
    let mut start = 0;
    for (at, sign) in text.char_indices() {
        if sign.is_ascii_alphanumeric() {
            if scratch.word.is_empty() {
                start = at;
            }
            scratch.word.push(sign.to_ascii_lowercase());
        } else if sign.is_ascii() {
            finish(scratch, start..at, &mut found);
        } else {
            wide(sign, at, &mut start, scratch, &mut found);
        }
    }
    finish(scratch, start..text.len(), &mut found);
}

/// A sign beyond ASCII: an accent goes, a ligature is taken apart, what is no letter parts words.
fn wide(sign: char, at: usize, start: &mut usize, scratch: &mut Scratch, found: &mut impl FnMut(&str, Range<usize>)) {
    if is_combining_mark(sign) {
        return;
    }
    let mut any = false;
    for part in std::iter::once(sign).nfkd().flat_map(char::to_lowercase) {
        if part.is_alphanumeric() && !is_combining_mark(part) {
            if scratch.word.is_empty() {
                *start = at;
            }
            scratch.word.push(part);
            any = true;
        }
    }
    if !any {
        finish(scratch, *start..at, found);
    }
}

/// The word that has been gathered, if any.
fn finish(scratch: &mut Scratch, range: Range<usize>, found: &mut impl FnMut(&str, Range<usize>)) {
    if scratch.word.is_empty() {
        return;
    }
    let Scratch { word, other, seen } = scratch;
    if word.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&end| word.is_char_boundary(end)).unwrap_or(0);
        word.truncate(end);
    }
    if word.is_ascii() {
        if let Some(form) = seen.as_ref().and_then(|seen| seen.get(word.as_str())) {
            word.clear();
            word.push_str(form);
        } else if let Some(seen) = seen {
            let typed: Box<str> = word.as_str().into();
            normal(word, other);
            if seen.len() >= REMEMBERED {
                seen.clear();
            }
            seen.insert(typed, word.as_str().into());
        } else {
            normal(word, other);
        }
    }
    // A short form may stand for two words.
    for part in word.split(' ') {
        found(part, range.clone());
    }
    word.clear();
}

/// Puts the usual spelling in its place, if there is another.
fn exchange(word: &mut String) -> bool {
    let Some(usual) = spelling::usual(word) else { return false };
    word.clear();
    word.push_str(usual);
    true
}

/// Steps 2 to 5, in place.
fn normal(word: &mut String, other: &mut String) {
    spelling::squeeze(word, other);
    spelling::drop_twice(word);
    if !exchange(word) && stem::clitic(word) {
        exchange(word);
    }
    if !word.contains(' ') {
        stem::stem(word, other);
        exchange(word);
    }
}
