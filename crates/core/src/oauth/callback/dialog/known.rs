//! The errors that sign-in pages are known to send by name. Those with a number stand in [`crate::oauth::dialog`].

use super::Meaning;
use crate::error::Code;
use crate::text::Text;

const fn means(keys: &'static [&'static str], code: Code, message: Text) -> Meaning {
    Meaning { keys, code, message, hint: None }
}

const fn advises(keys: &'static [&'static str], code: Code, message: Text, hint: Text) -> Meaning {
    Meaning { keys, code, message, hint: Some(hint) }
}

/// Names, wherever they come from. Facebook answers `access_denied` also when an app in development mode, with
/// Facebook Login for Business, has nothing to give this person; the two cannot be told apart from here.
pub(super) static NAMES: &[Meaning] = &[
    advises(
        &[
            "access_denied",
            "OAuthAccessDeniedException",
            "user_denied",
            "consent_required",
            "user_cancelled_authorize",
        ],
        Code::AuthorizationDeclined,
        Text::new("Access was not allowed in the browser.", "В браузере не дали доступ."),
        Text::new(
            "Connect again and allow access. If it was allowed: an app in development mode answers like this too; add the person to the app's roles or publish the app.",
            "Подключите ещё раз и разрешите доступ. Если доступ был разрешён: так же отвечает приложение в режиме разработки; добавьте человека в роли приложения или опубликуйте приложение.",
        ),
    ),
    means(
        &["user_cancelled_login", "login_required", "interaction_required", "account_selection_required"],
        Code::Cancelled,
        Text::new("The person did not sign in at the platform.", "Вход на платформе не выполнен."),
    ),
    means(
        &["unauthorized_client", "invalid_client", "unsupported_response_type"],
        Code::ClientRejected,
        Text::new(
            "The platform does not let this app sign people in.",
            "Платформа не позволяет этому приложению выполнять вход.",
        ),
    ),
    advises(
        &["invalid_scope", "unauthorized_scope_error"],
        Code::PermissionMissing,
        Text::new(
            "The app asks for a permission that the platform does not give it.",
            "Приложение просит разрешение, которого платформа ему не даёт.",
        ),
        Text::new(
            "Add the permission to the app at the platform, or ask for fewer with --scopes.",
            "Добавьте разрешение приложению на платформе или запросите меньше с --scopes.",
        ),
    ),
    means(
        &["redirect_uri_mismatch", "invalid_redirect_uri"],
        Code::RedirectUriRejected,
        Text::new(
            "The redirect address is not in the app's settings at the platform.",
            "Адреса возврата нет в настройках приложения на платформе.",
        ),
    ),
    means(
        &["server_error", "temporarily_unavailable"],
        Code::PlatformUnavailable,
        Text::new(
            "The platform's sign-in does not work at the moment.",
            "Вход на платформе сейчас не работает.",
        ),
    ),
];
