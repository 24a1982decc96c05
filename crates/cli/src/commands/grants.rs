//! `grants`: which tools may have the token of which connection.

use adkeys_core::ledger::ToolGrant;
use adkeys_core::{AdKeys, Code, Error, Result, Text, text};
use comfy_table::Cell;

use crate::output::dates::Calendar;
use crate::output::table::{Column, Grid};
use crate::output::{Output, clean};

/// Which tools may have tokens, as you answered; and take an answer back
#[derive(Debug, clap::Args)]
pub(crate) struct Grants {
    /// Take this answer back: the tool has to ask again
    #[arg(long, value_name = "ID")]
    revoke: Option<String>,
}

const COLUMNS: [Column; 7] = [
    Column::whole("Id", "№"),
    Column::whole("Tool", "Инструмент"),
    Column::whole("Connection", "Подключение"),
    Column::whole("Answer", "Ответ"),
    Column::whole("Until", "До"),
    Column::whole("Last used", "Последний раз"),
    Column::words("Program", "Программа"),
];

const EMPTY: Text = Text::new("No tool has been answered yet.", "Ни одному инструменту ещё не отвечали.");
static YES: Text = Text::new("yes", "да");
static NO: Text = Text::new("no", "нет");
const ALWAYS: Text = Text::new("taken back", "отмены");

pub(crate) fn run(args: &Grants, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let grants = adkeys.grants()?;
    if let Some(id) = &args.revoke {
        let known = grants.iter().any(|grant| grant.id == *id);
        if !known {
            return Err(unknown(id));
        }
        adkeys.revoke_grant(id)?;
    }
    let left: Vec<_> = grants.into_iter().filter(|grant| Some(&grant.id) != args.revoke.as_ref()).collect();
    output.document(
        &left,
        || {
            if left.is_empty() { output.say(&EMPTY).to_owned() } else { table(&left, output) }
        },
    )
}

fn table(grants: &[ToolGrant], output: &Output) -> String {
    let calendar = Calendar::new(output);
    let mut grid = Grid::new(output, &COLUMNS);
    for grant in grants {
        let until = grant.until.map_or_else(|| output.say(&ALWAYS).to_owned(), |at| calendar.moment(at));
        grid.row(vec![
            Cell::new(&grant.id),
            Cell::new(clean::name(&grant.tool)),
            Cell::new(&grant.connection),
            Cell::new(output.say(if grant.allowed { &YES } else { &NO })),
            Cell::new(until),
            Cell::new(grant.last_used.map(|at| calendar.moment(at)).unwrap_or_default()),
            Cell::new(clean::sentence(&grant.path)),
        ]);
    }
    grid.render()
}

fn unknown(id: &str) -> Error {
    Error::new(Code::Usage, text!("There is no answer with the id {id:?}.", "Ответа с номером {id:?} нет."))
        .hint(text!("See the ids with: adkeys grants", "Номера покажет: adkeys grants"))
}
