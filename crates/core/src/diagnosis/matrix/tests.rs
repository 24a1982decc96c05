use super::*;
use crate::catalogue::Catalogue;
use crate::grant::{Scopes, TokenFacts, TokenKind, TokenOrigin};

fn account(id: &str, status: AccountStatus, tasks: &[&str]) -> AdAccount {
    AdAccount {
        id: id.into(),
        name: format!("Account {id}"),
        status,
        native_status: String::new(),
        reason: None,
        native_reason: None,
        can_deliver: status == AccountStatus::Active,
        currency: "EUR".into(),
        timezone: None,
        amount_spent: None,
        spend_cap: None,
        balance: None,
        business: None,
        tasks: tasks.iter().map(|task| (*task).to_owned()).collect(),
    }
}

fn report(granted: &[&str], accounts: Vec<AdAccount>) -> StatusReport {
    let list = |scopes: &[&str]| scopes.iter().map(|scope| (*scope).to_owned()).collect::<Vec<_>>();
    let scopes =
        Scopes { granted: list(granted), declined: list(&["business_management"]), ..Scopes::default() };
    serde_report(scopes, accounts)
}

fn serde_report(scopes: Scopes, accounts: Vec<AdAccount>) -> StatusReport {
    StatusReport {
        connection: "facebook".into(),
        provider: "facebook".into(),
        state: ConnectionState::Connected,
        checked_at: None,
        accounts_at: None,
        person: None,
        token: TokenFacts {
            kind: TokenKind::LongLived,
            obtained_at: None,
            expires_at: None,
            data_access_expires_at: None,
            data_access_matters: false,
            scopes,
            origin: TokenOrigin::SignIn,
            granular: Vec::new(),
        },
        accounts,
        findings: Vec::new(),
        error: None,
        usage: Vec::new(),
    }
}

fn made(report: &StatusReport) -> Matrix {
    let catalogue = Catalogue::load(std::path::Path::new("/nowhere"));
    matrix(report, catalogue.provider("facebook").unwrap())
}

fn verdicts(matrix: &Matrix, row: usize) -> Vec<Verdict> {
    matrix.rows[row].cells.iter().map(|cell| cell.verdict).collect()
}

const MANAGER: &[&str] = &["DRAFT", "ANALYZE", "ADVERTISE", "MANAGE"];

#[test]
fn every_purpose_can_be_read_and_speaks_both_languages() {
    let ids: Vec<String> = purposes().into_iter().map(|purpose| purpose.id).collect();
    assert_eq!(ids, ["read-reports", "manage-ads", "page-ads", "leads", "billing"]);
    for purpose in purposes() {
        assert!(!purpose.title.en.is_empty() && purpose.title.en != purpose.title.ru);
    }
}

#[test]
fn a_reader_reads_and_does_no_more() {
    use Verdict::{No, Yes};
    let matrix = made(&report(&["ads_read"], vec![account("act_1", AccountStatus::Active, MANAGER)]));
    assert_eq!(verdicts(&matrix, 0), [Yes, No, No, No, No]);
}

#[test]
fn a_red_cell_says_what_is_missing_and_the_same_reason_is_told_once() {
    let accounts =
        (0..10_000).map(|n| account(&format!("act_{n}"), AccountStatus::Active, &["ANALYZE"])).collect();
    let matrix = made(&report(&["ads_read", "ads_management"], accounts));
    assert_eq!(matrix.rows.len(), 10_000);
    assert!(matrix.reasons.len() < 12, "{}", matrix.reasons.len());
    let manage = &matrix.rows[9_999].cells[1];
    let reasons: Vec<&str> =
        manage.reasons.iter().map(|place| matrix.reasons[*place as usize].check.as_str()).collect();
    assert_eq!((manage.verdict, reasons), (Verdict::No, vec!["accounts.role"]));
    assert!(matrix.reasons.iter().all(|reason| reason.remedy.is_some() && reason.account.is_none()));
}

#[test]
fn a_stopped_account_can_still_be_read() {
    let scopes = ["ads_read", "ads_management"];
    let matrix = made(&report(&scopes, vec![account("act_1", AccountStatus::Blocked, MANAGER)]));
    assert_eq!(verdicts(&matrix, 0)[..2], [Verdict::Yes, Verdict::No]);
}

#[test]
fn a_declined_permission_is_asked_for_again() {
    let scopes = ["ads_read", "ads_management"];
    let matrix = made(&report(&scopes, vec![account("act_1", AccountStatus::Active, MANAGER)]));
    let declined = matrix.reasons.iter().find(|reason| reason.check == "permissions.declined").unwrap();
    let remedy = declined.remedy.as_ref().unwrap();
    assert_eq!(remedy.fix, Some(crate::finding::Fix::Rerequest));
    assert!(
        remedy.command.as_ref().unwrap().contains("--scopes ads_read,ads_management,business_management")
    );
}

#[test]
fn what_was_not_told_is_not_refused() {
    let matrix =
        made(&report(&["ads_read", "ads_management"], vec![account("act_1", AccountStatus::Active, &[])]));
    assert_eq!(verdicts(&matrix, 0)[..2], [Verdict::Unknown, Verdict::Unknown]);
    let matrix = made(&report(&[], vec![account("act_1", AccountStatus::Active, MANAGER)]));
    assert!(verdicts(&matrix, 0).iter().all(|verdict| *verdict == Verdict::Unknown));
}

#[test]
fn with_a_dead_access_nothing_works() {
    let mut report = report(&["ads_read"], vec![account("act_1", AccountStatus::Active, MANAGER)]);
    report.state = ConnectionState::Expired;
    assert!(verdicts(&made(&report), 0).iter().all(|verdict| *verdict == Verdict::No));
}

/// With chosen ad accounts a permission holds for those only; a list of Pages says nothing of ad accounts.
#[test]
fn an_account_that_was_not_ticked_is_told_apart_from_a_permission_that_was_not_given() {
    let accounts = ["act_1", "act_2"].map(|id| account(id, AccountStatus::Active, MANAGER)).to_vec();
    let mut report = report(&["ads_read"], accounts);
    let chosen = |scope: &str, ids: &[&str]| crate::grant::Granular {
        scope: scope.into(),
        targets: Some(ids.iter().map(|id| (*id).to_owned()).collect()),
    };
    report.token.granular = vec![chosen("ads_read", &["1"]), chosen("pages_show_list", &["77"])];
    let matrix = made(&report);
    assert_eq!(matrix.rows[0].cells[0].verdict, Verdict::Yes);
    let unticked = &matrix.rows[1].cells[0];
    let reason = &matrix.reasons[unticked.reasons[0] as usize];
    assert_eq!((unticked.verdict, reason.check.as_str()), (Verdict::No, "accounts.chosen"));
}
