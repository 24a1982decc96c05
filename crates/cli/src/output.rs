//! The only place that writes to the terminal: documents to standard output, everything else to standard error.
//! Nothing from outside reaches it without going through [`clean`].

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error, Lang, Result, Text, text};
use serde::Serialize;

use crate::args::Global;
use crate::environment;

pub(crate) mod clean;
pub(crate) mod csv;
pub(crate) mod dates;
mod failure;
pub(crate) mod findings;
mod json;
pub(crate) mod masked;
pub(crate) mod money;
pub(crate) mod table;
pub(crate) mod words;

use money::Style;
use words::Hue;

const ON_SCREEN: Text = Text::new(
    "This is a secret, and it stands on your screen now. For a tool, use: \"$(adkeys token …)\"",
    "Это секрет, и теперь он виден на экране. Для инструмента пишите: \"$(adkeys token …)\"",
);

/// How to write: language, form, colour.
pub(crate) struct Output {
    lang: Lang,
    json: bool,
    numbers: Style,
    terminal: bool,
    paint: bool,
    paint_errors: bool,
    in_progress: AtomicBool,
}

impl Output {
    /// The language follows `--lang`, then the settings, then the locale; numbers follow their own locale as long as it
    /// agrees with that.
    pub(crate) fn new(global: &Global, settings: Option<Lang>) -> Self {
        let chosen = global.lang.map(Lang::from).or(settings);
        let lang = chosen.unwrap_or_else(|| Lang::from_locale(&environment::message_locale()));
        let terminal = !global.json && io::stdout().is_terminal();
        let colour = !global.json && !environment::plain();
        Self {
            lang,
            json: global.json,
            numbers: Style::of(&environment::number_locale(), lang),
            terminal,
            paint: colour && terminal,
            paint_errors: colour && io::stderr().is_terminal(),
            in_progress: AtomicBool::new(false),
        }
    }

    /// For a person, without colours.
    #[cfg(test)]
    pub(crate) fn plain(lang: Lang) -> Self {
        let numbers = Style::of("", lang);
        let in_progress = AtomicBool::new(false);
        Self { lang, json: false, numbers, terminal: false, paint: false, paint_errors: false, in_progress }
    }

    /// The language of texts.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether a program reads this.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// `text` in the person's language.
    pub(crate) fn say<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.lang)
    }

    /// `shape` in the colour of what it says, where standard output has colours.
    pub(crate) fn coloured(&self, shape: &str, hue: Hue) -> String {
        match hue.code() {
            Some(code) if self.paint => format!("\x1b[{code}m{shape}\x1b[0m"),
            _ => shape.to_owned(),
        }
    }

    /// How numbers are written.
    pub(crate) fn numbers(&self) -> Style {
        self.numbers
    }

    /// Writes one document: `value` as JSON, or what `human` makes of it.
    ///
    /// # Errors
    /// `unexpected` if standard output cannot be written to. A reader that went away is no error.
    pub(crate) fn document(&self, value: &impl Serialize, human: impl FnOnce() -> String) -> Result<()> {
        if !self.json {
            return self.line(human().trim_end());
        }
        let pretty = io::stdout().is_terminal();
        self.line(&json::render(value, self.lang, pretty)?)
    }

    /// Writes one JSON object on a line of its own, at once.
    ///
    /// # Errors
    /// As [`Output::document`].
    pub(crate) fn event(&self, value: &impl Serialize) -> Result<()> {
        self.line(&json::render(value, self.lang, false)?)
    }

    /// Writes a line to standard output.
    ///
    /// # Errors
    /// As [`Output::document`].
    pub(crate) fn line(&self, line: &str) -> Result<()> {
        write_out(&[line.as_bytes(), b"\n"])
    }

    /// Writes a secret on a line of standard output, with `before` before it. Only for verbs that the person asked for
    /// one. At a terminal, a word beside it says what lies there now.
    ///
    /// # Errors
    /// As [`Output::document`].
    pub(crate) fn secret(&self, before: &str, secret: &Secret) -> Result<()> {
        // EXPOSE: the person asked for it on standard output.
        write_out(&[before.as_bytes(), secret.expose().as_bytes(), b"\n"])?;
        if self.terminal && io::stderr().is_terminal() {
            self.note(&ON_SCREEN);
        }
        Ok(())
    }

    /// Asks the person something; what is typed comes back another way.
    pub(crate) fn question(question: &str) {
        let _ = write!(io::stderr(), "{question}");
        let _ = io::stderr().flush();
    }

    /// Writes a document that holds secrets, as it is. Only for verbs that the person asked for one.
    ///
    /// # Errors
    /// As [`Output::document`].
    pub(crate) fn secret_document(&self, document: &Secret) -> Result<()> {
        // EXPOSE: the person asked for it on standard output.
        write_out(&[document.expose().as_bytes()])
    }

    /// Tells the person something beside the document; a program is not told.
    pub(crate) fn note(&self, note: &Text) {
        if !self.json {
            self.progress_done();
            write_err(self.say(note));
        }
    }

    /// The same for each of several.
    pub(crate) fn notes(&self, notes: &[Text]) {
        for note in notes {
            self.note(note);
        }
    }

    /// Shows on one line how far something is; the next such line takes its place.
    pub(crate) fn progress(&self, note: &Text) {
        if !self.json && io::stderr().is_terminal() {
            let _ = write!(io::stderr(), "\r\x1b[K{}", self.say(note));
            self.in_progress.store(true, Ordering::Relaxed);
        }
    }

    /// Takes the last progress line away.
    pub(crate) fn progress_done(&self) {
        if self.in_progress.swap(false, Ordering::Relaxed) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    /// Tells what is wrong without being in the way.
    pub(crate) fn warning(&self, problem: &Error) {
        self.progress_done();
        write_err(&failure::render(problem, "warning", self.lang, self.json, self.paint_errors));
    }

    /// Tells why the verb failed.
    pub(crate) fn error(&self, error: &Error) {
        self.progress_done();
        write_err(&failure::render(error, "error", self.lang, self.json, self.paint_errors));
    }

    /// Tells what is wrong with the command line, in clap's words.
    pub(crate) fn usage(&self, rendered: &str) {
        write_err(rendered.trim_end());
    }
}

fn write_err(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

fn write_out(parts: &[&[u8]]) -> Result<()> {
    let mut stdout = io::stdout().lock();
    let written = parts.iter().try_for_each(|part| stdout.write_all(part)).and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::new(
            Code::Unexpected,
            text!(
                "Standard output cannot be written to: {error}.",
                "Стандартный вывод не записывается: {error}."
            ),
        )),
        _ => Ok(()),
    }
}
