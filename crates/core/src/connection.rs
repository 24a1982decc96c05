//! The life of a connection: connect, status, token, refresh, disconnect.

mod apps;
mod background;
mod connect;
mod context;
mod disconnect;
mod integrations;
mod keep;
mod kept;
mod list;
mod lock;
mod look;
mod notices;
mod on_demand;
mod probe;
mod recover;
mod refresh;
mod rounds;
mod sign_in;
mod state;
mod status;
mod token;
mod types;
mod wanted;

pub(crate) use context::Context;
pub(crate) use kept::Kept;
pub use notices::Notice;
pub use rounds::Rounds;
pub use types::{
    ConnectEvent, ConnectIo, ConnectRequest, Connected, ConnectionSummary, Disconnected, HandedToken,
    Integration, Refreshed, StatusReport, StoredSecret, VaultView,
};
pub use wanted::{Tool, Wanted};
