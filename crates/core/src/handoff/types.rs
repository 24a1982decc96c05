//! What goes into and comes out of a hand-off.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::secret::Secret;
use crate::text::Text;
use crate::time::Timestamp;

/// What becomes of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum RecipeKind {
    /// Holds an access token at most, which ends on its own day.
    Static,
    /// Holds a refresh token that may be used in several places.
    Refreshable,
    /// Holds a refresh token that works once: whoever uses it first puts the other out.
    Rotating,
}

/// One form in which a provider's token can be handed on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RecipeInfo {
    /// The word for it (`--for ID`).
    pub id: String,
    /// The provider's key.
    pub provider: String,
    /// What it is called to people.
    pub title: Text,
    /// The name that its file usually has.
    pub file: Option<String>,
    /// What becomes of a copy.
    pub kind: RecipeKind,
    /// How it is written (`env`, `json`, …).
    pub format: String,
    /// The secrets that it holds (`access_token`, …); empty: only references.
    pub secrets: Vec<String>,
    /// Whether an ad account changes what it says.
    pub wants_account: bool,
    /// Whether it is of no use without one.
    pub needs_account: bool,
    /// Whether it is what `exec` sets unless asked for another.
    pub default: bool,
    /// What one should know before using it.
    pub note: Option<Text>,
}

/// A filled-in recipe. Holds secrets.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The document.
    pub text: Secret,
    /// When the access token in it ends.
    pub expires_at: Option<Timestamp>,
    /// The recipe's id.
    pub recipe: String,
    /// What the person should be told.
    pub warnings: Vec<Text>,
}

/// What to write where.
#[derive(Clone, Debug, Default)]
pub struct ExportRequest {
    /// The connection's name.
    pub connection: String,
    /// The recipe's id.
    pub recipe: String,
    /// The ad account, with or without the platform's prefix.
    pub account: Option<String>,
    /// The file. Relative to the working folder.
    pub out: PathBuf,
    /// Write it again whenever the token is renewed.
    pub keep_fresh: bool,
    /// Write although a git work tree would take it in, or although somebody has changed the file.
    pub force: bool,
}

/// How an exported file stands to the token now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ExportState {
    /// Holds the token that is in use.
    Fresh,
    /// Holds an older one.
    Stale,
    /// Was changed by somebody else.
    Changed,
    /// Is not there.
    Gone,
}

/// A file that AdKeys has written.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Exported {
    /// Its number here.
    pub id: String,
    /// The connection's name.
    pub connection: String,
    /// The recipe's id.
    pub recipe: String,
    /// The ad account that it names.
    pub account: Option<String>,
    /// Where it lies.
    pub path: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// When the access token in it ends.
    pub expires_at: Option<Timestamp>,
    /// Whether it is written again at each renewal.
    pub keep_fresh: bool,
    /// How it stands to the token now.
    pub state: ExportState,
    /// Where the file lies that was there before and that AdKeys had not written.
    pub replaced: Option<String>,
    /// What the person should be told.
    pub warnings: Vec<Text>,
}

/// A template with its references filled in. Holds secrets.
#[derive(Clone, Debug)]
pub struct Injected {
    /// The document.
    pub text: Secret,
    /// How many references it had.
    pub references: u32,
    /// What the person should be told.
    pub warnings: Vec<Text>,
}
