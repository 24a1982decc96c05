//! `inject`: references in a template become values.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use adkeys_core::{AdKeys, Code, Error, Result, text};
use serde_json::json;

use crate::interrupt;
use crate::output::Output;

/// Fill in {{ adkeys:CONNECTION/FIELD }} in a template
///
/// The template can lie in a repository. Fields: access_token, expires_at, account_id, account_number and the others
/// that recipes know; with an ad account {{ adkeys:facebook@act_1/account_id }}; quoted for its place
/// {{ adkeys:facebook/access_token | json }}.
#[derive(Debug, clap::Args)]
pub(crate) struct Inject {
    /// The template; - or nothing for standard input
    #[arg(value_name = "FILE")]
    template: Option<PathBuf>,
    /// Write this file instead of printing
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write although git would take the file in
    #[arg(long, requires = "out")]
    force: bool,
}

/// No template is larger, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

pub(crate) async fn run(args: &Inject, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let file = args.template.as_deref().filter(|path| *path != Path::new("-"));
    let template = read(file)?;
    let named = |error: Error| match file {
        Some(file) if error.details.line.is_some() => {
            error.with(|details| details.file = Some(file.display().to_string()))
        }
        _ => error,
    };
    let Some(out) = &args.out else {
        let injected = interrupt::patiently(adkeys.inject(&template)).await.map_err(named)?;
        output.notes(&injected.warnings);
        return output.secret_document(&injected.text);
    };
    let written = interrupt::patiently(adkeys.inject_into(&template, out, args.force));
    let injected = written.await.map_err(named)?;
    output.notes(&injected.warnings);
    let (path, references) = (out.display(), injected.references);
    let document =
        json!({ "path": path.to_string(), "references": references, "warnings": injected.warnings });
    output.document(&document, || {
        let line =
            text!("{path} is written, references: {references}.", "{path} записан, ссылок: {references}.");
        output.say(&line).to_owned()
    })
}

fn read(file: Option<&Path>) -> Result<String> {
    let mut content = Vec::new();
    let read = match file {
        Some(file) => {
            std::fs::File::open(file).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut content))
        }
        None if std::io::stdin().is_terminal() => return Err(no_template()),
        None => std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut content),
    };
    let name = file.map_or_else(|| "-".to_owned(), |file| file.display().to_string());
    read.map_err(|error| unreadable(&name, &error.to_string()))?;
    if u64::try_from(content.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(unreadable(&name, "more than 16 MiB"));
    }
    String::from_utf8(content).map_err(|_| unreadable(&name, "not UTF-8"))
}

fn unreadable(name: &str, why: &str) -> Error {
    Error::new(
        Code::Usage,
        text!("The template {name} cannot be read: {why}.", "Шаблон {name} не читается: {why}."),
    )
    .with(|details| details.file = Some(name.to_owned()))
}

fn no_template() -> Error {
    Error::new(Code::Usage, text!("No template was given.", "Шаблон не указан."))
        .hint(text!("Name a file, or pipe one in.", "Назовите файл или подайте его на вход."))
}
