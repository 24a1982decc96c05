//! `providers`: what can be connected.

use adkeys_core::{AdKeys, Result};
use comfy_table::Cell;

use crate::output::table::{Column, Grid};
use crate::output::{Output, clean, words};

const COLUMNS: [Column; 4] = [
    Column::whole("Provider", "Платформа"),
    Column::words("Name", "Название"),
    Column::whole("Set up", "Настроено"),
    Column::words("Connections", "Подключения"),
];

pub(crate) fn run(adkeys: &AdKeys, output: &Output) -> Result<()> {
    let integrations = adkeys.integrations()?;
    output.document(&integrations, || {
        let mut grid = Grid::new(output, &COLUMNS);
        for integration in &integrations {
            let connections = integration.connections.join(", ");
            let name = clean::name(&integration.name);
            let set_up = grid.mark(&words::set_up(integration.configured));
            grid.row(vec![Cell::new(&integration.key), Cell::new(name), set_up, Cell::new(connections)]);
        }
        grid.render()
    })
}
