//! Writes down a sign-in while it happens: its events, and its calls as the HTTP client shows them to an observer.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use url::Url;

use super::mask::mask;
use crate::connection::{ConnectEvent, ConnectIo, ConnectRequest, Connected, Context};
use crate::error::{Code, Result};
use crate::http::watch::{Exchange, Watch, watched, without_values};
use crate::text;
use crate::text::Text;
use crate::time::Timestamp;
use crate::trace::{Trace, TraceStep};

/// Steps of one sign-in; what comes after is left out.
const MOST: usize = 200;

/// Signs in, and keeps the trace of it. A trace that cannot be kept is no reason to fail.
pub(crate) async fn traced(
    context: &Context,
    request: ConnectRequest,
    io: ConnectIo<'_>,
) -> Result<Connected> {
    let recorder = Arc::new(Recorder::new(context.now()));
    let (provider, name) = (request.provider.clone(), request.name.clone());
    let events = io.events;
    let told = |event: ConnectEvent| {
        recorder.event(&event);
        events(event);
    };
    let io = ConnectIo { events: &told, ..io };
    let watcher: Arc<dyn Watch> = Arc::clone(&recorder) as Arc<dyn Watch>;
    let outcome = watched(watcher, context.connect(request, io)).await;
    let code = outcome.as_ref().err().map(|error| error.code);
    if !matches!(code, Some(Code::Usage | Code::ProviderUnknown)) {
        let named = outcome.as_ref().map(|connected| connected.connection.clone()).ok();
        let connection = named.or(name).unwrap_or_else(|| provider.clone());
        let trace = recorder.end(connection, provider, context.now(), code);
        let _ = context.ledger().put_trace(&trace);
    }
    outcome
}

struct Recorder {
    started_at: Timestamp,
    began: Instant,
    steps: Mutex<Vec<TraceStep>>,
}

impl Recorder {
    fn new(started_at: Timestamp) -> Self {
        Self { started_at, began: Instant::now(), steps: Mutex::default() }
    }

    /// A step that begins now.
    fn step(&self, name: Text) -> TraceStep {
        self.step_after(self.began.elapsed(), name)
    }

    fn step_after(&self, after: Duration, name: Text) -> TraceStep {
        TraceStep {
            at: self.started_at.after(after),
            after_ms: millis(after),
            name,
            method: None,
            url: None,
            status: None,
            took_ms: None,
            headers: Vec::new(),
            note: None,
        }
    }

    fn add(&self, step: TraceStep) {
        let mut steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        if steps.len() < MOST {
            steps.push(step);
        }
    }

    fn event(&self, event: &ConnectEvent) {
        let Some(name) = name(event) else { return };
        let step = self.step(name);
        self.add(match event {
            ConnectEvent::Authorize { url, redirect_uri, way, .. } => {
                let word = way.word();
                TraceStep {
                    url: Url::parse(url).ok().map(|url| without_values(&url)),
                    note: Some(text!(
                        "The answer comes back by {word} to {redirect_uri}",
                        "Ответ вернётся способом {word} на {redirect_uri}"
                    )),
                    ..step
                }
            }
            // Where the code is entered, not the code: it is good for whoever has it.
            ConnectEvent::Device { verification_uri, .. } => {
                TraceStep { url: Url::parse(verification_uri).ok().map(|url| without_values(&url)), ..step }
            }
            ConnectEvent::UpgradeFailed { error } | ConnectEvent::Error { error } => {
                let (code, en, ru) = (error.code, &error.message.en, &error.message.ru);
                TraceStep { note: Some(text!("{code}: {en}", "{code}: {ru}")), ..step }
            }
            _ => step,
        });
    }

    fn end(&self, connection: String, provider: String, at: Timestamp, code: Option<Code>) -> Trace {
        let mut steps = std::mem::take(&mut *self.steps.lock().unwrap_or_else(PoisonError::into_inner));
        steps.sort_by_key(|step| step.after_ms);
        Trace {
            connection,
            provider,
            started_at: self.started_at,
            ended_at: Some(at),
            outcome: code.map_or("connected", Code::as_str).to_owned(),
            steps,
        }
    }
}

impl Watch for Recorder {
    fn saw(&self, exchange: Exchange) {
        let after = exchange.began.saturating_duration_since(self.began);
        let step = self.step_after(after, Text::new("Call to the platform", "Обращение к платформе"));
        // Their names are listed, their values are the platform's: it may quote what it was sent.
        let masked = |(name, value): (String, String)| (name, mask(&value).0);
        self.add(TraceStep {
            method: Some(exchange.method),
            url: Some(exchange.url),
            status: exchange.status,
            took_ms: Some(millis(exchange.took)),
            headers: exchange.headers.into_iter().map(masked).collect(),
            note: exchange.code.map(|code| Text::verbatim(code.as_str())),
            ..step
        });
    }
}

fn millis(duration: Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}

fn name(event: &ConnectEvent) -> Option<Text> {
    Some(match event {
        ConnectEvent::Authorize { .. } => {
            Text::new("Browser sent to the platform", "Браузер отправлен на платформу")
        }
        ConnectEvent::Device { .. } => {
            Text::new("A code to enter on any device", "Код, который вводят на любом устройстве")
        }
        ConnectEvent::Ignored { .. } => {
            Text::new("A stray request was turned away", "Посторонний запрос отклонён")
        }
        ConnectEvent::Waiting { .. } => Text::new("Nothing came back for a while", "Ответа долго не было"),
        ConnectEvent::Callback => Text::new("Answer from the browser", "Ответ из браузера"),
        ConnectEvent::Exchanged => Text::new("Code exchanged for a token", "Код обменян на токен"),
        ConnectEvent::Upgraded { .. } => Text::new("Token made long-lived", "Токен стал долгосрочным"),
        ConnectEvent::UpgradeFailed { .. } => {
            Text::new("Token stays short-lived", "Токен остался краткосрочным")
        }
        ConnectEvent::Storing => Text::new("Keychain asked", "Обращение к связке ключей"),
        ConnectEvent::Stored => Text::new("Token stored", "Токен сохранён"),
        ConnectEvent::Connected { .. } => Text::new("Connected", "Подключено"),
        ConnectEvent::Error { .. } => Text::new("Ended with an error", "Закончено с ошибкой"),
        ConnectEvent::Accounts { .. } => return None,
    })
}
