//! Tells how a sign-in goes: events for a program, lines for a person.

use std::sync::{Mutex, MutexGuard, PoisonError};

use adkeys_core::catalogue::Way;
use adkeys_core::connection::{ConnectEvent, Connected};
use adkeys_core::finding::Level;
use adkeys_core::oauth::dialog::Symptom;
use adkeys_core::{Result, Text, text};
use serde_json::json;

use crate::output::dates::Calendar;
use crate::output::{Output, clean, findings, words};

/// Listens to one sign-in. The last event comes from its result, so that there is always exactly one.
pub(super) struct Teller<'a> {
    output: &'a Output,
    no_browser: bool,
    /// What may be seen in the browser, once the question was asked.
    asked: Mutex<Vec<Symptom>>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(output: &'a Output, no_browser: bool) -> Self {
        Self { output, no_browser, asked: Mutex::default() }
    }

    /// Passes an event on. An output that cannot be written to must not stop a sign-in that is under way.
    pub(super) fn tell(&self, event: &ConnectEvent) {
        if matches!(event, ConnectEvent::Connected { .. } | ConnectEvent::Error { .. }) {
            return;
        }
        if self.output.is_json() {
            let _ = self.output.event(event);
        } else {
            self.say(event);
        }
    }

    /// Tells how it ended.
    pub(super) fn end(&self, result: Result<Connected>) -> Result<()> {
        self.output.progress_done();
        match result {
            Ok(connected) if self.output.is_json() => {
                let Connected { connection, person, .. } = connected;
                self.output.event(&ConnectEvent::Connected { connection, person })
            }
            Ok(connected) => self.output.line(&self.summary(&connected)),
            Err(error) => {
                if self.output.is_json() {
                    self.output.event(&json!({ "event": "error", "error": error.fitted() }))?;
                }
                Err(error)
            }
        }
    }

    fn say(&self, event: &ConnectEvent) {
        match event {
            ConnectEvent::Authorize { url, way, reason, .. } => self.say_where(url, *way, reason),
            ConnectEvent::Device { user_code, verification_uri, expires_at, .. } => {
                let until = Calendar::new(self.output).moment(*expires_at);
                self.output.note(&ENTER);
                let _ = self.output.line(verification_uri);
                let _ = self.output.line(user_code);
                self.output.note(&text!("The code is good until {until}.", "Код действует до {until}."));
            }
            ConnectEvent::Waiting { symptoms } => self.ask(symptoms),
            ConnectEvent::Ignored { .. } if self.is_asking() => self.output.note(&NOT_OURS),
            ConnectEvent::Callback => self.output.note(&CALLBACK),
            ConnectEvent::Upgraded { .. } => self.output.note(&UPGRADED),
            ConnectEvent::UpgradeFailed { error } => self.output.warning(error),
            ConnectEvent::Storing => self.output.note(&STORING),
            ConnectEvent::Accounts { count } => {
                let count = self.output.numbers().count(*count as usize);
                self.output.progress(&text!("Ad accounts: {count}", "Рекламные кабинеты: {count}"));
            }
            _ => {}
        }
    }

    /// Says which page to open. The address stands alone on its line of standard output when it has to be copied.
    fn say_where(&self, url: &str, way: Way, reason: &Text) {
        if self.no_browser {
            self.output.note(&OPEN_YOURSELF);
            let _ = self.output.line(url);
        } else {
            self.output
                .note(&Text::owned(format!("{}\n{url}", OPENING.en), format!("{}\n{url}", OPENING.ru)));
        }
        self.output.note(reason);
        if way == Way::Paste {
            self.output.note(&PASTE);
        }
    }

    /// Asks what the browser shows.
    fn ask(&self, symptoms: &[Symptom]) {
        self.output.note(&QUESTION);
        for (symptom, number) in symptoms.iter().zip(1..) {
            let (en, ru) = (&symptom.title.en, &symptom.title.ru);
            self.output.note(&text!("  {number}  {en}", "  {number}  {ru}"));
        }
        self.output.note(&TYPE);
        symptoms.clone_into(&mut self.asked());
    }

    /// Whether the question was asked.
    pub(super) fn is_asking(&self) -> bool {
        !self.output.is_json() && !self.asked().is_empty()
    }

    fn asked(&self) -> MutexGuard<'_, Vec<Symptom>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a number with what is behind it; `false` if the line is none, and may be a paste.
    pub(super) fn answers(&self, line: &str) -> bool {
        let (asked, line) = (self.asked(), line.trim());
        // No address and no code is that short.
        if asked.is_empty() || line.len() > SHORT || line.contains(['=', '/']) {
            return false;
        }
        let number = line.parse::<usize>().ok();
        match number.and_then(|number| asked.get(number.checked_sub(1)?)) {
            Some(symptom) => {
                let told = findings::render(&symptom.finding, self.output);
                self.output.note(&Text::verbatim(told));
                self.output.note(&STILL);
            }
            None => self.output.note(&TYPE),
        }
        true
    }

    fn summary(&self, connected: &Connected) -> String {
        let output = self.output;
        let (name, person) = (&connected.connection, clean::name(&connected.person.name));
        let shape = output.coloured("●", words::Hue::Fine);
        let until = connected.token.expires_at.map(|at| Calendar::new(output).deadline(at));
        let until =
            until.map(|until| text!(" Access until {until}.", " Доступ до {until}.")).unwrap_or_default();
        let done = text!("Connected: {name} ({person}).", "Подключено: {name} ({person}).");
        let next =
            text!("See the ad accounts: adkeys status {name}", "Рекламные кабинеты: adkeys status {name}");
        let mut lines = vec![format!("{shape} {}{}", output.say(&done), output.say(&until))];
        let told =
            connected.findings.iter().filter(|finding| !matches!(finding.level, Level::Ok | Level::Info));
        lines.extend(told.map(|finding| findings::render(finding, output)));
        lines.push(format!("  {}", output.say(&next)));
        lines.join("\n")
    }
}

const OPENING: Text = Text::new(
    "Opening your browser to sign in. If nothing opens, go to this address yourself:",
    "Открываем браузер для входа. Если ничего не открылось, перейдите по адресу сами:",
);
const OPEN_YOURSELF: Text =
    Text::new("Open this address in a browser to sign in:", "Откройте этот адрес в браузере, чтобы войти:");
const ENTER: Text = Text::new(
    "On any device, open this address and enter the code below it:",
    "На любом устройстве откройте этот адрес и введите код под ним:",
);
const PASTE: Text = Text::new(
    "Then paste the address of the last page here and press Enter:",
    "Затем вставьте сюда адрес последней страницы и нажмите Enter:",
);
/// The longest line that is an answer to the question, in bytes.
const SHORT: usize = 16;
const QUESTION: Text =
    Text::new("No answer yet. What do you see in the browser?", "Ответа пока нет. Что вы видите в браузере?");
const TYPE: Text = Text::new(
    "Type a number for the cause and what helps, or paste the address of the last page. Or just go on in the browser.",
    "Введите номер, чтобы узнать причину и что делать, или вставьте адрес последней страницы. Можно и просто продолжить в браузере.",
);
const STILL: Text = Text::new("AdKeys goes on waiting.", "AdKeys продолжает ждать.");
const NOT_OURS: Text = Text::new(
    "That was not the answer of this sign-in. AdKeys goes on waiting.",
    "Это не ответ на этот вход. AdKeys продолжает ждать.",
);
const CALLBACK: Text = Text::new("The answer is here.", "Ответ получен.");
const UPGRADED: Text = Text::new("The access is long-lived now.", "Доступ стал долгосрочным.");
const STORING: Text = Text::new(
    "Saving. If the keychain opens a window of its own, allow it there.",
    "Сохраняем. Если связка ключей откроет своё окно, разрешите доступ там.",
);
