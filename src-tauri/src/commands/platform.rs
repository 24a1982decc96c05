//! What is asked of a platform only when the person wants to see it.

use adkeys_core::Result;
use adkeys_core::account::{AccountDetails, BusinessAccounts, KnownSpend, SpendReport};

use super::Desk;
use crate::shell::caught;

/// What ad accounts spent in the last 30 days.
#[tauri::command]
#[specta::specta]
pub(crate) async fn spend(shell: Desk<'_>, name: String, accounts: Vec<String>) -> Result<Vec<SpendReport>> {
    caught(async move { shell.keys()?.spend(&name, &accounts, &|_| ()).await }).await
}

/// The same as it was last read, without asking.
#[tauri::command]
#[specta::specta]
pub(crate) async fn spend_known(
    shell: Desk<'_>,
    name: String,
    accounts: Vec<String>,
) -> Result<Vec<KnownSpend>> {
    caught(shell.with(move |keys| keys.known_spend(&name, &accounts))).await
}

/// The businesses behind the ad accounts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn businesses(shell: Desk<'_>, name: String) -> Result<Vec<BusinessAccounts>> {
    caught(async move { shell.keys()?.businesses(&name).await }).await
}

/// One ad account in depth.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_details(
    shell: Desk<'_>,
    name: String,
    account: String,
) -> Result<AccountDetails> {
    caught(async move { shell.keys()?.account_details(&name, &account).await }).await
}
