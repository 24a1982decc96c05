//! Which AdKeys, which system, which versions of the platforms' APIs: the first question of any support.

use crate::diagnosis::check::{Check, Ground, How};
use crate::diagnosis::types::CheckGroup;
use crate::finding::{Finding, Level};
use crate::text;
use crate::text::Text;

pub(super) const CHECK: Check = Check {
    id: "machine.versions",
    group: CheckGroup::Machine,
    title: Text::new("Versions", "Версии"),
    how: How::Machine(|ground| Box::pin(std::future::ready(look(ground)))),
};

fn look(ground: &Ground<'_>) -> Vec<Finding> {
    let version = env!("CARGO_PKG_VERSION");
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let detail = text!("AdKeys {version} on {system}.", "AdKeys {version}, система {system}.");
    let mut finding = Finding::new(CHECK.id, Level::Ok, CHECK.title.clone(), detail);
    for provider in &ground.providers {
        let version = provider.api_version.as_deref().unwrap_or("—");
        finding = finding.evidence(Text::verbatim(&provider.display_name), version);
    }
    vec![finding]
}
