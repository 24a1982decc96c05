//! Recipes, exports and child environments, through the façade against the sandbox.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

use std::collections::BTreeMap;
use std::fs;

use adkeys_core::Code;
use adkeys_core::handoff::{ExportRequest, ExportState, RecipeKind};
use adkeys_core::secret::Secret;
use adkeys_core::vault::{ItemKey, Vault};
use futures_util::future::join_all;
use support::{World, graph_calls};

async fn connected() -> (World, String) {
    let world = World::of("fine").await;
    world.connected().await;
    let token = world.adkeys.render("facebook", "json", None).await.unwrap().text;
    let token: serde_json::Value = serde_json::from_str(token.expose()).unwrap();
    let token = token["access_token"].as_str().unwrap().to_owned();
    (world, token)
}

#[tokio::test]
async fn a_recipe_holds_the_token_exactly_if_it_says_so() {
    let (world, token) = connected().await;
    for recipe in world.adkeys.recipes(Some("facebook")).unwrap() {
        let rendered = world.adkeys.render("facebook", &recipe.id, Some("1")).await.unwrap();
        let text = rendered.text.expose();
        assert_eq!(text.contains(&token), !recipe.secrets.is_empty(), "{}", recipe.id);
        assert_eq!(
            text.starts_with(&format!("# AdKeys: facebook for {}", recipe.id)),
            recipe.format != "json"
        );
        assert!(!text.contains("${") || recipe.format == "script", "{text}");
        let preview = world.adkeys.recipe_preview("facebook", &recipe.id, Some("act_1")).unwrap();
        assert!(
            !preview.contains(&token) && preview.contains("••••") != recipe.secrets.is_empty(),
            "{preview}"
        );
        assert_eq!(preview.lines().count(), text.lines().count(), "{}", recipe.id);
    }
}

#[tokio::test]
async fn each_tool_gets_the_account_in_its_own_form_and_its_business() {
    let (world, _) = connected().await;
    for given in ["act_1", "1"] {
        let set = world
            .adkeys
            .child_environment("facebook", Some("meta-cli"), Some(given), "meta")
            .await
            .unwrap()
            .set;
        let set: BTreeMap<_, _> = set.iter().map(|(name, value)| (name.as_str(), value.expose())).collect();
        assert_eq!(set["AD_ACCOUNT_ID"], "act_1");
        let tap = world.adkeys.render("facebook", "tap-facebook", Some(given)).await.unwrap();
        let tap: serde_json::Value = serde_json::from_str(tap.text.expose()).unwrap();
        assert_eq!(tap["account_id"], "1");
    }
    let unknown = world.adkeys.render("facebook", "tap-facebook", Some("999999")).await.unwrap();
    assert!(unknown.warnings[0].en.contains("act_999999"), "{:?}", unknown.warnings);
    for strange in ["", "act_", "1\nX=2", "1 2", "../1", "$(id)"] {
        let refused = world.adkeys.render("facebook", "meta-cli", Some(strange)).await.unwrap_err();
        assert_eq!(refused.code, Code::Usage, "{strange:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_programs_at_once_cause_one_renewal() {
    let (world, before) = connected().await;
    // A day before its end a token no longer counts as good.
    let margin = "key = \"facebook\"\nminimum_expiry_margin = 86400\n";
    fs::write(world.home.path().join("config/providers/margin.toml"), margin).unwrap();
    world.days_pass(59).await;
    let programs: Vec<_> = (0..4).map(|_| world.another_process()).collect();
    let asked =
        (0..20).map(|number| {
            let adkeys = &programs[number % programs.len()];
            async move {
                adkeys.child_environment("facebook", Some("meta-ads-mcp"), None, "tool").await.unwrap().set
            }
        });
    let got: Vec<String> =
        join_all(asked).await.into_iter().map(|set| set[0].1.expose().to_owned()).collect();
    assert!(got.iter().all(|token| *token == got[0]) && got[0] != before, "one new token for all");
    let requests = world.requests().await;
    let renewals = graph_calls(&requests).iter().filter(|call| call["path"] == "/oauth/access_token").count();
    // The code, its upgrade, and one renewal.
    assert_eq!(renewals, 3, "{requests}");
}

#[tokio::test]
async fn a_refresh_token_that_works_once_is_not_copied_without_a_word() {
    let (world, _) = connected().await;
    let entry = "key = \"facebook\"\nrefresh = { rotates = true }\n[recipes.copy]\nformat = \"json\"\n\
        title = { en = \"Copy\", ru = \"Копия\" }\nshape = { refresh_token = \"${refresh_token}\" }\n";
    fs::write(world.home.path().join("config/providers/copy.toml"), entry).unwrap();
    let adkeys = world.another_process();
    let info =
        adkeys.recipes(Some("facebook")).unwrap().into_iter().find(|recipe| recipe.id == "copy").unwrap();
    assert_eq!(
        (info.kind, info.secrets.as_slice()),
        (RecipeKind::Rotating, &["refresh_token".to_owned()][..])
    );
    let none = adkeys.render("facebook", "copy", None).await.unwrap_err();
    assert_eq!(none.code, Code::Usage, "Facebook gives no refresh token");

    let key = ItemKey::Connection("facebook".into());
    let item = world.vault.get(&key).unwrap().unwrap();
    let mut item: serde_json::Value = serde_json::from_str(item.expose()).unwrap();
    item["refresh_token"] = "works once".into();
    world.vault.put(&key, &Secret::new(item.to_string())).unwrap();
    let copied = adkeys.render("facebook", "copy", None).await.unwrap();
    assert!(copied.text.expose().contains("works once"));
    assert!(copied.warnings[0].en.contains("signed out"), "{:?}", copied.warnings);
    let template = "{{ adkeys:facebook/refresh_token }}";
    assert!(adkeys.inject(template).await.unwrap().warnings[0].en.contains("signed out"));
}

#[tokio::test]
async fn files_follow_renewals_if_they_are_to() {
    let (world, before) = connected().await;
    let kept = export(&world, "kept.env", true).await;
    let left = export(&world, "left.env", false).await;
    // A renewal within the same second would not extend, and so not count.
    world.days_pass(1).await;
    world.adkeys.refresh("facebook").await.unwrap();
    let states: BTreeMap<_, _> =
        world.adkeys.exports().unwrap().into_iter().map(|export| (export.id, export.state)).collect();
    assert_eq!((states[&kept], states[&left]), (ExportState::Fresh, ExportState::Stale));
    assert!(!fs::read_to_string(world.home.path().join("kept.env")).unwrap().contains(&before));
    world.connected().await;
    assert_eq!(world.adkeys.exports().unwrap()[0].state, ExportState::Fresh, "signing in again counts, too");
    assert!(world.adkeys.left_behind("nobody").unwrap().is_empty());
    let staying: Vec<_> =
        world.adkeys.left_behind("facebook").unwrap().into_iter().map(|file| file.id).collect();
    assert_eq!(staying, [kept.clone(), left.clone()], "it is said before, and so after");
    world.adkeys.disconnect("facebook", false).await.unwrap();
    assert_eq!(
        world.adkeys.exports().unwrap()[0].state,
        ExportState::Stale,
        "the file outlives the connection"
    );
    world.adkeys.remove_export(&kept, false).unwrap();
    assert!(!world.home.path().join("kept.env").exists());
    fs::remove_file(world.home.path().join("left.env")).unwrap();
    assert!(world.adkeys.left_behind("facebook").unwrap().is_empty());
}

async fn export(world: &World, name: &str, keep_fresh: bool) -> String {
    let request = ExportRequest {
        connection: "facebook".into(),
        recipe: "dotenv".into(),
        out: world.home.path().join(name),
        keep_fresh,
        ..ExportRequest::default()
    };
    world.adkeys.export(&request).await.unwrap().id
}
