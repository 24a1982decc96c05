//! A pasted error in plain words, offline: Graph, LinkedIn, Google, OAuth, in a body, a log line, an HTTP dump, the
//! address of a page, or just the sentence. Secrets in the paste are noticed and cut out before anything else.

use serde::Serialize;

use super::dress::{cure, with_evidence};
use super::mask::mask;
use crate::catalogue::{Catalogue, Provider};
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::oauth::explain as oauth;
use crate::platform::{self, AdPlatform, facebook::Facebook, linkedin::LinkedIn};
use crate::text;
use crate::text::Text;

mod dump;
mod google;

/// What a pasted text says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Explanation {
    /// The error's code; `null`: no error was recognised.
    pub code: Option<Code>,
    /// The error.
    pub error: Option<Error>,
    /// The error as a finding, with remedy; and a warning if the paste holds a secret.
    pub findings: Vec<Finding>,
    /// The paste without its secrets.
    pub masked: String,
    /// How many secrets there were.
    pub secrets_seen: u32,
}

/// Explains `text`, as the words of `provider` if one is named.
///
/// # Errors
/// `provider-unknown`, `catalogue-invalid`.
pub(crate) fn explain(catalogue: &Catalogue, provider: Option<&str>, text: &str) -> Result<Explanation> {
    let provider = provider.map(|key| catalogue.provider(key)).transpose()?;
    // The masked text only: an error that quotes a secret must not carry it further.
    let (masked, secrets_seen) = mask(text);
    let found = dump::views(&masked).iter().find_map(|view| match provider {
        Some(provider) => by_provider(provider, view),
        None => by_shape(catalogue, view),
    });
    let found = found.or_else(|| dump::status(&masked).map(|error| (error, None)));
    let found = found.map(|(error, platform)| (error.fitted(), platform));
    let mut findings: Vec<Finding> = (secrets_seen > 0).then(|| secret(secrets_seen)).into_iter().collect();
    findings.push(match &found {
        Some((error, platform)) => explained(error, *platform),
        None => unrecognised(),
    });
    let error = found.map(|(error, _)| error);
    Ok(Explanation { code: error.as_ref().map(|error| error.code), error, findings, masked, secrets_seen })
}

/// An error, and the platform that knows what to do about it.
type Found = (Error, Option<&'static dyn AdPlatform>);

fn by_provider(provider: &Provider, text: &str) -> Option<Found> {
    let platform = platform::of(provider);
    own(platform, provider, text).or_else(|| by_anybody(text))
}

/// What the platform itself makes of it.
fn own(platform: &'static dyn AdPlatform, provider: &Provider, text: &str) -> Option<Found> {
    let error = platform.explain(provider, text)?;
    Some((error.with(|details| details.provider = Some(provider.key.clone())), Some(platform)))
}

/// The envelope tells whose error it is: Google's has a `status` in capitals, LinkedIn's a `serviceErrorCode`; Graph's
/// is a number with a message.
fn by_shape(catalogue: &Catalogue, text: &str) -> Option<Found> {
    let of = |word: &str| catalogue.providers().iter().find(|provider| provider.service_provider == word);
    let linkedin = || own(&LinkedIn, of("linkedin")?, text);
    let facebook = || own(&Facebook, of("facebook")?, text);
    let google = || Some((google::explain(text)?, None));
    if dump::is_rfc(text) {
        return by_anybody(text).or_else(facebook);
    }
    google().or_else(linkedin).or_else(facebook).or_else(|| by_anybody(text))
}

fn by_anybody(text: &str) -> Option<Found> {
    let google = || google::explain(text);
    oauth::explain(text).or_else(google).map(|error| (error, None))
}

fn explained(error: &Error, platform: Option<&dyn AdPlatform>) -> Finding {
    let plain = || Remedy::new(who(error.code), (*error.hint).clone());
    let mut remedy = platform.map_or_else(plain, |platform| platform.remedy(error));
    remedy.fix = remedy.fix.or(cure(error.code)).or(remedy.url.is_some().then_some(Fix::OpenLink));
    let title = Text::new("What this error means", "Что значит эта ошибка");
    let finding = Finding::new("explain", Level::Error, title, (*error.message).clone());
    with_evidence(finding, error).remedy(remedy)
}

/// Who can usually mend an error with this code.
fn who(code: Code) -> Who {
    match code {
        Code::ClientRejected | Code::RedirectUriRejected | Code::RedirectRefused | Code::AppNotLive => {
            Who::AppOwner
        }
        Code::AccountAccessDenied => Who::AccountAdmin,
        Code::RateLimited | Code::PlatformUnavailable => Who::Platform,
        _ => Who::You,
    }
}

fn unrecognised() -> Finding {
    let title = Text::new("No error recognised", "Ошибка не распознана");
    let detail = Text::new(
        "AdKeys finds no error of a platform in this text.",
        "AdKeys не находит в этом тексте ошибки платформы.",
    );
    let text = Text::new(
        "Paste the whole answer of the platform, from the first brace to the last, or the line of the log.",
        "Вставьте ответ платформы целиком, от первой скобки до последней, или строку журнала.",
    );
    Finding::new("explain", Level::Unknown, title, detail).remedy(Remedy::new(Who::You, text))
}

fn secret(count: u32) -> Finding {
    let title = Text::new("The text holds a secret", "В тексте есть секрет");
    let detail = text!(
        "Secrets noticed and masked: {count}. AdKeys keeps nothing of them.",
        "Замечено и скрыто секретов: {count}; AdKeys ничего из них не сохраняет."
    );
    let text = Text::new(
        "If this text was sent to anybody, withdraw the access and connect again. Pass on the masked text only.",
        "Если этот текст кому-то отправляли, отзовите доступ и подключите заново. Передавайте дальше только текст со скрытыми секретами.",
    );
    Finding::new("explain.secret", Level::Warning, title, detail).remedy(Remedy::new(Who::You, text))
}

#[cfg(test)]
mod tests;
