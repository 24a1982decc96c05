//! The client of Meta's Graph API: token in the header, calls signed, answers read with suspicion.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::body::{self, NoAnswer};
use super::errors::{self, Retry};
use super::notes::Notes;
use super::proof::{self, Forms};
use crate::catalogue::Provider;
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Level, Remedy, Who};
use crate::grant::TokenSet;
use crate::http::{Request, Response};
use crate::platform::Call;
use crate::secret::Secret;
use crate::text::Text;
use crate::time::Timestamp;
use crate::usage::Usage;

/// Before each repetition of a read that failed for a moment.
pub(super) const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(600)];

/// Graph, on behalf of one token, for one operation.
pub(super) struct Graph<'a> {
    call: Call<'a>,
    token: &'a Secret,
    forms: Forms,
    notes: Mutex<Notes>,
}

/// One call. `query` is part of the URL and holds no secret unless Graph has no other place for it.
pub(super) struct Ask<'q> {
    pub(super) method: Method,
    /// Below the API's base, without a leading slash; empty for the base itself, with a slash at its end.
    pub(super) path: &'q str,
    pub(super) query: &'q [(&'q str, &'q str)],
    pub(super) form: Vec<(String, Secret)>,
    /// Another token than the operation's; such calls are not signed.
    pub(super) bearer: Option<Secret>,
}

/// `true` or `{"success":true}`; the opposite of either is an error already.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Done {
    /// The bare boolean.
    Bare(#[allow(dead_code, reason = "false never gets here")] bool),
    /// The object.
    Object(serde::de::IgnoredAny),
}

impl<'q> Ask<'q> {
    /// A read.
    pub(super) fn get(path: &'q str, query: &'q [(&'q str, &'q str)]) -> Self {
        Self { method: Method::GET, path, query, form: Vec::new(), bearer: None }
    }
}

impl<'a> Graph<'a> {
    /// Graph with the access token of `tokens`.
    pub(super) fn new(call: Call<'a>, tokens: &'a TokenSet) -> Self {
        let has_secret = call.app.client_secret.as_ref().is_some_and(|secret| !secret.is_empty());
        let forms = Forms::new(tokens.origin, has_secret);
        Self { call, token: &tokens.access_token, forms, notes: Mutex::default() }
    }

    /// What was to be told beside the answers so far.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings = self.notes().findings(self.call.provider);
        findings.extend(self.forms.secret_refused().then(|| secret_refused(self.call.provider)));
        findings
    }

    /// How much of the limits is used up, as far as the answers so far told.
    pub(super) fn usage(&self) -> Vec<Usage> {
        self.notes().usage.shown(self.call.clock.now())
    }

    /// Takes in headers that came in another place than an answer's head.
    pub(super) fn note(&self, headers: &HeaderMap) {
        self.locked().take(headers, self.call.clock.now());
    }

    /// Reads `path`. A failure of the moment is tried again twice; a limit is not.
    ///
    /// # Errors
    /// What the table of errors says; `platform-unavailable` for anything but JSON; `network`.
    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<T> {
        self.get_whole(path, query).await.map(|(answer, _)| answer)
    }

    /// The same, with the whole body for what is to be looked at later.
    ///
    /// # Errors
    /// As [`Graph::get`].
    pub(super) async fn get_whole<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<(T, Bytes)> {
        let mut pauses = PAUSES.iter();
        loop {
            match self.send_whole(&Ask::get(path, query)).await {
                Err(error) if errors::retry(&error) == Retry::Soon => match pauses.next() {
                    Some(pause) => tokio::time::sleep(*pause).await,
                    None => return Err(error),
                },
                outcome => return outcome,
            }
        }
    }

    /// Makes one call, once, and again only to sign it in another way.
    ///
    /// # Errors
    /// As [`Graph::get`].
    pub(super) async fn send<T: DeserializeOwned>(&self, ask: &Ask<'_>) -> Result<T> {
        self.send_whole(ask).await.map(|(answer, _)| answer)
    }

    async fn send_whole<T: DeserializeOwned>(&self, ask: &Ask<'_>) -> Result<(T, Bytes)> {
        let mut refusal = None;
        loop {
            let (place, form) = self.forms.current();
            let signature = match (&ask.bearer, &self.call.app.client_secret) {
                (None, Some(secret)) => proof::params(form, secret, self.token, self.call.clock.now()),
                _ => Vec::new(),
            };
            let response = self.call.http.send(self.request(ask, &signature)?).await?;
            self.locked().take(&response.headers, self.call.clock.now());
            let told = response.retry_after(self.call.clock.now());
            let error = match self.read(response.status, &response.body) {
                Ok(answer) => return Ok((answer, response.body)),
                Err(error) => with_trace(with_wait(error, told), &response),
            };
            let unsigned = ask.bearer.is_none() && is_about_proof(&error);
            let first = refusal.get_or_insert(error);
            if !(unsigned && self.forms.give_way(place)) {
                return Err(first.clone());
            }
        }
    }

    /// The answer in `body`.
    ///
    /// # Errors
    /// As [`Graph::get`].
    pub(super) fn read<T: DeserializeOwned>(&self, status: StatusCode, body: &[u8]) -> Result<T> {
        body::read(status.is_success(), body).map_err(|no_answer| self.error(no_answer, status))
    }

    fn request(&self, ask: &Ask<'_>, signature: &[(&'static str, String)]) -> Result<Request> {
        let mut url = self.url(ask.path)?;
        let mut form = ask.form.clone();
        let signature = signature.iter().map(|(name, value)| (*name, value.as_str()));
        if form.is_empty() {
            let query: Vec<_> = ask.query.iter().copied().chain(signature).collect();
            if !query.is_empty() {
                url.query_pairs_mut().extend_pairs(query);
            }
        } else {
            form.extend(signature.map(|(name, value)| (name.to_owned(), Secret::new(value))));
        }
        let headers = &self.call.provider.api.headers;
        let headers = headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let bearer = Some(ask.bearer.clone().unwrap_or_else(|| self.token.clone()));
        Ok(Request { method: ask.method.clone(), url, headers, bearer, basic: None, form })
    }

    fn url(&self, path: &str) -> Result<Url> {
        let no_base = || {
            let key = &self.call.provider.key;
            let message =
                crate::text!("The provider {key} has no api.base.", "У провайдера {key} нет api.base.");
            Error::new(Code::CatalogueInvalid, message).with(|details| details.key = Some("api.base".into()))
        };
        let mut url = self.call.provider.api.base.clone().ok_or_else(no_base)?;
        url.path_segments_mut().map_err(|()| no_base())?.pop_if_empty().extend(path.split('/'));
        Ok(url)
    }

    fn error(&self, no_answer: NoAnswer, status: StatusCode) -> Error {
        let error = match no_answer {
            NoAnswer::Failure(failure) => {
                let secret = self.call.app.client_secret.as_ref();
                let secrets: Vec<&Secret> = [Some(self.token), secret].into_iter().flatten().collect();
                errors::explain(self.call.provider, &failure, &secrets)
            }
            NoAnswer::Foreign => foreign(status),
        };
        let is_limit = error.code == Code::RateLimited;
        let retry_at = if is_limit { self.notes().usage.retry_at(self.call.clock.now()) } else { None };
        error.with(|details| {
            details.http_status = Some(status.as_u16());
            details.provider = Some(self.call.provider.key.clone());
            details.retry_at = retry_at;
        })
    }

    fn notes(&self) -> Notes {
        self.locked().clone()
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Not every error carries its trace id in the body.
fn with_trace(error: Error, response: &Response) -> Error {
    let id = response.headers.get("x-fb-trace-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    error.with(|details| details.trace_id = details.trace_id.take().or(id))
}

/// Facebook sends no `Retry-After`; who stands before it may.
fn with_wait(error: Error, told: Option<Timestamp>) -> Error {
    let is_limit = error.code == Code::RateLimited;
    error.with(|details| details.retry_at = details.retry_at.or(told.filter(|_| is_limit)))
}

fn is_about_proof(error: &Error) -> bool {
    let message = error.details.platform_message.as_deref().unwrap_or_default();
    error.code == Code::ClientRejected
        && (message.contains("appsecret_") || message.contains("Incorrect signature"))
}

fn foreign(status: StatusCode) -> Error {
    let status = status.as_u16();
    let message = crate::text!(
        "Facebook sent something that is no answer (HTTP {status}).",
        "Facebook прислал то, что не является ответом (HTTP {status})."
    );
    Error::new(Code::PlatformUnavailable, message)
}

fn secret_refused(provider: &Provider) -> Finding {
    let detail = Text::new(
        "Facebook does not accept the app secret entered here for this token. Reading works; extending the access will not.",
        "Facebook не принимает указанный здесь секрет приложения для этого токена. Чтение работает; продлить доступ не получится.",
    );
    let remedy = Remedy::new(
        Who::AppOwner,
        Text::new(
            "Copy the App secret from App settings > Basic.",
            "Скопируйте секрет из Настройки приложения > Основное.",
        ),
    );
    Finding::new("app.secret", Level::Warning, Text::new("App secret", "Секрет приложения"), detail)
        .remedy(remedy.by(format!("adkeys app set {}", provider.key)))
}
