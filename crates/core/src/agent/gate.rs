//! Who gets in: the settings, what was answered before, and else the person.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::consent::{Answer, Asking, Consent};
use crate::AdKeys;
use crate::connection::Tool;
use crate::error::{Code, Error, Result};
use crate::ledger::ToolGrant;
use crate::settings::AgentMode;
use crate::text;
use crate::text::Text;

/// How long a question stands. A tool's own patience is rarely longer than a minute.
const PATIENCE: Duration = Duration::from_secs(55);
/// How many questions stand at once; a person who finds more would answer none of them.
const QUESTIONS: usize = 8;
/// `today`, and how long a `no` holds.
const TODAY: Duration = Duration::from_secs(12 * 3600);
const NO: Duration = Duration::from_secs(600);

/// What became of a question.
#[derive(Clone, Copy)]
enum Outcome {
    Answered(Answer),
    Nobody,
    TooLate,
}

/// A question by what it is about: the connection, and the program or, where that is not known, the process.
type Subject = (String, String);
/// Tells those who wait what became of their question.
type Teller = watch::Sender<Option<Outcome>>;

/// The gate of one agent.
pub(super) struct Gate {
    adkeys: Arc<AdKeys>,
    consent: Arc<dyn Consent>,
    standing: Mutex<HashMap<Subject, Arc<Teller>>>,
}

impl Gate {
    pub(super) fn new(adkeys: Arc<AdKeys>, consent: Arc<dyn Consent>) -> Self {
        Self { adkeys, consent, standing: Mutex::default() }
    }

    /// Lets `tool` in to `connection`, or says why not. Dropping the future takes the question back.
    ///
    /// # Errors
    /// `tool-refused`, `consent-timeout`, `agent-unavailable`, `ledger-damaged`.
    pub(super) async fn admit(
        self: &Arc<Self>,
        connection: &str,
        tool: &Tool,
        hint: Option<String>,
    ) -> Result<()> {
        if self.adkeys.0.agent == AgentMode::Allow {
            return Ok(());
        }
        if let Some(grant) = self.answered(connection, tool)? {
            return self.by(&grant, tool);
        }
        let mut question = self.join(connection, tool, hint)?;
        let told = question.wait_for(Option::is_some).await;
        match told.ok().and_then(|outcome| *outcome).unwrap_or(Outcome::TooLate) {
            Outcome::Answered(Answer::No) => Err(refused(connection, tool)),
            Outcome::Answered(_) => Ok(()),
            Outcome::Nobody => Err(nobody(connection)),
            Outcome::TooLate => Err(too_late(connection, tool)),
        }
    }

    /// What the person said of this program before.
    fn answered(&self, connection: &str, tool: &Tool) -> Result<Option<ToolGrant>> {
        let Some(path) = &tool.path else { return Ok(None) };
        self.adkeys.0.ledger().tool_grant(connection, path, self.adkeys.0.now())
    }

    fn by(&self, grant: &ToolGrant, tool: &Tool) -> Result<()> {
        if !grant.allowed {
            return Err(refused(&grant.connection, tool));
        }
        self.adkeys.0.ledger().touch_tool_grant(&grant.id, self.adkeys.0.now())
    }

    /// The question about `tool`: the one that stands already, or a new one.
    fn join(
        self: &Arc<Self>,
        connection: &str,
        tool: &Tool,
        hint: Option<String>,
    ) -> Result<watch::Receiver<Option<Outcome>>> {
        let who = tool.path.clone().unwrap_or_else(|| format!("{:?}", tool.pid));
        let subject = (connection.to_owned(), who);
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(teller) = standing.get(&subject) {
            return Ok(teller.subscribe());
        }
        if standing.len() >= QUESTIONS {
            return Err(too_late(connection, tool));
        }
        let (teller, question) = watch::channel(None);
        let teller = Arc::new(teller);
        standing.insert(subject.clone(), Arc::clone(&teller));
        let asking = self.asking(connection, tool, hint);
        tokio::spawn(Arc::clone(self).put(asking, subject, teller));
        Ok(question)
    }

    fn asking(&self, connection: &str, tool: &Tool, hint: Option<String>) -> Asking {
        let context = &self.adkeys.0;
        let id = context.entropy.bytes().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Asking { id, connection: connection.to_owned(), tool: tool.clone(), hint, at: context.now() }
    }

    /// Puts one question for all who wait for it; ends when the last of them has gone away.
    async fn put(self: Arc<Self>, asking: Asking, subject: Subject, teller: Arc<Teller>) {
        let outcome = tokio::select! {
            answer = tokio::time::timeout(PATIENCE, self.consent.ask(asking.clone())) => match answer {
                Ok(Some(answer)) => Outcome::Answered(answer),
                Ok(None) => Outcome::Nobody,
                Err(_) => Outcome::TooLate,
            },
            () = teller.closed() => Outcome::TooLate,
        };
        if let Outcome::Answered(answer) = outcome {
            self.remember(&asking, answer);
        }
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).remove(&subject);
        teller.send_replace(Some(outcome));
    }

    /// A program that cannot be told from others is asked about each time.
    fn remember(&self, asking: &Asking, answer: Answer) {
        let context = &self.adkeys.0;
        let (now, tool) = (context.now(), &asking.tool);
        let event = if answer == Answer::No { "tool-refused" } else { "tool-allowed" };
        context.note(&asking.connection, event, Ok(Some(tool.name.clone())));
        let until = match answer {
            Answer::Once => return,
            Answer::Today => Some(now.after(TODAY)),
            Answer::Always => None,
            Answer::No => Some(now.after(NO)),
        };
        let Some(path) = tool.path.clone() else { return };
        // One that cannot be written is asked about again.
        let _ = context.ledger().put_tool_grant(&ToolGrant {
            id: String::new(),
            connection: asking.connection.clone(),
            tool: tool.name.clone(),
            path,
            allowed: answer != Answer::No,
            until,
            granted_at: now,
            last_used: (answer != Answer::No).then_some(now),
        });
    }
}

fn refused(connection: &str, tool: &Tool) -> Error {
    let name = &tool.name;
    Error::new(
        Code::ToolRefused,
        text!("{name} may not have the access of {connection}.", "{name} не разрешён доступ {connection}."),
    )
    .with(|details| details.connection = Some(connection.to_owned()))
}

fn nobody(connection: &str) -> Error {
    Error::new(
        Code::AgentUnavailable,
        Text::new(
            "Nobody is there to say whether this tool may have the token.",
            "Некому ответить, можно ли дать токен этому инструменту.",
        ),
    )
    .with(|details| details.connection = Some(connection.to_owned()))
}

fn too_late(connection: &str, tool: &Tool) -> Error {
    let name = &tool.name;
    Error::new(
        Code::ConsentTimeout,
        text!(
            "Nobody answered whether {name} may have the access of {connection}.",
            "Нет ответа, можно ли дать {name} доступ {connection}."
        ),
    )
    .with(|details| details.connection = Some(connection.to_owned()))
}
