//! A refusal that need not be the person's: Facebook Login for Business in development mode.

use crate::error::{Code, Error};
use crate::finding::{Finding, Level, Remedy, Who};
use crate::grant::Scopes;
use crate::ledger::AppMode;
use crate::text::Text;

/// Facebook sends `access_denied` with `user_denied` also when a person pressed Continue, as long as an app with a
/// login configuration is in development mode (field reports). From here the two cannot be told apart, so both are said.
pub(super) fn explained(error: Error, configured: bool, mode: Option<AppMode>) -> Error {
    if error.code != Code::AuthorizationDeclined || !configured || mode == Some(AppMode::Live) {
        return error;
    }
    let details = error.details.clone();
    let message = match mode {
        Some(AppMode::Development) => Text::new(
            "Facebook reports a refusal. The app has a login configuration and is in development mode: it then answers so even after Continue.",
            "Facebook сообщает об отказе. У приложения есть конфигурация входа, и оно в режиме разработки: тогда так отвечает и «Продолжить».",
        ),
        _ => Text::new(
            "Facebook reports a refusal. An app with a login configuration answers so even after Continue while it is in development mode.",
            "Facebook сообщает об отказе. Приложение с конфигурацией входа отвечает так и после «Продолжить», пока оно в режиме разработки.",
        ),
    };
    let hint = Text::new(
        "If you pressed Cancel, connect again. Else: App dashboard → Publish; or Facebook Login for Business → Configurations: token type “User access token”, and a role in the app for this person (App roles → Roles).",
        "Если вы нажали «Отмена», подключите ещё раз. Иначе: панель приложения → Опубликовать; или Facebook Login for Business → Конфигурации: тип токена «Маркер доступа пользователя», и роль в приложении для этого человека (Роли в приложении → Роли).",
    );
    Error { details, ..Error::new(Code::AuthorizationDeclined, message).hint(hint) }
}

/// With a login configuration permissions are given all together or not at all: what was wanted and is not there was
/// not in the configuration.
pub(super) fn not_in_configuration(scopes: &Scopes) -> Option<Finding> {
    let lacking: Vec<_> = scopes.missing.iter().chain(&scopes.declined).cloned().collect();
    let names = lacking.join(", ");
    let remedy = Remedy::new(
        Who::AppOwner,
        Text::new(
            "Add them to the configuration, then connect again.",
            "Добавьте их в конфигурацию и подключите ещё раз.",
        ),
    )
    .steps([
        Text::new(
            "developers.facebook.com/apps → your app",
            "developers.facebook.com/apps → ваше приложение",
        ),
        Text::new(
            "Facebook Login for Business → Configurations",
            "Facebook Login for Business → Конфигурации",
        ),
        Text::new("Edit → Permissions", "Изменить → Разрешения"),
    ]);
    let title = Text::new("Not in the login configuration", "Нет в конфигурации входа");
    let finding = Finding::new("permissions.configuration", Level::Warning, title, Text::verbatim(names))
        .remedy(remedy);
    (!lacking.is_empty()).then_some(finding)
}
