//! AdKeys: everything it does, without a window, a terminal, an environment or a clock of its own.
//!
//! The way in is [`AdKeys`], the façade that the command line and the desktop shell both hold. Below it, ground
//! floor first; a module uses only what stands before it in this list.

// 0
pub mod error;
pub mod files;
pub mod home;
pub mod money;
pub mod name;
pub mod person;
pub mod process;
pub mod random;
pub mod secret;
pub mod text;
pub mod time;
// 1
pub mod account;
pub mod catalogue;
pub mod finding;
pub mod grant;
pub mod http;
pub mod settings;
pub mod trace;
pub mod usage;
// 2
pub mod ledger;
pub mod oauth;
pub mod vault;
// 3
pub mod platform;
// 4
pub mod connection;
// 5
pub mod agent;
pub mod diagnosis;
pub mod handoff;
// 6
mod app;

pub use app::{AdKeys, Environment, Setup};
pub use error::{Code, Error, Result};
pub use text::{Lang, Text};
