//! Which addresses AdKeys talks to at all.

use std::net::IpAddr;

use url::{Host, Url};

use crate::error::{Code, Error, Result};
use crate::text;

/// Names of query parameters that only ever hold a secret. A URL ends up in logs and histories; a token must not.
const SECRET_PARAMETERS: [&str; 4] = ["access_token", "refresh_token", "client_secret", "fb_exchange_token"];

/// Accepts https, and plain http on loopback; refuses anything else, user names and passwords.
///
/// # Errors
/// `catalogue-invalid`: URLs come from the catalogue or from a document that the catalogue points to.
pub fn check_url(url: &Url) -> Result<()> {
    let host = url.host_str().unwrap_or_default();
    let refuse = |message| Err(Error::new(Code::CatalogueInvalid, message));
    if !url.username().is_empty() || url.password().is_some() {
        return refuse(text!(
            "The address at {host} holds a user name or password. AdKeys does not use such addresses.",
            "В адресе на {host} есть имя пользователя или пароль. AdKeys такие адреса не использует."
        ));
    }
    match url.scheme() {
        "https" if !host.is_empty() => Ok(()),
        "http" if is_loopback(url) => Ok(()),
        scheme => refuse(text!(
            "AdKeys talks https only, and plain http on this computer; the address at '{host}' is {scheme}.",
            "AdKeys работает только по https, а по http лишь внутри этого компьютера; адрес на «{host}»: {scheme}."
        )),
    }
}

/// Whether `url` leads to this machine and nowhere else.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

/// Refuses a query that would carry a secret (RFC 9700 §4.3.2).
pub(super) fn check_query(url: &Url) -> Result<()> {
    let secret = url.query_pairs().find(|(name, _)| SECRET_PARAMETERS.contains(&name.as_ref()));
    secret.map_or(Ok(()), |(name, _)| {
        Err(Error::new(
            Code::Unexpected,
            text!(
                "A request with {name} in its address was not sent.",
                "Запрос, в адресе которого стоит {name}, не отправлен."
            ),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_and_loopback_are_the_only_addresses() {
        for good in ["https://a.example/x", "http://localhost:1/", "http://127.0.0.9/", "http://[::1]:2/"] {
            assert!(check_url(&good.parse().unwrap()).is_ok(), "{good}");
        }
        let bad = [
            "http://a.example/",
            "http://localhost.evil.example/",
            "http://127.0.0.1.evil.example/",
            "http://[::2]/",
            "https://user@a.example/",
            "https://:pw@a.example/",
            "ftp://a.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
        ];
        for bad in bad {
            let error = check_url(&bad.parse().unwrap()).unwrap_err();
            assert_eq!(error.code, Code::CatalogueInvalid, "{bad}");
        }
    }

    #[test]
    fn a_token_never_travels_in_a_query() {
        let error = check_query(&"https://a.example/me?access_token=EAAcanary".parse().unwrap()).unwrap_err();
        assert!(!format!("{error:?}").contains("EAAcanary"));
        assert!(check_query(&"https://a.example/me?fields=access_token".parse().unwrap()).is_ok());
    }
}
