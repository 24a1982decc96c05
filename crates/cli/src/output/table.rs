//! Tables: columns with headings, no frame; colour only where a state is.

use adkeys_core::Text;
use comfy_table::{Attribute, Cell, CellAlignment, Color, ContentArrangement, Table};

use super::Output;
use super::words::{Hue, Mark};

/// A table that is being filled.
pub(crate) struct Grid<'a> {
    table: Table,
    output: &'a Output,
}

/// Beyond this many rows no line is wrapped: measuring every word of 10,000 rows takes longer than a person waits.
const WRAPPED_ROWS: usize = 500;

impl<'a> Grid<'a> {
    /// An empty table with its headings.
    pub(crate) fn new(output: &'a Output, headings: &[Text]) -> Self {
        let mut table = Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        if output.paint {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        table.set_header(
            headings
                .iter()
                .map(|heading| Cell::new(output.say(heading).to_uppercase()).add_attribute(Attribute::Dim)),
        );
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        Self { table, output }
    }

    /// Aligns a column to the right: numbers.
    pub(crate) fn right(&mut self, column: usize) {
        if let Some(column) = self.table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.table.add_row(cells);
    }

    /// A state: shape and word, the shape's colour where the terminal has colours.
    pub(crate) fn mark(&self, mark: &Mark) -> Cell {
        let cell = Cell::new(format!("{} {}", mark.shape, self.output.say(&mark.word)));
        match mark.hue {
            Hue::Fine => cell,
            Hue::Careful => cell.fg(Color::Yellow),
            Hue::Stopped => cell.fg(Color::Red),
            Hue::Idle => cell.add_attribute(Attribute::Dim),
        }
    }

    /// The finished table.
    pub(crate) fn render(mut self) -> String {
        if self.output.paint && self.table.row_count() <= WRAPPED_ROWS {
            self.table.set_content_arrangement(ContentArrangement::Dynamic);
        }
        self.table.trim_fmt()
    }
}
