//! Who signed in.

use serde::{Deserialize, Serialize};

/// The person (or system user) behind a connection, as the platform names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Person {
    /// The platform's id; at Facebook app-scoped.
    pub id: String,
    /// The name to show. Foreign text: render it as text only.
    pub name: String,
}
