//! Opens the person's own browser.

use std::process::Stdio;
use std::thread;

use url::{Host, Url};

use crate::environment;

/// The longest address that is handed to a browser, in bytes.
const LONGEST: usize = 8 * 1024;

/// Opens `url` in the background. If there is no browser nothing happens: the address was already shown.
/// Anything but https, or http on this machine, is refused.
pub(crate) fn open(url: &Url) {
    if is_safe(url) {
        let address = url.as_str().to_owned();
        thread::spawn(move || launch(&address));
    }
}

/// Tries the system's launchers in turn until one has worked. The address is one argument of each, and no launcher
/// inherits a secret, this terminal's streams or its Ctrl-C.
fn launch(address: &str) {
    let secrets = environment::secret_names();
    for mut launcher in open::commands(address) {
        for name in &secrets {
            launcher.env_remove(name);
        }
        launcher.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut launcher, 0);
        if launcher.status().is_ok_and(|status| status.success()) {
            return;
        }
    }
}

fn is_safe(url: &Url) -> bool {
    let scheme = match url.scheme() {
        "https" => url.host().is_some(),
        "http" => is_loopback(url),
        _ => false,
    };
    scheme && url.username().is_empty() && url.password().is_none() && url.as_str().len() <= LONGEST
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_pages_reach_a_browser() {
        for address in
            ["https://www.facebook.com/dialog?a=b&c=%20d", "http://localhost:1/", "http://[::1]:2/x"]
        {
            assert!(is_safe(&Url::parse(address).unwrap()), "{address}");
        }
        for address in [
            "http://example.com/",
            "http://127.0.0.1.example.com/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "smb://host/share",
            "dev.adkeys://connect/facebook",
            "https://user@example.com/",
            "https://user:secret@example.com/",
            "data:text/html,x",
        ] {
            assert!(!is_safe(&Url::parse(address).unwrap()), "{address}");
        }
        assert!(!is_safe(&Url::parse(&format!("https://example.com/{}", "a".repeat(LONGEST))).unwrap()));
    }

    #[test]
    fn an_address_is_one_argument_and_holds_nothing_a_shell_could_read() {
        let url = Url::parse("https://example.com/a b\"`$(id)\n?c=d&e=f").unwrap();
        for launcher in open::commands(url.as_str()) {
            let arguments: Vec<_> =
                launcher.get_args().filter(|argument| *argument == url.as_str()).collect();
            assert_eq!(arguments.len(), 1, "{launcher:?}");
        }
        assert!(!url.as_str().contains([' ', '"', '\n']), "{url}");
    }
}
