//! The token, beyond what the platform tells by itself.

use crate::diagnosis::check::{Check, Facts, How};
use crate::diagnosis::types::CheckGroup;
use crate::finding::{Finding, Level};
use crate::ledger::ConnectionState;
use crate::text;
use crate::text::Text;

pub(super) const CHECKS: &[Check] = &[Check {
    id: "token.person",
    group: CheckGroup::Token,
    title: Text::new("Who signed in", "Кто вошёл"),
    how: How::Facts(person),
}];

/// The wrong Facebook profile in the browser looks like missing accounts: so it is said who it was.
fn person(facts: &Facts<'_>) -> Vec<Finding> {
    let known = matches!(facts.report.state, ConnectionState::Connected | ConnectionState::Expiring);
    let Some(person) = facts.report.person.as_ref().filter(|_| known) else { return Vec::new() };
    let name = &person.name;
    let detail = text!(
        "Signed in as “{name}”. If that is another profile than intended, connect again with the right one.",
        "Вход выполнен как «{name}». Если это не тот профиль, подключите ещё раз с нужным."
    );
    let title = Text::new("Who signed in", "Кто вошёл");
    vec![Finding::new("token.person", Level::Ok, title, detail).evidence(Text::new("Id", "ID"), &person.id)]
}
