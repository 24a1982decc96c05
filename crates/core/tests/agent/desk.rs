//! An agent that serves, and the person in front of it.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use adkeys_core::agent::client::{self, Given};
use adkeys_core::agent::{Agent, Answer, Asking, Consent, Request};
use adkeys_core::home::Home;
use adkeys_core::{AdKeys, Error};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::support::World;

/// A person who answers what was decided beforehand, and then is silent.
#[derive(Clone, Default)]
pub(crate) struct Person(Arc<Mutex<Mind>>);

#[derive(Default)]
struct Mind {
    answers: VecDeque<Option<Answer>>,
    asked: Vec<Asking>,
    taken_back: usize,
}

impl Person {
    pub(crate) fn will_say(answers: &[Answer]) -> Self {
        let person = Self::default();
        person.mind().answers = answers.iter().copied().map(Some).collect();
        person
    }

    pub(crate) fn is_away() -> Self {
        let person = Self::default();
        person.mind().answers.push_back(None);
        person
    }

    pub(crate) fn asked(&self) -> Vec<Asking> {
        self.mind().asked.clone()
    }

    pub(crate) fn questions_taken_back(&self) -> usize {
        self.mind().taken_back
    }

    fn mind(&self) -> std::sync::MutexGuard<'_, Mind> {
        self.0.lock().unwrap()
    }
}

#[async_trait::async_trait]
impl Consent for Person {
    async fn ask(&self, asking: Asking) -> Option<Answer> {
        let answer = {
            let mut mind = self.mind();
            mind.asked.push(asking);
            mind.answers.pop_front()
        };
        match answer {
            Some(answer) => answer,
            None => {
                let _on_screen = OnScreen(self.clone());
                std::future::pending().await
            }
        }
    }
}

/// A question that nobody answers.
struct OnScreen(Person);

impl Drop for OnScreen {
    fn drop(&mut self) {
        self.0.mind().taken_back += 1;
    }
}

/// A connection, an agent over it, and a person.
pub(crate) struct Desk {
    pub(crate) world: World,
    pub(crate) person: Person,
    pub(crate) adkeys: Arc<AdKeys>,
    pub(crate) serving: JoinHandle<()>,
    end: Option<DropGuard>,
}

impl Desk {
    pub(crate) async fn with(person: Person) -> Self {
        let world = World::of("fine").await;
        world.connected().await;
        Self::over(world, person)
    }

    pub(crate) fn over(world: World, person: Person) -> Self {
        let adkeys = Arc::new(world.another_process());
        let agent = Agent::open(Arc::clone(&adkeys), Arc::new(person.clone())).unwrap();
        let cancel = CancellationToken::new();
        let serving = tokio::spawn(agent.run(cancel.clone()));
        Self { world, person, adkeys, serving, end: Some(cancel.drop_guard()) }
    }

    /// Ends the agent and waits for that.
    pub(crate) async fn end(mut self) -> World {
        drop(self.end.take());
        self.serving.await.unwrap();
        self.world
    }

    pub(crate) fn socket(&self) -> PathBuf {
        Home::below(self.world.home.path()).agent_socket()
    }

    /// Asks as this test program.
    pub(crate) fn ask(&self, request: Request) -> JoinHandle<Result<Given, Error>> {
        let socket = self.socket();
        tokio::task::spawn_blocking(move || {
            let mut asked = client::ask(&socket, &request).expect("an agent is there");
            asked.answer_within(Duration::from_secs(20)).expect("it answers")
        })
    }

    pub(crate) async fn token(&self, min_valid: Option<u32>) -> Result<Given, Error> {
        self.ask(wanted(min_valid)).await.unwrap()
    }

    /// Says `words` and listens until the agent hangs up.
    pub(crate) async fn say(&self, words: &[u8]) -> String {
        let mut stream = UnixStream::connect(self.socket()).await.unwrap();
        // The agent may hang up before it has heard everything.
        let _ = stream.write_all(words).await;
        let _ = stream.shutdown().await;
        let mut heard = Vec::new();
        let _ = stream.read_to_end(&mut heard).await;
        String::from_utf8(heard).unwrap()
    }
}

pub(crate) fn wanted(min_valid: Option<u32>) -> Request {
    Request::AccessToken {
        connection: "facebook".into(),
        min_valid,
        application_hint: None,
        for_parent: false,
    }
}

/// Lets others run until `it` is so.
pub(crate) async fn until(it: impl Fn() -> bool) {
    while !it() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
