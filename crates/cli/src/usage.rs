//! Command lines that could not be understood, and `--help` and `--version`.

use std::ffi::OsString;
use std::process::ExitCode;

use adkeys_core::{Code, Error, Lang, Text};
use clap::error::ErrorKind;

use crate::args::Global;
use crate::output::Output;

/// Prints the help that was asked for, or what is wrong with the command line.
pub(crate) fn answer(stop: &clap::Error) -> ExitCode {
    if matches!(stop.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = stop.print();
        return ExitCode::SUCCESS;
    }
    let typed: Vec<OsString> = std::env::args_os().skip(1).collect();
    let rendered = mask(&stop.render().to_string(), &typed);
    let global = Global { json: asks_for_json(&typed), ..Global::default() };
    let output = Output::new(&global, Some(Lang::En));
    if global.json {
        output.error(&if is_unfinished(stop.kind()) { no_verb() } else { as_error(&rendered) });
    } else {
        output.usage(&rendered);
    }
    ExitCode::from(Code::Usage.exit_status())
}

fn asks_for_json(typed: &[OsString]) -> bool {
    typed.iter().take_while(|word| *word != "--").any(|word| word == "--json")
}

/// Whether the command line only stops too early, which clap answers with the whole help.
fn is_unfinished(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand)
}

fn no_verb() -> Error {
    Error::new(
        Code::Usage,
        Text::new("The command line ends before its verb.", "В командной строке нет команды."),
    )
}

/// The first paragraph of clap's message, which says what is wrong.
fn as_error(rendered: &str) -> Error {
    let first = rendered.split("\n\n").next().unwrap_or_default();
    let message = first.trim().trim_start_matches("error: ").replace('\n', " ");
    Error::new(Code::Usage, Text::verbatim(message))
}

/// Takes out of `rendered` every long word that was typed: it may be a token that landed in the wrong place, and
/// standard error is often a log.
fn mask(rendered: &str, typed: &[OsString]) -> String {
    let words = typed.iter().map(|word| word.to_string_lossy());
    let values = words.flat_map(|word| word.split('=').map(str::to_owned).collect::<Vec<_>>());
    values
        .filter(|value| value.len() >= LONG)
        .fold(rendered.to_owned(), |text, value| text.replace(&value, "…"))
}

/// Longer than every word of the grammar, shorter than every token.
const LONG: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn a_token_in_the_wrong_place_is_not_repeated() {
        let typed = words("connect facebook EAABcanary1234567890");
        assert_eq!(
            mask("unexpected argument 'EAABcanary1234567890' found", &typed),
            "unexpected argument '…' found"
        );
        let typed = words("connect facebook --tokn=EAABcanary1234567890");
        assert!(!mask("unexpected value 'EAABcanary1234567890'", &typed).contains("canary"));
    }

    #[test]
    fn short_words_stay_because_they_help() {
        assert_eq!(
            mask("unexpected argument '--jsn' found", &words("list --jsn")),
            "unexpected argument '--jsn' found"
        );
    }

    #[test]
    fn what_follows_the_double_dash_belongs_to_somebody_else() {
        assert!(asks_for_json(&words("list --json")));
        assert!(!asks_for_json(&words("exec facebook -- curl --json")));
    }

    #[test]
    fn the_message_is_what_is_wrong_without_the_manual() {
        let error = as_error("error: unexpected argument '-x' found\n\nUsage: adkeys list\n");
        assert_eq!(error.message.en, "unexpected argument '-x' found");
    }
}
