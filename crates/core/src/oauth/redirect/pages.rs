//! The pages that a browser shows after the sign-in: constants in two languages that reflect nothing of the request.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::{HeaderName, Response, StatusCode, header};
use http_body_util::Full;
use sha2::{Digest as _, Sha256};

use crate::text::{Lang, Text};

/// An answer to the browser.
pub(super) type Reply = Response<Full<Bytes>>;

const SHELL: &str = include_str!("pages/page.html");
const STYLE: &str = include_str!("pages/page.css");

/// Nothing but our own style sheet may take effect, wherever the page ends up.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
});

/// What a page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// The access is stored.
    Connected,
    /// The person or the platform said no.
    Declined,
    /// Something went wrong after the answer.
    Failed,
    /// The answer is here; how it goes on is not known yet.
    Received,
    /// Not the answer that AdKeys waits for.
    Stray,
    /// Too late.
    Over,
}

const DISC: &str = r#"<circle cx="8" cy="8" r="6.9"/><path class="cut" d="m4.9 8.3 2.15 2.15 4.05-4.5"/>"#;
const OCTAGON: &str = r#"<path d="M5.3 1.2h5.4a1.2 1.2 0 0 1 .85.35l2.9 2.9a1.2 1.2 0 0 1 .35.85v5.4a1.2 1.2 0 0 1-.35.85l-2.9 2.9a1.2 1.2 0 0 1-.85.35H5.3a1.2 1.2 0 0 1-.85-.35l-2.9-2.9a1.2 1.2 0 0 1-.35-.85V5.3a1.2 1.2 0 0 1 .35-.85l2.9-2.9a1.2 1.2 0 0 1 .85-.35z"/><path class="cut" d="m5.7 5.7 4.6 4.6M10.3 5.7l-4.6 4.6"/>"#;
const DOTS: &str = r#"<circle class="ring" cx="8" cy="8" r="6.1"/><circle cx="5.1" cy="8" r=".95"/><circle cx="8" cy="8" r=".95"/><circle cx="10.9" cy="8" r=".95"/>"#;
const NOTE: &str = r#"<circle class="ring" cx="8" cy="8" r="6.1"/><path class="line" d="M8 7.6v3.2"/><circle cx="8" cy="5.1" r="1"/>"#;

impl Page {
    /// The page as an answer with `status`.
    pub(super) fn reply(self, status: StatusCode, lang: Lang) -> Reply {
        let mut reply = plain(status, self.html(lang));
        let headers = reply.headers_mut();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/html; charset=utf-8"));
        if let Ok(policy) = POLICY.parse() {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        reply
    }

    fn html(self, lang: Lang) -> String {
        let ((hue, glyph), (title, text)) = (self.mark(), self.words());
        SHELL
            .replace("{{lang}}", if lang == Lang::Ru { "ru" } else { "en" })
            .replace("{{style}}", STYLE)
            .replace("{{hue}}", hue)
            .replace("{{glyph}}", glyph)
            .replace("{{title}}", title.get(lang))
            .replace("{{text}}", text.get(lang))
    }

    /// Colour and shape. The shape alone tells the family: disc fine, octagon stopped, ring not settled.
    const fn mark(self) -> (&'static str, &'static str) {
        match self {
            Self::Connected => ("ok", DISC),
            Self::Declined | Self::Failed => ("stop", OCTAGON),
            Self::Received => ("idle", DOTS),
            Self::Stray | Self::Over => ("idle", NOTE),
        }
    }

    /// Title and sentence.
    const fn words(self) -> (Text, Text) {
        match self {
            Self::Connected => (
                Text::new("Connected", "Подключено"),
                Text::new(
                    "AdKeys has the access. You can close this tab.",
                    "Доступ у AdKeys. Эту вкладку можно закрыть.",
                ),
            ),
            Self::Declined => (
                Text::new("Not connected", "Не подключено"),
                Text::new(
                    "Access was not given. AdKeys shows how to go on; you can close this tab.",
                    "Доступ не дан. Что делать дальше, показывает AdKeys; эту вкладку можно закрыть.",
                ),
            ),
            Self::Failed => (
                Text::new("Not connected", "Не подключено"),
                Text::new(
                    "The sign-in did not go through. AdKeys says why and what to do; you can close this tab.",
                    "Вход не завершён. AdKeys скажет, почему и что делать; эту вкладку можно закрыть.",
                ),
            ),
            Self::Received => (
                Text::new("Answer received", "Ответ получен"),
                Text::new(
                    "AdKeys is working on it. Go back to AdKeys to see how it ends; you can close this tab.",
                    "AdKeys его обрабатывает. Вернитесь в AdKeys, чтобы узнать итог; эту вкладку можно закрыть.",
                ),
            ),
            Self::Stray => (
                Text::new("Not the page AdKeys is waiting for", "AdKeys ждёт другую страницу"),
                Text::new(
                    "It does not belong to the sign-in that is going on, and changed nothing. Go on where the sign-in began, or start again in AdKeys.",
                    "Она не относится к текущему входу и ничего не изменила. Продолжите там, где начат вход, или начните заново в AdKeys.",
                ),
            ),
            Self::Over => (
                Text::new("This sign-in is over", "Этот вход уже закончен"),
                Text::new(
                    "It was cancelled or took too long. Nothing was changed; start again in AdKeys.",
                    "Он отменён или занял слишком много времени. Ничего не изменено; начните заново в AdKeys.",
                ),
            ),
        }
    }
}

/// An answer without a page, for what no person looks at.
pub(super) fn bare(status: StatusCode) -> Reply {
    plain(status, format!("{status}\n"))
}

/// Sends the browser on to `path`, so that the code does not stay in the address bar or the history.
pub(super) fn see_other(path: &str) -> Reply {
    let mut reply = bare(StatusCode::SEE_OTHER);
    if let Ok(path) = path.parse() {
        reply.headers_mut().insert(header::LOCATION, path);
    }
    reply
}

fn plain(status: StatusCode, body: String) -> Reply {
    let mut reply = Response::new(Full::new(Bytes::from(body)));
    *reply.status_mut() = status;
    let fixed: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in fixed {
        reply.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Page; 6] =
        [Page::Connected, Page::Declined, Page::Failed, Page::Received, Page::Stray, Page::Over];

    #[test]
    fn every_page_is_complete_in_both_languages_and_loads_nothing() {
        for page in ALL {
            let (en, ru) = (page.html(Lang::En), page.html(Lang::Ru));
            assert_ne!(en, ru);
            assert!(ru.contains("<html lang=\"ru\">"));
            for html in [en, ru] {
                for absent in ["{{", "http", "src=", "href=", "<script", "style=", "url("] {
                    assert!(!html.contains(absent), "{absent} in {page:?}");
                }
            }
        }
    }

    #[test]
    fn the_style_in_the_page_is_the_one_that_the_policy_allows() {
        let html = Page::Over.html(Lang::Ru);
        let (_, rest) = html.split_once("<style>").unwrap();
        let (style, _) = rest.split_once("</style>").unwrap();
        assert!(POLICY.contains(&BASE64_STANDARD.encode(Sha256::digest(style))));
    }

    #[test]
    fn a_page_can_run_nothing_and_is_kept_by_nobody() {
        let reply = Page::Connected.reply(StatusCode::OK, Lang::En);
        let policy = reply.headers().get("content-security-policy").unwrap().to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"));
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(reply.headers().get(name).unwrap(), value, "{name}");
        }
    }
}
