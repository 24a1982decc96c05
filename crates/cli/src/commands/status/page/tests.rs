//! The page, as a person reads it.

use std::time::{Duration, Instant};

use adkeys_core::account::Business;
use adkeys_core::finding::{Finding, Remedy, Who};
use adkeys_core::grant::{Person, Scopes, TokenFacts, TokenOrigin};
use adkeys_core::ledger::ConnectionState;
use adkeys_core::text;
use adkeys_core::time::Timestamp;
use insta::assert_snapshot;

use super::*;

fn at(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text)
}

fn account(id: &str, name: &str, status: AccountStatus) -> AdAccount {
    AdAccount {
        id: id.into(),
        name: name.into(),
        status,
        native_status: "1".into(),
        reason: None,
        native_reason: None,
        can_deliver: status == AccountStatus::Active,
        currency: "USD".into(),
        timezone: None,
        amount_spent: Some("12345.60".into()),
        spend_cap: None,
        balance: Some("10.00".into()),
        business: None,
        tasks: vec!["ADVERTISE".into(), "ANALYZE".into()],
    }
}

fn blocked() -> AdAccount {
    let reason = Text::new("The platform's integrity rules", "Правила честности платформы");
    AdAccount {
        reason: Some(reason),
        spend_cap: Some("50000.00".into()),
        ..account("act_2", "Söhne \u{1b}[31m\u{202e}GmbH", AccountStatus::Blocked)
    }
}

fn report() -> StatusReport {
    let scopes = Scopes {
        granted: vec!["ads_read".into(), "ads_management".into()],
        declined: vec!["pages_show_list".into()],
        ..Scopes::default()
    };
    let business = Some(Business { id: "9".into(), name: "Agency".into() });
    let odd = AdAccount { native_status: "42".into(), ..account("act_3", "Third", AccountStatus::Unknown) };
    let remedy = Remedy::new(Who::You, text!("Allow it.", "Разрешите.")).by("adkeys connect facebook");
    StatusReport {
        connection: "facebook".into(),
        provider: "facebook".into(),
        state: ConnectionState::Connected,
        checked_at: at("2026-11-22T07:05:00Z"),
        accounts_at: at("2026-11-21T07:05:00Z"),
        person: Some(Person { id: "1".into(), name: "Anna".into() }),
        token: TokenFacts {
            kind: TokenKind::LongLived,
            obtained_at: None,
            expires_at: at("2027-01-19T10:00:00Z"),
            data_access_expires_at: at("2027-02-19T10:00:00Z"),
            data_access_matters: false,
            scopes,
            granular: Vec::new(),
            origin: TokenOrigin::SignIn,
        },
        accounts: vec![
            AdAccount { business, ..account("act_1", "First", AccountStatus::Active) },
            blocked(),
            odd,
        ],
        findings: vec![
            Finding::new("token.valid", Level::Ok, text!("Fine", "Хорошо"), text!("", "")),
            Finding::new(
                "scopes",
                Level::Warning,
                text!("Pages cannot be seen", "Страницы не видны"),
                text!("pages_show_list was declined.", "Разрешение pages_show_list отклонено."),
            )
            .remedy(remedy),
        ],
        usage: Vec::new(),
        error: None,
    }
}

fn page(report: &StatusReport, lang: Lang) -> String {
    render(report, None, &Calendar::still("2026-11-22T10:00:00Z", lang), &Output::plain(lang))
}

#[test]
fn the_page_in_english() {
    assert_snapshot!(page(&report(), Lang::En));
}

#[test]
fn the_page_in_russian() {
    assert_snapshot!(page(&report(), Lang::Ru));
}

#[test]
fn what_is_not_known_is_said_not_to_be_known() {
    let mut report = report();
    report.state = ConnectionState::Unknown;
    (report.person, report.checked_at, report.accounts_at, report.token.expires_at) =
        (None, None, None, None);
    report.accounts.clear();
    report.findings.clear();
    report.token.scopes = Scopes::default();
    assert_snapshot!(page(&report, Lang::En));
}

#[test]
fn ten_thousand_rows_keep_nobody_waiting() {
    let mut report = report();
    report.accounts =
        (0..10_000).map(|id| account(&format!("act_{id}"), "Name", AccountStatus::Active)).collect();
    let start = Instant::now();
    let page = page(&report, Lang::En);
    assert_eq!(page.matches("act_").count(), 10_000);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}
