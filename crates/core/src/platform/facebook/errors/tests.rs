use std::collections::BTreeSet;

use super::*;

fn provider() -> Provider {
    let entry = include_str!("../../../../../../catalogue/facebook.toml");
    let entry =
        entry.replace("${hosts.dialog}", "https://d.example").replace("${hosts.graph}", "https://g.example");
    toml::from_str(&entry.replace("${api_version}", "v26.0")).unwrap()
}

/// The two codes that end a token; anything else leaves it as it is.
fn keeps_token(code: Code) -> bool {
    !matches!(code, Code::TokenExpired | Code::TokenRevoked)
}

fn failure(code: i32, subcode: Option<i32>, message: &str) -> Failure {
    Failure { code: Some(code), subcode, message: message.into(), ..Failure::default() }
}

fn code_of(code: i32, subcode: Option<i32>, message: &str) -> Code {
    explain(&provider(), &failure(code, subcode, message), &[]).code
}

/// A failure that the row was written for.
fn sample(row: &Row) -> Failure {
    let code = row.codes.first().copied().or(row.range.map(|(_, last)| last));
    let message = row.says.first().cloned().unwrap_or_default();
    Failure { code, subcode: row.subcodes.first().copied(), message, ..Failure::default() }
}

#[test]
fn the_table_can_be_read() {
    let table: std::result::Result<Table, _> = toml::from_str(include_str!("../errors.toml"));
    assert!(table.unwrap().row.len() > 90);
}

#[test]
fn every_row_is_found_by_what_it_was_written_for_and_speaks_both_languages() {
    let provider = provider();
    for row in TABLE.iter() {
        let sample = sample(row);
        let error = explain(&provider, &sample, &[]);
        assert_eq!(error.code, row.becomes, "{sample:?}");
        assert_eq!((&*error.message, &*error.hint), (&row.cause, &row.remedy), "{sample:?}");
        for text in [&row.cause, &row.remedy] {
            assert!(
                text.en.len() > 3 && text.ru.chars().any(|letter| ('а'..='я').contains(&letter)),
                "{text:?}"
            );
            assert!(!text.en.contains('!') && !text.ru.contains('!'), "{text:?}");
        }
        assert_eq!(error.details.link.is_some(), row.link.is_some(), "no such link: {:?}", row.link);
        assert_eq!((super::retry(&error), remedy(&error).who), (row.retry, row.who), "{sample:?}");
    }
}

#[test]
fn every_row_says_what_it_is_for_and_phrases_are_lower_case() {
    let mut keys = BTreeSet::new();
    for row in TABLE.iter() {
        assert!(
            !(row.codes.is_empty() && row.range.is_none() && row.subcodes.is_empty() && row.says.is_empty()),
            "{row:?}"
        );
        assert!(row.says.iter().all(|phrase| *phrase == phrase.to_lowercase()), "{:?}", row.says);
        let key = format!("{:?}{:?}{:?}{:?}", row.codes, row.range, row.subcodes, row.says);
        assert!(keys.insert(key.clone()), "twice: {key}");
    }
}

#[test]
fn a_limit_never_looks_like_a_dead_token() {
    for row in TABLE.iter().filter(|row| matches!(row.retry, Retry::Later | Retry::Soon | Retry::Smaller)) {
        assert!(keeps_token(row.becomes), "{row:?}");
    }
    for code in [4, 9, 17, 32, 341, 613, 80000, 80001, 80002, 80003, 80004, 80005, 80006, 80008, 80009, 80014]
    {
        for subcode in [None, Some(2_446_079)] {
            assert_eq!(code_of(code, subcode, "OAuthException"), Code::RateLimited, "{code}/{subcode:?}");
        }
    }
}

/// Surprise 21: 190/459 and 368 do not kill the token; deleting it forces a pointless reconnect.
#[test]
fn a_checkpoint_and_a_policy_block_do_not_kill_the_token() {
    for (code, subcode, expected) in [
        (190, Some(459), Code::Checkpoint),
        (190, Some(464), Code::Checkpoint),
        (190, Some(490), Code::Checkpoint),
        (368, Some(1_404_078), Code::AccountRestricted),
        (1_404_163, None, Code::AccountRestricted),
        (415, None, Code::TwoFactorRequired),
    ] {
        assert_eq!(code_of(code, subcode, ""), expected, "{code}");
        assert!(keeps_token(expected));
    }
}

#[test]
fn codes_mean_what_the_reference_says() {
    for (code, subcode, message, expected) in [
        (190, None, "Invalid OAuth access token.", Code::TokenRevoked),
        (190, None, "Error validating access token: Session has expired on Monday", Code::TokenExpired),
        (190, Some(463), "", Code::TokenExpired),
        (
            190,
            Some(460),
            "The session has been invalidated because the user changed their password",
            Code::TokenRevoked,
        ),
        (190, Some(467), "The session has expired", Code::TokenRevoked),
        (190, Some(99999), "", Code::TokenRevoked),
        (102, Some(458), "", Code::TokenRevoked),
        (
            190,
            None,
            "Any of the pages_read_engagement permission(s) must be granted before impersonating a user's page.",
            Code::PermissionMissing,
        ),
        (2635, None, "You are calling a deprecated version of the Ads API.", Code::VersionRetired),
        (294, None, "", Code::AppNotLive),
        (3, None, "", Code::AppNotLive),
        (100, Some(33), "Unsupported get request.", Code::AccountAccessDenied),
        (101, None, "", Code::ClientRejected),
        (191, None, "", Code::RedirectUriRejected),
        (
            100,
            None,
            "Error validating verification code. Please make sure your redirect_uri is identical to the one",
            Code::RedirectUriRejected,
        ),
        (100, Some(36009), "This authorization code has been used.", Code::CodeRejected),
        (100, Some(36007), "", Code::CodeRejected),
        (1, None, "Error validating client secret.", Code::ClientRejected),
        (200, None, "(#200) Provide valid app ID", Code::ClientRejected),
        (200, None, "API access blocked.", Code::AppNotLive),
        (278, None, "", Code::PermissionMissing),
        (-1, None, "", Code::PlatformUnavailable),
        (2, None, "An unexpected error has occurred.", Code::PlatformUnavailable),
        (31337, None, "", Code::PlatformUnavailable),
    ] {
        assert_eq!(code_of(code, subcode, message), expected, "{code}/{subcode:?} {message}");
    }
}

#[test]
fn a_subcode_counts_more_than_words_words_more_than_a_code_a_code_more_than_a_range() {
    for (code, subcode, message, expected) in [
        (
            190,
            Some(463),
            "permission(s) must be granted before impersonating a user's page",
            Code::TokenExpired,
        ),
        (
            190,
            None,
            "permission(s) must be granted before impersonating a user's page",
            Code::PermissionMissing,
        ),
        (100, Some(33), "Error validating client secret.", Code::AccountAccessDenied),
        (100, None, "Error validating client secret.", Code::ClientRejected),
        (200, Some(1_870_034), "(#200) Provide valid app ID", Code::PermissionMissing),
        (294, None, "not granted ads_management", Code::PermissionMissing),
        (294, None, "whitelisted", Code::AppNotLive),
        (2500, None, "Unknown path components: /v99.0", Code::VersionRetired),
        (2500, None, "Syntax error", Code::Unexpected),
        (80004, Some(33), "", Code::RateLimited),
        (100, Some(1_487_901), "Budget Is Too Low", Code::Usage),
        (200, Some(1_815_694), "", Code::AccountAccessDenied),
    ] {
        assert_eq!(code_of(code, subcode, message), expected, "{code}/{subcode:?} {message}");
    }
}

#[test]
fn a_negative_code_means_what_its_subcode_says() {
    assert_eq!(code_of(-1, Some(463), ""), Code::TokenExpired);
    assert_eq!(code_of(-3, Some(459), ""), Code::Checkpoint);
    assert_eq!(code_of(-2, Some(2_446_079), ""), Code::RateLimited);
    assert_eq!(code_of(-3, Some(4711), ""), Code::PlatformUnavailable);
}

#[test]
fn what_facebook_calls_transient_is_tried_again_unless_the_table_knows_better() {
    let passing = |code| Failure { transient: true, ..failure(code, None, "") };
    let error = explain(&provider(), &passing(100), &[]);
    assert_eq!((error.code, super::retry(&error)), (Code::PlatformUnavailable, Retry::Soon));
    assert_eq!(explain(&provider(), &passing(190), &[]).code, Code::TokenRevoked);
    assert_eq!(code_of(100, None, ""), Code::Unexpected);
}

/// Surprise 22: 100/33 may be a missing `act_`, a missing role, or an unverified Tech Provider app.
#[test]
fn does_not_exist_is_told_with_all_three_causes() {
    let error =
        explain(&provider(), &failure(100, Some(33), "Unsupported get request. Object with ID '1'"), &[]);
    for cause in ["act_", "role", "Tech Provider"] {
        assert!(error.message.en.contains(cause), "{cause}");
    }
}

#[test]
fn no_text_asks_to_sign_in_where_that_would_not_help() {
    for row in TABLE.iter().filter(|row| row.becomes == Code::RateLimited) {
        assert!(!row.remedy.en.contains("connect PROVIDER"), "{:?}", row.remedy);
    }
}
