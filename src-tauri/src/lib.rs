//! The AdKeys window: a thin shell over `adkeys-core`. It translates between the page, the desktop and core, and
//! decides nothing.
//!
//! The page is hostile ground by assumption: it gets ids, states and sentences, never a token, and may call the
//! commands in [`commands`] and nothing else.

mod agent;
mod autostart;
mod background;
mod browser;
mod checks;
mod clipboard;
mod closing;
mod commands;
mod desktop;
mod environment;
mod events;
mod flows;
mod link;
mod notify;
mod place;
mod sandbox;
mod seen;
mod shell;
#[cfg(test)]
mod stories;
mod tray;
mod views;
mod window;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use adkeys_core::files;
use tauri::plugin::TauriPlugin;
use tauri::{App, AppHandle, Manager, RunEvent, Runtime, WindowEvent};
use tauri_plugin_log::log::LevelFilter;
use tauri_plugin_log::{Target, TargetKind};
use tauri_plugin_window_state::StateFlags;
use tauri_specta::{Event, collect_commands, collect_events};

use crate::desktop::Desktop;
use crate::environment::Environment;
use crate::events::{AskClosing, Changed, OpenConnect, OpenConnection};
use crate::link::Link;
use crate::shell::{Around, Shell};

/// Every command and event of the page, with their types.
#[must_use]
#[allow(clippy::too_many_lines, reason = "a list: one line a command")]
pub fn contract<R: Runtime>() -> tauri_specta::Builder<R> {
    tauri_specta::Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::overview,
            commands::connect,
            commands::connect_cancel,
            commands::connect_paste,
            commands::connect_reopen,
            commands::connect_token,
            commands::status_cached,
            commands::status,
            commands::status_stop,
            commands::refresh,
            commands::disconnect_outlook,
            commands::disconnect,
            commands::app_check,
            commands::app_set,
            commands::app_tell,
            commands::activity,
            commands::storage,
            agent::commands::consents,
            agent::commands::consent_answer,
            agent::commands::grants,
            agent::commands::grant_revoke,
            commands::platform::spend,
            commands::platform::spend_known,
            commands::platform::businesses,
            commands::platform::account_details,
            commands::diagnosis::checks,
            commands::diagnosis::diagnose,
            commands::diagnosis::diagnose_cancel,
            commands::diagnosis::account_findings,
            commands::diagnosis::matrix,
            commands::diagnosis::explain,
            commands::diagnosis::inspect,
            commands::diagnosis::report,
            commands::diagnosis::report_save,
            commands::diagnosis::trace,
            commands::handoff::recipes,
            commands::handoff::recipe_preview,
            commands::handoff::secret_copy,
            commands::handoff::export_to,
            commands::handoff::exports,
            commands::handoff::export_again,
            commands::handoff::export_remove,
            commands::vault_unlock,
            commands::settings_save,
            commands::open_link,
            commands::open_folder,
            commands::sandbox_open,
            commands::close_answer,
        ])
        .events(collect_events![Changed, OpenConnect, OpenConnection, AskClosing, agent::Consents])
}

/// Runs the program until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "adkeys-desktop: {error}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<(), Box<dyn std::error::Error>> {
    adkeys_ground::harden();
    let environment = Environment::read()?;
    let contract = contract();
    let mut context = tauri::generate_context!();
    if environment.is_sandbox() {
        // A program of its own to the system: both can run at once.
        context.config_mut().identifier.push_str(".sandbox");
    }
    let data = environment.home().data_dir().to_owned();
    files::create_private_dir(&data)?;
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| called_again(app, &arguments)));
    // On macOS it would tell every link, and so the code in a callback, to the page.
    #[cfg(not(target_os = "macos"))]
    let builder = builder.plugin(tauri_plugin_deep_link::init());
    #[cfg(not(target_os = "linux"))]
    let builder = builder.plugin(autostart::plugin());
    builder
        .plugin(window_state(&data))
        .plugin(logging(data))
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_dialog::init())
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                closing::requested(window, api);
            }
        })
        .invoke_handler(contract.invoke_handler())
        .setup(move |app| {
            contract.mount_events(app);
            set_up(app, environment)?;
            Ok(())
        })
        .build(context)?
        .run(happened);
    Ok(())
}

fn set_up<R: Runtime>(app: &App<R>, environment: Environment) -> tauri::Result<()> {
    let link = Link::among(environment.arguments());
    let quietly = environment.is_quiet();
    let shell = Arc::new(Shell::new(environment, around(app.handle())));
    app.manage(Arc::clone(&shell));
    window::open(app, &shell.environment, quietly)?;
    tray::show(app, &shell);
    if quietly {
        tauri::async_runtime::spawn(show_without_tray(app.handle().clone()));
    }
    if let Some(link) = link {
        follow(app.handle(), link);
    }
    #[cfg(target_os = "linux")]
    link::claim(app.handle(), shell.environment.links());
    notify::follow_clicks(app.handle());
    tauri::async_runtime::spawn(background::rounds(app.handle().clone(), Arc::clone(&shell)));
    app.manage(Arc::new(agent::Questions::default()));
    tauri::async_runtime::spawn(agent::serve(app.handle().clone(), Arc::clone(&shell)));
    tauri::async_runtime::spawn(events::watch(app.handle().clone(), shell));
    Ok(())
}

/// Where there is no tray, a window that nobody sees could not be found.
async fn show_without_tray<R: Runtime>(app: AppHandle<R>) {
    if !Desktop::await_tray().await {
        window::show(&app);
    }
}

fn around<R: Runtime>(app: &AppHandle<R>) -> Around {
    let (front, gone, list, asked, beside) =
        (app.clone(), app.clone(), app.clone(), app.clone(), app.clone());
    Around {
        to_front: Box::new(move || window::to_front(&front)),
        close: Box::new(move |answer| closing::close(&gone, answer)),
        autostart: Box::new(move |switch| autostart::set(&list, switch)),
        place: Box::new(move |suggested| place::ask(&asked, suggested)),
        sandbox: Box::new(move || sandbox::open(&beside)),
    }
}

/// A second start of the program hands its arguments over and ends. They may come from anywhere.
fn called_again<R: Runtime>(app: &AppHandle<R>, arguments: &[String]) {
    if arguments.iter().any(|word| word == autostart::QUIETLY) {
        return;
    }
    window::to_front(app);
    if let Some(link) = Link::among(arguments) {
        follow(app, link);
    }
}

/// A secret on the clipboard does not outlive the program. macOS hands links over as an event instead.
fn happened<R: Runtime>(app: &AppHandle<R>, event: RunEvent) {
    if let (RunEvent::Exit, Some(shell)) = (&event, app.try_state::<Arc<Shell>>()) {
        shell.clipboard.take_back(None);
    }
    #[cfg(target_os = "macos")]
    if let RunEvent::Opened { urls } = event {
        urls.iter().filter_map(|url| Link::parse(url.as_str())).for_each(|link| follow(app, link));
    }
}

fn follow<R: Runtime>(app: &AppHandle<R>, link: Link) {
    let Some(shell) = app.try_state::<Arc<Shell>>() else { return };
    match link {
        Link::Callback(link) if shell.flows.deliver(&link) => {}
        Link::Callback(link) => {
            let shell = Arc::clone(&shell);
            tauri::async_runtime::spawn(async move { shell.hand_over(&link).await });
        }
        Link::Connect(provider) => {
            if let Some(provider) = shell.inbox.pass(provider) {
                let _ = OpenConnect { provider }.emit(app);
            }
        }
    }
}

fn window_state<R: Runtime>(folder: &Path) -> TauriPlugin<R> {
    // Whether it is on the screen is not kept: a window that was in the tray would open out of sight.
    let kept = StateFlags::all().difference(StateFlags::VISIBLE);
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(kept)
        // An absolute name stays where it is.
        .with_filename(folder.join("window.json").to_string_lossy())
        .build()
}

/// Warnings of the libraries and the window's own few words, in a file of the home.
fn logging<R: Runtime>(folder: PathBuf) -> TauriPlugin<R> {
    // Made here first, so that it is nobody else's from birth.
    let _ = files::private_file().append(true).create(true).open(folder.join("window.log"));
    let file = TargetKind::Folder { path: folder, file_name: Some("window".into()) };
    tauri_plugin_log::Builder::new()
        .clear_targets()
        .target(Target::new(file))
        .level(LevelFilter::Warn)
        .level_for("adkeys_desktop", LevelFilter::Info)
        .build()
}
