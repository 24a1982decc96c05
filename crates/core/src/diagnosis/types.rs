//! What goes into and comes out of a diagnosis.

use serde::Serialize;

use crate::connection::StatusReport;
use crate::finding::Finding;
use crate::grant::{Person, TokenFacts};
use crate::text::Text;
use crate::time::Timestamp;

/// What a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum CheckGroup {
    /// This computer: keychain, network, clock, ports, disk.
    Machine,
    /// The person's app at the platform.
    App,
    /// The token.
    Token,
    /// What was asked, given, declined.
    Permissions,
    /// The ad accounts.
    Accounts,
    /// How much of the platform's limits is used.
    Limits,
}

impl CheckGroup {
    /// The word for it on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::App => "app",
            Self::Token => "token",
            Self::Permissions => "permissions",
            Self::Accounts => "accounts",
            Self::Limits => "limits",
        }
    }
}

/// A check that there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CheckInfo {
    /// Its stable id (`token.valid`).
    pub id: String,
    /// What it is about.
    pub group: CheckGroup,
    /// In a few words.
    pub title: Text,
}

/// What to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiagnoseRequest {
    /// One connection, or a provider that is not connected yet; `None`: everything.
    pub connection: Option<String>,
    /// Ids of checks or names of groups; empty: all.
    pub only: Vec<String>,
}

/// Progress of a diagnosis.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum DiagnosisEvent {
    /// A check has begun.
    Started {
        /// Its id.
        check: String,
        /// The connection that it looks at; `null`: this computer, or the app.
        connection: Option<String>,
    },
    /// It found something, be it good.
    Found {
        /// Its id.
        check: String,
        /// As in `started`.
        connection: Option<String>,
        /// What.
        finding: Box<Finding>,
    },
    /// It is over.
    Ended {
        /// Its id.
        check: String,
        /// As in `started`.
        connection: Option<String>,
    },
}

/// Everything that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Diagnosis {
    /// When.
    pub at: Timestamp,
    /// The connections, each with all its findings.
    pub connections: Vec<StatusReport>,
    /// Findings about this computer, and about apps that nothing is connected with yet.
    pub findings: Vec<Finding>,
}

/// What a platform says of a token that is not ours. Nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Inspected {
    /// Whose it is; `null` if the platform does not accept it.
    pub person: Option<Person>,
    /// What it may do, and until when.
    pub token: Option<TokenFacts>,
    /// What was found.
    pub findings: Vec<Finding>,
}
