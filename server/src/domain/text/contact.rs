//! Addresses and telephone numbers, in one way of writing each. A practical check finds typing mistakes;
//! only a message that arrives proves an address. To accept another way of writing a number: `national`.
use super::{FieldError, Limits, TextFault, clean_line};

/// An e-mail address in small letters. Quoted local parts and addresses without a dot are refused.
pub fn email(field: &'static str, text: &str) -> Result<String, FieldError> {
    let address = clean_line(field, text, Limits::EMAIL)?.to_lowercase();
    let parts = address.split_once('@').filter(|(local, domain)| is_local(local) && is_domain(domain));
    if parts.is_none() {
        return Err(FieldError::new(field, TextFault::Invalid));
    }
    Ok(address)
}

fn is_local(local: &str) -> bool {
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
    };
    local.len() <= 64 && local.split('.').all(is_atom)
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let has_name = domain.rsplit_once('.').is_some_and(|(_, top)| {
        top.len() >= 2 && (top.bytes().all(|byte| byte.is_ascii_alphabetic()) || top.starts_with("xn--"))
    });
    has_name && domain.len() <= 253 && domain.split('.').all(is_label)
}

/// A telephone number as `+62811...`. Numbers of other countries are taken when they begin with `+` or `00`.
pub fn phone(field: &'static str, text: &str) -> Result<String, FieldError> {
    let line = clean_line(field, text, super::Bounds { min: 1, max: 40 })?;
    let is_filler = |sign: &char| matches!(sign, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}');
    let plain: String = line.chars().filter(|sign| !is_filler(sign)).collect();
    international(&plain).ok_or(FieldError::new(field, TextFault::Invalid))
}

fn international(plain: &str) -> Option<String> {
    let abroad = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"));
    let digits = abroad.unwrap_or(plain);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (abroad, digits.strip_prefix("62")) {
        (_, Some(rest)) => national(rest.strip_prefix('0').unwrap_or(rest)),
        (Some(_), None) => ((8..=15).contains(&digits.len()) && !digits.starts_with('0')).then(|| format!("+{digits}")),
        (None, None) => match digits.strip_prefix('0') {
            Some(rest) => national(rest),
            None => digits.starts_with('8').then(|| national(digits)).flatten(),
        },
    }
}

/// The number without country code and leading zero: mobiles begin with 8, other areas with 2 to 9.
fn national(digits: &str) -> Option<String> {
    let shortest = match digits.bytes().next()? {
        b'8' => 9,
        b'2'..=b'9' => 8,
        _ => return None,
    };
    (shortest..=12).contains(&digits.len()).then(|| format!("+62{digits}"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_pass_in_small_letters() {
        for (typed, kept) in [
            (" Siti.Aminah@Gmail.com ", "siti.aminah@gmail.com"),
            ("a+b_c@sub.kalselprov.go.id", "a+b_c@sub.kalselprov.go.id"),
            ("x@xn--bcher-kva.example", "x@xn--bcher-kva.example"),
        ] {
            assert_eq!(email("email", typed).unwrap(), kept);
        }
    }

    #[test]
    fn what_no_letter_would_reach_is_no_address() {
        for typed in [
            "siti",
            "siti@",
            "@gmail.com",
            "siti@gmail",
            "siti@@gmail.com",
            "a@b@gmail.com",
            "siti@gmail..com",
            ".siti@gmail.com",
            "si..ti@gmail.com",
            "siti@-gmail.com",
            "siti aminah@gmail.com",
            "siti@gmail.c",
            "siti@192.168.1.1",
            "<siti@gmail.com>",
            "siti@gmail.com,x@y.id",
            "sîti@gmail.com",
            "siti@gmail.com\u{301}",
        ] {
            assert_eq!(email("email", typed).unwrap_err().kind, TextFault::Invalid, "{typed}");
        }
        let long = format!("{}@gmail.com", "x".repeat(65));
        assert_eq!(email("email", &long).unwrap_err().kind, TextFault::Invalid);
        let longest = format!("x@{}.com", "x".repeat(300));
        assert!(matches!(email("email", &longest).unwrap_err().kind, TextFault::TooLong { max: 254, .. }));
        assert_eq!(email("email", "siti\r\nBcc: x@gmail.com").unwrap_err().kind, TextFault::Invalid);
        assert_eq!(email("email", " ").unwrap_err().kind, TextFault::Required);
    }

    #[test]
    fn every_way_of_writing_one_mobile_number_becomes_the_same() {
        for typed in [
            "081234567890",
            "0812-3456-7890",
            "+62 812 3456 7890",
            "62812.3456.7890",
            "+62 (0) 812 3456 7890",
            "0062 81234567890",
            "81234567890",
            "(0812) 3456 7890",
            "\u{200e}+62\u{a0}812‑3456‑7890",
        ] {
            assert_eq!(phone("phone", typed).unwrap(), "+6281234567890", "{typed}");
        }
    }

    #[test]
    fn landlines_and_numbers_from_abroad_pass() {
        assert_eq!(phone("phone", "(0511) 477 2345").unwrap(), "+625114772345");
        assert_eq!(phone("phone", "0517 21234").unwrap(), "+6251721234");
        assert_eq!(phone("phone", "+60 12-345 6789").unwrap(), "+60123456789");
    }

    #[test]
    fn what_cannot_be_called_is_refused() {
        for typed in [
            "110",
            "14045",
            "0812345",
            "08123456789012",
            "0112345678",
            "+0812345678",
            "+1234",
            "telepon saya",
            "0812345678x",
            "٠٨١٢٣٤٥٦٧٨٩٠",
            "+",
            "12345678",
            "++6281234567890",
        ] {
            assert_eq!(phone("phone", typed).unwrap_err().kind, TextFault::Invalid, "{typed}");
        }
        assert_eq!(phone("phone", "").unwrap_err().kind, TextFault::Required);
    }
}
