//! A foreign token: what the platform's answer amounts to.

use super::dress::{cure, dress, with_evidence};
use super::types::Inspected;
use crate::catalogue::Provider;
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Level};
use crate::platform::{self, Inspection};
use crate::text::Text;

/// Errors that say something of the moment, not of the token.
const OF_THE_MOMENT: &[Code] = &[
    Code::Network,
    Code::PlatformUnavailable,
    Code::RateLimited,
    Code::Usage,
    Code::VaultLocked,
    Code::VaultUnavailable,
    Code::CatalogueInvalid,
    Code::Unexpected,
];

/// # Errors
/// What says nothing of the token.
pub(crate) fn inspected(provider: &Provider, inspection: Result<Inspection>) -> Result<Inspected> {
    match inspection {
        Ok(found) => {
            let findings = found.findings.into_iter().map(|finding| dress(finding, None)).collect();
            Ok(Inspected { person: Some(found.person), token: Some(found.facts), findings })
        }
        Err(error) if OF_THE_MOMENT.contains(&error.code) => Err(error),
        Err(error) => Ok(Inspected { person: None, token: None, findings: vec![refused(provider, &error)] }),
    }
}

fn refused(provider: &Provider, error: &Error) -> Finding {
    let title = Text::new("The platform does not accept it", "Платформа его не принимает");
    let mut remedy = platform::of(provider).remedy(error);
    remedy.fix = remedy.fix.or(cure(error.code));
    let finding = Finding::new("token.valid", Level::Error, title, (*error.message).clone());
    with_evidence(finding, error).remedy(remedy)
}
