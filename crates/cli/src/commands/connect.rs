//! `connect`: a sign-in, or a token to adopt.

use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use adkeys_core::catalogue::Way;
use adkeys_core::connection::{ConnectIo, ConnectRequest, Connected, OtherPerson};
use adkeys_core::secret::Secret;
use adkeys_core::{AdKeys, Code, Error, Result, Text, text};
use clap::ValueEnum;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::output::Output;
use crate::{browser, interrupt, prompt};

mod keyboard;
mod teller;

use keyboard::Keyboard;
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
    /// Ask what the browser shows after this many seconds without an answer, instead of 45
    #[arg(long, value_name = "S")]
    ask_after: Option<u32>,
    /// Ask again for permissions that were declined
    #[arg(long)]
    rerequest: bool,
    /// Let the platform ask who signs in, to switch to another person
    #[arg(long)]
    reauthenticate: bool,
    /// If somebody else signs in than before: give them the connection, or one beside it
    #[arg(long, value_enum, value_name = "WHAT")]
    other_person: Option<Other>,
    /// Adopt a token instead of signing in: write - to be asked for it, or to pipe it in
    #[arg(long, value_name = "-", allow_hyphen_values = true)]
    #[arg(conflicts_with_all = ["scopes", "redirect", "redirect_uri", "port", "rerequest", "reauthenticate"])]
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

/// What happens to another person's sign-in, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Other {
    /// The connection is theirs from now on
    Replace,
    /// They get one beside it, NAME-2
    KeepBoth,
}

impl From<Other> for OtherPerson {
    fn from(other: Other) -> Self {
        match other {
            Other::Replace => Self::Replace,
            Other::KeepBoth => Self::KeepBoth,
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
    let token = prompt::pasted_argument("--token", given, &TOKEN, output.lang())?;
    let on_other = args.other_person.map(OtherPerson::from).unwrap_or_default();
    let tell = |event| teller.tell(&event);
    let name = args.name.as_deref();
    interrupt::or(adkeys.adopt_beside(&args.provider, name, token, on_other, &tell)).await
}

async fn sign_in(args: Connect, adkeys: &AdKeys, teller: &Teller<'_>) -> Result<Connected> {
    let cancel = CancellationToken::new();
    let (pasted, paste) = mpsc::channel(1);
    let (typed, lines) = mpsc::channel(1);
    let with_browser = !args.no_browser;
    let keyboard = Keyboard::new(typed, &cancel);
    let io = ConnectIo {
        events: &|event| {
            teller.tell(&event);
            keyboard.heed(&event, teller.is_asking());
        },
        open_browser: &|url| {
            if with_browser {
                browser::open(url);
            }
        },
        paste: Some(paste),
        cancel: cancel.clone(),
    };
    tokio::select! {
        connected = until_cancelled(adkeys.connect(request(args)?, io), &cancel) => connected,
        never = answer(lines, pasted, teller) => match never {},
    }
}

/// Takes what is typed: a number tells what the browser shows, anything else is a paste.
async fn answer(
    mut lines: mpsc::Receiver<Secret>,
    pasted: mpsc::Sender<Secret>,
    teller: &Teller<'_>,
) -> Infallible {
    while let Some(line) = lines.recv().await {
        // EXPOSE: looked at for a number only.
        if !teller.answers(line.expose()) {
            let _ = pasted.send(line).await;
        }
    }
    std::future::pending().await
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
        rerequest: args.rerequest,
        reauthenticate: args.reauthenticate,
        on_other_person: args.other_person.map(OtherPerson::from).unwrap_or_default(),
        ask_after: args.ask_after,
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
