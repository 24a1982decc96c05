//! What errors and time mean for the state of a connection: tables, so that every verb says the same.

use crate::catalogue::RefreshMode;
use crate::error::Code;
use crate::grant::{TokenFacts, TokenKind, TokenOrigin};
use crate::ledger::{ConnectionRecord, ConnectionState};
use crate::time::Timestamp;

/// A token with less left than this, and no sure way to renew it, counts as expiring; in seconds.
const EXPIRING_WITHIN: i64 = 7 * 24 * 3600;

/// The state that a failed check proves. `None`: it proves nothing about the token.
pub(super) fn proven_by(code: Code) -> Option<ConnectionState> {
    match code {
        Code::TokenExpired => Some(ConnectionState::Expired),
        Code::TokenRevoked => Some(ConnectionState::Revoked),
        Code::Checkpoint | Code::AccountRestricted | Code::TwoFactorRequired | Code::AppNotLive => {
            Some(ConnectionState::Blocked)
        }
        Code::AuthorizationRequired => Some(ConnectionState::NotConnected),
        _ => None,
    }
}

/// The state of a token that works, by what is left of it.
pub(super) fn by_time(facts: &TokenFacts, now: Timestamp) -> ConnectionState {
    let Some(end) = facts.expires_at else { return ConnectionState::Connected };
    let left = end.seconds_since(now);
    match facts.kind {
        // The next use renews it.
        TokenKind::Refreshable | TokenKind::NeverExpires => ConnectionState::Connected,
        _ if left <= 0 => ConnectionState::Expired,
        _ if left < EXPIRING_WITHIN => ConnectionState::Expiring,
        _ => ConnectionState::Connected,
    }
}

/// The state to show now: the last check's, corrected by the time that has passed since.
pub(super) fn shown(record: &ConnectionRecord, now: Timestamp) -> ConnectionState {
    match record.state {
        ConnectionState::Connected | ConnectionState::Expiring => by_time(&record.facts, now),
        other => other,
    }
}

/// Whether a token may be renewed by us at all. A pasted one is the person's own business.
pub(super) fn renewable(
    mode: RefreshMode,
    kind: TokenKind,
    origin: TokenOrigin,
    has_refresh_token: bool,
) -> bool {
    let possible = match mode {
        RefreshMode::Standard => has_refresh_token,
        RefreshMode::Exchange => true,
        RefreshMode::None => false,
    };
    possible && origin == TokenOrigin::SignIn && kind != TokenKind::NeverExpires
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(kind: TokenKind, days: i64) -> TokenFacts {
        TokenFacts {
            kind,
            obtained_at: None,
            expires_at: Timestamp::from_unix(days * 86_400),
            data_access_expires_at: None,
            data_access_matters: false,
            scopes: crate::grant::Scopes::default(),
            granular: Vec::new(),
            origin: TokenOrigin::SignIn,
        }
    }

    #[test]
    fn the_days_left_decide_the_state_of_a_token_that_works() {
        let now = Timestamp::from_unix(0).unwrap();
        for (kind, days, state) in [
            (TokenKind::LongLived, 59, ConnectionState::Connected),
            (TokenKind::LongLived, 6, ConnectionState::Expiring),
            (TokenKind::LongLived, -1, ConnectionState::Expired),
            (TokenKind::ShortLived, 0, ConnectionState::Expired),
            (TokenKind::Refreshable, -1, ConnectionState::Connected),
        ] {
            assert_eq!(by_time(&facts(kind, days), now), state, "{kind:?} {days}");
        }
    }

    #[test]
    fn a_limit_or_an_outage_says_nothing_about_the_token() {
        for code in
            [Code::RateLimited, Code::PlatformUnavailable, Code::Network, Code::VaultLocked, Code::Unexpected]
        {
            assert_eq!(proven_by(code), None, "{code}");
        }
    }
}
