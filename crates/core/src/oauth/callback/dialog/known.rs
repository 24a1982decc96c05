//! The errors that sign-in pages are known to send.

use super::Meaning;
use crate::error::Code;
use crate::text::Text;

const fn means<K>(keys: &'static [K], code: Code, message: Text) -> Meaning<K> {
    Meaning { keys, code, message, hint: None }
}

const fn advises<K>(keys: &'static [K], code: Code, message: Text, hint: Text) -> Meaning<K> {
    Meaning { keys, code, message, hint: Some(hint) }
}

/// Facebook's dialog (facts: login-dialog error codes).
pub(super) static NUMBERS: &[Meaning<i32>] = &[
    means(
        &[4201],
        Code::Cancelled,
        Text::new("The sign-in was cancelled in the browser.", "Вход отменён в браузере."),
    ),
    advises(
        &[191, 1_349_048],
        Code::RedirectUriRejected,
        Text::new(
            "The app's settings at Facebook do not include the domain of the redirect address.",
            "В настройках приложения в Facebook нет домена адреса возврата.",
        ),
        Text::new(
            "App dashboard → App settings → Basic → App domains, and Facebook Login → Settings → Valid OAuth Redirect URIs: add the address to the letter.",
            "Панель приложения → Настройки → Основное → Домены приложения, и «Вход через Facebook» → Настройки → Действительные URI перенаправления: добавьте адрес буква в букву.",
        ),
    ),
    advises(
        &[1_349_126],
        Code::AppNotLive,
        Text::new(
            "The app is in development mode, and this person has no role in it.",
            "Приложение в режиме разработки, а у этого человека нет в нём роли.",
        ),
        Text::new(
            "App dashboard → App roles → Roles: add the person as a tester, who then accepts the invitation; or publish the app.",
            "Панель приложения → Роли в приложении: добавьте человека тестировщиком, затем он принимает приглашение; или опубликуйте приложение.",
        ),
    ),
    advises(
        &[1_349_168],
        Code::RedirectRefused,
        Text::new("Facebook blocked the redirect address.", "Facebook заблокировал адрес возврата."),
        Text::new(
            "App dashboard → Facebook Login → Settings: Client and Web OAuth login on, the address in Valid OAuth Redirect URIs to the letter. A published app never returns to localhost: use --redirect deep-link or paste.",
            "Панель приложения → «Вход через Facebook» → Настройки: включите клиентский и веб-вход OAuth, добавьте адрес в «Действительные URI перенаправления» буква в букву. Опубликованное приложение не возвращает на localhost: используйте --redirect deep-link или paste.",
        ),
    ),
    advises(
        &[1_349_186],
        Code::PermissionMissing,
        Text::new(
            "The app asks for permissions that it does not have itself.",
            "Приложение просит разрешения, которых у него самого нет.",
        ),
        Text::new(
            "App dashboard → Use cases: add the permissions to the app, or ask for fewer: adkeys connect PROVIDER --scopes ads_read",
            "Панель приложения → Сценарии использования: добавьте разрешения приложению или запросите меньше: adkeys connect PROVIDER --scopes ads_read",
        ),
    ),
    advises(
        &[1_349_220],
        Code::AppNotLive,
        Text::new(
            "Facebook has switched off sign-in for this app until its details are complete.",
            "Facebook отключил вход для этого приложения, пока не заполнены его данные.",
        ),
        Text::new(
            "App dashboard → Required actions: data use checkup and business verification; App Review: advanced access to public_profile. After that it can take Facebook a few hours.",
            "Панель приложения → Требуемые действия: проверка использования данных и подтверждение компании; App Review: расширенный доступ к public_profile. После этого Facebook может понадобиться несколько часов.",
        ),
    ),
    advises(
        &[1_349_245],
        Code::AppNotLive,
        Text::new(
            "This person has not accepted the invitation to test the app yet.",
            "Этот человек ещё не принял приглашение тестировать приложение.",
        ),
        Text::new(
            "The invitation waits at developers.facebook.com → Requests. Accept it there, then connect again.",
            "Приглашение ждёт на developers.facebook.com → Requests. Примите его там и подключите ещё раз.",
        ),
    ),
];

/// Names, wherever they come from. Facebook answers `access_denied` also when an app in development mode, with
/// Facebook Login for Business, has nothing to give this person; the two cannot be told apart from here.
pub(super) static NAMES: &[Meaning<&str>] = &[
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
