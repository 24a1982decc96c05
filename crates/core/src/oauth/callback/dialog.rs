//! Errors that a sign-in page sends back: one table by number, one by name.
//!
//! Names are those of RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6 and LinkedIn; numbers are those of Facebook's
//! dialog, which sends `error_code` and `error_message` and often no `error` at all.

use crate::error::{Code, Error};
use crate::oauth::foreign;
use crate::secret::Secret;
use crate::text::Text;

/// What a sign-in page said, as it came.
pub(super) struct Report<'a> {
    pub(super) error: Option<&'a str>,
    pub(super) number: Option<&'a str>,
    pub(super) reason: Option<&'a str>,
    pub(super) words: Option<&'a str>,
}

/// What one error means.
struct Meaning {
    code: Code,
    message: Text,
    /// The next step; `None`: the code's usual one.
    hint: Option<Text>,
}

impl Report<'_> {
    /// The error behind the report; `None` if nothing was reported. `secrets` are cut out of the platform's words.
    pub(super) fn explain(&self, secrets: &[&Secret]) -> Option<Error> {
        let name = self.error.or(self.reason).or(self.number).or(self.words)?;
        let number = self.number.and_then(|number| number.parse::<i32>().ok());
        let meaning = number.and_then(by_number).or_else(|| by_name(name)).unwrap_or_else(other);
        let words = foreign::words(self.words.unwrap_or(name), secrets);
        let error = Error::new(meaning.code, meaning.message).with(|details| {
            details.platform_code = number;
            details.platform_message = Some(words);
        });
        Some(match meaning.hint {
            Some(hint) => error.hint(hint),
            None => error,
        })
    }
}

const fn means(code: Code, message: Text) -> Meaning {
    Meaning { code, message, hint: None }
}

const fn advises(code: Code, message: Text, hint: Text) -> Meaning {
    Meaning { code, message, hint: Some(hint) }
}

fn other() -> Meaning {
    means(Code::RedirectRefused, Text::new("The platform refused the sign-in.", "Платформа отказала во входе."))
}

/// Facebook's dialog (facts: login-dialog error codes).
fn by_number(number: i32) -> Option<Meaning> {
    Some(match number {
        4201 => means(
            Code::Cancelled,
            Text::new("The sign-in was cancelled in the browser.", "Вход отменён в браузере."),
        ),
        191 | 1_349_048 => advises(
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
        1_349_126 => advises(
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
        1_349_168 => advises(
            Code::RedirectRefused,
            Text::new("Facebook blocked the redirect address.", "Facebook заблокировал адрес возврата."),
            Text::new(
                "App dashboard → Facebook Login → Settings: Client and Web OAuth login on, the address in Valid OAuth Redirect URIs to the letter. A published app never returns to localhost: use --redirect deep-link or paste.",
                "Панель приложения → «Вход через Facebook» → Настройки: включите клиентский и веб-вход OAuth, добавьте адрес в «Действительные URI перенаправления» буква в букву. Опубликованное приложение не возвращает на localhost: используйте --redirect deep-link или paste.",
            ),
        ),
        1_349_186 => advises(
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
        1_349_220 => advises(
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
        1_349_245 => advises(
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
        _ => return None,
    })
}

/// Names, wherever they come from. Facebook answers `access_denied` also when an app in development mode, with
/// Facebook Login for Business, has nothing to give this person; the two cannot be told apart from here.
fn by_name(name: &str) -> Option<Meaning> {
    Some(match name {
        "access_denied" | "OAuthAccessDeniedException" | "user_denied" | "consent_required"
        | "user_cancelled_authorize" => advises(
            Code::AuthorizationDeclined,
            Text::new("Access was not allowed in the browser.", "В браузере не дали доступ."),
            Text::new(
                "Connect again and allow access. If it was allowed: an app in development mode answers like this too; add the person to the app's roles or publish the app.",
                "Подключите ещё раз и разрешите доступ. Если доступ был разрешён: так же отвечает приложение в режиме разработки; добавьте человека в роли приложения или опубликуйте приложение.",
            ),
        ),
        "user_cancelled_login" | "login_required" | "interaction_required" | "account_selection_required" => means(
            Code::Cancelled,
            Text::new("The person did not sign in at the platform.", "Вход на платформе не выполнен."),
        ),
        "unauthorized_client" | "invalid_client" | "unsupported_response_type" => means(
            Code::ClientRejected,
            Text::new(
                "The platform does not let this app sign people in.",
                "Платформа не позволяет этому приложению выполнять вход.",
            ),
        ),
        "invalid_scope" | "unauthorized_scope_error" => advises(
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
        "redirect_uri_mismatch" | "invalid_redirect_uri" => means(
            Code::RedirectUriRejected,
            Text::new(
                "The redirect address is not in the app's settings at the platform.",
                "Адреса возврата нет в настройках приложения на платформе.",
            ),
        ),
        "server_error" | "temporarily_unavailable" => means(
            Code::PlatformUnavailable,
            Text::new(
                "The platform's sign-in does not work at the moment.",
                "Вход на платформе сейчас не работает.",
            ),
        ),
        _ => return None,
    })
}
