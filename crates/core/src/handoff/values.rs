//! The values of one connection that recipes and templates are filled with.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Taker, fresh};
use crate::catalogue::{Field, Provider};
use crate::connection::Context;
use crate::error::{Code, Error, Result};
use crate::ledger::Snapshot;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::time::Timestamp;

/// What is filled in, by field. Everything is a [`Secret`], so that nothing has to be told apart later.
#[derive(Debug, Default)]
pub(super) struct Values {
    fields: BTreeMap<Field, Secret>,
    /// When the access token ends.
    pub(super) expires_at: Option<Timestamp>,
    /// When the access token was received: tells a file with an older one.
    pub(super) obtained_at: Option<Timestamp>,
    /// What the person should be told.
    pub(super) warnings: Vec<Text>,
}

impl Values {
    pub(super) fn get(&self, field: Field) -> Option<&Secret> {
        self.fields.get(&field)
    }

    pub(super) fn put(&mut self, field: Field, value: Option<impl Into<String>>) {
        self.fields.extend(value.map(|value| (field, Secret::new(value))));
    }

    /// What must not be seen in a child's output.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let secret = self.fields.iter().filter(|(field, _)| field.is_secret());
        secret.map(|(_, value)| value.clone()).collect()
    }

    fn put_secret(&mut self, field: Field, secret: Option<Secret>) {
        self.fields.extend(secret.map(|secret| (field, secret)));
    }
}

/// Which ad account is meant, and whether one is needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Account<'a> {
    pub(super) given: Option<&'a str>,
    pub(super) needed: bool,
}

/// Fetches what `wanted` names; `taker` is who gets it. A fresh token comes first: an expired one fills
/// nothing.
pub(super) async fn gather(
    context: &Context,
    connection: &str,
    wanted: &BTreeSet<Field>,
    account: Account<'_>,
    taker: Taker<'_>,
) -> Result<Values> {
    let mut values = public(context, connection, wanted, account)?;
    if !wanted.iter().any(|field| field.is_of_token()) {
        return Ok(values);
    }
    let token = fresh(context, connection, taker).await?;
    values.expires_at = token.expires_at;
    values.put(Field::ExpiresAt, token.expires_at.map(|at| at.to_string()));
    values.put(Field::ExpiresUnix, token.expires_at.map(|at| at.unix().to_string()));
    values.put(Field::TokenType, Some(token.token_type));
    values.put_secret(Field::AccessToken, Some(token.access_token));
    let record = context.record(connection)?;
    values.obtained_at = record.facts.obtained_at;
    if wanted.contains(&Field::RefreshToken) {
        let refresh_token = context.grant(&record).await?.tokens.refresh_token;
        values.put_secret(Field::RefreshToken, refresh_token);
    }
    if wanted.contains(&Field::ClientSecret) || wanted.contains(&Field::ClientId) {
        let app = context.app(context.catalogue().provider(&record.provider)?).await?;
        values.put(Field::ClientId, Some(app.client_id));
        values.put_secret(Field::ClientSecret, app.client_secret);
    }
    Ok(values)
}

/// Everything that needs neither vault nor network.
pub(super) fn public(
    context: &Context,
    connection: &str,
    wanted: &BTreeSet<Field>,
    account: Account<'_>,
) -> Result<Values> {
    let record = context.record(connection)?;
    let provider = context.catalogue().provider(&record.provider)?;
    let mut values = of_provider(provider);
    values.put(Field::Connection, Some(connection));
    let last_year = context.now().to_string().get(..4).and_then(|year| year.parse::<i32>().ok());
    values.put(Field::Since, last_year.map(|year| format!("{}-01-01T00:00:00Z", year - 1)));
    if account.given.is_some() || account.needed || wanted.iter().any(|field| field.is_of_account()) {
        put_account(context, connection, provider, account, &mut values)?;
    }
    Ok(values)
}

/// What is the same for every connection of a provider.
pub(super) fn of_provider(provider: &Provider) -> Values {
    let mut values = Values::default();
    let variable = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    values.put(Field::Provider, Some(provider.key.as_str()));
    values.put(Field::ProviderUpper, Some(provider.key.chars().map(variable).collect::<String>()));
    values.put(Field::ApiVersion, provider.api_version.as_deref());
    values.put(Field::ApiBase, provider.api.base.as_ref().map(|base| base.as_str()));
    values
}

/// The account that is meant: the one given, or the only one there is. Its business comes from the last reading.
fn put_account(
    context: &Context,
    connection: &str,
    provider: &Provider,
    account: Account<'_>,
    values: &mut Values,
) -> Result<()> {
    let snapshot = context.ledger().snapshot(connection)?;
    let prefix = &provider.api.account_prefix;
    let number = match account.given {
        Some(given) => plain(given.strip_prefix(prefix.as_str()).unwrap_or(given))?.to_owned(),
        None => match only_account(snapshot.as_ref()) {
            Some(id) => id.strip_prefix(prefix.as_str()).unwrap_or(id).to_owned(),
            None if account.needed => return Err(which_account(connection, snapshot.as_ref())),
            None => return Ok(()),
        },
    };
    let id = format!("{prefix}{number}");
    let known = snapshot.as_ref().map(|snapshot| snapshot.accounts.iter().find(|known| known.id == id));
    if known == Some(None) {
        values.warnings.push(text!(
            "{id} was not among the ad accounts of {connection} when they were last read.",
            "При последней проверке кабинета {id} не было среди кабинетов {connection}."
        ));
    }
    let business = known.flatten().and_then(|known| known.business.as_ref());
    values.put(Field::BusinessId, business.map(|business| business.id.as_str()));
    values.put(Field::AccountId, Some(id));
    values.put(Field::AccountNumber, Some(number));
    Ok(())
}

fn only_account(snapshot: Option<&Snapshot>) -> Option<&str> {
    match snapshot.map(|snapshot| snapshot.accounts.as_slice()) {
        Some([only]) => Some(&only.id),
        _ => None,
    }
}

/// Ids go into files of other programs: nothing but what platforms use in them.
fn plain(id: &str) -> Result<&str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    if (1..=100).contains(&id.len()) && id.chars().all(fits) {
        return Ok(id);
    }
    Err(Error::new(
        Code::Usage,
        Text::new("This is not the id of an ad account.", "Это не ID рекламного кабинета."),
    )
    .hint(Text::new("See the ids with: adkeys status", "ID покажет: adkeys status")))
}

/// How many accounts are named in the hint.
const NAMED: usize = 5;

fn which_account(connection: &str, snapshot: Option<&Snapshot>) -> Error {
    let accounts = snapshot.map(|snapshot| snapshot.accounts.as_slice()).unwrap_or_default();
    let some: Vec<&str> = accounts.iter().take(NAMED).map(|account| account.id.as_str()).collect();
    let more = if accounts.len() > NAMED { ", …" } else { "" };
    let list = some.join(", ");
    let error = Error::new(
        Code::Usage,
        Text::new("This recipe needs an ad account.", "Этому рецепту нужен рекламный кабинет."),
    )
    .with(|details| details.connection = Some(connection.to_owned()));
    if some.is_empty() {
        return error.hint(text!(
            "Write --account ID; see the ids with: adkeys status {connection}",
            "Напишите --account ID; ID покажет: adkeys status {connection}"
        ));
    }
    error.hint(text!(
        "Write --account with one of: {list}{more}",
        "Напишите --account и один из: {list}{more}"
    ))
}
