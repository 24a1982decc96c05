//! A recipe filled in for a connection.

use super::fill::{breaks_a_line, fill};
use super::format;
use super::source::Taker;
use super::types::{RecipeInfo, RecipeKind, Rendered};
use super::values::{self, Account, Values};
use crate::catalogue::{Field, Provider, Recipe};
use crate::connection::Context;
use crate::error::{Code, Error, Result};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::time::Timestamp;

/// What stands for a secret in a preview.
const DOTS: &str = "••••••••";

/// Every recipe of one provider or of all, each provider's own before the common ones.
pub(crate) fn recipes(context: &Context, provider: Option<&str>) -> Result<Vec<RecipeInfo>> {
    let providers = match provider {
        Some(key) => std::slice::from_ref(context.catalogue().provider(key)?),
        None => context.catalogue().providers(),
    };
    Ok(providers.iter().flat_map(of_provider).collect())
}

fn of_provider(provider: &Provider) -> Vec<RecipeInfo> {
    let mut recipes: Vec<_> = provider.recipes.iter().collect();
    recipes.sort_by_key(|(id, recipe)| (recipe.common, **id != provider.default_recipe));
    recipes.into_iter().map(|(id, recipe)| info(provider, id, recipe)).collect()
}

fn info(provider: &Provider, id: &str, recipe: &Recipe) -> RecipeInfo {
    let secrets = recipe.fields().into_iter().filter(|field| field.is_secret());
    RecipeInfo {
        id: id.to_owned(),
        provider: provider.key.clone(),
        title: recipe.title.clone(),
        file: recipe.file.clone(),
        kind: kind(provider, recipe),
        format: recipe.format.word().to_owned(),
        secrets: secrets.map(|field| field.name().to_owned()).collect(),
        wants_account: recipe.wants_account(),
        needs_account: recipe.needs_account,
        default: *id == provider.default_recipe,
        note: recipe.note.clone(),
    }
}

/// What becomes of a copy follows from what is in it, so that no recipe can say otherwise.
pub(super) fn kind(provider: &Provider, recipe: &Recipe) -> RecipeKind {
    match (recipe.fields().contains(&Field::RefreshToken), provider.refresh.rotates) {
        (false, _) => RecipeKind::Static,
        (true, false) => RecipeKind::Refreshable,
        (true, true) => RecipeKind::Rotating,
    }
}

/// The recipe `id` of the connection's provider.
///
/// # Errors
/// `recipe-unknown`; as [`Context::record`].
pub(super) fn find<'a>(
    context: &'a Context,
    connection: &str,
    id: &str,
) -> Result<(&'a Provider, &'a Recipe)> {
    let record = context.record(connection)?;
    let provider = context.catalogue().provider(&record.provider)?;
    let recipe = provider.recipes.get(id).ok_or_else(|| unknown(provider, id))?;
    Ok((provider, recipe))
}

fn unknown(provider: &Provider, id: &str) -> Error {
    let (name, key) = (&provider.display_name, &provider.key);
    Error::new(
        Code::RecipeUnknown,
        text!("There is no recipe {id:?} for {name}.", "Рецепта {id:?} для {name} нет."),
    )
    .hint(text!("See the names with: adkeys recipes {key}", "Имена покажет: adkeys recipes {key}"))
    .with(|details| details.provider = Some(key.clone()))
}

/// The recipe with its secrets as dots. Asks neither vault nor network.
pub(crate) fn preview(
    context: &Context,
    connection: &str,
    id: &str,
    account: Option<&str>,
) -> Result<String> {
    let (_, recipe) = find(context, connection, id)?;
    let wanted = recipe.fields();
    let account = Account { given: account, needed: recipe.needs_account };
    let mut values = values::public(context, connection, &wanted, account)?;
    let facts = context.record(connection)?.facts;
    for field in wanted.iter().filter(|field| field.is_secret() || **field == Field::ClientId) {
        values.put(*field, Some(DOTS));
    }
    values.put(Field::TokenType, Some("bearer"));
    values.put(Field::ExpiresAt, facts.expires_at.map(|at| at.to_string()));
    values.put(Field::ExpiresUnix, facts.expires_at.map(|at| at.unix().to_string()));
    values.expires_at = facts.expires_at;
    document(connection, id, recipe, &values)
}

/// The recipe filled in, with a fresh token where it takes one.
pub(crate) async fn render(
    context: &Context,
    connection: &str,
    id: &str,
    account: Option<&str>,
) -> Result<Rendered> {
    rendered(context, connection, id, account, Taker::new(id)).await.map(|(rendered, _)| rendered)
}

/// The same, and when the token in it was received.
pub(super) async fn rendered(
    context: &Context,
    connection: &str,
    id: &str,
    account: Option<&str>,
    taker: Taker<'_>,
) -> Result<(Rendered, Option<Timestamp>)> {
    let (provider, recipe) = find(context, connection, id)?;
    let account = Account { given: account, needed: recipe.needs_account };
    let values = values::gather(context, connection, &recipe.fields(), account, taker).await?;
    complete(connection, recipe, &values)?;
    let text = document(connection, id, recipe, &values).map(Secret::new)?;
    let mut warnings = values.warnings;
    if kind(provider, recipe) == RecipeKind::Rotating {
        warnings.push(consequence(&provider.display_name));
    }
    let rendered = Rendered { text, expires_at: values.expires_at, recipe: id.to_owned(), warnings };
    Ok((rendered, values.obtained_at))
}

/// A recipe whose tool renews by itself is of no use without the means to.
pub(super) fn complete(connection: &str, recipe: &Recipe, values: &Values) -> Result<()> {
    if !recipe.fields().contains(&Field::RefreshToken) || values.get(Field::RefreshToken).is_some() {
        return Ok(());
    }
    let error = Error::new(
        Code::Usage,
        text!("{connection} has no refresh token.", "У {connection} нет refresh-токена."),
    );
    Err(error.with(|details| details.connection = Some(connection.to_owned())).hint(Text::new(
        "Choose a recipe that holds the access token alone.",
        "Выберите рецепт с одним токеном доступа.",
    )))
}

/// What happens to a copied refresh token that works only once.
pub(super) fn consequence(provider: &str) -> Text {
    text!(
        "A refresh token of {provider} may work only once. As soon as AdKeys or the other tool renews, the other one is \
        signed out. Let only one of them renew; safer is a recipe with the access token alone.",
        "Refresh-токен {provider} может действовать один раз. Как только AdKeys или другой инструмент продлит доступ, \
        второй его потеряет. Пусть продлевает только один; надёжнее рецепт с одним токеном доступа."
    )
}

fn document(connection: &str, id: &str, recipe: &Recipe, values: &Values) -> Result<String> {
    let body = format::writer(recipe.format)(&fill(recipe, values, format::quote(recipe.format))?)?;
    if !recipe.format.has_comments() {
        return Ok(body);
    }
    Ok(format!("{}{body}", stamp(connection, id, recipe, values)))
}

/// The first line: whose it is and how long it is good. Nothing in it can end the comment.
fn stamp(connection: &str, id: &str, recipe: &Recipe, values: &Values) -> String {
    let until = values.expires_at.map(|at| format!(", good until {at}")).unwrap_or_default();
    let holds_nothing = !recipe.fields().iter().any(|field| field.is_secret());
    let until = if holds_nothing { ", holds no token" } else { until.as_str() };
    let line = format!("# AdKeys: {connection} for {id}{until}");
    let line: String = line.chars().filter(|c| !breaks_a_line(*c)).collect();
    line + "\n"
}
