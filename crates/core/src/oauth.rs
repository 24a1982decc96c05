//! OAuth 2.0 for native apps (RFC 6749, 7636, 8252, 9207) over the one HTTP client.

pub mod authorize;
pub mod callback;
pub mod discovery;
pub mod redirect;
pub mod token;
