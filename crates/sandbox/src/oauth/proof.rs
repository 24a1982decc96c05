//! Proof key for code exchange (RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::call::Params;

/// Reads the challenge of a dialog request; the flag says that it is the verifier itself.
///
/// # Errors
/// If the challenge or its method is not one.
pub(crate) fn challenge(query: &Params) -> Result<Option<(String, bool)>, ()> {
    let Some(challenge) = query.get("code_challenge") else { return Ok(None) };
    let plain = match query.filled("code_challenge_method") {
        None | Some("plain") => true,
        Some("S256") => false,
        Some(_) => return Err(()),
    };
    match well_formed(challenge) {
        true => Ok(Some((challenge.to_owned(), plain))),
        false => Err(()),
    }
}

/// Whether `verifier` belongs to the challenge.
pub(crate) fn fits(verifier: &str, (challenge, plain): &(String, bool)) -> bool {
    let hashed = || URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    well_formed(verifier) && if *plain { verifier == challenge } else { hashed() == *challenge }
}

fn well_formed(text: &str) -> bool {
    (43..=128).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pair_of_rfc_7636_appendix_b_fits() {
        let challenge = ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".to_owned(), false);
        assert!(fits("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", &challenge));
        assert!(!fits("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl", &challenge));
        assert!(!fits("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", &challenge));
    }
}
