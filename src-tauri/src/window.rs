//! The one window.

use tauri::utils::config::WindowConfig;
use tauri::webview::NewWindowResponse;
#[cfg(target_os = "linux")]
use tauri::webview::PlatformWebview;
use tauri::{App, AppHandle, Manager, Runtime, Url, WebviewWindowBuilder};

use crate::environment::Environment;

/// The window's label, as in `capabilities/main.json`.
const LABEL: &str = "main";

/// The proxy of the page: a port of this machine on which nothing can listen unasked. Webviews look up and connect to
/// the hosts of links ahead of time, whatever the page's policy says; that would carry words out of it.
const NOWHERE: &str = "http://127.0.0.1:1";

/// Opens the window on the embedded page, out of sight if it is `hidden`. It can neither leave that page nor open
/// another window.
///
/// # Errors
/// Whatever the system's webview says.
pub(crate) fn open<R: Runtime>(app: &App<R>, environment: &Environment, hidden: bool) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.iter().find(|config| config.label == LABEL) else {
        return Err(tauri::Error::WindowNotFound);
    };
    let config = WindowConfig { title: environment.title().to_owned(), ..config.clone() };
    let nowhere = Url::parse(NOWHERE).map_err(tauri::Error::InvalidUrl)?;
    #[cfg_attr(
        not(target_os = "linux"),
        allow(unused_variables, reason = "only on Linux is it told how to draw")
    )]
    let window = WebviewWindowBuilder::from_config(app, &config)?
        .data_directory(environment.home().data_dir().join("webview"))
        .proxy_url(nowhere)
        .visible(!hidden)
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    #[cfg(target_os = "linux")]
    window.with_webview(without_graphics_card)?;
    Ok(())
}

/// Has the page drawn by the processor. Text and tables gain nothing from a graphics card, and its stack costs a
/// quarter of the program's memory; where drivers and webview disagree, the window would stay blank.
#[cfg(target_os = "linux")]
fn without_graphics_card(webview: PlatformWebview) {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};
    if let Some(settings) = webview.inner().settings() {
        settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
    }
}

/// Shows the window in front of all others, wherever it is.
pub(crate) fn to_front<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Shows the window where it is, and takes the keyboard from nobody.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.show();
    }
}

/// Takes the window off the screen. It goes on behind, and comes back as it was.
pub(crate) fn hide<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.hide();
    }
}

/// Whether `url` is the embedded page: `tauri://localhost`, on Windows `http://tauri.localhost`.
fn is_own(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) => true,
        ("http" | "https", Some("tauri.localhost")) => cfg!(windows),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_its_own_page() {
        let own = |url: &str| is_own(&Url::parse(url).unwrap());
        assert!(own("tauri://localhost/index.html"));
        for url in [
            "https://www.facebook.com/",
            "http://localhost:5173/",
            "file:///etc/passwd",
            "about:blank",
            "data:text/html,x",
        ] {
            assert!(!own(url), "{url}");
        }
    }
}
