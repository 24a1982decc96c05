//! `activity`: what happened last.

use adkeys_core::ledger::Activity as Entry;
use adkeys_core::{AdKeys, Result, Text};
use comfy_table::Cell;

use crate::output::dates::Calendar;
use crate::output::table::{Column, Grid};
use crate::output::{Output, clean};

/// What happened last, newest first
#[derive(Debug, clap::Args)]
pub(crate) struct Activity {
    /// Only this connection
    connection: Option<String>,
    /// How many entries at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: u32,
}

const COLUMNS: [Column; 4] = [
    Column::whole("When", "Когда"),
    Column::whole("Connection", "Подключение"),
    Column::words("What", "Что"),
    Column::words("Detail", "Подробности"),
];

const EMPTY: Text = Text::new("Nothing has happened yet.", "Пока ничего не происходило.");

/// The ledger's words for what happened, and people's.
static EVENTS: [(&str, Text); 16] = [
    ("connected", Text::new("connected", "подключено")),
    ("reconnected", Text::new("connected again", "подключено заново")),
    ("renewed", Text::new("renewed", "продлено")),
    ("renewal-failed", Text::new("not renewed", "не продлено")),
    ("checked", Text::new("checked", "проверено")),
    ("check-failed", Text::new("could not be checked", "не удалось проверить")),
    ("token-given", Text::new("token given", "токен выдан")),
    ("tool-allowed", Text::new("tool allowed", "инструмент допущен")),
    ("tool-refused", Text::new("tool refused", "инструменту отказано")),
    ("exported", Text::new("file written", "файл записан")),
    ("export-renewed", Text::new("file brought up to date", "файл обновлён")),
    ("export-left", Text::new("file changed by hand, left alone", "файл изменён вручную, оставлен")),
    ("export-failed", Text::new("file not brought up to date", "файл не обновлён")),
    ("export-removed", Text::new("file removed", "файл удалён")),
    ("disconnected", Text::new("forgotten here", "забыто здесь")),
    ("revoked", Text::new("withdrawn at the platform", "отозвано на платформе")),
];

pub(crate) fn run(args: &Activity, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let entries = adkeys.activity(args.connection.as_deref(), args.limit)?;
    output.document(&entries, || {
        if entries.is_empty() { output.say(&EMPTY).to_owned() } else { table(&entries, output) }
    })
}

fn table(entries: &[Entry], output: &Output) -> String {
    let calendar = Calendar::new(output);
    let mut grid = Grid::new(output, &COLUMNS);
    for entry in entries {
        let known = EVENTS.iter().find(|(event, _)| *event == entry.event);
        let what = known.map_or(entry.event.as_str(), |(_, text)| output.say(text));
        let detail: Vec<&str> = entry.code.iter().chain(&entry.detail).map(String::as_str).collect();
        grid.row(vec![
            Cell::new(calendar.moment(entry.at)),
            Cell::new(&entry.connection),
            Cell::new(what),
            Cell::new(clean::sentence(&detail.join(" · "))),
        ]);
    }
    grid.render()
}
