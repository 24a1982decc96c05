//! What an error code means for a connection and its token.

use crate::error::Code;
use crate::ledger::ConnectionState;

/// What an error means for the connection that met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The state that the connection is in now.
    pub state: ConnectionState,
    /// Whether the token may work again as it is. It is never deleted, only marked.
    pub keeps_token: bool,
}

/// A limit or an outage says nothing of the token; a checkpoint or a restriction holds it up; only two codes end it.
const EFFECTS: &[(Code, ConnectionState, bool)] = &[
    (Code::TokenExpired, ConnectionState::Expired, false),
    (Code::TokenRevoked, ConnectionState::Revoked, false),
    (Code::Checkpoint, ConnectionState::Blocked, true),
    (Code::AccountRestricted, ConnectionState::Blocked, true),
    (Code::TwoFactorRequired, ConnectionState::Blocked, true),
    (Code::AppNotLive, ConnectionState::Blocked, true),
];

/// What `code`, met while checking a connection's token, means for the connection. Anything not in the table leaves
/// open how the token is: unknown, and kept.
#[must_use]
pub fn effect(code: Code) -> Effect {
    let known = EFFECTS.iter().find(|(candidate, ..)| *candidate == code);
    let (state, keeps_token) =
        known.map_or((ConnectionState::Unknown, true), |(_, state, kept)| (*state, *kept));
    Effect { state, keeps_token }
}
