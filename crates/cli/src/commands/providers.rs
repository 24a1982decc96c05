//! `providers`: what can be connected.

use adkeys_core::{AdKeys, Result, Text};
use comfy_table::Cell;

use crate::output::table::Grid;
use crate::output::{Output, clean, words};

const HEADINGS: [Text; 4] = [
    Text::new("Provider", "Платформа"),
    Text::new("Name", "Название"),
    Text::new("Set up", "Настроено"),
    Text::new("Connections", "Подключения"),
];

pub(crate) fn run(adkeys: &AdKeys, output: &Output) -> Result<()> {
    let integrations = adkeys.integrations()?;
    output.document(&integrations, || {
        let mut grid = Grid::new(output, &HEADINGS);
        for integration in &integrations {
            let connections = integration.connections.join(", ");
            let name = clean::name(&integration.name);
            let set_up = grid.mark(&words::set_up(integration.configured));
            grid.row(vec![Cell::new(&integration.key), Cell::new(name), set_up, Cell::new(connections)]);
        }
        grid.render()
    })
}
