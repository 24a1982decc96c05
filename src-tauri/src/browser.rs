//! The one place that opens the system browser. Only `https` (and `http` on this machine, for the sandbox), parsed and
//! written anew, as one argument.

use std::path::Path;

use adkeys_core::catalogue::{Catalogue, Provider};
use adkeys_core::{Code, Error, Result, text};
use url::{Host, Url};

/// The longest address that is opened, in bytes.
const LONGEST: usize = 8192;
/// Hosts of the guide.
const GUIDE: &[&str] = &["github.com"];

/// Reads the address of a sign-in page: `https`, or `http` on loopback.
///
/// # Errors
/// `usage`, and the browser stays closed.
pub(crate) fn of_sign_in(address: &str) -> Result<Url> {
    parse(address).filter(|url| url.scheme() == "https" || is_loopback(url)).ok_or_else(|| refused(address))
}

/// Reads the address of a page that the catalogue or AdKeys itself refers to: `https`, on a host that occurs there.
///
/// # Errors
/// `usage`, and the browser stays closed.
pub(crate) fn of_catalogue(address: &str, catalogue: &Catalogue) -> Result<Url> {
    let known =
        |host: &str| GUIDE.contains(&host) || catalogue.providers().iter().any(|entry| names(entry, host));
    parse(address)
        .filter(|url| url.scheme() == "https" && url.host_str().is_some_and(known))
        .ok_or_else(|| refused(address))
}

/// Hands `url` to the system's own opener.
///
/// # Errors
/// `unexpected` if there is none.
pub(crate) fn open(url: &Url) -> Result<()> {
    tauri_plugin_opener::open_url(url, None::<&str>).map_err(|error| {
        Error::new(
            Code::Unexpected,
            text!("The browser could not be opened: {error}.", "Не удалось открыть браузер: {error}."),
        )
    })
}

/// Shows a folder of AdKeys' own in the system's file manager.
///
/// # Errors
/// `unexpected` if there is none.
pub(crate) fn show_folder(folder: &Path) -> Result<()> {
    tauri_plugin_opener::open_path(folder, None::<&str>).map_err(|error| {
        let folder = folder.display();
        Error::new(
            Code::Unexpected,
            text!(
                "The folder {folder} could not be opened: {error}.",
                "Не удалось открыть папку {folder}: {error}."
            ),
        )
    })
}

fn parse(address: &str) -> Option<Url> {
    let clean = address.len() <= LONGEST && !address.chars().any(|c| c.is_control() || c.is_whitespace());
    let url = Url::parse(address).ok().filter(|_| clean)?;
    let bare = url.username().is_empty() && url.password().is_none();
    (bare && matches!(url.scheme(), "https" | "http") && url.has_host()).then_some(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn names(provider: &Provider, host: &str) -> bool {
    let addresses = provider.links.values().chain(provider.hosts.values());
    addresses.filter_map(|address| Url::parse(address).ok()).any(|url| url.host_str() == Some(host))
}

fn refused(address: &str) -> Error {
    let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    Error::new(
        Code::Usage,
        text!("This address is not opened from here: {host}", "Отсюда этот адрес не открывается: {host}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_page_is_https_or_on_this_machine() {
        for address in [
            "https://www.facebook.com/v26.0/dialog/oauth?a=1",
            "http://localhost:4000/dialog",
            "http://127.0.0.1:4000/",
            "http://[::1]:4000/",
        ] {
            assert_eq!(of_sign_in(address).unwrap().as_str(), address);
        }
    }

    #[test]
    fn what_a_hostile_platform_could_send_never_reaches_the_opener() {
        let long = format!("https://example.org/{}", "a".repeat(LONGEST));
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "smb://host/share",
            "mailto:a@example.org",
            "http://example.org/",
            "http://localhost.example.org/",
            "https://user:word@example.org/",
            "https://user@example.org/",
            "https://",
            "--help",
            "-x https://example.org",
            "$(id)",
            " https://example.org/",
            "https://example.org/\nfile:///etc/passwd",
            "https://exa\tmple.org/",
            "https://example.org/\0",
            long.as_str(),
        ] {
            assert_eq!(of_sign_in(address).unwrap_err().code, Code::Usage, "{address}");
        }
    }

    #[test]
    fn shell_characters_arrive_percent_encoded_or_harmless_in_one_address() {
        let url = of_sign_in("https://example.org/$(id)?a=\"b\"").unwrap();
        assert_eq!(url.as_str(), "https://example.org/$(id)?a=%22b%22");
    }

    #[test]
    fn a_link_leads_only_to_hosts_that_the_catalogue_names() {
        let dir = std::env::temp_dir().join("adkeys-no-such-folder");
        let catalogue = Catalogue::load(&dir);
        assert!(of_catalogue("https://developers.facebook.com/apps/1", &catalogue).is_ok());
        for address in
            ["https://example.org/", "http://localhost:4000/", "https://developers.facebook.com.example.org/"]
        {
            assert_eq!(of_catalogue(address, &catalogue).unwrap_err().code, Code::Usage, "{address}");
        }
    }
}
