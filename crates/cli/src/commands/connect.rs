//! `connect`: a sign-in, or a token to adopt.

use std::pin::pin;
use std::time::Duration;

use adkeys_core::catalogue::Way;
use adkeys_core::connection::{ConnectEvent, ConnectIo, ConnectRequest, Connected};
use adkeys_core::secret::Secret;
use adkeys_core::{AdKeys, Code, Error, Result, Text, text};
use clap::ValueEnum;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::output::Output;
use crate::{browser, interrupt, prompt};

mod teller;

use teller::Teller;

/// Sign in at a platform in your browser and keep the access
///
/// The same name again signs in anew. With --json, one event a line.
#[derive(Debug, clap::Args)]
pub(crate) struct Connect {
    /// The provider
    provider: String,
    /// The connection's name, instead of the provider's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
    /// Permissions to ask for, instead of the usual ones
    #[arg(long, value_delimiter = ',', value_name = "A,B")]
    scopes: Option<Vec<String>>,
    /// How the answer comes back from the browser
    #[arg(long, value_enum, value_name = "WAY")]
    redirect: Option<Back>,
    /// The redirect address to name, where it is not the way's own: an https relay page
    #[arg(long, value_name = "URI")]
    redirect_uri: Option<String>,
    /// Listen on this port
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Print the address instead of opening a browser
    #[arg(long)]
    no_browser: bool,
    /// Wait this many seconds for the browser, instead of ten minutes
    #[arg(long, value_name = "S")]
    timeout: Option<u32>,
    /// Adopt a token instead of signing in: write - to be asked for it, or to pipe it in
    #[arg(long, value_name = "-", allow_hyphen_values = true)]
    #[arg(conflicts_with_all = ["scopes", "redirect", "redirect_uri", "port"])]
    token: Option<String>,
}

/// A way back from the browser, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Back {
    /// To a port of this computer
    Loopback,
    /// To the AdKeys window
    DeepLink,
    /// You paste the address of the last page here
    Paste,
    /// You enter a code on another device
    Device,
}

impl From<Back> for Way {
    fn from(back: Back) -> Self {
        match back {
            Back::Loopback => Self::Loopback,
            Back::DeepLink => Self::DeepLink,
            Back::Paste => Self::Paste,
            Back::Device => Self::Device,
        }
    }
}

const TOKEN: Text = Text::new("Access token (it is not shown): ", "Токен доступа (не показывается): ");

pub(crate) async fn run(args: Connect, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let teller = Teller::new(output, args.no_browser);
    let result = match &args.token {
        Some(given) => adopt(&args, given, adkeys, &teller, output).await,
        None => sign_in(args, adkeys, &teller).await,
    };
    teller.end(result)
}

async fn adopt(
    args: &Connect,
    given: &str,
    adkeys: &AdKeys,
    teller: &Teller<'_>,
    output: &Output,
) -> Result<Connected> {
    let token = prompt::secret_argument("--token", given, &TOKEN, output.lang())?;
    interrupt::or(adkeys.adopt(&args.provider, args.name.as_deref(), token, &|event| teller.tell(&event)))
        .await
}

async fn sign_in(args: Connect, adkeys: &AdKeys, teller: &Teller<'_>) -> Result<Connected> {
    let cancel = CancellationToken::new();
    let (pasted, paste) = mpsc::channel(1);
    let with_browser = !args.no_browser;
    let io = ConnectIo {
        events: &|event| {
            teller.tell(&event);
            read_paste(&event, &pasted, &cancel);
        },
        open_browser: &|url| {
            if with_browser {
                browser::open(url);
            }
        },
        paste: Some(paste),
        cancel: cancel.clone(),
    };
    until_cancelled(adkeys.connect(request(args)?, io), &cancel).await
}

/// Starts to read what the person pastes once it is known that they will: not sooner, because the vault may ask for
/// its passphrase first. To end the input instead is to cancel.
fn read_paste(event: &ConnectEvent, pasted: &mpsc::Sender<Secret>, cancel: &CancellationToken) {
    if matches!(event, ConnectEvent::Authorize { way: Way::Paste, .. }) {
        let cancel = cancel.clone();
        prompt::paste_into(pasted.clone(), move || cancel.cancel());
    }
}

fn request(args: Connect) -> Result<ConnectRequest> {
    let trimmed =
        |scopes: Vec<String>| scopes.iter().map(|scope| scope.trim().to_owned()).collect::<Vec<_>>();
    let scopes = args.scopes.map(trimmed);
    if scopes.iter().flatten().any(String::is_empty) {
        return Err(Error::new(
            Code::Usage,
            text!("A name in --scopes is empty.", "В --scopes есть пустое имя."),
        ));
    }
    Ok(ConnectRequest {
        provider: args.provider,
        name: args.name,
        scopes,
        way: args.redirect.map(Way::from),
        redirect_uri: args.redirect_uri,
        port: args.port,
        timeout: args.timeout,
        rerequest: false,
    })
}

/// How long an interrupted sign-in may take to put things back.
const GRACE: Duration = Duration::from_secs(3);

/// Tells core of the first Ctrl-C, and waits for it to leave nothing behind.
async fn until_cancelled<T>(work: impl Future<Output = Result<T>>, cancel: &CancellationToken) -> Result<T> {
    let mut work = pin!(work);
    tokio::select! {
        biased;
        // First, so that there is no moment in which Ctrl-C would kill the program instead.
        () = interrupt::asked() => cancel.cancel(),
        result = &mut work => return result,
    }
    tokio::time::timeout(GRACE, work).await.unwrap_or_else(|_| Err(interrupt::cancelled()))
}
