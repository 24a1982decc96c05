//! HTML, with every foreign word escaped.

use crate::phrase::Lang;
use crate::reply::STYLE;

/// Text that may stand anywhere in a page, also inside quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A whole page around `body`, which is HTML. `class` is that of `<main>`.
pub(crate) fn page(lang: Lang, title: &str, class: &str, body: &str) -> String {
    let strip = lang.pick("Sandbox: nothing here is real", "Песочница: здесь всё понарошку");
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{}</title><link rel=\"icon\" href=\"data:,\"><style>{STYLE}</style></head>\
         <body><div class=\"strip\"><span>{strip}</span></div><main class=\"{class}\">{body}</main></body></html>",
        lang.tag(),
        escape(title),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_foreign_becomes_markup() {
        assert_eq!(escape("<a href='x'>\"&"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
    }
}
