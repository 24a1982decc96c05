//! The token in what a person pastes: alone, with all that copying does to it, in an address, or in a document.

use serde_json::Value;
use url::form_urlencoded;

use crate::error::{Code, Error, Result};
use crate::secret::Secret;
use crate::text::Text;

/// The longest paste that is looked at, in bytes.
const LONGEST_PASTE: usize = 64 * 1024;
/// The longest token, in bytes.
const LONGEST: usize = 8192;
/// What a person sees in front of a token in tools and documents.
const LABELS: [&str; 4] = ["access_token", "accesstoken", "token", "authorization"];

/// The token in `paste`.
///
/// # Errors
/// `usage`, which says what was found in its place; nothing of the paste is repeated.
pub(super) fn found_in(paste: &Secret) -> Result<Secret> {
    // EXPOSE: looked through for the token in it, kept nowhere.
    let text = tidy(paste.expose());
    let found = in_document(&text).or_else(|| in_address(&text)).unwrap_or_else(|| bare(&text));
    let fits = !found.is_empty()
        && found.len() <= LONGEST
        && text.len() <= LONGEST_PASTE
        && found.chars().all(|sign| sign.is_ascii_graphic() && !"\"'<>{}".contains(sign));
    if fits && !found.contains("://") { Ok(Secret::new(found)) } else { Err(none(&text)) }
}

/// Without what surrounds a paste, and without what cannot be seen.
fn tidy(paste: &str) -> String {
    let around = |sign: char| sign.is_whitespace() || "\"'`<>«»“”„‘’,;".contains(sign);
    let visible: String =
        paste.chars().filter(|sign| !matches!(sign, '\u{FEFF}' | '\u{200B}'..='\u{200F}')).collect();
    visible.trim_matches(around).to_owned()
}

/// `{"access_token": "…"}`, at the top or one level down, also when copying lost the braces' surroundings.
fn in_document(text: &str) -> Option<String> {
    let start = text.find('{')?;
    let document: Value = serde_json::from_str(text.get(start..=text.rfind('}')?)?).ok()?;
    let own = |value: &Value| value.get("access_token").and_then(Value::as_str).map(unbroken);
    own(&document).or_else(|| document.as_object()?.values().find_map(own))
}

/// `…#access_token=…&expires_in=…`, as a sign-in of the implicit kind leaves it in the address bar.
fn in_address(text: &str) -> Option<String> {
    let joined = unbroken(text);
    let (_, after) = joined.split_once("access_token=")?;
    let value = after.split(['&', '#']).next()?;
    let decoded = form_urlencoded::parse(format!("t={value}").as_bytes()).next()?.1.into_owned();
    Some(tidy(&decoded))
}

/// The token alone, with or without a label in front.
fn bare(text: &str) -> String {
    let mut rest = text.trim();
    if let Some((label, token)) = rest.split_once([':', '=']) {
        let label: String = label.chars().filter(|sign| sign.is_ascii_alphabetic() || *sign == '_').collect();
        if LABELS.contains(&label.to_lowercase().as_str()) {
            rest = token;
        }
    }
    let rest = tidy(rest);
    let rest = rest
        .get(..7)
        .filter(|start| start.eq_ignore_ascii_case("bearer "))
        .map_or(&*rest, |_| rest.get(7..).unwrap_or_default());
    // A mail program breaks long lines; a sentence has blanks between its words.
    if rest.lines().all(|line| !line.trim().contains(char::is_whitespace)) {
        unbroken(rest)
    } else {
        rest.to_owned()
    }
}

fn unbroken(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

fn none(text: &str) -> Error {
    let is_code = text.contains("code=");
    let (what, next) = if is_code {
        (
            Text::new("That is the code of a sign-in, not a token.", "Это код входа, а не токен."),
            Text::new(
                "Sign in with: adkeys connect PROVIDER --redirect paste, and paste the address there.",
                "Войдите: adkeys connect PROVIDER --redirect paste, и вставьте адрес там.",
            ),
        )
    } else {
        (
            Text::new(
                "That is not a token: it is empty or has blanks in it.",
                "Это не токен: строка пуста или содержит пробелы.",
            ),
            Text::new(
                "Copy the whole token and nothing else.",
                "Скопируйте токен целиком и ничего кроме него.",
            ),
        )
    };
    Error::new(Code::Usage, what).hint(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "EAAxAbc123ZDZD";

    #[test]
    fn a_token_is_found_in_all_that_people_paste() {
        for paste in [
            TOKEN.to_owned(),
            format!("  {TOKEN}\n"),
            format!("\"{TOKEN}\","),
            format!("«{TOKEN}»"),
            format!("\u{FEFF}{TOKEN}\u{200B}"),
            format!("access_token={TOKEN}"),
            format!("access_token: {TOKEN}"),
            format!("\"access_token\": \"{TOKEN}\""),
            format!("Access Token: {TOKEN}"),
            format!("Bearer {TOKEN}"),
            format!("Authorization: Bearer {TOKEN}"),
            "EAAxAbc\r\n123ZDZD".to_owned(),
            format!("{{\"access_token\":\"{TOKEN}\",\"token_type\":\"bearer\"}}"),
            format!("{{\"data\": {{\"access_token\": \"{TOKEN}\"}}}}"),
            format!("http://localhost:8917/cb#access_token={TOKEN}&expires_in=3600&state=x"),
            format!("curl 'https://graph.facebook.com/me?access_token={TOKEN}'"),
            format!("#access_token={TOKEN}"),
        ] {
            assert_eq!(found_in(&Secret::new(&*paste)).ok(), Some(Secret::new(TOKEN)), "{paste}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_paste_panics_and_what_is_found_could_be_sent(paste in "[\\PC\\s{}\"=:&#]{0,80}") {
            if let Ok(token) = found_in(&Secret::new(paste)) {
                let fits = token.expose().bytes().all(|byte| byte.is_ascii_graphic());
                proptest::prop_assert!(fits && !token.is_empty());
            }
        }
    }

    #[test]
    fn what_is_no_token_is_told_and_never_repeated() {
        for paste in [
            "",
            " \n",
            "\"\"",
            "my token is secret",
            "https://developers.facebook.com/tools/explorer",
            "{}",
            "{\"error\":{\"code\":190}}",
            "токен",
            &"a".repeat(LONGEST + 1),
        ] {
            let error = found_in(&Secret::new(paste)).unwrap_err();
            assert_eq!(error.code, Code::Usage, "{paste}");
            assert!(paste.len() < 3 || !error.message.en.contains(paste), "{paste}");
        }
        let error = found_in(&Secret::new("http://localhost/cb?code=AQD&state=x")).unwrap_err();
        assert!(error.message.en.contains("code of a sign-in"), "{error}");
    }
}
