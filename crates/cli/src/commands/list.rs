//! `list`: every connection at a glance.

use adkeys_core::connection::ConnectionSummary;
use adkeys_core::{AdKeys, Result, Text};
use comfy_table::Cell;

use crate::output::dates::Calendar;
use crate::output::table::{Column, Grid};
use crate::output::{Output, clean, words};

const COLUMNS: [Column; 5] = [
    Column::whole("Connection", "Подключение"),
    Column::whole("Provider", "Платформа"),
    Column::whole("State", "Состояние"),
    Column::words("Person", "Человек"),
    Column::words("Access until", "Доступ до"),
];

/// Said where there is nothing to show yet.
pub(super) const EMPTY: Text = Text::new(
    "Nothing is connected yet. Start with: adkeys connect facebook",
    "Пока ничего не подключено. Начните с: adkeys connect facebook",
);

pub(crate) fn run(adkeys: &AdKeys, output: &Output) -> Result<()> {
    let connections = adkeys.list()?;
    output.document(&connections, || {
        if connections.is_empty() { output.say(&EMPTY).to_owned() } else { table(&connections, output) }
    })
}

fn table(connections: &[ConnectionSummary], output: &Output) -> String {
    let calendar = Calendar::new(output);
    let mut grid = Grid::new(output, &COLUMNS);
    for each in connections {
        let person = each.person.as_ref().map(|person| clean::name(&person.name)).unwrap_or_default();
        let until = each.expires_at.map(|at| calendar.deadline(at)).unwrap_or_default();
        let state = grid.mark(&words::connection(each.state));
        grid.row(vec![
            Cell::new(&each.connection),
            Cell::new(&each.provider),
            state,
            Cell::new(person),
            Cell::new(until),
        ]);
    }
    grid.render()
}
