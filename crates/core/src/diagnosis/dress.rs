//! Adds to findings of the platforms what their own code does not know: which button mends it, where to click, and
//! the platform's codes as evidence. Tables, so that every finding of a kind says the same.

use crate::error::{Code, Error};
use crate::finding::{Finding, Fix};
use crate::text::Text;

/// What AdKeys can do about findings of a check.
const FIXES: &[(&str, Fix)] = &[
    ("app.id", Fix::SetUp),
    ("app.secret", Fix::SetUp),
    ("token.app-match", Fix::Reconnect),
    ("token.expiry", Fix::Reconnect),
    ("token.upgrade", Fix::Reconnect),
    ("permissions.declined", Fix::Rerequest),
    ("permissions.expired", Fix::Rerequest),
    ("accounts.chosen", Fix::Rerequest),
    ("accounts.fields", Fix::Rerequest),
];

/// What AdKeys can do about an error.
const CURES: &[(Code, Fix)] = &[
    (Code::AuthorizationRequired, Fix::Reconnect),
    (Code::TokenExpired, Fix::Reconnect),
    (Code::TokenRevoked, Fix::Reconnect),
    (Code::PersonChanged, Fix::Reconnect),
    (Code::PermissionMissing, Fix::Rerequest),
    (Code::AppNotConfigured, Fix::SetUp),
    (Code::ClientRejected, Fix::SetUp),
    (Code::VersionRetired, Fix::Settings),
    (Code::CatalogueInvalid, Fix::Settings),
];

/// The way through the platform's pages, by check.
const STEPS: &[(&str, &[Text])] = &[
    (
        "app.redirect",
        &[
            Text::new("App dashboard", "Панель приложения"),
            Text::new("Use cases", "Сценарии использования"),
            Text::new("Facebook Login", "Вход через Facebook"),
            Text::new("Settings", "Настройки"),
            Text::new("Valid OAuth Redirect URIs", "Действительные URI для перенаправления OAuth"),
        ],
    ),
    (
        "app.secret",
        &[
            Text::new("App dashboard", "Панель приложения"),
            Text::new("App settings", "Настройки приложения"),
            Text::new("Basic", "Основное"),
            Text::new("App secret: Show", "Секрет приложения: показать"),
        ],
    ),
    (
        "app.id",
        &[
            Text::new("App dashboard", "Панель приложения"),
            Text::new("App ID, at the top", "ID приложения, вверху"),
        ],
    ),
    (
        "permissions.missing",
        &[
            Text::new("App dashboard", "Панель приложения"),
            Text::new("Use cases", "Сценарии использования"),
            Text::new("Customize", "Настроить"),
            Text::new("Permissions", "Разрешения"),
            Text::new("Add", "Добавить"),
        ],
    ),
    (
        "accounts.none",
        &[
            Text::new("Business settings", "Настройки бизнеса"),
            Text::new("Accounts", "Аккаунты"),
            Text::new("Ad accounts", "Рекламные аккаунты"),
            Text::new("Assign people", "Назначить людей"),
        ],
    ),
];

/// Checks whose finding is the connection's error in other words.
const TOLD_BY_ERROR: &[&str] = &["token.valid", "accounts.read"];

/// `finding` with fix, steps and evidence, where it has none of its own. `error` is the connection's.
pub(super) fn dress(mut finding: Finding, error: Option<&Error>) -> Finding {
    let error = error.filter(|_| TOLD_BY_ERROR.contains(&finding.check.as_str()) && finding.remedy.is_some());
    if let Some(error) = error {
        finding = with_evidence(finding, error);
    }
    let Some(remedy) = &mut finding.remedy else { return finding };
    if remedy.fix.is_none() {
        let by_check = FIXES.iter().find(|(check, _)| *check == finding.check).map(|(_, fix)| *fix);
        let by_error = error.and_then(|error| cure(error.code));
        let link = remedy.url.is_some().then_some(Fix::OpenLink);
        remedy.fix = by_error.or(by_check).or(link);
    }
    if remedy.steps.is_empty() {
        let steps = STEPS.iter().find(|(check, _)| *check == finding.check).map(|(_, steps)| steps.to_vec());
        remedy.steps = steps.unwrap_or_default();
    }
    finding
}

/// What AdKeys can do about an error with this code.
pub(super) fn cure(code: Code) -> Option<Fix> {
    CURES.iter().find(|(cured, _)| *cured == code).map(|(_, fix)| *fix)
}

/// `finding` with the codes of `error`.
pub(super) fn with_evidence(finding: Finding, error: &Error) -> Finding {
    let details = &error.details;
    let platform = details.platform_code.map(|code| match details.platform_subcode {
        Some(subcode) => format!("{code}/{subcode}"),
        None => code.to_string(),
    });
    let facts = [
        (Text::new("Code", "Код"), Some(error.code.to_string())),
        (Text::new("Platform's code", "Код платформы"), platform),
        (Text::new("Platform says", "Платформа сообщает"), details.platform_message.clone()),
        (Text::verbatim("HTTP"), details.http_status.map(|status| status.to_string())),
        (Text::new("Trace id", "Trace ID"), details.trace_id.clone()),
        (Text::new("Again after", "Повторить после"), details.retry_at.map(|at| at.to_string())),
    ];
    let known = facts.into_iter().filter_map(|(label, value)| Some((label, value?)));
    known.fold(finding, |finding, (label, value)| finding.evidence(label, value))
}
