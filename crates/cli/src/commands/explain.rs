//! `explain`: a pasted error in plain words, offline.

use std::path::PathBuf;

use adkeys_core::diagnosis::Explanation;
use adkeys_core::{AdKeys, Code, Error, Result, Text, text};

use crate::output::{Output, findings};
use crate::prompt;

/// A pasted error in plain words, offline
#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    /// Whose error it is; without it, found out by its form
    provider: Option<String>,
    /// A file with the error; -, or nothing: standard input
    file: Option<PathBuf>,
}

const MASKED: Text = Text::new("Without its secrets:", "Без секретов:");

pub(crate) fn run(args: Explain, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let (provider, file) = sorted(args, adkeys)?;
    let text = match file {
        Some(file) => read(&file)?,
        None => prompt::text(output.lang())?,
    };
    let explanation = adkeys.explain(provider.as_deref(), &text)?;
    output.document(&explanation, || page(&explanation, output))
}

/// One word alone may be either: a provider, or a file.
fn sorted(args: Explain, adkeys: &AdKeys) -> Result<(Option<String>, Option<PathBuf>)> {
    let Explain { provider, file } = args;
    let file = file.filter(|file| file.as_os_str() != "-");
    let Some(word) = provider.filter(|word| word != "-") else { return Ok((None, file)) };
    let is_provider = adkeys.integrations()?.iter().any(|integration| integration.key == word);
    if file.is_none() && !is_provider && PathBuf::from(&word).is_file() {
        return Ok((None, Some(word.into())));
    }
    Ok((Some(word), file))
}

fn read(file: &std::path::Path) -> Result<String> {
    let shown = file.display().to_string();
    let read = std::fs::read(file).map_err(|error| {
        let message = text!("{shown} cannot be read: {error}.", "{shown} не читается: {error}.");
        Error::new(Code::Usage, message).with(|details| details.file = Some(shown.clone()))
    })?;
    Ok(String::from_utf8_lossy(&read).into_owned())
}

fn page(explanation: &Explanation, output: &Output) -> String {
    let mut parts: Vec<String> =
        explanation.findings.iter().map(|finding| findings::render(finding, output)).collect();
    if explanation.secrets_seen > 0 {
        parts.push(format!("{}\n{}", output.say(&MASKED), crate::output::clean::lines(&explanation.masked)));
    }
    parts.join("\n\n")
}
