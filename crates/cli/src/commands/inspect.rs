//! `inspect`: what is this token, what may it do. Nothing is kept.

use adkeys_core::diagnosis::Inspected;
use adkeys_core::{AdKeys, Result, Text};

use crate::output::dates::Calendar;
use crate::output::{Output, clean, findings, words};
use crate::{interrupt, prompt};

/// What a token is and what it may do; nothing is kept
#[derive(Debug, clap::Args)]
pub(crate) struct Inspect {
    /// Whose token it is
    provider: String,
    /// -: asked for, or read from standard input
    #[arg(long, value_name = "-", allow_hyphen_values = true)]
    token: String,
}

const QUESTION: Text = Text::new("Access token (it is not shown): ", "Токен доступа (не показывается): ");
const UNTIL: Text = Text::new("Until", "До");

pub(crate) async fn run(args: &Inspect, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let token = prompt::secret_argument("--token", &args.token, &QUESTION, output.lang())?;
    let inspected = interrupt::or(adkeys.inspect(&args.provider, token)).await?;
    output.document(&inspected, || page(&inspected, output))
}

fn page(inspected: &Inspected, output: &Output) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(person) = &inspected.person {
        lines.push(format!("{} ({})", clean::name(&person.name), clean::name(&person.id)));
    }
    if let Some(token) = &inspected.token {
        let kind = words::kind(token.kind);
        let mut line = output.say(&kind).to_owned();
        if let Some(end) = token.expires_at {
            line.push_str(&format!(". {}: {}", output.say(&UNTIL), Calendar::new(output).moment(end)));
        }
        lines.push(line);
        lines.push(clean::sentence(&token.scopes.granted.join(", ")));
    }
    lines.extend(inspected.findings.iter().map(|finding| findings::render(finding, output)));
    lines.join("\n")
}
