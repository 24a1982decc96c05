//! Errors of the Marketing API: `{status, message, serviceErrorCode, code}`, told by number and status, not by words.

use serde::Deserialize;

use crate::error::{Code, Error};
use crate::oauth::foreign;
use crate::text::Text;

/// The envelope. `serviceErrorCode` may be missing; 0 and 100 say nothing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    status: u16,
    #[serde(default)]
    message: String,
    #[serde(default)]
    service_error_code: Option<i32>,
}

/// Explains an error body; `None` if it is not LinkedIn's envelope or says nothing special.
pub(super) fn explain(status: u16, body: &str) -> Option<Error> {
    let envelope: Envelope = serde_json::from_str(body).ok()?;
    let (code, message) = meaning(status, envelope.service_error_code)?;
    Some(Error::new(code, message).with(|details| {
        details.platform_code = envelope.service_error_code;
        details.platform_message = Some(foreign::words(&envelope.message, &[]));
    }))
}

/// [`explain`] with the status that the envelope repeats.
pub(super) fn in_text(text: &str) -> Option<Error> {
    let envelope: Envelope = serde_json::from_str(text.trim()).ok()?;
    explain(envelope.status, text.trim())
        .map(|error| error.with(|details| details.http_status = Some(envelope.status)))
}

fn meaning(status: u16, number: Option<i32>) -> Option<(Code, Text)> {
    Some(match (status, number) {
        (_, Some(65602)) => (Code::TokenExpired, Text::new("The access has expired.", "Срок доступа истёк.")),
        (_, Some(65600 | 65601)) => (
            Code::TokenRevoked,
            Text::new("LinkedIn no longer accepts the access.", "LinkedIn больше не принимает этот доступ."),
        ),
        (403, _) => (
            Code::PermissionMissing,
            Text::new(
                "The app has no Advertising API access, the permission was not given, or the person has no role in the ad account.",
                "У приложения нет доступа к Advertising API, разрешение не дано или у человека нет роли в кабинете.",
            ),
        ),
        (426, _) => (
            Code::VersionRetired,
            Text::new(
                "LinkedIn has retired this version of its API.",
                "LinkedIn отключил эту версию своего API.",
            ),
        ),
        (429, _) => (
            Code::RateLimited,
            Text::new(
                "Today's limit of calls to LinkedIn is used up; it begins anew at 00:00 UTC.",
                "Дневной лимит запросов к LinkedIn исчерпан; он начнётся заново в 00:00 UTC.",
            ),
        ),
        _ => return None,
    })
}
