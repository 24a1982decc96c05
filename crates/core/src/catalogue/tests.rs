use super::*;

struct Dir(tempfile::TempDir);

impl Dir {
    fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        for (name, content) in files {
            std::fs::write(dir.path().join(name), content).unwrap();
        }
        Self(dir)
    }

    fn load(&self) -> Catalogue {
        Catalogue::load(self.0.path())
    }
}

/// The one problem of a folder with one override file.
#[track_caller]
fn refusal(content: &str) -> Error {
    let catalogue = Dir::new(&[("my.toml", content)]).load();
    assert_eq!(catalogue.problems().len(), 1, "{:?}", catalogue.problems());
    catalogue.problems()[0].clone()
}

#[test]
fn the_built_in_entries_are_sound() {
    let catalogue = Catalogue::load(&PathBuf::from("/nowhere"));
    assert_eq!(catalogue.problems(), []);
    let keys: Vec<_> = catalogue.providers().iter().map(|provider| provider.key.as_str()).collect();
    assert_eq!(keys, ["facebook", "linkedin", "oidc"]);
}

#[test]
fn an_override_points_a_provider_at_another_host_and_keeps_the_rest() {
    let dir = Dir::new(&[(
        "facebook.toml",
        "key = \"facebook\"\napi_version = \"v27.0\"\n[hosts]\ngraph = \"http://127.0.0.1:4000/\"\n",
    )]);
    let catalogue = dir.load();
    let facebook = catalogue.provider("facebook").unwrap();
    assert_eq!(
        facebook.token.url.as_ref().unwrap().as_str(),
        "http://127.0.0.1:4000/v27.0/oauth/access_token"
    );
    assert_eq!(
        facebook.authorize.url.as_ref().unwrap().as_str(),
        "https://www.facebook.com/v27.0/dialog/oauth"
    );
    assert_eq!(facebook.scope_delimiter(), ",");
}

#[test]
fn a_file_adds_a_provider_of_its_own() {
    let dir = Dir::new(&[(
        "acme.toml",
        "key = \"acme\"\ndisplay_name = \"Acme\"\nservice_provider = \"oidc\"\nissuer = \"https://id.acme.example\"\n[redirect]\npath = \"/acme\"\n",
    )]);
    assert_eq!(dir.load().provider("acme").unwrap().display_name, "Acme");
}

#[test]
fn a_refused_override_takes_its_provider_out_and_leaves_the_others() {
    let dir = Dir::new(&[("facebook.toml", "key = \"facebook\"\nminimum_expiry_margin = \"soon\"\n")]);
    let catalogue = dir.load();
    let error = catalogue.provider("facebook").unwrap_err();
    assert_eq!(error.code, Code::CatalogueInvalid);
    assert_eq!(error.details.line, Some(2));
    assert_eq!(error.details.key.as_deref(), Some("minimum_expiry_margin"));
    assert!(error.message.en.contains("facebook.toml:2"), "{}", error.message.en);
    assert!(error.message.en.contains("expected u32"), "{}", error.message.en);
    assert!(catalogue.provider("linkedin").is_ok());
}

#[test]
fn a_refusal_names_line_and_key() {
    for (content, line, key) in [
        (
            "key = \"facebook\"\n[authorize]\nscope_delimeter = \",\"\n",
            Some(3),
            Some("authorize.scope_delimeter"),
        ),
        ("key = \"facebook\"\n[hosts]\ngraph = \"http://graph.example\"\n", None, Some("token.url")),
        ("key = \"facebook\"\n[token]\nurl = \"http://example.org/token\"\n", Some(3), Some("token.url")),
        ("key = \"facebook\"\n\n[token]\nurl = \"${hosts.grap}/x\"\n", Some(4), Some("token.url")),
        ("key = \"facebook\"\n[redirect]\npath = \"callback\"\n", Some(3), Some("redirect.path")),
        ("key = \"facebook\"\n[redirect]\nhost = \"example.org\"\n", Some(3), Some("redirect.host")),
        ("key = \"facebook\"\n[authorize]\npkce = \"plain\"\n", Some(3), Some("authorize.pkce")),
        ("key = \"facebook\"\nminimum_expiry_margin = 86401\n", Some(2), Some("minimum_expiry_margin")),
        ("key = \"facebook\"\n[authorize\n", Some(2), None),
    ] {
        let error = refusal(content);
        assert_eq!(error.code, Code::CatalogueInvalid, "{content}");
        assert_eq!(error.details.key.as_deref(), key, "{content}: {}", error.message.en);
        assert_eq!(error.details.line, line, "{content}: {}", error.message.en);
    }
}

#[test]
fn a_recipe_that_its_format_cannot_carry_is_refused_at_its_key() {
    let recipe = |format: &str, shape: &str| {
        let title = "title = { en = \"T\", ru = \"T\" }";
        format!(
            "key = \"facebook\"\n[recipes.mine]\n{title}\nformat = \"{format}\"\n[recipes.mine.shape]\n{shape}\n"
        )
    };
    for (content, key, line) in [
        (recipe("env", "A = \"${nothing}\""), "recipes.mine.shape.A", 6),
        (recipe("env", "A = \"${access_token\""), "recipes.mine.shape.A", 6),
        (recipe("env", "\"A=B\" = \"x\""), "recipes.mine.shape.A=B", 6),
        (recipe("shell", "\"A B\" = \"x\""), "recipes.mine.shape.A B", 6),
        (recipe("powershell", "A = 1"), "recipes.mine.shape.A", 6),
        (recipe("ini", "A = \"x\""), "recipes.mine.shape.A", 6),
        (recipe("curl", "header = [1]"), "recipes.mine.shape.header", 6),
        (recipe("python", "line = \"x\""), "recipes.mine.shape", 5),
        (recipe("script", "pipelines = [\"rm -rf\"]"), "recipes.mine.shape", 5),
        (recipe("xml", "A = \"x\""), "recipes.mine.format", 4),
        ("key = \"facebook\"\n[recipes.dotenv]\nfile = \"../.bashrc\"\n".into(), "recipes.dotenv.file", 3),
        ("key = \"facebook\"\n[recipes.dotenv]\nunset = [\"A=B\"]\n".into(), "recipes.dotenv.unset", 3),
        ("key = \"facebook\"\ndefault_recipe = \"json\"\n".into(), "default_recipe", 2),
    ] {
        let error = refusal(&content);
        assert_eq!(error.details.key.as_deref(), Some(key), "{content}: {}", error.message.en);
        assert_eq!(error.details.line, Some(line), "{content}: {}", error.message.en);
    }
}

#[test]
fn a_file_changes_one_key_of_a_recipe_and_keeps_the_rest() {
    let dir = Dir::new(&[("f.toml", "key = \"facebook\"\n[recipes.curl.shape]\nurl = \"${api_base}/me\"\n")]);
    let catalogue = dir.load();
    let curl = &catalogue.provider("facebook").unwrap().recipes["curl"];
    assert!(curl.shape.contains_key("url") && curl.shape.contains_key("header") && curl.common);
}

#[test]
fn a_file_that_does_not_parse_still_refuses_the_right_provider() {
    let catalogue = Dir::new(&[("zz.toml", "key = \"facebook\"\n= broken")]).load();
    assert_eq!(catalogue.provider("facebook").unwrap_err().code, Code::CatalogueInvalid);
}

#[test]
fn two_providers_never_share_a_callback_path() {
    let path = "/v1/tool-oauth/facebook/callback";
    let entry = format!(
        "key = \"zz\"\ndisplay_name = \"Z\"\nservice_provider = \"oidc\"\nissuer = \"https://z.example\"\n[redirect]\npath = \"{path}\"\n"
    );
    assert_eq!(refusal(&entry).details.key.as_deref(), Some("redirect.path"));
}

#[test]
fn secrets_never_go_to_plain_http_or_to_urls_with_passwords() {
    for url in
        ["http://example.org", "ftp://example.org", "https://u:p@example.org", "http://localhost.example.org"]
    {
        let error = refusal(&format!("key = \"facebook\"\n[token]\nurl = \"{url}/t\"\n"));
        assert_eq!(error.details.key.as_deref(), Some("token.url"), "{url}");
    }
    for url in ["http://localhost:1", "http://127.0.0.1", "http://[::1]:9", "https://example.org"] {
        let catalogue =
            Dir::new(&[("f.toml", &format!("key = \"facebook\"\n[token]\nurl = \"{url}/t\"\n"))]).load();
        assert_eq!(catalogue.problems(), [], "{url}");
    }
}

#[test]
fn an_unknown_provider_is_named() {
    let error = Catalogue::load(&PathBuf::from("/nowhere")).provider("nope").unwrap_err();
    assert_eq!(error.code, Code::ProviderUnknown);
}
