//! Whether the names of the platforms can be found.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use tokio::net::lookup_host;
use url::{Host, Url};

use crate::diagnosis::check::{Check, Ground, How, Probing};
use crate::diagnosis::types::CheckGroup;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

pub(super) const CHECK: Check = Check {
    id: "machine.dns",
    group: CheckGroup::Machine,
    title: Text::new("Names of the platforms", "Имена платформ"),
    how: How::Machine(begin),
};

fn begin<'a>(ground: &'a Ground<'a>) -> Probing<'a> {
    Box::pin(look(ground))
}

async fn look(ground: &Ground<'_>) -> Vec<Finding> {
    let urls = ground.providers.iter().flat_map(|provider| provider.hosts.values());
    let names: BTreeSet<String> = urls.filter_map(|url| name(url)).collect();
    let found = join_all(names.iter().map(|name| async move { (name, resolves(name).await) })).await;
    let lost: Vec<&str> = found.iter().filter(|(_, there)| !there).map(|(name, _)| name.as_str()).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let finding = |level, detail| Finding::new(CHECK.id, level, CHECK.title.clone(), detail);
    if lost.is_empty() {
        return vec![finding(Level::Ok, Text::new("All are found.", "Все найдены."))];
    }
    let lost = lost.join(", ");
    let detail = text!("Not found: {lost}.", "Не найдены: {lost}.");
    let text = Text::new(
        "Check the internet connection, VPN, DNS server and any ad blocker.",
        "Проверьте интернет, VPN, сервер DNS и блокировщики.",
    );
    vec![finding(Level::Error, detail).remedy(Remedy::new(Who::You, text))]
}

/// The name in an address; of one that is a number, or this computer, there is nothing to find.
fn name(url: &str) -> Option<String> {
    match Url::parse(url).ok()?.host()? {
        Host::Domain(name) if name != "localhost" => Some(name.to_owned()),
        _ => None,
    }
}

async fn resolves(name: &str) -> bool {
    lookup_host((name, 443)).await.is_ok_and(|mut found| found.next().is_some())
}
