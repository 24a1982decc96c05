//! What can stand in the way, and how it is told.

use crate::account::{AccountStatus, AdAccount};
use crate::catalogue::Provider;
use crate::connection::StatusReport;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

/// A reason; equal ones are told once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Why {
    /// The access itself does not work.
    Dead,
    /// A permission is missing (`a|b`: either).
    Scope(String),
    /// The person's role is too small; any of these tasks would do.
    Tasks(String),
    /// The account is in a state in which it does not work.
    State { status: AccountStatus, reason: String },
    /// The account was not ticked at the sign-in.
    NotChosen,
}

impl Why {
    /// As a finding about no account in particular; `account` is one that it holds for.
    pub(super) fn finding(&self, provider: &Provider, report: &StatusReport, account: &AdAccount) -> Finding {
        match self {
            Self::Dead => dead(report),
            Self::Scope(scope) => lacking(provider, report, scope),
            Self::Tasks(tasks) => too_small(provider, tasks),
            Self::State { status, .. } => stopped(provider, *status, account),
            Self::NotChosen => not_chosen(),
        }
    }
}

fn dead(report: &StatusReport) -> Finding {
    let name = &report.connection;
    let detail = Text::new("The access no longer works.", "Доступ больше не работает.");
    let detail = report.error.as_ref().map_or(detail, |error| (*error.message).clone());
    let text = Text::new("Sign in again.", "Войдите ещё раз.");
    let remedy = Remedy::new(Who::You, text).fix(Fix::Reconnect).by(format!("adkeys status {name}"));
    Finding::new("token.valid", Level::Error, Text::new("No access", "Нет доступа"), detail).remedy(remedy)
}

/// Refused, run out, or never given: each is mended otherwise.
fn lacking(provider: &Provider, report: &StatusReport, scope: &str) -> Finding {
    let scopes = &report.token.scopes;
    let one_of = |list: &[String]| scope.split('|').any(|one| list.iter().any(|known| known == one));
    let shown = scope.replace('|', " / ");
    let title = text!("Permission missing: {shown}", "Нет разрешения {shown}");
    let wish = scope.split('|').next().unwrap_or(scope);
    let command =
        format!("adkeys connect {} --as {} --scopes {}", provider.key, report.connection, all(report, wish));
    let (check, detail, who, text) = if one_of(&scopes.declined) {
        (
            "permissions.declined",
            text!("{shown} was unticked in the browser.", "{shown}: флажок снят в браузере."),
            Who::You,
            Text::new("Connect again and leave it ticked.", "Подключите ещё раз и оставьте его отмеченным."),
        )
    } else if one_of(&scopes.expired) {
        (
            "permissions.expired",
            text!(
                "{shown} was not used for 90 days and ran out.",
                "{shown} не использовалось 90 дней и истекло."
            ),
            Who::You,
            Text::new("Connect again.", "Подключите ещё раз."),
        )
    } else if one_of(&scopes.missing) {
        (
            "permissions.missing",
            text!(
                "{shown} was asked for, and the platform did not give it.",
                "{shown} запрошено, но платформа его не дала."
            ),
            Who::AppOwner,
            Text::new(
                "Add it to the app, or give the person a role on it.",
                "Добавьте его приложению или дайте человеку роль в нём.",
            ),
        )
    } else {
        (
            "permissions.missing",
            text!("{shown} was not asked for.", "{shown} не запрашивалось."),
            Who::You,
            Text::new("Connect again and ask for it.", "Подключите ещё раз и запросите его."),
        )
    };
    let remedy = Remedy::new(who, text).fix(Fix::Rerequest).by(command);
    Finding::new(check, Level::Error, title, detail).remedy(remedy)
}

/// What is given already, and `wish`.
fn all(report: &StatusReport, wish: &str) -> String {
    let mut scopes: Vec<&str> = report.token.scopes.granted.iter().map(String::as_str).collect();
    scopes.retain(|scope| *scope != "public_profile");
    scopes.push(wish);
    scopes.join(",")
}

fn too_small(provider: &Provider, tasks: &str) -> Finding {
    let detail = text!(
        "The person's role on the account includes none of: {tasks}.",
        "Роль человека в кабинете не включает ничего из: {tasks}."
    );
    let text = Text::new(
        "Ask an admin of the ad account for a larger role.",
        "Попросите администратора кабинета расширить роль.",
    );
    let steps = [
        Text::new("Business settings", "Настройки бизнеса"),
        Text::new("Accounts", "Аккаунты"),
        Text::new("Ad accounts", "Рекламные аккаунты"),
        Text::new("Assign people", "Назначить людей"),
    ];
    let url = provider.links.get("business-ad-accounts").cloned();
    let fix = url.is_some().then_some(Fix::OpenLink);
    let remedy = Remedy { url, fix, ..Remedy::new(Who::AccountAdmin, text).steps(steps) };
    Finding::new("accounts.role", Level::Error, Text::new("The role is too small", "Роли не хватает"), detail)
        .remedy(remedy)
}

fn stopped(provider: &Provider, status: AccountStatus, account: &AdAccount) -> Finding {
    let unknown = || {
        Text::new(
            "The account is in a state that AdKeys does not know.",
            "Кабинет в состоянии, которого AdKeys не знает.",
        )
    };
    let detail = account.reason.clone().unwrap_or_else(unknown);
    let purpose = if status == AccountStatus::Blocked { "account-quality" } else { "billing" };
    let url = provider.links.get(purpose).cloned();
    let text = Text::new(
        "See what the platform asks for at the account.",
        "Посмотрите, чего платформа просит у кабинета.",
    );
    let fix = url.is_some().then_some(Fix::OpenLink);
    let remedy = Remedy { url, fix, ..Remedy::new(Who::AccountAdmin, text) };
    let title = Text::new("The account is not active", "Кабинет не активен");
    Finding::new("accounts.status", Level::Error, title, detail).remedy(remedy)
}

fn not_chosen() -> Finding {
    let title = Text::new("The account was not ticked", "Кабинет не отмечен");
    let detail = Text::new(
        "At the sign-in access was given to other accounts only.",
        "При входе доступ дан только к другим кабинетам.",
    );
    let text = Text::new("Connect again and tick it.", "Подключите ещё раз и отметьте его.");
    let remedy = Remedy::new(Who::You, text).fix(Fix::Rerequest);
    Finding::new("accounts.chosen", Level::Error, title, detail).remedy(remedy)
}
