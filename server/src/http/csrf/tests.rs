//! Who is let in and who is not.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
use super::*;

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (http::HeaderName::from_static(name), value.parse().unwrap())).collect()
}

fn origins() -> Origins {
    Origins::new("https://lapor.example", &["https://portal.example".to_owned()])
}

#[test]
fn our_own_pages_allowed_sites_and_clients_that_are_no_browser_pass() {
    for pairs in [
        &[][..],
        &[("origin", "https://lapor.example")],
        &[("origin", "https://portal.example"), ("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
        &[("referer", "https://lapor.example/kasus/1?x=y")],
        &[
            ("origin", "https://second.example:8443"),
            ("host", "Second.example:8443"),
            ("sec-fetch-site", "same-origin"),
        ],
        &[("origin", "https://second.example:8443"), ("host", "second.example:8443")],
    ] {
        assert_eq!(origins().check(&headers(pairs)), Ok(()), "{pairs:?}");
    }
}

#[test]
fn every_sign_of_another_site_is_refused() {
    for pairs in [
        &[("origin", "https://evil.example")][..],
        &[("origin", "null")],
        &[("origin", "http://lapor.example")],
        &[("origin", "https://lapor.example.evil.example")],
        &[("origin", "https://lapor.example:8443")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "https://other.lapor.example")],
        &[("referer", "https://evil.example/https://lapor.example")],
        &[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin"), ("host", "lapor.example")],
        &[("origin", "http://localhost:8080"), ("host", "localhost:8080")],
    ] {
        assert_eq!(origins().check(&headers(pairs)), Err(CsrfRefusal::OtherSite), "{pairs:?}");
    }
    let mut unreadable = HeaderMap::new();
    unreadable.insert("origin", http::HeaderValue::from_bytes(b"https://\xff").unwrap());
    assert_eq!(origins().check(&unreadable), Err(CsrfRefusal::OtherSite));
}

#[test]
fn graphql_signed_by_cookie_needs_what_a_plain_form_cannot_send() {
    let check = |method: Method, pairs: &[(&'static str, &str)], cookie| {
        origins().check_graphql(&method, &headers(pairs), cookie)
    };
    let refused = Err(CsrfRefusal::NoPreflight);
    assert_eq!(check(Method::POST, &[("content-type", "text/plain")], true), refused);
    assert_eq!(check(Method::POST, &[("content-type", "application/jsonx")], true), refused);
    assert_eq!(check(Method::GET, &[], true), refused);
    assert_eq!(check(Method::GET, &[("content-type", "application/json")], true), refused);
    assert_eq!(check(Method::GET, &[], false), Ok(()));
    assert_eq!(check(Method::POST, &[("content-type", "Application/JSON; charset=utf-8")], true), Ok(()));
    assert_eq!(check(Method::GET, &[("x-tanggap-request", "1")], true), Ok(()));
    assert_eq!(check(Method::GET, &[("graphql-require-preflight", "1")], true), Ok(()));
    let foreign = [("x-tanggap-request", "1"), ("origin", "https://evil.example")];
    assert_eq!(check(Method::POST, &foreign, false), Err(CsrfRefusal::OtherSite));
}

#[test]
fn a_form_token_is_good_for_its_session_only_and_differs_each_time() {
    let token = form_token(b"secret of session 1", [1; 16]);
    assert_ne!(token, form_token(b"secret of session 1", [2; 16]));
    assert!(verify_form_token(b"secret of session 1", &token));
    assert!(!verify_form_token(b"secret of session 2", &token));
    let changed: String =
        token.chars().enumerate().map(|(i, c)| if i == 30 { if c == 'A' { 'B' } else { 'A' } } else { c }).collect();
    assert!(!verify_form_token(b"secret of session 1", &changed));
    for bad in ["", "x", "!!!!", token.get(..40).unwrap(), &format!("{token}AAAA")] {
        assert!(!verify_form_token(b"secret of session 1", bad), "{bad}");
    }
}
