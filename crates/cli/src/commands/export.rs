//! `export`: a token in a tool's own form, printed or written into a file.

use std::path::PathBuf;

use adkeys_core::handoff::{ExportRequest, ExportState};
use adkeys_core::{AdKeys, Code, Error, Result, text};
use serde_json::json;

use crate::interrupt;
use crate::output::Output;

mod page;

/// A token in a tool's own form: printed, or written into a file
///
/// A file is written whole, readable by you alone, never through a link, and not where git would take it in. AdKeys
/// remembers it.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The connection's name
    #[arg(required_unless_present_any = ["list", "remove", "again"])]
    connection: Option<String>,
    /// The form: see adkeys recipes
    #[arg(long = "for", value_name = "RECIPE", required_unless_present_any = ["list", "remove", "again"])]
    recipe: Option<String>,
    /// The ad account that it is about, such as act_1 or 1
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    /// Write this file instead of printing
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the file again whenever the token is renewed
    #[arg(long, requires = "out")]
    keep_fresh: bool,
    /// Write or remove also what git would take in or somebody has changed
    #[arg(long)]
    force: bool,
    /// The files that were written, and whether their token is still in use
    #[arg(long, conflicts_with_all = ["connection", "recipe", "account", "out", "remove", "again"])]
    list: bool,
    /// Delete an exported file
    #[arg(long, value_name = "ID", conflicts_with_all = ["connection", "recipe", "account", "out", "again"])]
    remove: Option<String>,
    /// Write an exported file again; without an ID all whose token is old
    #[arg(long, value_name = "ID", num_args = 0..=1, conflicts_with_all = ["connection", "recipe", "account", "out"])]
    again: Option<Option<String>>,
}

pub(crate) async fn run(args: Export, adkeys: &AdKeys, output: &Output) -> Result<()> {
    match args {
        Export { list: true, .. } => {
            let exports = adkeys.exports()?;
            output.document(&exports, || page::table(&exports, output))
        }
        Export { remove: Some(id), force, .. } => {
            let exported = adkeys.remove_export(&id, force)?;
            output.document(&exported, || page::removed(&exported, output))
        }
        Export { again: Some(Some(id)), force, .. } => {
            let exported = interrupt::patiently(adkeys.export_again(&id, force)).await?;
            output.document(&exported, || page::written(&exported, output))
        }
        Export { again: Some(None), .. } => again(adkeys, output).await,
        Export {
            connection: Some(connection),
            recipe: Some(recipe),
            account,
            out,
            keep_fresh,
            force,
            ..
        } => {
            let Some(out) = out else {
                return print(&connection, &recipe, account.as_deref(), adkeys, output).await;
            };
            let request = ExportRequest { connection, recipe, account, out, keep_fresh, force };
            let exported = interrupt::patiently(adkeys.export(&request)).await?;
            output.document(&exported, || page::written(&exported, output))
        }
        Export { .. } => Err(Error::new(
            Code::Usage,
            text!("A connection and --for RECIPE are needed.", "Нужны подключение и --for РЕЦЕПТ."),
        )),
    }
}

async fn print(
    connection: &str,
    recipe: &str,
    account: Option<&str>,
    adkeys: &AdKeys,
    output: &Output,
) -> Result<()> {
    let rendered = interrupt::patiently(adkeys.render(connection, recipe, account)).await?;
    if !output.is_json() {
        output.notes(&rendered.warnings);
        return output.secret_document(&rendered.text);
    }
    output.event(&json!({
        "connection": connection,
        "recipe": rendered.recipe,
        // EXPOSE: the person asked for it on standard output.
        "text": rendered.text.expose(),
        "expires_at": rendered.expires_at,
        "warnings": rendered.warnings,
    }))
}

/// Every file with an old token. One that cannot be written does not stop the others; the first error decides.
async fn again(adkeys: &AdKeys, output: &Output) -> Result<()> {
    let (mut written, mut failed) = (Vec::new(), None);
    let stale = |state| state == ExportState::Stale;
    for export in adkeys.exports()?.into_iter().filter(|export| stale(export.state)) {
        match interrupt::patiently(adkeys.export_again(&export.id, false)).await {
            Ok(exported) => written.push(exported),
            Err(error) => {
                output.warning(&error);
                failed.get_or_insert(error);
            }
        }
    }
    output.document(&written, || page::table(&written, output))?;
    failed.map_or(Ok(()), Err)
}
