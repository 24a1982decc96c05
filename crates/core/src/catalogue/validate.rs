//! What serde cannot check: URLs, paths, and that entries do not get in each other's way.

use url::Url;

use super::provider::Provider;
use super::refusal::Source;
use crate::error::Result;

/// Checks one provider, also against those accepted before it.
pub(super) fn provider(provider: &Provider, others: &[Provider], source: &Source) -> Result<()> {
    key(provider, source)?;
    for (name, url) in urls(provider) {
        check_url(url).map_err(|what| source.refuse(&name, what))?;
    }
    endpoints(provider, source)?;
    if provider.minimum_expiry_margin > Provider::LONGEST_MARGIN {
        return Err(source.refuse("minimum_expiry_margin", "expected at most 86400 seconds, a day"));
    }
    redirect(provider, others, source)?;
    if provider
        .api_version
        .as_deref()
        .is_some_and(|version| version.is_empty() || version.contains(['/', '?', '#']))
    {
        return Err(source.refuse("api_version", "expected a version such as \"v26.0\""));
    }
    recipes(provider, source)
}

fn recipes(provider: &Provider, source: &Source) -> Result<()> {
    for (id, recipe) in &provider.recipes {
        let path = format!("recipes.{id}");
        if crate::name::check(id).is_err() {
            return Err(source.refuse(&path, "expected an id of 1 to 64 of a-z, 0-9, '-', '_' and '.'"));
        }
        super::recipe::check(recipe).map_err(|(key, what)| source.refuse(&format!("{path}.{key}"), &what))?;
    }
    match provider.recipes.get(&provider.default_recipe) {
        Some(recipe) if recipe.format.is_environment() => Ok(()),
        _ => Err(source.refuse("default_recipe", "expected a recipe of environment variables")),
    }
}

fn key(provider: &Provider, source: &Source) -> Result<()> {
    match crate::name::check(&provider.key) {
        Ok(()) => Ok(()),
        Err(_) => Err(source.refuse("key", "expected 1 to 64 of a-z, 0-9, '-', '_' and '.'")),
    }
}

fn endpoints(provider: &Provider, source: &Source) -> Result<()> {
    let discovered = provider.issuer.is_some();
    for (name, url) in [("authorize.url", &provider.authorize.url), ("token.url", &provider.token.url)] {
        // An OpenID entry without an issuer is a form to fill in, not a broken entry.
        if url.is_none() && !discovered && provider.service_provider != "oidc" {
            return Err(source.refuse(name, "is missing, expected a URL here or an issuer"));
        }
    }
    let issuer = provider.issuer.as_deref().map(Url::parse).transpose();
    let issuer = issuer.map_err(|error| source.refuse("issuer", &format!("{error}, expected a URL")))?;
    issuer.as_ref().map_or(Ok(()), |url| check_url(url).map_err(|what| source.refuse("issuer", what)))
}

fn redirect(provider: &Provider, others: &[Provider], source: &Source) -> Result<()> {
    let redirect = &provider.redirect;
    for (name, path) in
        [("redirect.path", &redirect.path), ("redirect.post_auth_path", &redirect.post_auth_path)]
    {
        if !path.starts_with('/')
            || path.starts_with("//")
            || path.contains(['?', '#', '\\', ' ', '\r', '\n'])
        {
            return Err(source.refuse(name, "expected a path that starts with one '/'"));
        }
    }
    if redirect.path == redirect.post_auth_path {
        return Err(source.refuse("redirect.post_auth_path", "expected another path than redirect.path"));
    }
    if redirect.ways.is_empty() {
        return Err(source.refuse("redirect.ways", "expected at least one way"));
    }
    if redirect.port == Some(0) {
        return Err(source.refuse("redirect.port", "expected 1 to 65535, or no port at all"));
    }
    if !["localhost", "127.0.0.1", "[::1]"].contains(&redirect.host.as_str()) {
        return Err(source.refuse("redirect.host", "expected localhost, 127.0.0.1 or [::1]"));
    }
    let twin = others.iter().find(|other| other.redirect.path == redirect.path);
    twin.map_or(Ok(()), |other| {
        let what =
            format!("is also the path of {}, expected one of its own (RFC 8252 section 8.10)", other.key);
        Err(source.refuse("redirect.path", &what))
    })
}

/// Every URL of an entry with its dotted key.
fn urls(provider: &Provider) -> Vec<(String, &Url)> {
    let named = [
        ("authorize.url", provider.authorize.url.as_ref()),
        ("token.url", provider.token.url.as_ref()),
        ("device.url", provider.device.url.as_ref()),
        ("revoke.url", provider.revoke.as_ref().map(|endpoint| &endpoint.url)),
        ("identity.url", provider.identity.as_ref().and_then(|identity| identity.url.as_ref())),
        ("api.base", provider.api.base.as_ref()),
        ("redirect.relay", provider.redirect.relay.as_ref()),
        ("redirect.paste_page", provider.redirect.paste_page.as_ref()),
    ];
    named.into_iter().filter_map(|(name, url)| Some((name.to_owned(), url?))).collect()
}

/// Secrets go to these URLs: the client's own rule holds for them, and nothing is hidden in them.
fn check_url(url: &Url) -> std::result::Result<(), &'static str> {
    if url.fragment().is_some() {
        return Err("expected a URL without '#'");
    }
    crate::http::check_url(url)
        .map_err(|_| "expected https, or http to this computer, without user name and password")
}
