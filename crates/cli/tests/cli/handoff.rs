//! Recipes, exports and references.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use serde_json::{Value, json};

use crate::support::World;

/// The token as it is now.
fn token(world: &World) -> String {
    world.adkeys("token facebook").exits(0).stdout.trim().to_owned()
}

/// Renews until the token lives longer than before: within the same second it cannot, and the old one stays.
fn renew(world: &World) {
    while world.adkeys("refresh facebook --json").exits(0).json()["extended"] != true {}
}

#[test]
fn every_recipe_of_every_provider_is_listed() {
    let world = World::new();
    let recipes = world.adkeys("recipes --json").exits(0).json();
    let recipes = recipes.as_array().unwrap();
    for id in [
        "meta-cli",
        "facebook-business",
        "meta-ads-mcp",
        "tap-facebook",
        "meltano",
        "airbyte",
        "dlt",
        "dotenv",
    ] {
        let recipe = recipes.iter().find(|recipe| recipe["id"] == id && recipe["provider"] == "facebook");
        assert!(
            recipe.is_some_and(|recipe| recipe["title"].is_string() && recipe["kind"] == "static"),
            "{id}"
        );
    }
    for provider in ["facebook", "linkedin", "oidc"] {
        for id in ["shell", "powershell", "json", "ini", "curl", "postman", "mcp-client", "kubernetes-secret"]
        {
            assert!(
                recipes.iter().any(|recipe| recipe["id"] == id && recipe["provider"] == provider),
                "{provider} {id}"
            );
        }
    }
    let kind = |id: &str, provider: &str| {
        recipes.iter().find(|recipe| recipe["id"] == id && recipe["provider"] == provider).unwrap()["kind"]
            .clone()
    };
    assert_eq!(kind("airbyte-refresh", "linkedin"), "refreshable");
    assert_eq!(kind("refresh-token", "oidc"), "rotating");
    world.adkeys("recipes").exits(0);
    world.adkeys("recipes nowhere --json").exits(2).fails_with("provider-unknown");
}

#[test]
fn a_recipe_that_nobody_knows_is_told_with_the_way_to_the_list() {
    let world = World::connected("fine");
    let outcome = world.adkeys("export facebook --for nothing --json").exits(2).fails_with("recipe-unknown");
    assert!(outcome.error()["hint"].as_str().unwrap().contains("adkeys recipes facebook"));
    assert_eq!(outcome.stdout, "");
    World::new().adkeys("export facebook --for dotenv --json").exits(3).fails_with("authorization-required");
}

#[test]
fn a_file_is_whole_private_and_remembered() {
    let world = World::connected("fine");
    let file = world.path(".env");
    let out = file.to_str().unwrap();
    let exported = world.run(["export", "facebook", "--for", "meta-cli", "--out", out, "--json"]).exits(0);
    let exported = exported.keeps(&token(&world)).json();
    assert_eq!((&exported["state"], &exported["path"]), (&json!("fresh"), &json!(out)));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(fs::read_to_string(&file).unwrap().contains(&format!("ACCESS_TOKEN={}\n", token(&world))));
    let list = world.adkeys("export --list --json").exits(0).json();
    assert_eq!(list[0]["id"], exported["id"]);
    renew(&world);
    assert_eq!(state(&world), "stale");
    world.adkeys("export --again").exits(0);
    assert_eq!(state(&world), "fresh");
    let id = exported["id"].as_str().unwrap();
    world.run(["export", "--remove", id, "--json"]).exits(0);
    assert!(!file.exists());
    assert_eq!(world.adkeys("export --list --json").exits(0).json(), json!([]));
    world.run(["export", "--remove", id, "--json"]).exits(2).fails_with("usage");
}

fn state(world: &World) -> Value {
    world.adkeys("export --list --json").exits(0).json()[0]["state"].clone()
}

#[test]
fn a_renewal_brings_a_file_up_to_date_that_is_to_be_kept_fresh() {
    let world = World::connected("fine");
    let file = world.path(".env");
    let out = file.to_str().unwrap();
    world.run(["export", "facebook", "--for", "dotenv", "--out", out, "--keep-fresh"]).exits(0);
    renew(&world);
    assert_eq!(state(&world), "fresh");
    assert!(fs::read_to_string(&file).unwrap().contains(&token(&world)));
    // Somebody adds a line: theirs is not overwritten.
    let by_hand = fs::read_to_string(&file).unwrap() + "MINE=1\n";
    fs::write(&file, &by_hand).unwrap();
    renew(&world);
    assert_eq!(state(&world), "changed");
    assert_eq!(fs::read_to_string(&file).unwrap(), by_hand);
    world.run(["export", "facebook", "--for", "dotenv", "--out", out, "--json"]).exits(2).fails_with("usage");
    world.adkeys("export --again 1 --json").exits(2).fails_with("usage");
    world.adkeys("export --remove 1 --json").exits(2).fails_with("usage");
    let forced = world.adkeys("export --again 1 --force --json").exits(0).json();
    assert_eq!(fs::read_to_string(forced["replaced"].as_str().unwrap()).unwrap(), by_hand);
    fs::remove_file(&file).unwrap();
    assert_eq!(state(&world), "gone");
    // Who deletes the file does not want it back.
    renew(&world);
    assert!(!file.exists());
}

#[test]
fn what_was_in_the_file_before_is_not_lost() {
    let world = World::connected("fine");
    let file = world.path(".env");
    fs::write(&file, "DATABASE=mine\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let out = file.to_str().unwrap();
    let exported =
        world.run(["export", "facebook", "--for", "dotenv", "--out", out, "--json"]).exits(0).json();
    assert!(!fs::read_to_string(&file).unwrap().contains("DATABASE"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(exported["replaced"].as_str().unwrap()).unwrap(), "DATABASE=mine\n");
}

#[test]
fn nothing_is_written_through_a_link_or_over_what_is_no_file() {
    let world = World::connected("fine");
    fs::create_dir(world.path("folder")).unwrap();
    fs::write(world.path("theirs"), "theirs").unwrap();
    symlink(world.path("theirs"), world.path("link")).unwrap();
    symlink(world.path("nowhere"), world.path("dangling")).unwrap();
    symlink(world.path("folder"), world.path("linked")).unwrap();
    let fifo = world.path("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let open = world.path("open");
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o777)).unwrap();
    for out in [
        "link",
        "dangling",
        "linked/.env",
        "folder",
        "fifo",
        "missing/.env",
        "open/.env",
        "folder/../linked/x",
    ] {
        let out = world.path(out);
        let out = out.to_str().unwrap();
        world
            .run(["export", "facebook", "--for", "dotenv", "--out", out, "--json"])
            .exits(2)
            .fails_with("usage");
    }
    assert_eq!(fs::read_to_string(world.path("theirs")).unwrap(), "theirs");
    assert_eq!(fs::read_dir(world.path("folder")).unwrap().count(), 0);
    assert_eq!(world.adkeys("export --list --json").exits(0).json(), json!([]));
}

#[test]
fn a_git_work_tree_that_would_take_the_file_in_is_refused() {
    let world = World::connected("fine");
    let tree = world.path("project");
    fs::create_dir(&tree).unwrap();
    let git = |args: &[&str]| {
        let status = Command::new("git").args(args).current_dir(&tree).status().unwrap();
        assert!(status.success(), "{args:?}");
    };
    git(&["init", "--quiet"]);
    let export = |name: &str, more: &[&str]| {
        let out = tree.join(name).to_str().unwrap().to_owned();
        let words = ["export", "facebook", "--for", "dotenv", "--json", "--out", out.as_str()];
        world.run(words.into_iter().chain(more.iter().copied())).done()
    };
    let refused = export(".env", &[]).exits(2).fails_with("usage");
    assert!(refused.error()["hint"].as_str().unwrap().contains(".gitignore"), "{}", refused.stderr);
    assert!(!tree.join(".env").exists());
    fs::write(tree.join(".gitignore"), ".env\n!secret.env\n").unwrap();
    export(".env", &[]).exits(0);
    export("other.env", &[]).exits(2);
    export("other.env", &["--force"]).exits(0);
    // What git has already it keeps taking in, whatever .gitignore says.
    fs::write(tree.join("had.env"), "x").unwrap();
    git(&["add", "had.env"]);
    fs::write(tree.join(".gitignore"), "*.env\n").unwrap();
    export("had.env", &[]).exits(2);
}

#[test]
fn a_template_is_filled_in_and_holds_no_secret_itself() {
    let world = World::connected("fine");
    let token = token(&world);
    let template =
        "a: {{ adkeys:facebook/access_token }}\nb: {{adkeys:facebook/access_token|json}} {{ other }}\n";
    let filled = world.adkeys("inject").input(template).exits(0).stdout;
    assert_eq!(filled, format!("a: {token}\nb: \"{token}\" {{{{ other }}}}\n"));
    world.write("t.tpl", "{{ adkeys:facebook@1/account_id }} {{ adkeys:facebook@act_1/account_number }}");
    let file = world.path("t.tpl");
    assert_eq!(world.run(["inject", file.to_str().unwrap()]).exits(0).stdout, "act_1 1");
    let plain = world.adkeys("inject -").input("nothing here").exits(0);
    assert_eq!(plain.stdout, "nothing here");
    assert!(plain.stderr.contains("{{ adkeys:"), "{}", plain.stderr);
}

#[test]
fn a_reference_that_nobody_knows_names_its_line_and_nothing_is_written() {
    let world = World::connected("fine");
    let out = world.path("filled");
    for (reference, code) in [
        ("{{ adkeys:facebook/no_such_field }}", "usage"),
        ("{{ adkeys:facebook }}", "usage"),
        ("{{ adkeys:facebook/access_token | shout }}", "usage"),
        ("{{ adkeys:facebook/access_token", "usage"),
        ("{{ adkeys:nobody/access_token }}", "connection-unknown"),
        ("{{ adkeys:linkedin/access_token }}", "authorization-required"),
        ("{{ adkeys:facebook/refresh_token }}", "usage"),
    ] {
        let template = format!("{{{{ adkeys:facebook/access_token }}}}\n\n{reference}\n");
        world.write("t.tpl", &template);
        let file = world.path("t.tpl");
        let words = ["inject", file.to_str().unwrap(), "--out", out.to_str().unwrap(), "--json"];
        let failed = world.run(words).done().fails_with(code);
        assert_eq!(failed.error()["details"]["line"], 3, "{reference}: {}", failed.stderr);
        assert_eq!(failed.stdout, "", "{reference}");
        assert!(!out.exists(), "{reference}");
    }
    world.write("t.tpl", "{{ adkeys:facebook/access_token }}");
    let file = world.path("t.tpl");
    world.run(["inject", file.to_str().unwrap(), "--out", out.to_str().unwrap()]).exits(0);
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn people_add_recipes_of_their_own_by_file() {
    let world = World::connected("fine");
    world.write(
        "config/providers/my-tool.toml",
        "key = \"facebook\"\n[recipes.my-tool]\ntitle = { en = \"Mine\", ru = \"Моё\" }\nformat = \"env\"\n\
         [recipes.my-tool.shape]\nMY_TOKEN = \"${access_token}\"\n",
    );
    let text = world.adkeys("export facebook --for my-tool").exits(0).stdout;
    assert!(text.contains(&format!("MY_TOKEN={}", token(&world))), "{text}");
}
