//! Errors: what, why, next step, or the same as JSON.

use adkeys_core::error::Details;
use adkeys_core::time::Timestamp;
use adkeys_core::{Error, Lang, Text, text};
use serde_json::json;

use super::dates::Calendar;
use super::{clean, json};

const FOR_SUPPORT: Text = Text::new("For support", "Для поддержки");

/// `error` as `role` (`error` or `warning`): one JSON object, or two or three lines.
pub(super) fn render(error: &Error, role: &str, lang: Lang, as_json: bool, paint: bool) -> String {
    let error = error.fitted();
    if as_json {
        return json::render(&json!({ role: error }), lang, false).unwrap_or_default();
    }
    let glyph = if role == "error" { "■" } else { "▲" };
    let hue = if role == "error" { "31" } else { "33" };
    let glyph = if paint { format!("\x1b[{hue}m{glyph}\x1b[0m") } else { glyph.to_owned() };
    let mut lines = format!("{glyph} {}", clean::sentence(error.message.get(lang)));
    if let Some(facts) = facts(&error) {
        lines.push_str(&format!("\n  {}: {facts}", FOR_SUPPORT.get(lang)));
    }
    let hint = clean::sentence(error.hint.get(lang));
    let link = error.details.link.as_deref().map(clean::sentence).filter(|link| !hint.contains(link));
    let link = link.map(|link| format!(" · {link}")).unwrap_or_default();
    let until = error.details.retry_at.map(|at| format!(" · {}", wait(at, lang))).unwrap_or_default();
    lines.push_str(&format!("\n  → {hint}{link}{until}"));
    lines
}

/// A wait as the time at which it ends, where the person is.
fn wait(until: Timestamp, lang: Lang) -> String {
    let until = Calendar::of(lang).clock(until);
    text!("wait until {until}", "подождите до {until}").get(lang).to_owned()
}

/// What support staff ask for, on one line.
fn facts(error: &Error) -> Option<String> {
    let Details { platform_code, platform_subcode, http_status, file, line, key, retry_at, .. } =
        &*error.details;
    let platform = platform_code.map(|code| match platform_subcode {
        Some(subcode) => format!("platform code {code}/{subcode}"),
        None => format!("platform code {code}"),
    });
    let place = file.as_ref().map(|file| match line {
        Some(line) => format!("{file}:{line}"),
        None => file.clone(),
    });
    let said = error.details.platform_message.as_ref().map(|said| format!("“{said}”"));
    let parts = [
        platform,
        http_status.map(|status| format!("HTTP {status}")),
        error.details.trace_id.as_ref().map(|id| format!("trace {id}")),
        place,
        key.clone(),
        retry_at.map(|at| format!("retry at {at}")),
        said,
    ];
    let known: Vec<String> = parts.into_iter().flatten().collect();
    if known.is_empty() {
        None
    } else {
        Some(clean::sentence(&format!("{} · {}", error.code, known.join(" · "))))
    }
}

#[cfg(test)]
mod tests {
    use adkeys_core::Code;

    use super::*;

    fn expired() -> Error {
        Error::new(Code::TokenExpired, text!("The access has expired.", "Доступ истёк.")).with(|details| {
            details.provider = Some("facebook".into());
            details.platform_code = Some(190);
            details.platform_subcode = Some(463);
            details.trace_id = Some("Abc\u{1b}[31m".into());
        })
    }

    #[test]
    fn an_error_is_what_why_and_the_next_step() {
        let rendered = render(&expired(), "error", Lang::En, false, false);
        let expected = "■ The access has expired.\n  For support: token-expired · platform code 190/463 · trace Abc\n  \
            → Sign in again: adkeys connect facebook";
        assert_eq!(rendered, expected);
    }

    #[test]
    fn the_command_in_the_hint_is_for_the_connection_at_hand() {
        let error = expired().with(|details| details.connection = Some("agency".into()));
        assert_eq!(error.fitted().hint.en, "Sign in again: adkeys connect facebook --as agency");
        let error = Error::new(Code::TokenExpired, text!("x", "х"));
        assert_eq!(error.fitted().hint.en, "Sign in again: adkeys connect PROVIDER");
    }

    #[test]
    fn a_wait_is_told_as_a_time_of_day_at_the_end_of_the_next_step() {
        let limited = Error::new(Code::RateLimited, text!("Too many calls.", "Слишком много запросов."))
            .with(|details| details.retry_at = Some(Calendar::of(Lang::En).soon()));
        let rendered = render(&limited, "error", Lang::En, false, false);
        let step = rendered.lines().last().unwrap();
        let (_, time) = step.rsplit_once(" · wait until ").unwrap();
        assert!(time.contains(':') && !time.contains('Z'), "{step}");
    }

    #[test]
    fn a_program_gets_the_same_in_json() {
        let rendered = render(&expired(), "error", Lang::Ru, true, false);
        let value: serde_json::Value = serde_json::from_str(&rendered).unwrap();
        assert_eq!(value["error"]["code"], "token-expired");
        assert_eq!(value["error"]["message"], "Доступ истёк.");
        assert_eq!(value["error"]["hint"], "Войдите ещё раз: adkeys connect facebook");
        assert_eq!(value["error"]["details"]["platform_code"], 190);
    }
}
