//! Who calls: what an access token, a proof and the memory together amount to.

use crate::app::App;
use crate::call::Call;
use crate::clock;
use crate::errors::{self, GraphError, Reach};
use crate::persona::Persona;
use crate::seal::hmac_hex;
use crate::token::{Token, app_token};
use crate::world::World;

/// How old a timed proof may be, in seconds.
const PROOF_AGE: i64 = 300;

/// The owner of an access token.
pub(crate) enum Bearer {
    /// An app, with `id|secret`.
    App(App),
    /// A person or a system user.
    Person(Session),
}

/// A person's token that works.
pub(crate) struct Session {
    pub(crate) app: App,
    pub(crate) token: Token,
    pub(crate) persona: &'static Persona,
    /// The permissions that are left.
    pub(crate) scopes: Vec<String>,
}

/// Reads the access token of a call.
///
/// # Errors
/// 104 without one, 190 for one that does not work, 100 for a wrong or missing proof.
pub(crate) fn bearer(world: &World, call: &Call) -> Result<Bearer, GraphError> {
    let Some(text) = call.access_token() else { return Err(missing()) };
    if let Some((id, secret)) = text.split_once('|') {
        return of_app(world, id, secret).map(Bearer::App);
    }
    let token = alive(world, text)?;
    let (Some(app), Some(persona)) = (world.app(&token.grant.app), token.grant.person()) else {
        return Err(GraphError::new(190, "Error validating application. Application has been deleted."));
    };
    check_proof(world, call, &app, text)?;
    let scopes = scopes(world, &token);
    Ok(Bearer::Person(Session { app, token, persona, scopes }))
}

/// As [`bearer`], for calls that are about a person.
///
/// # Errors
/// 2500 for an app's token or none.
pub(crate) fn person(world: &World, call: &Call) -> Result<Session, GraphError> {
    let message = "An active access token must be used to query information about the current user.";
    match bearer(world, call) {
        Ok(Bearer::Person(session)) => Ok(session),
        Ok(Bearer::App(_)) => Err(GraphError::new(2500, message)),
        Err(error) if error.code == 104 => Err(GraphError::new(2500, message)),
        Err(error) => Err(error),
    }
}

/// A token's text that is ours and works.
///
/// # Errors
/// 190, with the subcode of what is wrong.
pub(crate) fn alive(world: &World, text: &str) -> Result<Token, GraphError> {
    let Some(token) = Token::read(text) else {
        let misplaced = text.contains("EAA") && !text.starts_with("EAA");
        let message = match misplaced {
            true => "Malformed access token",
            false => "Invalid OAuth access token - Cannot parse access token",
        };
        return Err(GraphError::new(190, message));
    };
    fate(world, &token).map(|()| token)
}

/// Whether a token works.
///
/// # Errors
/// 190 with its subcode, or the trouble of the persona if it spoils every call.
pub(crate) fn fate(world: &World, token: &Token) -> Result<(), GraphError> {
    if world.memory().is_withdrawn(&token.grant) {
        return Err(told(world, token, "190/458"));
    }
    if world.memory().is_rotated(&token.nonce) {
        return Err(told(world, token, "190/467"));
    }
    if token.expires_at != 0 && token.expires_at <= world.now() {
        return Err(told(world, token, "190/463"));
    }
    match trouble(world, token) {
        Some(error) if error.reach == Reach::Token => Err(error),
        _ => Ok(()),
    }
}

/// The persona's trouble, if it has begun and is not over.
pub(crate) fn trouble(world: &World, token: &Token) -> Option<GraphError> {
    let trouble = token.grant.person()?.trouble.as_ref()?;
    let memory = world.memory();
    if memory.healed(&token.grant) {
        return None;
    }
    let listed_at = memory.listed_at(&token.nonce);
    drop(memory);
    let since = match trouble.at_once || token.grant.troubled {
        true => listed_at.or(Some(token.issued_at)),
        false => listed_at,
    };
    let over =
        trouble.wait_minutes.is_some_and(|minutes| since.is_some_and(|at| world.now() >= at + minutes * 60));
    since.filter(|_| !over).map(|_| told(world, token, &trouble.error))
}

fn told(world: &World, token: &Token, row: &str) -> GraphError {
    let date = |unix| clock::format(unix, "%A, %d-%b-%y %H:%M:%S UTC");
    let error = errors::named(row);
    let then = if token.expires_at == 0 { token.issued_at } else { token.expires_at };
    error.fill("app", &token.grant.app).fill("then", &date(then)).fill("now", &date(world.now()))
}

/// The permissions that a token still has.
pub(crate) fn scopes(world: &World, token: &Token) -> Vec<String> {
    let memory = world.memory();
    let keeps = |scope: &&String| memory.keeps(&token.grant, scope) && !has_lapsed(token, scope);
    token.grant.scopes.iter().filter(keeps).cloned().collect()
}

/// Whether a permission ran out for want of use.
pub(crate) fn has_lapsed(token: &Token, scope: &str) -> bool {
    token.grant.person().is_some_and(|person| person.lapsed.iter().any(|lapsed| lapsed == scope))
}

fn missing() -> GraphError {
    GraphError::new(104, "An access token is required to request this resource.")
}

fn of_app(world: &World, id: &str, secret: &str) -> Result<App, GraphError> {
    let Some(app) = world.app(id) else {
        return Err(GraphError::new(190, "Invalid OAuth access token signature."));
    };
    if secret != app.secret && format!("{id}|{secret}") != app_token(&app.id, &app.secret) {
        return Err(GraphError::new(190, "Invalid OAuth access token signature."));
    }
    // "Native or desktop app": the secret is taken to be public.
    if app.native { Err(missing()) } else { Ok(app) }
}

fn check_proof(world: &World, call: &Call, app: &App, token: &str) -> Result<(), GraphError> {
    let error = |message: &str| Err(GraphError::new(100, message).kind("GraphMethodException"));
    let Some(proof) = call.params.filled("appsecret_proof") else {
        return match app.requires_proof {
            true => error("API calls from the server require an appsecret_proof argument"),
            false => Ok(()),
        };
    };
    let fits = match call.params.filled("appsecret_time") {
        None => proof == hmac_hex(&app.secret, token),
        Some(time) => {
            let age = time.parse::<i64>().map(|time| world.now().saturating_sub(time));
            let fresh = age.is_ok_and(|age| (-PROOF_AGE..=PROOF_AGE).contains(&age));
            fresh && proof == hmac_hex(&app.secret, &format!("{token}|{time}"))
        }
    };
    if fits { Ok(()) } else { error("Invalid appsecret_proof provided in the API argument") }
}

impl Session {
    /// Whether a permission is there.
    pub(crate) fn has(&self, permission: &str) -> bool {
        self.scopes.iter().any(|scope| scope == permission)
    }

    /// Refuses calls for ad accounts that this session may not make.
    ///
    /// # Errors
    /// The persona's trouble, 294 without the Marketing API product, 200 without a permission for ads.
    pub(crate) fn check_ads(&self, world: &World) -> Result<(), GraphError> {
        if let Some(error) = trouble(world, &self.token) {
            return Err(error);
        }
        if self.app.lacks_marketing_api {
            return Err(errors::named("294"));
        }
        match self.has("ads_read") || self.has("ads_management") {
            true => Ok(()),
            false => Err(errors::named("200")),
        }
    }

    /// Whether the person chose this account in the dialog, or chose none in particular.
    pub(crate) fn reaches(&self, number: &str) -> bool {
        let targets = &self.token.grant.targets;
        let exists = !(self.app.unverified_provider && self.persona.stranger);
        exists && (targets.is_empty() || targets.iter().any(|target| target == number))
    }
}
