//! A Tauri window with nothing in it: what opening any window costs. `cargo xtask bench` measures against it.

use tauri::test::{mock_context, noop_assets};
use tauri::{WebviewUrl, WebviewWindowBuilder, Wry};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let blank = WebviewUrl::External("about:blank".parse()?);
    let builder = tauri::Builder::<Wry>::default().setup(|app| {
        WebviewWindowBuilder::new(app, "main", blank).build()?;
        Ok(())
    });
    builder.run(mock_context(noop_assets()))?;
    Ok(())
}
