//! `app`: the person's own app at a platform.

use adkeys_core::connection::AppSettings;
use adkeys_core::finding::{Finding, Level};
use adkeys_core::ledger::AppMode;
use adkeys_core::{AdKeys, Code, Error, Result, Text, text};
use clap::{Subcommand, ValueEnum};
use serde_json::json;

use crate::output::Output;
use crate::{interrupt, prompt};

mod page;

/// Your own app at a platform: its id and secret
#[derive(Debug, Subcommand)]
pub(crate) enum App {
    Set(Set),
    Check(Check),
}

/// Keep an app's id and secret in the vault
///
/// The provider's environment variables, such as FACEBOOK_CLIENT_ID, win over what is kept. Each part can be changed
/// alone: the rest stays.
#[derive(Debug, clap::Args)]
pub(crate) struct Set {
    /// The provider
    provider: String,
    /// The app's id; asked for at a terminal if it is not given
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    /// The app's secret: write - to be asked for it, or to pipe it in
    #[arg(long, value_name = "-", allow_hyphen_values = true)]
    client_secret: Option<String>,
    /// The login configuration that permissions come from (Facebook Login for Business); empty to take it away
    #[arg(long, value_name = "ID")]
    config_id: Option<String>,
    /// Whether the app is open to everybody at the platform
    #[arg(long, value_enum, value_name = "MODE")]
    mode: Option<Mode>,
    /// The https relay page for the way back, where localhost is refused; empty to take it away
    #[arg(long, value_name = "URL")]
    relay: Option<String>,
}

/// An app's mode, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// Only people with a role in it sign in
    Development,
    /// Everybody does
    Live,
}

impl From<Mode> for AppMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Development => Self::Development,
            Mode::Live => Self::Live,
        }
    }
}

/// Ask the platform whether an app's id, secret and redirect address are right
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The provider
    provider: String,
}

const ID: Text = Text::new("App id: ", "ID приложения: ");
const SECRET: Text = Text::new("App secret (it is not shown): ", "Секрет приложения (не показывается): ");

pub(crate) async fn run(args: App, adkeys: &AdKeys, output: &Output) -> Result<()> {
    match args {
        App::Set(args) => set(args, adkeys, output).await,
        App::Check(args) => check(&args, adkeys, output).await,
    }
}

async fn set(args: Set, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let lang = output.lang();
    let given = args.client_secret.as_deref();
    let given =
        given.map(|given| prompt::secret_argument("--client-secret", given, &SECRET, lang)).transpose()?;
    let settings = AppSettings {
        config_id: args.config_id,
        mode: args.mode.map(AppMode::from),
        relay: args.relay,
        ..AppSettings::default()
    };
    let alone = settings.config_id.is_some() || settings.mode.is_some() || settings.relay.is_some();
    let (client_id, asked) = match args.client_id {
        Some(id) => (Some(id), false),
        None if alone || given.is_some() => (None, false),
        None => (Some(prompt::word(&ID, lang)?.filter(|id| !id.is_empty()).ok_or_else(no_id)?), true),
    };
    let client_secret = match given {
        None if asked => Some(prompt::secret(&SECRET, lang)?).filter(|secret| !secret.is_empty()),
        given => given,
    };
    adkeys.set_app(&args.provider, AppSettings { client_id, client_secret, ..settings }).await?;
    told(&args.provider, adkeys, output)
}

fn no_id() -> Error {
    Error::new(Code::Usage, text!("The app's id is missing.", "Не указан ID приложения."))
        .hint(text!("Write --client-id ID.", "Напишите --client-id ID."))
}

/// Shows what counts from now on, which may be the environment's id instead of the one just kept.
fn told(provider: &str, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let integrations = adkeys.integrations()?;
    let Some(integration) = integrations.into_iter().find(|integration| integration.key == provider) else {
        return Ok(());
    };
    let document = json!({
        "provider": integration.key,
        "configured": integration.configured,
        "client_id": integration.client_id,
        "from_environment": integration.from_environment,
        "config_id": integration.config_id,
        "mode": integration.mode,
        "relay": integration.relay,
        "redirect_uri": integration.redirect_uri,
        "redirect_to_register": integration.redirect_to_register,
        "advice": integration.advice,
    });
    output.document(&document, || page::kept(&integration, output))
}

async fn check(args: &Check, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let check = interrupt::or(adkeys.check_app(&args.provider, None)).await?;
    let document = json!({ "provider": args.provider, "findings": check.findings });
    output.document(&document, || page::findings(&check.findings, output))?;
    check.findings.iter().find_map(|finding| failure(finding, &args.provider)).map_or(Ok(()), Err)
}

/// What the errors of a check mean; any other is about id or secret.
const CODES: [(&str, Code); 2] =
    [("app.redirect", Code::RedirectUriRejected), ("app.mode", Code::AppNotLive)];

/// What a finding means for the exit status.
fn failure(finding: &Finding, provider: &str) -> Option<Error> {
    if finding.level != Level::Error {
        return None;
    }
    let known = CODES.iter().find(|(check, _)| *check == finding.check);
    let code = known.map_or(Code::ClientRejected, |(_, code)| *code);
    Some(
        Error::new(code, finding.detail.clone()).with(|details| details.provider = Some(provider.to_owned())),
    )
}
