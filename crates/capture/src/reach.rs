//! Which addresses a capture may reach: those of the public network and no others.
//!
//! A page that is captured says itself what else is loaded, and it may be written by those whom it is evidence against. So it must not be
//! able to have the program knock at doors that stand open only within the installation's own network.
//!
//! Source of the ranges: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and what it names).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether this is an address of the public network.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match (a, b, c) {
        // "This network", private, loopback, multicast, reserved and broadcast.
        (0 | 10 | 127 | 224..=255, _, _) => true,
        // Shared between providers and customers (100.64.0.0/10); private (172.16.0.0/12).
        (100, 64..=127, _) | (172, 16..=31, _) => true,
        // Link-local, with the metadata of clouds; private.
        (169, 254, _) | (192, 168, _) => true,
        // Protocol assignments, three ranges for documentation, former 6to4 relays, AMT relays, AS112.
        (192, 0, 0 | 2) | (192, 88, 99) | (192, 52, 193) | (192, 31, 196) | (192, 175, 48) | (198, 51, 100) | (203, 0, 113) => true,
        // Measurements between networks (198.18.0.0/15).
        (198, 18 | 19, _) => true,
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // Those that hold an IPv4 address reach what that one reaches.
    if let Some(inner) = address.to_ipv4_mapped().or_else(|| translated(address)) {
        return is_public_v4(inner);
    }
    // Global unicast is 2000::/3; of it are not public: protocol assignments with Teredo (2001::/23), documentation (2001:db8::/32,
    // 3fff::/20), and 6to4 (2002::/16), which holds addresses of relays that nobody answers for.
    let global = (0x2000..0x4000).contains(&a);
    let special = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    global && !special
}

/// The IPv4 address in one of the well-known prefix of translators (64:ff9b::/96, RFC 6052).
fn translated(address: Ipv6Addr) -> Option<Ipv4Addr> {
    match address.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_the_public_network_is_reached() {
        let inside = [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2001:10::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd00::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "5f00::1",
        ];
        for address in inside {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        let outside = [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.0.1",
            "193.0.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2001:4860:4860::8888",
            "2400:cb00::1",
            "2a00:1450::1",
            "64:ff9b::808:808",
            "::ffff:8.8.8.8",
        ];
        for address in outside {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    proptest! {
        /// However an address is dressed up, it leads where it leads.
        #[test]
        fn an_address_within_another_reaches_no_further(address in any::<u32>()) {
            let inner = Ipv4Addr::from(address);
            let [a, b, c, d] = inner.octets();
            let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
            for dressed in [inner.to_ipv6_mapped(), Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low)] {
                prop_assert_eq!(is_public(IpAddr::V6(dressed)), is_public(IpAddr::V4(inner)));
            }
        }

        #[test]
        fn what_the_standard_library_calls_private_is_not_public(address in any::<u32>()) {
            let address = Ipv4Addr::from(address);
            let special = address.is_private() || address.is_loopback() || address.is_link_local() || address.is_multicast();
            let special = special || address.is_broadcast() || address.is_documentation() || address.is_unspecified();
            prop_assert!(!(special && is_public(IpAddr::V4(address))));
        }
    }
}
