//! The façade's part about tools that take tokens.

use super::AdKeys;
use crate::error::Result;
use crate::ledger::ToolGrant;

impl AdKeys {
    /// The answers that tools got and that still hold, the newest first.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn grants(&self) -> Result<Vec<ToolGrant>> {
        self.0.ledger().tool_grants(self.0.now())
    }

    /// Takes an answer back: the tool has to ask again. One that is gone already is no error.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn revoke_grant(&self, id: &str) -> Result<()> {
        self.0.ledger().remove_tool_grant(id).map(drop)
    }
}
