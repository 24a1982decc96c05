//! The sandbox as its users meet it, over HTTP.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod apps;
mod connect;
mod control;
mod dialog;
mod exchange;
mod faults;
mod graph;
mod personas;
mod support;
mod tokens;
