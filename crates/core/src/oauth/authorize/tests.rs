use std::collections::BTreeSet;

use super::*;
use crate::oauth::fixture::{Counting, app, provider};
use crate::random::OsEntropy;

const REDIRECT: &str = "http://localhost:4000/cb/acme";

fn started(more: &str, scopes: &[&str], params: &[(&str, &str)]) -> Result<Pending> {
    let scopes: Vec<String> = scopes.iter().map(ToString::to_string).collect();
    let params: Vec<_> = params.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let ask = Ask { scopes: &scopes, redirect_uri: REDIRECT, params: &params, port: None };
    begin(&provider("https://acme.example", more), &app(), &ask, &Counting::default())
}

fn param(pending: &Pending, name: &str) -> Option<String> {
    let mut values =
        pending.url.query_pairs().filter(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let first = values.next();
    assert_eq!(values.next(), None, "{name} stands twice");
    first
}

#[test]
fn the_url_asks_for_a_code_with_state_and_challenge() {
    let pending = started("", &["ads_read", "email"], &[]).unwrap();
    assert_eq!(param(&pending, "response_type").unwrap(), "code");
    assert_eq!(param(&pending, "client_id").unwrap(), "app-1");
    assert_eq!(param(&pending, "redirect_uri").unwrap(), REDIRECT);
    assert_eq!(param(&pending, "scope").unwrap(), "ads_read email");
    assert_eq!(param(&pending, "state").unwrap(), pending.state.expose());
    assert_eq!(param(&pending, "code_challenge_method").unwrap(), "S256");
    assert!(!pending.url.as_str().contains(pending.verifier.as_ref().unwrap().expose()));
    assert!(!pending.url.as_str().contains("s3cret"));
}

#[test]
fn the_challenge_is_that_of_rfc_7636_appendix_b() {
    let verifier = Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    assert_eq!(challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

#[test]
fn state_and_verifier_have_256_bits_each_and_never_repeat() {
    let mut seen = BTreeSet::new();
    for _ in 0..1000 {
        let secret = fresh(&OsEntropy);
        let text = secret.expose().to_owned();
        assert!(
            text.len() == 43
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        );
        assert!(seen.insert(text));
    }
    let pending = started("", &[], &[]).unwrap();
    assert_ne!(Some(&pending.state), pending.verifier.as_ref());
}

#[test]
fn a_port_stands_before_a_state_that_is_as_long_as_ever() {
    let ask = Ask { scopes: &[], redirect_uri: "https://relay.example/", params: &[], port: Some(8917) };
    let pending = begin(&provider("https://acme.example", ""), &app(), &ask, &Counting::default()).unwrap();
    let state = param(&pending, "state").unwrap();
    assert_eq!(
        (state.strip_prefix("8917.").map(str::len), state == pending.state.expose()),
        (Some(43), true)
    );
}

#[test]
fn a_platform_that_breaks_on_pkce_gets_none_and_still_gets_state() {
    let pending = started("authorize.pkce = \"off\"", &["a"], &[]).unwrap();
    assert_eq!((param(&pending, "code_challenge"), &pending.verifier), (None, &None));
    assert!(param(&pending, "state").is_some());
}

#[test]
fn the_catalogues_delimiter_joins_the_scopes() {
    let pending = started("authorize.scope_delimiter = \",\"", &["a", "b"], &[]).unwrap();
    assert_eq!(param(&pending, "scope").unwrap(), "a,b");
    assert!(started("authorize.scope_delimiter = \",\"", &["a,b"], &[]).is_err());
    assert_eq!(param(&started("", &[], &[("config_id", "7")]).unwrap(), "scope"), None);
}

#[test]
fn a_parameter_of_this_request_replaces_the_catalogues() {
    let more = "authorize.params = { auth_type = \"rerequest\", display = \"page\" }";
    let pending = started(more, &["a"], &[("auth_type", "reauthorize")]).unwrap();
    assert_eq!(param(&pending, "auth_type").unwrap(), "reauthorize");
    assert_eq!(param(&pending, "display").unwrap(), "page");
}

#[test]
fn nothing_may_override_what_holds_the_sign_in_together() {
    for name in OWN {
        let catalogue =
            started(&format!("authorize.params = {{ {name} = \"evil\" }}"), &["a"], &[]).unwrap_err();
        let request = started("", &["a"], &[(name, "evil")]).unwrap_err();
        for error in [catalogue, request] {
            assert_eq!(error.code, Code::CatalogueInvalid, "{name}");
            assert_eq!(error.details.key.as_deref(), Some(&*format!("authorize.params.{name}")));
        }
        let mut provider = provider("https://acme.example", "");
        provider.authorize.url =
            Some(format!("https://acme.example/a?tenant=1&{name}=evil").parse().unwrap());
        assert_eq!(endpoint(&provider).unwrap_err().code, Code::CatalogueInvalid, "{name}");
    }
}

#[test]
fn a_query_that_the_endpoint_already_has_is_kept() {
    let mut provider = provider("https://acme.example", "");
    provider.authorize.url = Some("https://acme.example/a?tenant=1#x".parse().unwrap());
    assert_eq!(endpoint(&provider).unwrap().as_str(), "https://acme.example/a?tenant=1");
}

#[test]
fn a_scope_that_could_not_be_one_is_refused() {
    for scope in ["", "a b", "a\"b", "a\\b", "a\nb", "ы"] {
        assert_eq!(started("", &[scope], &[]).unwrap_err().code, Code::Usage, "{scope:?}");
    }
}

#[test]
fn a_log_line_never_holds_state_or_verifier() {
    let pending = started("", &["a"], &[]).unwrap();
    let shown = format!("{pending:?}");
    assert!(!shown.contains(pending.state.expose()), "{shown}");
}
