//! The commands as page code calls them, over Tauri's own message handling without a display.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use adkeys_core::{Code, Error, Text};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewWindow, WebviewWindowBuilder};

use crate::contract;
use crate::environment::Environment;
use crate::shell::{Around, Shell};

struct Page {
    window: WebviewWindow<MockRuntime>,
    shell: Arc<Shell>,
    in_front: Arc<AtomicBool>,
    _app: App<MockRuntime>,
    _home: tempfile::TempDir,
}

impl Page {
    fn open() -> Self {
        let home = tempfile::tempdir().unwrap();
        let in_front = Arc::new(AtomicBool::new(false));
        let raised = Arc::clone(&in_front);
        let around = Around {
            to_front: Box::new(move || raised.store(true, Ordering::Relaxed)),
            close: Box::new(|_| ()),
            place: Box::new(|_| Box::pin(async { None })),
            sandbox: Box::new(|| Ok(())),
            autostart: Box::new(|_| Err(Error::new(Code::Unexpected, Text::new("no", "нет")))),
        };
        let shell = Arc::new(Shell::new(Environment::below(home.path()), around));
        let builder = mock_builder().invoke_handler(contract().invoke_handler()).manage(Arc::clone(&shell));
        let app = builder.build(mock_context(noop_assets())).unwrap();
        let window = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build().unwrap();
        Self { window, shell, in_front, _app: app, _home: home }
    }

    fn invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(arguments),
            headers: tauri::http::HeaderMap::new(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window, request).map(|answer| answer.deserialize().unwrap())
    }
}

fn request(flow: &str, provider: &str) -> Value {
    json!({
        "flow": flow, "provider": provider, "name": null, "scopes": null,
        "way": null, "redirect_uri": null, "port": null, "rerequest": false,
    })
}

#[test]
fn the_page_knows_the_commands_as_they_are() {
    let written = tempfile::NamedTempFile::new().unwrap();
    contract::<MockRuntime>().export(specta_typescript::Typescript::default(), written.path()).unwrap();
    let committed = std::fs::read_to_string("../ui/src/ipc/bindings.ts").unwrap();
    let current = std::fs::read_to_string(written.path()).unwrap();
    assert!(current == committed, "the committed bindings are old: cargo xtask bindings");
}

#[test]
fn the_window_is_granted_its_commands_and_nothing_else() {
    let bindings = include_str!("../../ui/src/ipc/bindings.ts");
    let calls = bindings.split("__TAURI_INVOKE").skip(2).filter_map(|rest| rest.split('"').nth(1));
    let commands: Vec<_> = calls.collect();
    assert!(commands.contains(&"connect_cancel") && commands.len() == 48, "{commands:?}");
    let events = ["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned);
    let own = commands.iter().map(|command| format!("allow-{}", command.replace('_', "-")));
    let capability: Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
    assert_eq!(capability["permissions"], json!(events.into_iter().chain(own).collect::<Vec<_>>()));
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability.get("remote"), None);
    for command in commands {
        assert!(include_str!("../build.rs").contains(&format!("\"{command}\"")), "{command}");
    }
}

#[test]
fn the_page_reaches_nothing_outside_the_program() {
    let config: Value = serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
    let policy = config["app"]["security"]["csp"].as_str().unwrap();
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for open in ["unsafe", "https:", "*", "data:", "blob:"] {
        assert!(!policy.contains(open), "{open} in {policy}");
    }
    assert_eq!(config["app"]["withGlobalTauri"], false);
    assert_eq!(config["build"].get("devUrl"), None);
}

#[test]
fn arguments_of_another_shape_do_not_reach_core() {
    let page = Page::open();
    let long = "x".repeat(1 << 20);
    for (command, arguments) in [
        ("connect", json!({})),
        ("connect", json!({ "request": request("1", "facebook") })),
        ("connect", json!({ "request": { "flow": "1" }, "onEvent": "__CHANNEL__:1" })),
        ("connect", json!({ "request": { "flow": 1 }, "onEvent": "__CHANNEL__:1" })),
        ("connect_paste", json!({ "flow": "none", "text": ["a"] })),
        ("connect_paste", json!({ "flow": "none", "text": long })),
        ("connect_reopen", json!({ "flow": "none" })),
        ("connect_reopen", json!({ "flow": { "$ne": null } })),
        ("status", json!({ "name": 1 })),
        ("disconnect", json!({ "name": "facebook", "revoke": "yes" })),
        ("activity", json!({ "name": null, "limit": -1 })),
        ("activity", json!({ "name": null, "limit": 1e20 })),
        // This home has a keychain, which asks by itself.
        ("vault_unlock", json!({ "passphrase": "a passphrase of the page" })),
        ("vault_unlock", json!({ "passphrase": null })),
        ("settings_save", json!({ "settings": { "vault": "nowhere" } })),
        ("settings_save", json!({ "settings": { "unknown": true } })),
        ("open_link", json!({ "url": "file:///etc/passwd" })),
        ("open_link", json!({ "url": "javascript:alert(1)" })),
        ("open_link", json!({ "url": "https://developers.facebook.com@example.org/" })),
        ("open_link", json!({ "url": null })),
        ("close_answer", json!({ "close": "later" })),
        // The person names a place, in the system's own dialog.
        (
            "export_to",
            json!({ "request": {
            "connection": "facebook", "recipe": "dotenv", "account": null, "keep_fresh": false, "force": false,
            "out": "/etc/passwd",
        } }),
        ),
        ("report_save", json!({ "name": null, "options": { "form": "pdf" } })),
        ("secret_copy", json!({ "name": "nobody-here", "recipe": null, "account": null })),
        (
            "diagnose",
            json!({ "request": { "run": "", "connection": null, "only": [] }, "onEvent": "__CHANNEL__:1" }),
        ),
        ("token", json!({ "name": "facebook" })),
    ] {
        assert!(page.invoke(command, arguments.clone()).is_err(), "{command}: {arguments}");
    }
    assert!(!page.in_front.load(Ordering::Relaxed));
}

#[test]
fn a_name_that_no_person_would_give_is_refused_by_its_code() {
    let page = Page::open();
    for name in ["", "../facebook", "facebook'; DROP TABLE connections;--", "facebook\u{0}", "nobody-here"] {
        for command in ["status_cached", "status", "refresh", "disconnect_outlook", "disconnect"] {
            let error = page
                .invoke(command, json!({ "name": name, "revoke": true, "onRead": "__CHANNEL__:1" }))
                .unwrap_err();
            assert!(
                error["code"] == "connection-unknown" || error["code"] == "usage",
                "{command} {name}: {error}"
            );
        }
    }
}

#[test]
fn a_sign_in_that_cannot_start_says_why_and_leaves_nothing_behind() {
    let page = Page::open();
    let start = |provider| {
        page.invoke("connect", json!({ "request": request("1", provider), "onEvent": "__CHANNEL__:1" }))
    };
    assert_eq!(start("facebook").unwrap_err()["code"], "app-not-configured");
    assert_eq!(start("../facebook").unwrap_err()["code"], "provider-unknown");
    assert_eq!(page.shell.flows.address("1").unwrap_err().code, Code::Usage);
    assert_eq!(page.invoke("overview", json!({})).unwrap()["connections"], json!([]));
}

#[test]
fn settings_that_were_mended_by_hand_count_from_the_next_look() {
    let page = Page::open();
    let file = page.shell.environment.home().settings_file();
    adkeys_core::files::write_atomically(&file, b"lang = 1").unwrap();
    assert_eq!(page.invoke("overview", json!({})).unwrap_err()["code"], "settings-invalid");
    adkeys_core::files::write_atomically(&file, b"lang = \"ru\"").unwrap();
    assert_eq!(page.invoke("overview", json!({})).unwrap()["lang"], "ru");
    let settings = json!({
        "lang": "en", "theme": "dark", "vault": "keychain",
        "renewal": "on", "notifications": "off", "autostart": "off", "close": "ask", "single_keys": "on", "agent": "ask", "agent_fallback": "direct",
    });
    assert_eq!(page.invoke("settings_save", json!({ "settings": settings })).unwrap(), settings);
    assert_eq!(page.invoke("overview", json!({})).unwrap()["settings"], settings);
}

#[test]
fn a_setting_that_the_system_refuses_is_not_kept() {
    let page = Page::open();
    let mut settings = page.invoke("overview", json!({})).unwrap()["settings"].clone();
    settings["autostart"] = json!("on");
    assert_eq!(
        page.invoke("settings_save", json!({ "settings": settings })).unwrap_err()["code"],
        "unexpected"
    );
    assert_eq!(page.invoke("overview", json!({})).unwrap()["settings"]["autostart"], "off");
}

#[test]
fn every_command_that_waits_answers_even_if_it_breaks() {
    let sources = [
        include_str!("commands.rs"),
        include_str!("commands/diagnosis.rs"),
        include_str!("commands/handoff.rs"),
        include_str!("commands/platform.rs"),
        include_str!("agent/commands.rs"),
    ]
    .concat();
    for command in sources.split("pub(crate) async fn ").skip(1) {
        assert!(command.contains("caught("), "{}", command.lines().next().unwrap_or_default());
    }
}
