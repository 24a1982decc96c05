use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::oauth::fixture::{pending, state};

struct Story {
    home: Home,
    state: String,
    ignored: Arc<AtomicU32>,
    waiting: tokio::task::JoinHandle<Result<Secret>>,
    _dir: tempfile::TempDir,
}

impl Story {
    fn begin() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (home, pending, ignored) = (Home::below(dir.path()), pending(), Arc::new(AtomicU32::new(0)));
        let state = state(&pending).to_owned();
        let mut line = Waiting::open(&home, &pending.state).unwrap();
        let counter = Arc::clone(&ignored);
        let waiting = tokio::spawn(async move {
            line.answer(&pending, &move |count| counter.store(count, Ordering::SeqCst)).await
        });
        Self { home, state, ignored, waiting, _dir: dir }
    }

    async fn hand_over(&self, query: &str) -> Result<()> {
        let query = query.replace("STATE", &self.state);
        hand_over(&self.home, &format!("dev.adkeys://oauth/callback?{query}")).await
    }

    fn sockets(&self) -> usize {
        std::fs::read_dir(self.home.run_dir().join("links")).unwrap().count()
    }
}

#[tokio::test]
async fn a_link_reaches_the_sign_in_of_another_process_once() {
    let story = Story::begin();
    story.hand_over("code=AQD&state=STATE#_=_").await.unwrap();
    assert_eq!(story.hand_over("code=AQD&state=STATE").await.unwrap_err().code, Code::StateMismatch);
    assert_eq!(story.sockets(), 0);
    assert_eq!(story.waiting.await.unwrap().unwrap(), Secret::new("AQD"));
}

#[tokio::test]
async fn a_link_that_nobody_waits_for_says_so_and_changes_nothing() {
    let story = Story::begin();
    for query in ["code=a&state=wrong", "code=a", "code=a&state=", "code=a&state=STATE&state=STATE"] {
        assert_eq!(story.hand_over(query).await.unwrap_err().code, Code::StateMismatch, "{query}");
    }
    assert_eq!(hand_over(&story.home, "dev.adkeys://connect/facebook").await.unwrap_err().code, Code::Usage);
    // Right state, and nothing in it.
    assert_eq!(story.hand_over("state=STATE").await.unwrap_err().code, Code::StateMismatch);
    assert_eq!(story.ignored.load(Ordering::SeqCst), 1);
    story.hand_over("error=access_denied&state=STATE").await.unwrap();
    assert_eq!(story.waiting.await.unwrap().unwrap_err().code, Code::AuthorizationDeclined);
}

#[tokio::test]
async fn only_the_person_may_knock_and_nothing_lies_on_disk() {
    let story = Story::begin();
    let folder = story.home.run_dir().join("links");
    assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o077, 0);
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().collect();
    let name = files.first().unwrap().file_name().into_string().unwrap();
    assert!(!story.state.contains(&name) && files.len() == 1);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    assert_eq!(Waiting::open(&story.home, &Secret::new("x")).unwrap_err().code, Code::Unexpected);
}

#[tokio::test]
async fn what_a_crash_left_is_swept_away() {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::below(dir.path());
    crate::files::create_private_dir(&home.run_dir().join("links")).unwrap();
    drop(std::os::unix::net::UnixListener::bind(home.run_dir().join("links/dead")).unwrap());
    let _waiting = Waiting::open(&home, &Secret::new("x")).unwrap();
    assert!(!home.run_dir().join("links/dead").exists());
}

#[tokio::test]
async fn a_line_that_says_nothing_does_not_stop_the_waiting() {
    let story = Story::begin();
    let silent = line::connect(&story.home, &name_of(&Secret::new(story.state.clone()))).await.unwrap();
    drop(silent);
    story.hand_over("code=AQD&state=STATE").await.unwrap();
    assert!(story.waiting.await.unwrap().is_ok());
}
