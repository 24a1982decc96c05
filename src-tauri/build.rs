//! Declares the window's commands: one that is not listed here and granted in `capabilities/` cannot be called.

use tauri_build::{AppManifest, Attributes};

const COMMANDS: &[&str] = &[
    "overview",
    "connect",
    "connect_cancel",
    "connect_paste",
    "connect_reopen",
    "connect_token",
    "status_cached",
    "status",
    "status_stop",
    "refresh",
    "disconnect_outlook",
    "disconnect",
    "app_check",
    "app_set",
    "app_tell",
    "activity",
    "storage",
    "consents",
    "consent_answer",
    "grants",
    "grant_revoke",
    "spend",
    "spend_known",
    "businesses",
    "account_details",
    "checks",
    "diagnose",
    "diagnose_cancel",
    "account_findings",
    "matrix",
    "explain",
    "inspect",
    "report",
    "report_save",
    "trace",
    "recipes",
    "recipe_preview",
    "secret_copy",
    "export_to",
    "exports",
    "export_again",
    "export_remove",
    "vault_unlock",
    "settings_save",
    "open_link",
    "open_folder",
    "sandbox_open",
    "close_answer",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A fresh clone has no built page yet, and `cargo check` needs none.
    std::fs::create_dir_all("../ui/dist")?;
    let manifest = AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(Attributes::new().app_manifest(manifest))?;
    Ok(())
}
