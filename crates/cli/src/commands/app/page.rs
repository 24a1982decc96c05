//! What the `app` verbs show a person.

use adkeys_core::connection::Integration;
use adkeys_core::finding::Finding;
use adkeys_core::text;

use crate::output::{Output, clean, findings as lines};

pub(super) fn kept(integration: &Integration, output: &Output) -> String {
    let (name, uri) = (clean::name(&integration.name), clean::sentence(&integration.redirect_uri));
    let told = if integration.redirect_to_register {
        text!(
            "{name} is set up. Redirect address to allow in the app's settings: {uri}",
            "Платформа {name} настроена. Адрес возврата для настроек приложения: {uri}"
        )
    } else {
        text!(
            "{name} is set up. No redirect address has to be entered there for localhost.",
            "Платформа {name} настроена. Для localhost вписывать там адрес возврата не нужно."
        )
    };
    let mut page = output.say(&told).to_owned();
    if let Some(best) = integration.advice.first() {
        page.push('\n');
        page.push_str(&clean::sentence(output.say(&best.reason)));
    }
    if integration.from_environment {
        page.push('\n');
        page.push_str(output.say(&text!(
            "The environment's own id and secret win over these as long as they are set.",
            "Пока заданы переменные окружения, действуют ID и секрет из них."
        )));
    }
    page
}

pub(super) fn findings(findings: &[Finding], output: &Output) -> String {
    findings.iter().map(|finding| lines::render(finding, output)).collect::<Vec<_>>().join("\n")
}
