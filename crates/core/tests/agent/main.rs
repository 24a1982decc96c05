//! The agent through its socket: programs that ask, a person who answers, and those who only make trouble.
#![cfg(unix)]
#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, reason = "a broken set-up should stop the test")]

#[path = "../support/mod.rs"]
mod support;

mod consent;
mod desk;
mod renewal;
mod trouble;
