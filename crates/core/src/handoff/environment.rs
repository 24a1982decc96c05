//! What `exec` puts into a child's environment, and what it takes out.

use std::collections::BTreeSet;

use super::fill::fill;
use super::source::Taker;
use super::values::{self, Account, Values};
use super::{format, render};
use crate::catalogue::{Provider, Recipe};
use crate::connection::Context;
use crate::error::{Code, Error, Result};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// The environment of a child process, as changes to our own.
#[derive(Debug)]
pub struct ChildEnvironment {
    /// Variables to set.
    pub set: Vec<(String, Secret)>,
    /// Variables to take out first: those of the provider's other recipes, which may hold an older token, and the app
    /// credentials of every provider.
    pub remove: Vec<String>,
    /// What must not be seen in the child's output.
    pub secrets: Vec<Secret>,
    /// What the person should be told.
    pub warnings: Vec<Text>,
}

/// The environment for a tool that is about to be started; `tool` is its name, for the log.
///
/// # Errors
/// `recipe-unknown`; `usage` if the recipe is no environment, or wants an ad account; whatever keeps the token away.
pub(crate) async fn child_environment(
    context: &Context,
    connection: &str,
    recipe: Option<&str>,
    account: Option<&str>,
    tool: &str,
) -> Result<ChildEnvironment> {
    let record = context.record(connection)?;
    let provider = context.catalogue().provider(&record.provider)?;
    let id = recipe.unwrap_or(&provider.default_recipe);
    let (_, recipe) = render::find(context, connection, id)?;
    if !recipe.format.is_environment() {
        return Err(no_environment(provider, id));
    }
    let account = Account { given: account, needed: recipe.needs_account };
    let values = values::gather(context, connection, &recipe.fields(), account, Taker::new(tool)).await?;
    render::complete(connection, recipe, &values)?;
    let set = variables(recipe, &values)?;
    Ok(ChildEnvironment {
        set,
        remove: stale(context, provider),
        secrets: values.secrets(),
        warnings: values.warnings,
    })
}

fn variables(recipe: &Recipe, values: &Values) -> Result<Vec<(String, Secret)>> {
    let tree = fill(recipe, values, format::quote(recipe.format))?;
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => Some(Secret::new(text)),
        _ => None,
    };
    Ok(tree.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect())
}

/// Every variable that any recipe of the provider sets or its tools read, and all app credentials.
fn stale(context: &Context, provider: &Provider) -> Vec<String> {
    let values = values::of_provider(provider);
    let upper = values.get(crate::catalogue::Field::ProviderUpper);
    // EXPOSE: the provider's key in capitals.
    let upper = upper.map_or("", Secret::expose);
    let mut names = BTreeSet::new();
    for recipe in provider.recipes.values().filter(|recipe| recipe.format.is_environment()) {
        names.extend(recipe.shape.keys().map(|name| name.replace("${PROVIDER}", upper)));
        names.extend(recipe.unset.iter().cloned());
    }
    for provider in context.catalogue().providers() {
        names.extend([&provider.client_id_env, &provider.client_secret_env].into_iter().flatten().cloned());
    }
    names.into_iter().collect()
}

fn no_environment(provider: &Provider, id: &str) -> Error {
    let fitting = provider.recipes.iter().filter(|(_, recipe)| recipe.format.is_environment());
    let fitting = fitting.map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ");
    Error::new(
        Code::Usage,
        text!("The recipe {id} is a file, not an environment.", "Рецепт {id} — это файл, а не окружение."),
    )
    .hint(text!("Choose one of: {fitting}", "Выберите один из: {fitting}"))
}
