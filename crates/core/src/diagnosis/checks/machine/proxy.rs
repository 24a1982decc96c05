//! Proxy variables: whose hands the calls go through.

use url::Url;

use crate::diagnosis::check::{Check, Ground, How};
use crate::diagnosis::types::CheckGroup;
use crate::finding::{Finding, Level};
use crate::text;
use crate::text::Text;

/// As curl and most tools read them.
const VARIABLES: &[&str] = &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

pub(super) const CHECK: Check = Check {
    id: "machine.proxy",
    group: CheckGroup::Machine,
    title: Text::new("Proxy", "Прокси"),
    how: How::Machine(|ground| Box::pin(std::future::ready(look(ground)))),
};

fn look(ground: &Ground<'_>) -> Vec<Finding> {
    let set = VARIABLES.iter().find_map(|name| Some((*name, ground.context.variable(name)?)));
    let Some((name, value)) = set else { return Vec::new() };
    // EXPOSE: only scheme, host and port are shown; a password in it is not.
    let place = place(value.expose());
    let detail = text!(
        "{name} is set: calls to the platforms go through {place}.",
        "Задана переменная {name}: обращения к платформам идут через {place}."
    );
    vec![
        Finding::new(CHECK.id, Level::Info, CHECK.title.clone(), detail)
            .evidence(Text::verbatim(name), place),
    ]
}

/// `scheme://host:port`, nothing else.
fn place(value: &str) -> String {
    let url = Url::parse(value).ok().filter(Url::has_host);
    let url = url.or_else(|| Url::parse(&format!("http://{value}")).ok());
    match url {
        Some(url) => {
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or("…"))
        }
        None => "…".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_a_proxy_s_address_is_never_shown() {
        for value in ["http://anna:s3cret@proxy.example:8080", "anna:s3cret@proxy.example:8080"] {
            assert_eq!(place(value), "http://proxy.example:8080", "{value}");
        }
        assert_eq!(place("socks5://127.0.0.1:1080/?s3cret"), "socks5://127.0.0.1:1080");
    }
}
