//! From the request to the authorization code: choose a way back, open the browser, wait.

use std::time::Duration;

use super::context::Context;
use super::declined;
use super::types::{ConnectEvent, ConnectIo, ConnectRequest};
use super::wait::{Door, Wait};
use super::ways::Route;
use crate::catalogue::{Provider, Way};
use crate::error::{Error, Result};
use crate::grant::TokenSet;
use crate::ledger::AppFacts;
use crate::oauth::authorize::{self, Ask, Pending, Wishes};
use crate::oauth::dialog;
use crate::oauth::discovery::Discovered;
use crate::oauth::redirect::deep_link::hand_over::Waiting;
use crate::oauth::redirect::loopback::Page;
use crate::platform::AppCredentials;
use crate::secret::Secret;

/// How long a person may take in the browser unless the request says otherwise, in seconds.
const PATIENCE: u32 = 600;
/// How long a wait is not worth a word, in seconds.
const ASK_AFTER: u32 = 45;

/// What came back, and all that is needed to redeem it.
pub(super) struct Returned {
    /// The scopes asked for.
    pub(super) scopes: Vec<String>,
    pub(super) way: Way,
    /// Whether the permissions come from a configuration at the platform.
    pub(super) configured: bool,
    /// What the person allowed, or why there is nothing.
    pub(super) answer: Result<Answer>,
    /// The browser's page, which waits to be told how it ended.
    pub(super) page: Option<Page>,
}

/// The platform's answer to a sign-in.
pub(super) enum Answer {
    /// A code that the sign-in's own secrets turn into tokens.
    Code(Box<Pending>, Secret),
    /// Tokens: a device code became them.
    Tokens(TokenSet),
}

impl Context {
    pub(super) async fn sign_in(
        &self,
        provider: &Provider,
        discovered: &Discovered,
        app: &AppCredentials,
        request: &ConnectRequest,
        io: &mut ConnectIo<'_>,
    ) -> Result<Returned> {
        let facts = self.ledger.app(&provider.key)?;
        let route = self.route(provider, &facts, request).await?;
        if route.way == Way::Device {
            return self.by_code(self.call(provider, app), request, route.reason, io).await;
        }
        let Route { way, reason, redirect_uri, listener, port } = route;
        let mut pending = self.begin(provider, app, &facts, request, &redirect_uri, port)?;
        pending.issuer_required = discovered.issuer_in_response;
        let links = self.links_to(way, &pending, port)?;
        let url = pending.url.to_string();
        (io.events)(ConnectEvent::Authorize { url, redirect_uri, way, reason });
        (io.open_browser)(&pending.url);
        let seconds = |asked: Option<u32>, usual: u32| Duration::from_secs(asked.unwrap_or(usual).into());
        let wait = Wait {
            way,
            pending: &pending,
            provider,
            patience: seconds(request.timeout, PATIENCE),
            ask_after: seconds(request.ask_after, ASK_AFTER),
        };
        let (code, page) = self.wait(&wait, Door { listener, links }, io).await?;
        let configured = facts.config_id.is_some() && provider.authorize.configuration.is_some();
        let code = code.map_err(|error| declined::explained(linked(error, provider), configured, facts.mode));
        let scopes = pending.scopes.clone();
        let answer = code.map(|code| Answer::Code(Box::new(pending), code));
        Ok(Returned { scopes, way, configured, answer, page })
    }

    /// The authorization request. A configuration stands in the place of scopes: what was asked for is then only what
    /// the person named.
    fn begin(
        &self,
        provider: &Provider,
        app: &AppCredentials,
        facts: &AppFacts,
        request: &ConnectRequest,
        redirect_uri: &str,
        port: Option<u16>,
    ) -> Result<Pending> {
        let config_id = facts.config_id.as_deref().filter(|_| provider.authorize.configuration.is_some());
        let wishes =
            Wishes { config_id, rerequest: request.rerequest, reauthenticate: request.reauthenticate };
        let params = wishes.params(provider);
        let asked = self.asked(provider, request, config_id.is_some())?;
        let scopes = if config_id.is_some() { &[] } else { asked.as_slice() };
        let ask = Ask { scopes, redirect_uri, params: &params, port };
        Ok(Pending { scopes: asked.clone(), ..authorize::begin(provider, app, &ask, &*self.entropy)? })
    }

    /// The scopes to ask for.
    pub(super) fn asked(
        &self,
        provider: &Provider,
        request: &ConnectRequest,
        configured: bool,
    ) -> Result<Vec<String>> {
        match &request.scopes {
            Some(scopes) => Ok(scopes.clone()),
            None if configured => Ok(Vec::new()),
            None => Ok(self.scopes_again(request)?.unwrap_or_else(|| provider.default_scopes())),
        }
    }

    /// To ask again is to ask for what was asked for before.
    fn scopes_again(&self, request: &ConnectRequest) -> Result<Option<Vec<String>>> {
        let name = request.name.as_deref().unwrap_or(&request.provider);
        let record = self.ledger.connection(name)?.filter(|_| request.rerequest);
        Ok(record.map(|record| record.facts.scopes.asked).filter(|asked| !asked.is_empty()))
    }

    /// The line by which another process hands in a link. Beside a paste it is a convenience that may be missing.
    fn links_to(&self, way: Way, pending: &Pending, port: Option<u16>) -> Result<Option<Waiting>> {
        match way {
            Way::DeepLink => Waiting::open(&self.home, &pending.state).map(Some),
            Way::Paste if port.is_none() => Ok(Waiting::open(&self.home, &pending.state).ok()),
            _ => Ok(None),
        }
    }
}

/// With the page of the platform where it is mended.
fn linked(error: Error, provider: &Provider) -> Error {
    let link = error.details.platform_code.and_then(|number| dialog::link(number, provider));
    error.with(|details| {
        details.provider = Some(provider.key.clone());
        details.link = link.or(details.link.take());
    })
}
