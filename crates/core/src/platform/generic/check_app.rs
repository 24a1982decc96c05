//! Asks the token endpoint about the app with a code that cannot be. If only the code is minded, the app is right.

use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Level, Remedy, Who};
use crate::oauth::token;
use crate::platform::{AppCheck, Call};
use crate::text;
use crate::text::Text;

/// See [`crate::platform::AdPlatform::check_app`].
pub(super) async fn check_app(call: Call<'_>, redirect_uri: &str) -> Result<AppCheck> {
    let findings = match token::probe(call, redirect_uri, &|_, _| None).await {
        Ok(_) => vec![unclear()],
        Err(error) => match error.code {
            Code::CodeRejected => vec![accepted(), redirect_unclear(redirect_uri)],
            Code::RedirectUriRejected => vec![accepted(), redirect_refused(&error, redirect_uri)],
            Code::ClientRejected => vec![app_refused(call, &error)],
            _ => return Err(error),
        },
    };
    Ok(AppCheck { findings })
}

fn app(level: Level, detail: Text) -> Finding {
    Finding::new("app.secret", level, Text::new("App id and secret", "ID и секрет приложения"), detail)
}

fn redirect(level: Level, detail: Text) -> Finding {
    Finding::new("app.redirect", level, Text::new("Redirect address", "Адрес возврата"), detail)
}

fn accepted() -> Finding {
    app(Level::Ok, Text::new("The platform accepts them.", "Платформа их принимает."))
}

fn unclear() -> Finding {
    app(
        Level::Unknown,
        Text::new("The platform did not say whether they are right.", "Платформа не сказала, верны ли они."),
    )
}

fn app_refused(call: Call<'_>, error: &Error) -> Finding {
    let remedy = Remedy::new(Who::AppOwner, (*error.hint).clone());
    app(Level::Error, (*error.message).clone())
        .remedy(remedy.by(format!("adkeys app set {}", call.provider.key)))
}

fn redirect_refused(error: &Error, redirect_uri: &str) -> Finding {
    let detail = text!(
        "The platform does not accept {redirect_uri} for this app.",
        "Платформа не принимает {redirect_uri} для этого приложения."
    );
    redirect(Level::Error, detail).remedy(Remedy::new(Who::AppOwner, (*error.hint).clone()))
}

fn redirect_unclear(redirect_uri: &str) -> Finding {
    redirect(
        Level::Unknown,
        text!(
            "The platform does not say beforehand whether it accepts {redirect_uri}; the sign-in will tell.",
            "Платформа не говорит заранее, принимает ли {redirect_uri}; это покажет вход."
        ),
    )
}
