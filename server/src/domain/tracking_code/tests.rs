//! Every wrong symbol and every swap is found, and typing is forgiven.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
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
