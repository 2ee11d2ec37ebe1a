//! The number of a report and the secret that opens it, both made to be read aloud and typed on a telephone.
//! Randomness is passed in; what a secret opens is decided elsewhere. To change the shape: `DATA` of the type,
//! and keep reading the old one, because people have it on paper.
use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// Crockford's base 32: digits and capitals without I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// What every number begins with.
const PREFIX: &str = "TG";
/// Longer input is not looked at.
const MAX_INPUT: usize = 200;

/// Why a typed code is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Too short, too long, or a sign that no code has.
    #[error("this does not look like a code")]
    Malformed,
    /// It looks like a code, but a sign is wrong or two are swapped.
    #[error("the code has a typing mistake")]
    CheckFailed,
}

/// The number of a report, such as `TG-2611-7K3QXM`: year and month of filing in WITA, five random symbols, and a
/// check symbol that finds every single wrong symbol and every swap of two. It is no secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrackingCode {
    /// Four digits, five random symbols, the check symbol, each as its value.
    symbols: [u8; 10],
}

impl TrackingCode {
    /// The number of a report filed on this day (WITA). Of each random byte the lowest five bits are used.
    #[must_use]
    pub fn new(filed_on: NaiveDate, random: [u8; 5]) -> Self {
        let digit = |n: u32| u8::try_from(n % 10).unwrap_or(0);
        let (year, month) = (filed_on.year().unsigned_abs(), filed_on.month());
        let [a, b, c, d, e] = random.map(|byte| byte & 31);
        let data = [digit(year / 10), digit(year), digit(month / 10), digit(month), a, b, c, d, e];
        let [y1, y2, m1, m2, ..] = data;
        Self { symbols: [y1, y2, m1, m2, a, b, c, d, e, check_symbol(&data)] }
    }

    /// Reads what a person typed: capitals or not, with or without hyphens, spaces and prefix, O for 0, I or L for 1.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        let plain = plain(typed)?;
        let symbols = symbols::<10>(plain.strip_prefix(PREFIX).unwrap_or(&plain))?;
        let [y1, y2, m1, m2, ..] = symbols;
        let is_month = matches!((m1, m2), (0, 1..=9) | (1, 0..=2));
        if y1 > 9 || y2 > 9 || !is_month {
            return Err(CodeError::Malformed);
        }
        Ok(Self { symbols })
    }
}

impl fmt::Display for TrackingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = text_of(&self.symbols);
        let (month, rest) = text.split_at_checked(4).unwrap_or_default();
        write!(f, "{PREFIX}-{month}-{rest}")
    }
}
impl fmt::Debug for TrackingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TrackingCode({self})")
    }
}
impl FromStr for TrackingCode {
    type Err = CodeError;
    fn from_str(typed: &str) -> Result<Self, CodeError> {
        Self::parse(typed)
    }
}

/// The secret that opens a report together with its number: 75 random bits and a check symbol.
/// It is shown once and kept only as a hash, hence neither `Display` nor `PartialEq`.
#[derive(Clone)]
pub struct TrackingSecret {
    symbols: [u8; 16],
}

impl TrackingSecret {
    /// Of each random byte the lowest five bits are used.
    #[must_use]
    pub fn from_random(random: [u8; 15]) -> Self {
        let data = random.map(|byte| byte & 31);
        let mut symbols = [check_symbol(&data); 16];
        for (to, from) in symbols.iter_mut().zip(data) {
            *to = from;
        }
        Self { symbols }
    }

    /// Reads what a person typed, as forgiving as `TrackingCode::parse`. Says nothing of whether it opens anything.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        Ok(Self { symbols: symbols::<16>(&plain(typed)?)? })
    }

    /// The secret in groups of four, for the one page and message that may show it.
    #[must_use]
    pub fn expose(&self) -> String {
        self.symbols.chunks(4).map(text_of).collect::<Vec<_>>().join("-")
    }

    /// The secret without hyphens, for hashing. However it was typed, it is the same.
    #[must_use]
    pub fn canonical(&self) -> String {
        text_of(&self.symbols)
    }
}

impl fmt::Debug for TrackingSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TrackingSecret(..)")
    }
}

/// Symbols are elements of the field of 32, and a code is a polynomial that is zero at x = 2. As x has order 31
/// there, one wrong symbol or two swapped ones in a code of up to 31 symbols never leave it at zero.
/// (Weights modulo 32 could not find all swaps.)
fn at_two(symbols: &[u8]) -> u8 {
    symbols.iter().fold(0, |sum, symbol| times_two(sum) ^ symbol)
}
/// Multiplication by x, modulo x^5 + x^2 + 1.
fn times_two(element: u8) -> u8 {
    let carry = if element & 0b1_0000 == 0 { 0 } else { 0b10_0101 };
    (element << 1) ^ carry
}
fn check_symbol(data: &[u8]) -> u8 {
    times_two(at_two(data))
}

fn text_of(symbols: &[u8]) -> String {
    let letter = |symbol: &u8| ALPHABET.get(usize::from(*symbol)).copied().map_or('?', char::from);
    symbols.iter().map(letter).collect()
}

/// Capitals without spaces and dashes, and without the invisible signs that chat programs add.
fn plain(typed: &str) -> Result<String, CodeError> {
    if typed.len() > MAX_INPUT {
        return Err(CodeError::Malformed);
    }
    let is_noise = |sign: &char| {
        sign.is_whitespace()
            || matches!(sign, '-' | '_' | '.' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2015}')
            || matches!(sign, '\u{2060}' | '\u{2212}' | '\u{feff}')
    };
    Ok(typed.chars().filter(|sign| !is_noise(sign)).map(|sign| sign.to_ascii_uppercase()).collect())
}

/// The values of exactly `N` symbols whose check is right.
fn symbols<const N: usize>(plain: &str) -> Result<[u8; N], CodeError> {
    let value = |sign: char| match sign {
        'O' => Some(0),
        'I' | 'L' => Some(1),
        _ => u8::try_from(ALPHABET.iter().position(|letter| char::from(*letter) == sign)?).ok(),
    };
    let values: Option<Vec<u8>> = plain.chars().map(value).collect();
    let symbols: [u8; N] = values.and_then(|values| values.try_into().ok()).ok_or(CodeError::Malformed)?;
    if at_two(&symbols) == 0 { Ok(symbols) } else { Err(CodeError::CheckFailed) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(random: [u8; 5]) -> TrackingCode {
        TrackingCode::new("2026-11-23".parse().unwrap(), random)
    }
    /// Some codes: all equal, rising, wide apart, and the highest.
    fn samples() -> Vec<String> {
        let randoms = [[0; 5], [31; 5], [1, 2, 3, 4, 5], [16, 0, 16, 1, 17], [7, 19, 3, 23, 29], [10, 26, 5, 21, 31]];
        randoms.map(|random| code(random).to_string()).to_vec()
    }
    fn with_swap(text: &str, a: usize, b: usize) -> String {
        let mut signs: Vec<char> = text.chars().collect();
        signs.swap(a, b);
        signs.into_iter().collect()
    }
    fn with_sign(text: &str, at: usize, sign: u8) -> String {
        let mut signs: Vec<char> = text.chars().collect();
        signs[at] = char::from(sign);
        signs.into_iter().collect()
    }

    #[test]
    fn a_number_shows_month_random_part_and_check() {
        let text = code([7, 19, 3, 23, 29]).to_string();
        assert!(text.starts_with("TG-2611-7K3QX"), "{text}");
        assert_eq!(text.len(), 14);
        assert_eq!(TrackingCode::new("2030-01-01".parse().unwrap(), [0; 5]).to_string().get(..8), Some("TG-3001-"));
    }

    #[test]
    fn the_check_symbol_stays_what_it_was_because_people_have_codes_on_paper() {
        assert_eq!(code([7, 19, 3, 23, 29]).to_string(), "TG-2611-7K3QXP");
        assert_eq!(code([0; 5]).to_string(), "TG-2611-000004");
    }

    #[test]
    fn every_single_wrong_symbol_is_found() {
        for text in samples() {
            for at in (3..14).filter(|at| *at != 7) {
                for sign in ALPHABET.iter().filter(|sign| char::from(**sign) != text.chars().nth(at).unwrap()) {
                    let wrong = with_sign(&text, at, *sign);
                    assert!(TrackingCode::parse(&wrong).is_err(), "{wrong} for {text}");
                }
            }
        }
    }

    #[test]
    fn every_swap_of_two_symbols_is_found_near_or_far() {
        let places: Vec<usize> = (3..14).filter(|at| *at != 7).collect();
        let mut swaps = 0;
        for text in samples() {
            for a in &places {
                for b in &places {
                    let swapped = with_swap(&text, *a, *b);
                    if swapped != text {
                        swaps += 1;
                        assert!(TrackingCode::parse(&swapped).is_err(), "{swapped} for {text}");
                    }
                }
            }
        }
        assert!(swaps > 200);
    }

    #[test]
    fn every_single_wrong_symbol_and_every_swap_in_a_secret_is_found() {
        let text = TrackingSecret::from_random([0, 31, 16, 1, 17, 5, 21, 10, 26, 3, 19, 30, 15, 8, 24]).canonical();
        for at in 0..16 {
            for sign in ALPHABET.iter().filter(|sign| char::from(**sign) != text.chars().nth(at).unwrap()) {
                assert_eq!(TrackingSecret::parse(&with_sign(&text, at, *sign)).err(), Some(CodeError::CheckFailed));
            }
            for other in (0..16).filter(|other| with_swap(&text, at, *other) != text) {
                assert!(TrackingSecret::parse(&with_swap(&text, at, other)).is_err());
            }
        }
    }

    #[test]
    fn typing_is_forgiven() {
        let right = code([0, 1, 0, 1, 22]);
        let text = right.to_string();
        assert!(text.starts_with("TG-2611-0101P"), "{text}");
        let check = text.chars().last().unwrap();
        for typed in [
            format!("tg-2611-0101p{check}"),
            format!("  TG 2611 0101P{check}\n"),
            format!("TG26110101P{check}"),
            format!("26110101P{check}"),
            format!("2611-0101p{check}"),
            format!("TG\u{2013}26II\u{2013}OLoip{check}"),
            format!("\u{200e}tg-26l1-olOIP{check}\u{feff}"),
        ] {
            assert_eq!(TrackingCode::parse(&typed), Ok(right), "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_is_malformed_and_a_typing_mistake_is_told_apart() {
        let good = code([7, 19, 3, 23, 29]).to_string();
        let shorter = good.get(..13).unwrap().to_owned();
        for typed in ["", "TG", "halo", "TG-2611-7K3QXU", "TG-2611-7K3Q!M", "XX-2611-7K3QXM", &shorter] {
            assert_eq!(TrackingCode::parse(typed), Err(CodeError::Malformed), "{typed}");
        }
        assert_eq!(TrackingCode::parse(&"0".repeat(1_000_000)), Err(CodeError::Malformed));
        assert_eq!(TrackingCode::parse(&with_swap(&good, 9, 10)), Err(CodeError::CheckFailed));
        // A right check symbol does not make a thirteenth month.
        assert_eq!(TrackingCode::parse("TG-0000-000000"), Err(CodeError::Malformed));
    }

    #[test]
    fn a_secret_has_four_groups_and_does_not_show_itself_in_logs() {
        let secret = TrackingSecret::from_random([255; 15]);
        let shown = secret.expose();
        assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
        assert_eq!(format!("{secret:?}"), "TrackingSecret(..)");
        let typed = shown.to_lowercase().replace('-', " ");
        assert_eq!(TrackingSecret::parse(&typed).unwrap().canonical(), secret.canonical());
        assert_eq!(secret.canonical(), shown.replace('-', ""));
    }

    proptest! {
        #[test]
        fn every_number_reads_back_as_itself(random in any::<[u8; 5]>(), day in 0_u64..36_000) {
            let filed_on = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::Days::new(day);
            let code = TrackingCode::new(filed_on, random);
            prop_assert_eq!(TrackingCode::parse(&code.to_string()), Ok(code));
        }
        #[test]
        fn every_secret_reads_back_as_itself(random in any::<[u8; 15]>()) {
            let secret = TrackingSecret::from_random(random);
            prop_assert_eq!(TrackingSecret::parse(&secret.expose()).unwrap().canonical(), secret.canonical());
        }
        #[test]
        fn no_input_makes_the_parsers_panic(typed in "\\PC{0,40}") {
            let _ = TrackingCode::parse(&typed);
            let _ = TrackingSecret::parse(&typed);
        }
    }
}
