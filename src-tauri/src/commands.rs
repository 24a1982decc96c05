//! Everything that the page may ask for. Each command hands its typed arguments to core and does nothing else.

pub(crate) mod diagnosis;
pub(crate) mod handoff;
pub(crate) mod platform;

use std::sync::Arc;

use adkeys_core::connection::{
    AppSettings, ConnectEvent, Connected, Disconnected, Refreshed, StatusReport, StoredSecret,
};
use adkeys_core::ledger::{Activity, AppMode};
use adkeys_core::secret::Secret;
use adkeys_core::settings::{Closing, Settings};
use adkeys_core::{AdKeys, Result};
use tauri::State;
use tauri::ipc::Channel;

use crate::browser;
use crate::shell::{Shell, caught, off_thread};
use crate::views::{AppCheckView, ConnectRequestView, DisconnectOutlook, Overview};

type Desk<'a> = State<'a, Arc<Shell>>;

/// All that the first screen shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn overview(shell: Desk<'_>) -> Result<Overview> {
    caught(shell.overview()).await
}

/// Signs a person in; ends when the sign-in does.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connect(
    shell: Desk<'_>,
    request: ConnectRequestView,
    on_event: Channel<ConnectEvent>,
) -> Result<Connected> {
    caught(async move {
        let tell = |event| drop(on_event.send(event));
        shell.connect(request, &tell).await
    })
    .await
}

/// Stops a sign-in; nothing is left behind. One that has ended is no error.
#[tauri::command]
#[specta::specta]
pub(crate) fn connect_cancel(shell: Desk<'_>, flow: String) {
    shell.flows.cancel(&flow);
}

/// Gives a sign-in what the person pasted: the address of the page that opened last, or a code.
#[tauri::command]
#[specta::specta]
pub(crate) fn connect_paste(shell: Desk<'_>, flow: String, text: String) -> Result<()> {
    shell.flows.paste(&flow, Secret::new(text))
}

/// Opens the browser again on the page of a sign-in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connect_reopen(shell: Desk<'_>, flow: String) -> Result<()> {
    caught(async move {
        let address = shell.flows.address(&flow)?;
        off_thread(move || Shell::browse(&address)).await
    })
    .await
}

/// Adopts a pasted token. It is never exchanged.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connect_token(
    shell: Desk<'_>,
    provider: String,
    name: Option<String>,
    token: String,
) -> Result<Connected> {
    caught(async move {
        let connected = shell.keys()?.adopt(&provider, name.as_deref(), Secret::new(token), &|_| {}).await;
        shell.told(connected)
    })
    .await
}

/// What is known of a connection, at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status_cached(shell: Desk<'_>, name: String) -> Result<StatusReport> {
    caught(shell.with(move |keys| keys.cached_status(&name))).await
}

/// Asks the platform; tells how many ad accounts were read so far.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status(shell: Desk<'_>, name: String, on_read: Channel<u32>) -> Result<StatusReport> {
    caught(shell.status(&name, |count| drop(on_read.send(count)))).await
}

/// Stops a check that takes too long; what is known stays. One that has ended is no error.
#[tauri::command]
#[specta::specta]
pub(crate) fn status_stop(shell: Desk<'_>, name: String) {
    shell.checks.stop(&name);
}

/// Renews now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn refresh(shell: Desk<'_>, name: String) -> Result<Refreshed> {
    caught(async move {
        let refreshed = shell.keys()?.refresh(&name).await;
        shell.told(refreshed)
    })
    .await
}

/// What disconnecting would mean, here alone and with `revoke`, and what would stay.
#[tauri::command]
#[specta::specta]
pub(crate) async fn disconnect_outlook(shell: Desk<'_>, name: String) -> Result<DisconnectOutlook> {
    let look = move |keys: &AdKeys| {
        Ok(DisconnectOutlook {
            forget: keys.disconnect_consequence(&name, false)?,
            revoke: keys.disconnect_consequence(&name, true)?,
            files: keys.left_behind(&name)?,
        })
    };
    caught(shell.with(look)).await
}

/// Forgets a connection here; with `revoke`, also withdraws the grant at the platform.
#[tauri::command]
#[specta::specta]
pub(crate) async fn disconnect(shell: Desk<'_>, name: String, revoke: bool) -> Result<Disconnected> {
    caught(async move {
        let disconnected = shell.keys()?.disconnect(&name, revoke).await;
        shell.told(disconnected)
    })
    .await
}

/// Asks the platform whether an app's id, secret and redirect address are right, before they are kept. Without
/// an id, checks those that are kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn app_check(
    shell: Desk<'_>,
    provider: String,
    client_id: Option<String>,
    client_secret: Option<String>,
) -> Result<AppCheckView> {
    caught(async move {
        let candidate = client_id.map(|id| (id, client_secret.map(Secret::new)));
        let check = shell.keys()?.check_app(&provider, candidate).await?;
        Ok(AppCheckView { findings: check.findings })
    })
    .await
}

/// Keeps a person's app credentials in the vault.
#[tauri::command]
#[specta::specta]
pub(crate) async fn app_set(
    shell: Desk<'_>,
    provider: String,
    client_id: String,
    client_secret: Option<String>,
) -> Result<()> {
    caught(async move {
        let client_secret = client_secret.map(Secret::new);
        let settings = AppSettings { client_id: Some(client_id), client_secret, ..AppSettings::default() };
        let set = shell.keys()?.set_app(&provider, settings).await;
        shell.told(set)
    })
    .await
}

/// Keeps what the person says of an app: its login configuration, its mode, its return page. What is `null` stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn app_tell(
    shell: Desk<'_>,
    provider: String,
    config_id: Option<String>,
    mode: Option<AppMode>,
    relay: Option<String>,
) -> Result<()> {
    caught(async move {
        let settings = AppSettings { config_id, mode, relay, ..AppSettings::default() };
        let told = shell.keys()?.set_app(&provider, settings).await;
        shell.told(told)
    })
    .await
}

/// What happened last, newest first; of every connection if `name` is `null`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn activity(shell: Desk<'_>, name: Option<String>, limit: u32) -> Result<Vec<Activity>> {
    caught(shell.with(move |keys| keys.activity(name.as_deref(), limit.min(1000)))).await
}

/// Where each secret lies.
#[tauri::command]
#[specta::specta]
pub(crate) async fn storage(shell: Desk<'_>) -> Result<Vec<StoredSecret>> {
    caught(shell.with(|keys| keys.storage())).await
}

/// Opens the encrypted file with the person's passphrase, or begins it with a new one. Nothing tells it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn vault_unlock(shell: Desk<'_>, passphrase: String) -> Result<()> {
    caught(shell.unlock(Secret::new(passphrase))).await
}

/// Writes the settings and goes by them from now on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settings_save(shell: Desk<'_>, settings: Settings) -> Result<Settings> {
    caught(async move {
        let shell = Arc::clone(&shell);
        off_thread(move || shell.save_settings(settings)).await
    })
    .await
}

/// Opens a page of a platform or of the guide in the system browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_link(shell: Desk<'_>, url: String) -> Result<()> {
    caught(async move {
        let shell = Arc::clone(&shell);
        off_thread(move || shell.open_link(&url)).await
    })
    .await
}

/// Opens the folder of the person's own catalogue files.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_folder(shell: Desk<'_>) -> Result<()> {
    let shell = Arc::clone(&shell);
    caught(off_thread(move || browser::show_folder(&shell.catalogue_folder()?))).await
}

/// Opens the sandbox in a window beside this one, or brings it to the front.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sandbox_open(shell: Desk<'_>) -> Result<()> {
    let shell = Arc::clone(&shell);
    caught(off_thread(move || shell.open_sandbox())).await
}

/// Closes the window as the person answered, and keeps the answer; `ask` takes the question back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_answer(shell: Desk<'_>, close: Closing) -> Result<()> {
    let shell = Arc::clone(&shell);
    caught(off_thread(move || shell.answer_closing(close))).await
}
