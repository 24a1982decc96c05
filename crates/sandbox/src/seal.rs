//! Self-describing, signed text: tokens, codes and cursors carry what they mean, so that one minted by one sandbox
//! is still good in the next. The key is public, for nothing here is real.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

const KEY: &[u8] = b"adkeys sandbox: nothing here is real";
const TAG: usize = 12;

/// Signs `content` as a `kind`; the text has letters and digits only, as Facebook's tokens have.
pub(crate) fn seal(kind: &str, content: &impl Serialize) -> String {
    let content = serde_json::to_vec(content).unwrap_or_default();
    let mut bytes = tag(kind, &content);
    bytes.extend_from_slice(&content);
    escape(&STANDARD_NO_PAD.encode(bytes))
}

/// Reads what [`seal`] wrote. `None` if it is another kind, was changed, or was never ours.
pub(crate) fn open<T: DeserializeOwned>(kind: &str, text: &str) -> Option<T> {
    let bytes = STANDARD_NO_PAD.decode(unescape(text)?).ok()?;
    let (given, content) = bytes.split_at_checked(TAG)?;
    (given == tag(kind, content)).then(|| serde_json::from_slice(content).ok())?
}

/// Lowercase hex of HMAC-SHA256, the form of `appsecret_proof`.
pub(crate) fn hmac_hex(key: &str, message: &str) -> String {
    hmac(key.as_bytes(), &[message.as_bytes()]).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn tag(kind: &str, content: &[u8]) -> Vec<u8> {
    let mut tag = hmac(KEY, &[kind.as_bytes(), b"\0", content]);
    tag.truncate(TAG);
    tag
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// Base64 without its two signs: `Z` leads an escape, as it seems to at Facebook.
fn escape(base64: &str) -> String {
    base64.replace('Z', "ZA").replace('+', "ZB").replace('/', "ZC")
}

fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        plain.push(match char {
            'Z' => match chars.next()? {
                'A' => 'Z',
                'B' => '+',
                'C' => '/',
                _ => return None,
            },
            char if char.is_ascii_alphanumeric() => char,
            _ => return None,
        });
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_as_its_own_kind_only() {
        let text = seal("token", &vec![255_u8, 254, 62, 63, 251, 239]);
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{text}");
        assert_eq!(open::<Vec<u8>>("token", &text), Some(vec![255, 254, 62, 63, 251, 239]));
        assert_eq!(open::<Vec<u8>>("code", &text), None);
    }

    #[test]
    fn a_changed_letter_is_noticed() {
        let text = seal("token", &"Anna");
        let changed = text.replacen(|c: char| c.is_ascii_lowercase(), "0", 1);
        assert_eq!(open::<String>("token", &changed), None);
        assert_eq!(open::<String>("token", "Z"), None);
        assert_eq!(open::<String>("token", ""), None);
    }

    #[test]
    fn the_proof_is_the_one_of_rfc_4231() {
        let proof = hmac_hex("Jefe", "what do ya want for nothing?");
        assert_eq!(proof, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
