//! The person's app at the platform.

use crate::diagnosis::check::{Check, How};
use crate::diagnosis::types::CheckGroup;
use crate::text::Text;

mod redirect_host;

const fn told(id: &'static str, en: &'static str, ru: &'static str) -> Check {
    Check { id, group: CheckGroup::App, title: Text::new(en, ru), how: How::App }
}

pub(super) const CHECKS: &[Check] = &[
    told("app.id", "App ID", "ID приложения"),
    told("app.secret", "App secret", "Секрет приложения"),
    told("app.mode", "May it be used?", "Можно ли им пользоваться?"),
    told("app.redirect", "Redirect address", "Адрес возврата"),
    redirect_host::CHECK,
    told("app.native", "“Native or desktop” switch", "Переключатель «Native or desktop»"),
    told("app.gates", "Approved permissions", "Одобренные разрешения"),
];
