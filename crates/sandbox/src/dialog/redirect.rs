//! Where the dialog may send a browser to. Strict mode: the whole URI, to the letter.

use url::Url;

use super::refusal::Refusal;
use crate::app::{App, Mode};

/// Refuses every redirect URI but those that the app's settings allow.
pub(crate) fn check(app: &App, uri: &str) -> Result<(), Refusal> {
    let Ok(url) = Url::parse(uri) else { return Err(Refusal::RelativeRedirect) };
    if url.fragment().is_some() || !["http", "https"].contains(&url.scheme()) {
        return Err(Refusal::UrlBlocked);
    }
    let host = url.host_str().unwrap_or_default();
    if host == "localhost" && app.mode == Mode::Development && is_plain_localhost(uri) {
        return Ok(());
    }
    if url.scheme() == "http" && host != "localhost" && host != "127.0.0.1" {
        return Err(Refusal::Insecure);
    }
    if app.redirect_uris.iter().any(|known| known == uri || *known == without_state(&url)) {
        return Ok(());
    }
    match host == "localhost" || app.redirect_uris.iter().any(|known| host_of(known).as_deref() == Some(host))
    {
        true => Err(Refusal::UrlBlocked),
        false => Err(Refusal::UnknownDomain),
    }
}

/// What the URL parser would mend (`LOCALHOST`, `http:\\localhost`) is not what was written.
fn is_plain_localhost(uri: &str) -> bool {
    let rest = uri.strip_prefix("http://").or_else(|| uri.strip_prefix("https://")).unwrap_or_default();
    let after = rest.strip_prefix("localhost");
    after.is_some_and(|after| after.is_empty() || after.starts_with([':', '/', '?']))
}

/// The value of `state` is the only part of a URI that may vary.
fn without_state(url: &Url) -> String {
    let mut bare = url.clone();
    let pairs: Vec<_> = url.query_pairs().into_owned().filter(|(key, _)| key != "state").collect();
    bare.set_query(None);
    if !pairs.is_empty() {
        bare.query_pairs_mut().extend_pairs(pairs);
    }
    bare.to_string()
}

fn host_of(uri: &str) -> Option<String> {
    Url::parse(uri).ok()?.host_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::built_in_apps;

    fn verdict(mode: Mode, uri: &str) -> &'static str {
        let app = App {
            mode,
            redirect_uris: vec!["https://halden.example/back?x=1".into()],
            ..built_in_apps()[0].clone()
        };
        match check(&app, uri) {
            Ok(()) => "ok",
            Err(Refusal::UrlBlocked) => "blocked",
            Err(Refusal::UnknownDomain) => "domain",
            Err(Refusal::Insecure) => "insecure",
            Err(Refusal::RelativeRedirect) => "relative",
            Err(_) => "other",
        }
    }

    #[test]
    fn redirect_addresses_are_judged_as_facebook_judges_them() {
        for (mode, uri, wanted) in [
            (Mode::Development, "http://localhost:8080/any/path?x=y", "ok"),
            (Mode::Development, "http://localhost/cb", "ok"),
            (Mode::Development, "https://localhost:8080/cb", "ok"),
            (Mode::Live, "http://localhost:8080/cb", "blocked"),
            (Mode::Development, "http://127.0.0.1:8080/cb", "domain"),
            (Mode::Development, "http://[::1]:8080/cb", "insecure"),
            (Mode::Development, "http://halden.example/back?x=1", "insecure"),
            (Mode::Live, "https://halden.example/back?x=1", "ok"),
            (Mode::Live, "https://halden.example/back?x=1&state=anything", "ok"),
            (Mode::Live, "https://halden.example/back?x=2", "blocked"),
            (Mode::Live, "https://halden.example/back/?x=1", "blocked"),
            (Mode::Live, "https://other.example/back?x=1", "domain"),
            (Mode::Development, "dev.adkeys://oauth/callback", "blocked"),
            (Mode::Development, "http://localhost:8080/cb#here", "blocked"),
            (Mode::Development, "http://localhost.evil.example/", "insecure"),
            (Mode::Development, "http://localhost@evil.example/", "insecure"),
            (Mode::Development, "/callback", "relative"),
        ] {
            assert_eq!(verdict(mode, uri), wanted, "{uri}");
        }
    }
}
