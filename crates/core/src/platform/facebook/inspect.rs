//! What Facebook says of a token: whose it is, how long it lives, what it may do. Three questions, asked at once.

use serde::Deserialize;

use super::errors;
use super::graph::Graph;
use super::lenient;
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Level};
use crate::grant::{Person, Scopes, TokenFacts, TokenSet};
use crate::platform::{Call, Inspection};
use crate::text::Text;
use crate::time::Timestamp;

pub(super) mod debug_token;
mod lifetime;
mod permissions;
mod told;

use debug_token::DebugToken;
pub(super) use lifetime::kind;
use permissions::Permissions;

#[derive(Deserialize)]
struct Me {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
}

/// See [`crate::platform::AdPlatform::inspect`].
pub(super) async fn inspect(call: Call<'_>, tokens: &TokenSet, asked: &[String]) -> Result<Inspection> {
    let graph = Graph::new(call, tokens);
    let (me, permissions, debug) = tokio::join!(
        graph.get::<Me>("me", &[("fields", "id,name")]),
        permissions::read(&graph),
        debug_token::read(&graph, call, tokens),
    );
    let now = call.clock.now();
    if debug.as_ref().is_ok_and(DebugToken::is_the_app_s_own) {
        return Err(no_person());
    }
    let person = person(me?)?;
    if let Ok(debug) = &debug {
        debug.alive(call.provider, now)?;
    }
    let tokens = corrected(tokens, debug.as_ref().ok(), &permissions);
    let granular = debug.as_ref().map(DebugToken::granular).unwrap_or_default();
    let facts = TokenFacts { granular, ..facts(&tokens, asked, &permissions) };
    let mut findings = told::findings(call, &tokens, &facts, &debug);
    findings.extend(permissions.err().map(|error| could_not_read(&error)));
    findings.extend(graph.findings());
    Ok(Inspection { person, facts, tokens, findings, usage: graph.usage() })
}

fn person(me: Me) -> Result<Person> {
    let nameless = || {
        Error::new(
            Code::PlatformUnavailable,
            Text::new("Facebook did not say whose token this is.", "Facebook не сказал, чей это токен."),
        )
    };
    let id = me.id.filter(|id| !id.is_empty()).ok_or_else(nameless)?;
    Ok(Person { name: me.name.unwrap_or_else(|| id.clone()), id })
}

fn no_person() -> Error {
    let message = Text::new(
        "This is the app's own token. No person stands behind it, and so no ad account.",
        "Это токен самого приложения. За ним нет человека, а значит и кабинетов.",
    );
    Error::new(Code::AuthorizationRequired, message)
}

/// The token set with what Facebook knows better than we do.
fn corrected(tokens: &TokenSet, debug: Option<&DebugToken>, permissions: &Result<Permissions>) -> TokenSet {
    let mut tokens = tokens.clone();
    if let Some(debug) = debug {
        debug.correct(&mut tokens);
    } else {
        tokens.kind = lifetime::kind_as_told(&tokens);
    }
    if let Ok(permissions) = permissions
        && !permissions.granted.is_empty()
    {
        tokens.scopes.clone_from(&permissions.granted);
    }
    tokens
}

fn facts(tokens: &TokenSet, asked: &[String], permissions: &Result<Permissions>) -> TokenFacts {
    let (declined, expired) =
        permissions.as_ref().map(|read| (read.declined.clone(), read.expired.clone())).unwrap_or_default();
    TokenFacts {
        kind: tokens.kind,
        obtained_at: Some(tokens.obtained_at),
        expires_at: tokens.expires_at,
        data_access_expires_at: tokens.data_access_expires_at,
        data_access_matters: lifetime::data_access_matters(&tokens.scopes),
        scopes: Scopes::compare(asked, tokens.scopes.clone(), declined, expired),
        granular: Vec::new(),
        origin: tokens.origin,
    }
}

fn could_not_read(error: &Error) -> Finding {
    let title = Text::new("Permissions could not be read", "Разрешения не удалось прочитать");
    errors::finding("permissions.missing", Level::Unknown, title, error)
}

/// The day of `at`, as both languages write it.
fn day(at: Timestamp) -> String {
    at.to_string().split('T').next().unwrap_or_default().to_owned()
}
