//! The headers that tell how much of a limit is used.

use serde_json::json;

use super::session::{self, Bearer};
use crate::account::business_id;
use crate::call::Call;
use crate::world::World;

/// Calls an hour that count as all of a limit. Far more than anybody makes by hand.
const PLENTY: u64 = 20_000;

/// `X-App-Usage`; for ad accounts `X-Business-Use-Case-Usage`, too; for reports `X-FB-Ads-Insights-Throttle`.
pub(crate) fn headers(world: &World, call: &Call) -> Vec<(&'static str, String)> {
    let waits = call.faults.iter().find_map(|fault| fault.wait_minutes);
    let made = world.journal().made();
    let percent = (made * 100).div_ceil(PLENTY).min(95);
    let Ok(Bearer::Person(session)) = session::bearer(world, call) else {
        return waits.map(|minutes| business("0", "development_access", 100, minutes)).into_iter().collect();
    };
    let waits = waits.or_else(|| remaining(world, &session));
    let id = session.persona.business.as_deref().map_or_else(|| session.persona.user_id.clone(), business_id);
    let usage = |percent, minutes| business(&id, session.app.tier(), percent, minutes);
    let mut headers = vec![app_usage(percent)];
    match waits {
        Some(minutes) => headers.push(usage(104, minutes)),
        None if super::is_ads(call) => headers.push(usage(percent, 0)),
        None => {}
    }
    if call.path.last().is_some_and(|last| last == "insights") {
        headers.push(throttle(session.app.tier(), percent));
    }
    headers
}

/// How many minutes the persona's limit still lasts.
fn remaining(world: &World, session: &session::Session) -> Option<i64> {
    session::trouble(world, &session.token)?;
    let minutes = session.persona.trouble.as_ref()?.wait_minutes?;
    let began = world.memory().listed_at(&session.token.nonce).unwrap_or(session.token.issued_at);
    let seconds = began + minutes * 60 - world.now();
    Some((seconds + 59) / 60)
}

fn app_usage(percent: u64) -> (&'static str, String) {
    (
        "X-App-Usage",
        json!({"call_count": percent, "total_time": percent, "total_cputime": percent / 2}).to_string(),
    )
}

fn throttle(tier: &str, percent: u64) -> (&'static str, String) {
    let usage = json!({"app_id_util_pct": percent, "acc_id_util_pct": percent, "ads_api_access_tier": tier});
    ("X-FB-Ads-Insights-Throttle", usage.to_string())
}

fn business(id: &str, tier: &str, percent: u64, minutes: i64) -> (&'static str, String) {
    let usage = json!({id: [{
        "type": "ads_management",
        "call_count": percent,
        "total_cputime": percent / 2,
        "total_time": percent / 2,
        "estimated_time_to_regain_access": minutes,
        "ads_api_access_tier": tier,
    }]});
    ("X-Business-Use-Case-Usage", usage.to_string())
}
