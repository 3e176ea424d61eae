//! Where requests come from. Addresses are kept in memory alone, and in no line of the log.

use super::{Limits, buckets::Buckets};
use axum::http::{HeaderMap, HeaderName, header};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

const DAY_SECONDS: u64 = 24 * 60 * 60;

/// One subscriber as far as an address tells: an IPv4 address, or the /64 of an IPv6 address,
/// of which everybody has as many addresses as they like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let subnet = u128::from(address) >> 64 << 64;
                IpAddr::V6(Ipv6Addr::from(subnet))
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// In which header a proxy says for whom it asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`: addresses, the nearest last.
    #[default]
    XForwardedFor,
    /// `Forwarded`, as in RFC 7239.
    Forwarded,
}

impl ProxyHeader {
    fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => HeaderName::from_static("x-forwarded-for"),
            Self::Forwarded => header::FORWARDED,
        }
    }
}

/// Proxies whose word on addresses is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    /// Their addresses.
    pub trusted: Vec<IpAddr>,
    /// Where they say for whom they ask. What else a request says is its sender's word.
    pub header: ProxyHeader,
}

impl Proxies {
    /// Whether the peer is one of them.
    pub(crate) fn has(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.trusted
            .iter()
            .any(|trusted| trusted.to_canonical() == peer)
    }

    /// Who asks: the peer or, if that is a trusted proxy, the last one in the header that is none.
    /// Every address before that is the word of somebody who is not trusted.
    pub(crate) fn client(&self, peer: SocketAddr, headers: &HeaderMap) -> Network {
        if !self.has(peer.ip()) {
            return peer.ip().into();
        }
        let lines = headers.get_all(self.header.name());
        let said: Vec<_> = lines
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .collect();
        for element in said.into_iter().rev() {
            let address = match self.header {
                ProxyHeader::XForwardedFor => address(element),
                ProxyHeader::Forwarded => element
                    .split(';')
                    .filter_map(|pair| pair.trim().split_once('='))
                    .find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))
                    .and_then(|(_, node)| address(node.trim().trim_matches('"'))),
            };
            match address {
                Some(address) if self.has(address) => {}
                Some(address) => return address.into(),
                None => break,
            }
        }
        peer.ip().into()
    }
}

/// An address, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(text);
    let with_port = || text.parse::<SocketAddr>().ok().map(|socket| socket.ip());
    bare.parse().ok().or_else(with_port)
}

/// Bounds on what one address may ask and bring, whatever its keys.
pub(crate) struct Addresses {
    proxies: Proxies,
    requests: Buckets<Network>,
    bytes: Buckets<Network>,
}

impl Addresses {
    pub(super) fn new(limits: &Limits, proxies: Proxies) -> Self {
        let daily = limits.quota.address_day;
        Self {
            proxies,
            requests: Buckets::new(
                limits.address_rate.into(),
                limits.address_burst.into(),
                limits.addresses,
            ),
            bytes: Buckets::new(daily.div_ceil(DAY_SECONDS), daily, limits.addresses),
        }
    }

    /// Who asks.
    pub(crate) fn client(&self, peer: SocketAddr, headers: &HeaderMap) -> Network {
        self.proxies.client(peer, headers)
    }

    /// Whether one more request of a network is answered now.
    pub(crate) fn may_ask(&self, client: Network, now: i64) -> bool {
        self.requests.take(client, 1, now)
    }

    /// Whether so many bytes from a network are kept today.
    pub(crate) fn may_bring(&self, client: Network, bytes: u64, now: i64) -> bool {
        bytes == 0 || self.bytes.take(client, bytes, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn client(header: ProxyHeader, peer: &str, lines: &[&str]) -> String {
        let proxies = Proxies {
            trusted: vec![
                "10.0.0.1".parse().expect("an address"),
                "10.0.0.2".parse().expect("an address"),
            ],
            header,
        };
        let mut headers = HeaderMap::new();
        for line in lines {
            let value = HeaderValue::from_str(line).expect("a value");
            headers.append(header.name(), value);
        }
        let peer = SocketAddr::new(peer.parse().expect("an address"), 1);
        proxies.client(peer, &headers).0.to_string()
    }

    #[test]
    fn only_a_trusted_proxy_says_who_asks() {
        let plain = |peer, lines: &[&str]| client(ProxyHeader::XForwardedFor, peer, lines);
        assert_eq!(plain("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(plain("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(plain("::ffff:10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
    }

    #[test]
    fn what_a_client_writes_before_the_proxys_own_word_counts_for_nothing() {
        let plain = |lines: &[&str]| client(ProxyHeader::XForwardedFor, "10.0.0.1", lines);
        assert_eq!(plain(&["1.1.1.1, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(plain(&["1.1.1.1", "198.51.100.1"]), "198.51.100.1");
        assert_eq!(plain(&["1.1.1.1, 198.51.100.1, 10.0.0.2"]), "198.51.100.1");
        assert_eq!(plain(&["1.1.1.1, nonsense"]), "10.0.0.1");
        assert_eq!(plain(&[]), "10.0.0.1");
        assert_eq!(plain(&["10.0.0.2"]), "10.0.0.1");
    }

    #[test]
    fn a_forwarded_header_is_read_as_its_standard_says() {
        let said = |line| client(ProxyHeader::Forwarded, "10.0.0.1", &[line]);
        assert_eq!(said("for=198.51.100.1;proto=https"), "198.51.100.1");
        assert_eq!(
            said("proto=https; For=\"198.51.100.1:8080\""),
            "198.51.100.1"
        );
        assert_eq!(
            said("for=1.1.1.1, for=\"[2001:db8:1:2:3::4]:80\""),
            "2001:db8:1:2::"
        );
        assert_eq!(said("for=_hidden"), "10.0.0.1");
    }

    #[test]
    fn the_addresses_of_one_ipv6_subscriber_are_one() {
        let network = |text: &str| Network::from(text.parse::<IpAddr>().expect("an address"));
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }
}
