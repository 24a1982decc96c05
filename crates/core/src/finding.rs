//! One result of looking: what was found, how bad it is, who can mend it.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// As it should be.
    Ok,
    /// Worth knowing.
    Info,
    /// Works, and will stop working or works only in part.
    Warning,
    /// Does not work.
    Error,
    /// Could not be checked: not the same as bad.
    Unknown,
}

/// Who can mend something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The person at this computer.
    You,
    /// An admin of the ad account.
    AccountAdmin,
    /// An admin of the business.
    BusinessAdmin,
    /// Whoever owns the app at the platform.
    AppOwner,
    /// The platform.
    Platform,
}

/// What to do about a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Remedy {
    /// Who can do it.
    pub who: Who,
    /// What to do.
    pub text: Text,
    /// Where: a page of the platform.
    pub url: Option<String>,
    /// The command that does it here.
    pub command: Option<String>,
}

/// One result of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Finding {
    /// The stable id of the check (`token.valid`).
    pub check: String,
    /// How bad.
    pub level: Level,
    /// In a few words.
    pub title: Text,
    /// In a sentence, with the evidence.
    pub detail: Text,
    /// What to do; `null` if nothing has to be done.
    pub remedy: Option<Remedy>,
}

impl Finding {
    /// A finding without a remedy.
    #[must_use]
    pub fn new(check: &str, level: Level, title: Text, detail: Text) -> Self {
        Self { check: check.into(), level, title, detail, remedy: None }
    }

    /// The same with something to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: Remedy) -> Self {
        self.remedy = Some(remedy);
        self
    }
}

impl Remedy {
    /// Something to do, without a link.
    #[must_use]
    pub fn new(who: Who, text: Text) -> Self {
        Self { who, text, url: None, command: None }
    }

    /// The same with the page where it is done.
    #[must_use]
    pub fn at(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// The same with the command that does it.
    #[must_use]
    pub fn by(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }
}
