//! A real Chromium that presses what a person would press.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::process::Running;
use crate::session::Session;
use crate::wait::PATIENCE;

/// Switches that let it run in a container and keep it from calling home: only this machine exists for it.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-breakpad",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
];

/// A browser window. Dropping it ends browser and driver.
pub struct Chromium {
    client: Client,
    driver: Running,
    port: u16,
}

impl Chromium {
    /// Opens a window in the session.
    ///
    /// # Panics
    /// When Chromium or its driver is missing.
    pub async fn open(session: &Session) -> Self {
        let driver = Running::start(session.command("chromedriver").arg("--port=0"));
        let port = driver_port(&driver);
        let profile = format!("--user-data-dir={}", session.path().join("browser").display());
        let flags: Vec<&str> = FLAGS.iter().copied().chain([profile.as_str()]).collect();
        let options = json!({ "binary": binary(), "args": flags });
        let capabilities = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{port}")).await;
        Self { client: client.expect("Chromium opens a window"), driver, port }
    }

    /// Goes to an address.
    ///
    /// # Panics
    /// When the page does not load.
    pub async fn go(&self, url: &str) {
        self.client.goto(url).await.expect("the page loads");
    }

    /// Presses an element, once it is there.
    ///
    /// # Panics
    /// When it never is.
    pub async fn press(&self, css: &str) {
        self.find(css).await.click().await.unwrap_or_else(|error| panic!("{css} can be pressed: {error}"));
    }

    /// Types into a field.
    ///
    /// # Panics
    /// When there is no such field.
    pub async fn enter(&self, css: &str, text: &str) {
        self.find(css)
            .await
            .send_keys(text)
            .await
            .unwrap_or_else(|error| panic!("{css} takes text: {error}"));
    }

    /// All that can be read on the page.
    ///
    /// # Panics
    /// When there is no page.
    pub async fn text(&self) -> String {
        self.find("body").await.text().await.expect("the page has a text")
    }

    /// What the address bar shows.
    ///
    /// # Panics
    /// When there is no page.
    pub async fn address(&self) -> String {
        self.client.current_url().await.expect("the page has an address").to_string()
    }

    /// The browser's WebDriver session, for what a story alone needs.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    async fn find(&self, css: &str) -> fantoccini::elements::Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{css} is not on the page: {error}\n{}", self.page().await),
        }
    }

    async fn page(&self) -> String {
        self.client.source().await.unwrap_or_else(|error| error.to_string())
    }
}

impl Drop for Chromium {
    /// The driver takes its browser along only when it is asked to.
    fn drop(&mut self) {
        let asked = TcpStream::connect(("127.0.0.1", self.port)).and_then(|mut driver| {
            driver.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
            driver.read_to_end(&mut Vec::new())
        });
        if asked.is_ok() {
            self.driver.wait();
        }
    }
}

/// `ChromeDriver was started successfully on port 12345.`
fn driver_port(driver: &Running) -> u16 {
    std::iter::from_fn(|| driver.line())
        .find_map(|line| line.split("successfully on port ").nth(1)?.trim_end_matches('.').parse().ok())
        .expect("chromedriver says its port")
}

fn binary() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let candidates = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates
        .into_iter()
        .find(|file| file.is_file())
        .expect("Chromium is installed: `cargo xtask test` does that")
}
