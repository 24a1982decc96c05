//! A browser that follows every redirect and looks at nothing.

/// What the last page said.
pub(crate) struct Page {
    /// Its HTTP status.
    pub(crate) status: u16,
    /// Its text.
    pub(crate) text: String,
}

/// Presses the dialog's button at `url` as `persona`, and goes where it is sent.
pub(crate) fn allow(url: &str, persona: &str) -> Option<Page> {
    visit(client().post(url).form(&[("persona", persona), ("decision", "allow")]))
}

/// Opens `url`; `None` if there is no answer.
pub(crate) fn open(url: &str) -> Option<Page> {
    visit(client().get(url))
}

/// Where `url` sends a browser on to; it does not go there.
pub(crate) fn redirected(url: &str) -> Option<String> {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    let request = client.build().expect("a client").get(url);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let answer = runtime.block_on(request.send()).ok()?;
    Some(answer.headers().get("location")?.to_str().ok()?.to_owned())
}

/// Takes `localhost` for this machine as browsers do, whatever the resolver says.
fn client() -> reqwest::Client {
    let here = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    reqwest::Client::builder().no_proxy().resolve("localhost", here).build().expect("a client")
}

fn visit(request: reqwest::RequestBuilder) -> Option<Page> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let answer = request.send().await.ok()?;
        Some(Page { status: answer.status().as_u16(), text: answer.text().await.unwrap_or_default() })
    })
}
