//! What a recipe can be filled with.

/// A value of a connection, by the name that recipes and templates use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The access token.
    AccessToken,
    /// The refresh token, where the platform gives one.
    RefreshToken,
    /// The app's secret.
    ClientSecret,
    /// The app's id.
    ClientId,
    /// The ad account as the platform's calls write it (`act_1`).
    AccountId,
    /// The same without the platform's prefix (`1`).
    AccountNumber,
    /// The business that the ad account belongs to.
    BusinessId,
    /// `bearer`.
    TokenType,
    /// The end of the access token, RFC 3339.
    ExpiresAt,
    /// The same in seconds since 1970.
    ExpiresUnix,
    /// The connection's name.
    Connection,
    /// The provider's key.
    Provider,
    /// The provider's key as the beginning of a variable's name (`GOOGLE_ADS`).
    ProviderUpper,
    /// The platform API's version.
    ApiVersion,
    /// The platform API's address.
    ApiBase,
    /// The first of January of last year, RFC 3339: where tools that load history may start.
    Since,
}

const NAMES: &[(&str, Field)] = &[
    ("access_token", Field::AccessToken),
    ("refresh_token", Field::RefreshToken),
    ("client_secret", Field::ClientSecret),
    ("client_id", Field::ClientId),
    ("account_id", Field::AccountId),
    ("account_number", Field::AccountNumber),
    ("business_id", Field::BusinessId),
    ("token_type", Field::TokenType),
    ("expires_at", Field::ExpiresAt),
    ("expires_unix", Field::ExpiresUnix),
    ("connection", Field::Connection),
    ("provider", Field::Provider),
    ("PROVIDER", Field::ProviderUpper),
    ("api_version", Field::ApiVersion),
    ("api_base", Field::ApiBase),
    ("since", Field::Since),
];

impl Field {
    /// The field of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }

    /// Every name there is, for messages.
    #[must_use]
    pub fn names() -> String {
        NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    /// Whether it must not be seen.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::AccessToken | Self::RefreshToken | Self::ClientSecret)
    }

    /// Whether it cannot be known without the vault.
    #[must_use]
    pub const fn is_of_token(self) -> bool {
        self.is_secret()
            || matches!(self, Self::ClientId | Self::TokenType | Self::ExpiresAt | Self::ExpiresUnix)
    }

    /// Whether it depends on the chosen ad account.
    #[must_use]
    pub const fn is_of_account(self) -> bool {
        matches!(self, Self::AccountId | Self::AccountNumber | Self::BusinessId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_one_name() {
        for (name, field) in NAMES {
            assert_eq!((Field::named(name), field.name()), (Some(*field), *name));
        }
    }
}
