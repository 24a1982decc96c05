//! Tables: columns with headings, no frame; colour only where a state is.

use adkeys_core::Text;
use comfy_table::{Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table};

use super::Output;
use super::words::{Hue, Mark};

/// A column: its heading, and how a terminal lays it out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    en: &'static str,
    ru: &'static str,
    holds: Holds,
    from: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Words,
    Whole,
    Number,
}

impl Column {
    /// Words, wrapped where the terminal is narrow.
    pub(crate) const fn words(en: &'static str, ru: &'static str) -> Self {
        Self { en, ru, holds: Holds::Words, from: 0 }
    }

    /// An id, a state, a time: never wrapped.
    pub(crate) const fn whole(en: &'static str, ru: &'static str) -> Self {
        Self { en, ru, holds: Holds::Whole, from: 0 }
    }

    /// A number: never wrapped, aligned to the right.
    pub(crate) const fn number(en: &'static str, ru: &'static str) -> Self {
        Self { en, ru, holds: Holds::Number, from: 0 }
    }

    /// Left out on terminals that are narrower than `width` characters.
    pub(crate) const fn from(self, width: u16) -> Self {
        Self { from: width, ..self }
    }
}

/// A table that is being filled.
pub(crate) struct Grid<'a> {
    table: Table,
    output: &'a Output,
}

/// Beyond this many rows no line is wrapped: measuring every word of 10,000 rows takes longer than a person waits.
const WRAPPED_ROWS: usize = 500;

impl<'a> Grid<'a> {
    /// An empty table with its columns.
    pub(crate) fn new(output: &'a Output, columns: &[Column]) -> Self {
        let mut table = Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        if !output.terminal {
            table.force_no_tty();
        }
        let mut grid = Self { table, output };
        let headings: Vec<Cell> =
            columns.iter().map(|column| grid.heading(&Text::new(column.en, column.ru))).collect();
        grid.table.set_header(headings);
        grid.lay_out(columns);
        grid
    }

    fn heading(&self, heading: &Text) -> Cell {
        self.painted(Cell::new(self.output.say(heading).to_uppercase()), Hue::Idle)
    }

    fn lay_out(&mut self, columns: &[Column]) {
        let width = self.table.width().unwrap_or(u16::MAX);
        for (laid_out, column) in self.table.column_iter_mut().zip(columns) {
            laid_out.set_padding((0, 2));
            if column.from > width {
                laid_out.set_constraint(ColumnConstraint::Hidden);
            } else if column.holds != Holds::Words {
                laid_out.set_constraint(ColumnConstraint::ContentWidth);
            }
            if column.holds == Holds::Number {
                laid_out.set_cell_alignment(CellAlignment::Right);
            }
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.table.add_row(cells);
    }

    /// A state: shape and word, in the colour of bad news.
    pub(crate) fn mark(&self, mark: &Mark) -> Cell {
        self.painted(Cell::new(format!("{} {}", mark.shape, self.output.say(&mark.word))), mark.hue)
    }

    fn painted(&self, cell: Cell, hue: Hue) -> Cell {
        match hue {
            _ if !self.output.paint => cell,
            Hue::Fine => cell,
            Hue::Careful => cell.fg(Color::Yellow),
            Hue::Stopped => cell.fg(Color::Red),
            Hue::Idle => cell.add_attribute(Attribute::Dim),
        }
    }

    /// The finished table.
    pub(crate) fn render(mut self) -> String {
        if self.output.terminal && self.table.row_count() <= WRAPPED_ROWS {
            self.table.set_content_arrangement(ContentArrangement::Dynamic);
        }
        self.table.trim_fmt()
    }
}
