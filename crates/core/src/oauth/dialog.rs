//! What can go wrong on a platform's sign-in page: one table for what comes back as a number and for what only the
//! person sees, because the page never comes back (developers.facebook.com → Facebook Login → Security; field reports).

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::catalogue::Provider;
use crate::error::{Code, Error};
use crate::finding::{Finding, Level, Remedy, Who};
use crate::text::Text;

/// A row of the table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    id: String,
    #[serde(default)]
    platform: Option<String>,
    /// Numbers in `error_code`, and in errors of the platform's API.
    #[serde(default)]
    pub(crate) codes: Vec<i32>,
    /// Phrases in the platform's own words, in lower case.
    #[serde(default)]
    pub(crate) says: Vec<String>,
    #[serde(default)]
    sees: Option<Text>,
    pub(crate) becomes: Code,
    pub(crate) who: Who,
    /// Which of the provider's links leads to where it is mended.
    #[serde(default)]
    pub(crate) link: Option<String>,
    cause: Text,
    remedy: Text,
    #[serde(default)]
    steps: Vec<Text>,
    #[serde(default)]
    local: Option<Local>,
}

/// What is different if the redirect address is on this computer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Local {
    cause: Text,
    remedy: Text,
    steps: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    row: Vec<Row>,
}

/// Part of the program; a test holds it to be readable, so that the empty table is never used.
static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    toml::from_str(include_str!("dialog/table.toml")).map_or_else(|_| Vec::new(), |table: Table| table.row)
});

/// The symptom of an answer that was given and did not arrive.
pub(crate) const NOTHING_HAPPENED: &str = "finished-but-nothing";

/// Something that a person may see in the browser while nothing comes back.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Symptom {
    /// Stable: `url-blocked`, `cannot-load-url`, `app-not-active`, `feature-unavailable`, `something-went-wrong`,
    /// `keeps-loading`, `finished-but-nothing`.
    pub id: String,
    /// What is seen, to choose by.
    pub title: Text,
    /// Its cause, who can mend it and where to click.
    pub finding: Finding,
}

/// The rows that concern `platform`'s own API, too.
pub(crate) fn rows(platform: &str) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.platform.as_deref() == Some(platform))
}

/// The error that a sign-in page means by `number`, if it is known.
pub(crate) fn by_number(number: i32, redirect_uri: Option<&str>) -> Option<Error> {
    TABLE.iter().find(|row| row.codes.contains(&number)).map(|row| row.error(redirect_uri))
}

/// The page where what `number` means is mended.
pub(crate) fn link(number: i32, provider: &Provider) -> Option<String> {
    let row = TABLE.iter().find(|row| row.codes.contains(&number))?;
    provider.links.get(row.link.as_ref()?).cloned()
}

/// What a person may see in the browser, the most frequent first. `redirect_uri` is that of the sign-in.
#[must_use]
pub fn symptoms(provider: &Provider, redirect_uri: &str) -> Vec<Symptom> {
    let platform = provider.service_provider.as_str();
    let own = TABLE.iter().filter(|row| row.platform.as_deref().is_none_or(|of| of == platform));
    own.filter_map(|row| row.symptom(provider, redirect_uri)).collect()
}

impl Row {
    /// The error behind the row.
    pub(crate) fn error(&self, redirect_uri: Option<&str>) -> Error {
        let place = Place::of(redirect_uri);
        let (cause, remedy, _) = self.told(&place);
        Error::new(self.becomes, cause).hint(remedy)
    }

    fn symptom(&self, provider: &Provider, redirect_uri: &str) -> Option<Symptom> {
        let title = self.sees.clone()?;
        let (cause, text, steps) = self.told(&Place::of(Some(redirect_uri)));
        let url = self.link.as_ref().and_then(|link| provider.links.get(link)).cloned();
        let remedy = Remedy { url, ..Remedy::new(self.who, text) }.steps(steps);
        let check = format!("dialog.{}", self.id);
        let finding = Finding::new(&check, Level::Error, title.clone(), cause).remedy(remedy);
        Some(Symptom { id: self.id.clone(), title, finding })
    }

    /// Cause, remedy and steps, with the address in them.
    fn told(&self, place: &Place) -> (Text, Text, Vec<Text>) {
        let (cause, remedy, steps) = match self.local.as_ref().filter(|_| place.local) {
            Some(local) => (&local.cause, &local.remedy, &local.steps),
            None => (&self.cause, &self.remedy, &self.steps),
        };
        (place.fill(cause), place.fill(remedy), steps.iter().map(|step| place.fill(step)).collect())
    }
}

/// A redirect address in a sentence.
struct Place {
    uri: Text,
    domain: Text,
    known: bool,
    local: bool,
}

impl Place {
    /// Without an address the sentence speaks of it.
    fn of(redirect_uri: Option<&str>) -> Self {
        let Some(uri) = redirect_uri else {
            let uri = Text::new("the redirect address", "адрес возврата");
            let domain = Text::new("its domain", "его домен");
            return Self { uri, domain, known: false, local: false };
        };
        let host = Url::parse(uri).ok().and_then(|url| url.host_str().map(str::to_owned));
        let host = host.unwrap_or_default();
        let local = ["localhost", "127.0.0.1", "[::1]"].contains(&host.as_str());
        Self { uri: Text::verbatim(uri), domain: Text::verbatim(host), known: true, local }
    }

    fn fill(&self, text: &Text) -> Text {
        // A sentence that names the address at its end has spoken of it already.
        let fill = |sentence: &str, uri: &str, domain: &str| {
            let short = sentence.strip_suffix(": {uri}").filter(|_| !self.known);
            let told = short.map_or_else(|| sentence.to_owned(), |told| format!("{told}."));
            told.replace("{uri}", uri).replace("{domain}", domain)
        };
        Text::owned(
            fill(&text.en, &self.uri.en, &self.domain.en),
            fill(&text.ru, &self.uri.ru, &self.domain.ru),
        )
    }
}

#[cfg(test)]
mod tests;
