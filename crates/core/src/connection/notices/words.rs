//! What a notice says, in both languages.

use super::{News, Notice};
use crate::ledger::{ConnectionRecord, ConnectionState};
use crate::text;
use crate::text::Text;

/// The longest name in a title, in letters.
const LONGEST: usize = 60;

/// The notice about `news`.
pub(super) fn notice(record: &ConnectionRecord, platform: &str, news: &News) -> Notice {
    let who = record.person.as_ref().map_or("", |person| person.name.as_str());
    let who = Some(tidy(who)).filter(|name| !name.is_empty()).unwrap_or_else(|| record.name.clone());
    let (title, body) = match news {
        News::Ends { days } => ends(&who, platform, *days),
        News::State(state) => came_into(&who, platform, *state),
        News::Accounts { count, name } => accounts(&who, platform, *count, &tidy(name)),
    };
    Notice { connection: record.name.clone(), title, body }
}

fn ends(who: &str, platform: &str, days: u32) -> (Text, Text) {
    let Text { en, ru } = text::counted(days, ["day", "days"], ["день", "дня", "дней"]);
    (
        text!("{who}: {platform} access ends in {en}", "{who}: доступ к {platform} закончится через {ru}"),
        Text::new(
            "Renewing takes about a minute. Open AdKeys.",
            "Продление займёт около минуты. Откройте AdKeys.",
        ),
    )
}

fn came_into(who: &str, platform: &str, state: ConnectionState) -> (Text, Text) {
    const AGAIN: Text = Text::new(
        "One sign-in brings it back. Nothing here was deleted.",
        "Один вход вернёт его. Здесь ничего не удалено.",
    );
    match state {
        ConnectionState::Expired => {
            (text!("{who}: {platform} access has ended", "{who}: доступ к {platform} закончился"), AGAIN)
        }
        ConnectionState::Revoked => {
            (text!("{who}: {platform} access was withdrawn", "{who}: доступ к {platform} отозван"), AGAIN)
        }
        _ => (
            text!("{who}: {platform} has blocked the access", "{who}: {platform} блокирует доступ"),
            Text::new(
                "The platform wants something first. AdKeys says what and who can do it.",
                "Платформа сначала чего-то требует. AdKeys скажет, чего и кто может это сделать.",
            ),
        ),
    }
}

fn accounts(who: &str, platform: &str, count: usize, name: &str) -> (Text, Text) {
    let title = if count == 1 && !name.is_empty() {
        text!(
            "{platform} has blocked an ad account: {name}",
            "{platform} блокирует рекламный кабинет: {name}"
        )
    } else {
        text!("{who}: {count} ad accounts newly blocked", "{who}: новых заблокированных кабинетов: {count}")
    };
    let body =
        Text::new("AdKeys says why and who can mend it.", "AdKeys скажет, почему и кто может это исправить.");
    (title, body)
}

/// A stranger's name as one short line: without controls, line breaks and what turns or hides letters.
fn tidy(name: &str) -> String {
    let harmless = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            && !matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    };
    let plain: String = name.chars().take(LONGEST * 4).filter(harmless).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONGEST {
        return words;
    }
    words.chars().take(LONGEST).chain(['…']).collect()
}
