//! OAuth 2.0 for native apps (RFC 6749, 7636, 8252, 9207) over the one HTTP client.
//!
//! From the `oauth2` crate come the PKCE challenge and the vocabulary of errors and token types. Requests and answers
//! are our own: platforms send lifetimes as strings, errors with status 200 and grants that no RFC knows, and whoever
//! sends a code has to know whether it left the machine.

pub mod authorize;
pub mod callback;
pub mod dialog;
pub mod discovery;
pub mod explain;
pub(crate) mod foreign;
pub mod redirect;
pub mod token;

#[cfg(test)]
pub(crate) mod fixture;
