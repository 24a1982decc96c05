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
    visit(reqwest::Client::new().post(url).form(&[("persona", persona), ("decision", "allow")]))
}

/// Opens `url`; `None` if there is no answer.
pub(crate) fn open(url: &str) -> Option<Page> {
    visit(reqwest::Client::new().get(url))
}

fn visit(request: reqwest::RequestBuilder) -> Option<Page> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let answer = request.send().await.ok()?;
        Some(Page { status: answer.status().as_u16(), text: answer.text().await.unwrap_or_default() })
    })
}
