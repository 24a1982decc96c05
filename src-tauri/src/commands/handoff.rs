//! Handing the access to tools. No token comes to the page: it goes to the clipboard or into a file from here.

use adkeys_core::Result;
use adkeys_core::connection::{Tool, Wanted};
use adkeys_core::handoff::{ExportRequest, Exported, RecipeInfo};

use super::Desk;
use crate::clipboard::STAYS;
use crate::shell::{Shell, caught};
use crate::views::ExportArgs;

/// The forms in which a provider's token can be handed on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recipes(shell: Desk<'_>, provider: String) -> Result<Vec<RecipeInfo>> {
    caught(shell.with(move |keys| keys.recipes(Some(&provider)))).await
}

/// A recipe filled in, with dots for what is secret.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recipe_preview(
    shell: Desk<'_>,
    name: String,
    recipe: String,
    account: Option<String>,
) -> Result<String> {
    caught(shell.with(move |keys| keys.recipe_preview(&name, &recipe, account.as_deref()))).await
}

/// Lays the token, or a recipe filled in, on the clipboard, and tells for how many seconds it stays there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn secret_copy(
    shell: Desk<'_>,
    name: String,
    recipe: Option<String>,
    account: Option<String>,
) -> Result<u32> {
    caught(async move {
        let keys = shell.keys()?;
        let secret = match recipe {
            Some(recipe) => keys.render(&name, &recipe, account.as_deref()).await?.text,
            None => keys.token(&name, &Wanted::default().by(Some(by_hand()))).await?.access_token,
        };
        shell.clipboard.lend(secret)?;
        shell.told(Ok(u32::try_from(STAYS.as_secs()).unwrap_or_default()))
    })
    .await
}

/// For the log: no program took it, the person did.
fn by_hand() -> Tool {
    Tool { name: "clipboard".to_owned(), path: None, pid: None }
}

/// Writes a recipe where the person says; `null` if they named no place. With `force`, where they said last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_to(shell: Desk<'_>, request: ExportArgs) -> Result<Option<Exported>> {
    caught(async move {
        let ExportArgs { connection, recipe, account, keep_fresh, force } = request;
        let suggested = suggested(&shell, &recipe).await?;
        let again = if force { shell.last_place() } else { None };
        let place = match again {
            Some(place) => Some(place),
            None => shell.place(&suggested).await,
        };
        let Some(out) = place else { return Ok(None) };
        let request = ExportRequest { connection, recipe, account, out, keep_fresh, force };
        let exported = shell.keys()?.export(&request).await;
        shell.told(exported.map(Some))
    })
    .await
}

/// The name that a recipe's file usually has.
async fn suggested(shell: &Shell, recipe: &str) -> Result<String> {
    let recipe = recipe.to_owned();
    let known = shell.with(|keys| keys.recipes(None)).await?.into_iter().find(|one| one.id == recipe);
    let file = known.and_then(|one| one.file).unwrap_or_else(|| format!("{recipe}.txt"));
    Ok(file.rsplit('/').next().unwrap_or_default().to_owned())
}

/// The files that were written, and how each stands to the token in use.
#[tauri::command]
#[specta::specta]
pub(crate) async fn exports(shell: Desk<'_>) -> Result<Vec<Exported>> {
    caught(shell.with(|keys| keys.exports())).await
}

/// Writes a file again; with `force`, also one that somebody has changed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_again(shell: Desk<'_>, id: String, force: bool) -> Result<Exported> {
    caught(async move {
        let exported = shell.keys()?.export_again(&id, force).await;
        shell.told(exported)
    })
    .await
}

/// Deletes a file; with `force`, also one that somebody has changed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_remove(shell: Desk<'_>, id: String, force: bool) -> Result<()> {
    caught(async move {
        let removed = shell.with(move |keys| keys.remove_export(&id, force)).await;
        shell.told(removed.map(drop))
    })
    .await
}
