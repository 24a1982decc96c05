//! How long a token lives, and whether Facebook's second clock matters.

use crate::grant::{TokenKind, TokenSet};
use crate::time::Timestamp;

/// A token that lives no longer than this from its issue was never extended (they last one to two hours).
const SHORT: i64 = 24 * 60 * 60;

/// Permissions that the 90-day data access clock leaves alone: Meta's list (Facebook Login, "Authorization expiration
/// vs data access"), and the families it belongs to. `public_profile` is with every token.
const UNTOUCHED: &[&str] = &[
    "public_profile",
    "ads_",
    "business_management",
    "pages_",
    "read_insights",
    "leads_retrieval",
    "catalog_management",
    "instagram_",
    "attribution_read",
];

/// The kind of a token that began at `since` and ends at `end`. An end that nobody knows is no reason to call a
/// token short-lived: after an upgrade Facebook often does not tell it.
pub(in super::super) fn kind(since: Timestamp, end: Option<Timestamp>) -> TokenKind {
    match end {
        Some(end) if end.seconds_since(since) <= SHORT => TokenKind::ShortLived,
        _ => TokenKind::LongLived,
    }
}

/// The kind by what the token endpoint said, where nobody knows better.
pub(super) fn kind_as_told(tokens: &TokenSet) -> TokenKind {
    match (tokens.kind, tokens.expires_at) {
        (TokenKind::NeverExpires, None) => TokenKind::NeverExpires,
        _ => kind(tokens.obtained_at, tokens.expires_at),
    }
}

/// Whether any of `scopes` stops working when data access ends.
pub(super) fn data_access_matters(scopes: &[String]) -> bool {
    scopes.iter().any(|scope| !UNTOUCHED.iter().any(|untouched| scope.starts_with(untouched)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix(seconds).unwrap()
    }

    #[test]
    fn a_long_lived_token_stays_one_on_its_last_day() {
        assert_eq!(kind(at(0), Some(at(5_183_944))), TokenKind::LongLived);
        assert_eq!(kind(at(0), Some(at(5400))), TokenKind::ShortLived);
        assert_eq!(kind(at(0), None), TokenKind::LongLived);
    }

    /// Surprise 14: the 90-day clock does not apply to ads, business and page scopes.
    #[test]
    fn data_access_does_not_apply_to_ads_business_and_page_scopes() {
        let scopes = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let ads = [
            "ads_read",
            "ads_management",
            "business_management",
            "pages_show_list",
            "read_insights",
            "public_profile",
        ];
        assert!(!data_access_matters(&scopes(&ads)));
        assert!(data_access_matters(&scopes(&["ads_read", "user_friends"])));
        assert!(data_access_matters(&scopes(&["email"])));
    }
}
