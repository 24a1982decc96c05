//! One catalogue file, and how its faults are told: file, line, key, what was expected.

use std::path::Path;

use toml::Table;
use toml_edit::{Document, Item};

use crate::error::{Code, Error, Result};
use crate::text;

/// A catalogue file: its name and its text.
#[derive(Clone, Debug)]
pub(super) struct Source {
    file: String,
    content: String,
}

impl Source {
    pub(super) fn new(file: &str, content: &str) -> Self {
        Self { file: file.to_owned(), content: content.trim_start_matches('\u{feff}').to_owned() }
    }

    /// The provider that the file speaks of: its `key`, found even where the file does not parse; else the file's name.
    pub(super) fn key(&self) -> String {
        let written = self.content.lines().find_map(|line| {
            let value = line.trim().strip_prefix("key")?.trim_start().strip_prefix('=')?.trim();
            value.strip_prefix(['"', '\''])?.split(['"', '\'']).next()
        });
        let stem = || Path::new(&self.file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        written.map_or_else(stem, str::to_owned)
    }

    pub(super) fn table(&self) -> Result<Table> {
        self.content.parse::<Table>().map_err(|error| {
            let line = error.span().map(|span| self.line_of(span.start));
            self.refusal(line, "", error.message())
        })
    }

    /// A refusal at `key` (dotted; empty: the file as a whole).
    pub(super) fn refuse(&self, key: &str, what: &str) -> Error {
        self.refusal(self.line(key), key, what)
    }

    fn refusal(&self, line: Option<u32>, key: &str, what: &str) -> Error {
        let file = &self.file;
        let provider = self.key();
        let at_line = line.map(|line| format!(":{line}")).unwrap_or_default();
        let at_key = if key.is_empty() { String::new() } else { format!(" {key}") };
        let message = text!(
            "The provider file {file}{at_line} is refused:{at_key} {what}.",
            "Файл платформы {file}{at_line} отклонён:{at_key} {what}."
        );
        Error::new(Code::CatalogueInvalid, message).with(|details| {
            details.file = Some(file.clone());
            details.line = line;
            details.key = (!key.is_empty()).then(|| key.to_owned());
            details.provider = Some(provider);
        })
    }

    /// The line where `key` stands, or the nearest table around it that is in this file.
    fn line(&self, key: &str) -> Option<u32> {
        let document = Document::parse(self.content.as_str()).ok()?;
        let mut item: &Item = document.as_item();
        let mut start = None;
        for part in key.split('.').filter(|part| !part.is_empty()) {
            let index = part.parse::<usize>().ok();
            let next = match index {
                Some(index) => item.get(index),
                None => item.get(part),
            };
            let Some(next) = next else { break };
            start = key_span(item, part).or_else(|| next.span().map(|span| span.start)).or(start);
            item = next;
        }
        start.map(|start| self.line_of(start))
    }

    fn line_of(&self, offset: usize) -> u32 {
        let before = self.content.as_bytes().iter().take(offset);
        u32::try_from(before.filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX).saturating_add(1)
    }
}

fn key_span(item: &Item, part: &str) -> Option<usize> {
    let table = item.as_table_like()?;
    let (key, _) = table.get_key_value(part)?;
    key.span().map(|span| span.start)
}
