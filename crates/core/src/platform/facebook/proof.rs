//! `appsecret_proof`: shows Facebook that a call comes from someone who knows the app's secret.
//!
//! Two forms are about: the documented one signs `token|unix time` and holds for five minutes, the older one signs
//! the token alone and is what Meta's own Python SDK still sends. A bad clock breaks the first, a strict app might
//! break the second, and a token of another app breaks both; so a refused form gives way to the next one.

use std::sync::atomic::{AtomicUsize, Ordering};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::grant::TokenOrigin;
use crate::secret::Secret;
use crate::time::Timestamp;

/// How a call is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `appsecret_proof` over `token|time`, and `appsecret_time`.
    Timed,
    /// `appsecret_proof` over the token.
    Untimed,
    /// Not at all.
    Unsigned,
}

/// The forms to try, in order, and which of them is in use. Shared by calls that run side by side.
#[derive(Debug)]
pub(super) struct Forms {
    order: &'static [Form],
    current: AtomicUsize,
}

impl Forms {
    /// A token from our own sign-in is signed; a pasted one may belong to another app, whose secret we do not know.
    pub(super) fn new(origin: TokenOrigin, has_secret: bool) -> Self {
        let order: &[Form] = match (has_secret, origin) {
            (false, _) => &[Form::Unsigned],
            (true, TokenOrigin::SignIn) => &[Form::Timed, Form::Untimed, Form::Unsigned],
            (true, TokenOrigin::Pasted) => &[Form::Unsigned, Form::Timed, Form::Untimed],
        };
        Self { order, current: AtomicUsize::new(0) }
    }

    /// The place of the form in use, for [`Forms::give_way`], and the form.
    pub(super) fn current(&self) -> (usize, Form) {
        let place = self.current.load(Ordering::Relaxed);
        (place, self.order.get(place).copied().unwrap_or(Form::Unsigned))
    }

    /// Facebook refused the form at `place`. Whether there is another to try.
    pub(super) fn give_way(&self, place: usize) -> bool {
        let next = place + 1;
        if next >= self.order.len() {
            return false;
        }
        self.current.fetch_max(next, Ordering::Relaxed);
        true
    }

    /// Whether Facebook refused every signature over a token of our own sign-in: the secret is not this app's.
    pub(super) fn secret_refused(&self) -> bool {
        self.order.first() == Some(&Form::Timed) && self.current().1 == Form::Unsigned
    }
}

/// The query parameters that sign `token` with `secret`.
pub(super) fn params(
    form: Form,
    secret: &Secret,
    token: &Secret,
    now: Timestamp,
) -> Vec<(&'static str, String)> {
    // EXPOSE: signed, not sent.
    let token = token.expose();
    let time = now.unix();
    match form {
        Form::Timed => match sign(secret, &format!("{token}|{time}")) {
            Some(proof) => vec![("appsecret_proof", proof), ("appsecret_time", time.to_string())],
            None => Vec::new(),
        },
        Form::Untimed => sign(secret, token).map(|proof| ("appsecret_proof", proof)).into_iter().collect(),
        Form::Unsigned => Vec::new(),
    }
}

fn sign(secret: &Secret, message: &str) -> Option<String> {
    // EXPOSE: the key of the signature.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).ok()?;
    mac.update(message.as_bytes());
    Some(mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn the_signature_is_hmac_sha256_in_hex() {
        let signed = sign(&Secret::new("Jefe"), "what do ya want for nothing?").unwrap();
        assert_eq!(signed, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn the_timed_form_signs_token_and_time() {
        let now = Timestamp::from_unix(1_700_000_000).unwrap();
        let (secret, token) = (Secret::new("s"), Secret::new("t"));
        let timed = params(Form::Timed, &secret, &token, now);
        assert_eq!(timed[0], ("appsecret_proof", sign(&secret, "t|1700000000").unwrap()));
        assert_eq!(timed[1], ("appsecret_time", "1700000000".to_owned()));
        assert_eq!(
            params(Form::Untimed, &secret, &token, now),
            [("appsecret_proof", sign(&secret, "t").unwrap())]
        );
        assert!(params(Form::Unsigned, &secret, &token, now).is_empty());
    }

    #[test]
    fn calls_side_by_side_do_not_skip_a_form() {
        let forms = Forms::new(TokenOrigin::SignIn, true);
        let (place, form) = forms.current();
        assert_eq!(form, Form::Timed);
        assert!(forms.give_way(place) && forms.give_way(place));
        assert_eq!(forms.current().1, Form::Untimed);
    }

    #[test]
    fn without_a_secret_nothing_is_signed() {
        let forms = Forms::new(TokenOrigin::SignIn, false);
        assert_eq!(forms.current().1, Form::Unsigned);
        assert!(!forms.give_way(0) && !forms.secret_refused());
    }
}
