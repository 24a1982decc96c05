//! A report for people: ready to paste into a ticket.

use std::fmt::Write;

use super::sheet::{Line, Sheet, Sight, SignIn};
use crate::finding::{Level, Who};
use crate::text::{Lang, Text};
use crate::time::Timestamp;

/// Writing to a string cannot fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {{ let _ = writeln!($out, $($arg)*); }};
}

pub(super) fn render(sheet: &Sheet, left_out: &[Text], lang: Lang) -> String {
    let mut out = String::new();
    let (adkeys, system, at) = (sheet.adkeys, &sheet.system, sheet.at);
    put!(out, "# {}\n", say(lang, "AdKeys: what was found", "AdKeys: что найдено"));
    put!(out, "AdKeys {adkeys} · {system} · {at}\n");
    put!(out, "## {}\n", say(lang, "This computer and the apps", "Этот компьютер и приложения"));
    lines(&mut out, &sheet.findings, lang);
    for sight in &sheet.connections {
        connection(&mut out, sight, lang);
    }
    put!(out, "## {}\n", say(lang, "Left out of this report", "Не вошло в отчёт"));
    for item in left_out {
        put!(out, "- {}", item.get(lang));
    }
    out
}

fn connection(out: &mut String, sight: &Sight, lang: Lang) {
    put!(out, "## {} ({})\n", plain(&sight.connection), sight.provider);
    let state = word(&sight.state);
    put!(out, "- {}: **{state}**", say(lang, "State", "Состояние"));
    put!(out, "- {}: {}", say(lang, "Who", "Кто"), plain(sight.person.as_deref().unwrap_or("—")));
    put!(
        out,
        "- {}: {}",
        say(lang, "Last good call", "Последний успешный вызов"),
        moment(sight.last_good_call)
    );
    let token = &sight.token;
    let (kind, origin) = (word(&token.kind), word(&token.origin));
    put!(out, "- {}: {kind}, {origin}, {}", say(lang, "Token", "Токен"), moment(token.expires_at));
    put!(out, "- {}: {}", say(lang, "Permissions", "Разрешения"), token.scopes.granted.join(", "));
    if let Some(error) = &sight.error {
        let number = |number: Option<i32>| number.map_or("—".to_owned(), |number| number.to_string());
        let trace = error.trace_id.as_deref().unwrap_or("—");
        let (code, subcode) = (number(error.platform_code), number(error.platform_subcode));
        put!(out, "- {}: `{}` ({code}/{subcode}, {trace})", say(lang, "Error", "Ошибка"), error.code);
    }
    let counts = &sight.accounts;
    put!(
        out,
        "- {}: active {}, pending {}, limited {}, blocked {}, closed {}, unknown {}\n",
        say(lang, "Ad accounts", "Кабинеты"),
        counts.active,
        counts.pending,
        counts.limited,
        counts.blocked,
        counts.closed,
        counts.unknown
    );
    lines(out, &sight.findings, lang);
    past(out, sight, lang);
}

/// What is wrong first; what is fine only by its title.
fn lines(out: &mut String, findings: &[Line], lang: Lang) {
    let is_quiet = |line: &&Line| matches!(line.level, Level::Ok);
    let (fine, told): (Vec<&Line>, Vec<&Line>) = findings.iter().partition(is_quiet);
    for finding in told {
        put!(out, "- **{}** `{}` {}", word(&finding.level), finding.check, plain(finding.title.get(lang)));
        put!(out, "  - {}", plain(finding.detail.get(lang)));
        if let Some(account) = &finding.account {
            put!(out, "  - {account}");
        }
        for fact in &finding.evidence {
            put!(out, "  - {}: {}", plain(fact.label.get(lang)), plain(&fact.value));
        }
        if let (Some(who), Some(remedy)) = (finding.who, &finding.remedy) {
            put!(out, "  - → {}: {}", role(who).get(lang), plain(remedy.get(lang)));
        }
        if !finding.steps.is_empty() {
            let clicks: Vec<String> = finding.steps.iter().map(|step| plain(step.get(lang))).collect();
            put!(out, "  - {}", clicks.join(" › "));
        }
        if let Some(command) = &finding.command {
            put!(out, "  - `{}`", plain(command));
        }
    }
    if !fine.is_empty() {
        let ids: Vec<&str> = fine.iter().map(|line| line.check.as_str()).collect();
        put!(out, "- {}: {}", say(lang, "Fine", "В порядке"), ids.join(", "));
    }
    out.push('\n');
}

fn past(out: &mut String, sight: &Sight, lang: Lang) {
    if !sight.timeline.is_empty() {
        put!(out, "### {}\n", say(lang, "What happened", "Что происходило"));
        for entry in &sight.timeline {
            let code = entry.code.as_deref().map(|code| format!(" `{code}`")).unwrap_or_default();
            put!(out, "- {} {}{code}", entry.at, entry.event);
        }
        out.push('\n');
    }
    if let Some(trace) = &sight.trace {
        sign_in(out, trace, lang);
    }
}

fn sign_in(out: &mut String, trace: &SignIn, lang: Lang) {
    put!(out, "### {}\n", say(lang, "Last sign-in", "Последний вход"));
    put!(out, "{} · `{}`\n", trace.started_at, trace.outcome);
    for step in &trace.steps {
        let call = match (&step.method, &step.url) {
            (Some(method), Some(url)) => format!(" {method} {url}"),
            (None, Some(url)) => format!(" {url}"),
            _ => String::new(),
        };
        let status = step.status.map(|status| format!(" → {status}")).unwrap_or_default();
        let note = step.note.as_ref().map(|note| format!(" ({})", plain(note.get(lang)))).unwrap_or_default();
        put!(out, "- +{} ms {}{}{status}{note}", step.after_ms, step.name.get(lang), plain(&call));
    }
    out.push('\n');
}

const fn say(lang: Lang, en: &'static str, ru: &'static str) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Ru => ru,
    }
}

const fn role(who: Who) -> Text {
    match who {
        Who::You => Text::new("You", "Вы"),
        Who::AccountAdmin => Text::new("An admin of the ad account", "Администратор рекламного кабинета"),
        Who::BusinessAdmin => Text::new("An admin of the business", "Администратор компании"),
        Who::AppOwner => Text::new("The owner of the app", "Владелец приложения"),
        Who::Platform => Text::new("The platform", "Платформа"),
    }
}

fn moment(at: Option<Timestamp>) -> String {
    at.map_or("—".to_owned(), |at| at.to_string())
}

/// A state by its name in JSON.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Foreign text on one line, without what Markdown or HTML would act upon.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in crate::oauth::foreign::words(text, &[]).chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') && sign != '_' {
            plain.push('\\');
        }
        plain.push(sign);
    }
    plain
}
