//! The login dialog, `/dialog/oauth`: what Facebook shows in the browser, and how it comes back from there.

mod page;
mod redirect;
mod refusal;

use axum::http::Method;
use url::form_urlencoded;

use crate::app::{App, Login, LoginConfig, Mode};
use crate::call::Call;
use crate::fault::DialogFault;
use crate::oauth::proof;
use crate::permission;
use crate::persona::{self, Persona};
use crate::phrase::Lang;
use crate::reply::Reply;
use crate::token::{self, Code, Grant};
use crate::world::World;
use refusal::Refusal;

/// A request that may be shown to a person.
pub(crate) struct Ask {
    app: App,
    redirect_uri: String,
    state: Option<String>,
    response_type: String,
    /// In the order asked for, `public_profile` first.
    scopes: Vec<String>,
    config: Option<LoginConfig>,
    /// PKCE challenge, and whether it is the verifier itself.
    challenge: Option<(String, bool)>,
    /// Permissions that were declined before are asked for again.
    rerequest: bool,
    /// `granted_scopes` are told.
    tell_scopes: bool,
}

/// What a person did with it.
struct Choice {
    persona: &'static Persona,
    allow: bool,
    /// The ticked permissions; none: the page was not used, so all of them.
    ticked: Option<Vec<String>>,
    /// Only some of the ad accounts were chosen.
    some_accounts: bool,
}

/// Whether the token endpoint takes this redirect URI for `app`.
///
/// # Errors
/// Facebook's sentence.
pub(crate) fn allowed(app: &App, redirect_uri: &str) -> Result<(), String> {
    redirect::check(app, redirect_uri).map_err(|refusal| match refusal {
        Refusal::UnknownDomain => {
            let words = refusal.words();
            format!("{}: {}", refusal.title(&words, Lang::En), words.text(Lang::En))
        }
        _ => "Invalid redirect_uri: Given URL is not permitted by the Application configuration".to_owned(),
    })
}

/// Answers the dialog: a page to choose on, a page that says what is wrong, or a redirect.
pub(crate) fn answer(world: &World, call: &Call) -> Reply {
    let fault = call
        .faults
        .iter()
        .map(|fault| &fault.dialog)
        .find(|fault| fault.is_on())
        .cloned()
        .unwrap_or_default();
    let answered = Ask::read(world, call).and_then(|ask| {
        if let Some(code) = fault.page {
            return Err(Refusal::Code(code));
        }
        match Choice::read(world, call) {
            Some(choice) => decide(world, &ask, &choice, &fault),
            None => Ok(page::consent(world, &ask, call.lang())),
        }
    });
    answered.unwrap_or_else(|refusal| page::refused(&refusal, call.lang()))
}

impl Ask {
    /// Checks everything that Facebook checks before it shows the page.
    fn read(world: &World, call: &Call) -> Result<Self, Refusal> {
        let query = &call.query;
        let app = match query.filled("client_id").or_else(|| query.filled("app_id")) {
            None => return Err(Refusal::MissingAppId),
            Some(id) => world.app(id).ok_or(Refusal::UnknownApp)?,
        };
        let redirect_uri = query.filled("redirect_uri").ok_or(Refusal::MissingRedirect)?.to_owned();
        redirect::check(&app, &redirect_uri)?;
        if app.login_unavailable {
            return Err(Refusal::LoginUnavailable);
        }
        let response_type = query.filled("response_type").unwrap_or("code").to_owned();
        if !response_type.split([' ', ',']).all(|word| ["code", "token", "granted_scopes"].contains(&word)) {
            return Err(Refusal::ResponseType);
        }
        let config = match (app.login, query.filled("config_id")) {
            (Login::Business, Some(id)) => Some(app.config(id).cloned().ok_or(Refusal::UnknownConfig)?),
            _ => None,
        };
        // With a configuration, the type asked for counts only if it is said to override the default.
        let overridden = config.is_none() || query.get("override_default_response_type") == Some("true");
        let response_type = if overridden { response_type } else { "token".to_owned() };
        let asked = config.as_ref().map(|config| config.scopes.join(","));
        Ok(Self {
            scopes: permission::split(asked.as_deref().or(query.get("scope")).unwrap_or_default()),
            challenge: proof::challenge(query).map_err(|()| Refusal::Challenge)?,
            rerequest: query.get("auth_type").is_some_and(|types| types.split(',').any(|t| t == "rerequest")),
            tell_scopes: query.get("return_scopes") == Some("true")
                || response_type.contains("granted_scopes"),
            state: query.get("state").map(str::to_owned),
            app,
            redirect_uri,
            response_type,
            config,
        })
    }

    /// The permissions that the page asks for now: those declined before need `auth_type=rerequest`.
    fn open_scopes(&self, world: &World, persona: &Persona) -> Vec<String> {
        let declined = world.memory().declined(&self.app.id, &persona.id);
        self.scopes.iter().filter(|scope| self.rerequest || !declined.contains(*scope)).cloned().collect()
    }
}

impl Choice {
    /// A pressed button, or the persona that answers by itself.
    fn read(world: &World, call: &Call) -> Option<Self> {
        if call.method != Method::POST {
            let persona = world.persona?;
            return Some(Self { persona, allow: true, ticked: None, some_accounts: false });
        }
        let persona = call.params.get("persona").and_then(persona::find).or(world.persona)?;
        let ticked = call.params.get("form").map(|_| call.params.all("granted").map(str::to_owned).collect());
        Some(Self {
            persona,
            allow: call.params.get("decision") != Some("cancel"),
            ticked,
            some_accounts: call.params.get("assets") == Some("some"),
        })
    }
}

fn decide(world: &World, ask: &Ask, choice: &Choice, fault: &DialogFault) -> Result<Reply, Refusal> {
    if choice.persona.stranger && ask.app.mode == Mode::Development {
        return Err(Refusal::AppNotActive);
    }
    let unknown: Vec<_> =
        ask.scopes.iter().filter(|scope| permission::find(scope).is_none()).cloned().collect();
    if !unknown.is_empty() && !choice.persona.stranger {
        return Err(Refusal::UnknownScopes(unknown));
    }
    if let Some(code) = fault.error_code {
        let message = fault.error_message.as_deref().unwrap_or("Feature unavailable");
        let code = code.to_string();
        return Ok(ask.back(fault, &[("error_code", &code), ("error_message", message)]));
    }
    let denies = ask.app.denies_in_development && ask.app.mode == Mode::Development;
    if !choice.allow || denies {
        return Ok(ask.back(fault, DENIED));
    }
    Ok(ask.granted(world, &ask.grant(world, choice), fault))
}

const DENIED: &[(&str, &str)] = &[
    ("error", "access_denied"),
    ("error_code", "200"),
    ("error_description", "Permissions error"),
    ("error_reason", "user_denied"),
];

impl Ask {
    /// What the person gives: what was asked, ticked and not declined; strangers can give only what was approved.
    fn grant(&self, world: &World, choice: &Choice) -> Grant {
        let persona = choice.persona;
        let open = self.open_scopes(world, persona);
        let possible = |scope: &&String| {
            permission::find(scope).is_some() && (!persona.stranger || self.app.approved.contains(scope))
        };
        let ticked = |scope: &String| {
            let whole = self.app.login == Login::Business || scope == permission::ALWAYS;
            let by_hand = choice.ticked.as_ref().is_none_or(|ticked| ticked.contains(scope));
            whole || open.contains(scope) && by_hand && !persona.declines.contains(scope)
        };
        let (scopes, declined) = self.scopes.iter().filter(possible).cloned().partition(ticked);
        let system_user =
            persona.system_user || self.config.as_ref().is_some_and(|config| config.system_user);
        Grant {
            app: self.app.id.clone(),
            persona: persona.id.clone(),
            scopes,
            declined,
            targets: if choice.some_accounts { half_of(persona) } else { Vec::new() },
            epoch: world.memory().epoch(&self.app.id, &persona.id),
            system_user,
            troubled: false,
        }
    }

    fn granted(&self, world: &World, grant: &Grant, fault: &DialogFault) -> Reply {
        world.memory().note_choice(grant);
        let mut answer = Vec::new();
        if self.response_type.contains("token") {
            let token = grant.token(world.now(), crate::oauth::lifetime(grant, token::SHORT));
            answer.push(("access_token", token.text()));
            answer.push(("data_access_expiration_time", token.data_access_until().to_string()));
            answer.push(("expires_in", token::SHORT.to_string()));
        }
        if self.response_type.contains("code") || self.response_type == "granted_scopes" {
            answer.push(("code", self.code(world, grant).text()));
        }
        if self.tell_scopes {
            answer.push(("granted_scopes", grant.scopes.join(",")));
            answer.push(("denied_scopes", grant.declined.join(",")));
        }
        let borrowed: Vec<_> = answer.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.back(fault, &borrowed)
    }

    fn code(&self, world: &World, grant: &Grant) -> Code {
        Code {
            grant: grant.clone(),
            redirect_uri: self.redirect_uri.clone(),
            challenge: self.challenge.clone(),
            issued_at: world.now(),
            nonce: token::nonce(),
        }
    }

    /// Sends the browser to the redirect URI, which stays as it is to the byte.
    fn back(&self, fault: &DialogFault, answer: &[(&str, &str)]) -> Reply {
        if fault.empty {
            return Reply::redirect(&self.redirect_uri);
        }
        let mut encoded = form_urlencoded::Serializer::new(String::new());
        encoded.extend_pairs(answer);
        let state = fault.state.as_ref().or(self.state.as_ref()).filter(|state| !state.is_empty());
        if let Some(state) = state {
            encoded.append_pair("state", state);
        }
        let encoded = encoded.finish() + fault.extra.as_deref().unwrap_or_default();
        if answer.iter().any(|(name, _)| *name == "access_token") {
            return Reply::redirect(&format!("{}#{encoded}", self.redirect_uri));
        }
        let sign = if self.redirect_uri.contains('?') { '&' } else { '?' };
        Reply::redirect(&format!("{}{sign}{encoded}#_=_", self.redirect_uri))
    }
}

/// The first half of a person's accounts, for those who choose.
fn half_of(persona: &'static Persona) -> Vec<String> {
    let visible: Vec<_> = persona.accounts().iter().filter(|account| !account.hidden).take(100).collect();
    visible.iter().take(visible.len().div_ceil(2)).map(|account| account.id.clone()).collect()
}
