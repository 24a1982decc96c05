//! What is written is read back: by Rust's own readers, and by a reader of each format's few rules.

use proptest::prelude::*;
use serde_json::json;

use super::*;

/// Texts that are something else to a careless reader.
const HOSTILE: &[&str] = &[
    "",
    " ",
    " padded ",
    "no",
    "yes",
    "null",
    "~",
    "1_000",
    "0x1F",
    "012",
    "1e3",
    "12:30:45",
    "2026-01-01",
    "=",
    "<<",
    "- a",
    "a: b",
    "a #b",
    "#",
    "it's",
    "\"quoted\"",
    "back\\slash",
    "\\",
    "'",
    "''",
    "$HOME",
    "${HOME}",
    "$(id)",
    "`id`",
    "%PATH%",
    "%(x)s",
    "{{ x }}",
    "a=b",
    "[x]",
    "!tag",
    "&a",
    "*a",
    "|",
    ">",
    "@",
    "EAAB|secret",
    "ключ",
    "‘’‚‛",
    "emoji 🙂",
    "trailing:",
    "a\\nb",
    "\u{e000}",
];

fn tree(value: &str) -> Tree {
    match json!({ "A": value, "B": "EAABplain" }) {
        Value::Object(tree) => tree,
        _ => Tree::new(),
    }
}

/// The value after `NAME` in the document's line for it.
fn line<'a>(document: &'a str, before: &str) -> &'a str {
    document.lines().find_map(|line| line.strip_prefix(before)).unwrap_or_else(|| panic!("{document}"))
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or_else(|| panic!("{text}"))
}

/// The text between single quotes of a POSIX shell, where a quote is `'\''`.
fn read_shell(text: &str) -> String {
    unquoted(text).split(r"'\''").collect::<Vec<_>>().join("'")
}

/// PowerShell: two quotes of any kind stand for the first of them.
fn read_powershell(text: &str) -> String {
    let (mut out, mut chars) = (String::new(), unquoted(text).chars());
    while let Some(c) = chars.next() {
        if "'‘’‚‛".contains(c) {
            assert_eq!(chars.next(), Some(c), "{text}");
        }
        out.push(c);
    }
    out
}

/// curl: a backslash takes the next character as it is.
fn read_curl(text: &str) -> String {
    let inner =
        text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_else(|| panic!("{text}"));
    let (mut out, mut chars) = (String::new(), inner.chars());
    while let Some(c) = chars.next() {
        assert_ne!(c, '"', "{text}");
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    out
}

fn is_read_back(value: &str) {
    let tree = tree(value);
    let body = |format| writer(format)(&tree).unwrap();
    let parsed: Value = serde_json::from_str(&body(Format::Json)).unwrap();
    assert_eq!(parsed["A"], value);
    assert_eq!(body(Format::Toml).parse::<::toml::Table>().unwrap()["A"].as_str(), Some(value));
    assert_eq!(read_shell(line(&body(Format::Shell), "export A=")), value);
    assert_eq!(read_powershell(line(&body(Format::PowerShell), "$env:A = ")), value);
    assert_eq!(read_curl(line(&body(Format::Curl), "A = ")), value);
    assert_eq!(serde_json::from_str::<String>(&python::literal(value)).unwrap(), value);
    if let Ok(text) = writer(Format::Env)(&tree) {
        let text = line(&text, "A=");
        assert_eq!(text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(text), value);
    }
    let section = Tree::from_iter([("s".to_owned(), Value::Object(tree.clone()))]);
    if let Ok(text) = writer(Format::Ini)(&section) {
        assert_eq!(line(&text, "A = "), value);
    }
}

#[test]
fn hostile_texts_are_read_back_unchanged() {
    for value in HOSTILE {
        is_read_back(value);
    }
}

#[test]
fn what_readers_of_a_format_disagree_about_is_refused() {
    for value in ["it's", "a\\b", "${HOME}", "line\nbreak"] {
        assert_eq!(writer(Format::Env)(&tree(value)).unwrap_err().code, Code::Usage, "{value}");
    }
    for value in [" padded", "50%", "a;b", "a#b", "\"x\"", "line\nbreak"] {
        let section = Tree::from_iter([("s".to_owned(), Value::Object(tree(value)))]);
        assert_eq!(writer(Format::Ini)(&section).unwrap_err().code, Code::Usage, "{value}");
    }
    assert_eq!(writer(Format::Curl)(&tree("line\nbreak")).unwrap_err().code, Code::Usage);
}

#[test]
fn a_token_is_bare_where_docker_would_keep_the_quotes() {
    assert!(writer(Format::Env)(&tree("x")).unwrap().contains("B=EAABplain\n"));
}

#[test]
fn a_word_of_a_command_is_quoted_only_where_it_has_to_be() {
    let Value::Object(tree) = json!({ "pipelines": [[["a", "b c", "--x=1"], ["tr", "-d", "\\n"]]] }) else {
        panic!()
    };
    assert_eq!(writer(Format::Script)(&tree).unwrap(), "a 'b c' --x=1 |\n    tr -d '\\n'\n");
}

proptest! {
    #[test]
    fn any_text_without_control_characters_is_read_back(value in "\\PC{0,40}") {
        if !value.chars().any(crate::handoff::fill::breaks_a_line) {
            is_read_back(&value);
        }
    }
}
