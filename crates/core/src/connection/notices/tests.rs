//! What is told, when, and how often.

use super::*;
use crate::grant::{Person, Scopes, TokenFacts, TokenOrigin};

fn at(days: i64) -> Timestamp {
    Timestamp::from_unix(days * DAY).unwrap()
}

fn account(id: &str, name: &str, status: AccountStatus) -> AdAccount {
    AdAccount {
        id: id.into(),
        name: name.into(),
        status,
        native_status: "1".into(),
        reason: None,
        native_reason: None,
        can_deliver: true,
        currency: "EUR".into(),
        timezone: None,
        amount_spent: None,
        spend_cap: None,
        balance: None,
        business: None,
        tasks: Vec::new(),
    }
}

/// A token of sixty days, received on day 0, seen on `day`.
fn seen(state: ConnectionState) -> Seen<'static> {
    Seen { state, life: Some((Some(at(0)), at(60))), accounts: None }
}

/// What is told on each of `days`, one after another.
fn told_on(days: &[i64], state: ConnectionState) -> Vec<(i64, News)> {
    let mut told = Told::default();
    let mut all = Vec::new();
    for day in days {
        let (news, next) = news(&seen(state), &told, at(*day));
        all.extend(news.into_iter().map(|one| (*day, one)));
        told = next;
    }
    all
}

#[test]
fn a_person_is_reminded_four_times_and_once_each() {
    let every_day: Vec<i64> = (0..60).collect();
    let reminders: Vec<_> = told_on(&every_day, ConnectionState::Connected);
    let expected = [(46, 14), (53, 7), (57, 3), (59, 1)].map(|(day, days)| (day, News::Ends { days }));
    assert_eq!(reminders, expected);
}

#[test]
fn a_computer_that_was_off_tells_only_what_is_true_now() {
    let told = told_on(&[10, 55, 55, 56], ConnectionState::Expiring);
    assert_eq!(told, [(55, News::Ends { days: 5 })]);
}

#[test]
fn more_time_starts_the_reminders_anew() {
    let (_, told) = news(&seen(ConnectionState::Expiring), &Told::default(), at(58));
    assert_eq!(told.mark, Some(3));
    let renewed = Seen { life: Some((Some(at(58)), at(118))), ..seen(ConnectionState::Connected) };
    let (none, told) = news(&renewed, &told, at(58));
    assert_eq!((none, told.mark), (vec![], None));
    assert_eq!(news(&renewed, &told, at(105)).0, [News::Ends { days: 13 }]);
}

#[test]
fn a_token_of_two_hours_is_no_reason_to_cry_after_a_minute() {
    let short = Seen {
        life: Some((Some(at(0)), at(0).after(std::time::Duration::from_secs(7200)))),
        ..seen(ConnectionState::Connected)
    };
    assert_eq!(news(&short, &Told::default(), at(0)).0, []);
}

#[test]
fn a_bad_state_is_told_once_until_it_was_good_again() {
    let (first, told) = news(&seen(ConnectionState::Revoked), &Told::default(), at(5));
    assert_eq!(first, [News::State(ConnectionState::Revoked)]);
    assert_eq!(news(&seen(ConnectionState::Revoked), &told, at(6)).0, []);
    // Not being able to ask proves nothing.
    let (none, told) = news(&seen(ConnectionState::Unknown), &told, at(7));
    assert_eq!(none, []);
    assert_eq!(news(&seen(ConnectionState::Revoked), &told, at(8)).0, []);
    let (none, told) = news(&seen(ConnectionState::Connected), &told, at(9));
    assert_eq!(none, []);
    assert_eq!(news(&seen(ConnectionState::Revoked), &told, at(10)).0.len(), 1);
}

#[test]
fn accounts_that_were_blocked_before_the_first_look_are_no_news() {
    let before =
        [account("act_1", "Lumen", AccountStatus::Blocked), account("act_2", "Fjäll", AccountStatus::Active)];
    let look =
        |accounts, read| Seen { accounts: Some((at(read), accounts)), ..seen(ConnectionState::Connected) };
    let (none, told) = news(&look(&before, 1), &Told::default(), at(1));
    assert_eq!(none, []);
    let after = [
        account("act_1", "Lumen", AccountStatus::Blocked),
        account("act_2", "Fjäll", AccountStatus::Blocked),
    ];
    let (one, told) = news(&look(&after, 2), &told, at(2));
    assert_eq!(one, [News::Accounts { count: 1, name: "Fjäll".into() }]);
    assert_eq!(news(&look(&after, 3), &told, at(3)).0, []);
    // Freed, and blocked again: news again.
    let (_, told) = news(&look(&before, 4), &told, at(4));
    assert_eq!(news(&look(&after, 5), &told, at(5)).0.len(), 1);
}

fn record(name: &str) -> ConnectionRecord {
    ConnectionRecord {
        name: "facebook".into(),
        provider: "facebook".into(),
        person: Some(Person { id: "100000000001".into(), name: name.into() }),
        state: ConnectionState::Connected,
        facts: TokenFacts {
            kind: TokenKind::LongLived,
            obtained_at: Some(at(0)),
            expires_at: Some(at(60)),
            data_access_expires_at: Some(at(90)),
            data_access_matters: false,
            scopes: Scopes::default(),
            origin: TokenOrigin::SignIn,
            granular: vec![],
        },
        way: None,
        connected_at: at(0),
        checked_at: None,
        problem: None,
        usage: vec![],
    }
}

#[test]
fn a_notice_says_who_what_and_how_long_in_both_languages() {
    let words = |days| words::notice(&record("Anna Lindqvist"), "Facebook", &News::Ends { days }).title;
    assert_eq!(words(5).en, "Anna Lindqvist: Facebook access ends in 5 days");
    for (days, end) in [(1, "1 день"), (3, "3 дня"), (7, "7 дней"), (14, "14 дней")] {
        assert_eq!(words(days).ru, format!("Anna Lindqvist: доступ к Facebook закончится через {end}"));
    }
}

#[test]
fn no_notice_holds_an_id_or_lets_a_name_do_harm() {
    let hostile = format!("\u{202e}<b>Anna</b>\n{}\u{200b}", "a".repeat(70_000));
    for news in [
        News::Ends { days: 3 },
        News::State(ConnectionState::Blocked),
        News::Accounts { count: 1, name: hostile.clone() },
        News::Accounts { count: 12, name: "\u{feff}".into() },
    ] {
        let Notice { title, body, .. } = words::notice(&record(&hostile), "Facebook", &news);
        for words in [&title.en, &title.ru] {
            assert!(words.chars().count() < 140, "{words}");
            assert!(!words.contains(['\u{202e}', '\n', '\u{200b}']), "{words:?}");
            assert!(!words.contains("100000000001"), "{words}");
        }
        assert!(!body.en.contains('<') && !body.ru.contains('<'));
    }
}

#[test]
fn the_clock_of_personal_data_counts_only_where_it_matters() {
    let mut record = record("Anna");
    assert_eq!(life(&record).unwrap().1, at(60));
    record.facts.data_access_expires_at = Some(at(30));
    assert_eq!(life(&record).unwrap().1, at(60));
    record.facts.data_access_matters = true;
    assert_eq!(life(&record).unwrap().1, at(30));
    record.facts.kind = TokenKind::Refreshable;
    record.facts.data_access_matters = false;
    assert_eq!(life(&record), None);
}
