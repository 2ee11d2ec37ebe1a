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
mod tests;
