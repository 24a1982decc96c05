//! Which program the system opens our links with: the way back through a relay page ends there.

use crate::diagnosis::check::{Check, Ground, How};
use crate::diagnosis::types::CheckGroup;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::oauth::redirect::deep_link::handler::Handler;
use crate::text;
use crate::text::Text;

pub(super) const CHECK: Check = Check {
    id: "machine.deep-link",
    group: CheckGroup::Machine,
    title: Text::new("Links to AdKeys", "Ссылки на AdKeys"),
    how: How::Machine(|ground| Box::pin(std::future::ready(look(ground)))),
};

fn look(ground: &Ground<'_>) -> Vec<Finding> {
    judge(&ground.context.link_handler()).into_iter().collect()
}

/// Only one way back goes by links, so that none of this is more than a warning; what the system does not tell is
/// nothing to speak of.
fn judge(handler: &Handler) -> Option<Finding> {
    let finding = |level, detail| Finding::new(CHECK.id, level, CHECK.title.clone(), detail);
    let take = |text| Remedy::new(Who::You, text).fix(Fix::Settings);
    Some(match handler {
        Handler::Ours => finding(Level::Ok, Text::new("They open AdKeys.", "Они открывают AdKeys.")),
        Handler::Other { name } => {
            let detail = text!(
                "They open “{name}”: a sign-in through a relay page does not come back.",
                "Они открывают «{name}»: вход через страницу-посредник не вернётся."
            );
            let text = Text::new(
                "Let AdKeys take them over in the window's settings.",
                "Передайте их AdKeys в настройках окна.",
            );
            finding(Level::Warning, detail).remedy(take(text))
        }
        Handler::None => {
            let detail = Text::new(
                "No program opens them: a sign-in through a relay page does not come back by itself.",
                "Их не открывает ни одна программа: вход через страницу-посредник сам не вернётся.",
            );
            let text = Text::new(
                "Start the AdKeys window once, or paste the address by hand: --redirect paste",
                "Запустите окно AdKeys один раз или вставьте адрес вручную: --redirect paste",
            );
            finding(Level::Info, detail).remedy(take(text))
        }
        Handler::Unknown => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_another_program_opens_are_told_by_its_name() {
        let found = judge(&Handler::Other { name: "Notes".into() }).unwrap();
        assert!(found.level == Level::Warning && found.detail.en.contains("Notes") && found.remedy.is_some());
        assert_eq!(judge(&Handler::Ours).unwrap().level, Level::Ok);
        assert_eq!(judge(&Handler::None).unwrap().level, Level::Info);
        assert_eq!(judge(&Handler::Unknown), None);
    }
}
