//! The address of the client, also behind reverse proxies that the configuration trusts.
//!
//! For limits only; never logged.
use std::net::{IpAddr, SocketAddr};

use http::HeaderMap;

use crate::config::{ForwardedHeader, ProxyConfig};

/// The nearest address that is not a trusted proxy. What an untrusted peer claims is not believed.
pub fn client_addr(headers: &HeaderMap, peer: IpAddr, proxy: &ProxyConfig) -> IpAddr {
    let trusted = |address: IpAddr| proxy.trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    if !trusted(client) {
        return client;
    }
    for hop in hops(headers, proxy.header).into_iter().rev() {
        // A hop that cannot be read was written by whoever stands behind the last one that can.
        let Some(address) = hop else { return client };
        client = address.to_canonical();
        if !trusted(client) {
            return client;
        }
    }
    client
}

/// What limits count by: an IPv4 address; of IPv6 the network of 64 bits that one subscriber is given.
pub fn limit_key(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            format!("{}/64", std::net::Ipv6Addr::from(network))
        }
    }
}

/// The addresses that the proxies noted, the first hop first.
fn hops(headers: &HeaderMap, header: ForwardedHeader) -> Vec<Option<IpAddr>> {
    let name = match header {
        ForwardedHeader::XForwardedFor => "x-forwarded-for",
        ForwardedHeader::Forwarded => "forwarded",
    };
    let values = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("unreadable"));
    let entries = values.flat_map(|value| value.split(','));
    match header {
        ForwardedHeader::XForwardedFor => entries.map(address).collect(),
        ForwardedHeader::Forwarded => entries
            .map(|entry| {
                entry.split(';').find_map(|pair| {
                    let (name, value) = pair.split_once('=')?;
                    name.trim().eq_ignore_ascii_case("for").then(|| address(value))?
                })
            })
            .collect(),
    }
}

/// `192.0.2.1`, `192.0.2.1:80`, `[2001:db8::1]:80`, quoted or not.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn client(header: ForwardedHeader, value: &str, peer: &str) -> String {
        let trusted = vec!["10.0.0.0/8".parse().unwrap(), "2001:db8::/32".parse().unwrap()];
        let name = if header == ForwardedHeader::Forwarded { "forwarded" } else { "x-forwarded-for" };
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        client_addr(&headers, peer.parse().unwrap(), &ProxyConfig { trusted, header }).to_string()
    }

    #[test]
    fn a_client_that_is_no_trusted_proxy_cannot_choose_its_address() {
        let own = client(ForwardedHeader::XForwardedFor, "203.0.113.7", "198.51.100.9");
        assert_eq!(own, "198.51.100.9");
    }

    #[test]
    fn the_nearest_untrusted_hop_counts_and_not_what_it_claims() {
        let x = |value| client(ForwardedHeader::XForwardedFor, value, "10.0.0.1");
        assert_eq!(x("203.0.113.7"), "203.0.113.7");
        assert_eq!(x("1.1.1.1, 203.0.113.7, 10.2.3.4"), "203.0.113.7");
        assert_eq!(x("1.1.1.1, nonsense, 10.2.3.4"), "10.2.3.4");
        assert_eq!(x("203.0.113.7:4711"), "203.0.113.7");
        assert_eq!(x(""), "10.0.0.1");
    }

    #[test]
    fn the_standard_header_is_read_with_quotes_and_ports() {
        let f = |value| client(ForwardedHeader::Forwarded, value, "::ffff:10.0.0.1");
        assert_eq!(f("for=203.0.113.7;proto=https, for=10.1.1.1"), "203.0.113.7");
        assert_eq!(f("proto=https;For=\"[2001:dead::7]:4711\""), "2001:dead::7");
        assert_eq!(f("for=_hidden"), "10.0.0.1");
    }

    #[test]
    fn limits_count_a_subscriber_of_ipv6_once() {
        let key = |text: &str| limit_key(text.parse().unwrap());
        assert_eq!(key("2001:db8:1:2:aaaa::1"), key("2001:db8:1:2:bbbb::2"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_ne!(key("192.0.2.1"), key("192.0.2.2"));
    }
}
