//! What an inspection tells the person.

use super::super::errors;
use super::day;
use super::debug_token::DebugToken;
use crate::error::Result;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::grant::{Granular, TokenFacts, TokenKind, TokenSet};
use crate::platform::Call;
use crate::text::Text;

/// A token that ends sooner than this is worth a warning, in days.
const SOON: i64 = 7;
const DAY: i64 = 24 * 60 * 60;

/// Everything that the answers say, good news included.
pub(super) fn findings(
    call: Call<'_>,
    tokens: &TokenSet,
    facts: &TokenFacts,
    debug: &Result<DebugToken>,
) -> Vec<Finding> {
    let mut findings = vec![valid(), expiry(call, tokens, debug.as_ref().err())];
    if let Ok(debug) = debug {
        findings.extend(app_match(call, debug));
        findings.push(kind(tokens, debug));
    }
    findings.extend(chosen_assets(&facts.granular));
    findings.extend(data_access(facts));
    findings.extend(permissions(facts));
    findings
}

fn valid() -> Finding {
    let detail = Text::new("Facebook accepts this token.", "Facebook принимает этот токен.");
    Finding::new("token.valid", Level::Ok, Text::new("Access works", "Доступ работает"), detail)
}

fn expiry(call: Call<'_>, tokens: &TokenSet, failure: Option<&crate::Error>) -> Finding {
    let title = Text::new("How long it lasts", "Срок действия");
    let finding = |level, detail| Finding::new("token.expiry", level, title.clone(), detail);
    let again = || {
        Remedy::new(Who::You, Text::new("Sign in again before that.", "Войдите ещё раз до этого срока."))
            .by(format!("adkeys connect {}", call.provider.key))
    };
    let Some(end) = tokens.expires_at else {
        return match (tokens.kind, failure) {
            (TokenKind::NeverExpires, _) => {
                finding(Level::Ok, Text::new("It has no end date.", "Даты окончания нет."))
            }
            (_, Some(error)) => errors::finding(
                "token.expiry",
                Level::Unknown,
                Text::new(
                    "Facebook would not say how long the access lasts",
                    "Facebook не сказал, сколько продлится доступ",
                ),
                error,
            ),
            _ => finding(
                Level::Unknown,
                Text::new("Facebook does not say when it ends.", "Facebook не говорит, когда он закончится."),
            ),
        };
    };
    let (left, day) = (end.seconds_since(call.clock.now()), day(end));
    let detail = crate::text!("It ends on {day}.", "Заканчивается {day}.");
    match tokens.kind {
        TokenKind::ShortLived => finding(
            Level::Warning,
            crate::text!(
                "It lasts only a few hours, until {end}.",
                "Действует всего несколько часов, до {end}."
            ),
        )
        .remedy(again()),
        _ if left < SOON * DAY => finding(Level::Warning, detail).remedy(again()),
        _ => finding(Level::Ok, detail),
    }
}

fn app_match(call: Call<'_>, debug: &DebugToken) -> Option<Finding> {
    let theirs = debug.app_id.as_deref()?;
    let title = Text::new("App", "Приложение");
    let name = debug.application.as_deref().unwrap_or(theirs);
    let ours = &call.app.client_id;
    if ours.is_empty() || ours == theirs {
        let detail =
            crate::text!("Issued by the app “{name}” ({theirs}).", "Выдан приложением «{name}» ({theirs}).");
        return Some(Finding::new("token.app-match", Level::Ok, title, detail));
    }
    let detail = crate::text!(
        "The token was issued by “{name}” ({theirs}), the app set up here is {ours}. It can be used, but not extended.",
        "Токен выдан приложением «{name}» ({theirs}), а здесь настроено {ours}. Им можно пользоваться, но нельзя продлить."
    );
    let text = Text::new(
        "Sign in with the app set up here, or set up the app that issued the token.",
        "Войдите через настроенное здесь приложение или настройте то, что выдало токен.",
    );
    let remedy = Remedy::new(Who::You, text).by(format!("adkeys connect {}", call.provider.key));
    Some(Finding::new("token.app-match", Level::Error, title, detail).remedy(remedy))
}

fn kind(tokens: &TokenSet, debug: &DebugToken) -> Finding {
    let title = Text::new("Kind of token", "Вид токена");
    let finding = |level, detail| Finding::new("token.kind", level, title.clone(), detail);
    match (debug.kind.as_deref(), tokens.kind) {
        (Some("PAGE"), _) => finding(
            Level::Warning,
            Text::new(
                "A Page's token: it does not reach ad accounts.",
                "Токен страницы: до рекламных кабинетов он не достаёт.",
            ),
        ),
        (Some("SYSTEM_USER"), _) => {
            finding(Level::Info, Text::new("A system user's token.", "Токен системного пользователя."))
        }
        (_, TokenKind::ShortLived) => finding(
            Level::Warning,
            Text::new("A person's short-lived token.", "Краткосрочный токен человека."),
        ),
        _ => finding(Level::Info, Text::new("A person's token.", "Токен человека.")),
    }
}

fn data_access(facts: &TokenFacts) -> Option<Finding> {
    let day = day(facts.data_access_expires_at.filter(|_| facts.data_access_matters)?);
    let detail = crate::text!(
        "The person's own data can be read until {day}, unless they sign in again before. Ad accounts are not affected.",
        "Личные данные человека доступны до {day}, если он не войдёт ещё раз. Рекламных кабинетов это не касается."
    );
    Some(Finding::new("token.data-access", Level::Info, Text::new("Data access", "Доступ к данным"), detail))
}

fn permissions(facts: &TokenFacts) -> Vec<Finding> {
    let scopes = &facts.scopes;
    let kinds = [
        ("permissions.declined", &scopes.declined, "Declined in the browser", "Отклонены в браузере"),
        (
            "permissions.expired",
            &scopes.expired,
            "Unused for 90 days and run out",
            "Не использовались 90 дней и истекли",
        ),
        (
            "permissions.missing",
            &scopes.missing,
            "Asked for, not given by Facebook",
            "Запрошены, но Facebook их не дал",
        ),
    ];
    let found: Vec<Finding> = kinds
        .into_iter()
        .filter(|(_, list, ..)| !list.is_empty())
        .map(|(id, list, en, ru)| lacking(id, list, en, ru))
        .collect();
    if !found.is_empty() || scopes.granted.is_empty() {
        return found;
    }
    let detail = Text::verbatim(scopes.granted.join(", "));
    vec![Finding::new("permissions.missing", Level::Ok, Text::new("Permissions", "Разрешения"), detail)]
}

fn lacking(check: &str, list: &[String], en: &'static str, ru: &'static str) -> Finding {
    let names = list.join(", ");
    let (who, text) = if check == "permissions.missing" {
        (
            Who::AppOwner,
            Text::new(
                "Add them to the app (App dashboard > Use cases), or give the person a role in it. Then connect again.",
                "Добавьте их приложению (панель приложения > Сценарии) или дайте человеку роль в нём. Потом подключите ещё раз.",
            ),
        )
    } else {
        (
            Who::You,
            Text::new(
                "Connect again and leave them ticked.",
                "Подключите ещё раз и оставьте их отмеченными.",
            ),
        )
    };
    Finding::new(check, Level::Warning, Text::new(en, ru), Text::verbatim(names))
        .remedy(Remedy::new(who, text))
}

/// At Facebook Login for Business people choose assets: a permission then holds for those only.
fn chosen_assets(granular: &[Granular]) -> Option<Finding> {
    let ads = granular.iter().filter(|granular| granular.scope.starts_with("ads_"));
    let chosen = ads.filter_map(|granular| granular.targets.as_ref().map(Vec::len)).max()?;
    let detail = crate::text!(
        "Access was given to chosen ad accounts only: {chosen}. Others do not appear.",
        "Доступ дан только к выбранным кабинетам: {chosen}. Остальные не видны."
    );
    let text = Text::new(
        "To add some, connect again and tick them.",
        "Чтобы добавить, подключите ещё раз и отметьте их.",
    );
    let title = Text::new("Chosen ad accounts", "Выбранные кабинеты");
    Some(Finding::new("accounts.chosen", Level::Info, title, detail).remedy(Remedy::new(Who::You, text)))
}
