//! States as shape, word and colour; the same words as in the window.

use adkeys_core::Text;
use adkeys_core::account::AccountStatus;
use adkeys_core::finding::{Level, Who};
use adkeys_core::grant::TokenKind;
use adkeys_core::ledger::ConnectionState;

/// What a colour says. Nothing else is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hue {
    Fine,
    Careful,
    Stopped,
    Idle,
}

impl Hue {
    /// The colour of its shape on a terminal (ECMA-48 SGR); what is idle has none.
    pub(super) const fn code(self) -> Option<u8> {
        match self {
            Self::Fine => Some(32),
            Self::Careful => Some(33),
            Self::Stopped => Some(31),
            Self::Idle => None,
        }
    }
}

/// A state: the silhouette tells the family, the word tells the state, the colour repeats the family.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) shape: &'static str,
    pub(crate) word: Text,
    pub(crate) hue: Hue,
}

const fn mark(shape: &'static str, hue: Hue, en: &'static str, ru: &'static str) -> Mark {
    Mark { shape, word: Text::new(en, ru), hue }
}

/// The mark of a connection.
pub(crate) const fn connection(state: ConnectionState) -> Mark {
    match state {
        ConnectionState::Connected => mark("●", Hue::Fine, "Connected", "Подключено"),
        ConnectionState::Expiring => mark("◔", Hue::Careful, "Expires soon", "Скоро истечёт"),
        ConnectionState::Expired => mark("■", Hue::Stopped, "Expired", "Истекло"),
        ConnectionState::Revoked => mark("■", Hue::Stopped, "Withdrawn", "Отозвано"),
        ConnectionState::Blocked => mark("■", Hue::Stopped, "Blocked", "Заблокировано"),
        ConnectionState::NotConnected => mark("◌", Hue::Idle, "Not connected", "Не подключено"),
        ConnectionState::Unknown => mark("◌", Hue::Idle, "Not checked", "Не проверено"),
    }
}

/// The mark of an ad account.
pub(crate) const fn account(status: AccountStatus) -> Mark {
    match status {
        AccountStatus::Active => mark("●", Hue::Fine, "Active", "Активен"),
        AccountStatus::Pending => mark("○", Hue::Idle, "Pending", "На проверке"),
        AccountStatus::Limited => mark("▲", Hue::Careful, "Limited", "Ограничен"),
        AccountStatus::Blocked => mark("■", Hue::Stopped, "Blocked", "Заблокирован"),
        AccountStatus::Closed => mark("○", Hue::Idle, "Closed", "Закрыт"),
        AccountStatus::Unknown => mark("◌", Hue::Idle, "Unknown", "Неизвестно"),
    }
}

/// The mark of a finding.
pub(crate) const fn level(level: Level) -> Mark {
    match level {
        Level::Ok => mark("●", Hue::Fine, "Fine", "В порядке"),
        Level::Info => mark("○", Hue::Idle, "Note", "К сведению"),
        Level::Warning => mark("▲", Hue::Careful, "Careful", "Внимание"),
        Level::Error => mark("■", Hue::Stopped, "Does not work", "Не работает"),
        Level::Unknown => mark("◌", Hue::Idle, "Not checked", "Не проверено"),
    }
}

/// Yes as good news, no as no news.
pub(crate) const fn set_up(yes: bool) -> Mark {
    if yes {
        mark("●", Hue::Fine, "Yes", "Да")
    } else {
        mark("◌", Hue::Idle, "Not yet", "Ещё нет")
    }
}

/// How long a token lives.
pub(crate) const fn kind(kind: TokenKind) -> Text {
    match kind {
        TokenKind::ShortLived => Text::new("short-lived", "краткосрочный"),
        TokenKind::LongLived => Text::new("long-lived", "долгосрочный"),
        TokenKind::Refreshable => Text::new("renews itself", "продлевается сам"),
        TokenKind::NeverExpires => Text::new("no end date", "бессрочный"),
    }
}

/// Who can mend something.
pub(crate) const fn who(who: Who) -> Text {
    match who {
        Who::You => Text::new("You", "Вы"),
        Who::AccountAdmin => Text::new("An admin of the ad account", "Администратор рекламного кабинета"),
        Who::BusinessAdmin => Text::new("An admin of the business", "Администратор компании"),
        Who::AppOwner => Text::new("The owner of the app", "Владелец приложения"),
        Who::Platform => Text::new("The platform", "Платформа"),
    }
}
