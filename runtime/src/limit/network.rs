//! Whom an address stands for, where addresses are counted.

use std::net::{IpAddr, Ipv6Addr};

/// The bits of an IPv6 address that a provider gives out: all others are the customer's to choose.
const NETWORK: u128 = !0 << 64;

/// The network that an address is counted as: an IPv4 address, also one that is written as IPv6, is
/// itself, an IPv6 address is its /64.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & NETWORK)),
        address @ IpAddr::V4(_) => address,
    }
}
