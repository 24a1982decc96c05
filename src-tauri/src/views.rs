//! What crosses to the page and back where core has no type of its own.

use adkeys_core::catalogue::Way;
use adkeys_core::connection::{ConnectRequest, ConnectionSummary, Integration, OtherPerson, VaultView};
use adkeys_core::finding::Finding;
use adkeys_core::handoff::Exported;
use adkeys_core::settings::Settings;
use adkeys_core::{Error, Lang, Text};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::desktop::Desktop;

/// All that the first screen shows, without asking a platform.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct Overview {
    /// Every provider.
    pub(crate) integrations: Vec<Integration>,
    /// Every connection.
    pub(crate) connections: Vec<ConnectionSummary>,
    /// Whether secrets can be read and written.
    pub(crate) vault: VaultView,
    /// The catalogue files that were refused.
    pub(crate) problems: Vec<Error>,
    /// The settings.
    pub(crate) settings: Settings,
    /// The language to speak: the settings', or else the system's.
    pub(crate) lang: Lang,
    /// Whether nothing here is real.
    pub(crate) sandbox: bool,
    /// What the desktop has to offer.
    pub(crate) desktop: Desktop,
    /// Where a person can look themselves.
    pub(crate) places: Places,
    /// The version of AdKeys.
    pub(crate) version: String,
    /// The provider whose connect page a link asked for before the page listened to events. Told once.
    pub(crate) open_connect: Option<String>,
}

/// Files and folders that belong to the person.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct Places {
    /// The settings file.
    pub(crate) settings: String,
    /// The folder of the person's own platforms.
    pub(crate) catalogue: String,
}

/// A sign-in to start. `flow` is an id that the page makes up, to speak of this sign-in while it runs.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConnectRequestView {
    /// The id, unused by any sign-in that still runs.
    pub(crate) flow: String,
    /// The provider's key.
    pub(crate) provider: String,
    /// The connection's name; `null`: the provider's key.
    pub(crate) name: Option<String>,
    /// Scopes instead of the catalogue's defaults.
    pub(crate) scopes: Option<Vec<String>>,
    /// The way back; `null`: the first of the catalogue's that can work.
    pub(crate) way: Option<Way>,
    /// The redirect URI to say instead of the way's own.
    pub(crate) redirect_uri: Option<String>,
    /// The loopback port.
    pub(crate) port: Option<u16>,
    /// Ask for declined permissions again.
    pub(crate) rerequest: bool,
    /// What becomes of another person who comes back.
    #[serde(default)]
    pub(crate) on_other_person: OtherPerson,
}

impl From<ConnectRequestView> for ConnectRequest {
    fn from(view: ConnectRequestView) -> Self {
        let ConnectRequestView {
            flow: _,
            provider,
            name,
            scopes,
            way,
            redirect_uri,
            port,
            rerequest,
            on_other_person,
        } = view;
        Self {
            provider,
            name,
            scopes,
            way,
            redirect_uri,
            port,
            rerequest,
            on_other_person,
            ..Self::default()
        }
    }
}

/// What the platform says of an app's id, secret and redirect address.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct AppCheckView {
    /// One finding per question asked.
    pub(crate) findings: Vec<Finding>,
}

/// What a disconnect would mean, before it happens.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct DisconnectOutlook {
    /// Forgetting it here alone.
    pub(crate) forget: Text,
    /// Withdrawing the grant at the platform, too.
    pub(crate) revoke: Text,
    /// The files that hold its token and stay.
    pub(crate) files: Vec<Exported>,
}

/// Checks to run. `run` is an id that the page makes up, to stop them by.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub(crate) struct DiagnoseArgs {
    /// The id, unused by any run or sign-in that still goes on.
    pub(crate) run: String,
    /// The connection; `null`: what concerns none.
    pub(crate) connection: Option<String>,
    /// The checks; none: all.
    pub(crate) only: Vec<String>,
}

/// A recipe to write into a file whose place the person names.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportArgs {
    /// The connection's name.
    pub(crate) connection: String,
    /// The recipe's id.
    pub(crate) recipe: String,
    /// The ad account.
    pub(crate) account: Option<String>,
    /// Write it again at each renewal.
    pub(crate) keep_fresh: bool,
    /// Write it to the place that was refused, all the same.
    pub(crate) force: bool,
}
