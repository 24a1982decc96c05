//! Facebook takes `localhost` for this computer, and 127.0.0.1 for a stranger.

use crate::catalogue::{Provider, Way};
use crate::diagnosis::check::{Check, Ground, How};
use crate::diagnosis::types::CheckGroup;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

pub(super) const CHECK: Check = Check {
    id: "app.redirect-host",
    group: CheckGroup::App,
    title: Text::new("Name of this computer in the redirect address", "Имя компьютера в адресе возврата"),
    how: How::Machine(|ground| Box::pin(std::future::ready(look(ground)))),
};

fn look(ground: &Ground<'_>) -> Vec<Finding> {
    ground.providers.iter().filter(|provider| is_a_stranger_s(provider)).map(finding).collect()
}

fn is_a_stranger_s(provider: &Provider) -> bool {
    let loops = provider.redirect.ways.contains(&Way::Loopback);
    provider.service_provider == "facebook" && loops && provider.redirect.host != "localhost"
}

fn finding(provider: &Provider) -> Finding {
    let (host, key) = (&provider.redirect.host, &provider.key);
    let detail = text!(
        "The catalogue entry {key} says {host}. Facebook lets an app in development return to localhost only.",
        "В записи каталога {key} указан {host}. Facebook разрешает приложению в разработке возврат только на localhost."
    );
    let text = text!(
        "Set host = \"localhost\" under [redirect] in config/providers/{key}.toml.",
        "Укажите host = \"localhost\" в разделе [redirect] файла config/providers/{key}.toml."
    );
    Finding::new(CHECK.id, Level::Error, CHECK.title.clone(), detail)
        .evidence(Text::new("Host", "Имя"), host)
        .remedy(Remedy::new(Who::You, text).fix(Fix::Settings))
}
