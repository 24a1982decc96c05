//! The real window, as a person sees it, and as hostile code in its page would use it.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::adkeys::program;
use crate::display::Display;
use crate::process::{self, Running};
use crate::session::Session;
use crate::wait::{PATIENCE, until};

/// What the frame of the window calls it.
const TITLE: &str = "AdKeys";

/// Takes notes instead of opening a browser: the number of arguments, then the arguments, one call a line.
const XDG_OPEN: &str = "#!/bin/sh\nprintf '%s %s\\n' \"$#\" \"$*\" >> \"$HOME/opened\"\n";

/// The driver takes its picture with the next drawing, and a page that rests is not drawn: a dot that nobody sees changes.
const KEEP_DRAWING: &str = "const dot = document.body.appendChild(document.createElement('i'));
    Object.assign(dot.style, { position: 'fixed', top: 0, left: 0, width: '1px', height: '1px' });
    let turn = 0; const change = () => (dot.style.background = `rgb(0 0 0 / ${++turn % 2 ? 0.004 : 0.008})`);
    const changing = setInterval(change, 20);
    window.__dot = { stop: () => (clearInterval(changing), dot.remove()) };";

/// Keeps every message between the page and the program. All that goes out is a request to the `ipc` scheme; all that
/// comes in, answers, channels and events alike, looks up its callback.
const RECORD: &str = "
    const kept = window.__kept = [], { callbacks } = window.__TAURI_INTERNALS__, { fetch } = window;
    window.fetch = (url, options) => {
        kept.push({ out: String(url), body: options?.body ?? null });
        return fetch(url, options);
    };
    callbacks.get = id => {
        const told = Map.prototype.get.call(callbacks, id);
        return told && (value => { kept.push({ in: value }); return told(value); });
    };";

/// The AdKeys window on a screen of its own. Dropping it ends window, driver and screen.
pub struct Window {
    client: Client,
    driver: Running,
    display: Display,
    opened_in: Duration,
}

impl Window {
    /// Opens the window with these arguments and waits until its page is there.
    ///
    /// # Panics
    /// When it does not open: `WebKitWebDriver` is missing, or the window ends at once.
    pub async fn open(session: &Session, args: &[&str]) -> Self {
        Self::open_with(session, args, &[]).await
    }

    /// The same in a changed environment.
    pub async fn open_with(session: &Session, args: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::open_program(session, &program("adkeys-desktop"), args, environment).await
    }

    /// Opens the window of any program that draws with the system's webview.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn open_program(
        session: &Session,
        program: &Path,
        args: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        take_notes_of_links(session);
        let display = Display::start();
        let port = free_port();
        let mut driver = program_in(session, &display, Path::new("WebKitWebDriver"));
        driver.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        let driver = Running::start(driver.envs(environment.iter().copied()));
        until("the driver to listen", || TcpStream::connect(("127.0.0.1", port)).ok());
        let options = json!({ "binary": program, "args": args });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let start = Instant::now();
        let client = builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{port}")).await;
        let opened_in = start.elapsed();
        Self { client: client.expect("the window opens"), driver, display, opened_in }
    }

    /// How long it took from the program's start until its page was there.
    #[must_use]
    pub fn opened_in(&self) -> Duration {
        self.opened_in
    }

    /// What the window's processes hold in memory, in bytes: the sum of their proportional shares (PSS), which counts
    /// shared libraries once. `None` where the system does not tell.
    #[must_use]
    pub fn memory(&self) -> Option<u64> {
        process::descendants(self.driver.id()).into_iter().map(process::share_of_memory).sum()
    }

    /// Starts the program once more beside this window.
    #[must_use]
    pub fn start_again(&self, session: &Session, args: &[&str]) -> Running {
        Running::start(program_in(session, &self.display, &program("adkeys-desktop")).args(args))
    }

    /// The processes beside the window itself that were started with `argument`.
    #[must_use]
    pub fn started_with(&self, argument: &str) -> Vec<u32> {
        let has = |id: &u32| {
            let words = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            words.split(|byte| *byte == 0).skip(1).any(|word| word == argument.as_bytes())
        };
        process::descendants(self.driver.id()).into_iter().filter(has).collect()
    }

    /// Whether the window is on the screen.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.display.shows(TITLE)
    }

    /// Closes the window as its frame does: by asking the program.
    ///
    /// # Panics
    /// When it is not on the screen.
    #[track_caller]
    pub fn ask_to_close(&self) {
        self.display.ask_to_close(TITLE);
    }

    /// Whether the program still runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        process::descendants(self.driver.id()).into_iter().any(|id| process::is(id, "adkeys-desktop"))
    }

    /// The only address that the system's opener was given, once it was.
    ///
    /// # Panics
    /// When it was given more than one argument, or is called more than once.
    #[must_use]
    #[track_caller]
    pub fn opened_address(session: &Session) -> String {
        let calls =
            until("a browser to be opened", || Some(Self::opened(session)).filter(|calls| !calls.is_empty()));
        let [call] = calls.as_slice() else { panic!("opened more than once: {calls:?}") };
        call.strip_prefix("1 ").unwrap_or_else(|| panic!("more than one argument: {call}")).to_owned()
    }

    /// What the system's opener was called with so far: the number of arguments and the arguments, one call a line.
    #[must_use]
    pub fn opened(session: &Session) -> Vec<String> {
        let notes = fs::read_to_string(session.path().join("home/opened")).unwrap_or_default();
        notes.lines().map(str::to_owned).collect()
    }

    /// Begins to keep every message between the page and the program.
    pub async fn record(&self) {
        self.script(RECORD, &[]).await;
    }

    /// Every message since [`Window::record`]: `{"out": address, "body": …}` or `{"in": …}`.
    ///
    /// # Panics
    /// When none was kept.
    pub async fn recorded(&self) -> Vec<Value> {
        let kept = self.script("return window.__kept", &[]).await;
        kept.as_array().filter(|kept| !kept.is_empty()).expect("messages were kept").clone()
    }

    /// Calls a command as page code can: its answer, or its refusal.
    ///
    /// # Errors
    /// What the program says to it.
    ///
    /// # Panics
    /// When the page is gone.
    pub async fn invoke(&self, command: &str, args: Value) -> Result<Value, Value> {
        let call = "const [name, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(name, args).then(ok => done({ ok }), error => done({ error }));";
        let mut answer =
            self.client.execute_async(call, vec![json!(command), args]).await.expect("an answer");
        match answer.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(answer["ok"].take()),
        }
    }

    /// Runs a script in the page.
    ///
    /// # Panics
    /// When it fails.
    pub async fn script(&self, body: &str, args: &[Value]) -> Value {
        patiently(self.client.execute(body, args.to_vec()))
            .await
            .unwrap_or_else(|error| panic!("{body}: {error}"))
    }

    /// Runs a script in the page that ends by calling its last argument: what it calls it with.
    ///
    /// # Panics
    /// When it never does.
    pub async fn script_async(&self, body: &str, args: &[Value]) -> Value {
        let ran = patiently(self.client.execute_async(body, args.to_vec())).await;
        ran.unwrap_or_else(|error| panic!("{body}: {error}"))
    }

    /// The window's WebDriver session, for what a story alone needs.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Waits until the page has drawn itself twice more: what it was about to do, it has done.
    ///
    /// # Panics
    /// When the page is gone.
    pub async fn settle(&self) {
        let frames = "const [done] = arguments, frame = requestAnimationFrame; frame(() => frame(() => setTimeout(done, 50)));";
        self.script_async(frames, &[]).await;
    }

    /// Presses an element, once it is there and nothing lies over it.
    ///
    /// # Panics
    /// When it never is.
    pub async fn press(&self, css: &str) {
        let start = Instant::now();
        while let Err(error) = self.try_press(css).await {
            assert!(start.elapsed() < PATIENCE, "{css} can be pressed: {error}\n{}", self.text().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn try_press(&self, css: &str) -> Result<(), fantoccini::error::CmdError> {
        patiently(async { self.client.find(Locator::Css(css)).await?.click().await }).await
    }

    /// Waits until the page says this.
    ///
    /// # Panics
    /// When it never does.
    pub async fn says(&self, words: &str) {
        let start = Instant::now();
        while !self.text().await.contains(words) {
            assert!(start.elapsed() < PATIENCE, "the page never says {words:?}:\n{}", self.text().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// All that can be read on the page.
    pub async fn text(&self) -> String {
        self.script("return document.body.innerText", &[]).await.as_str().unwrap_or_default().to_owned()
    }

    /// A picture of the page.
    ///
    /// # Panics
    /// When it cannot be taken or kept.
    pub async fn picture(&self, path: &Path) {
        self.script(KEEP_DRAWING, &[]).await;
        fs::write(path, self.client.screenshot().await.expect("a picture")).expect("the picture is kept");
        self.script("window.__dot.stop()", &[]).await;
    }

    /// Closes the window. When this returns its program has ended: the next one would hand over to it and end itself.
    pub async fn close(self) {
        let Self { client, driver, .. } = self;
        let processes = process::descendants(driver.id());
        // The driver may lose the window before it has answered; whatever is left ends with it.
        let _ = tokio::time::timeout(PATIENCE / 10, client.close()).await;
        drop(driver);
        process::end(&processes);
    }
}

/// A driver whose window is gone never answers.
async fn patiently<T>(answer: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, answer).await.expect("the window answers")
}

fn program_in(session: &Session, display: &Display, program: &Path) -> Command {
    let mut command = session.command(program);
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", session.path().join("bin").display()));
    // Without these, the toolkit asks the bus for services that the session does not have.
    command.env("DISPLAY", display.name()).env("NO_AT_BRIDGE", "1").env("GTK_USE_PORTAL", "0");
    command
}

fn take_notes_of_links(session: &Session) {
    let opener = session.path().join("bin/xdg-open");
    fs::create_dir_all(session.path().join("bin")).expect("a folder for programs");
    fs::write(&opener, XDG_OPEN).expect("an opener");
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).expect("that can be run");
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a free port").port()
}
