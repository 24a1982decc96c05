//! A stand-in for Facebook on the person's own machine: the login dialog, the token endpoint and the parts of the
//! Graph API that a connection to ad accounts needs. It is as strict as Facebook is, wrong in the ways Facebook is
//! wrong, and can be made slow, broken or hostile by switches (`README.md` lists them).
//!
//! Nothing in it is real: people, accounts, apps and secrets are invented, and the key that signs its tokens is
//! public. It listens on 127.0.0.1 only.
//!
//! ```no_run
//! # async fn demo() -> Result<(), adkeys_sandbox::StartError> {
//! use adkeys_sandbox::{Config, Sandbox, provider_override};
//!
//! let sandbox = Sandbox::start(Config { persona: Some("mixed".into()), ..Config::default() }).await?;
//! let toml = provider_override(sandbox.url()); // for <home>/config/providers/facebook.toml
//! sandbox.run_until(async { /* Ctrl-C */ }).await;
//! # Ok(())
//! # }
//! ```
//!
//! Modules in reading order: `app`, `persona` and `account` are who and what there is; `token` and `memory` what was
//! given; `call` and `reply` what comes and goes; `dialog`, `oauth` and `graph` answer; `fault`, `journal` and
//! `control` are the switches; `server` and `wire` hold it together.

mod account;
mod app;
mod call;
mod clock;
mod control;
mod dialog;
mod entropy;
mod errors;
mod fault;
mod graph;
mod html;
mod journal;
mod memory;
mod oauth;
mod permission;
mod persona;
mod phrase;
mod reply;
mod sandbox;
mod seal;
mod server;
mod token;
mod version;
mod wire;
mod world;

pub use persona::{Persona, personas};
pub use phrase::Phrase;
pub use sandbox::{Config, Sandbox, StartError};

/// The App ID of the demo app: in development, so that `http://localhost` may be redirected to.
pub const APP_ID: &str = "100200300400501";

/// The App Secret of the demo app.
pub const APP_SECRET: &str = "5a17d0c0ffee5a17d0c0ffee5a17d0c0";

/// The content of `<home>/config/providers/facebook.toml` that points Facebook at the sandbox at `url`.
#[must_use]
pub fn provider_override(url: &str) -> String {
    format!("key = \"facebook\"\n\n[hosts]\ndialog = \"{url}\"\ngraph = \"{url}\"\n")
}
