//! A light affix stripper for Indonesian, with the affixes of Banjar. It knows no dictionary: it takes off what looks like
//! an affix while enough is left, and stops at a word of `roots`.
//!
//! * Clitics first (`clitic`, before the table of spellings is asked): -nya -lah -kah -ku -mu.
//! * Then at most two prefixes: me- and pe- with their sound changes (`menulis` tulis, `menyapu` sapu, `memakai` pakai,
//!   `mengirim` kirim where `roots` says so), di- ber- ter- per-, ke- only around -an, se- only before a known root.
//! * Then one suffix, chosen by the prefix: after me- di- ter- it is -kan or -i, after pe- per- ke- it is -an
//!   (`kerusakan` is rusak-an, not rusa-kan), without a prefix -an, or -kan behind a consonant; Banjar -akan before a known root.
//! * Where no prefix was found, Banjar ba- ta- maN- (`balubang`, `tarandam`, `mambuang`).
//!
//! A stem has four letters or is on the list of short roots, and begins as a word can begin (`dinding` has no di-).
use super::roots::{is_begin, is_fixed, is_short};

/// The fewest letters that are left of a word.
const FEWEST: usize = 4;
/// Two consonants with which a root may begin.
const CLUSTERS: &[&[u8; 2]] = &[
    b"bl", b"br", b"cr", b"dr", b"dw", b"fl", b"fr", b"gl", b"gr", b"kh", b"kl", b"kr", b"ny", b"pl", b"pr", b"sw",
    b"sy", b"tr", b"tw",
];

/// What was taken off in front; it decides which suffix may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Bare,
    Verbal,
    Ber,
    Noun,
}

/// What a prefix takes off, and the letter that it had swallowed.
struct Cut {
    bytes: usize,
    letter: Option<&'static str>,
    class: Class,
}
impl Cut {
    const fn new(bytes: usize, class: Class) -> Self {
        Self { bytes, letter: None, class }
    }
    const fn letter(mut self, letter: &'static str) -> Self {
        self.letter = Some(letter);
        self
    }
}

/// Strips a word in place; `other` is room to work in.
pub fn stem(word: &mut String, other: &mut String) {
    if word.len() <= FEWEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) || is_fixed(word) {
        return;
    }
    let mut class = Class::Bare;
    for _ in 0..2 {
        if is_fixed(word) {
            return;
        }
        let Some(cut) = prefix(word, class) else { break };
        if !take(word, other, &cut) {
            break;
        }
        class = cut.class;
    }
    if is_fixed(word) {
        return;
    }
    suffix(word, class);
    if class == Class::Bare
        && !is_fixed(word)
        && let Some(cut) = banjar(word)
        && take(word, other, &cut)
        && !is_fixed(word)
    {
        suffix(word, cut.class);
    }
}

/// Enough for a stem.
fn enough(stem: &str) -> bool {
    stem.len() >= FEWEST || is_short(stem)
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether a root may begin so.
fn begins(stem: &str) -> bool {
    match stem.as_bytes() {
        [first, ..] if is_vowel(*first) => true,
        [_, second, ..] if is_vowel(*second) => true,
        [first, second, ..] => CLUSTERS.contains(&&[*first, *second]),
        _ => false,
    }
}

/// Takes -nya and its like off; whether one was there.
pub(super) fn clitic(word: &mut String) -> bool {
    if word.len() <= FEWEST || is_fixed(word) {
        return false;
    }
    for end in ["nya", "lah", "kah", "ku", "mu"] {
        if let Some(rest) = word.strip_suffix(end).filter(|rest| rest.len() >= FEWEST) {
            word.truncate(rest.len());
            return true;
        }
    }
    false
}

/// Carries a cut out, if a word is left.
fn take(word: &mut String, other: &mut String, cut: &Cut) -> bool {
    let Some(rest) = word.get(cut.bytes..) else { return false };
    other.clear();
    other.push_str(cut.letter.unwrap_or(""));
    other.push_str(rest);
    if !enough(other) || !begins(other) {
        return false;
    }
    std::mem::swap(word, other);
    true
}

/// The prefix of a word. A second one stands only behind a first.
fn prefix(word: &str, before: Class) -> Option<Cut> {
    if before == Class::Bare {
        if let Some(rest) = word.strip_prefix("di") {
            return enough(rest).then_some(Cut::new(2, Class::Verbal));
        }
        if let Some(rest) = word.strip_prefix("me") {
            return nasal(rest, 2, Class::Verbal).or_else(|| plain(rest, b"lrwy", Class::Verbal));
        }
        if let Some(rest) = word.strip_prefix("ke") {
            let stem = rest.strip_suffix("an")?;
            return enough(stem).then_some(Cut::new(2, Class::Noun));
        }
        if let Some(rest) = word.strip_prefix("se") {
            return is_whole(rest).then_some(Cut::new(2, Class::Bare));
        }
    }
    for (start, class) in [("ber", Class::Ber), ("ter", Class::Verbal), ("per", Class::Noun)] {
        let Some(rest) = word.strip_prefix(start) else { continue };
        let class = if before == Class::Verbal { Class::Verbal } else { class };
        // `perusakan` is pe- and rusak, `peraturan` is per- and atur; `terendam` is te- and rendam.
        if rest.bytes().next().is_some_and(is_vowel) && word.get(2..).is_some_and(is_begin) {
            return Some(Cut::new(2, class));
        }
        return enough(rest).then_some(Cut::new(3, class));
    }
    if before == Class::Bare
        && let Some(rest) = word.strip_prefix("pe")
    {
        return nasal(rest, 2, Class::Noun).or_else(|| plain(rest, b"bcdgjklprstwy", Class::Noun));
    }
    None
}

/// me- and pe- before a letter that changes nothing.
fn plain(rest: &str, letters: &[u8], class: Class) -> Option<Cut> {
    match rest.as_bytes() {
        [first, second, ..] if letters.contains(first) && is_vowel(*second) => Some(Cut::new(2, class)),
        _ => None,
    }
}

/// meN- and peN- (`rest` comes after the me or pe): what the nasal stands for.
fn nasal(rest: &str, before: usize, class: Class) -> Option<Cut> {
    let vowel = |at: usize| rest.as_bytes().get(at).copied().is_some_and(is_vowel);
    let next = |at: usize, letters: &[u8]| rest.as_bytes().get(at).is_some_and(|byte| letters.contains(byte));
    let known = |letter: &str, at: usize| {
        let root = [letter, rest.get(at..).unwrap_or("")].concat();
        is_begin(&root)
    };
    if rest.starts_with("ng") {
        // A root of one syllable: mengecat, pengecoran.
        if rest.get(3..).is_some_and(|root| next(2, b"e") && is_short(root.strip_suffix("an").unwrap_or(root))) {
            return Some(Cut::new(before + 3, class));
        }
        return if next(2, b"gh") {
            Some(Cut::new(before + 2, class))
        } else if vowel(2) {
            let cut = Cut::new(before + 2, class);
            Some(if known("k", 2) { cut.letter("k") } else { cut })
        } else {
            None
        };
    }
    if rest.starts_with("ny") && vowel(2) {
        let cut = Cut::new(before + 2, class);
        return Some(if known("ny", 2) { cut.letter("ny") } else { cut.letter("s") });
    }
    if rest.starts_with('m') {
        return if next(1, b"bfpv") {
            Some(Cut::new(before + 1, class))
        } else if vowel(1) {
            let cut = Cut::new(before + 1, class);
            Some(if known("m", 1) { cut.letter("m") } else { cut.letter("p") })
        } else {
            None
        };
    }
    if rest.starts_with('n') {
        return if next(1, b"cdjz") {
            Some(Cut::new(before + 1, class))
        } else if vowel(1) {
            let cut = Cut::new(before + 1, class);
            Some(if known("n", 1) { cut.letter("n") } else { cut.letter("t") })
        } else {
            None
        };
    }
    None
}

/// Before these, se- means "a" or "the whole".
fn is_whole(rest: &str) -> bool {
    matches!(
        rest,
        "minggu"
            | "bulan"
            | "tahun"
            | "malam"
            | "hari"
            | "jam"
            | "kampung"
            | "kota"
            | "kabupaten"
            | "desa"
            | "tiap"
            | "pekan"
            | "harian"
    )
}

/// Banjar prefixes, tried where no Indonesian one was found.
fn banjar(word: &str) -> Option<Cut> {
    if let Some(rest) = word.strip_prefix("ma") {
        return nasal(rest, 2, Class::Verbal);
    }
    for (start, class) in [("ba", Class::Ber), ("ta", Class::Verbal)] {
        if let Some(rest) = word.strip_prefix(start) {
            // A root with ng or ny in front is no root here: bangun, banyak.
            let nasal = rest.starts_with("ng") || rest.starts_with("ny");
            return (rest.len() >= FEWEST && !nasal).then_some(Cut::new(2, class));
        }
    }
    None
}

/// Takes one suffix off.
fn suffix(word: &mut String, class: Class) {
    let cut = |word: &str, end: &str| word.strip_suffix(end).filter(|rest| enough(rest)).map(str::len);
    // Banjar -akan behind a consonant: ulah-akan; Indonesian nyata-kan ends alike, so the root must be known.
    if class != Class::Noun
        && let Some(rest) = word.strip_suffix("akan")
        && is_fixed(rest)
    {
        word.truncate(rest.len());
        return;
    }
    if class != Class::Noun && word.ends_with("kan") {
        // Without a prefix, -an behind a root in k is what people report: tumpuk-an, not tumpu-kan.
        let with_k = word.len() - 2;
        let noun = class == Class::Bare && word.bytes().rev().nth(3).is_some_and(is_vowel);
        let known = word.get(..with_k).is_some_and(is_fixed);
        let kept = if known || noun { Some(with_k) } else { cut(word, "kan") };
        if let Some(len) = kept.or_else(|| cut(word, "an")) {
            word.truncate(len);
        }
        return;
    }
    if class != Class::Verbal {
        if let Some(len) = cut(word, "an") {
            word.truncate(len);
        }
        return;
    }
    // Loan words in -asi, -isi, -ksi ... have no -i.
    let loan = ["asi", "esi", "isi", "osi", "usi", "ksi", "nsi", "psi"].iter().any(|end| word.ends_with(end));
    if !loan && let Some(len) = cut(word, "i") {
        word.truncate(len);
    }
}
