//! Asking the person. Core knows when; the window or the terminal knows how.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::connection::Tool;
use crate::time::Timestamp;

/// A tool wants a connection's token: may it?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Asking {
    /// The question's own id.
    pub id: String,
    /// The connection whose token is wanted.
    pub connection: String,
    /// Who wants it. Without a `path` the answer cannot be remembered.
    pub tool: Tool,
    /// What the tool calls itself: its own words, at most 60 characters, nothing but a claim.
    pub hint: Option<String>,
    /// When it asked.
    pub at: Timestamp,
}

/// The person's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes, to those of this program that are waiting now.
    Once,
    /// Yes, for twelve hours.
    Today,
    /// Yes, until it is taken back.
    Always,
    /// No; the same program is not asked about again for ten minutes.
    No,
}

/// Asks the person.
#[async_trait]
pub trait Consent: Send + Sync {
    /// Shows the question and waits. `None`: there is nobody who could be asked. Dropped when the tool goes away or
    /// has waited for too long: the question is then to be taken off the screen.
    async fn ask(&self, asking: Asking) -> Option<Answer>;
}
