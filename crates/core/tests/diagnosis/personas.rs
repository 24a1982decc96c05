//! Persona by persona: exactly these findings, good ones included, and nothing else.

use futures_util::future::join_all;

use super::support::World;
use super::{PLATFORM, diagnosed, shown};

/// What everybody has whose access works.
const USUAL: &[&str] = &[
    "api.limits ok",
    "api.version ok",
    "app.id ok",
    "app.native ok",
    "app.redirect ok",
    "app.secret ok",
    "permissions.missing ok",
    "token.app-match ok",
    "token.expiry ok",
    "token.kind info",
    "token.person ok",
    "token.valid ok",
];

async fn found(persona: &str) -> Vec<String> {
    let world = World::of(persona).await;
    world.connected().await;
    let diagnosis = diagnosed(&world.adkeys, PLATFORM).await;
    assert_eq!(shown(&diagnosis.findings), Vec::<String>::new(), "{persona}");
    shown(&diagnosis.connections[0].findings)
}

/// [`USUAL`] and `more`, without what begins with one of `less`.
fn usual(more: &[&str], less: &[&str]) -> Vec<String> {
    let kept = USUAL.iter().filter(|line| !less.iter().any(|start| line.starts_with(start)));
    let mut lines: Vec<String> = kept.chain(more).map(|line| (*line).to_owned()).collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn each_persona_has_exactly_its_findings() {
    let mut wrong = Vec::new();
    let found = join_all(TABLE.iter().map(|(persona, ..)| found(persona))).await;
    for ((persona, more, less), found) in TABLE.iter().zip(found) {
        let expected = usual(more, less);
        if found != expected {
            wrong.push(format!("{persona}\n found {found:?}\n expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What an access that does not work leaves unsaid.
const DEAD: &[&str] = &["api.", "permissions.", "token."];

/// Of the persona "mixed", and of those that borrow its accounts.
const MIXED: &[&str] =
    &["accounts.spend-cap warning …520", "accounts.status error …518", "accounts.status error …519"];

/// Persona, findings beyond the usual, the usual ones that are not there.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    ("fine", &[], &[]),
    ("mixed", MIXED, &[]),
    ("declined", &["permissions.declined warning"], &["permissions.missing"]),
    ("expired", &["token.valid error"], DEAD),
    (
        "checkpoint",
        &[
            "accounts.spend-cap warning …520",
            "accounts.status error …518",
            "accounts.status error …519",
            "token.valid error",
        ],
        DEAD,
    ),
    ("revoked", &["token.valid error"], DEAD),
    ("limited", &["accounts.read warning", "api.limits warning"], &["api.limits"]),
    ("noaccounts", &["accounts.none warning"], &[]),
    ("system-user", MIXED, &[]),
    ("no-expiry", &[], &[]),
    (
        "every-state",
        &[
            "accounts.role warning …709",
            "accounts.status error …702",
            "accounts.status error …703",
            "accounts.status info …707",
            "accounts.status info …708",
            "accounts.status unknown …709",
            "accounts.status warning …704",
            "accounts.status warning …705",
            "accounts.status warning …706",
        ],
        &[],
    ),
    ("lapsed", &["permissions.expired warning"], &["permissions.missing"]),
    ("two-factor", &["token.valid error"], DEAD),
    ("restricted", &["token.valid error"], DEAD),
    (
        "stuck",
        &[
            "accounts.access-ends warning …805",
            "accounts.delivery warning …803",
            "accounts.funding error …802",
            "accounts.role warning …806",
            "accounts.spend-cap error …801",
            "accounts.terms info …804",
        ],
        &[],
    ),
    (
        "newcomer",
        &[
            "accounts.not-assigned info …902",
            "accounts.not-assigned info …903",
            "accounts.two-factor info",
            "accounts.verification info",
        ],
        &[],
    ),
    ("hundred", &[], &[]),
];

#[tokio::test]
async fn each_ad_account_tells_who_can_mend_it_without_asking_anybody() {
    let world = World::of("mixed").await;
    world.connected().await;
    let report = world.adkeys.cached_status("facebook").unwrap();
    let asked = world.requests().await;
    for account in &report.accounts {
        let findings = world.adkeys.account_findings("facebook", &account.id).unwrap();
        assert!(findings.iter().all(|finding| finding.account.as_ref() == Some(&account.id)));
        let business = account.business.as_ref().map(|business| business.name.as_str());
        let manages = account.tasks.iter().any(|task| task == "MANAGE");
        for remedy in findings.iter().filter_map(|finding| finding.remedy.as_ref()) {
            assert_eq!((remedy.business.as_deref(), remedy.is_person), (business, manages), "{remedy:?}");
            assert!(remedy.url.is_some() && !remedy.steps.is_empty());
        }
        assert_eq!(findings.is_empty(), account.id.ends_with("517"), "{}: {findings:?}", account.id);
    }
    assert!(report.accounts.iter().any(|account| account.business.is_some()));
    assert_eq!(world.requests().await, asked);
}
