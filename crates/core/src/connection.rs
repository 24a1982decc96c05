//! The life of a connection: connect, status, token, refresh, disconnect.

mod adopted;
mod apps;
mod background;
mod connect;
mod context;
mod declined;
mod device;
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
mod wait;
mod wanted;
mod ways;

pub(crate) use context::Context;
pub(crate) use kept::Kept;
pub use notices::Notice;
pub use rounds::Rounds;
pub use types::{
    AppSettings, ConnectEvent, ConnectIo, ConnectRequest, Connected, ConnectionSummary, Disconnected,
    HandedToken, Integration, OtherPerson, Refreshed, StatusReport, StoredSecret, SymptomContext, VaultView,
};
pub use wanted::{Tool, Wanted};
