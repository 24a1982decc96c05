//! Asks Facebook whether an app's id, secret and redirect address are right, before anyone signs in.
//!
//! Two questions at the token endpoint, side by side: an app token (`client_credentials`), which tells id from
//! secret; and a code that cannot be, with the redirect address. If Facebook only minds the code, all else is right.

use http::Method;
use serde_json::Value;

use super::body::{self, NoAnswer};
use super::errors;
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Level, Remedy, Who};
use crate::http::Request;
use crate::platform::{AppCheck, Call};
use crate::secret::Secret;
use crate::text::Text;

/// See [`crate::platform::AdPlatform::check_app`].
pub(super) async fn check_app(call: Call<'_>, redirect_uri: &str) -> Result<AppCheck> {
    if call.app.client_secret.as_ref().is_none_or(Secret::is_empty) {
        return Ok(AppCheck { findings: vec![no_secret(call)] });
    }
    let (no_one, impossible) =
        ([("grant_type", "client_credentials")], [("redirect_uri", redirect_uri), ("code", "adkeys-check")]);
    let (credentials, redirect) = tokio::join!(ask(call, &no_one), ask(call, &impossible));
    let code_minded = matches!(&redirect, Ok(Err(error)) if error.code == Code::CodeRejected);
    let mut findings = credentials_findings(credentials, code_minded)?;
    if findings.iter().all(|finding| finding.level != Level::Error) {
        findings.push(redirect_finding(redirect, redirect_uri));
    }
    Ok(AppCheck { findings })
}

/// Posts to the token endpoint as the app. `Ok(Ok)`: Facebook agreed; `Ok(Err)`: it said why not.
async fn ask(call: Call<'_>, params: &[(&str, &str)]) -> Result<std::result::Result<(), Error>> {
    let url = call.provider.token.url.clone().ok_or_else(|| {
        Error::new(
            Code::CatalogueInvalid,
            Text::new("The provider has no token.url.", "У провайдера нет token.url."),
        )
    })?;
    let own = [
        ("client_id", Some(Secret::new(call.app.client_id.clone()))),
        ("client_secret", call.app.client_secret.clone()),
    ];
    let mut form: Vec<(String, Secret)> =
        own.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    form.extend(params.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value))));
    let request = Request { method: Method::POST, url, headers: Vec::new(), bearer: None, basic: None, form };
    let response = call.http.send(request).await?;
    match body::read::<Value>(response.status.is_success(), &response.body) {
        Ok(_) => Ok(Ok(())),
        Err(NoAnswer::Failure(failure)) => {
            let secrets: Vec<&Secret> = call.app.client_secret.iter().collect();
            Ok(Err(errors::explain(call.provider, &failure, &secrets)))
        }
        Err(NoAnswer::Foreign) => Err(Error::new(
            Code::PlatformUnavailable,
            Text::new(
                "Facebook sent something that is no answer.",
                "Facebook прислал то, что не является ответом.",
            ),
        )),
    }
}

/// What the app token tells of id and secret. Where it tells nothing, that Facebook got as far as minding the code
/// (`code_minded`) speaks for both.
fn credentials_findings(
    asked: Result<std::result::Result<(), Error>>,
    code_minded: bool,
) -> Result<Vec<Finding>> {
    let id = || Text::new("App ID", "App ID");
    let secret = || Text::new("App secret", "Секрет приложения");
    let right = |check, title| {
        Finding::new(check, Level::Ok, title, Text::new("Facebook accepts it.", "Facebook его принимает."))
    };
    Ok(match asked? {
        Ok(()) => vec![right("app.id", id()), right("app.secret", secret())],
        Err(error) if is_about_the_secret(&error) => {
            vec![right("app.id", id()), errors::finding("app.secret", Level::Error, secret(), &error)]
        }
        Err(error) if error.code == Code::ClientRejected => {
            vec![errors::finding("app.id", Level::Error, id(), &error)]
        }
        Err(error) if error.code == Code::AppNotLive => {
            vec![errors::finding("app.mode", Level::Error, Text::new("App", "Приложение"), &error)]
        }
        Err(_) if code_minded => vec![right("app.id", id()), right("app.secret", secret())],
        Err(error) if is_of_the_moment(&error) => return Err(error),
        Err(error) => vec![
            errors::finding("app.id", Level::Unknown, id(), &error),
            errors::finding("app.secret", Level::Unknown, secret(), &error),
        ],
    })
}

fn redirect_finding(asked: Result<std::result::Result<(), Error>>, redirect_uri: &str) -> Finding {
    let finding = |level, detail| {
        Finding::new("app.redirect", level, Text::new("Redirect address", "Адрес возврата"), detail)
    };
    match asked {
        Ok(Err(error)) if error.code == Code::CodeRejected => finding(Level::Ok, accepted(redirect_uri)),
        Ok(Err(error)) if error.code == Code::RedirectUriRejected => {
            let detail = crate::text!(
                "Facebook does not accept {redirect_uri} for this app.",
                "Facebook не принимает {redirect_uri} для этого приложения."
            );
            finding(Level::Error, detail).remedy(errors::remedy(&error))
        }
        _ => finding(
            Level::Unknown,
            crate::text!(
                "Facebook did not say whether it accepts {redirect_uri}; the sign-in will tell.",
                "Facebook не сказал, принимает ли {redirect_uri}; это покажет вход."
            ),
        ),
    }
}

fn accepted(redirect_uri: &str) -> Text {
    if redirect_uri.starts_with("http://") {
        return crate::text!(
            "Facebook accepts {redirect_uri}. Plain http on localhost works only while the app is in development mode.",
            "Facebook принимает {redirect_uri}. Простой http на localhost работает, только пока приложение в режиме разработки."
        );
    }
    crate::text!("Facebook accepts {redirect_uri}.", "Facebook принимает {redirect_uri}.")
}

/// A limit or an outage: it tells nothing of the app, and passes.
fn is_of_the_moment(error: &Error) -> bool {
    matches!(error.code, Code::RateLimited | Code::PlatformUnavailable)
}

fn is_about_the_secret(error: &Error) -> bool {
    let said = error.details.platform_message.as_deref().unwrap_or_default().to_lowercase();
    error.code == Code::ClientRejected && (said.contains("client secret") || said.contains("client_secret"))
}

fn no_secret(call: Call<'_>) -> Finding {
    let detail = Text::new(
        "There is no app secret: signing in and extending the access need one.",
        "Секрета приложения нет: он нужен для входа и продления доступа.",
    );
    let text = Text::new(
        "Copy it from App settings > Basic (Show).",
        "Скопируйте его из Настройки приложения > Основное («Показать»).",
    );
    Finding::new("app.secret", Level::Error, Text::new("App secret", "Секрет приложения"), detail)
        .remedy(Remedy::new(Who::AppOwner, text).by(format!("adkeys app set {}", call.provider.key)))
}
