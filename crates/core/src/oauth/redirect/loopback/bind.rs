//! One port on both loopback addresses. A browser may take `localhost` to be either of them, so both must be ours.
//!
//! Nothing is ever closed and opened again, and no port is shared: on Unix `SO_REUSEADDR` (set by tokio) only lets a
//! port be used again whose last connection is still winding down; a port that somebody listens on stays refused.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::net::TcpListener;

use crate::error::{Code, Error, Result};
use crate::text;

/// How many free ports of one family are tried for one that is free in the other as well.
const TRIES: usize = 32;

/// One or two listeners on the same port.
pub(super) struct Bound {
    pub(super) listeners: Vec<TcpListener>,
    pub(super) port: u16,
}

/// Why a port cannot be had.
#[derive(Debug)]
enum Refusal {
    Taken(u16),
    Denied(u16),
    NoLoopback(io::Error),
}

/// Binds `port` on both families; 0 is any port that is free on both.
pub(super) async fn both(port: u16) -> Result<Bound> {
    with(port, &async |address| TcpListener::bind(address).await).await
}

async fn with(port: u16, open: &impl AsyncFn(SocketAddr) -> io::Result<TcpListener>) -> Result<Bound> {
    let mut tries = if port == 0 { TRIES } else { 1 };
    loop {
        tries -= 1;
        match pair(port, open).await {
            Ok(bound) => return Ok(bound),
            Err(Refusal::Taken(_)) if tries > 0 => {}
            Err(refusal) => return Err(refusal.into()),
        }
    }
}

async fn pair<F>(port: u16, open: &F) -> std::result::Result<Bound, Refusal>
where
    F: AsyncFn(SocketAddr) -> io::Result<TcpListener>,
{
    let mut bound = Bound { listeners: Vec::new(), port };
    let mut missing = None;
    for address in [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)] {
        match open(SocketAddr::new(address, bound.port)).await {
            Ok(listener) => {
                bound.port = listener.local_addr().map_err(Refusal::NoLoopback)?.port();
                bound.listeners.push(listener);
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(Refusal::Taken(bound.port)),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                return Err(Refusal::Denied(bound.port));
            }
            // Whatever else it is called on this system: the machine does not have this family.
            Err(error) => missing = Some(error),
        }
    }
    match missing {
        Some(error) if bound.listeners.is_empty() => Err(Refusal::NoLoopback(error)),
        _ => Ok(bound),
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Taken(port) => Self::new(
                Code::PortInUse,
                text!("Port {port} is in use by another program.", "Порт {port} занят другой программой."),
            )
            .with(|details| details.port = Some(port)),
            Refusal::Denied(port) => Self::new(
                Code::PortInUse,
                text!(
                    "This system does not let AdKeys use port {port}.",
                    "Система не даёт AdKeys занять порт {port}."
                ),
            )
            .hint(text!("Choose a port above 1023: --port 8765", "Выберите порт больше 1023: --port 8765"))
            .with(|details| details.port = Some(port)),
            Refusal::NoLoopback(error) => Self::new(
                Code::Unexpected,
                text!(
                    "This computer has no loopback address to listen on: {error}.",
                    "На этом компьютере нет адреса для приёма ответа браузера: {error}."
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn listen(address: &str) -> (TcpListener, u16) {
        let listener = TcpListener::bind(address).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        (listener, port)
    }

    #[tokio::test]
    async fn a_squatter_on_either_family_or_on_all_addresses_is_enough_to_refuse() {
        for squatter in ["127.0.0.1:0", "[::1]:0", "0.0.0.0:0", "[::]:0"] {
            let (_squatter, port) = listen(squatter).await;
            let error = both(port).await.err().unwrap();
            assert_eq!((error.code, error.details.port), (Code::PortInUse, Some(port)), "{squatter}");
            assert!(error.message.en.contains(&port.to_string()));
        }
    }

    #[tokio::test]
    async fn nobody_can_join_a_port_that_is_ours() {
        let bound = both(0).await.unwrap();
        assert_eq!(bound.listeners.len(), 2);
        for address in ["127.0.0.1", "[::1]", "0.0.0.0", "[::]"] {
            let squatter = TcpListener::bind(format!("{address}:{}", bound.port)).await;
            assert_eq!(squatter.unwrap_err().kind(), ErrorKind::AddrInUse, "{address}");
        }
    }

    #[tokio::test]
    async fn a_port_that_was_just_closed_can_be_used_again() {
        let port = both(0).await.unwrap().port;
        assert_eq!(both(port).await.unwrap().port, port);
    }

    #[tokio::test]
    async fn a_free_port_is_free_on_both_families() {
        let (_squatter, taken) = listen("[::1]:0").await;
        let asked = std::sync::atomic::AtomicU16::new(0);
        let open = async |address: SocketAddr| {
            let first = address.is_ipv4() && asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0;
            let address = if first { SocketAddr::new(address.ip(), taken) } else { address };
            TcpListener::bind(address).await
        };
        let bound = with(0, &open).await.unwrap();
        assert!(bound.port != taken && bound.listeners.len() == 2);
    }

    #[tokio::test]
    async fn a_machine_with_one_family_only_is_fine() {
        for absent_v4 in [true, false] {
            let open = async |address: SocketAddr| {
                if address.is_ipv4() == absent_v4 {
                    return Err(io::Error::from(ErrorKind::AddrNotAvailable));
                }
                TcpListener::bind(address).await
            };
            let bound = with(0, &open).await.unwrap();
            assert!(bound.listeners.len() == 1 && bound.port != 0);
        }
    }

    #[tokio::test]
    async fn no_family_at_all_and_a_forbidden_port_are_told() {
        let refuse = async |kind: ErrorKind| with(80, &async |_| Err(kind.into())).await.err().unwrap();
        assert_eq!(refuse(ErrorKind::Unsupported).await.code, Code::Unexpected);
        let denied = refuse(ErrorKind::PermissionDenied).await;
        assert_eq!((denied.code, denied.details.port), (Code::PortInUse, Some(80)));
    }
}
