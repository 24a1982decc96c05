//! What can be typed. The text of `--help` is the doc comments here and in `commands/`.

use adkeys_core::Lang;
use clap::{Parser, Subcommand, ValueEnum};

use crate::commands::{
    account, activity, agent, app, businesses, completions, connect, disconnect, doctor, exec, explain,
    export, grants, inject, inspect, mcp, recipes, refresh, sandbox, status, token,
};

/// Connects ad accounts on this computer and hands fresh tokens to your tools.
#[derive(Debug, Parser)]
#[command(name = "adkeys", version, arg_required_else_help = true)]
#[command(subcommand_value_name = "VERB", subcommand_help_heading = "Verbs")]
#[command(
    after_help = "Exit status: 0 done, 1 unexpected, 2 usage, 3 authorization required, 4 refused by the \
    platform, 5 platform or network unavailable, 6 keychain unavailable, 7 cancelled or timed out."
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What goes with every verb, before or after it.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "With every verb")]
pub(crate) struct Global {
    /// Print JSON; errors too, on standard error
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Language of texts, instead of the settings and the locale
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub(crate) lang: Option<Language>,
    /// Use the sandbox: a local stand-in for the platforms, with a home of its own
    #[arg(long, global = true)]
    pub(crate) sandbox: bool,
}

/// A language, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// English
    En,
    /// Russian
    Ru,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Ru => Self::Ru,
        }
    }
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Integrations: set up? connected?
    Providers,
    #[command(subcommand)]
    App(app::App),
    Connect(connect::Connect),
    /// Connections and their state
    List,
    Status(status::Status),
    Businesses(businesses::Businesses),
    Account(account::Account),
    Refresh(refresh::Refresh),
    Token(token::Token),
    Exec(exec::Exec),
    Export(export::Export),
    Inject(inject::Inject),
    Recipes(recipes::Recipes),
    Disconnect(disconnect::Disconnect),
    /// Where each secret lies
    Storage,
    Activity(activity::Activity),
    Grants(grants::Grants),
    Agent(agent::Agent),
    Mcp(mcp::Mcp),
    Doctor(doctor::Doctor),
    Inspect(inspect::Inspect),
    Explain(explain::Explain),
    Sandbox(sandbox::Sandbox),
    Completions(completions::Completions),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_grammar_holds_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn what_goes_with_every_verb_stands_before_or_after_it() {
        for line in ["adkeys --json --lang ru --sandbox list", "adkeys list --json --lang ru --sandbox"] {
            let args = Args::try_parse_from(line.split(' ')).unwrap();
            assert!(args.global.json && args.global.sandbox, "{line}");
            assert_eq!(args.global.lang, Some(Language::Ru), "{line}");
        }
    }

    #[test]
    fn every_verb_says_what_it_does() {
        for verb in Args::command().get_subcommands() {
            assert!(verb.get_about().is_some(), "{}", verb.get_name());
        }
    }
}
