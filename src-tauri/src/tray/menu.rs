//! What stands in the tray's menu: plain words, because some systems draw nothing else.

use adkeys_core::connection::ConnectionSummary;
use adkeys_core::ledger::ConnectionState;
use adkeys_core::time::Timestamp;
use adkeys_core::{Lang, Text};

/// So many connections fit into a menu; the window has the others.
const MOST: usize = 10;
const DAY: i64 = 24 * 3600;

const OPEN: Text = Text::new("Open AdKeys", "Открыть AdKeys");
const QUIT: Text = Text::new("Quit", "Выйти");
const RENEW: Text = Text::new("Renew now", "Продлить");
const CHECK: Text = Text::new("Check all now", "Проверить всё");

/// What a person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Open,
    Quit,
    CheckAll,
    Show(String),
    Renew(String),
}

impl Choice {
    /// The id of its menu item.
    pub(super) fn id(&self) -> String {
        match self {
            Self::Open => "open".into(),
            Self::Quit => "quit".into(),
            Self::CheckAll => "check".into(),
            Self::Show(name) => format!("show/{name}"),
            Self::Renew(name) => format!("renew/{name}"),
        }
    }

    /// The choice with this id.
    pub(super) fn of(id: &str) -> Option<Self> {
        match id.split_once('/') {
            Some(("show", name)) => Some(Self::Show(name.to_owned())),
            Some(("renew", name)) => Some(Self::Renew(name.to_owned())),
            Some(_) => None,
            None => [Self::Open, Self::Quit, Self::CheckAll].into_iter().find(|choice| choice.id() == id),
        }
    }
}

/// A part of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Item { choice: Choice, words: String },
    Folder { words: String, items: Vec<(Choice, String)> },
    Line,
}

/// How each state looks in plain text, what it is called, and how urgent it is: the smaller, the more.
fn look(state: ConnectionState) -> (u8, &'static str, Text) {
    match state {
        ConnectionState::Revoked => (0, "⊘", Text::new("Withdrawn", "Отозвано")),
        ConnectionState::Expired => (1, "✕", Text::new("Expired", "Истекло")),
        ConnectionState::Blocked => (2, "■", Text::new("Blocked", "Заблокировано")),
        ConnectionState::Expiring => (3, "◔", Text::new("Expires soon", "Скоро истечёт")),
        ConnectionState::Unknown => (4, "?", Text::new("Not checked", "Не проверено")),
        ConnectionState::NotConnected => (5, "○", Text::new("Not connected", "Не подключено")),
        ConnectionState::Connected => (6, "✓", Text::new("Connected", "Подключено")),
    }
}

/// The state that the icon wears; `None`: nothing to say.
pub(super) fn worst(connections: &[ConnectionSummary]) -> Option<ConnectionState> {
    let states = connections.iter().map(|one| one.state);
    states.min_by_key(|state| look(*state).0).filter(|state| *state != ConnectionState::Connected)
}

/// The whole menu.
pub(super) fn entries(connections: &[ConnectionSummary], lang: Lang, now: Timestamp) -> Vec<Entry> {
    let mut sorted: Vec<&ConnectionSummary> = connections.iter().collect();
    sorted.sort_by_key(|one| look(one.state).0);
    let item = |choice, words: &Text| Entry::Item { choice, words: words.get(lang).to_owned() };
    let mut entries: Vec<Entry> = sorted
        .iter()
        .take(MOST)
        .map(|one| Entry::Item { choice: Choice::Show(one.connection.clone()), words: line(one, lang, now) })
        .collect();
    if sorted.len() > MOST {
        let more = sorted.len().saturating_sub(MOST);
        let words = Text::owned(format!("{more} more…"), format!("Ещё {more}…"));
        entries.push(item(Choice::Open, &words));
    }
    if !sorted.is_empty() {
        entries.push(Entry::Line);
        let works = |one: &&&ConnectionSummary| {
            matches!(one.state, ConnectionState::Connected | ConnectionState::Expiring)
        };
        let renew = |one: &&ConnectionSummary| (Choice::Renew(one.connection.clone()), name(one));
        let items: Vec<_> = sorted.iter().filter(works).take(MOST).map(renew).collect();
        if !items.is_empty() {
            entries.push(Entry::Folder { words: RENEW.get(lang).to_owned(), items });
        }
        entries.extend([item(Choice::CheckAll, &CHECK), Entry::Line]);
    }
    entries.extend([item(Choice::Open, &OPEN), item(Choice::Quit, &QUIT)]);
    entries
}

/// `◔ Jonas Weber: 5 days left`.
fn line(one: &ConnectionSummary, lang: Lang, now: Timestamp) -> String {
    let (_, glyph, word) = look(one.state);
    let works = matches!(one.state, ConnectionState::Connected | ConnectionState::Expiring);
    let left = one.expires_at.filter(|_| works).map(|end| end.seconds_since(now) / DAY);
    let words = match (left, lang) {
        (Some(days), Lang::En) => format!("{days} days left"),
        (Some(days), Lang::Ru) => format!("ещё {days} дн."),
        (None, _) => word.get(lang).to_owned(),
    };
    format!("{glyph} {}: {words}", name(one))
}

/// A stranger's name, short and on one line, without what turns or hides letters; `_` and `&` mark keys in menus.
fn name(one: &ConnectionSummary) -> String {
    let harmless = |c: &char| {
        !c.is_control()
            && !matches!(c, '_' | '&' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            && !matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let person = one.person.as_ref().map_or("", |person| person.name.as_str());
    let tidy: String = person.chars().filter(harmless).take(40).collect();
    if tidy.trim().is_empty() { one.connection.clone() } else { tidy.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use adkeys_core::grant::Person;

    use super::*;

    fn summary(name: &str, person: &str, state: ConnectionState, days: i64) -> ConnectionSummary {
        ConnectionSummary {
            connection: name.into(),
            provider: "facebook".into(),
            state,
            person: Some(Person { id: "1000".into(), name: person.into() }),
            expires_at: Timestamp::from_unix(days * DAY),
            checked_at: None,
            obtained_at: None,
            accounts: None,
            problem: None,
        }
    }

    fn words(connections: &[ConnectionSummary], lang: Lang) -> Vec<String> {
        let now = Timestamp::from_unix(0).unwrap();
        let words = |entry| match entry {
            Entry::Item { words, .. } => words,
            Entry::Folder { words, items } => format!("{words} > {}", items.len()),
            Entry::Line => "-".into(),
        };
        entries(connections, lang, now).into_iter().map(words).collect()
    }

    #[test]
    fn each_connection_is_there_with_its_state_the_most_urgent_first() {
        let connections = [
            summary("facebook", "Anna Lindqvist", ConnectionState::Connected, 46),
            summary("agency", "Jonas Weber", ConnectionState::Expiring, 5),
            summary("old", "Boris", ConnectionState::Revoked, 5),
        ];
        let english = words(&connections, Lang::En);
        assert_eq!(
            english,
            [
                "⊘ Boris: Withdrawn",
                "◔ Jonas Weber: 5 days left",
                "✓ Anna Lindqvist: 46 days left",
                "-",
                "Renew now > 2",
                "Check all now",
                "-",
                "Open AdKeys",
                "Quit"
            ]
        );
        assert_eq!(words(&connections, Lang::Ru)[1], "◔ Jonas Weber: ещё 5 дн.");
        assert_eq!(worst(&connections), Some(ConnectionState::Revoked));
        assert_eq!(worst(&connections[..1]), None);
    }

    #[test]
    fn two_hundred_connections_do_not_fill_the_screen() {
        let many: Vec<_> =
            (0..200).map(|n| summary(&format!("c{n}"), "A", ConnectionState::Connected, 40)).collect();
        let words = words(&many, Lang::En);
        assert_eq!((words.len(), words[10].as_str()), (17, "190 more…"));
    }

    #[test]
    fn a_name_cannot_turn_the_line_around_or_break_it() {
        let hostile = summary("facebook", "\u{202e}&Anna_\n\u{200b}", ConnectionState::Blocked, 0);
        assert_eq!(words(&[hostile], Lang::En)[0], "■ Anna: Blocked");
        let empty = summary("facebook", "\u{200b}\u{feff}", ConnectionState::Blocked, 0);
        assert_eq!(words(&[empty], Lang::En)[0], "■ facebook: Blocked");
    }

    #[test]
    fn what_was_chosen_is_read_back() {
        for choice in [
            Choice::Open,
            Choice::Quit,
            Choice::CheckAll,
            Choice::Show("a".into()),
            Choice::Renew("a/b".into()),
        ] {
            assert_eq!(Choice::of(&choice.id()), Some(choice));
        }
        assert_eq!(Choice::of("else"), None);
        assert_eq!(Choice::of("else/a"), None);
    }
}
