//! The façade's part about ways back from the browser.

use std::path::Path;

use super::AdKeys;
use crate::connection::SymptomContext;
use crate::error::Result;
use crate::oauth::dialog::Symptom;
use crate::oauth::redirect::deep_link::handler::Handler;

impl AdKeys {
    /// What a person may see in the browser while nothing comes back, with cause, who can mend it and where to click.
    ///
    /// # Errors
    /// `provider-unknown`, `catalogue-invalid`, `ledger-damaged`.
    pub fn symptoms(&self, provider: &str, asked: &SymptomContext) -> Result<Vec<Symptom>> {
        self.0.symptoms(provider, asked)
    }

    /// Which program opens links of AdKeys on this computer. Reads files, runs nothing.
    #[must_use]
    pub fn link_handler(&self) -> Handler {
        self.0.link_handler()
    }

    /// Makes `program` the one that opens links of AdKeys for this person, and says who does now.
    ///
    /// # Errors
    /// `unexpected` if the desktop's files cannot be written, or there are none.
    pub fn claim_links(&self, program: &Path) -> Result<Handler> {
        self.0.claim_links(program)
    }
}
