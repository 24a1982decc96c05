//! This computer.

use crate::diagnosis::check::Check;

mod catalogue;
mod deep_link;
mod disk;
mod dns;
mod keychain;
mod loopback;
mod network;
mod port;
mod proxy;
mod versions;

pub(super) const CHECKS: &[Check] = &[
    versions::CHECK,
    catalogue::CHECK,
    disk::CHECK,
    keychain::CHECK,
    loopback::CHECK,
    port::CHECK,
    deep_link::CHECK,
    proxy::CHECK,
    dns::CHECK,
    network::CHECK,
    network::TLS,
    network::CLOCK,
];
