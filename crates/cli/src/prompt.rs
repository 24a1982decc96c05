//! What is read from the person: secrets, a pasted address, a word. Questions go to standard error.

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::thread;

use adkeys_core::home::Home;
use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error, Lang, Result, Text, text};
use tokio::sync::mpsc;

use crate::environment;

/// No line that a person pastes is longer, in bytes.
const LONGEST: u64 = 64 * 1024;
/// No text that a person pastes is longer, in bytes.
const LONGEST_TEXT: u64 = 1024 * 1024;

const TEXT: Text = Text::new(
    "Paste the error, then press Enter and Ctrl-D:\n",
    "Вставьте ошибку, затем нажмите Enter и Ctrl-D:\n",
);

/// Reads the secret that `flag -` promises. Anything but `-` is refused: other programs can read a command line.
///
/// # Errors
/// `usage`.
pub(crate) fn secret_argument(flag: &str, given: &str, question: &Text, lang: Lang) -> Result<Secret> {
    promised(flag, given, || secret(question, lang))
}

/// The same for something that people paste with line breaks in it: piped in, all of it counts.
///
/// # Errors
/// `usage`.
pub(crate) fn pasted_argument(flag: &str, given: &str, question: &Text, lang: Lang) -> Result<Secret> {
    let piped = || {
        let mut text = String::new();
        let read = io::stdin().lock().take(LONGEST).read_to_string(&mut text);
        read.map(|_| Secret::new(text.trim())).map_err(|error| unreadable(&error))
    };
    promised(flag, given, || if io::stdin().is_terminal() { secret(question, lang) } else { piped() })
}

fn promised(flag: &str, given: &str, read: impl FnOnce() -> Result<Secret>) -> Result<Secret> {
    if given != "-" {
        return Err(Error::new(
            Code::Usage,
            text!(
                "{flag} takes no secret on the command line, where other programs can read it.",
                "{flag} не принимает секрет в командной строке: там его видят другие программы."
            ),
        )
        .hint(text!(
            "Write {flag} - and enter the secret when asked, or pipe it in.",
            "Напишите {flag} - и введите секрет по запросу или подайте его на стандартный ввод."
        )));
    }
    let secret = read()?;
    if secret.is_empty() {
        return Err(Error::new(
            Code::Usage,
            text!(
                "Nothing came in on standard input for {flag}.",
                "На стандартный ввод для {flag} ничего не пришло."
            ),
        ));
    }
    Ok(secret)
}

/// A secret: typed without echo at a terminal, else one line of standard input. Spaces around it are not part of it.
///
/// # Errors
/// `unexpected` if the input cannot be read.
pub(crate) fn secret(question: &Text, lang: Lang) -> Result<Secret> {
    let line = if io::stdin().is_terminal() { hidden(question.get(lang)) } else { stdin_line() };
    line.map(|line| Secret::new(line.trim())).map_err(|error| unreadable(&error))
}

/// A text of any number of lines, to the end of the input, at most a mebibyte.
///
/// # Errors
/// `unexpected` if the input cannot be read.
pub(crate) fn text(lang: Lang) -> Result<String> {
    if io::stdin().is_terminal() {
        ask(TEXT.get(lang));
    }
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(LONGEST_TEXT).read_to_end(&mut bytes);
    read.map(|_| String::from_utf8_lossy(&bytes).into_owned()).map_err(|error| unreadable(&error))
}

/// A word, typed visibly; `None` if there is no terminal to type it at.
///
/// # Errors
/// `unexpected` if the input cannot be read.
pub(crate) fn word(question: &Text, lang: Lang) -> Result<Option<String>> {
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    ask(question.get(lang));
    stdin_line().map(|line| Some(line.trim().to_owned())).map_err(|error| unreadable(&error))
}

/// The file vault's passphrase: from the environment, else typed; twice if it is about to be set.
///
/// # Errors
/// `vault-locked` if there is nobody to ask, or if the two differ.
pub(crate) fn passphrase(home: &Home, lang: Lang) -> Result<Secret> {
    if let Some(secret) = environment::secret(environment::PASSPHRASE) {
        return Ok(secret);
    }
    if !io::stdin().is_terminal() {
        return Err(no_passphrase());
    }
    let typed = hidden(PASSPHRASE.get(lang)).map(Secret::new).map_err(|error| unreadable(&error))?;
    if home.vault_file().exists() {
        return Ok(typed);
    }
    let again = hidden(AGAIN.get(lang)).map(Secret::new).map_err(|error| unreadable(&error))?;
    if typed == again { Ok(typed) } else { Err(two_passphrases()) }
}

const PASSPHRASE: Text = Text::new("Passphrase of the AdKeys vault: ", "Парольная фраза хранилища AdKeys: ");
const AGAIN: Text = Text::new("The same passphrase again: ", "Та же фраза ещё раз: ");

fn no_passphrase() -> Error {
    Error::new(
        Code::VaultLocked,
        text!(
            "The vault needs its passphrase, and there is no terminal to ask at.",
            "Хранилищу нужна парольная фраза, а терминала, чтобы её спросить, нет."
        ),
    )
    .hint(text!("Set ADKEYS_PASSPHRASE.", "Задайте ADKEYS_PASSPHRASE."))
}

fn two_passphrases() -> Error {
    Error::new(
        Code::VaultLocked,
        text!(
            "The two passphrases differ, so no vault was made.",
            "Фразы не совпали, поэтому хранилище не создано."
        ),
    )
    .hint(text!("Start again and type the same one twice.", "Начните заново и введите дважды одну и ту же."))
}

/// Reads lines of standard input in the background, for a sign-in that goes on meanwhile. `on_end` is told of an empty
/// line or the end of the input.
pub(crate) fn lines_into(sender: mpsc::Sender<Secret>, on_end: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        loop {
            let line = stdin_line().unwrap_or_default();
            if line.trim().is_empty() {
                return on_end();
            }
            if sender.blocking_send(Secret::new(line)).is_err() {
                return;
            }
        }
    });
}

fn hidden(question: &str) -> io::Result<String> {
    ask(question);
    rpassword::read_password()
}

fn ask(question: &str) {
    let mut stderr = io::stderr();
    let _ = write!(stderr, "{question}");
    let _ = stderr.flush();
}

fn stdin_line() -> io::Result<String> {
    let mut line = Vec::new();
    io::stdin().lock().take(LONGEST).read_until(b'\n', &mut line)?;
    String::from_utf8(line).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn unreadable(error: &io::Error) -> Error {
    Error::new(
        Code::Unexpected,
        text!("Standard input cannot be read: {error}.", "Стандартный ввод не читается: {error}."),
    )
}
