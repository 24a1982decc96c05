//! The façade's part for handing tokens on in the forms of other tools.

use std::path::Path;

use super::AdKeys;
use crate::error::Result;
use crate::handoff::{
    self, ChildEnvironment, ExportRequest, ExportState, Exported, Injected, RecipeInfo, Rendered,
};

impl AdKeys {
    /// Every recipe of one provider, or of all: a provider's own before the common ones.
    ///
    /// # Errors
    /// `provider-unknown`, `catalogue-invalid`.
    pub fn recipes(&self, provider: Option<&str>) -> Result<Vec<RecipeInfo>> {
        handoff::recipes(&self.0, provider)
    }

    /// A recipe for a connection with its secrets as dots. Asks neither vault nor network.
    ///
    /// # Errors
    /// `recipe-unknown`, `connection-unknown`, `authorization-required`; `usage` for the ad account.
    pub fn recipe_preview(&self, connection: &str, recipe: &str, account: Option<&str>) -> Result<String> {
        handoff::preview(&self.0, connection, recipe, account)
    }

    /// A recipe filled in, with a fresh token where it takes one.
    ///
    /// # Errors
    /// As [`AdKeys::recipe_preview`] and [`AdKeys::token`]; `app-not-configured` if it takes app credentials.
    pub async fn render(&self, connection: &str, recipe: &str, account: Option<&str>) -> Result<Rendered> {
        let rendered = handoff::render(&self.0, connection, recipe, account).await;
        self.follow_renewals().await;
        rendered
    }

    /// Writes a recipe into a file, whole and private, and keeps an eye on it.
    ///
    /// # Errors
    /// As [`AdKeys::render`]; `usage` if the place is not one to write to.
    pub async fn export(&self, request: &ExportRequest) -> Result<Exported> {
        self.after_writing(handoff::export(&self.0, request).await).await
    }

    /// The files that were written, and how each stands to the token in use.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn exports(&self) -> Result<Vec<Exported>> {
        handoff::exports(&self.0)
    }

    /// The files that were written for this connection and are still there: they outlive it, with the token in them.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn left_behind(&self, connection: &str) -> Result<Vec<Exported>> {
        let theirs = |file: &Exported| file.connection == connection && file.state != ExportState::Gone;
        Ok(self.exports()?.into_iter().filter(theirs).collect())
    }

    /// Writes an export again; with `force` also over what somebody has changed.
    ///
    /// # Errors
    /// As [`AdKeys::export`].
    pub async fn export_again(&self, id: &str, force: bool) -> Result<Exported> {
        self.after_writing(handoff::again(&self.0, id, force).await).await
    }

    /// Deletes an exported file and forgets it; with `force` also one that somebody has changed.
    ///
    /// # Errors
    /// `usage`, `ledger-damaged`.
    pub fn remove_export(&self, id: &str, force: bool) -> Result<Exported> {
        handoff::remove(&self.0, id, force)
    }

    /// The environment for a child process: the recipe's variables, or those of the provider's usual one. `tool` is
    /// the program's name, for the log.
    ///
    /// # Errors
    /// As [`AdKeys::render`]; `usage` if the recipe is no environment.
    pub async fn child_environment(
        &self,
        connection: &str,
        recipe: Option<&str>,
        account: Option<&str>,
        tool: &str,
    ) -> Result<ChildEnvironment> {
        let environment = handoff::child_environment(&self.0, connection, recipe, account, tool).await;
        self.follow_renewals().await;
        environment
    }

    /// Fills in the references of a template, all or none.
    ///
    /// # Errors
    /// `usage` with the line; as [`AdKeys::token`].
    pub async fn inject(&self, template: &str) -> Result<Injected> {
        let injected = handoff::inject(&self.0, template).await;
        self.follow_renewals().await;
        injected
    }

    /// The same into a file, under the rules of [`AdKeys::export`].
    ///
    /// # Errors
    /// As [`AdKeys::inject`] and [`AdKeys::export`].
    pub async fn inject_into(&self, template: &str, out: &Path, force: bool) -> Result<Injected> {
        let injected = handoff::inject_into(&self.0, template, out, force).await;
        self.follow_renewals().await;
        injected
    }

    /// Brings exports that are to be kept fresh up to date with what was renewed meanwhile.
    pub(super) async fn follow_renewals(&self) {
        handoff::keep_fresh(&self.0, None).await;
    }

    /// The same after a file was written: that one holds the new token.
    async fn after_writing(&self, exported: Result<Exported>) -> Result<Exported> {
        let id = exported.as_ref().ok().map(|exported| exported.id.as_str());
        handoff::keep_fresh(&self.0, id).await;
        exported
    }
}
