//! What can go wrong, for machines (`Code`), for people (message and hint) and for support (`Details`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::person::Person;
use crate::text::Text;
use crate::time::Timestamp;

mod code;

pub use code::Code;

/// The result of everything in core that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure: what happened, and what to do next. Holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[error("{code}: {}", message.en)]
pub struct Error {
    /// The cause, for programs. Decide by this, never by text.
    pub code: Code,
    /// What happened, in one sentence.
    pub message: Box<Text>,
    /// The next step.
    pub hint: Box<Text>,
    /// Facts for support.
    pub details: Box<Details>,
}

/// Facts about a failure that help to find its cause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(default)]
pub struct Details {
    /// The platform's own error code (Graph API `error.code`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_code: Option<i32>,
    /// The platform's own sub-code (Graph API `error.error_subcode`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_subcode: Option<i32>,
    /// What the platform said, stripped of anything secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_message: Option<String>,
    /// The platform's trace id (`fbtrace_id`), which its support asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// HTTP status of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
    /// When it makes sense to try again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Timestamp>,
    /// The file at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line in `file`, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The key in `file`, dotted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The TCP port at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// The provider concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The connection concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection: Option<String>,
    /// Who signed in (`person-changed`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// Who was expected (`person-changed`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Person>,
    /// A link that leads to the next step (`dev.adkeys://connect/…`, or a page of the platform).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl Error {
    /// A failure with the code's usual hint.
    #[must_use]
    pub fn new(code: Code, message: Text) -> Self {
        Self { code, message: Box::new(message), hint: Box::new(code.hint()), details: Box::default() }
    }

    /// The same with a hint that fits this case better than the usual one.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Self {
        *self.hint = hint;
        self
    }

    /// The same with the names of the case at hand in its hint, so that the command in it can be copied.
    #[must_use]
    pub fn fitted(&self) -> Self {
        let provider = self.details.provider.as_deref().unwrap_or("PROVIDER");
        let name = self.details.connection.as_deref().unwrap_or("NAME");
        let connect = if name == provider || self.details.connection.is_none() {
            format!("connect {provider}")
        } else {
            format!("connect {provider} --as {name}")
        };
        let replace = |hint: &str| {
            hint.replace("connect PROVIDER", &connect)
                .replace("PROVIDER", provider)
                .replace("disconnect NAME", &format!("disconnect {name}"))
        };
        self.clone().hint(Text::owned(replace(&self.hint.en), replace(&self.hint.ru)))
    }

    /// The same with facts filled in by `fill`.
    #[must_use]
    pub fn with(mut self, fill: impl FnOnce(&mut Details)) -> Self {
        fill(&mut self.details);
        self
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
