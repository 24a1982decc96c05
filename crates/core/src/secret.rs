//! The only type that may hold a token, a client secret or an authorization code.

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

/// A secret text. It is wiped from memory when dropped, prints as `[redacted]` and cannot be serialised.
///
/// Every use of [`Secret::expose`] carries a comment `// EXPOSE: why`, checked by `cargo xtask ci`.
#[derive(Clone, Debug)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes ownership of `text` as a secret.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The secret itself. Say in a comment beside the call why the plain text is needed there.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether nothing was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        // EXPOSE: only the length is looked at.
        self.expose().is_empty()
    }
}

/// Compares in constant time, so that a comparison tells nothing but its outcome.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        // EXPOSE: compared in constant time, neither side is kept.
        self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
    }
}

impl Eq for Secret {}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_never_holds_the_secret() {
        let secret = Secret::new("EAAcanary");
        assert!(!format!("{secret:?}").contains("EAAcanary"));
    }

    #[test]
    fn equality_is_by_content() {
        assert_eq!(Secret::new("a"), Secret::new("a"));
        assert_ne!(Secret::new("a"), Secret::new("ab"));
    }
}
