//! What stands in the tray's menu: plain words, because some systems draw nothing else.

use adkeys_core::connection::ConnectionSummary;
use adkeys_core::ledger::ConnectionState;
use adkeys_core::text::counted;
use adkeys_core::time::Timestamp;
use adkeys_core::{Lang, Text, text};

/// So many connections fit into a menu; the window has the others.
const MOST: usize = 10;
const HOUR: i64 = 3600;

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

/// The whole menu of the program called `program`.
pub(super) fn entries(
    connections: &[ConnectionSummary],
    program: &str,
    lang: Lang,
    now: Timestamp,
) -> Vec<Entry> {
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
        entries.push(item(Choice::Open, &text!("{more} more…", "Ещё {more}…")));
    }
    if !sorted.is_empty() {
        entries.push(Entry::Line);
        entries.extend(renewals(&sorted, lang));
        entries.extend([item(Choice::CheckAll, &CHECK), Entry::Line]);
    }
    let open = text!("Open {program}", "Открыть {program}");
    entries.extend([item(Choice::Open, &open), item(Choice::Quit, &QUIT)]);
    entries
}

/// What can be renewed: whatever ends soon, else whatever works. One has its name in the menu itself.
fn renewals(sorted: &[&ConnectionSummary], lang: Lang) -> Option<Entry> {
    let in_state = |state| sorted.iter().filter(move |one| one.state == state).take(MOST);
    let soon: Vec<_> = in_state(ConnectionState::Expiring).collect();
    let those = if soon.is_empty() { in_state(ConnectionState::Connected).collect() } else { soon };
    let choice = |one: &ConnectionSummary| Choice::Renew(one.connection.clone());
    match those.as_slice() {
        [] => None,
        [one] => {
            let name = name(one);
            let words = text!("Renew {name}", "Продлить: {name}").get(lang).to_owned();
            Some(Entry::Item { choice: choice(one), words })
        }
        many => {
            let items = many.iter().map(|one| (choice(one), name(one))).collect();
            Some(Entry::Folder { words: RENEW.get(lang).to_owned(), items })
        }
    }
}

/// `◔ Jonas Weber: 5 days left`.
pub(super) fn line(one: &ConnectionSummary, lang: Lang, now: Timestamp) -> String {
    let (_, glyph, word) = look(one.state);
    let works = matches!(one.state, ConnectionState::Connected | ConnectionState::Expiring);
    let words = one.expires_at.filter(|_| works).map_or(word, |end| left(end.seconds_since(now)));
    format!("{glyph} {}: {}", name(one), words.get(lang))
}

/// `5 days left`, under two days in hours, as the window says it.
fn left(seconds: i64) -> Text {
    let hours = u32::try_from(seconds.saturating_add(HOUR - 1) / HOUR).unwrap_or_default();
    let Text { en, ru } = match hours {
        ..48 => counted(hours, ["hour", "hours"], ["час", "часа", "часов"]),
        _ => counted(hours / 24, ["day", "days"], ["день", "дня", "дней"]),
    };
    text!("{en} left", "ещё {ru}")
}

/// A stranger's name, short and on one line, without what turns or hides letters.
fn name(one: &ConnectionSummary) -> String {
    let harmless = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
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
            expires_at: Timestamp::from_unix(days * 24 * HOUR),
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
        entries(connections, "AdKeys", lang, now).into_iter().map(words).collect()
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
                "Renew Jonas Weber",
                "Check all now",
                "-",
                "Open AdKeys",
                "Quit"
            ]
        );
        assert_eq!(words(&connections, Lang::Ru)[1], "◔ Jonas Weber: ещё 5 дней");
        assert_eq!(worst(&connections), Some(ConnectionState::Revoked));
        assert_eq!(worst(&connections[..1]), None);
    }

    #[test]
    fn two_that_work_are_renewed_from_a_menu_of_their_own_and_one_from_its_name() {
        let fine = |name: &str| summary(name, name, ConnectionState::Connected, 46);
        assert_eq!(words(&[fine("Anna"), fine("Boris")], Lang::En)[3], "Renew now > 2");
        assert_eq!(words(&[fine("Anna")], Lang::Ru)[2], "Продлить: Anna");
        assert_eq!(words(&[summary("a", "A", ConnectionState::Revoked, 5)], Lang::En)[2], "Check all now");
    }

    #[test]
    fn the_time_left_is_told_as_in_the_window() {
        let told = |seconds, lang| left(seconds).get(lang).to_owned();
        for (seconds, en, ru) in [
            (5 * 24 * HOUR - 60, "5 days left", "ещё 5 дней"),
            (48 * HOUR, "2 days left", "ещё 2 дня"),
            (48 * HOUR - HOUR, "47 hours left", "ещё 47 часов"),
            (60, "1 hour left", "ещё 1 час"),
            (-HOUR, "0 hours left", "ещё 0 часов"),
        ] {
            assert_eq!((told(seconds, Lang::En), told(seconds, Lang::Ru)), (en.to_owned(), ru.to_owned()));
        }
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
        assert_eq!(words(&[hostile], Lang::En)[0], "■ &Anna_: Blocked");
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
