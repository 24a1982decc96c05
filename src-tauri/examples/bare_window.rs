//! A Tauri window with one line in it, as large as that of AdKeys: what opening any window costs. `cargo xtask bench`
//! measures against it.

use std::borrow::Cow;

use tauri::test::mock_context;
use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
use tauri::{Assets, Runtime, WebviewUrl, WebviewWindowBuilder, Wry};

const PAGE: &[u8] = b"<!doctype html><html lang=en><title>Bare</title><p>A bare window.";

/// The page, whatever is asked for.
struct OnePage;

impl<R: Runtime> Assets<R> for OnePage {
    fn get(&self, _: &AssetKey) -> Option<Cow<'_, [u8]>> {
        Some(PAGE.into())
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        Box::new(std::iter::empty())
    }

    fn csp_hashes(&self, _: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let builder = tauri::Builder::<Wry>::default().setup(|app| {
        WebviewWindowBuilder::new(app, "main", WebviewUrl::default()).inner_size(1200.0, 800.0).build()?;
        Ok(())
    });
    builder.run(mock_context(OnePage))?;
    Ok(())
}
