//! What the stories in `tests/tests` are told with: a login session of its own for every story, with a bus, a
//! keyring and a home; the programs as a person starts them; a browser; a platform; an OpenID provider.
//!
//! Nothing here touches the keyring, the home or the browser of whoever runs it. Whatever a story starts ends with
//! the story. Programs are taken from where cargo built them: `cargo xtask test` sees to it that they are there.

pub mod adkeys;
pub mod axe;
pub mod canary;
pub mod chromium;
pub mod connect;
pub mod desktop;
pub mod display;
pub mod keyboard;
pub mod openid;
pub mod person;
pub mod process;
pub mod python;
pub mod sandbox;
pub mod session;
pub mod wait;
pub mod window;

pub use adkeys::{Ran, program};
pub use chromium::Chromium;
pub use connect::Connecting;
pub use desktop::Desktop;
pub use openid::OpenId;
pub use sandbox::Sandbox;
pub use session::Session;
pub use window::Window;
