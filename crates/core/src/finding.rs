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

/// What AdKeys itself can do about a finding: the window makes a button of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Fix {
    /// Sign in again.
    Reconnect,
    /// Sign in again and ask for what was declined.
    Rerequest,
    /// Renew the token.
    Refresh,
    /// Enter the app's id and secret.
    SetUp,
    /// Change a setting.
    Settings,
    /// Forget the connection.
    Disconnect,
    /// Open [`Remedy::url`].
    OpenLink,
    /// Write the exported file anew.
    ExportAgain,
}

/// A fact that a finding rests on. Never a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Evidence {
    /// What it is.
    pub label: Text,
    /// Its value, the same in every language. May be foreign text.
    pub value: String,
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
    /// What AdKeys can do about it by itself.
    #[serde(default)]
    pub fix: Option<Fix>,
    /// The way through the platform's pages, one entry a click; empty if `text` says it all.
    #[serde(default)]
    pub steps: Vec<Text>,
    /// The business that `who` belongs to. Foreign text; `null`: none, or not known.
    #[serde(default)]
    pub business: Option<String>,
    /// Whether the person who signed in is one of `who`.
    #[serde(default)]
    pub is_person: bool,
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
    /// The facts that it rests on.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// The ad account (`act_1`) that it is about; `null`: none, or all.
    #[serde(default)]
    pub account: Option<String>,
    /// The connection that it is about; `null`: none, or the one that it is told with.
    #[serde(default)]
    pub connection: Option<String>,
}

impl Finding {
    /// A finding without a remedy.
    #[must_use]
    pub fn new(check: &str, level: Level, title: Text, detail: Text) -> Self {
        let (evidence, account, connection) = (Vec::new(), None, None);
        Self { check: check.into(), level, title, detail, remedy: None, evidence, account, connection }
    }

    /// The same with one more fact.
    #[must_use]
    pub fn evidence(mut self, label: Text, value: impl Into<String>) -> Self {
        self.evidence.push(Evidence { label, value: value.into() });
        self
    }

    /// The same about an ad account.
    #[must_use]
    pub fn of_account(mut self, id: impl Into<String>) -> Self {
        self.account = Some(id.into());
        self
    }

    /// The same about a connection.
    #[must_use]
    pub fn of_connection(mut self, name: impl Into<String>) -> Self {
        self.connection = Some(name.into());
        self
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
        let (url, command, fix, steps, business) = (None, None, None, Vec::new(), None);
        Self { who, text, url, command, fix, steps, business, is_person: false }
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

    /// The same with what AdKeys can do about it by itself.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same with the way through the platform's pages.
    #[must_use]
    pub fn steps(mut self, steps: impl IntoIterator<Item = Text>) -> Self {
        self.steps = steps.into_iter().collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_from_before_evidence_and_steps_can_still_be_read() {
        let old = r#"{"check":"token.valid","level":"ok","title":{"en":"a","ru":"б"},"detail":{"en":"a","ru":"б"},
            "remedy":{"who":"you","text":{"en":"a","ru":"б"},"url":null,"command":null}}"#;
        let finding: Finding = serde_json::from_str(old).unwrap();
        assert!(finding.evidence.is_empty() && finding.account.is_none());
        assert!(finding.remedy.is_some_and(|remedy| remedy.steps.is_empty() && remedy.fix.is_none()));
    }
}
