//! Where a file is to lie: the person says it in the system's own dialog. The page cannot name a place.

use std::path::PathBuf;

use adkeys_core::{Code, Error, text};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

/// Asks for a place, with a name to start from; `None` if the person closes the question.
pub(crate) fn ask<R: Runtime>(app: &AppHandle<R>, suggested: &str) -> BoxFuture<'static, Option<PathBuf>> {
    let (tell, told) = oneshot::channel();
    let mut dialog = app.dialog().file().set_file_name(suggested);
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    dialog.save_file(move |place| drop(tell.send(place.and_then(|place| place.into_path().ok()))));
    async { told.await.ok().flatten() }.boxed()
}

/// What to say when a file cannot be written.
pub(crate) fn not_written(path: &str, error: &std::io::Error) -> Error {
    let message = text!("{path} cannot be written: {error}.", "{path} не записать: {error}.");
    Error::new(Code::Unexpected, message)
        .with(|details| details.file = Some(path.to_owned()))
        .hint(text!("Choose another place.", "Выберите другое место."))
}
