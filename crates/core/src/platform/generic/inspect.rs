//! What a token is, as far as a plain OAuth platform tells.

use super::person;
use crate::error::Result;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::grant::{Person, Scopes, TokenFacts, TokenKind, TokenSet};
use crate::platform::bearer::{self, Explain};
use crate::platform::{Call, Inspection};
use crate::text::Text;

/// See [`crate::platform::AdPlatform::inspect`].
pub(in crate::platform) async fn inspect(
    call: Call<'_>,
    tokens: &TokenSet,
    asked: &[String],
    explain: Explain<'_>,
) -> Result<Inspection> {
    let asking = call.provider.identity.as_ref().and_then(|identity| Some((identity, identity.url.clone()?)));
    let (person, valid) = match asking {
        Some((identity, url)) => {
            (person::read(&bearer::get(call, tokens, url, explain).await?, identity)?, accepted())
        }
        None => (Person::default(), nobody_to_ask()),
    };
    let facts = facts(tokens, asked);
    let findings = [Some(valid), end_unknown(tokens), missing(call, &facts.scopes)];
    let findings = findings.into_iter().flatten().collect();
    Ok(Inspection { person, facts, tokens: tokens.clone(), findings, usage: Vec::new() })
}

fn facts(tokens: &TokenSet, asked: &[String]) -> TokenFacts {
    // An answer without `scope` grants what was asked (RFC 6749 §5.1).
    let mut granted = if tokens.scopes.is_empty() { asked.to_vec() } else { tokens.scopes.clone() };
    // Some servers grant offline access by the refresh token alone and do not name it.
    let offline = "offline_access".to_owned();
    if tokens.refresh_token.is_some() && asked.contains(&offline) && !granted.contains(&offline) {
        granted.push(offline);
    }
    TokenFacts {
        kind: tokens.kind,
        obtained_at: Some(tokens.obtained_at),
        expires_at: tokens.expires_at,
        data_access_expires_at: tokens.data_access_expires_at,
        data_access_matters: false,
        scopes: Scopes::compare(asked, granted, Vec::new(), Vec::new()),
        granular: Vec::new(),
        origin: tokens.origin,
    }
}

fn accepted() -> Finding {
    let detail = Text::new("The platform accepts this token.", "Платформа принимает этот токен.");
    Finding::new("token.valid", Level::Ok, Text::new("Access works", "Доступ работает"), detail)
}

fn nobody_to_ask() -> Finding {
    Finding::new(
        "token.valid",
        Level::Unknown,
        Text::new("Access not checked", "Доступ не проверен"),
        Text::new(
            "The catalogue names no address that tells whose the token is.",
            "В каталоге нет адреса, по которому можно узнать, чей это токен.",
        ),
    )
}

fn end_unknown(tokens: &TokenSet) -> Option<Finding> {
    let unknown = tokens.expires_at.is_none() && tokens.kind != TokenKind::NeverExpires;
    unknown.then(|| {
        Finding::new(
            "token.expiry",
            Level::Unknown,
            Text::new("How long it lasts", "Срок действия"),
            Text::new(
                "The platform does not say when the access ends.",
                "Платформа не говорит, когда закончится доступ.",
            ),
        )
    })
}

fn missing(call: Call<'_>, scopes: &Scopes) -> Option<Finding> {
    if scopes.missing.is_empty() {
        return None;
    }
    let title = Text::new("Permissions not given", "Разрешения не даны");
    let again = Text::new("Connect again and allow all of them.", "Подключите ещё раз и разрешите все.");
    let remedy = Remedy::new(Who::You, again).by(format!("adkeys connect {}", call.provider.key));
    let names = Text::verbatim(scopes.missing.join(", "));
    Some(Finding::new("permissions.missing", Level::Warning, title, names).remedy(remedy))
}
