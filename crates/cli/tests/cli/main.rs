//! The command line as a person or a script runs it: the binary itself, against the sandbox, in a home of its own.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod agent;
mod app;
mod connect;
mod doctor;
#[cfg(unix)]
mod exec;
#[cfg(unix)]
mod handoff;
mod home;
mod language;
mod life;
mod on_demand;
mod pipes;
mod stand_in;
mod status;
mod support;
mod token;
mod usage;
mod ways;
