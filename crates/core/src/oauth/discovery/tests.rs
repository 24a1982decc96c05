use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;

const OIDC: &str = "/.well-known/openid-configuration";

fn provider(issuer: &str) -> Provider {
    let text = format!(
        "key = \"acme\"\ndisplay_name = \"Acme\"\nservice_provider = \"oidc\"\nissuer = \"{issuer}\"\n\
         [[scopes]]\nid = \"openid\"\ndefault = true\ntitle = {{ en = \"a\", ru = \"b\" }}\n\
         [[scopes]]\nid = \"offline_access\"\ndefault = true\ntitle = {{ en = \"a\", ru = \"b\" }}\n"
    );
    toml::from_str(&text).unwrap()
}

/// Complete metadata of `issuer` with `more` over it.
fn metadata(issuer: &str, more: Value) -> Value {
    let mut document = json!({
        "issuer": issuer,
        "authorization_endpoint": "https://acme.example/auth",
        "token_endpoint": "https://acme.example/token",
        "revocation_endpoint": "https://acme.example/revoke",
        "device_authorization_endpoint": "https://acme.example/device",
        "userinfo_endpoint": "https://acme.example/me",
    });
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    document
}

/// Serves `document` at `place` and discovers `provider`, whose issuer is the server's address plus `suffix`.
async fn discovered(
    place: &str,
    suffix: &str,
    document: impl Fn(&str) -> Value,
) -> (Result<Discovered>, Provider) {
    let server = MockServer::start().await;
    let issuer = format!("{}{suffix}", server.uri());
    let answer = ResponseTemplate::new(200).set_body_json(document(&issuer));
    Mock::given(method("GET")).and(path(place)).respond_with(answer).mount(&server).await;
    let mut provider = provider(&issuer);
    let result = discover(&mut provider, &Http::default()).await;
    (result, provider)
}

#[tokio::test]
async fn an_issuer_fills_in_what_the_catalogue_leaves_out() {
    let (result, provider) = discovered(OIDC, "", |issuer| metadata(issuer, json!({}))).await;
    assert_eq!(result.unwrap(), Discovered { issuer_in_response: false });
    assert_eq!(provider.authorize.url.unwrap().as_str(), "https://acme.example/auth");
    assert_eq!(provider.token.url.unwrap().as_str(), "https://acme.example/token");
    assert_eq!(provider.revoke.unwrap().url.as_str(), "https://acme.example/revoke");
    assert_eq!(provider.device.url.unwrap().as_str(), "https://acme.example/device");
    let identity = provider.identity.unwrap();
    assert_eq!((identity.url.unwrap().as_str(), &*identity.id), ("https://acme.example/me", "sub"));
}

#[tokio::test]
async fn what_the_catalogue_says_stays() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_json(metadata(&server.uri(), json!({})));
    Mock::given(path(OIDC)).respond_with(answer).mount(&server).await;
    let mut provider = provider(&server.uri());
    let own: Url = "https://other.example/token".parse().unwrap();
    provider.token.url = Some(own.clone());
    provider.identity = Some(Identity { url: Some(own.clone()), id: "id".into(), name: "nick".into() });
    discover(&mut provider, &Http::default()).await.unwrap();
    assert_eq!(provider.token.url, Some(own.clone()));
    assert_eq!(provider.identity, Some(Identity { url: Some(own), id: "id".into(), name: "nick".into() }));
}

#[tokio::test]
async fn an_issuer_with_a_path_is_found_in_both_places() {
    for (place, suffix) in [
        ("/tenant/.well-known/openid-configuration", "/tenant"),
        ("/tenant/.well-known/openid-configuration", "/tenant/"),
        ("/.well-known/oauth-authorization-server/tenant", "/tenant"),
        ("/.well-known/oauth-authorization-server", ""),
    ] {
        let (result, _) = discovered(place, suffix, |issuer| metadata(issuer, json!({}))).await;
        assert!(result.is_ok(), "{place} {suffix}");
    }
}

#[tokio::test]
async fn an_issuer_that_calls_itself_anything_else_is_not_used() {
    let others: [fn(&str) -> String; 4] = [
        |issuer| format!("{issuer}/"),
        |issuer| issuer.to_uppercase(),
        |_| "https://evil.example".into(),
        |issuer| issuer.replace("127.0.0.1", "localhost"),
    ];
    for other in others {
        let (result, provider) = discovered(OIDC, "", |issuer| metadata(&other(issuer), json!({}))).await;
        let error = result.unwrap_err();
        assert_eq!((error.code, error.details.key.as_deref()), (Code::CatalogueInvalid, Some("issuer")));
        assert!(provider.token.url.is_none(), "the provider was changed");
    }
}

#[tokio::test]
async fn metadata_that_would_lead_astray_is_refused() {
    let rows = [
        json!({ "token_endpoint": "http://192.0.2.1/token" }),
        json!({ "authorization_endpoint": "javascript:alert(1)" }),
        json!({ "revocation_endpoint": "https://user:pw@acme.example/" }),
        json!({ "device_authorization_endpoint": "http://192.0.2.1/device" }),
        json!({ "authorization_endpoint": null }),
        json!({ "response_types_supported": ["id_token", "token id_token"] }),
    ];
    for row in rows {
        let (result, provider) = discovered(OIDC, "", |issuer| metadata(issuer, row.clone())).await;
        assert_eq!(result.unwrap_err().code, Code::CatalogueInvalid, "{row}");
        assert!(provider.authorize.url.is_none() && provider.revoke.is_none(), "{row}");
    }
    let local = "http://127.0.0.1:9/token".parse().unwrap();
    assert!(check_endpoint(&local, "http://127.0.0.1:8").is_ok());
    assert_eq!(check_endpoint(&local, "https://acme.example").unwrap_err().code, Code::CatalogueInvalid);
}

#[tokio::test]
async fn the_client_proves_who_it_is_in_a_way_the_issuer_takes() {
    for (methods, before, after) in [
        (json!(["client_secret_basic"]), ClientAuth::Body, ClientAuth::Basic),
        (json!(["client_secret_post", "none"]), ClientAuth::Basic, ClientAuth::Body),
        (json!(["client_secret_post", "client_secret_basic"]), ClientAuth::Basic, ClientAuth::Basic),
        (json!(["private_key_jwt"]), ClientAuth::Body, ClientAuth::Body),
    ] {
        let document =
            metadata("https://a.example", json!({ "token_endpoint_auth_methods_supported": methods }));
        let mut auth = before;
        serde_json::from_value::<Metadata>(document).unwrap().choose_client_auth(&mut auth);
        assert_eq!(auth, after);
    }
}

#[tokio::test]
async fn scopes_that_the_issuer_does_not_list_are_not_asked_for() {
    let more =
        json!({ "scopes_supported": ["openid"], "authorization_response_iss_parameter_supported": true });
    let (result, provider) = discovered(OIDC, "", |issuer| metadata(issuer, more.clone())).await;
    assert!(result.unwrap().issuer_in_response);
    assert_eq!(provider.default_scopes(), ["openid"]);
}

#[tokio::test]
async fn an_issuer_that_does_not_answer_is_told_apart_from_one_without_metadata() {
    let asked = async |answer: ResponseTemplate| {
        let server = MockServer::start().await;
        Mock::given(method("GET")).respond_with(answer).mount(&server).await;
        discover(&mut provider(&server.uri()), &Http::default()).await.unwrap_err().code
    };
    assert_eq!(asked(ResponseTemplate::new(404)).await, Code::CatalogueInvalid);
    assert_eq!(asked(ResponseTemplate::new(503)).await, Code::PlatformUnavailable);
    assert_eq!(asked(ResponseTemplate::new(200).set_body_string("<html>")).await, Code::PlatformUnavailable);
    let redirect = ResponseTemplate::new(302).insert_header("location", "https://evil.example");
    assert_eq!(asked(redirect).await, Code::PlatformUnavailable);
    for bad in ["nonsense", "https://a.example/?x", "https://a.example/#x", "http://a.example"] {
        let error = discover(&mut provider(bad), &Http::default()).await.unwrap_err();
        assert_eq!(error.code, Code::CatalogueInvalid, "{bad}");
    }
}
