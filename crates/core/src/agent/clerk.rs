//! Answers one request.

use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

use super::consent::Consent;
use super::gate::Gate;
use super::protocol::{Failure, Line, Reply, Request, Success};
use super::socket::Peer;
use crate::AdKeys;
use crate::connection::{ConnectionSummary, Kept, Tool, Wanted};
use crate::error::{Code, Error, Result};
use crate::process;
use crate::text;
use crate::text::Text;

/// Of what a tool calls itself, this many characters are shown.
const LONGEST_HINT: usize = 60;
/// Enough for every token that is known, so that its text is never moved and left behind in memory.
const ROOM: usize = 16 * 1024;

/// Answers requests; one for all peers of an agent.
pub(super) struct Clerk {
    adkeys: Arc<AdKeys>,
    gate: Arc<Gate>,
    kept: Kept,
}

/// An answer on its way, wiped from memory when it is sent.
pub(super) type Bytes = Zeroizing<Vec<u8>>;

impl Clerk {
    pub(super) fn new(adkeys: Arc<AdKeys>, consent: Arc<dyn Consent>) -> Self {
        let gate = Arc::new(Gate::new(Arc::clone(&adkeys), consent));
        Self { adkeys, gate, kept: Kept::default() }
    }

    /// The answer to `line`; `None` if the peer is `gone` before the person has answered.
    pub(super) async fn answer(
        &self,
        line: &[u8],
        peer: Peer,
        gone: impl Future<Output = ()>,
    ) -> Option<Bytes> {
        let reply = match serde_json::from_slice(line) {
            Err(error) => self.failure(&not_understood(&error)),
            Ok(Request::Version) => written(&Reply::Success(Success::version())),
            Ok(Request::Connections) => match self.lines() {
                Ok(connections) => written(&Reply::Success(Success::Connections { connections })),
                Err(error) => self.failure(&error),
            },
            Ok(Request::AccessToken { connection, min_valid, application_hint, for_parent }) => {
                let tool = tool(peer, for_parent);
                tokio::select! {
                    admitted = self.admit(&connection, &tool, application_hint) => {
                        let min_valid = min_valid.map(|seconds| Duration::from_secs(seconds.into()));
                        self.token(admitted, &connection, Wanted { min_valid, tool: Some(tool) }).await
                    }
                    () = gone => return None,
                }
            }
        };
        Some(reply)
    }

    /// A line that is longer than any request.
    pub(super) fn too_long(&self) -> Bytes {
        self.failure(&Error::new(
            Code::Usage,
            Text::new("The request is too long.", "Запрос слишком длинный."),
        ))
    }

    /// Nobody is asked about a connection that has nothing to give.
    async fn admit(&self, connection: &str, tool: &Tool, hint: Option<String>) -> Result<()> {
        self.adkeys.0.usable(connection)?;
        self.gate.admit(connection, tool, hint.map(|hint| fit(&hint))).await
    }

    async fn token(&self, admitted: Result<()>, connection: &str, wanted: Wanted) -> Bytes {
        let token = match admitted {
            Ok(()) => self.adkeys.0.token_by(&self.kept, connection, &wanted).await,
            Err(error) => Err(error),
        };
        match token {
            Ok(token) => written(&Reply::Success(Success::token(&token, self.adkeys.0.catalogue_problems()))),
            Err(error) => self.failure(&error),
        }
    }

    fn lines(&self) -> Result<Vec<Line>> {
        let line = |known: ConnectionSummary| Line {
            connection: known.connection,
            provider: known.provider,
            state: known.state,
            expires_at: known.expires_at,
        };
        Ok(self.adkeys.0.list()?.into_iter().map(line).collect())
    }

    fn failure(&self, error: &Error) -> Bytes {
        let error = error.fitted();
        written(&Reply::Failure(Failure::of(&error, self.adkeys.0.lang)))
    }
}

fn written(reply: &Reply<'_>) -> Bytes {
    let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM));
    // Writing into memory does not fail; if it did, the peer would find the answer cut off.
    let _ = serde_json::to_writer(&mut *bytes, reply);
    bytes.push(b'\n');
    bytes
}

/// Who asks. Whose child the peer is is looked up here: a program cannot name another one as its own parent.
fn tool(peer: Peer, for_parent: bool) -> Tool {
    let pid = match peer.pid {
        Some(pid) if for_parent => process::parent(pid).or(Some(pid)),
        pid => pid,
    };
    pid.map_or_else(|| Tool { name: "?".to_owned(), path: None, pid: None }, Tool::of)
}

/// What a tool calls itself, without anything that could pose as another part of the question.
fn fit(hint: &str) -> String {
    let plain = |c: &char| c.is_alphanumeric() || " ._-+/@:".contains(*c);
    hint.chars().filter(plain).take(LONGEST_HINT).collect()
}

fn not_understood(error: &serde_json::Error) -> Error {
    let (line, column) = (error.line(), error.column());
    Error::new(
        Code::Usage,
        text!(
            "The request was not understood (line {line}, column {column}).",
            "Запрос не разобран (строка {line}, позиция {column})."
        ),
    )
    .hint(Text::new("The protocol is described in docs/agent.md.", "Протокол описан в docs/agent.md."))
}
