//! A refusal (RFC 6749 §5.2), and what it means for the request that it answers.

use oauth2::basic::{BasicErrorResponse, BasicErrorResponseType as Rfc};

use super::{Explain, Purpose, answer};
use crate::error::{Code, Error};
use crate::http::Response;
use crate::oauth::foreign;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::time::Timestamp;

/// An answer that holds no token.
pub(super) struct Refused<'a> {
    pub(super) purpose: Purpose,
    pub(super) response: &'a Response,
    /// What was sent: cut out of the platform's words.
    pub(super) secrets: &'a [Secret],
    pub(super) now: Timestamp,
}

impl Refused<'_> {
    /// Whether the error's name is `name`.
    pub(super) fn is(&self, name: &str) -> bool {
        self.report().is_some_and(|report| report.error().as_ref() == name)
    }

    /// The error: the platform's own explanation first, then RFC 6749's, then the status.
    pub(super) fn explain(&self, explain: Explain<'_>) -> Error {
        let status = self.response.status.as_u16();
        let body = self.response.text().unwrap_or_default();
        let error = explain(status, body).or_else(|| self.by_name()).unwrap_or_else(|| self.by_status());
        error.with(|details| {
            details.http_status.get_or_insert(status);
            let words = details.platform_message.take();
            details.platform_message =
                words.map(|words| self.clean(&words)).filter(|words| !words.is_empty());
        })
    }

    fn report(&self) -> Option<BasicErrorResponse> {
        serde_json::from_value(answer::document(self.response)?).ok()
    }

    fn by_name(&self) -> Option<Error> {
        let error = named(&self.report()?, self.purpose)?;
        Some(error.with(|details| details.retry_at = self.response.retry_after(self.now)))
    }

    fn by_status(&self) -> Error {
        let status = self.response.status.as_u16();
        let error = match status {
            429 => Error::new(
                Code::RateLimited,
                Text::new("The platform asks to wait.", "Платформа просит подождать."),
            ),
            500.. => Error::new(
                Code::PlatformUnavailable,
                text!("The platform has a fault of its own ({status}).", "У платформы сбой ({status})."),
            ),
            401 => client_rejected(),
            _ if answer::document(self.response).is_none() => self.response.unreadable(),
            _ => Error::new(
                Code::PlatformUnavailable,
                text!(
                    "There is no token in the platform's answer ({status}).",
                    "В ответе платформы ({status}) нет токена."
                ),
            ),
        };
        error.with(|details| details.retry_at = self.response.retry_after(self.now))
    }

    fn clean(&self, words: &str) -> String {
        foreign::words(words, &self.secrets.iter().collect::<Vec<_>>())
    }
}

/// The error of an RFC 6749 §5.2 document; the platform's words in it are raw.
pub(super) fn named(report: &BasicErrorResponse, purpose: Purpose) -> Option<Error> {
    let description = report.error_description().map(String::as_str).unwrap_or_default();
    let (code, message) = meaning(report.error(), purpose, description)?;
    let words = format!("{}: {description}", report.error().as_ref());
    Some(Error::new(code, message).with(|details| {
        details.platform_message = Some(words.trim_end_matches([':', ' ']).to_owned());
    }))
}

/// What an error's name means. `None` for names that no RFC and no platform is known to use.
///
/// A redirect address that differs is `invalid_grant` to RFC 6749 and `invalid_request` to some: there, and only
/// there, the words decide which of the two next steps is told. (LinkedIn names every possibility in one sentence,
/// the end of the code's life among them: then nothing is decided.)
fn meaning(name: &Rfc, purpose: Purpose, words: &str) -> Option<(Code, Text)> {
    let names_redirect =
        ["redirect_uri", "redirect uri", "redirect URI"].iter().any(|name| words.contains(name));
    let about_redirect = names_redirect && !words.contains("expired");
    Some(match (name, purpose) {
        (Rfc::InvalidGrant | Rfc::InvalidRequest, Purpose::Code) if about_redirect => redirect_differs(),
        (Rfc::InvalidGrant | Rfc::InvalidRequest, Purpose::Code) => (
            Code::CodeRejected,
            Text::new("The platform did not accept the code.", "Платформа не приняла код."),
        ),
        (Rfc::InvalidGrant, Purpose::Device) => expired_code(),
        (Rfc::InvalidGrant, _) => (
            Code::TokenRevoked,
            Text::new(
                "The platform no longer accepts the access.",
                "Платформа больше не принимает этот доступ.",
            ),
        ),
        (Rfc::InvalidClient, _) => return Some((Code::ClientRejected, client_rejected_text())),
        (Rfc::UnauthorizedClient, _) => (
            Code::ClientRejected,
            Text::new(
                "The platform does not allow this app what it asks for.",
                "Платформа не разрешает приложению то, что оно просит.",
            ),
        ),
        (Rfc::InvalidScope, _) => (
            Code::PermissionMissing,
            Text::new(
                "The platform does not give the app these permissions.",
                "Платформа не даёт приложению этих разрешений.",
            ),
        ),
        (Rfc::InvalidRequest, _) => (
            Code::PlatformUnavailable,
            Text::new("The platform did not understand the request.", "Платформа не поняла запрос."),
        ),
        (Rfc::UnsupportedGrantType, _) => (
            Code::CatalogueInvalid,
            Text::new(
                "The platform's token address does not know this kind of request.",
                "Адрес выдачи токенов не знает такого запроса.",
            ),
        ),
        (Rfc::Extension(name), Purpose::Device) if name == "access_denied" => {
            (Code::AuthorizationDeclined, Text::new("The access was not allowed.", "Доступ не разрешён."))
        }
        (Rfc::Extension(name), _) => return extension(name),
    })
}

fn extension(name: &str) -> Option<(Code, Text)> {
    Some(match name {
        "redirect_uri_mismatch" => redirect_differs(),
        "expired_token" => expired_code(),
        "access_denied" | "consent_required" | "interaction_required" => (
            Code::AuthorizationDeclined,
            Text::new("The platform asks for a new sign-in.", "Платформа просит войти заново."),
        ),
        "server_error" | "temporarily_unavailable" => (
            Code::PlatformUnavailable,
            Text::new("The platform has a fault of its own.", "У платформы сбой."),
        ),
        _ => return None,
    })
}

fn redirect_differs() -> (Code, Text) {
    (
        Code::RedirectUriRejected,
        Text::new(
            "The platform expects another redirect address.",
            "Платформа ожидает другой адрес возврата.",
        ),
    )
}

/// Of a device code (RFC 8628 §3.5).
pub(super) const fn expired_code() -> (Code, Text) {
    (
        Code::RedirectTimeout,
        Text::new("The code was not entered while it was good.", "Код не был введён, пока действовал."),
    )
}

fn client_rejected() -> Error {
    Error::new(Code::ClientRejected, client_rejected_text())
}

const fn client_rejected_text() -> Text {
    Text::new(
        "The platform does not know this app id and secret.",
        "Платформа не знает такого ID и секрета приложения.",
    )
}
