//! Whose connection it is, and what is known of an app.

mod support;

use adkeys_core::Code;
use adkeys_core::connection::{AppSettings, ConnectIo, ConnectRequest, OtherPerson};
use adkeys_core::grant::TokenKind;
use adkeys_core::ledger::AppMode;
use adkeys_core::secret::Secret;
use support::ways::{BUSINESS, RELAY, live, set, visit, world_of};
use support::{World, facebook};
use tokio_util::sync::CancellationToken;
use url::Url;

#[tokio::test]
async fn another_person_may_replace_the_first_or_stand_beside() {
    let world = World::of("fine").await;
    world.connected().await;
    let sign_in = |persona: &'static str, on_other_person: OtherPerson| {
        let adkeys = &world.adkeys;
        async move {
            let browser = move |url: &Url| {
                let url = url.clone();
                tokio::spawn(async move {
                    let form = [("persona", persona), ("decision", "allow")];
                    support::browse(&visit(&url, &form).await.unwrap());
                });
            };
            let cancel = CancellationToken::new();
            let io = ConnectIo { events: &|_| {}, open_browser: &browser, paste: None, cancel };
            adkeys.connect(ConnectRequest { on_other_person, ..facebook() }, io).await
        }
    };
    let error = sign_in("mixed", OtherPerson::Refuse).await.unwrap_err();
    let names = |person: &Option<adkeys_core::grant::Person>| person.clone().unwrap().name;
    assert_eq!(error.code, Code::PersonChanged);
    let (mixed, fine) = (names(&error.details.person), names(&error.details.expected));
    assert_ne!(mixed, fine);
    for _ in 0..2 {
        let beside = sign_in("mixed", OtherPerson::KeepBoth).await.unwrap();
        assert_eq!((beside.connection.as_str(), beside.person.name), ("facebook-2", mixed.clone()));
    }
    assert_eq!(sign_in("agency", OtherPerson::KeepBoth).await.unwrap().connection, "facebook-3");
    let replaced = sign_in("mixed", OtherPerson::Replace).await.unwrap();
    assert_eq!((replaced.connection.as_str(), replaced.person.name), ("facebook", mixed));
    assert_eq!(world.adkeys.list().unwrap().len(), 3);
}

#[tokio::test]
async fn a_configuration_for_a_system_user_keeps_its_token_without_an_end() {
    let world = world_of(BUSINESS, "fine").await;
    set(&world, AppSettings { config_id: Some("700800900200".into()), ..AppSettings::default() }).await;
    let connected = world.connected().await;
    assert_eq!((connected.token.kind, connected.token.expires_at), (TokenKind::NeverExpires, None));
}

#[tokio::test]
async fn facts_of_an_app_change_one_by_one_and_the_secret_stays() {
    let world = World::of("fine").await;
    let set = |settings| world.adkeys.set_app("facebook", settings);
    let card = || world.adkeys.integrations().unwrap().remove(0);
    let before = || {
        use adkeys_core::vault::{ItemKey, Vault};
        world.vault.get(&ItemKey::App("facebook".into())).unwrap()
    };
    let id = AppSettings { client_id: Some("1".into()), ..AppSettings::default() };
    set(AppSettings { client_secret: Some(Secret::new("s")), ..id.clone() }).await.unwrap();
    let kept = before();
    set(AppSettings { config_id: Some(" 77 ".into()), ..id.clone() }).await.unwrap();
    set(live()).await.unwrap();
    assert_eq!(before(), kept);
    assert_eq!((card().config_id.as_deref(), card().mode), (Some("77"), Some(AppMode::Live)));
    assert_eq!((card().relay.as_deref(), card().redirect_uri.as_str()), (Some(RELAY), RELAY));
    for relay in ["http://example.org/", "example.org", "https://u:p@example.org/", "https://example.org/#x"]
    {
        let refused = set(AppSettings { relay: Some(relay.into()), ..AppSettings::default() }).await;
        assert_eq!(refused.unwrap_err().code, Code::Usage, "{relay}");
    }
    let nothing = AppSettings { relay: Some(String::new()), ..AppSettings::default() };
    set(nothing).await.unwrap();
    assert_eq!((card().relay, card().mode), (None, Some(AppMode::Live)));
    // Another app: what was known of the first one does not hold.
    set(AppSettings { client_id: Some("2".into()), ..AppSettings::default() }).await.unwrap();
    assert_eq!((card().config_id, card().mode), (None, None));
}
