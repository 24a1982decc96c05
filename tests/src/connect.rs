//! `adkeys connect` while it waits for the person.

use serde_json::Value;

use crate::adkeys::Ran;
use crate::process::Running;
use crate::session::Session;

/// A sign-in under way: it has said where the browser should go.
pub struct Connecting {
    running: Running,
    args: Vec<String>,
    url: String,
    first: Value,
}

impl Session {
    /// Starts `adkeys connect …` and waits for the authorize URL, or for where a code is entered. No browser is opened
    /// by it.
    ///
    /// # Panics
    /// When it ends before, or says something else first.
    #[must_use]
    #[track_caller]
    pub fn connect(&self, args: &[&str]) -> Connecting {
        let words = [&["connect"], args, &["--no-browser", "--json"]].concat();
        let running = Running::start(&mut self.adkeys(&words));
        let args = words.iter().map(|word| (*word).to_owned()).collect();
        let mut connecting = Connecting { running, args, url: String::new(), first: Value::Null };
        let (event, field) =
            if words.contains(&"device") { ("device", "verification_uri") } else { ("authorize", "url") };
        connecting.first = connecting.event(event);
        connecting.url = connecting.first[field].as_str().expect("the first event has an address").to_owned();
        connecting
    }
}

impl Connecting {
    /// Where the browser should go.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The event that told it.
    #[must_use]
    pub fn first(&self) -> &Value {
        &self.first
    }

    /// The process.
    #[must_use]
    pub fn process(&mut self) -> &mut Running {
        &mut self.running
    }

    /// The next event of this name; others before it are passed over.
    ///
    /// # Panics
    /// When it never comes.
    #[track_caller]
    pub fn event(&self, name: &str) -> Value {
        let mut before = Vec::new();
        while let Some(line) = self.running.line() {
            let event: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not an event: {line}"));
            if event["event"] == name {
                return event;
            }
            before.push(line);
        }
        panic!("no event `{name}`, but {before:?}")
    }

    /// Waits for its end. What of stdout was not read as events is in there.
    #[track_caller]
    #[must_use]
    pub fn end(self) -> Ran {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        Ran::from(&args, self.running)
    }
}
