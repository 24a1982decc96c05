//! `agent`: hands tokens to other programs without a window, until Ctrl-C.

use std::io::{self, BufRead, IsTerminal};
use std::sync::Arc;
use std::thread;

use adkeys_core::agent::{Agent as Serving, Answer, Asking, Consent};
use adkeys_core::{AdKeys, Lang, Result, Text, text};
use async_trait::async_trait;
use serde_json::json;
use tokio::sync::{Mutex, mpsc};
use tokio_util::sync::CancellationToken;

use crate::interrupt;
use crate::output::{Output, clean};

/// Hand tokens to other programs until Ctrl-C, as the window does while it is open
///
/// In a terminal it asks you about each program that you have not answered for yet; elsewhere it serves those that you
/// allowed before (adkeys grants), and the command line reads the keychain itself for the others.
#[derive(Debug, clap::Args)]
pub(crate) struct Agent {}

pub(crate) async fn run(adkeys: Arc<AdKeys>, output: &Output) -> Result<()> {
    let agent = Serving::open(adkeys, Arc::new(Terminal::new(output.lang())))?;
    let address = agent.address().display().to_string();
    if output.is_json() {
        output.event(&json!({ "address": address }))?;
    } else {
        output.line(&address)?;
        output.note(&text!(
            "The agent answers there. It ends with Ctrl-C.",
            "Агент отвечает по этому адресу. Завершить: Ctrl-C."
        ));
    }
    let cancel = CancellationToken::new();
    let end = cancel.clone();
    tokio::join!(agent.run(cancel), async {
        interrupt::asked().await;
        end.cancel();
    });
    Ok(())
}

/// The person at this terminal, if there is one.
struct Terminal {
    lang: Lang,
    /// One question at a time; the lines that are typed.
    lines: Option<Mutex<mpsc::Receiver<String>>>,
}

impl Terminal {
    fn new(lang: Lang) -> Self {
        let present = io::stdin().is_terminal() && io::stderr().is_terminal();
        Self { lang, lines: present.then(|| Mutex::new(typed())) }
    }
}

#[async_trait]
impl Consent for Terminal {
    async fn ask(&self, asking: Asking) -> Option<Answer> {
        let mut lines = self.lines.as_ref()?.lock().await;
        // What was typed before the question is no answer to it.
        while lines.try_recv().is_ok() {}
        let memorable = asking.tool.path.is_some();
        loop {
            Output::question(question(&asking, memorable).get(self.lang));
            match meaning(lines.recv().await?.trim()) {
                Some(Answer::Today | Answer::Always) if !memorable => {}
                None => {}
                answer => return answer,
            }
        }
    }
}

fn question(asking: &Asking, memorable: bool) -> Text {
    let (tool, connection) = (clean::name(&asking.tool.name), clean::name(&asking.connection));
    let path = clean::sentence(asking.tool.path.as_deref().unwrap_or("?"));
    let pid = asking.tool.pid.map_or_else(|| "?".to_owned(), |pid| pid.to_string());
    let hint = asking.hint.as_ref().map(|hint| format!(" “{}”", clean::name(hint))).unwrap_or_default();
    let (en, ru) = if memorable {
        ("[o]nce, [t]oday, [a]lways, [n]o", "[o] один раз, [t] сегодня, [a] всегда, [n] нет")
    } else {
        ("[o]nce, [n]o", "[o] один раз, [n] нет")
    };
    text!(
        "May {tool}{hint} ({path}, process {pid}) have the access of {connection}? {en}: ",
        "Дать {tool}{hint} ({path}, процесс {pid}) доступ {connection}? {ru}: "
    )
}

fn meaning(word: &str) -> Option<Answer> {
    match word.to_lowercase().as_str() {
        "o" | "once" => Some(Answer::Once),
        "t" | "today" => Some(Answer::Today),
        "a" | "always" => Some(Answer::Always),
        "n" | "no" => Some(Answer::No),
        _ => None,
    }
}

/// The lines that the person types from now on.
fn typed() -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel(1);
    thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(io::Result::ok) {
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    lines
}
