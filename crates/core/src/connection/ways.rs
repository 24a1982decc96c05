//! The way back of one sign-in: chosen by advice or by the person, then made ready.

use super::context::Context;
use super::types::{ConnectRequest, SymptomContext};
use crate::catalogue::{Provider, Way};
use crate::error::{Code, Error, Result};
use crate::ledger::AppFacts;
use crate::oauth::dialog::{self, Symptom};
use crate::oauth::redirect::advice::{Advice, Situation, Verdict, advise, astray, needs_relay};
use crate::oauth::redirect::deep_link;
use crate::oauth::redirect::deep_link::handler::{self, Handler};
use crate::oauth::redirect::loopback::Loopback;
use crate::text;
use crate::text::Text;

/// The port that a pasted address names where nobody has chosen one. Nobody listens there: the browser shows an error
/// page, and its address bar holds the answer.
const NOBODYS_PORT: u16 = 8917;

/// A way back that is ready.
pub(super) struct Route {
    pub(super) way: Way,
    pub(super) reason: Text,
    pub(super) redirect_uri: String,
    pub(super) listener: Option<Loopback>,
    /// The port that the state tells a relay page.
    pub(super) port: Option<u16>,
}

impl Context {
    /// Who opens our links on this computer.
    pub(crate) fn link_handler(&self) -> Handler {
        handler::registered(&self.links)
    }

    /// Makes `program` open our links for this person.
    pub(crate) fn claim_links(&self, program: &std::path::Path) -> Result<Handler> {
        handler::claim(&self.links, program).map_err(|error| {
            Error::new(
                Code::Unexpected,
                text!(
                    "AdKeys cannot be made the program for its links: {error}.",
                    "Не удалось назначить AdKeys программой для его ссылок: {error}."
                ),
            )
        })?;
        Ok(self.link_handler())
    }

    /// Every way back of `provider`, which has the person's relay page in it; the best first.
    pub(super) fn advice(provider: &Provider, facts: &AppFacts, handler: &Handler) -> Vec<Advice> {
        advise(&Situation { provider, mode: facts.mode, handler, worked: facts.worked })
    }

    /// What a person may see in the browser.
    pub(crate) fn symptoms(&self, key: &str, asked: &SymptomContext) -> Result<Vec<Symptom>> {
        let facts = self.ledger.app(key)?;
        let provider = Self::with_relay(self.catalogue().provider(key)?.clone(), &facts);
        let known = || super::apps::registered_redirect_uri(&provider.redirect, facts.mode);
        let redirect_uri = asked.redirect_uri.clone().unwrap_or_else(known);
        Ok(self.symptoms_of(&provider, asked.way, &redirect_uri))
    }

    /// The same for one sign-in. That nothing happened after a link has a cause of its own, if no link reaches AdKeys.
    pub(super) fn symptoms_of(
        &self,
        provider: &Provider,
        way: Option<Way>,
        redirect_uri: &str,
    ) -> Vec<Symptom> {
        let mut symptoms = dialog::symptoms(provider, redirect_uri);
        let cause = (way == Some(Way::DeepLink)).then(|| astray(&self.link_handler())).flatten();
        let nothing = symptoms.iter_mut().find(|symptom| symptom.id == dialog::NOTHING_HAPPENED);
        if let (Some(symptom), Some(cause)) = (nothing, cause) {
            symptom.finding.detail = cause;
        }
        symptoms
    }

    /// Chooses a way and makes it ready: a port is bound before the browser opens.
    pub(super) async fn route(
        &self,
        provider: &Provider,
        facts: &AppFacts,
        request: &ConnectRequest,
    ) -> Result<Route> {
        let handler = self.link_handler();
        let chosen = choose(provider, request.way, Self::advice(provider, facts, &handler))?;
        let Advice { way, reason, .. } = chosen;
        let (mode, worked) = (facts.mode, facts.worked);
        let situation = Situation { provider, mode, handler: &handler, worked };
        let asked = request.redirect_uri.clone();
        let route = |redirect_uri| Route { way, reason, redirect_uri, listener: None, port: None };
        match way {
            Way::Loopback => {
                let mut listener = Loopback::bind(&provider.redirect, request.port).await?;
                let own = listener.redirect_uri();
                let relay = situation.relay().map(ToString::to_string);
                let relay = asked.clone().filter(|uri| !is_local(uri)).or(relay.filter(|_| asked.is_none()));
                let port = relay.as_ref().map(|_| listener.behind_relay()).transpose()?;
                let uri = relay.or(asked).unwrap_or(own);
                Ok(Route { listener: Some(listener), port, ..route(uri) })
            }
            Way::DeepLink => Ok(route(asked.map_or_else(|| deep_link_uri(provider), Ok)?)),
            Way::Paste => Ok(route(asked.unwrap_or_else(|| paste_uri(&situation, request.port)))),
            // Nothing comes back to an address.
            Way::Device => Ok(route(String::new())),
        }
    }
}

/// The way that the person asked for, else the first that can work.
fn choose(provider: &Provider, asked: Option<Way>, advice: Vec<Advice>) -> Result<Advice> {
    let name = &provider.display_name;
    let ways: Vec<_> = advice.iter().map(|one| one.way.word()).collect();
    let ways = ways.join(", ");
    let fits = |one: &Advice| match asked {
        Some(way) => one.way == way && (way != Way::Device || one.verdict != Verdict::Cannot),
        None => one.verdict != Verdict::Cannot,
    };
    advice.into_iter().find(fits).ok_or_else(|| {
        Error::new(
            Code::Usage,
            text!("{name} does not offer this way back.", "{name} не поддерживает такой способ возврата."),
        )
        .hint(text!("Choose one of: {ways}", "Выберите один из: {ways}"))
    })
}

fn deep_link_uri(provider: &Provider) -> Result<String> {
    let redirect = &provider.redirect;
    match &redirect.relay {
        Some(relay) => Ok(relay.to_string()),
        None if redirect.own_scheme => Ok(deep_link::CALLBACK.to_owned()),
        None => Err(no_relay(provider)),
    }
}

fn no_relay(provider: &Provider) -> Error {
    let key = &provider.key;
    Error::new(Code::AppNotConfigured, needs_relay(provider))
        .hint(text!(
            "Host the page in the folder relay/ anywhere on https, then: adkeys app set {key} --relay URL",
            "Разместите страницу из папки relay/ где угодно по https, затем: adkeys app set {key} --relay URL"
        ))
        .with(|details| details.provider = Some(key.clone()))
}

fn paste_uri(situation: &Situation<'_>, port: Option<u16>) -> String {
    let redirect = &situation.provider.redirect;
    let page = redirect.paste_page.as_ref().filter(|_| situation.refuses_localhost());
    if let Some(page) = situation.relay().or(page) {
        return page.to_string();
    }
    let port = port.or(redirect.port).unwrap_or(NOBODYS_PORT);
    format!("http://{}:{port}{}", redirect.host, redirect.path)
}

/// An address that a person named of their own listener, not of a page that forwards to it.
fn is_local(uri: &str) -> bool {
    url::Url::parse(uri).is_ok_and(|url| url.scheme() == "http")
}
