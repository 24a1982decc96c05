//! Links of our own scheme (RFC 8252 §7.1). Whoever can start a program can send one, so a link is hostile input:
//! two verbs, nothing else, and neither does anything without a pending sign-in or a person who presses a button.

pub mod hand_over;
pub mod handler;

use url::Url;

use crate::error::{Code, Error, Result};
use crate::secret::Secret;
use crate::text::Text;

/// The scheme: a reversed domain name with a period in it.
pub const SCHEME: &str = "dev.adkeys";
/// The redirect URI of the deep-link way where a platform takes it without a relay page.
pub const CALLBACK: &str = "dev.adkeys://oauth/callback";
/// The longest link, in bytes.
const LONGEST: usize = 8 * 1024;

/// What a link asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeepLink {
    /// `dev.adkeys://oauth/callback?…`: the query, to be judged against the pending sign-in.
    Callback(Secret),
    /// `dev.adkeys://connect/PROVIDER`: open the connect page; the person presses the button.
    Connect {
        /// The provider's key; not known to exist.
        provider: String,
    },
}

/// The link that opens the connect page of `provider`.
#[must_use]
pub fn connect(provider: &str) -> String {
    format!("{SCHEME}://connect/{provider}")
}

/// Reads a link strictly.
///
/// # Errors
/// `usage`; the link is not repeated in the error, it may hold a code.
pub fn parse(link: &str) -> Result<DeepLink> {
    read(link).ok_or_else(unknown)
}

fn unknown() -> Error {
    Error::new(
        Code::Usage,
        Text::new("AdKeys does not know this kind of link.", "AdKeys не знает таких ссылок."),
    )
    .hint(Text::new("Open AdKeys itself and connect there.", "Откройте AdKeys и подключите аккаунт там."))
}

fn read(link: &str) -> Option<DeepLink> {
    // The URL parser drops line breaks and tabs silently; a link that has any is none of ours.
    if link.len() > LONGEST || !link.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    // What changes by being parsed and written anew (`..`, capitals) is not written by us either.
    let url = Url::parse(link).ok().filter(|url| url.scheme() == SCHEME && url.as_str() == link)?;
    let bare = url.username().is_empty() && url.password().is_none() && url.port().is_none();
    if !bare || !matches!(url.fragment(), None | Some("" | "_=_")) {
        return None;
    }
    match (url.host_str()?, url.path(), url.query()) {
        ("oauth", "/callback", Some(query)) if !query.is_empty() => {
            Some(DeepLink::Callback(Secret::new(query)))
        }
        ("connect", path, None) if url.fragment().is_none() => {
            let provider = path.strip_prefix('/').filter(|key| crate::name::check(key).is_ok())?;
            Some(DeepLink::Connect { provider: provider.to_owned() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callback_brings_its_query_without_facebooks_fragment() {
        for link in
            ["dev.adkeys://oauth/callback?code=a&state=b", "dev.adkeys://oauth/callback?code=a&state=b#_=_"]
        {
            assert_eq!(parse(link).unwrap(), DeepLink::Callback(Secret::new("code=a&state=b")), "{link}");
        }
    }

    #[test]
    fn a_connect_link_names_a_provider() {
        let expected = DeepLink::Connect { provider: "google-ads".into() };
        assert_eq!(parse("dev.adkeys://connect/google-ads").unwrap(), expected);
        assert_eq!(parse(&connect("google-ads")).unwrap(), expected);
    }

    #[test]
    fn everything_else_is_refused() {
        let long = format!("dev.adkeys://oauth/callback?code={}", "a".repeat(LONGEST));
        let links = [
            "",
            "dev.adkeys:",
            "dev.adkeys://",
            "dev.adkeys:oauth/callback?code=a",
            "dev.adkeys:/oauth/callback?code=a",
            "dev.adkeys:///oauth/callback?code=a",
            "dev.adkeys://oauth/callback",
            "dev.adkeys://oauth/callback?",
            "dev.adkeys://oauth/callback/?code=a",
            "dev.adkeys://oauth/callback/x?code=a",
            "dev.adkeys://oauth/x/../callback?code=a#x",
            "dev.adkeys://oauth//callback?code=a",
            "dev.adkeys://oauth?code=a",
            "dev.adkeys://OAUTH/callback?code=a",
            "dev.adkeys://user@oauth/callback?code=a",
            "dev.adkeys://:pw@oauth/callback?code=a",
            "dev.adkeys://oauth:80/callback?code=a",
            "dev.adkeys://oauth/callback?code=a#token",
            "dev.adkeys://oauth/callback?code=a\n",
            "dev.adkeys://oauth/call\tback?code=a",
            " dev.adkeys://oauth/callback?code=a",
            "dev.adkeys://oauth/callback?code=я",
            "dev.adkeys://oauth/callback?code=a\0",
            "dev.adkeys://connect",
            "dev.adkeys://connect/",
            "dev.adkeys://connect/a/b",
            "dev.adkeys://connect/../oauth",
            "dev.adkeys://connect/%2e%2e",
            "dev.adkeys://connect/face book",
            "dev.adkeys://connect/Facebook",
            "dev.adkeys://connect/facebook?scopes=all",
            "dev.adkeys://connect/facebook#x",
            "dev.adkeys://import/facebook",
            "dev.adkeys.evil://oauth/callback?code=a",
            "adkeys://oauth/callback?code=a",
            "https://oauth/callback?code=a",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "--help",
            &long,
        ];
        for link in links {
            let error = parse(link).expect_err(link);
            assert_eq!(error.code, Code::Usage, "{link}");
        }
    }
}
