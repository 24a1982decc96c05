//! Which program may have which token.

use adkeys_core::Code;
use adkeys_core::agent::{Answer, Request};

use crate::desk::{Desk, Person, until, wanted};

fn this_program() -> String {
    std::env::current_exe().unwrap().display().to_string()
}

#[tokio::test]
async fn a_program_that_the_person_allows_gets_the_token_and_the_log_names_it() {
    let desk = Desk::with(Person::will_say(&[Answer::Once])).await;
    let direct = desk.world.adkeys.token("facebook", &Default::default()).await.unwrap();
    let given = desk.token(None).await.unwrap().token;
    assert_eq!(given.access_token, direct.access_token);
    assert_eq!((given.expires_at, given.connection), (direct.expires_at, direct.connection));
    let asking = desk.person.asked().remove(0);
    assert_eq!((asking.connection.as_str(), asking.tool.pid), ("facebook", Some(std::process::id())));
    assert_eq!(asking.tool.path, Some(this_program()));
    let log = desk.adkeys.activity(Some("facebook"), 2).unwrap();
    let told: Vec<_> = log.iter().map(|entry| (entry.event.as_str(), entry.detail.clone())).collect();
    let name = Some(asking.tool.name);
    assert_eq!(told, [("token-given", name.clone()), ("tool-allowed", name)]);
}

#[tokio::test]
async fn once_is_once_and_always_is_not_asked_again() {
    let desk = Desk::with(Person::will_say(&[Answer::Once, Answer::Always])).await;
    for questions in [1, 2, 2, 2] {
        desk.token(None).await.unwrap();
        assert_eq!(desk.person.asked().len(), questions);
    }
    desk.world.clock.advance_days(30);
    desk.token(None).await.unwrap();
    assert_eq!(desk.person.asked().len(), 2);
    let grant = desk.adkeys.grants().unwrap().remove(0);
    assert_eq!((grant.path, grant.allowed, grant.until), (this_program(), true, None));
    assert!(grant.last_used > Some(grant.granted_at));
}

#[tokio::test]
async fn today_ends() {
    let desk = Desk::with(Person::will_say(&[Answer::Today, Answer::No])).await;
    for _ in 0..2 {
        desk.token(None).await.unwrap();
    }
    desk.world.clock.advance_days(1);
    assert_eq!(desk.token(None).await.unwrap_err().code, Code::ToolRefused);
    assert_eq!(desk.person.asked().len(), 2);
}

#[tokio::test]
async fn a_no_holds_for_a_while_and_can_be_taken_back() {
    let desk = Desk::with(Person::will_say(&[Answer::No, Answer::Once])).await;
    for _ in 0..3 {
        assert_eq!(desk.token(None).await.unwrap_err().code, Code::ToolRefused);
    }
    assert_eq!(desk.person.asked().len(), 1);
    let refusal = desk.adkeys.grants().unwrap().remove(0);
    assert!(!refusal.allowed && refusal.until.is_some());
    desk.adkeys.revoke_grant(&refusal.id).unwrap();
    desk.token(None).await.unwrap();
}

#[tokio::test]
async fn what_is_taken_back_is_asked_about_again() {
    let desk = Desk::with(Person::will_say(&[Answer::Always, Answer::No])).await;
    desk.token(None).await.unwrap();
    let grant = desk.adkeys.grants().unwrap().remove(0);
    // In another process: the command line.
    desk.world.adkeys.revoke_grant(&grant.id).unwrap();
    assert_eq!(desk.token(None).await.unwrap_err().code, Code::ToolRefused);
}

#[tokio::test]
async fn an_answer_is_gone_with_its_connection() {
    let desk = Desk::with(Person::will_say(&[Answer::Always])).await;
    desk.token(None).await.unwrap();
    desk.world.adkeys.disconnect("facebook", false).await.unwrap();
    let error = desk.token(None).await.unwrap_err();
    assert_eq!(error.code, Code::AuthorizationRequired);
    assert_eq!(error.details.link.as_deref(), Some("dev.adkeys://connect/facebook"));
    assert!(desk.adkeys.grants().unwrap().is_empty());
}

#[tokio::test]
async fn nobody_is_asked_about_a_connection_that_is_not_there() {
    let desk = Desk::with(Person::default()).await;
    let request = Request::AccessToken {
        connection: "nobody".into(),
        min_valid: None,
        application_hint: None,
        for_parent: false,
    };
    assert_eq!(desk.ask(request).await.unwrap().unwrap_err().code, Code::ConnectionUnknown);
    assert!(desk.person.asked().is_empty());
}

#[tokio::test]
async fn where_nobody_can_be_asked_the_tool_is_told_so() {
    let desk = Desk::with(Person::is_away()).await;
    assert_eq!(desk.token(None).await.unwrap_err().code, Code::AgentUnavailable);
}

#[tokio::test]
async fn those_who_ask_at_once_share_one_question() {
    let desk = Desk::with(Person::will_say(&[Answer::Always])).await;
    let asking: Vec<_> = (0..20).map(|_| desk.ask(wanted(None))).collect();
    for one in asking {
        one.await.unwrap().unwrap();
    }
    assert_eq!(desk.person.asked().len(), 1);
}

#[tokio::test]
async fn a_tool_that_goes_away_takes_its_question_back() {
    let desk = Desk::with(Person::default()).await;
    let stream = tokio::net::UnixStream::connect(desk.socket()).await.unwrap();
    stream.writable().await.unwrap();
    stream.try_write(b"{\"request\":\"access_token\",\"connection\":\"facebook\"}\n").unwrap();
    until(|| desk.person.asked().len() == 1).await;
    drop(stream);
    until(|| desk.person.questions_taken_back() == 1).await;
}

#[tokio::test]
async fn what_a_tool_calls_itself_cannot_pose_as_the_question() {
    let desk = Desk::with(Person::will_say(&[Answer::No])).await;
    let hint = format!("my-tool\n\u{202e}\u{1b}[31m \"{}\"", "x".repeat(500));
    let request = Request::AccessToken {
        connection: "facebook".into(),
        min_valid: None,
        application_hint: Some(hint),
        for_parent: true,
    };
    desk.ask(request).await.unwrap().unwrap_err();
    let asking = desk.person.asked().remove(0);
    let hint = asking.hint.unwrap();
    assert!(hint.starts_with("my-tool31m xxx") && hint.chars().count() == 60, "{hint:?}");
    // On behalf of its parent, as the system tells it.
    assert_eq!(asking.tool.pid, Some(std::os::unix::process::parent_id()));
}
