//! The file as it lies there, and how its faults are told: line, key, what was expected.

use std::ops::Range;
use std::path::Path;
use std::{fs, io};

use toml_edit::{Document, Item};

use super::KEYS;
use crate::error::{Code, Error, Result};
use crate::text;
use crate::text::Text;

/// A settings file: its path and its text.
pub(super) struct File {
    path: String,
    content: String,
}

/// A place in the file: the key, if it is about one, and where it stands.
type Place<'a> = Option<(&'a str, Option<Range<usize>>)>;

impl File {
    /// Reads it; one that does not exist is empty.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let file = |content| Self { path: path.display().to_string(), content };
        match fs::read_to_string(path) {
            Ok(content) => Ok(file(content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(file(String::new())),
            Err(error) => Err(file(String::new()).refuse(None, &error.to_string())),
        }
    }

    pub(super) fn document(&self) -> Result<Document<String>> {
        Document::parse(self.content.clone()).map_err(|error| {
            let what = error.message().trim_end().replace('\n', ", ");
            self.refuse(Some(("", error.span())), &what)
        })
    }

    /// The value of `key`, if it is one of those that the key may have.
    pub(super) fn value<'a>(&self, key: &str, item: &'a Item) -> Result<&'a str> {
        let Some((_, allowed)) = KEYS.iter().find(|(known, _)| *known == key) else {
            return Err(self.unknown(key));
        };
        let value = item.as_str().filter(|value| allowed.contains(value));
        value.ok_or_else(|| {
            let allowed = allowed.join("\", \"");
            self.refusal(
                Some((key, item.span())),
                text!("{key} can be one of: \"{allowed}\"", "{key} — одно из: \"{allowed}\""),
            )
        })
    }

    fn unknown(&self, key: &str) -> Error {
        let span = self.document().ok().and_then(|document| document.key(key)?.span());
        let known: Vec<&str> = KEYS.iter().map(|(known, _)| *known).collect();
        let known = known.join(", ");
        self.refusal(
            Some((key, span)),
            text!("there is no setting {key}, only: {known}", "настройки {key} нет, есть только: {known}"),
        )
    }

    /// A refusal in words that are not ours.
    pub(super) fn refuse(&self, place: Place<'_>, what: &str) -> Error {
        self.refusal(place, Text::verbatim(what))
    }

    fn refusal(&self, place: Place<'_>, what: Text) -> Error {
        let line = place.as_ref().and_then(|(_, span)| span.as_ref()).map(|span| self.line_of(span.start));
        let at = line.map(|line| format!(":{line}")).unwrap_or_default();
        let (file, Text { en, ru }) = (&self.path, what);
        let message = Text::owned(
            format!("The settings {file}{at} are refused: {en}."),
            format!("Настройки {file}{at} отклонены: {ru}."),
        );
        Error::new(Code::SettingsInvalid, message).with(|details| {
            details.file = Some(file.clone());
            details.line = line;
            details.key = place.map(|(key, _)| key.to_owned()).filter(|key| !key.is_empty());
        })
    }

    fn line_of(&self, offset: usize) -> u32 {
        let before = self.content.bytes().take(offset);
        u32::try_from(before.filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX).saturating_add(1)
    }
}
