//! Checks that the platform answers by itself while it is asked for the status: only their ids and titles are here.

use crate::diagnosis::check::{Check, How};
use crate::diagnosis::types::CheckGroup;
use crate::text::Text;

const fn told(id: &'static str, group: CheckGroup, en: &'static str, ru: &'static str) -> Check {
    Check { id, group, title: Text::new(en, ru), how: How::Status }
}

pub(in crate::diagnosis) const TOKEN: &[Check] = &[
    told(
        "token.valid",
        CheckGroup::Token,
        "Does the platform accept the access?",
        "Принимает ли платформа доступ?",
    ),
    told("token.kind", CheckGroup::Token, "Kind of token", "Вид токена"),
    told("token.expiry", CheckGroup::Token, "How long it lasts", "Срок действия"),
    told("token.upgrade", CheckGroup::Token, "Long-lived access", "Долгосрочный доступ"),
    told("token.data-access", CheckGroup::Token, "Data access clock", "Срок доступа к данным"),
    told(
        "token.app-match",
        CheckGroup::Token,
        "Issued by the app set up here?",
        "Выдан настроенным здесь приложением?",
    ),
];

pub(in crate::diagnosis) const PERMISSIONS: &[Check] = &[
    told("permissions.declined", CheckGroup::Permissions, "Declined in the browser", "Отклонены в браузере"),
    told("permissions.expired", CheckGroup::Permissions, "Run out unused", "Истекли без использования"),
    told("permissions.missing", CheckGroup::Permissions, "Asked for and given", "Запрошены и даны"),
];

pub(in crate::diagnosis) const ACCOUNTS: &[Check] = &[
    told("accounts.read", CheckGroup::Accounts, "Can the ad accounts be read?", "Читаются ли кабинеты?"),
    told("accounts.none", CheckGroup::Accounts, "Are there ad accounts?", "Есть ли кабинеты?"),
    told("accounts.chosen", CheckGroup::Accounts, "Chosen ad accounts", "Выбранные кабинеты"),
    told("accounts.partial", CheckGroup::Accounts, "Is the list complete?", "Полон ли список?"),
    told(
        "accounts.fields",
        CheckGroup::Accounts,
        "Could every detail be read?",
        "Все ли сведения прочитаны?",
    ),
];

pub(in crate::diagnosis) const LIMITS: &[Check] = &[
    told("api.limits", CheckGroup::Limits, "Call limits", "Лимиты запросов"),
    told("api.version", CheckGroup::Limits, "Version of the platform's API", "Версия API платформы"),
];
